//! Whom *he*, *she*, *they* stand for among the speakers of a text.
//!
//! In: the names of a text and what stands around them. Out: the number of a name. A speaker who was the subject of
//! a verb since the last one spoke, outside of what others say; else who spoke last; nobody whom titles and pronouns
//! make the other sex.

use super::clause::Range;
use super::credit::Record;
use super::speaker::Table;
use super::words::*;
use crate::token::lower;

/// Words back to which the subject of a verb is remembered.
const SUBJECT_HELD: usize = 60;

/// Pronouns a title outweighs.
const TITLE_WEIGHS: i32 = 3;

impl Table<'_> {
    /// Notes what stands around a name that is known: a title, a verb.
    pub(super) fn note(&mut self, range: Range) {
        let (title, subject) = (self.title(range.0), self.is_subject(range));
        if title == 0 && !subject {
            return;
        }
        if let Some(name) = self.known(range) {
            self.names[name].she += title;
            self.subjects.extend(subject.then_some((range.0, name)));
        }
    }

    /// What a title before a name says of [`super::speaker::Name::she`]; it weighs more than a pronoun.
    fn title(&self, i: usize) -> i32 {
        match i.checked_sub(1).map(|title| self.view.surface(title)) {
            Some("Mr" | "Mr." | "Sir") => -TITLE_WEIGHS,
            Some("Mrs" | "Mrs." | "Ms" | "Ms." | "Miss") => TITLE_WEIGHS,
            _ => 0,
        }
    }

    /// What a pronoun says of the same.
    pub(super) fn says_she(&self, (a, b): Range) -> i32 {
        let is = |words: [&str; 2]| b == a + 1 && self.view.is_any(a, &words);
        i32::from(is(["she", "her"])) - i32::from(is(["he", "his"]))
    }

    /// Whether a name is the subject of a verb right after it, outside of quotations: `Cruz also stumbled`.
    fn is_subject(&self, (i, end): Range) -> bool {
        let words = self.view.words;
        if words[i..end].iter().any(|w| w.is(ORGANISATION | PERSON)) {
            return false;
        }
        let plain = |k: usize| k < words.len() && words[k].stops == 0;
        let verb = end + usize::from(plain(end) && words[end].is(ADVERB));
        let is_verb = |w: &Word| !w.is(CAPITAL) && (w.is(AUXILIARY | FINITE | ED) || w.is_finite_form());
        let after_preposition = i > 0 && words[i].stops == 0 && words[i - 1].is(PREPOSITION);
        plain(verb) && is_verb(&words[verb]) && !after_preposition && !words[end - 1].is(GENITIVE) && !self.view.in_quote(i)
    }

    /// Keeps the subjects that speak somewhere in the text, for towns and companies are subjects, too; and not those
    /// somebody else speaks of: `She said Halm left`.
    pub(super) fn keep_speakers(&mut self, records: &[Record]) {
        let words = self.view.words;
        let speaks = |source: Range| {
            let capital = |k: &usize| words[*k].is(CAPITAL) && !words[*k].is(CLOSED | TITLE | TIME);
            let first = (source.0..source.1).find(capital)?;
            let end = (first..source.1).find(|k| !capital(k)).unwrap_or(source.1);
            self.known((first, end))
        };
        let mut speakers: Vec<usize> = records.iter().filter_map(|r| speaks(r.source?)).collect();
        speakers.sort_unstable();
        let mut said = vec![0i32; words.len() + 1];
        for r in records {
            said[r.content.0] += 1;
            said[r.content.1] -= 1;
        }
        let mut depth = 0;
        said.iter_mut().for_each(|n| {
            depth += *n;
            *n = depth;
        });
        self.subjects.retain(|(at, name)| said[*at] == 0 && speakers.binary_search(name).is_ok());
    }

    /// The person *he* or *she* stands for: who was the subject of a verb since the last one spoke, else the last one.
    pub(super) fn last_person(&self, source: Range, last: Option<usize>, spoke_at: usize) -> Option<usize> {
        let she = self.says_she(source);
        let n = self.subjects.partition_point(|s| s.0 < source.0);
        let since = self.subjects[..n].iter().rev().take_while(|s| she != 0 && s.0 > spoke_at && source.0 - s.0 < SUBJECT_HELD);
        let may_be = |n: &usize| self.names[*n].she * she >= 0;
        since.map(|s| s.1).find(may_be).or_else(|| last.filter(may_be)).or(last)
    }

    /// The speaker a pronoun stands for.
    pub(super) fn pronoun(&self, a: usize, person: Option<usize>, any: Option<usize>) -> Option<usize> {
        match lower(self.view.surface(a)).as_ref() {
            "he" | "she" | "his" | "her" => person.or_else(|| self.mentioned(a)),
            "they" | "it" | "their" | "its" => any,
            _ => None,
        }
    }
}
