//! Finds who says what inside one sentence: a cue, the noun phrase that is its source, the stretch
//! that is its content.
//!
//! In: tagged words, the quotations, one [`Unit`] (a sentence in which a quotation is never cut).
//! Out: [`Claim`]s in the order of their cues. Every look to a side is bounded by [`REACH`] words.

use super::phrase::{is_noun, np_left, np_right, starts_np};
use super::verbs::{
    ADJECTIVE, BASE, CLAUSE, COMPLEX, Frames, GERUND, GERUNDIVE, HEARER as TAKES_HEARER, HEDGE, INFINITIVE, NOMINAL,
    NOUN, OBJECT, PARTICIPLE, PAST, QUOTATION, SINGULAR,
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
    /// A pronoun with its auxiliary in one word stands before (`it's`).
    contracted: bool,
    auxiliary: bool,
    to: bool,
}

/// The claims of one sentence.
pub(super) fn claims(view: &View<'_>, unit: Unit) -> Vec<Claim> {
    let mut out: Vec<Claim> = colon_claim(view, unit).into_iter().collect();
    let mut i = unit.first;
    while i < unit.end {
        let w = &view.words[i];
        let found = if view.in_quote(i) {
            None
        } else if w.verb != NONE || w.nominal != NONE {
            let verb = if w.verb != NONE { verb_claim(view, unit, i, &out) } else { None };
            verb.or_else(|| if w.nominal != NONE { nominal_claim(view, unit, i) } else { None })
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
    drop_nested(&mut out);
    out
}

/// Drops a claim inside the clause another claim reports: the outer speaker says all of it.
fn drop_nested(claims: &mut Vec<Claim>) {
    let clauses: Vec<(Range, Range)> = claims
        .iter()
        .filter(|c| {
            !matches!(c.frame, Frame::Object | Frame::Infinitive | Frame::Gerund | Frame::Preposition | Frame::Adverb)
        })
        .flat_map(|c| c.contents.map(|content| (c.cue, content)))
        .collect();
    claims.retain(|c| {
        c.frame == Frame::According
            || !clauses.iter().any(|&(cue, content)| cue != c.cue && content.0 <= c.cue.0 && c.cue.1 <= content.1)
    });
}

/// Cues that are no verbs: *according to*, *reportedly*.
fn other_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let w = &view.words[i];
    if w.end - w.start == 9 && view.word_is(i, "according") {
        let to = i + 1;
        if to >= unit.end || !view.words[to].is(TO) {
            return None;
        }
        let leads = i <= unit.first + 1;
        let mut end = np_right(view, to + 1, unit.end, true);
        if leads {
            end = (to + 2..end).find(|&k| words_after_comma(view, k)).unwrap_or(end);
        }
        if end == to + 1 {
            return None;
        }
        let mut after = end;
        if after < unit.end && !view.words[after].after(COMMA) && leads {
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

fn words_after_comma(view: &View<'_>, k: usize) -> bool {
    view.words[k].after(COMMA)
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
    if verb.frames & HEDGE != 0 {
        return if finite { hedge_claim(view, unit, &group) } else { None };
    }
    if finite && verb.frames & (CLAUSE | QUOTATION) != 0 && inverted(view, unit, &group) {
        return trailing_claim(view, unit, &group);
    }
    if !group.auxiliary
        && w.forms & PARTICIPLE != 0
        && (i == unit.first || words_before(view, i))
        && let Some(claim) = asked_claim(view, unit, &group)
    {
        return Some(claim);
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

/// `his claim that ...`, `Clinton's criticism of ...`, `she is confident that ...`.
fn nominal_claim(view: &View<'_>, unit: Unit, i: usize) -> Option<Claim> {
    let words = view.words;
    let (w, j) = (&words[i], i + 1);
    if j >= unit.end || words[j].stops & !MARK != 0 || w.is(CAPITAL) && i > unit.first {
        return None;
    }
    let entry = view.lexicon.verb(w.nominal);
    let next = &words[j];
    let (end, frame) = if entry.frames & CLAUSE != 0 && (next.is(THAT) || view.word_is(j, "whether")) {
        (j, Frame::That)
    } else if entry.frames & INFINITIVE != 0
        && next.is(TO)
        && j + 1 < unit.end
        && !words[j + 1].is(DETERMINER | POSSESSIVE | CAPITAL)
    {
        (j, Frame::Infinitive)
    } else if next.is(PREPOSITION) && entry.prepositions.iter().any(|p| *p == view.surface(j)) {
        (j + 1, Frame::Preposition)
    } else {
        return None;
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
        } else {
            return None;
        }
    } else {
        let owner = owner(view, unit, i);
        if owner.is_none() && frame == Frame::Infinitive {
            return None;
        }
        owner
    };
    if end >= unit.end {
        return None;
    }
    let stop =
        clause_end(view, unit, end, if frame == Frame::That && w.forms & NOMINAL != 0 { Frame::Object } else { frame });
    Some(Claim { source, cue: (i, end), verb: w.nominal, frame, contents: [(end, stop), (stop, stop)] })
}

/// The possessive before a noun: `his`, `the president's`.
fn owner(view: &View<'_>, unit: Unit, i: usize) -> Option<Range> {
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
            return Some((np_left(view, k + 1, unit.first), k + 1));
        }
        if w.is(CLOSED) && !w.is(ADVERB | NUMBER) {
            return None;
        }
    }
    None
}

/// The verb at `i` with what belongs to it.
fn group(view: &View<'_>, unit: Unit, i: usize) -> Group {
    let words = view.words;
    let mut g = Group {
        start: i,
        head: i,
        end: i + 1,
        verb: words[i].verb,
        be: false,
        contracted: false,
        auxiliary: false,
        to: false,
    };
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
            g.contracted = nearest;
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

/// A *that* a few words on, with neither a stop nor a finite verb before it.
fn that_ahead(view: &View<'_>, unit: Unit, from: usize) -> Option<usize> {
    let words = view.words;
    for k in from..unit.end.min(from + 10) {
        let w = &words[k];
        if w.is(THAT) {
            return (k + 1 < unit.end && k > from && !words[k + 1].is(AUXILIARY)).then_some(k);
        }
        if w.stops != 0 || w.is(AUXILIARY | FINITE | SUBJECT | SUBORDINATOR | ED) || view.in_quote(k) {
            return None;
        }
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
        let narrow = matches!(frame, Frame::Object | Frame::Gerund);
        let perceives = view.lexicon.verb(g.verb).class == "factive";
        if narrow && (g.to || perceives && g.start > unit.first && !words[g.start].after(COMMA | DASH)) {
            return None;
        }
        if g.start > unit.first && words[g.start - 1].is(DETERMINER | POSSESSIVE) && words[g.start].stops == 0 {
            return None;
        }
        let quoted =
            before.last().filter(|c| g.start > 0 && view.word_is(g.start - 1, "as") && c.frame == Frame::Object);
        if let Some(c) = quoted {
            return Some(Some((c.contents[0].0, g.start - 1)));
        }
        return Some(shared_source(view, unit, g.start, before));
    }
    let subject = subject_before(view, unit, g.start);
    if bare_form && w.forms & (BASE | SINGULAR) != 0 && w.forms & PAST == 0 && !agrees(view, unit, g, frame, before) {
        return None;
    }
    if bare_form && w.forms & PAST != 0 && g.start > unit.first && words[g.start].stops == 0 {
        let p = &words[g.start - 1];
        if p.is(DETERMINER | POSSESSIVE) && !p.is(SUBJECT | THAT) && frame == Frame::Object || p.is(GENITIVE) {
            return None;
        }
    }
    Some(subject.or_else(|| shared_source(view, unit, g.start, before)))
}

/// Whether the word before a present tense can be its subject; else the word is a noun.
fn agrees(view: &View<'_>, unit: Unit, g: &Group, frame: Frame, before: &[Claim]) -> bool {
    let words = view.words;
    let w = &words[g.head];
    let Some(p) = g.start.checked_sub(1).filter(|&p| p >= unit.first).map(|p| &words[p]) else { return false };
    if words[g.start].after(COMMA | DASH) {
        return apposition_before(view, unit, g.start).is_some() && frame != Frame::Object;
    }
    if p.is(SUBJECT | RELATIVE) {
        return true;
    }
    if p.is(COORDINATOR) {
        return frame != Frame::Object && (!before.is_empty() || view.lexicon.verb(g.verb).frames & NOUN == 0);
    }
    if p.is(GENITIVE | DETERMINER | POSSESSIVE | PREPOSITION) && !p.is(PERSON | NUMBER) {
        return p.is(THAT) && matches!(frame, Frame::That | Frame::Bare);
    }
    if w.forms & SINGULAR != 0 {
        let named = view.lexicon.verb(g.verb).frames & NOUN == 0 || p.is(CAPITAL | PERSON) || frame != Frame::Bare;
        return is_noun(p)
            && named
            && (!p.is(PLURAL) || p.is(CAPITAL))
            && !(w.is(CAPITAL) && frame == Frame::Bare && view.lexicon.verb(g.verb).frames & NOUN != 0);
    }
    if view.lexicon.verb(g.verb).frames & NOUN == 0 {
        return is_noun(p) || p.is(ADVERB | SUBORDINATOR);
    }
    let plural = p.is(PLURAL | PERSON | NUMBER) || view.surface(g.start - 1) == "percent";
    let loose = frame == Frame::Bare && !p.is(PERSON);
    plural && !loose && !w.is(CAPITAL) && (frame != Frame::Object || !p.is(CAPITAL) || p.is(PERSON))
}

/// The source a participle, an infinitive or a second verb shares with what stands before.
fn shared_source(view: &View<'_>, unit: Unit, at: usize, before: &[Claim]) -> Option<Range> {
    let outer = |c: &&Claim| !before.iter().any(|o| o.contents.iter().any(|r| r.0 <= c.cue.0 && c.cue.1 <= r.1));
    match before.iter().rev().find(outer) {
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
    if at < unit.end && words[at].after(COLON | SEMICOLON | FULL_STOP | QUESTION) && !words[at].after(BRACKET_CLOSE) {
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

/// Whether the verb follows a quotation at once and its subject comes after it.
fn inverted(view: &View<'_>, unit: Unit, g: &Group) -> bool {
    let words = view.words;
    g.start > unit.first
        && g.end < unit.end
        && view.in_quote(g.start - 1)
        && words[g.start].after(COMMA | QUESTION | FULL_STOP | DASH)
        && words[g.end].stops == 0
        && starts_np(view, g.end)
}

/// Whether *when* or the like stands right before a participle.
fn words_before(view: &View<'_>, i: usize) -> bool {
    i > 0 && view.words[i].stops == 0 && view.words[i - 1].is(SUBORDINATOR)
}

/// `Asked by X whether ...`, `When asked about ...`.
fn asked_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let frames = view.lexicon.verb(g.verb).frames;
    let k = skip_adjuncts(view, unit, g.end);
    let by = g.end < unit.end && view.word_is(g.end, "by");
    let source = by.then(|| (g.end + 1, np_right(view, g.end + 1, unit.end, false))).filter(|s| s.0 < s.1);
    let (end, start, frame) = if k < unit.end && frames & CLAUSE != 0 && words[k].is(WH | THAT) {
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

/// `As X said, CONTENT`.
fn as_claim(view: &View<'_>, unit: Unit, g: &Group, subject: Range) -> Option<Claim> {
    let words = view.words;
    let leads = subject.0 > unit.first && view.word_is(subject.0 - 1, "as");
    let after = skip_adjuncts(view, unit, g.end);
    if !leads || after >= unit.end || !words[after].after(COMMA) {
        return None;
    }
    Some(Claim {
        source: Some(subject),
        cue: (g.start, g.end),
        verb: g.verb,
        frame: Frame::Trailing,
        contents: [(after, unit.end), (unit.end, unit.end)],
    })
}

/// `X seems to ...`: what the outlet itself holds back from.
fn hedge_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let j = g.end;
    let governed = j < unit.end && words[j].is(PREPOSITION | SUBORDINATOR | COORDINATOR) && !words[j].is(TO);
    if j >= unit.end || words[j].stops != 0 || governed {
        return None;
    }
    let subject = subject_before(view, unit, g.start).unwrap_or((g.start, g.start));
    let stop = clause_end(view, unit, j, Frame::Object);
    Some(Claim { source: None, cue: (g.start, j), verb: g.verb, frame: Frame::Object, contents: [subject, (j, stop)] })
}

/// `NAME: CONTENT`, as transcripts and headlines have it.
fn colon_claim(view: &View<'_>, unit: Unit) -> Option<Claim> {
    let words = view.words;
    let limit = unit.end.min(unit.first + 5);
    let colon = (unit.first + 1..limit).find(|&k| words[k].after(COLON))?;
    let named = (unit.first..colon).all(|k| {
        let joined = k == unit.first || words[k].stops & !FULL_STOP == 0;
        joined && words[k].is(CAPITAL) && !words[k].is(CLOSED | TIME)
    });
    let label = LABELS.iter().any(|l| view.word_is(unit.first, l) || view.word_is(colon - 1, l));
    if !named || label || view.in_quote(unit.first) {
        return None;
    }
    Some(Claim {
        source: Some((unit.first, colon)),
        cue: (colon, colon),
        verb: NONE,
        frame: Frame::Quote,
        contents: [(colon, unit.end), (unit.end, unit.end)],
    })
}

/// What stands before a colon and names no speaker.
const LABELS: [&str; 22] = [
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

/// `X is accused of ...`, `X was quoted as saying ...`, `X is expected to ...`.
fn passive_claim(view: &View<'_>, unit: Unit, g: &Group) -> Option<Claim> {
    let words = view.words;
    let j = g.end;
    if words[g.head].forms & PARTICIPLE == 0 {
        return None;
    }
    let frames = view.lexicon.verb(g.verb).frames;
    let subject = subject_before(view, unit, g.start);
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
        return Some(Claim {
            source: None,
            cue: (g.start, j),
            verb: g.verb,
            frame: Frame::Object,
            contents: [first, (j, j)],
        });
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
        if narrow && w.after(COMMA) && starts_np(view, k) && has_finite(view, unit, k) {
            return k;
        }
        if frame == Frame::Quote
            && view.in_quote(k - 1)
            && !view.in_quote(k)
            && w.stops & !MARK != 0
            && !w.is(COORDINATOR)
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
