//! Numbers and dates a text states, with what they are said of.
//!
//! In: an annotated document. Out: [`Claim`]s: a value, its unit (the word after it, `date`, or for
//! numbers of people what is said to have happened to them), and the content words of its sentence. Two outlets' claims about the same thing with different values
//! are put side by side by the coverage of an event.

use super::facts::{fact, figures, is_measure, scale, small};
use super::features::Words;
use crate::annotate::Annotated;
use crate::corpus::Zone;
use crate::token::{TokenKind, lower};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
/// Words between a number and what is said to have happened to so many, after it and before it.
const REACH: (usize, usize) = (7, 3);

/// A number or date and what it is said of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// `date`, a fact (`killed`, `injured`, ...), or the word the number counts.
    pub unit: String,
    /// Whether the unit is a fact: what is said to have happened to so many people.
    pub of_people: bool,
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
    /// The content words two claims share, the unit aside.
    pub fn shared<'a>(&'a self, other: &'a Claim) -> Vec<&'a str> {
        let words = self.words.split(' ').filter(|w| !w.is_empty() && *w != self.unit);
        words.filter(|w| other.words.split(' ').any(|o| o == *w)).collect()
    }

    /// Whether two values can be of one fact as far as their size tells: counts within twenty times each other, measures (also
    /// million and the like) and counts in sentences that share no word within twice, dates within ten days.
    pub fn is_near(&self, other: &Claim, shared: usize) -> bool {
        if self.unit == "date" {
            let [a, b] = [self, other].map(|claim| day(&claim.value));
            // The year goes round.
            return a.zip(b).is_some_and(|(a, b)| a.abs_diff(b) <= DAYS || a.abs_diff(b) + DAYS >= 372);
        }
        let number = |claim: &Claim| {
            let figures = claim.value.trim_start_matches(|c: char| !c.is_ascii_digit()).replace(',', "");
            figures.trim_end_matches('%').parse::<f64>().ok().filter(|n| *n > 0.0)
        };
        let measured = is_measure(&self.unit) || matches!(self.unit.as_str(), "million" | "trillion" | "points");
        let most = if measured || shared == 0 { MEASURED } else { COUNTED };
        number(self).zip(number(other)).is_some_and(|(a, b)| a.max(b) <= most * a.min(b))
    }
}

/// How many times one of two values may be the other: where people or things are counted, and where something is measured.
const COUNTED: f64 = 20.0;
const MEASURED: f64 = 2.0;
/// Days between two dates that may be of one fact.
const DAYS: u32 = 10;

/// The claims of a document's lead and body.
pub(super) fn claims(document: &Annotated, words: &mut Words<'_>) -> Vec<Claim> {
    let mut found = Vec::new();
    for (sentence, zone) in document.sentences.iter().zip(&document.zones) {
        let (first, end) = (sentence.first as usize, sentence.end as usize);
        let prose = matches!(zone, Zone::Lead | Zone::Body) && first >= document.n_title_tokens as usize;
        if !prose || end - first > LONGEST || found.len() >= MOST {
            continue;
        }
        let vocabulary = words.vocabulary;
        let form = |t: usize| vocabulary.form(document.tokens[t].term);
        let mut says_number = |t: &usize| document.tokens[*t].kind == TokenKind::Number || words.number(document, *t).is_some();
        let numbers: Vec<usize> = (first..end).filter(&mut says_number).collect();
        let values: Vec<_> = numbers.iter().filter_map(|&t| value(document, &form, (t, first, end))).collect();
        if values.is_empty() {
            continue;
        }
        let content = content(document, words, first, end);
        let (start, end) = (sentence.start_byte, sentence.end_byte);
        found.extend(values.into_iter().map(|(unit, of_people, value)| Claim {
            unit,
            of_people,
            value,
            words: content.clone(),
            start,
            end,
        }));
    }
    found.truncate(MOST);
    found
}

/// Unit, whether it is a fact, and value of the number at a token.
fn value<'a>(document: &Annotated, form: &dyn Fn(usize) -> &'a str, at: (usize, usize, usize)) -> Option<(String, bool, String)> {
    let (token, first, end) = at;
    let (number, stop) = number(document, form, token, end)?;
    if token > first && is_number(document, token - 1) {
        return None;
    }
    let month = |t: usize| {
        let word = lower(document.surface(t));
        MONTHS.iter().find(|(name, short)| word == *name || word == *short).map(|(name, _)| *name)
    };
    let near = [token.checked_sub(1).filter(|&t| t >= first), Some(stop).filter(|&t| t < end)];
    if let Some(name) = near.into_iter().flatten().find_map(month) {
        let day: u8 = number.trim_end_matches(char::is_alphabetic).parse().ok()?;
        return (1..=31).contains(&day).then(|| ("date".into(), false, format!("{day} {name}")));
    }
    let counted = stop < end && document.tokens[stop].gap.joins() && document.tokens[stop].kind == TokenKind::Word;
    let unit =
        counted.then(|| form(stop)).filter(|u| u.chars().count() > 2 && !document.language.language().words.is_function(u))?;
    // "the 2016 election"
    if is_year(&number) {
        return None;
    }
    let people = !is_measure(unit) && is_count(&number);
    match happened(document, (token, stop), (first, end)).filter(|_| people) {
        Some(fact) => Some((fact.to_owned(), true, number)),
        None => Some((unit.to_string(), false, number)),
    }
}

/// The day of `8 april` in a year of months of 31 days.
fn day(value: &str) -> Option<u32> {
    let (day, month) = value.split_once(' ')?;
    let month = MONTHS.iter().position(|(name, _)| *name == month)?;
    Some(31 * u32::try_from(month).ok()? + day.parse::<u32>().ok()?)
}

fn is_number(document: &Annotated, token: usize) -> bool {
    let joined = document.tokens.get(token + 1).is_some_and(|t| t.gap.joins());
    joined && (document.tokens[token].kind == TokenKind::Number || small(&lower(document.surface(token))).is_some())
}

/// Whether a number can be one of people: not `9/11`, `$5`, `10:30`.
fn is_count(number: &str) -> bool {
    number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && number.parse::<u16>().is_ok_and(|n| (1900..2100).contains(&n))
}

/// The number that begins at a token, in figures, and the token after it: `two hundred and twelve`.
fn number<'a>(document: &Annotated, form: &dyn Fn(usize) -> &'a str, token: usize, end: usize) -> Option<(String, usize)> {
    let word = |t: usize| if t < end { lower(document.surface(t)) } else { Cow::Borrowed("") };
    let Some(small_one) = small(&word(token)) else {
        return (document.tokens[token].kind == TokenKind::Number).then(|| (figures(form(token)).into_owned(), token + 1));
    };
    let Some(times) = scale(&word(token + 1)) else { return Some((small_one.to_string(), token + 1)) };
    let rest = token + 2 + usize::from(word(token + 2) == "and");
    match small(&word(rest)).filter(|n| *n < times) {
        Some(more) => Some(((small_one * times + more).to_string(), rest + 1)),
        None => Some(((small_one * times).to_string(), token + 2)),
    }
}

/// What is said to have happened to a number of people: the nearest word that tells it, after the number
/// or before, in the same clause and with no other number between.
fn happened(document: &Annotated, number: (usize, usize), sentence: (usize, usize)) -> Option<&'static str> {
    let joins = |t: usize| document.tokens[t].gap.joins();
    let other = |t: usize| {
        let word = lower(document.surface(t));
        matches!(word.as_ref(), "and" | "while" | "but" | "et" | "und" | "y" | "mais" | "pero" | "aber")
            || document.tokens[t].kind == TokenKind::Number
            || small(&word).is_some()
    };
    let after = (number.1..sentence.1.min(number.1 + REACH.0)).take_while(|&t| joins(t) && !other(t));
    let before = (sentence.0.max(number.0.saturating_sub(REACH.1))..number.0).rev().take_while(|&t| joins(t + 1) && !other(t));
    let told = |t: usize| fact(&lower(document.surface(t)));
    after.into_iter().find_map(told).or_else(|| before.into_iter().find_map(told))
}

/// Whether a form, unless it is a function word, says what a number is said of.
pub(super) fn is_content(form: &str) -> bool {
    form.chars().count() > 3 && MONTHS.iter().all(|m| m.0 != form)
}

/// The content words of a sentence, each once.
fn content(document: &Annotated, words: &mut Words<'_>, first: usize, end: usize) -> String {
    let inside = document.tokens[first..end].iter().filter(|t| t.kind.is_word() && words.listed(t.term).is_content);
    let terms: Vec<_> = inside.map(|t| t.term).collect();
    let mut content: Vec<&str> = terms.into_iter().map(|term| words.vocabulary.form(term)).collect();
    content.sort_unstable();
    content.dedup();
    content.truncate(WORDS);
    content.join(" ")
}
