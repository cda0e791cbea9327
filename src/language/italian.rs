//! Italian: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/it.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "sig sigg sigra sig.ra dott dr dott.ssa prof ing avv on gen col cap mons s n art pag pagg \
    vol fig cfr geom rag arch";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "ecc etc ed tel ca gen febb apr lug ag sett ott nov dic s.p.a spa";

pub(super) static LANGUAGE: Language = Language {
    code: "it",
    name: "Italian",
    words: &WORDS,
    quotes: &[('«', '»'), ('“', '”'), ('‘', '’'), ('"', '"')],
    elisions: &["l", "un", "d", "c", "s", "m", "t", "v", "n", "all", "dall", "nell", "sull", "dell", "coll", "quell", "quest", "sant", "bell", "grand", "mezz", "anch", "com", "dov", "cos", "quant", "quand", "nient", "nessun", "ciascun", "alcun", "gl", "tutt", "senz"],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: Some(rust_stemmers::Algorithm::Italian),
    snowball: Some(frostem::Algorithm::Italian),
};
