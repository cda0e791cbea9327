//! The fold of all documents: integers by outlet, event, entry, term and voice.
//!
//! Documents come sorted by outlet, event and id, so that nothing depends on who counted them.

use super::Voices;
use crate::corpus::Date;
use crate::lexicon::EntryId;
use crate::voice::Voice;

/// One document in the fold; numbers refer to the other lists of [`Counts`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentTotals {
    /// Document number in the sorted list of identifiers.
    pub document: u32,
    /// Outlet number.
    pub outlet: u32,
    /// Event number, if any.
    pub event: Option<u32>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Word tokens in scored zones, by voice.
    pub n_tokens: [u32; 4],
    /// Entry, voice, hits that count.
    pub entries: Vec<EntryCount>,
    /// Hits of the categories below a category: its number, voice, places that are hit. A place counts
    /// once, whatever number of them hit it, and not when the category itself does.
    pub below: Vec<(u32, Voice, u32)>,
    /// Negated hits by entry.
    pub negated: Vec<(EntryId, u32)>,
}

/// Hits of one entry in one voice of one document.
pub type EntryCount = (EntryId, Voice, u32);

/// One outlet in the fold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutletCounts {
    /// The outlet's name.
    pub name: String,
    /// Its slug.
    pub id: String,
    /// Documents.
    pub n_documents: u64,
    /// Word tokens in scored zones, by voice.
    pub n_tokens: [u64; 4],
    /// First and last day of publication.
    pub days: Option<(Date, Date)>,
    /// Hits that count.
    pub n_hits: u64,
    /// Units of the clustered tests: documents, or events when they are known.
    pub n_units: u64,
    /// Counted tokens over all units.
    pub sum_n: u64,
    /// Squares of the units' counted tokens, summed.
    pub sum_nn: u64,
}

/// One term in one outlet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TermMoments {
    /// Term number.
    pub term: u32,
    /// Occurrences.
    pub n: u32,
    /// Documents it occurs in.
    pub n_documents: u32,
    /// Squares of the units' occurrences, summed.
    pub sum_xx: u64,
    /// Products of the units' occurrences and tokens, summed.
    pub sum_xn: u64,
    /// Sum over documents of |share of the occurrences - share of the tokens|: twice Gries's DP.
    pub deviation: f64,
}

/// Hits of an axis or category in one document or event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AxisUnit {
    /// Document or event number.
    pub unit: u32,
    /// Hits of pole a (or of the category).
    pub a: u64,
    /// Hits of pole b.
    pub b: u64,
    /// Hits of neutral terms.
    pub neutral: u64,
    /// Word tokens.
    pub n: u64,
}

/// The fold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Outlets by name.
    pub outlets: Vec<OutletCounts>,
    /// Documents by identifier.
    pub documents: Vec<DocumentTotals>,
    /// Terms that pass the study's floors, sorted.
    pub terms: Vec<String>,
    /// Documents each term occurs in, whatever the outlet.
    pub term_documents: Vec<u32>,
    /// For every outlet, its terms by number.
    pub by_outlet: Vec<Vec<TermMoments>>,
    /// Whether clustered tests take events as units.
    pub by_event: bool,
    /// Voices whose words are counted as terms and make the outlet's scores.
    pub voices: Option<Voices>,
}

/// Adds the documents of one outlet after the other.
pub struct Fold {
    moments: Vec<TermMoments>,
    unit: Vec<u32>,
    touched: Vec<u32>,
    unit_touched: Vec<u32>,
    unit_n: u64,
}

impl Fold {
    /// A fold over `n_terms` terms.
    pub fn new(n_terms: usize) -> Fold {
        Fold {
            moments: vec![TermMoments::default(); n_terms],
            unit: vec![0; n_terms],
            touched: Vec::new(),
            unit_touched: Vec::new(),
            unit_n: 0,
        }
    }

    /// Adds a document of `n` counted tokens to the unit under way.
    pub fn document(&mut self, n: u64, terms: impl Iterator<Item = (u32, u32)>) {
        self.unit_n += n;
        for (term, count) in terms {
            let moments = &mut self.moments[term as usize];
            if moments.n == 0 {
                self.touched.push(term);
            }
            moments.n += count;
            moments.n_documents += 1;
            let unit = &mut self.unit[term as usize];
            if *unit == 0 {
                self.unit_touched.push(term);
            }
            *unit += count;
        }
    }

    /// Ends a unit of the clustered tests; returns its tokens.
    pub fn end_unit(&mut self) -> u64 {
        for term in self.unit_touched.drain(..) {
            let x = u64::from(std::mem::take(&mut self.unit[term as usize]));
            let moments = &mut self.moments[term as usize];
            moments.sum_xx += x * x;
            moments.sum_xn += x * self.unit_n;
        }
        std::mem::take(&mut self.unit_n)
    }

    /// Second look at a document of the outlet: how far its share of each term's occurrences is from
    /// its share of the outlet's `total` tokens.
    pub fn deviations(&mut self, n: u64, total: u64, terms: impl Iterator<Item = (u32, u32)>) {
        let share = n as f64 / total as f64;
        for (term, count) in terms {
            let moments = &mut self.moments[term as usize];
            // A document without the term deviates by its share of the tokens: 1 in all, less the
            // shares of the documents that have it.
            moments.deviation += (f64::from(count) / f64::from(moments.n) - share).abs() - share;
        }
    }

    /// Ends the outlet: its terms by number.
    pub fn end_outlet(&mut self) -> Vec<TermMoments> {
        self.touched.sort_unstable();
        let moments = &mut self.moments;
        self.touched
            .drain(..)
            .map(|term| {
                let m = std::mem::take(&mut moments[term as usize]);
                TermMoments { term, deviation: m.deviation + 1.0, ..m }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two documents of 10 and 30 tokens; the term stands 2 and 1 times.
    fn fold(by_event: bool) -> TermMoments {
        let mut fold = Fold::new(1);
        let documents = [(10, 2), (30, 1)];
        for (n, x) in documents {
            fold.document(n, [(0, x)].into_iter());
            if !by_event {
                fold.end_unit();
            }
        }
        fold.end_unit();
        for (n, x) in documents {
            fold.deviations(n, 40, [(0, x)].into_iter());
        }
        fold.end_outlet()[0]
    }

    #[test]
    fn units_are_documents_or_events() {
        let by_document = fold(false);
        assert_eq!((by_document.n, by_document.n_documents), (3, 2));
        assert_eq!((by_document.sum_xx, by_document.sum_xn), (5, 50));
        let by_event = fold(true);
        assert_eq!((by_event.sum_xx, by_event.sum_xn), (9, 120));
    }

    #[test]
    fn deviation_is_twice_dp() {
        // |2/3 - 1/4| + |1/3 - 3/4|
        assert!((fold(false).deviation - 5.0 / 6.0).abs() < 1e-12);
    }
}
