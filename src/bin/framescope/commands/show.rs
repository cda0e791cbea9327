//! `show`: one table on stdout.

use super::compare::counted;
use super::{Entry, plan, print_bytes};
use crate::args::Context;
use crate::{Exit, message};
use clap::Arg;
use framescope::corpus::{Problem, nearest};
use framescope::study::{self, Input, Plan};
use framescope::table::Table;
use framescope::write::{self, csv_table, read_table};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

pub(crate) const SHOW: Entry = Entry {
    name: "show",
    about: "One table on stdout: aligned on a terminal, CSV in a pipe",
    examples: "Examples:\n  framescope show axes out\n  framescope show poles_by_outlet articles.csv | head\n  framescope show keyness out --json",
    output: "",
    studied: true,
    args: |c| {
        c.arg(Arg::new("TABLE").required(true).help("name of a table, e.g. axes"))
            .arg(Arg::new("INPUT").num_args(1..).required(true).help("a result folder, or inputs to count now"))
            .arg(Arg::new("to").long("to").value_name("FORMAT").help("csv, json, markdown, text").help_heading("Output"))
    },
    run: show,
};

fn show(context: &Context) -> Exit {
    let name = context.one("TABLE").unwrap_or_default();
    match find(context, name) {
        Ok(table) => print(context, &table),
        Err(exit) => exit,
    }
}

fn find(context: &Context, name: &str) -> Result<Table, Exit> {
    let inputs = context.inputs();
    if let [folder] = &inputs[..]
        && folder.join("run.json").is_file()
    {
        return from_folder(folder, name);
    }
    let plan = plan(context)?;
    table_of(context, (&plan, &inputs), name)
}

/// Counts the inputs and gives one of the tables.
pub(super) fn table_of(context: &Context, (plan, inputs): (&Plan, &[PathBuf]), name: &str) -> Result<Table, Exit> {
    let mut partial = counted(context, plan, Input::Paths(inputs))?;
    let failed = |e| super::failed(study::RunError::Io(e));
    let settled = partial.settle();
    let report = study::report(plan, &partial, settled).map_err(failed)?;
    if report.settled.documents.is_empty() {
        let rejects: Vec<Problem> = report.settled.lists.rejects.iter().map(study::reject_problem).collect();
        message::problems(&rejects);
        return Err(Exit::NoDocuments);
    }
    let tables = report.all_tables().map_err(failed)?;
    let known: Vec<String> = tables.iter().map(|t| t.name.clone()).collect();
    tables.into_iter().find(|t| t.name == name).ok_or_else(|| unknown(name, &known))
}

fn from_folder(folder: &Path, name: &str) -> Result<Table, Exit> {
    read_table(folder, name).map_err(|problem| {
        if problem.code != "unknown-table" {
            message::problems(&[problem]);
            return Exit::Io;
        }
        unknown(name, &write::tables_in(folder))
    })
}

fn unknown(name: &str, known: &[String]) -> Exit {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let meant = nearest(name, known.iter().copied()).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
    message::problems(&[
        Problem::error("unknown-table", format!("no table `{name}`")).remedy(format!("{meant}Tables: {}.", known.join(", ")))
    ]);
    Exit::Usage
}

/// A table in the format asked for, else as suits the reader.
pub(super) fn print(context: &Context, table: &Table) -> Exit {
    let default = if std::io::stdout().is_terminal() { "text" } else { "csv" };
    let format = if context.json { "jsonl" } else { context.one("to").unwrap_or(default) };
    let mut bytes = Vec::new();
    let written = match (format, write::writer(format)) {
        ("csv", _) => csv_table(table, write::Dialect::Plain, &mut bytes),
        (_, Some(writer)) => writer.write(table, &mut bytes),
        (_, None) => {
            let known: Vec<&str> = write::WRITERS.iter().map(|w| w.name()).collect();
            message::problems(&[Problem::error("unknown-format", format!("no format `{format}`"))
                .remedy(format!("Formats: {}.", known.join(", ")))]);
            return Exit::Usage;
        }
    };
    match written {
        Ok(()) => print_bytes(&bytes),
        Err(_) => Exit::Io,
    }
}
