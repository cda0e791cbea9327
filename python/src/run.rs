//! The main job whole (`compare`) and in pieces on bytes (`count`, `merge`, `report`).
//!
//! Work runs on a thread of its own without the interpreter's lock; the calling thread looks after
//! Ctrl-C and stops it.

use crate::fault::{Fault, Told, raised, told};
use crate::study::Study;
use framescope::corpus::Problem;
use framescope::study::{self, Input, Partial, Plan, RunInfo, Watch};
use framescope::write::ResultFolder;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often Ctrl-C is looked for.
const GLANCE: Duration = Duration::from_millis(50);

/// What a run found, beside the files it wrote.
#[pyclass(frozen, get_all, module = "framescope._framescope")]
pub(crate) struct Outcome {
    sentences: Vec<String>,
    documents: usize,
    rejects: usize,
    /// Whether the study tolerates this many rejects.
    tolerated: bool,
    problems: Vec<Told>,
}

/// What is read: paths, or a name and its bytes.
#[derive(FromPyObject)]
pub(crate) enum Inputs {
    Paths(Vec<PathBuf>),
    Bytes(String, Vec<u8>),
}

impl Inputs {
    fn borrowed(&self) -> Input<'_> {
        match self {
            Inputs::Paths(paths) => Input::Paths(paths),
            Inputs::Bytes(name, bytes) => Input::Bytes(name, bytes),
        }
    }

    fn names(&self) -> Vec<String> {
        match self {
            Inputs::Paths(paths) => paths.iter().map(|p| p.display().to_string()).collect(),
            Inputs::Bytes(name, _) => vec![name.clone()],
        }
    }
}

/// The result folder and whether it may be shared with files of others.
type Target = (PathBuf, bool);

/// Reads, counts, measures and writes.
#[pyfunction]
pub(crate) fn compare(py: Python<'_>, inputs: Inputs, study: &Study, target: Target, threads: usize) -> PyResult<Outcome> {
    let study = study.inner.clone();
    detached(py, |stop| {
        let mut plan = Plan::new(study)?;
        plan.read.skip.push(target.0.clone());
        let folder = ResultFolder::create(&target.0, target.1)?.interrupt(Arc::clone(stop));
        let mut partial = counted(&plan, inputs.borrowed(), threads, stop)?;
        finish((&plan, &mut partial), folder, info("compare", inputs.names()), threads)
    })
}

/// Reads and counts; gives what `merge` and `report` take.
#[pyfunction]
pub(crate) fn count<'py>(py: Python<'py>, inputs: Inputs, study: &Study, threads: usize) -> PyResult<Bound<'py, PyBytes>> {
    let study = study.inner.clone();
    let bytes = detached(py, |stop| written(&counted(&Plan::new(study)?, inputs.borrowed(), threads, stop)?))?;
    Ok(PyBytes::new(py, &bytes))
}

/// Joins what `count` gave; order never matters.
#[pyfunction]
pub(crate) fn merge<'py>(py: Python<'py>, parts: Vec<Vec<u8>>) -> PyResult<Bound<'py, PyBytes>> {
    let bytes = detached(py, |_| written(&joined(&parts)?))?;
    Ok(PyBytes::new(py, &bytes))
}

/// Measures and writes what `count` or `merge` gave.
#[pyfunction]
pub(crate) fn report(py: Python<'_>, parts: Vec<Vec<u8>>, target: Target) -> PyResult<Outcome> {
    detached(py, |stop| {
        let mut partial = joined(&parts)?;
        let plan = study::plan_of(&partial)?;
        let folder = ResultFolder::create(&target.0, target.1)?.interrupt(Arc::clone(stop));
        finish((&plan, &mut partial), folder, info("report", Vec::new()), 0)
    })
}

/// Runs `work` beside the interpreter; a signal that Python raises on stops it.
fn detached<T: Send>(py: Python<'_>, work: impl FnOnce(&Arc<AtomicBool>) -> Result<T, Fault> + Send) -> PyResult<T> {
    let stop = Arc::new(AtomicBool::new(false));
    let mut raised_here = None;
    let done = py.detach(|| {
        let caller = std::thread::current();
        std::thread::scope(|scope| {
            let worker = scope.spawn(|| {
                let done = work(&stop);
                caller.unpark();
                done
            });
            while !worker.is_finished() {
                std::thread::park_timeout(GLANCE);
                if raised_here.is_none() {
                    raised_here = Python::attach(|py| py.check_signals()).err();
                    stop.fetch_or(raised_here.is_some(), Ordering::Relaxed);
                }
            }
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    });
    match (raised_here, done) {
        (Some(error), _) => Err(error),
        (None, Ok(value)) => Ok(value),
        (None, Err(Fault::Problems(problems))) => Err(raised(py, &problems)),
        (None, Err(Fault::Interrupted)) => Err(PyKeyboardInterrupt::new_err(())),
    }
}

fn counted(plan: &Plan, input: Input<'_>, threads: usize, stop: &Arc<AtomicBool>) -> Result<Partial, Fault> {
    let threads = if threads == 0 { std::thread::available_parallelism().map_or(1, usize::from) } else { threads };
    let watch = Watch { stop: Arc::clone(stop), ..Watch::default() };
    Ok(study::count(plan, input, threads, &watch)?)
}

fn finish((plan, partial): (&Plan, &mut Partial), folder: ResultFolder, info: RunInfo, threads: usize) -> Result<Outcome, Fault> {
    let settled = partial.settle();
    let faults = study::faults(partial, &settled.lists.rejects);
    if settled.documents.is_empty() {
        return Err(faults.into_iter().chain([study::no_documents(&settled.lists.rejects)]).collect::<Vec<_>>().into());
    }
    let (documents, rejects, records) = (settled.documents.len(), settled.lists.rejects.len(), settled.n_records);
    let measure = || -> Result<Vec<String>, Fault> {
        let mut report = study::report(plan, partial, settled).map_err(|e| folder.failed(e))?;
        let sentences = report.sentences.clone();
        study::publish(&mut report, folder, &info)?;
        Ok(sentences)
    };
    let sentences = study::on_threads(threads, measure).map_err(framescope::study::RunError::Io)??;
    Ok(Outcome {
        sentences,
        documents,
        rejects,
        tolerated: rejects as u64 <= plan.tolerated_rejects(records),
        problems: faults.iter().map(told).collect(),
    })
}

fn joined(parts: &[Vec<u8>]) -> Result<Partial, Problem> {
    study::join(parts.iter().enumerate().map(|(n, bytes)| (format!("part {}", n + 1), bytes.as_slice())))
}

fn written(partial: &Partial) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    partial.write(&mut bytes).map_err(|e| Fault::from(framescope::study::RunError::Io(e)))?;
    Ok(bytes)
}

/// What `run.json` says of the call: SOURCE_DATE_EPOCH, else now.
fn info(function: &str, inputs: Vec<String>) -> RunInfo {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.parse().ok());
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok().map(|d| d.as_secs());
    RunInfo { arguments: [function.to_owned()].into_iter().chain(inputs).collect(), time: fixed.or_else(now) }
}
