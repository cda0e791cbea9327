//! Spanish: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/es.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "sr sra sres sras srta dr dra prof d dña lic ing gral cnel tte mons sto sta av arq",
    others: "etc ed ee uu tel aprox cía ene feb abr jul ago sept oct nov dic ud uds vd",
    numbered: "núm nº art pág págs vol fig cap",
};

pub(super) static LANGUAGE: Language = Language {
    code: "es",
    name: "Spanish",
    words: &WORDS,
    quotes: &[('«', '»'), ('“', '”'), ('‘', '’'), ('"', '"')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: Some(rust_stemmers::Algorithm::Spanish),
    snowball: Some(frostem::Algorithm::Spanish),
};
