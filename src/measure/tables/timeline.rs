//! Outlets over time.

use super::axes::{Cell, cell};
use super::cells::Cells;
use super::{Corpus, table};
use crate::corpus::Date;
use crate::count::{AxisUnit, Voices};
use crate::measure::axis;
use crate::measure::changepoint::{Changepoint, changepoint};
use crate::table::{Table, Value};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const TIMELINE: &[&str] = &[
    "period",
    "outlet_id",
    "axis",
    "n_a",
    "n_b",
    "n_documents",
    "n_documents_with",
    "n_tokens",
    "balance",
    "ci_low",
    "ci_high",
    "changepoint",
    "note",
];

/// Articles with hits below which no change is looked for.
const LEAST_DOCUMENTS: usize = 10;

/// `timeline.csv`: the outlets' words per period.
pub fn timeline(corpus: Corpus<'_>, cells: &Cells) -> Vec<Table> {
    let voices = corpus.counts.voices.unwrap_or(Voices::OUTLET);
    let with_hits = |a: &usize| !corpus.legend.axes[*a].is_category && cells.has_hits(*a);
    let axes = (0..corpus.legend.axes.len()).into_par_iter().filter(with_hits);
    let outlets = |a: usize| (0..corpus.counts.outlets.len()).flat_map(move |o| rows(corpus, cells, (a, o, voices)));
    vec![table(
        "timeline",
        "Each axis by outlet and period, in the outlets' own words",
        TIMELINE,
        axes.flat_map_iter(outlets).collect(),
    )]
}

/// One axis in one outlet: a row for every period with hits.
fn rows(corpus: Corpus<'_>, cells: &Cells, (a, o, voices): (usize, usize, Voices)) -> Vec<Vec<Value>> {
    let of = |document: u32| corpus.counts.documents[document as usize].date.map(|d| period(d, corpus.parameters.period));
    let with_hits: BTreeSet<String> = cells.hits(a, o).iter().filter_map(|h| of(h.1)).collect();
    if with_hits.is_empty() {
        return Vec::new();
    }
    let units = cells.units(corpus, (a, o, voices));
    let periods = grouped(&units, |u| of(u.unit)).into_iter().filter(|(name, _)| with_hits.contains(name));
    let periods: Vec<(String, Cell)> = periods.map(|(name, units)| (name, cell(corpus, units))).collect();
    let change = change(corpus, (a, o), &periods);
    let row = |(i, (name, here)): (usize, (String, Cell))| {
        let enough = here.is_enough(corpus);
        let theta = axis::theta(&here.hits, here.n_units, corpus.parameters.confidence).filter(|_| enough);
        let ci = theta.as_ref().and_then(|t| t.ci);
        let note = if enough { "" } else { "below-floor" };
        let mut row: Vec<Value> =
            vec![name.into(), corpus.counts.outlets[o].id.as_str().into(), corpus.legend.axes[a].key.as_str().into()];
        row.extend([here.n_a(), here.n_b(), here.n_documents, here.n_documents_with, here.n_tokens].map(Value::from));
        row.extend([theta.map(|t| t.theta).into(), ci.map(|c| c.0).into(), ci.map(|c| c.1).into()]);
        row.extend([change.map(|c| c.p < 0.05 && c.before == i).into(), note.into()]);
        row
    };
    periods.into_iter().enumerate().map(row).collect()
}

/// Documents by what `of` says of them, in order; those it says nothing of are left out.
fn grouped<K: Ord>(units: &[AxisUnit], of: impl Fn(&AxisUnit) -> Option<K>) -> BTreeMap<K, Vec<&AxisUnit>> {
    let mut groups: BTreeMap<K, Vec<&AxisUnit>> = BTreeMap::new();
    for unit in units {
        if let Some(key) = of(unit) {
            groups.entry(key).or_default().push(unit);
        }
    }
    groups
}

/// Where an outlet's wording changed most; `None` with fewer than three periods or too few articles.
fn change(corpus: Corpus<'_>, (a, o): (usize, usize), periods: &[(String, Cell)]) -> Option<Changepoint> {
    let hits: Vec<Vec<(u64, u64)>> = periods.iter().map(|p| p.1.hits.clone()).collect();
    if hits.len() < 3 || hits.iter().map(Vec::len).sum::<usize>() < LEAST_DOCUMENTS {
        return None;
    }
    let place = ["changepoint", corpus.legend.axes[a].key.as_str(), corpus.counts.outlets[o].name.as_str()];
    changepoint(&hits, u64::from(corpus.parameters.permutations), (corpus.parameters.seed, &place))
}

/// The period a day falls in: `2022-09-10`, `2022-W36`, `2022-09`.
fn period(date: Date, period: &str) -> String {
    match period {
        "day" => date.to_string(),
        "week" => iso_week(date),
        _ => format!("{:04}-{:02}", date.year, date.month),
    }
}

/// The ISO 8601 week: it belongs to the year of its Thursday.
fn iso_week(date: Date) -> String {
    let day = date.day_number();
    // Day 0 (1 January of year 1) was a Monday.
    let thursday = day - day.rem_euclid(7) + 3;
    let mut year = date.year;
    let first = |y: u16| Date { year: y, month: 1, day: 1 }.day_number();
    if thursday < first(year) {
        year -= 1;
    } else if thursday >= first(year + 1) {
        year += 1;
    }
    format!("{year:04}-W{:02}", (thursday - first(year)) / 7 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_fall_in_iso_weeks() {
        for (y, m, d, week) in
            [(2022, 9, 10, "2022-W36"), (2021, 1, 3, "2020-W53"), (2024, 12, 30, "2025-W01"), (2026, 1, 1, "2026-W01")]
        {
            assert_eq!(iso_week(Date::new(y, m, d).unwrap()), week);
        }
    }
}
