//! Runs a compiled matcher over documents.
//!
//! In: an annotated document and the vocabulary it was annotated with. Out: its [`Hit`]s in text order,
//! those that lose their place to a longer one included. The work is linear in the tokens.

use super::automaton::{Automaton, Resolver, unpack};
use super::matcher::{Cased, Matcher, Reading, Rule, Target};
use super::negation::{Negators, REACH, negators};
use super::overlap::{Claim, settle};
use super::pattern::{bit, fits};
use super::{EntryId, Hit, Pole, quanteda};
use crate::annotate::Annotated;
use crate::language::{Language, language};
use crate::token::{Parts, TermId, Token, TokenKind, Vocabulary, part_span};
use std::cmp::Reverse;

/// A text as tokens that follow one another. A position is a token number times 256, plus the number of a
/// part of the token.
pub(super) trait Sequence {
    /// Gives each form that may be read at a position, the position after it, and its length in words.
    fn here(&self, at: u64, read: impl FnMut(TermId, u64, u32));
    /// Whether a phrase may go on at a position.
    fn goes_on(&self, at: u64) -> bool;
}

/// The tokens of a document, compounds whole and in parts.
struct Text<'a> {
    tokens: &'a [Token],
    parts: &'a Parts,
}

fn token_of(at: u64) -> usize {
    (at >> 8) as usize
}

fn part_of(at: u64) -> usize {
    (at & 255) as usize
}

fn position(token: usize) -> u64 {
    (token as u64) << 8
}

impl Sequence for Text<'_> {
    #[inline]
    fn here(&self, at: u64, mut read: impl FnMut(TermId, u64, u32)) {
        let (token, part) = (token_of(at), part_of(at));
        let term = self.tokens[token].term;
        let parts = self.parts.of(term);
        let Some(&form) = parts.get(part) else { return read(term, position(token + 1), 1) };
        if part == 0 {
            read(term, position(token + 1), parts.len() as u32);
        }
        read(form, if part + 1 < parts.len() { at + 1 } else { position(token + 1) }, 1);
    }

    #[inline]
    fn goes_on(&self, at: u64) -> bool {
        part_of(at) > 0 || self.tokens.get(token_of(at)).is_some_and(|t| t.gap.joins())
    }
}

/// A sequence of the automaton found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) output: u32,
    pub(super) words: u32,
}

/// Follows sequences through texts; keeps its buffers between calls.
#[derive(Default)]
pub(super) struct Walker {
    layer: Vec<(u32, u64, u32)>,
    next: Vec<(u32, u64, u32)>,
    /// Everything found so far.
    pub(super) found: Vec<Found>,
}

impl Walker {
    /// Follows every sequence that begins at `start`.
    #[inline]
    pub(super) fn walk<S: Sequence>(&mut self, (automaton, resolver): (&Automaton, &Resolver<'_>), sequence: &S, start: u64) {
        sequence.here(start, |term, after, words| {
            // Most beginnings end here: the next word fits nothing that goes on.
            let mut goes_on = None;
            for node in resolver.set(term).first.iter().map(|&n| unpack(n)) {
                if node.ends {
                    let found = automaton.outputs(node.node).map(|output| Found { start, end: after, output, words });
                    self.found.extend(found);
                }
                let next = || sequence.goes_on(after).then(|| continues(resolver, sequence, after));
                if node.inner && (*goes_on.get_or_insert_with(next)).is_some_and(|fits| fits || node.open) {
                    self.layer.push((node.node, after, words));
                }
            }
        });
        while !self.layer.is_empty() {
            for &(node, at, words) in &self.layer {
                sequence.here(at, |term, after, n| {
                    automaton.step(node, resolver.set(term), |reached| {
                        let words = words + n;
                        self.found.extend(automaton.outputs(reached).map(|output| Found { start, end: after, output, words }));
                        if automaton.is_inner(reached) && sequence.goes_on(after) {
                            self.next.push((reached, after, words));
                        }
                    });
                });
            }
            self.layer.clear();
            if self.next.len() > 1 {
                self.next.sort_unstable();
                self.next.dedup();
            }
            std::mem::swap(&mut self.layer, &mut self.next);
        }
    }
}

/// Whether a form at a position fits an element that stands further on in some sequence.
fn continues<S: Sequence>(resolver: &Resolver<'_>, sequence: &S, at: u64) -> bool {
    let mut fits = false;
    sequence.here(at, |term, _, _| fits |= !resolver.set(term).later.is_empty());
    fits
}

/// Finds entries in documents annotated with one vocabulary; one per thread.
pub struct Scanner<'m> {
    matcher: &'m Matcher,
    /// What is known about forms, for each language whose proclitics are taken off, and for the others.
    resolvers: Vec<(&'static str, Resolver<'m>)>,
    quanteda: quanteda::Types,
    walker: Walker,
}

/// A hit before overlaps are settled.
#[derive(Clone, Copy)]
struct Candidate {
    hit: Hit,
    found: Found,
    lexicon: u32,
    axis: u32,
    pole: Pole,
}

impl<'m> Scanner<'m> {
    pub(super) fn new(matcher: &'m Matcher) -> Scanner<'m> {
        Scanner { matcher, resolvers: Vec::new(), quanteda: quanteda::Types::default(), walker: Walker::default() }
    }

    /// The hits of a document in text order; a hit that lost its place names the winner.
    ///
    /// `vocabulary` and `parts` are the annotator's, always the same ones for one scanner.
    pub fn hits(&mut self, document: &Annotated, vocabulary: &Vocabulary, parts: &Parts) -> Vec<Hit> {
        self.walker.found.clear();
        match self.matcher.options.reading {
            Reading::Framescope => self.find(document, vocabulary, parts),
            reading => {
                let text = self.quanteda.cut(document, reading == Reading::QuantedaNoPunctuation);
                let resolver = resolver(&mut self.resolvers, &self.matcher.automaton, None);
                text.find((&self.matcher.automaton, resolver), self.quanteda.vocabulary(), &mut self.walker);
            }
        }
        let found = &mut self.walker.found;
        if found.is_empty() {
            return Vec::new();
        }
        longest_each(found);
        let negators = negators(document.language.code);
        View { document, vocabulary, parts, matcher: self.matcher, negators }.settle(found)
    }

    fn find(&mut self, document: &Annotated, vocabulary: &Vocabulary, parts: &Parts) {
        let rules = document.language.language();
        let proclitic = (!rules.proclitics.is_empty()).then_some(rules);
        let automaton = &self.matcher.automaton;
        let resolver = resolver(&mut self.resolvers, automaton, proclitic);
        for token in &document.tokens {
            resolver.meet(token.term, vocabulary);
            parts.of(token.term).iter().for_each(|&part| resolver.meet(part, vocabulary));
        }
        let begins = |term| !resolver.set(term).first.is_empty();
        let text = Text { tokens: &document.tokens, parts };
        for (i, token) in document.tokens.iter().enumerate() {
            let pieces = parts.of(token.term);
            if begins(token.term) || pieces.first().is_some_and(|&p| begins(p)) {
                self.walker.walk((automaton, resolver), &text, position(i));
            }
            for (n, &piece) in pieces.iter().enumerate().skip(1) {
                if begins(piece) {
                    self.walker.walk((automaton, resolver), &text, position(i) + n as u64);
                }
            }
        }
    }
}

/// Keeps the longest reading of each sequence at each start (`*` may take a compound whole or in part), in
/// text order.
fn longest_each(found: &mut Vec<Found>) {
    found.sort_unstable_by_key(|f| (f.start, f.output, Reverse(f.end)));
    found.dedup_by_key(|f| (f.start, f.output));
    found.sort_unstable();
}

/// The resolver for a language's proclitics, new when it is the first document of that kind.
fn resolver<'a, 'm>(
    all: &'a mut Vec<(&'static str, Resolver<'m>)>,
    automaton: &'m Automaton,
    proclitic: Option<&'static Language>,
) -> &'a mut Resolver<'m> {
    let code = proclitic.map_or("", |l| l.code);
    let i = all.iter().position(|(c, _)| *c == code).unwrap_or_else(|| {
        all.push((code, Resolver::new(automaton, proclitic)));
        all.len() - 1
    });
    &mut all[i].1
}

/// One document and what is needed to judge what was found in it.
struct View<'a> {
    document: &'a Annotated,
    vocabulary: &'a Vocabulary,
    parts: &'a Parts,
    matcher: &'a Matcher,
    negators: &'a Negators,
}

impl View<'_> {
    /// From what was found to hits: languages, capitals, context, overlaps.
    fn settle(&self, found: &[Found]) -> Vec<Hit> {
        let mut contexts: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.matcher.n_contexts];
        let mut candidates = Vec::new();
        let code = self.document.language.code;
        let own = 1 << bit(language(code));
        let sentences = &self.document.sentences;
        let mut sentence = 0;
        for f in found {
            let (target, languages) = self.matcher.readings[f.output as usize];
            if languages & own == 0 {
                continue;
            }
            let (first, end) = self.tokens(f);
            match target {
                Target::Context(c) => contexts[c as usize].push((first, end)),
                Target::Entry(e) => {
                    let rule = &self.matcher.rules[e as usize];
                    let apart = !rule.language.is_empty() && code != "und" && rule.language != code;
                    if apart || !self.capitals_fit(rule, f) {
                        continue;
                    }
                    while sentences.get(sentence).is_some_and(|s| s.end <= first) {
                        sentence += 1;
                    }
                    candidates.push(self.candidate(f, e, sentence as u32));
                }
            }
        }
        candidates.retain(|c| self.context_fits(c, &contexts));
        candidates.sort_by_key(|c| (c.found.start, c.hit.entry, Reverse(c.found.end)));
        candidates.dedup_by_key(|c| (c.found.start, c.hit.entry));
        candidates.sort_by_key(|c| (c.found.start, c.found.end, c.hit.entry));
        self.suppress(&mut candidates);
        candidates.into_iter().map(|c| c.hit).collect()
    }

    /// First token and token after the last.
    fn tokens(&self, f: &Found) -> (u32, u32) {
        let end = token_of(f.end) + usize::from(part_of(f.end) > 0);
        (token_of(f.start) as u32, end as u32)
    }

    fn candidate(&self, f: &Found, entry: u32, sentence: u32) -> Candidate {
        let (first, end) = self.tokens(f);
        let (start_byte, end_byte) = self.bytes(f);
        let place = self.matcher.entries[entry as usize];
        let hit = Hit {
            entry: EntryId(entry),
            first,
            end,
            start_byte,
            end_byte,
            sentence,
            negated: self.negated(first, sentence),
            suppressed_by: None,
        };
        Candidate { hit, found: *f, lexicon: place.lexicon as u32, axis: place.axis as u32, pole: place.pole }
    }

    /// Byte offsets in the token's field, parts of compounds taken into account.
    fn bytes(&self, f: &Found) -> (u32, u32) {
        let tokens = &self.document.tokens;
        let edge = |at: u64, part: usize| {
            let token = token_of(at);
            let (from, to) = part_span(self.document.surface(token), part);
            (tokens[token].start + from as u32, tokens[token].start + to as u32)
        };
        let start = if part_of(f.start) == 0 { tokens[token_of(f.start)].start } else { edge(f.start, part_of(f.start)).0 };
        let end = match part_of(f.end) {
            0 => tokens[token_of(f.end) - 1].end,
            part => edge(f.end, part - 1).1,
        };
        (start, end)
    }

    fn negated(&self, first: u32, sentence: u32) -> Option<(u32, u32)> {
        let from = self.document.sentences.get(sentence as usize).map_or(0, |s| s.first);
        let from = first.saturating_sub(REACH as u32).max(from);
        let form = |i: u32| self.vocabulary.form(self.document.tokens[i as usize].term);
        let words = |i: u32| match () {
            () if self.negators.one(form(i)) => Some((i, i + 1)),
            () if i + 1 < first && self.negators.two(form(i), form(i + 1)) => Some((i, i + 2)),
            () => None,
        };
        (from..first).rev().find_map(words)
    }

    /// Whether the text has the capitals of a case-sensitive entry: the words as they stand, one blank
    /// apart, without the stops of acronyms.
    fn capitals_fit(&self, rule: &Rule, f: &Found) -> bool {
        let Some(cased) = &rule.cased else { return true };
        let mut shown = String::new();
        let mut at = f.start;
        while at < f.end {
            let token = token_of(at);
            let surface = self.document.surface(token);
            let n = self.parts.of(self.document.tokens[token].term).len();
            let (piece, next) = if n == 0 {
                (surface, position(token + 1))
            } else {
                let (from, to) = part_span(surface, part_of(at));
                (&surface[from..to], if part_of(at) + 1 < n { at + 1 } else { position(token + 1) })
            };
            if !shown.is_empty() {
                shown.push(' ');
            }
            let acronym = self.document.tokens[token].kind == TokenKind::Acronym;
            shown.extend(piece.chars().filter(|c| !(acronym && *c == '.')));
            at = next;
        }
        match cased {
            Cased::Glob(pieces) => fits(pieces, &shown),
            Cased::Regex(regex) => regex.is_match(&shown),
        }
    }

    /// Whether what the entry needs is near, and nothing it excludes.
    fn context_fits(&self, c: &Candidate, contexts: &[Vec<(u32, u32)>]) -> bool {
        let rule = &self.matcher.rules[c.hit.entry.0 as usize];
        if rule.needs.is_empty() && rule.excludes.is_empty() {
            return true;
        }
        let (from, to) = self.window(&c.hit, rule.window);
        let near = |id: &u32| {
            // Context patterns are found in text order.
            let list = &contexts[*id as usize];
            let i = list.partition_point(|(first, _)| *first < from);
            list[i..].iter().take_while(|(first, _)| *first < to).any(|(_, end)| *end <= to)
        };
        rule.needs.iter().all(|list| list.iter().any(near)) && !rule.excludes.iter().any(near)
    }

    /// The tokens around a hit that count as near: its sentence, or a window in the same field.
    fn window(&self, hit: &Hit, window: Option<u32>) -> (u32, u32) {
        let Some(n) = window else {
            return self.document.sentences.get(hit.sentence as usize).map_or((hit.first, hit.end), |s| (s.first, s.end));
        };
        let title = self.document.n_title_tokens;
        let (low, high) = if hit.first < title { (0, title) } else { (title, self.document.tokens.len() as u32) };
        (hit.first.saturating_sub(n).max(low), (hit.end + n).min(high))
    }

    /// Settles overlaps, run by run of candidates that touch each other, lexicon by lexicon.
    fn suppress(&self, candidates: &mut [Candidate]) {
        let mut from = 0;
        while from < candidates.len() {
            let mut reach = candidates[from].found.end;
            let mut to = from + 1;
            while to < candidates.len() && candidates[to].found.start < reach {
                reach = reach.max(candidates[to].found.end);
                to += 1;
            }
            if to - from > 1 {
                let mut lexicons: Vec<u32> = candidates[from..to].iter().map(|c| c.lexicon).collect();
                lexicons.sort_unstable();
                lexicons.dedup();
                for lexicon in lexicons {
                    let run: Vec<usize> = (from..to).filter(|&i| candidates[i].lexicon == lexicon).collect();
                    self.suppress_run(candidates, &run);
                }
            }
            from = to;
        }
    }

    /// Settles the overlaps of one lexicon's candidates.
    fn suppress_run(&self, candidates: &mut [Candidate], run: &[usize]) {
        if run.len() < 2 {
            return;
        }
        let claim = |&i: &usize| {
            let c = &candidates[i];
            Claim { start: c.found.start, end: c.found.end, words: c.found.words, axis: c.axis, pole: c.pole }
        };
        let claims: Vec<Claim> = run.iter().map(claim).collect();
        let losers = settle(self.matcher.options.overlap, &claims, &|claim| self.places(claim));
        for (&i, loser) in run.iter().zip(losers) {
            candidates[i].hit.suppressed_by = loser.map(|w| run[w] as u32);
        }
    }

    /// Every position a claim covers.
    fn places(&self, claim: &Claim) -> Vec<u64> {
        let mut out = Vec::with_capacity(claim.words as usize);
        for token in token_of(claim.start)..=token_of(claim.end.saturating_sub(1)) {
            let n = self.document.tokens.get(token).map_or(0, |t| self.parts.of(t.term).len()).max(1) as u64;
            out.extend((0..n).map(|part| position(token) + part).filter(|at| (claim.start..claim.end).contains(at)));
        }
        out
    }
}
