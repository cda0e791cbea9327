//! Finds who does what to whom.
//!
//! In: an annotated document and its mentions. Out: [`Action`]s: a listed verb with the actor that does it, the
//! actor it is done to, or both. There is no parser: the actor stands right before the verb or right after it, or after
//! *by*; what is further away is not looked for, and what may belong to another phrase is left out. English only.

use super::verbs::*;
use super::view::is_possessive;
use super::{ActorKind, Mention, MentionKind};
use crate::annotate::Annotated;
use crate::token::{Gap, Known, Vocabulary, lower};
use crate::voice::{BASE, Forms, GERUNDIVE, PARTICIPLE, PAST, SINGULAR, Voice};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// Words between the verb and the nearest mention of its sentence, at most.
const REACH: usize = 16;
/// Words of an apposition between an actor and its verb, and from a participle to *by*, at most.
const APPOSITION: usize = 10;
const BY: usize = 6;
/// Words from one verb to the next that has the same actor (*attacked Kost and praised Halm*), at most.
const SHARED: usize = 12;
/// Words after the verb that a passage shows, at most.
const SHOWN: usize = 6;
/// Actors joined by *and* that are looked through.
const JOINED: usize = 8;
/// Words of the longest mention.
const LONGEST: usize = 40;
/// The class of verbs of what happens to one who does nothing.
const INTRANSITIVE: &str = "death";

/// How a clause puts an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActionForm {
    /// "X attacked Y".
    Active,
    /// "Y was attacked by X".
    Passive,
    /// "Y was attacked".
    Agentless,
    /// "Y died".
    Intransitive,
}

impl ActionForm {
    /// The form's name in tables.
    pub fn name(self) -> &'static str {
        ["active", "passive", "agentless", "intransitive"][self as usize]
    }
}

/// Whether a clause says that an action took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActionStatus {
    /// It does.
    Stated,
    /// It says that it did not.
    Negated,
    /// It may, will or should, or would if something else were so.
    Possible,
}

impl ActionStatus {
    /// The status's name in tables.
    pub fn name(self) -> &'static str {
        ["stated", "negated", "possible"][self as usize]
    }
}

/// What one actor does to another. At least one of the two is there; either may be nobody that was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// The verb, by its place in [`action_verbs`].
    pub verb: u16,
    /// How the clause puts it.
    pub form: ActionForm,
    /// Whether it took place.
    pub status: ActionStatus,
    /// The mention of who does it, by its place among all of the document.
    pub agent: Option<u32>,
    /// The mention of whom it is done to.
    pub patient: Option<u32>,
    /// In whose voice the verb is.
    pub voice: Voice,
    /// The token of the verb.
    pub token: u32,
    /// First token of the passage, from actor to verb to actor.
    pub first: u32,
    /// Token after its last.
    pub end: u32,
}

/// The actions of a document, in text order.
pub(super) fn actions(
    document: &Annotated,
    mentions: &[Mention],
    (vocabulary, known): (&Vocabulary, &mut Known<Verb>),
) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    if document.language.code != "en" {
        return found;
    }
    let mut base = 0;
    for mentions in mentions.chunk_by(|a, b| a.sentence == b.sentence) {
        let sentence = &document.sentences[mentions[0].sentence as usize];
        let clause = Sentence { document, mentions, base, first: sentence.first as usize, end: sentence.end as usize };
        let last = mentions.iter().map(|m| m.end as usize).max().unwrap_or_default();
        let first = (mentions[0].first as usize).saturating_sub(REACH).max(clause.first);
        let of_sentence = found.len();
        for token in first..(last + REACH).min(clause.end) {
            let form = document.recall(token, (vocabulary, known), verb);
            let Some(form) = form.filter(|_| !clause.is_named(token)) else { continue };
            let before = found[of_sentence..].last().copied();
            found.extend(clause.actions(token, form, before));
        }
        base += mentions.len();
    }
    found
}

/// A sentence and its mentions, the first of which is `base` among those of the document.
struct Sentence<'a> {
    document: &'a Annotated,
    mentions: &'a [Mention],
    base: usize,
    first: usize,
    end: usize,
}

/// The auxiliaries, adverbs and negations before a verb.
struct Group {
    start: usize,
    /// The auxiliary nearest to the verb.
    auxiliary: Small,
    negated: bool,
    modal: bool,
}

impl Sentence<'_> {
    fn word(&self, token: usize) -> Cow<'_, str> {
        #[cfg(test)]
        crate::token::steps::add(1);
        lower(self.document.surface(token))
    }

    fn is(&self, token: usize, small_word: Small) -> bool {
        small(&self.word(token)) & small_word != 0
    }

    /// Whether a token of the sentence stands after the one before it with nothing but space between.
    fn joins(&self, token: usize) -> bool {
        token > self.first && token < self.end && matches!(self.document.tokens[token].gap, Gap::Space | Gap::None)
    }

    /// Whether such a small word stands right before a token.
    fn follows(&self, token: usize, small_word: Small) -> bool {
        self.joins(token) && self.is(token - 1, small_word)
    }

    fn is_comma(&self, token: usize) -> bool {
        let (tokens, inside) = (&self.document.tokens, token > self.first && token < self.end);
        let between = || self.document.field(token).get(tokens[token - 1].end as usize..tokens[token].start as usize);
        inside && between().is_some_and(|between| between.trim() == ",")
    }

    /// The mentions that hold a token or begin or end beside it.
    fn near(&self, token: usize) -> Range<usize> {
        let from = self.mentions.partition_point(|m| m.first as usize + LONGEST < token);
        from..self.mentions.partition_point(|m| m.first as usize <= token)
    }

    fn is_named(&self, token: usize) -> bool {
        self.near(token).any(|i| self.mentions[i].end as usize > token)
    }

    /// The longest mention that ends before a token.
    fn ending(&self, end: usize) -> Option<usize> {
        self.near(end).find(|&i| self.mentions[i].end as usize == end && self.mentions[i].kind != MentionKind::Copula)
    }

    /// The mention that begins at a token or after its article.
    fn beginning(&self, first: usize) -> Option<usize> {
        let beside = |m: &Mention| matches!(m.kind, MentionKind::Apposition | MentionKind::Copula);
        let starts =
            |at: usize| self.near(at).rev().find(|&i| self.mentions[i].first as usize == at && !beside(&self.mentions[i]));
        starts(first).or_else(|| self.follows(first + 1, ARTICLE).then(|| starts(first + 1)).flatten())
    }

    /// The first token of a mention, or of the article before it.
    fn start(&self, mention: &Mention) -> usize {
        let first = mention.first as usize;
        first - usize::from(self.follows(first, ARTICLE))
    }

    /// The actions of a verb. Several when several actors do it or have it done to them.
    fn actions(&self, token: usize, (verb, forms): (u16, Forms), before: Option<Action>) -> Vec<Action> {
        let group = self.group(token);
        // "to attack", "the attack", "his attack"
        let nominal = self.follows(group.start, DETERMINER) || self.joins(group.start) && self.word(group.start - 1) == "to";
        let Some((verb, object)) = self.object_of(verb, token).filter(|_| !nominal) else { return Vec::new() };
        let frame = frame(verb);
        let by = self.by(object);
        let bare = group.auxiliary == 0;
        let passive = match group.auxiliary {
            BE if forms & PARTICIPLE != 0 => true,
            BE if forms & GERUNDIVE != 0 => false,
            HAVE if forms & PARTICIPLE != 0 => false,
            0 if forms & PARTICIPLE != 0 && by == Some(object) => true,
            0 if forms & (PAST | SINGULAR | BASE) != 0 => false,
            _ if group.auxiliary & DO != 0 && forms & BASE != 0 => false,
            _ => return Vec::new(),
        };
        let subjects = self.subjects(&group, (passive && bare, !passive && bare && forms & (PAST | SINGULAR) == 0));
        let (agents, patients, form) = match by {
            _ if action_verbs()[verb as usize].class == INTRANSITIVE => match passive {
                true => return Vec::new(),
                false => (Vec::new(), subjects, ActionForm::Intransitive),
            },
            Some(by) if passive => (self.named_from(by + 1), subjects, ActionForm::Passive),
            None if passive && frame.adjective => return Vec::new(),
            None if passive => (Vec::new(), subjects, ActionForm::Agentless),
            _ => {
                let agents = if subjects.is_empty() { Vec::from_iter(self.shared(&group, before)) } else { subjects };
                let (patients, noun) = (self.named_from(object), bare && forms & PAST == 0);
                // Who attacked where no actor stands before the verb is somewhere else.
                if agents.is_empty() || patients.is_empty() && !self.has_object(object, noun) {
                    return Vec::new();
                }
                (agents, patients, ActionForm::Active)
            }
        };
        if patients.is_empty() && frame.narrow {
            return Vec::new();
        }
        let status = match () {
            () if group.negated => ActionStatus::Negated,
            () if group.modal || self.is_conditional(&agents, &patients) => ActionStatus::Possible,
            () => ActionStatus::Stated,
        };
        let or_nobody = |of: &[usize]| if of.is_empty() { vec![None] } else { of.iter().copied().map(Some).collect() };
        let patients = or_nobody(&patients);
        let pairs = or_nobody(&agents).into_iter().flat_map(|a| patients.iter().map(move |&p| (a, p)));
        let name = |i: usize| &self.mentions[i].entity;
        let differ = pairs.filter(|&(a, p)| a != p && a.map(name).zip(p.map(name)).is_none_or(|(a, p)| a != p));
        differ.map(|pair| self.action((verb, token), (form, status), pair)).collect()
    }

    fn action(
        &self,
        (verb, token): (u16, usize),
        (form, status): (ActionForm, ActionStatus),
        (agent, patient): (Option<usize>, Option<usize>),
    ) -> Action {
        let actors = || [agent, patient].into_iter().flatten().map(|i| &self.mentions[i]);
        let number = |i: usize| (self.base + i) as u32;
        Action {
            verb,
            form,
            status,
            agent: agent.map(number),
            patient: patient.map(number),
            voice: self.document.voices[token],
            token: token as u32,
            first: actors().map(|m| m.first).fold(token as u32, u32::min),
            end: actors().map(|m| m.end).fold(self.clause_end(token) as u32, u32::max),
        }
    }

    /// The end of some words after a verb, that say what was done: `seized the bridge`.
    fn clause_end(&self, verb: usize) -> usize {
        (verb + 1..=verb + SHOWN).find(|&t| !self.joins(t)).unwrap_or(verb + 1 + SHOWN)
    }

    fn group(&self, token: usize) -> Group {
        let mut group = Group { start: token, auxiliary: 0, negated: false, modal: false };
        while token - group.start < REACH && self.follows(group.start, AUXILIARY | ADVERB | NEGATION) {
            group.start -= 1;
            let word = small(&self.word(group.start));
            group.negated |= word & NEGATION != 0;
            group.modal |= word & MODAL != 0;
            if group.auxiliary == 0 {
                group.auxiliary = word & AUXILIARY;
            }
        }
        group
    }

    /// Which of the verbs with these forms it is by what stands after it, and where its object begins.
    fn object_of(&self, verb: u16, token: usize) -> Option<(u16, usize)> {
        let frame = frame(verb);
        let end = |particle: &&str| {
            let words = particle.split('_').count();
            let fits = particle.split('_').zip(token + 1..).all(|(word, t)| self.joins(t) && self.word(t) == word);
            fits.then_some((verb, token + 1 + words))
        };
        let with = frame.particles.iter().find_map(end);
        let without = || if frame.must { frame.other.and_then(|o| self.object_of(o, token)) } else { Some((verb, token + 1)) };
        with.or_else(without)
    }

    /// Where *by* stands after a verb.
    fn by(&self, from: usize) -> Option<usize> {
        let clause = (from..from + BY).take_while(|&t| self.joins(t) && !self.is(t, CLAUSE | AND));
        clause.into_iter().find(|&t| self.word(t) == "by")
    }

    /// The actors that do what a group of verbs says, or have it done to them in the passive.
    ///
    /// `reduced`: there is a participle alone (`Arvad, backed by Zerania,`); `base`: a base form (`rebels attack Orven`).
    fn subjects(&self, group: &Group, (reduced, base): (bool, bool)) -> Vec<usize> {
        let relative = group.start > self.first + 1 && self.follows(group.start, RELATIVE);
        let at = group.start - usize::from(relative);
        let comma = self.is_comma(at);
        let apart = comma && !relative && !reduced;
        let beside = self.ending(at).filter(|&m| !apart || self.mentions[m].kind == MentionKind::Apposition);
        let subject = beside.or_else(|| apart.then(|| self.before_apposition(at)).flatten());
        let Some(subject) = subject.filter(|_| comma || self.joins(at)) else { return Vec::new() };
        let mention = &self.mentions[subject];
        let last = mention.end as usize - 1;
        let word = self.word(last);
        let plural = word.ends_with('s')
            && !["ss", "us", "is"].iter().any(|e| word.ends_with(e))
            && (last == mention.first as usize || mention.kind == MentionKind::Definite);
        // "in Orven, Zerania, which killed", "the founder of the Front, which opposes": something else is meant.
        let unclear = relative
            && (self.is_comma(mention.first as usize)
                || mention.kind == MentionKind::Apposition
                || mention.actor == ActorKind::Person && self.word(at) == "which");
        if !self.leads(mention) || self.is_possessive(last) || (base && !plural) || unclear {
            return Vec::new();
        }
        let other = self.joined_by_and(mention).filter(|&o| self.leads(&self.mentions[o]));
        std::iter::once(subject).chain(other).collect()
    }

    /// The mention before one and *and*.
    fn joined_by_and(&self, mention: &Mention) -> Option<usize> {
        let first = self.start(mention);
        self.follows(first, AND).then(|| self.ending(first - 1)).flatten()
    }

    /// The mention before an apposition that ends at a token: `Piet Halm, 45, was`, `Halm, a senator from Orven, was`.
    fn before_apposition(&self, end: usize) -> Option<usize> {
        let start = (end.saturating_sub(APPOSITION).max(self.first + 1)..end).rev().find(|&t| !self.joins(t))?;
        let (word, surface) = (self.word(start), self.document.surface(start));
        let opens = self.is(start, ARTICLE) || surface.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase());
        let plain = |t: usize| !self.is(t, AUXILIARY | CLAUSE | AND) && verb(&self.word(t)).is_none();
        let apposition = self.is_comma(start) && opens && !word.ends_with("ing") && (start..end).all(plain);
        apposition.then(|| self.ending(start)).flatten()
    }

    /// Whether nothing before a mention makes it part of a longer phrase.
    fn leads(&self, mention: &Mention) -> bool {
        let mut first = self.start(mention);
        if mention.kind == MentionKind::Apposition
            && let Some(name) = self.ending(first).map(|m| &self.mentions[m])
        {
            if name.entity != mention.entity {
                return false;
            }
            first = self.start(name);
        }
        for _ in 0..JOINED {
            if !self.follows(first, AND) {
                break;
            }
            match self.ending(first - 1) {
                Some(other) => first = self.start(&self.mentions[other]),
                // "Said and Chérif Kouachi": the other is nobody we know.
                None => return !self.joins(first - 1) || !self.document.surface(first - 2).starts_with(char::is_uppercase),
            }
        }
        if !self.joins(first) {
            return first == self.first || self.document.tokens[first].gap != Gap::Hyphen;
        }
        let before = first - 1;
        let infinitive = self.joins(before) && self.word(before - 1) == "to";
        let gerund = self.word(before).ends_with("ing");
        let named = self.ending(first).is_some() && !self.is_possessive(before);
        self.is(before, OPENS) || !(infinitive || gerund || named || self.is(before, PREPOSITION | DETERMINER))
    }

    fn is_possessive(&self, token: usize) -> bool {
        let end = self.document.tokens[token].end as usize;
        is_possessive(&self.word(token), &self.document.field(token)[end..])
    }

    /// The actors whose names begin at a token, the second after *and*.
    fn named_from(&self, first: usize) -> Vec<usize> {
        let Some(mention) = self.joins(first).then(|| self.beginning(first)).flatten() else { return Vec::new() };
        let end = self.mentions[mention].end as usize;
        let second = self.follows(end + 1, AND).then(|| self.beginning(end + 1)).flatten();
        let second = second.filter(|&m| self.joins(end) && self.closes(&self.mentions[m]));
        let first = Some(mention).filter(|&m| second.is_some() || self.closes(&self.mentions[m]));
        first.into_iter().chain(second).collect()
    }

    /// Whether nothing after a mention makes it part of a longer phrase, or the subject of another verb.
    fn closes(&self, mention: &Mention) -> bool {
        let end = mention.end as usize;
        if self.is_possessive(end - 1) {
            return false;
        }
        if !self.joins(end) {
            return end >= self.end || self.document.tokens[end].gap != Gap::Hyphen;
        }
        let word = self.word(end);
        let function = self.document.language.language().words.is_function(&word);
        !self.is(end, AUXILIARY) && (function || word.ends_with("ing") || self.is(end, PREPOSITION | ADVERB | AND | ASIDE))
    }

    /// Whether a noun phrase begins at a token that is no actor; after what can be a `noun` itself only one with a
    /// determiner.
    fn has_object(&self, token: usize, noun: bool) -> bool {
        if !self.joins(token) || self.is(token, ASIDE) {
            return false;
        }
        let (word, surface) = (self.word(token), self.document.surface(token));
        let function = self.document.language.language().words.is_function(&word) || self.is(token, PREPOSITION | ADVERB);
        let capital_or_digit = surface.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        self.is(token, DETERMINER) || !noun && (capital_or_digit || !function)
    }

    /// The actor of the verb before, when *and* joins the two: `attacked Kost and praised Halm`.
    fn shared(&self, group: &Group, before: Option<Action>) -> Option<usize> {
        let and = self.follows(group.start, AND).then(|| group.start - 1)?;
        let before = before.filter(|b| b.form == ActionForm::Active && (b.token as usize) < and)?;
        let token = before.token as usize;
        let free =
            |t: usize| self.document.tokens[t].gap < Gap::Punctuation && !self.is(t, AUXILIARY | CLAUSE) && self.word(t) != "to";
        let agent = before.agent.filter(|_| and - token <= SHARED && (token + 1..and).all(free))?;
        Some(agent as usize - self.base)
    }

    /// Whether *if* or *whether* stands right before the clause.
    fn is_conditional(&self, agents: &[usize], patients: &[usize]) -> bool {
        let first = agents.iter().chain(patients).map(|&i| &self.mentions[i]).min_by_key(|m| m.first);
        first.is_some_and(|m| self.follows(self.start(m), CONDITIONAL))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{AnnotateOptions, Annotator};
    use crate::corpus::Document;

    /// `agent verb patient`, nobody as `-`, with the form and status where they are not the usual ones.
    fn done(text: &str) -> Vec<String> {
        let mut annotator = Annotator::new(AnnotateOptions { voice: true, ..AnnotateOptions::default() });
        let annotated = annotator.annotate(Document { text: text.into(), language: "en".into(), ..Document::default() });
        let mut finder = crate::actor::Finder::default();
        let mentions = finder.mentions(&annotated, &annotator.vocabulary);
        let name = |m: Option<u32>| m.map_or("-", |m| mentions[m as usize].entity.as_str());
        let show = |a: &Action| {
            let (verb, status) = (action_verbs()[a.verb as usize].name, a.status);
            let status = if status == ActionStatus::Stated { String::new() } else { format!(", {}", status.name()) };
            format!("{} | {verb} | {} | {}{status}", name(a.agent), name(a.patient), a.form.name())
        };
        finder.actions(&annotated, &annotator.vocabulary, &mentions).iter().map(show).collect()
    }

    #[test]
    fn who_does_what_to_whom() {
        let rows: [(&str, &[&str]); 30] = [
            ("Dana Kost attacked Piet Halm in the harbour.", &["Dana Kost | attack | Piet Halm | active"]),
            ("Piet Halm was attacked by Dana Kost.", &["Dana Kost | attack | Piet Halm | passive"]),
            ("Piet Halm was attacked on Monday.", &["- | attack | Piet Halm | agentless"]),
            ("Piet Halm was attacked by masked men.", &["- | attack | Piet Halm | passive"]),
            ("Piet Halm died on Monday.", &["- | die | Piet Halm | intransitive"]),
            ("Dana Kost has sharply criticised the plan.", &["Dana Kost | criticise | - | active"]),
            ("Dana Kost did not attack Piet Halm.", &["Dana Kost | attack | Piet Halm | active, negated"]),
            ("Piet Halm wasn't arrested.", &["- | arrest | Piet Halm | agentless, negated"]),
            ("Dana Kost may sue Piet Halm.", &["Dana Kost | sue | Piet Halm | active, possible"]),
            ("They asked whether Dana Kost sued Piet Halm.", &["Dana Kost | sue | Piet Halm | active, possible"]),
            ("Piet Halm, 45, was arrested.", &["- | arrest | Piet Halm | agentless"]),
            ("Piet Halm, a senator from Orven, was arrested.", &["- | arrest | Piet Halm | agentless"]),
            ("Dana Kost, who accused Piet Halm, left.", &["Dana Kost | accuse | Piet Halm | active"]),
            ("Dana Kost, backed by Piet Halm, left.", &["Piet Halm | back | Dana Kost | passive"]),
            (
                "Dana Kost attacked Piet Halm and praised Ilko Brandt.",
                &["Dana Kost | attack | Piet Halm | active", "Dana Kost | praise | Ilko Brandt | active"],
            ),
            (
                "Dana Kost met with Piet Halm and Ilko Brandt.",
                &["Dana Kost | meet | Piet Halm | active", "Dana Kost | meet | Ilko Brandt | active"],
            ),
            (
                "Dana Kost and Ilko Brandt accused Piet Halm.",
                &["Ilko Brandt | accuse | Piet Halm | active", "Dana Kost | accuse | Piet Halm | active"],
            ),
            ("Dana Kost fired Piet Halm.", &["Dana Kost | fire | Piet Halm | active"]),
            ("Dana Kost fired at Piet Halm.", &["Dana Kost | fire | Piet Halm | active"]),
            // What may belong to another phrase, or is no verb.
            ("A friend of Dana Kost attacked Piet Halm.", &[]),
            ("Dana Kost attacked Piet Halm's plan.", &["Dana Kost | attack | - | active"]),
            ("Dana Kost attacked Piet Halm supporters.", &["Dana Kost | attack | - | active"]),
            ("Dana Kost said the attack hit Piet Halm.", &[]),
            ("Dana Kost wants to attack Piet Halm.", &[]),
            ("Dana Kost fired back.", &[]),
            ("Dana Kost fired tear gas.", &[]),
            ("Dana Kost warned that it would rain.", &[]),
            ("Piet Halm is strongly opposed to the plan.", &[]),
            ("A plan to visit Dana Kost was attacked.", &[]),
            ("In Orven, Zerania, which killed Piet Halm, it rained.", &[]),
        ];
        for (text, expected) in rows {
            assert_eq!(done(text), expected, "{text}");
        }
    }
}
