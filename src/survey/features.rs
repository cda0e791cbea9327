//! What one document contributes to the survey: everything a comparison between documents needs.
//!
//! In: an annotated document. Out: [`Features`], integers and strings only, so that they merge and
//! travel inside a partial. The text itself is not kept: terms, names and numbers with counts, one
//! hash per line, and the agency the text credits; the hashes of its shingles, by far the most, apart.

use super::agency;
use super::claims::{Claim, claims, is_content};
use super::dateline::dateline;
use super::facts::{figures, small};
use super::words::hash_str;
use crate::actor::place;
use crate::annotate::Annotated;
use crate::corpus::{Date, Zone};
use crate::language;
use crate::token::{Gap, Known, Memo, TermId, TokenKind, Vocabulary, Written, single_spaced};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Tokens of running text that count as the lead when events are compared.
const LEAD_TOKENS: usize = 60;
/// Tokens of a text that are looked at for its terms; an event is told at the beginning.
const MAX_TOKENS: usize = 6_000;
/// Runs of blanks in a line that could be furniture: three words at least, sixty at most.
const LEAST_IN_LINE: usize = 2;
const MOST_IN_LINE: usize = 59;
/// A name has at most so many words; longer runs are headlines in capitals.
const MAX_NAME: usize = 5;

/// Strings with `N` counts each, sorted, in two allocations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bag<const N: usize> {
    forms: String,
    #[serde(with = "in_one_piece")]
    counts: Vec<u8>,
}

/// Bytes that are copied together, not each as a number.
mod in_one_piece {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        <&[u8]>::deserialize(from).map(<[u8]>::to_vec)
    }
}

impl<const N: usize> Bag<N> {
    /// Counts `(form, which count)` pairs; counts stop at 255. Forms hold no line feed.
    pub(crate) fn count(mut items: Vec<(&str, usize)>) -> Bag<N> {
        items.sort_unstable();
        Bag::sorted(items.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, counts(same))).collect())
    }

    /// Forms, no two alike, in code point order, each with its counts.
    fn sorted(items: Vec<(&str, [u8; N])>) -> Bag<N> {
        let mut bag = Bag { forms: String::new(), counts: Vec::with_capacity(N * items.len()) };
        for (i, (form, counts)) in items.into_iter().enumerate() {
            if i > 0 {
                bag.forms.push('\n');
            }
            bag.forms.push_str(form);
            bag.counts.extend(counts);
        }
        bag
    }

    /// The forms in code point order, each with its counts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, [u8; N])> {
        let mut at = 0;
        self.counts.as_chunks().0.iter().map(move |counts| {
            let start = at;
            // Forms are short: no search by many bytes at once is worth its beginning.
            let rest = &self.forms.as_bytes()[start..];
            let end = start + rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
            at = self.forms.len().min(end + 1);
            (&self.forms[start..end], *counts)
        })
    }

    /// How many forms there are.
    pub fn len(&self) -> usize {
        self.counts.len() / N
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}

/// How many of each count there are, up to 255.
fn counts<T, const N: usize>(items: &[(T, usize)]) -> [u8; N] {
    let mut counts = [0u8; N];
    items.iter().for_each(|(_, which)| counts[*which] = counts[*which].saturating_add(1));
    counts
}

/// What the survey knows of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Features {
    /// Words of the text by the rule of [`super::words`].
    pub n_words: u32,
    /// Terms with their counts in title, lead and body; stop words left out.
    pub terms: Bag<3>,
    /// Named things as written, by capital letters inside sentences.
    pub names: Bag<1>,
    /// Numbers as counted.
    pub numbers: Bag<1>,
    /// Numbers and dates with what they are said of.
    pub claims: Vec<Claim>,
    /// One hash per distinct line of the text that is long enough to be boilerplate, sorted.
    pub lines: Vec<u64>,
    /// The day a line of the text says.
    pub dateline: Option<Date>,
    /// The news agency a dateline or credit names; empty for none.
    pub agency: String,
}

/// Takes the features of one document after the other; what it learns of words stays with it.
#[derive(Default)]
pub struct Surveyor {
    words: Memo<Listed>,
    /// By form, how often it stands in title, lead and body; nothing between two documents.
    counts: Vec<[u8; 3]>,
}

impl Surveyor {
    /// The features of one document of `n_words`; what only events are made of is left out without `events`.
    pub fn features(&mut self, document: &Annotated, vocabulary: &Vocabulary, (n_words, events): (u32, bool)) -> Features {
        let text = &document.document.text;
        let alone = Features {
            n_words,
            lines: lines(text),
            agency: agency::credited(text).unwrap_or_default().to_string(),
            ..Features::default()
        };
        if !events {
            return alone;
        }
        let words =
            &mut Words { lists: document.language.language().words, known: self.words.of(document.language.code), vocabulary };
        Features {
            terms: terms(document, words, &mut self.counts),
            names: names(document),
            numbers: numbers(document, vocabulary),
            claims: claims(document, words),
            dateline: dateline(text),
            ..alone
        }
    }
}

/// What the lists say of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    /// Whether events are compared by it.
    is_term: bool,
    /// Whether it says what a number is said of.
    pub(super) is_content: bool,
    /// The number it stands for.
    number: Option<u64>,
}

impl Listed {
    fn of(form: &str, lists: &language::Words) -> Listed {
        let function = lists.is_function(form);
        let is_term = form.chars().nth(1).is_some() && !form.contains('\n') && !function;
        Listed { is_term, is_content: is_content(form) && !function, number: small(form) }
    }
}

/// The words of one language.
pub(super) struct Words<'a> {
    lists: &'static language::Words,
    known: &'a mut Known<Listed>,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Words<'_> {
    pub(super) fn listed(&mut self, term: TermId) -> Listed {
        self.known.get(term, || Listed::of(self.vocabulary.form(term), self.lists))
    }

    /// The number a token stands for in words.
    pub(super) fn number(&mut self, document: &Annotated, token: usize) -> Option<u64> {
        document.recall(token, (self.vocabulary, self.known), |word| Listed::of(word, self.lists)).number
    }
}

/// Scored tokens with the sentence they stand in, up to [`MAX_TOKENS`].
fn scored(document: &Annotated) -> impl Iterator<Item = (Zone, usize, usize)> {
    let sentences = document.sentences.iter().zip(&document.zones).filter(|(_, zone)| zone.is_scored());
    sentences.map(|(s, &zone)| (zone, s.first as usize, s.end as usize)).take_while(|&(_, first, _)| first < MAX_TOKENS)
}

fn terms(document: &Annotated, words: &mut Words<'_>, counts: &mut Vec<[u8; 3]>) -> Bag<3> {
    counts.resize(words.vocabulary.len(), [0; 3]);
    let (mut seen, mut n_text) = (Vec::new(), 0);
    for (zone, first, end) in scored(document) {
        for token in &document.tokens[first..end] {
            let which = if zone == Zone::Title { 0 } else { 1 + usize::from(n_text >= LEAD_TOKENS) };
            n_text += usize::from(zone != Zone::Title);
            if !matches!(token.kind, TokenKind::Url | TokenKind::Symbol) {
                let n = &mut counts[token.term.0 as usize];
                if *n == [0; 3] {
                    seen.push(token.term);
                }
                n[which] = n[which].saturating_add(1);
            }
        }
    }
    let vocabulary = words.vocabulary;
    // The beginning of a form, by which most are told apart, and its number.
    let mut terms: Vec<u128> = Vec::with_capacity(seen.len());
    let listed = seen.iter().filter(|&&term| words.listed(term).is_term);
    terms.extend(listed.map(|&term| u128::from(beginning(vocabulary.form(term))) << 32 | u128::from(term.0)));
    terms.sort_unstable();
    let term = |key: u128| TermId(key as u32);
    for alike in terms.chunk_by_mut(|a, b| a >> 32 == b >> 32).filter(|alike| alike.len() > 1) {
        alike.sort_unstable_by_key(|&key| vocabulary.form(term(key)));
    }
    let counted = terms.into_iter().map(term).map(|term| (vocabulary.form(term), counts[term.0 as usize]));
    let bag = Bag::sorted(counted.collect());
    seen.into_iter().for_each(|term| counts[term.0 as usize] = [0; 3]);
    bag
}

/// The first eight bytes of a form, ordered as they are: most forms are told apart by them.
fn beginning(form: &str) -> u64 {
    let mut bytes = [0; 8];
    let n = form.len().min(8);
    bytes[..n].copy_from_slice(&form.as_bytes()[..n]);
    u64::from_be_bytes(bytes)
}

fn numbers(document: &Annotated, vocabulary: &Vocabulary) -> Bag<1> {
    let inside = scored(document).flat_map(|(_, first, end)| &document.tokens[first..end]);
    let numbers: Vec<_> = inside.filter(|t| t.kind == TokenKind::Number).map(|t| figures(vocabulary.form(t.term))).collect();
    Bag::count(numbers.iter().map(|n| (n.as_ref(), 0)).collect())
}

/// Runs of capitalised words; the first word of a sentence tells nothing and is left out, and so is
/// the title, where every word may have a capital.
fn names(document: &Annotated) -> Bag<1> {
    let mut found: Vec<Cow<'_, str>> = Vec::new();
    for (zone, first, end) in scored(document) {
        if zone == Zone::Title {
            continue;
        }
        let mut at = first + 1;
        while at < end {
            // Most words are in small ASCII letters.
            if document.tokens[at].written == Written::Same {
                at += 1;
                continue;
            }
            let mut stop = at;
            while stop < end && is_capitalised(document, stop) && (stop == at || joins(document.tokens[stop].gap)) {
                stop += 1;
            }
            if stop > at && stop - at <= MAX_NAME {
                let one = stop == at + 1;
                let several = || Cow::Owned(single_spaced((at..stop).map(|t| document.surface(t))));
                found.push(if one { Cow::Borrowed(document.surface(at)) } else { several() });
            }
            if stop == at {
                found.extend(uncased_place(document, at).map(Cow::Owned));
            }
            at = stop.max(at + 1);
        }
    }
    Bag::count(found.iter().map(|n| (n.as_ref(), 0)).collect())
}

/// A country named in a script without capitals, prepositions written together with it aside.
fn uncased_place(document: &Annotated, token: usize) -> Option<String> {
    let word = document.surface(token);
    let uncased = |c: char| !c.is_ascii() && c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    if !word.chars().next().is_some_and(uncased) {
        return None;
    }
    let shorter = document.language.language().without_proclitics(word);
    std::iter::once(word).chain(shorter).find_map(place).map(|p| p.country.to_string())
}

fn joins(gap: Gap) -> bool {
    matches!(gap, Gap::Space | Gap::Hyphen | Gap::None)
}

fn is_capitalised(document: &Annotated, token: usize) -> bool {
    let surface = document.surface(token);
    document.tokens[token].kind.is_word()
        && surface.chars().next().is_some_and(char::is_uppercase)
        && surface.chars().nth(1).is_some()
}

/// Hashes of the lines that could be furniture.
fn lines(text: &str) -> Vec<u64> {
    let kept = text.lines().map(str::trim).filter(|l| (LEAST_IN_LINE..=MOST_IN_LINE).contains(&blanks(l)));
    let mut hashes: Vec<u64> = kept.map(hash_str).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Runs of blanks in a line that neither begins nor ends with one.
fn blanks(line: &str) -> usize {
    let bytes = line.as_bytes();
    // Bytes beside each other, all at once.
    let beside = |by: usize| &bytes[by.min(bytes.len())..];
    let wide = bytes.iter().zip(beside(1)).zip(beside(2)).map(|((&a, &b), &c)| may_be_wide([a, b, c]));
    if wide.fold(false, |found, wide| found | wide) {
        return line.split_whitespace().count().saturating_sub(1);
    }
    let blank = |b: u8| b == b' ' || (b'\t'..=b'\r').contains(&b);
    let begins = bytes.iter().zip(beside(1)).map(|(&a, &b)| u32::from(!blank(a) & blank(b)));
    begins.sum::<u32>() as usize
}

/// Whether a blank beyond ASCII may begin with these bytes: U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029,
/// U+202F, U+205F, U+3000; not with those of a dash or quotation mark. No line ends with a blank, so three are there.
const fn may_be_wide([a, b, c]: [u8; 3]) -> bool {
    let general = (a == 0xe2) & (((b == 0x80) & ((c < 0x90) | (c > 0xa7))) | (b == 0x81));
    general | (a == 0xc2) | (a == 0xe1) | (a == 0xe3)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn blanks_are_runs_of_white_space(line in "[ab’…£\t \u{85}\u{a0}\u{1680}\u{2009}\u{2028}\u{202f}\u{205f}\u{3000}]{0,40}") {
            let line = line.trim();
            proptest::prop_assert_eq!(blanks(line), line.split_whitespace().count().saturating_sub(1));
        }
    }
}
