//! Russian: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/ru.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "тов проф акад им ул пр см ген полк кап ст напр",
    others: "др пр руб коп млн млрд тыс тел янв фев апр авг сент окт нояб дек э г гг т св о н ред",
    numbered: "д стр рис п т",
};

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
