//! The words of one document in their order, as the tables see them that the fold cannot make.

use crate::lexicon::EntryId;
use crate::voice::Voice;

/// One word token of a scored zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its term in the fold, when it is counted and passes the floors.
    pub term: Option<u32>,
    /// Whether it is one of the outlet's counted words.
    pub counted: bool,
    /// Its sentence.
    pub sentence: u32,
}

/// One hit that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Of which entry.
    pub entry: EntryId,
    /// In whose voice.
    pub voice: Voice,
    /// Its first word.
    pub first: u32,
    /// The word after its last.
    pub end: u32,
}

/// A document's words, title first, and the hits among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Every word token of the scored zones.
    pub words: Vec<Word>,
    /// Hits that count, by their first word.
    pub hits: Vec<Span>,
}

impl Text {
    /// The sentences, as ranges of words.
    pub fn sentences(&self) -> impl Iterator<Item = &[Word]> {
        self.words.chunk_by(|a, b| a.sentence == b.sentence)
    }
}
