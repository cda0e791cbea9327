//! `count`, `merge`, `report`: the main job in pieces, for many machines.

use super::compare::{counted, finish, open};
use super::{Entry, inputs, plan};
use crate::args::Context;
use crate::{Exit, message};
use clap::{Arg, Command};
use framescope::corpus::Problem;
use framescope::study::{self, Input, Partial};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

pub(crate) const COUNT: Entry = Entry {
    name: "count",
    about: "Read and count, and keep the result for merge and report",
    examples: "Example:\n  framescope count 2022/*.csv -o 2022.partial",
    output: "Writes one file that `merge` and `report` read; counts and passages, no machine or user name.",
    studied: true,
    args: |c| inputs(c).arg(partial_out()),
    run: count,
};

pub(crate) const MERGE: Entry = Entry {
    name: "merge",
    about: "Join partials of one study",
    examples: "Example:\n  framescope merge 2021.partial 2022.partial -o both.partial",
    output: "Order never matters; partials of different studies are refused.",
    studied: false,
    args: |c| partial_in(c).arg(partial_out()),
    run: merge,
};

pub(crate) const REPORT: Entry = Entry {
    name: "report",
    about: "All tables from partials: the same bytes as one compare",
    examples: "Example:\n  framescope report both.partial -o out",
    output: "Writes the same result folder as compare.",
    studied: false,
    args: |c| super::out(partial_in(c)),
    run: report,
};

fn partial_out() -> Arg {
    Arg::new("partial").short('o').long("out").value_name("FILE").required(true).help("the partial to write")
}

fn partial_in(command: Command) -> Command {
    command.arg(Arg::new("PARTIAL").num_args(1..).required(true).help("partials written by count or merge"))
}

fn count(context: &Context) -> Exit {
    let plan = match plan(context) {
        Ok(plan) => plan,
        Err(exit) => return exit,
    };
    match counted(context, &plan, Input::Paths(&context.inputs())) {
        Ok(partial) => write(&partial, context.one("partial").unwrap_or_default()),
        Err(exit) => exit,
    }
}

fn merge(context: &Context) -> Exit {
    match read_all(&context.many("PARTIAL")) {
        Ok(partial) => write(&partial, context.one("partial").unwrap_or_default()),
        Err(exit) => exit,
    }
}

fn report(context: &Context) -> Exit {
    let target = PathBuf::from(context.one("out").unwrap_or("framescope-out"));
    let run = || -> Result<Exit, Exit> {
        let partial = read_all(&context.many("PARTIAL"))?;
        let plan = study::plan_of(&partial).map_err(|problems| {
            message::problems(&problems);
            Exit::Usage
        })?;
        let folder = open(&target, context)?;
        Ok(finish(context, &plan, (partial, folder), &target))
    };
    run().unwrap_or_else(|exit| exit)
}

fn read_all(files: &[String]) -> Result<Partial, Exit> {
    let mut parts = Vec::new();
    for file in files {
        let opened = File::open(file).map_err(|e| {
            message::problems(&[Problem::error("not-a-partial", format!("cannot be read: {e}"))
                .at(file, 0)
                .remedy("Check the path; give files written by framescope count or merge.")]);
            Exit::Io
        })?;
        parts.push((file.clone(), BufReader::new(opened)));
    }
    study::join(parts).map_err(|problem| {
        let exit = if problem.code == "other-plan" { Exit::Usage } else { Exit::Io };
        message::problems(&[problem]);
        exit
    })
}

/// Writes beside the target and renames, so that a broken write leaves nothing under its name.
fn write(partial: &Partial, target: &str) -> Exit {
    let path = Path::new(target);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let staged = || -> std::io::Result<()> {
        let mut stage = tempfile::NamedTempFile::new_in(folder)?;
        let mut out = BufWriter::new(stage.as_file_mut());
        partial.write(&mut out)?;
        out.flush()?;
        drop(out);
        stage.as_file().sync_all()?;
        stage.persist(path).map_err(|e| e.error)?;
        Ok(())
    };
    match staged() {
        Ok(()) => Exit::Done,
        Err(error) => {
            message::problems(&[Problem::error("io", format!("cannot write: {error}"))
                .at(target, 0)
                .remedy("Choose a folder you can write to, with free space.")]);
            Exit::Io
        }
    }
}
