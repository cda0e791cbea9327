//! Outlets beside one another: distances of their words, and a map of the wordings they prefer.

use super::cells::Cells;
use super::{Corpus, table};
use crate::count::Voices;
use crate::measure::ca::Ca;
use crate::measure::delta::Delta;
use crate::measure::distance::Distance;
use crate::measure::map::{Counts as Bag, pooled, refusal, standard_errors};
use crate::table::{Table, Value};
use ndarray::Array2;
use std::collections::BTreeMap;

/// Most frequent terms whose shares are compared.
pub(super) const TERMS: usize = 5_000;
/// Beyond this many outlets nobody reads pairs.
pub(super) const OUTLETS: usize = 500;
/// Bootstrap samples behind the coordinates' standard errors.
const SAMPLES: u64 = 100;

/// A distance between outlets by name: of their word profiles, or over standardised rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likeness {
    /// Of profiles.
    Profile(Distance),
    /// Burrows' Delta and its kin.
    Delta(Delta),
}

impl Likeness {
    /// Every distance a study may add, in reading order; the first is the default column `distance`.
    pub fn all() -> impl Iterator<Item = Likeness> + Clone {
        Distance::ALL.into_iter().map(Likeness::Profile).chain(Delta::ALL.into_iter().map(Likeness::Delta))
    }

    /// Name in studies and of the column.
    pub fn name(self) -> &'static str {
        match self {
            Likeness::Profile(d) => d.name(),
            Likeness::Delta(d) => d.name(),
        }
    }

    pub(super) fn matrix(self, counts: &[Vec<u64>]) -> Array2<f64> {
        match self {
            Likeness::Profile(d) => d.matrix(counts),
            Likeness::Delta(d) => d.matrix(counts),
        }
    }
}

/// `distances.csv`.
pub fn distances(corpus: Corpus<'_>) -> Vec<Table> {
    let further = &corpus.parameters.distances;
    let mut columns = vec!["outlet_a", "outlet_b", "distance"];
    columns.extend(further.iter().map(|d| d.name()));
    columns.push("note");
    let title = "How different the outlets' words are: root Jensen-Shannon divergence of their most frequent terms";
    if corpus.counts.outlets.len() > OUTLETS {
        return vec![table("distances", title, &columns, Vec::new())];
    }
    let profiles = Profiles::new(corpus, TERMS);
    let default = Distance::JsDistanceBits.matrix(&profiles.counts);
    let further: Vec<Array2<f64>> = further.iter().map(|d| d.matrix(&profiles.counts)).collect();
    let mut rows = Vec::new();
    for (i, &x) in profiles.outlets.iter().enumerate() {
        for (j, &y) in profiles.outlets.iter().enumerate().skip(i + 1) {
            let mut row = vec![outlet_id(corpus, x), outlet_id(corpus, y), default[[i, j]].into()];
            row.extend(further.iter().map(|m| Value::from(Some(m[[i, j]]).filter(|d| d.is_finite()))));
            row.push(few_words(corpus, [x, y]).into());
            rows.push(row);
        }
    }
    vec![table("distances", title, &columns, rows)]
}

/// Why outlets are not compared in pairs: reason code and detail.
pub(super) fn too_many_outlets(n: usize) -> (&'static str, String) {
    ("too-many-outlets", format!("pairs are made of up to {OUTLETS} outlets, the corpus has {n}"))
}

/// Why `distances.csv` has no rows: reason code and detail.
pub fn no_distances(corpus: Corpus<'_>) -> Option<(&'static str, String)> {
    let n = corpus.counts.outlets.len();
    (n > OUTLETS).then(|| too_many_outlets(n))
}

pub(super) fn outlet_id(corpus: Corpus<'_>, outlet: usize) -> Value {
    corpus.counts.outlets[outlet].id.as_str().into()
}

fn few_words(corpus: Corpus<'_>, outlets: [usize; 2]) -> &'static str {
    let few = outlets.iter().any(|o| corpus.counts.outlets[*o].sum_n < 5_000);
    if few { "few-words: below 5,000 words most of the distance is chance" } else { "" }
}

/// Occurrences of every term in the whole corpus.
pub(super) fn totals(corpus: Corpus<'_>) -> Vec<u64> {
    let mut totals = vec![0; corpus.counts.terms.len()];
    corpus.counts.by_outlet.iter().flatten().for_each(|t| totals[t.term as usize] += u64::from(t.n));
    totals
}

/// The most frequent terms of the corpus, by number, the most frequent first.
pub(super) fn frequent(corpus: Corpus<'_>, most: usize) -> Vec<usize> {
    let total = totals(corpus);
    let mut terms: Vec<usize> = (0..total.len()).filter(|t| total[*t] > 0).collect();
    terms.sort_by_key(|t| (std::cmp::Reverse(total[*t]), *t));
    terms.truncate(most);
    terms
}

/// The counts of the corpus's most frequent terms, of the outlets that have any.
pub(super) struct Profiles {
    /// Outlets by number.
    pub(super) outlets: Vec<usize>,
    /// Terms by number, the most frequent first.
    pub(super) terms: Vec<usize>,
    /// `counts[outlet][term]`.
    pub(super) counts: Vec<Vec<u64>>,
}

impl Profiles {
    pub(super) fn new(corpus: Corpus<'_>, most: usize) -> Profiles {
        let counts = corpus.counts;
        let terms = frequent(corpus, most);
        let mut place = vec![usize::MAX; counts.terms.len()];
        terms.iter().enumerate().for_each(|(p, t)| place[*t] = p);
        let profile = |of_outlet: &Vec<crate::count::TermMoments>| {
            let mut row = vec![0; terms.len()];
            for t in of_outlet.iter().filter(|t| place[t.term as usize] != usize::MAX) {
                row[place[t.term as usize]] = u64::from(t.n);
            }
            row
        };
        let full = counts.by_outlet.iter().map(profile).enumerate().filter(|(_, row)| row.iter().any(|n| *n > 0));
        let (outlets, counts) = full.unzip();
        Profiles { outlets, terms, counts }
    }
}

/// `map.csv`: correspondence analysis of outlets by the poles they use in their own words.
pub fn map(corpus: Corpus<'_>, cells: &Cells) -> Vec<Table> {
    let columns = ["outlet_id", "outlet", "x", "y", "x_se", "y_se", "inertia_x", "inertia_y", "n_hits", "note"];
    let title = "Outlets by the wordings they prefer (correspondence analysis of hits by pole)";
    let (bags, n_columns) = bags(corpus, cells);
    let used: Vec<usize> = (0..bags.len()).filter(|o| !bags[*o].is_empty()).collect();
    let sums: Vec<Bag> = used.iter().map(|o| pooled(bags[*o].iter(), &mut vec![0; n_columns])).collect();
    let hits: u64 = sums.iter().flatten().map(|e| e.1).sum();
    let refused = refusal(used.len(), hits).map_or_else(String::new, |why| format!("refused: {}", why.reason()));
    let ca = if refused.is_empty() { Ca::of(&sums, n_columns, 2).filter(|ca| ca.inertias.len() == 2) } else { None };
    let note = if ca.is_none() && refused.is_empty() {
        "refused: the outlets do not differ in two directions".to_owned()
    } else {
        refused
    };
    let drawn: Vec<Vec<Bag>> = used.iter().map(|o| bags[*o].clone()).collect();
    let steady = ca.as_ref().and_then(|ca| standard_errors(ca, &drawn, SAMPLES, (corpus.parameters.seed, &["map"])));
    let rows = (0..bags.len()).map(|o| {
        let outlet = &corpus.counts.outlets[o];
        let n: u64 = bags[o].iter().flatten().map(|e| e.1).sum();
        let at = ca.as_ref().zip(used.iter().position(|u| *u == o));
        let point = |d: usize| at.map(|(ca, row)| ca.rows.principal[[row, d]]);
        // One document drawn again and again never varies: that is no error of 0.
        let error = |d: usize| at.zip(steady.as_ref()).filter(|_| bags[o].len() > 1).map(|((_, row), e)| e[[row, d]]);
        let inertia = |d: usize| ca.as_ref().map(|ca| ca.inertias[d] / ca.total_inertia);
        let note = if note.is_empty() && at.is_none() { "no-hits" } else { note.as_str() };
        vec![
            outlet.id.as_str().into(),
            outlet.name.as_str().into(),
            point(0).into(),
            point(1).into(),
            error(0).into(),
            error(1).into(),
            inertia(0).into(),
            inertia(1).into(),
            n.into(),
            note.into(),
        ]
    });
    vec![table("map", title, &columns, rows.collect())]
}

/// Per outlet its documents' hits by pole; poles are renumbered so that each has a hit.
fn bags(corpus: Corpus<'_>, cells: &Cells) -> (Vec<Vec<Bag>>, usize) {
    let voices = corpus.counts.voices.unwrap_or(Voices::OUTLET);
    let mut number: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut all = Vec::new();
    for o in 0..corpus.counts.outlets.len() {
        let mut by_document: BTreeMap<u32, Bag> = BTreeMap::new();
        for a in (0..corpus.legend.axes.len()).filter(|a| !corpus.legend.axes[*a].is_category) {
            for (_, d, poles) in cells.hits(a, o) {
                for (p, n) in poles.iter().map(|by_voice| voices.sum(by_voice)).enumerate().filter(|(_, n)| *n > 0) {
                    let next = number.len() as u32;
                    let column = *number.entry((a, p)).or_insert(next);
                    by_document.entry(*d).or_default().push((column, n));
                }
            }
        }
        all.push(by_document.into_values().collect());
    }
    (all, number.len())
}
