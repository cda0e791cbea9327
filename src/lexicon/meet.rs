//! Texts that two patterns both match: a proof that they meet, not a guess from how they are written.
//!
//! In: the words of two globs as pieces. Out: a shortest text both fit, or `None` when there is none.

use super::pattern::{self, Piece};
use super::{Entry, PatternKind};
use crate::language::language;
use crate::token::fold;

/// Letter that stands for any.
const ANY: char = 'e';

/// The words of an entry as pieces, as they are compared: folded unless capitals matter, compounds as
/// their parts. `None` for stems and regular expressions.
pub(super) fn words(entry: &Entry) -> Option<Vec<Vec<Piece>>> {
    let text = if entry.case_sensitive { entry.pattern.clone() } else { fold(&entry.pattern, language(&entry.language)) };
    let text = text.replace(['-', '\u{2010}', '\u{2011}'], " ");
    match entry.kind {
        PatternKind::Glob => Some(pattern::globs(&text)),
        PatternKind::Literal => Some(text.split_whitespace().map(|w| w.chars().map(Piece::Char).collect()).collect()),
        PatternKind::Stem | PatternKind::Regex => None,
    }
}

/// Whether a word has a wildcard.
pub(super) fn is_wild(word: &[Piece]) -> bool {
    word.iter().any(|p| !matches!(p, Piece::Char(_)))
}

/// The letters a word begins with, up to its first wildcard, small.
pub(super) fn beginning(word: &[Piece]) -> String {
    let letters = word.iter().map_while(|p| if let Piece::Char(c) = p { Some(*c) } else { None });
    letters.flat_map(char::to_lowercase).collect()
}

/// A text two patterns match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meeting {
    /// The text, as short as any.
    pub(super) text: String,
    /// Whether they share at least half the letters of the shorter in it. `terror*` and `*ist` share
    /// none: they meet in `terrorist` only as they would in `terrorfist`.
    pub(super) shares: bool,
}

/// Where both sequences of words match one text; `None` where they match none.
pub(super) fn common(a: &[Vec<Piece>], b: &[Vec<Piece>]) -> Option<Meeting> {
    if a.len() != b.len() {
        return None;
    }
    let letters = |w: &[Piece]| w.iter().filter(|p| matches!(p, Piece::Char(_))).count();
    let (mut texts, mut shares) = (Vec::new(), true);
    for (x, y) in a.iter().zip(b) {
        let text = common_word(x, y)?;
        let (of_x, of_y) = (letters(x), letters(y));
        let shared = (of_x + of_y).saturating_sub(text.chars().count());
        shares &= of_x == 0 || of_y == 0 || 2 * shared >= of_x.min(of_y);
        texts.push(text);
    }
    Some(Meeting { text: texts.join(" "), shares })
}

/// A word both patterns match. Where only one of them has a capital, the word has it.
fn common_word(a: &[Piece], b: &[Piece]) -> Option<String> {
    // best[i][j]: the shortest text that the ends of a from i and of b from j both match.
    let mut best: Vec<Vec<Option<String>>> = vec![vec![None; b.len() + 1]; a.len() + 1];
    for i in (0..=a.len()).rev() {
        for j in (0..=b.len()).rev() {
            best[i][j] = shortest((a.get(i), b.get(j)), |di, dj| best[i + di][j + dj].clone());
        }
    }
    best[0][0].take().map(|text| if text.is_empty() { ANY.to_string() } else { text })
}

/// The shortest text from one pair of pieces on; `rest` gives that of the ends some pieces further.
fn shortest(pair: (Option<&Piece>, Option<&Piece>), rest: impl Fn(usize, usize) -> Option<String>) -> Option<String> {
    let with = |c: char, text: Option<String>| text.map(|t| format!("{c}{t}"));
    let letter = |p: &Piece| if let Piece::Char(c) = p { *c } else { ANY };
    match pair {
        (None, None) => Some(String::new()),
        (Some(Piece::Many), None) => rest(1, 0),
        (None, Some(Piece::Many)) => rest(0, 1),
        (None, _) | (_, None) => None,
        (Some(Piece::Many), Some(Piece::Many)) => shorter(rest(1, 0), rest(0, 1)),
        (Some(Piece::Many), Some(p)) => shorter(rest(1, 0), with(letter(p), rest(0, 1))),
        (Some(p), Some(Piece::Many)) => shorter(rest(0, 1), with(letter(p), rest(1, 0))),
        (Some(Piece::One), Some(p)) | (Some(p), Some(Piece::One)) => with(letter(p), rest(1, 1)),
        (Some(Piece::Char(c)), Some(Piece::Char(d))) if c == d => with(*c, rest(1, 1)),
        (Some(Piece::Char(c)), Some(Piece::Char(d))) if c.to_lowercase().eq(d.to_lowercase()) => {
            with(if c.is_uppercase() { *c } else { *d }, rest(1, 1))
        }
        _ => None,
    }
}

fn shorter(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.len() < a.len() { b } else { a }),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, want: Option<&str>) {
        let words = |p: &str| words(&Entry { pattern: p.into(), ..Entry::default() }).unwrap();
        let got = common(&words(a), &words(b));
        let shown = got.map(|m| if m.shares { m.text } else { format!("{} apart", m.text) });
        assert_eq!(shown.as_deref(), want, "{a} | {b}");
        assert_eq!(common(&words(b), &words(a)).is_some(), want.is_some(), "{b} | {a}");
    }

    #[test]
    fn globs_meet_in_a_text_both_match() {
        check("terror*", "*rorist", Some("terrorist"));
        check("terror*", "terrorist*", Some("terrorist"));
        check("ter?or", "terror*", Some("terror"));
        check("*ist", "*ism", None);
        check("terror*", "*ist", Some("terrorist apart"));
        check("*war*", "*peace*", Some("warpeace apart"));
        check("*immigré*", "*réfugié*", Some("immigréfugié apart"));
        check("a*b", "?c*", Some("acb apart"));
        check("a*", "ab*b", Some("abb"));
        check("terror group*", "*or-group", Some("terror group"));
        check("the * group", "the armed group", Some("the armed group"));
        check("terror group", "terror", None);
        check("a?", "a", None);
        check("us", "U*", Some("us"));
    }

    #[test]
    fn capitals_that_matter_are_kept() {
        let entry = |p: &str, case_sensitive| Entry { pattern: p.into(), case_sensitive, ..Entry::default() };
        let meet = |a: Entry, b: Entry| common(&words(&a).unwrap(), &words(&b).unwrap());
        assert_eq!(meet(entry("US", true), entry("us", false)).map(|m| m.text).as_deref(), Some("US"));
        assert!(words(&Entry { kind: PatternKind::Regex, ..entry("x", false) }).is_none());
    }
}
