//! Portuguese: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/pt.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "sr sra srs sras dr dra drs prof profa eng gen cel d dom av arq",
    others: "etc ed tel aprox cia jan fev abr jul ago set out nov dez ltda",
    numbered: "n nº art pág págs vol fig cap",
};

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
