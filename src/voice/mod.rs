//! Says for every token whether the outlet speaks, or someone it quotes or paraphrases, and whom.
//!
//! In: tokens and sentences of one text, its language. Out: one [`Voice`] per token and the
//! [`Attribution`]s that explain them. Which outlet published the text is not known here.

mod clause;
mod complement;
mod credit;
mod doer;
mod extent;
mod foreign;
mod pattern;
mod phrase;
mod pronoun;
mod quotes;
mod source;
mod speaker;
mod unit;
mod verbless;
mod verbs;
mod words;

pub(crate) use verbs::{BASE, Forms, GERUNDIVE, PARTICIPLE, PAST, SINGULAR, inflections};

use crate::corpus::Zone;
use crate::token::{Memo, Sentence, Token, Vocabulary};
use serde::{Deserialize, Serialize};
use words::Lexeme;

/// One text to mark: the article, or its title where that stands apart.
#[derive(Clone, Copy, Debug)]
pub struct VoiceInput<'a> {
    /// The text the spans of tokens and sentences refer to.
    pub field: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Number of the first of `tokens` in the document.
    pub first_token: u32,
    /// Its sentences; their token indices count in the document.
    pub sentences: &'a [Sentence],
    /// The zone of each sentence.
    pub zones: &'a [Zone],
    /// ISO 639-1 code of its language.
    pub language: &'a str,
    /// Whether it is a title.
    pub in_title: bool,
    /// The forms of the tokens.
    pub vocabulary: &'a Vocabulary,
}

/// What was found out about forms in earlier texts.
#[derive(Clone, Debug, Default)]
pub struct Recall(Memo<Lexeme>);

/// What was found: beside the tokens their voices, and the attributions that explain them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoiceMarks {
    /// The voice of each token.
    pub voices: Vec<Voice>,
    /// Index into `attributions` of the innermost attribution of each token, `u32::MAX` for none.
    pub attribution_of: Vec<u32>,
    /// The attributions, in order of their content.
    pub attributions: Vec<Attribution>,
}

/// Marks the voices of one text.
pub fn mark(input: &VoiceInput<'_>, recall: &mut Recall) -> VoiceMarks {
    credit::mark(input, recall)
}

/// Who speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Voice {
    /// The outlet narrates.
    #[default]
    Own,
    /// The clause is attributed to someone, the wording is the outlet's.
    Reported,
    /// Inside quotation marks, attributed or sentence-long.
    Quoted,
    /// A short quoted fragment nobody is credited with, or that distances the outlet from a word.
    Scare,
}

impl Voice {
    /// Every voice, in table order.
    pub const ALL: [Voice; 4] = [Voice::Own, Voice::Reported, Voice::Quoted, Voice::Scare];

    /// The voice's name in tables.
    pub fn name(self) -> &'static str {
        ["own", "reported", "quoted", "scare"][self as usize]
    }
}

/// How something is attributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AttributionKind {
    /// Whole quoted sentences.
    Direct,
    /// Quoted words inside a reported clause.
    Mixed,
    /// A reported clause without quotation marks.
    Indirect,
    /// Quoted words without a source.
    Scare,
}

impl AttributionKind {
    /// The kind's name in tables.
    pub fn name(self) -> &'static str {
        ["direct", "mixed", "indirect", "scare"][self as usize]
    }
}

/// What the text shows about a speaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SpeakerKind {
    /// Nothing shown.
    #[default]
    Unknown,
    /// A named person.
    Person,
    /// A named organisation, state, medium or document.
    Organisation,
    /// Someone not named ("officials", "a source").
    Unnamed,
}

impl SpeakerKind {
    /// All kinds.
    pub const ALL: [SpeakerKind; 4] =
        [SpeakerKind::Unknown, SpeakerKind::Person, SpeakerKind::Organisation, SpeakerKind::Unnamed];

    /// The kind's name in tables.
    pub fn name(self) -> &'static str {
        ["unknown", "person", "organisation", "unnamed"][self as usize]
    }
}

/// One attribution: who is credited (source), by which words (cue), with what (content).
/// Spans are byte ranges into the text (or the title, for attributions of the title).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// How it is attributed.
    pub kind: AttributionKind,
    /// The voice its content is given: quoted, reported or scare; own where the outlet tells in its own
    /// words what someone praises, blames or wants.
    pub voice: Voice,
    /// Canonical name of the speaker within the document; empty when nobody is credited.
    pub speaker: String,
    /// What kind of speaker.
    pub speaker_kind: SpeakerKind,
    /// The noun phrase that names the source.
    pub source: Option<(u32, u32)>,
    /// The reporting verb or phrase.
    pub cue: Option<(u32, u32)>,
    /// Dictionary form of the cue (`say`, `according to`); empty without a cue.
    pub cue_lemma: String,
    /// Class of the cue: `neutral`, `factive`, `doubt`, `stance`; empty without a cue.
    pub cue_class: &'static str,
    /// What is said.
    pub content: (u32, u32),
    /// First token of the content.
    pub first: u32,
    /// Token after the content's last.
    pub end: u32,
    /// Whether the spans refer to the title instead of the text.
    pub in_title: bool,
}

#[cfg(test)]
mod tests;
