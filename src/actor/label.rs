//! Finds what an actor is called beside its name.
//!
//! In: the words and names of a document. Out: [`Label`]s: titles and premodifiers before a name
//! ("Hamas leader", "Palestinian terrorist organization"), appositions on either side, predicates
//! ("X is a ...", "X is classified as a ..."). A label has a head from the lists of roles and bodies;
//! what has none is not taken for a label.

use super::MentionKind;
use super::names::Name;
use super::view::View;
use crate::token::Gap;

/// What a name is called in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Index of the name.
    pub(super) name: usize,
    pub(super) kind: MentionKind,
    /// The phrase, without its article.
    pub(super) first: usize,
    pub(super) end: usize,
    /// The head of the phrase.
    pub(super) head: usize,
}

/// Longest phrase before its head, in words.
const LONGEST: usize = 7;
/// Longest complement after a head.
const COMPLEMENT: usize = 8;

/// The labels of all names, by name.
pub(super) fn labels(view: &View<'_>, names: &[Name]) -> Vec<Label> {
    let mut labels = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let sentence = &view.document.sentences[name.sentence];
        let place = Place { view, names, index: i, first: sentence.first as usize, end: sentence.end as usize };
        let before = place.before();
        labels.extend(before.clone());
        if before.is_none() {
            labels.extend(place.apposition_before().or_else(|| place.called()).or_else(|| place.members()));
        }
        labels.extend(place.apposition_after());
        labels.extend(place.predicate());
    }
    labels.retain(|l| names.get(names.partition_point(|n| n.end <= l.head)).is_none_or(|n| n.first > l.head));
    labels
}

/// A name in its sentence.
struct Place<'a> {
    view: &'a View<'a>,
    names: &'a [Name],
    index: usize,
    first: usize,
    end: usize,
}

impl Place<'_> {
    fn name(&self) -> &Name {
        &self.names[self.index]
    }

    fn label(&self, kind: MentionKind, span: (usize, usize), head: usize) -> Label {
        Label { name: self.index, kind, first: span.0, end: span.1, head }
    }

    /// Words right before the name: `Hamas' political bureau chief`, `terrorist organization`.
    fn before(&self) -> Option<Label> {
        let name = self.name();
        let mut head = name.first.checked_sub(1).filter(|&h| h >= self.first)?;
        let joined = self.view.joins(name.first);
        // "the leader of terrorist organization Hamas Ismail Haniyeh"
        let other = self.names[..self.index].last().filter(|o| {
            o.end == name.first && o.sentence == name.sentence && !self.view.words[o.end - 1].possessive && self.is_full_name()
        });
        if let Some(other) = other.filter(|_| joined) {
            let (first, of) = self.complement_back(other.end)?;
            return Some(self.label(MentionKind::Title, (first, other.end), of));
        }
        if !joined {
            return None;
        }
        while self.view.words[head].uses.title
            && !self.view.words[head].uses.is_head()
            && head > self.first
            && self.view.joins(head)
        {
            head -= 1;
        }
        if self.view.follows(head) {
            head = self.view.noun_before(name.first).filter(|&t| t >= self.first).unwrap_or(head);
        }
        let uses = self.view.words[head].uses;
        let end = name.first;
        if uses.is_head() && !self.view.words[head].function && !(uses.person && self.is_modifying()) {
            let first = self.left(head);
            let kind = if uses.person { MentionKind::Title } else { MentionKind::Premodifier };
            return Some(self.label(kind, (first, end), head));
        }
        if self.is_modifying() {
            return None;
        }
        let title = (head + 1..end).rev().find(|&t| self.view.words[t].uses.title).filter(|&t| t + 1 == end);
        let title = title.or((self.view.words[head].uses.title).then_some(head))?;
        let first = self.left(title);
        Some(self.label(MentionKind::Title, (first, end), title))
    }

    /// Whether the name has several words and no kind of body among them.
    fn is_full_name(&self) -> bool {
        let words = &self.view.words[self.name().first..self.name().end];
        words.len() >= 2 && !words.iter().any(|w| w.uses.group)
    }

    /// Whether the name itself describes what follows: `former Hamas official`.
    fn is_modifying(&self) -> bool {
        let end = self.name().end;
        end < self.end && self.view.joins(end) && self.view.words[end].uses.is_head()
    }

    /// The first word of the phrase that ends at a head.
    fn left(&self, head: usize) -> usize {
        let mut first = head;
        while first > self.first && head - first < LONGEST && self.view.joins(first) && self.is_modifier(first - 1) {
            first -= 1;
        }
        // Elsewhere a verb can stand before a head ("sprak premier"); adjectives stand after an article.
        let article = |t: usize| {
            let indefinite = ["un", "une", "una", "uno", "um", "uma", "ein", "eine", "einen", "einem", "einer", "een"];
            self.view.is_article(t) || indefinite.contains(&self.view.words[t].lower.as_str())
        };
        let loose = self.view.heads.is_some() && (first == self.first || !article(first - 1));
        if loose { head } else { first }
    }

    /// Whether a word can stand between the article and the head of a phrase.
    fn is_modifier(&self, token: usize) -> bool {
        let word = &self.view.words[token];
        if word.function
            || word.uses.skip
            || word.uses.verb
            || word.uses.copula
            || word.uses.linking
            || word.lower.chars().all(|c| !c.is_alphabetic())
        {
            return word.lower == "so-called";
        }
        let plural = word.lower.ends_with('s') && !["ss", "us", "is"].iter().any(|e| word.lower.ends_with(e));
        if plural && !word.capital && !word.possessive && !word.uses.noun && !word.uses.is_head() {
            return false;
        }
        let participle = word.lower.ends_with("ed") || word.lower.ends_with("ing") || word.lower.ends_with("ly");
        word.capital || !participle || word.uses.modifier || word.lower.contains('-') || word.lower.ends_with("eed")
    }

    /// `the head of the Hamas Political Bureau, Ismail Haniyeh,`.
    fn apposition_before(&self) -> Option<Label> {
        let name = self.name();
        let closed = name.end >= self.end || self.view.words[name.end].gap >= Gap::Punctuation;
        if !closed || !self.view.words[name.first].comma || name.first <= self.first {
            return None;
        }
        let (first, head) = self.complement_back(name.first)?;
        Some(self.label(MentionKind::Apposition, (first, name.first), head))
    }

    /// `The terror group that calls itself Arvad`, `a militia known as Arvad`.
    fn called(&self) -> Option<Label> {
        let words = &self.view.words;
        let article = |t: usize| matches!(words[t].lower.as_str(), "the" | "a" | "as" | "itself" | "themselves");
        let mut at = self.name().first;
        while at > self.first && article(at - 1) && self.view.joins(at) {
            at -= 1;
        }
        let verb = at.checked_sub(1).filter(|&t| t > self.first && self.view.joins(at))?;
        let names = matches!(
            words[verb].lower.as_str(),
            "calls" | "call" | "called" | "calling" | "known" | "named" | "dubbed" | "styles"
        );
        let linked = verb > self.first && matches!(words[verb - 1].lower.as_str(), "that" | "which");
        let end = if linked { verb - 1 } else { verb };
        let head = end.checked_sub(1).filter(|&h| h >= self.first && names)?;
        let uses = words[head].uses;
        (uses.is_head() && (self.view.joins(verb) || linked))
            .then(|| self.label(MentionKind::Apposition, (self.left(head), end), head))
    }

    /// `Resistance fighters of the Arvad Front`: those who belong to a group are called by what it is.
    fn members(&self) -> Option<Label> {
        let (words, first) = (&self.view.words, self.name().first);
        let of = first.checked_sub(if first > 0 && words[first - 1].lower == "the" { 2 } else { 1 })?;
        let head = of.checked_sub(1).filter(|&h| h >= self.first && words[of].lower == "of")?;
        let named = words.get(self.name().end).is_none_or(|w| !w.uses.site);
        let joined = named && (of..=first).all(|t| self.view.joins(t));
        (joined && words[head].uses.member && words[head].uses.loose)
            .then(|| self.label(MentionKind::Premodifier, (self.left(head), of), head))
    }

    /// A phrase that ends at a token and has a head, its complement between the two.
    fn complement_back(&self, end: usize) -> Option<(usize, usize)> {
        let view = self.view;
        let mut at = end;
        while at > self.first && end - at < COMPLEMENT + 2 {
            at -= 1;
            let word = &view.words[at];
            let person = word.uses.person && !word.possessive;
            let followed = at + 1 == end || view.words[at + 1].uses.linking;
            if person && followed {
                return Some((self.left(at), at));
            }
            let article = matches!(word.lower.as_str(), "the" | "a" | "an" | "its" | "his" | "her" | "their");
            let stays = word.uses.linking || article || self.is_modifier(at);
            if !stays || (at + 1 < end && !view.joins(at + 1)) {
                return None;
            }
        }
        None
    }

    /// `Mousa Abu Marzouk, the head of Hamas' international relations office who`.
    fn apposition_after(&self) -> Option<Label> {
        let name = self.name();
        if name.end >= self.end || !self.view.words[name.end].comma {
            return None;
        }
        let (first, head, end) = self.phrase(name.end)?;
        let next = (end < self.end).then(|| &self.view.words[end]);
        let closed = next.is_none_or(|w| {
            w.gap >= Gap::Punctuation || matches!(w.lower.as_str(), "who" | "which" | "that" | "and" | "whose" | "whom")
        });
        closed.then(|| self.label(MentionKind::Apposition, (first, end), head))
    }

    /// `Hamas is a movement`, `Hamas ... is classified as a terror group`.
    fn predicate(&self) -> Option<Label> {
        let name = self.name();
        let view = self.view;
        let next = name.end;
        if next + 1 >= self.end || view.words[name.end - 1].possessive {
            return None;
        }
        let adverb =
            |t: usize| matches!(view.words[t].lower.as_str(), "also" | "still" | "now" | "itself" | "essentially" | "clearly");
        if view.words[next].uses.copula && view.joins(next) {
            let start = if adverb(next + 1) { next + 2 } else { next + 1 };
            let article = start < self.end && matches!(view.words[start].lower.as_str(), "a" | "an" | "the");
            if let Some((first, head, end)) = article.then(|| self.phrase(start)).flatten() {
                return Some(self.label(MentionKind::Copula, (first, end), head));
            }
        }
        let limit = self.names.get(self.index + 1).filter(|n| n.sentence == name.sentence).map_or(self.end, |n| n.first);
        let classed = (next..limit.min(self.end)).find(|&t| {
            view.words[t].uses.classed
                && t > 0
                && (view.words[t - 1].uses.copula || adverb(t - 1) || view.words[t - 1].lower == "been")
        })?;
        let start = classed + 1 + usize::from(view.words.get(classed + 1).is_some_and(|w| w.lower == "as"));
        let (first, head, end) = (start < self.end).then(|| self.phrase(start)).flatten()?;
        Some(self.label(MentionKind::Copula, (first, end), head))
    }

    /// A noun phrase that begins at a token: first word after the article, head, end.
    fn phrase(&self, start: usize) -> Option<(usize, usize, usize)> {
        let view = self.view;
        let mut first = start;
        if matches!(view.words[first].lower.as_str(), "a" | "an" | "the" | "his" | "her" | "its" | "their" | "one") {
            first += 1;
        }
        let mut end = first;
        while end < self.end && end - first < LONGEST + 1 && (end == first || view.joins(end)) && self.is_modifier(end) {
            end += 1;
        }
        let head = (first..end).rev().find(|&t| view.words[t].uses.is_head() && !view.words[t].possessive)?;
        let mut stop = head + 1;
        if stop < self.end && view.joins(stop) && view.words[stop].uses.linking {
            let limit = self.end.min(head + COMPLEMENT);
            let complement = (stop..limit).take_while(|&t| {
                view.joins(t)
                    && (view.words[t].uses.linking
                        || matches!(view.words[t].lower.as_str(), "the" | "a" | "an" | "its" | "his")
                        || self.is_modifier(t))
            });
            stop = complement.last().map_or(stop, |t| t + 1);
            let trails = |w: &super::view::Word| w.function || w.uses.linking || w.uses.number;
            while stop > head + 1 && trails(&view.words[stop - 1]) {
                stop -= 1;
            }
        }
        (first < self.end).then_some((first, head, stop))
    }
}
