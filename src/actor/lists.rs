//! The closed lists names and labels are recognised by.
//!
//! In: a folded word. Out: what it can be in a phrase, in English and by the [`Grammar`] of eight other languages;
//! whether it is a given name, or short for one.

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;

const LISTS: &str = include_str!("words.txt");
const OTHER: &str = include_str!("words_other.txt");

/// What a word can be; a word may be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Uses {
    pub(super) person: bool,
    pub(super) figure: bool,
    pub(super) side: bool,
    pub(super) title: bool,
    pub(super) group: bool,
    pub(super) loose: bool,
    pub(super) country: bool,
    pub(super) people: bool,
    pub(super) modifier: bool,
    pub(super) verb: bool,
    pub(super) copula: bool,
    pub(super) classed: bool,
    pub(super) classing: bool,
    pub(super) linking: bool,
    pub(super) skip: bool,
    pub(super) last: bool,
    pub(super) polite: bool,
    pub(super) plain: bool,
    pub(super) office: bool,
    pub(super) opening: bool,
    pub(super) paired: bool,
    pub(super) half: bool,
    pub(super) adjective: bool,
    pub(super) noun: bool,
    pub(super) member: bool,
    pub(super) cause: bool,
    pub(super) site: bool,
    pub(super) number: bool,
    pub(super) medium: bool,
    pub(super) agency: bool,
    pub(super) press: bool,
    pub(super) body: bool,
    pub(super) thing: bool,
    pub(super) mere: bool,
    pub(super) circle: bool,
    pub(super) belonging: bool,
    pub(super) armed: bool,
    pub(super) added: bool,
    pub(super) branch: bool,
    pub(super) epithet: bool,
    pub(super) wide: bool,
    pub(super) bond: bool,
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
                "figure" => (of.figure, of.person) = (true, true),
                "side" => (of.figure, of.person, of.side) = (true, true, true),
                "band" => (of.figure, of.group) = (true, true),
                "title" => of.title = true,
                "group" => of.group = true,
                "loose" => of.loose = true,
                "country" => of.country = true,
                "people" => of.people = true,
                "modifier" => of.modifier = true,
                "verb" => of.verb = true,
                "copula" => of.copula = true,
                "classed" => of.classed = true,
                "classing" => of.classing = true,
                "skip" => of.skip = true,
                "last" => of.last = true,
                "polite" => of.polite = true,
                "plain" => of.plain = true,
                "office" => of.office = true,
                "opening" => of.opening = true,
                "paired" => of.paired = true,
                "half" => of.half = true,
                "adjective" => of.adjective = true,
                "nouns" => of.noun = true,
                "member" => of.member = true,
                "cause" => of.cause = true,
                "site" => of.site = true,
                "number" => of.number = true,
                "medium" => of.medium = true,
                "agency" => of.agency = true,
                "press" => of.press = true,
                "body" => of.body = true,
                "thing" => of.thing = true,
                "mere" => of.mere = true,
                "circle" => of.circle = true,
                "belonging" => of.belonging = true,
                "armed" => of.armed = true,
                "added" => of.added = true,
                "branch" => of.branch = true,
                "epithet" => of.epithet = true,
                "wide" => of.wide = true,
                "bond" => of.bond = true,
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

/// How a language builds the phrases that describe someone, and with which words.
#[derive(Default)]
pub(super) struct Grammar {
    /// Heads, copulas, participles and prepositions; none for English, which has its own lists.
    uses: HashMap<&'static str, Uses, FixedState>,
    words: HashMap<&'static str, Particle, FixedState>,
    /// Endings of the adjectives that follow a head; none where they stand before it.
    endings: Vec<&'static str>,
    /// Endings of the adjectives that stand before a noun; where there are none, they are listed.
    openings: Vec<&'static str>,
    /// Whether a head may have words before it that no list knows, as in English.
    pub(super) open: bool,
    /// Whether nouns have capitals.
    pub(super) capitals: bool,
    /// Whether a compound is what its last part is: `Parteichef`.
    compounds: bool,
    /// The article, where it is written together with its word.
    article: &'static str,
    /// Conjunctions and prepositions written together with a word.
    proclitics: Vec<&'static str>,
}

/// What a small word does around a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Particle {
    /// Definite article, or says "this".
    pub(super) article: bool,
    /// Any word a noun phrase opens with.
    pub(super) determiner: bool,
    /// A preposition that holds an article: `du`.
    pub(super) fused: bool,
    /// Goes before a noun without being a determiner: `ancien`, `primer`.
    pub(super) adjective: bool,
    /// `as`.
    pub(super) as_what: bool,
    /// Goes on after a noun phrase: `who`, `which`, `and`.
    pub(super) closes: bool,
    /// May stand between a copula and what is said.
    pub(super) adverb: bool,
    /// Says who does it: `by`.
    pub(super) agent: bool,
    /// Says that something is not so.
    pub(super) negates: bool,
    /// After such a word, says that it is more than so: `not only`.
    pub(super) merely: bool,
}

static GRAMMARS: LazyLock<HashMap<&'static str, Grammar, FixedState>> = LazyLock::new(|| {
    let mut languages: HashMap<&'static str, Grammar, FixedState> = HashMap::default();
    for (list, words) in OTHER.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": ")) {
        let (language, list) = list.split_once(' ').unwrap_or((list, ""));
        let grammar = languages.entry(language).or_default();
        for word in words.split_whitespace() {
            grammar.add(list, word);
        }
    }
    languages.entry("en").or_default().open = true;
    languages.entry("de").or_default().capitals = true;
    ["de", "nl"].iter().for_each(|code| languages.entry(code).or_default().compounds = true);
    languages
});

/// The grammar of a language; that of English where there is none.
pub(super) fn grammar(language: &str) -> &'static Grammar {
    GRAMMARS.get(language).unwrap_or_else(|| &GRAMMARS["en"])
}

impl Grammar {
    fn add(&mut self, list: &str, word: &'static str) {
        match list {
            "follows" => return self.endings.push(word),
            "opens" => return self.openings.push(word),
            "prefix" => self.article = word,
            "proclitic" => return self.proclitics.push(word),
            _ => {}
        }
        let particle = |words: &mut HashMap<&'static str, Particle, FixedState>, set: fn(&mut Particle)| {
            set(words.entry(word).or_default());
        };
        match list {
            "article" => particle(&mut self.words, |p| (p.article, p.determiner) = (true, true)),
            "determiner" => particle(&mut self.words, |p| p.determiner = true),
            "adjective" => particle(&mut self.words, |p| p.adjective = true),
            "fused" => particle(&mut self.words, |p| p.fused = true),
            "as" => particle(&mut self.words, |p| p.as_what = true),
            "closes" => particle(&mut self.words, |p| p.closes = true),
            "adverb" => particle(&mut self.words, |p| p.adverb = true),
            "agent" => particle(&mut self.words, |p| p.agent = true),
            "negates" => particle(&mut self.words, |p| p.negates = true),
            "merely" => particle(&mut self.words, |p| p.merely = true),
            _ => {}
        }
        let of = match list {
            "person" | "group" | "loose" | "copula" | "classed" | "classing" | "linking" | "verb" | "adjective" | "plain" => {
                self.uses.entry(word).or_default()
            }
            _ => return,
        };
        match list {
            "person" => of.person = true,
            "group" => of.group = true,
            "loose" => of.loose = true,
            "copula" => of.copula = true,
            "classed" => of.classed = true,
            "classing" => of.classing = true,
            "linking" => of.linking = true,
            "verb" => of.verb = true,
            _ => {}
        }
    }

    /// What the language says about a folded word, and the word without what is written together with it.
    pub(super) fn uses<'a>(&self, word: &'a str) -> Option<(Uses, &'a str)> {
        let direct = |word: &'a str| Some((*self.uses.get(without_apostrophe(word))?, word));
        let bare = |word: &'a str| direct(word).or_else(|| direct(self.without_article(word)?));
        let long = |(uses, rest): &(Uses, &str)| uses.is_head() && rest.chars().count() > 2;
        bare(word)
            .or_else(|| self.without_proclitics(word).find_map(|rest| bare(rest).filter(long)))
            .or_else(|| Some((self.last_part(word)?, word)))
    }

    /// What the last part of a compound is: a person or body, but none that stands for any group.
    fn last_part(&self, word: &str) -> Option<Uses> {
        let parts = || word.char_indices().map(|(at, _)| &word[at..]).skip(3).filter(|part| part.len() > 3);
        let found = self.compounds.then(|| parts().find_map(|part| self.uses.get(part)))?;
        found.filter(|uses| uses.is_head()).map(|uses| Uses { loose: false, ..*uses })
    }

    /// What a folded word does around phrases.
    pub(super) fn particle(&self, word: &str) -> Particle {
        self.words.get(without_apostrophe(word)).copied().unwrap_or_default()
    }

    /// A word without the article written together with it.
    pub(super) fn without_article<'a>(&self, word: &'a str) -> Option<&'a str> {
        let rest = word.strip_prefix(self.article).filter(|_| !self.article.is_empty())?;
        rest.chars().nth(1).map(|_| rest)
    }

    /// A word without one or two of the conjunctions and prepositions written together with it; what is
    /// left may begin with the article.
    pub(super) fn without_proclitics<'a>(&self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let strip = |word: &'a str| self.proclitics.iter().filter_map(move |p| word.strip_prefix(p));
        let once = strip(word);
        let twice = strip(word).flat_map(strip);
        once.chain(twice).filter(|rest| rest.chars().nth(1).is_some())
    }

    /// Whether a word has the article written together with it, perhaps after a preposition.
    pub(super) fn is_definite(&self, word: &str) -> bool {
        self.without_article(word).is_some() || self.without_proclitics(word).any(|w| self.without_article(w).is_some())
    }

    /// Whether what stands before a word ends in the article.
    pub(super) fn ends_in_article(&self, before: &str) -> bool {
        !self.article.is_empty() && before.ends_with(self.article)
    }

    /// Whether modifiers stand after their noun.
    pub(super) fn modifies_after(&self) -> bool {
        !self.endings.is_empty() || !self.article.is_empty()
    }

    /// Whether the article is written together with its word.
    pub(super) fn has_prefixes(&self) -> bool {
        !self.article.is_empty()
    }

    /// Whether a word can be an adjective after its noun.
    pub(super) fn follows(&self, word: &str) -> bool {
        self.without_article(word).is_some() || word.chars().count() > 3 && self.endings.iter().any(|e| word.ends_with(e))
    }

    /// Whether a word can be an adjective before its noun.
    pub(super) fn precedes(&self, word: &str) -> bool {
        self.particle(word).adjective || word.chars().count() > 3 && self.openings.iter().any(|e| word.ends_with(e))
    }
}

/// `un’` as it is listed.
fn without_apostrophe(word: &str) -> &str {
    word.trim_end_matches(['\'', '’'])
}

/// Whether one lower-case given name is short for the other, or both for a third: *Chuck* and *Charles*.
pub(crate) fn is_short_for(a: &str, b: &str) -> bool {
    static FULL: LazyLock<HashMap<&str, Vec<&str>, FixedState>> = LazyLock::new(|| {
        let mut full: HashMap<&str, Vec<&str>, FixedState> = HashMap::default();
        let lines = include_str!("nicknames.txt").lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": "));
        for (name, short) in lines {
            full.entry(name).or_default().push(name);
            short.split(' ').for_each(|short| full.entry(short).or_default().push(name));
        }
        full
    });
    let [a, b] = [FULL.get(a), FULL.get(b)];
    a.zip(b).is_some_and(|(a, b)| a.iter().any(|name| b.contains(name)))
}

/// Persons who are known by their initials.
const BY_INITIALS: [&str; 8] = ["JFK", "LBJ", "FDR", "MLK", "RBG", "AOC", "MBS", "AMLO"];

/// Whether letters can stand for a name that begins with a word: hardly any person goes by initials (*AG* is not
/// *Al Gore*), and *D.C.* is a place.
pub(crate) fn may_stand_for(letters: &str, first: &str) -> bool {
    letters != "DC" && (!is_given_name(first) || BY_INITIALS.contains(&letters))
}

/// Whether a word alone, in lower case, says what kind of body is meant: `front`, `council`.
pub(crate) fn is_kind_of_body(word: &str) -> bool {
    uses(word).group
}

/// The names of the lists of given names that are wanted, by what they are called.
fn given(is_wanted: fn(&str) -> bool) -> HashSet<&'static str, FixedState> {
    let lists = include_str!("given.txt").lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": "));
    lists.filter(|(list, _)| is_wanted(list)).flat_map(|(_, names)| names.split_whitespace()).collect()
}

/// Whether a lower-case word is a given name and hardly ever anything else.
pub(crate) fn is_given_name(word: &str) -> bool {
    static GIVEN: LazyLock<HashSet<&str, FixedState>> = LazyLock::new(|| given(|list| list != "women"));
    GIVEN.contains(word)
}

/// Whether a lower-case given name is one that women have.
pub(crate) fn is_womans_name(word: &str) -> bool {
    static WOMEN: LazyLock<HashSet<&str, FixedState>> = LazyLock::new(|| given(|list| list == "women"));
    WOMEN.contains(word)
}
