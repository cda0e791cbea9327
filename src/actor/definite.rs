//! Finds phrases that stand for an actor without naming it.
//!
//! In: words, names and actors of a document, and the labels given beside names. Out: phrases such as
//! "the movement", "the Gaza-based terror group", "the president", "Israeli forces", each with the
//! actor it stands for. A phrase nobody in the document fits is left out.

use super::antecedent::{Context, Definite, Known, Phrase, antecedent, between};
use super::gazetteer::PlaceKind;
use super::names::Name;
use super::view::{View, Word};
use hashbrown::HashSet;

const LONGEST: usize = 6;

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
                && let Some(actor) = antecedent(context, &known, &Phrase { sentence, first: at, head, end: stop }, &found)
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
    // "the threat", "the rival": whose depends on who speaks.
    if view.words[head].uses.side {
        return None;
    }
    if !view.grammar.open {
        let complement = head + 1 < stop.max(end) && view.joins(head + 1) && view.words[head + 1].uses.linking;
        return (!complement).then_some((head, head + 1));
    }
    // "reports that terrorists came", "that Russian police left"
    if view.words[at].lower == "that" && (view.words[head].uses.member || head > at + 1) {
        return None;
    }
    let goes_on = |w: &Word| w.uses.is_head() || w.uses.people || !is_verb_like(&w.lower);
    let last = head + 1 == stop || !goes_on(&view.words[head + 1]);
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

/// `Russian officials`, `Israelis`: an adjective of a country and the people meant.
fn peoples(context: &Context<'_>, known: &Known<'_>) -> Vec<Definite> {
    let adjective = |n: &&Name| n.place.is_some_and(|p| p.kind == PlaceKind::Adjective);
    let mut found = Vec::new();
    for name in context.names.iter().filter(adjective) {
        let Some(place) = name.place else { continue };
        let Some(&actor) = known.named.get(place.country) else { continue };
        // "Syrian rebel forces" are not those of Syria.
        let own = |t: usize| (name.end..t).all(|i| context.view.words[i].uses.branch);
        let joined = |t: usize| own(t) && (name.end..=t).all(|i| context.view.joins(i) && !context.view.words[i].capital);
        let follows = |&t: &usize| context.view.words[t].uses.people && joined(t);
        let plural = name.end - name.first == 1
            && context.view.words[name.first].lower.ends_with('s')
            && name.text.len() > place.country.len().min(5);
        match (name.end..context.view.words.len().min(name.end + 2)).rfind(follows) {
            Some(t) => found.push(Definite { actor, sentence: name.sentence, first: name.first, end: t + 1 }),
            None if plural => found.push(Definite { actor, sentence: name.sentence, first: name.first, end: name.end }),
            None => {}
        }
    }
    found
}
