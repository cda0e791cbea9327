//! Russian: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/ru.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "г гг тов проф акад им ул пр д стр рис см ген полк кап ст напр т п н ред св о";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "др пр руб коп млн млрд тыс тел янв фев апр авг сент окт нояб дек э";

pub(super) static LANGUAGE: Language = Language {
    code: "ru",
    name: "Russian",
    words: &WORDS,
    quotes: &[('«', '»'), ('„', '“'), ('“', '”'), ('"', '"')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter,
    proclitics: &[],
    turkic: false,
    classic: Some(rust_stemmers::Algorithm::Russian),
    snowball: Some(frostem::Algorithm::Russian),
};

/// Writes ё as е, as most newspapers do.
fn letter(c: char) -> Option<char> {
    Some(if c == 'ё' { 'е' } else { c })
}
