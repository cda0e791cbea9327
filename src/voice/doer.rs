//! Who does what a verb without a subject of its own says: participles, infinitives, and nouns beside a light verb.
//!
//! In: the place of the verb or noun and the claims before it in the sentence. Out: word ranges. Every walk is
//! bounded by [`REACH`] or ends with a run of adverbs.

use super::clause::{Claim, Group, REACH, Range, Unit, View};
use super::phrase::{is_noun, np_left, np_right};
use super::source::{ends_aside, subject_before};
use super::verbs::*;
use super::words::*;

/// The source a participle, an infinitive or a second verb shares with what stands before.
pub(super) fn shared_source(view: &View<'_>, unit: Unit, at: usize, before: &[Claim]) -> Option<Range> {
    let led = led_subject(view, unit, at).map_or(unit.first, |s| s.0);
    let noun = |c: &Claim| view.words[c.cue.0..c.cue.1].iter().any(|w| w.nominal == c.verb && w.forms & NOMINAL != 0);
    let held = |c: &Claim| before.iter().any(|o| o.contents.iter().any(|r| r.0 <= c.cue.0 && c.cue.1 <= r.1));
    let outer = |c: &&Claim| c.cue.0 >= led && !noun(c) && !held(c);
    match before.iter().rev().find(outer) {
        Some(claim) if claim.source.is_some() && at - claim.cue.0 < 2 * REACH => claim.source,
        _ => main_subject(view, unit, at),
    }
}

/// The subject of the sentence's first finite verb before `at`, or of the last clause joined to it.
pub(super) fn main_subject(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    let mut found = led_subject(view, unit, at);
    let from = found.map_or(unit.first, |s| s.1);
    for (k, w) in words.iter().enumerate().take(at.min(unit.first + REACH)).skip(from + 1) {
        // "The talks failed", "protest signs began", "It is time"
        let frames = if w.verb == NONE { 0 } else { view.lexicon.verb(w.verb).frames };
        let failed = |next: &Word| next.stops == 0 && next.is(AUXILIARY | FINITE);
        let noun = w.stops == 0 && words[k - 1].is(DETERMINER | POSSESSIVE | GENITIVE)
            || frames & NOUN != 0 && w.forms & PAST == 0 && words.get(k + 1).is_some_and(failed)
            || w.is(BE) && view.is_any(k - 1, &["it", "there"]);
        if view.in_quote(k) || noun {
            continue;
        }
        let finite = w.is(AUXILIARY | FINITE) || w.verb != NONE && w.forms & (PAST | SINGULAR) != 0 || w.is(ED);
        if !finite {
            continue;
        }
        let adverbs = (unit.first + 1..k).rev().take_while(|&p| words[p + 1].stops == 0 && words[p].is(ADVERB)).count();
        let subject = subject_before(view, unit, k - adverbs);
        // "The court sat and the mayor left, saying"
        if found.is_none() || subject.is_some_and(|s| s.0 > unit.first && words[s.0 - 1].is(COORDINATOR)) {
            found = subject.or(found);
        }
    }
    found
}

/// The subject behind a clause or phrase that leads the sentence: `When he asked for it, the publisher declined`.
fn led_subject(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    let mut early = unit.first..at.min(unit.first + 3);
    let lead = early.find(|&k| words[k].is(SUBORDINATOR) || !words[k].is(COORDINATOR | ADVERB))?;
    if !words[lead].is(SUBORDINATOR | PREPOSITION) {
        return None;
    }
    let commas = (lead + 1..at.min(lead + REACH)).filter(|&k| words[k].after(COMMA) && !view.in_quote(k));
    commas.filter_map(|comma| subject_behind(view, unit, comma)).find(|s| s.1 < at)
}

/// Who stands behind the comma after a content, before a verb: `After praising the deal, Ruiz left`.
pub(super) fn subject_behind(view: &View<'_>, unit: Unit, comma: usize) -> Option<Range> {
    let words = view.words;
    if comma >= unit.end || words[comma].stops & !MARK != COMMA {
        return None;
    }
    let end = np_right(view, comma, unit.end, false);
    let next = words[..unit.end].get(end).filter(|_| end > comma)?;
    let verb = words[..unit.end].get(end + usize::from(next.is(ADVERB)))?;
    let goes_on = next.stops & !MARK == 0 && (verb.may_be_finite() || verb.forms & (PAST | BASE | SINGULAR) != 0);
    (goes_on || next.stops & !MARK == COMMA && words[comma].is(CAPITAL)).then_some((comma, end))
}

/// Who does what an infinitive or a form in *-ing* says.
pub(super) fn doer(view: &View<'_>, g: &Group, before: &[Claim]) -> Option<Range> {
    let (unit, at) = (g.unit, g.start);
    let near = if g.to { of_infinitive(view, unit, at) } else { of_participle(view, unit, at) };
    let shared = near.or_else(|| shared_source(view, unit, at, before));
    shared.or_else(|| if g.to { None } else { parted(view, unit, at) })
}

/// The subject of the verb that stands there.
pub(super) fn verb_subject(view: &View<'_>, unit: Unit, verb: usize) -> Option<Range> {
    let first = verb_group(view, unit, verb);
    subject_before(view, unit, first).filter(|s| s.1 == first)
}

/// Who stands right before a form in *-ing*: `polls showing`, `with Ruiz calling it a coup`.
fn of_participle(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    let p = words[unit.first..at].last().filter(|_| words[at].stops & !MARK == 0)?;
    // "firms, for example calling them kings"
    if view.is_any(at - 1, &HARDSHIPS) || at > unit.first + 1 && ends_aside(view, at) {
        return None;
    }
    let start = np_left(view, at, unit.first);
    // "as he keeps talking about", "can stop saying"
    let alone = start + 1 == at && start > unit.first && words[start].stops == 0;
    let plain = alone && words[start - 1].is(AUXILIARY | TO | NEGATION) && !p.is(PLURAL);
    let governed = (plain || alone && words[start - 1].is(SUBJECT | ADVERB)) && !p.is(PERSON | CLOSED);
    let finite = p.is(FINITE | ED) || p.is_finite_form() && p.forms & PAST != 0 || view.word_is(at - 1, "means");
    if !p.is(CAPITAL) && (finite || governed) {
        return verb_subject(view, unit, at - 1);
    }
    let (named, noun) = (p.is(CAPITAL | PERSON), is_noun(p) && !p.is(ADVERB | ED | ING) && p.forms & PAST == 0);
    // "suggests calling", but "both sides calling"
    let verb = p.verb != NONE && view.lexicon.verb(p.verb).frames & NOUN == 0 && !view.words[start].is(DETERMINER | POSSESSIVE);
    let someone = (named || noun && !verb) && !p.is(TIME) || p.is(OBJECT_PRONOUN) || view.word_is(at - 1, "those");
    let spent = start > unit.first && view.is_any(start - 1, &["spend", "spends", "spent", "spending"]);
    // "The office put out a statement saying"
    let issued = start > unit.first && words[start].is(DETERMINER) && view.is_any(start - 1, &ISSUES);
    if issued || start == at || !someone || view.is_reflexive(at - 1) || spent {
        return None;
    }
    // "ended with Ruiz calling", "useful to anyone hoping", but "a letter from the Council warning"
    let person = p.is(PERSON | OBJECT_PRONOUN) || p.is(PLURAL) && !p.is(CAPITAL);
    let ties = |k: usize| view.word_is(k, "with") && words[k - 1].may_be_finite() || person && !view.is_any(k, &["of", "from"]);
    let tied = (start + 1..at).rev().find(|&k| words[k].is(PREPOSITION) && ties(k));
    Some((tied.map_or(start, |k| k + 1), at))
}

/// What one has *saying* something: the form in *-ing* is not theirs.
const HARDSHIPS: [&str; 8] = ["trouble", "problem", "problems", "difficulty", "qualms", "time", "worth", "than"];

/// What is done with a text one has written: it says what its author says.
const ISSUES: [&str; 10] =
    ["out", "issued", "released", "sent", "posted", "published", "wrote", "issues", "releases", "releasing"];

/// Who stands before the comma before a form in *-ing*: `Ruiz, noting the size of the crowd, smiled`.
fn parted(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    let by = at > unit.first && words[at].stops == 0 && words[at - 1].is(PREPOSITION | SUBORDINATOR);
    let comma = at - usize::from(by);
    if comma == unit.first || words[comma].stops & !(BRACKET_CLOSE | FULL_STOP) != COMMA {
        return None;
    }
    let start = np_left(view, comma, unit.first);
    (start == unit.first && start < comma).then_some((start, comma))
}

/// Who stands right before an infinitive: `time for the minister to say`, `led Ruiz to declare`, `wants to say`.
pub(super) fn of_infinitive(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    let p = words[unit.first..at].last().filter(|p| words[at].stops == 0 && !p.is(TIME | NUMBER))?;
    // "continued to voice"
    let wants = p.is_finite_form() && (p.forms & PAST != 0 || view.lexicon.verb(p.verb).frames & NOUN == 0);
    if (p.is(FINITE | ED) || wants) && !p.is(CAPITAL) {
        return verb_subject(view, unit, at - 1);
    }
    let someone = p.is(CAPITAL | PERSON | ORGANISATION | OBJECT_PRONOUN);
    let start = np_left(view, at, unit.first);
    if !someone && !p.is(PLURAL) {
        return None;
    }
    if let Some(verb) = (start.max(unit.first + 1) - 1..at - 1).rev().find(|&k| view.is_any(k, &CAUSES)) {
        return Some((verb + 1, at));
    }
    let first = start.max(unit.first + 2) - 1;
    let Some(of) = (first..at - 1).rev().find(|&k| view.is_any(k, &["for", "on", "by", "of"])) else {
        // "Kost to call for aid": a headline.
        return (start == unit.first && words[start..at].iter().all(|w| w.is(CAPITAL | PERSON))).then_some((start, at));
    };
    // "made by a company to", "left for Berlin to", "one of few voters to"
    let b = &words[of - 1];
    let noun = is_noun(b) && !b.is(ED | FINITE | NUMBER) && (b.forms & PAST == 0 || view.word_is(of, "for"));
    (noun && someone).then_some((of + 1, at))
}

/// Verbs that report nothing and have somebody do something.
const CAUSES: [&str; 16] = [
    "led", "leads", "leading", "forced", "forces", "forcing", "caused", "causing", "prompted", "allowed", "allows", "allowing",
    "enabled", "inspired", "drove", "helped",
];

/// Who gives, makes or has what a noun names: `Cruz made veiled references to`.
pub(super) fn giver(view: &View<'_>, unit: Unit, i: usize) -> Option<Range> {
    let words = view.words;
    let near = unit.first.max(i.saturating_sub(5))..i;
    let verb = near.rev().take_while(|&k| words[k + 1].stops == 0).find(|&k| words[k].is(LIGHT))?;
    let governs = |w: &Word| !w.is(PREPOSITION | AUXILIARY | FINITE | SUBJECT | RELATIVE | THAT | TO | COORDINATOR);
    if !words[verb + 1..i].iter().all(governs) {
        return None;
    }
    let first = verb_group(view, unit, verb);
    if words[first..verb].iter().any(|w| w.is(TO)) {
        of_infinitive(view, unit, first).or_else(|| main_subject(view, unit, first))
    } else if words[verb].is(ING) || words[verb].forms & GERUNDIVE != 0 {
        of_participle(view, unit, first).or_else(|| main_subject(view, unit, first))
    } else {
        subject_before(view, unit, first)
    }
}

/// Who is said to be what a noun names: `Ruiz was a supporter of`, `unions were among the supporters of`.
pub(super) fn bearer(view: &View<'_>, unit: Unit, i: usize) -> Option<Range> {
    let words = view.words;
    let start = np_left(view, i + 1, unit.first);
    let be = start.checked_sub(1 + usize::from(start > unit.first && view.word_is(start - 1, "among")))?;
    if be <= unit.first || !words[be].is(BE) {
        return None;
    }
    let verb = (unit.first + 1..=be).rev().take_while(|&k| words[k].is(AUXILIARY | ADVERB | NEGATION)).last()?;
    subject_before(view, unit, verb)
}

/// Where the auxiliaries and adverbs before a verb begin.
fn verb_group(view: &View<'_>, unit: Unit, verb: usize) -> usize {
    let belongs = |k: usize| view.words[k + 1].stops == 0 && view.words[k].is(AUXILIARY | ADVERB | NEGATION | TO);
    (unit.first..verb).rev().take_while(|&k| belongs(k)).last().unwrap_or(verb)
}
