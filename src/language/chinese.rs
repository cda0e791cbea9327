//! Chinese: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/zh.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "";

pub(super) static LANGUAGE: Language = Language {
    code: "zh",
    name: "Chinese",
    words: &WORDS,
    quotes: &[('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》'), ('"', '"')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: None,
    snowball: None,
};
