//! Ukrainian: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/uk.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "м р пан проф акад ім вул пр буд див рис ген полк кап ст напр т п н ред св о";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "ін грн коп млн млрд тис тел січ лют бер квіт трав черв лип серп вер жовт лист груд";

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
