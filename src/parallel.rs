//! Work done side by side, for every module.

/// Work that gives something.
pub(crate) type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Does jobs on all threads and gives what they made, in their order: whoever is free takes the next, so the longest
/// stand first.
pub(crate) fn side_by_side<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<T> {
    let mut made: Vec<Option<T>> = jobs.iter().map(|_| None).collect();
    rayon::scope_fifo(|scope| {
        for (job, place) in jobs.into_iter().zip(&mut made) {
            scope.spawn_fifo(move |_| *place = Some(job()));
        }
    });
    made.into_iter().flatten().collect()
}
