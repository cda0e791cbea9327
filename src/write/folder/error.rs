//! Why a result could not be written, and how that is told.

use crate::corpus::{Problem, Severity};
use crate::write::{CODES, visible};
use std::io;
use std::path::{Path, PathBuf};

/// Why a result could not be written. The exit status is 5, or 130 for an interruption.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder holds files no earlier run wrote.
    #[error("{} holds files that framescope did not write: {}", shown(.out), some(.names))]
    Foreign {
        /// The output.
        out: PathBuf,
        /// Their names, sorted.
        names: Vec<String>,
    },
    /// Another run holds the folder.
    #[error("another run is writing {}", shown(.out))]
    Busy {
        /// The output.
        out: PathBuf,
    },
    /// The output is a file or something else.
    #[error("{} is not a folder", shown(.out))]
    NotAFolder {
        /// The output.
        out: PathBuf,
    },
    /// The disk refused.
    #[error("cannot write {}: {source}", shown(.out))]
    Io {
        /// The output.
        out: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The stop flag was set.
    #[error("stopped before {} was complete", shown(.out))]
    Interrupted {
        /// The output.
        out: PathBuf,
    },
}

#[derive(Debug, thiserror::Error)]
#[error("stopped")]
struct Stopped;

/// What a writer returns once the stop flag is set.
pub(super) fn stopped() -> io::Error {
    io::Error::other(Stopped)
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

fn some(names: &[String]) -> String {
    let mut list = names.iter().take(3).map(|n| visible(n).into_owned()).collect::<Vec<_>>().join(", ");
    if names.len() > 3 {
        list += &format!(" and {} more", names.len() - 3);
    }
    list
}

impl WriteError {
    pub(super) fn io(out: &Path, source: io::Error) -> WriteError {
        let out = out.to_owned();
        if source.get_ref().is_some_and(|e| e.is::<Stopped>()) {
            WriteError::Interrupted { out }
        } else {
            WriteError::Io { out, source }
        }
    }

    /// The reason code, one of [`CODES`].
    pub fn code(&self) -> &'static str {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match self {
            WriteError::Foreign { .. } => "output-foreign",
            WriteError::Busy { .. } => "output-busy",
            WriteError::NotAFolder { .. } => "output-not-a-folder",
            WriteError::Io { source, .. } if matches!(source.kind(), FileTooLarge | QuotaExceeded | StorageFull) => "output-full",
            WriteError::Io { .. } => "output-io",
            WriteError::Interrupted { .. } => "interrupted",
        }
    }

    /// The error as a message with its cause and remedy.
    pub fn problem(&self) -> Problem {
        let code = CODES.iter().find(|c| c.name == self.code());
        Problem {
            severity: Severity::Error,
            code: self.code(),
            file: String::new(),
            line: 0,
            what: self.to_string(),
            source_line: String::new(),
            mark: (0, 0),
            label: String::new(),
            cause: code.map_or_else(String::new, |c| c.cause.to_owned()),
            remedy: code.map_or_else(String::new, |c| c.remedy.to_owned()),
        }
    }
}
