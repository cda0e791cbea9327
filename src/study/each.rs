//! Looks at every document of an input, one after the other: what questions about lexicons need that no
//! table answers.

use super::plan::Plan;
use super::run::{Input, RunError};
use super::suggest::{self, LabelUse, SuggestOptions, Usage};
use super::validate::{Passage, Sampler};
use crate::actor::Finder;
use crate::annotate::{Annotated, Annotator};
use crate::lexicon::{Comparison, Hit, REASONS};
use crate::read::{self, Item};
use crate::table::{Column, ColumnKind, Table, Value};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Calls `see` with every document, its hits and the annotator, in the order they are read; gives the
/// annotator with its vocabulary back.
///
/// # Errors
/// Inputs that cannot be read.
pub fn each_document(
    plan: &Plan,
    input: Input<'_>,
    mut see: impl FnMut(&Annotated, &[Hit], &Annotator),
) -> Result<Annotator, RunError> {
    let mut annotator = Annotator::new(plan.annotate.clone());
    let mut scanner = plan.matcher.scanner();
    let mut sink = |item: Item| {
        if let Item::Document(document) = item {
            let annotated = annotator.annotate(*document);
            let hits = scanner.hits(&annotated, &annotator.vocabulary, &annotator.parts);
            see(&annotated, &hits, &annotator);
        }
        ControlFlow::Continue(())
    };
    let read = match input {
        Input::Paths(paths) => read::read(paths, &plan.read, &mut sink),
        Input::Bytes(name, bytes) => read::read_bytes(name, bytes, &plan.read, &mut sink),
    };
    read.map_err(RunError::Problems)?;
    Ok(annotator)
}

/// Words and labels the plan's lexicons may have missed.
///
/// # Errors
/// Inputs that cannot be read.
pub fn suggestions(plan: &Plan, input: Input<'_>, options: &SuggestOptions) -> Result<Table, RunError> {
    let (mut usage, mut labels, mut finder) = (Usage::default(), Vec::new(), Finder::default());
    let annotator = each_document(plan, input, |document, hits, annotator| {
        let outlet = document.document.outlet.as_str();
        usage.add((document, outlet), &annotator.vocabulary, (&plan.matcher, hits));
        let mentions = finder.mentions(document, &annotator.vocabulary);
        labels.extend(mentions.into_iter().filter(|m| !m.label.is_empty()).map(|m| LabelUse {
            entity: m.entity,
            label: m.label,
            outlet: outlet.to_owned(),
            passage: sentence(document, m.sentence as usize).to_owned(),
        }));
    })?;
    let mut found = usage.neighbours(&annotator.vocabulary, options);
    found.extend(suggest::rival_labels(&labels, &plan.lexicons, &plan.matcher, options));
    Ok(suggest::table(&found, &plan.lexicons))
}

/// The text of a sentence; empty for one that does not exist.
fn sentence(document: &Annotated, s: usize) -> &str {
    let Some(found) = document.sentences.get(s) else { return "" };
    let field = document.field(found.first as usize);
    field.get(found.start_byte as usize..found.end_byte as usize).unwrap_or_default()
}

/// A blind coding sheet of `n` passages for every axis of the plan's lexicons, and its key.
///
/// # Errors
/// Inputs that cannot be read.
pub fn sample(plan: &Plan, input: Input<'_>, (n, seed): (usize, u64)) -> Result<(Table, Table), RunError> {
    let axes: Vec<(usize, usize, &str)> = plan
        .lexicons
        .iter()
        .enumerate()
        .flat_map(|(l, x)| x.axes.iter().enumerate().map(move |(a, axis)| (l, a, axis.key.as_str())))
        .collect();
    let mut sampler = Sampler::new(n, seed);
    each_document(plan, input, |document, hits, _| {
        let counted = hits.iter().filter(|h| plan.matcher.counts(h));
        let hit: BTreeSet<(u32, usize, usize)> =
            counted.map(|h| (h.sentence, plan.matcher.entry(h.entry))).map(|(s, e)| (s, e.lexicon, e.axis)).collect();
        // Where the turns start depends on the document alone, so that the order of documents is nothing to them.
        let first = document.document.id.bytes().fold(0usize, |sum, b| (sum * 31 + usize::from(b)) % (1 << 20));
        for s in 0..document.sentences.len() {
            if !document.zones.get(s).is_some_and(|z| z.is_scored()) {
                continue;
            }
            let around = |s: Option<usize>| s.map_or("", |s| sentence(document, s)).to_owned();
            // One axis per sentence without hits, by turns: enough to choose from.
            let turn = (first + s) % axes.len().max(1);
            for (i, &(l, a, axis)) in axes.iter().enumerate() {
                let is_hit = hit.contains(&(s as u32, l, a));
                if !is_hit && i != turn {
                    continue;
                }
                let passage = Passage {
                    document: document.document.id.clone(),
                    sentence: s as u32,
                    outlet: document.document.outlet.clone(),
                    axis: axis.to_owned(),
                    hit: is_hit,
                    text: Default::default(),
                };
                sampler.see(passage, || [around(s.checked_sub(1)), around(Some(s)), around(Some(s + 1))]);
            }
        }
    })?;
    Ok(sampler.draw())
}

/// Every hit that only we or only quanteda count, with the reason.
///
/// # Errors
/// Inputs that cannot be read.
pub fn differences(plan: &Plan, input: Input<'_>) -> Result<Table, RunError> {
    let comparison = Comparison::new(&plan.lexicons, plan.matcher.options().overlap).map_err(RunError::Problems)?;
    let mut comparer = comparison.scanner();
    let mut rows = Vec::new();
    each_document(plan, input, |document, _, annotator| {
        for d in comparer.differences(document, &annotator.vocabulary, &annotator.parts) {
            let place = comparison.matcher().entry(d.entry);
            let lexicon = &plan.lexicons[place.lexicon];
            let meaning = REASONS.iter().find(|(name, _)| *name == d.reason).map_or("", |(_, m)| *m);
            let text = &document.field(d.tokens.0 as usize)[d.bytes.0 as usize..d.bytes.1 as usize];
            let mut row: Vec<Value> = vec![document.document.id.as_str().into(), lexicon.name.as_str().into()];
            row.extend(
                [lexicon.axes[place.axis].key.as_str(), place.pole.name(), &place.of(&plan.lexicons).pattern, text]
                    .map(Value::from),
            );
            row.extend([Value::from(d.ours), Value::from(!d.ours), d.reason.into(), meaning.into()]);
            rows.push(row);
        }
    })?;
    let columns = [
        ("document_id", ColumnKind::Id, "document"),
        ("lexicon", ColumnKind::Text, "lexicon"),
        ("axis", ColumnKind::Text, "axis or category"),
        ("pole", ColumnKind::Text, "pole"),
        ("entry", ColumnKind::Text, "entry"),
        ("text", ColumnKind::Text, "the words"),
        ("framescope", ColumnKind::Flag, "whether we count it"),
        ("quanteda", ColumnKind::Flag, "whether quanteda's tokens_lookup with its defaults counts it"),
        ("reason", ColumnKind::Text, "why"),
        ("meaning", ColumnKind::Text, "what that means"),
    ];
    let column = |(name, kind, meaning): (&str, ColumnKind, &str)| Column {
        name: name.into(),
        kind,
        unit: "",
        meaning: meaning.into(),
        empty: "",
    };
    Ok(Table {
        name: "differences".into(),
        title: "Where and why does our matching differ from quanteda's?".into(),
        columns: columns.map(column).to_vec(),
        rows,
    })
}

/// Hits that count per entry, all and quoted, and every form with its count: what a corpus shows of the
/// plan's lexicons.
///
/// # Errors
/// Inputs that cannot be read.
pub fn evidence(plan: &Plan, input: Input<'_>) -> Result<Evidence, RunError> {
    let mut out = Evidence { hits: vec![(0, 0); plan.matcher.entries().len()], types: Vec::new() };
    let mut counts = Vec::new();
    let annotator = each_document(plan, input, |document, hits, annotator| {
        counts.resize(annotator.vocabulary.len(), 0u64);
        document.tokens.iter().for_each(|t| counts[t.term.0 as usize] += 1);
        for hit in hits.iter().filter(|h| plan.matcher.counts(h)) {
            let n = &mut out.hits[hit.entry.0 as usize];
            n.0 += 1;
            n.1 += u64::from(document.voices[hit.first as usize] == crate::voice::Voice::Quoted);
        }
    })?;
    out.types = crate::lexicon::types(&annotator.vocabulary, &counts).into_iter().map(|(f, n)| (f.to_owned(), n)).collect();
    Ok(out)
}

/// What a corpus shows of lexicons, owned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Hits that count of each entry: all, and quoted ones.
    pub hits: Vec<(u64, u64)>,
    /// Forms and how often they occur.
    pub types: Vec<(String, u64)>,
}
