//! `collocations.csv`: which words stand beside each wording, and beside whose.
//!
//! The words around the hits of a pole are folded like whole texts: a document's windows are its tokens, so
//! that what one outlet puts beside a wording and the others do not is keyness with documents (or events)
//! as units.

use super::super::keyness::{TESTED_DOCUMENTS, combine};
use super::super::map::{outlet_id, totals};
use super::super::{Corpus, rate};
use super::{Documents, Further, Rows};
use crate::count::{Fold, TermMoments, Text, Voices};
use crate::lexicon::Pole;
use crate::measure::clustered::{self, RatioUnits};
use crate::measure::collocation::{Association, log_dice};
use crate::measure::window;
use crate::table::Value;
use libm::exp2;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;

/// Words on each side of a hit.
const REACH: usize = 5;
/// Words listed of each wording and outlet.
const STRONGEST: usize = 30;
/// Least occurrences beside a wording.
const LEAST: u32 = 3;
/// Least documents in which they are.
const LEAST_DOCUMENTS: u32 = 2;
/// Least G² of a word that is listed, which stands there more often than elsewhere.
const LEAST_G2: f64 = 3.84;

pub(super) const TABLE: Further = Further {
    name: "collocations",
    title: "Words within 5 words of each wording, inside the sentence, each position once: the 30 strongest by log_dice \
        of every outlet (3 times or more, in 2 documents, g2 at least 3.84), and whether other outlets have them there",
    measure: "collocation",
    columns: &[
        "lexicon",
        "axis",
        "pole",
        "outlet_id",
        "term",
        "n",
        "n_documents",
        "n_hits",
        "n_windows",
        "expected",
        "log_dice",
        "mi_log2",
        "g2",
        "t_score",
        "delta_p_term_given_pole",
        "delta_p_pole_given_term",
        "n_reference",
        "per_1000_windows",
        "per_1000_windows_reference",
        "log_ratio",
        "ci_low",
        "ci_high",
        "z",
        "p",
        "p_adjusted",
        "mi2_log2",
        "mi3_log2",
        "local_mi_log10",
        "npmi",
        "z_score",
        "simple_ll",
        "chi2",
        "dice",
        "min_sensitivity",
        "log_odds_ratio_haldane",
        "liddell",
        "note",
    ],
    needs: "hits of the lexicons",
    rows: Rows::Order(rows),
};

fn rows(corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Vec<Vec<Value>>> {
    let nodes = Nodes::new(corpus);
    let sides = nodes.sides(documents)?;
    let all: Vec<Side> = sides.iter().map(|of_node| of_node.iter().fold(Side::default(), Side::plus)).collect();
    let totals = totals(corpus);
    let everywhere = |term: u32| totals[term as usize];
    let mut found = Vec::new();
    for (n, of_node) in sides.iter().enumerate().filter(|(n, _)| all[*n].n_hits > 0) {
        let tokens = corpus.counts.outlets.iter().map(|o| o.sum_n).sum();
        found.push(Found::new(corpus, (n, None), (&all[n], &all[n]), (tokens, &everywhere)));
        for (o, side) in of_node.iter().enumerate().filter(|(_, s)| s.n_hits > 0) {
            let terms = &corpus.counts.by_outlet[o];
            let here = |term: u32| terms.binary_search_by_key(&term, |t| t.term).map_or(0, |t| u64::from(terms[t].n));
            found.push(Found::new(corpus, (n, Some(o)), (side, &all[n]), (corpus.counts.outlets[o].sum_n, &here)));
        }
    }
    adjust(corpus, &mut found);
    Ok(found.iter().flat_map(|f| f.rows(corpus, &nodes)).collect())
}

/// Adjusts p over every pair of word and outlet that was tested, listed or not.
fn adjust(corpus: Corpus<'_>, found: &mut [Found]) {
    let p: Vec<Option<f64>> = found.iter().flat_map(|f| &f.tested).map(|p| Some(*p)).collect();
    let mut adjusted = &corpus.parameters.correction.adjust(&p)[..];
    for found in found {
        let (own, rest) = adjusted.split_at(found.tested.len());
        found.pairs.iter_mut().filter_map(|p| p.test.as_mut()).for_each(|test| test.adjusted = own[test.place]);
        adjusted = rest;
    }
}

/// The wordings whose company is looked at: axis and pole.
struct Nodes<'a> {
    corpus: Corpus<'a>,
    nodes: Vec<(u32, Pole)>,
}

impl<'a> Nodes<'a> {
    fn new(corpus: Corpus<'a>) -> Nodes<'a> {
        let legend = corpus.legend;
        let own = legend.entries.iter().filter(|e| e.pole != Pole::Exclude).flat_map(|e| {
            let above = legend.above(e.axis).map(|axis| (axis, Pole::Category));
            std::iter::once((e.axis, e.pole)).chain(above)
        });
        let nodes: BTreeSet<(u32, Pole)> = own.collect();
        Nodes { corpus, nodes: nodes.into_iter().collect() }
    }

    fn voices(&self) -> Voices {
        self.corpus.counts.voices.unwrap_or(Voices::OUTLET)
    }

    /// The places of a text that are hits of each node, once each.
    fn hits(&self, text: &Text) -> BTreeMap<usize, BTreeSet<(u32, u32)>> {
        let legend = self.corpus.legend;
        let mut hits: BTreeMap<usize, BTreeSet<(u32, u32)>> = BTreeMap::new();
        for hit in text.hits.iter().filter(|h| self.voices().has(h.voice)) {
            let entry = legend.entry(hit.entry);
            let above = legend.above(entry.axis).map(|axis| (axis, Pole::Category));
            for node in std::iter::once((entry.axis, entry.pole)).chain(above) {
                if let Ok(n) = self.nodes.binary_search(&node) {
                    hits.entry(n).or_default().insert((hit.first, hit.end));
                }
            }
        }
        hits
    }

    /// What stands beside every node, by outlet.
    fn sides(&self, documents: &dyn Documents) -> io::Result<Vec<Vec<Side>>> {
        let counts = self.corpus.counts;
        let mut sides: Vec<Vec<Side>> = self.nodes.iter().map(|_| Vec::new()).collect();
        let mut fold = Fold::new(counts.terms.len());
        let mut order: Vec<usize> = (0..counts.documents.len()).collect();
        order.sort_by_key(|&d| (counts.documents[d].outlet, counts.documents[d].event, d));
        let mut of_outlets = order.chunk_by(|a, b| counts.documents[*a].outlet == counts.documents[*b].outlet).peekable();
        for outlet in 0..counts.outlets.len() {
            let own = of_outlets.next_if(|d| counts.documents[d[0]].outlet as usize == outlet).unwrap_or_default();
            let mut windows: Vec<Vec<Window>> = self.nodes.iter().map(|_| Vec::new()).collect();
            for &d in own {
                let text = documents.text(d)?;
                for (node, hits) in self.hits(&text) {
                    windows[node].push(Window::new(&text, &hits, self.unit(d)));
                }
            }
            for (side, windows) in sides.iter_mut().zip(windows) {
                side.push(Side::new(&windows, &mut fold));
            }
        }
        Ok(sides)
    }

    /// The unit of the tests a document belongs to.
    fn unit(&self, document: usize) -> (Option<u32>, usize) {
        let event = self.corpus.counts.documents[document].event.filter(|_| self.corpus.counts.by_event);
        (event, if event.is_some() { 0 } else { document })
    }
}

/// What stands beside one node in one document.
struct Window {
    unit: (Option<u32>, usize),
    n_hits: u64,
    n: u64,
    near: Vec<(u32, u32)>,
    n_inside: u64,
    inside: Vec<(u32, u32)>,
}

impl Window {
    fn new(text: &Text, hits: &BTreeSet<(u32, u32)>, unit: (Option<u32>, usize)) -> Window {
        let places: Vec<Range<usize>> = hits.iter().map(|&(first, end)| first as usize..end as usize).collect();
        let words = &text.words;
        let crosses = |node: usize, at: usize| words[node].sentence != words[at].sentence;
        let near: BTreeSet<usize> = window::near(&places, (REACH, REACH, words.len()), crosses).into_iter().collect();
        let inside: BTreeSet<usize> = places.into_iter().flatten().collect();
        let count = |places: BTreeSet<usize>| {
            let mut terms: BTreeMap<u32, u32> = BTreeMap::new();
            let counted = places.into_iter().filter(|at| words[*at].counted);
            let n = counted.map(|at| words[at].term.map(|t| *terms.entry(t).or_default() += 1)).count() as u64;
            (n, terms.into_iter().collect())
        };
        let ((n, near), (n_inside, inside)) = (count(near), count(inside));
        Window { unit, n_hits: hits.len() as u64, n, near, n_inside, inside }
    }
}

/// What stands beside one node in one outlet, or in all.
#[derive(Default)]
struct Side {
    n_hits: u64,
    n_documents: u64,
    /// Positions beside the node, by unit; hits are those of a term.
    windows: RatioUnits,
    /// By term.
    near: Vec<TermMoments>,
    /// Words the node itself is made of.
    n_inside: u64,
    inside: BTreeMap<u32, u64>,
}

impl Side {
    fn new(windows: &[Window], fold: &mut Fold) -> Side {
        let mut side = Side::default();
        for unit in windows.chunk_by(|a, b| a.unit == b.unit) {
            for w in unit {
                fold.document(w.n, w.near.iter().copied());
                side.n_hits += w.n_hits;
                side.n_documents += 1;
                side.n_inside += w.n_inside;
                w.inside.iter().for_each(|(term, n)| *side.inside.entry(*term).or_default() += u64::from(*n));
            }
            side.windows.add(0, fold.end_unit());
        }
        side.near = fold.end_outlet();
        side
    }

    fn plus(self, other: &Side) -> Side {
        let mut near: BTreeMap<u32, TermMoments> = self.near.into_iter().map(|t| (t.term, t)).collect();
        for t in &other.near {
            near.entry(t.term).and_modify(|sum| *sum = combine(sum, t, |a, b| a + b)).or_insert(*t);
        }
        let mut inside = self.inside;
        other.inside.iter().for_each(|(term, n)| *inside.entry(*term).or_default() += n);
        Side {
            n_hits: self.n_hits + other.n_hits,
            n_documents: self.n_documents + other.n_documents,
            windows: self.windows.plus(&other.windows),
            near: near.into_values().collect(),
            n_inside: self.n_inside + other.n_inside,
            inside,
        }
    }

    fn units(&self, t: &TermMoments) -> RatioUnits {
        RatioUnits { sum_x: u64::from(t.n), sum_xx: t.sum_xx, sum_xn: t.sum_xn, ..self.windows }
    }
}

/// A word beside a node.
struct Pair {
    near: TermMoments,
    /// Where there is enough to list it.
    association: Option<Association>,
    log_dice: Option<f64>,
    rest: Option<RatioUnits>,
    test: Option<Test>,
}

/// The outlet's windows against those of the others.
struct Test {
    z: f64,
    p: f64,
    /// Among the tests of the outlet.
    place: usize,
    adjusted: Option<f64>,
    log_ratio: Option<clustered::LogRatio>,
}

impl Pair {
    fn compare(&mut self, side: &Side, all: &Side, level: f64) {
        let whole = all.near.binary_search_by_key(&self.near.term, |t| t.term).map(|t| &all.near[t]);
        let (here, Ok(whole)) = (side.units(&self.near), whole) else { return };
        let rest = all.units(whole).minus(&here);
        let tested = Some(()).filter(|()| whole.n_documents >= TESTED_DOCUMENTS);
        self.test = tested.and_then(|()| clustered::z_and_p(&here, &rest)).map(|(z, p)| Test {
            z,
            p,
            place: 0,
            adjusted: None,
            log_ratio: clustered::log_ratio(&here, &rest, level),
        });
        self.rest = Some(rest);
    }

    fn note(&self, side: &RatioUnits) -> &'static str {
        match (&self.test, &self.rest) {
            (None, Some(rest)) if side.n_units < 2 || rest.n_units < 2 => "one-unit: no test from one document or event",
            (None, Some(_)) => "too-few-documents: no test below 6 documents with the term",
            _ => "",
        }
    }
}

/// The words beside one node in one outlet, or in all.
struct Found {
    node: usize,
    outlet: Option<usize>,
    n_hits: u64,
    n_documents: u64,
    windows: RatioUnits,
    enough: bool,
    /// p of every pair that was tested, listed or not.
    tested: Vec<f64>,
    /// The strongest.
    pairs: Vec<Pair>,
}

impl Found {
    /// `whole` are the corpus's tokens and those of a term.
    fn new(
        corpus: Corpus<'_>,
        (node, outlet): (usize, Option<usize>),
        (side, all): (&Side, &Side),
        (tokens, of_term): (u64, &dyn Fn(u32) -> u64),
    ) -> Found {
        let p = corpus.parameters;
        let enough = side.n_hits >= p.floor_hits && side.n_documents >= p.floor_documents;
        let pair = |near: TermMoments| {
            let c = of_term(near.term).saturating_sub(side.inside.get(&near.term).copied().unwrap_or(0));
            let (o, r, n) = (u64::from(near.n), side.windows.sum_n, tokens.saturating_sub(side.n_inside));
            let listed = near.n >= LEAST && near.n_documents >= LEAST_DOCUMENTS;
            let association = if listed { Association::of(o, r, c, n) } else { None };
            Pair { near, association, log_dice: log_dice(o, side.n_hits, c), rest: None, test: None }
        };
        // A test of those alone that an outlet has would find too many: all are tested that anyone has.
        let mut own = side.near.iter().peekable();
        let beside = all.near.iter().filter(|_| enough);
        let here = |t: &TermMoments| {
            own.next_if(|o| o.term == t.term).copied().unwrap_or(TermMoments { term: t.term, ..TermMoments::default() })
        };
        let compared = outlet.is_some() && corpus.counts.outlets.len() > 1;
        let (mut tested, mut pairs) = (Vec::new(), Vec::new());
        for mut pair in beside.map(here).map(pair) {
            if compared {
                pair.compare(side, all, p.confidence);
            }
            if let Some(test) = &mut pair.test {
                test.place = tested.len();
                tested.push(test.p);
            }
            if pair.association.as_ref().is_some_and(|a| signed_g2(a, pair.near.n) >= LEAST_G2) {
                pairs.push(pair);
            }
        }
        let strength = |p: &Pair| p.log_dice.unwrap_or(f64::NEG_INFINITY);
        pairs.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.near.term.cmp(&b.near.term)));
        pairs.truncate(STRONGEST);
        let (n_hits, n_documents) = (side.n_hits, side.n_documents);
        Found { node, outlet, n_hits, n_documents, windows: side.windows, enough, tested, pairs }
    }

    /// The strongest pairs; or why there are none.
    fn rows(&self, corpus: Corpus<'_>, nodes: &Nodes<'_>) -> Vec<Vec<Value>> {
        let (axis, pole) = nodes.nodes[self.node];
        let name = &corpus.legend.axes[axis as usize];
        let outlet = self.outlet.map_or("all".into(), |o| outlet_id(corpus, o));
        let key = [name.lexicon.as_str().into(), name.key.as_str().into(), pole.name().into(), outlet];
        if !self.enough {
            let counts = [Value::Empty, Value::Empty, self.n_documents.into(), self.n_hits.into(), self.windows.sum_n.into()];
            let empty = TABLE.columns.len() - key.len() - counts.len() - 1;
            let row = key.into_iter().chain(counts).chain(std::iter::repeat_n(Value::Empty, empty));
            return vec![row.chain(["below-floor: too few hits or documents to look at their company".into()]).collect()];
        }
        let listed = self.pairs.iter().filter_map(|p| Some((p, p.association.as_ref()?)));
        listed.map(|(pair, a)| key.iter().cloned().chain(self.row(corpus, pair, a)).collect()).collect()
    }

    fn row(&self, corpus: Corpus<'_>, pair: &Pair, a: &Association) -> Vec<Value> {
        let test = pair.test.as_ref();
        let ci = test.and_then(|t| t.log_ratio);
        let per = |units: &RatioUnits| rate(corpus, units.sum_x, units.sum_n);
        let here = RatioUnits { sum_x: u64::from(pair.near.n), ..self.windows };
        let mut row: Vec<Value> = vec![corpus.counts.terms[pair.near.term as usize].as_str().into()];
        row.extend([pair.near.n, pair.near.n_documents].map(Value::from));
        row.extend([self.n_hits, self.windows.sum_n].map(Value::from));
        row.extend([Some(a.expected), pair.log_dice, a.mi_log2, Some(signed_g2(a, pair.near.n)), a.t_score].map(Value::from));
        row.extend([a.delta_p_collocate_given_node, a.delta_p_node_given_collocate].map(Value::from));
        row.extend([pair.rest.map(|r| r.sum_x).into(), per(&here).into(), pair.rest.as_ref().and_then(per).into()]);
        row.extend([ci.map(|l| l.log_ratio), ci.map(|l| l.ci.0), ci.map(|l| l.ci.1)].map(Value::from));
        row.extend([test.map(|t| t.z), test.map(|t| t.p), test.and_then(|t| t.adjusted)].map(Value::from));
        row.extend(
            [a.mi2_log2, a.mi3_log2, a.local_mi_log10, a.npmi, Some(a.z_score), Some(a.simple_ll), a.chi2].map(Value::from),
        );
        row.push(pair.log_dice.map(|l| exp2(l - 14.0)).into());
        row.extend([a.min_sensitivity, a.log_odds_ratio_haldane, a.liddell].map(Value::from));
        row.push(pair.note(&self.windows).into());
        row
    }
}

/// G² with the sign of O − E, as in every table.
fn signed_g2(a: &Association, n: u32) -> f64 {
    if f64::from(n) < a.expected { -a.log_likelihood } else { a.log_likelihood }
}
