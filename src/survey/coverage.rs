//! What some outlets report of an event and others leave out.
//!
//! In: the documents of each event with their actors and axes, and their features. Out: one
//! [`CoverageRow`] per event and item that at least one outlet of the event has and at least one has
//! not, and one [`Difference`] per fact two outlets give different numbers or dates for.

use super::claims::Claim;
use super::{Features, TermDocuments};
use crate::actor::ActorKind;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Items of a kind listed per event.
const ITEMS: usize = 60;
/// Content words two claims must share to be about the same thing.
const SHARED: usize = 3;
/// Content words in common that make one fact of values far apart.
const SURE: usize = 5;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CoverageKind {
    /// A person, group or other named thing.
    Actor,
    /// A country, capital, seat of power, town or other place.
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
    /// Number of the outlet that publishes it; numbers go by name.
    pub outlet: u32,
    /// Its event.
    pub event: Option<usize>,
    /// Names of the actors it mentions, over the corpus, with what they are.
    pub actors: Vec<(&'a str, ActorKind)>,
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
    /// Number of every outlet of the event, and how many of its documents have the item.
    pub outlets: Vec<(u32, u32)>,
    /// How many documents have it.
    pub n_documents: usize,
}

impl CoverageRow {
    /// How many outlets have the item.
    pub fn n_with(&self) -> usize {
        self.outlets.iter().filter(|o| o.1 > 0).count()
    }
}

/// A fact that two documents of different outlets give differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The event.
    pub event: usize,
    /// What is counted, `date`, or what happened to so many people (`killed`, `injured`, ...).
    pub unit: String,
    /// The words both sentences share.
    pub shared: Vec<String>,
    /// One side: document, value, byte range of the sentence.
    pub one: (usize, String, (u32, u32)),
    /// The other side.
    pub other: (usize, String, (u32, u32)),
}

/// The items present in at least `least` outlets of an event and absent in at least one, by event,
/// kind, and number of outlets that have them, the rarest elsewhere first. Events of a single outlet have none.
pub fn coverage(documents: &[CoverageDocument<'_>], terms: &TermDocuments, least: usize) -> Vec<CoverageRow> {
    let of_events = events(documents).into_par_iter().map(|event| of_event(documents, event, least, terms));
    of_events.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// The rows of one event.
fn of_event(
    documents: &[CoverageDocument<'_>],
    (event, members): (usize, Vec<usize>),
    least: usize,
    terms: &TermDocuments,
) -> Vec<CoverageRow> {
    let outlets: BTreeSet<u32> = members.iter().map(|&d| documents[d].outlet).collect();
    if outlets.len() < 2 {
        return Vec::new();
    }
    let mut held: Vec<(CoverageKind, &str, u32, usize)> = Vec::new();
    for &d in &members {
        held.extend(items(&documents[d]).into_iter().map(|(kind, item)| (kind, item, documents[d].outlet, d)));
    }
    held.sort_unstable();
    held.dedup();
    let mut silent: Vec<Held<'_>> = held
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .map(|holders| (holders.chunk_by(|a, b| a.2 == b.2).count(), holders))
        .filter(|&(n, holders)| {
            // A term in one article alone is nothing others leave out.
            n >= least.max(if holders[0].0 == CoverageKind::Term { 2 } else { 1 }) && n < outlets.len()
        })
        .map(|(n_with, holders)| {
            let rarity = terms.of(holders[0].1) / holders.len() as u32;
            (holders[0].0, Reverse(n_with), rarity, holders[0].1, holders)
        })
        .collect();
    silent.sort_unstable();
    let listed = silent.chunk_by(|a, b| a.0 == b.0).flat_map(|of_kind| of_kind.iter().take(ITEMS));
    listed.map(|held| row(event, &outlets, held)).collect()
}

/// Kind, outlets that have it, how common it is elsewhere, the item, and who has it.
type Held<'a> = (CoverageKind, Reverse<usize>, u32, &'a str, &'a [(CoverageKind, &'a str, u32, usize)]);

fn row(event: usize, outlets: &BTreeSet<u32>, &(kind, _, _, item, holders): &Held<'_>) -> CoverageRow {
    let n = |o: u32| holders.iter().filter(|h| h.2 == o).count() as u32;
    CoverageRow {
        event,
        kind,
        item: item.to_owned(),
        outlets: outlets.iter().map(|&o| (o, n(o))).collect(),
        n_documents: holders.len(),
    }
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
    let kind = |kind: ActorKind| match kind {
        ActorKind::Country | ActorKind::Place => CoverageKind::Place,
        _ => CoverageKind::Actor,
    };
    let mut items: Vec<(CoverageKind, &str)> = document.actors.iter().map(|&(name, of)| (kind(of), name)).collect();
    items.extend(document.axes.iter().map(|(axis, _)| (CoverageKind::Axis, *axis)));
    // One digit alone and the length of a video say nothing of an event.
    let tells = |n: &&str| n.len() > 1 && !n.contains(':');
    items.extend(document.features.numbers.iter().map(|(n, _)| n).filter(tells).map(|n| (CoverageKind::Number, n)));
    items.extend(document.features.terms.iter().map(|(t, _)| (CoverageKind::Term, t)));
    items
}

/// Numbers and dates that outlets of one event give differently for what looks like the same fact.
///
/// For numbers of people who were killed, injured, arrested, captured or are missing: the first number
/// of each document. For all others: the same unit, and sentences that share at least three content
/// words. In either case neither document has the other's value for that unit, and the values are near enough to be of one
/// fact ([`Claim::is_near`]) or the sentences share five words.
pub fn differences(documents: &[CoverageDocument<'_>]) -> Vec<Difference> {
    let of_events = events(documents).into_par_iter().map(|event| differences_of(documents, event));
    of_events.collect::<Vec<_>>().into_iter().flatten().collect()
}

fn differences_of(documents: &[CoverageDocument<'_>], (event, members): (usize, Vec<usize>)) -> Vec<Difference> {
    let mut found = Vec::new();
    let claims = |d: usize| documents[d].features.claims.iter();
    let mut by_unit: BTreeMap<&str, Vec<(usize, &Claim)>> = BTreeMap::new();
    for &d in &members {
        for c in claims(d) {
            let of_unit = by_unit.entry(&c.unit).or_default();
            // The first number is that of the event; later ones are those of its parts and of others.
            if !c.of_people || of_unit.last().is_none_or(|last| last.0 != d) {
                of_unit.push((d, c));
            }
        }
    }
    let has = |d: usize, unit: &str, value: &str| claims(d).any(|c| c.unit == unit && c.value == value);
    for (unit, claims) in by_unit {
        let mut best: BTreeMap<(usize, usize), (usize, Difference)> = BTreeMap::new();
        for (i, &(a, x)) in claims.iter().enumerate() {
            for &(b, y) in &claims[i + 1..] {
                if documents[a].outlet == documents[b].outlet || x.value == y.value {
                    continue;
                }
                let shared = x.shared(y);
                let least = if x.of_people && y.of_people { 0 } else { SHARED };
                let known = best.get(&(a, b)).map_or(least, |found| found.0 + 1);
                let apart = shared.len() < SURE && !x.is_near(y, shared.len());
                if shared.len() < known || apart || has(a, unit, &y.value) || has(b, unit, &x.value) {
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
    found
}
