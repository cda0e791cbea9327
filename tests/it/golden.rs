//! The example corpus against cells that were counted by hand (`golden/example_cells.csv`).

use framescope::study::{self, EXAMPLE_CORPUS, Input, Plan, Study, Watch};
use framescope::table::{Table, Value};
use std::collections::BTreeMap;

pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Text(s) => s.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Number(x) => x.to_string(),
        Value::Day(d) => d.to_string(),
        Value::Flag(b) => b.to_string(),
        Value::Empty => String::new(),
    }
}

/// Every table of the example corpus.
pub(crate) fn example() -> Vec<Table> {
    let plan = Plan::new(Study::default()).expect("the default study is sound");
    let mut partial = study::count(&plan, Input::Bytes("articles.csv", EXAMPLE_CORPUS.as_bytes()), 2, &Watch::default()).unwrap();
    let settled = partial.settle();
    study::report(&plan, &partial, settled).unwrap().all_tables().unwrap()
}

pub(crate) fn table<'a>(tables: &'a [Table], name: &str) -> &'a Table {
    tables.iter().find(|t| t.name == name).unwrap_or_else(|| panic!("no table {name}"))
}

/// The cells of some columns, row by row.
pub(crate) fn cells(table: &Table, columns: &[&str]) -> Vec<Vec<String>> {
    let places: Vec<usize> = columns
        .iter()
        .map(|c| table.columns.iter().position(|d| d.name == *c).unwrap_or_else(|| panic!("no column {c}")))
        .collect();
    table.rows.iter().map(|row| places.iter().map(|p| text(&row[*p])).collect()).collect()
}

#[test]
fn entries_have_the_counts_a_person_counted() {
    let tables = example();
    let names: BTreeMap<String, String> =
        cells(table(&tables, "outlets"), &["outlet_id", "outlet"]).into_iter().map(|r| (r[0].clone(), r[1].clone())).collect();
    let counted: BTreeMap<Vec<String>, u64> =
        cells(table(&tables, "entries"), &["outlet_id", "axis", "pole", "entry", "voice", "n"])
            .into_iter()
            .map(|mut row| {
                let n = row.pop().unwrap().parse().unwrap();
                row[0] = names[&row[0]].clone();
                (row, n)
            })
            .collect();
    let golden = include_str!("golden/example_cells.csv");
    let mut by_hand: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for line in golden.lines().skip(1) {
        let mut row: Vec<String> = line.split(',').map(str::to_owned).collect();
        let n = row.pop().unwrap().parse().unwrap();
        by_hand.insert(row, n);
    }
    assert!(by_hand.len() > 40, "the hand counts were not read");
    // A cell of an entry that was counted by hand is zero unless it is listed.
    let covered = |key: &[String]| by_hand.keys().any(|k| k[1] == key[1] && k[3] == key[3]);
    let mut faults = Vec::new();
    for (key, n) in &by_hand {
        let got = counted.get(key).copied().unwrap_or(0);
        if got != *n {
            faults.push(format!("{}: by hand {n}, counted {got}", key.join(" | ")));
        }
    }
    for (key, n) in counted.iter().filter(|(k, _)| covered(k) && !by_hand.contains_key(*k)) {
        faults.push(format!("{}: by hand 0, counted {n}", key.join(" | ")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_record_of_the_example_is_a_document() {
    let tables = example();
    assert_eq!(table(&tables, "documents").rows.len(), 28);
    assert_eq!(table(&tables, "rejects").rows.len(), 0);
    assert_eq!(table(&tables, "events").rows.len(), 4);
}

#[test]
fn the_wire_story_is_found_in_the_outlets_that_print_it() {
    let pairs = cells(table(&example(), "duplicates"), &["document_id", "other_document_id"]);
    for pair in [["hl-04", "mp-04"], ["hl-04", "dl-04"]] {
        let found = pairs.iter().any(|p| p[..] == pair || (p[0] == pair[1] && p[1] == pair[0]));
        assert!(found, "{pair:?} not among {pairs:?}");
    }
}

#[test]
fn every_hit_names_its_text_by_offset() {
    let tables = example();
    let rows = cells(
        table(&tables, "hits"),
        &["document_id", "zone", "text", "char_start", "char_end", "left", "sentence_text", "right"],
    );
    assert!(rows.len() > 150);
    let mut reader = csv::Reader::from_reader(EXAMPLE_CORPUS.as_bytes());
    let texts: BTreeMap<String, (String, String)> =
        reader.records().map(|r| r.unwrap()).map(|r| (r[0].to_owned(), (r[4].to_owned(), r[6].to_owned()))).collect();
    for row in rows {
        let (title, body) = &texts[&row[0]];
        let field = if row[1] == "title" { title } else { body };
        let (start, end): (usize, usize) = (row[3].parse().unwrap(), row[4].parse().unwrap());
        assert_eq!(field.chars().skip(start).take(end - start).collect::<String>(), row[2], "{row:?}");
        assert_eq!(format!("{}{}{}", row[5], row[2], row[7]), row[6]);
    }
}
