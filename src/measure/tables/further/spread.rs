//! How each outlet's occurrences of a term are spread over its documents: as parts, and in their order.

use super::super::Corpus;
use super::super::map::{frequent, outlet_id};
use super::{Documents, Further, Rows, dispersion_of};
use crate::count::Voices;
use crate::measure::arf::Gaps;
use crate::table::Value;
use std::io;

/// Most frequent terms of the corpus that are looked at in every outlet.
const TERMS: usize = 1_000;

pub(super) const ARF: Further = Further {
    name: "arf",
    title: "How often the 1,000 most frequent terms would occur in each outlet if bursts counted as one (ARF, AWT, ALD); \
        its documents by date, then identifier, as a circle",
    measure: "arf",
    columns: &["outlet_id", "term", "n", "arf", "awt", "f_awt", "ald_log10", "f_ald"],
    needs: "words",
    rows: Rows::Order(reduced),
};

pub(super) const DOCUMENT_DISPERSION: Further = Further {
    name: "document_dispersion",
    title: "How evenly the 1,000 most frequent terms are spread over each outlet's documents",
    measure: "dispersion",
    columns: &[
        "outlet_id",
        "term",
        "n",
        "range",
        "vc_population",
        "juilland_d",
        "juilland_d_counts",
        "carroll_d2",
        "rosengren_s",
        "dp",
        "dp_norm",
        "kld_log2",
        "kld_norm",
        "d_a",
        "idf_log2",
    ],
    needs: "words",
    rows: Rows::Terms(by_document),
};

fn reduced(corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Vec<Vec<Value>>> {
    let counts = corpus.counts;
    let looked = Looked::new(corpus, TERMS);
    let mut rows = Vec::new();
    for (o, outlet) in counts.outlets.iter().enumerate() {
        let mut gaps: Vec<Option<Gaps>> = vec![None; looked.terms.len()];
        for t in &counts.by_outlet[o] {
            if let Some(place) = looked.place[t.term as usize] {
                gaps[place] = Some(Gaps::new(u64::from(t.n), outlet.sum_n));
            }
        }
        let mut order: Vec<usize> = looked.documents(o).collect();
        order.sort_by_key(|&d| (counts.documents[d].date.is_none(), counts.documents[d].date, d));
        let mut position = 0;
        for d in order {
            for word in documents.text(d)?.words.iter().filter(|w| w.counted) {
                position += 1;
                let place = word.term.and_then(|t| looked.place[t as usize]);
                if let Some(gaps) = place.and_then(|p| gaps[p].as_mut()) {
                    gaps.add(position);
                }
            }
        }
        let found = looked.terms.iter().zip(gaps).filter_map(|(term, gaps)| Some((*term, gaps?.end()?)));
        rows.extend(found.map(|(term, r)| {
            let key = [outlet_id(corpus, o), counts.terms[term].as_str().into(), r.f.into()];
            key.into_iter().chain([r.arf, r.awt, r.f_awt, r.ald_log10, r.f_ald].map(Value::from)).collect()
        }));
    }
    Ok(rows)
}

fn by_document(corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Vec<Vec<Value>>> {
    let counts = corpus.counts;
    let looked = Looked::new(corpus, TERMS);
    let voices = counts.voices.unwrap_or(Voices::OUTLET);
    let mut rows = Vec::new();
    for o in 0..counts.outlets.len() {
        let own: Vec<usize> = looked.documents(o).collect();
        let mut parts: Vec<(u64, u64)> = own.iter().map(|&d| (0, voices.sum(&counts.documents[d].n_tokens))).collect();
        let mut holders: Vec<Vec<(u32, u32)>> = vec![Vec::new(); looked.terms.len()];
        for (part, &d) in own.iter().enumerate() {
            for (term, n) in documents.terms(d)? {
                if let Some(place) = looked.place[term as usize] {
                    holders[place].push((part as u32, n));
                }
            }
        }
        for (term, held) in looked.terms.iter().zip(holders).filter(|(_, held)| !held.is_empty()) {
            held.iter().for_each(|&(part, n)| parts[part as usize].0 = u64::from(n));
            let row = dispersion_of(corpus, *term, &parts);
            rows.extend(row.map(|row| std::iter::once(outlet_id(corpus, o)).chain(row).collect()));
            held.iter().for_each(|&(part, _)| parts[part as usize].0 = 0);
        }
    }
    Ok(rows)
}

/// The terms looked at, and whose documents are whose.
pub(super) struct Looked<'a> {
    pub(super) corpus: Corpus<'a>,
    pub(super) terms: Vec<usize>,
    /// Place of a term among them.
    pub(super) place: Vec<Option<usize>>,
}

impl<'a> Looked<'a> {
    /// The most frequent terms.
    pub(super) fn new(corpus: Corpus<'a>, most: usize) -> Looked<'a> {
        let terms = frequent(corpus, most);
        let mut place = vec![None; corpus.counts.terms.len()];
        terms.iter().enumerate().for_each(|(p, t)| place[*t] = Some(p));
        Looked { corpus, terms, place }
    }

    fn documents(&self, outlet: usize) -> impl Iterator<Item = usize> {
        let all = self.corpus.counts.documents.iter().enumerate();
        all.filter(move |(_, d)| d.outlet as usize == outlet).map(|(d, _)| d)
    }
}
