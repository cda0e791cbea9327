//! The form a token is counted by: its stem when the study asks for stems.

use super::{TermId, Vocabulary};
use crate::language::{Stemmer, stem};

/// Stems each form once for each language.
#[derive(Clone, Debug)]
pub struct Stems {
    stemmer: Stemmer,
    /// For each language met, the stem of each form; `u32::MAX` where not asked for yet.
    known: Vec<(&'static str, Vec<u32>)>,
}

impl Stems {
    /// Stems by the given family of algorithms; with [`Stemmer::Off`] every form is its own stem.
    pub fn new(stemmer: Stemmer) -> Stems {
        Stems { stemmer, known: Vec::new() }
    }

    /// The form that tokens of form `term` are counted by in a language; added to the vocabulary if new.
    pub fn of(&mut self, term: TermId, code: &'static str, vocabulary: &mut Vocabulary) -> TermId {
        if self.stemmer == Stemmer::Off {
            return term;
        }
        let at = match self.known.iter().position(|(c, _)| *c == code) {
            Some(at) => at,
            None => {
                self.known.push((code, Vec::new()));
                self.known.len() - 1
            }
        };
        let known = &mut self.known[at].1;
        let i = term.0 as usize;
        if known.len() <= i {
            known.resize(vocabulary.len().max(i + 1), u32::MAX);
        }
        if known[i] == u32::MAX {
            let form = vocabulary.form(term).to_owned();
            known[i] = vocabulary.intern(&stem(self.stemmer, code, &form)).0;
        }
        TermId(known[i])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_with_one_stem_are_counted_together() {
        let rows = [
            (Stemmer::Off, "en", "groups", "groups"),
            (Stemmer::Classic, "en", "groups", "group"),
            (Stemmer::Classic, "en", "international", "intern"),
            (Stemmer::Snowball, "en", "international", "internat"),
            (Stemmer::Classic, "de", "gruppen", "grupp"),
            (Stemmer::Snowball, "en", "US", "US"),
            (Stemmer::Classic, "zh", "恐怖", "恐怖"),
        ];
        for (stemmer, code, form, want) in rows {
            let mut vocabulary = Vocabulary::default();
            let term = vocabulary.intern(form);
            let mut stems = Stems::new(stemmer);
            for _ in 0..2 {
                let stem = stems.of(term, code, &mut vocabulary);
                assert_eq!(vocabulary.form(stem), want, "{code} {form}");
            }
        }
    }
}
