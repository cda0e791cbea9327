//! Says which language a text is in and supplies its stems, stop words, clitics, quote marks and
//! reporting verbs.

use serde::{Deserialize, Serialize};

/// The language of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detection {
    /// ISO 639-1 code, or `und` when the text does not tell.
    pub code: &'static str,
    /// Confidence in per cent.
    pub confidence: u8,
}

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
