//! The forms a verb's claim takes beside subject, verb, content: trailing and inverted attributions,
//! passives, questions, what went before its subject.
//!
//! In: a verb in its sentence. Out: a [`Claim`], or nothing when the words mean something else.

use super::clause::{Claim, Frame, Group, REACH, Range, Unit, View, only};
use super::complement::{has_finite, is_early, skip_adjuncts};
use super::doer::{of_infinitive, verb_subject};
use super::extent::clause_end;
use super::phrase::{is_noun, np_left, np_right, starts_np};
use super::source::{WEEKDAYS, agrees, subject_before};
use super::verbs::*;
use super::words::*;

/// Whether the verb follows a quotation at once and its subject comes after it.
pub(super) fn inverted(view: &View<'_>, unit: Unit, g: &Group) -> bool {
    let words = view.words;
    if g.start == unit.first || !subject_follows(view, g) {
        return false;
    }
    if view.in_quote(g.start - 1) && !ends_name(view, unit, g.start) {
        return words[g.start].after(COMMA | QUESTION | FULL_STOP | DASH);
    }
    // "That is not enough, said Anna Ruiz, a member", but not "The mayor, Ruiz, said Kost had left"
    if words[g.start].stops != COMMA || g.start != g.head || words[g.end].is(TIME | SUBJECT) {
        return false;
    }
    let end = np_right(view, g.end, unit.end, false);
    // "said lobbyist and strategist Charlie Black"
    let joined = end + 1 < unit.end && words[end].stops == 0 && view.word_is(end, "and") && !words[g.end].is(CAPITAL);
    let end = if joined { np_right(view, end + 1, unit.end, false) } else { end };
    let ends = end == unit.end || words[end].stops != 0 || words[end].is(RELATIVE);
    ends && is_stated(view, unit, g.start) && subject_before(view, unit, g.start).is_none()
}

/// Whether a verb stands before a word, so that something is said there.
fn is_stated(view: &View<'_>, unit: Unit, at: usize) -> bool {
    view.words[unit.first..at].iter().any(|w| w.is(CONTRACTION) || w.may_be_finite())
}

/// Whether the quotation that ends before a word is part of a name: `host of the “Morning Hour,” said`.
fn ends_name(view: &View<'_>, unit: Unit, at: usize) -> bool {
    let words = view.words;
    let first = quote_start(view, unit, at);
    let joined =
        first > unit.first && words[first].stops & !MARK == 0 && (is_noun(&words[first - 1]) || words[first - 1].is(GENITIVE));
    joined && at - first < 5 && !words[first - 1].may_be_finite() && words[first..at].iter().all(|w| w.is(CAPITAL | CLOSED))
}

/// Whether a verb stands after a quotation and its subject, so that it says what is before: `"TEXT," she told me`.
pub(super) fn closes(view: &View<'_>, unit: Unit, g: &Group) -> bool {
    let words = view.words;
    let told = view.lexicon.verb(g.verb).frames & ADDRESSED != 0;
    let subject = speaker_before(view, g).filter(|s| s.0 > unit.first && view.in_quote(s.0 - 1));
    subject.is_some_and(|s| {
        let (at, first) = (&words[s.0], quote_start(view, unit, s.0));
        let whole = first == unit.first || words[first].stops & !MARK != 0;
        // "We stay!" Ruiz said the bill was dead.
        whole
            && (at.after(COMMA)
                || at.after(QUESTION) && (told || g.end == unit.end || words[g.end].stops != 0 || !has_finite(view, unit, g.end)))
    })
}

/// The subject of a verb of saying, of `is expected to say` and `was quoted as saying` too.
fn speaker_before(view: &View<'_>, g: &Group) -> Option<Range> {
    if g.to {
        of_infinitive(view, g.unit, g.start)
    } else if is_quoted_as(view, g) {
        verb_subject(view, g.unit, g.start - 2)
    } else {
        subject_before(view, g.unit, g.start)
    }
}

/// Whether *as* after a passive stands before a verb: `was quoted as saying`.
pub(super) fn is_quoted_as(view: &View<'_>, g: &Group) -> bool {
    let participle = |k: usize| view.words[k].forms & PARTICIPLE != 0 && view.words[k + 1].stops == 0;
    g.start == g.head
        && g.start > g.unit.first + 2
        && view.word_is(g.start - 1, "as")
        && participle(g.start - 2)
        && view.words[g.start - 3].is(AUXILIARY)
}

/// Where the quotation begins that ends before a word.
fn quote_start(view: &View<'_>, unit: Unit, at: usize) -> usize {
    (unit.first..at).rev().take_while(|&k| view.quoted[k] == view.quoted[at - 1]).last().unwrap_or(at)
}

/// `Added Ruiz: CONTENT`.
pub(super) fn leading_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let end = np_right(view, g.end, unit.end, false);
    let named = end > g.end && end < unit.end && view.words[end].after(COLON) && view.words[g.end].is(CAPITAL | DETERMINER);
    let (source, cue, contents) = (Some((g.end, end)), (g.start, g.end), only((end, unit.end)));
    named.then_some(Claim { source, cue, verb: g.verb, frame: Frame::Quote, contents })
}

/// `CONTENT, X said` and `CONTENT, said X`, with what may follow.
pub(super) fn trailing_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let after = g.end;
    if g.to && after < unit.end && words[after].stops == 0 {
        return None;
    }
    let closes_left = |at: usize| {
        at > unit.first
            && (words[at].after(COMMA | DASH)
                || words[at].after(QUESTION | FULL_STOP | MARK) && view.in_quote(at - 1) && !view.in_quote(at))
    };
    let stated = || {
        let quoted = view.in_quote(g.start - 1);
        let say = view.lexicon.verb(g.verb).lemma == "say";
        if quoted { !ends_name(view, unit, g.start) } else { say || is_stated(view, unit, g.start) }
    };
    let (source, left) = if closes_left(g.start) && subject_follows(view, g) && stated() && !closes(view, unit, g) {
        let end = np_right(view, after, unit.end, true);
        // "said Ruiz, who ..."
        let end = (after + 1..end).find(|&k| words[k].is(RELATIVE) && words[k].after(COMMA)).unwrap_or(end);
        ((after, end), g.start)
    } else {
        let subject = speaker_before(view, g)?;
        let w = &words[g.head];
        let noun = !g.auxiliary
            && w.forms & (BASE | SINGULAR) != 0
            && w.forms & PAST == 0
            && view.lexicon.verb(g.verb).frames & NOUN != 0;
        if words[subject.0].is(RELATIVE) || noun && !agrees(view, g, Frame::Trailing, &[]) {
            return None;
        }
        if !closes_left(subject.0) {
            return as_claim(view, unit, g, subject);
        }
        (subject, subject.0)
    };
    // "In May, the war began"
    if view.lexicon.verb(g.verb).frames & CLAUSE == 0 && !view.in_quote(left - 1) {
        return None;
    }
    let tail = source.1.max(after);
    let mut right = (unit.end, unit.end);
    if tail < unit.end {
        let k = skip_adjuncts(view, unit, tail);
        let k = if k < unit.end && words[k].stops & (COMMA | DASH | MARK) != 0 { k } else { unit.end };
        // A participle or a conjunction goes on about the speaker, not with the speech; and speech in marks
        // does not go on without them.
        let resumes = k < unit.end
            && (view.opens_quote(k)
                || words[k].after(COMMA)
                    && !view.in_quote(unit.first)
                    && !words[k].is(COORDINATOR | SUBORDINATOR | RELATIVE | ING | WH | PREPOSITION)
                    && words[k].forms & GERUNDIVE == 0);
        if let Some(k) = if resumes { Some(k) } else { resumed_after(view, unit, k) } {
            right = (k, unit.end);
        }
    }
    Some(Claim {
        source: Some(source),
        cue: (g.start, after),
        verb: g.verb,
        frame: Frame::Trailing,
        contents: [(unit.first, left), right],
    })
}

/// Where a quotation goes on behind an aside that reports nothing: `he said, pausing, "TEXT"`.
fn resumed_after(view: &View<'_>, unit: Unit, aside: usize) -> Option<usize> {
    let words = view.words;
    let k = (aside + 1..unit.end.min(aside + 10)).find(|&k| words[k].stops & !MARK != 0 || view.in_quote(k))?;
    let silent = words[aside..k].iter().all(|w| w.verb == NONE || view.lexicon.verb(w.verb).frames & (CLAUSE | QUOTATION) == 0);
    (silent && view.opens_quote(k) && words[k].after(COMMA)).then_some(k)
}

/// Whether what follows a verb can be its subject: `said one official`, not `told me`.
fn subject_follows(view: &View<'_>, g: &Group) -> bool {
    let follows = |w: &Word| w.stops == 0 && starts_np(view, g.end) && (!w.is(OBJECT_PRONOUN) || w.is(NUMBER));
    let frames = view.lexicon.verb(g.verb).frames;
    // "TEXT," state Senator Ruiz said
    let noun = frames & NOUN != 0 && view.words[g.head].forms & (PAST | SINGULAR) == 0;
    // "“The Clerk,” said the governor had left"
    let clause = || {
        let end = np_right(view, g.end, g.unit.end, false);
        end < g.unit.end && view.words[end].stops == 0 && view.words[end].is(AUXILIARY)
    };
    let early = || is_early(view, g.end) || view.is_any(g.end, &WEEKDAYS);
    frames & ADDRESSED == 0 && !noun && g.end < g.unit.end && !early() && follows(&view.words[g.end]) && !clause()
}

/// `As X said, CONTENT` and `CONTENT, as X said`.
fn as_claim(view: &View<'_>, unit: Unit, g: &Group, subject: Range) -> Option<Claim> {
    let at = as_before(view, unit, subject.0)?;
    // "as one would expect", "as the audience laughed"
    let verb = view.lexicon.verb(g.verb);
    if verb.frames & CLAUSE == 0 && !verb.lemma.starts_with("put")
        || subject.1 == subject.0 + 1 && view.is_any(subject.0, &["one", "you"])
    {
        return None;
    }
    let after = (g.end..unit.end.min(g.end + REACH / 2)).find(|&k| view.words[k].after(COMMA | DASH)).unwrap_or(g.end);
    let contents = around(view, unit, (at, after));
    let cue = (g.start, g.end);
    let said = contents.iter().any(|c| c.0 < c.1);
    said.then_some(Claim { source: Some(subject), cue, verb: g.verb, frame: Frame::Trailing, contents })
}

/// Where *as* stands right before a word.
fn as_before(view: &View<'_>, unit: Unit, i: usize) -> Option<usize> {
    i.checked_sub(1).filter(|&at| at >= unit.first && view.word_is(at, "as"))
}

/// What stands before and behind a clause that commas part from it.
fn around(view: &View<'_>, unit: Unit, (first, end): Range) -> [Range; 2] {
    let parted = |k: usize| k < unit.end && view.words[k].after(COMMA | DASH);
    let before = if first > unit.first + 1 && parted(first) { unit.first } else { first };
    let behind = if parted(end) { end } else { unit.end };
    [(before, first), (behind, unit.end)]
}

/// `the deal X once supported`, `which X described as ...`: the content went before the subject.
pub(super) fn gap_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    if view.lexicon.verb(g.verb).frames & (CLAUSE | OBJECT | COMPLEX) == 0 || g.be {
        return None;
    }
    let subject = subject_before(view, unit, g.start).filter(|s| s.0 > unit.first && words[s.0].stops & !MARK == 0)?;
    let noun = view.lexicon.verb(g.verb).frames & NOUN != 0 && !g.auxiliary && words[g.head].forms & PAST == 0;
    if noun && !agrees(view, g, Frame::Gap, &[]) {
        return None;
    }
    let p = &words[subject.0 - 1];
    let pronoun = words[subject.0].is(SUBJECT) && !words[subject.0].is(CAPITAL);
    let linked = p.is(RELATIVE | THAT) || view.word_is(subject.0 - 1, "what") || view.word_is(subject.0 - 1, "than");
    if words[subject.0].is(RELATIVE | THAT) || !(linked || is_noun(p) && pronoun && !p.is(TIME)) {
        return None;
    }
    let before = if linked { subject.0 - 1 } else { subject.0 };
    let start = if words[before].stops & !COMMA == 0 { np_left(view, before, unit.first) } else { before };
    let as_what = g.end < unit.end && words[g.end].stops == 0 && view.word_is(g.end, "as");
    let stop = if as_what { clause_end(view, unit, g.end, Frame::Preposition) } else { g.end };
    let contents = [(start.min(before), subject.0), (g.end, stop)];
    Some(Claim { source: Some(subject), cue: (g.start, g.end), verb: g.verb, frame: Frame::Gap, contents })
}

/// Whether a verb tells of nothing said or found: `a firm called X`, `she called X on Sunday`, `found himself alone`.
pub(super) fn is_idle(view: &View<'_>, unit: Unit, g: &Group) -> bool {
    let lemma = view.lexicon.verb(g.verb).lemma.as_str();
    if g.end < unit.end && lemma == "find" {
        return view.is_reflexive(g.end);
    }
    if lemma != "call" || !is_name(view, unit, g.end) {
        return false;
    }
    let subject = subject_before(view, unit, g.start).map_or(g.start, |s| s.0);
    let first = &view.words[subject];
    let gap = first.is(SUBJECT) || subject > unit.first && view.words[subject - 1].is(RELATIVE) || first.is(RELATIVE);
    !gap && (!view.opens_quote(g.end) || subject == g.start || view.is_any(subject, &["a", "an"]))
}

/// Whether a name and no more begins at a word.
fn is_name(view: &View<'_>, unit: Unit, from: usize) -> bool {
    let words = view.words;
    let quote = from < unit.end && view.opens_quote(from);
    let end = if quote {
        (from..unit.end).find(|&k| view.quoted[k] != view.quoted[from]).unwrap_or(unit.end)
    } else {
        np_right(view, from, unit.end, false)
    };
    let capital = |k: usize| words[k].is(CAPITAL) && !words[k].is_date() || view.is_any(k, &["the", "of"]);
    let closed = AUXILIARY | FINITE | ED | PREPOSITION | COORDINATOR | SUBORDINATOR | RELATIVE | THAT | TO | ADVERB;
    let complete = end == unit.end || words[end].stops & !MARK != 0 || words[end].is(closed) || words[end].is_finite_form();
    let named = from < end && words[end - 1].is(CAPITAL) && !words[end - 1].is(GENITIVE);
    named && (from..end).all(capital) && complete && (end == unit.end || !view.opens_quote(end))
}

/// A verb of saying whose complement no rule knows: *Ruiz said more*, *she told it often*. Listed, in
/// the outlet's words.
pub(super) fn plain_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let frames = view.lexicon.verb(g.verb).frames;
    let plain = view.words[g.head].forms & PAST == 0;
    if g.to || frames & CLAUSE == 0 || frames & MENTAL != 0 || frames & NOUN != 0 && plain {
        return None;
    }
    if plain && !g.auxiliary && !agrees(view, g, Frame::Trailing, &[]) {
        return None;
    }
    let subject = subject_before(view, unit, g.start)?;
    let j = g.end;
    // "Ruiz left before she answered"
    let apart = subject.0 > unit.first && view.words[subject.0].stops == 0 && view.words[subject.0 - 1].is(SUBORDINATOR);
    let goes_on = j < unit.end && view.words[j].stops & !MARK == 0;
    let content = if goes_on { (j, clause_end(view, unit, j, Frame::Object)) } else { (unit.first, subject.0) };
    let (source, cue, contents) = (Some(subject), (g.start, j), only(content));
    let says = content.0 < content.1 && (goes_on || !apart);
    says.then_some(Claim { source, cue, verb: g.verb, frame: Frame::Gap, contents })
}

/// `Asked by X whether ...`, `When asked about ...`.
pub(super) fn asked_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let frames = view.lexicon.verb(g.verb).frames;
    let k = skip_adjuncts(view, unit, g.end);
    // "Asked on a programme who"
    let who = (g.end..unit.end.min(g.end + 5)).take_while(|&k| words[k].stops == 0).find(|&k| words[k].is(RELATIVE));
    let k = who.filter(|_| k < unit.end && !words[k].is(WH | THAT | TO)).unwrap_or(k);
    let by = g.end < unit.end && view.word_is(g.end, "by");
    let source = by.then(|| (g.end + 1, np_right(view, g.end + 1, unit.end, false))).filter(|s| s.0 < s.1);
    let (end, start, frame) = if k < unit.end && frames & CLAUSE != 0 && words[k].is(WH | THAT | RELATIVE) {
        (g.end, k, Frame::Wh)
    } else if g.end + 1 < unit.end
        && words[g.end].is(PREPOSITION)
        && view.lexicon.verb(g.verb).prepositions.iter().any(|p| *p == view.surface(g.end))
    {
        (g.end + 1, g.end + 1, Frame::Preposition)
    } else if k < unit.end && words[k].is(TO) && frames & (INFINITIVE | COMPLEX) != 0 {
        (g.end, k, Frame::Infinitive)
    } else {
        return None;
    };
    let contents = only((start, clause_end(view, unit, start, Frame::Object)));
    Some(Claim { source, cue: (g.start, end), verb: g.verb, frame, contents })
}

/// Whether *when* or the like stands right before a participle.
pub(super) fn words_before(view: &View<'_>, i: usize) -> bool {
    i > 0 && view.words[i].stops == 0 && view.words[i - 1].is(SUBORDINATOR)
}

/// `X seems to ...`: what the outlet itself holds back from.
pub(super) fn hedge_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let j = g.end;
    let compared = j < unit.end && view.word_is(j, "like");
    let governed = j < unit.end && !compared && words[j].is(PREPOSITION | SUBORDINATOR | COORDINATOR) && !words[j].is(TO);
    if j >= unit.end || words[j].stops != 0 || governed {
        return None;
    }
    let subject = subject_before(view, unit, g.start).unwrap_or((g.start, g.start));
    let stop = clause_end(view, unit, j, Frame::Object);
    Some(Claim { source: None, cue: (g.start, j), verb: g.verb, frame: Frame::Object, contents: [subject, (j, stop)] })
}

/// `X is accused of ...`, `X was quoted as saying ...`, `X is expected to ...`.
pub(super) fn passive_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    // "was supported Friday by"
    let dated = g.end + 1 < unit.end && view.is_any(g.end, &WEEKDAYS) && view.word_is(g.end + 1, "by");
    let j = g.end + usize::from(dated);
    if words[g.head].forms & PARTICIPLE == 0 {
        return None;
    }
    let frames = view.lexicon.verb(g.verb).frames;
    let subject = subject_before(view, unit, g.start).or_else(|| parted_subject(view, unit, g));
    if j < unit.end && words[j].after(COMMA) && view.opens_quote(j) && frames & CLAUSE != 0 {
        let contents = only((j, clause_end(view, unit, j, Frame::Quote)));
        return Some(Claim { source: None, cue: (g.start, j), verb: g.verb, frame: Frame::Quote, contents });
    }
    if j >= unit.end
        || words[j].stops != 0
        || words[j].is(COORDINATOR | SUBORDINATOR | TIME)
        || words[j].is(PREPOSITION)
            && !view.word_is(j, "by")
            && !view.word_is(j, "as")
            && frames & (OBJECT | COMPLEX) != 0
            && !words[j].is(TO)
    {
        let first = subject.filter(|_| frames & (OBJECT | COMPLEX) != 0)?;
        return Some(Claim { source: None, cue: (g.start, j), verb: g.verb, frame: Frame::Object, contents: only(first) });
    }
    let w = &words[j];
    let by = view.word_is(j, "by");
    let frame = if w.is(THAT) {
        Frame::That
    } else if w.is(TO) && frames & (CLAUSE | INFINITIVE | COMPLEX) != 0 {
        Frame::Infinitive
    } else if w.is(WH) && frames & CLAUSE != 0 {
        Frame::Wh
    } else if by
        || view.word_is(j, "as") && frames & OBJECT != 0
        || w.is(PREPOSITION) && frames & COMPLEX != 0
        || view.opens_quote(j)
    {
        Frame::Preposition
    } else {
        return None;
    };
    if view.lexicon.verb(g.verb).lemma == "quote" {
        // The participle that follows takes this claim's source.
        return Some(Claim { source: subject, cue: (g.start, j), verb: g.verb, frame, contents: only((j, j)) });
    }
    if by {
        return if frames & (OBJECT | COMPLEX) != 0 { agent_claim(view, g, j + 1, subject) } else { None };
    }
    let (stop, source) = agent_in(view, (j, clause_end(view, unit, j, frame)), &["by"]);
    let contents = [subject.unwrap_or((j, j)), (j, stop)];
    Some(Claim { source, cue: (g.start, j), verb: g.verb, frame, contents })
}

/// `X is seen by Y as Z`, `CONTENT, as reported by Y`: who stands behind *by* speaks.
fn agent_claim(view: &View<'_>, g: &Group, first: usize, subject: Option<Range>) -> Option<Claim> {
    let unit = g.unit;
    if let Some(at) = as_before(view, unit, g.start) {
        let source = (first, np_right(view, first, unit.end, false));
        let contents = around(view, unit, (at, source.1));
        let cue = (g.start, first);
        return (source.0 < source.1).then_some(Claim {
            source: Some(source),
            cue,
            verb: g.verb,
            frame: Frame::Trailing,
            contents,
        });
    }
    let end = np_right(view, first, unit.end, true);
    // "viewed by some as hostile"
    let end = (first + 1..end).find(|&k| view.word_is(k, "as")).unwrap_or(end);
    let contents = only(subject.unwrap_or((end, end)));
    let source = Some((first, end));
    (first < end).then_some(Claim { source, cue: (g.start, g.end), verb: g.verb, frame: Frame::Preposition, contents })
}

/// Who stands behind *by* in a content, and where the content then ends: `was called a liar by the mayor`.
pub(super) fn agent_in(view: &View<'_>, (from, end): Range, marks: &[&str]) -> (usize, Option<Range>) {
    let words = view.words;
    let joined = |k: &usize| words[*k].stops & !MARK == 0 && !words[*k].is(AUXILIARY | FINITE | RELATIVE | THAT | SUBORDINATOR);
    let by = (from + 1..end.min(from + REACH / 4)).take_while(joined).find(|&k| view.is_any(k, marks) && !view.in_quote(k));
    let agent = by.map(|by| (by + 1, np_right(view, by + 1, end, false))).filter(|a| a.0 < a.1);
    let someone = agent
        .filter(|a| words[a.1 - 1].is(CAPITAL | PERSON | ORGANISATION | OBJECT_PRONOUN | PLURAL) && !words[a.1 - 1].is(TIME));
    (if someone.is_some() { by.unwrap_or(end) } else { end }, someone)
}

/// The subject before a comma: `The bill, opposed by the party, failed`.
fn parted_subject(view: &View<'_>, unit: Unit, g: &Group) -> Option<Range> {
    if g.be || g.start == unit.first || view.words[g.start].stops != COMMA {
        return None;
    }
    let start = np_left(view, g.start, unit.first);
    (start < g.start).then_some((start, g.start))
}

/// `known as Y`, `is considered a Y`: what an unnamed many hold something to be, in the outlet's words.
pub(super) fn repute_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let j = g.end;
    if view.lexicon.verb(g.verb).frames & REPUTE == 0 || j >= unit.end || words[j].stops & !MARK != 0 {
        return None;
    }
    let held = view.is_any(j, &["as", "for", "to"]);
    let name = if view.word_is(j, "as") { j + 1 } else { j };
    if !held && (!g.be || words[j].is(PREPOSITION | COORDINATOR | SUBORDINATOR | TIME)) || is_name(view, unit, name) {
        return None;
    }
    let (stop, source) = agent_in(view, (j, clause_end(view, unit, j, Frame::Object)), &["by"]);
    let subject = subject_before(view, unit, g.start).unwrap_or((j, j));
    Some(Claim { source, cue: (g.start, j), verb: g.verb, frame: Frame::Gap, contents: [(j, stop), subject] })
}
