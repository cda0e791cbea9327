//! Turkish: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/tr.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "dr prof doç yrd av alb gen org korg müh öğr sn hz no s bkz vb";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "vs vd tel ltd şti a.ş mah cad sok apt";

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
