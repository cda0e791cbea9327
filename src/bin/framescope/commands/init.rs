//! `init`: a commented study, a commented lexicon, and on request the example corpus.

use super::Entry;
use crate::args::Context;
use crate::{Exit, message};
use clap::{Arg, ArgAction};
use framescope::corpus::Problem;
use framescope::study;
use std::fs;
use std::io::Write;
use std::path::Path;

pub(crate) const INIT: Entry = Entry {
    name: "init",
    about: "A commented framescope.toml and lexicon to start from; --example adds the example corpus",
    examples: "Examples:\n  framescope init my-study\n  framescope init tour --example && cd tour && framescope compare articles.csv --config framescope.toml",
    output: "Writes framescope.toml, lexicon.toml and, with --example, articles.csv; existing files are never changed.",
    studied: false,
    args: |c| {
        c.arg(Arg::new("DIR").default_value(".").help("folder to write into"))
            .arg(Arg::new("example").long("example").action(ArgAction::SetTrue).help("add the example corpus"))
    },
    run: init,
};

fn init(context: &Context) -> Exit {
    let folder = Path::new(context.one("DIR").unwrap_or("."));
    let mut files = vec![("framescope.toml", study::study_template()), ("lexicon.toml", study::LEXICON_TEMPLATE.to_owned())];
    if context.given("example") {
        files.push(("articles.csv", study::EXAMPLE_CORPUS.to_owned()));
    }
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        let file = folder.join(name).display().to_string();
        message::problems(&[Problem::error("file-exists", "the file exists and is not changed")
            .at(&file, 0)
            .remedy("Choose another folder, or move the file away.")]);
        return Exit::Io;
    }
    let written = fs::create_dir_all(folder).and_then(|()| {
        files.iter().try_for_each(|(name, text)| {
            let mut file = fs::File::create_new(folder.join(name))?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
    });
    match written {
        Ok(()) => {
            let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
            let there = if folder == Path::new(".") { String::new() } else { format!("cd {} && ", folder.display()) };
            let input = if context.given("example") { "articles.csv" } else { "INPUT" };
            message::say(&format!("Wrote {} in {}. Next:", names.join(", "), folder.display()));
            message::say(&format!("  {there}framescope compare {input} --config framescope.toml -l lexicon.toml -o out"));
            Exit::Done
        }
        Err(error) => {
            message::problems(&[Problem::error("io", format!("cannot write: {error}"))
                .at(&folder.display().to_string(), 0)
                .remedy("Choose a folder you can write to.")]);
            Exit::Io
        }
    }
}
