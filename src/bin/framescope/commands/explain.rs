//! `explain`: the passages behind one number, or what a code or column means.

use super::{Entry, print_out};
use crate::args::Context;
use crate::{Exit, message};
use clap::Arg;
use framescope::corpus::{Problem, nearest};
use framescope::measure::tables::described_columns;
use framescope::study;
use framescope::table::{Table, Value};
use framescope::write::{read_table, visible};
use std::fmt::Write as _;
use std::path::Path;

pub(crate) const EXPLAIN: Entry = Entry {
    name: "explain",
    about: "The passages behind one number; or what a reason code or a column means",
    examples: "Examples:\n  framescope explain out --axis armed_group --outlet the-cradle\n  framescope explain out --term delegation --outlet the-cradle\n  framescope explain out --document d001\n  framescope explain field-count\n  framescope explain balance",
    output: "",
    studied: false,
    args: |c| {
        let flag = |name: &'static str, value, help| Arg::new(name).long(name).value_name(value).help(help);
        c.arg(Arg::new("WHAT").required(true).help("a result folder, a reason code, or a column"))
            .arg(flag("axis", "AXIS", "hits of this axis or category"))
            .arg(flag("entry", "ENTRY", "hits of this entry"))
            .arg(flag("outlet", "OUTLET", "of this outlet: name or outlet_id"))
            .arg(flag("event", "EVENT", "of this event"))
            .arg(flag("voice", "VOICE", "in this voice"))
            .arg(flag("term", "TERM", "occurrences of a term; reads the inputs again"))
            .arg(flag("entity", "ENTITY", "mentions of an actor"))
            .arg(flag("document", "DOCUMENT", "why this document is in its event, and its hits"))
    },
    run: explain,
};

fn explain(context: &Context) -> Exit {
    let what = context.one("WHAT").unwrap_or_default();
    let folder = Path::new(what);
    if !folder.join("run.json").is_file() {
        return word(what);
    }
    let outlet = match outlet(folder, context.one("outlet")) {
        Ok(outlet) => outlet,
        Err(exit) => return exit,
    };
    if let Some(term) = context.one("term") {
        return term_passages(context, (folder, term), outlet.as_deref());
    }
    let name = if context.one("entity").is_some() { "mentions" } else { "hits" };
    let table = match read_table(folder, name) {
        Ok(table) => table,
        Err(problem) => {
            message::problems(&[problem]);
            return Exit::Io;
        }
    };
    let wanted: Vec<(&str, &str)> = [
        ("axis", context.one("axis")),
        ("entry", context.one("entry")),
        ("outlet_id", outlet.as_deref()),
        ("event_id", context.one("event")),
        ("voice", context.one("voice")),
        ("entity", context.one("entity")),
        ("document_id", context.one("document")),
    ]
    .into_iter()
    .filter_map(|(column, value)| Some((column, value?)))
    .collect();
    if let Err(exit) = known_axis(&table, context.one("axis"), folder) {
        return exit;
    }
    let mut out = context.one("document").map(|d| event_of(folder, d)).unwrap_or_default();
    passages(&table, &wanted, &mut out);
    print_out(&out)
}

/// The outlet's id, from its id or its name.
fn outlet(folder: &Path, typed: Option<&str>) -> Result<Option<String>, Exit> {
    let Some(typed) = typed else { return Ok(None) };
    let table = read_table(folder, "outlets").map_err(|p| {
        message::problems(&[p]);
        Exit::Io
    })?;
    let (id, name) = (at(&table, "outlet_id"), at(&table, "outlet"));
    let texts = |i: usize| table.rows.iter().map(move |r| text(&r[i]));
    let found = texts(id).zip(texts(name)).find(|(i, n)| i == typed || n.to_lowercase() == typed.to_lowercase());
    found.map(|(id, _)| Some(id)).ok_or_else(|| {
        let ids: Vec<String> = texts(id).collect();
        unknown("outlet", typed, &ids)
    })
}

fn known_axis(hits: &Table, typed: Option<&str>, folder: &Path) -> Result<(), Exit> {
    let Some(typed) = typed else { return Ok(()) };
    let poles = read_table(folder, "poles_by_outlet").unwrap_or_else(|_| hits.clone());
    let axis = at(&poles, "axis");
    let mut known: Vec<String> = poles.rows.iter().map(|r| text(&r[axis])).collect();
    known.dedup();
    if known.iter().any(|k| k == typed) { Ok(()) } else { Err(unknown("axis", typed, &known)) }
}

fn unknown(what: &str, typed: &str, known: &[String]) -> Exit {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let meant = nearest(typed, known.iter().copied()).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
    let listed = known.iter().take(40).copied().collect::<Vec<_>>().join(", ");
    let code = match what {
        "axis" => "unknown-axis",
        "outlet" => "unknown-outlet",
        _ => "unknown-name",
    };
    message::problems(&[Problem::error(code, format!("no {what} `{typed}`")).remedy(format!("{meant}Known: {listed}."))]);
    Exit::Usage
}

fn at(table: &Table, column: &str) -> usize {
    table.columns.iter().position(|c| c.name == column).unwrap_or(0)
}

fn text(value: &Value) -> String {
    match value {
        Value::Text(s) => s.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Number(x) => framescope::write::number(*x),
        Value::Day(d) => d.to_string(),
        Value::Flag(b) => b.to_string(),
        Value::Empty => String::new(),
    }
}

/// Every passage of the table that fits, as people read it.
fn passages(table: &Table, wanted: &[(&str, &str)], out: &mut String) {
    let fits = |row: &&Vec<Value>| wanted.iter().all(|(column, value)| text(&row[at(table, column)]) == *value);
    let rows: Vec<&Vec<Value>> = table.rows.iter().filter(fits).collect();
    let cell = |row: &[Value], column: &str| {
        table.columns.iter().position(|c| c.name == column).map(|i| text(&row[i])).unwrap_or_default()
    };
    for row in &rows {
        let speaker = cell(row, "speaker");
        let by = if speaker.is_empty() { String::new() } else { format!(", {speaker}") };
        let _ = write!(
            out,
            "{} {} [{} {}{}]",
            cell(row, "outlet_id"),
            cell(row, "document_id"),
            cell(row, "zone"),
            cell(row, "voice"),
            visible(&by)
        );
        let what = if cell(row, "entry").is_empty() {
            cell(row, "label")
        } else {
            format!("{} {} {}", cell(row, "axis"), cell(row, "pole"), cell(row, "entry"))
        };
        let _ = writeln!(out, " {}", visible(&what));
        let one_line = |s: String| visible(&s.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
        let (left, right) = (cell(row, "left"), cell(row, "right"));
        let space = |s: &str, end: bool| {
            if (end && s.ends_with(char::is_whitespace)) || (!end && s.starts_with(char::is_whitespace)) { " " } else { "" }
        };
        let _ = writeln!(
            out,
            "    {}{}>>{}<<{}{}",
            one_line(left.clone()),
            space(&left, true),
            one_line(cell(row, "text")),
            space(&right, false),
            one_line(right.clone())
        );
        let suppressed = cell(row, "suppressed_by");
        if !suppressed.is_empty() {
            let _ = writeln!(out, "    not counted: part of {suppressed}");
        }
    }
    let counted = rows.iter().filter(|r| cell(r, "suppressed_by").is_empty()).count();
    let _ = writeln!(out, "{} passages, {counted} counted before zones (caption and furniture are never scored)", rows.len());
}

/// The event of a document and what it shares with its nearest neighbours.
fn event_of(folder: &Path, document: &str) -> String {
    let mut out = String::new();
    if let Ok(links) = read_table(folder, "event_links") {
        let of = at(&links, "document_id");
        for row in links.rows.iter().filter(|r| text(&r[of]) == document) {
            let _ = writeln!(
                out,
                "event {}: near {} ({}), shared: {}",
                text(&row[at(&links, "event_id")]),
                text(&row[at(&links, "other_document_id")]),
                text(&row[at(&links, "similarity")]),
                visible(&text(&row[at(&links, "shared_terms")]))
            );
        }
    }
    out
}

/// Occurrences of a term, found again in the inputs the result was made from.
fn term_passages(context: &Context, (folder, term): (&Path, &str), outlet: Option<&str>) -> Exit {
    let plan = match study::plan_for_term(folder, term) {
        Ok(plan) => plan,
        Err(problems) => {
            message::problems(&problems);
            return Exit::Usage;
        }
    };
    let inputs = match study::inputs_of(folder) {
        Ok(inputs) => inputs,
        Err(problem) => {
            message::problems(&[problem]);
            return Exit::Io;
        }
    };
    match super::show::table_of(context, (&plan, &inputs), "hits") {
        Ok(hits) => {
            let wanted: Vec<(&str, &str)> = outlet.map(|o| ("outlet_id", o)).into_iter().collect();
            let mut out = String::new();
            passages(&hits, &wanted, &mut out);
            print_out(&out)
        }
        Err(exit) => exit,
    }
}

/// What a code or a column means.
fn word(word: &str) -> Exit {
    if let Some(code) = study::codes().into_iter().find(|c| c.name == word) {
        return print_out(&format!("{}: {}\nUsually: {}\nWhat to do: {}\n", code.name, code.meaning, code.cause, code.remedy));
    }
    let columns = described_columns();
    if let Some(c) = columns.iter().find(|c| c.name == word) {
        let unit = if c.unit.is_empty() { String::new() } else { format!(" ({})", c.unit) };
        return print_out(&format!("{}{unit}: {}\nEmpty: {}\n", c.name, c.meaning, c.empty));
    }
    let mut known: Vec<String> = study::codes().iter().map(|c| c.name.to_owned()).collect();
    known.extend(columns.into_iter().map(|c| c.name));
    unknown("result folder, code or column", word, &known)
}
