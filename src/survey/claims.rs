//! Numbers and dates a text states, with what they are said of.
//!
//! In: an annotated document. Out: [`Claim`]s: a value, its unit (the word after it, or `date`), and
//! the content words of its sentence. Two outlets' claims about the same thing with different values
//! are put side by side by the coverage of an event.

use crate::annotate::Annotated;
use crate::corpus::Zone;
use crate::token::{TokenKind, Vocabulary};
use serde::{Deserialize, Serialize};

/// Claims kept per document, the first ones.
const MOST: usize = 40;
/// Content words kept per claim.
const WORDS: usize = 16;
/// Sentences with more words are lists and tables.
const LONGEST: usize = 80;

/// English months by name and abbreviation.
const MONTHS: [(&str, &str); 12] = [
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
];
/// Small numbers in words.
const IN_WORDS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A number or date and what it is said of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// `date`, or the word the number counts.
    pub unit: String,
    /// The number as counted, or day and month.
    pub value: String,
    /// Content words of the sentence, sorted, separated by spaces.
    pub words: String,
    /// First byte of the sentence in the text.
    pub start: u32,
    /// Byte after its last.
    pub end: u32,
}

impl Claim {
    /// The content words two claims share.
    pub fn shared<'a>(&'a self, other: &'a Claim) -> Vec<&'a str> {
        self.words.split(' ').filter(|w| !w.is_empty() && other.words.split(' ').any(|o| o == *w)).collect()
    }
}

/// The claims of a document's lead and body.
pub(super) fn claims(document: &Annotated, vocabulary: &Vocabulary) -> Vec<Claim> {
    let mut found = Vec::new();
    for (sentence, zone) in document.sentences.iter().zip(&document.zones) {
        let (first, end) = (sentence.first as usize, sentence.end as usize);
        let prose = matches!(zone, Zone::Lead | Zone::Body) && first >= document.n_title_tokens as usize;
        if !prose || end - first > LONGEST || found.len() >= MOST {
            continue;
        }
        let form = |t: usize| vocabulary.form(document.tokens[t].term);
        let values: Vec<(String, String)> = (first..end).filter_map(|t| value(document, &form, (t, first, end))).collect();
        if values.is_empty() {
            continue;
        }
        let words = content(document, &form, first, end);
        let (start, end) = (sentence.start_byte, sentence.end_byte);
        found.extend(values.into_iter().map(|(unit, value)| Claim { unit, value, words: words.clone(), start, end }));
    }
    found.truncate(MOST);
    found
}

/// Unit and value of the number at a token.
fn value<'a>(document: &Annotated, form: &dyn Fn(usize) -> &'a str, at: (usize, usize, usize)) -> Option<(String, String)> {
    let (token, first, end) = at;
    let written = document.surface(token).to_lowercase();
    let spelled = IN_WORDS.iter().zip(1..).find(|(word, _)| **word == written).map(|(_, n)| format!("{n}"));
    if document.tokens[token].kind != TokenKind::Number && spelled.is_none() {
        return None;
    }
    let month = |t: usize| {
        let word = document.surface(t).to_lowercase();
        MONTHS.iter().find(|(name, short)| word == *name || word == *short).map(|(name, _)| *name)
    };
    let number = spelled.unwrap_or_else(|| form(token).to_string());
    let near = [token.checked_sub(1).filter(|&t| t >= first), Some(token + 1).filter(|&t| t < end)];
    if let Some(name) = near.into_iter().flatten().find_map(month) {
        let day: u8 = number.trim_end_matches(char::is_alphabetic).parse().ok()?;
        return (1..=31).contains(&day).then(|| ("date".into(), format!("{day} {name}")));
    }
    let next = token + 1;
    let counted = next < end && document.tokens[next].gap.joins() && document.tokens[next].kind == TokenKind::Word;
    let unit =
        counted.then(|| form(next)).filter(|u| u.chars().count() > 2 && !document.language.language().words.is_function(u))?;
    Some((unit.to_string(), number))
}

/// The content words of a sentence, each once.
fn content<'a>(document: &Annotated, form: &dyn Fn(usize) -> &'a str, first: usize, end: usize) -> String {
    let lists = document.language.language().words;
    let is_content = |t: &usize| {
        document.tokens[*t].kind.is_word()
            && form(*t).chars().count() > 3
            && !lists.is_function(form(*t))
            && MONTHS.iter().all(|m| m.0 != form(*t))
    };
    let mut words: Vec<&str> = (first..end).filter(is_content).map(form).collect();
    words.sort_unstable();
    words.dedup();
    words.truncate(WORDS);
    words.join(" ")
}
