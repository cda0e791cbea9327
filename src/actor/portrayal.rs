//! Finds the evaluative words that stand around an actor's mentions.
//!
//! In: an annotated document and its mentions. Out: [`Evaluation`]s, each with the mention it is
//! nearest to. Nothing is scored here: how many favourable and unfavourable words an actor meets is the
//! report's sum. The list of words is English, and so are the documents it is looked up in.

use super::Mention;
use crate::annotate::Annotated;
use crate::token::{Known, Vocabulary, lower};
use crate::voice::Voice;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

const LISTS: &str = include_str!("evaluative.txt");
/// Words between a mention and a word that is said of it, at most.
const REACH: usize = 16;
/// Words and bytes of the longest mention.
const LONGEST: usize = 40;
const LONGEST_BYTES: u32 = 400;
/// How many words before an evaluative one are searched for a negation.
const NEGATION: usize = 3;

/// An entry of the list of evaluative words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evaluative {
    /// As written in the list; a star at the end stands for any ending.
    pub pattern: &'static str,
    /// What kind of evaluation.
    pub family: &'static str,
    /// Whether it speaks for the actor, unless it is negated.
    pub favourable: bool,
}

/// An evaluative word near a mention of an actor. The span is in bytes of the title or the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The mention, by its place among all of the document.
    pub mention: u32,
    /// The entry, by its place in [`evaluative_words`].
    pub entry: u16,
    /// A negating word stands before it and turns it round.
    pub negated: bool,
    /// In whose voice.
    pub voice: Voice,
    /// Its token.
    pub token: u32,
}

/// All evaluative words, in the order of the list.
pub fn evaluative_words() -> &'static [Evaluative] {
    &WORDS.list
}

struct Words {
    list: Vec<Evaluative>,
    whole: HashMap<&'static str, u16, FixedState>,
    /// What stands before a star, longest first, by its first letters: nearly all words have none.
    beginnings: HashMap<&'static str, Vec<(&'static str, u16)>, FixedState>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { list: Vec::new(), whole: HashMap::default(), beginnings: HashMap::default() };
    for (head, patterns) in LISTS.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": ")) {
        let (family, sign) = head.split_once(' ').unwrap_or((head, ""));
        for pattern in patterns.split(' ') {
            let entry = words.list.len() as u16;
            words.list.push(Evaluative { pattern, family, favourable: sign == "+" });
            match pattern.strip_suffix('*') {
                Some(beginning) => words.beginnings.entry(letters(beginning)).or_default().push((beginning, entry)),
                None => _ = words.whole.insert(pattern, entry),
            }
        }
    }
    words.beginnings.iter_mut().for_each(|(_, b)| b.sort_unstable_by_key(|b| Reverse(b.0.len())));
    words
});

/// The letters beginnings are found by: every one has as many.
fn letters(word: &str) -> &str {
    word.get(..3).unwrap_or(word)
}

impl Words {
    /// The entry a lower-case word falls under: itself, else its longest listed beginning.
    fn entry(&self, word: &str) -> Option<u16> {
        if let Some(entry) = self.whole.get(word) {
            return Some(*entry);
        }
        self.beginnings.get(letters(word))?.iter().find(|b| word.starts_with(b.0)).map(|b| b.1)
    }
}

/// The evaluative words around the mentions of a document, in text order.
pub(super) fn evaluations(
    document: &Annotated,
    mentions: &[Mention],
    (vocabulary, known): (&Vocabulary, &mut Known<Option<u16>>),
) -> Vec<Evaluation> {
    if document.language.code != "en" || mentions.is_empty() {
        return Vec::new();
    }
    let speech = speech(document, mentions);
    let (mut found, mut base) = (Vec::new(), 0);
    for of_sentence in mentions.chunk_by(|a, b| a.sentence == b.sentence) {
        let sentence = &document.sentences[of_sentence[0].sentence as usize];
        let last = of_sentence.iter().map(|m| m.end as usize).max().unwrap_or_default();
        let first = (of_sentence[0].first as usize).saturating_sub(REACH).max(sentence.first as usize);
        for token in first..(last + REACH).min(sentence.end as usize) {
            if !document.tokens[token].kind.is_word() {
                continue;
            }
            let Some(entry) = document.recall(token, (vocabulary, known), |word| WORDS.entry(word)) else { continue };
            let mut before = token.saturating_sub(NEGATION).max(sentence.first as usize)..token;
            let negated = before.any(|t| negates(&lower(document.surface(t))));
            for mention in nearest(of_sentence, token) {
                let mention = base + mention;
                if !speech[mention].iter().any(|words| words.contains(&(token as u32))) {
                    let (mention, token, voice) = (mention as u32, token as u32, document.voices[token]);
                    found.push(Evaluation { mention, entry, negated, voice, token });
                }
            }
        }
        base += of_sentence.len();
    }
    found
}

fn negates(word: &str) -> bool {
    matches!(word, "not" | "no" | "never" | "neither" | "nor" | "without" | "hardly" | "cannot")
        || word.ends_with("n't")
        || word.ends_with("n’t")
}

/// The nearest mention of every actor a word is said of, by place among those of the sentence.
fn nearest(mentions: &[Mention], token: usize) -> Vec<usize> {
    let token = token as u32;
    let distance = |m: &Mention| if token < m.first { m.first - token } else { (token + 1).saturating_sub(m.end) };
    let from = mentions.partition_point(|m| m.first + (REACH + LONGEST) as u32 <= token);
    let to = mentions.partition_point(|m| m.first <= token + REACH as u32);
    #[cfg(test)]
    crate::token::steps::add(to - from);
    let mut near: Vec<(&str, u32, usize)> =
        (from..to).map(|i| (mentions[i].entity.as_str(), distance(&mentions[i]), i)).filter(|n| n.1 <= REACH as u32).collect();
    if near.iter().any(|n| n.1 == 0) {
        near.retain(|n| n.1 == 0);
    }
    near.sort_unstable();
    near.dedup_by_key(|n| n.0);
    near.into_iter().map(|n| n.2).collect()
}

/// For every mention the words its actor says in quotation marks there.
fn speech(document: &Annotated, mentions: &[Mention]) -> Vec<Vec<Range<u32>>> {
    let mut speech = vec![Vec::new(); mentions.len()];
    let text = mentions.partition_point(|m| m.first < document.n_title_tokens);
    for said in document.attributions.iter().filter(|a| a.voice == Voice::Quoted) {
        let Some((start, end)) = said.source else { continue };
        let (range, offset) = if said.in_title { (&mentions[..text], 0) } else { (&mentions[text..], text) };
        let before = range.partition_point(|m| m.start_byte < end);
        for (i, mention) in range[..before].iter().enumerate().rev().take_while(|(_, m)| m.start_byte + LONGEST_BYTES > start) {
            if mention.end_byte > start {
                speech[offset + i].push(said.first..said.end);
            }
        }
    }
    speech
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{AnnotateOptions, Annotator};
    use crate::corpus::Document;

    /// The words found near an actor: `-` before unfavourable ones, `!` after those turned round.
    fn near(text: &str, actor: &str) -> String {
        let mut annotator = Annotator::new(AnnotateOptions { voice: true, ..AnnotateOptions::default() });
        let annotated = annotator.annotate(Document { text: text.into(), language: "en".into(), ..Document::default() });
        let mut finder = crate::actor::Finder::default();
        let mentions = finder.mentions(&annotated, &annotator.vocabulary);
        let found = finder.evaluations(&annotated, &annotator.vocabulary, &mentions);
        let of_actor = found.iter().filter(|e| mentions[e.mention as usize].entity == actor);
        let show = |e: &Evaluation| {
            let sign = if evaluative_words()[e.entry as usize].favourable { "" } else { "-" };
            format!("{sign}{}{}", annotated.surface(e.token as usize), if e.negated { "!" } else { "" })
        };
        of_actor.map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_said_of_the_actors_they_stand_near() {
        let rows = [
            ("Dana Kost praised the brave firemen.", "Dana Kost", "praised brave"),
            ("Dana Kost is not corrupt.", "Dana Kost", "-corrupt!"),
            ("Critics of Piet Halm say he lied. The harbour is safe.", "Piet Halm", "-Critics -lied"),
            // What stands inside a mention is said of that actor alone.
            ("Dana Kost met the terrorist leader Piet Halm.", "Dana Kost", ""),
            ("Dana Kost met the terrorist leader Piet Halm.", "Piet Halm", "-terrorist"),
            // What an actor says in quotation marks is not said of it, but of whom it names there.
            ("“Piet Halm is a liar and a thug,” said Dana Kost.", "Dana Kost", ""),
            ("“Piet Halm is a liar and a thug,” said Dana Kost.", "Piet Halm", "-liar -thug"),
        ];
        for (text, actor, expected) in rows {
            assert_eq!(near(text, actor), expected, "{actor} in {text}");
        }
    }

    #[test]
    fn the_longest_beginning_decides() {
        let pattern = |word: &str| WORDS.entry(word).map(|e| evaluative_words()[e as usize].pattern);
        let rows = [
            ("accusation", Some("accus*")),
            ("terrorism", Some("terror*")),
            ("stable", Some("stable")),
            ("harmony", None),
            ("harmful", Some("harmful*")),
            ("a", None),
            ("", None),
            ("zzz", None),
            ("éclat", None),
        ];
        for (word, expected) in rows {
            assert_eq!(pattern(word), expected, "{word}");
        }
    }

    #[test]
    fn no_entry_is_listed_twice_and_none_hides_another() {
        for e in evaluative_words() {
            let same = evaluative_words().iter().filter(|o| o.pattern.trim_end_matches('*') == e.pattern.trim_end_matches('*'));
            assert_eq!(same.count(), 1, "{}", e.pattern);
        }
        assert!(evaluative_words().len() < usize::from(u16::MAX));
    }
}
