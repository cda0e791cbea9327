//! Stems forms by one of two families of Snowball algorithms and names the one used.

use super::language;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Which stems terms are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stemmer {
    /// Folded forms, unstemmed.
    #[default]
    Off,
    /// rust-stemmers (Snowball of 2019) where it is sound, frostem elsewhere.
    Classic,
    /// frostem (Snowball 3).
    Snowball,
}

/// The two crates' algorithms for one language.
enum Algorithm {
    Classic(rust_stemmers::Algorithm),
    Snowball(frostem::Algorithm),
}

fn algorithm(stemmer: Stemmer, code: &str) -> Option<Algorithm> {
    let language = language(code);
    let snowball = language.snowball.map(Algorithm::Snowball);
    match stemmer {
        Stemmer::Off => None,
        Stemmer::Classic => language.classic.map(Algorithm::Classic).or(snowball),
        Stemmer::Snowball => snowball,
    }
}

/// The stem of a folded form; the form itself when the language has no stemmer or its stem is empty.
///
/// Acronyms kept in capitals (`US`) and forms with digits are returned unchanged.
pub fn stem<'a>(stemmer: Stemmer, code: &str, form: &'a str) -> Cow<'a, str> {
    let Some(algorithm) = algorithm(stemmer, code) else {
        return Cow::Borrowed(form);
    };
    if form.chars().any(|c| c.is_uppercase() || c.is_numeric()) {
        return Cow::Borrowed(form);
    }
    let stem = match algorithm {
        Algorithm::Classic(a) => rust_stemmers::Stemmer::create(a).stem(form),
        Algorithm::Snowball(a) => frostem::Stemmer::new(a).stem(form),
    };
    if stem.is_empty() { Cow::Borrowed(form) } else { stem }
}

/// Name and version of the algorithm `stem` uses for a language, e.g. `rust-stemmers 1.2 english`;
/// `None` when forms stay as they are.
pub fn stemmer_id(stemmer: Stemmer, code: &str) -> Option<String> {
    algorithm(stemmer, code).map(|a| match a {
        Algorithm::Classic(a) => format!("rust-stemmers 1.2 {}", format!("{a:?}").to_lowercase()),
        Algorithm::Snowball(a) => {
            format!("frostem 2.20261016.1 {}", format!("{a:?}").to_lowercase())
        }
    })
}
