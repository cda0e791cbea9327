//! `verify` and `diff`: questions about result folders.

use super::{Entry, print_out};
use crate::args::Context;
use crate::{Exit, message};
use clap::Arg;
use framescope::corpus::Problem;
use framescope::write;
use std::fmt::Write as _;
use std::path::Path;

pub(crate) const VERIFY: Entry = Entry {
    name: "verify",
    about: "Check every file of a result folder against run.json",
    examples: "Example:\n  framescope verify out",
    output: "Exit: 0 whole and unchanged, 1 not, 5 cannot read.",
    studied: false,
    args: |c| c.arg(Arg::new("OUT").required(true).help("result folder")),
    run: verify,
};

pub(crate) const DIFF: Entry = Entry {
    name: "diff",
    about: "Which numbers moved between two results, and why: input, lexicon, study or release",
    examples: "Example:\n  framescope diff before after",
    output: "Exit: 0 the same numbers, 1 not, 5 cannot read.",
    studied: false,
    args: |c| {
        c.arg(Arg::new("OUT1").required(true).help("result folder")).arg(Arg::new("OUT2").required(true).help("result folder"))
    },
    run: diff,
};

fn verify(context: &Context) -> Exit {
    match write::verify(Path::new(context.one("OUT").unwrap_or_default())) {
        Ok(v) if v.holds() => print_out(&format!("{} files, all as written\n", v.same.len())),
        Ok(v) => {
            let mut out = String::new();
            for (what, names) in [("changed", &v.changed), ("missing", &v.missing), ("not ours", &v.foreign)] {
                for name in names {
                    let _ = writeln!(out, "{what}: {}", write::visible(name));
                }
            }
            match print_out(&out) {
                Exit::Done => Exit::No,
                other => other,
            }
        }
        Err(error) => super::compare::refused(&error),
    }
}

fn diff(context: &Context) -> Exit {
    let [before, after] = ["OUT1", "OUT2"].map(|o| Path::new(context.one(o).unwrap_or_default()).to_owned());
    match framescope::study::diff(&before, &after) {
        Ok(difference) if difference.is_empty() => print_out("the same numbers\n"),
        Ok(difference) => match print_out(&difference.to_string()) {
            Exit::Done => Exit::No,
            other => other,
        },
        Err(error) => {
            message::problems(&[Problem::error("io", error.to_string()).remedy("Give two result folders.")]);
            Exit::Io
        }
    }
}
