//! Outlets against each other: every pair up to twenty outlets, each against the rest beyond; all
//! documents pooled, and within the events both cover.

use super::axes::{Cell, cell};
use super::cells::{ByEvent, Cells};
use super::sensitivity::{self, Parts};
use super::{Corpus, table};
use crate::count::Voices;
use crate::measure::axis;
use crate::measure::clustered;
use crate::measure::heterogeneity::{Heterogeneity, heterogeneity};
use crate::measure::mantel_haenszel::{MantelHaenszel, mantel_haenszel, pooling_flips};
use crate::measure::permutation::{Budget, Stratum, permutation};
use crate::measure::unit::{Statistic, Unit};
use crate::table::{Table, Value};
use rayon::prelude::*;
use std::borrow::Cow;

/// Up to this many outlets every pair is compared.
pub const PAIRS_UP_TO: usize = 20;
/// Relabellings up to which a permutation test lists them all.
const EXACT: u64 = 1 << 20;

const COLUMNS: &[&str] = &[
    "axis",
    "event_id",
    "outlet_a",
    "outlet_b",
    "method",
    "difference",
    "ci_low",
    "ci_high",
    "p",
    "p_adjusted",
    "n_events_shared",
    "q",
    "i_squared",
    "tau_squared",
    "note",
];

/// One comparison before its p value is adjusted.
#[derive(Default)]
struct Row {
    keys: Vec<Value>,
    difference: Option<f64>,
    ci: Option<(f64, f64)>,
    p: Option<f64>,
    shared: Option<usize>,
    spread: Option<Heterogeneity>,
    note: String,
}

impl Row {
    /// Says where p and interval answer differently: one is by relabelling, the other by the spread of units.
    fn compared(mut self, level: f64) -> Row {
        let by_interval = self.ci.map(|(low, high)| low > 0.0 || high < 0.0);
        let by_test = self.p.map(|p| p < 1.0 - level);
        if by_interval.zip(by_test).is_some_and(|(i, t)| i != t) {
            let said = if by_test == Some(true) {
                "p calls it different, the interval holds 0"
            } else {
                "the interval excludes 0, p does not"
            };
            let note = format!("p-and-interval-disagree: {said}; take neither as settled");
            self.note = if self.note.is_empty() { note } else { format!("{}; {note}", self.note) };
        }
        self
    }
}

/// `contrasts.csv`.
pub fn contrasts(corpus: Corpus<'_>, cells: &Cells) -> Vec<Table> {
    let rows = (0..corpus.legend.axes.len()).into_par_iter().filter(|a| cells.has_hits(*a)).flat_map(|a| {
        let sides = Sides::new(corpus, cells, a);
        sides.comparisons().into_par_iter().flat_map_iter(|pair| sides.compare(pair)).collect::<Vec<_>>()
    });
    let rows: Vec<Row> = rows.collect();
    let adjusted = corpus.parameters.correction.adjust(&rows.iter().map(|r| r.p).collect::<Vec<_>>());
    let level = corpus.parameters.confidence;
    let rows = rows.into_iter().zip(adjusted).map(|(row, adjusted)| values(row.compared(level), adjusted));
    vec![table("contrasts", "Outlets against each other on each axis and category, in their own words", COLUMNS, rows.collect())]
}

fn values(row: Row, adjusted: Option<f64>) -> Vec<Value> {
    let mut values = row.keys;
    values.extend([row.difference.into(), row.ci.map(|c| c.0).into(), row.ci.map(|c| c.1).into()]);
    values.extend([row.p.into(), adjusted.into(), row.shared.into()]);
    let spread = |f: &dyn Fn(&Heterogeneity) -> f64| Value::from(row.spread.as_ref().map(f));
    values.extend([spread(&|h| h.q), spread(&|h| h.i2), spread(&|h| h.tau2), row.note.into()]);
    values
}

/// One outlet on one axis: its cell, and its documents by event.
#[derive(Clone, Debug, Default)]
struct Side {
    cell: Cell,
    units: ByEvent<Unit>,
    parts: Parts,
}

/// The documents on an event.
fn on<T>(units: &ByEvent<T>, event: Option<u32>) -> &[(Option<u32>, T)] {
    let from = units.partition_point(|u| u.0 < event);
    &units[from..][..units[from..].partition_point(|u| u.0 == event)]
}

/// What an outlet is compared with: another one, or all but it, whose documents are not copied.
enum Second<'a> {
    Outlet(&'a Side),
    Rest(Cell, &'a ByEvent<(usize, Unit)>, usize),
}

impl Second<'_> {
    fn cell(&self) -> &Cell {
        match self {
            Second::Outlet(side) => &side.cell,
            Second::Rest(cell, ..) => cell,
        }
    }

    /// Every document.
    fn all(&self) -> Vec<Unit> {
        match self {
            Second::Outlet(side) => side.units.iter().map(|u| u.1).collect(),
            Second::Rest(_, units, but) => others(units, *but).collect(),
        }
    }

    /// The documents on an event.
    fn on(&self, event: Option<u32>) -> Vec<Unit> {
        match self {
            Second::Outlet(side) => on(&side.units, event).iter().map(|u| u.1).collect(),
            Second::Rest(_, units, but) => others(on(units, event), *but).collect(),
        }
    }
}

/// The documents of all outlets but one.
fn others(units: &[(Option<u32>, (usize, Unit))], but: usize) -> impl Iterator<Item = Unit> {
    units.iter().map(|u| u.1).filter(move |(outlet, _)| *outlet != but).map(|(_, unit)| unit)
}

/// One axis: every outlet, and for many outlets everything but it.
struct Sides<'a> {
    corpus: Corpus<'a>,
    axis: usize,
    outlets: Vec<Side>,
    /// The documents of all outlets, each with its own.
    units: ByEvent<(usize, Unit)>,
    every: Parts,
}

impl<'a> Sides<'a> {
    fn new(corpus: Corpus<'a>, cells: &Cells, a: usize) -> Sides<'a> {
        let voices = corpus.counts.voices.unwrap_or(Voices::OUTLET);
        let side = |o: usize| {
            let documents = cells.units(corpus, (a, o, voices));
            let event = |d: u32| corpus.counts.documents[d as usize].event;
            let units: ByEvent<Unit> = documents.iter().map(|u| (event(u.unit), Unit { a: u.a, b: u.b, n: u.n })).collect();
            let parts = Parts::new(corpus, cells, (a, o, voices), &units);
            Side { cell: cell(corpus, &documents), units, parts }
        };
        let outlets: Vec<Side> = (0..corpus.counts.outlets.len()).map(side).collect();
        let every = outlets.iter().fold(Parts::default(), |sum, s| sum.plus(&s.parts));
        let of_all =
            outlets.iter().enumerate().flat_map(|(o, side)| side.units.iter().map(move |(event, unit)| (*event, (o, *unit))));
        let mut units: ByEvent<(usize, Unit)> = of_all.collect();
        units.sort_by_key(|u| u.0);
        Sides { corpus, axis: a, outlets, units, every }
    }

    /// Pairs by number; the second is `None` for the rest.
    fn comparisons(&self) -> Vec<(usize, Option<usize>)> {
        let n = self.outlets.len();
        if n <= PAIRS_UP_TO {
            (0..n).flat_map(|x| (x + 1..n).map(move |y| (x, Some(y)))).collect()
        } else {
            (0..n).map(|x| (x, None)).collect()
        }
    }

    /// The pooled comparison, and the one within events where both cover some.
    fn compare(&self, pair: (usize, Option<usize>)) -> Vec<Row> {
        let first = &self.outlets[pair.0];
        // The rest of many outlets is only added up for those that can be compared with it.
        let skip = pair.1.is_none() && !first.cell.is_enough(self.corpus);
        let second = match pair.1 {
            Some(y) => Second::Outlet(&self.outlets[y]),
            None => Second::Rest(if skip { first.cell.clone() } else { self.rest(pair.0) }, &self.units, pair.0),
        };
        let note = missing_evidence(self.corpus, [&first.cell, second.cell()]);
        let mut pooled = Row { keys: self.keys(pair, "pooled"), note, ..Row::default() };
        let is_category = self.corpus.legend.axes[self.axis].is_category;
        let enough = pooled.note.is_empty();
        if enough && is_category {
            self.rates(&mut pooled, [&first.cell, second.cell()]);
        } else if enough {
            self.axes(&mut pooled, [&first.cell, second.cell()]);
            let strata = [Stratum::new(&Second::Outlet(first).all(), &second.all())];
            pooled.p = permutation(&strata, Statistic::Theta, &self.budget(pair, "pooled")).map(|p| p.p_two_sided());
        }
        if enough {
            let other =
                pair.1.map_or_else(|| Cow::Owned(self.every.minus(&first.parts)), |y| Cow::Borrowed(&self.outlets[y].parts));
            let hangs = sensitivity::note(self.corpus, self.axis, (&first.parts, &other));
            pooled.note = [pooled.note, hangs].into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join("; ");
        }
        let mut rows = vec![pooled];
        if enough && !is_category && self.corpus.counts.by_event {
            rows.push(self.within_events(pair, (first, &second)));
        }
        rows
    }

    /// The sum of all outlets but one.
    fn rest(&self, but: usize) -> Cell {
        let mut out = Cell::default();
        for (_, Side { cell, .. }) in self.outlets.iter().enumerate().filter(|(o, _)| *o != but) {
            out.hits.extend(&cell.hits);
            out.n_units += cell.n_units;
            out.n_documents_with += cell.n_documents_with;
            out.moments = out.moments.plus(&cell.moments);
        }
        out
    }

    fn keys(&self, (x, y): (usize, Option<usize>), method: &str) -> Vec<Value> {
        let id = |o: usize| self.corpus.counts.outlets[o].id.as_str();
        let axis = self.corpus.legend.axes[self.axis].key.as_str();
        vec![axis.into(), "all".into(), id(x).into(), y.map_or("rest", id).into(), method.into()]
    }

    fn budget(&self, (x, y): (usize, Option<usize>), method: &str) -> Budget {
        let p = self.corpus.parameters;
        let name = |o: usize| self.corpus.counts.outlets[o].name.clone();
        let axis = &self.corpus.legend.axes[self.axis];
        let cell = vec![axis.lexicon.clone(), axis.key.clone(), name(x), y.map_or_else(String::new, name), method.to_owned()];
        Budget { exact_up_to: EXACT, draws: u64::from(p.permutations), seed: p.seed, cell }
    }

    fn axes(&self, row: &mut Row, [x, y]: [&Cell; 2]) {
        let level = self.corpus.parameters.confidence;
        let theta = |cell: &Cell| axis::theta(&cell.hits, cell.n_units, level);
        let (Some(first), Some(second)) = (theta(x), theta(y)) else { return };
        row.difference = Some(first.theta - second.theta);
        match axis::contrast(&first, &second, level) {
            Some(contrast) => row.ci = Some(contrast.ci),
            None => row.note = "one-unit: no interval from one document or event".into(),
        }
    }

    fn rates(&self, row: &mut Row, [x, y]: [&Cell; 2]) {
        let (x, y) = (&x.moments, &y.moments);
        match clustered::log_ratio(x, y, self.corpus.parameters.confidence) {
            Some(ratio) => {
                let ln2 = std::f64::consts::LN_2;
                row.difference = Some(ratio.log_ratio * ln2);
                row.ci = Some((ratio.ci.0 * ln2, ratio.ci.1 * ln2));
                row.p = clustered::contrast(x, y).map(|c| c.p);
            }
            None => row.note = "one-unit: no interval from one document or event".into(),
        }
    }

    /// Mantel-Haenszel over the events both cover; p by exchanging labels inside events.
    fn within_events(&self, pair: (usize, Option<usize>), (x, y): (&Side, &Second<'_>)) -> Row {
        let mut row = Row { keys: self.keys(pair, "within_event"), ..Row::default() };
        let on_event = |units: &[(Option<u32>, Unit)]| {
            let other = y.on(units[0].0);
            (!other.is_empty()).then(|| (units.iter().map(|u| u.1).collect(), other))
        };
        let events = x.units.chunk_by(|u, v| u.0 == v.0).filter(|of_event| of_event[0].0.is_some());
        let shared: Vec<(Vec<Unit>, Vec<Unit>)> = events.filter_map(on_event).collect();
        row.shared = Some(shared.len());
        let sum = |units: &[Unit]| units.iter().copied().sum::<Unit>();
        let tables: Vec<[[u64; 2]; 2]> = shared.iter().map(|(u, v)| [sum(u), sum(v)].map(|s| [s.a, s.b])).collect();
        let level = self.corpus.parameters.confidence;
        let Some(MantelHaenszel { odds_ratio: Some(ratio), ci, .. }) = mantel_haenszel(&tables, level) else {
            row.note = "no-shared-event: no event in which both outlets and both wordings occur".into();
            return row;
        };
        row.difference = Some(libm::log(ratio)).filter(|d| d.is_finite());
        row.ci = ci.map(|c| (libm::log(c.0), libm::log(c.1))).filter(|c| c.0.is_finite() && c.1.is_finite());
        row.spread = heterogeneity(&tables.iter().filter_map(event_difference).collect::<Vec<_>>());
        let strata: Vec<Stratum> = shared.iter().map(|(u, v)| Stratum::new(u, v)).collect();
        row.p = permutation(&strata, Statistic::Theta, &self.budget(pair, "within_event")).map(|p| p.p_two_sided());
        if pooling_flips(&tables, level) == Some(true) {
            row.note = "pooling-flips-sign: within events the difference points the other way".into();
        }
        row
    }
}

/// Difference of the positions in one event and its variance, where both outlets have hits.
fn event_difference(event: &[[u64; 2]; 2]) -> Option<(f64, f64)> {
    let [[a, b], [c, d]] = *event;
    (a + b > 0 && c + d > 0).then(|| {
        (axis::log_ratio_half(a, b) - axis::log_ratio_half(c, d), axis::naive_variance(a, b) + axis::naive_variance(c, d))
    })
}

fn missing_evidence(corpus: Corpus<'_>, sides: [&Cell; 2]) -> String {
    let p = corpus.parameters;
    let who = match sides.iter().filter(|c| !c.is_enough(corpus)).count() {
        0 => return String::new(),
        1 => "one outlet has fewer",
        _ => "neither outlet has them",
    };
    format!("below-floor: {} hits in {} documents needed, {who}", p.floor_hits, p.floor_documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_and_interval_that_disagree_are_named() {
        let rows = [
            (Some(0.04), Some((-0.1, 2.0)), "p calls it different"),
            (Some(0.06), Some((0.1, 2.0)), "the interval excludes 0"),
            (Some(0.06), Some((-0.1, 2.0)), ""),
            (Some(0.01), Some((-2.0, -0.1)), ""),
            (None, Some((0.1, 2.0)), ""),
            (Some(0.01), None, ""),
        ];
        for (p, ci, want) in rows {
            let note = Row { p, ci, note: "x".into(), ..Row::default() }.compared(0.95).note;
            assert_eq!(note != "x", !want.is_empty(), "{p:?} {ci:?}");
            assert!(note.contains(want) && (want.is_empty() || note.starts_with("x; p-and-interval-disagree: ")), "{note}");
        }
    }
}
