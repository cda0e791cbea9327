//! Claims whose cue is no verb: *according to*, *in her view*, *reportedly*, nouns and adjectives,
//! `NAME: CONTENT`.
//!
//! In: a word in its sentence. Out: a [`Claim`], or nothing when it means something else.

use super::clause::{Claim, Frame, REACH, Unit, View, group, only};
use super::complement::{asks, has_finite, infinitive, is_early, is_relative};
use super::doer::{bearer, giver, main_subject, subject_behind};
use super::extent::clause_end;
use super::pattern::{agent_in, gap_claim};
use super::phrase::{np_left, np_right, starts_np};
use super::source::{owner, subject_before};
use super::verbs::*;
use super::words::*;

/// Cues that are no verbs: *according to*, *reportedly*, a dash.
pub(super) fn other_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let w = &view.words[i];
    if view.word_is(i, "according") {
        return according_claim(view, unit, i);
    }
    if w.after(DASH) {
        return message_claim(view, unit, i);
    }
    if w.is(PREPOSITION) && i + 1 < unit.end {
        let seen = view_claim(view, unit, i).or_else(|| eyes_claim(view, unit, i));
        return seen.or_else(|| survey_claim(view, unit, i)).or_else(|| question_claim(view, unit, i));
    }
    if w.is(ADVERB) && view.is_any(i, &["reportedly", "allegedly", "supposedly"]) {
        let start = subject_before(view, unit, i).map_or(i, |s| s.0);
        let contents = [(start, i), (i + 1, clause_end(view, unit, i + 1, Frame::Bare))];
        return Some(Claim { source: None, cue: (i, i + 1), verb: NONE, frame: Frame::Adverb, contents });
    }
    None
}

/// `According to X, CONTENT` and `CONTENT, according to X`.
fn according_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let first = i + 2;
    if first > unit.end || !view.words[i + 1].is(TO) {
        return None;
    }
    let leads = i <= unit.first + 1;
    let comma = |from: usize, end: usize| (from..end).find(|&k| view.words[k].after(COMMA));
    let phrase = np_right(view, first, unit.end, true);
    let end = if leads { comma(first + 1, phrase).unwrap_or(phrase) } else { phrase };
    let after = if leads { comma(end, unit.end.min(end + REACH)).unwrap_or(end) } else { end };
    let contents = [(unit.first, i), (after, unit.end)];
    let source = Some((first, end));
    (first < end).then_some(Claim { source, cue: (i, first), verb: NONE, frame: Frame::According, contents })
}

/// `"TEXT" — Name` and `TEXT — Name (@handle)`: words shown with who wrote them.
fn message_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    if i == unit.first || !words[i].is(CAPITAL) {
        return None;
    }
    let end = np_right(view, i, unit.end, false);
    let contents = only((unit.first, i));
    if view.in_quote(i - 1) && (end == unit.end || words[end].stops != 0) && words[i..end].iter().all(|w| w.is(CAPITAL)) {
        return Some(Claim { source: Some((i, end)), cue: (i, i), verb: NONE, frame: Frame::Trailing, contents });
    }
    let handle = (i + 1..unit.end.min(i + 7)).find(|&k| words[k].stops != 0)?;
    let sent = words[handle].after(BRACKET_OPEN) && view.surface(handle).starts_with('@');
    sent.then_some(Claim { source: Some((i, handle + 1)), cue: (i, i), verb: NONE, frame: Frame::Trailing, contents })
}

/// `In their view, CONTENT`: whose eyes the sentence is seen with.
fn view_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    if !view.is_any(i, &["in", "by", "to"]) {
        return None;
    }
    let end = (i + 2..unit.end.min(i + 8)).find(|&k| words[k].stops != 0 && !words[k - 1].is(TITLE)).unwrap_or(unit.end);
    let noun = end - 1;
    if noun <= i + 1 || !view.is_any(noun, &VIEWS) || end < unit.end && !words[end].after(COMMA) {
        return None;
    }
    let own = noun - usize::from(view.word_is(noun - 1, "own"));
    let source = owner(view, unit, noun).filter(|&s| s == (i + 1, own))?;
    let leads = i <= unit.first + 1 || words[i - 1].is(COORDINATOR | SUBORDINATOR);
    let contents = [if leads { (end, end) } else { (unit.first, i) }, (end, unit.end)];
    Some(Claim { source: Some(source), cue: (noun, end), verb: NONE, frame: Frame::According, contents })
}

/// Nouns that make what somebody thinks of a sentence.
const VIEWS: [&str; 8] = ["view", "opinion", "words", "telling", "mind", "eyes", "judgment", "estimation"];

/// `To them, CONTENT`: the same without a noun.
fn eyes_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    let leads = i == unit.first || i == unit.first + 1 && words[unit.first].is(COORDINATOR);
    if !leads || !view.word_is(i, "to") {
        return None;
    }
    let end = np_right(view, i + 1, unit.end, false);
    let last = words[i + 1..end].last()?;
    let someone = last.is(PERSON | OBJECT_PRONOUN) || last.is(CAPITAL) && !last.is(TIME | NUMBER);
    let goes_on = end < unit.end && words[end].after(COMMA) && starts_np(view, end) && has_finite(view, unit, end);
    let (source, contents) = (Some((i + 1, end)), only((end, unit.end)));
    (someone && goes_on).then_some(Claim { source, cue: (i, i + 1), verb: NONE, frame: Frame::According, contents })
}

/// `CONTENT in a poll`: what a survey found.
fn survey_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    if !view.word_is(i, "in") {
        return None;
    }
    let end = np_right(view, i + 1, unit.end, false);
    // "rose in the polls" tells of no one poll.
    let the = end == i + 3 && view.word_is(i + 1, "the") && view.word_is(i + 2, "polls");
    let surveyed = !the && (i + 1..end).any(|k| words[k].end - words[k].start < 8 && view.is_any(k, &SURVEYS));
    if !surveyed || words[i + 1].is(WH | SUBJECT) {
        return None;
    }
    let content = if i == unit.first { (end, unit.end) } else { (unit.first, i) };
    let (source, contents) = (Some((i + 1, end)), only(content));
    (content.0 < content.1).then_some(Claim { source, cue: (i, i + 1), verb: NONE, frame: Frame::According, contents })
}

/// Nouns for what asks many people.
const SURVEYS: [&str; 4] = ["poll", "polls", "survey", "surveys"];

/// `a debate about how ...`, `her thoughts on whether ...`: an indirect question behind a preposition.
fn question_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let preposition = view.is_any(i, &["about", "on", "over"]);
    let j = i + 1;
    if !preposition || i == unit.first || view.words[j].stops != 0 || !asks(view, j) {
        return None;
    }
    // "based on what the records contain"
    if view.word_is(j, "what") && !view.word_is(i, "about") {
        return None;
    }
    // "about what Ruiz called a coup"
    let verb = (j + 1..unit.end.min(j + 8)).find(|&k| view.words[k].verb != NONE);
    if verb.and_then(|k| gap_claim(view, unit, &group(view, unit, k))).is_some_and(|c| c.contents[0].0 == j) {
        return None;
    }
    let contents = only((j, clause_end(view, unit, j, Frame::Object)));
    let source = main_subject(view, unit, i);
    Some(Claim { source, cue: (i, j), verb: NONE, frame: Frame::Gap, contents })
}

/// `his claim that ...`, `Clinton's criticism of ...`, `she is confident that ...`.
pub(super) fn nominal_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    let (w, j) = (&words[i], i + 1);
    if j >= unit.end || words[j].stops & !MARK != 0 || w.is(CAPITAL) && i > unit.first {
        return None;
    }
    let entry = view.lexicon.verb(w.nominal);
    let next = &words[j];
    let (end, frame) =
        if entry.frames & CLAUSE != 0 && (next.is(THAT) && !is_relative(view, unit, j) || view.word_is(j, "whether")) {
            (j, Frame::That)
        } else if entry.frames & INFINITIVE != 0 && infinitive(view, unit, j) == Some(j) {
            (j, Frame::Infinitive)
        } else if next.is(PREPOSITION)
            && (view.word_is(j, "about")
                || w.forms & ADJECTIVE != 0 && view.word_is(j, "of")
                || entry.prepositions.iter().any(|p| *p == view.surface(j)))
        {
            (j + 1, Frame::Preposition)
        } else if w.forms & NOMINAL != 0
            && next.is(BE)
            && entry.frames & CLAUSE != 0
            && j + 1 < unit.end
            && (words[j + 1].is(THAT) || view.word_is(j + 1, "whether"))
        {
            (j + 1, Frame::That)
        } else if entry.frames & CLAUSE != 0
            && (w.forms & ADJECTIVE != 0 || matches!(entry.class, "stance" | "doubt"))
            && next.stops == 0
            && (next.is(SUBJECT) || starts_np(view, j) && has_finite(view, unit, j + 1))
        {
            (j, Frame::Bare)
        } else {
            return holder_claim(view, unit, i);
        };
    let source = if w.forms & ADJECTIVE != 0 {
        let g = group(view, unit, i);
        let made = i >= unit.first + 2
            && view.word_is(i - 1, "it")
            && words[i - 2].end - words[i - 2].start < 7
            && view.surface(i - 2).starts_with("ma");
        if made {
            subject_before(view, unit, i - 2)
        } else if g.be && g.to {
            // "have reason to be suspicious of"
            main_subject(view, unit, g.start)
        } else if g.be || g.contracted {
            subject_before(view, unit, g.start)
        } else if matches!(frame, Frame::Infinitive | Frame::Bare) {
            return None;
        } else {
            main_subject(view, unit, i)
        }
    } else {
        let named = || if view.word_is(j, "of") { bearer(view, unit, i) } else { None };
        let owner = owner(view, unit, i).or_else(named).or_else(|| giver(view, unit, i));
        if owner.is_none() && frame == Frame::Infinitive && entry.class != "stance" {
            return None;
        }
        owner
    };
    // "the debate on Thursday", "a vote for next week"
    if end >= unit.end || frame == Frame::Preposition && (words[end].is(TIME) || is_early(view, end) || view.word_is(end, "next"))
    {
        return None;
    }
    // "Confident that it lasts, the party waited"
    let narrow = matches!(frame, Frame::That | Frame::Bare) && (w.forms & NOMINAL != 0 || i == unit.first);
    let stop = clause_end(view, unit, end, if narrow { Frame::Object } else { frame });
    let claim = Claim { source, cue: (i, end), verb: w.nominal, frame, contents: only((end, stop)) };
    Some(if frame == Frame::Preposition && w.forms & NOMINAL != 0 { of_noun(view, unit, claim) } else { claim })
}

/// The claim of a noun with a preposition: its content is a phrase, and who holds it may stand behind.
fn of_noun(view: &View<'_>, unit: Unit, claim: Claim) -> Claim {
    let (i, from, stop) = (claim.cue.0, claim.contents[0].0, claim.contents[0].1);
    let stop = phrase_end(view, unit, i).unwrap_or(stop);
    if claim.source.is_some() {
        return Claim { contents: only((from, stop)), ..claim };
    }
    let (stop, holder) = agent_in(view, (from, stop), &["by", "among"]);
    // "In a reference to the war, Ruiz said"
    let leads = view.words[unit.first].is(PREPOSITION) && np_left(view, i + 1, unit.first) <= unit.first + 1;
    let comma = (from + 1..unit.end.min(stop + 1)).find(|&k| leads && view.words[k].after(COMMA));
    let source = holder.or_else(|| comma.and_then(|comma| subject_behind(view, unit, comma)));
    Claim { source, contents: only((from, comma.unwrap_or(stop))), ..claim }
}

/// Where what a noun governs ends when the noun begins the subject of a clause: `Support for the bill grew`.
fn phrase_end(view: &View<'_>, unit: Unit, i: usize) -> Option<usize> {
    let words = view.words;
    let start = np_left(view, i + 1, unit.first);
    let opens =
        start == unit.first || words[start].after(COMMA | DASH | COLON) || words[start - 1].is(SUBORDINATOR | COORDINATOR);
    if !opens {
        return None;
    }
    let finite = |k: usize| {
        let (w, p) = (&words[k], &words[k - 1]);
        let plain = (p.is(PLURAL | PERSON) || words[i].is(PLURAL)) && w.verb != NONE && w.nominal == NONE && w.forms & BASE != 0;
        let formed = w.may_be_finite() && !p.is(DETERMINER | POSSESSIVE | GENITIVE | PREPOSITION | NUMBER);
        w.is(AUXILIARY | FINITE) || plain || formed && !(k + 1 < unit.end && view.word_is(k + 1, "by"))
    };
    let clear =
        |k: &usize| !words[*k].is(RELATIVE | THAT | SUBORDINATOR | WH) && words[*k].stops & !MARK == 0 && !view.in_quote(*k);
    (i + 3..unit.end).take_while(clear).find(|&k| finite(k))
}

/// `support from X`, `anger among X`: who holds an attitude stands behind it; of what, is the subject.
fn holder_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let j = i + 1;
    let attitude =
        view.words[i].forms & NOMINAL != 0 && matches!(view.lexicon.verb(view.words[i].nominal).class, "stance" | "doubt");
    if !attitude || !(view.word_is(j, "from") || view.word_is(j, "among")) {
        return None;
    }
    let end = np_right(view, j + 1, unit.end, false);
    let (source, verb) = (Some((j + 1, end)), view.words[i].nominal);
    let contents = only(main_subject(view, unit, i).unwrap_or((unit.first, i)));
    (end > j + 1).then_some(Claim { source, cue: (i, j + 1), verb, frame: Frame::Gap, contents })
}

/// `NAME: CONTENT`, as transcripts and headlines have it.
pub(super) fn colon_claim(view: &View<'_>, unit: Unit) -> Option<Claim> {
    let words = view.words;
    // "Exclusive - Anna Ruiz: "
    let labelled = unit.first + 1 < unit.end && view.is_any(unit.first, &LABELS) && words[unit.first + 1].after(DASH);
    let first = unit.first + usize::from(labelled);
    let limit = unit.end.min(first + 5);
    let colon = (first + 1..limit).find(|&k| words[k].after(COLON))?;
    let body = colon > first + 1 && (words[colon - 1].is(ORGANISATION | PERSON) || view.is_any(colon - 1, &BODIES));
    let named = (first..if body { colon - 1 } else { colon }).all(|k| {
        let joined = k == first || words[k].stops & !FULL_STOP == 0;
        let letter = colon == first + 1 && words[k].end - words[k].start == 1;
        let caseless = view.opens_quote(colon) && !view.surface(k).starts_with(|c: char| c.is_lowercase() || c.is_uppercase());
        let name = (caseless && words[k].verb == NONE || words[k].is(CAPITAL)) && !words[k].is(CLOSED | TIME);
        joined && (name || letter && words[k].is(CAPITAL))
    });
    let label = view.is_any(first, &LABELS) || view.is_any(colon - 1, &LABELS);
    // "Stated Anna Ruiz: "
    let verb = words[first].verb != NONE && words[first].forms & PAST != 0 && colon > first + 1;
    if !named || label || verb || view.in_quote(first) {
        return None;
    }
    let (source, contents) = (Some((first, colon)), only((colon, unit.end)));
    Some(Claim { source, cue: (colon, colon), verb: NONE, frame: Frame::Quote, contents })
}

/// What, after a name, stands before a colon and names a speaker.
const BODIES: [&str; 6] = ["camp", "campaign", "editorial", "poll", "survey", "report"];

/// What stands before a colon and names no speaker.
const LABELS: [&str; 30] = [
    "vidéo",
    "foto",
    "crédit",
    "crédits",
    "lire",
    "fuente",
    "quelle",
    "фото",
    "update",
    "updated",
    "related",
    "photo",
    "photos",
    "video",
    "watch",
    "read",
    "more",
    "note",
    "breaking",
    "exclusive",
    "correction",
    "credit",
    "source",
    "opinion",
    "analysis",
    "review",
    "live",
    "text",
    "by",
    "category",
];
