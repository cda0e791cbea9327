//! The verbs of actions with all their forms, and the small words around them.
//!
//! In: a lower-case word. Out: which verb it is a form of, and what it does in a clause. English only.

use crate::voice::{Forms, GERUNDIVE, PARTICIPLE, inflections};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::sync::LazyLock;

const LISTS: &str = include_str!("actions.txt");

/// A verb of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionVerb {
    /// Its base form.
    pub name: &'static str,
    /// What kind of action.
    pub class: &'static str,
}

/// All verbs, in the order of the list.
pub fn action_verbs() -> &'static [ActionVerb] {
    &VERBS.list
}

/// A verb, by its place in the list, and what form of it a word can be; where it is several, the first of them.
pub(super) type Verb = Option<(u16, Forms)>;

/// What goes with a verb.
#[derive(Default)]
pub(super) struct Frame {
    /// Words that may stand before the object, each a sequence joined by `_`.
    pub(super) particles: Vec<&'static str>,
    /// They must.
    pub(super) must: bool,
    /// After *be* and without *by* its participle is an adjective: `is opposed to`.
    pub(super) adjective: bool,
    /// It counts only when its object is an actor.
    pub(super) narrow: bool,
    /// Another verb with the same forms: `fire at`, `fire`.
    pub(super) other: Option<u16>,
}

#[derive(Default)]
struct Verbs {
    list: Vec<ActionVerb>,
    frames: Vec<Frame>,
    forms: HashMap<String, (u16, Forms), FixedState>,
    small: HashMap<&'static str, Small, FixedState>,
}

static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let mut verbs = Verbs::default();
    for (class, entries) in LISTS.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": ")) {
        match class.strip_prefix("- ").map(bit) {
            Some(bit) => entries.split(' ').for_each(|word| *verbs.small.entry(word).or_default() |= bit),
            None => entries.split(' ').for_each(|entry| verbs.add(class, entry)),
        }
    }
    verbs
});

/// The verb a lower-case word is a form of.
pub(super) fn verb(word: &str) -> Verb {
    VERBS.forms.get(word).copied()
}

/// What goes with a verb.
pub(super) fn frame(verb: u16) -> &'static Frame {
    &VERBS.frames[verb as usize]
}

impl Verbs {
    /// Adds an entry as the list writes it: `strike,struck,struck|stricken*`, `meet,met+with`, `fire=at|on`.
    fn add(&mut self, class: &'static str, entry: &'static str) {
        let (words, after) = entry.split_once(['+', '=']).unwrap_or((entry, ""));
        let mut given = words.trim_end_matches(['!', '*']).split(',');
        let bases: Vec<&str> = given.next().unwrap_or_default().split('/').collect();
        let [past, participle, ing] = [given.next(), given.next(), given.next()];
        let verb = self.list.len() as u16;
        let particles = after.split('|').filter(|p| !p.is_empty()).collect();
        let (must, adjective, narrow) = (entry.contains('='), words.contains('!'), words.contains('*'));
        self.frames.push(Frame { particles, must, adjective, narrow, other: None });
        self.list.push(ActionVerb { name: bases[0], class });
        for base in bases {
            for (form, as_what) in inflections(base, past, None) {
                match (as_what, participle, ing) {
                    (PARTICIPLE, Some(given), _) => given.split('|').for_each(|form| self.form(form, verb, PARTICIPLE)),
                    (GERUNDIVE, _, Some(given)) => self.form(given, verb, GERUNDIVE),
                    _ => self.form(&form, verb, as_what),
                }
            }
        }
    }

    fn form(&mut self, form: &str, verb: u16, as_what: Forms) {
        let known = self.forms.entry_ref(form).or_insert((verb, 0));
        if known.0 == verb {
            known.1 |= as_what;
        } else {
            self.frames[known.0 as usize].other = Some(verb);
        }
    }
}

/// What a small word does in a clause, as a set of bits.
pub(super) type Small = u16;
pub(super) const BE: Small = 1;
pub(super) const HAVE: Small = 1 << 1;
/// *Do* and modal verbs.
pub(super) const DO: Small = 1 << 2;
pub(super) const MODAL: Small = 1 << 3;
pub(super) const NEGATION: Small = 1 << 4;
pub(super) const ADVERB: Small = 1 << 5;
pub(super) const PREPOSITION: Small = 1 << 6;
pub(super) const ARTICLE: Small = 1 << 7;
/// Opens a noun phrase.
pub(super) const DETERMINER: Small = 1 << 8;
/// Stands after a verb and opens no object: `shot back`.
pub(super) const ASIDE: Small = 1 << 9;
/// A clause may begin after it: `saying`, `that`.
pub(super) const OPENS: Small = 1 << 10;
/// Another clause begins with it: `who`, `when`.
pub(super) const CLAUSE: Small = 1 << 11;
pub(super) const RELATIVE: Small = 1 << 12;
pub(super) const AND: Small = 1 << 13;
pub(super) const CONDITIONAL: Small = 1 << 14;
/// Looks like an adverb.
const NOUN: Small = 1 << 15;

pub(super) const AUXILIARY: Small = BE | HAVE | DO | MODAL;

fn bit(list: &str) -> Small {
    match list {
        "be" => BE,
        "have" => HAVE,
        "do" => DO,
        "modal" => DO | MODAL,
        "negation" => NEGATION,
        "adverb" => ADVERB,
        "preposition" => PREPOSITION,
        "article" => ARTICLE | DETERMINER,
        "determiner" => DETERMINER,
        "aside" => ASIDE,
        "opens" => OPENS,
        "clause" => CLAUSE,
        "relative" => RELATIVE | CLAUSE,
        "and" => AND,
        "conditional" => CONDITIONAL,
        _ => NOUN,
    }
}

/// What a lower-case word does in a clause.
pub(super) fn small(word: &str) -> Small {
    let positive = word.strip_suffix("n't").or(word.strip_suffix("n’t"));
    let listed = VERBS.small.get(positive.unwrap_or(word)).copied().unwrap_or_default();
    let negation = if positive.is_some() { NEGATION } else { 0 };
    let adverb = if word.len() > 4 && word.ends_with("ly") && listed & NOUN == 0 { ADVERB } else { 0 };
    let day = if word.ends_with("day") { ASIDE } else { 0 };
    listed | negation | adverb | day
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::{BASE, PAST, SINGULAR};

    #[test]
    fn every_form_finds_its_verb() {
        let rows = [
            ("attacked", "attack", PAST | PARTICIPLE),
            ("attacks", "attack", SINGULAR),
            ("accusing", "accuse", GERUNDIVE),
            ("criticised", "criticise", PAST | PARTICIPLE),
            ("criticized", "criticise", PAST | PARTICIPLE),
            ("denied", "", 0),
            ("decries", "decry", SINGULAR),
            ("stabbing", "stab", GERUNDIVE),
            ("struck", "strike", PAST | PARTICIPLE),
            ("stricken", "strike", PARTICIPLE),
            ("hit", "hit", BASE | PAST | PARTICIPLE),
            ("died", "die", PAST | PARTICIPLE),
            ("freed", "free", PAST | PARTICIPLE),
            ("freeing", "free", GERUNDIVE),
        ];
        for (word, name, forms) in rows {
            let found = verb(word).map(|(verb, forms)| (action_verbs()[verb as usize].name, forms));
            assert_eq!(found.unwrap_or_default(), (name, forms), "{word}");
        }
    }

    #[test]
    fn verbs_that_share_forms_are_told_apart_by_what_follows() {
        for (word, (first, forms)) in &VERBS.forms {
            let mut chain = vec![*first];
            while let Some(other) = frame(chain[chain.len() - 1]).other {
                assert!(!chain.contains(&other), "{word} {forms}");
                chain.push(other);
            }
            let open = chain.iter().filter(|v| !frame(**v).must);
            assert!(open.count() <= 1 && chain[..chain.len() - 1].iter().all(|v| frame(*v).must), "{word}");
        }
    }

    #[test]
    fn small_words_do_what_the_lists_say() {
        let rows = [
            ("wasn't", BE | NEGATION),
            ("couldn’t", DO | MODAL | NEGATION),
            ("sharply", ADVERB),
            ("rally", NOUN),
            ("wednesday", ASIDE),
            ("the", ARTICLE | DETERMINER),
            ("harbour", 0),
        ];
        for (word, expected) in rows {
            assert_eq!(small(word), expected, "{word}");
        }
    }
}
