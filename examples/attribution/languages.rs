//! How often the language of a document is told right, by language.

use super::{annotator, document};
use framescope::language::code_of;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Default)]
struct Counts {
    documents: usize,
    right: usize,
    undetermined: usize,
    wrong: BTreeMap<&'static str, usize>,
}

impl Counts {
    fn add(&mut self, found: &'static str, marked: &str) {
        self.documents += 1;
        if found == marked {
            self.right += 1;
        } else if found == "und" {
            self.undetermined += 1;
        } else {
            *self.wrong.entry(found).or_default() += 1;
        }
    }
}

/// Prints the figures of one file.
pub(crate) fn print(name: &str, rows: &[Value]) {
    let mut annotator = annotator();
    let mut all = Counts::default();
    let mut by_language: BTreeMap<&str, Counts> = BTreeMap::new();
    for row in rows {
        let given = row["lang"].as_str().unwrap_or_default();
        let found = annotator.annotate(document(row)).language.code;
        let marked = code_of(given).unwrap_or("und");
        all.add(found, marked);
        by_language.entry(given).or_default().add(found, marked);
    }
    println!("{name}: {} of {} documents in the right language", all.right, all.documents);
    for (language, c) in by_language.iter().filter(|(_, c)| c.right < c.documents) {
        println!("  {language}: {} of {} right, {} undetermined, {:?} wrong", c.right, c.documents, c.undetermined, c.wrong);
    }
}
