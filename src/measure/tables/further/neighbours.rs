//! `neighbours.csv`: words that keep the same company as a lexicon's, for completing and checking it.

use super::super::Corpus;
use super::super::map::{frequent, totals};
use super::seeds::{Seeds, seeds};
use super::{Documents, Further, Rows};
use crate::measure::ppmi::{Cooccurrence, vectors};
use crate::measure::svd::svd;
use crate::table::Value;
use ndarray::Array1;
use std::io;

/// Words that have a vector.
const WORDS: usize = 20_000;
/// Least occurrences of a word that has one.
const LEAST: u64 = 10;
/// Words they are described by.
const CONTEXTS: usize = 1_000;
/// Words on each side that are near.
const WINDOW: usize = 5;
/// Exponent of context counts.
const SMOOTHING: f64 = 0.75;
/// Dimensions of the vectors.
const DIMENSIONS: usize = 100;
/// Neighbours of each seed.
const NEAREST: usize = 10;
/// Words of the corpus below which neighbours are unstable.
const FEW_WORDS: u64 = 100_000;

pub(super) const TABLE: Further = Further {
    name: "neighbours",
    title: "The 10 words in most similar company for every single-word entry of an axis: positive PMI (smoothing .75) of \
        at most 20,000 words with 10 occurrences or more and the 1,000 most frequent within 5 words in a sentence, 100 \
        dimensions",
    measure: "ppmi",
    columns: &["axis", "pole", "seed", "neighbour", "neighbour_pole", "cosine_similarity", "n", "note"],
    needs: "an axis",
    rows: Rows::Order(rows),
};

fn rows(corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Vec<Vec<Value>>> {
    let axes = seeds(corpus, documents)?;
    let space = Space::new(corpus, documents)?;
    let words: u64 = corpus.counts.outlets.iter().map(|o| o.sum_n).sum();
    let note = if words < FEW_WORDS { "few-words: below 100,000 words neighbours are unstable" } else { "" };
    let mut rows = Vec::new();
    for (axis, seeds) in &axes {
        let key = corpus.legend.axes[*axis].key.as_str();
        let before = rows.len();
        for (seed, (pole, _)) in seeds {
            let near = space.nearest(*seed);
            rows.extend(
                near.into_iter().map(|(cosine, place)| space.row((key, pole.name(), *seed), (cosine, place), (seeds, note))),
            );
        }
        if rows.len() == before {
            let why = "few-seeds: no single-word entry of an axis pole occurs ten times";
            let empty = std::iter::repeat_n(Value::Empty, TABLE.columns.len() - 2);
            rows.push(std::iter::once(key.into()).chain(empty).chain([why.into()]).collect());
        }
    }
    Ok(rows)
}

/// The vectors of words.
struct Space<'a> {
    corpus: Corpus<'a>,
    /// Term and occurrences, the most frequent first.
    words: Vec<(usize, u64)>,
    /// Place of a term among them.
    place: Vec<Option<u32>>,
    vectors: Vec<Option<Array1<f64>>>,
}

impl<'a> Space<'a> {
    fn new(corpus: Corpus<'a>, documents: &dyn Documents) -> io::Result<Space<'a>> {
        let counts = corpus.counts;
        let totals = totals(corpus);
        let words = frequent(corpus, WORDS).into_iter().map(|t| (t, totals[t])).filter(|w| w.1 >= LEAST);
        let words: Vec<(usize, u64)> = words.collect();
        let mut place = vec![None; totals.len()];
        words.iter().enumerate().for_each(|(p, (term, _))| place[*term] = Some(p as u32));
        let mut near = Cooccurrence::new(words.len(), CONTEXTS.min(words.len()));
        for d in 0..counts.documents.len() {
            for sentence in documents.text(d)?.sentences() {
                let tokens: Vec<Option<u32>> = sentence.iter().map(|w| w.term.and_then(|t| place[t as usize])).collect();
                near.add(&tokens, WINDOW);
            }
        }
        let vectors = vectors(&svd(&near.ppmi(SMOOTHING), DIMENSIONS, 0));
        Ok(Space { corpus, words, place, vectors })
    }

    /// Cosine and place of the words nearest to a term.
    fn nearest(&self, term: u32) -> Vec<(f64, usize)> {
        let Some(own) = self.place[term as usize].map(|p| p as usize) else { return Vec::new() };
        let Some(vector) = &self.vectors[own] else { return Vec::new() };
        let others = self.vectors.iter().enumerate().filter(|(place, _)| *place != own);
        let mut near: Vec<(f64, usize)> = others.filter_map(|(place, v)| Some((v.as_ref()?.dot(vector), place))).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(NEAREST);
        near
    }

    fn row(&self, key: (&str, &str, u32), (cosine, place): (f64, usize), (seeds, note): (&Seeds, &str)) -> Vec<Value> {
        let ((axis, pole, seed), (term, n)) = (key, self.words[place]);
        let form = |term: usize| Value::from(self.corpus.counts.terms[term].as_str());
        let own = seeds.get(&(term as u32)).map_or("", |(pole, _)| pole.name());
        let mut row: Vec<Value> = vec![axis.into(), pole.into(), form(seed as usize), form(term), own.into()];
        row.extend([cosine.into(), n.into(), note.into()]);
        row
    }
}
