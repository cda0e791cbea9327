//! Hebrew: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/he.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations { titles: "פרופ עמ מס", others: "וכו וגו", numbered: "" };

pub(super) static LANGUAGE: Language = Language {
    code: "he",
    name: "Hebrew",
    words: &WORDS,
    quotes: &[('"', '"'), ('”', '“'), ('“', '”'), ('„', '”')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter,
    proclitics: &["ו", "ה", "ב", "ל", "מ", "כ", "ש", "כש"],
    turkic: false,
    classic: None,
    snowball: None,
};

/// Drops vowel points and cantillation; writes the typographic geresh and gershayim as ASCII.
fn letter(c: char) -> Option<char> {
    match c {
        '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}' | '\u{05C2}' | '\u{05C4}' | '\u{05C5}' | '\u{05C7}' => None,
        '׳' => Some('\''),
        '״' => Some('"'),
        _ => Some(c),
    }
}
