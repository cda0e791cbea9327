//! Italian: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/it.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "sig sigg sigra dott dr prof ing avv on gen col mons s cfr geom rag arch",
    others: "ecc etc ed tel ca gen febb apr lug ag sett ott nov dic spa",
    numbered: "n art pag pagg vol fig cap",
};

pub(super) static LANGUAGE: Language = Language {
    code: "it",
    name: "Italian",
    words: &WORDS,
    quotes: &[('«', '»'), ('“', '”'), ('‘', '’'), ('"', '"')],
    elisions: &[
        "l", "un", "d", "c", "s", "m", "t", "v", "n", "all", "dall", "nell", "sull", "dell", "coll", "quell", "quest", "sant",
        "bell", "grand", "mezz", "anch", "com", "dov", "cos", "quant", "quand", "nient", "nessun", "ciascun", "alcun", "gl",
        "tutt", "senz",
    ],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: Some(rust_stemmers::Algorithm::Italian),
    snowball: Some(frostem::Algorithm::Italian),
};
