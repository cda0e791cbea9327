//! The forms a claim takes beside subject, verb, content: trailing and inverted attributions,
//! passives, *according to*, *reportedly*, nouns and adjectives, `NAME: CONTENT`.
//!
//! In: a cue in its sentence. Out: a [`Claim`], or nothing when the words mean something else.

use super::clause::{Claim, Frame, Group, REACH, Range, Unit, View, group};
use super::complement::{asks, has_finite, infinitive, is_early, is_relative, skip_adjuncts};
use super::extent::clause_end;
use super::phrase::{is_noun, np_left, np_right, starts_np};
use super::source::{agrees, main_subject, owner, subject_before};
use super::verbs::*;
use super::words::*;

/// `"TEXT" — Name` and `TEXT — Name (@handle)`: words shown with who wrote them.
fn message_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    if i == unit.first || !words[i].after(DASH) || !words[i].is(CAPITAL) {
        return None;
    }
    let end = np_right(view, i, unit.end, false);
    if view.in_quote(i - 1) && (end == unit.end || words[end].stops != 0) && words[i..end].iter().all(|w| w.is(CAPITAL)) {
        let contents = [(unit.first, i), (i, i)];
        return Some(Claim { source: Some((i, end)), cue: (i, i), verb: NONE, frame: Frame::Trailing, contents });
    }
    let handle = (i + 1..unit.end.min(i + 7)).find(|&k| words[k].stops != 0)?;
    let sent = words[handle].after(BRACKET_OPEN) && view.surface(handle).starts_with('@');
    let contents = [(unit.first, i), (i, i)];
    sent.then_some(Claim { source: Some((i, handle + 1)), cue: (i, i), verb: NONE, frame: Frame::Trailing, contents })
}

/// Cues that are no verbs: *according to*, *reportedly*, a dash.
pub(super) fn other_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let w = &view.words[i];
    if w.end - w.start == 9 && view.word_is(i, "according") {
        let to = i + 1;
        if to >= unit.end || !view.words[to].is(TO) {
            return None;
        }
        let leads = i <= unit.first + 1;
        let mut end = np_right(view, to + 1, unit.end, true);
        if leads {
            end = (to + 2..end).find(|&k| view.words[k].after(COMMA)).unwrap_or(end);
        }
        if end == to + 1 {
            return None;
        }
        let mut after = end;
        if after < unit.end && !view.words[after].after(COMMA) && leads {
            after = (end..unit.end.min(end + REACH)).find(|&k| view.words[k].after(COMMA)).unwrap_or(end);
        }
        let contents = [(unit.first, i), (after, unit.end)];
        return Some(Claim { source: Some((to + 1, end)), cue: (i, to + 1), verb: NONE, frame: Frame::According, contents });
    }
    if w.after(DASH) {
        return message_claim(view, unit, i);
    }
    if w.is(PREPOSITION) {
        let short = w.end - w.start == 2 && i + 1 < unit.end;
        if let Some(claim) = view_claim(view, unit, i).filter(|_| short) {
            return Some(claim);
        }
        if let Some(claim) = eyes_claim(view, unit, i) {
            return Some(claim);
        }
        return if short && view.word_is(i, "in") { survey_claim(view, unit, i) } else { question_claim(view, unit, i) };
    }
    if w.is(ADVERB) && (view.word_is(i, "reportedly") || view.word_is(i, "allegedly") || view.word_is(i, "supposedly")) {
        let start = subject_before(view, unit, i).map_or(i, |s| s.0);
        let end = clause_end(view, unit, i + 1, Frame::Bare);
        return Some(Claim {
            source: None,
            cue: (i, i + 1),
            verb: NONE,
            frame: Frame::Adverb,
            contents: [(start, i), (i + 1, end)],
        });
    }
    None
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
    let (end, frame) = if entry.frames & CLAUSE != 0 && (next.is(THAT) && !is_relative(view, j) || view.word_is(j, "whether")) {
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
        } else if g.be || g.contracted {
            subject_before(view, unit, g.start)
        } else if matches!(frame, Frame::Infinitive | Frame::Bare) {
            return None;
        } else {
            main_subject(view, unit, i)
        }
    } else {
        let owner = owner(view, unit, i);
        if owner.is_none() && frame == Frame::Infinitive && entry.class != "stance" {
            return None;
        }
        owner
    };
    if end >= unit.end {
        return None;
    }
    let stop = clause_end(
        view,
        unit,
        end,
        if matches!(frame, Frame::That | Frame::Bare) && w.forms & NOMINAL != 0 { Frame::Object } else { frame },
    );
    Some(Claim { source, cue: (i, end), verb: w.nominal, frame, contents: [(end, stop), (stop, stop)] })
}

/// `In their view, CONTENT`: whose eyes the sentence is seen with.
fn view_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    let end = (i + 2..unit.end.min(i + 8)).find(|&k| words[k].stops != 0 && !words[k - 1].is(TITLE)).unwrap_or(unit.end);
    let noun = end - 1;
    if noun <= i + 1 || !view.is_any(noun, &VIEWS) || end < unit.end && !words[end].after(COMMA) {
        return None;
    }
    let own = noun - usize::from(view.word_is(noun - 1, "own"));
    let source = owner(view, unit, noun).filter(|&s| s == (i + 1, own))?;
    let leads = i <= unit.first + 1 || words[i - 1].is(COORDINATOR | SUBORDINATOR);
    let contents = [if leads { (end, end) } else { (unit.first, i) }, (end, unit.end)];
    let cue = (noun, end);
    view.is_any(i, &["in", "by", "to"]).then_some(Claim {
        source: Some(source),
        cue,
        verb: NONE,
        frame: Frame::According,
        contents,
    })
}

/// `To them, CONTENT`: the same without a noun.
fn eyes_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    let leads = i == unit.first || i == unit.first + 1 && words[unit.first].is(COORDINATOR);
    if !leads || i + 1 >= unit.end || !view.word_is(i, "to") {
        return None;
    }
    let end = np_right(view, i + 1, unit.end, false);
    let last = words[i + 1..end].last()?;
    let someone = last.is(PERSON | OBJECT_PRONOUN) || last.is(CAPITAL) && !last.is(TIME | NUMBER);
    let goes_on = end < unit.end && words[end].after(COMMA) && starts_np(view, end) && has_finite(view, unit, end);
    let contents = [(end, unit.end), (unit.end, unit.end)];
    let source = Some((i + 1, end));
    (someone && goes_on).then_some(Claim { source, cue: (i, i + 1), verb: NONE, frame: Frame::According, contents })
}

/// Nouns that make what somebody thinks of a sentence.
const VIEWS: [&str; 8] = ["view", "opinion", "words", "telling", "mind", "eyes", "judgment", "estimation"];

/// `support from X`, `anger among X`: who holds an attitude stands behind it; of what, is the subject.
fn holder_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let j = i + 1;
    let attitude =
        view.words[i].forms & NOMINAL != 0 && matches!(view.lexicon.verb(view.words[i].nominal).class, "stance" | "doubt");
    if !attitude || !(view.word_is(j, "from") || view.word_is(j, "among")) {
        return None;
    }
    let end = np_right(view, j + 1, unit.end, false);
    let content = main_subject(view, unit, i).unwrap_or((unit.first, i));
    let cue = (i, j + 1);
    (end > j + 1).then_some(Claim {
        source: Some((j + 1, end)),
        cue,
        verb: view.words[i].nominal,
        frame: Frame::Gap,
        contents: [content, (j, j)],
    })
}

/// `Added Ruiz: CONTENT`.
pub(super) fn leading_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let end = np_right(view, g.end, unit.end, false);
    let named = end > g.end && end < unit.end && view.words[end].after(COLON) && view.words[g.end].is(CAPITAL | DETERMINER);
    let contents = [(end, unit.end), (unit.end, unit.end)];
    let source = Some((g.end, end));
    named.then_some(Claim { source, cue: (g.start, g.end), verb: g.verb, frame: Frame::Quote, contents })
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
    let (source, left) = if closes_left(g.start) && subject_follows(view, g) {
        let end = np_right(view, after, unit.end, true);
        // "said Ruiz, who ..."
        let end = (after + 1..end).find(|&k| words[k].is(RELATIVE) && words[k].after(COMMA)).unwrap_or(end);
        ((after, end), g.start)
    } else {
        let subject = subject_before(view, unit, g.start)?;
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
        if resumes {
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

/// `CONTENT in a poll`: what a survey found.
fn survey_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    let end = np_right(view, i + 1, unit.end, false);
    // "rose in the polls" tells of no one poll.
    let the = end == i + 3 && view.word_is(i + 1, "the") && view.word_is(i + 2, "polls");
    let surveyed = !the && (i + 1..end).any(|k| words[k].end - words[k].start < 8 && view.is_any(k, &SURVEYS));
    if !surveyed || words[i + 1].is(WH | SUBJECT) {
        return None;
    }
    let leads = i == unit.first;
    let contents = if leads && end < unit.end { [(end, unit.end), (unit.end, unit.end)] } else { [(unit.first, i), (i, i)] };
    let content = contents[0];
    (content.0 < content.1).then_some(Claim {
        source: Some((i + 1, end)),
        cue: (i, i + 1),
        verb: NONE,
        frame: Frame::According,
        contents,
    })
}

/// Nouns for what asks many people.
const SURVEYS: [&str; 4] = ["poll", "polls", "survey", "surveys"];

/// Whether the verb follows a quotation at once and its subject comes after it.
pub(super) fn inverted(view: &View<'_>, unit: Unit, g: &Group) -> bool {
    let words = view.words;
    if g.start == unit.first || !subject_follows(view, g) {
        return false;
    }
    if view.in_quote(g.start - 1) {
        return words[g.start].after(COMMA | QUESTION | FULL_STOP | DASH);
    }
    // "That is not enough, said Anna Ruiz, a member", but not "The mayor, Ruiz, said Kost had left"
    let end = np_right(view, g.end, unit.end, false);
    let ends = end == unit.end || words[end].stops != 0 || words[end].is(RELATIVE);
    let stated = words[unit.first..g.start].iter().any(|w| w.is(AUXILIARY | FINITE | CONTRACTION | ED) || w.is_finite_form());
    words[g.start].stops == COMMA
        && g.start == g.head
        && !words[g.end].is(TIME | SUBJECT)
        && ends
        && stated
        && subject_before(view, unit, g.start).is_none()
}

/// Whether a verb stands after a quotation and its subject, and no clause follows: `"TEXT," she said when`,
/// `"TEXT," she told me, "TEXT"`.
pub(super) fn closes(view: &View<'_>, unit: Unit, g: &Group) -> bool {
    let timed =
        g.end < unit.end && view.words[g.end].stops == 0 && view.is_any(g.end, &["when", "where", "while", "after", "as"]);
    let clause = |k: usize| view.words[k].is(THAT | WH | SUBJECT | AUXILIARY | FINITE);
    let stop = (g.end + 1..unit.end.min(g.end + 8)).find(|&k| view.words[k].stops != 0);
    let resumed = || stop.is_some_and(|k| view.opens_quote(k) && view.words[k].after(COMMA) && !(g.end..k).any(clause));
    let subject = subject_before(view, unit, g.start).filter(|s| s.0 > unit.first && view.in_quote(s.0 - 1));
    subject.is_some_and(|s| view.words[s.0].after(COMMA)) && (timed || resumed())
}

/// Whether what follows a verb can be its subject: `said one official`, not `told me`.
fn subject_follows(view: &View<'_>, g: &Group) -> bool {
    let follows = |w: &Word| w.stops == 0 && starts_np(view, g.end) && (!w.is(OBJECT_PRONOUN) || w.is(NUMBER));
    let addressed = view.lexicon.verb(g.verb).frames & ADDRESSED != 0;
    !addressed && g.end < g.unit.end && !is_early(view, g.end) && follows(&view.words[g.end])
}

/// Whether *when* or the like stands right before a participle.
pub(super) fn words_before(view: &View<'_>, i: usize) -> bool {
    i > 0 && view.words[i].stops == 0 && view.words[i - 1].is(SUBORDINATOR)
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
    let stop = clause_end(view, unit, start, Frame::Object);
    Some(Claim { source, cue: (g.start, end), verb: g.verb, frame, contents: [(start, stop), (stop, stop)] })
}

/// `As X said, CONTENT` and `CONTENT, as X said`.
fn as_claim(view: &View<'_>, unit: Unit, g: &Group, subject: Range) -> Option<Claim> {
    let words = view.words;
    let at = subject.0.checked_sub(1).filter(|&at| at >= unit.first && view.word_is(at, "as"))?;
    let parted = |k: usize| k < unit.end && words[k].after(COMMA | DASH);
    let after = (g.end..unit.end.min(g.end + REACH / 2)).find(|&k| parted(k)).unwrap_or(g.end);
    // "as one would expect"
    if view.is_any(subject.0, &["one", "you"]) {
        return None;
    }
    let left = if at > unit.first + 1 && parted(at) { (unit.first, at) } else { (at, at) };
    let right = if parted(after) { (after, unit.end) } else { (unit.end, unit.end) };
    let said = left.0 < left.1 || right.0 < right.1;
    let cue = (g.start, g.end);
    said.then_some(Claim { source: Some(subject), cue, verb: g.verb, frame: Frame::Trailing, contents: [left, right] })
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
    Some(Claim {
        source: Some((first, colon)),
        cue: (colon, colon),
        verb: NONE,
        frame: Frame::Quote,
        contents: [(colon, unit.end), (unit.end, unit.end)],
    })
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

/// The subject before a comma: `The bill, opposed by the party, failed`.
fn parted_subject(view: &View<'_>, unit: Unit, g: &Group) -> Option<Range> {
    let apart = !g.be && g.start > unit.first && view.words[g.start].stops == COMMA;
    let start = np_left(view, g.start, unit.first);
    (apart && start < g.start).then_some((start, g.start))
}

/// `As reported by X, CONTENT` and `CONTENT, as reported by X`.
fn as_reported(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let at = g.start.checked_sub(1).filter(|&at| at >= unit.first && view.word_is(at, "as"))?;
    let end = np_right(view, g.end + 1, unit.end, false);
    let parted = |k: usize| k < unit.end && view.words[k].after(COMMA | DASH);
    let left = if at > unit.first && parted(at) { (unit.first, at) } else { (at, at) };
    let right = if parted(end) { (end, unit.end) } else { (unit.end, unit.end) };
    let (source, cue) = (Some((g.end + 1, end)), (g.start, g.end + 1));
    Some(Claim { source, cue, verb: g.verb, frame: Frame::Trailing, contents: [left, right] })
}

/// `X is accused of ...`, `X was quoted as saying ...`, `X is expected to ...`.
pub(super) fn passive_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let j = g.end;
    if words[g.head].forms & PARTICIPLE == 0 {
        return None;
    }
    let frames = view.lexicon.verb(g.verb).frames;
    let subject = subject_before(view, unit, g.start).or_else(|| parted_subject(view, unit, g));
    if j < unit.end && words[j].after(COMMA) && view.opens_quote(j) && frames & CLAUSE != 0 {
        let stop = clause_end(view, unit, j, Frame::Quote);
        return Some(Claim {
            source: None,
            cue: (g.start, j),
            verb: g.verb,
            frame: Frame::Quote,
            contents: [(j, stop), (stop, stop)],
        });
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
        return Some(Claim { source: None, cue: (g.start, j), verb: g.verb, frame: Frame::Object, contents: [first, (j, j)] });
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
        return Some(Claim { source: subject, cue: (g.start, j), verb: g.verb, frame, contents: [(j, j), (j, j)] });
    }
    let mut source = None;
    let mut start = j;
    if by {
        let end = np_right(view, j + 1, unit.end, true);
        // "viewed by some as hostile"
        let end = (j + 2..end).find(|&k| view.word_is(k, "as")).unwrap_or(end);
        if end == j + 1 || frames & (OBJECT | COMPLEX) == 0 {
            return None;
        }
        source = Some((j + 1, end));
        start = end;
        let reported = as_reported(view, unit, g);
        if reported.is_some() {
            return reported;
        }
    }
    let stop = if by { start } else { clause_end(view, unit, start, frame) };
    let first = subject.unwrap_or((start, start));
    Some(Claim { source, cue: (g.start, j), verb: g.verb, frame, contents: [first, (start, stop)] })
}

/// `known as Y`, `is considered a Y`: what an unnamed many hold something to be, in the outlet's words.
pub(super) fn repute_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let j = g.end;
    if view.lexicon.verb(g.verb).frames & REPUTE == 0 || j >= unit.end || words[j].stops & !MARK != 0 {
        return None;
    }
    let held = view.is_any(j, &["as", "for", "to"]);
    if !held && (!g.be || words[j].is(PREPOSITION | COORDINATOR | SUBORDINATOR | TIME)) {
        return None;
    }
    let stop = clause_end(view, unit, j, Frame::Object);
    let subject = subject_before(view, unit, g.start).unwrap_or((j, j));
    Some(Claim { source: None, cue: (g.start, j), verb: g.verb, frame: Frame::Gap, contents: [(j, stop), subject] })
}

/// A verb of saying whose complement no rule knows: *Ruiz said more*, *she told it often*. Listed, in
/// the outlet's words.
pub(super) fn plain_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let frames = view.lexicon.verb(g.verb).frames;
    if frames & CLAUSE == 0 || frames & (NOUN | MENTAL) != 0 {
        return None;
    }
    let present = !g.auxiliary && view.words[g.head].forms & PAST == 0;
    if present && !agrees(view, g, Frame::Trailing, &[]) {
        return None;
    }
    let subject = subject_before(view, unit, g.start)?;
    let j = g.end;
    // "Ruiz left before she answered"
    let apart = subject.0 > unit.first && view.words[subject.0].stops == 0 && view.words[subject.0 - 1].is(SUBORDINATOR);
    let goes_on = j < unit.end && view.words[j].stops & !MARK == 0;
    let content = if goes_on { (j, clause_end(view, unit, j, Frame::Object)) } else { (unit.first, subject.0) };
    let contents = [content, (content.1, content.1)];
    (content.0 < content.1 && (goes_on || !apart)).then_some(Claim {
        source: Some(subject),
        cue: (g.start, j),
        verb: g.verb,
        frame: Frame::Gap,
        contents,
    })
}

/// `a debate about how ...`, `her thoughts on whether ...`: an indirect question behind a preposition.
pub(super) fn question_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let preposition = view.is_any(i, &["about", "on", "over"]);
    let j = i + 1;
    if !preposition || i == unit.first || j >= unit.end || view.words[j].stops != 0 || !asks(view, j) {
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
    let stop = clause_end(view, unit, j, Frame::Object);
    let source = main_subject(view, unit, i);
    Some(Claim { source, cue: (i, j), verb: NONE, frame: Frame::Gap, contents: [(j, stop), (stop, stop)] })
}
