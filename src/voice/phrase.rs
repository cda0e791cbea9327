//! Noun phrases by word classes: where one ends that begins here, where one begins that ends here.
//!
//! In: tagged words. Out: word positions. Every walk is bounded.

use super::clause::{REACH, View};
use super::verbs::{BASE, CLAUSE, COMPLEX, GERUNDIVE, NOUN, OBJECT, PARTICIPLE, PAST, SINGULAR};
use super::words::*;

/// Whether a word can be the last of a noun phrase.
pub(super) fn is_noun(w: &Word) -> bool {
    !w.is(CLOSED) || w.is(PERSON | CAPITAL | NUMBER) && !w.is(PREPOSITION | DETERMINER | COORDINATOR | SUBORDINATOR | AUXILIARY)
}

/// Whether a noun phrase can begin with word `i`.
pub(super) fn starts_np(view: &View<'_>, i: usize) -> bool {
    let w = &view.words[i];
    if w.is(DETERMINER | POSSESSIVE | SUBJECT | OBJECT_PRONOUN | NUMBER) {
        return true;
    }
    if w.is(CLOSED) && !w.is(PERSON) {
        // About twenty people.
        return w.is(PREPOSITION)
            && view.words.get(i + 1).is_some_and(|n| n.is(NUMBER) && n.stops == 0)
            && view.word_is(i, "about");
    }
    !w.is(ADVERB) || w.is(CAPITAL)
}

/// The end of the noun phrase that begins with word `from`; `from` when none does.
/// With `long`, appositions and phrases with prepositions belong to it.
pub(super) fn np_right(view: &View<'_>, from: usize, limit: usize, long: bool) -> usize {
    let words = view.words;
    let limit = limit.min(from + REACH);
    if from >= limit || !starts_np(view, from) {
        return from;
    }
    if words[from].is(SUBJECT | OBJECT_PRONOUN) && !words[from].is(POSSESSIVE | DETERMINER | NUMBER) {
        return from + 1;
    }
    let mut k = from + 1;
    while k < limit {
        let (w, p) = (&words[k], &words[k - 1]);
        if view.opens_quote(k)
            || w.after(COLON | SEMICOLON | DASH | QUESTION | LINE)
            || w.verb != NONE && w.forms & GERUNDIVE != 0 && !p.is(DETERMINER | POSSESSIVE)
        {
            break;
        }
        if w.after(FULL_STOP) && !p.is(TITLE | CAPITAL) {
            break;
        }
        let ends = if long { ends_long(view, k, limit) } else { ends_short(view, k, limit) };
        if ends {
            break;
        }
        k += 1;
    }
    k
}

/// Whether word `k` ends a noun phrase to which appositions and prepositions belong.
fn ends_long(view: &View<'_>, k: usize, limit: usize) -> bool {
    let (w, p) = (&view.words[k], &view.words[k - 1]);
    if w.after(COMMA) {
        return !(w.is(DETERMINER | POSSESSIVE | RELATIVE) || w.is(CAPITAL) && p.is(CAPITAL));
    }
    if w.is(COORDINATOR) {
        return k + 1 >= limit || !is_noun(&view.words[k + 1]);
    }
    // "said Ruiz as he left"
    if w.is(SUBORDINATOR) && k + 1 < limit && view.words[k + 1].is(SUBJECT) {
        return true;
    }
    !w.is(PREPOSITION) && w.is(THAT | SUBJECT)
}

/// Whether a form that may be a verb is the noun a phrase ends with: `in floor remarks.`
fn closes_phrase(view: &View<'_>, k: usize, limit: usize) -> bool {
    let w = &view.words[k];
    let noun = w.nominal != NONE || view.lexicon.verb(w.verb).frames & NOUN != 0;
    noun && w.forms & PAST == 0 && (k + 1 >= limit || view.words[k + 1].stops != 0)
}

/// Whether word `k` ends a bare noun phrase.
fn ends_short(view: &View<'_>, k: usize, limit: usize) -> bool {
    let (w, p) = (&view.words[k], &view.words[k - 1]);
    if w.after(COMMA) {
        return true;
    }
    if w.is(COORDINATOR) {
        return k + 1 >= limit || !p.is(CAPITAL) || !view.words[k + 1].is(CAPITAL);
    }
    if w.is(PREPOSITION) {
        return view.surface(k) != "of";
    }
    w.is(SUBORDINATOR | RELATIVE | WH | TO | NEGATION | THAT | SUBJECT | AUXILIARY | FINITE)
        || w.is(DETERMINER | POSSESSIVE) && !p.is(PREPOSITION | COORDINATOR | DETERMINER)
        || w.is_date() && !p.is(DETERMINER | POSSESSIVE | GENITIVE)
        || w.is_finite_form() && !p.is(DETERMINER | POSSESSIVE) && !closes_phrase(view, k, limit)
        || w.is(ADVERB) && !w.is(CAPITAL) && p.is(GENITIVE | CAPITAL)
}

/// The start of the noun phrase that ends right before word `end`; `end` when there is none.
pub(super) fn np_left(view: &View<'_>, end: usize, floor: usize) -> usize {
    let words = view.words;
    let floor = floor.max(end.saturating_sub(REACH));
    let mut i = end;
    let mut bracketed = false;
    while i > floor {
        let w = &words[i - 1];
        // "Ruiz (D-Ohio) said", "Ruiz (D) of Ohio said"
        let behind = i < words.len() && words[i].after(BRACKET_CLOSE) && (i == end || words[i].is(PREPOSITION));
        if i < end && words[i].stops != 0 && !behind && !bracketed && !passes(view, i) {
            break;
        }
        if i < end && view.in_quote(i - 1) && !view.in_quote(i) && i >= 5 && view.quoted[i - 5] == view.quoted[i - 1] {
            // A quotation of more than a few words is speech, not part of a name.
            break;
        }
        bracketed = false;
        if behind {
            match (floor..i).rev().find(|&k| words[k].after(BRACKET_OPEN)) {
                Some(open) if open > floor => {
                    i = open;
                    bracketed = true;
                    continue;
                }
                _ => break,
            }
        }
        if w.is(DETERMINER | POSSESSIVE) && !w.is(THAT) {
            i -= 1;
            if i > floor + 1 && words[i].stops == 0 && links(view, i - 1) {
                i -= 1;
                continue;
            }
            if i > floor && words[i].stops == 0 && words[i - 1].is(DETERMINER | NUMBER) {
                continue;
            }
            break;
        }
        if w.is(PREPOSITION) && !w.is(COORDINATOR) {
            if i - 1 > floor && i < end && links(view, i - 1) {
                i -= 1;
                continue;
            }
            break;
        }
        if w.is(COORDINATOR) {
            if i < end && i - 1 > floor && pairs(view, i - 1, floor) {
                i -= 1;
                continue;
            }
            break;
        }
        if !(is_noun(w) || i == end && w.is(OBJECT_PRONOUN | NUMBER | SUBJECT)) {
            break;
        }
        if let Some(start) = at_verb(view, i, end, floor) {
            return start;
        }
        i -= 1;
    }
    i
}

/// Where the phrase that ends before `end` begins when the word before `i` is a verb; `None` when the phrase goes on.
fn at_verb(view: &View<'_>, i: usize, end: usize, floor: usize) -> Option<usize> {
    let words = view.words;
    let w = &words[i - 1];
    let before = if i - 1 > floor && w.stops == 0 && !w.is(CAPITAL) { words[i - 2].tags } else { 0 };
    let past = w.verb == NONE && w.is(ED) || i == end && w.forms & PAST != 0;
    let passive = (i < end && w.forms & PARTICIPLE != 0 || w.is(ING)) && before & AUXILIARY != 0;
    if passive || past && before & (SUBJECT | RELATIVE | AUXILIARY) != 0 {
        return Some(beyond_verb(view, i, end, floor));
    }
    if i == end {
        return None;
    }
    let governs = words[i].is(PREPOSITION);
    // "They will hold banners", but "what can leaders do"
    let subject = |w: &Word| is_noun(w) || w.is(SUBJECT | RELATIVE | THAT | ADVERB);
    let acts = before & MODAL != 0 && !w.is(CAPITAL | PLURAL | PERSON | CLOSED);
    if acts && i > floor + 2 && subject(&words[i - 3]) {
        return Some(i + usize::from(governs));
    }
    // "good reason to believe Ruiz"
    if w.forms & BASE != 0 && before & TO != 0 && !governs {
        return Some(i);
    }
    // "you also talk to people who"
    if w.forms & BASE != 0 && governs && before & (SUBJECT | TO | ADVERB) != 0 {
        return Some(beyond_verb(view, i, end, floor));
    }
    let several = w.forms & SINGULAR != 0 && view.word_is(i, "of") && links(view, i);
    if !w.is_finite_form() || several {
        return None;
    }
    // "A poll conducted by X found": a participle belongs to the phrase, a past tense ends it.
    let frames = view.lexicon.verb(w.verb).frames;
    let reduced = words[i].is(PREPOSITION | TIME) && (frames & (OBJECT | COMPLEX) != 0 || view.word_is(i, "by"));
    let adjective = i - 1 > floor && words[i - 2].is(DETERMINER | POSSESSIVE);
    if w.forms & PARTICIPLE != 0 && (reduced || adjective) {
        return None;
    }
    // "she said on the show": the phrase belongs to the verb.
    Some(if governs && frames & CLAUSE != 0 { end } else { i })
}

/// Whether the conjunction at `k` joins two nouns, no clauses.
fn pairs(view: &View<'_>, k: usize, floor: usize) -> bool {
    let words = view.words;
    let (before, behind) = (&words[k - 1], &words[k + 1]);
    // "the senator and Republican candidate", "current and former officials"
    let titled = words[k].stops == 0 && (before.is(TITLE) || behind.is(TITLE) && !behind.is(CAPITAL));
    let alike = titled || before.is(CAPITAL | PERSON) == behind.is(CAPITAL | PERSON);
    // "The deal was dead, and officials said": the comma ends a clause.
    let clause = k - usize::from(words[k].after(COMMA));
    is_noun(before) && is_noun(behind) && words[k].stops & !COMMA == 0 && alike && !verb_before(view, clause, floor)
}

/// Where the noun phrase that ends at `end` begins, when the verb before word `i` stands in it.
fn beyond_verb(view: &View<'_>, i: usize, end: usize, floor: usize) -> usize {
    let words = view.words;
    let governs = i < end && words[i].is(PREPOSITION);
    let nearest = if governs { i + 1 } else { i };
    // "opposed in May by members who pressured him": the members.
    if words.get(end).is_some_and(|w| w.is(RELATIVE | THAT)) {
        return (i + 1..end).rev().find(|&k| view.word_is(k, "by")).map_or(nearest, |by| by + 1);
    }
    let opens = |k: usize| words[k].is(RELATIVE) || words[k].is(THAT) && k > floor && is_noun(&words[k - 1]);
    let auxiliary = words[i - 2].is(AUXILIARY);
    let relative =
        if auxiliary { i.checked_sub(3).filter(|&k| k > floor && opens(k)) } else { Some(i - 2).filter(|&k| opens(k)) };
    // "the woman he photographed"
    let reduced = i == end && words[i - 2].is(SUBJECT) && words[i - 2].stops == 0 && i - 2 > floor && is_noun(&words[i - 3]);
    match relative.or(reduced.then(|| i - 2)) {
        // "people who worked for his brother believe"
        Some(clause) => np_left(view, clause, floor),
        None if auxiliary && governs => end,
        None => nearest,
    }
}

/// Whether a noun phrase may go on over the punctuation before word `i`.
fn passes(view: &View<'_>, i: usize) -> bool {
    let (w, p) = (&view.words[i], &view.words[i - 1]);
    let initial = w.stops & !(FULL_STOP) == 0 && (p.is(TITLE) || p.is(CAPITAL));
    let hyphen = w.stops & !DASH == 0 && view.text[p.end as usize..w.start as usize].len() == 1;
    let marks = w.stops & !MARK == 0;
    initial || hyphen || marks
}

/// With *to* after them they open a phrase of their own: `due to the minister's support`.
const LEADING_TO: [&str; 5] = ["according", "due", "owing", "thanks", "prior"];

/// Whether the preposition at `i` ties a noun to the phrase after it.
fn links(view: &View<'_>, i: usize) -> bool {
    let words = view.words;
    let w = &words[i];
    if !w.is(PREPOSITION) || w.stops & !BRACKET_CLOSE != 0 || i == 0 || w.is(SUBORDINATOR) {
        return false;
    }
    if view.is_any(i - 1, &LEADING_TO) {
        return false;
    }
    let p = &words[i - 1];
    let some = p.is(DETERMINER) && view.word_is(i, "of");
    // "among advocates of", but "Ruiz speaks of"
    let behind = |w: &Word| w.is(PREPOSITION | DETERMINER | COORDINATOR | SUBORDINATOR | ADVERB);
    let several = p.forms & SINGULAR != 0 && view.word_is(i, "of") && (i < 2 || p.stops != 0 || behind(&words[i - 2]));
    // "a source speaking to the paper"
    let working = p.is(ING) && p.stops == 0 && i > 1 && words[i - 2].is(PERSON | PLURAL) && !words[i - 2].is(GENITIVE);
    some || working || is_noun(p) && !p.is(TIME | ADVERB) && (p.verb == NONE || p.forms & (BASE | PARTICIPLE) != 0 || several)
}

/// Whether a verb stands shortly before word `i`.
fn verb_before(view: &View<'_>, i: usize, floor: usize) -> bool {
    let words = view.words;
    let near = (floor.max(i.saturating_sub(6))..i).rev();
    near.take_while(|&k| words[k + 1].stops & !MARK == 0).any(|k| words[k].may_be_finite())
}
