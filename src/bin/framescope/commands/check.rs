//! `check`: read everything, write nothing.

use super::compare::{counted, say_faults};
use super::{Entry, inputs, plan, print_out};
use crate::Exit;
use crate::args::Context;
use framescope::corpus::{Note, Reject};
use framescope::study::{Input, Partial, Plan, Settled};
use framescope::survey::EventMode;
use framescope::write::visible;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(crate) const CHECK: Entry = Entry {
    name: "check",
    about: "Read everything, write nothing: what would be used, guessed, rejected",
    examples: "Examples:\n  framescope check articles.csv\n  framescope check articles/ --metadata metadata.csv --json",
    output: "Exit: 0 every record is used, 1 some are not, 2 usage, 4 no usable document.",
    studied: true,
    args: inputs,
    run: check,
};

fn check(context: &Context) -> Exit {
    let mut plan = match plan(context) {
        Ok(plan) => plan,
        Err(exit) => return exit,
    };
    // What is read does not hang on whose words they are, nor on events: a large corpus is checked sooner.
    plan.annotate.voice = false;
    plan.events = Some(EventMode::None);
    (plan.count.terms, plan.count.text) = (false, false);
    let mut partial = match counted(context, &plan, Input::Paths(&context.inputs())) {
        Ok(partial) => partial,
        Err(exit) => return exit,
    };
    let settled = partial.settle();
    let printed = if context.json { print_out(&json_lines(&settled)) } else { told(context, &plan, (&partial, &settled)) };
    match (printed, settled.documents.is_empty(), settled.lists.rejects.is_empty()) {
        (Exit::Done, true, _) => Exit::NoDocuments,
        (Exit::Done, false, true) => Exit::Done,
        (Exit::Done, false, false) => Exit::No,
        (other, ..) => other,
    }
}

fn told(context: &Context, plan: &Plan, (partial, settled): (&Partial, &Settled)) -> Exit {
    say_faults(context, partial, &settled.lists.rejects);
    let mut out = String::new();
    for (file, what, value) in &settled.lists.decisions {
        let _ = writeln!(out, "{}: {what}: {}", visible(file), visible(value));
    }
    for (what, found) in [("outlets", outlets(settled)), ("languages", languages(settled))] {
        let shown: Vec<String> = found
            .iter()
            .take(if context.verbose { usize::MAX } else { 20 })
            .map(|(k, n)| format!("{} ({n})", visible(k)))
            .collect();
        let more = found.len().saturating_sub(shown.len());
        let _ = writeln!(out, "{what}: {}{}", shown.join(", "), if more > 0 { format!(", {more} more") } else { String::new() });
    }
    for (rule, n) in &settled.rules {
        let _ = writeln!(out, "not scored: {rule}: {n} sentences");
    }
    for (code, notes) in by_code(&settled.lists.notes) {
        let first = &notes[0];
        let _ = writeln!(
            out,
            "note[{code}]: {} of this kind, e.g. {}:{} {}",
            notes.len(),
            visible(&first.origin.file),
            first.origin.line,
            visible(&first.detail)
        );
    }
    let lexicons: Vec<String> = plan.lexicons.iter().map(|l| format!("{} {}", l.name, l.version)).collect();
    let _ = writeln!(out, "lexicons: {}", visible(&lexicons.join(", ")));
    let _ = writeln!(
        out,
        "{} documents + {} rejects = {} records seen",
        settled.documents.len(),
        settled.lists.rejects.len(),
        settled.n_records
    );
    print_out(&out)
}

fn outlets(settled: &Settled) -> BTreeMap<&str, u64> {
    settled.documents.iter().fold(BTreeMap::new(), |mut all, d| {
        *all.entry(d.meta.outlet.as_str()).or_default() += 1;
        all
    })
}

fn languages(settled: &Settled) -> BTreeMap<&str, u64> {
    settled.documents.iter().fold(BTreeMap::new(), |mut all, d| {
        *all.entry(d.meta.language.as_str()).or_default() += 1;
        all
    })
}

fn by_code(notes: &[Note]) -> BTreeMap<&str, Vec<&Note>> {
    notes.iter().fold(BTreeMap::new(), |mut all, n| {
        all.entry(n.code.as_str()).or_default().push(n);
        all
    })
}

/// A record left out, as an event.
pub(super) fn reject_event(r: &Reject) -> Json {
    json!({
        "event": "reject", "source": r.origin.file, "line": r.origin.line, "record": r.origin.record, "code": r.code,
        "field": r.field, "detail": r.detail, "excerpt": r.excerpt,
    })
}

/// Something odd, as an event.
pub(super) fn note_event(n: &Note) -> Json {
    json!({
        "event": "note", "source": n.origin.file, "line": n.origin.line, "code": n.code, "document": n.document_id,
        "detail": n.detail,
    })
}

/// One event a line: decisions, documents, rejects, notes, and the sums.
fn json_lines(settled: &Settled) -> String {
    let mut events = Vec::new();
    for (file, what, value) in &settled.lists.decisions {
        events.push(json!({ "event": "decision", "file": file, "what": what, "value": value }));
    }
    events.extend(settled.lists.rejects.iter().map(reject_event));
    events.extend(settled.lists.notes.iter().map(note_event));
    for (rule, n) in &settled.rules {
        events.push(json!({ "event": "not-scored", "rule": rule, "sentences": n }));
    }
    events.push(json!({
        "event": "done", "documents": settled.documents.len(), "rejects": settled.lists.rejects.len(), "records": settled.n_records,
        "outlets": outlets(settled), "languages": languages(settled),
    }));
    events.iter().map(|e| format!("{e}\n")).collect()
}
