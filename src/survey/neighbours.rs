//! Finds for every document the ones that could report on the same event.
//!
//! In: vectors and days, in the order of days. Out: for each document its most similar ones within
//! the window, with exact similarities. A document is compared through its heaviest dimensions with
//! the documents of the window only, so the work per document is bounded and the whole is linear.

use super::SurveyDocument;
use super::vectors::{Vectors, dot};
use crate::corpus::Date;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Dimensions of a document through which it finds others and is found.
const HEAVIEST: usize = 64;
/// Documents per dimension that are looked at, latest first.
const LATEST: usize = 1_500;
/// Candidates whose similarity is computed exactly.
const EXACT: usize = 64;
/// Documents whose neighbours are looked for before those found are put together.
const AT_A_TIME: usize = 4_096;
/// The heaviest dimensions hold at least one part in so many of a similarity worth computing.
const HEAVY_PART: u64 = 5;

/// Similarity of two documents, with the earlier index first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// The document that stands first.
    pub(crate) a: u32,
    /// The other one.
    pub(crate) b: u32,
    /// Similarity with the decay of time, [`super::vectors::ONE`] for equal documents of one day.
    pub(crate) similarity: u64,
}

/// How similarity fades with the days between two documents, and what two languages cost.
pub(crate) struct Decay {
    of: Vec<Dated>,
    /// The days that the texts of undated documents state.
    stated: Vec<Option<i64>>,
    /// Factor in 65536ths per day of distance; beyond its end documents are never compared.
    factors: Vec<u64>,
}

/// Day and language of a document, in few bytes: they are asked for every term that two documents share.
#[derive(Clone, Copy)]
struct Dated {
    day: i32,
    is_dated: bool,
    /// A number for the language.
    language: u16,
}

/// Documents in two languages can only share names and numbers, about a third of the similarity that
/// documents in one language can have.
const CROSS: u64 = 2;
/// Between two undated documents that state their days, days count a fifth and never for more than this
/// factor, in 65536ths: what stands in a text can be the day of another thing.
const STATED: u64 = 19661;
const SLOWER: u64 = 5;

impl Decay {
    /// Gaussian decay (Miranda et al. 2018) with standard deviation `sigma` days, cut at `window`.
    pub(crate) fn new(documents: &[SurveyDocument<'_>], window: u32, sigma: f64) -> Decay {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "factors lie in 0..=65536")]
        let factor = |d: u32| libm::round(65_536.0 * libm::exp(-f64::from(d) * f64::from(d) / (2.0 * sigma * sigma))) as u64;
        let languages: BTreeSet<&str> = documents.iter().map(|d| d.language).collect();
        let dated = |d: &SurveyDocument<'_>| {
            let day = d.date.and_then(|date| i32::try_from(date.day_number()).ok());
            let language = u16::try_from(languages.range(..d.language).count()).unwrap_or(u16::MAX);
            Dated { day: day.unwrap_or_default(), is_dated: day.is_some(), language }
        };
        let stated = documents.iter().map(|d| d.features.dateline.filter(|_| d.date.is_none()).map(Date::day_number)).collect();
        Decay { of: documents.iter().map(dated).collect(), stated, factors: (0..=window).map(factor).collect() }
    }

    /// The factor for two documents; one without a date is near every other, unless both texts state a day.
    fn factor(&self, a: usize, b: usize) -> u64 {
        let (x, y) = (self.of[a], self.of[b]);
        let near = if x.is_dated && y.is_dated { self.faded(x.day.abs_diff(y.day).into()) } else { self.undated(a, b) };
        if x.language == y.language { near } else { CROSS * near }
    }

    fn undated(&self, a: usize, b: usize) -> u64 {
        match (self.stated[a], self.stated[b]) {
            (Some(x), Some(y)) => self.faded(x.abs_diff(y) / SLOWER).max(STATED),
            _ => 65_536,
        }
    }

    fn faded(&self, days: u64) -> u64 {
        usize::try_from(days).ok().and_then(|d| self.factors.get(d)).copied().unwrap_or(0)
    }

    /// Similarity of two documents.
    pub(crate) fn similarity(&self, vectors: &Vectors, a: usize, b: usize) -> u64 {
        match self.factor(a, b) {
            0 => 0,
            factor => (dot(&vectors.of[a], &vectors.of[b]) * factor) >> 16,
        }
    }
}

/// The pairs of at least `least` similarity. Documents stand in the order of days, undated ones last.
pub(crate) fn neighbours(vectors: &Vectors, decay: &Decay, least: u64) -> Vec<Edge> {
    let heavy: Vec<Vec<(u32, u32)>> = vectors.of.par_iter().map(|v| v.heaviest(HEAVIEST)).collect();
    let mut postings: Vec<Vec<(u32, u32)>> = vec![Vec::new(); vectors.n_dimensions()];
    for (document, heavy) in heavy.iter().enumerate() {
        heavy.iter().for_each(|&(dimension, weight)| postings[dimension as usize].push((at(document), weight)));
    }
    let of_document = |scores: &mut Vec<u64>, document: usize| -> Vec<Edge> {
        let candidates = candidates((document, &heavy[document]), &postings, scores, |other| decay.factor(document, other));
        let worth = candidates.into_iter().take_while(|(_, part)| part * HEAVY_PART >= least);
        let edges = worth.map(|(other, _)| Edge {
            a: other,
            b: at(document),
            similarity: decay.similarity(vectors, other as usize, document),
        });
        edges.filter(|edge| edge.similarity >= least).collect()
    };
    let mut edges = Vec::new();
    for from in (0..heavy.len()).step_by(AT_A_TIME) {
        let some = from..heavy.len().min(from + AT_A_TIME);
        let found = some.into_par_iter().map_init(|| vec![0; heavy.len()], of_document);
        edges.extend(found.collect::<Vec<_>>().into_iter().flatten());
    }
    edges
}

fn at(document: usize) -> u32 {
    u32::try_from(document).unwrap_or(u32::MAX)
}

/// The earlier documents with what they share through the heaviest dimensions: most first.
fn candidates(
    (document, heavy): (usize, &[(u32, u32)]),
    postings: &[Vec<(u32, u32)>],
    scores: &mut [u64],
    factor: impl Fn(usize) -> u64,
) -> Vec<(u32, u64)> {
    let mut touched: Vec<u32> = Vec::new();
    for &(dimension, weight) in heavy {
        let all = &postings[dimension as usize];
        let earlier = &all[..all.partition_point(|p| (p.0 as usize) < document)];
        for &(other, its) in earlier.iter().rev().take(LATEST) {
            let factor = factor(other as usize);
            if factor == 0 {
                break;
            }
            if scores[other as usize] == 0 {
                touched.push(other);
            }
            scores[other as usize] += (u64::from(weight) * u64::from(its) * factor) >> 16;
        }
    }
    let best_first = |&other: &u32| (std::cmp::Reverse(scores[other as usize]), other);
    let n = touched.len().min(EXACT);
    if n < touched.len() {
        touched.select_nth_unstable_by_key(n, best_first);
    }
    touched[..n].sort_unstable_by_key(best_first);
    let best = touched[..n].iter().map(|&other| (other, scores[other as usize])).collect();
    touched.iter().for_each(|&other| scores[other as usize] = 0);
    best
}
