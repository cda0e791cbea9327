//! Draws passages to be coded by hand, blind and stratified.
//!
//! In: sentences of a corpus, one by one, with what the lexicons see in them. Out: the sheet for coders and its
//! key. Holds no more of them than a sheet may need.

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

/// A stratum: axis, outlet, hit or no hit.
type Stratum = (String, String, bool);

/// Draws passages for a coding sheet while a corpus goes by.
///
/// Drawn in equal numbers from every stratum of axis, outlet and hit or no hit, as far as each has
/// passages; hits alone would show precision but not what is missed. Every passage has a random number of
/// its own, made from the seed, its document and its sentence, and those with the smallest are drawn: the
/// same passages in whatever order documents come, of which no more are kept than may yet be drawn.
pub struct Sampler {
    n: usize,
    seed: u64,
    strata: BTreeMap<Stratum, BTreeMap<(u64, String, u32), Passage>>,
    /// Passages kept, and the most a stratum may keep.
    kept: usize,
    most: usize,
}

impl Sampler {
    /// A sampler of `n` passages.
    pub fn new(n: usize, seed: u64) -> Sampler {
        Sampler { n, seed, strata: BTreeMap::new(), kept: 0, most: n }
    }

    /// Shows a passage; its text is asked for only if it may be drawn.
    pub fn see(&mut self, passage: Passage, text: impl FnOnce() -> [String; 3]) {
        let hit = if passage.hit { "hit" } else { "no hit" };
        let sentence = passage.sentence.to_string();
        let number = stream(self.seed, &["sample", &passage.axis, &passage.outlet, hit, &passage.document, &sentence]).next_u64();
        let stratum = self.strata.entry((passage.axis.clone(), passage.outlet.clone(), passage.hit)).or_default();
        let key = (number, passage.document.clone(), passage.sentence);
        if stratum.len() >= self.most && stratum.last_key_value().is_none_or(|last| key >= *last.0) {
            return;
        }
        self.kept += usize::from(stratum.insert(key, Passage { text: text(), ..passage }).is_none());
        if stratum.len() > self.most {
            stratum.pop_last();
            self.kept -= 1;
        }
        if self.kept > 2 * (self.n + self.strata.len()) {
            self.narrow();
        }
    }

    /// Forgets what can no longer be drawn: passages are drawn in rounds, one from every stratum, and what
    /// is kept already fills the sheet in so many rounds.
    fn narrow(&mut self) {
        let drawn = |rounds: usize| self.strata.values().map(|s| s.len().min(rounds)).sum::<usize>();
        let (mut short, mut enough) = (0, self.most);
        while enough - short > 1 {
            let middle = short.midpoint(enough);
            if drawn(middle) >= self.n { enough = middle } else { short = middle }
        }
        self.most = enough;
        for stratum in self.strata.values_mut() {
            while stratum.len() > enough {
                stratum.pop_last();
            }
        }
        self.kept = self.strata.values().map(BTreeMap::len).sum();
    }

    /// The blind coding sheet, and the key that tells outlets and documents. The sheet has neither outlet nor
    /// verdict, in an order that depends on the seed alone.
    pub fn draw(self) -> (Table, Table) {
        let mut queues: Vec<_> = self.strata.into_values().map(BTreeMap::into_values).collect();
        let mut drawn: Vec<Passage> = Vec::new();
        while drawn.len() < self.n {
            let before = drawn.len();
            let room = self.n - before;
            drawn.extend(queues.iter_mut().filter_map(Iterator::next).take(room));
            if drawn.len() == before {
                break;
            }
        }
        shuffle(&mut drawn, (self.seed, &["sample", "order"]));
        tables(&drawn)
    }
}

fn tables(drawn: &[Passage]) -> (Table, Table) {
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
        let drawn = |n: usize, seed: u64, passages: &mut dyn Iterator<Item = &Passage>| {
            let mut sampler = Sampler::new(n, seed);
            for p in passages {
                sampler.see(Passage { text: Default::default(), ..p.clone() }, || p.text.clone());
                assert!(sampler.kept <= 2 * (n + sampler.strata.len()), "{}", sampler.kept);
            }
            sampler.draw()
        };
        let (sheet, key) = drawn(12, 7, &mut all.iter());
        assert_eq!(drawn(12, 7, &mut all.iter().rev()), (sheet.clone(), key.clone()));
        assert_ne!(drawn(12, 8, &mut all.iter()).0, sheet);
        // Strata that are drawn empty leave their share to others.
        assert_eq!(drawn(90, 7, &mut all.iter()).0.rows.len(), 90);
        assert_eq!(drawn(900, 7, &mut all.iter()).0.rows.len(), 100);
        assert!(!sheet.columns.iter().any(|c| c.name == "outlet" || c.name == "hit"));
        let hits = key.rows.iter().filter(|r| r[5] == Value::Flag(true)).count();
        assert_eq!((sheet.rows.len(), hits), (12, 4));
    }
}
