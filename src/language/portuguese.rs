//! Portuguese: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/pt.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "sr sra srs sras dr dra drs prof profa eng gen cel cap d dom n art pág págs vol fig av \
    arq";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "etc ed tel aprox cia jan fev abr jul ago set out nov dez ltda";

pub(super) static LANGUAGE: Language = Language {
    code: "pt",
    name: "Portuguese",
    words: &WORDS,
    quotes: &[('“', '”'), ('«', '»'), ('‘', '’'), ('"', '"')],
    elisions: &["d"],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: Some(rust_stemmers::Algorithm::Portuguese),
    snowball: Some(frostem::Algorithm::Portuguese),
};
