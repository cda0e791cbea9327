//! Finds who says what inside one sentence: a cue, the noun phrase that is its source, the stretch
//! that is its content.
//!
//! In: tagged words, the quotations, one [`Unit`] (a sentence in which a quotation is never cut).
//! Out: [`Claim`]s in the order of their cues. Every look to a side is bounded by [`REACH`] words.

use super::phrase::{is_noun, np_left, np_right, starts_np};
use super::verbs::{
    BASE, CLAUSE, COMPLEX, Frames, GERUND, GERUNDIVE, HEARER as TAKES_HEARER, INFINITIVE, OBJECT, PARTICIPLE, PAST,
    QUOTATION, SINGULAR,
};
use super::words::*;

/// How many words a rule looks to either side.
pub(super) const REACH: usize = 40;

/// A range of words.
pub(super) type Range = (usize, usize);

/// A sentence as attribution sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) first: usize,
    pub(super) end: usize,
}

/// How a cue governs its content; decides how far the content reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Frame {
    That,
    Bare,
    Wh,
    Infinitive,
    Object,
    Gerund,
    Preposition,
    Quote,
    /// The content stands before source and cue.
    Trailing,
    According,
    Adverb,
}

/// Who, by which words, what.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) source: Option<Range>,
    pub(super) cue: Range,
    /// The verb, [`NONE`] for other cues.
    pub(super) verb: u16,
    pub(super) frame: Frame,
    /// One or two ranges; the second is empty when there is one.
    pub(super) contents: [Range; 2],
}

/// What the rules of a sentence see.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: &'a [Word],
    /// Outermost quotation of each word, or `u32::MAX`.
    pub(super) quoted: &'a [u32],
}

impl View<'_> {
    pub(super) fn surface(&self, i: usize) -> &str {
        &self.text[self.words[i].start as usize..self.words[i].end as usize]
    }

    /// Whether a quotation begins with word `i`.
    pub(super) fn opens_quote(&self, i: usize) -> bool {
        self.quoted[i] != u32::MAX && (i == 0 || self.quoted[i - 1] != self.quoted[i])
    }

    pub(super) fn in_quote(&self, i: usize) -> bool {
        self.quoted[i] != u32::MAX
    }

    fn word_is(&self, i: usize, word: &str) -> bool {
        self.surface(i).eq_ignore_ascii_case(word)
    }
}

/// A verb that may be a cue, with the auxiliaries and adverbs before it.
struct Group {
    /// First word of auxiliaries, adverbs and verb.
    start: usize,
    /// The verb itself.
    head: usize,
    /// After the verb and its particle.
    end: usize,
    verb: u16,
    be: bool,
    auxiliary: bool,
    to: bool,
}

/// The claims of one sentence.
pub(super) fn claims(view: &View<'_>, unit: Unit) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    let mut i = unit.first;
    while i < unit.end {
        let w = &view.words[i];
        let found = if view.in_quote(i) {
            None
        } else if w.verb != NONE {
            verb_claim(view, unit, i, &out)
        } else if w.is(CLOSED) {
            None
        } else {
            other_claim(view, unit, i)
        };
        match found {
            Some(claim) => {
                i = claim.cue.1.max(i + 1);
                out.push(claim);
            }
            None => i += 1,
        }
    }
    trim(view, unit, &mut out);
    out
}

/// Cues that are no verbs: *according to*, *reportedly*.
fn other_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let w = &view.words[i];
    if w.end - w.start == 9 && view.word_is(i, "according") {
        let to = i + 1;
        if to >= unit.end || !view.words[to].is(TO) {
            return None;
        }
        let end = np_right(view, to + 1, unit.end, true);
        if end == to + 1 {
            return None;
        }
        let mut after = end;
        if after < unit.end && !view.words[after].after(COMMA) && i == unit.first {
            after = (end..unit.end.min(end + REACH)).find(|&k| view.words[k].after(COMMA)).unwrap_or(end);
        }
        let contents = [(unit.first, i), (after, unit.end)];
        return Some(Claim {
            source: Some((to + 1, end)),
            cue: (i, to + 1),
            verb: NONE,
            frame: Frame::According,
            contents,
        });
    }
    if w.is(ADVERB) && (view.word_is(i, "reportedly") || view.word_is(i, "allegedly") || view.word_is(i, "supposedly"))
    {
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

fn verb_claim(view: &View<'_>, unit: Unit, i: usize, before: &[Claim]) -> Option<Claim> {
    let group = group(view, unit, i);
    let verb = view.lexicon.verb(group.verb);
    let w = &view.words[i];
    let finite = if group.be {
        w.forms & GERUNDIVE != 0
    } else if group.auxiliary {
        w.forms & (PARTICIPLE | BASE) != 0
    } else {
        w.forms & (PAST | SINGULAR | BASE) != 0
    };
    if group.be && !finite {
        return passive_claim(view, unit, &group);
    }
    let complement = complement(view, unit, &group, verb.frames);
    if let Some((end, start, frame)) = complement {
        let source = source(view, unit, &group, before, frame)?;
        let stop = clause_end(view, unit, start, frame);
        return Some(Claim {
            source,
            cue: (group.start, end),
            verb: group.verb,
            frame,
            contents: [(start, stop), (stop, stop)],
        });
    }
    if verb.frames & (CLAUSE | QUOTATION) == 0 || !finite {
        return None;
    }
    trailing_claim(view, unit, &group)
}

/// The verb at `i` with what belongs to it.
fn group(view: &View<'_>, unit: Unit, i: usize) -> Group {
    let words = view.words;
    let mut g = Group { start: i, head: i, end: i + 1, verb: words[i].verb, be: false, auxiliary: false, to: false };
    if i + 1 < unit.end && words[i + 1].stops == 0 {
        let next = view.surface(i + 1);
        if let Some(id) = view.lexicon.verbs.with_particle(g.verb, next) {
            g.verb = id;
            g.end = i + 2;
        }
    }
    let mut nearest = true;
    while g.start > unit.first && i - g.start < 6 && words[g.start].stops == 0 && !view.in_quote(g.start - 1) {
        let w = &words[g.start - 1];
        if w.is(CONTRACTION) {
            g.auxiliary = true;
            break;
        }
        if w.is(AUXILIARY) {
            if nearest {
                g.be = w.is(BE);
                g.auxiliary = !w.is(BE);
                nearest = false;
            }
        } else if w.is(TO) && w.is(PREPOSITION) {
            g.to = true;
            g.auxiliary = true;
            g.start -= 1;
            break;
        } else if !w.is(ADVERB | NEGATION) || w.is(TIME) && !w.is(ADVERB) {
            break;
        }
        g.start -= 1;
    }
    g
}

/// Where the content of a verb begins to its right: end of the cue, start of the content, frame.
fn complement(view: &View<'_>, unit: Unit, g: &Group, frames: Frames) -> Option<(usize, usize, Frame)> {
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
    if words[j].stops & !MARK != 0 {
        return None;
    }
    if frames & CLAUSE != 0 || frames & TAKES_HEARER != 0 {
        if let Some(found) = clause_after(view, unit, j, frames) {
            return Some(found);
        }
    }
    let w = &words[j];
    if frames & INFINITIVE != 0 && w.is(TO) && j + 1 < unit.end && !words[j + 1].is(DETERMINER | POSSESSIVE | CAPITAL) {
        return Some((j, j, Frame::Infinitive));
    }
    if w.is(PREPOSITION) && j + 1 < unit.end {
        let surface = view.surface(j);
        if view.lexicon.verb(g.verb).prepositions.iter().any(|p| *p == surface) {
            return Some((j + 1, j + 1, Frame::Preposition));
        }
        return None;
    }
    if frames & GERUND != 0 && (w.is(ING) || w.forms & GERUNDIVE != 0) {
        return Some((j, j, Frame::Gerund));
    }
    if frames & (OBJECT | COMPLEX) != 0 && (starts_np(view, j) || view.opens_quote(j)) {
        return Some((j, j, Frame::Object));
    }
    if frames & QUOTATION != 0 {
        let k = skip_adjuncts(view, unit, j);
        if k < unit.end && view.opens_quote(k) && !words[k].after(FULL_STOP | QUESTION) {
            return Some((j, k, Frame::Quote));
        }
    }
    None
}

/// A clause to the right, over the hearer, times and places.
fn clause_after(view: &View<'_>, unit: Unit, j: usize, frames: Frames) -> Option<(usize, usize, Frame)> {
    let words = view.words;
    let direct = |k: usize| -> Option<(usize, usize, Frame)> {
        let w = &words[k];
        if w.is(THAT) && k + 1 < unit.end && words[k].stops & !COMMA == 0 {
            Some((j, k, Frame::That))
        } else if view.opens_quote(k) && !w.after(FULL_STOP | QUESTION) {
            Some((j, k, Frame::Quote))
        } else if w.is(WH) && w.stops == 0 {
            Some((j, k, Frame::Wh))
        } else {
            None
        }
    };
    if let Some(found) = direct(j) {
        return Some(found);
    }
    let mut k = j;
    if frames & TAKES_HEARER != 0 {
        k = np_right(view, j, unit.end, false);
        if k == j {
            return None;
        }
        if k < unit.end && words[k].stops == 0 && words[k].is(TO) {
            return Some((j, k, Frame::Infinitive));
        }
    }
    let k = skip_adjuncts(view, unit, k);
    if k >= unit.end {
        return None;
    }
    if let Some(found) = direct(k) {
        return Some(found);
    }
    if words[k].stops != 0 {
        return None;
    }
    let bare =
        starts_np(view, k) || words[k].is(SUBJECT | THAT) || words[k].is(ING | ADVERB) && has_finite(view, unit, k);
    let sure = frames & (OBJECT | GERUND | INFINITIVE | COMPLEX) == 0;
    if bare && (words[k].is(SUBJECT) || sure || has_finite(view, unit, k)) {
        return Some((j, k, Frame::Bare));
    }
    None
}

/// Steps over adverbs, times and short prepositional phrases.
fn skip_adjuncts(view: &View<'_>, unit: Unit, from: usize) -> usize {
    let words = view.words;
    let mut k = from;
    let limit = unit.end.min(from + 14);
    while k < limit && !view.in_quote(k) && (k == from || words[k].stops & !COMMA == 0) {
        let w = &words[k];
        if w.is(THAT) {
            break;
        }
        if w.is(PREPOSITION) && !w.is(COORDINATOR) && k + 1 < limit {
            let end = np_right(view, k + 1, limit, false);
            if end == k + 1 {
                break;
            }
            k = end;
        } else if w.is(TIME) || w.is(ADVERB) && !w.is(SUBJECT | DETERMINER) {
            k += 1;
        } else {
            break;
        }
    }
    k
}

/// Whether a finite verb stands within a few words, before any stop.
fn has_finite(view: &View<'_>, unit: Unit, from: usize) -> bool {
    let words = view.words;
    for k in from..unit.end.min(from + 12) {
        let w = &words[k];
        if k > from && (w.stops & !MARK != 0 || w.is(SUBORDINATOR | THAT | COORDINATOR) && !w.is(PREPOSITION)) {
            return false;
        }
        if w.is(AUXILIARY | FINITE | CONTRACTION) {
            return true;
        }
        let known = w.verb != NONE && w.forms & (PAST | SINGULAR) != 0 && w.forms & BASE == 0;
        if k > from && (known || w.is(ED)) && !words[k - 1].is(DETERMINER | POSSESSIVE | PREPOSITION) {
            return true;
        }
    }
    false
}

/// The source of a verb whose content was found; the outer `None` says the word is no verb here.
fn source(view: &View<'_>, unit: Unit, g: &Group, before: &[Claim], frame: Frame) -> Option<Option<Range>> {
    let words = view.words;
    let w = &words[g.head];
    let bare_form = !g.auxiliary && !g.be;
    if g.to || bare_form && w.forms & GERUNDIVE != 0 {
        if g.start > unit.first && words[g.start - 1].is(DETERMINER | POSSESSIVE) && words[g.start].stops == 0 {
            return None;
        }
        return Some(shared_source(view, unit, g.start, before));
    }
    let subject = subject_before(view, unit, g.start);
    if bare_form && w.forms & (BASE | SINGULAR) != 0 && w.forms & PAST == 0 {
        let p = g.start.checked_sub(1).filter(|&p| p >= unit.first)?;
        let agrees = words[p].is(SUBJECT | RELATIVE | PLURAL | NUMBER | THAT)
            || words[p].is(CAPITAL | PERSON)
            || w.forms & SINGULAR != 0 && is_noun(&words[p])
            || w.after(COMMA) && subject.is_some()
            || words[p].is(COORDINATOR) && !before.is_empty();
        let strong = matches!(frame, Frame::That | Frame::Bare | Frame::Quote | Frame::Infinitive | Frame::Wh);
        if !agrees || words[p].is(GENITIVE) || !strong && words[p].is(DETERMINER | POSSESSIVE | PREPOSITION) {
            return None;
        }
    }
    if bare_form && w.forms & PAST != 0 && g.start > unit.first && words[g.start].stops == 0 {
        let p = &words[g.start - 1];
        if p.is(DETERMINER | POSSESSIVE) && !p.is(SUBJECT | THAT) && frame == Frame::Object || p.is(GENITIVE) {
            return None;
        }
    }
    Some(subject.or_else(|| shared_source(view, unit, g.start, before)))
}

/// The source a participle, an infinitive or a second verb shares with what stands before.
fn shared_source(view: &View<'_>, unit: Unit, at: usize, before: &[Claim]) -> Option<Range> {
    match before.last() {
        Some(claim) if claim.source.is_some() && at - claim.cue.0 < 2 * REACH => claim.source,
        _ => main_subject(view, unit, at),
    }
}

/// The subject of the sentence's first finite verb before `at`.
fn main_subject(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    for k in unit.first + 1..at.min(unit.first + REACH) {
        let w = &words[k];
        if view.in_quote(k) {
            continue;
        }
        let finite = w.is(AUXILIARY | FINITE) || w.verb != NONE && w.forms & (PAST | SINGULAR) != 0 || w.is(ED);
        if finite && let Some(found) = subject_before(view, unit, k) {
            return Some(found);
        }
    }
    None
}

/// The subject noun phrase that ends right before word `at`, appositions included.
pub(super) fn subject_before(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    if at <= unit.first {
        return None;
    }
    let p = at - 1;
    if at < unit.end && words[at].after(COMMA | DASH) || at == unit.end {
        return apposition_before(view, unit, at);
    }
    if at < unit.end && words[at].after(COLON | SEMICOLON | FULL_STOP | QUESTION) {
        return None;
    }
    if words[p].is(SUBJECT | RELATIVE) || words[p].is(THAT) && p > unit.first && is_noun(&words[p - 1]) {
        return Some((p, at));
    }
    let start = np_left(view, at, unit.first);
    (start < at).then_some((start, at))
}

/// `X, an office or a relative clause, VERB`: the phrase from X to the second comma.
fn apposition_before(view: &View<'_>, unit: Unit, at: usize) -> Option<Range> {
    let words = view.words;
    let floor = unit.first.max(at.saturating_sub(REACH));
    let mut k = at.saturating_sub(1);
    while k > floor {
        let w = &words[k];
        if w.after(COMMA | DASH) && is_noun(&words[k - 1]) && !view.in_quote(k - 1) {
            let opens =
                w.is(DETERMINER | POSSESSIVE | RELATIVE | CAPITAL | PERSON | TITLE | NUMBER | PREPOSITION | ING)
                    || w.forms & (GERUNDIVE | PARTICIPLE) != 0
                    || is_noun(w);
            if opens && !w.is(COORDINATOR | SUBORDINATOR) {
                let start = np_left(view, k, unit.first);
                if start < k {
                    return Some((start, at));
                }
            }
        }
        if w.after(SEMICOLON | COLON | QUESTION) || w.is(SUBJECT) {
            return None;
        }
        k -= 1;
    }
    None
}

/// `CONTENT, X said` and `CONTENT, said X`, with what may follow.
fn trailing_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let after = g.end;
    let closes_left = |at: usize| {
        at > unit.first
            && (words[at].after(COMMA | DASH)
                || words[at].after(QUESTION | FULL_STOP | MARK) && view.in_quote(at - 1) && !view.in_quote(at))
    };
    let (source, left) =
        if closes_left(g.start) && after < unit.end && words[after].stops == 0 && starts_np(view, after) {
            // Inverted.
            let end = np_right(view, after, unit.end, true);
            ((after, end), g.start)
        } else {
            let subject = subject_before(view, unit, g.start)?;
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
        // A participle or a conjunction goes on about the speaker, not with the speech.
        let resumes = k < unit.end
            && (view.opens_quote(k)
                || words[k].after(COMMA)
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

/// `As X said, CONTENT`.
fn as_claim(view: &View<'_>, unit: Unit, g: &Group, subject: Range) -> Option<Claim> {
    let words = view.words;
    let leads = subject.0 > unit.first && view.word_is(subject.0 - 1, "as");
    if !leads || g.end >= unit.end || !words[g.end].after(COMMA) || subject.0 > unit.first + 3 {
        return None;
    }
    Some(Claim {
        source: Some(subject),
        cue: (g.start, g.end),
        verb: g.verb,
        frame: Frame::Trailing,
        contents: [(g.end, unit.end), (unit.end, unit.end)],
    })
}

/// `X is accused of ...`, `X was quoted as saying ...`, `X is expected to ...`.
fn passive_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let j = g.end;
    if words[g.head].forms & PARTICIPLE == 0 || j >= unit.end || words[j].stops != 0 {
        return None;
    }
    let frames = view.lexicon.verb(g.verb).frames;
    let subject = subject_before(view, unit, g.start);
    let w = &words[j];
    let by = view.word_is(j, "by");
    let frame = if w.is(THAT) {
        Frame::That
    } else if w.is(TO) && frames & (CLAUSE | INFINITIVE | COMPLEX) != 0 {
        Frame::Infinitive
    } else if w.is(WH) && frames & CLAUSE != 0 {
        Frame::Wh
    } else if by || w.is(PREPOSITION) && frames & COMPLEX != 0 || view.opens_quote(j) {
        Frame::Preposition
    } else {
        return None;
    };
    let mut source = None;
    let mut start = j;
    if by {
        let end = np_right(view, j + 1, unit.end, true);
        if end == j + 1 || frames & (OBJECT | COMPLEX) == 0 {
            return None;
        }
        source = Some((j + 1, end));
        start = end;
    }
    let stop = if by { start } else { clause_end(view, unit, start, frame) };
    let first = subject.unwrap_or((start, start));
    Some(Claim { source, cue: (g.start, j), verb: g.verb, frame, contents: [first, (start, stop)] })
}

/// Where content that begins at `start` ends.
fn clause_end(view: &View<'_>, unit: Unit, start: usize, frame: Frame) -> usize {
    let words = view.words;
    let narrow = matches!(frame, Frame::Object | Frame::Preposition | Frame::Infinitive | Frame::Gerund);
    let under = words[unit.first].is(SUBORDINATOR) && start < unit.first + REACH;
    for k in start + 1..unit.end {
        let w = &words[k];
        if view.in_quote(k) && view.in_quote(k - 1) && view.quoted[k] == view.quoted[k - 1] {
            continue;
        }
        if w.after(SEMICOLON) {
            return k;
        }
        if w.after(COMMA)
            && (narrow || under)
            && (under
                || w.is(COORDINATOR | SUBORDINATOR | RELATIVE | ING | PREPOSITION | SUBJECT)
                || w.forms & GERUNDIVE != 0)
        {
            return k;
        }
        if narrow && w.is(SUBORDINATOR) && !w.is(PREPOSITION) && w.stops == 0 {
            return k;
        }
    }
    unit.end
}

/// Cuts each content where a later claim of the sentence takes over.
fn trim(view: &View<'_>, unit: Unit, claims: &mut [Claim]) {
    let words = view.words;
    for n in 1..claims.len() {
        let (earlier, rest) = claims.split_at_mut(n);
        let next = &rest[0];
        let cue = next.cue.0;
        let begins = next.source.filter(|s| s.1 <= cue && s.0 + REACH > cue).map_or(cue, |s| s.0);
        let shared = earlier.last().is_some_and(|e| e.source == next.source && e.source.is_some());
        let at = if shared { cue } else { begins };
        let joined = at > unit.first
            && (words[at - 1].is(COORDINATOR)
                || words[at].after(COMMA) && (shared || next.frame == Frame::Trailing)
                || shared);
        if joined {
            let cut = if words[at - 1].is(COORDINATOR) { at - 1 } else { at };
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
