//! Dutch: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/nl.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "dhr mevr mw mr dr drs ir ing prof gen kol st nr art blz vgl bijv ca t.o.v o.a";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "enz etc tel jan feb apr aug sept okt nov dec mln mld resp inc";

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
