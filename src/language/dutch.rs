//! Dutch: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/nl.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "dhr mevr mw mr dr drs ir ing prof gen kol st vgl bijv ca",
    others: "enz etc tel jan feb apr aug sept okt nov dec mln mld resp inc",
    numbered: "nr art blz",
};

pub(super) static LANGUAGE: Language = Language {
    code: "nl",
    name: "Dutch",
    words: &WORDS,
    quotes: &[('‘', '’'), ('“', '”'), ('„', '”'), ('"', '"'), ('\'', '\'')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: None,
    snowball: Some(frostem::Algorithm::Dutch),
};
