//! The closed lists names and labels are recognised by.
//!
//! In: a folded word. Out: what it can be the head of. The lists are English, with heads in six other
//! languages; names in other scripts are found through the gazetteer and [`HONORIFICS`].

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::sync::LazyLock;

const LISTS: &str = include_str!("words.txt");
const OTHER: &str = include_str!("words_other.txt");

/// Words before a personal name in languages whose script has no capitals.
pub(super) const HONORIFICS: &[&str] = &[
    "الرئيس",
    "الشيخ",
    "السيد",
    "الدكتور",
    "الوزير",
    "الأمير",
    "الملك",
    "الجنرال",
    "رئيس",
    "وزير",
    "النائب",
    "القيادي",
    "הנשיא",
    "השר",
    "שר",
    "ראש",
    "הרב",
    "מר",
    "גברת",
    "דוקטור",
    "ד״ר",
    "האלוף",
    "הרמטכ״ל",
    "رئیس",
    "آیت‌الله",
    "سردار",
    "دکتر",
    "آقای",
];

/// What a word can be; a word may be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Uses {
    pub(super) person: bool,
    pub(super) title: bool,
    pub(super) group: bool,
    pub(super) loose: bool,
    pub(super) country: bool,
    pub(super) people: bool,
    pub(super) modifier: bool,
    pub(super) verb: bool,
    pub(super) copula: bool,
    pub(super) classed: bool,
    pub(super) linking: bool,
    pub(super) skip: bool,
    pub(super) adjective: bool,
    pub(super) noun: bool,
    pub(super) member: bool,
    pub(super) cause: bool,
    pub(super) site: bool,
    pub(super) number: bool,
    pub(super) medium: bool,
    pub(super) agency: bool,
    pub(super) press: bool,
}

impl Uses {
    /// Whether it can be the head of a phrase that describes someone.
    pub(super) fn is_head(self) -> bool {
        self.person || self.group || self.country || self.loose
    }
}

static USES: LazyLock<HashMap<&'static str, Uses, FixedState>> = LazyLock::new(|| {
    let mut uses: HashMap<&'static str, Uses, FixedState> = HashMap::default();
    for (list, words) in LISTS.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": ")) {
        for word in words.split_whitespace() {
            let of = uses.entry(word).or_default();
            match list {
                "person" => of.person = true,
                "title" => of.title = true,
                "group" => of.group = true,
                "loose" => of.loose = true,
                "country" => of.country = true,
                "people" => of.people = true,
                "modifier" => of.modifier = true,
                "verb" => of.verb = true,
                "copula" => of.copula = true,
                "classed" => of.classed = true,
                "skip" => of.skip = true,
                "adjective" => of.adjective = true,
                "nouns" => of.noun = true,
                "member" => of.member = true,
                "cause" => of.cause = true,
                "site" => of.site = true,
                "number" => of.number = true,
                "medium" => of.medium = true,
                "agency" => of.agency = true,
                "press" => of.press = true,
                _ => of.linking = true,
            }
        }
    }
    uses
});

/// What the lists say about a folded word.
pub(super) fn uses(word: &str) -> Uses {
    USES.get(word).copied().unwrap_or_default()
}

/// What a language other than English calls people and groups.
#[derive(Default)]
pub(super) struct Heads {
    uses: HashMap<&'static str, Uses, FixedState>,
    articles: Vec<&'static str>,
    /// Endings of the adjectives that follow a head; none where they stand before it.
    endings: Vec<&'static str>,
}

static HEADS: LazyLock<HashMap<&'static str, Heads, FixedState>> = LazyLock::new(|| {
    let mut languages: HashMap<&'static str, Heads, FixedState> = HashMap::default();
    for (list, words) in OTHER.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": ")) {
        let (language, list) = list.split_once(' ').unwrap_or((list, ""));
        let heads = languages.entry(language).or_default();
        for word in words.split_whitespace() {
            match list {
                "article" => heads.articles.push(word),
                "adjective" => heads.endings.push(word),
                _ => {
                    let of = heads.uses.entry(word).or_default();
                    match list {
                        "person" => of.person = true,
                        "group" => of.group = true,
                        _ => of.loose = true,
                    }
                }
            }
        }
    }
    languages
});

/// The heads of a language; `None` for English and where there is no list.
pub(super) fn heads(language: &str) -> Option<&'static Heads> {
    HEADS.get(language)
}

impl Heads {
    /// What the language says about a folded word.
    pub(super) fn uses(&self, word: &str) -> Option<Uses> {
        self.uses.get(word).copied()
    }

    /// Whether a word is a definite article.
    pub(super) fn is_article(&self, word: &str) -> bool {
        self.articles.contains(&word)
    }

    /// Whether a word can be an adjective after its noun.
    pub(super) fn follows(&self, word: &str) -> bool {
        word.chars().count() > 3 && self.endings.iter().any(|e| word.ends_with(e))
    }
}
