//! Finds who is written about in an annotated document, and what they are called.
//!
//! In: an annotated document. Out: [`Mention`]s of named things, each with the label the text gives
//! it. Joining spellings over the whole corpus is the survey's work.

use crate::voice::Voice;
use serde::{Deserialize, Serialize};

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MentionKind {
    /// The name alone.
    Name,
    /// A title or office before the name.
    Title,
    /// A noun phrase beside the name.
    Apposition,
    /// Words before the name in the same noun phrase.
    Premodifier,
    /// "X is a ...".
    Copula,
    /// A definite phrase that stands for the name ("the movement").
    Definite,
    /// A pronoun.
    Pronoun,
}

impl MentionKind {
    /// The kind's name in tables.
    pub fn name(self) -> &'static str {
        ["name", "title", "apposition", "premodifier", "copula", "definite", "pronoun"][self as usize]
    }
}

/// One place where a named thing is mentioned. Spans are byte offsets into the title or the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The entity's canonical name within the document.
    pub entity: String,
    /// What it is called here, folded; empty for a bare name or pronoun.
    pub label: String,
    /// How.
    pub kind: MentionKind,
    /// In whose voice.
    pub voice: Voice,
    /// First token.
    pub first: u32,
    /// Token after the last.
    pub end: u32,
    /// Byte offset of the first character.
    pub start_byte: u32,
    /// Byte offset after the last.
    pub end_byte: u32,
    /// Index of the sentence.
    pub sentence: u32,
}
