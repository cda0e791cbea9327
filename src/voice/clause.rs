//! Finds who says what inside one sentence: a cue, the noun phrase that is its source, the stretch
//! that is its content.
//!
//! In: tagged words, the quotations, one [`Unit`] (a sentence in which a quotation is never cut).
//! Out: [`Claim`]s in the order of their cues. Every look to a side is bounded by [`REACH`] words.

use super::complement::complement;
use super::doer::subject_behind;
use super::extent::{clause_end, drop_nested, trim};
use super::pattern::*;
use super::phrase::is_noun;
use super::source::source;
use super::verbless::{colon_claim, nominal_claim, other_claim};
use super::verbs::*;
use super::words::*;

/// How many words a rule looks to either side.
pub(super) const REACH: usize = 40;

/// How many claims one sentence may hold, so that a text without stops stays linear.
pub(super) const MOST: usize = 64;

/// A range of words.
pub(super) type Range = (usize, usize);

/// The contents of a claim that has but one.
pub(super) fn only(content: Range) -> [Range; 2] {
    [content, (content.1, content.1)]
}

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
    /// The content is in the outlet's words, or stands before a relative clause: `the deal she once
    /// supported`, `known as Y`.
    Gap,
    /// An object after *to*: what someone is there to discuss, in the outlet's words.
    Purpose,
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

    #[inline]
    pub(super) fn word_is(&self, i: usize, word: &str) -> bool {
        self.is_any(i, &[word])
    }

    /// Whether word `i` is *himself* or the like.
    pub(super) fn is_reflexive(&self, i: usize) -> bool {
        self.words[i].is(OBJECT_PRONOUN) && self.surface(i).contains("sel")
    }

    /// Whether word `i` is one of some in lower case.
    #[inline]
    pub(super) fn is_any(&self, i: usize, words: &[&str]) -> bool {
        let w = &self.words[i];
        let surface = &self.text.as_bytes()[w.start as usize..w.end as usize];
        words.iter().any(|word| surface.eq_ignore_ascii_case(word.as_bytes()))
    }
}

/// A verb that may be a cue, with the auxiliaries and adverbs before it.
pub(super) struct Group {
    /// The sentence it stands in.
    pub(super) unit: Unit,
    /// First word of auxiliaries, adverbs and verb.
    pub(super) start: usize,
    /// The verb itself.
    pub(super) head: usize,
    /// After the verb and its particle.
    pub(super) end: usize,
    pub(super) verb: u16,
    pub(super) be: bool,
    /// A pronoun with its auxiliary in one word stands before (`it's`).
    pub(super) contracted: bool,
    pub(super) auxiliary: bool,
    pub(super) to: bool,
}

/// The claims of one sentence.
pub(super) fn claims(view: &View<'_>, unit: Unit) -> Vec<Claim> {
    let mut out: Vec<Claim> = colon_claim(view, unit).into_iter().collect();
    let mut i = unit.first;
    while i < unit.end && out.len() < MOST {
        let w = &view.words[i];
        let found = if view.in_quote(i) || w.is(CAPITAL) && i > unit.first && w.stops == 0 && !in_headline(view, unit, i) {
            None
        } else if w.verb != NONE || w.nominal != NONE {
            // "regarding the push"
            let verb = if w.verb != NONE && !w.is(PREPOSITION) { verb_claim(view, unit, i, &out) } else { None };
            verb.or_else(|| if w.nominal != NONE { nominal_claim(view, unit, i) } else { None })
        } else if w.is(CLOSED) && !w.is(PREPOSITION) {
            None
        } else {
            other_claim(view, unit, i)
        };
        match found {
            // "the added feature", "a detailed letter": an adjective. "Story highlights": a heading.
            Some(claim) if claim.source.is_some_and(|source| is_article(view, source) || is_heading(view, source, i)) => i += 1,
            Some(mut claim) => {
                i = claim.cue.1.max(i + 1);
                claim.source = claim.source.filter(|s| s.0 < s.1).map(|s| without_adverbs(view, s));
                out.push(claim);
            }
            None => i += 1,
        }
    }
    trim(view, unit, &mut out);
    drop_nested(view, &mut out);
    out
}

/// A source without the adverbs at its end: `the president then`.
fn without_adverbs(view: &View<'_>, (start, end): Range) -> Range {
    let adverb = |k: &usize| view.words[*k].is(ADVERB) && !view.words[*k].is(CAPITAL);
    (start, (start + 1..end).rev().take_while(adverb).last().unwrap_or(end))
}

/// Whether a source is an article and no more.
fn is_article(view: &View<'_>, (start, end): Range) -> bool {
    end == start + 1 && view.is_any(start, &["the", "a", "an"])
}

/// Whether a source and the verb after it are the heading over points of an article.
fn is_heading(view: &View<'_>, (start, end): Range, verb: usize) -> bool {
    end == start + 1 && verb == end && view.surface(start) == "Story" && view.surface(verb) == "highlights"
}

/// Whether the words around `i` are all capitals, so that one more says nothing.
fn in_headline(view: &View<'_>, unit: Unit, i: usize) -> bool {
    let near = i.saturating_sub(6).max(unit.first)..(i + 7).min(unit.end);
    view.words[near].iter().all(|w| w.is(CAPITAL | CLOSED | NUMBER) || w.end - w.start < 4)
}

/// The claim of a verb.
fn verb_claim(view: &View<'_>, unit: Unit, i: usize, before: &[Claim]) -> Option<Claim> {
    let group = group(view, unit, i);
    let verb = view.lexicon.verb(group.verb);
    let w = &view.words[i];
    if is_attribute(view, &group) {
        return None;
    }
    let finite = is_finite(w, &group);
    if group.be && !finite {
        return passive_claim(view, unit, &group).or_else(|| repute_claim(view, unit, &group));
    }
    if !group.auxiliary
        && w.forms & PARTICIPLE != 0
        && w.forms & PAST == 0
        && let Some(held) = repute_claim(view, unit, &group)
    {
        return Some(held);
    }
    if verb.frames & HEDGE != 0 {
        return if finite { hedge_claim(view, unit, &group) } else { None };
    }
    let speech = verb.frames & (CLAUSE | QUOTATION) != 0;
    if (finite || is_quoted_as(view, &group)) && speech && (inverted(view, unit, &group) || closes(view, unit, &group)) {
        return trailing_claim(view, unit, &group);
    }
    if speech
        && i == unit.first
        && w.forms & PAST != 0
        && let Some(leading) = leading_claim(view, unit, &group)
    {
        return Some(leading);
    }
    if !group.auxiliary
        && w.forms & PARTICIPLE != 0
        && (i == unit.first || words_before(view, i))
        && let Some(claim) = asked_claim(view, unit, &group)
    {
        return Some(claim);
    }
    if w.forms & PARTICIPLE != 0 && !group.auxiliary && group.end < unit.end && words_of_agent(view, group.end) && i > unit.first
    {
        // "which he described as"
        if w.forms & PAST != 0
            && view.word_is(group.end, "as")
            && let Some(gap) = gap_claim(view, unit, &group)
        {
            return Some(gap);
        }
        let says = w.forms & PAST != 0 && verb.frames & CLAUSE != 0;
        let passive = passive_claim(view, unit, &group);
        return passive.or_else(|| if says { trailing_claim(view, unit, &group) } else { None });
    }
    if is_idle(view, unit, &group) {
        return None;
    }
    let complement = complement(view, unit, &group, verb.frames);
    if let Some((end, start, frame)) = complement {
        let Some(source) = source(view, &group, before, frame) else {
            let says = finite && verb.frames & CLAUSE != 0 && verb.frames & NOUN == 0;
            return if says { trailing_claim(view, unit, &group) } else { None };
        };
        return governing_claim(view, &group, source, (end, start, frame));
    }
    if !finite {
        return None;
    }
    let trailing = if speech { trailing_claim(view, unit, &group) } else { None };
    trailing.or_else(|| gap_claim(view, unit, &group)).or_else(|| plain_claim(view, unit, &group))
}

/// Whether a verb has a subject of its own, by its form and auxiliaries.
fn is_finite(w: &Word, g: &Group) -> bool {
    let forms = match (g.be, g.auxiliary) {
        (true, _) => GERUNDIVE,
        (false, true) => PARTICIPLE | BASE,
        (false, false) => PAST | SINGULAR | BASE,
    };
    w.forms & forms != 0
}

/// Whether a form belongs to the noun after it: `a debunked theory`, `the nominating convention`.
fn is_attribute(view: &View<'_>, g: &Group) -> bool {
    if view.word_is(g.head, "nominating") {
        let next = view.words[..g.unit.end].get(g.end).filter(|next| next.stops == 0);
        return next.is_some_and(|next| !next.is(CLOSED | CAPITAL | ADVERB) && !view.opens_quote(g.end));
    }
    let bare = !g.auxiliary && !g.be && view.words[g.head].forms & GERUNDIVE == 0 && view.words[g.start].stops == 0;
    let Some(before) = g.start.checked_sub(1).filter(|&k| bare && k >= g.unit.first) else { return false };
    let article = view.words[before].is(DETERMINER) && view.is_any(before, &["the", "a", "an"]);
    article || view.is_any(before, &["new", "largest"])
}

/// The claim of a verb whose source and complement are known: the end of its cue, the start of the content, the frame.
fn governing_claim(view: &View<'_>, g: &Group, source: Option<Range>, complement: (usize, usize, Frame)) -> Option<Claim> {
    let (end, start, frame) = complement;
    let stop = clause_end(view, g.unit, start, frame);
    let bare = !g.to && !g.auxiliary && !g.be;
    let participle = bare && view.words[g.head].forms & GERUNDIVE != 0 || view.word_is(g.start, "having");
    // "Ruiz, noting the size of the crowd, smiled"
    let parted = participle
        && source.is_some_and(|s| s.1 <= g.head && s.0 == g.unit.first && view.words[s.1].after(COMMA) && s.1 + 1 >= g.start);
    let comma = (start + 1..stop).find(|&k| parted && view.words[k].after(COMMA) && !view.in_quote(k));
    let stop = comma.unwrap_or(stop);
    let behind = || if participle { subject_behind(view, g.unit, stop) } else { None };
    let source = source.or_else(behind);
    // "The group that calls itself a front struck": where such a clause ends is not known.
    let relative = source.is_some_and(|s| s.1 == s.0 + 1 && view.words[s.0].is(THAT));
    if relative && view.words[start].is(OBJECT_PRONOUN) {
        return None;
    }
    let frame = match frame {
        _ if relative && frame != Frame::Quote => Frame::Gap,
        Frame::Object if g.to => Frame::Purpose,
        _ => frame,
    };
    Some(Claim { source, cue: (g.start, end), verb: g.verb, frame, contents: only((start, stop)) })
}

/// Whether *by* or *as* stands right at `i`: the participle before it is a passive.
fn words_of_agent(view: &View<'_>, i: usize) -> bool {
    let someone = || i + 1 == view.words.len() || !view.is_any(i + 1, &MEANS);
    let agent = || view.word_is(i, "by") && someone() || view.word_is(i, "as");
    view.words[i].stops == 0 && view.words[i].is(PREPOSITION | SUBORDINATOR) && agent()
}

/// What something is said by, when not by someone.
const MEANS: [&str; 6] = ["telephone", "phone", "email", "e-mail", "text", "letter"];

/// `the ministers all urged`, `have both urged`: whether a word at `i` belongs to the subject before it.
fn floats(view: &View<'_>, unit: Unit, i: usize) -> bool {
    let before = i.checked_sub(1).filter(|&p| p >= unit.first && view.words[i].stops == 0).map(|p| &view.words[p]);
    view.is_any(i, &["all", "both", "each"])
        && before.is_some_and(|p| p.is(AUXILIARY | SUBJECT | RELATIVE) || is_noun(p) && p.is(PLURAL | CAPITAL))
}

/// Whether a word stands between an auxiliary and its verb: `has long said`, `may well feel`, `might help explain`.
fn steps_in(view: &View<'_>, unit: Unit, i: usize) -> bool {
    let modal = || i > unit.first && view.words[i - 1].is(MODAL | TO);
    view.is_any(i, &["first", "long", "since"]) || modal() && view.is_any(i, &["help", "well"])
}

/// The verb at `i` with what belongs to it.
pub(super) fn group(view: &View<'_>, unit: Unit, i: usize) -> Group {
    let words = view.words;
    let mut g = Group {
        unit,
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
        } else if w.is(TO) && w.is(PREPOSITION) && (g.start < i || words[i].forms & (BASE | GERUNDIVE) != 0) {
            if g.start >= unit.first + 2 && view.word_is(g.start - 2, "according") {
                // "according to press accounts"
                break;
            }
            g.to = true;
            g.auxiliary = true;
            g.start -= 1;
            break;
        } else if !w.is(ADVERB | NEGATION) && !steps_in(view, unit, g.start - 1) && !floats(view, unit, g.start - 1)
            || w.is(TIME) && !w.is(ADVERB)
        {
            break;
        }
        g.start -= 1;
    }
    g
}
