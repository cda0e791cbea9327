//! Runs cleaning, language, tokens and voice over one document; pure, infallible.
//!
//! In: a [`Document`]. Out: an [`Annotated`] document. Odd texts become notes, never errors.

use crate::corpus::{Document, Note, Zone};
use crate::language::Detection;
use crate::token::{Sentence, Token, Vocabulary};
use crate::voice::{Attribution, Voice};

/// A document with everything later stages need to know about its text.
#[derive(Debug)]
pub struct Annotated {
    /// The document as read.
    pub document: Document,
    /// Its language.
    pub language: Detection,
    /// Tokens of the title (when the title is a column of its own), then of the text.
    pub tokens: Vec<Token>,
    /// How many of the tokens are spans of `document.title`; the rest are spans of `document.text`.
    pub n_title_tokens: u32,
    /// Sentences, in text order; the title's first. Token indices refer to `tokens`.
    pub sentences: Vec<Sentence>,
    /// The zone of each sentence.
    pub zones: Vec<Zone>,
    /// For sentences of zone caption or furniture: the name of the rule that decided; else empty.
    pub rules: Vec<&'static str>,
    /// The voice of each token.
    pub voices: Vec<Voice>,
    /// Index into `attributions` of the innermost attribution of each token, `u32::MAX` for none.
    pub attribution_of: Vec<u32>,
    /// Every attribution found, in text order.
    pub attributions: Vec<Attribution>,
    /// What was odd about the text.
    pub notes: Vec<Note>,
}

impl Annotated {
    /// The text a token's span refers to: the title's or the article's.
    pub fn field(&self, token: usize) -> &str {
        if token < self.n_title_tokens as usize { &self.document.title } else { &self.document.text }
    }

    /// A token as it stands in the text.
    pub fn surface(&self, token: usize) -> &str {
        let t = &self.tokens[token];
        &self.field(token)[t.start as usize..t.end as usize]
    }
}

/// What an [`Annotator`] is told by the study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotateOptions {
    /// Language codes detection may choose from; empty = all.
    pub languages: Vec<String>,
    /// `off`, `classic` (rust-stemmers) or `snowball` (frostem).
    pub stemmer: crate::language::Stemmer,
    /// Whether voices are found; without, every token is [`Voice::Own`].
    pub voice: bool,
    /// Whether terms are normalised to NFKC instead of NFC before folding.
    pub nfkc: bool,
}

/// Annotates documents one after the other, interning their forms in one vocabulary.
pub struct Annotator {
    options: AnnotateOptions,
    /// The forms of every document annotated so far.
    pub vocabulary: Vocabulary,
}

impl Annotator {
    /// An annotator with an empty vocabulary.
    pub fn new(options: AnnotateOptions) -> Annotator {
        Annotator { options, vocabulary: Vocabulary::default() }
    }

    /// The options it was made with.
    pub fn options(&self) -> &AnnotateOptions {
        &self.options
    }
}
