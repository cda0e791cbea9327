//! Says which language a text is in and supplies its stems, stop words, clitics, quote marks and
//! reporting verbs.
//!
//! In: a piece of text or a language code. Out: a [`Detection`], or the [`Language`] whose lists the
//! later stages read. A language is one file here and one line in [`LANGUAGES`].

mod arabic;
mod chinese;
mod detect;
mod dutch;
mod english;
mod french;
mod german;
mod hebrew;
mod hindi;
mod italian;
mod japanese;
mod persian;
mod portuguese;
mod russian;
mod spanish;
mod stem;
mod turkish;
mod ukrainian;
mod undetermined;

pub use detect::{Detection, Detector, code_of};
pub use stem::{Stemmer, stem, stemmer_id};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::sync::LazyLock;

/// What an apostrophe followed by letters means at the end of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apostrophe {
    /// Part of the word (`м'яч`).
    Letter,
    /// `'s` is a possessive ending and not part of the word.
    Possessive,
    /// Whatever follows is an ending and not part of the word (`İsrail'in`).
    Suffix,
}

/// What the lists say about a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordFlags {
    /// An article, pronoun, preposition, conjunction or auxiliary.
    pub function: bool,
    /// With a full stop an abbreviation that never ends a sentence (`Mr.`).
    pub title: bool,
    /// With a full stop an abbreviation that may end a sentence (`Inc.`).
    pub abbreviation: bool,
    /// With a full stop an abbreviation before a number (`No. 5`).
    pub numbered: bool,
    /// The abbreviation begins with a capital (`Mass.` against `mass`).
    pub capital: bool,
}

/// Abbreviations by what may follow their full stop, separated by white space. One written with a
/// capital is only recognised with a capital.
pub struct Abbreviations {
    /// Never end a sentence.
    titles: &'static str,
    /// May end a sentence.
    others: &'static str,
    /// Do not end a sentence before a number.
    numbered: &'static str,
}

/// The word lists of one language, ready for look-up; built when first used.
pub struct Words {
    flags: HashMap<String, WordFlags, FixedState>,
}

impl Words {
    fn new(function: &str, abbreviations: &Abbreviations) -> Words {
        let mut flags: HashMap<String, WordFlags, FixedState> = HashMap::default();
        for word in function.split_whitespace() {
            flags.entry(word.to_owned()).or_default().function = true;
        }
        let mut abbreviation = |word: &str, set: fn(&mut WordFlags)| {
            let capital = word.starts_with(char::is_uppercase);
            let flags = flags.entry(word.to_lowercase()).or_default();
            flags.capital = capital;
            set(flags);
        };
        let Abbreviations { titles, others, numbered } = abbreviations;
        titles.split_whitespace().for_each(|w| abbreviation(w, |f| f.title = true));
        others.split_whitespace().for_each(|w| abbreviation(w, |f| f.abbreviation = true));
        numbered.split_whitespace().for_each(|w| abbreviation(w, |f| f.numbered = true));
        Words { flags }
    }

    /// What the lists say about a folded form.
    pub fn flags(&self, form: &str) -> WordFlags {
        self.flags.get(form).copied().unwrap_or_default()
    }

    /// The function words, in no particular order.
    fn function(&self) -> impl Iterator<Item = &str> {
        self.flags.iter().filter(|(_, f)| f.function).map(|(w, _)| w.as_str())
    }

    /// Whether a folded form is an article, pronoun, preposition, conjunction or auxiliary.
    pub fn is_function(&self, form: &str) -> bool {
        self.flags(form).function
    }
}

/// What the other stages need to know about one language.
pub struct Language {
    /// ISO 639-1 code; `und` for the rules used when the language is not known.
    pub code: &'static str,
    /// English name.
    pub name: &'static str,
    /// Function words and abbreviations.
    pub words: &'static LazyLock<Words>,
    /// Pairs of quotation marks, the usual one first.
    pub quotes: &'static [(char, char)],
    /// Words that lose their vowel before an apostrophe and become a token of their own (`l'`, `d'`).
    pub elisions: &'static [&'static str],
    /// What an apostrophe inside a word means.
    pub apostrophe: Apostrophe,
    /// Whether a full stop after a number makes it an ordinal (`7. September`).
    pub ordinal_stop: bool,
    /// Maps a letter to the one it is counted as; `None` drops it.
    pub letter: fn(char) -> Option<char>,
    /// Prefixes written together with a word that a lexicon entry may be found without.
    pub proclitics: &'static [&'static str],
    /// Whether `I` and `İ` are the capitals of `ı` and `i`.
    pub turkic: bool,
    /// rust-stemmers' algorithm, where it is sound.
    pub classic: Option<rust_stemmers::Algorithm>,
    /// frostem's algorithm.
    pub snowball: Option<frostem::Algorithm>,
}

/// Every language with lists of its own, by code.
pub static LANGUAGES: [&Language; 16] = [
    &arabic::LANGUAGE,
    &german::LANGUAGE,
    &english::LANGUAGE,
    &spanish::LANGUAGE,
    &persian::LANGUAGE,
    &french::LANGUAGE,
    &hebrew::LANGUAGE,
    &hindi::LANGUAGE,
    &italian::LANGUAGE,
    &japanese::LANGUAGE,
    &dutch::LANGUAGE,
    &portuguese::LANGUAGE,
    &russian::LANGUAGE,
    &turkish::LANGUAGE,
    &ukrainian::LANGUAGE,
    &chinese::LANGUAGE,
];

/// The language of a code; the rules for undetermined text when there are no lists for it.
pub fn language(code: &str) -> &'static Language {
    LANGUAGES.iter().find(|l| l.code == code).copied().unwrap_or(&undetermined::LANGUAGE)
}

impl Language {
    /// The shorter forms a lexicon entry may also match `form` by: without the conjunctions,
    /// prepositions and articles written together with it. Never empty pieces; longest first.
    ///
    /// At most two proclitics are taken off (`و` then `ال`), and at least three letters stay.
    pub fn without_proclitics<'a>(&self, form: &'a str) -> Vec<&'a str> {
        let mut out: Vec<&str> = Vec::new();
        let mut add = |rest: &'a str| {
            if rest.chars().nth(2).is_some() && !out.contains(&rest) {
                out.push(rest);
            }
        };
        for first in self.proclitics {
            let Some(rest) = form.strip_prefix(first) else {
                continue;
            };
            add(rest);
            for second in self.proclitics {
                if let Some(rest) = rest.strip_prefix(second) {
                    add(rest);
                }
            }
        }
        out.sort_by_key(|s| std::cmp::Reverse(s.len()));
        out
    }
}

/// Keeps a letter as it is.
fn keep(c: char) -> Option<char> {
    Some(c)
}

impl std::fmt::Debug for Language {
    /// The code alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Language({})", self.code)
    }
}
