//! First pass over a corpus: what it holds, what is printed twice, what reports on the same event.
//!
//! In: [`Features`] of every document, one after the other, and afterwards all of them. Out: events,
//! duplicates, repeated lines. Everything here is computed from the features alone, sorted by date
//! and id, so neither the order of files nor the number of threads can change it.

mod agency;
mod claims;
mod cluster;
mod coverage;
mod dateline;
mod duplicates;
mod entities;
mod events;
mod facts;
mod features;
mod lines;
mod neighbours;
mod salience;
mod vectors;
pub mod words;

pub use claims::Claim;
pub use coverage::{CoverageDocument, CoverageKind, CoverageRow, Difference, coverage, differences};
pub use duplicates::{Borrowed, DuplicateKind, DuplicatePair, Duplicates, Repeated, duplicates};
pub use entities::{Entities, Evidence, JoinedName, KindVotes, entities, kind_votes, names_of};
pub use events::{EventInfo, EventMode, EventOptions, Events, Neighbour, events};
pub use features::{Bag, Features, Surveyor};
pub use lines::{RepeatedLine, repeated_lines};
pub use vectors::TermDocuments;

use crate::corpus::Date;

/// A document as the survey sees it.
#[derive(Clone, Copy, Debug)]
pub struct SurveyDocument<'a> {
    /// Identifier, unique in the corpus.
    pub id: &'a str,
    /// Who publishes it.
    pub outlet: &'a str,
    /// Day of publication.
    pub date: Option<Date>,
    /// Event identifier as given.
    pub event: Option<&'a str>,
    /// Language code.
    pub language: &'a str,
    /// Headline.
    pub title: &'a str,
    /// What its text contributes.
    pub features: &'a Features,
}

#[cfg(test)]
mod tests;
