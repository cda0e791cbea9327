//! Draws passages to be coded by hand, blind and stratified.
//!
//! In: sentences of a corpus with what the lexicons see in them. Out: the sheet for coders and its key.

use super::table;
use crate::measure::unit::stream;
use crate::table::{ColumnKind, Table, Value};
use rand_chacha::rand_core::Rng;
use std::collections::BTreeMap;

/// A passage that can be drawn for coding: one sentence of a corpus with what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Document and sentence, for the key.
    pub document: String,
    /// Index of the sentence.
    pub sentence: u32,
    /// Who published it.
    pub outlet: String,
    /// Key of the axis or category to be coded.
    pub axis: String,
    /// Whether the lexicon hits it.
    pub hit: bool,
    /// The sentence, and those around it.
    pub text: [String; 3],
}

/// Draws `n` passages as a blind coding sheet, and the key that tells outlets and documents.
///
/// Drawn in equal numbers from every stratum of axis, outlet and hit or no hit, as far as each has
/// passages; hits alone would show precision but not what is missed. The sheet has neither outlet nor
/// verdict, in an order that depends on the seed alone.
pub fn draw(passages: &[Passage], n: usize, seed: u64) -> (Table, Table) {
    let mut strata: BTreeMap<(&str, &str, bool), Vec<&Passage>> = BTreeMap::new();
    for p in passages {
        strata.entry((&p.axis, &p.outlet, p.hit)).or_default().push(p);
    }
    let mut queues: Vec<Vec<&Passage>> = strata
        .into_iter()
        .map(|((axis, outlet, hit), mut list)| {
            list.sort_by_key(|p| (&p.document, p.sentence));
            shuffle(&mut list, (seed, &["sample", axis, outlet, if hit { "hit" } else { "no hit" }]));
            list
        })
        .collect();
    let mut drawn: Vec<&Passage> = Vec::new();
    while drawn.len() < n && queues.iter().any(|q| !q.is_empty()) {
        for queue in &mut queues {
            if drawn.len() < n {
                drawn.extend(queue.pop());
            }
        }
    }
    shuffle(&mut drawn, (seed, &["sample", "order"]));
    let id = |i: usize| Value::from(format!("p{:04}", i + 1));
    let sheet = drawn.iter().enumerate().map(|(i, p)| {
        let [left, text, right] = p.text.clone();
        vec![id(i), p.axis.as_str().into(), left.into(), text.into(), right.into(), Value::Empty, Value::Empty, Value::Empty]
    });
    let key = drawn.iter().enumerate().map(|(i, p)| {
        vec![id(i), p.axis.as_str().into(), p.outlet.as_str().into(), p.document.as_str().into(), p.sentence.into(), p.hit.into()]
    });
    (sheet_table(sheet.collect()), key_table(key.collect()))
}

fn sheet_table(rows: Vec<Vec<Value>>) -> Table {
    use ColumnKind::{Id, Text};
    let columns = [
        ("passage_id", Id, "passage"),
        ("axis", Text, "axis or category to code"),
        ("left", Text, "sentence before"),
        ("text", Text, "sentence to code"),
        ("right", Text, "sentence after"),
        ("code", Text, "a, b, neutral, several joined by +, or none; 1 or 0 for a category"),
        ("coder", Text, "who codes"),
        ("comment", Text, "anything worth saying"),
    ];
    table("coding_sheet", "Passages to code by hand, without outlet and verdict", &columns, rows)
}

fn key_table(rows: Vec<Vec<Value>>) -> Table {
    use ColumnKind::{Flag, Id, Integer, Text};
    let columns = [
        ("passage_id", Id, "passage"),
        ("axis", Text, "axis or category"),
        ("outlet", Text, "outlet"),
        ("document_id", Id, "document"),
        ("sentence", Integer, "index of the sentence"),
        ("hit", Flag, "whether the lexicon hits it"),
    ];
    table("coding_key", "Where the passages come from; not for coders", &columns, rows)
}

/// Fisher and Yates with a stream of the study's seed.
fn shuffle<T>(items: &mut [T], (seed, cell): (u64, &[&str])) {
    let mut rng = stream(seed, cell);
    for i in (1..items.len()).rev() {
        let bound = i as u64 + 1;
        // Draws above the largest multiple of the bound would make small numbers likelier.
        let limit = u64::MAX - u64::MAX % bound;
        let mut x = rng.next_u64();
        while x >= limit {
            x = rng.next_u64();
        }
        items.swap(i, (x % bound) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_blind_balanced_and_the_same_for_one_seed() {
        let passage = |i: u32| Passage {
            document: format!("d{}", i / 4),
            sentence: i,
            outlet: if i.is_multiple_of(2) { "P" } else { "Q" }.into(),
            axis: "x".into(),
            hit: i.is_multiple_of(4),
            text: [String::new(), format!("Sentence {i}."), String::new()],
        };
        let all: Vec<Passage> = (0..100).map(passage).collect();
        let (sheet, key) = draw(&all, 12, 7);
        assert_eq!(draw(&all, 12, 7), (sheet.clone(), key.clone()));
        assert_ne!(draw(&all, 12, 8).0, sheet);
        assert!(!sheet.columns.iter().any(|c| c.name == "outlet" || c.name == "hit"));
        let hits = key.rows.iter().filter(|r| r[5] == Value::Flag(true)).count();
        assert_eq!((sheet.rows.len(), hits), (12, 4));
    }
}
