//! The commands, one list; each file is one command and calls the library.

mod check;
mod compare;
mod explain;
mod init;
mod kwic;
mod lexicon;
mod lexicon_corpus;
mod meta;
mod partials;
mod plot;
mod results;
mod show;

use crate::args::Context;
use crate::{Exit, message};
use clap::{Arg, ArgAction, Command};
use framescope::corpus::Problem;
use framescope::study::{Plan, RunError};
use std::io::Write;

/// One command.
pub(crate) struct Entry {
    /// What is typed.
    pub(crate) name: &'static str,
    /// One line of help.
    pub(crate) about: &'static str,
    /// Examples, shown first.
    pub(crate) examples: &'static str,
    /// What it gives, shown last.
    pub(crate) output: &'static str,
    /// Whether it takes the study's flags.
    pub(crate) studied: bool,
    /// Its own arguments.
    pub(crate) args: fn(Command) -> Command,
    /// Does it.
    pub(crate) run: fn(&Context) -> Exit,
}

/// Every command, in the order help shows them.
pub(crate) const COMMANDS: &[Entry] = &[
    compare::COMPARE,
    compare::DEMO,
    init::INIT,
    check::CHECK,
    show::SHOW,
    plot::PLOT,
    kwic::KWIC,
    explain::EXPLAIN,
    lexicon::LEXICON,
    meta::MEASURES,
    partials::COUNT,
    partials::MERGE,
    partials::REPORT,
    results::DIFF,
    results::VERIFY,
    meta::SCHEMA,
    meta::LIMITS,
    meta::CITE,
    meta::COMPLETIONS,
    meta::MAN,
];

/// What `framescope` alone prints.
pub(crate) fn welcome() -> Exit {
    print_out(
        "framescope: compare how news outlets word the same events\n\n\
         Start here:\n\
         \x20 framescope demo -o demo-out              the main job on an example corpus, in a second\n\
         \x20 framescope compare articles/ -o out      a folder of .txt, one folder per outlet\n\
         \x20 framescope compare articles.csv -o out   a table with outlet, date, title, text\n\n\
         Then open demo-out/report.html, results.xlsx, or any of the CSVs. Every number can be opened:\n\
         \x20 framescope explain demo-out --axis armed_group --outlet meridian-post\n\n\
         Before:    framescope check articles.csv      what would be used, guessed, rejected\n\
         Your own:  framescope init my-study           a commented study and lexicon to start from\n\
         Help:      framescope --help; framescope compare -h; framescope explain CODE\n",
    )
}

/// Writes text to stdout; a reader that went away is not an error.
pub(crate) fn print_out(text: &str) -> Exit {
    print_to(&mut anstream::stdout(), text.as_bytes())
}

/// Writes bytes to stdout as they are.
pub(crate) fn print_bytes(bytes: &[u8]) -> Exit {
    print_to(&mut std::io::stdout(), bytes)
}

fn print_to(out: &mut dyn Write, bytes: &[u8]) -> Exit {
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            message::say(&format!("error[io]: cannot write to stdout: {e}"));
            Exit::Io
        }
        _ => Exit::Done,
    }
}

/// The plan, or what is wrong with the study, said.
pub(crate) fn plan(context: &Context) -> Result<Plan, Exit> {
    let plan = context.study().and_then(Plan::new).map_err(|problems| {
        message::problems(&problems);
        Exit::Usage
    })?;
    if !context.quiet {
        message::problems(&plan.warnings);
        if plan.embedded && context.verbose {
            let names: Vec<&str> = plan.lexicons.iter().map(|l| l.name.as_str()).collect();
            message::say(&format!("No lexicon named: the embedded ones are used ({}).", names.join(", ")));
        }
    }
    Ok(plan)
}

/// Says why a run failed, and with which status it ends.
pub(crate) fn failed(error: RunError) -> Exit {
    match error {
        RunError::Problems(problems) => {
            message::problems(&problems);
            exit_of(&problems)
        }
        RunError::Io(error) => {
            message::problems(&[Problem::error("io", format!("cannot keep intermediate rows: {error}"))
                .remedy("Free space in the temporary folder, or point TMPDIR at a larger one.")]);
            Exit::Io
        }
        RunError::Interrupted => Exit::Io,
    }
}

/// Missing or unusable inputs are no usable document; everything else said before reading is usage.
fn exit_of(problems: &[Problem]) -> Exit {
    if problems.iter().all(|p| matches!(p.code, "missing-file" | "no-documents" | "empty-file" | "not-readable")) {
        Exit::NoDocuments
    } else {
        Exit::Usage
    }
}

/// The INPUT argument.
pub(crate) fn inputs(command: Command) -> Command {
    command.arg(Arg::new("INPUT").num_args(1..).required(true).help("files, folders, archives, or - for stdin"))
}

/// The -o argument.
pub(crate) fn out(command: Command) -> Command {
    command
        .arg(
            Arg::new("out")
                .short('o')
                .long("out")
                .value_name("OUT")
                .default_value("framescope-out")
                .help("result folder")
                .help_heading("Output"),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help("write beside files framescope did not write")
                .help_heading("Output"),
        )
}
