//! Persian: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/fa.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations { titles: "دکتر م", others: "", numbered: "" };

pub(super) static LANGUAGE: Language = Language {
    code: "fa",
    name: "Persian",
    words: &WORDS,
    quotes: &[('«', '»'), ('“', '”'), ('"', '"')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter,
    proclitics: &[],
    turkic: false,
    classic: None,
    snowball: Some(frostem::Algorithm::Persian),
};

/// Drops short vowels and the stretching mark; writes the Arabic ya, alef maqsura and kaf as the
/// Persian letters, and alef with hamza or the heh with hamza as the bare letter.
fn letter(c: char) -> Option<char> {
    match c {
        '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' => None,
        'أ' | 'إ' | 'ٱ' => Some('ا'),
        'ى' | 'ي' => Some('ی'),
        'ك' => Some('ک'),
        'ۀ' | 'ة' => Some('ه'),
        _ => Some(c),
    }
}
