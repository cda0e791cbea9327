//! Finds who says what in a sentence of a language other than English, by what those languages share:
//! a reporting verb beside a quotation, a complementiser or a comma, and words for *according to*.
//!
//! In: tagged words, one [`Unit`]. Out: [`Claim`]s. Coarser than English: no passives, no nouns that
//! report. Every look to a side is bounded.

use super::clause::{Claim, Frame, MOST, Range, Unit, View, only};
use super::verbless::colon_claim;
use super::words::*;

/// How many words a rule looks to either side.
const NEAR: usize = 12;

/// The claims of one sentence, in the order of their cues.
pub(super) fn claims(view: &View<'_>, unit: Unit) -> Vec<Claim> {
    let mut out: Vec<Claim> = colon_claim(view, unit).into_iter().collect();
    for i in unit.first..unit.end {
        if out.len() >= MOST {
            break;
        }
        let w = &view.words[i];
        if view.in_quote(i) {
            continue;
        }
        // "a-t-il ajouté", "补充说": the second verb is the cue; and "据 X 称" has its claim already.
        let doubled = i + 1 < unit.end && view.words[i + 1].verb != NONE && view.words[i + 1].stops == 0;
        let credited = out.last().is_some_and(|c| c.frame == Frame::According && c.cue.1 <= i && i < c.contents[0].0);
        let phrase = w.is(ACCORDING) && i > unit.first && view.surface(i - 1) == "به";
        let found = if w.verb != NONE && !phrase {
            if doubled || credited { None } else { spoken(view, unit, i) }
        } else if w.is(ACCORDING | ACCORDING_AFTER) {
            according(view, unit, i)
        } else {
            None
        };
        let inside = |c: &Claim| out.iter().any(|o| o.contents.iter().any(|r| r.0 <= c.cue.0 && c.cue.1 <= r.1));
        if let Some(claim) = found
            && !inside(&claim)
        {
            out.push(claim);
        }
    }
    out
}

/// The claim of a reporting verb.
fn spoken(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let doubled = i > unit.first && view.words[i].stops == 0 && view.words[i - 1].verb != NONE && !view.in_quote(i - 1);
    let head = if doubled { i - 1 } else { i };
    let claim = |source: Option<Range>, frame, content: Range| {
        Some(Claim { source, cue: (head, i + 1), verb: view.words[i].verb, frame, contents: only(content) })
    };
    if let Some((quote, between)) = quote_before(view, unit, i) {
        let verb_last = matches!(view.lexicon.code, "ja" | "tr" | "hi");
        let after = if verb_last { None } else { phrase_after(view, unit, i + 1) };
        let source = Some(between).filter(|b| b.0 < b.1).or(after).or_else(|| phrase_before(view, unit, quote.0));
        return claim(source, Frame::Quote, quote);
    }
    if let Some((start, frame)) = content_after(view, unit, i) {
        let between = phrase_after(view, unit, i + 1).filter(|p| p.1 <= start);
        let source = phrase_before(view, unit, head).or(between);
        return claim(source, frame, (start, unit.end));
    }
    match view.lexicon.code {
        "ja" => {
            let quoted = i > unit.first && view.surface(i - 1).ends_with('と');
            let topic = (unit.first..i).find(|&k| view.surface(k) == "は" && !view.in_quote(k));
            let start = topic.map_or(unit.first, |k| k + 1);
            let source = topic.map(|k| (unit.first, k)).filter(|s| s.0 < s.1);
            if quoted && start + 1 < i { claim(source, Frame::Trailing, (start, i - 1)) } else { None }
        }
        "zh" => {
            let source = phrase_before(view, unit, head)?;
            if i + 2 < unit.end { claim(Some(source), Frame::Bare, (i + 1, unit.end)) } else { None }
        }
        "tr" => {
            let object = i > unit.first && ["nı", "ni", "nu", "nü"].iter().any(|e| view.surface(i - 1).ends_with(e));
            let source = leading(view, unit, i)?;
            if object && source.1 < i { claim(Some(source), Frame::Trailing, (source.1, i)) } else { None }
        }
        _ => {
            if let Some((comma, source)) = trailing(view, unit, i) {
                return claim(Some(source), Frame::Trailing, (unit.first, comma));
            }
            // "X sagte am Montag, die Lage sei ruhig": German leaves the conjunction out.
            let source = phrase_before(view, unit, i).filter(|_| view.lexicon.code == "de")?;
            let comma = (i + 1..unit.end.min(i + 1 + NEAR)).find(|&k| view.words[k].after(COMMA))?;
            claim(Some(source), Frame::Bare, (comma, unit.end))
        }
    }
}

/// A quotation shortly before a verb, and the words between the two.
fn quote_before(view: &View<'_>, unit: Unit, i: usize) -> Option<(Range, Range)> {
    let from = i.saturating_sub(NEAR).max(unit.first);
    let last = (from..i).rev().find(|&k| view.in_quote(k) || view.words[k].after(SEMICOLON))?;
    if !view.in_quote(last) {
        return None;
    }
    let quote = view.quoted[last];
    let start = (unit.first..=last).rev().take_while(|&k| view.quoted[k] == quote).last()?;
    let between = (last + 1..i).find(|&k| is_name_word(&view.words[k])).map_or((i, i), |k| (k, i));
    let end = (between.0..i).find(|&k| !is_name_word(&view.words[k])).unwrap_or(i);
    Some(((start, last + 1), (between.0, end)))
}

/// Where content begins to the right of a verb: after a complementiser or a colon, or with a quotation.
fn content_after(view: &View<'_>, unit: Unit, i: usize) -> Option<(usize, Frame)> {
    let words = view.words;
    for (k, w) in words.iter().enumerate().take(unit.end.min(i + 1 + NEAR)).skip(i + 1) {
        if view.opens_quote(k) {
            return Some((k, Frame::Quote));
        }
        if w.after(COLON) {
            return Some((k, Frame::Bare));
        }
        let prefixed = view.lexicon.code == "he" && k > i && view.surface(k).starts_with('ש') && !w.is(CLOSED);
        if (w.is(THAT) || prefixed) && k + 1 < unit.end && view.lexicon.code != "ja" {
            return Some((k, Frame::That));
        }
        if w.after(SEMICOLON | FULL_STOP | QUESTION) || w.verb != NONE {
            return None;
        }
    }
    None
}

/// `CONTENT, says X`: the comma's place and the source.
fn trailing(view: &View<'_>, unit: Unit, i: usize) -> Option<(usize, Range)> {
    let comma = (i.saturating_sub(2).max(unit.first + 1)..=i).rev().find(|&k| view.words[k].after(COMMA))?;
    let plain = (comma..i).all(|k| view.words[k].is(CLOSED));
    let source = phrase_after(view, unit, i + 1)?;
    let ends = source.1 == unit.end || view.words[source.1].stops != 0 || view.words[source.1].is(CLOSED);
    (plain && ends).then_some((comma, source))
}

/// The claim of a word for *according to*, before or after its noun.
fn according(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    let after = words[i].is(ACCORDING_AFTER);
    let source = if after {
        let start = (unit.first..i).rev().find(|&k| words[k].stops & !MARK != 0).unwrap_or(unit.first);
        (start, i)
    } else {
        let linked = |w: &Word| w.is(CLOSED) && !w.is(DETERMINER | SUBJECT);
        let start = (i + 1..unit.end.min(i + 3)).find(|&k| !linked(&words[k])).unwrap_or(i + 1);
        let limit = unit.end.min(start + NEAR);
        let stop = (start + 1..limit).find(|&k| words[k].stops & !MARK != 0 || words[k].verb != NONE || view.in_quote(k));
        (start, stop.unwrap_or_else(|| noun_end(view, start, limit)))
    };
    if source.0 >= source.1 {
        return None;
    }
    let (left, right) = (source.0.min(i), source.1.max(i + 1));
    let leads = left <= unit.first + 1;
    // In "据 X 报道，..." the content begins after the comma.
    let reported = right < unit.end && words[right].verb != NONE && words[right].stops == 0;
    let right = if reported { (right..unit.end).find(|&k| words[k].after(COMMA)).unwrap_or(right) } else { right };
    let right = (right..unit.end.min(right + 3)).find(|&k| words[k].after(COMMA)).unwrap_or(right);
    let content = if leads { (right, unit.end) } else { (unit.first, left) };
    let rest = if leads { (unit.end, unit.end) } else { (right, unit.end) };
    Some(Claim { source: Some(source), cue: (i, i + 1), verb: NONE, frame: Frame::According, contents: [content, rest] })
}

/// Where the noun phrase after *according to* ends when no comma follows it: at the verb, which is a small
/// word, or in German the first word written small after a noun.
fn noun_end(view: &View<'_>, start: usize, limit: usize) -> usize {
    let words = view.words;
    let german = view.lexicon.code == "de";
    let ends = |k: usize| {
        let (w, p) = (&words[k], &words[k - 1]);
        !p.is(CLOSED) && (w.is(CLOSED) && !w.is(DETERMINER) || german && p.is(CAPITAL) && !w.is(CAPITAL | CLOSED))
    };
    (start + 1..limit).find(|&k| ends(k)).unwrap_or(limit)
}

/// Whether a word can belong to a name or a noun phrase.
fn is_name_word(w: &Word) -> bool {
    w.is(SUBJECT | DETERMINER) || !w.is(CLOSED | THAT | ACCORDING | ACCORDING_AFTER) && w.verb == NONE
}

/// The noun phrase before a verb and its auxiliaries.
fn phrase_before(view: &View<'_>, unit: Unit, i: usize) -> Option<Range> {
    let words = view.words;
    let mut end = i;
    while end > unit.first && i - end < 3 && words[end].stops == 0 && words[end - 1].is(CLOSED) && !is_name_word(&words[end - 1])
    {
        end -= 1;
    }
    let mut start = end;
    while start > unit.first
        && end - start < NEAR
        && (start == end || words[start].stops & !MARK == 0)
        && is_name_word(&words[start - 1])
        && !view.in_quote(start - 1)
    {
        start -= 1;
    }
    if end < unit.end && words[end].after(SEMICOLON | COLON | FULL_STOP) {
        return None;
    }
    trimmed(view, (start, end))
}

/// The noun phrase that begins with word `from`.
fn phrase_after(view: &View<'_>, unit: Unit, from: usize) -> Option<Range> {
    let words = view.words;
    let end = (from..unit.end.min(from + NEAR))
        .find(|&k| words[k].stops & !MARK != 0 || !is_name_word(&words[k]) || view.in_quote(k))
        .unwrap_or(unit.end.min(from + NEAR));
    trimmed(view, (from, end))
}

/// The words a sentence begins with, up to its first stop.
fn leading(view: &View<'_>, unit: Unit, i: usize) -> Option<Range> {
    let end = (unit.first..i).find(|&k| k > unit.first && (view.words[k].stops != 0 || !view.words[k].is(CAPITAL)))?;
    trimmed(view, (unit.first, end))
}

/// A range without the small words at its ends; `None` when nothing is left.
fn trimmed(view: &View<'_>, (mut a, mut b): Range) -> Option<Range> {
    while a < b && view.words[b - 1].is(DETERMINER) {
        b -= 1;
    }
    while a + 1 < b && view.words[a].is(DETERMINER) && !view.words[a].is(CAPITAL) {
        a += 1;
    }
    (a < b).then_some((a, b))
}
