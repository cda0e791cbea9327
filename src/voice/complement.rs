//! Finds what a reporting verb governs to its right.
//!
//! In: a verb with its auxiliaries. Out: where its cue ends, where its content begins, and by which
//! [`Frame`]. Every look ahead is bounded.

use super::clause::{Frame, Group, Unit, View};
use super::phrase::{np_right, starts_np};
use super::verbs::*;
use super::words::*;

/// Where the content of a verb begins to its right: end of the cue, start of the content, frame.
pub(super) fn complement(view: &View<'_>, unit: Unit, g: &Group, frames: Frames) -> Option<(usize, usize, Frame)> {
    let words = view.words;
    let j = g.end;
    if j >= unit.end {
        return None;
    }
    let speech = frames & (CLAUSE | QUOTATION) != 0;
    if speech && view.opens_quote(j) && !words[j].after(FULL_STOP | QUESTION) {
        return Some((j, j, Frame::Quote));
    }
    if words[j].after(COLON) {
        return speech.then_some((j, j, Frame::Quote));
    }
    let so = words[j].stops == 0 && frames & CLAUSE != 0 && view.word_is(j, "so");
    if so && (j + 1 == unit.end || words[j + 1].stops != 0 || words[j + 1].is(PREPOSITION | TIME)) {
        return Some((j, j, Frame::Object));
    }
    if speech && words[j].stops & !MARK == COMMA {
        return after_aside(view, unit, j);
    }
    if words[j].stops & !MARK != 0 {
        return None;
    }
    if frames & (CLAUSE | HEARER) != 0
        && let Some(found) = clause_after(view, g, frames)
    {
        return Some(found);
    }
    let w = &words[j];
    if frames & INFINITIVE != 0
        && let Some(start) = infinitive(view, unit, j)
    {
        return Some((j, start, Frame::Infinitive));
    }
    // "spoke warmly of", "commented Tuesday on"
    let between = (w.is(ADVERB) || w.is_date()) && words.get(j + 1).is_some_and(|n| n.stops == 0);
    let p = if between && !w.is(PREPOSITION) { j + 1 } else { j };
    if words[p].is(PREPOSITION) && p + 1 < unit.end {
        let surface = view.surface(p);
        // "spoke on Tuesday", "spoke on the condition of anonymity"
        let aside = words[p + 1].is(TIME) || (p + 1..unit.end.min(p + 4)).any(|k| view.is_any(k, &["condition", "behalf"]));
        let governed = surface == "about" || view.lexicon.verb(g.verb).prepositions.contains(&surface);
        if governed && !aside {
            return Some((p + 1, p + 1, Frame::Preposition));
        }
        if p == j {
            return None;
        }
    }
    if frames & OBJECT != 0 && w.is(WH) && asks(view, j) {
        return Some((j, j, Frame::Wh));
    }
    if frames & GERUND != 0 && (w.is(ING) || w.forms & GERUNDIVE != 0) {
        return Some((j, j, Frame::Gerund));
    }
    if frames & (OBJECT | COMPLEX) != 0 {
        let narrowed = (w.is(ADVERB) || view.word_is(j, "yet")) && j + 1 < unit.end && words[j + 1].stops == 0;
        let o = if narrowed { j + 1 } else { j };
        let shown = frames & CLAUSE == 0 && words[o].is(THAT);
        let day = is_early(view, o) || words[o].is_date() && !words[o].is(GENITIVE);
        // "There is no need, Ruiz wrote Halm."
        let hearer = frames & WORK != 0 && frames & CLAUSE != 0 && words[o].is(CAPITAL);
        if starts_np(view, o) && !day && !hearer || view.opens_quote(o) || shown {
            return Some((j, o, Frame::Object));
        }
    }
    if frames & QUOTATION != 0 {
        let k = skip_adjuncts(view, unit, j);
        if k < unit.end && view.opens_quote(k) && !words[k].after(FULL_STOP | QUESTION) {
            return Some((j, k, Frame::Quote));
        }
    }
    None
}

/// Where an infinitive begins at a word: `to leave`, `not to leave`, over a day.
pub(super) fn infinitive(view: &View<'_>, unit: Unit, j: usize) -> Option<usize> {
    let words = view.words;
    let start = j + usize::from(words[j].is_date());
    let to = start + usize::from(words.get(start).is_some_and(|w| w.is(NEGATION)));
    let joined = to + 1 < unit.end && words[j + 1..=to + 1].iter().all(|w| w.stops & !MARK == 0);
    (joined && words[to].is(TO) && !words[to + 1].is(DETERMINER | POSSESSIVE | CAPITAL)).then_some(start)
}

/// The clause or quotation behind an aside between commas: `said, without evidence, that ...`.
fn after_aside(view: &View<'_>, unit: Unit, j: usize) -> Option<(usize, usize, Frame)> {
    let words = view.words;
    let k = (j + 1..unit.end.min(j + 9)).find(|&k| words[k].stops & !MARK != 0 || view.in_quote(k))?;
    // "When asked, Ruiz said"
    let clause = !words[j].is(SUBORDINATOR | PREPOSITION | RELATIVE | WH) && has_finite(view, unit, j);
    if words[k].stops & !MARK != COMMA || view.in_quote(j) || clause {
        return None;
    }
    if words[k].is(THAT) && k + 1 < unit.end {
        Some((j, k, Frame::That))
    } else if view.opens_quote(k) {
        Some((j, k, Frame::Quote))
    } else if words[k].is(SUBJECT) && words[j].is(SUBORDINATOR) {
        Some((j, k, Frame::Bare))
    } else {
        None
    }
}

/// A clause to the right, over the hearer, times and places.
fn clause_after(view: &View<'_>, g: &Group, frames: Frames) -> Option<(usize, usize, Frame)> {
    let words = view.words;
    let (unit, j) = (g.unit, g.end);
    let noun = frames & NOUN != 0 && words[g.head].forms & PAST == 0;
    let direct = |k: usize| -> Option<(usize, usize, Frame)> {
        let w = &words[k];
        if w.is(THAT) && k + 1 < unit.end && words[k].stops & !COMMA == 0 {
            (!noun || !is_relative(view, unit, k)).then_some((j, k, Frame::That))
        } else if view.opens_quote(k) && !w.after(FULL_STOP | QUESTION) {
            Some((j, k, Frame::Quote))
        } else if w.is(WH) && w.stops == 0 && !is_time_of_asking(view, k) && (frames & NOUN == 0 || asks(view, k)) {
            Some((j, k, Frame::Wh))
        } else {
            None
        }
    };
    if let Some(found) = direct(j) {
        return Some(found);
    }
    let mut k = j;
    if frames & HEARER != 0 {
        k = np_right(view, j, unit.end, false);
        if k == j {
            return None;
        }
        let negated = k + 1 < unit.end && words[k].is(NEGATION);
        if k < unit.end && words[k].stops == 0 && words[k + usize::from(negated)].is(TO) {
            return Some((j, k, Frame::Infinitive));
        }
    }
    let k = skip_adjuncts(view, unit, k);
    if k >= unit.end {
        return None;
    }
    if noun && words[k].is(THAT) && is_relative(view, unit, k) {
        // "battleground states that have"
        return None;
    }
    if words[k].stops == COMMA && k > j && frames & CLAUSE != 0 && !noun && !words[k].is(THAT) {
        // "said in Madison, Wisconsin, that ..."
        return after_aside(view, unit, k).filter(|found| found.2 == Frame::That).map(|found| (j, found.1, found.2));
    }
    if let Some(found) = direct(k) {
        return Some(found);
    }
    if words[k].stops != 0 {
        return None;
    }
    if let Some(that) = that_ahead(view, unit, k) {
        return Some((j, that, Frame::That));
    }
    let gap = k == j && words[k].is(AUXILIARY | FINITE) && frames & HEARER == 0;
    if gap {
        // A clause whose subject went to the front: "favours, which he said were tied to ...".
        return Some((j, k, Frame::Bare));
    }
    let bare = starts_np(view, k) || words[k].is(SUBJECT | THAT) || words[k].is(ING | ADVERB) && has_finite(view, unit, k);
    // "to add soldiers"
    let sure = !g.to && frames & (OBJECT | GERUND | INFINITIVE | COMPLEX | NOUN) == 0 && !words[k].is(OBJECT_PRONOUN);
    if bare && (words[k].is(SUBJECT) || sure || has_finite(view, unit, k)) {
        return Some((j, k, Frame::Bare));
    }
    None
}

/// Whether *that* at a word is the subject of what follows: `a message that left him puzzled`.
pub(super) fn is_relative(view: &View<'_>, unit: Unit, that: usize) -> bool {
    let next = view.words.get(that + 1).filter(|w| w.stops == 0);
    next.is_some_and(|w| {
        // "hope that talks go on"
        let noun = w.verb != NONE && w.forms & PAST == 0 && view.lexicon.verb(w.verb).frames & NOUN != 0;
        // "fear that increased checks would"
        let past = w.is(ED) && !w.is(CAPITAL) && !has_finite(view, unit, that + 2);
        w.is(AUXILIARY | FINITE) || w.is_finite_form() && !noun || past
    })
}

/// Whether *when* or *if* goes on with a participle: `said when asked about it`.
fn is_time_of_asking(view: &View<'_>, k: usize) -> bool {
    let next = view.words.get(k + 1).filter(|w| w.stops == 0);
    view.words[k].is(SUBORDINATOR) && next.is_some_and(|w| w.forms & (PARTICIPLE | GERUNDIVE) != 0 || w.is(ED | ING))
}

/// A *that* a few words on, with neither a stop nor a finite verb before it.
fn that_ahead(view: &View<'_>, unit: Unit, from: usize) -> Option<usize> {
    let words = view.words;
    for (k, w) in words.iter().enumerate().take(unit.end.min(from + 10)).skip(from) {
        if w.is(THAT) {
            return (k + 1 < unit.end && k > from && !is_relative(view, unit, k)).then_some(k);
        }
        if w.stops != 0 || w.is(AUXILIARY | FINITE | SUBJECT | SUBORDINATOR | ED) || view.in_quote(k) {
            return None;
        }
    }
    None
}

/// Steps over adverbs, times and short prepositional phrases.
pub(super) fn skip_adjuncts(view: &View<'_>, unit: Unit, from: usize) -> usize {
    let words = view.words;
    let mut k = from;
    let limit = unit.end.min(from + 14);
    while k < limit && !view.in_quote(k) && (k == from || words[k].stops & !COMMA == 0) {
        let w = &words[k];
        // "said at the port, as he left"
        if w.is(THAT) || w.is(SUBORDINATOR) && words.get(k + 1).is_some_and(|next| next.is(SUBJECT) && next.stops == 0) {
            break;
        }
        if w.is(PREPOSITION) && !w.is(COORDINATOR) && k + 1 < limit && !starts_np(view, k) {
            let end = np_right(view, k + 1, limit, false);
            if end == k + 1 {
                break;
            }
            k = end;
        } else if w.is(TIME) || is_early(view, k) || w.is(ADVERB) && !w.is(SUBJECT | DETERMINER) {
            k += 1;
        } else {
            break;
        }
    }
    k
}

/// `early` of `early Friday`, `late` and `last` of `late last week`.
pub(super) fn is_early(view: &View<'_>, k: usize) -> bool {
    let mut next = view.words.iter().skip(k + 1).take_while(|w| w.stops == 0).take(2);
    view.is_any(k, &["early", "late", "last"]) && next.any(|w| w.is(TIME))
}

/// Whether a finite verb stands within a few words, before any stop.
pub(super) fn has_finite(view: &View<'_>, unit: Unit, from: usize) -> bool {
    let words = view.words;
    for k in from..unit.end.min(from + 12) {
        let w = &words[k];
        let abbreviated = k > from && w.stops == FULL_STOP && words[k - 1].is(TITLE);
        if k > from
            && (w.stops & !MARK != 0 && !abbreviated || w.is(SUBORDINATOR | THAT | COORDINATOR | RELATIVE) && !w.is(PREPOSITION))
        {
            return false;
        }
        if w.is(AUXILIARY | FINITE | CONTRACTION) {
            return true;
        }
        // "hoping voters see"
        let plural = k > from && words[k - 1].is(PLURAL) && w.verb != NONE && w.forms & BASE != 0 && w.nominal == NONE;
        if plural || k > from && (w.is_finite_form() || w.is(ED)) && !words[k - 1].is(DETERMINER | POSSESSIVE | PREPOSITION) {
            return true;
        }
    }
    false
}

/// Whether the word at `i` begins an indirect question and no clause of time or place.
pub(super) fn asks(view: &View<'_>, i: usize) -> bool {
    view.is_any(i, &["how", "why", "whether", "what"])
}
