//! What some outlets report of an event and others leave out, and what they give differently.

use crate::measure::tables::{Cells, Corpus, outlet_headers, table};
use crate::survey::{self, CoverageDocument, CoverageRow, Entities, SurveyDocument, TermDocuments};
use crate::table::{Cell, ColumnKind, Table, Value, to_values};
use std::collections::BTreeSet;

/// Outlets that must have an item before its absence elsewhere says something.
const LEAST: usize = 1;
/// Events whose rows are shown to people.
const SHOWN: usize = 12;

/// What coverage is made of.
pub(super) struct Sources<'a> {
    pub(super) cells: &'a Cells,
    pub(super) surveyed: &'a [SurveyDocument<'a>],
    pub(super) names: &'a [Vec<(String, u32)>],
    pub(super) entities: &'a Entities,
    pub(super) terms: &'a TermDocuments,
}

/// The rows of `coverage.csv`, and `differences.csv`.
pub(super) fn coverage(corpus: Corpus<'_>, sources: &Sources<'_>) -> (Vec<CoverageRow>, Table) {
    let documents = documents(corpus, sources);
    (survey::coverage(&documents, sources.terms, LEAST), differences(corpus, &survey::differences(&documents)))
}

fn documents<'a>(corpus: Corpus<'a>, sources: &'a Sources<'a>) -> Vec<CoverageDocument<'a>> {
    let mut axes: Vec<Vec<(&str, u32)>> = vec![Vec::new(); sources.surveyed.len()];
    for (a, name) in corpus.legend.axes.iter().enumerate() {
        for o in 0..corpus.counts.outlets.len() {
            for (_, d, poles) in sources.cells.hits(a, o) {
                axes[*d as usize].push((name.key.as_str(), poles.iter().flatten().sum()));
            }
        }
    }
    let documents = sources.surveyed.iter().enumerate();
    documents
        .zip(axes)
        .map(|((i, d), axes)| {
            let actors: BTreeSet<&str> = sources.names[i].iter().map(|(name, _)| sources.entities.name(name)).collect();
            CoverageDocument {
                outlet: corpus.counts.documents[i].outlet,
                event: corpus.counts.documents[i].event.map(|e| e as usize),
                actors: actors.into_iter().map(|name| (name, sources.entities.kind(name))).collect(),
                axes,
                features: d.features,
            }
        })
        .collect()
}

/// `coverage.csv` without its rows: event and item, one column per outlet: documents that have the item;
/// empty where the outlet has no document on the event.
pub(super) fn matrix(corpus: Corpus<'_>) -> Table {
    let keys = ["event_id", "item", "item_kind", "n_outlets_with", "n_outlets"];
    let title = "Who mentions it, who leaves it out: per event, documents with the item, one column per outlet";
    let mut matrix = table("coverage", title, &keys, Vec::new());
    outlet_headers(&mut matrix, &corpus.counts.outlets, ColumnKind::Integer);
    matrix
}

/// One row of `coverage.csv`.
pub(super) fn row<'a>(corpus: Corpus<'a>, row: &'a CoverageRow) -> Vec<Cell<'a>> {
    let mut cells: Vec<Cell<'_>> =
        vec![corpus.legend.events[row.event].as_str().into(), row.item.as_str().into(), row.kind.name().into()];
    cells.extend([row.n_with(), row.outlets.len()].map(Cell::from));
    cells.resize(cells.len() + corpus.counts.outlets.len(), Value::Empty);
    row.outlets.iter().for_each(|(o, n)| cells[KEYS + *o as usize] = (*n).into());
    cells
}

/// Columns before those of the outlets.
const KEYS: usize = 5;

/// `coverage.csv` for people: the events with most rows.
pub(super) fn shown(corpus: Corpus<'_>, rows: &[CoverageRow]) -> Table {
    let mut events: Vec<&[CoverageRow]> = rows.chunk_by(|a, b| a.event == b.event).collect();
    events.sort_by_key(|rows| std::cmp::Reverse(rows.len()));
    events.truncate(SHOWN);
    events.sort_by_key(|rows| rows[0].event);
    let mut matrix = matrix(corpus);
    matrix.rows = events.into_iter().flatten().map(|r| to_values(&row(corpus, r))).collect();
    matrix
}

fn differences(corpus: Corpus<'_>, found: &[survey::Difference]) -> Table {
    let id = |d: usize| Value::from(corpus.legend.documents[d].as_str());
    let outlet = |d: usize| Value::from(corpus.counts.outlets[corpus.counts.documents[d].outlet as usize].id.as_str());
    let rows = found.iter().map(|f| {
        vec![
            corpus.legend.events[f.event].as_str().into(),
            f.unit.as_str().into(),
            f.shared.join(" ").into(),
            outlet(f.one.0),
            id(f.one.0),
            f.one.1.as_str().into(),
            outlet(f.other.0),
            id(f.other.0),
            f.other.1.as_str().into(),
        ]
    });
    let columns = [
        "event_id",
        "unit",
        "shared_terms",
        "outlet_id",
        "document_id",
        "value",
        "other_outlet_id",
        "other_document_id",
        "other_value",
    ];
    table(
        "differences",
        "Numbers and dates that outlets give differently for what looks like the same fact",
        &columns,
        rows.collect(),
    )
}
