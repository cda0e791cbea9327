//! What of a document counts when the study does not count everything: passages that several documents
//! print once or not at all, hits only in sentences that mention an entity.

use crate::corpus::{Note, nearest};
use crate::count::{EntryCounts, HitRow, Place, entry_counts};
use crate::study::partial::{Partial, Settled};
use crate::study::plan::Plan;
use crate::survey::{Borrowed, Duplicates, Entities, Repeated};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Why a hit is left out of all counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// It stands in a passage other documents print too.
    Repeated,
    /// Its sentence does not mention the entity.
    Apart,
}

impl LeftOut {
    /// What stands in `suppressed_by`.
    pub(super) fn name(self) -> &'static str {
        match self {
            LeftOut::Repeated => "repeated-passage",
            LeftOut::Apart => "not-near",
        }
    }
}

/// The rules of a study over the documents of a partial.
pub(super) struct Scope<'a> {
    pub(super) plan: &'a Plan,
    pub(super) partial: &'a Partial,
    pub(super) settled: &'a Settled,
    pub(super) duplicates: &'a Duplicates,
    pub(super) entities: &'a Entities,
}

impl Scope<'_> {
    fn counts_all(&self) -> bool {
        self.plan.repeated == Repeated::Report && self.plan.near.is_empty()
    }

    /// The hits of document `i`, each with why it is left out; their words in `bytes`.
    pub(super) fn hits<'b>(&self, i: usize, bytes: &'b mut Vec<u8>) -> io::Result<Vec<(HitRow<'b>, Option<LeftOut>)>> {
        let hits = self.partial.hits(&self.settled.documents[i], bytes)?;
        let near = self.sentences_near(i)?;
        let judged = hits.into_iter().map(|hit| {
            let repeated = hit.word.is_some_and(|w| self.left_out(i, w));
            let apart = near.as_ref().is_some_and(|near| !near.contains(&hit.sentence));
            let why = if repeated { Some(LeftOut::Repeated) } else { apart.then_some(LeftOut::Apart) };
            (hit, why)
        });
        Ok(judged.collect())
    }

    /// The hits of document `i` that are not left out.
    pub(super) fn kept<'b>(&self, i: usize, bytes: &'b mut Vec<u8>) -> io::Result<Vec<HitRow<'b>>> {
        Ok(self.hits(i, bytes)?.into_iter().filter(|(_, why)| why.is_none()).map(|(hit, _)| hit).collect())
    }

    /// The hits of document `i` that count, by entry.
    pub(super) fn entries(&self, i: usize) -> io::Result<EntryCounts> {
        if self.counts_all() {
            return self.partial.entries(&self.settled.documents[i]);
        }
        Ok(entry_counts(&self.kept(i, &mut Vec::new())?))
    }

    /// The counted terms of document `i`.
    pub(super) fn terms(&self, i: usize) -> io::Result<Vec<(u32, u32)>> {
        let document = &self.settled.documents[i];
        let mut terms = self.partial.terms(document)?;
        if self.passages(i).next().is_some() {
            let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
            let places = self.partial.places(document)?;
            let out = places.iter().filter(|p| self.word_left_out(i, p));
            out.filter_map(|p| p.term).for_each(|term| *taken.entry(term).or_default() += 1);
            terms.iter_mut().for_each(|(term, n)| *n -= taken.get(term).copied().unwrap_or(0).min(*n));
            terms.retain(|(_, n)| *n > 0);
        }
        Ok(terms)
    }

    /// Word tokens of the scored zones of document `i`, by voice.
    pub(super) fn n_tokens(&self, i: usize) -> io::Result<[u32; 4]> {
        let document = &self.settled.documents[i];
        let mut n = document.meta.scored();
        if self.passages(i).next().is_some() {
            for place in self.partial.places(document)?.iter().filter(|p| self.word_left_out(i, p)) {
                let n = &mut n[place.voice as usize];
                *n = n.saturating_sub(1);
            }
        }
        Ok(n)
    }

    /// The passages of document `i` that do not count.
    fn passages(&self, i: usize) -> impl Iterator<Item = &Borrowed> {
        let borrowed = self.duplicates.borrowed.get(i).map_or(&[][..], Vec::as_slice);
        borrowed.iter().filter(|b| self.plan.repeated.leaves_out(b))
    }

    pub(super) fn word_left_out(&self, i: usize, place: &Place) -> bool {
        place.word.is_some_and(|word| self.left_out(i, word))
    }

    fn left_out(&self, i: usize, word: u32) -> bool {
        self.passages(i).any(|b| (b.start..b.end).contains(&word))
    }

    /// The sentences of document `i` that mention an entity of the study; `None` when it names none.
    fn sentences_near(&self, i: usize) -> io::Result<Option<BTreeSet<u32>>> {
        if self.plan.near.is_empty() {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let mentions = self.partial.mentions(&self.settled.documents[i], &mut bytes)?;
        let meant = |entity: &str| self.plan.near.iter().any(|near| is(near, entity, self.entities.name(entity)));
        let meant: Vec<bool> = mentions.names.iter().map(|name| meant(name)).collect();
        Ok(Some(mentions.rows.iter().filter(|m| meant[m.entity as usize]).map(|m| m.sentence).collect()))
    }
}

/// Whether an entity of the study is the one of a text, under its name there or in the corpus.
fn is(near: &str, here: &str, name: &str) -> bool {
    [here, name].iter().any(|n| n.to_lowercase() == near.to_lowercase())
}

/// One note for every entity of the study that no text mentions. `names` are those of each document.
pub(super) fn nobody(plan: &Plan, names: &[Vec<(String, u32)>], entities: &Entities) -> Vec<Note> {
    let all = || names.iter().flatten().map(|(n, _)| (n.as_str(), entities.name(n)));
    let missing = plan.near.iter().filter(|near| !all().any(|(here, name)| is(near, here, name)));
    missing
        .map(|near| {
            let meant = nearest(near, all().map(|(_, name)| name)).map(|n| format!("; did you mean {n}?")).unwrap_or_default();
            Note { code: "near-nobody".into(), detail: format!("no text mentions {near}{meant}"), ..Note::default() }
        })
        .collect()
}
