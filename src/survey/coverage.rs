//! What some outlets report of an event and others leave out.
//!
//! In: the documents of each event with their actors and axes, and their features. Out: one
//! [`CoverageRow`] per event and item that at least one outlet of the event has and at least one has
//! not, and one [`Difference`] per fact two outlets give different numbers or dates for.

use super::Features;
use super::claims::Claim;
use crate::actor::{PlaceKind, place};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Terms listed per event.
const TERMS: usize = 100;
/// Content words two claims must share to be about the same thing.
const SHARED: usize = 3;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CoverageKind {
    /// A person, group or other named thing.
    Actor,
    /// A country, capital or seat of power.
    Place,
    /// A number.
    Number,
    /// An axis or category with hits.
    Axis,
    /// A term.
    Term,
}

impl CoverageKind {
    /// The kind's name in tables.
    pub fn name(self) -> &'static str {
        ["actor", "place", "number", "axis", "term"][self as usize]
    }
}

/// A document as coverage sees it.
#[derive(Clone, Debug)]
pub struct CoverageDocument<'a> {
    /// Who publishes it.
    pub outlet: &'a str,
    /// Its event.
    pub event: Option<usize>,
    /// Names of the actors it mentions, over the corpus, with how often.
    pub actors: Vec<(&'a str, u32)>,
    /// Axes and categories it has hits of.
    pub axes: Vec<(&'a str, u32)>,
    /// What its text contributes.
    pub features: &'a Features,
}

/// An item of an event and who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// The event.
    pub event: usize,
    /// What the item is.
    pub kind: CoverageKind,
    /// The item.
    pub item: String,
    /// Per outlet of the event, in order of name, how many of its documents have it.
    pub outlets: BTreeMap<String, u32>,
    /// The documents that have it.
    pub documents: Vec<usize>,
}

impl CoverageRow {
    /// How many outlets have the item.
    pub fn n_with(&self) -> usize {
        self.outlets.values().filter(|n| **n > 0).count()
    }
}

/// A fact that two documents of different outlets give differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The event.
    pub event: usize,
    /// What is counted, or `date`.
    pub unit: String,
    /// The words both sentences share.
    pub shared: Vec<String>,
    /// One side: document, value, byte range of the sentence.
    pub one: (usize, String, (u32, u32)),
    /// The other side.
    pub other: (usize, String, (u32, u32)),
}

/// The items present in at least `least` outlets of an event and absent in at least one, by event,
/// kind, and number of outlets that have them. Events of a single outlet have none.
pub fn coverage(documents: &[CoverageDocument<'_>], least: usize) -> Vec<CoverageRow> {
    let mut frequency: BTreeMap<&str, u32> = BTreeMap::new();
    documents.iter().flat_map(|d| d.features.terms.iter()).for_each(|(term, _)| *frequency.entry(term).or_default() += 1);
    let mut rows = Vec::new();
    for (event, members) in events(documents) {
        let outlets: BTreeSet<&str> = members.iter().map(|&d| documents[d].outlet).collect();
        if outlets.len() < 2 {
            continue;
        }
        let mut holders: BTreeMap<(CoverageKind, &str), BTreeSet<usize>> = BTreeMap::new();
        for &d in &members {
            for (kind, item) in items(&documents[d]) {
                holders.entry((kind, item)).or_default().insert(d);
            }
        }
        let row = |((kind, item), holders): ((CoverageKind, &str), BTreeSet<usize>)| {
            let mut of: BTreeMap<String, u32> = outlets.iter().map(|o| ((*o).to_string(), 0)).collect();
            holders.iter().for_each(|&d| *of.entry(documents[d].outlet.to_string()).or_default() += 1);
            CoverageRow { event, kind, item: item.to_string(), outlets: of, documents: holders.into_iter().collect() }
        };
        let silent = |row: &CoverageRow| row.n_with() >= least.max(1) && row.n_with() < outlets.len();
        let mut of_event: Vec<CoverageRow> = holders.into_iter().map(row).filter(silent).collect();
        let rarity = |row: &CoverageRow| frequency.get(row.item.as_str()).copied().unwrap_or(0);
        of_event.sort_by_cached_key(|r| (r.kind, Reverse(r.n_with()), rarity(r) / r.documents.len() as u32, r.item.clone()));
        let mut terms = 0;
        of_event.retain(|r| {
            terms += usize::from(r.kind == CoverageKind::Term);
            r.kind != CoverageKind::Term || (terms <= TERMS && r.n_with() >= 2)
        });
        rows.extend(of_event);
    }
    rows
}

fn events(documents: &[CoverageDocument<'_>]) -> BTreeMap<usize, Vec<usize>> {
    let mut events: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (d, document) in documents.iter().enumerate() {
        if let Some(event) = document.event {
            events.entry(event).or_default().push(d);
        }
    }
    events
}

/// Everything a document has.
fn items<'a>(document: &'a CoverageDocument<'_>) -> Vec<(CoverageKind, &'a str)> {
    let actor = |name: &'a str| match place(name).filter(|p| p.kind != PlaceKind::Adjective) {
        Some(_) => (CoverageKind::Place, name),
        None => (CoverageKind::Actor, name),
    };
    let mut items: Vec<(CoverageKind, &str)> = document.actors.iter().map(|(name, _)| actor(name)).collect();
    items.extend(document.axes.iter().map(|(axis, _)| (CoverageKind::Axis, *axis)));
    items.extend(document.features.numbers.iter().map(|(n, _)| (CoverageKind::Number, n)));
    items.extend(document.features.terms.iter().map(|(t, _)| (CoverageKind::Term, t)));
    items
}

/// Numbers and dates that outlets of one event give differently for what looks like the same fact:
/// the same unit, different values, sentences that share at least three content words, and neither
/// document has the other's value for that unit.
pub fn differences(documents: &[CoverageDocument<'_>]) -> Vec<Difference> {
    let mut found = Vec::new();
    for (event, members) in events(documents) {
        let claims = |d: usize| documents[d].features.claims.iter();
        let mut by_unit: BTreeMap<&str, Vec<(usize, &Claim)>> = BTreeMap::new();
        for &d in &members {
            claims(d).for_each(|c| by_unit.entry(&c.unit).or_default().push((d, c)));
        }
        let has = |d: usize, unit: &str, value: &str| claims(d).any(|c| c.unit == unit && c.value == value);
        for (unit, claims) in by_unit {
            let mut best: BTreeMap<(usize, usize), (usize, Difference)> = BTreeMap::new();
            for (i, &(a, x)) in claims.iter().enumerate() {
                for &(b, y) in &claims[i + 1..] {
                    let shared = x.shared(y);
                    let apart = documents[a].outlet != documents[b].outlet && x.value != y.value;
                    let known = best.get(&(a, b)).map_or(SHARED, |found| found.0 + 1);
                    if !apart || shared.len() < known || has(a, unit, &y.value) || has(b, unit, &x.value) {
                        continue;
                    }
                    let side = |d: usize, c: &Claim| (d, c.value.clone(), (c.start, c.end));
                    let words = shared.iter().map(|s| (*s).to_string()).collect();
                    let row = Difference { event, unit: unit.into(), shared: words, one: side(a, x), other: side(b, y) };
                    best.insert((a, b), (shared.len(), row));
                }
            }
            found.extend(best.into_values().map(|(_, row)| row));
        }
    }
    found
}
