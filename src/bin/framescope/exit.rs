//! Runs one command: signals, faults, exit status.

use crate::{args, message};
use std::ffi::OsString;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Why a command ended, as an exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// A question was answered with no.
    No,
    /// Usage, study or lexicon error: nothing was written.
    Usage,
    /// Finished, some input was rejected.
    Rejected,
    /// No usable document.
    NoDocuments,
    /// Cannot read or write.
    Io,
    /// Stopped by a signal.
    Signal(u8),
}

impl Exit {
    fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Usage => 2,
            Exit::Rejected => 3,
            Exit::NoDocuments => 4,
            Exit::Io => 5,
            Exit::Signal(signal) => 128 + signal,
        }
    }
}

/// Exit status of a bug.
const BUG: u8 = 70;

/// Runs the command line typed, its first word being the program, and gives the exit status.
pub(crate) fn run(typed: Vec<OsString>) -> u8 {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
        message::say(&format!("error[bug]: framescope failed inside{place}. Please report it with the command you ran."));
        std::process::exit(i32::from(BUG));
    }));
    let signal = catch_signals();
    let exit = args::parse_and_run(typed, &signal);
    match signal.load(Ordering::Relaxed) {
        0 => exit.code(),
        n => Exit::Signal(n as u8).code(),
    }
}

/// Remembers the first of INT, TERM and HUP, and lets a write beyond the file size limit fail as an
/// ordinary error instead of killing the process.
fn catch_signals() -> Arc<AtomicUsize> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let seen = Arc::new(AtomicUsize::new(0));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        let _ = signal_hook::flag::register_usize(signal, Arc::clone(&seen), signal as usize);
    }
    let _ = signal_hook::flag::register(25, Arc::new(std::sync::atomic::AtomicBool::new(false)));
    seen
}
