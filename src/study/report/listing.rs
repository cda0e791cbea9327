//! Tables that list what was read: outlets, documents, events, duplicates, and what was odd.

use super::Report;
use super::passages::Sink;
use crate::corpus::{Note, Origin};
use crate::count::Legend;
use crate::measure::tables::{Cells, Corpus, no_distances, table};
use crate::study::partial::Settled;
use crate::study::plan::Plan;
use crate::survey::{Duplicates, Events};
use crate::table::{Cell, Table, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// What the lists are made of.
pub(super) struct Listing<'a> {
    pub(super) corpus: Corpus<'a>,
    pub(super) settled: &'a Settled,
    pub(super) events: &'a Events,
    pub(super) duplicates: &'a Duplicates,
}

/// Outlets, documents, events.
pub(super) fn tables(list: &Listing<'_>) -> Vec<Table> {
    vec![outlets(list), documents(list), events(list)]
}

fn outlets(list: &Listing<'_>) -> Table {
    let floor = list.corpus.parameters.floor_documents;
    let rows = list.corpus.counts.outlets.iter().map(|o| {
        let note = if o.n_documents < floor { "below-floor: fewer documents than the floor, counts only" } else { "" };
        let mut row: Vec<Value> = vec![o.id.as_str().into(), o.name.as_str().into(), o.n_documents.into()];
        row.push(o.n_tokens.iter().sum::<u64>().into());
        row.extend(o.n_tokens.map(Value::from));
        row.extend([o.days.map(|d| d.0).into(), o.days.map(|d| d.1).into(), o.n_hits.into(), note.into()]);
        row
    });
    let columns = [
        "outlet_id",
        "outlet",
        "n_documents",
        "n_tokens",
        "n_tokens_own",
        "n_tokens_reported",
        "n_tokens_quoted",
        "n_tokens_scare",
        "first_date",
        "last_date",
        "n_hits",
        "note",
    ];
    table("outlets", "What was read of each outlet", &columns, rows.collect())
}

fn documents(list: &Listing<'_>) -> Table {
    let Corpus { counts, legend, .. } = list.corpus;
    let mut notes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for note in list.settled.lists.notes.iter().filter(|n| !n.document_id.is_empty()) {
        notes.entry(&note.document_id).or_default().insert(&note.code);
    }
    let rows = list.settled.documents.iter().enumerate().map(|(i, d)| {
        let totals = &counts.documents[i];
        let outlet = &counts.outlets[totals.outlet as usize];
        let note: Vec<&str> = notes.get(d.meta.id.as_str()).into_iter().flatten().copied().collect();
        let line = Some(d.meta.origin.line).filter(|l| *l > 0);
        vec![
            legend.documents[i].as_str().into(),
            outlet.id.as_str().into(),
            outlet.name.as_str().into(),
            d.meta.date.into(),
            totals.event.map(|e| legend.events[e as usize].as_str()).into(),
            d.meta.title.as_str().into(),
            d.meta.url.as_str().into(),
            d.meta.language.as_str().into(),
            totals.n_tokens.iter().sum::<u32>().into(),
            d.meta.n_sentences.into(),
            totals.entries.iter().map(|(_, _, n)| *n).sum::<u32>().into(),
            list.duplicates.duplicate_of.get(i).copied().flatten().map(|first| legend.documents[first].as_str()).into(),
            d.meta.origin.file.as_str().into(),
            line.into(),
            d.meta.sha256.as_str().into(),
            note.join("; ").into(),
        ]
    });
    let columns = [
        "document_id",
        "outlet_id",
        "outlet",
        "date",
        "event_id",
        "title",
        "url",
        "language",
        "n_tokens",
        "n_sentences",
        "n_hits",
        "duplicate_of",
        "file",
        "line",
        "text_sha256",
        "note",
    ];
    table("documents", "Every document that was counted", &columns, rows.collect())
}

fn events(list: &Listing<'_>) -> Table {
    let rows = list.events.events.iter().map(|e| {
        vec![
            e.id.as_str().into(),
            e.label.as_str().into(),
            e.first_date.into(),
            e.last_date.into(),
            e.n_documents.into(),
            e.n_outlets.into(),
            e.top_terms.as_str().into(),
            e.cohesion.into(),
        ]
    });
    let columns = ["event_id", "label", "first_date", "last_date", "n_documents", "n_outlets", "top_terms", "cohesion"];
    table("events", "What documents report on together", &columns, rows.collect())
}

/// Columns of `event_links.csv`.
const LINKS: &[&str] = &["document_id", "other_document_id", "event_id", "similarity", "shared_terms"];
/// Columns of `duplicates.csv`.
const DUPLICATES: &[&str] = &[
    "document_id",
    "other_document_id",
    "outlet_id",
    "other_outlet_id",
    "kind",
    "n_tokens_shared",
    "containment",
    "jaccard",
    "agency",
];

/// The tables of pairs of documents, without rows.
pub(super) fn pair_tables() -> [Table; 2] {
    [
        table("event_links", "Each document's nearest documents, and the terms they share", LINKS, Vec::new()),
        table("duplicates", "Documents that print the same passages", DUPLICATES, Vec::new()),
    ]
}

impl Report<'_> {
    /// Sends the rows of `event_links.csv`: why every document is in its event.
    pub(super) fn event_links(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        let documents = &self.legend.documents;
        for (d, near) in self.survey.why.iter().enumerate() {
            let event = self.counts.documents[d].event.map(|e| self.legend.events[e as usize].as_str());
            for link in near {
                let [document, other] = [d, link.document].map(|d| Cell::from(&documents[d]));
                sink(&[document, other, event.into(), link.similarity.into(), Cell::from(&link.shared)])?;
            }
        }
        Ok(())
    }

    /// Sends the rows of `duplicates.csv`.
    pub(super) fn duplicate_pairs(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        let outlet = |d: usize| &self.counts.outlets[self.counts.documents[d].outlet as usize].id;
        for pair in &self.duplicates.pairs {
            sink(&[
                Cell::from(&self.legend.documents[pair.document]),
                Cell::from(&self.legend.documents[pair.other]),
                outlet(pair.document).into(),
                outlet(pair.other).into(),
                pair.kind.name().into(),
                pair.n_tokens_shared.into(),
                pair.containment.into(),
                pair.jaccard.into(),
                Cell::from(&pair.agency),
            ])?;
        }
        Ok(())
    }
}

/// A note about the corpus as a whole: code and detail.
pub(super) fn note(field: &str, (code, detail): (&str, String)) -> Note {
    Note {
        code: code.into(),
        origin: Origin::default(),
        document_id: String::new(),
        field: field.into(),
        detail,
        excerpt: String::new(),
    }
}

/// Notes about the corpus as a whole: lexicons that found nothing, pairs that are not compared.
pub(super) fn corpus_notes(corpus: Corpus<'_>, cells: &Cells, plan: &Plan) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |code: &str, field: &str, detail: String| notes.push(note(field, (code, detail)));
    let silent: Vec<&str> =
        (0..corpus.legend.axes.len()).filter(|a| !cells.has_hits(*a)).map(|a| corpus.legend.axes[a].key.as_str()).collect();
    if silent.len() == corpus.legend.axes.len() && !silent.is_empty() {
        note("no-hits", "lexicon", "no entry of any lexicon was found in the corpus".into());
    } else if !silent.is_empty() && !plan.embedded {
        note("axis-without-hits", "axis", silent.join(", "));
    }
    let outlets = corpus.counts.outlets.len();
    if outlets > crate::measure::tables::PAIRS_UP_TO {
        note("one-vs-rest", "outlet", format!("{outlets} outlets: contrasts compare each with the rest, not every pair"));
    }
    if outlets == 1 {
        note("one-outlet", "outlet", "nothing to compare it with: keyness, contrasts, distances and coverage are empty".into());
    }
    if let Some((code, why)) = no_distances(corpus) {
        note(code, "distances", why);
    }
    if corpus.counts.documents.iter().all(|d| d.date.is_none()) {
        note("no-dates", "date", "no document is dated: the timeline is empty".into());
    }
    notes
}

/// Rejects, and notes with those given.
pub(super) fn faults((settled, legend): (&Settled, &Legend), further: &[Note]) -> Vec<Table> {
    let slugs: BTreeMap<&str, &str> =
        settled.documents.iter().zip(&legend.documents).map(|(d, slug)| (d.meta.id.as_str(), slug.as_str())).collect();
    let row = |origin: &Origin, id: &str, rest: [&str; 4]| -> Vec<Value> {
        let positive = |n: u64| Some(n).filter(|n| *n > 0);
        let [code, field, detail, excerpt] = rest;
        let id =
            slugs.get(id).map_or_else(|| if id.is_empty() { String::new() } else { crate::write::slug(id) }, |s| (*s).to_owned());
        vec![
            origin.file.as_str().into(),
            positive(origin.line).into(),
            positive(origin.record).into(),
            positive(origin.byte).into(),
            id.into(),
            code.into(),
            field.into(),
            detail.into(),
            excerpt.into(),
        ]
    };
    let columns = ["source", "line", "record", "byte", "document_id", "code", "field", "detail", "excerpt"];
    let lists = &settled.lists;
    let rejects = lists.rejects.iter().map(|r| row(&r.origin, &r.document_id, [&r.code, &r.field, &r.detail, &r.excerpt]));
    let mut notes: Vec<&Note> = lists.notes.iter().chain(further).collect();
    notes.sort();
    let notes = notes.into_iter().map(|n| row(&n.origin, &n.document_id, [&n.code, &n.field, &n.detail, &n.excerpt]));
    vec![
        table("rejects", "Records that were left out, and why", &columns, rejects.collect()),
        table("notes", "Records that were kept, with something odd about them", &columns, notes.collect()),
    ]
}
