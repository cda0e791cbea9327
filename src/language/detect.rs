//! Identifies the language of a text, or says that the text does not tell.
//!
//! Trigram statistics (whatlang) decide on long texts. On short ones they must call themselves
//! reliable, or the function words found must name the same language.

use super::{LANGUAGES, Language, language};
use whatlang::Lang;

/// The language of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detection {
    /// ISO 639-1 code, or `und` when the text does not tell.
    pub code: &'static str,
    /// Confidence in per cent.
    pub confidence: u8,
}

impl Detection {
    /// The text does not tell.
    pub const UNDETERMINED: Detection = Detection { code: "und", confidence: 0 };

    /// The lists and rules for this language.
    pub fn language(&self) -> &'static Language {
        language(self.code)
    }
}

/// whatlang's languages by ISO 639-1 code.
const CODES: [(Lang, &str); 70] = [
    (Lang::Epo, "eo"), (Lang::Eng, "en"), (Lang::Rus, "ru"), (Lang::Cmn, "zh"), (Lang::Spa, "es"),
    (Lang::Por, "pt"), (Lang::Ita, "it"), (Lang::Ben, "bn"), (Lang::Fra, "fr"), (Lang::Deu, "de"),
    (Lang::Ukr, "uk"), (Lang::Kat, "ka"), (Lang::Ara, "ar"), (Lang::Hin, "hi"), (Lang::Jpn, "ja"),
    (Lang::Heb, "he"), (Lang::Yid, "yi"), (Lang::Pol, "pl"), (Lang::Amh, "am"), (Lang::Jav, "jv"),
    (Lang::Kor, "ko"), (Lang::Nob, "nb"), (Lang::Dan, "da"), (Lang::Swe, "sv"), (Lang::Fin, "fi"),
    (Lang::Tur, "tr"), (Lang::Nld, "nl"), (Lang::Hun, "hu"), (Lang::Ces, "cs"), (Lang::Ell, "el"),
    (Lang::Bul, "bg"), (Lang::Bel, "be"), (Lang::Mar, "mr"), (Lang::Kan, "kn"), (Lang::Ron, "ro"),
    (Lang::Slv, "sl"), (Lang::Hrv, "hr"), (Lang::Srp, "sr"), (Lang::Mkd, "mk"), (Lang::Lit, "lt"),
    (Lang::Lav, "lv"), (Lang::Est, "et"), (Lang::Tam, "ta"), (Lang::Vie, "vi"), (Lang::Urd, "ur"),
    (Lang::Tha, "th"), (Lang::Guj, "gu"), (Lang::Uzb, "uz"), (Lang::Pan, "pa"), (Lang::Aze, "az"),
    (Lang::Ind, "id"), (Lang::Tel, "te"), (Lang::Pes, "fa"), (Lang::Mal, "ml"), (Lang::Ori, "or"),
    (Lang::Mya, "my"), (Lang::Nep, "ne"), (Lang::Sin, "si"), (Lang::Khm, "km"), (Lang::Tuk, "tk"),
    (Lang::Aka, "ak"), (Lang::Zul, "zu"), (Lang::Sna, "sn"), (Lang::Afr, "af"), (Lang::Lat, "la"),
    (Lang::Slk, "sk"), (Lang::Cat, "ca"), (Lang::Tgl, "tl"), (Lang::Hye, "hy"), (Lang::Cym, "cy"),
];

/// The ISO 639-1 code for a code or name as users write it (`en`, `eng`, `en-GB`, `English`);
/// `None` when it is not a language that can be told.
pub fn code_of(given: &str) -> Option<&'static str> {
    let given = given.trim().to_lowercase();
    let head = given.split(['-', '_']).next().unwrap_or_default();
    let known = CODES.iter().find(|(lang, code)| {
        head == *code || head == lang.code() || given == lang.eng_name().to_lowercase()
    });
    known.map(|(_, code)| *code)
}

/// Texts of at least this many characters are believed even when whatlang is not sure: on news it is
/// wrong on 0.07 % of 300-character texts.
const LONG_ENOUGH: usize = 300;

/// Identifies languages among those allowed.
pub struct Detector {
    allowed: Vec<&'static str>,
    whatlang: whatlang::Detector,
}

impl Detector {
    /// A detector that chooses among `codes`; among all it knows when `codes` is empty or unknown.
    pub fn new(codes: &[String]) -> Detector {
        let allowed: Vec<&'static str> = codes.iter().filter_map(|c| code_of(c)).collect();
        let langs: Vec<Lang> =
            CODES.iter().filter(|(_, code)| allowed.contains(code)).map(|(lang, _)| *lang).collect();
        let whatlang = match langs.is_empty() {
            true => whatlang::Detector::new(),
            false => whatlang::Detector::with_allowlist(langs),
        };
        Detector { allowed, whatlang }
    }

    /// The language of `text`, of which about the first 1,000 characters of prose are enough.
    pub fn detect(&self, text: &str) -> Detection {
        let Some(info) = self.whatlang.detect(text) else { return Detection::UNDETERMINED };
        let code = CODES.iter().find(|(l, _)| *l == info.lang()).map_or("und", |(_, code)| *code);
        let confidence = (info.confidence() * 100.0).round().clamp(0.0, 100.0) as u8;
        let found = Detection { code, confidence };
        if self.allowed.len() == 1 || info.is_reliable() {
            return found;
        }
        let long = text.chars().nth(LONG_ENOUGH).is_some();
        match self.vote(text) {
            Some(voted) if voted == code || long => found,
            Some(voted) => Detection { code: voted, confidence: 50 },
            None if long => found,
            None => Detection::UNDETERMINED,
        }
    }

    /// The language with clearly the most function words in the text: at least three, and twice as
    /// many as the next.
    fn vote(&self, text: &str) -> Option<&'static str> {
        let lower = text.to_lowercase();
        let count = |language: &Language| {
            let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            words.take(200).filter(|w| language.words.is_function(w)).count()
        };
        let allowed = |l: &&&Language| self.allowed.is_empty() || self.allowed.contains(&l.code);
        let mut votes: Vec<(usize, &str)> =
            LANGUAGES.iter().filter(allowed).map(|l| (count(l), l.code)).collect();
        votes.sort_by(|a, b| b.cmp(a));
        let best = votes.first().filter(|(n, _)| *n >= 3)?;
        let next = votes.get(1).map_or(0, |(n, _)| *n);
        (best.0 >= 2 * next).then_some(best.1)
    }
}
