//! Which documents report on the same event.
//!
//! In: the documents' features, dates, and event identifiers as given. Out: [`Events`]: an event per
//! document, what each event is called, when it was reported and by how many, how alike its reports
//! are, and per document its nearest documents with the terms they share.
//!
//! Similarity: tf-idf cosines of all terms, of title and lead, of named things and of numbers, faded by
//! a Gaussian of the days between (Miranda et al. 2018). Grouping: average linkage.

use super::SurveyDocument;
use super::cluster::{Clustering, cluster};
use super::neighbours::{Decay, Edge, neighbours};
use super::salience::Salience;
use super::vectors::{ONE, TermDocuments, Vectors};
use crate::corpus::Date;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Neighbours kept per document to explain its event.
const EXPLAINED: usize = 5;
/// Shared terms named per neighbour.
const SHARED: usize = 8;
/// Characteristic terms per event.
const TOP: usize = 10;
/// Terms in an event's label.
const LABEL: usize = 4;

/// Where events come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventMode {
    /// The identifiers in the data; a document without one has no event.
    #[default]
    Given,
    /// Found; given identifiers win, and documents without one may join them.
    Auto,
    /// No events.
    None,
}

/// How events are found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventOptions {
    /// Where events come from.
    pub mode: EventMode,
    /// Days beyond which two reports are never compared.
    pub window_days: u32,
    /// Standard deviation of the decay, in days.
    pub sigma_days: f64,
    /// Least average similarity of two groups of documents that are one event, 0 to 1.
    pub threshold: f64,
}

impl Default for EventOptions {
    fn default() -> Self {
        EventOptions { mode: EventMode::Given, window_days: 9, sigma_days: 3.0, threshold: 0.16 }
    }
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventInfo {
    /// As given, or the first day and the most characteristic terms.
    pub id: String,
    /// The most characteristic terms.
    pub label: String,
    /// First day of publication.
    pub first_date: Option<Date>,
    /// Last day.
    pub last_date: Option<Date>,
    /// How many documents report on it.
    pub n_documents: usize,
    /// How many outlets do.
    pub n_outlets: usize,
    /// Terms by their weight in the event, heaviest first, with single spaces.
    pub top_terms: String,
    /// Average similarity of its documents, 0 to 1; `None` for a single one.
    pub cohesion: Option<f64>,
}

/// A document near another one, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// The other document.
    pub document: usize,
    /// How similar, 0 to 1, the decay of time included.
    pub similarity: f64,
    /// What they share, heaviest first, with single spaces.
    pub shared: String,
}

/// The events of a corpus. Indices refer to the documents given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    /// Per document its event; `None` without one.
    pub assignment: Vec<Option<usize>>,
    /// Events by first day, then identifier.
    pub events: Vec<EventInfo>,
    /// Per document its nearest documents, nearest first.
    pub why: Vec<Vec<Neighbour>>,
    /// How common terms are.
    pub terms: TermDocuments,
}

/// Groups documents into events. The result does not depend on the order of the documents.
pub fn events(documents: &[SurveyDocument<'_>], options: &EventOptions) -> Events {
    if options.mode == EventMode::None {
        return unassigned(documents.len());
    }
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&d| (documents[d].date.is_none(), documents[d].date, documents[d].id));
    let sorted: Vec<SurveyDocument<'_>> = order.iter().map(|&d| documents[d]).collect();
    let vectors = Vectors::new(&sorted);
    let decay = Decay::new(&sorted, options.window_days, options.sigma_days);
    let edges = neighbours(&vectors, &decay, ONE / 20);
    let groups = match options.mode {
        EventMode::Auto if documents.iter().any(|d| d.event.is_none()) => {
            found(&sorted, &Similarities { vectors: &vectors, decay: &decay, edges: &edges }, options)
        }
        _ => given(&sorted),
    };
    let described = describe(&sorted, &groups, &vectors, &decay);
    let mut result = unassigned(documents.len());
    for (rank, why) in explain(&sorted, &vectors, &edges).into_iter().enumerate() {
        result.why[order[rank]] = why.into_iter().map(|n| Neighbour { document: order[n.document], ..n }).collect();
    }
    for (event, (info, members)) in described.into_iter().enumerate() {
        result.events.push(info);
        members.iter().for_each(|&rank| result.assignment[order[rank]] = Some(event));
    }
    result.terms = vectors.terms;
    result
}

/// So many documents without an event.
fn unassigned(n: usize) -> Events {
    Events { assignment: vec![None; n], why: vec![vec![]; n], ..Events::default() }
}

struct Similarities<'a> {
    vectors: &'a Vectors,
    decay: &'a Decay,
    edges: &'a [Edge],
}

type Groups = BTreeMap<u32, Vec<usize>>;

/// Documents by identifier as given.
fn given(documents: &[SurveyDocument<'_>]) -> Groups {
    let mut groups = Groups::new();
    for (document, known) in known(documents).into_iter().enumerate() {
        if let Some(known) = known {
            groups.entry(known).or_default().push(document);
        }
    }
    groups
}

/// Documents by the group they were found to belong to.
fn found(documents: &[SurveyDocument<'_>], similar: &Similarities<'_>, options: &EventOptions) -> Groups {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "0 to ONE, below 2^52"
    )]
    let threshold = libm::round(options.threshold.clamp(0.0, 1.0) * ONE as f64) as u64;
    let known = known(documents);
    let task = Clustering { vectors: similar.vectors, decay: similar.decay, threshold: threshold.max(1), known: &known };
    let mut groups = Groups::new();
    for (document, group) in cluster(&task, similar.edges).into_iter().enumerate() {
        groups.entry(group).or_default().push(document);
    }
    groups
}

/// Per document a number for its given identifier.
fn known(documents: &[SurveyDocument<'_>]) -> Vec<Option<u32>> {
    let identifiers: BTreeSet<&str> = documents.iter().filter_map(|d| d.event).collect();
    let number: BTreeMap<&str, u32> = identifiers.into_iter().zip(0u32..).collect();
    documents.iter().map(|d| d.event.and_then(|e| number.get(e).copied())).collect()
}

/// Names and describes the groups; their order is that of the result.
fn describe(documents: &[SurveyDocument<'_>], groups: &Groups, vectors: &Vectors, decay: &Decay) -> Vec<(EventInfo, Vec<usize>)> {
    let salience = Salience::new(documents, vectors);
    let one = |members: &Vec<usize>| {
        let dates: Vec<Date> = members.iter().filter_map(|&d| documents[d].date).collect();
        let outlets: BTreeSet<&str> = members.iter().map(|&d| documents[d].outlet).collect();
        let top_terms = salience.words(members, documents[members[0]].language, TOP);
        let first_date = dates.iter().min().copied();
        let given = members.iter().find_map(|&d| documents[d].event);
        let info = EventInfo {
            id: given.map_or_else(|| identifier(first_date, &top_terms), String::from),
            label: top_terms[..top_terms.len().min(LABEL)].join(", "),
            first_date,
            last_date: dates.iter().max().copied(),
            n_documents: members.len(),
            n_outlets: outlets.len(),
            top_terms: top_terms.join(" "),
            cohesion: cohesion(vectors, decay, members),
        };
        (info, members.clone())
    };
    let mut described: Vec<(EventInfo, Vec<usize>)> = groups.par_iter().map(|(_, members)| one(members)).collect();
    described.sort_by(|a, b| {
        let key = |e: &(EventInfo, Vec<usize>)| (e.0.first_date.is_none(), e.0.first_date, e.0.id.clone(), e.1[0]);
        key(a).cmp(&key(b))
    });
    number_equal_identifiers(&mut described);
    described
}

/// `2022-09-10-hamas-haniyeh-lavrov`.
fn identifier(date: Option<Date>, terms: &[&str]) -> String {
    let mut id = date.map_or_else(|| "undated".to_string(), |d| d.to_string());
    for term in terms.iter().take(3) {
        id.push('-');
        id.extend(term.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }));
    }
    id
}

/// Adds `-2`, `-3` to found identifiers that occurred before; given ones keep theirs.
fn number_equal_identifiers(described: &mut [(EventInfo, Vec<usize>)]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut next: BTreeMap<String, u32> = BTreeMap::new();
    for (info, _) in described {
        let base = info.id.clone();
        while !taken.insert(info.id.clone()) {
            let n = next.entry(base.clone()).or_insert(1);
            *n += 1;
            info.id = format!("{base}-{n}");
        }
    }
}

/// Average similarity within; of large events from an even sample of members.
fn cohesion(vectors: &Vectors, decay: &Decay, members: &[usize]) -> Option<f64> {
    let n = members.len().min(24);
    let sample: Vec<usize> = (0..n).map(|i| members[i * members.len() / n]).collect();
    let pairs = sample.iter().enumerate().flat_map(|(i, &a)| sample[..i].iter().map(move |&b| (a, b)));
    let (sum, count) = pairs.fold((0, 0), |(sum, n), (a, b)| (sum + decay.similarity(vectors, a, b), n + 1));
    (count > 0).then(|| share(sum / count))
}

#[expect(clippy::cast_precision_loss, reason = "similarities are below 2^52")]
fn share(similarity: u64) -> f64 {
    (similarity as f64 / ONE as f64).min(1.0)
}

/// The nearest documents of each.
fn explain(documents: &[SurveyDocument<'_>], vectors: &Vectors, edges: &[Edge]) -> Vec<Vec<Neighbour>> {
    let mut near: Vec<Vec<(Reverse<u64>, u32)>> = vec![Vec::new(); documents.len()];
    for edge in edges {
        near[edge.a as usize].push((Reverse(edge.similarity), edge.b));
        near[edge.b as usize].push((Reverse(edge.similarity), edge.a));
    }
    let named = |document: usize, (similarity, other): (Reverse<u64>, u32)| Neighbour {
        document: other as usize,
        similarity: share(similarity.0),
        shared: vectors.shared(document, other as usize, SHARED),
    };
    near.into_par_iter()
        .enumerate()
        .map(|(document, mut near)| {
            near.sort_unstable();
            near.into_iter().take(EXPLAINED).map(|n| named(document, n)).collect()
        })
        .collect()
}
