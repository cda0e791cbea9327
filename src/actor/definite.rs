//! Finds phrases that stand for an actor without naming it.
//!
//! In: words, names and actors of a document, and the labels given beside names. Out: phrases such as
//! "the movement", "the Gaza-based terror group", "the president", "Israeli forces", each with the
//! actor it stands for. A phrase nobody in the document fits is left out.

use super::entity::{ActorKind, Actors};
use super::gazetteer::{Place, PlaceKind};
use super::label::Label;
use super::lists::Uses;
use super::names::Name;
use super::view::View;
use crate::token::single_spaced;
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeSet;

/// A phrase that stands for an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definite {
    pub(super) actor: usize,
    pub(super) sentence: usize,
    /// With the article.
    pub(super) first: usize,
    pub(super) end: usize,
}

/// Sentences back to which an actor is remembered.
const MEMORY: usize = 14;
const LONGEST: usize = 6;

/// What the search for antecedents knows.
pub(super) struct Context<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) names: &'a [Name],
    pub(super) actors: &'a Actors,
    pub(super) labels: &'a [Label],
}

/// The phrases of a document in text order.
pub(super) fn definites(context: &Context<'_>) -> Vec<Definite> {
    let known = Known::new(context);
    let taken: HashSet<usize> = context.labels.iter().map(|l| l.head).collect();
    let mut found = Vec::new();
    for (sentence, first, end) in context.view.sentences() {
        let mut at = first;
        while at < end {
            let Some((head, stop)) = phrase(context.view, at, end) else {
                at += 1;
                continue;
            };
            let view = context.view;
            // "el grupo «Arvad por la paz»": what is in quotation marks is the name.
            let quoted = !view.grammar.open && stop < end && view.words[stop].quote && view.words[stop].capital;
            let free = !taken.contains(&head) && !quoted;
            let named = between(context.names, at, stop).iter().any(|n| {
                let inside = n.first < stop && at < n.end && n.place.is_none_or(|p| p.kind != PlaceKind::Adjective);
                inside
                    || (n.first == stop
                        && context.view.joins(stop)
                        && n.sentence == sentence
                        && !context.view.words[head].possessive)
            });
            if free
                && !named
                && let Some(actor) = antecedent(context, &known, ((at, head, stop), sentence))
            {
                found.push(Definite { actor, sentence, first: at, end: stop });
            }
            at = stop;
        }
    }
    let ends: Vec<(usize, usize)> = found.iter().map(|d| (d.end, d.first)).collect();
    let is_free = |d: &Definite| ends.get(ends.partition_point(|e| e.0 <= d.first)).is_none_or(|e| e.1 >= d.end);
    found.extend(peoples(context, &known).into_iter().filter(is_free));
    found.sort_by_key(|d| (d.first, d.end));
    found
}

/// What actors are called and named, ready for look-up.
struct Known<'a> {
    /// Heads each actor was called by, with their [`RANKS`], alone and after the country in the same label.
    roles: HashMap<String, BTreeSet<usize>>,
    /// Actors by name.
    named: HashMap<&'a str, usize>,
    /// The one group of the document that a loose word may stand for.
    only: Option<usize>,
}

impl<'a> Known<'a> {
    fn new(context: &Context<'a>) -> Known<'a> {
        let mut roles: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for label in context.labels {
            let actor = context.actors.of[label.name];
            let countries = between(context.names, label.first, label.end).iter().filter_map(|n| Some(n.place?.country));
            let countries: BTreeSet<&str> = countries.collect();
            // "adviser to the president" is an adviser.
            let role = role(context.view, (label.first, label.head));
            for country in &countries {
                roles.entry(format!("{country} {role}")).or_default().insert(actor);
            }
            roles.entry(role).or_default().insert(actor);
        }
        let mut named = HashMap::new();
        for (i, actor) in context.actors.list.iter().enumerate() {
            named.entry(actor.name.as_str()).or_insert(i);
        }
        let mut open = (0..context.actors.list.len()).filter(|&a| context.actors.list[a].is_open());
        let only = open.next().filter(|_| open.next().is_none());
        Known { roles, named, only }
    }
}

/// Words that make another office of one: the president is not the vice president, and rarely the former one.
const RANKS: [&str; 9] = ["vice", "deputy", "assistant", "associate", "acting", "former", "ex", "onetime", "then"];

/// A head with the [`RANKS`] among the words before it.
fn role(view: &View<'_>, (first, head): (usize, usize)) -> String {
    let ranks = (first..head).map(|t| view.words[t].lower.as_str()).filter(|word| RANKS.contains(word));
    single_spaced(ranks.chain([view.bare(head)]))
}

/// The names that touch a range of tokens.
fn between(names: &[Name], first: usize, end: usize) -> &[Name] {
    let found = &names[names.partition_point(|n| n.end <= first)..names.partition_point(|n| n.first <= end)];
    #[cfg(test)]
    crate::token::steps::add(found.len() + 1);
    found
}

/// Head and end of a definite phrase that begins at a token.
fn phrase(view: &View<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    if view.grammar.has_prefixes() {
        return prefixed(view, at, end);
    }
    if !view.is_article(at) {
        return None;
    }
    let mut stop = at + 1;
    while stop < end && stop - at <= LONGEST && view.joins(stop) && !view.words[stop].function && !view.words[stop].uses.verb {
        stop += 1;
        if view.words[stop - 1].possessive {
            break;
        }
    }
    if view.grammar.modifies_after() {
        // "le mouvement islamiste": adjectives after the head belong to it; a complement tells of another.
        let head = (at + 1..stop).find(|&t| view.words[t].uses.is_head())?;
        let end = (head + 1..stop).find(|&t| !view.follows(t)).unwrap_or(stop);
        let complement = end < view.words.len() && view.joins(end) && view.words[end].uses.linking;
        return (!complement).then_some((head, end));
    }
    let head = (at + 1..stop).rev().find(|&t| view.words[t].uses.is_head())?;
    if !view.grammar.open {
        let complement = head + 1 < stop.max(end) && view.joins(head + 1) && view.words[head + 1].uses.linking;
        return (!complement).then_some((head, head + 1));
    }
    let last = head + 1 == stop || (!view.words[head + 1].uses.is_head() && is_verb_like(&view.words[head + 1].lower));
    let complement = view.words.get(head + 1).is_some_and(|w| w.lower == "of" && view.joins(head + 1)) && head + 1 < end;
    (last && !complement).then_some((head, head + 1))
}

/// `الحركة`, `ארגון הטרור`: head and end of a phrase whose article is written together with a word.
fn prefixed(view: &View<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    let uses = view.words[at].uses;
    let stop = (at + 1..end).find(|&t| !(view.joins(t) && view.follows(t))).unwrap_or(end);
    let construct = uses.group && stop > at + 1;
    (uses.is_head() && (view.has_article(at) || construct)).then_some((at, stop))
}

fn is_verb_like(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with('s') || word.ends_with("ing")
}

/// The actor a phrase stands for.
fn antecedent(context: &Context<'_>, known: &Known<'_>, at: ((usize, usize, usize), usize)) -> Option<usize> {
    let ((first, head, stop), sentence) = at;
    let (word, uses) = (context.view.bare(head), context.view.words[head].uses);
    let role = role(context.view, (first, head));
    let modifiers = if first < head { first + 1..head } else { head + 1..stop };
    let recent = recent(context, first, sentence);
    let country = between(context.names, modifiers.start, modifiers.end)
        .iter()
        .find(|n| n.first >= modifiers.start && n.end <= modifiers.end.max(head + 1))
        .and_then(|n| n.place)
        .filter(|p| p.kind != PlaceKind::Capital);
    if let Some(place) = country {
        return of_country(context, known, (&role, uses), place);
    }
    let called: Vec<usize> = known.roles.get(&role).into_iter().flatten().copied().collect();
    #[cfg(test)]
    crate::token::steps::add(called.len());
    if uses.person {
        let same = |a: &usize| context.actors.list[*a].kind == ActorKind::Person;
        let person = most(called.iter().copied().filter(same).filter(|a| recent.iter().any(|r| r.0 == *a)), context);
        return person.filter(|_| context.view.words[modifiers].iter().all(|m| !m.capital));
    }
    if uses.country {
        let place = |a: usize| {
            context.actors.list[a].kind == ActorKind::Country
                && super::gazetteer::place(&context.actors.list[a].name).is_some_and(|p| p.kind == PlaceKind::Country)
        };
        let named = |n: &Name| n.place.is_some_and(|p| p.kind == PlaceKind::Country);
        return recent.iter().rev().find(|r| named(r.1) && place(r.0)).map(|r| r.0);
    }
    let group = |a: usize| context.actors.list[a].kind.may_be_group();
    let called_so = most(called.iter().copied().filter(|&a| group(a)), context);
    let contains = |a: usize| context.actors.list[a].name.to_lowercase().split(' ').any(|w| w == word);
    let named_so = recent.iter().rev().map(|r| r.0).find(|&a| group(a) && contains(a));
    let any = || {
        let open = |a: &usize| context.actors.list[*a].is_open();
        match context.view.grammar.open {
            true => most(recent.iter().map(|r| r.0).filter(open), context),
            // Elsewhere most nouns are on no list: only where nobody else can be meant.
            false => known.only.filter(|only| recent.iter().any(|r| r.0 == *only)),
        }
    };
    called_so.or(named_so).or_else(|| if uses.loose { any() } else { None })
}

/// `the Israeli prime minister`, `the North Korean leader`, `the Russian government`.
fn of_country(context: &Context<'_>, known: &Known<'_>, head: (&str, Uses), place: Place) -> Option<usize> {
    if head.1.person {
        let called = known.roles.get(&format!("{} {}", place.country, head.0))?;
        return most(called.iter().copied(), context);
    }
    known.named.get(place.country).copied()
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

/// `Russian officials`, `Israelis`: an adjective of a country and the people meant.
fn peoples(context: &Context<'_>, known: &Known<'_>) -> Vec<Definite> {
    let adjective = |n: &&Name| n.place.is_some_and(|p| p.kind == PlaceKind::Adjective);
    let mut found = Vec::new();
    for name in context.names.iter().filter(adjective) {
        let Some(place) = name.place else { continue };
        let Some(&actor) = known.named.get(place.country) else { continue };
        let follows = (name.end..context.view.words.len().min(name.end + 2)).find(|&t| context.view.words[t].uses.people);
        let joined = |t: usize| (name.end..=t).all(|i| context.view.joins(i) && !context.view.words[i].capital);
        let plural = name.end - name.first == 1
            && context.view.words[name.first].lower.ends_with('s')
            && name.text.len() > place.country.len().min(5);
        match follows.filter(|&t| joined(t)) {
            Some(t) => found.push(Definite { actor, sentence: name.sentence, first: name.first, end: t + 1 }),
            None if plural => found.push(Definite { actor, sentence: name.sentence, first: name.first, end: name.end }),
            None => {}
        }
    }
    found
}
