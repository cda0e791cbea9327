//! The list of measures: pages, coverage, names.

use framescope::measure::tables::FURTHER;
use framescope::measure::{MEASURES, info};
use std::collections::BTreeSet;

/// The page as it should stand; `FRAMESCOPE_BLESS=1 cargo test` writes it.
#[test]
fn the_reference_page_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference/measures.md");
    let page = info::page(MEASURES, FURTHER);
    if std::env::var_os("FRAMESCOPE_BLESS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert!(written == page, "docs/reference/measures.md is out of date: FRAMESCOPE_BLESS=1 cargo test --test it measures");
}

/// A file in the folder of measures that answers a question is in the list, under its own name.
#[test]
fn every_measure_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/measure");
    let mut files = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_measure =
            path.extension().is_some_and(|e| e == "rs") && std::fs::read_to_string(&path).unwrap().contains("\n//! # Question\n");
        if is_measure {
            files.insert(path.file_stem().unwrap().to_string_lossy().into_owned());
        }
    }
    let listed: BTreeSet<String> = MEASURES.iter().map(|m| m.name.to_owned()).collect();
    assert_eq!(files, listed);
    assert_eq!(listed.len(), MEASURES.len(), "a measure is listed twice");
}

#[test]
fn every_measure_has_worked_numbers_that_run() {
    for measure in MEASURES {
        assert!(measure.worked.contains("```\nuse framescope::measure::"), "{}", measure.name);
        for text in [measure.question, measure.formula, measure.reading, measure.when_not, measure.source] {
            assert!(text.len() > 20, "{}: {text}", measure.name);
        }
    }
}

#[test]
fn column_names_are_unique_and_say_their_variant() {
    let names: Vec<&str> = MEASURES.iter().flat_map(|m| m.columns).map(|c| c.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert!(names.iter().all(|n| { n.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') }));
}
