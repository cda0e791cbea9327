//! What framescope says of itself: measures, schemas, limits, citation, completions, manual.

use super::{Entry, print_out};
use crate::args::{self, Context};
use crate::{Exit, message};
use clap::Arg;
use framescope::corpus::Problem;
use framescope::measure::MEASURES as ALL_MEASURES;
use framescope::measure::tables::{FURTHER, Likeness};
use framescope::study;
use std::fmt::Write as _;

pub(crate) const MEASURES: Entry = Entry {
    name: "measures",
    about: "The measures: question, formula, source, when not to use",
    examples: "Examples:\n  framescope measures\n  framescope measures log_ratio",
    output: "",
    studied: false,
    args: |c| c.arg(Arg::new("NAME").help("one measure, whole")),
    run: measures,
};

pub(crate) const SCHEMA: Entry = Entry {
    name: "schema",
    about: "JSON Schema of the study file, of lexicons, or the result tables",
    examples: "Example:\n  framescope schema study > framescope.schema.json",
    output: "",
    studied: false,
    args: |c| c.arg(Arg::new("OF").required(true).value_parser(["study", "lexicon", "tables"])),
    run: schema,
};

pub(crate) const LIMITS: Entry = Entry {
    name: "limits",
    about: "The limits on input, each with its flag",
    examples: "Example:\n  framescope limits",
    output: "",
    studied: false,
    args: |c| c,
    run: limits,
};

pub(crate) const CITE: Entry = Entry {
    name: "cite",
    about: "How to cite framescope and the lexicons of a result, as BibTeX",
    examples: "Examples:\n  framescope cite\n  framescope cite out",
    output: "",
    studied: false,
    args: |c| c.arg(Arg::new("OUT").help("a result folder: its lexicons are cited too")),
    run: cite,
};

pub(crate) const COMPLETIONS: Entry = Entry {
    name: "completions",
    about: "Shell completions",
    examples: "Example:\n  framescope completions bash > ~/.local/share/bash-completion/completions/framescope",
    output: "",
    studied: false,
    args: |c| c.arg(Arg::new("SHELL").required(true).value_parser(clap::value_parser!(clap_complete::Shell))),
    run: completions,
};

pub(crate) const MAN: Entry = Entry {
    name: "man",
    about: "The manual page",
    examples: "Example:\n  framescope man | man -l -",
    output: "",
    studied: false,
    args: |c| c,
    run: man,
};

fn measures(context: &Context) -> Exit {
    let mut out = String::new();
    match context.one("NAME") {
        None => {
            for m in ALL_MEASURES {
                let _ = writeln!(out, "{:<28} {}", m.name, m.question.lines().next().unwrap_or_default());
            }
            out.push_str("\nFurther tables, for --tables:\n");
            for t in FURTHER {
                let _ = writeln!(out, "{:<28} {}", t.name, t.title);
            }
            let distances: Vec<&str> = Likeness::all().map(Likeness::name).collect();
            let columns: Vec<&str> = ALL_MEASURES.iter().filter(|m| !m.columns.is_empty()).map(|m| m.name).collect();
            let _ = writeln!(out, "\nFurther columns of distances.csv, for --distances: {}", distances.join(", "));
            let _ = writeln!(out, "Further columns of keyness.csv, for --keyness: {}", columns.join(", "));
        }
        Some(name) => match ALL_MEASURES.iter().find(|m| m.name == name) {
            Some(m) => {
                let _ = writeln!(out, "{}: {}", m.name, m.title);
                let sections = [
                    ("Question", m.question),
                    ("Formula", m.formula),
                    ("Reading", m.reading),
                    ("When not to use it", m.when_not),
                    ("Source", m.source),
                    ("Worked numbers", m.worked),
                ];
                for (head, text) in sections {
                    let _ = write!(out, "\n{head}\n{text}\n");
                }
            }
            None => {
                let known: Vec<&str> = ALL_MEASURES.iter().map(|m| m.name).collect();
                let meant = framescope::corpus::nearest(name, known).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
                message::problems(&[Problem::error("unknown-measure", format!("no measure `{name}`"))
                    .remedy(format!("{meant}framescope measures lists them."))]);
                return Exit::Usage;
            }
        },
    }
    print_out(&out)
}

fn schema(context: &Context) -> Exit {
    let schema = match context.one("OF") {
        Some("study") => study::study_schema(),
        Some("lexicon") => framescope::lexicon::schema(),
        _ => study::tables_schema(),
    };
    print_out(&format!("{}\n", serde_json::to_string_pretty(&schema).unwrap_or_default()))
}

fn limits(_: &Context) -> Exit {
    let mut out = String::new();
    for l in framescope::read::LIMITS {
        let _ = writeln!(out, "{:<24} {:>12} {:<8} {}", l.flag, l.default, l.unit, l.meaning);
    }
    for (name, value, unit) in study::FIXED_LIMITS {
        let _ = writeln!(out, "{:<24} {value:>12} {unit:<8} {name}", "(fixed)");
    }
    print_out(&out)
}

fn cite(context: &Context) -> Exit {
    let mut out = format!(
        "@software{{framescope,\n  title = {{framescope: comparing how news outlets word the same events}},\n  \
         author = {{{{The framescope authors}}}},\n  version = {{{}}}\n}}\n",
        env!("CARGO_PKG_VERSION")
    );
    let lexicons = match context.one("OUT") {
        None => study::embedded_citations(),
        Some(folder) => match study::result_citations(std::path::Path::new(folder)) {
            Ok(citations) => citations,
            Err(problem) => {
                message::problems(&[problem]);
                return Exit::Io;
            }
        },
    };
    out.push_str(&lexicons);
    print_out(&out)
}

fn completions(context: &Context) -> Exit {
    let Some(shell) = context.args.get_one::<clap_complete::Shell>("SHELL") else { return Exit::Usage };
    let mut bytes = Vec::new();
    clap_complete::generate(*shell, &mut args::command(), "framescope", &mut bytes);
    print_out(&String::from_utf8_lossy(&bytes))
}

fn man(_: &Context) -> Exit {
    let mut bytes = Vec::new();
    match clap_mangen::Man::new(args::command()).render(&mut bytes) {
        Ok(()) => print_out(&String::from_utf8_lossy(&bytes)),
        Err(_) => Exit::Io,
    }
}
