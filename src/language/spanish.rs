//! Spanish: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/es.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "sr sra sres sras srta dr dra prof d dña lic ing gral cnel tte cap mons sto sta núm nº \
    art pág págs vol fig av arq";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "etc ed ee uu ee.uu tel aprox cía ene feb abr jul ago sept oct nov dic ud uds vd";

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
