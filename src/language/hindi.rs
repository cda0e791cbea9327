//! Hindi: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/hi.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations { titles: "डॉ श्री प्रो", others: "", numbered: "" };

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
