//! Finds the noun phrase that names the source of a cue, and tells verbs from nouns by it.
//!
//! In: a verb and the claims before it in the sentence. Out: word ranges. Every walk is bounded by
//! [`REACH`].

use super::clause::{Claim, Frame, Group, REACH, Range, Unit, View};
use super::doer::{doer, shared_source};
use super::phrase::{is_noun, np_left, np_right};
use super::verbs::*;
use super::words::*;

/// The source of a verb whose content was found; the outer `None` says the word is no verb here.
pub(super) fn source(view: &View<'_>, g: &Group, before: &[Claim], frame: Frame) -> Option<Option<Range>> {
    let unit = g.unit;
    let words = view.words;
    let w = &words[g.head];
    let bare_form = !g.auxiliary && !g.be;
    if g.to || bare_form && w.forms & GERUNDIVE != 0 {
        let narrow = matches!(frame, Frame::Object | Frame::Gerund);
        let verb = view.lexicon.verb(g.verb);
        let wanted = g.start > unit.first && view.is_any(g.start - 1, &["want", "wants", "wanted", "wanting", "like"])
            || verb.lemma == "wonder";
        if g.to && (narrow && verb.class == "factive" || verb.frames & MENTAL != 0 && !wanted) {
            return None;
        }
        if !g.to && g.start > unit.first && words[g.start - 1].is(DETERMINER | POSSESSIVE) && words[g.start].stops == 0 {
            return None;
        }
        // "the careful phrasing fueled suspicions"
        let fuels = words.get(g.end).is_some_and(|next| next.stops == 0 && (next.is(FINITE | ED) || next.forms & PAST != 0));
        if !g.to && fuels && words[g.start].stops == 0 && words[np_left(view, g.start, unit.first)].is(DETERMINER | POSSESSIVE) {
            return None;
        }
        let quoted = before.last().filter(|c| g.start > 0 && view.word_is(g.start - 1, "as") && c.frame == Frame::Object);
        if let Some(c) = quoted {
            return Some(Some((c.contents[0].0, g.start - 1)));
        }
        return Some(doer(view, g, before));
    }
    let subject = subject_before(view, unit, g.start);
    if bare_form && w.forms & (BASE | SINGULAR) != 0 && w.forms & PAST == 0 && !agrees(view, g, frame, before) {
        return None;
    }
    if bare_form && w.forms & PAST != 0 && g.start > unit.first && words[g.start].stops == 0 {
        let p = &words[g.start - 1];
        let adjective = p.is(DETERMINER | POSSESSIVE) && !p.is(SUBJECT | THAT)
            || p.is(ED | FINITE) && !p.is(CAPITAL) && !view.is_any(g.start - 1, &ASKED);
        if adjective && frame == Frame::Object || p.is(GENITIVE) {
            return None;
        }
    }
    Some(subject.or_else(|| shared_source(view, unit, g.start, before)))
}

/// Whether the word before a present tense can be its subject; else the word is a noun.
pub(super) fn agrees(view: &View<'_>, g: &Group, frame: Frame, before: &[Claim]) -> bool {
    let unit = g.unit;
    let words = view.words;
    let w = &words[g.head];
    let noun = view.lexicon.verb(g.verb).frames & NOUN != 0;
    let Some(p) = g.start.checked_sub(1).filter(|&p| p >= unit.first).map(|p| &words[p]) else { return false };
    let alike = |c: &Claim| words[c.cue.0..c.cue.1].iter().any(|v| v.forms & SINGULAR != 0 && w.forms & SINGULAR != 0);
    if words[g.start].after(COMMA | DASH) {
        // "opposes abortion, supports guns and"
        let listed = frame == Frame::Object && words[g.start].stops == COMMA && before.last().is_some_and(alike);
        let apposed = apposition_before(view, unit, g.start);
        return apposed.map_or(listed, |s| frame != Frame::Object || words[s.0].is(CAPITAL | DETERMINER));
    }
    if p.is(SUBJECT | RELATIVE) {
        let one = view.is_any(g.start - 1, &["he", "she", "it"]);
        let many = view.is_any(g.start - 1, &["i", "you", "we", "they"]);
        return !(one && w.forms & SINGULAR == 0 || many && w.forms & BASE == 0);
    }
    if p.is(COORDINATOR) {
        // "considers him a friend, but views"
        if frame == Frame::Object && before.last().is_some_and(alike) {
            return true;
        }
        return frame != Frame::Object && (!before.is_empty() || !noun);
    }
    // "the polls that show", "a museum that promotes"
    if p.is(THAT)
        && g.start >= unit.first + 2
        && is_noun(&words[g.start - 2])
        && words[g.start - 1].stops | words[g.start].stops == 0
    {
        return w.forms & if words[g.start - 2].is(PLURAL) { BASE } else { SINGULAR } != 0;
    }
    // "Some say"
    let opens =
        words[g.start - 1].stops != 0 || g.start - 1 == unit.first || words[g.start - 2].is(COORDINATOR | SUBORDINATOR | ADVERB);
    if opens && w.forms & BASE != 0 && view.is_any(g.start - 1, &["some", "many", "most", "few", "several", "all", "both"]) {
        return !noun || matches!(frame, Frame::That | Frame::Object);
    }
    // "The company announced plans"
    if noun && !p.is(CAPITAL | PERSON) && (p.is(ED) || p.forms & PAST != 0) {
        return false;
    }
    if p.is(GENITIVE | DETERMINER | POSSESSIVE | PREPOSITION) && !p.is(PERSON | NUMBER) {
        return p.is(THAT) && matches!(frame, Frame::That | Frame::Bare);
    }
    // "the Paris attacks have"
    if noun && words.get(g.end).is_some_and(|next| next.stops == 0 && next.is(AUXILIARY | FINITE) && !next.is(CAPITAL)) {
        return false;
    }
    let phrase = &words[np_left(view, g.start, unit.first)..g.start];
    if w.forms & SINGULAR != 0 { agrees_with_one(view, g, frame, phrase) } else { agrees_with_many(view, g, frame, phrase) }
}

/// Whether the phrase before a form in *-s* is its subject: `the report states`, but `the swing states`.
fn agrees_with_one(view: &View<'_>, g: &Group, frame: Frame, phrase: &[Word]) -> bool {
    let words = view.words;
    let p = &words[g.start - 1];
    let noun = view.lexicon.verb(g.verb).frames & NOUN != 0;
    // "an average of polls shows"
    let head = phrase.iter().take_while(|w| !w.is(PREPOSITION)).last();
    let of_many = head.is_some_and(|h| phrase[0].is(DETERMINER) && is_noun(h) && !h.is(PLURAL | NUMBER));
    if !is_noun(p) || p.is(PLURAL) && !p.is(CAPITAL) && !of_many {
        return false;
    }
    // "Twitter ablaze, sparking jokes"
    if noun && p.is(ING | ED | ADVERB) && !p.is(CAPITAL) {
        return false;
    }
    if !noun || p.is(CAPITAL | PERSON) {
        return !(noun && words[g.head].is(CAPITAL) && frame == Frame::Bare);
    }
    let body = p.is(ORGANISATION);
    // "the two battleground states", "complicated rules"
    let several = p.is(NUMBER) || phrase.iter().take(2).any(|w| w.is(NUMBER));
    let one = body || p.is(TITLE) || phrase.iter().any(|w| w.is(DETERMINER | POSSESSIVE | GENITIVE));
    if several || !one {
        return false;
    }
    match frame {
        // "the report states the mayor lied"
        Frame::Bare => body && words.get(g.end).is_some_and(|next| next.is(DETERMINER | POSSESSIVE | SUBJECT)),
        // "the personal attacks each has made"
        Frame::Object => {
            body || {
                let end = np_right(view, g.end, g.unit.end, false);
                end == g.unit.end || words[end].stops != 0 || !words[end].is(AUXILIARY)
            }
        }
        _ => true,
    }
}

/// Whether the phrase before a plain form is its subject: `polls show`, but `the late night show`.
fn agrees_with_many(view: &View<'_>, g: &Group, frame: Frame, phrase: &[Word]) -> bool {
    let (verb, p) = (view.lexicon.verb(g.verb), &view.words[g.start - 1]);
    let many = view.is_any(g.start - 1, &["people", "men", "women", "police", "percent", "data"]);
    if verb.frames & NOUN == 0 {
        let one = !many && is_noun(p) && !phrase.iter().any(|w| w.is(PLURAL | NUMBER | COORDINATOR));
        // "those close to him say"
        let last = p.is(OBJECT_PRONOUN) && phrase.len() > 1;
        return (is_noun(p) || p.is(ADVERB | SUBORDINATOR) || last) && !(one && verb.lemma == "show");
    }
    // "Ruiz and Kost support"
    let pair = p.is(CAPITAL) && phrase.first().is_some_and(|w| w.is(CAPITAL)) && phrase.iter().any(|w| w.is(COORDINATOR));
    let dated = frame == Frame::Quote && p.is(NUMBER);
    let plural = !dated && p.is(PLURAL | NUMBER) || many || pair;
    let loose = frame == Frame::Bare && !p.is(PERSON);
    let named = frame == Frame::Object && p.is(CAPITAL) && !p.is(PERSON) && !pair;
    plural && !loose && !named && !view.words[g.head].is(CAPITAL)
}

/// The subject noun phrase that ends right before word `at`, appositions included.
pub(super) fn subject_before(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    if at <= unit.first {
        return None;
    }
    let at = before_time(view, unit, before_aside(view, unit, at));
    let p = at - 1;
    if at < unit.end && words[at].after(COMMA | DASH) || at == unit.end {
        // "Senator Anna Ruiz, said": a comma too many.
        let said = at < unit.end && words[at].stops == COMMA && view.is_any(at, &["said", "says"]) && words[p].is(CAPITAL);
        let whole = || said && p > unit.first && np_left(view, at, unit.first) == unit.first;
        return apposition_before(view, unit, at).or_else(|| whole().then_some((unit.first, at)));
    }
    // "Donald Trump Jr. said": an abbreviation.
    let abbreviated = at < unit.end && words[at].stops == FULL_STOP && words[p].is(CAPITAL);
    let stopped = at < unit.end && words[at].after(COLON | SEMICOLON | FULL_STOP | QUESTION) && !words[at].after(BRACKET_CLOSE);
    if stopped && !abbreviated {
        return None;
    }
    if words[p].is(SUBJECT | RELATIVE) || words[p].is(THAT) && p > unit.first && is_noun(&words[p - 1]) {
        // "everyone who gets it knows"
        let object = view.word_is(p, "it") && words[p].stops == 0;
        let whole = if object { beyond_relative(view, unit, p) } else { None };
        return Some((whole.unwrap_or(p), at));
    }
    let start = np_left(view, at, unit.first);
    // "The range he described could", "Why are they"
    let w = &words[start.min(p)];
    let alone = start == p && !w.is(CAPITAL | PERSON) && (w.is(ED | WH) || w.forms & PAST != 0 || w.is(ADVERB));
    let beyond = || if w.is(TITLE | PERSON) && w.after(COMMA) { beyond_apposition(view, unit, start) } else { start };
    (start < at && !alone).then(|| (beyond_relative(view, unit, start).unwrap_or_else(beyond), at))
}

/// What was done to many before they said something: `those polled support it`.
const ASKED: [&str; 5] = ["polled", "surveyed", "interviewed", "questioned", "asked"];

/// Where `in turn`, `for example` or the like begins that stands between a subject and its verb.
fn before_aside(view: &View<'_>, unit: Unit, at: usize) -> usize {
    let words = view.words;
    if at < unit.first + 3 || !ends_aside(view, at) {
        return at;
    }
    if words[at - 2].stops == 0 && words.get(at).is_none_or(|w| w.stops == 0) { at - 2 } else { at }
}

/// Whether such an aside ends before a word.
pub(super) fn ends_aside(view: &View<'_>, at: usize) -> bool {
    let so_far = || view.word_is(at - 1, "far") && view.is_any(at - 2, &["so", "thus"]);
    let phrase = view.words[at - 2].is(PREPOSITION) && view.is_any(at - 1, &ASIDES);
    view.words[at - 1].stops == 0 && (phrase || so_far())
}

/// What makes an adverb with the preposition before it.
const ASIDES: [&str; 9] = ["turn", "fact", "example", "least", "effect", "contrast", "general", "particular", "course"];

/// Where the words on time begin that stand between a subject and its verb: `Ruiz this week said`.
fn before_time(view: &View<'_>, unit: Unit, at: usize) -> usize {
    let words = view.words;
    // Theresa May, Doris Day and USA Today.
    let is_time = |k: usize| words[k].is(TIME) && (!words[k].is(CAPITAL) || view.is_any(k, &WEEKDAYS));
    let which =
        |k: usize| words[k].is(NUMBER) || view.is_any(k, &["this", "last", "next", "past", "earlier", "later", "late", "early"]);
    let mut start = at;
    while start > unit.first
        && at - start < 8
        && words.get(start).is_none_or(|w| w.stops == 0)
        && (is_time(start - 1) || start < at && which(start - 1))
    {
        start -= 1;
    }
    // "Ruiz on Friday said"
    let on = start < at && start > unit.first + 1 && view.is_any(start, &WEEKDAYS) && view.word_is(start - 1, "on");
    let start = start - usize::from(on);
    // "Recent years have seen"
    let dated = |k: usize| which(k) || view.is_any(k, &WEEKDAYS) || view.is_any(k, &["today", "yesterday", "tonight"]);
    if start == unit.first || !(start..at).any(dated) {
        return at;
    }
    let before = &words[start - 1];
    let stands = words[start].stops & !BRACKET_CLOSE == 0 && is_noun(before) && !before.is(TIME) && !which(start - 1);
    if stands || words[start].after(COMMA | DASH) { start } else { at }
}

/// The days that stand without *on*.
pub(super) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Where the subject begins when the phrase at `start` stands in a relative clause of it: `the member who wrote the
/// bill said`.
fn beyond_relative(view: &View<'_>, unit: Unit, start: usize) -> Option<usize> {
    let words = view.words;
    let floor = unit.first.max(start.saturating_sub(REACH / 4));
    let opens = |k: usize| words[k].is(RELATIVE | THAT) && words[k].stops == 0 && k > unit.first && is_noun(&words[k - 1]);
    let passed = |k: usize| opens(k) || !words[k].is(SUBJECT | SUBORDINATOR | COORDINATOR | RELATIVE) && !view.in_quote(k);
    let clause = (floor..start).rev().take_while(|&k| words[k + 1].stops & !MARK == 0 && passed(k)).find(|&k| opens(k))?;
    let verb = if words[clause + 1].is(ADVERB) { clause + 2 } else { clause + 1 };
    let w = words[..start].get(verb)?;
    // "the man who says Ruiz said": another clause.
    let says = w.verb != NONE && view.lexicon.verb(w.verb).frames & (CLAUSE | OBJECT) == CLAUSE;
    // "that owns the port"
    let owns = w.is(PLURAL) && !w.is(CAPITAL) && words[verb + 1].is(DETERMINER | POSSESSIVE | CAPITAL);
    if says || !owns && !w.may_be_finite() {
        return None;
    }
    let whole = np_left(view, clause, unit.first);
    (whole < clause).then_some(whole)
}

/// `X, an office or a relative clause, VERB`: the phrase from X to the second comma.
fn apposition_before(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    let floor = unit.first.max(at.saturating_sub(REACH));
    let mut k = at.saturating_sub(1);
    while k > floor {
        let w = &words[k];
        let phrase = is_noun(&words[k - 1]) || words[k - 1].is(SUBJECT) && view.word_is(k, "too");
        // "Democrats - and some Republicans - say"
        let dashes = w.after(DASH) && words.get(at).is_some_and(|verb| verb.after(DASH));
        if (dashes || w.stops & (COMMA | DASH) == COMMA) && phrase && !view.in_quote(k - 1) {
            let passive = w.is(FINITE) && k + 1 < at && view.word_is(k + 1, "by");
            let opens = dashes
                || passive
                || w.is(ADVERB | DETERMINER | POSSESSIVE | RELATIVE | CAPITAL | PERSON | TITLE | NUMBER | PREPOSITION | ING)
                || w.forms & (GERUNDIVE | PARTICIPLE) != 0
                || is_noun(w);
            let apposed = opens && (dashes || !w.is(COORDINATOR | SUBORDINATOR));
            if apposed && is_clause(view, k, at) {
                return None;
            }
            if apposed || w.is(SUBORDINATOR) {
                let start = np_left(view, k, unit.first);
                // "Ruiz, though, said", "Ruiz, when asked about it, said"
                if start < k && (apposed || start == unit.first) {
                    return Some((beyond_apposition(view, unit, start), at));
                }
            }
        }
        if w.after(SEMICOLON | COLON | QUESTION)
            || w.is(SUBJECT) && !(w.stops == 0 && words[k - 1].is(SUBORDINATOR | RELATIVE | THAT))
        {
            return None;
        }
        k -= 1;
    }
    None
}

/// Whether the words have a verb of their own: `voters, candidates have room, said Ruiz`.
fn is_clause(view: &View<'_>, from: usize, end: usize) -> bool {
    let words = &view.words[from..end];
    let verb = words.iter().position(|w| w.is(AUXILIARY)).unwrap_or(0);
    verb > 0
        && !words[verb - 1].is(TO)
        && !words[..verb].iter().any(|w| {
            w.is(RELATIVE | POSSESSIVE | THAT | SUBORDINATOR | WH | SUBJECT) || w.after(COMMA) && w.start != words[0].start
        })
}

/// Where the name stands that the phrase at `start` is in apposition to: `Vian, the editor of the paper, the Star, said`.
fn beyond_apposition(view: &View<'_>, unit: Unit, start: usize) -> usize {
    let words = view.words;
    let w = &words[start];
    // "Ruiz, during a meeting in Columbus, Ohio, said"
    let within = start > unit.first + 1 && w.stops == 0 && words[start - 1].is(PREPOSITION);
    let first = start - usize::from(within);
    if first == unit.first || words[first].stops & !(MARK | BRACKET_CLOSE) != COMMA {
        return start;
    }
    let name = np_left(view, first, unit.first);
    let leads = name == unit.first || words[name].stops != 0;
    let capital = words[first - 1].is(CAPITAL) && words[name..first].iter().all(|w| w.is(CAPITAL) && !w.is(TIME));
    // "The note, signed by Ruiz, said", "Ruiz, director of the centre, said"
    let participle = !w.is(CAPITAL) && (w.is(ED) || w.forms & PARTICIPLE != 0) && leads;
    let of = w.is(RELATIVE)
        || words[start + 1..first.max(start + 4).min(words.len())]
            .iter()
            .take_while(|w| !w.is(CAPITAL))
            .any(|w| w.is(PREPOSITION));
    let office = w.is(TITLE | PERSON) && !w.is(CAPITAL | PLURAL) && of && leads && capital;
    let placed = name > unit.first && words[name - 1].is(PREPOSITION) && words[name].stops == 0;
    let named = (within || w.is(DETERMINER | NUMBER)) && capital && !placed;
    if name < first && (participle || office || named) { name } else { start }
}

/// The possessive before a noun: `his`, `the president's`.
pub(super) fn owner(view: &View<'_>, unit: Unit, i: usize) -> Option<Range> {
    let words = view.words;
    for k in (unit.first.max(i.saturating_sub(4))..i).rev() {
        let w = &words[k];
        if words[k + 1].stops & !MARK != 0 && !w.is(GENITIVE) {
            return None;
        }
        if w.is(POSSESSIVE) {
            return Some((k, k + 1));
        }
        if w.is(GENITIVE) {
            let start = np_left(view, k + 1, unit.first);
            // "in response to the mayor's proposal"
            let tied = (start..k).rev().find(|&p| words[p].is(PREPOSITION) && !view.word_is(p, "of"));
            return Some((tied.map_or(start, |p| p + 1), k + 1));
        }
        if w.is(CLOSED) && !w.is(ADVERB | NUMBER) {
            return None;
        }
    }
    None
}
