//! Rules for text whose language is not known or has no lists of its own: English abbreviations and
//! function words, quotation marks of every kind, no stems.

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/en.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations =
    Abbreviations { titles: "mr mrs ms dr prof gen sen st no vs", others: "etc inc co corp ltd jr sr", numbered: "" };

pub(super) static LANGUAGE: Language = Language {
    code: "und",
    name: "undetermined",
    words: &WORDS,
    quotes: &[('“', '”'), ('‘', '’'), ('«', '»'), ('„', '“'), ('「', '」'), ('『', '』'), ('"', '"')],
    elisions: &[],
    apostrophe: Apostrophe::Possessive,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: None,
    snowball: None,
};
