//! Words and numbers by the full rules: compounds, acronyms, possessives, elisions, decimals.

use super::TokenKind;
use super::chars::{Class, class};
use super::cut::{Piece, Scanner};
use crate::language::Apostrophe;

impl Scanner<'_> {
    /// The word or number that begins at `start`.
    pub(super) fn word(&self, start: usize) -> Piece {
        let mut w = Word::new(start);
        while let Some(c) = self.char_at(w.at) {
            let after = w.at + c.len_utf8();
            match class(c) {
                kind @ (Class::Letter | Class::Digit | Class::Mark) => w.take(kind, after),
                Class::Currency if w.at == start => w.take(Class::Currency, after),
                Class::Ignorable => w.at = after,
                Class::Hyphen if matches!(self.class_at(after), Class::Letter | Class::Digit) => {
                    w.hyphen = true;
                    w.join(after);
                }
                Class::Stop => match self.stop(&mut w, after) {
                    Joined::Yes => {}
                    Joined::Address => return self.address(start, after),
                    Joined::No => break,
                },
                Class::Apostrophe => match self.apostrophe(&w, start, after) {
                    Some(piece) => return piece,
                    None if w.letter && self.class_at(after) == Class::Letter => w.join(after),
                    None => break,
                },
                Class::Quote if c == '"' && self.is_gershayim(start, w.at) => w.join(after),
                _ => match c {
                    ',' | ':' | '/' if w.digit && self.class_at(after) == Class::Digit => w.join(after),
                    '&' if self.is_capital_pair(w.at) => w.join(after),
                    '_' if matches!(self.class_at(after), Class::Letter | Class::Digit) => w.join(after),
                    '״' if self.text[after..].chars().take_while(|&c| class(c) == Class::Letter).nth(2).is_some()
                        && !self.is_gershayim(start, w.at) =>
                    {
                        // A quotation behind an article or preposition.
                        break;
                    }
                    '·' | '״' | '׳' if w.letter && self.class_at(after) == Class::Letter => w.join(after),
                    '%' | '٪' if w.digit => {
                        w.take(Class::Currency, after);
                        break;
                    }
                    '@' if self.class_at(after) == Class::Letter => {
                        return self.address(start, after);
                    }
                    _ => break,
                },
            }
        }
        self.capped(start, w.last, w.kind(self.char_at(start))).resume(w.at)
    }

    /// A full stop after part of a word: inside an acronym, a decimal number, or an address.
    fn stop(&self, w: &mut Word, after: usize) -> Joined {
        let next = self.class_at(after);
        if w.digit && next == Class::Digit {
            w.join(after);
            return Joined::Yes;
        }
        if w.part_letters == 1 && !w.broken {
            let letter_len = self.char_at(after).map_or(0, char::len_utf8);
            let single = next == Class::Letter && self.class_at(after + letter_len) != Class::Letter;
            if single {
                w.stops += 1;
                w.join(after);
                return Joined::Yes;
            }
            if w.stops > 0 {
                (w.at, w.last) = (after, after);
                return match self.class_at(after) {
                    Class::Hyphen => Joined::Yes,
                    _ => Joined::No,
                };
            }
        }
        if next == Class::Letter && self.is_domain(after) { Joined::Address } else { Joined::No }
    }

    /// Whether a well-known ending of host names stands at `at`.
    fn is_domain(&self, at: usize) -> bool {
        const ENDINGS: [&str; 10] = ["com", "org", "net", "gov", "edu", "info", "mil", "co.uk", "org.uk", "gov.uk"];
        let rest = &self.text[at..];
        ENDINGS.iter().any(|e| rest.strip_prefix(e).is_some_and(|r| !r.starts_with(|c: char| c.is_alphanumeric() || c == '-')))
    }

    /// An apostrophe that ends the word: after an elided article, before a possessive or an ending.
    fn apostrophe(&self, w: &Word, start: usize, after: usize) -> Option<Piece> {
        let next = self.char_at(after)?;
        if !w.letter || class(next) != Class::Letter {
            return None;
        }
        let end = w.last;
        let piece = |end, next| Some(Piece { end, next, kind: w.kind(self.char_at(start)), long: false });
        if end - start <= 2 * MAX_ELISION && !self.language.elisions.is_empty() {
            let before = self.text[start..end].to_lowercase();
            if self.language.elisions.contains(&before.as_str()) {
                return piece(after, after);
            }
        }
        let ending = self.skip(after, |c| matches!(c, Class::Letter | Class::Mark | Class::Ignorable));
        match self.language.apostrophe {
            Apostrophe::Possessive if matches!(&self.text[after..ending], "s" | "S") => {
                let goes_on = matches!(self.class_at(ending), Class::Digit | Class::Apostrophe);
                (!goes_on).then(|| self.capped(start, end, w.kind(self.char_at(start))).resume(ending))
            }
            Apostrophe::Suffix => Some(self.capped(start, end, w.kind(self.char_at(start))).resume(ending)),
            _ => None,
        }
    }

    /// Whether the `"` or `״` at `at` stands inside a Hebrew abbreviation: at least two letters before it
    /// (one before is a preposition and an opening mark) and at most three after.
    fn is_gershayim(&self, start: usize, at: usize) -> bool {
        let hebrew = |c: &char| matches!(c, 'א'..='ת');
        let before = self.text[start..at].chars().rev().take(3).take_while(hebrew).count();
        let after = self.text[at..].chars().skip(1).take(4).take_while(hebrew).count();
        before >= 2 && (1..=3).contains(&after)
    }

    /// Whether the `&` at `at` ties two capitals together (`AT&T`).
    fn is_capital_pair(&self, at: usize) -> bool {
        let capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
        capital(self.text[..at].chars().next_back()) && capital(self.char_at(at + 1))
    }
}

/// Longest elided article or preposition, in letters.
const MAX_ELISION: usize = 8;

/// What a full stop inside a run turned out to be.
enum Joined {
    Yes,
    Address,
    No,
}

impl Piece {
    /// The same token, with scanning going on at `at` if that is later.
    fn resume(self, at: usize) -> Piece {
        Piece { next: self.next.max(at), ..self }
    }
}

/// A word while it is being scanned.
struct Word {
    /// Where scanning stands.
    at: usize,
    /// After the last visible character.
    last: usize,
    letters: usize,
    part_letters: usize,
    stops: usize,
    /// Whether a part had other than one letter, so that full stops no longer make an acronym.
    broken: bool,
    /// Whether the last character was a letter or its mark.
    letter: bool,
    /// Whether the last character was a digit.
    digit: bool,
    hyphen: bool,
}

impl Word {
    fn new(start: usize) -> Word {
        Word {
            at: start,
            last: start,
            letters: 0,
            part_letters: 0,
            stops: 0,
            broken: false,
            letter: false,
            digit: false,
            hyphen: false,
        }
    }

    fn take(&mut self, class: Class, after: usize) {
        match class {
            Class::Letter => {
                self.letters += 1;
                self.part_letters += 1;
                (self.letter, self.digit) = (true, false);
            }
            Class::Digit => {
                self.broken = true;
                (self.letter, self.digit) = (false, true);
            }
            _ => {}
        }
        (self.at, self.last) = (after, after);
    }

    /// Goes over a character that ties two parts together.
    fn join(&mut self, after: usize) {
        self.broken |= self.part_letters != 1;
        self.part_letters = 0;
        self.at = after;
    }

    fn kind(&self, first: Option<char>) -> TokenKind {
        let number = first.is_some_and(|c| matches!(class(c), Class::Digit | Class::Currency));
        if number && (self.letters == 0 || (self.letters <= 3 && !self.hyphen)) {
            TokenKind::Number
        } else if self.stops > 0 {
            TokenKind::Acronym
        } else {
            TokenKind::Word
        }
    }
}
