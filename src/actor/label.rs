//! Finds what an actor is called beside its name.
//!
//! In: the words and names of a document. Out: [`Label`]s: titles and premodifiers before a name
//! ("Hamas leader", "Palestinian terrorist organization"), appositions on either side, predicates
//! ("X is a ...", "X is classified as a ..."). A label has a head from the lists of roles and bodies;
//! what has none is not taken for a label.

use super::MentionKind;
use super::entity::{Actor, ActorKind};
use super::lists::{is_given_name, uses};
use super::names::Name;
use super::verbs;
use super::view::{View, Word};
use crate::token::Gap;
use hashbrown::HashSet;

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
    /// The end of the adjectives after the name that belong to the phrase: `حركة حماس الإرهابية`; else of the phrase.
    pub(super) trail: usize,
}

/// Longest phrase before its head, in words.
const LONGEST: usize = 7;
/// Longest complement after a head.
const COMPLEMENT: usize = 8;
/// Heads that alone before a name are adjectives or verbs.
const LONE: [&str; 6] = ["official", "force", "police", "daily", "threat", "menace"];
/// Heads that are verbs after one of these words: `I suspect Kost`, `will host Kost`.
const VERBAL: [&str; 5] = ["suspect", "host", "rival", "spy", "anchor"];
const SUBJECTS: [&str; 20] = [
    "i", "we", "you", "they", "who", "to", "will", "would", "may", "might", "could", "can", "must", "should", "also", "still",
    "not", "don't", "don’t", "people",
];

/// Words between a name and what it is put under, at most; and between the verb and the name before it.
const CLASSED: usize = 12;
const ACTIVE: usize = 6;
/// Words before a name in which a negation is one of what follows the name.
const NEGATION: usize = 6;

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
        labels.extend(place.predicate().filter(|label| !place.is_negated(label.head)));
    }
    labels.sort_by_key(|l| l.name);
    // "Piet Halm, a teacher in Orven, Belun": a phrase is said of the name before it.
    let mut said = HashSet::new();
    labels.retain(|l| !view.grammar.open || l.kind != MentionKind::Apposition || said.insert(l.head));
    // "Chief [Executive Officer]", "secretaria judicial [III]": what is cut wrongly has no label.
    let is_cut = |name: &Name| {
        let last = &view.words[name.end - 1];
        name.end - name.first == 1 && last.lower.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) || last.lower == "officer"
    };
    labels.retain(|l| view.grammar.open || !is_cut(&names[l.name]));
    labels.retain(|l| names.get(names.partition_point(|n| n.end <= l.head)).is_none_or(|n| n.first > l.head));
    labels
}

/// More words for persons that are said of countries too: `Zerania, a member of the union`.
const OF_COUNTRIES: [&str; 4] = ["member", "leader", "counterpart", "victim"];

/// Whether an English phrase can be said of such an actor: no group of a person or country (`the party Kost left`, `the movement
/// Zerania bans`), no office of a place (`a teacher in Orven, Belun`).
pub(super) fn is_of_its_kind(label: &Label, actor: &Actor, view: &View<'_>) -> bool {
    let head = &view.words[label.head];
    let group = (head.uses.group || head.uses.loose) && !head.uses.person && !head.uses.country;
    let office = head.uses.person && !head.uses.side && !OF_COUNTRIES.contains(&head.lower.as_str());
    let wide = || uses(&actor.name.to_lowercase()).wide;
    match (label.kind, actor.kind) {
        _ if !view.grammar.open => true,
        (MentionKind::Premodifier, ActorKind::Person | ActorKind::Country | ActorKind::Place) => !group,
        (MentionKind::Premodifier, _) => !wide(),
        (MentionKind::Title, ActorKind::Country) => head.uses.side,
        (MentionKind::Title, ActorKind::Place) => false,
        (MentionKind::Apposition, ActorKind::Country | ActorKind::Place) => !office && !head.uses.loose && !head.uses.circle,
        (MentionKind::Apposition, ActorKind::Group) => !office || head.uses.group,
        (MentionKind::Copula, ActorKind::Place) => !office && !head.uses.loose,
        _ => true,
    }
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
        Label { name: self.index, kind, first: span.0, end: span.1, head, trail: span.1 }
    }

    /// Words right before the name: `Hamas' political bureau chief`, `terrorist organization`.
    fn before(&self) -> Option<Label> {
        let name = self.name();
        let mut head = name.first.checked_sub(1).filter(|&h| h >= self.first)?;
        let joined = self.view.joins_quoted(name.first);
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
        if !self.view.grammar.open
            && let Some((first, head)) = self.phrase_before(name.first)
        {
            let kind = if self.view.words[head].uses.person { MentionKind::Title } else { MentionKind::Premodifier };
            return Some(Label { trail: self.trail(head), ..self.label(kind, (first, name.first), head) });
        }
        if !self.view.grammar.open && !self.view.words[head].uses.title {
            return None;
        }
        while self.view.words[head].uses.title
            && !self.view.words[head].uses.is_head()
            && head > self.first
            && self.view.joins(head)
        {
            head -= 1;
        }
        let word = &self.view.words[head];
        let uses = word.uses;
        let end = name.first;
        // "the campaign Kost began" says nothing of her, "the agency's Kost Inquiry" nothing of the inquiry, and no
        // "Republican National Convention" is a Republican.
        let beside = word.function || word.possessive || if uses.person { self.is_body() } else { uses.circle };
        if uses.is_head() && !beside && !(uses.person && self.is_modifying()) {
            let first = self.left(head);
            // "an official Kost portrait", "to force Kost", "a police Kost team".
            if first == head && (!word.capital || self.is_title()) && LONE.contains(&word.lower.as_str()) {
                return None;
            }
            if self.is_verb(head) {
                return None;
            }
            let kind = if uses.person { MentionKind::Title } else { MentionKind::Premodifier };
            return Some(self.label(kind, (first, end), head));
        }
        if self.is_modifying() {
            return None;
        }
        let title = (head + 1..end).rev().find(|&t| self.view.words[t].uses.title).filter(|&t| t + 1 == end);
        let title = title.or((self.view.words[head].uses.title).then_some(head)).filter(|&t| !self.view.words[t].uses.half)?;
        let first = self.left(title);
        Some(self.label(MentionKind::Title, (first, end), title))
    }

    /// Whether a head right before the name is a verb: `I suspect Kost`, `critics suspect Kost`.
    fn is_verb(&self, head: usize) -> bool {
        let words = &self.view.words;
        let subject = |t: usize| {
            let w = &words[t];
            let noun = !(w.possessive || w.function || w.uses.verb) && (!w.capital || t == self.first);
            SUBJECTS.contains(&w.lower.as_str()) || (noun && w.lower.ends_with('s') && !w.lower.ends_with("ss"))
        };
        let before = head.checked_sub(1).filter(|_| self.view.joins(head));
        VERBAL.contains(&words[head].lower.as_str()) && before.is_some_and(subject)
    }

    /// Whether the name stands in the title, where capitals tell little.
    fn is_title(&self) -> bool {
        self.name().first < self.view.document.n_title_tokens as usize
    }

    /// Whether the name is that of a body or a thing.
    fn is_body(&self) -> bool {
        let words = &self.view.words[self.name().first..self.name().end];
        let bodies = words.iter().filter(|w| w.uses.body || w.uses.group || w.uses.mere).count();
        words.len() >= 2 && bodies > 0 && !is_given_name(&words[0].lower)
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
        let after = self.view.grammar.modifies_after();
        let title = &self.view.words[head];
        // "Critics portray Mr. Kost", "at the deal President Kost made": before a title with a capital, words without
        // one are few.
        let formal = title.capital && !title.caps;
        let other = |word: &Word| title.uses.polite || formal && !word.capital && !(word.uses.epithet || word.is_compound());
        let modifies = |t: usize| self.is_modifier(t) && !self.is_clause(t) && !other(&self.view.words[t]);
        let fits = |t: usize| if self.view.grammar.open { modifies(t) } else { self.precedes(t) };
        let mut first = head;
        while first > self.first && head - first < LONGEST && self.view.joins(first) {
            // "Ways and Means Committee Chairman"
            let paired = first > self.first + 1 && self.is_paired(first - 1);
            if !(paired || fits(first - 1)) {
                break;
            }
            first -= if paired { 2 } else { 1 };
        }
        // "to unseat Senator Kost": a verb; "to militant group Arvad": an adjective.
        let verb = |t: usize| {
            let before = &self.view.words[t - 1];
            let [first, head] = [t, head].map(|t| &self.view.words[t]);
            match before.lower.as_str() {
                "to" => head.capital || first.uses.plain || verbs::verb(&first.lower).is_some(),
                "help" | "let" => true,
                word => before.particle.negates || verbs::small(word) & verbs::DO != 0,
            }
        };
        if self.view.grammar.open
            && first > self.first
            && first < head
            && !self.view.words[first].capital
            && self.view.joins(first)
            && verb(first)
        {
            first += 1;
        }
        // Elsewhere a verb can stand before a head ("sprak premier"); adjectives stand after an article.
        let opens = |t: usize| self.view.is_determiner(t) || self.view.words[t].particle.fused;
        let bare = first == self.first || !opens(first - 1);
        if bare && !self.view.grammar.open && !after { head } else { first }
    }

    /// Whether *and* at a token joins two words of the name of a body.
    fn is_paired(&self, and: usize) -> bool {
        let words = &self.view.words;
        let joined = [and, and + 1].iter().all(|&t| self.view.joins(t));
        words[and].lower == "and" && joined && words[and - 1].capital && words[and + 1].capital && words[and - 1].uses.paired
    }

    /// `Even President Kost`, `critics accused President Kost`: whether a word opens a sentence, or is its verb.
    fn is_clause(&self, token: usize) -> bool {
        let word = &self.view.words[token];
        let before = token.checked_sub(1).filter(|&t| t >= self.first && self.view.joins(token)).map(|t| &self.view.words[t]);
        let subject = |w: &Word| (w.capital || w.lower == "also" || w.uses.copula) && !w.possessive && !w.function;
        let verb = word.uses.modifier && word.lower.ends_with("ed") && !word.capital && before.is_some_and(subject);
        verb || (word.uses.opening && word.lower != "top")
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
        // "a student in Orven, Belun", "the mayor of Orven, Ind.": a place is no person.
        let words = &self.view.words;
        let link = (head + 1..name.first).rfind(|&t| words[t].uses.linking).map(|t| words[t].lower.as_str());
        let single = self.view.grammar.open && name.end - name.first == 1 && !name.titled;
        let short =
            words[name.first].lower.len() < 5 && words.get(name.end).is_some_and(|w| w.gap >= Gap::Punctuation && !w.comma);
        let site = single && (matches!(link, Some("in" | "from" | "at" | "within")) || (link == Some("of") && short));
        (name.place.is_none() && !site).then(|| self.label(MentionKind::Apposition, (first, name.first), head))
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
        if !view.grammar.open {
            return self.phrase_before(end).filter(|&(_, head)| view.words[head].uses.person);
        }
        let mut at = end;
        while at > self.first && end - at < COMPLEMENT + 2 {
            at -= 1;
            let word = &view.words[at];
            let person = word.uses.person && !word.possessive;
            let followed = at + 1 == end || view.words[at + 1].uses.linking;
            if person && followed {
                return Some((self.left(at), at));
            }
            let stays = word.uses.linking || view.is_determiner(at) || self.is_modifier(at);
            if !stays || self.is_infinitive(at) || (at + 1 < end && !view.joins(at + 1)) {
                return None;
            }
        }
        None
    }

    /// First word and head of the phrase that ends before a token: of those that do the one whose head
    /// is nearest, but for a person's name the person (`chef du gouvernement Ilko Brandt`).
    fn phrase_before(&self, end: usize) -> Option<(usize, usize)> {
        let (view, least) = (self.view, self.first.max(end.saturating_sub(LONGEST + COMPLEMENT)));
        let joined = (least..end).rev().take_while(|&t| t + 1 == end || view.joins(t + 1));
        let small = |t: usize| view.words[t].particle;
        // "le groupe du milliardaire Ilko Brandt" says nothing of him.
        let own = |t: usize| match view.grammar.has_prefixes() {
            true => view.follows(t),
            false => !(small(t).determiner || small(t).fused || view.words[t].capital),
        };
        let placeless = !view.grammar.has_prefixes() || self.name().place.is_none();
        let ends = |&head: &usize| {
            let word = &view.words[head];
            let free = end != self.name().first
                || if word.uses.person { self.is_held(head, end) } else { placeless && (head + 1..end).all(own) };
            free && word.uses.is_head() && !word.function && self.after_head(head, end) == end
        };
        let heads: Vec<usize> = joined.filter(ends).collect();
        // "groupe terroriste", "inspector general": what may follow a noun is the head only when there is none.
        let head = |among: &dyn Fn(usize) -> bool| {
            let mut heads = heads.iter().copied().filter(|&head| among(head));
            let any = heads.next()?;
            if view.follows(any) { heads.find(|&head| !view.follows(head)).or(Some(any)) } else { Some(any) }
        };
        let nearest = head(&|_| true)?;
        let body = view.words[nearest].uses;
        let person = head(&|head| head < nearest && view.words[head].uses.person);
        let full = end == self.name().first && self.is_full_name();
        let head = person.filter(|_| (full && !body.loose) || end != self.name().first).unwrap_or(nearest);
        Some((self.left(head), head))
    }

    /// Whether a person's title may be that of the name: `زعيم حماس` is the title of somebody else.
    fn is_held(&self, head: usize, end: usize) -> bool {
        let (view, name) = (self.view, self.name());
        if !view.grammar.has_prefixes() {
            // "le député LREM" belongs to it.
            return name.end - name.first > 1 || !name.text.chars().all(char::is_uppercase);
        }
        let person = !name.body && name.place.is_none();
        person && (name.end - name.first > 1 || end > head + 1 || view.has_article(head))
    }

    /// The end of the Arabic adjectives after the name that agree with a head: `الإرهابية` with `حركة`.
    fn trail(&self, head: usize) -> usize {
        let (view, end) = (self.view, self.name().end);
        if view.document.language.code != "ar" || !view.words[head].uses.group {
            return self.name().first;
        }
        let ending = if view.bare(head).ends_with('ة') { "ية" } else { "ي" };
        let agrees = |t: usize| view.joins_quoted(t) && view.follows(t) && view.words[t].lower.ends_with(ending);
        let stop = (end..self.end).find(|&t| !agrees(t)).unwrap_or(self.end);
        if stop > end { stop } else { self.name().first }
    }

    /// The end of the adjectives and complements after a head, where they stand after it.
    fn after_head(&self, head: usize, limit: usize) -> usize {
        let mut end = self.adjectives(head + 1, limit);
        while let Some(next) = self.complement(end, limit) {
            end = next;
        }
        end
    }

    /// The end of the adjectives that begin at a token and follow a noun.
    fn adjectives(&self, from: usize, limit: usize) -> usize {
        (from..limit).find(|&t| !(self.view.joins(t) && self.view.follows(t))).unwrap_or(limit.max(from))
    }

    /// The end of a complement that begins at a token: `du mouvement islamiste Arvad`.
    fn complement(&self, from: usize, limit: usize) -> Option<usize> {
        let view = self.view;
        if view.grammar.has_prefixes() {
            return self.construct(from, limit);
        }
        let joined = |t: usize| t < limit && view.joins(t);
        if !joined(from) || !view.words[from].uses.linking {
            return None;
        }
        let mut noun = from + 1;
        while joined(noun) && (view.is_determiner(noun) || view.words[noun].uses.linking) {
            noun += 1;
        }
        while joined(noun) && joined(noun + 1) && !view.words[noun].capital && self.precedes(noun) {
            noun += 1;
        }
        let is_noun = |t: usize| {
            let word = &view.words[t];
            (word.capital || !view.grammar.capitals)
                && !word.function
                && !word.uses.verb
                && !word.uses.copula
                && !word.uses.classed
                && !word.uses.number
        };
        if !joined(noun) || !is_noun(noun) {
            return None;
        }
        let end = self.adjectives(noun + 1, limit);
        let names = (end..limit).take_while(|&t| view.joins(t) && view.words[t].capital).count();
        Some(end + names)
    }

    /// The end of what goes on with a construct state: `المكتب السياسي لحركة حماس`.
    fn construct(&self, from: usize, limit: usize) -> Option<usize> {
        let view = self.view;
        let goes_on = |t: usize| t < limit && view.joins_quoted(t);
        let at = from + usize::from(goes_on(from) && view.words[from].uses.linking);
        if !goes_on(at) {
            return None;
        }
        let name = self.names.get(self.names.partition_point(|n| n.first < at)).filter(|n| n.first == at && n.end <= limit);
        if let Some(name) = name {
            return Some(name.end);
        }
        let goes_on = view.words[at].uses.is_head() || (at > from && view.follows(at));
        goes_on.then(|| self.adjectives(at + 1, limit))
    }

    /// Whether a word can stand between the article and a noun.
    fn precedes(&self, token: usize) -> bool {
        let word = &self.view.words[token];
        // "Lienzer Bürgermeister", but no noun.
        let adjective = !self.view.grammar.capitals || !word.capital || word.lower.ends_with("er");
        adjective && !word.function && !word.uses.is_head() && self.view.grammar.precedes(&word.lower)
    }

    /// `Mousa Abu Marzouk, the head of Hamas' international relations office who`.
    fn apposition_after(&self) -> Option<Label> {
        let name = self.name();
        if name.end >= self.end || !self.view.words[name.end].comma {
            return None;
        }
        let (first, head, end) = self.phrase(name.end)?;
        let next = (end < self.end).then(|| &self.view.words[end]);
        let closed = next.is_none_or(|w| w.gap >= Gap::Punctuation || w.particle.closes);
        // "En Orven, el presidente de la unión, dijo": a place is no person.
        let before = name.first.checked_sub(1).map_or("", |t| self.view.words[t].lower.as_str());
        let located = name.place.is_some() || matches!(before, "in" | "en" | "em" | "at" | "near");
        let fits = !located || !self.view.words[head].uses.person;
        let oblique = self.view.words[name.first.saturating_sub(1)].uses.linking && name.first > self.first;
        // "Dana Kost of Orven, the majority leader"
        let whose = self.names[..self.index].last().filter(|n| n.sentence == name.sentence && n.end + 1 == name.first);
        let of = oblique && self.view.words[name.first - 1].lower == "of" && self.view.words[head].uses.person;
        if let Some(person) = whose.filter(|n| of && closed && (n.titled || n.end > n.first + 1) && self.view.joins(n.end)) {
            return person
                .place
                .is_none()
                .then(|| Label { name: self.index - 1, ..self.label(MentionKind::Apposition, (first, end), head) });
        }
        // "in Orven, the leader of the Front, Piet Halm": the person comes after.
        let named = self.names.get(self.index + 1..).and_then(|rest| rest.iter().find(|n| n.first >= end));
        let named = oblique && next.is_some_and(|w| w.comma) && named.is_some_and(|n| n.first == end && n.end > n.first + 1);
        (closed && fits && !named && !self.is_held_by_another((head, end)))
            .then(|| self.label(MentionKind::Apposition, (first, end), head))
    }

    /// `Dana Kost, Chief of Staff Piet Halm and`: whether a phrase ends in the name of who is its head, which is not that of
    /// whom it is about (`adviser to President Halm`).
    fn is_held_by_another(&self, (head, end): (usize, usize)) -> bool {
        let words = &self.view.words;
        let ends = |n: &&Name| n.first > head && n.end == end && n.place.is_none() && self.view.grammar.open;
        let Some(name) = self.names.get(self.index + 1..).and_then(|rest| rest.iter().take_while(|n| n.first < end).find(ends))
        else {
            return false;
        };
        let title = |t: &usize| words[*t].uses.title || words[*t].uses.person || self.view.is_determiner(*t);
        let before = (head + 1..name.first).rev().find(|t| !title(t));
        let full = name.end - name.first > 1 || name.titled;
        full && before.is_some_and(|t| !words[t].uses.linking && !words[t].possessive && words[t].lower != "and")
    }

    /// Whether *to* at a token goes on with a verb: `the first president to visit`.
    fn is_infinitive(&self, to: usize) -> bool {
        let next = self.view.words.get(to + 1).filter(|_| self.view.words[to].lower == "to" && self.view.grammar.open);
        next.is_some_and(|w| {
            let noun = w.capital || w.possessive || w.uses.is_head() || w.uses.title || w.uses.modifier || w.lower.ends_with('s');
            !noun && !w.function && !self.view.is_determiner(to + 1)
        })
    }

    /// `Hamas is a movement`, `Hamas ... is classified as a terror group`.
    fn predicate(&self) -> Option<Label> {
        let name = self.name();
        let view = self.view;
        let next = name.end;
        if next + 1 >= self.end || view.words[name.end - 1].possessive {
            return None;
        }
        let particle = |t: usize| view.words.get(t).map(|w| w.particle).unwrap_or_default();
        let adverbs = |from: usize| (from..self.end).find(|&t| !(particle(t).adverb && view.joins(t))).unwrap_or(self.end);
        let said = |(first, head, end)| self.label(MentionKind::Copula, (first, end), head);
        // "gestern waren Präsident Brandt und ...": the phrase belongs to the next name.
        let next_name = self.names.get(self.index + 1).map(|n| n.first);
        let free = |end: usize| view.grammar.open || next_name != Some(end) || !view.joins(end);
        if view.words[next].uses.copula && view.joins(next) {
            let start = adverbs(next + 1);
            let role = |head: usize| view.grammar.has_prefixes() || !view.grammar.open && view.words[head].uses.person;
            let phrase = (start < self.end).then(|| self.phrase(start)).flatten();
            // "Kost is the party unifier" does not say that she is a party.
            let whole = |end: usize| !view.grammar.open || self.is_closed(end);
            if let Some(phrase) = phrase.filter(|&(first, head, end)| (first > start || role(head)) && free(end) && whole(end)) {
                let subject = self.subject()?;
                return Some(Label { name: subject, ..said(phrase) });
            }
        }
        // "dass Arvad eine Terrorgruppe ist"
        let last = !view.grammar.open && view.is_determiner(next) && view.joins(next);
        let phrase = last.then(|| self.phrase(next)).flatten();
        let ends = |t: usize| t >= self.end || view.words[t].gap >= Gap::Punctuation;
        let copula = |t: usize| t < self.end && view.words[t].uses.copula && view.joins(t) && ends(t + 1);
        phrase.filter(|&(_, _, end)| copula(end)).or_else(|| self.classed()).map(said)
    }

    /// Which name is the subject of a verb after this one: `Dana Kost of Orven is` says nothing of Orven, and `the president
    /// of Orven is` of nobody named.
    fn subject(&self) -> Option<usize> {
        let (words, first) = (&self.view.words, self.name().first);
        let the = first > self.first + 1 && words[first - 1].lower == "the" && self.view.joins(first);
        let of = first.checked_sub(if the { 2 } else { 1 }).filter(|&of| of > self.first && self.view.grammar.open);
        let Some(of) = of.filter(|&of| words[of].lower == "of" && self.view.joins(of + 1)) else { return Some(self.index) };
        let before = self.index.checked_sub(1)?;
        let name = &self.names[before];
        (name.end == of && name.place.is_none() && self.view.joins(of)).then_some(before)
    }

    /// Whether a clause says that the name is not what its phrase with that head says: `is not a movement`, `has never
    /// been classified as one`; `n'a jamais qualifié Hamas de mouvement`.
    fn is_negated(&self, head: usize) -> bool {
        let (view, name) = (self.view, self.name());
        let from = self.first.max(name.first.saturating_sub(NEGATION));
        let clause = (from..head).rev().take_while(|&t| view.joins(t + 1));
        let negation = |t: &usize| view.words[*t].particle.negates && !view.words[*t + 1].particle.merely;
        // "could not support him because Brandt is ...", but "do not think Brandt is ...".
        let put = |t: usize| (t..name.first).any(|t| view.words[t].uses.classing || view.words[t].uses.classed);
        clause.filter(negation).any(|t| t >= name.end || put(t))
    }

    /// What a name is put under: `is classified as a terror group`, `wird als Terrorgruppe eingestuft`.
    fn classed(&self) -> Option<(usize, usize, usize)> {
        let (view, name) = (self.view, self.name());
        let particle = |t: usize| view.words.get(t).map(|w| w.particle).unwrap_or_default();
        if view.grammar.open {
            return self.passive().or_else(|| self.put_under().filter(|phrase| self.is_closed(phrase.2)));
        }
        let limit = self.end.min(name.end + CLASSED);
        let clause = (name.end + 1..limit).find(|&t| !view.joins(t)).unwrap_or(limit);
        let within = |first: usize, end: usize| (first..end).any(|t| view.words[t].uses.classed);
        let opens = |t: usize| view.words[t].uses.copula || view.words[t].uses.classed;
        let before = (name.first.saturating_sub(ACTIVE).max(self.first), name.first);
        let inverted = before.0 < before.1 && view.words[before.1 - 1].uses.copula;
        let agent = before.0 < before.1 && particle(before.1 - 1).agent;
        let under = (name.end..clause).find(|&t| particle(t).as_what && t + 1 < self.end && self.phrase(t + 1).is_some());
        // "considerada una organización": some languages need no "as".
        let bare = || (name.end..clause).find(|&t| view.words[t].uses.classed && particle(t + 1).determiner);
        let at = under.or_else(bare).filter(|_| view.joins(name.end) || view.words[name.end].comma)?;
        let (first, head, end) = self.phrase(at + 1)?;
        let after = end < self.end && view.words[end].uses.classed;
        let said = (within(name.end, at + 1) || after) && (opens(name.end) || inverted);
        let classing = (before.0..before.1).any(|t| view.words[t].uses.classing);
        let done = at == name.end && !agent && (within(before.0, before.1) || classing);
        (said || done).then_some((first, head, end))
    }

    /// `Hamas ... is classified as a terror group`.
    fn passive(&self) -> Option<(usize, usize, usize)> {
        let (view, name) = (self.view, self.name());
        let limit = self.names.get(self.index + 1).filter(|n| n.sentence == name.sentence).map_or(self.end, |n| n.first);
        let classed = (name.end..limit.min(self.end)).find(|&t| {
            let before = &view.words[t - 1];
            view.words[t].uses.classed && (before.uses.copula || before.particle.adverb || before.lower == "been")
        })?;
        let start = classed + 1 + usize::from(view.words.get(classed + 1).is_some_and(|w| w.particle.as_what));
        (start < self.end).then(|| self.phrase(start)).flatten()
    }

    /// `considers Hamas a terror group`, `Hamas, labelled a terror group by`, `Hamas, which Israel considers a terror
    /// group`, `Hamas, which is a movement`.
    fn put_under(&self) -> Option<(usize, usize, usize)> {
        let (view, name, next) = (self.view, self.name(), self.name().end);
        let words = &view.words;
        let start = name.first.checked_sub(1).filter(|&t| t >= self.first && view.is_determiner(t)).unwrap_or(name.first);
        let before = start.checked_sub(1).filter(|&t| t >= self.first).map(|t| words[t].uses);
        let active = before.is_some_and(|uses| uses.classing) && (start..=name.first).all(|t| view.joins(t));
        if active && view.joins(next) {
            return self.put(next);
        }
        let relative = matches!(words[next].lower.as_str(), "which" | "that" | "who" | "whom");
        if !relative {
            return (words[next].comma && words[next].uses.classed).then(|| self.put(next + 1)).flatten();
        }
        // "a friend of the Clintons who was", "in Orven, Zerania, who was": someone else is meant.
        let oblique = before.is_some_and(|uses| uses.linking);
        if oblique || (name.place.is_some() && words[next].lower != "which") {
            return None;
        }
        let clause = next + 1..(next + 1 + CLASSED).min(self.end);
        let end = clause.clone().find(|&t| !view.joins(t)).unwrap_or(clause.end);
        if words[clause.start].uses.copula && clause.start < end {
            let start = (clause.start + 1..end).find(|&t| !words[t].particle.adverb)?;
            return view.is_determiner(start).then(|| self.phrase(start)).flatten().filter(|phrase| phrase.0 > start);
        }
        // "which Israel considers", not "who named his committee".
        let subject = &words[clause.start];
        let said = subject.capital
            || view.is_determiner(clause.start)
            || matches!(subject.lower.as_str(), "it" | "they" | "some" | "many");
        let verb = (clause.start + 1..end).find(|&t| words[t].uses.classing).filter(|_| said && words[next].lower != "who")?;
        self.put(verb + 1)
    }

    /// Whether nothing at a token goes on with the phrase before it: "government" is no label in "a government euphemism".
    fn is_closed(&self, end: usize) -> bool {
        let word = self.view.words.get(end).filter(|_| end < self.end && self.view.joins(end));
        word.is_none_or(|w| {
            let adverb = w.particle.adverb || w.lower.ends_with("ly");
            w.function || w.uses.verb || w.uses.linking || w.uses.copula || w.particle.closes || adverb
        })
    }

    /// What something is said to be after `consider` or `label`, at a token: `a group`, `as a group`, `to be a group`.
    fn put(&self, at: usize) -> Option<(usize, usize, usize)> {
        let (view, words) = (self.view, &self.view.words);
        let as_what = words.get(at)?.particle.as_what;
        let to_be = words[at].lower == "to" && words.get(at + 1).is_some_and(|w| w.lower == "be");
        let start = at + if to_be { 2 } else { usize::from(as_what) };
        let joined = start < self.end && (at..=start).all(|t| view.joins(t));
        (joined && (as_what || view.is_determiner(start))).then(|| self.phrase(start)).flatten()
    }

    /// A noun phrase that begins at a token: first word after the article, head, end.
    fn phrase(&self, start: usize) -> Option<(usize, usize, usize)> {
        let view = self.view;
        let first = start + usize::from(view.is_determiner(start));
        if !view.grammar.open {
            let noun = (first..self.end.min(first + LONGEST)).find(|&t| !self.precedes(t))?;
            let joined = (first + 1..=noun).all(|t| view.joins(t));
            let head = Some(noun).filter(|&t| joined && view.words[t].uses.is_head() && !view.words[t].function)?;
            return Some((first, head, self.after_head(head, self.end.min(head + LONGEST + COMPLEMENT))));
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
                    && !self.is_infinitive(t)
                    && (view.words[t].uses.linking || view.is_determiner(t) || self.is_modifier(t))
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
