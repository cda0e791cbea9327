//! Axes and categories: positions, rates and counts per outlet, event and voice.

use super::cells::{Cells, Poles, voice_rows};
use super::within::{Within, WithinEvents};
use super::{Corpus, outlet_headers, table};
use crate::count::{AxisUnit, Voices};
use crate::lexicon::Pole;
use crate::measure::clustered::RatioUnits;
use crate::measure::special::normal_quantile;
use crate::measure::{axis, rate, share};
use crate::table::{ColumnKind, Table, Value};
use crate::voice::Voice;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// One cell of `axes.csv`: hits and words of an axis in an outlet, an event and a voice.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Hits (a or category, b) of the units with hits.
    pub(super) hits: Vec<(u64, u64)>,
    /// Units with words.
    pub(super) n_units: u64,
    /// Documents.
    pub(super) n_documents: u64,
    /// Documents with a hit of either pole.
    pub(super) n_documents_with: u64,
    /// Hits of neutral terms.
    pub(super) n_neutral: u64,
    /// Word tokens.
    pub(super) n_tokens: u64,
    /// Moments of the hits of a (or the category) and the words over units.
    pub(super) moments: RatioUnits,
}

impl Cell {
    pub(super) fn n_a(&self) -> u64 {
        self.hits.iter().map(|h| h.0).sum()
    }
    pub(super) fn n_b(&self) -> u64 {
        self.hits.iter().map(|h| h.1).sum()
    }
    fn unit(&mut self, [a, b, n]: [u64; 3]) {
        self.moments.add(a, n);
        self.n_units += u64::from(n > 0);
        if a + b > 0 {
            self.hits.push((a, b));
        }
    }
    fn is_empty(&self) -> bool {
        self.hits.is_empty() && self.n_neutral == 0
    }
    /// Whether the evidence reaches the study's floor.
    pub(super) fn is_enough(&self, corpus: Corpus<'_>) -> bool {
        let p = corpus.parameters;
        self.n_a() + self.n_b() >= p.floor_hits && self.n_documents_with >= p.floor_documents
    }
}

/// Adds up documents of one outlet, in the order of [`Cells::units`]; units are events where they are known,
/// else documents.
pub(super) fn cell<'u>(corpus: Corpus<'_>, documents: impl IntoIterator<Item = &'u AxisUnit>) -> Cell {
    let mut cell = Cell::default();
    let mut open: Option<(u32, [u64; 3])> = None;
    for unit in documents {
        cell.n_documents += 1;
        cell.n_tokens += unit.n;
        cell.n_neutral += unit.neutral;
        cell.n_documents_with += u64::from(unit.a + unit.b > 0);
        let here = [unit.a, unit.b, unit.n];
        match (corpus.counts.documents[unit.unit as usize].event, &mut open) {
            (Some(event), Some((same, sum))) if *same == event => *sum = std::array::from_fn(|i| sum[i] + here[i]),
            (Some(event), open) => open.replace((event, here)).into_iter().for_each(|(_, sum)| cell.unit(sum)),
            (None, _) => cell.unit(here),
        }
    }
    open.into_iter().for_each(|(_, sum)| cell.unit(sum));
    cell
}

const AXES: &[&str] = &[
    "event_id",
    "outlet_id",
    "outlet",
    "lexicon",
    "axis",
    "voice",
    "n_a",
    "n_b",
    "n_neutral",
    "n_documents",
    "n_documents_with",
    "n_tokens",
    "a_per_1000",
    "b_per_1000",
    "share_a",
    "balance",
    "ci_low",
    "ci_high",
    "share_quoted",
    "n_negated",
    "top_entry",
    "top_entry_share",
    "without_top_entry",
    "leave_one_entry_low",
    "leave_one_entry_high",
    "design_effect",
    "note",
];

/// `axes.csv`, its balances as a matrix, `axes_by_outlet.csv`, and those within events.
pub fn axes(corpus: Corpus<'_>, cells: &Cells) -> ([Table; 2], WithinEvents) {
    let with_hits = |a: &usize| !corpus.legend.axes[*a].is_category && cells.has_hits(*a);
    let all = (0..corpus.legend.axes.len()).into_par_iter().filter(with_hits).map(|a| positions(corpus, cells, a));
    let mut long = Vec::new();
    let (mut by_outlet, mut by_event) = (BTreeMap::new(), Vec::new());
    for of_axis in all.collect::<Vec<_>>() {
        long.extend(of_axis.rows);
        by_outlet.extend(of_axis.by_outlet);
        by_event.extend(of_axis.by_event);
    }
    sort_events(&mut long);
    let long = table("axes", "Where each outlet stands between the wordings of each axis", AXES, long);
    ([long, outlet_matrix(corpus, &by_outlet)], WithinEvents::new(by_event))
}

/// One axis: its rows, and its balances by (axis, outlet) and within events.
#[derive(Default)]
struct Positions {
    rows: Vec<Vec<Value>>,
    by_outlet: Vec<((usize, usize), Option<f64>)>,
    by_event: Vec<Within>,
}

fn positions(corpus: Corpus<'_>, cells: &Cells, a: usize) -> Positions {
    let mut out = Positions::default();
    for o in 0..corpus.counts.outlets.len() {
        let honesty = Honesty::new(corpus, cells, (a, o));
        let events = events_with_hits(corpus, cells, (a, o));
        for (name, voices) in voice_rows(corpus.counts.voices.unwrap_or(Voices::OUTLET)) {
            let units = cells.units(corpus, (a, o, voices));
            let all = cell(corpus, &units);
            if name == "outlet" {
                out.by_outlet.push(((a, o), balance(corpus, &all)));
            }
            out.rows.push(row(corpus, (a, o, None), (name, &all), &honesty));
            let event = |u: &AxisUnit| corpus.counts.documents[u.unit as usize].event;
            for of_event in units.chunk_by(|x, y| event(x) == event(y)) {
                let Some(event) = event(&of_event[0]).filter(|event| events.binary_search(event).is_ok()) else { continue };
                let here = cell(corpus, of_event);
                if name == "outlet" {
                    out.by_event.push(((event, a), o, balance(corpus, &here)));
                }
                if !here.is_empty() {
                    out.rows.push(row(corpus, (a, o, Some(event)), (name, &here), &Honesty::default()));
                }
            }
        }
    }
    out
}

/// Whole corpus first, then events in order; within them axis, outlet and voice as they came.
fn sort_events(rows: &mut [Vec<Value>]) {
    fn event(row: &[Value]) -> Option<&str> {
        match &row[0] {
            Value::Text(event) if event != "all" => Some(event),
            _ => None,
        }
    }
    rows.sort_by(|a, b| event(a).cmp(&event(b)));
}

fn events_with_hits(corpus: Corpus<'_>, cells: &Cells, (a, o): (usize, usize)) -> Vec<u32> {
    let hits = cells.hits(a, o).iter();
    let mut events: Vec<u32> = hits.filter_map(|h| corpus.counts.documents[h.1 as usize].event).collect();
    events.sort_unstable();
    events.dedup();
    events
}

fn balance(corpus: Corpus<'_>, cell: &Cell) -> Option<f64> {
    cell.is_enough(corpus).then(|| axis::log_ratio_half(cell.n_a(), cell.n_b()))
}

type Place = (usize, usize, Option<u32>);

fn row(corpus: Corpus<'_>, (a, o, event): Place, (voice, cell): (&str, &Cell), honesty: &Honesty) -> Vec<Value> {
    let (name, outlet) = (&corpus.legend.axes[a], &corpus.counts.outlets[o]);
    let (n_a, n_b) = (cell.n_a(), cell.n_b());
    let rate = |n: u64| (cell.n_tokens > 0).then(|| n as f64 * corpus.parameters.per / cell.n_tokens as f64);
    let theta = axis::theta(&cell.hits, cell.n_units, corpus.parameters.confidence);
    let enough = cell.is_enough(corpus);
    let interval = theta.as_ref().filter(|_| enough).and_then(|t| t.ci);
    let effect = theta.as_ref().filter(|_| enough).and_then(|t| Some((t.se_jackknife? / t.se_naive).powi(2)));
    let mut row: Vec<Value> = Vec::with_capacity(AXES.len());
    let event_id = event.map_or("all", |e| &corpus.legend.events[e as usize]);
    row.extend([event_id, &outlet.id, &outlet.name, &name.lexicon, &name.key, voice].map(Value::from));
    row.extend([n_a, n_b, cell.n_neutral, cell.n_documents, cell.n_documents_with, cell.n_tokens].map(Value::from));
    row.extend([rate(n_a).into(), rate(n_b).into(), share::share(n_a, n_a + n_b).into()]);
    row.extend([balance(corpus, cell).into(), interval.map(|c| c.0).into(), interval.map(|c| c.1).into()]);
    row.extend(if voice == "outlet" && event.is_none() { honesty.values(enough) } else { std::array::from_fn(|_| Value::Empty) });
    row.extend([effect.into(), note(corpus, cell, interval.is_some()).into()]);
    row
}

/// Why a cell has no score, or why its interval needs care.
fn note(corpus: Corpus<'_>, cell: &Cell, has_interval: bool) -> String {
    let p = corpus.parameters;
    let hits = cell.n_a() + cell.n_b();
    if hits == 0 {
        "no-hits".into()
    } else if !cell.is_enough(corpus) {
        format!(
            "below-floor: {hits} hits in {} documents, {} in {} needed",
            cell.n_documents_with, p.floor_hits, p.floor_documents
        )
    } else if !has_interval {
        "one-unit: no interval from one document or event".into()
    } else if cell.n_documents_with < 20 {
        format!("wide: {} documents with hits; take the interval as a rough guide below 20", cell.n_documents_with)
    } else {
        String::new()
    }
}

/// What a reader should know before trusting a balance.
#[derive(Default)]
struct Honesty {
    quoted: u64,
    all: u64,
    negated: u64,
    entries: Vec<(String, Pole, u64)>,
}

impl Honesty {
    fn new(corpus: Corpus<'_>, cells: &Cells, (a, o): (usize, usize)) -> Honesty {
        let outlet_voices = corpus.counts.voices.unwrap_or(Voices::OUTLET);
        let mut out = Honesty::default();
        let mut by_entry: BTreeMap<u32, u64> = BTreeMap::new();
        let of_axis = |id: u32| corpus.legend.entries[id as usize].axis as usize == a;
        let polar = |pole: Pole| matches!(pole, Pole::A | Pole::B);
        for &(_, d, poles) in cells.hits(a, o) {
            out.count_voices(&poles);
            let document = &corpus.counts.documents[d as usize];
            for (id, voice, n) in document.entries.iter().filter(|e| of_axis(e.0.0) && polar(corpus.legend.entry(e.0).pole)) {
                if outlet_voices.has(*voice) {
                    *by_entry.entry(id.0).or_default() += u64::from(*n);
                }
            }
            let negated = document.negated.iter().filter(|(id, _)| of_axis(id.0) && polar(corpus.legend.entry(*id).pole));
            out.negated += negated.map(|(_, n)| u64::from(*n)).sum::<u64>();
        }
        out.entries = by_entry
            .into_iter()
            .map(|(id, n)| (corpus.legend.entries[id as usize].pattern.clone(), corpus.legend.entries[id as usize].pole, n))
            .collect();
        out.entries.sort_by(|x, y| y.2.cmp(&x.2).then_with(|| x.0.cmp(&y.0)));
        out
    }

    fn count_voices(&mut self, poles: &Poles) {
        for pole in &poles[..2] {
            self.all += Voices::ALL.sum(pole);
            self.quoted += u64::from(pole[Voice::Quoted as usize]) + u64::from(pole[Voice::Scare as usize]);
        }
    }

    /// share_quoted to leave_one_entry_high.
    fn values(&self, enough: bool) -> [Value; 7] {
        let sum = |pole| self.entries.iter().filter(|e| e.1 == pole).map(|e| e.2).sum::<u64>();
        let (a, b) = (sum(Pole::A), sum(Pole::B));
        let top = self.entries.first();
        let without = top.filter(|_| enough).map(|(_, pole, n)| match pole {
            Pole::A => axis::log_ratio_half(a - n, b),
            _ => axis::log_ratio_half(a, b - n),
        });
        let by_pole = |e: &(String, Pole, u64)| if e.1 == Pole::A { (e.2, 0) } else { (0, e.2) };
        let range = axis::leave_one_out(&self.entries.iter().map(by_pole).collect::<Vec<_>>()).filter(|_| enough);
        [
            share::share(self.quoted, self.all).into(),
            self.negated.into(),
            top.map(|t| t.0.as_str()).into(),
            top.and_then(|t| share::share(t.2, a + b)).into(),
            without.into(),
            range.map(|r| r.0).into(),
            range.map(|r| r.1).into(),
        ]
    }
}

fn outlet_matrix(corpus: Corpus<'_>, cells: &BTreeMap<(usize, usize), Option<f64>>) -> Table {
    let mut matrix =
        table("axes_by_outlet", "Balance of each axis in the outlets' own words, one column per outlet", &["axis"], Vec::new());
    outlet_headers(&mut matrix, &corpus.counts.outlets, ColumnKind::Number);
    let mut axes: Vec<usize> = cells.keys().map(|k| k.0).collect();
    axes.dedup();
    for a in axes {
        let mut row: Vec<Value> = vec![corpus.legend.axes[a].key.as_str().into()];
        row.extend((0..corpus.counts.outlets.len()).map(|o| Value::from(cells.get(&(a, o)).copied().flatten())));
        matrix.rows.push(row);
    }
    matrix
}

/// `poles_by_outlet.csv`: plain counts of every pole of every axis, in the outlets' words and quoted.
pub fn poles_by_outlet(corpus: Corpus<'_>, cells: &Cells) -> Vec<Table> {
    let keys = ["axis", "pole", "voice"];
    let mut matrix =
        table("poles_by_outlet", "Hits of each pole, one column per outlet; complete whatever the evidence", &keys, Vec::new());
    outlet_headers(&mut matrix, &corpus.counts.outlets, ColumnKind::Integer);
    let outlet_voices = corpus.counts.voices.unwrap_or(Voices::OUTLET);
    let quoted = Voices::from_list(&[Voice::Quoted, Voice::Scare]);
    for (voice, voices) in [("outlet", outlet_voices), ("quoted", quoted)] {
        for (a, name) in corpus.legend.axes.iter().enumerate() {
            let poles: &[(&str, usize)] =
                if name.is_category { &[("category", 0)] } else { &[("a", 0), ("b", 1), ("neutral", 2)] };
            for (pole, p) in poles {
                let mut row: Vec<Value> = vec![name.key.as_str().into(), (*pole).into(), voice.into()];
                row.extend(
                    (0..corpus.counts.outlets.len())
                        .map(|o| Value::from(cells.hits(a, o).iter().map(|h| voices.sum(&h.2[*p])).sum::<u64>())),
                );
                matrix.rows.push(row);
            }
        }
    }
    vec![matrix]
}

/// `categories.csv` and its rates as a matrix.
pub fn categories(corpus: Corpus<'_>, cells: &Cells) -> Vec<Table> {
    let mut long = Vec::new();
    let mut matrix =
        table("categories_by_outlet", "Hits of each category per 1,000 words, one column per outlet", &["axis"], Vec::new());
    outlet_headers(&mut matrix, &corpus.counts.outlets, ColumnKind::Number);
    for a in (0..corpus.legend.axes.len()).filter(|a| corpus.legend.axes[*a].is_category) {
        let mut wide: Vec<Value> = vec![corpus.legend.axes[a].key.as_str().into()];
        for o in 0..corpus.counts.outlets.len() {
            for (voice, voices) in voice_rows(corpus.counts.voices.unwrap_or(Voices::OUTLET)) {
                let cell = cell(corpus, &cells.units(corpus, (a, o, voices)));
                let row = category_row(corpus, (a, o), (voice, &cell));
                if voice == "outlet" {
                    wide.push(row[8].clone());
                }
                long.push(row);
            }
        }
        matrix.rows.push(wide);
    }
    let columns = [
        "outlet_id",
        "outlet",
        "lexicon",
        "axis",
        "voice",
        "n_hits",
        "n_documents_with",
        "n_tokens",
        "per_1000",
        "ci_low",
        "ci_high",
        "note",
    ];
    vec![table("categories", "Rates of unpaired categories", &columns, long), matrix]
}

fn category_row(corpus: Corpus<'_>, (a, o): (usize, usize), (voice, cell): (&str, &Cell)) -> Vec<Value> {
    let (name, outlet) = (&corpus.legend.axes[a], &corpus.counts.outlets[o]);
    let n = cell.n_a();
    let p = corpus.parameters;
    let scale = |x: f64| x * p.per / 1000.0;
    let estimate = (cell.n_tokens > 0).then(|| n as f64 * p.per / cell.n_tokens as f64);
    let interval = rate_interval(cell, p.confidence);
    let note = match (cell.n_tokens, interval) {
        (0, _) => "no-words",
        (_, None) if n == 0 => "no-hits",
        (_, None) => "one-unit: no interval from one document or event",
        _ => "",
    };
    vec![
        outlet.id.as_str().into(),
        outlet.name.as_str().into(),
        name.lexicon.as_str().into(),
        name.key.as_str().into(),
        voice.into(),
        n.into(),
        cell.n_documents_with.into(),
        cell.n_tokens.into(),
        estimate.into(),
        interval.map(|i| scale(i.0)).into(),
        interval.map(|i| scale(i.1)).into(),
        note.into(),
    ]
}

/// Per 1,000 words: the wider of the exact Poisson interval and the interval clustered on units.
fn rate_interval(cell: &Cell, level: f64) -> Option<(f64, f64)> {
    let se = cell.moments.se()?;
    let (low, high) = rate::garwood(cell.n_a(), cell.n_tokens, level)?;
    let r = cell.moments.rate().filter(|r| *r > 0.0)?;
    let half = libm::exp(normal_quantile(0.5 + level / 2.0)? * se / r);
    Some((low.min(1000.0 * r / half), high.max(1000.0 * r * half)))
}

/// `entries.csv`: which words made the scores.
pub fn entries(corpus: Corpus<'_>) -> Vec<Table> {
    let mut cells: BTreeMap<(u32, u32, Voice), (u64, u64)> = BTreeMap::new();
    for document in &corpus.counts.documents {
        for (id, voice, n) in document.entries.iter().filter(|e| corpus.legend.entry(e.0).pole != Pole::Exclude) {
            let cell = cells.entry((id.0, document.outlet, *voice)).or_default();
            *cell = (cell.0 + u64::from(*n), cell.1 + 1);
        }
    }
    let rows = cells.into_iter().map(|((id, outlet, voice), (n, documents))| {
        let entry = &corpus.legend.entries[id as usize];
        let axis = &corpus.legend.axes[entry.axis as usize];
        vec![
            axis.lexicon.as_str().into(),
            axis.key.as_str().into(),
            entry.pole.name().into(),
            entry.pattern.as_str().into(),
            corpus.counts.outlets[outlet as usize].id.as_str().into(),
            voice.name().into(),
            n.into(),
            documents.into(),
        ]
    });
    let columns = ["lexicon", "axis", "pole", "entry", "outlet_id", "voice", "n", "n_documents"];
    vec![table("entries", "Which words made the scores", &columns, rows.collect())]
}
