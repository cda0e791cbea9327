//! English: lists and rules. Function words: the closed word classes.

use super::{Abbreviations, Apostrophe, Language, Words, keep};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("words/en.txt"), &ABBREVIATIONS));

const ABBREVIATIONS: Abbreviations = Abbreviations {
    titles: "Adm Atty Brig Capt Cmdr Col Cpl Det Dr Fr Gen Gov Gens Hon Insp Lt Maj Messrs Mr \
        Mrs Ms Mx Pres Prof Profs Pvt Rep Reps Rev Sen Sens Sgt St Ste Supt vs v eds cf Ft \
        Mt Msgr Amb",
    others: "al Apr assn Aug Ave Bldg Blvd Bros Co Corp Dec Dept dept dist est etc Feb Inc Jan \
        Jr Jul Jun Ltd Mar Nov Oct Okla Ore Penn Plc Rd Sat Sept Sep Sr Tenn Tex Tues Univ \
        Va Vt Wash Wed Wis Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La \
        Mass Md Mich Minn Miss Mo Mont Neb Nev Pa Wyo Thurs Thur Fri Mon approx Esq Assn \
        Intl Natl Govt Hwy",
    numbered: "no nos p pp vol vols fig figs art para sec ch",
};

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
