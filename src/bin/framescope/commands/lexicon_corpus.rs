//! `lexicon validate`, `suggest`, `differences`: what hand codes and a corpus say about lexicons.

use super::{failed, print_out};
use crate::{Exit, message};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use framescope::corpus::Problem;
use framescope::study::suggest::SuggestOptions;
use framescope::study::validate::{read_coded, read_table, unblind, validate as score};
use framescope::study::{self, Input, Plan, Study};
use framescope::table::Table;
use framescope::write;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The subcommands, after those that need no corpus.
pub(super) fn subcommands() -> [Command; 3] {
    let inputs =
        |help: &'static str| Arg::new("INPUT").num_args(1..).required(true).value_parser(value_parser!(PathBuf)).help(help);
    let with = |c: Command| c.arg(lexicons()).arg(to());
    let seed = || {
        Arg::new("seed")
            .long("seed")
            .value_name("N")
            .default_value("1")
            .value_parser(value_parser!(u64))
            .help("seed of draws, bootstraps and vectors")
    };
    [
        with(
            Command::new("validate")
                .about("Precision, recall and agreement against passages coded by hand; or draw passages to code"),
        )
        .arg(inputs("a table with the columns text, axis, code (and coder, outlet, passage_id); with --sample the corpus"))
        .arg(
            Arg::new("sample")
                .long("sample")
                .value_name("N")
                .value_parser(value_parser!(usize))
                .help("draw N passages, blind and stratified"),
        )
        .arg(
            Arg::new("out")
                .short('o')
                .long("out")
                .value_name("FILE")
                .default_value("coding_sheet.csv")
                .help("the sheet, .csv or .xlsx; its key stands beside it"),
        )
        .arg(Arg::new("key").long("key").value_name("FILE").help("the key of a blind sheet, to score each outlet"))
        .arg(seed()),
        with(Command::new("suggest").about("Words of a corpus the lexicons may have missed, with counts, outlets and passages"))
            .arg(inputs("the corpus"))
            .arg(
                Arg::new("per-pole")
                    .long("per-pole")
                    .value_name("N")
                    .default_value("20")
                    .value_parser(value_parser!(usize))
                    .help("most suggestions for each pole"),
            )
            .arg(
                Arg::new("min-count")
                    .long("min-count")
                    .value_name("N")
                    .default_value("5")
                    .value_parser(value_parser!(u64))
                    .help("fewest occurrences"),
            )
            .arg(seed()),
        with(Command::new("differences").about("Where and why quanteda's matching differs, hit by hit"))
            .arg(inputs("the corpus")),
    ]
}

/// The format of tables.
pub(super) fn to() -> Arg {
    Arg::new("to").long("to").value_name("FORMAT").default_value("csv").help("csv, json, markdown, text")
}

/// Why quanteda's matching differs, in files or in a text typed.
pub(super) fn explain_differences(plan: &Plan, texts: &[&str], args: &ArgMatches) -> Exit {
    let paths: Vec<PathBuf> = texts.iter().map(PathBuf::from).collect();
    let typed = texts.join(" ");
    let input = if paths.iter().all(|p| p.exists()) { Input::Paths(&paths) } else { Input::Bytes("text.txt", typed.as_bytes()) };
    match study::differences(plan, input) {
        Ok(table) => print(&[table], args),
        Err(error) => failed(error),
    }
}

/// `-l`, as often as wanted.
pub(super) fn lexicons() -> Arg {
    Arg::new("lexicon")
        .short('l')
        .long("lexicon")
        .value_name("FILE|NAME")
        .action(ArgAction::Append)
        .help("lexicon file, or the name of an embedded one")
}

/// The plan with the lexicons named, or all embedded ones.
pub(super) fn plan_of(args: &ArgMatches) -> Result<Plan, Exit> {
    let mut study = Study::default();
    let named: Vec<String> = args.get_many::<String>("lexicon").into_iter().flatten().cloned().collect();
    let said = |problems: Vec<Problem>| {
        message::problems(&problems);
        Exit::Usage
    };
    if let (Some(key), false) = (study::find_key("lexicons.files"), named.is_empty()) {
        study.set_flag(key, &named).map_err(|problem| said(vec![problem]))?;
    }
    Plan::new(study).map_err(said)
}

/// Runs one of them.
pub(super) fn run(name: &str, args: &ArgMatches) -> Exit {
    let plan = match plan_of(args) {
        Ok(plan) => plan,
        Err(exit) => return exit,
    };
    let inputs: Vec<PathBuf> = args.get_many::<PathBuf>("INPUT").into_iter().flatten().cloned().collect();
    let input = Input::Paths(&inputs);
    let done = match name {
        "validate" => match args.get_one::<usize>("sample") {
            Some(&n) => return sample(&plan, input, (n, args)),
            None => return validate(&plan, &inputs, args),
        },
        "suggest" => study::suggestions(&plan, input, &options(args)),
        _ => study::differences(&plan, input),
    };
    match done {
        Ok(table) => print(&[table], args),
        Err(error) => failed(error),
    }
}

fn options(args: &ArgMatches) -> SuggestOptions {
    let default = SuggestOptions::default();
    SuggestOptions {
        per_pole: args.get_one("per-pole").copied().unwrap_or(default.per_pole),
        min_count: args.get_one("min-count").copied().unwrap_or(default.min_count),
        seed: seed(args),
        ..default
    }
}

fn seed(args: &ArgMatches) -> u64 {
    args.get_one("seed").copied().unwrap_or(1)
}

fn validate(plan: &Plan, inputs: &[PathBuf], args: &ArgMatches) -> Exit {
    let mut coded = Vec::new();
    for path in inputs {
        let shown = path.to_string_lossy();
        match bytes(path).and_then(|b| read_coded(&shown, &b)) {
            Ok(more) => coded.extend(more),
            Err(problems) => {
                message::problems(&problems);
                return Exit::Usage;
            }
        }
    }
    if let Some(key) = args.get_one::<String>("key") {
        match bytes(Path::new(key)).and_then(|b| read_table(key, &b)) {
            Ok(rows) => unblind(&mut coded, &outlets(&rows)),
            Err(problems) => {
                message::problems(&problems);
                return Exit::Usage;
            }
        }
    }
    let found = score(&coded, &plan.lexicons, &plan.matcher, seed(args));
    print(&[found.validation, found.differences, found.agreement, found.length], args)
}

fn bytes(path: &Path) -> Result<Vec<u8>, Vec<Problem>> {
    std::fs::read(path).map_err(|error| {
        let shown = path.to_string_lossy();
        vec![Problem::error("missing-file", format!("cannot read {shown}: {error}")).at(&shown, 0).remedy("Check the path.")]
    })
}

/// Outlet of each passage of a key.
fn outlets(rows: &[(u64, Vec<String>)]) -> BTreeMap<String, String> {
    let Some((_, header)) = rows.first() else { return BTreeMap::new() };
    let at = |name: &str| header.iter().position(|h| h == name);
    let (Some(id), Some(outlet)) = (at("passage_id"), at("outlet")) else { return BTreeMap::new() };
    rows[1..].iter().filter_map(|(_, r)| Some((r.get(id)?.clone(), r.get(outlet)?.clone()))).collect()
}

fn sample(plan: &Plan, input: Input<'_>, (n, args): (usize, &ArgMatches)) -> Exit {
    let (sheet, key) = match study::sample(plan, input, (n, seed(args))) {
        Ok(tables) => tables,
        Err(error) => return failed(error),
    };
    let out = PathBuf::from(args.get_one::<String>("out").map_or("coding_sheet.csv", String::as_str));
    let beside = out.with_file_name("coding_key.csv");
    if is_coded(&out) {
        let shown = out.to_string_lossy();
        message::problems(&[Problem::error("io", format!("{shown} holds codes already and is kept"))
            .at(&shown, 0)
            .remedy("Name another file with -o.")]);
        return Exit::Io;
    }
    for (table, path) in [(&sheet, &out), (&key, &beside)] {
        let format = if path.extension().is_some_and(|e| e == "xlsx") { "xlsx" } else { "csv" };
        if let Err(error) = bytes_of(table, format).and_then(|b| std::fs::write(path, b)) {
            let shown = path.to_string_lossy();
            message::problems(&[Problem::error("io", format!("cannot write {shown}: {error}"))
                .at(&shown, 0)
                .remedy("Choose a place you can write to.")]);
            return Exit::Io;
        }
    }
    print_out(&format!(
        "{} passages in {}; their key, not for coders, in {}\n",
        sheet.rows.len(),
        out.display(),
        beside.display()
    ))
}

/// Whether a sheet is there in which somebody has coded something: hours of work, never written over.
fn is_coded(path: &Path) -> bool {
    let rows = bytes(path).and_then(|b| read_table(&path.to_string_lossy(), &b)).unwrap_or_default();
    let code = rows.first().and_then(|(_, header)| header.iter().position(|h| h == "code"));
    code.is_some_and(|c| rows[1..].iter().any(|(_, row)| row.get(c).is_some_and(|code| !code.trim().is_empty())))
}

fn bytes_of(table: &Table, format: &str) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let writer = write::writer(format).unwrap_or(write::WRITERS[0]);
    writer.write(table, &mut bytes)?;
    Ok(bytes)
}

/// Tables on stdout, each after its title when there are several.
fn print(tables: &[Table], args: &ArgMatches) -> Exit {
    let format = args.get_one::<String>("to").map_or("csv", String::as_str);
    if write::writer(format).is_none() {
        let known: Vec<&str> = write::WRITERS.iter().map(|w| w.name()).collect();
        message::problems(&[
            Problem::error("unknown-format", format!("no format `{format}`")).remedy(format!("Formats: {}.", known.join(", ")))
        ]);
        return Exit::Usage;
    }
    let mut out = String::new();
    for (i, table) in tables.iter().enumerate() {
        let Ok(bytes) = bytes_of(table, format) else { return Exit::Io };
        if tables.len() > 1 {
            out.push_str(if i > 0 { "\n# " } else { "# " });
            out.push_str(&table.title);
            out.push('\n');
        }
        out.push_str(&String::from_utf8_lossy(&bytes));
    }
    print_out(&out)
}
