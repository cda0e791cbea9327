//! `kwic`: a concordance with voice, zone and speaker.

use super::Entry;
use super::show::{print, table_of};
use crate::args::Context;
use crate::{Exit, message};
use clap::Arg;
use framescope::study::Plan;
use framescope::table::{Table, Value};

pub(crate) const KWIC: Entry = Entry {
    name: "kwic",
    about: "Concordance: a pattern with what stands around it, its voice and its speaker",
    examples: "Examples:\n  framescope kwic 'terror group*' articles.csv\n  framescope kwic 'resistance *' articles/ --voice quoted",
    output: "Columns: document_id, outlet_id, event_id, zone, voice, speaker, left, text, right.",
    studied: true,
    args: |c| {
        c.arg(Arg::new("PATTERN").required(true).help("words; * any characters, ? one, a lone * any word"))
            .arg(Arg::new("INPUT").num_args(1..).required(true).help("files, folders, archives, or - for stdin"))
            .arg(
                Arg::new("voice")
                    .long("voice")
                    .value_name("VOICE")
                    .value_parser(["own", "reported", "quoted", "scare"])
                    .help("only this voice"),
            )
            .arg(Arg::new("to").long("to").value_name("FORMAT").help("csv, json, markdown, text").help_heading("Output"))
    },
    run: kwic,
};

const COLUMNS: [&str; 9] = ["document_id", "outlet_id", "event_id", "zone", "voice", "speaker", "left", "text", "right"];

fn kwic(context: &Context) -> Exit {
    let pattern = context.one("PATTERN").unwrap_or_default();
    let plan = match context.study().and_then(|study| Plan::for_pattern(study, pattern)) {
        Ok(plan) => plan,
        Err(problems) => {
            message::problems(&problems);
            return Exit::Usage;
        }
    };
    match table_of(context, (&plan, &context.inputs()), "hits") {
        Ok(hits) => print(context, &concordance(&hits, context.one("voice"))),
        Err(exit) => exit,
    }
}

/// The columns of a concordance, of one voice if asked.
fn concordance(hits: &Table, voice: Option<&str>) -> Table {
    let at = |name: &str| hits.columns.iter().position(|c| c.name == name);
    let places: Vec<usize> = COLUMNS.iter().filter_map(|c| at(c)).collect();
    let kept = |row: &&Vec<Value>| voice.is_none_or(|v| at("voice").is_some_and(|i| row[i] == Value::from(v)));
    Table {
        name: "kwic".into(),
        title: "Concordance".into(),
        columns: places.iter().map(|i| hits.columns[*i].clone()).collect(),
        rows: hits.rows.iter().filter(kept).map(|row| places.iter().map(|i| row[*i].clone()).collect()).collect(),
    }
}
