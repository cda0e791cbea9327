//! `compare` and `demo`: the main job.

use super::check::{note_event, reject_event};
use super::{Entry, failed, inputs, out, plan, print_out};
use crate::args::Context;
use crate::progress::{self, Stage};
use crate::{Exit, message};
use clap::{Arg, ArgAction};
use framescope::corpus::Reject;
use framescope::study::{self, Input, Partial, Plan, Report, RunInfo, Watch};
use framescope::write::{ResultFolder, WriteError, visible};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

const OUTPUT: &str = "Writes to OUT: report.html, results.xlsx and CSV tables. Start with\n\
    poles_by_outlet.csv (axis, pole, voice, one count column per outlet) and axes.csv (event_id,\n\
    outlet_id, axis, voice, n_a, n_b, balance, ci_low, ci_high, note ...); hits.csv holds every passage.\n\
    Exit: 0 done, 2 usage, 3 some input rejected, 4 no usable document, 5 cannot read or write.";

pub(crate) const COMPARE: Entry = Entry {
    name: "compare",
    about: "The main job: all tables, workbook and report",
    examples: "Examples:\n  framescope compare articles.csv -o out\n  framescope compare articles/ --metadata articles/metadata.csv -o out\n  framescope compare news.jsonl.gz -l armed-groups -l mine.toml --by outlet,week -o out",
    output: OUTPUT,
    studied: true,
    args: |c| {
        out(inputs(c)).arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help("print the effective study and where each value came from")
                .help_heading("Output"),
        )
    },
    run: |context| compare(context, Input::Paths(&context.inputs())),
};

pub(crate) const DEMO: Entry = Entry {
    name: "demo",
    about: "The main job on the embedded example corpus, in one second",
    examples: "Example:\n  framescope demo -o demo-out",
    output: OUTPUT,
    studied: true,
    args: out,
    run: demo,
};

fn demo(context: &Context) -> Exit {
    compare(context, Input::Bytes("articles.csv", study::EXAMPLE_CORPUS.as_bytes()))
}

fn compare(context: &Context, input: Input<'_>) -> Exit {
    if context.given("dry-run") {
        return match context.study() {
            Ok(study) => print_out(&study.to_toml(true)),
            Err(problems) => {
                message::problems(&problems);
                Exit::Usage
            }
        };
    }
    let mut plan = match plan(context) {
        Ok(plan) => plan,
        Err(exit) => return exit,
    };
    let target = PathBuf::from(context.one("out").unwrap_or("framescope-out"));
    plan.read.skip.push(target.clone());
    let folder = match open(&target, context) {
        Ok(folder) => folder,
        Err(exit) => return exit,
    };
    match counted(context, &plan, input) {
        Ok(partial) => {
            let exit = finish(context, &plan, (partial, folder), &target);
            std::mem::forget(plan);
            exit
        }
        Err(exit) => exit,
    }
}

/// Claims the result folder before anything is read, so that a refusal costs nothing.
pub(super) fn open(target: &Path, context: &Context) -> Result<(ResultFolder, Arc<AtomicBool>), Exit> {
    let stop = Arc::new(AtomicBool::new(false));
    match ResultFolder::create(target, context.given("force")) {
        Ok(folder) => Ok((folder.interrupt(Arc::clone(&stop)), stop)),
        Err(error) => Err(refused(&error)),
    }
}

/// Says why the result folder cannot be written.
pub(super) fn refused(error: &WriteError) -> Exit {
    message::problems(&[error.problem()]);
    Exit::Io
}

/// Reads and counts, with a progress line.
pub(super) fn counted(context: &Context, plan: &Plan, input: Input<'_>) -> Result<Partial, Exit> {
    let watch = Watch::default();
    let threads = context.threads();
    let stage = Stage::Counting(&plan.read.progress);
    progress::watched(context, &watch, stage, || study::count(plan, input, threads, &watch)).map_err(failed)
}

/// Measures and writes; says what was found.
pub(super) fn finish(
    context: &Context,
    plan: &Plan,
    (mut partial, (folder, stop)): (Partial, (ResultFolder, Arc<AtomicBool>)),
    target: &Path,
) -> Exit {
    let watch = Watch { stop, ..Watch::default() };
    let settled = partial.settle();
    say_faults(context, &partial, &settled.lists.rejects);
    if settled.documents.is_empty() {
        return no_documents(&settled.lists.rejects);
    }
    let tolerated = tolerated(plan, settled.lists.rejects.len() as u64, settled.n_records);
    let info = RunInfo { arguments: context.typed.clone(), time: time() };
    let measure = || -> Result<Vec<String>, WriteError> {
        let mut report = study::report(plan, &partial, settled).map_err(|e| folder.failed(e))?;
        let tables = study::publish(&mut report, folder, &info)?;
        let told = if context.json { events(&report, target) } else { told(&report) };
        // The process ends with this: its memory is given back at once.
        std::mem::forget((report, tables));
        Ok(told)
    };
    let threads = context.threads();
    let done = progress::watched(context, &watch, Stage::Measuring, || {
        study::on_threads(threads, measure).unwrap_or_else(|source| Err(WriteError::Io { out: target.to_owned(), source }))
    });
    std::mem::forget(partial);
    match done {
        Err(error) => refused(&error),
        Ok(told) => {
            let printed = say_done(context, &told, target);
            if printed != Exit::Done {
                printed
            } else if tolerated {
                Exit::Done
            } else {
                Exit::Rejected
            }
        }
    }
}

/// Says the summary: for people on stderr, as events on stdout.
fn say_done(context: &Context, told: &[String], target: &Path) -> Exit {
    if context.json {
        return print_out(&told.iter().map(|event| format!("{event}\n")).collect::<String>());
    }
    if !context.quiet {
        told.iter().for_each(|line| message::say(&visible(line)));
        let target = target.display().to_string();
        message::say(&format!("Results in {}; start with report.html", visible(&target)));
    }
    Exit::Done
}

/// The summary: sentences, notes by kind, the identity of records.
fn told(report: &Report<'_>) -> Vec<String> {
    let mut lines = report.sentences.clone();
    let lists = &report.settled.lists;
    let mut kinds: Vec<&str> = lists.notes.iter().map(|n| n.code.as_str()).collect();
    kinds.sort_unstable();
    for run in kinds.chunk_by(|a, b| a == b) {
        let first = lists.notes.iter().find(|n| n.code == run[0]);
        let example = first.map(|n| format!("{}{}", place(&n.origin.file, n.origin.line), n.detail)).unwrap_or_default();
        lines.push(format!("note[{}]: {} in notes.csv, e.g. {example}", run[0], run.len()));
    }
    lines.push(format!(
        "{} documents + {} rejects = {} records seen; {} outlets, {} events, {} hits.",
        report.settled.documents.len(),
        lists.rejects.len(),
        report.settled.n_records,
        report.counts.outlets.len(),
        report.legend.events.len(),
        report.counts.outlets.iter().map(|o| o.n_hits).sum::<u64>(),
    ));
    lines
}

/// The summary as JSON Lines on stdout: one event per sentence and note, then what was done.
fn events(report: &Report<'_>, target: &Path) -> Vec<String> {
    let lists = &report.settled.lists;
    let sentences = report.sentences.iter().map(|text| json!({ "event": "sentence", "text": text }));
    let odd = lists.rejects.iter().map(reject_event).chain(lists.notes.iter().map(note_event));
    let done = json!({
        "event": "done", "out": target, "documents": report.settled.documents.len(), "rejects": lists.rejects.len(),
        "records": report.settled.n_records, "outlets": report.counts.outlets.len(), "events": report.legend.events.len(),
        "hits": report.counts.outlets.iter().map(|o| o.n_hits).sum::<u64>(),
    });
    sentences.chain(odd).chain([done]).map(|event| event.to_string()).collect()
}

fn place(file: &str, line: u64) -> String {
    match (file.is_empty(), line) {
        (true, _) => String::new(),
        (false, 0) => format!("{file}: "),
        (false, line) => format!("{file}:{line}: "),
    }
}

/// Says what was left out: in full what the reader said, the rest from its row.
pub(super) fn say_faults(context: &Context, partial: &Partial, rejects: &[Reject]) {
    if context.quiet {
        return;
    }
    message::problems(&study::faults(partial, rejects));
}

fn no_documents(rejects: &[Reject]) -> Exit {
    message::problems(&[study::no_documents(rejects)]);
    // A file that changes under the reader is a file that cannot be read.
    let unreadable = !rejects.is_empty() && rejects.iter().all(|r| matches!(r.code.as_str(), "changed" | "unreadable"));
    if unreadable { Exit::Io } else { Exit::NoDocuments }
}

/// Whether the study tolerates this many rejects.
fn tolerated(plan: &Plan, rejects: u64, records: u64) -> bool {
    rejects <= plan.tolerated_rejects(records)
}

/// SOURCE_DATE_EPOCH, else now.
fn time() -> Option<u64> {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.parse().ok());
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok().map(|d| d.as_secs());
    fixed.or_else(now)
}
