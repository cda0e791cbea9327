//! Faults of the library as Python exceptions with code and message.

use crate::message;
use framescope::corpus::{Problem, Severity};
use framescope::study::RunError;
use framescope::write::WriteError;
use pyo3::prelude::*;

/// Why a call gave no result.
pub(crate) enum Fault {
    /// Something to tell.
    Problems(Vec<Problem>),
    /// The caller asked to stop.
    Interrupted,
}

impl From<Vec<Problem>> for Fault {
    fn from(problems: Vec<Problem>) -> Fault {
        Fault::Problems(problems)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Fault {
        Fault::Problems(vec![problem])
    }
}

impl From<WriteError> for Fault {
    fn from(error: WriteError) -> Fault {
        match error {
            WriteError::Interrupted { .. } => Fault::Interrupted,
            other => other.problem().into(),
        }
    }
}

impl From<RunError> for Fault {
    fn from(error: RunError) -> Fault {
        match error {
            RunError::Problems(problems) => problems.into(),
            RunError::Io(error) => Problem::error("io", format!("cannot keep intermediate rows: {error}"))
                .remedy("Free space in the temporary folder, or point TMPDIR at a larger one.")
                .into(),
            RunError::Interrupted => Fault::Interrupted,
        }
    }
}

/// A problem as `framescope.Problem` takes it: severity, code, file, line, what, cause, remedy, rendered.
pub(crate) type Told = (&'static str, &'static str, String, u64, String, String, String, String);

/// A problem in the words of the command line, without colour.
pub(crate) fn told(p: &Problem) -> Told {
    let severity = match p.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let rendered = anstream::adapter::strip_str(&message::render(p)).to_string();
    (severity, p.code, p.file.clone(), p.line, p.what.clone(), p.cause.clone(), p.remedy.clone(), rendered)
}

/// The `FramescopeError` of these problems.
pub(crate) fn raised(py: Python<'_>, problems: &[Problem]) -> PyErr {
    let told: Vec<Told> = problems.iter().map(told).collect();
    let error = py.import("framescope._errors").and_then(|m| m.getattr("FramescopeError")?.call1((told,)));
    error.map_or_else(|e| e, PyErr::from_value)
}
