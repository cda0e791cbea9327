//! The result tables that are made of counts: integers to named rows, statistics from the measures.
//!
//! Each file is a group of tables; each function takes the fold and gives whole tables, sorted, but for
//! the long ones of terms, which are sent row by row.

mod axes;
mod cells;
mod columns;
mod contrasts;
mod further;
mod keyness;
mod map;
mod sensitivity;
mod terms;
mod timeline;
mod within;

pub use axes::{axes, categories, entries, poles_by_outlet};
pub use cells::Cells;
pub use columns::described_columns;
pub(crate) use columns::table;
pub use contrasts::{PAIRS_UP_TO, contrasts};
pub use further::{Documents, FURTHER, Further};
pub use keyness::{KeySink, KeyTerms, Keyness, keyness};
pub use map::{Likeness, distances, map, no_distances};
pub use terms::{ByTerm, terms};
pub use timeline::timeline;
pub use within::{WithinEvents, axes_by_event};

use crate::count::{Counts, Legend, OutletCounts};
use crate::measure::adjust;
use crate::measure::pair::PairColumn;
use crate::table::{ColumnKind, Table};
use columns::outlet_column;
use std::collections::BTreeSet;

/// What a statistic is told by the study.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// Rates are per this many words.
    pub per: f64,
    /// Level of intervals.
    pub confidence: f64,
    /// Least hits for a printed score.
    pub floor_hits: u64,
    /// Least documents with hits for a printed score.
    pub floor_documents: u64,
    /// Seed of permutations and bootstraps.
    pub seed: u64,
    /// Permutations where not all can be listed.
    pub permutations: u32,
    /// How p is adjusted over a table.
    pub correction: adjust::Method,
    /// Further columns of the keyness table.
    pub keyness: Vec<PairColumn>,
    /// Further columns of the table of distances.
    pub distances: Vec<Likeness>,
    /// Further tables.
    pub tables: Vec<&'static Further>,
    /// Positions of the outlets that Wordscores starts from, by name.
    pub positions: Vec<(String, f64)>,
    /// Period of the timeline: day, week or month.
    pub period: &'static str,
}

impl Default for Parameters {
    fn default() -> Parameters {
        Parameters {
            per: 1000.0,
            confidence: 0.95,
            floor_hits: 10,
            floor_documents: 5,
            seed: 1,
            permutations: 999,
            correction: adjust::Method::BenjaminiHochberg,
            keyness: Vec::new(),
            distances: Vec::new(),
            tables: Vec::new(),
            positions: Vec::new(),
            period: "month",
        }
    }
}

/// The fold, its names and the study's parameters: all a table needs.
#[derive(Clone, Copy)]
pub struct Corpus<'a> {
    /// The integers.
    pub counts: &'a Counts,
    /// The names.
    pub legend: &'a Legend,
    /// The parameters.
    pub parameters: &'a Parameters,
}

/// Adds one column per outlet to a matrix: its name on one line, made unique where two names, or a name
/// and a key column, would read the same.
pub(crate) fn outlet_headers(matrix: &mut Table, outlets: &[OutletCounts], kind: ColumnKind) {
    let mut taken: BTreeSet<String> = matrix.columns.iter().map(|c| c.name.clone()).collect();
    for outlet in outlets {
        let mut name = outlet
            .name
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if !taken.insert(name.clone()) {
            name = format!("{name} ({})", outlet.id);
            taken.insert(name.clone());
        }
        matrix.columns.push(outlet_column(&name, kind));
    }
}

/// Occurrences per so many tokens.
fn rate(corpus: Corpus<'_>, n: u64, tokens: u64) -> Option<f64> {
    (tokens > 0).then(|| n as f64 * corpus.parameters.per / tokens as f64)
}
