//! Who is credited by each attribution, by the name the actor has in the document.
//!
//! In: the attributions of a document with the speakers the words around them name, and its mentions of actors.
//! Out: a name and a kind per attribution. *The president* is the person the phrase stands for, *Harbour Director
//! Dana Kost* is *Dana Kost*, *Kost* goes by the full name.

use crate::actor::{ActorKind, Mention, MentionKind, is_given_name};
use crate::annotate::Annotated;
use crate::voice::{Attribution, SpeakerKind};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// Name and kind of the speaker of each attribution; the name is empty for nobody.
pub(super) fn speakers<'a>(annotated: &'a Annotated, mentions: &'a [Mention]) -> Vec<(&'a str, SpeakerKind)> {
    if annotated.attributions.is_empty() {
        return Vec::new();
    }
    let in_text = |m: &&Mention| m.kind == MentionKind::Definite && m.first >= annotated.n_title_tokens;
    // *The Russian government* stays itself.
    let definite = |m: &&Mention| in_text(m) && m.actor != ActorKind::Country;
    let actors: HashMap<(u32, u32), &Mention, FixedState> =
        mentions.iter().filter(definite).map(|m| ((m.start_byte, m.end_byte), m)).collect();
    let credited = |a: &'a Attribution| match a.source.filter(|_| !a.in_title).and_then(|source| actors.get(&source)) {
        Some(m) if m.actor == ActorKind::Person => (m.entity.as_str(), SpeakerKind::Person),
        Some(m) => (m.entity.as_str(), SpeakerKind::Organisation),
        None => (a.speaker.as_str(), a.speaker_kind),
    };
    let names = Names::of(annotated, mentions);
    annotated.attributions.iter().map(credited).map(|(speaker, kind)| (names.speaker(speaker), kind)).collect()
}

/// What the names in a document stand for.
struct Names<'a> {
    entities: HashMap<&'a str, &'a str, FixedState>,
    persons: HashMap<&'a str, &'a str, FixedState>,
}

impl<'a> Names<'a> {
    fn of(annotated: &'a Annotated, mentions: &'a [Mention]) -> Names<'a> {
        let named = || mentions.iter().filter(|m| m.kind <= MentionKind::Premodifier);
        let text = |m: &Mention| &annotated.field(m.first as usize)[m.start_byte as usize..m.end_byte as usize];
        let persons = named().filter(|m| m.actor == ActorKind::Person);
        Names {
            entities: named().map(|m| (text(m), m.entity.as_str())).collect(),
            persons: persons.flat_map(|m| [text(m), &m.entity].map(|name| (name, m.entity.as_str()))).collect(),
        }
    }

    fn speaker(&self, speaker: &'a str) -> &'a str {
        // "Harbour Director Dana Kost" is Dana Kost: the longest end of two words or more that names a person here.
        // "Ilko van Dam" is not "van Dam".
        let office = |word: &str| !is_given_name(&word.to_lowercase());
        let end = |s: &'a str| s.split_once(' ').filter(|(word, end)| office(word) && end.contains(' ')).map(|(_, end)| end);
        let person = |end: &'a str| self.persons.get(end).filter(|_| end.starts_with(char::is_uppercase));
        let held = || std::iter::successors(end(speaker), |s| end(s)).find_map(person);
        self.entities.get(speaker).or_else(held).copied().unwrap_or(speaker)
    }
}
