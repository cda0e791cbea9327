//! The scanner: finds tokens, what stands between them, and where sentences end.
//!
//! Words of plain ASCII letters followed by a blank or simple punctuation take a fast path; everything
//! else goes through [`Scanner::word`], which gives the same answer for those words too.

use super::chars::{ASCII, Class, class};
use super::form::is_mixed;
use super::segment::word_ends;
use super::sentence::{Before, abbreviates, gap, sentence_break};
use super::{Gap, Sentence, TermId, Token, TokenKind, Vocabulary, Written};
use crate::language::Language;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Longest token in characters; what follows in the same run is skipped.
pub const MAX_TOKEN: usize = 128;

/// A stretch of text that sentences do not leave: a paragraph or a line.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The whole text; token spans refer to it.
    pub text: &'a str,
    /// The bytes to cut.
    pub range: Range<usize>,
    /// Paragraph number its sentences get.
    pub paragraph: u32,
    /// The text's language.
    pub language: &'static Language,
}

/// Tokens and sentences of one or more blocks, and what was odd about them.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    /// Tokens in text order.
    pub tokens: Vec<Token>,
    /// Sentences in text order.
    pub sentences: Vec<Sentence>,
    /// Tokens cut short at [`MAX_TOKEN`].
    pub too_long: Vec<u32>,
    /// Tokens with letters of more than one of Latin, Greek and Cyrillic.
    pub mixed_script: Vec<u32>,
    /// Whether words of a script without spaces were cut by a statistical model.
    pub unsegmented: bool,
}

/// Cuts blocks; keeps its buffer between calls.
#[derive(Clone, Debug, Default)]
pub struct Tokenizer {
    pub(super) nfkc: bool,
    pub(super) buffer: String,
    /// Test switch: never take the fast path.
    #[cfg(test)]
    pub(super) general_only: bool,
}

impl Tokenizer {
    /// A tokenizer whose forms are in NFC, or NFKC if `nfkc`.
    pub fn new(nfkc: bool) -> Tokenizer {
        Tokenizer { nfkc, ..Tokenizer::default() }
    }

    /// Cuts a block and appends its tokens and sentences to `out`.
    pub fn cut(&mut self, block: &Block, vocabulary: &mut Vocabulary, out: &mut Cut) {
        let mut scanner = Scanner {
            text: &block.text[..block.range.end],
            language: block.language,
            paragraph: block.paragraph,
            tokenizer: self,
            vocabulary,
            out,
            block_start: block.range.start,
            gap_from: block.range.start,
            sentence: None,
            capital_line: None,
        };
        scanner.run();
    }
}

/// A token as found, before its form is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Byte after the token.
    pub(super) end: usize,
    /// Where scanning goes on: after a possessive ending or the rest of an over-long run.
    pub(super) next: usize,
    pub(super) kind: TokenKind,
    /// Whether the token was cut at the longest length.
    pub(super) long: bool,
}

/// A sentence being built: first token and first byte.
#[derive(Clone, Copy)]
struct Open {
    first: u32,
    start_byte: usize,
}

pub(super) struct Scanner<'a> {
    /// The text up to the end of the block.
    pub(super) text: &'a str,
    pub(super) language: &'static Language,
    paragraph: u32,
    pub(super) tokenizer: &'a mut Tokenizer,
    pub(super) vocabulary: &'a mut Vocabulary,
    out: &'a mut Cut,
    block_start: usize,
    /// Where the gap before the next token begins.
    gap_from: usize,
    sentence: Option<Open>,
    /// Byte after the line last looked at, and whether it has no lower-case letter.
    pub(super) capital_line: Option<(usize, bool)>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = self.block_start;
        while at < self.text.len() {
            let kind = ASCII[self.text.as_bytes()[at] as usize];
            if kind == Class::Letter && self.fast(&mut at) {
                continue;
            }
            let Some(c) = self.char_at(at) else { break };
            match self.piece(at, c) {
                Some(piece) => {
                    self.push(at, piece);
                    at = piece.next;
                }
                None => match class(c) {
                    Class::Ideograph | Class::Unspaced => at = self.unspaced(at),
                    _ => at += c.len_utf8(),
                },
            }
        }
        if let Some(open) = self.sentence {
            let end = self.block_start + self.text[self.block_start..].trim_end().len();
            self.close(open, end);
        }
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        #[cfg(test)]
        super::steps::add(1);
        self.text[at..].chars().next()
    }

    pub(super) fn class_at(&self, at: usize) -> Class {
        match self.text.as_bytes().get(at) {
            None => Class::Other,
            Some(&b) if b < 0x80 => ASCII[b as usize],
            Some(_) => self.char_at(at).map_or(Class::Other, class),
        }
    }

    fn class_before(&self, at: usize) -> Class {
        self.text[..at].chars().next_back().map_or(Class::Other, class)
    }

    /// Takes a word of ASCII letters that ends at a blank or simple punctuation; false if the word
    /// at `at` is not one.
    #[inline]
    fn fast(&mut self, at: &mut usize) -> bool {
        #[cfg(test)]
        if self.tokenizer.general_only {
            return false;
        }
        let bytes = self.text.as_bytes();
        let start = *at;
        let mut end = start;
        let mut capitals = 0;
        while end < bytes.len() && bytes[end].is_ascii_alphabetic() {
            capitals += usize::from(bytes[end] < b'a');
            end += 1;
        }
        let plain = match bytes.get(end) {
            None | Some(b' ' | b',' | b'\n' | b'\r' | b'\t' | b';' | b')' | b']' | b'"' | b'!' | b'?' | b'(') => true,
            Some(b'.') => matches!(bytes.get(end + 1), None | Some(b' ' | b'\n' | b'\r' | b'"')),
            _ => false,
        };
        let len = end - start;
        if !plain || len == 0 || len > MAX_TOKEN || (capitals > 0 && (self.language.turkic || (capitals == len && len > 1))) {
            return false;
        }
        let (term, written) = if capitals == 0 {
            (self.vocabulary.intern(&self.text[start..end]), Written::Same)
        } else {
            let buffer = &mut self.tokenizer.buffer;
            buffer.clear();
            buffer.push_str(&self.text[start..end]);
            buffer.make_ascii_lowercase();
            (self.vocabulary.intern(buffer), Written::Capital)
        };
        self.add(start..end, (term, written), TokenKind::Word);
        self.gap_from = end;
        *at = end;
        true
    }

    /// The token that begins at `at`, if one does.
    fn piece(&self, at: usize, c: char) -> Option<Piece> {
        let after = at + c.len_utf8();
        match class(c) {
            Class::Letter | Class::Digit => Some(self.url(at).unwrap_or_else(|| self.word(at))),
            Class::Currency if self.class_at(after) == Class::Digit => Some(self.word(at)),
            Class::Symbol => {
                let end = at + self.text[at..].graphemes(true).next().map_or(c.len_utf8(), str::len);
                Some(self.capped(at, end, TokenKind::Symbol))
            }
            Class::Other if matches!(c, '@' | '#' | '＃') => self.tagged(at, c),
            _ => None,
        }
    }

    /// `@name` and `#topic`.
    fn tagged(&self, at: usize, sign: char) -> Option<Piece> {
        let after = at + sign.len_utf8();
        let opens = !matches!(self.class_before(at), Class::Letter | Class::Digit | Class::Mark);
        if !opens || !matches!(self.class_at(after), Class::Letter | Class::Digit | Class::Ideograph) {
            return None;
        }
        let kind = if sign == '@' { TokenKind::Handle } else { TokenKind::Hashtag };
        let word = |c| matches!(c, Class::Letter | Class::Digit | Class::Mark | Class::Ignorable | Class::Ideograph);
        let rest = &self.text[after..];
        let end = after + rest.find(|c| c != '_' && !word(class(c))).unwrap_or(rest.len());
        Some(self.capped(at, end, kind))
    }

    pub(super) fn skip(&self, from: usize, keep: impl Fn(Class) -> bool) -> usize {
        let rest = &self.text[from..];
        let len = rest.find(|c| !keep(class(c))).unwrap_or(rest.len());
        #[cfg(test)]
        super::steps::add(len);
        from + len
    }

    /// A token over a run, cut at the longest length.
    pub(super) fn capped(&self, start: usize, end: usize, kind: TokenKind) -> Piece {
        let run = &self.text[start..end];
        let cut = match run.len() > MAX_TOKEN {
            true => run.char_indices().nth(MAX_TOKEN).map_or(run.len(), |(i, _)| i),
            false => run.len(),
        };
        Piece { end: start + cut, next: end, kind, long: cut < run.len() }
    }

    /// A web address that begins at `at`.
    fn url(&self, at: usize) -> Option<Piece> {
        let rest = &self.text.as_bytes()[at..];
        let begins = |p: &[u8]| rest.len() > p.len() && rest[..p.len()].eq_ignore_ascii_case(p);
        (begins(b"http://") || begins(b"https://") || begins(b"www.")).then(|| self.address(at, at))
    }

    /// An address from `start`, known to go on at `from`.
    pub(super) fn address(&self, start: usize, from: usize) -> Piece {
        let rest = &self.text[from..];
        let stops = |c: char| {
            matches!(class(c), Class::Space | Class::Line | Class::Quote | Class::Ideograph) || matches!(c, '<' | '>' | '|' | '’')
        };
        let run = &rest[..rest.find(stops).unwrap_or(rest.len())];
        let run = run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '}', '…']);
        self.capped(start, from + run.len(), TokenKind::Url)
    }

    /// Puts a token behind the others and ends the sentence before it if that is where one ends.
    fn push(&mut self, start: usize, piece: Piece) {
        let index = u32::try_from(self.out.tokens.len()).unwrap_or(u32::MAX);
        let surface = &self.text[start..piece.end];
        if piece.long {
            self.out.too_long.push(index);
        }
        if !surface.is_ascii() && is_mixed(surface) {
            self.out.mixed_script.push(index);
        }
        let form = self.form(start, piece);
        self.add(start..piece.end, form, piece.kind);
        self.gap_from = piece.next;
    }

    #[inline]
    fn add(&mut self, span: Range<usize>, (term, written): (TermId, Written), kind: TokenKind) {
        let (start, end) = (span.start as u32, span.end as u32);
        let between = &self.text.as_bytes()[self.gap_from..span.start];
        let gap = match (self.sentence, between) {
            (None, _) => {
                self.open(self.block_start);
                Gap::Paragraph
            }
            (Some(_), b" ") if self.text.as_bytes()[self.gap_from - 1] != b'.' => Gap::Space,
            (Some(open), _) => self.between(open, span),
        };
        self.out.tokens.push(Token { start, end, term, kind, gap, written });
    }

    /// The gap before a token; ends the open sentence when it holds a sentence end.
    fn between(&mut self, open: Open, span: Range<usize>) -> Gap {
        let between = &self.text[self.gap_from..span.start];
        #[cfg(test)]
        super::steps::add(between.len());
        let Some(last) = self.out.tokens.last() else {
            return Gap::Paragraph;
        };
        let before = Before {
            surface: &self.text[last.start as usize..last.end as usize],
            form: self.vocabulary.form(last.term),
            kind: last.kind,
        };
        let Some(found) = sentence_break(between, &before, &self.text[span], self.language) else {
            return if abbreviates(between, &before, self.language) { Gap::Space } else { gap(between) };
        };
        let from = self.gap_from;
        self.close(open, from + found.end);
        self.open(from + found.next);
        Gap::Sentence
    }

    fn open(&mut self, from: usize) {
        let blank = self.text[from..].len() - self.text[from..].trim_start().len();
        let first = u32::try_from(self.out.tokens.len()).unwrap_or(u32::MAX);
        self.sentence = Some(Open { first, start_byte: from + blank });
    }

    fn close(&mut self, open: Open, end: usize) {
        self.out.sentences.push(Sentence {
            first: open.first,
            end: u32::try_from(self.out.tokens.len()).unwrap_or(u32::MAX),
            paragraph: self.paragraph,
            start_byte: open.start_byte as u32,
            end_byte: end as u32,
        });
    }

    /// Cuts a run of a script without spaces into words; returns where it ends.
    fn unspaced(&mut self, start: usize) -> usize {
        let kind = self.class_at(start);
        let run_end = self.skip(start, |c| c == kind || (kind == Class::Unspaced && c == Class::Mark));
        self.out.unsegmented |= kind == Class::Unspaced;
        let ends = word_ends(&self.text[start..run_end], self.language);
        let mut at = start;
        for end in ends.into_iter().map(|e| start + e) {
            self.push(at, Piece { end, next: end, kind: TokenKind::Word, long: false });
            at = end;
        }
        run_end
    }
}
