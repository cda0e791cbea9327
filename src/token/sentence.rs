//! Decides whether a sentence ends between two tokens.

use super::chars::{Class, class};
use super::{Gap, TokenKind};
use crate::language::Language;

/// The token before a gap.
pub(super) struct Before<'a> {
    pub(super) surface: &'a str,
    pub(super) form: &'a str,
    pub(super) kind: TokenKind,
}

/// Where one sentence ends and the next begins, as byte offsets into the gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    pub(super) end: usize,
    pub(super) next: usize,
}

/// What the characters between two tokens amount to, sentence ends aside.
pub(super) fn gap(text: &str) -> Gap {
    let mut kind = Gap::None;
    let (mut dashes, mut long) = (0, false);
    for c in text.chars() {
        let found = match class(c) {
            Class::Ignorable => Gap::None,
            Class::Space | Class::Line => Gap::Space,
            Class::Apostrophe | Class::Quote => Gap::Quote,
            Class::Hyphen | Class::Dash => {
                dashes += 1;
                long |= matches!(c, '—' | '―' | '⸺');
                Gap::Hyphen
            }
            _ => return Gap::Punctuation,
        };
        kind = kind.max(found);
    }
    let edge = |c: Option<char>| c.is_some_and(|c| matches!(class(c), Class::Space | Class::Line));
    let spaced = edge(text.chars().next()) && edge(text.chars().next_back());
    if dashes > 0 && (dashes > 1 || long || spaced) { Gap::Punctuation } else { kind }
}

/// The last end-of-sentence mark of a gap with everything that closes after it.
struct Mark {
    end: usize,
    next: usize,
    /// A lone full stop, which may belong to an abbreviation.
    stop: bool,
    /// A mark of a script that puts no space after it.
    wide: bool,
    spaced: bool,
    closed: bool,
}

fn last_mark(text: &str, language: &Language) -> Option<Mark> {
    let mut mark: Option<Mark> = None;
    let mut dots = 0;
    for (i, c) in text.char_indices() {
        let end = i + c.len_utf8();
        match (class(c), &mut mark) {
            (Class::Stop, Some(m)) if !m.spaced && !m.closed && m.end == i => {
                dots += 1;
                (m.end, m.next, m.stop) = (end, end, m.stop && dots == 1);
            }
            (kind @ (Class::Stop | Class::End | Class::Ellipsis), _) => {
                dots = usize::from(kind == Class::Stop);
                let wide = matches!(c, '。' | '！' | '？' | '｡' | '．');
                let stop = kind == Class::Stop;
                mark = Some(Mark { end, next: end, stop, wide, spaced: false, closed: false });
            }
            (Class::Space | Class::Line, Some(m)) => {
                m.spaced = true;
                if m.next == i {
                    m.next = end;
                }
            }
            (Class::Quote | Class::Apostrophe | Class::Close, Some(m))
                if !m.spaced || (only_closes(c, language) && m.next == i) =>
            {
                (m.end, m.next, m.closed, m.spaced) = (end, end, true, false);
            }
            (Class::Other, Some(m)) if !m.spaced && matches!(c, ',' | ';' | ':' | '،' | '؛' | '、' | '，') => {
                mark = None;
            }
            _ => {}
        }
    }
    mark
}

/// Whether a mark closes quotations in a language and never opens them (`»` in French, after a blank).
fn only_closes(c: char, language: &Language) -> bool {
    language.quotes.iter().any(|q| q.1 == c) && language.quotes.iter().all(|q| q.0 != c)
}

/// The sentence end in the gap between two tokens, if there is one.
///
/// A mark ends a sentence when white space or a closing mark follows it and the next word does not
/// begin in lower case; a lone full stop must not belong to an abbreviation, an initial or an ordinal.
pub(super) fn sentence_break(gap: &str, before: &Before, next: &str, language: &Language) -> Option<Break> {
    let first = next.chars().next()?;
    let Some(mark) = last_mark(gap, language) else {
        let stop = before.kind == TokenKind::Acronym && before.surface.ends_with('.');
        let ends = stop && gap.starts_with(char::is_whitespace) && starts_sentence(next, language);
        return ends.then(|| Break { end: 0, next: gap.len() - gap.trim_start().len() });
    };
    let found = Break { end: mark.end, next: mark.next };
    if mark.wide {
        return Some(found);
    }
    if first.is_lowercase() {
        return None;
    }
    if !mark.spaced && !mark.closed {
        let glued = gap.len() == mark.end && first.is_uppercase() && mark.end > 0;
        let words = before.surface.chars().next_back().is_some_and(char::is_lowercase)
            && next.chars().nth(1).is_some_and(char::is_lowercase);
        return (glued && words && before.form.chars().count() > 2).then_some(found);
    }
    if !mark.stop {
        return Some(found);
    }
    stop_ends(before, next, language).then_some(found)
}

/// Whether the gap is the full stop of an abbreviation, which belongs to the word: `Jan. 6`, `Dr. Oz`.
pub(super) fn abbreviates(gap: &str, before: &Before, language: &Language) -> bool {
    let mut rest = gap.chars();
    let lone = rest.next().is_some_and(|c| class(c) == Class::Stop) && rest.all(|c| class(c) == Class::Space);
    lone && {
        let flags = language.words.flags(before.form);
        let mut letters = before.surface.chars();
        let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
        let small = flags.capital && !before.surface.starts_with(char::is_uppercase);
        initial || (!small && (flags.title || flags.numbered || flags.abbreviation))
    }
}

/// Whether a lone full stop after `before` ends the sentence.
fn stop_ends(before: &Before, next: &str, language: &Language) -> bool {
    let mut flags = language.words.flags(before.form);
    if flags.capital && !before.surface.starts_with(char::is_uppercase) {
        flags = Default::default();
    }
    if flags.title || (flags.numbered && next.starts_with(char::is_numeric)) {
        return false;
    }
    let mut letters = before.surface.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_alphabetic() && c != 'I');
    let ordinal = language.ordinal_stop && before.kind == TokenKind::Number && before.form.len() <= 2;
    if flags.abbreviation || initial || ordinal || before.kind == TokenKind::Acronym {
        return starts_sentence(next, language);
    }
    true
}

/// Whether a word is a function word with a capital: the surest sign of a new sentence.
fn starts_sentence(next: &str, language: &Language) -> bool {
    let mut letters = next.chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase);
    capital && language.words.is_function(&next.to_lowercase())
}
