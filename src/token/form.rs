//! The form of a word: folded, acronyms without full stops, capitals kept where they tell words apart.

use super::chars::{Class, class};
use super::cut::{Piece, Scanner};
use super::fold::fold_into;
use super::{TermId, Written};

impl Scanner<'_> {
    /// The number of the form of a piece, and how the piece is written beside it.
    pub(super) fn form(&mut self, start: usize, piece: Piece) -> (TermId, Written) {
        let surface = &self.text[start..piece.end];
        let mut buffer = std::mem::take(&mut self.tokenizer.buffer);
        buffer.clear();
        if piece.kind.is_word() {
            for (i, part) in surface.split(|c| class(c) == Class::Hyphen).enumerate() {
                if i > 0 {
                    buffer.push('-');
                }
                self.part(start, part, &mut buffer);
            }
        } else {
            fold_into(surface, self.language, self.tokenizer.nfkc, &mut buffer);
        }
        let form = (self.vocabulary.intern(&buffer), Written::of(surface, &buffer));
        self.tokenizer.buffer = buffer;
        form
    }

    /// Appends the form of a word or of one part of a compound.
    ///
    /// Acronyms lose their full stops. Letters all in capitals keep them if in lower case they would
    /// be a function word (`US`), unless the whole line is in capitals.
    fn part(&mut self, start: usize, part: &str, buffer: &mut String) {
        let nfkc = self.tokenizer.nfkc;
        let from = buffer.len();
        let stops = part.contains('.') && part.starts_with(char::is_alphabetic);
        let capitals = is_capital(part);
        if !stops && !capitals {
            return fold_into(part, self.language, nfkc, buffer);
        }
        let bare: String = part.chars().filter(|c| *c != '.').collect();
        fold_into(&bare, self.language, nfkc, buffer);
        if !self.language.words.is_function(&buffer[from..]) {
            return;
        }
        if capitals && (stops || !self.is_capital_line(start)) {
            buffer.truncate(from);
            buffer.push_str(&bare);
        } else if stops && !capitals {
            buffer.truncate(from);
            fold_into(part, self.language, nfkc, buffer);
        }
    }

    /// Whether the line around `at` has several words and no lower-case letter.
    fn is_capital_line(&mut self, at: usize) -> bool {
        if let Some((_, capital)) = self.capital_line.filter(|(end, _)| at < *end) {
            return capital;
        }
        let line_start = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let line_end = self.text[at..].find('\n').map_or(self.text.len(), |i| at + i);
        let line = &self.text[line_start..line_end];
        let words = line.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic));
        let capital = !line.chars().any(char::is_lowercase) && words.take(3).count() == 3;
        self.capital_line = Some((line_end.max(at + 1), capital));
        capital
    }
}

/// Whether a word has at least two letters and all of them are capitals.
fn is_capital(word: &str) -> bool {
    let mut letters = 0;
    for c in word.chars() {
        if c.is_lowercase() {
            return false;
        }
        letters += usize::from(c.is_uppercase());
    }
    letters > 1
}

/// Whether a word has letters of more than one of Latin, Greek and Cyrillic.
pub(super) fn is_mixed(word: &str) -> bool {
    let mut scripts = 0u8;
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        scripts |= match c {
            'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' => 1,
            '\u{370}'..='\u{3FF}' => 2,
            '\u{400}'..='\u{52F}' => 4,
            _ => 0,
        };
    }
    scripts.count_ones() > 1
}
