//! Arabic: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/ar.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations { titles: "د أ م ص ا", others: "", numbered: "" };

pub(super) static LANGUAGE: Language = Language {
    code: "ar",
    name: "Arabic",
    words: &WORDS,
    quotes: &[('«', '»'), ('“', '”'), ('”', '“'), ('"', '"')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter,
    proclitics: &["و", "ف", "ب", "ك", "ل", "ال", "لل", "س"],
    turkic: false,
    classic: Some(rust_stemmers::Algorithm::Arabic),
    snowball: Some(frostem::Algorithm::Arabic),
};

/// Drops short vowels and the stretching mark; writes every alef as bare alef, alef maqsura as ya,
/// ta marbuta as ha, and the Persian ya and kaf as the Arabic ones.
pub(super) fn letter(c: char) -> Option<char> {
    match c {
        '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' | '\u{06D6}'..='\u{06ED}' => None,
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' | 'ی' => Some('ي'),
        'ة' => Some('ه'),
        'ک' => Some('ك'),
        _ => Some(c),
    }
}
