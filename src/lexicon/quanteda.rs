//! Words and patterns as quanteda 4 takes them, for comparison with studies made with it.
//!
//! Followed: values and types in lower case and NFC, hyphenated compounds and possessives as one type, the
//! last stop of an acronym and every other mark as a type of its own (unless punctuation is removed),
//! phrases over line ends, a phrase also as one type joined by `_`. Not followed: the expansion of
//! wildcard characters that R's `glob2rx` forgets to escape.

use super::PatternKind;
use super::automaton::{Automaton, Resolver};
use super::pattern::{Element, Piece, Reading, globs};
use super::scan::{Sequence, Walker};
use crate::annotate::Annotated;
use crate::token::{TermId, TokenKind, Vocabulary};
use unicode_normalization::UnicodeNormalization;

/// The sequences of a value: its words, and the words joined.
pub(super) fn readings(pattern: &str, kind: PatternKind) -> Vec<Reading> {
    let elements: Vec<Element> = match kind {
        PatternKind::Glob => globs(&lower(pattern)).into_iter().map(glob).collect(),
        PatternKind::Literal | PatternKind::Stem => {
            lower(pattern).split_whitespace().map(|w| Element::Form(w.to_owned())).collect()
        }
        PatternKind::Regex => {
            pattern.split(' ').filter(|p| !p.is_empty()).map(|p| Element::Regex(format!(".*(?:{p}).*"))).collect()
        }
    };
    let mut out = vec![Reading { languages: u32::MAX, elements: elements.clone() }];
    let words: Option<Vec<String>> =
        elements.into_iter().map(|e| if let Element::Form(f) = e { Some(f) } else { None }).collect();
    if let Some(words) = words.filter(|w| w.len() > 1) {
        out.push(Reading { languages: u32::MAX, elements: vec![Element::Form(words.join("_"))] });
    }
    out
}

fn glob(pieces: Vec<Piece>) -> Element {
    if pieces == [Piece::Many] {
        return Element::Any;
    }
    let letters: Option<String> = pieces.iter().map(|p| if let Piece::Char(c) = p { Some(*c) } else { None }).collect();
    letters.map_or(Element::Glob(pieces), Element::Form)
}

fn lower(text: &str) -> String {
    text.to_lowercase().nfc().collect()
}

/// The types of every document seen.
#[derive(Default)]
pub(super) struct Types {
    vocabulary: Vocabulary,
}

/// A document as quanteda's tokens, each with the positions of our tokens it begins and ends at.
pub(super) struct Tokens(Vec<(TermId, u64, u64)>);

impl Types {
    /// The types.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Cuts a document as quanteda does.
    pub(super) fn cut(&mut self, document: &Annotated, remove_punct: bool) -> Tokens {
        let mut out = Vec::new();
        let tokens = &document.tokens;
        for (i, token) in tokens.iter().enumerate() {
            let at = (i as u64) << 8;
            let after = at + 256;
            let field = document.field(i);
            let next = tokens.get(i + 1).filter(|_| i + 1 != document.n_title_tokens as usize);
            let between = &field[token.end as usize..next.map_or(field.len(), |n| n.start as usize)];
            let mut surface = document.surface(i).to_owned();
            let mut rest = between;
            if token.kind == TokenKind::Acronym && surface.ends_with('.') {
                surface.pop();
                rest = &field[token.end as usize - 1..token.end as usize + between.len()];
            }
            let ending = possessive(rest);
            surface.push_str(&rest[..ending]);
            out.push((self.vocabulary.intern(&lower(&surface)), at, after));
            if !remove_punct {
                for mark in rest[ending..].chars().filter(|c| !c.is_whitespace()) {
                    out.push((self.vocabulary.intern(mark.encode_utf8(&mut [0; 4])), after, after));
                }
            }
        }
        Tokens(out)
    }
}

/// Length of an apostrophe and the letters after it.
fn possessive(text: &str) -> usize {
    let Some(mark) = text.chars().next().filter(|c| matches!(c, '\'' | '’')) else { return 0 };
    let letters: usize = text[mark.len_utf8()..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    if letters == 0 { 0 } else { mark.len_utf8() + letters }
}

impl Sequence for Tokens {
    fn here(&self, at: u64, mut read: impl FnMut(TermId, u64, u32)) {
        read(self.0[at as usize].0, at + 1, 1);
    }

    fn goes_on(&self, at: u64) -> bool {
        (at as usize) < self.0.len()
    }
}

impl Tokens {
    /// Finds everything; places are given in positions of our tokens.
    pub(super) fn find(
        &self,
        (automaton, resolver): (&Automaton, &mut Resolver<'_>),
        vocabulary: &Vocabulary,
        walker: &mut Walker,
    ) {
        self.0.iter().for_each(|(term, ..)| resolver.meet(*term, vocabulary));
        for (i, (term, ..)) in self.0.iter().enumerate() {
            if !resolver.set(*term).first.is_empty() {
                walker.walk((automaton, resolver), self, i as u64);
            }
        }
        for f in &mut walker.found {
            (f.start, f.end) = (self.0[f.start as usize].1, self.0[f.end as usize - 1].2);
        }
        // A match of marks alone covers none of our tokens.
        walker.found.retain(|f| f.start < f.end);
    }
}
