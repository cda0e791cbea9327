//! One line on a terminal while documents are counted: documents, megabytes, rate.

use framescope::study::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long a stopped run may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs `work` while a line on stderr shows how far `watch` is and `signal` stops it.
pub(crate) fn watched<T: Send>(quiet: bool, signal: &AtomicUsize, watch: &Watch, work: impl FnOnce() -> T + Send) -> T {
    let shown = !quiet && std::io::stderr().is_terminal();
    let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()) };
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
        bar.set_style(style);
    }
    let start = Instant::now();
    let mut stopped: Option<Instant> = None;
    std::thread::scope(|scope| {
        let worker = scope.spawn(work);
        while !worker.is_finished() {
            let number = signal.load(Ordering::Relaxed);
            if number != 0 {
                watch.stop.store(true, Ordering::Relaxed);
                // Statistics are not interrupted; nothing of theirs is on the disk yet, so the process may end.
                if stopped.get_or_insert_with(Instant::now).elapsed() > PATIENCE {
                    std::process::exit(128 + number as i32);
                }
            }
            if shown {
                bar.set_message(line(watch, start.elapsed()));
                bar.tick();
            }
            std::thread::park_timeout(Duration::from_millis(if shown { 100 } else { 5 }));
        }
        bar.finish_and_clear();
        match worker.join() {
            Ok(value) => value,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn line(watch: &Watch, elapsed: Duration) -> String {
    let megabytes = watch.bytes.load(Ordering::Relaxed) as f64 / 1e6;
    let rate = megabytes / elapsed.as_secs_f64().max(0.001);
    format!("{} documents, {megabytes:.0} MB, {rate:.0} MB/s", watch.documents.load(Ordering::Relaxed))
}
