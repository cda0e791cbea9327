//! Decides how far a content reaches.
//!
//! In: the claims of one sentence. Out: the same, their contents cut where a clause ends or another
//! speaker begins, and without those that another claim's content holds.

use super::clause::{Claim, Frame, REACH, Range, Unit, View};
use super::complement::has_finite;
use super::phrase::starts_np;
use super::source::subject_before;
use super::verbs::{CLAUSE, GERUNDIVE, MENTAL, NOUN, PARTICIPLE, PAST, REPUTE};
use super::words::*;

/// How far the end of a content is looked for.
const FAR: usize = 600;

/// Where content that begins at `start` ends.
pub(super) fn clause_end(view: &View<'_>, unit: Unit, start: usize, frame: Frame) -> usize {
    let words = view.words;
    let narrow = matches!(frame, Frame::Object | Frame::Preposition | Frame::Infinitive | Frame::Gerund);
    let opens = words[unit.first..start].iter().take(2).find(|w| !w.is(COORDINATOR | ADVERB) || w.is(SUBORDINATOR));
    let leads = opens.is_some_and(|w| w.is(SUBORDINATOR | ING | HAVE) || w.forms & GERUNDIVE != 0);
    let under = start < unit.first + REACH && (leads || is_adjunct(view, unit, start));
    for (k, w) in words.iter().enumerate().take(unit.end.min(start + FAR)).skip(start + 1) {
        if view.in_quote(k) && view.in_quote(k - 1) && view.quoted[k] == view.quoted[k - 1] {
            continue;
        }
        if w.after(SEMICOLON) || narrow && w.after(COLON) && (view.opens_quote(k) || speaks(view, unit, k)) {
            return k;
        }
        if w.after(COMMA)
            && (narrow || under)
            && (under
                || w.is(COORDINATOR | SUBORDINATOR | RELATIVE | ING | PREPOSITION | SUBJECT)
                || w.forms & GERUNDIVE != 0
                || goes_on(view, start, k))
        {
            return k;
        }
        if (narrow || under) && w.after(COMMA) && starts_np(view, k) && has_finite(view, unit, k) {
            return k;
        }
        if under
            && k > start + 1
            && w.is(SUBJECT)
            && k + 1 < unit.end
            && words[k + 1].verb != NONE
            && words[k + 1].forms & PAST != 0
        {
            return k;
        }
        if frame == Frame::Quote && view.in_quote(k - 1) && !view.in_quote(k) && w.stops & !MARK != 0 && !w.is(COORDINATOR) {
            return k;
        }
        if narrow && w.is(SUBORDINATOR) && w.stops == 0 && (!w.is(PREPOSITION) || has_finite(view, unit, k + 1)) {
            return k;
        }
    }
    unit.end
}

/// Whether the comma before a verb ends an apposition that holds all since `start`: `Ruiz, who offered a prayer, is`.
fn goes_on(view: &View<'_>, start: usize, k: usize) -> bool {
    let words = view.words;
    let w = &words[k];
    // "a stupid, bigoted man", but "advising civilians on the attack, founded"
    let participle = w.is(ED) || w.is_finite_form() && w.forms & PARTICIPLE != 0;
    let listed = participle && words[k.saturating_sub(3).max(start)..k].iter().any(|w| w.is(DETERMINER | POSSESSIVE));
    w.may_be_finite()
        && !listed
        && !words[start].is(THAT)
        && !words[start + 1..k].iter().any(|w| w.is(THAT) || w.after(COMMA | DASH))
}

/// Whether someone says something in what follows a colon.
fn speaks(view: &View<'_>, unit: Unit, from: usize) -> bool {
    let says = |w: &Word| w.is_finite_form() && view.lexicon.verb(w.verb).frames & CLAUSE != 0;
    let verb = (from + 1..unit.end.min(from + 9)).find(|&k| says(&view.words[k]));
    verb.and_then(|k| subject_before(view, unit, k)).is_some_and(|s| s.0 == from)
}

/// Whether a sentence has no verb of its own before a word: `In addition to saying that ...,`.
fn is_adjunct(view: &View<'_>, unit: Unit, start: usize) -> bool {
    let words = &view.words[unit.first..start];
    let verb = |w: &Word| w.is(SUBJECT | CONTRACTION) || w.may_be_finite();
    words.len() > 1 && words[0].is(PREPOSITION) && words.iter().any(|w| w.forms & GERUNDIVE != 0) && !words.iter().any(verb)
}

/// Cuts each content where a later claim of the sentence takes over.
pub(super) fn trim(view: &View<'_>, unit: Unit, claims: &mut [Claim]) {
    let words = view.words;
    for n in 1..claims.len() {
        let (earlier, rest) = claims.split_at_mut(n);
        let next = &mut rest[0];
        // "According to a poll, most agree": what leads the sentence is not what they agree.
        let lead = &mut next.contents[0];
        if let Some(e) = earlier.iter().find(|e| e.frame == Frame::According && e.cue.0 == lead.0 && e.cue.1 < lead.1) {
            lead.0 = e.contents.iter().map(|c| c.0).find(|&first| first > e.cue.0).unwrap_or(lead.0).min(lead.1);
        }
        let cue = next.cue.0;
        if let Some(named) = next.source.filter(|s| s.1 <= cue) {
            // "X, who favours Y, said": the relative clause ends with the phrase that names the speaker.
            for e in earlier.iter_mut().filter(|e| named.0 < e.cue.0 && e.cue.1 <= named.1) {
                for c in &mut e.contents {
                    c.1 = c.1.min(named.1).max(c.0);
                }
            }
        }
        let begins = next.source.filter(|s| s.1 <= cue && s.0 + REACH > cue).map_or(cue, |s| s.0);
        let shared = next.source.is_some() && earlier.iter().any(|e| e.source == next.source);
        let at = if shared { cue } else { begins };
        if at == unit.first {
            continue;
        }
        let contrasted = words[at - 1].is(SUBORDINATOR) && words[at - 1].after(COMMA | DASH);
        let both = at >= unit.first + 2 && words[at - 1].is(SUBORDINATOR) && words[at - 2].is(COORDINATOR);
        let linked = words[at - 1].is(COORDINATOR) || contrasted || both;
        let shared = shared && (linked || words[at].after(COMMA | DASH));
        if shared || linked || words[at].after(COMMA) && next.frame == Frame::Trailing {
            let cut = at - usize::from(linked) - usize::from(both);
            for e in earlier.iter_mut() {
                for c in &mut e.contents {
                    if c.0 < cut && cut < c.1 {
                        c.1 = cut;
                    }
                }
            }
        }
    }
}

/// Drops a claim inside the clause another claim reports: the outer speaker says all of it, unless
/// somebody else is named there who speaks.
pub(super) fn drop_nested(view: &View<'_>, claims: &mut Vec<Claim>) {
    let speaks = |c: &Claim| {
        let frames = if c.verb == NONE { 0 } else { view.lexicon.verb(c.verb).frames };
        let says = frames & CLAUSE != 0
            && frames & (NOUN | MENTAL) == 0
            && matches!(c.frame, Frame::That | Frame::Bare | Frame::Quote | Frame::Trailing | Frame::Wh);
        says || frames & REPUTE != 0 && frames & MENTAL == 0 && c.frame == Frame::Object
    };
    let names = |c: &Claim, cue: Range| c.frame == Frame::Trailing && c.source.is_some_and(|s| s.0 <= cue.0 && cue.1 <= s.1);
    let apart = |outer: &Claim, c: &Claim| {
        outer.frame != Frame::That
            && speaks(c)
            && c.source.is_some_and(|s| outer.contents.iter().any(|r| r.0 <= s.0 && s.1 <= r.1))
    };
    let narrow = |f: Frame| {
        matches!(f, Frame::Gap | Frame::Purpose | Frame::Object | Frame::Infinitive | Frame::Gerund | Frame::Preposition)
    };
    let holds = |outer: &Claim, c: &Claim| {
        !matches!(outer.frame, Frame::Adverb | Frame::According)
            && (!narrow(outer.frame) || narrow(c.frame))
            && c.frame != Frame::According
            && outer.cue != c.cue
            && !apart(outer, c)
            && !names(c, outer.cue)
            && !(outer.frame == Frame::Trailing && outer.contents[0].0 == c.cue.0)
            && outer.contents.iter().any(|r| r.0 <= c.cue.0 && c.cue.1 <= r.1)
    };
    let inner: Vec<bool> = claims.iter().map(|c| claims.iter().any(|o| holds(o, c))).collect();
    let outer: Vec<Claim> = claims.iter().zip(&inner).filter(|(_, inner)| !**inner).map(|(c, _)| c.clone()).collect();
    claims.retain(|c| !outer.iter().any(|o| holds(o, c)));
}
