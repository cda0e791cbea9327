//! Counts the steps of the stages that read text, in tests: work must grow with the text and no faster,
//! and a count shows that on any machine where a clock does not.

use std::cell::Cell;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

/// Counts `n` steps.
pub(crate) fn add(n: usize) {
    COUNT.with(|c| c.set(c.get() + n as u64));
}

/// The steps of `work`.
pub(crate) fn of(work: impl FnOnce()) -> u64 {
    let before = COUNT.with(Cell::get);
    work();
    COUNT.with(Cell::get) - before
}

/// Fails unless work on twice the text takes about twice the steps. `run` is given the size of the text.
pub(crate) fn assert_linear(name: &str, size: usize, run: impl Fn(usize)) {
    let (half, whole) = (of(|| run(size / 2)), of(|| run(size)));
    assert!(whole > 0 && whole <= 2 * half + half / 8 + 4096, "{name}: {half} steps, then {whole}");
}
