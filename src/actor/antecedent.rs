//! Says who a definite phrase stands for.
//!
//! In: a phrase without a name ("the movement", "the president"), and what the document named and called before it.
//! Out: the actor. A phrase that may mean several, or what nobody was called, stands for none.

use super::entity::{ActorKind, Actors};
use super::gazetteer::{Place, PlaceKind, place};
use super::label::Label;
use super::lists::{Uses, is_given_name, uses};
use super::names::Name;
use super::view::{View, Word};
use crate::token::single_spaced;
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeSet;
use std::ops::Range;

/// Sentences back to which an actor is remembered.
const MEMORY: usize = 14;
/// Sentences back to which one of several countries may be meant.
const AT_HAND: usize = 2;
/// How often a document names a country that it may mean without having just done so.
const OFTEN: usize = 3;
/// Words that make another office of one: the president is not the vice president, and rarely the former one.
const RANKS: [&str; 9] = ["vice", "deputy", "assistant", "associate", "acting", "former", "ex", "onetime", "then"];
/// What no phrase that takes up a name begins with.
const NEW: [&str; 12] = ["first", "second", "third", "last", "next", "only", "same", "other", "another", "most", "new", "latest"];
const KINGDOMS: [&str; 14] = [
    "Saudi Arabia",
    "United Kingdom",
    "Jordan",
    "Bahrain",
    "Morocco",
    "Thailand",
    "Spain",
    "Netherlands",
    "Belgium",
    "Norway",
    "Sweden",
    "Denmark",
    "Cambodia",
    "Bhutan",
];
const EMIRATES: [&str; 3] = ["Qatar", "Kuwait", "United Arab Emirates"];
const ISLAMIC_REPUBLICS: [&str; 4] = ["Iran", "Pakistan", "Afghanistan", "Mauritania"];

/// What the search for antecedents knows.
pub(super) struct Context<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) names: &'a [Name],
    pub(super) actors: &'a Actors,
    pub(super) labels: &'a [Label],
}

/// A phrase that stands for an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definite {
    pub(super) actor: usize,
    pub(super) sentence: usize,
    /// With the article.
    pub(super) first: usize,
    pub(super) end: usize,
}

/// A phrase without a name.
pub(super) struct Phrase {
    pub(super) sentence: usize,
    pub(super) first: usize,
    pub(super) head: usize,
    pub(super) end: usize,
}

/// What actors are called and named, ready for look-up.
pub(super) struct Known<'a> {
    /// Heads each actor was called by, with their [`RANKS`], alone and after the country in the same label.
    roles: HashMap<String, BTreeSet<usize>>,
    /// Actors by name.
    pub(super) named: HashMap<&'a str, usize>,
    /// The one group of the document that a loose word may stand for.
    only: Option<usize>,
    /// The words of each actor's labels.
    words: HashMap<usize, HashSet<&'a str>>,
    /// Actors that are groups of the kind a loose word stands for, and those of them that fight.
    loose: HashSet<usize>,
    armed: HashSet<usize>,
    /// How often each country is named, its adjectives included.
    countries: HashMap<&'a str, usize>,
    /// Where each actor is named first.
    first: Vec<usize>,
}

impl<'a> Known<'a> {
    pub(super) fn new(context: &Context<'a>) -> Known<'a> {
        let (view, actors) = (context.view, context.actors);
        let mut named = HashMap::new();
        for (i, actor) in actors.list.iter().enumerate() {
            named.entry(actor.name.as_str()).or_insert(i);
        }
        let mut open = (0..actors.list.len()).filter(|&a| actors.list[a].is_open());
        let only = open.next().filter(|_| open.next().is_none());
        let mut known = Known {
            roles: HashMap::new(),
            named,
            only,
            words: HashMap::new(),
            loose: HashSet::new(),
            armed: HashSet::new(),
            countries: HashMap::new(),
            first: vec![usize::MAX; actors.list.len()],
        };
        for label in context.labels {
            known.add(context, label);
        }
        for (name, &actor) in context.names.iter().zip(&actors.of) {
            known.first[actor] = known.first[actor].min(name.first);
            if let Some(place) = name.place.filter(|p| p.kind != PlaceKind::Capital) {
                *known.countries.entry(place.country).or_default() += 1;
            }
            // "Arvad fighters", "the Harbour Movement"
            let next = view.words.get(name.end).filter(|_| name.end < view.words.len() && view.joins(name.end));
            let followed = next.is_some_and(|w| w.uses.member && w.uses.loose && !w.capital);
            if followed && name.place.is_none() {
                known.armed.insert(actor);
                known.loose.insert(actor);
            }
            if view.words[name.end - 1].uses.cause && view.words[name.end - 1].uses.loose {
                known.loose.insert(actor);
            }
        }
        known
    }

    /// The country a document is about: at least half of all its countries and their adjectives.
    fn about(&self) -> Option<usize> {
        let all: usize = self.countries.values().sum();
        let most = self.countries.iter().map(|(country, n)| (*n, *country)).max()?;
        (most.0 * 2 >= all).then(|| self.named.get(most.1).copied()).flatten()
    }

    fn add(&mut self, context: &Context<'a>, label: &Label) {
        let view = context.view;
        let actor = context.actors.of[label.name];
        let countries = between(context.names, label.first, label.end).iter().filter_map(|n| Some(n.place?.country));
        let countries: BTreeSet<&str> = countries.collect();
        // "adviser to the president" is an adviser.
        let role = role(view, (label.first, label.head));
        for country in &countries {
            self.roles.entry(format!("{country} {role}")).or_default().insert(actor);
        }
        self.roles.entry(role).or_default().insert(actor);
        let words = &view.words[label.first..label.end];
        self.words.entry(actor).or_default().extend(words.iter().map(|w| w.lower.as_str()));
        if view.words[label.head].uses.loose {
            self.loose.insert(actor);
            if words.iter().any(|w| w.uses.armed) {
                self.armed.insert(actor);
            }
        }
    }
}

/// A head with the [`RANKS`] among the words before it.
fn role(view: &View<'_>, (first, head): (usize, usize)) -> String {
    let ranks = (first..head).map(|t| view.words[t].lower.as_str()).filter(|word| RANKS.contains(word));
    single_spaced(ranks.chain([view.bare(head)]))
}

/// The names that touch a range of tokens.
pub(super) fn between(names: &[Name], first: usize, end: usize) -> &[Name] {
    let found = &names[names.partition_point(|n| n.end <= first)..names.partition_point(|n| n.first <= end)];
    #[cfg(test)]
    crate::token::steps::add(found.len() + 1);
    found
}

/// The actor a phrase stands for; `before` are the phrases before it that stand for one.
pub(super) fn antecedent(context: &Context<'_>, known: &Known<'_>, phrase: &Phrase, before: &[Definite]) -> Option<usize> {
    Search::new(context, known, phrase, before).actor()
}

/// A phrase and what was named before it.
struct Search<'a> {
    context: &'a Context<'a>,
    known: &'a Known<'a>,
    phrase: &'a Phrase,
    uses: Uses,
    role: String,
    /// Where the words stand that say more about the head.
    beside: Range<usize>,
    /// Actors named not long ago, oldest first, with the name.
    recent: Vec<(usize, &'a Name)>,
    /// Those that phrases of this sentence and the one before stand for.
    taken_up: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(context: &'a Context<'a>, known: &'a Known<'a>, phrase: &'a Phrase, before: &[Definite]) -> Search<'a> {
        let view = context.view;
        let (first, head) = (phrase.first, phrase.head);
        Search {
            context,
            known,
            phrase,
            uses: view.words[head].uses,
            role: role(view, (first, head)),
            beside: if first < head { first + 1..head } else { head + 1..phrase.end },
            recent: recent(context, first, phrase.sentence),
            taken_up: before.iter().rev().take_while(|d| d.sentence + 1 >= phrase.sentence).map(|d| d.actor).collect(),
        }
    }

    fn actor(&self) -> Option<usize> {
        let (uses, open) = (self.uses, self.context.view.grammar.open);
        if let Some(place) = self.country_beside().filter(|_| uses.person || uses.people || !open) {
            return self.of_country(place);
        }
        let called = || self.known.roles.get(&self.role).into_iter().flatten().copied();
        #[cfg(test)]
        crate::token::steps::add(called().count());
        if uses.person {
            let same = |a: &usize| self.kind(*a) == ActorKind::Person;
            let person = most(called().filter(same).filter(|a| self.recent.iter().any(|r| r.0 == *a)), self.context);
            // "the next president" is not the one there is.
            let same = |m: &Word| !m.capital && !matches!(m.lower.as_str(), "next" | "last" | "other" | "another");
            return person.filter(|_| self.modifiers().iter().all(same));
        }
        if uses.country {
            return self.country();
        }
        let called: BTreeSet<usize> = called().filter(|&a| self.kind(a).may_be_group()).collect();
        if open { self.group(&called) } else { self.group_elsewhere(&called) }
    }

    fn kind(&self, actor: usize) -> ActorKind {
        self.context.actors.list[actor].kind
    }

    /// The words that say more about the head.
    fn modifiers(&self) -> &'a [Word<'a>] {
        &self.context.view.words[self.beside.clone()]
    }

    fn word(&self) -> &'a str {
        self.context.view.bare(self.phrase.head)
    }

    /// The country whose adjective stands in the phrase.
    fn country_beside(&self) -> Option<Place> {
        let range = &self.beside;
        let inside = |n: &&Name| n.first >= range.start && n.end <= range.end.max(self.phrase.head + 1);
        let name = between(self.context.names, range.start, range.end).iter().find(inside)?;
        name.place.filter(|p| p.kind != PlaceKind::Capital)
    }

    /// `the Israeli prime minister`, `the North Korean leader`, `the Russian government`.
    fn of_country(&self, place: Place) -> Option<usize> {
        if self.uses.person {
            let called = self.known.roles.get(&format!("{} {}", place.country, self.role))?;
            return most(called.iter().copied(), self.context);
        }
        self.known.named.get(place.country).copied()
    }

    /// `the country`, `the kingdom`: the one just named in the sentence, else the one the document is about, else one at hand
    /// that it names often.
    fn country(&self) -> Option<usize> {
        let words = || self.modifiers().iter().map(|w| w.lower.as_str());
        if words().any(|w| NEW.contains(&w) || w.ends_with("est")) {
            return None;
        }
        let among: Option<&[&str]> = match self.word() {
            "kingdom" => Some(&KINGDOMS),
            "emirate" => Some(&EMIRATES),
            "republic" if words().any(|w| w == "islamic") => Some(&ISLAMIC_REPUBLICS),
            _ => None,
        };
        let named = || self.recent.iter().filter(|&&(actor, name)| self.is_country(actor, name, among));
        let last = || named().next_back().map(|r| r.0);
        if among.is_some() {
            return last();
        }
        let near = || named().filter(|r| r.1.sentence + AT_HAND >= self.phrase.sentence);
        // "the reclusive nation" may be any of several.
        let plain = words().all(|w| matches!(w, "whole" | "entire"));
        let several = near().next().is_some_and(|one| near().any(|other| other.0 != one.0));
        if !plain && several {
            return None;
        }
        if self.context.view.words[self.phrase.first].lower == "that" {
            return near().rfind(|r| r.1.place.is_some_and(|p| p.country != "United States")).map(|r| r.0);
        }
        let modifies = |name: &Name| {
            let noun = |w: &Word| !w.capital && !w.function && !w.uses.verb;
            self.context.view.words.get(name.end).is_some_and(noun) && self.context.view.joins(name.end)
        };
        let here = || named().rfind(|r| r.1.sentence == self.phrase.sentence && !modifies(r.1)).map(|r| r.0);
        let about = || self.known.about().filter(|about| named().any(|r| r.0 == *about));
        let often = |name: &Name| name.place.is_some_and(|p| self.known.countries.get(p.country).is_some_and(|&n| n >= OFTEN));
        match self.word() {
            "homeland" => about(),
            _ => here().or_else(about).or_else(|| near().rfind(|r| often(r.1)).map(|r| r.0)),
        }
    }

    /// Whether a name is that of a country, of some when only they are meant.
    fn is_country(&self, actor: usize, name: &Name, among: Option<&[&str]>) -> bool {
        let known = name.place.filter(|p| p.kind == PlaceKind::Country && among.is_none_or(|among| among.contains(&p.country)));
        // Georgia is a state where the United States are named.
        let state = |country: &str| country == "Georgia" && self.known.countries.contains_key("United States");
        let whole = || place(&self.context.actors.list[actor].name).is_some_and(|p| p.kind == PlaceKind::Country);
        known.is_some_and(|p| !state(p.country)) && self.kind(actor) == ActorKind::Country && whole()
    }

    /// The group an English phrase takes up: what was called so, what has the word for head of its name, and for
    /// a loose word the one group it can mean.
    fn group(&self, called: &BTreeSet<usize>) -> Option<usize> {
        let word = self.word();
        let near = || self.recent.iter().rev().map(|r| r.0).filter(|&a| self.kind(a).may_be_group() && self.suits(a));
        let named_so = |a: usize| heads(&self.context.actors.list[a].name, word);
        let just = near().find(|a| called.contains(a) || named_so(*a));
        // "the court" may stand far behind its name, a loose word not.
        let met = |a: usize| self.known.first[a] < self.phrase.first && !self.uses.loose;
        let alone = || called.first().copied().filter(|&a| called.len() == 1 && met(a) && self.suits(a));
        just.or_else(alone).or_else(|| self.medium(word)).or_else(|| {
            if self.uses.loose && self.uses.member {
                near().find(|a| self.known.armed.contains(a) && self.fights_as(*a, word))
            } else if self.uses.loose {
                self.one_at_hand(|a| self.is_open(a)).or_else(|| self.one_before())
            } else {
                None
            }
        })
    }

    /// Whether those of an armed group may be called so: *rebels* only where they were.
    fn fights_as(&self, actor: usize, word: &str) -> bool {
        let stem = match word {
            "rebels" => "rebel",
            "insurgents" => "insurg",
            _ => return true,
        };
        self.known.words.get(&actor).into_iter().flatten().any(|label| label.starts_with(stem))
    }

    /// The group called *group* or the like last, where no other is named at hand.
    fn one_before(&self) -> Option<usize> {
        let called = |r: &&(usize, &Name)| self.known.loose.contains(&r.0) && self.suits(r.0);
        let last = self.recent.iter().rev().find(called)?.0;
        let other =
            |r: &(usize, &Name)| r.1.sentence + 1 >= self.phrase.sentence && r.0 != last && self.kind(r.0) == ActorKind::Group;
        (self.kind(last).may_be_group() && !self.recent.iter().any(other)).then_some(last)
    }

    /// `the network`: the only broadcaster or newspaper named beside it.
    fn medium(&self, word: &str) -> Option<usize> {
        let printed = matches!(word, "newspaper" | "magazine");
        let medium = |a: usize| {
            let name = self.context.actors.list[a].name.to_lowercase();
            self.kind(a) == ActorKind::Medium && !(printed && name.split(' ').any(|w| uses(w).agency))
        };
        let is_one = printed || matches!(word, "network" | "broadcaster" | "channel");
        is_one.then(|| self.one_at_hand(medium)).flatten()
    }

    /// The only such actor of this sentence and the one before, named or taken up.
    fn one_at_hand(&self, is_such: impl Fn(usize) -> bool) -> Option<usize> {
        let named = self.recent.iter().filter(|r| r.1.sentence + 1 >= self.phrase.sentence).map(|r| r.0);
        let near: BTreeSet<usize> = named.chain(self.taken_up.iter().copied()).filter(|&a| is_such(a)).collect();
        near.first().copied().filter(|&a| near.len() == 1 && self.suits(a))
    }

    /// Whether a loose word such as *group* may take up an actor: no medium, party, house or mere adjective.
    fn is_open(&self, index: usize) -> bool {
        let actor = &self.context.actors.list[index];
        let joined = self.known.loose.contains(&index) || actor.is_open() && actor.joined;
        let is_other = |name: &str| uses(name).wide || uses(name).adjective || is_given_name(name);
        joined && matches!(actor.kind, ActorKind::Group | ActorKind::Unknown) && !is_other(&actor.name.to_lowercase())
    }

    /// Whether all a phrase says fits an actor: what its labels or its name say, or what may be added to them.
    fn suits(&self, actor: usize) -> bool {
        let name = || self.context.actors.list[actor].name.to_lowercase();
        let labels = self.known.words.get(&actor);
        // A law firm that calls itself a group does not fight.
        let fights = || self.known.armed.contains(&actor) || !name().split(' ').any(|part| uses(part).group && !uses(part).armed);
        self.modifiers().iter().all(|w| {
            let word = w.lower.as_str();
            let high = || word == "high" && name().contains("supreme");
            let added = w.uses.armed && fights() || w.uses.added || w.place().is_some() || is_linked(word) || high();
            added || labels.is_some_and(|labels| labels.contains(word)) || name().split(' ').any(|part| part == word)
        })
    }

    /// The same outside English, where most nouns are on no list: only where nobody else can be meant.
    fn group_elsewhere(&self, called: &BTreeSet<usize>) -> Option<usize> {
        let list = &self.context.actors.list;
        let contains = |a: usize| list[a].name.to_lowercase().split(' ').any(|w| w == self.word());
        let named_so = || self.recent.iter().rev().map(|r| r.0).find(|&a| self.kind(a).may_be_group() && contains(a));
        let only = || self.known.only.filter(|only| self.uses.loose && self.recent.iter().any(|r| r.0 == *only));
        most(called.iter().copied(), self.context).or_else(named_so).or_else(only)
    }
}

/// Whether a word is the head of a body's name: its last word, or the one before *of* or *for*.
fn heads(name: &str, word: &str) -> bool {
    let last = name.split(' ').take_while(|w| !matches!(*w, "of" | "for" | "on")).last();
    name.contains(' ') && last.is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// `Gaza-based`, `Iran-backed`.
fn is_linked(word: &str) -> bool {
    word.rsplit_once(['-', '‑']).is_some_and(|(_, last)| {
        matches!(last, "based" | "backed" | "linked" | "led" | "run" | "aligned" | "affiliated" | "inspired" | "funded")
    })
}

/// Actors named before a token and not long ago, oldest first, with the name.
fn recent<'a>(context: &Context<'a>, token: usize, sentence: usize) -> Vec<(usize, &'a Name)> {
    let from = context.names.partition_point(|n| n.sentence + MEMORY < sentence);
    let to = context.names.partition_point(|n| n.first < token).max(from);
    #[cfg(test)]
    crate::token::steps::add(to - from);
    (from..to).map(|i| (context.actors.of[i], &context.names[i])).collect()
}

/// The actor named most often in the document; the earlier one of equals.
fn most(actors: impl Iterator<Item = usize>, context: &Context<'_>) -> Option<usize> {
    actors.max_by_key(|&a| (context.actors.list[a].n, std::cmp::Reverse(a)))
}
