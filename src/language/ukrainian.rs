//! Ukrainian: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/uk.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "пан проф акад ім вул пр буд див ген полк кап ст напр",
    others: "ін грн коп млн млрд тис тел січ лют бер квіт трав черв лип серп вер жовт лист груд м р т св о н ред",
    numbered: "д с рис п т",
};

pub(super) static LANGUAGE: Language = Language {
    code: "uk",
    name: "Ukrainian",
    words: &WORDS,
    quotes: &[('«', '»'), ('„', '“'), ('“', '”'), ('"', '"')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: None,
    snowball: Some(frostem::Algorithm::Ukrainian),
};
