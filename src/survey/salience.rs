//! Which words tell one event from the others.
//!
//! In: the documents' terms. Out: the words of a group of documents, the most characteristic first: by
//! tf-idf, the mean of the group less half the mean of all other documents (Rocchio 1971), so that
//! what every document of a small corpus is about names none of its events.

use super::SurveyDocument;
use super::vectors::{TermDocuments, Vectors, first_by, inverse_frequency};
use crate::language::{Stemmer, language, stem};
use crate::token::TermId;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Words kept per document.
const HEAVIEST: usize = 60;
/// How often a word of title, lead and body counts.
const ZONES: [u32; 3] = [4, 2, 1];
/// A weight is a whole number of parts of this, so that sums are exact.
const SCALE: f64 = 1_048_576.0;

/// The weights of the words of every document.
pub(crate) struct Salience<'t> {
    terms: &'t TermDocuments,
    of: Vec<Box<[(TermId, u32)]>>,
    /// By form, the sum over all documents.
    all: Vec<u64>,
}

impl<'t> Salience<'t> {
    /// Weighs the words of the documents that the vectors were made from.
    pub(crate) fn new(documents: &[SurveyDocument<'_>], vectors: &'t Vectors) -> Salience<'t> {
        let terms = &vectors.terms;
        let rarity: Vec<f64> = terms.each_documents().map(|df| inverse_frequency(documents.len(), df)).collect();
        let of: Vec<Box<[(TermId, u32)]>> =
            documents.par_iter().zip(&vectors.terms_of).map(|(d, terms_of)| heaviest(d, terms_of, &rarity, terms)).collect();
        let mut all = vec![0; terms.len()];
        of.iter().flatten().for_each(|&(word, weight)| all[word.0 as usize] += u64::from(weight));
        Salience { terms, of, all }
    }

    /// The words of the members, most characteristic first, one for each stem; last those that few members have.
    pub(crate) fn words(&self, members: &[usize], language: &str, most: usize) -> Vec<&'t str> {
        let mut weights: Vec<(TermId, u32)> = members.iter().flat_map(|&member| self.of[member].iter().copied()).collect();
        weights.sort_unstable();
        let (n, others) = (members.len() as u64, (self.of.len() - members.len()).max(1) as u64);
        let weigh = |same: &[(TermId, u32)]| {
            let (word, sum) = (same[0].0, same.iter().map(|w| u64::from(w.1)).sum::<u64>());
            let elsewhere = (self.all[word.0 as usize] - sum) / others;
            let few = same.len() * 2 < members.len();
            (few, Reverse((sum / n).saturating_sub(elsewhere / 2)), self.terms.form(word))
        };
        let mut words: Vec<(bool, Reverse<u64>, &str)> = weights.chunk_by(|a, b| a.0 == b.0).map(weigh).collect();
        words.sort_unstable();
        let mut stems = BTreeSet::new();
        let first = words.into_iter().map(|(.., word)| word).filter(|word| stems.insert(stem(Stemmer::Snowball, language, word)));
        first.take(most).collect()
    }
}

/// The heaviest words of a document by frequency times rarity, scaled to a vector of length one; no titles (*Mr.*).
fn heaviest(document: &SurveyDocument<'_>, of: &[TermId], rarity: &[f64], terms: &TermDocuments) -> Box<[(TermId, u32)]> {
    let lists = language(document.language).words;
    let weigh = |(&word, (form, counts)): (&TermId, (&str, [u8; 3]))| {
        let once = terms.documents(word) == 1 && counts.iter().map(|&n| u32::from(n)).sum::<u32>() == 1;
        let frequency: u32 = counts.iter().zip(ZONES).map(|(&n, times)| u32::from(n) * times).sum();
        let names = !once && is_word(form) && !lists.flags(form).title;
        names.then(|| (f64::from(frequency) * rarity[word.0 as usize], word))
    };
    let mut weights: Vec<(f64, TermId)> = Vec::with_capacity(of.len());
    weights.extend(of.iter().zip(document.features.terms.iter()).filter_map(weigh));
    let length = libm::sqrt(weights.iter().map(|w| w.0 * w.0).sum());
    let heaviest = first_by(weights, HEAVIEST, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to SCALE")]
    let part = |weight: f64| libm::round(weight / length * SCALE) as u32;
    heaviest.into_iter().map(|(weight, word)| (word, part(weight))).collect()
}

/// Whether a form can name an event: no number, and none of the forms kept apart from a stop word (*MORE*, *US*).
fn is_word(form: &str) -> bool {
    form.chars().any(char::is_alphabetic) && !form.contains(char::is_uppercase)
}
