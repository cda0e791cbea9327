//! `lexicon`: list, show, check, convert, match, validate, suggest, differences.

use super::{Entry, lexicon_corpus, print_out};
use crate::args::Context;
use crate::{Exit, message};
use clap::{Arg, ArgMatches, Command};
use framescope::corpus::{Problem, Severity, nearest};
use framescope::lexicon::{self, FORMATS, Format, Lexicon, Pole};
use framescope::study::{Input, Plan, Study, load_lexicon};
use std::fmt::Write as _;
use std::path::PathBuf;

pub(crate) const LEXICON: Entry = Entry {
    name: "lexicon",
    about: "Lexicons: list, show, check, convert, match, validate, suggest, differences",
    examples: "Examples:\n  framescope lexicon list\n  framescope lexicon show armed-groups\n  framescope lexicon check mine.toml\n  framescope lexicon convert policy.cat policy.toml\n  framescope lexicon match 'The terror group left.' -l armed-groups\n  framescope lexicon validate --sample 200 articles.csv -l armed-groups -o sheet.xlsx\n  framescope lexicon validate coded.csv --key coding_key.csv -l armed-groups\n  framescope lexicon suggest articles.csv -l armed-groups",
    output: "",
    studied: false,
    args: subcommands,
    run: lexicon,
};

fn subcommands(command: Command) -> Command {
    let name = || Arg::new("LEXICON").required(true).help("a file, or the name of an embedded lexicon");
    command
        .subcommand_required(true)
        .subcommands([
            Command::new("list").about("The embedded lexicons and their axes"),
            Command::new("show").about("One lexicon, whole").arg(name()),
            Command::new("check")
                .about("Prove that entries can match; find contradictions, overlaps, duplicates")
                .arg(name().num_args(1..))
                .arg(
                    Arg::new("corpus")
                        .long("corpus")
                        .value_name("INPUT")
                        .action(clap::ArgAction::Append)
                        .help("a corpus to try the entries on"),
                ),
            Command::new("convert")
                .about("Write a lexicon in another format, and say what it cannot hold")
                .arg(name())
                .arg(Arg::new("TO").required(true).help("the file to write; its extension names the format")),
            Command::new("match")
                .about("What a sentence hits, suppressed hits included; or why quanteda's matching differs, hit by hit")
                .arg(
                    Arg::new("TEXT")
                        .required(true)
                        .help("the sentence; with --explain-differences also files or folders")
                        .num_args(1..),
                )
                .arg(
                    Arg::new("explain-differences")
                        .long("explain-differences")
                        .action(clap::ArgAction::SetTrue)
                        .help("every hit that only framescope or only quanteda's tokens_lookup counts, with the reason"),
                )
                .arg(lexicon_corpus::to())
                .arg(lexicon_corpus::lexicons()),
        ])
        .subcommands(lexicon_corpus::subcommands())
}

fn lexicon(context: &Context) -> Exit {
    let Some((name, args)) = context.args.subcommand() else { return Exit::Usage };
    match name {
        "list" => list(),
        "show" => show(args),
        "check" => check(args),
        "convert" => convert(args),
        "match" => match_text(args),
        name => lexicon_corpus::run(name, args),
    }
}

fn one<'a>(args: &'a ArgMatches, name: &str) -> &'a str {
    args.get_one::<String>(name).map_or("", String::as_str)
}

/// Reads a lexicon and says what is odd about it.
fn load(name: &str) -> Result<Lexicon, Exit> {
    read(name).map(|(lexicon, said)| {
        message::problems(&said);
        lexicon
    })
}

/// Reads a lexicon and what is odd about it.
fn read(name: &str) -> Result<(Lexicon, Vec<Problem>), Exit> {
    match load_lexicon(name, &Study::default()) {
        Ok(found) => Ok(found),
        Err(problems) => {
            message::problems(&problems);
            Err(Exit::Usage)
        }
    }
}

fn list() -> Exit {
    let mut out = String::new();
    for (name, toml) in lexicon::embedded() {
        let Ok((lexicon, _)) = Lexicon::read(&format!("{name}.toml"), toml.as_bytes()) else { continue };
        let _ = writeln!(out, "{name} {}: {}", lexicon.version, lexicon.description);
        for axis in &lexicon.axes {
            let entries = axis.entries().count();
            let what = if axis.is_category() { "category".to_owned() } else { format!("{} / {}", axis.a.label, axis.b.label) };
            let _ = writeln!(out, "  {:<24} {what} ({entries} entries)", axis.key);
        }
    }
    print_out(&out)
}

fn show(args: &ArgMatches) -> Exit {
    let lexicon = match load(one(args, "LEXICON")) {
        Ok(lexicon) => lexicon,
        Err(exit) => return exit,
    };
    let mut out = format!(
        "{} {}\n{}\nLicence: {}\nChosen: {}\n",
        lexicon.name, lexicon.version, lexicon.description, lexicon.licence, lexicon.selection
    );
    for axis in &lexicon.axes {
        let _ = write!(out, "\n{}: {}\n", axis.key, axis.title);
        if !axis.caveat.is_empty() {
            let _ = writeln!(out, "  caveat: {}", axis.caveat);
        }
        for pole in Pole::ALL {
            let list = axis.list(pole);
            if !list.entries.is_empty() {
                let entries: Vec<&str> = list.entries.iter().map(|e| e.pattern.as_str()).collect();
                let label = if list.label.is_empty() { String::new() } else { format!(" ({})", list.label) };
                let _ = writeln!(out, "  {}{label}: {}", pole.name(), entries.join(", "));
            }
        }
    }
    for (id, source) in &lexicon.sources {
        let _ = writeln!(out, "\n[{id}] {source}");
    }
    print_out(&framescope::write::visible(&out).replace("\\n", "\n"))
}

fn check(args: &ArgMatches) -> Exit {
    let (mut lexicons, mut problems) = (Vec::new(), Vec::new());
    for name in args.get_many::<String>("LEXICON").into_iter().flatten() {
        match read(name) {
            Ok((lexicon, said)) => {
                lexicons.push(lexicon);
                // Reach is proved once more, in every language.
                problems.extend(said.into_iter().filter(|p| p.code != "term-unreachable"));
            }
            Err(exit) => return exit,
        }
    }
    let corpus: Vec<PathBuf> = args.get_many::<String>("corpus").into_iter().flatten().map(PathBuf::from).collect();
    match proofs(lexicons.clone(), &corpus) {
        Ok(proved) => problems.extend(proved),
        Err(exit) => return exit,
    }
    message::problems(&problems);
    let faults = problems.iter().filter(|p| p.severity != Severity::Note).count();
    let entries: usize = lexicons.iter().flat_map(|l| &l.axes).map(|a| a.entries().count()).sum();
    match print_out(&format!("{entries} entries checked, {faults} faults\n")) {
        Exit::Done if faults > 0 => Exit::No,
        other => other,
    }
}

/// What can be proved of the lexicons, and what a corpus shows of them.
fn proofs(lexicons: Vec<Lexicon>, corpus: &[PathBuf]) -> Result<Vec<Problem>, Exit> {
    if corpus.is_empty() {
        return Ok(lexicon::check(&lexicons, None));
    }
    let plan = Plan::with_lexicons(Study::default(), lexicons).map_err(|problems| {
        message::problems(&problems);
        Exit::Usage
    })?;
    let seen = framescope::study::evidence(&plan, Input::Paths(corpus)).map_err(super::failed)?;
    let types: Vec<(&str, u64)> = seen.types.iter().map(|(form, n)| (form.as_str(), *n)).collect();
    Ok(lexicon::check(&plan.lexicons, Some(&lexicon::Evidence { hits: &seen.hits, types: &types })))
}

fn convert(args: &ArgMatches) -> Exit {
    let lexicon = match load(one(args, "LEXICON")) {
        Ok(lexicon) => lexicon,
        Err(exit) => return exit,
    };
    let target = one(args, "TO");
    let extension = target.rsplit('.').next().unwrap_or_default();
    let Some(format) = Format::named(extension) else {
        let known: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
        let meant = nearest(extension, known.iter().copied()).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
        message::problems(&[Problem::error("unknown-format", format!("no lexicon format `{extension}`"))
            .remedy(format!("{meant}Formats: {}.", known.join(", ")))]);
        return Exit::Usage;
    };
    let (bytes, losses) = lexicon.write(format);
    message::problems(&losses);
    match std::fs::write(target, bytes) {
        Ok(()) => Exit::Done,
        Err(error) => {
            message::problems(&[Problem::error("io", format!("cannot write: {error}"))
                .at(target, 0)
                .remedy("Choose a place you can write to.")]);
            Exit::Io
        }
    }
}

fn match_text(args: &ArgMatches) -> Exit {
    let plan = match lexicon_corpus::plan_of(args) {
        Ok(plan) => plan,
        Err(exit) => return exit,
    };
    let texts: Vec<&str> = args.get_many::<String>("TEXT").into_iter().flatten().map(String::as_str).collect();
    if args.get_flag("explain-differences") {
        return lexicon_corpus::explain_differences(&plan, &texts, args);
    }
    print_out(&matches(&plan, &texts.join(" ")))
}

fn matches(plan: &Plan, text: &str) -> String {
    let mut out = String::new();
    framescope::study::hits_in(plan, text, |hit| {
        let entry = plan.legend.entry(hit.entry);
        let axis = plan.legend.axis_of(hit.entry);
        let fate = hit.suppressed_by.map(|s| format!("  not counted: hit {} is longer", s + 1)).unwrap_or_default();
        let _ = writeln!(
            out,
            "{} {} {} {}:{} [{}]{fate}",
            hit.text,
            axis.key,
            entry.pole.name(),
            entry.pattern,
            entry.line,
            hit.voice.name()
        );
    });
    if out.is_empty() {
        out.push_str("no hit\n");
    }
    out
}
