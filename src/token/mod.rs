//! Cuts text into tokens and sentences whose spans give the text back exactly.
//!
//! In: one text and its language. Out: [`Token`]s (byte spans into that text, the [`Gap`] before each,
//! the interned [`TermId`] of the form that is counted) and sentence boundaries. What a token means,
//! who says it and which lexicon entry it belongs to is decided later.

mod analyzer;
mod chars;
mod cut;
mod fold;
mod form;
mod index;
mod memo;
mod segment;
mod sentence;
mod stems;
#[cfg(test)]
pub(crate) mod steps;
mod vocabulary;
mod word;

pub use analyzer::{Analyzer, Parts, part_span};
pub use chars::is_unspaced;
pub use cut::{Block, Cut, MAX_TOKEN, Tokenizer};
pub use fold::fold;
pub use index::CharIndex;
pub use memo::{Known, Memo};
use std::borrow::Cow;
pub use stems::Stems;
pub use vocabulary::{TermId, Vocabulary};

/// What kind of thing a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word, hyphenated compounds included (`Gaza-based`).
    Word,
    /// Letters with full stops, one token (`U.S.`); its term is the letters without stops.
    Acronym,
    /// Digits with separators, signs, units or ordinals attached (`3.5`, `7th`, `$4.5bn`).
    Number,
    /// A web or mail address.
    Url,
    /// `@name`.
    Handle,
    /// `#topic`.
    Hashtag,
    /// An emoji sequence or another symbol that stands alone.
    Symbol,
}

impl TokenKind {
    /// Whether the token counts as a word in rates and term tables.
    pub fn is_word(self) -> bool {
        matches!(self, TokenKind::Word | TokenKind::Acronym)
    }
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// Nothing (an apostrophe clitic split off, characters of a script without spaces).
    None,
    /// White space only.
    Space,
    /// A hyphen or en dash with space on one side at most (a dash between spaces, a long dash and a
    /// doubled one are punctuation).
    Hyphen,
    /// Quotation marks, with or without space.
    Quote,
    /// Other punctuation: a phrase does not continue over it.
    Punctuation,
    /// The end of a sentence.
    Sentence,
    /// The end of a paragraph or line block.
    Paragraph,
}

impl Gap {
    /// Whether a lexicon phrase may continue over this gap.
    pub fn joins(self) -> bool {
        self <= Gap::Quote
    }
}

/// Words with single spaces between them.
pub(crate) fn single_spaced<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut spaced = String::with_capacity(24);
    for word in words {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// A text with its words single-spaced; most are.
pub(crate) fn spaced(text: &str) -> Cow<'_, str> {
    let mut before = ' ';
    let mut again = |c: char| {
        let again = c.is_whitespace() && (c != ' ' || before == ' ');
        before = c;
        again
    };
    let single = !text.chars().any(&mut again) && before != ' ';
    if single { Cow::Borrowed(text) } else { Cow::Owned(single_spaced(text.split_whitespace())) }
}

/// A word in lower case; most are written so.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// How a token is written beside its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As the form: ASCII letters, figures and hyphens.
    Same,
    /// The same with capital letters.
    Capital,
    /// With anything else, or the form is more than the word in lower case.
    Other,
}

impl Written {
    fn of(surface: &str, form: &str) -> Written {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        let same = |(form, written): (u8, u8)| plain(form) && form == written.to_ascii_lowercase();
        match form.len() == surface.len() && form.bytes().zip(surface.bytes()).all(same) {
            true if form == surface => Written::Same,
            true => Written::Capital,
            false => Written::Other,
        }
    }
}

/// One occurrence in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
    /// The form that is counted and matched.
    pub term: TermId,
    /// What kind of thing it is.
    pub kind: TokenKind,
    /// What stands before it.
    pub gap: Gap,
    /// How it is written.
    pub written: Written,
}

impl Token {
    /// The form, when it is nothing but the token as written, `surface`, in lower case: then what is said of
    /// the one holds for the other.
    #[inline]
    pub fn lower_case<'a>(&self, surface: &'a str, vocabulary: &'a Vocabulary) -> Option<&'a str> {
        match self.written {
            Written::Same => Some(surface),
            Written::Capital => Some(vocabulary.form(self.term)),
            Written::Other => None,
        }
    }
}

/// A run of tokens that ends with a sentence, in one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Index of the first token.
    pub first: u32,
    /// Index after the last token.
    pub end: u32,
    /// Paragraph number in the text, from 0.
    pub paragraph: u32,
    /// Byte offset where the sentence's text begins, opening marks included.
    pub start_byte: u32,
    /// Byte offset after the sentence's last mark.
    pub end_byte: u32,
}

#[cfg(test)]
mod tests;
