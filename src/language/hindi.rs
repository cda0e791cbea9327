//! Hindi: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/hi.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "डॉ श्री प्रो";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "";

pub(super) static LANGUAGE: Language = Language {
    code: "hi",
    name: "Hindi",
    words: &WORDS,
    quotes: &[('“', '”'), ('‘', '’'), ('"', '"'), ('\'', '\'')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: None,
    snowball: Some(frostem::Algorithm::Hindi),
};
