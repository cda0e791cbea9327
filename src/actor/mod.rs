//! Finds who is written about in an annotated document, and what they are called.
//!
//! In: an annotated document. Out: [`Mention`]s of named things, each with the label the text gives
//! it, the [`Evaluation`]s near them and the [`Action`]s between them. Joining spellings over the whole corpus is the survey's work.

mod action;
mod antecedent;
mod definite;
mod entity;
mod gazetteer;
mod label;
mod lists;
mod names;
mod portrayal;
pub(crate) mod spelling;
mod uncased;
mod verbs;
mod view;

pub use action::{Action, ActionForm, ActionStatus};
pub use entity::ActorKind;
pub use gazetteer::{Place, PlaceKind, place};
pub(crate) use lists::{is_given_name, is_kind_of_body, is_short_for, is_womans_name, may_stand_for};
pub use portrayal::{Evaluation, Evaluative, evaluative_words};
pub use verbs::{ActionVerb, action_verbs};

use crate::annotate::Annotated;
use crate::token::{Memo, Vocabulary};
use crate::voice::Voice;
use antecedent::Context;
use definite::definites;
use serde::{Deserialize, Serialize};

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MentionKind {
    /// The name alone.
    Name,
    /// A title or office before the name.
    Title,
    /// A noun phrase beside the name.
    Apposition,
    /// Words before the name in the same noun phrase.
    Premodifier,
    /// "X is a ...".
    Copula,
    /// A definite phrase that stands for the name ("the movement").
    Definite,
    /// A pronoun.
    Pronoun,
}

impl MentionKind {
    /// The kind's name in tables.
    pub fn name(self) -> &'static str {
        ["name", "title", "apposition", "premodifier", "copula", "definite", "pronoun"][self as usize]
    }
}

/// One place where a named thing is mentioned. Spans are byte offsets into the title or the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The entity's canonical name within the document.
    pub entity: String,
    /// What it is called here, folded; empty for a bare name or pronoun.
    pub label: String,
    /// How.
    pub kind: MentionKind,
    /// What the entity is, as far as the document shows.
    pub actor: ActorKind,
    /// In whose voice.
    pub voice: Voice,
    /// First token.
    pub first: u32,
    /// Token after the last.
    pub end: u32,
    /// Byte offset of the first character.
    pub start_byte: u32,
    /// Byte offset after the last.
    pub end_byte: u32,
    /// Index of the sentence.
    pub sentence: u32,
}

/// Finds actors in one document after the other; what it learns of words stays with it.
#[derive(Default)]
pub struct Finder {
    words: Memo<view::Listed>,
    evaluative: Memo<Option<u16>>,
    verbs: Memo<verbs::Verb>,
    spellings: entity::Spellings,
}

impl Finder {
    /// Every mention of a named actor in a document, in text order.
    ///
    /// Names come from capital letters, titles, apposition and a gazetteer of countries, without a model.
    /// Labels are recognised by closed lists of heads ([`MentionKind`] says how) in English, French, Spanish,
    /// Italian, Portuguese, German and Dutch; in Arabic and Hebrew without predicates but Hebrew's with a pronoun.
    pub fn mentions(&mut self, document: &Annotated, vocabulary: &Vocabulary) -> Vec<Mention> {
        let view = view::View::new(document, vocabulary, &mut self.words);
        let names = names::names(&view);
        let mut labels = label::labels(&view, &names);
        let actors = entity::actors(&view, (&names, &labels), &mut self.spellings);
        labels.retain(|l| label::is_of_its_kind(l, &actors.list[actors.of[l.name]], &view));
        let context = Context { view: &view, names: &names, actors: &actors, labels: &labels };
        let mut found: Vec<Mention> = Vec::new();
        let mention = |actor: usize, kind: MentionKind, sentence: usize, span: (usize, usize)| Mention {
            entity: actors.list[actor].name.clone(),
            label: String::new(),
            kind,
            actor: actors.list[actor].kind,
            voice: document.voices[span.0],
            first: to_u32(span.0),
            end: to_u32(span.1),
            start_byte: document.tokens[span.0].start,
            end_byte: document.tokens[span.1 - 1].end,
            sentence: to_u32(sentence),
        };
        for (i, name) in names.iter().enumerate() {
            if name.place.is_some_and(|p| p.kind == PlaceKind::Adjective) {
                continue;
            }
            let of_name = &labels[labels.partition_point(|l| l.name < i)..labels.partition_point(|l| l.name <= i)];
            let attached = |l: &&label::Label| matches!(l.kind, MentionKind::Title | MentionKind::Premodifier);
            found.push(match of_name.iter().find(attached) {
                Some(l) => {
                    let (mut label, end) = (view.label(l.first, l.end), l.trail.max(name.end));
                    (name.end..end).for_each(|t| label = format!("{label} {}", view.indefinite(t)));
                    Mention { label, ..mention(actors.of[i], l.kind, name.sentence, (l.first, end)) }
                }
                None => mention(actors.of[i], MentionKind::Name, name.sentence, (name.first, name.end)),
            });
        }
        for l in labels.iter().filter(|l| matches!(l.kind, MentionKind::Apposition | MentionKind::Copula)) {
            let sentence = names[l.name].sentence;
            let label = view.label(l.first, l.end);
            found.push(Mention { label, ..mention(actors.of[l.name], l.kind, sentence, (l.first, l.end)) });
        }
        for d in definites(&context) {
            let article = view.is_article(d.first);
            let label = view.label(d.first + usize::from(article), d.end);
            found.push(Mention { label, ..mention(d.actor, MentionKind::Definite, d.sentence, (d.first, d.end)) });
        }
        found.sort_by(|a, b| (a.first, a.end, a.kind, &a.entity).cmp(&(b.first, b.end, b.kind, &b.entity)));
        found
    }

    /// The evaluative words around the mentions of a document, in text order.
    ///
    /// A word is said of every actor mentioned in its sentence within sixteen words, once, at the nearest
    /// mention. A word inside a mention is said of that actor alone, and what an actor says in quotation marks
    /// is not said of it.
    pub fn evaluations(&mut self, document: &Annotated, vocabulary: &Vocabulary, mentions: &[Mention]) -> Vec<Evaluation> {
        portrayal::evaluations(document, mentions, (vocabulary, self.evaluative.of(document.language.code)))
    }

    /// Who of the mentioned does what to whom, in text order: verbs of a list right beside a mention.
    pub fn actions(&mut self, document: &Annotated, vocabulary: &Vocabulary, mentions: &[Mention]) -> Vec<Action> {
        action::actions(document, mentions, (vocabulary, self.verbs.of(document.language.code)))
    }
}

fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
