//! The last stage: a plan and one partial give the tables.
//!
//! The partial is put in order, surveyed (events, duplicates, entities), folded to counts and measured.
//! Passages stay encoded and the tables of terms unmade; [`Report::rows`] sends them row by row.

mod actions;
mod coverage;
mod fold;
mod listing;
mod passages;
mod portrayal;
mod scope;
mod sources;
mod summary;
mod words;

use self::scope::Scope;
use self::words::Words;
use super::partial::{Counted, Partial, Settled};
use super::plan::Plan;
use crate::actor::{ActorKind, MentionKind};
use crate::corpus::{Note, Origin};
use crate::count::{Counts, Legend};
use crate::measure::tables::{self, ByTerm, Cells, Corpus, Further, KeyTerms, Keyness, WithinEvents};
use crate::parallel::{Job, side_by_side};
use crate::read;
use crate::survey::{self, CoverageRow, EventMode, EventOptions, Features, SurveyDocument};
use crate::table::{Cell, Table, to_values};
use crate::write::unique_slugs;
use rayon::prelude::*;
use std::io;

/// Where the rows of one table go.
pub(super) type RowSink<'a> = Box<dyn FnMut(&[Cell<'_>]) -> io::Result<()> + Send + 'a>;

/// Tables of which the rows are sent and never held.
pub(super) const LONG_TABLES: usize = 14;

/// What is known once the rows of [`Report::long_tables`] are sent.
pub(super) struct Sent {
    /// The tables that are sums of passages.
    pub(super) sums: Vec<Table>,
    /// For people, some rows of the tables that are too long for them: of the labels, of keyness and of coverage.
    pub(super) shown: Vec<Table>,
    /// Of each outlet how many terms are tested, and how many differ.
    pub(super) key_terms: Vec<KeyTerms>,
}

/// Actors with how often each is mentioned.
type Names = Vec<(String, u32)>;

/// Everything a study found.
pub struct Report<'a> {
    /// The tables that are short enough to hold, but for those made on request and those of notes and rejects.
    pub tables: Vec<Table>,
    /// What some outlets report of an event and others leave out.
    pub coverage: Vec<CoverageRow>,
    /// What a reader wants to hear first, one sentence each.
    pub sentences: Vec<String>,
    /// The documents and lists in order.
    pub settled: Settled,
    /// The integers.
    pub counts: Counts,
    /// The names.
    pub legend: Legend,
    /// Why every document is in its event.
    pub survey: survey::Events,
    /// What is printed more than once.
    pub duplicates: survey::Duplicates,
    /// Entity of the corpus by document number and name within the document.
    pub entities: survey::Entities,
    within: WithinEvents,
    plan: &'a Plan,
    partial: &'a Partial,
}

/// Measures a partial of which everything but the rows has been taken by [`Partial::settle`].
///
/// # Errors
/// When the partial's rows cannot be read back.
pub fn report<'a>(plan: &'a Plan, partial: &'a Partial, mut settled: Settled) -> io::Result<Report<'a>> {
    let outlets = fold::outlet_names(&settled.documents);
    let features = settled.documents.par_iter().map(|d| partial.features(d)).collect::<io::Result<Vec<_>>>()?;
    let surveyed = survey_documents(&settled, &features);
    let shingles = |d: usize| partial.shingles(&settled.documents[d]);
    // What is done by one thread stands first.
    let others = || rayon::join(|| fold::Forms::of(partial), || survey::duplicates(&surveyed, shingles));
    let (events, (named, (forms, duplicates))) = rayon::join(
        || survey::events(&surveyed, &event_options(plan, &settled)),
        || rayon::join(|| named(plan, partial, &settled), others),
    );
    let (forms, duplicates, (names, entities)) = (forms?, duplicates?, named?);
    let mut legend = plan.legend.clone();
    legend.events = events.events.iter().map(|e| e.id.clone()).collect();
    legend.documents = unique_slugs(&settled.documents.iter().map(|d| d.meta.id.as_str()).collect::<Vec<_>>());
    let scope = Scope { plan, partial, settled: &settled, duplicates: &duplicates, entities: &entities };
    let (counts, repeated) = rayon::join(
        || fold::fold(&scope, forms, &outlets, &events),
        || repeated_notes(&settled, &survey::repeated_lines(&surveyed, &duplicates.duplicate_of)),
    );
    let counts = counts?;
    let corpus = Corpus { counts: &counts, legend: &legend, parameters: &plan.parameters };
    let cells = Cells::new(corpus);
    let terms = &events.terms;
    let sources = coverage::Sources { cells: &cells, surveyed: &surveyed, names: &names, entities: &entities, terms };
    let listing = listing::Listing { corpus, settled: &settled, events: &events, duplicates: &duplicates };
    let (((covered, differences), mut all), (measured, within)) =
        rayon::join(|| (coverage::coverage(corpus, &sources), listing::tables(&listing)), || measured(corpus, &cells));
    drop(surveyed);
    // Many small lists, let go of beside what follows.
    rayon::spawn(move || drop(features));
    settled.lists.notes.extend(repeated);
    settled.lists.notes.extend(scope::nobody(plan, &names, &entities));
    settled.lists.notes.extend(read::lookalikes(outlets.iter().map(AsRef::as_ref)));
    settled.lists.notes.extend(listing::corpus_notes(corpus, &cells, plan));
    settled.lists.notes.sort();
    all.push(differences);
    all.extend(measured);
    let sentences = summary::sentences(corpus);
    Ok(Report {
        tables: all,
        coverage: covered,
        sentences,
        settled,
        counts,
        legend,
        survey: events,
        duplicates,
        entities,
        within,
        plan,
        partial,
    })
}

impl Report<'_> {
    /// The plan it was made with.
    pub fn plan(&self) -> &Plan {
        self.plan
    }

    fn scope(&self) -> Scope<'_> {
        let Report { plan, partial, settled, duplicates, entities, .. } = self;
        Scope { plan, partial, settled, duplicates, entities }
    }

    /// The fold, its names and parameters.
    pub fn corpus(&self) -> Corpus<'_> {
        Corpus { counts: &self.counts, legend: &self.legend, parameters: &self.plan.parameters }
    }

    /// The tables made on request, kept as `keep` gives them, and why some have no rows. Each holds all its
    /// rows until then: two are made at a time.
    pub(super) fn further<T: Send>(&self, keep: impl Fn(Table) -> io::Result<T> + Sync) -> io::Result<(Vec<T>, Vec<Note>)> {
        let asked = &self.plan.parameters.tables[..];
        let (scope, corpus) = (self.scope(), self.corpus());
        let (mut kept, mut notes) = (Vec::new(), Vec::new());
        if asked.is_empty() {
            return Ok((kept, notes));
        }
        let words = Words::new(&scope, &self.counts.terms)?;
        for two in asked.chunks(2) {
            let make = |further: &&Further| {
                let table = further.make(corpus, &words)?;
                let empty = table.rows.is_empty().then(|| listing::note(&table.name, further.unmade(corpus)));
                Ok((keep(table)?, empty))
            };
            for (table, empty) in two.par_iter().map(make).collect::<io::Result<Vec<_>>>()? {
                kept.push(table);
                notes.extend(empty);
            }
        }
        Ok((kept, notes))
    }

    /// Rejects, and the notes with those given.
    pub(super) fn faults(&self, further: &[Note]) -> Vec<Table> {
        listing::faults((&self.settled, &self.legend), further)
    }

    /// The tables whose rows are only sent, without them.
    pub(super) fn long_tables(&self) -> [Table; LONG_TABLES] {
        let [terms, matrix] = tables::terms(self.corpus());
        let [hits, quotes, mentions, evaluations, actions] = passages::empty_tables();
        let labels = passages::label_matrix(&self.counts.outlets);
        let [keyness, coverage] = [tables::keyness(self.corpus()), coverage::matrix(self.corpus())];
        let ([links, duplicates], within) = (listing::pair_tables(), tables::axes_by_event(self.corpus()));
        let speakers = sources::speaker_table();
        [
            terms,
            matrix,
            keyness,
            coverage,
            hits,
            evaluations,
            quotes,
            mentions,
            labels,
            actions,
            links,
            duplicates,
            within,
            speakers,
        ]
    }

    /// Sends the rows of [`Report::long_tables`] to their sinks.
    pub(super) fn rows(&self, sinks: [RowSink<'_>; LONG_TABLES]) -> io::Result<Sent> {
        let [
            mut terms,
            mut matrix,
            mut key_terms,
            mut covered,
            mut hits,
            mut evaluations,
            mut quotes,
            mut mentions,
            mut labels,
            mut actions,
            mut links,
            mut duplicates,
            mut within,
            mut speakers,
        ] = sinks;
        let (mut from_keyness, mut from_mentions, mut from_quotes) = (None, None, None);
        let (mut portrayal, mut roles) = (None, None);
        let jobs: Vec<Job<'_, io::Result<()>>> = vec![
            Box::new(|| kept(&mut from_keyness, Keyness::new(self.corpus()).rows(&mut *key_terms))),
            Box::new(|| self.coverage.iter().try_for_each(|row| covered(&coverage::row(self.corpus(), row)))),
            Box::new(|| kept(&mut from_mentions, self.mentions([&mut *mentions, &mut *labels]))),
            Box::new(|| kept(&mut from_quotes, self.quotes([&mut *quotes, &mut *speakers]))),
            Box::new(|| kept(&mut portrayal, self.portrayal(&mut *evaluations))),
            Box::new(|| self.hit_rows(&mut *hits)),
            Box::new(|| kept(&mut roles, self.actions(&mut *actions))),
            Box::new(|| {
                let by_term = ByTerm::new(self.corpus());
                by_term.long(&mut *terms)?;
                by_term.matrix(&mut *matrix)
            }),
            Box::new(|| self.event_links(&mut *links)),
            Box::new(|| self.within.rows(self.corpus(), &mut *within)),
            Box::new(|| self.duplicate_pairs(&mut *duplicates)),
        ];
        side_by_side(jobs).into_iter().collect::<io::Result<()>>()?;
        let (mut sums, mut shown) = (from_quotes.unwrap_or_default(), vec![coverage::shown(self.corpus(), &self.coverage)]);
        let (surest, key_terms) = from_keyness.unzip();
        let (labels, matrix) = from_mentions.unzip();
        sums.extend(portrayal.into_iter().chain(roles).chain(labels.into_iter().flatten()));
        shown.extend(surest.into_iter().chain(matrix));
        Ok(Sent { sums, shown, key_terms: key_terms.unwrap_or_default() })
    }

    /// Every table with its rows.
    ///
    /// # Errors
    /// When rows cannot be read back.
    pub fn all_tables(&self) -> io::Result<Vec<Table>> {
        let mut long = self.long_tables();
        let sinks = long.each_mut().map(|table| -> RowSink<'_> {
            Box::new(|row| {
                table.rows.push(to_values(row));
                Ok(())
            })
        });
        let sums = self.rows(sinks)?.sums;
        let (further, notes) = self.further(Ok)?;
        let made = sums.into_iter().chain(further).chain(self.faults(&notes));
        Ok(long.into_iter().chain(self.tables.iter().cloned()).chain(made).collect())
    }
}

/// Keeps what a job made.
fn kept<T>(place: &mut Option<T>, made: io::Result<T>) -> io::Result<()> {
    *place = Some(made?);
    Ok(())
}

fn survey_documents<'a>(settled: &'a Settled, features: &'a [Features]) -> Vec<SurveyDocument<'a>> {
    let documents = settled.documents.iter().zip(features);
    documents
        .map(|(d, features)| SurveyDocument {
            id: &d.meta.id,
            outlet: &d.meta.outlet,
            date: d.meta.date,
            event: d.meta.event.as_deref(),
            language: &d.meta.language,
            title: &d.meta.title,
            features,
        })
        .collect()
}

/// Given events when there are any, else found ones, unless the study says otherwise.
fn event_options(plan: &Plan, settled: &Settled) -> EventOptions {
    let given = settled.documents.iter().any(|d| d.meta.event.is_some());
    let mode = plan.events.unwrap_or(if given { EventMode::Given } else { EventMode::Auto });
    let default = EventOptions::default();
    EventOptions { mode, window_days: plan.event_days.unwrap_or(default.window_days), ..default }
}

fn repeated_notes(settled: &Settled, lines: &[survey::RepeatedLine<'_>]) -> Vec<Note> {
    lines
        .iter()
        .map(|line| {
            let example = &settled.documents[line.example].meta;
            Note {
                code: "boilerplate-suspect".into(),
                origin: Origin { byte: 0, ..example.origin.clone() },
                document_id: String::new(),
                field: line.outlet.to_owned(),
                detail: format!(
                    "one line stands in {} of {} documents of the outlet, e.g. in {}",
                    line.n_documents, line.of, example.id
                ),
                excerpt: String::new(),
            }
        })
        .collect()
}

/// The tables of axes, categories and words that are short enough to hold, and the balances within events.
fn measured(corpus: Corpus<'_>, cells: &Cells) -> (Vec<Table>, WithinEvents) {
    let mut within = WithinEvents::default();
    let made: Vec<Job<'_, Vec<Table>>> = vec![
        Box::new(|| tables::contrasts(corpus, cells)),
        Box::new(|| tables::distances(corpus)),
        Box::new(|| {
            let (tables, by_event) = tables::axes(corpus, cells);
            within = by_event;
            tables.into()
        }),
        Box::new(|| tables::map(corpus, cells)),
        Box::new(|| tables::timeline(corpus, cells)),
        Box::new(|| tables::categories(corpus, cells)),
        Box::new(|| tables::entries(corpus)),
        Box::new(|| tables::poles_by_outlet(corpus, cells)),
    ];
    let made = side_by_side(made).into_iter().flatten().collect();
    (made, within)
}

/// The actors of every document, and what they are called in the corpus.
fn named(plan: &Plan, partial: &Partial, settled: &Settled) -> io::Result<(Vec<Names>, survey::Entities)> {
    let found = settled.documents.par_iter().map(|d| names(partial, d)).collect::<io::Result<Vec<_>>>()?;
    let kinds = survey::kind_votes(found.iter().flatten().map(|(name, kind, _)| (name.as_str(), *kind)));
    let without_kind = |names: Vec<(String, ActorKind, u32)>| names.into_iter().map(|(name, _, n)| (name, n)).collect();
    let names: Vec<Names> = found.into_iter().map(without_kind).collect();
    let entities = survey::entities(&names, &kinds, &plan.study.map("entities.merge").into_iter().collect::<Vec<_>>());
    Ok((names, entities))
}

/// The actors a document names, with what they are there and how often.
fn names(partial: &Partial, document: &Counted) -> io::Result<Vec<(String, ActorKind, u32)>> {
    let mut bytes = Vec::new();
    let mentions = partial.mentions(document, &mut bytes)?;
    let mut found: Vec<(ActorKind, u32)> = vec![(ActorKind::Unknown, 0); mentions.names.len()];
    for m in mentions.rows.iter().filter(|m| m.zone.is_scored() && m.kind <= MentionKind::Premodifier) {
        let of = &mut found[m.entity as usize];
        *of = (if of.1 == 0 { m.actor } else { of.0 }, of.1 + 1);
    }
    let found = mentions.names.iter().zip(found).filter(|(_, (_, n))| *n > 0);
    let mut names: Vec<_> = found.map(|(name, (kind, n))| ((*name).to_owned(), kind, n)).collect();
    names.sort_unstable();
    Ok(names)
}
