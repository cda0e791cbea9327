//! English: lists and rules. Function words: the closed word classes.

use super::{Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/en.txt"), TITLES, ABBREVIATIONS));

/// Abbreviations that never end a sentence.
const TITLES: &str = "adm atty brig capt cmdr col cpl det dr fr gen gov hon insp lt lt.col maj messrs mr mrs \
    ms mx no nos pres prof rep reps rev sen sens sgt st ste supt vs v fig pp eds op cf art";

/// Abbreviations that may end a sentence.
const ABBREVIATIONS: &str = "abbr al apr assn aug ave bldg blvd co corp dec dept dist div e.g est etc ext feb ft i.e \
    inc jan jr jul jun kan ltd mar misc mo mt nov oct okla ore pa penn plc rd sat sec sep \
    sept sr tenn tex tues univ va vt wash wed wis a.m p.m ala ariz ark calif colo conn del \
    fla ga ill ind kans ky la mass md me mich minn miss mont neb nev n.h n.j n.m n.y n.c n.d \
    r.i s.c s.d w.va wyo thu thur thurs fri mon approx";

pub(super) static LANGUAGE: Language = Language {
    code: "en",
    name: "English",
    words: &WORDS,
    quotes: &[('“', '”'), ('‘', '’'), ('"', '"'), ('\'', '\'')],
    elisions: &[],
    apostrophe: Apostrophe::Possessive,
    ordinal_stop: false,
    letter: keep,
    proclitics: &[],
    turkic: false,
    classic: Some(rust_stemmers::Algorithm::English),
    snowball: Some(frostem::Algorithm::English),
};
