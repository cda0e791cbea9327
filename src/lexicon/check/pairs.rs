//! Pairs of entries that meet: contradictions between the poles of an axis, and phrases that overlap.
//!
//! A pair is named with a text both match. For contradictions that text is run through the matcher, so
//! that what is said is proved.

use super::samples::samples;
use super::{Bench, marked};
use crate::corpus::Problem;
use crate::lexicon::meet::{beginning, common, is_wild, words};
use crate::lexicon::pattern::{Piece, fits};
use crate::lexicon::tree::flat_name;
use crate::lexicon::{Axis, Entry, Hit, Lexicon, Matcher, Pole};
use std::collections::{BTreeMap, BTreeSet};

/// An entry as it is compared with others.
struct Phrase<'l> {
    axis: &'l Axis,
    pole: Pole,
    entry: &'l Entry,
    /// Its number in the matcher.
    id: usize,
    /// None for stems and regular expressions, which cannot be compared letter by letter.
    words: Vec<Vec<Piece>>,
}

impl Phrase<'_> {
    /// Whether both may meet the same text as far as languages go.
    fn shares_language(&self, other: &Phrase<'_>) -> bool {
        let (a, b) = (&self.entry.language, &other.entry.language);
        a.is_empty() || b.is_empty() || a == b
    }

    /// Whether the two are in opposed poles and nothing their author wrote tells them apart.
    fn may_oppose(&self, other: &Phrase<'_>) -> bool {
        let conditioned = |e: &Entry| !(e.needs.is_empty() && e.near.is_empty());
        let (a, b) = (self.entry, other.entry);
        let settled = !a.excludes.is_empty() || !b.excludes.is_empty() || (conditioned(a) && conditioned(b));
        let same = a.kind == b.kind && a.pattern.to_lowercase() == b.pattern.to_lowercase();
        self.pole != other.pole && self.shares_language(other) && !settled && !same
    }
}

fn phrases<'l>(lexicon: &'l Lexicon, matcher: &Matcher) -> Vec<Phrase<'l>> {
    let all = matcher.entries().iter().enumerate();
    all.map(|(id, place)| {
        let entry = place.of(std::slice::from_ref(lexicon));
        Phrase { axis: &lexicon.axes[place.axis], pole: place.pole, entry, id, words: words(entry).unwrap_or_default() }
    })
    .collect()
}

/// Entries of two poles of an axis that match one text, which then counts for both. Entries whose
/// conditions tell them apart are left alone; equal patterns were named when the file was read.
///
/// Any word that begins with a wildcard meets any that ends with one: such a pair is a mistake only when
/// a text has the word, so that it takes the forms of a corpus to say so.
pub(super) fn contradictions(
    lexicon: &Lexicon,
    (bench, matcher): (&mut Bench<'_>, &Matcher),
    types: &[(&str, u64)],
) -> Vec<Problem> {
    let mut out = Vec::new();
    let phrases = phrases(lexicon, matcher);
    let polar = |p: &&Phrase<'_>| matches!(p.pole, Pole::A | Pole::B | Pole::Neutral);
    for of_axis in phrases.chunk_by(|x, y| std::ptr::eq(x.axis, y.axis)) {
        let polar: Vec<&Phrase<'_>> = of_axis.iter().filter(polar).collect();
        let begins = beginnings(polar.iter().map(|p| &p.words));
        for (i, x) in polar.iter().enumerate().filter(|(_, x)| !x.words.is_empty()) {
            for y in candidates(&begins, &x.words[0]).into_iter().filter(|j| *j > i).map(|j| polar[j]) {
                let text = if x.may_oppose(y) { met(x, y, types) } else { None };
                if let Some(text) = text.filter(|text| both_count(bench, matcher, (text, x, y), &lexicon.language)) {
                    out.push(contradiction(lexicon, (x, y), &text));
                }
            }
        }
        out.extend(tried(lexicon, &polar, (bench, matcher), types));
    }
    out
}

/// Pairs of an axis of which one is a stem or a regular expression: texts each entry matches are run
/// through the matcher, and entries of another pole that count at the same place are named.
fn tried(
    lexicon: &Lexicon,
    polar: &[&Phrase<'_>],
    (bench, matcher): (&mut Bench<'_>, &Matcher),
    types: &[(&str, u64)],
) -> Vec<Problem> {
    let open = |p: &Phrase<'_>| p.words.is_empty();
    if !polar.iter().any(|p| open(p)) {
        return Vec::new();
    }
    let first = if lexicon.language.is_empty() { "en" } else { &lexicon.language };
    let codes: BTreeSet<&str> =
        polar.iter().map(|p| p.entry.language.as_str()).filter(|c| !c.is_empty()).chain([first]).collect();
    let mut found: BTreeMap<(usize, usize), Problem> = BTreeMap::new();
    for x in polar {
        for code in codes.iter().filter(|c| x.entry.language.is_empty() || **c == x.entry.language) {
            for text in samples(x.entry, (matcher.options().stemmer, code), types) {
                let (_, hits) = bench.hits(&text, code);
                let counted: Vec<&Hit> = hits.iter().filter(|h| matcher.counts(h)).collect();
                let Some(own) = counted.iter().find(|h| h.entry.0 as usize == x.id) else { continue };
                let there = counted.iter().filter(|h| (h.first, h.end) == (own.first, own.end));
                for y in there.filter_map(|h| polar.iter().find(|p| p.id == h.entry.0 as usize)) {
                    if (open(x) || open(y)) && x.may_oppose(y) {
                        let (x, y) = if x.id < y.id { (x, y) } else { (y, x) };
                        found.entry((x.id, y.id)).or_insert_with(|| contradiction(lexicon, (x, y), &text));
                    }
                }
            }
        }
    }
    found.into_values().collect()
}

/// A text both match: by their letters, or because the corpus has such a word.
fn met(x: &Phrase<'_>, y: &Phrase<'_>, types: &[(&str, u64)]) -> Option<String> {
    let meeting = common(&x.words, &y.words)?;
    if meeting.shares {
        return Some(meeting.text);
    }
    let ([first], [second]) = (&x.words[..], &y.words[..]) else { return None };
    types.iter().map(|t| t.0).find(|form| fits(first, form) && fits(second, form)).map(str::to_owned)
}

/// Whether both entries count at one place of a text.
fn both_count(bench: &mut Bench<'_>, matcher: &Matcher, (text, x, y): (&str, &Phrase<'_>, &Phrase<'_>), code: &str) -> bool {
    let codes = [x.entry.language.as_str(), &y.entry.language, code, "en"];
    let code = codes.into_iter().find(|c| !c.is_empty()).unwrap_or_default();
    let (_, hits) = bench.hits(text, code);
    let place = |p: &Phrase<'_>| hits.iter().find(|h| h.entry.0 as usize == p.id && matcher.counts(h)).map(|h| (h.first, h.end));
    place(x).is_some_and(|at| place(y) == Some(at))
}

fn contradiction(lexicon: &Lexicon, (x, y): (&Phrase<'_>, &Phrase<'_>), text: &str) -> Problem {
    let what = format!(
        "`{}` ({}) and `{}` ({}, line {}) both match `{text}`, which then counts for both poles",
        y.entry.pattern,
        flat_name(y.axis, y.pole),
        x.entry.pattern,
        flat_name(x.axis, x.pole),
        x.entry.line
    );
    let p = Problem::warning("term-in-two-frames", what);
    marked(lexicon, y.entry, p.remedy("Make one of the two narrower, or say with `needs` which context is meant."))
}

/// Pairs of phrases of different poles or axes of which one ends as the other begins: in a text that holds
/// both, only one counts. Within one pole it makes no difference which.
pub(super) fn partial_overlaps(lexicon: &Lexicon, matcher: &Matcher) -> Vec<Problem> {
    let phrases: Vec<Phrase<'_>> = phrases(lexicon, matcher).into_iter().filter(|p| p.words.len() > 1).collect();
    let begins = beginnings(phrases.iter().map(|p| &p.words));
    let mut out = Vec::new();
    for x in &phrases {
        for n in 1..x.words.len() {
            let end = &x.words[n..];
            for y in candidates(&begins, &end[0]).into_iter().map(|j| &phrases[j]) {
                if (&x.axis.key, x.pole) == (&y.axis.key, y.pole) || !x.shares_language(y) || y.words.len() <= end.len() {
                    continue;
                }
                if let Some(shared) = common(end, &y.words[..end.len()]).filter(|m| m.shares) {
                    out.push(overlap(lexicon, (x, y), &joined(x, &shared.text, y, end.len())));
                }
            }
        }
    }
    out
}

/// The numbers of phrases by the letters their first word begins with.
fn beginnings<'w>(phrases: impl Iterator<Item = &'w Vec<Vec<Piece>>>) -> BTreeMap<String, Vec<usize>> {
    let mut begins: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, words) in phrases.enumerate() {
        begins.entry(words.first().map_or_else(String::new, |w| beginning(w))).or_default().push(i);
    }
    begins
}

/// Phrases whose first word may meet `word`, by the letters both begin with.
fn candidates(begins: &BTreeMap<String, Vec<usize>>, word: &[Piece]) -> Vec<usize> {
    let start = beginning(word);
    let shorter = start.char_indices().filter_map(|(i, _)| begins.get(&start[..i]));
    let open = is_wild(word);
    let longer = begins.range(start.clone()..).take_while(|(b, _)| b.starts_with(&start) && (open || **b == start));
    let mut found: Vec<usize> = shorter.chain(longer.map(|(_, list)| list)).flatten().copied().collect();
    found.sort_unstable();
    found
}

/// The words of the first phrase, what both share, the rest of the second.
fn joined(x: &Phrase<'_>, shared: &str, y: &Phrase<'_>, n: usize) -> String {
    let show = |words: &[Vec<Piece>]| {
        let piece = |p: &Piece| match p {
            Piece::Char(c) => *c,
            Piece::One => '?',
            Piece::Many => '*',
        };
        words.iter().map(|w| w.iter().map(piece).collect::<String>()).collect::<Vec<_>>().join(" ")
    };
    [&show(&x.words[..x.words.len() - n]), shared, &show(&y.words[n..])].join(" ")
}

fn overlap(lexicon: &Lexicon, (x, y): (&Phrase<'_>, &Phrase<'_>), text: &str) -> Problem {
    let what = format!(
        "`{}` ({}) and `{}` ({}, line {}) overlap in `{text}`; only one of them counts there",
        x.entry.pattern,
        flat_name(x.axis, x.pole),
        y.entry.pattern,
        flat_name(y.axis, y.pole),
        y.entry.line
    );
    let p = Problem::note("partial-overlap", what).at(&lexicon.file, x.entry.line);
    p.remedy("Add the whole phrase where it belongs if it occurs.")
}
