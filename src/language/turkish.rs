//! Turkish: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/tr.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "dr prof doç yrd av alb gen org korg müh öğr sn hz bkz vb",
    others: "vs vd tel ltd şti mah cad sok apt",
    numbered: "no s",
};

pub(super) static LANGUAGE: Language = Language {
    code: "tr",
    name: "Turkish",
    words: &WORDS,
    quotes: &[('“', '”'), ('‘', '’'), ('«', '»'), ('"', '"')],
    elisions: &[],
    apostrophe: Apostrophe::Suffix,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: true,
    classic: None,
    snowball: Some(frostem::Algorithm::Turkish),
};
