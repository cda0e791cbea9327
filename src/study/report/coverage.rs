//! What some outlets report of an event and others leave out, and what they give differently.

use crate::measure::tables::{Cells, Corpus, outlet_headers, table};
use crate::survey::{self, CoverageDocument, CoverageRow, Entities, SurveyDocument};
use crate::table::{ColumnKind, Table, Value};
use std::collections::BTreeMap;

/// Outlets that must have an item before its absence elsewhere says something.
const LEAST: usize = 1;
/// Rows listed per event and kind of item.
const ROWS: usize = 60;

/// What coverage is made of.
pub(super) struct Sources<'a> {
    pub(super) cells: &'a Cells,
    pub(super) surveyed: &'a [SurveyDocument<'a>],
    pub(super) names: &'a [Vec<(String, u32)>],
    pub(super) entities: &'a Entities,
}

/// `coverage.csv` and `differences.csv`.
pub(super) fn coverage(corpus: Corpus<'_>, sources: &Sources<'_>) -> Vec<Table> {
    let documents = documents(corpus, sources);
    vec![silence(corpus, &survey::coverage(&documents, LEAST)), differences(corpus, &survey::differences(&documents))]
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
            let mut actors: BTreeMap<&str, u32> = BTreeMap::new();
            for (name, n) in &sources.names[i] {
                *actors.entry(sources.entities.name(i, name)).or_default() += n;
            }
            CoverageDocument {
                outlet: d.outlet,
                event: corpus.counts.documents[i].event.map(|e| e as usize),
                actors: actors.into_iter().collect(),
                axes,
                features: d.features,
            }
        })
        .collect()
}

/// Event and item rows, one column per outlet: documents that have the item; empty where the outlet has
/// no document on the event.
fn silence(corpus: Corpus<'_>, rows: &[CoverageRow]) -> Table {
    let outlets = &corpus.counts.outlets;
    let keys = ["event_id", "item", "item_kind", "n_outlets_with", "n_outlets"];
    let mut matrix = table(
        "coverage",
        "Who mentions it, who leaves it out: per event, documents with the item, one column per outlet",
        &keys,
        Vec::new(),
    );
    outlet_headers(&mut matrix, outlets, ColumnKind::Integer);
    let mut listed: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for row in rows {
        let n = listed.entry((row.event, row.kind.name())).or_default();
        *n += 1;
        if *n > ROWS {
            continue;
        }
        let mut cells: Vec<Value> =
            vec![corpus.legend.events[row.event].as_str().into(), row.item.as_str().into(), row.kind.name().into()];
        cells.extend([row.n_with().into(), row.outlets.len().into()]);
        cells.extend(outlets.iter().map(|o| Value::from(row.outlets.get(&o.name).copied())));
        matrix.rows.push(cells);
    }
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
