//! German: lists and rules. Function words: stopwords-iso (MIT licence).

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/de.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "hr fr dr prof dipl ing st bzw vgl hl gen frl mag",
    others: "usw etc ca jan feb apr aug sept okt nov dez mio mrd str tel evtl ggf inkl sog geb gest gmbh co zzgl mind bspw",
    numbered: "nr abs art bd kap abb s",
};

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
