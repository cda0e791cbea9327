//! One line on a terminal while a run lasts: documents, megabytes, rate, remaining time. With `--json`
//! the same as one event per second on stderr.

use crate::args::Context;
use crate::message;
use framescope::read::Progress;
use framescope::study::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::IsTerminal;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How long a stopped run may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(1);
/// Before this, a rate says nothing about the time that remains.
const TOO_EARLY: Duration = Duration::from_secs(2);

/// What a run is doing.
#[derive(Clone, Copy)]
pub(crate) enum Stage<'a> {
    /// Reading and counting.
    Counting(&'a Progress),
    /// What comes after the last document.
    Measuring,
}

/// Runs `work` while the progress is shown and a signal stops it.
pub(crate) fn watched<T: Send>(context: &Context, watch: &Watch, stage: Stage<'_>, work: impl FnOnce() -> T + Send) -> T {
    let told = !context.quiet && !context.no_progress;
    let shown = told && !context.json && std::io::stderr().is_terminal();
    let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()) };
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
        bar.set_style(style);
    }
    let start = Instant::now();
    let mut seconds = 0;
    let mut stopped: Option<Instant> = None;
    std::thread::scope(|scope| {
        let worker = scope.spawn(work);
        while !worker.is_finished() {
            let number = context.signal.load(Ordering::Relaxed);
            if number != 0 {
                watch.stop.store(true, Ordering::Relaxed);
                // Statistics are not interrupted; nothing of theirs is on the disk yet, so the process may end.
                if stopped.get_or_insert_with(Instant::now).elapsed() > PATIENCE {
                    std::process::exit(128 + number as i32);
                }
            }
            if shown {
                bar.set_message(line(watch, stage, start.elapsed()));
                bar.tick();
            } else if told && context.json && start.elapsed().as_secs() > seconds {
                seconds = start.elapsed().as_secs();
                message::say(&event(watch, stage, seconds));
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

fn line(watch: &Watch, stage: Stage<'_>, elapsed: Duration) -> String {
    let Stage::Counting(progress) = stage else {
        return format!("measuring and writing, {}", span(elapsed));
    };
    let documents = watch.documents.load(Ordering::Relaxed);
    let (read, total) = (progress.read.load(Ordering::Relaxed), progress.total.load(Ordering::Relaxed));
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let rate = megabytes(read) / elapsed.as_secs_f64().max(0.001);
    let places = usize::from(rate < 10.0);
    let of = if total == 0 { String::new() } else { format!(" of {:.0}", megabytes(total)) };
    let left = remaining(read, total, elapsed).map(|left| format!(", about {} left", span(left))).unwrap_or_default();
    format!("{documents} documents, {:.0}{of} MB, {rate:.places$} MB/s{left}", megabytes(read))
}

/// The time that the rest takes at the rate so far.
fn remaining(read: u64, total: u64, elapsed: Duration) -> Option<Duration> {
    let known = read > 0 && total >= read && elapsed >= TOO_EARLY;
    known.then(|| Duration::from_secs_f64(elapsed.as_secs_f64() * (total - read) as f64 / read as f64))
}

/// A span as people say it.
fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

fn event(watch: &Watch, stage: Stage<'_>, seconds: u64) -> String {
    let documents = watch.documents.load(Ordering::Relaxed);
    let event = match stage {
        Stage::Counting(progress) => json!({
            "event": "progress", "stage": "count", "seconds": seconds, "documents": documents,
            "bytes": progress.read.load(Ordering::Relaxed), "bytes_total": progress.total.load(Ordering::Relaxed),
        }),
        Stage::Measuring => json!({ "event": "progress", "stage": "measure", "seconds": seconds }),
    };
    event.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_remains_is_told_once_it_is_known() {
        let rows = [
            (0, 100, 9, None),
            (50, 100, 1, None),
            (50, 100, 10, Some("10 s")),
            (1, 100, 40, Some("1 h 6 min")),
            (50, 0, 10, None),
            (100, 100, 10, Some("0 s")),
            (25, 100, 30, Some("1 min 30 s")),
        ];
        for (read, total, seconds, want) in rows {
            let got = remaining(read, total, Duration::from_secs(seconds)).map(span);
            assert_eq!(got.as_deref(), want, "{read} of {total} in {seconds} s");
        }
    }
}
