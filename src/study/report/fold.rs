//! Folds the documents of a partial into counts: outlet by outlet, event by event, document by document.

use super::scope::Scope;
use crate::count::{Counts, DocumentTotals, Fold, HitRow, Legend, OutletCounts, TermMoments};
use crate::lexicon::Pole;
use crate::study::partial::{Counted, Partial, Settled};
use crate::study::plan::Plan;
use crate::survey::Events;
use crate::token::{TermId, Vocabulary};
use crate::voice::Voice;
use crate::write::unique_slugs;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Mutex, PoisonError};

/// The number of a term that does not pass the floors.
const DROPPED: u32 = u32::MAX;
/// Documents whose terms are read side by side.
const AT_A_TIME: usize = 256;

/// The outlets' names, sorted.
pub(super) fn outlet_names(documents: &[Counted]) -> Vec<String> {
    let mut names: Vec<String> = documents.iter().map(|d| d.meta.outlet.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// Folds every document.
pub(super) fn fold(scope: &Scope<'_>, forms: Forms, outlets: &[String], events: &Events) -> io::Result<Counts> {
    let (plan, settled) = (scope.plan, scope.settled);
    let (documents, vocabulary) = rayon::join(|| totals(scope, outlets, events), || Terms::new(scope, forms));
    let (mut documents, vocabulary) = (documents?, vocabulary?);
    if plan.legend.axes.iter().any(|a| a.parent.is_some()) {
        let mut bytes = Vec::new();
        for d in &mut documents {
            d.below = below(&plan.legend, &scope.kept(d.document as usize, &mut bytes)?);
        }
    }
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&d| (documents[d].outlet, documents[d].event, d));
    let mut counts = Counts {
        by_event: documents.iter().any(|d| d.event.is_some()),
        voices: Some(plan.count.voices),
        outlets: named(outlets),
        ..Counts::default()
    };
    let by_outlet: Vec<&[usize]> = order.chunk_by(|a, b| documents[*a].outlet == documents[*b].outlet).collect();
    // As many folds as threads: each is as long as the vocabulary.
    let folds = Mutex::new(Vec::new());
    let folded = by_outlet.par_iter().map(|of_outlet| {
        let known = &counts.outlets[documents[of_outlet[0]].outlet as usize];
        let free = folds.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut fold = free.unwrap_or_else(|| Fold::new(vocabulary.forms.len()));
        let outlet = Outlet { fold: &mut fold, plan, settled, documents: &documents, vocabulary: &vocabulary, scope };
        let done = outlet.fold(of_outlet, (counts.by_event, known));
        folds.lock().unwrap_or_else(PoisonError::into_inner).push(fold);
        done
    });
    let folded: Vec<(OutletCounts, Vec<TermMoments>)> = folded.collect::<io::Result<_>>()?;
    (counts.outlets, counts.by_outlet) = folded.into_iter().unzip();
    counts.terms = vocabulary.forms;
    counts.term_documents = vocabulary.documents;
    counts.documents = documents;
    Ok(counts)
}

fn named(outlets: &[String]) -> Vec<OutletCounts> {
    let ids = unique_slugs(outlets);
    outlets.iter().zip(ids).map(|(name, id)| OutletCounts { name: name.clone(), id, ..OutletCounts::default() }).collect()
}

fn totals(scope: &Scope<'_>, outlets: &[String], events: &Events) -> io::Result<Vec<DocumentTotals>> {
    let documents = scope.settled.documents.par_iter().enumerate();
    documents
        .map(|(i, d)| {
            let (entries, negated) = scope.entries(i)?;
            Ok(DocumentTotals {
                document: i as u32,
                outlet: outlets.binary_search(&d.meta.outlet).unwrap_or(0) as u32,
                event: events.assignment.get(i).copied().flatten().map(|e| e as u32),
                date: d.meta.date,
                n_tokens: scope.n_tokens(i)?,
                entries,
                below: Vec::new(),
                negated,
            })
        })
        .collect()
}

/// Places of a document hit by the categories below each category, as dictionaries with nested categories
/// count: the sum over all below, each place once.
fn below(legend: &Legend, hits: &[HitRow<'_>]) -> Vec<(u32, Voice, u32)> {
    let counted = hits.iter().filter(|h| h.zone.is_scored() && h.suppressed_by.is_none());
    let counted = counted.map(|h| (h, legend.entry(h.entry))).filter(|(_, e)| e.pole != Pole::Exclude);
    let counted: Vec<(&HitRow<'_>, u32)> = counted.map(|(h, e)| (h, e.axis)).collect();
    let place = |axis: u32, h: &HitRow<'_>| (axis, h.zone, h.char_start, h.char_end);
    let mut seen: BTreeSet<_> = counted.iter().map(|(h, axis)| place(*axis, h)).collect();
    let mut sums: BTreeMap<(u32, Voice), u32> = BTreeMap::new();
    for (hit, axis) in counted {
        for above in legend.above(axis) {
            if seen.insert(place(above, hit)) {
                *sums.entry((above, hit.voice)).or_default() += 1;
            }
        }
    }
    sums.into_iter().map(|((axis, voice), n)| (axis, voice, n)).collect()
}

/// The forms of all chunks, and the number each chunk's forms have among them.
pub(super) struct Forms {
    known: Vocabulary,
    of_chunk: Vec<Vec<u32>>,
}

impl Forms {
    pub(super) fn of(partial: &Partial) -> io::Result<Forms> {
        let (mut known, mut of_chunk) = (Vocabulary::default(), Vec::new());
        partial.each_forms(|forms| of_chunk.push(forms.into_iter().map(|form| known.intern(form).0).collect()))?;
        Ok(Forms { known, of_chunk })
    }
}

/// The terms that pass the floors, and what every chunk calls them.
struct Terms {
    forms: Vec<String>,
    documents: Vec<u32>,
    of_chunk: Vec<Vec<u32>>,
}

impl Terms {
    fn new(scope: &Scope<'_>, forms: Forms) -> io::Result<Terms> {
        let Forms { known, mut of_chunk } = forms;
        let mut seen = vec![(0u32, 0u32); known.len()];
        // Some documents at a time, so that not all their terms are held.
        for (documents, from) in scope.settled.documents.chunks(AT_A_TIME).zip((0..).step_by(AT_A_TIME)) {
            let terms = (from..from + documents.len()).into_par_iter().map(|i| scope.terms(i));
            for (d, terms) in documents.iter().zip(terms.collect::<io::Result<Vec<_>>>()?) {
                for (term, n) in terms {
                    let seen = &mut seen[of_chunk[d.forms as usize][term as usize] as usize];
                    *seen = (seen.0.saturating_add(n), seen.1 + 1);
                }
            }
        }
        let (count, documents) = scope.plan.term_floor;
        let passes = |(_, (n, in_documents)): &(u32, &(u32, u32))| *n >= count && *in_documents >= documents;
        let kept = (0..).zip(&seen).filter(passes);
        let mut kept: Vec<(&str, u32)> = kept.map(|(term, _)| (known.form(TermId(term)), term)).collect();
        kept.sort_unstable();
        let mut renumber = vec![DROPPED; seen.len()];
        for (new, (_, old)) in kept.iter().enumerate() {
            renumber[*old as usize] = new as u32;
        }
        of_chunk.iter_mut().flatten().for_each(|t| *t = renumber[*t as usize]);
        let documents = kept.iter().map(|(_, term)| seen[*term as usize].1).collect();
        Ok(Terms { forms: kept.into_iter().map(|(form, _)| form.to_owned()).collect(), documents, of_chunk })
    }

    fn of<'a>(&'a self, document: &'a Counted, terms: &'a [(u32, u32)]) -> impl Iterator<Item = (u32, u32)> + 'a {
        let map = &self.of_chunk[document.forms as usize];
        terms.iter().map(|(t, n)| (map[*t as usize], *n)).filter(|(t, _)| *t != DROPPED)
    }
}

/// One outlet being folded.
struct Outlet<'a> {
    fold: &'a mut Fold,
    plan: &'a Plan,
    settled: &'a Settled,
    documents: &'a [DocumentTotals],
    vocabulary: &'a Terms,
    scope: &'a Scope<'a>,
}

impl Outlet<'_> {
    fn fold(self, order: &[usize], (by_event, outlet): (bool, &OutletCounts)) -> io::Result<(OutletCounts, Vec<TermMoments>)> {
        let mut out = outlet.clone();
        for (i, &d) in order.iter().enumerate() {
            let (document, counted) = (&self.documents[d], &self.settled.documents[d]);
            let terms = self.scope.terms(d)?;
            let n = self.plan.count.voices.sum(&document.n_tokens);
            self.fold.document(n, self.vocabulary.of(counted, &terms));
            out.n_documents += 1;
            out.n_hits += document.entries.iter().map(|(_, _, n)| u64::from(*n)).sum::<u64>();
            for (sum, n) in out.n_tokens.iter_mut().zip(document.n_tokens) {
                *sum += u64::from(n);
            }
            if let Some(day) = document.date {
                out.days = Some(out.days.map_or((day, day), |(a, b)| (a.min(day), b.max(day))));
            }
            let goes_on = by_event
                && document.event.is_some()
                && order.get(i + 1).is_some_and(|&next| self.documents[next].event == document.event);
            if !goes_on {
                let n = self.fold.end_unit();
                out.n_units += 1;
                out.sum_n += n;
                out.sum_nn += n * n;
            }
        }
        for &d in order {
            let (document, counted) = (&self.documents[d], &self.settled.documents[d]);
            let terms = self.scope.terms(d)?;
            let n = self.plan.count.voices.sum(&document.n_tokens);
            self.fold.deviations(n, out.sum_n, self.vocabulary.of(counted, &terms));
        }
        Ok((out, self.fold.end_outlet()))
    }
}
