//! `lss.csv`: words, documents and so outlets graded between the two wordings of an axis.

use super::super::Corpus;
use super::super::map::{frequent, outlet_id, totals};
use super::seeds::{Seeds, seeds};
use super::{Documents, Further, Rows};
use crate::lexicon::Pole;
use crate::measure::lss::{Lss, fit};
use crate::measure::svd::{Sparse, svd};
use crate::table::Value;
use libm::sqrt;
use std::io;

/// Words that are graded.
const WORDS: usize = 1_200;
/// Documents the space is made of.
const SPACE: usize = 20_000;
/// Dimensions of the space.
const DIMENSIONS: usize = 100;
/// Documents without which a space says nothing.
const LEAST_DOCUMENTS: usize = 100;
/// Documents below which the words at the ends are mostly topics.
const FEW_DOCUMENTS: usize = 1_000;
/// Least occurrences of a seed.
const LEAST: u64 = 5;
/// Seeds each pole must have.
const LEAST_SEEDS: usize = 2;
/// Words listed at each end.
const POLAR: usize = 20;

pub(super) const TABLE: Further = Further {
    name: "lss",
    title: "Outlets between the two wordings of an axis by all their words (latent semantic scaling): single-word entries \
        that occur 5 times are seeds; at most 1,200 words, seeds and the most frequent of those in at most half the documents, in 100 \
        dimensions of at most 20,000 documents",
    measure: "lss",
    columns: &["axis", "point_kind", "point", "pole", "polarity", "score", "score_se", "n", "n_documents", "note"],
    needs: "an axis",
    rows: Rows::Order(rows),
};

fn rows(corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Vec<Vec<Value>>> {
    let axes = seeds(corpus, documents)?;
    let space = Space::new(corpus, &axes, documents)?;
    let graded: Vec<Result<Vec<Option<f64>>, &str>> = axes.iter().map(|(_, seeds)| space.grade(seeds)).collect();
    let scores = space.scores(&graded, documents)?;
    let mut rows = Vec::new();
    for (((axis, seeds), graded), scores) in axes.iter().zip(&graded).zip(&scores) {
        let key = corpus.legend.axes[*axis].key.as_str();
        let row = |kind: &str, point: Value, rest: [Value; 7]| -> Vec<Value> {
            [key.into(), kind.into(), point].into_iter().chain(rest).collect()
        };
        let few = corpus.counts.documents.len() < FEW_DOCUMENTS;
        let note = match graded {
            Err(why) => why,
            Ok(_) if few => "few-documents: below 1,000 documents a scale is unsteady; read the words at its ends first",
            Ok(_) => "",
        };
        let [a, b, c, d, e, f] = [const { Value::Empty }; 6];
        if !note.is_empty() {
            rows.push(row("axis", key.into(), [a, b, c, d, e, f, note.into()]));
        }
        rows.extend(scores.rows(corpus).into_iter().map(|(outlet, [mean, se, n])| {
            row("outlet", outlet, [Value::Empty, Value::Empty, mean, se, Value::Empty, n, Value::Empty])
        }));
        let beta = |term: u32| space.place[term as usize].and_then(|p| graded.as_ref().ok()?[p]);
        let word = |kind: &str, term: u32, pole: Value| {
            let [n, documents] = space.occurrences(term);
            let cells = [pole, beta(term).into(), Value::Empty, Value::Empty, n, documents, Value::Empty];
            row(kind, corpus.counts.terms[term as usize].as_str().into(), cells)
        };
        rows.extend(seeds.iter().map(|(term, (pole, _))| word("seed", *term, pole.name().into())));
        rows.extend(space.polar(graded, seeds).into_iter().map(|term| word("term", term, Value::Empty)));
    }
    Ok(rows)
}

/// The words that are graded and their vectors.
struct Space<'a> {
    corpus: Corpus<'a>,
    terms: Vec<u32>,
    /// Place of a term among them.
    place: Vec<Option<usize>>,
    /// Occurrences of every term of the corpus.
    totals: Vec<u64>,
    lss: Option<Lss>,
}

impl<'a> Space<'a> {
    fn new(corpus: Corpus<'a>, axes: &[(usize, Seeds)], documents: &dyn Documents) -> io::Result<Space<'a>> {
        let counts = corpus.counts;
        let totals = totals(corpus);
        let (mut place, mut terms) = (vec![None; totals.len()], Vec::new());
        let usual = |t: &u32| 2 * counts.term_documents[*t as usize] as usize <= counts.documents.len();
        let frequent = frequent(corpus, totals.len()).into_iter().map(|t| t as u32).filter(usual);
        let seeds = axes.iter().flat_map(|(_, seeds)| seeds.keys().copied()).filter(|t| totals[*t as usize] >= LEAST);
        for term in seeds.chain(frequent) {
            if terms.len() < WORDS && place[term as usize].is_none() {
                place[term as usize] = Some(terms.len());
                terms.push(term);
            }
        }
        let mut space = Space { corpus, terms, place, totals, lss: None };
        if counts.documents.len() >= LEAST_DOCUMENTS {
            let step = counts.documents.len().div_ceil(SPACE);
            let bags = (0..counts.documents.len()).step_by(step).map(|d| space.bag(documents, d));
            let rows = bags.map(|bag| Ok(bag?.into_iter().map(|(p, n)| (p as u32, n as f64)).collect()));
            let sparse = Sparse { rows: rows.collect::<io::Result<_>>()?, n_columns: space.terms.len() };
            space.lss = Some(Lss::new(svd(&sparse, DIMENSIONS, 0)));
        }
        Ok(space)
    }

    /// Places and counts of a document's words, by place.
    fn bag(&self, documents: &dyn Documents, d: usize) -> io::Result<Vec<(usize, u64)>> {
        let terms = documents.terms(d)?.into_iter();
        let mut bag: Vec<(usize, u64)> = terms.filter_map(|(t, n)| Some((self.place[t as usize]?, u64::from(n)))).collect();
        bag.sort_unstable();
        Ok(bag)
    }

    /// The polarity of every word, pole a positive.
    fn grade(&self, seeds: &Seeds) -> Result<Vec<Option<f64>>, &'static str> {
        let sign = |pole: Pole| if pole == Pole::A { 1.0 } else { -1.0 };
        let used = seeds.iter().filter(|(t, _)| self.totals[**t as usize] >= LEAST);
        let seeds: Vec<(u32, f64)> = used.filter_map(|(t, s)| Some((self.place[*t as usize]? as u32, sign(s.0)))).collect();
        if [1.0, -1.0].iter().any(|pole| seeds.iter().filter(|s| s.1 == *pole).count() < LEAST_SEEDS) {
            return Err("few-seeds: each pole needs two single-word entries that occur five times");
        }
        let lss = self.lss.as_ref().ok_or("few-documents: no scale from fewer than 100 documents")?;
        lss.grade(&seeds).ok_or("few-seeds: no seed stands with other words")
    }

    fn scores(&self, graded: &[Result<Vec<Option<f64>>, &str>], documents: &dyn Documents) -> io::Result<Vec<Scores>> {
        let counts = self.corpus.counts;
        let mut scores: Vec<Scores> = graded.iter().map(|_| Scores(vec![Moments::default(); counts.outlets.len()])).collect();
        for (d, document) in counts.documents.iter().enumerate() {
            let bag = self.bag(documents, d)?;
            for (scores, beta) in scores.iter_mut().zip(graded).filter_map(|(s, g)| Some((s, g.as_ref().ok()?))) {
                let words: Vec<(u64, f64)> = bag.iter().filter_map(|(p, n)| Some((*n, beta[*p]?))).collect();
                if let Some(fit) = fit(&words, 0) {
                    scores.0[document.outlet as usize].add(fit.fit);
                }
            }
        }
        Ok(scores)
    }

    fn occurrences(&self, term: u32) -> [Value; 2] {
        [self.totals[term as usize].into(), self.corpus.counts.term_documents[term as usize].into()]
    }

    /// The words at both ends that are no seeds, from the end of pole a to that of pole b.
    fn polar(&self, graded: &Result<Vec<Option<f64>>, &str>, seeds: &Seeds) -> Vec<u32> {
        let Ok(beta) = graded else { return Vec::new() };
        let graded = self.terms.iter().zip(beta).filter(|(t, _)| !seeds.contains_key(t));
        let mut order: Vec<(f64, u32)> = graded.filter_map(|(t, b)| Some(((*b)?, *t))).collect();
        order.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let middle = POLAR.min(order.len())..order.len().saturating_sub(POLAR).max(POLAR.min(order.len()));
        order.drain(middle);
        order.into_iter().map(|(_, t)| t).collect()
    }
}

/// Number, sum and squares of documents' scores.
#[derive(Clone, Copy, Default)]
struct Moments {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, x: f64) {
        *self = self.plus(&Moments { n: 1.0, sum: x, squares: x * x });
    }

    fn plus(self, o: &Moments) -> Moments {
        Moments { n: self.n + o.n, sum: self.sum + o.sum, squares: self.squares + o.squares }
    }

    fn mean(&self) -> f64 {
        self.sum / self.n
    }

    /// Standard deviation, n - 1.
    fn sd(&self) -> Option<f64> {
        (self.n > 1.0).then(|| sqrt(((self.squares - self.n * self.mean() * self.mean()) / (self.n - 1.0)).max(0.0)))
    }
}

/// One axis' document scores by outlet.
struct Scores(Vec<Moments>);

impl Scores {
    /// Mean, its standard error and the number of documents, in standard deviations of all documents.
    fn rows(&self, corpus: Corpus<'_>) -> Vec<(Value, [Value; 3])> {
        let all = self.0.iter().fold(Moments::default(), Moments::plus);
        let Some(sd) = all.sd().filter(|sd| *sd > 0.0) else { return Vec::new() };
        let of_outlet = |(o, m): (usize, &Moments)| {
            let se = m.sd().map(|own| own / sd / sqrt(m.n));
            (outlet_id(corpus, o), [((m.mean() - all.mean()) / sd).into(), se.into(), (m.n as u64).into()])
        };
        self.0.iter().enumerate().filter(|(_, m)| m.n > 0.0).map(of_outlet).collect()
    }
}
