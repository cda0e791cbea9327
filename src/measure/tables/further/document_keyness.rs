//! `document_keyness.csv`: terms compared by the documents that use them, not by their words.

use super::super::Corpus;
use super::super::keyness::{ABSENT_UP_TO, TESTED_DOCUMENTS};
use super::super::map::outlet_id;
use super::spread::Looked;
use super::{Documents, Further, Rows};
use crate::count::Voices;
use crate::measure::brunner_munzel::{self, BrunnerMunzel};
use crate::measure::mann_whitney::{self, MannWhitney};
use crate::measure::overdispersion::overdispersion;
use crate::measure::pair::Pair;
use crate::measure::text_dispersion::text_dispersion;
use crate::measure::welch::{self, Welch};
use crate::table::Value;
use rayon::prelude::*;
use std::io;

/// Most frequent terms that are compared.
const TERMS: usize = 2_000;

pub(super) const TABLE: Further = Further {
    name: "document_keyness",
    title: "Each outlet against the rest by documents: how many use a term (text dispersion) and at which rates (Mann-Whitney \
        with Cliff's delta, Brunner-Munzel, Welch); of the 2,000 most frequent terms those in 6 documents or more",
    measure: "mann_whitney",
    columns: &[
        "term",
        "outlet_id",
        "n",
        "n_documents",
        "n_documents_reference",
        "text_dispersion_g2",
        "p_text_dispersion",
        "cliffs_delta",
        "mann_whitney_u",
        "p_mann_whitney",
        "p_mann_whitney_adjusted",
        "brunner_munzel_w",
        "p_brunner_munzel",
        "p_brunner_munzel_adjusted",
        "welch_t",
        "p_welch",
        "p_welch_adjusted",
        "overdispersion",
        "note",
    ],
    needs: "two outlets, and a term in 6 documents",
    rows: Rows::Terms(rows),
};

fn rows(corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Vec<Vec<Value>>> {
    let looked = Looked::new(corpus, TERMS);
    let uses = Uses::new(corpus, &looked, documents)?;
    let outlets: Vec<usize> = (0..corpus.counts.outlets.len()).collect();
    let compared: Vec<Vec<Compared>> = outlets.par_iter().map(|o| uses.compare(&looked, *o)).collect();
    let compared: Vec<Compared> = compared.into_iter().flatten().collect();
    let adjust =
        |p: &dyn Fn(&Compared) -> Option<f64>| corpus.parameters.correction.adjust(&compared.iter().map(p).collect::<Vec<_>>());
    let mann_whitney = adjust(&|c| c.mann_whitney?.p);
    let brunner_munzel = adjust(&|c| Some(c.brunner_munzel?.p));
    let welch = adjust(&|c| Some(c.welch?.p));
    let adjusted = mann_whitney.into_iter().zip(brunner_munzel).zip(welch).map(|((m, b), w)| [m, b, w]);
    Ok(compared.iter().zip(adjusted).map(|(c, adjusted)| c.row(corpus, adjusted)).collect())
}

/// Which documents use the terms looked at.
struct Uses {
    /// Outlet and tokens of every document that has any, by number of the document.
    documents: Vec<(usize, u64)>,
    /// The places of an outlet's documents among those.
    of_outlet: Vec<Vec<u32>>,
    /// Of every term, by rate: the rate, place of the document, and occurrences.
    of_term: Vec<Vec<(f64, u32, u32)>>,
}

impl Uses {
    fn new(corpus: Corpus<'_>, looked: &Looked<'_>, documents: &dyn Documents) -> io::Result<Uses> {
        let voices = corpus.counts.voices.unwrap_or(Voices::OUTLET);
        let of_outlet = vec![Vec::new(); corpus.counts.outlets.len()];
        let mut uses = Uses { documents: Vec::new(), of_outlet, of_term: vec![Vec::new(); looked.terms.len()] };
        for (d, document) in corpus.counts.documents.iter().enumerate() {
            let tokens = voices.sum(&document.n_tokens);
            if tokens > 0 {
                let at = uses.documents.len() as u32;
                for (term, n) in documents.terms(d)? {
                    if let Some(place) = looked.place[term as usize] {
                        uses.of_term[place].push((f64::from(n) / tokens as f64, at, n));
                    }
                }
                uses.of_outlet[document.outlet as usize].push(at);
                uses.documents.push((document.outlet as usize, tokens));
            }
        }
        uses.of_term.par_iter_mut().for_each(|of_term| of_term.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1))));
        Ok(uses)
    }

    /// Every term in an outlet against the rest.
    fn compare(&self, looked: &Looked<'_>, outlet: usize) -> Vec<Compared> {
        let all = looked.corpus.counts.outlets.len();
        let own = |uses: &[(f64, u32, u32)]| uses.iter().any(|u| self.documents[u.1 as usize].0 == outlet);
        let terms = looked.terms.iter().zip(&self.of_term).filter(|(_, uses)| uses.len() >= TESTED_DOCUMENTS as usize);
        let compared = terms.filter(|(_, uses)| all > 1 && (all <= ABSENT_UP_TO || own(uses)));
        let mut hits = vec![0; self.documents.len()];
        compared.map(|(term, uses)| self.one((*term, outlet), uses, &mut hits)).collect()
    }

    /// `hits` are zeros, before and after.
    fn one(&self, (term, outlet): (usize, usize), uses: &[(f64, u32, u32)], hits: &mut [u64]) -> Compared {
        let mut using = [0; 2];
        let mut rates: Vec<(f64, [u64; 2])> = vec![(0.0, [0; 2])];
        for same in uses.chunk_by(|x, y| x.0 == y.0) {
            let mut n = [0; 2];
            for &(_, d, occurrences) in same {
                n[usize::from(self.documents[d as usize].0 != outlet)] += 1;
                hits[d as usize] = u64::from(occurrences);
            }
            using = [using[0] + n[0], using[1] + n[1]];
            rates.push((same[0].0, n));
        }
        let here = self.of_outlet[outlet].len() as u64;
        let size = [here, self.documents.len() as u64 - here];
        rates[0].1 = [size[0] - using[0], size[1] - using[1]];
        let units = self.of_outlet[outlet].iter().map(|&d| (hits[d as usize], self.documents[d as usize].1));
        let units: Vec<(u64, u64)> = units.collect();
        uses.iter().for_each(|u| hits[u.1 as usize] = 0);
        let several = size.iter().all(|n| *n > 1);
        let articles = Pair::new(using[0], size[0], using[1], size[1]);
        Compared {
            term,
            outlet,
            n: units.iter().map(|u| u.0).sum(),
            using,
            text_dispersion: articles.filter(|_| several).map(|a| text_dispersion(&a)),
            mann_whitney: if several { mann_whitney::tied(&rates) } else { None },
            brunner_munzel: if several { brunner_munzel::tied(&rates) } else { None },
            welch: if several { welch::tied(&rates) } else { None },
            overdispersion: overdispersion(&units).map(|o| o.dispersion),
        }
    }
}

/// A term in an outlet's documents against the others'.
struct Compared {
    term: usize,
    outlet: usize,
    n: u64,
    /// Documents that use it, here and in the rest.
    using: [u64; 2],
    text_dispersion: Option<(f64, f64)>,
    mann_whitney: Option<MannWhitney>,
    brunner_munzel: Option<BrunnerMunzel>,
    welch: Option<Welch>,
    overdispersion: Option<f64>,
}

impl Compared {
    fn row(&self, corpus: Corpus<'_>, [mann_whitney, brunner_munzel, welch]: [Option<f64>; 3]) -> Vec<Value> {
        let (m, b, w) = (self.mann_whitney, self.brunner_munzel, self.welch);
        let note = if m.is_none() { "one-unit: no test from one document" } else { "" };
        let mut row: Vec<Value> = vec![corpus.counts.terms[self.term].as_str().into(), outlet_id(corpus, self.outlet)];
        row.extend([self.n, self.using[0], self.using[1]].map(Value::from));
        row.extend([self.text_dispersion.map(|t| t.0), self.text_dispersion.map(|t| t.1)].map(Value::from));
        row.extend([m.map(|m| m.cliffs_delta), m.map(|m| m.u), m.and_then(|m| m.p), mann_whitney].map(Value::from));
        row.extend([b.map(|b| b.w), b.map(|b| b.p), brunner_munzel].map(Value::from));
        row.extend([w.map(|w| w.t), w.map(|w| w.p), welch, self.overdispersion].map(Value::from));
        row.push(note.into());
        row
    }
}
