//! French: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/fr.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "m mm mme mmes mlle mlles dr pr me mgr st ste gén col cdt lt cap cf av bd",
    others: "etc env janv févr juil sept oct nov déc cie éd ex tél sq apr",
    numbered: "no n° art p pp vol chap fig al",
};

pub(super) static LANGUAGE: Language = Language {
    code: "fr",
    name: "French",
    words: &WORDS,
    quotes: &[('«', '»'), ('“', '”'), ('‹', '›'), ('"', '"')],
    elisions: &["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: None,
    snowball: Some(frostem::Algorithm::French),
};
