//! German: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/de.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "hr fr dr prof dipl ing st nr bzw vgl z.b d.h u.a v.a s bd abs art hl gen frl kap abb mag";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "usw etc ca jan feb apr aug sept okt nov dez mio mrd str tel evtl ggf inkl max min sog \
    geb gest gmbh co zzgl mind bspw";

pub(super) static LANGUAGE: Language = Language {
    code: "de",
    name: "German",
    words: &WORDS,
    quotes: &[('„', '“'), ('»', '«'), ('‚', '‘'), ('›', '‹'), ('„', '”'), ('"', '"')],
    elisions: &[],
    apostrophe: Apostrophe::Letter,
    ordinal_stop: true,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: None,
    snowball: Some(frostem::Algorithm::German),
};
