//! Cuts a text into the sentences attribution works on: a quotation is never cut, and what follows a
//! quotation stays with it when it says who spoke.
//!
//! In: tagged words, sentences, quotations. Out: [`Unit`]s, and for each word its outermost quotation.

use super::clause::{Unit, View, group};
use super::phrase::np_right;
use super::quotes::Quote;
use super::source::subject_before;
use super::verbs::{CLAUSE, HEARER, NOUN, PAST, QUOTATION};
use super::words::*;
use crate::token::Sentence;

/// The words inside each quotation, as ranges beside `quotes`.
pub(super) fn ranges(quotes: &[Quote], words: &[Word]) -> Vec<(usize, usize)> {
    quotes
        .iter()
        .map(|q| {
            let first = words.partition_point(|w| w.start < q.inner);
            (first, first + words[first..].partition_point(|w| w.end <= q.inner_end))
        })
        .collect()
}

/// For each word its outermost quotation, `u32::MAX` outside.
pub(super) fn outermost(quotes: &[Quote], ranges: &[(usize, usize)], n: usize) -> Vec<u32> {
    let mut out = vec![u32::MAX; n];
    for (number, (q, &(first, end))) in quotes.iter().zip(ranges).enumerate() {
        if q.depth == 0 {
            out[first..end].fill(u32::try_from(number).unwrap_or(u32::MAX));
        }
    }
    out
}

/// The units of a text.
pub(super) fn units(view: &View<'_>, sentences: &[Sentence]) -> Vec<Unit> {
    let mut out = Vec::with_capacity(sentences.len());
    let mut first = None;
    let mut paragraph = 0;
    for s in sentences {
        let (from, to) = (s.first as usize, s.end as usize);
        if from >= to {
            continue;
        }
        if let Some(begin) = first {
            let same = s.paragraph == paragraph;
            // "TEXT", and below it "- Ruiz"
            let whole = view.in_quote(from - 1) && view.quoted[begin] == view.quoted[from - 1];
            let below = !same && whole && !view.in_quote(from) && signed(view, from, to);
            let introduced = view.words[from].after(COLON);
            let inside = same && view.in_quote(from) && view.quoted[from] == view.quoted[from - 1];
            let english = view.lexicon.code == "en";
            let after_quote = same && !inside && view.in_quote(from - 1) && !view.in_quote(from);
            let credited = english && after_quote && credits(view, from, to);
            if !(inside || credited || introduced || below || after_quote && signed(view, from, to)) {
                out.push(Unit { first: begin, end: from });
                first = Some(from);
            }
        } else {
            first = Some(from);
        }
        paragraph = s.paragraph;
    }
    if let (Some(begin), Some(last)) = (first, sentences.last()) {
        out.push(Unit { first: begin, end: last.end as usize });
    }
    out
}

/// Whether the sentence after a closed quotation is only `X said` with what belongs to it.
fn credits(view: &View<'_>, from: usize, to: usize) -> bool {
    let unit = Unit { first: from, end: to };
    for i in from..to.min(from + 14) {
        let w = &view.words[i];
        let abbreviated = i > from && view.words[i - 1].is(TITLE) && w.stops == FULL_STOP;
        if i > from && w.stops & !(COMMA | MARK | BRACKET_OPEN | BRACKET_CLOSE) != 0 && !abbreviated && !w.after(BRACKET_CLOSE)
            || view.in_quote(i)
        {
            return false;
        }
        if w.verb == NONE {
            continue;
        }
        let g = group(view, unit, i);
        let frames = view.lexicon.verb(g.verb).frames;
        if frames & (CLAUSE | QUOTATION) == 0 {
            continue;
        }
        // "told a paper in an interview", but "told reporters in Berlin that"
        let hearer = if frames & HEARER == 0 { g.end } else { np_right(view, g.end, to, false) };
        let clause = view.words[hearer..to.min(hearer + 8)].iter().any(|w| w.is(THAT));
        let after = if clause { g.end } else { hearer };
        let ends = after == to
            || view.words[after].stops & (COMMA | COLON) != 0
            || view.words[after].is(PREPOSITION | TIME) && (!view.words[after].is(TO) || names_hearer(view, after + 1, to));
        let introduces =
            after < to && (view.words[after].after(COLON) || view.words[from].after(FULL_STOP) && view.opens_quote(after));
        if introduces {
            return false;
        }
        let led = i == from || subject_before(view, unit, i).is_some_and(|s| s.0 == from);
        // "Irvin Carney, a volunteer, asked"
        if !led && frames & NOUN != 0 && w.forms & PAST == 0 {
            continue;
        }
        return led && (ends || i == from);
    }
    false
}

/// Whether a name or an article stands at `i`, so that the *to* before it begins no infinitive.
fn names_hearer(view: &View<'_>, i: usize, to: usize) -> bool {
    i < to && view.words[i].is(CAPITAL | DETERMINER | POSSESSIVE | OBJECT_PRONOUN)
}

/// Whether the sentence after a closed quotation is a dash and the name of who signed it.
fn signed(view: &View<'_>, from: usize, to: usize) -> bool {
    let name = |w: &Word| w.is(CAPITAL) && !w.is(CLOSED | TIME);
    view.words[from].after(DASH) && to - from <= 5 && view.words[from..to].iter().all(name)
}
