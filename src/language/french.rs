//! French: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/fr.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "m mm mme mmes mlle mlles dr pr me mgr st ste gén col cdt lt cap no n° art p pp cf vol \
    chap fig av bd";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "etc env janv févr juil sept oct nov déc cie éd ex tél sq apr";

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
