//! Identifies the language of a text, or says that the text does not tell.
//!
//! Trigram statistics (whatlang) decide on long texts. On short ones they must call themselves
//! reliable, or the function words found must name the same language.

use super::{LANGUAGES, Language, language};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::sync::LazyLock;
use whatlang::{Lang, Script};

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
#[rustfmt::skip]
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
    let head = match given.split(['-', '_']).next().unwrap_or_default() {
        "no" | "nor" => "nb",
        "iw" => "he",
        head => head,
    };
    let known = CODES.iter().find(|(lang, code)| head == *code || head == lang.code() || given == lang.eng_name().to_lowercase());
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
        let langs: Vec<Lang> = CODES.iter().filter(|(_, code)| allowed.contains(code)).map(|(lang, _)| *lang).collect();
        let whatlang = match langs.is_empty() {
            true => whatlang::Detector::new(),
            false => whatlang::Detector::with_allowlist(langs),
        };
        Detector { allowed, whatlang }
    }

    /// The language of `text`, of which about the first 1,000 characters of prose are enough.
    ///
    /// Tags, handles and addresses are not looked at: they are often in another language.
    pub fn detect(&self, text: &str) -> Detection {
        if self.allows("en") && is_plain_english(text) {
            return Detection { code: "en", confidence: 100 };
        }
        let prose = prose_words(text);
        let Some(info) = self.whatlang.detect(&prose) else {
            return Detection::UNDETERMINED;
        };
        let code = CODES.iter().find(|(l, _)| *l == info.lang()).map_or("und", |(_, code)| *code);
        let confidence = (info.confidence() * 100.0).round().clamp(0.0, 100.0) as u8;
        let found = Detection { code, confidence };
        if info.is_reliable() || prose.chars().nth(LONG_ENOUGH).is_some() {
            return found;
        }
        match self.vote(&prose) {
            Some(vote) if vote.code == code => found,
            Some(vote) if vote.n >= 3 && vote.n >= 2 * vote.next => Detection { code: vote.code, confidence: 50 },
            _ if matches!((info.script(), code), (Script::Hebrew, "he") | (Script::Devanagari, "hi")) => found,
            _ => Detection::UNDETERMINED,
        }
    }

    fn allows(&self, code: &str) -> bool {
        self.allowed.is_empty() || self.allowed.contains(&code)
    }

    /// The language with the most function words in the text.
    fn vote(&self, text: &str) -> Option<Vote> {
        let votes = votes(text);
        let mut votes: Vec<(usize, &str)> =
            (LANGUAGES.iter().zip(votes.by_language)).filter(|(l, _)| self.allows(l.code)).map(|(l, n)| (n, l.code)).collect();
        votes.sort_by(|a, b| b.cmp(a));
        let (n, code) = *votes.first()?;
        let next = votes.get(1).map_or(0, |(n, _)| *n);
        (n > next).then_some(Vote { code, n, next })
    }
}

/// The language that leads by function words, its count and the next language's.
struct Vote {
    code: &'static str,
    n: usize,
    next: usize,
}

/// A text without tags, handles and addresses.
fn prose_words(text: &str) -> Cow<'_, str> {
    let odd = |w: &str| w.starts_with(['#', '@', '＃']) || w.contains("://");
    if !text.contains(['#', '@', '＃']) && !text.contains("://") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().filter(|w| !odd(w)).collect::<Vec<_>>().join(" "))
}

/// How many words of a text are function words of each language.
struct Votes {
    words: usize,
    by_language: [usize; LANGUAGES.len()],
}

/// Every function word with the set of languages it belongs to, one bit for each of [`LANGUAGES`].
static FUNCTION_WORDS: LazyLock<HashMap<&str, u32, FixedState>> = LazyLock::new(|| {
    let mut map: HashMap<&str, u32, FixedState> = HashMap::default();
    for (bit, language) in LANGUAGES.iter().enumerate() {
        for word in language.words.function() {
            *map.entry(word).or_default() |= 1 << bit;
        }
    }
    map
});

fn votes(text: &str) -> Votes {
    let mut votes = Votes { words: 0, by_language: [0; LANGUAGES.len()] };
    let mut lower = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(200) {
        lower.clear();
        if word.is_ascii() {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        votes.words += 1;
        let mut set = FUNCTION_WORDS.get(lower.as_str()).copied().unwrap_or(0);
        while set != 0 {
            votes.by_language[set.trailing_zeros() as usize] += 1;
            set &= set - 1;
        }
    }
    votes
}

/// Whether a text of at least 60 words is English beyond doubt: three words in ten are English
/// function words and no other language has half as many. Spares most news the trigram statistics.
fn is_plain_english(text: &str) -> bool {
    let votes = votes(text);
    let english = LANGUAGES.iter().position(|l| l.code == "en").unwrap_or(0);
    let n = votes.by_language[english];
    let others = votes.by_language.iter().enumerate().filter(|(i, _)| *i != english);
    votes.words >= 60 && n * 10 >= votes.words * 3 && others.map(|(_, n)| *n).all(|other| other * 2 < n)
}
