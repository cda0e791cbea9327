//! Documents as weighted vectors, for comparing what they report on.
//!
//! In: the documents' features. Out: one sparse vector of whole numbers per document, such that the
//! dot product of two is their similarity. It is the weighted sum of four cosines, each over tf-idf
//! weights: all terms, terms of title and lead, named things, numbers. Weights are rounded to
//! integers once, so sums are exact and no order of addition can change a result.

use super::SurveyDocument;
use crate::actor::place;
use crate::actor::spelling::{Part, parts, skeleton};
use crate::language::language;
use crate::token::{TermId, Vocabulary};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// The dot product of two equal vectors is about this.
pub(crate) const ONE: u64 = (SCALE * SCALE) as u64;
const SCALE: f64 = 16_384.0;
/// Documents the corpus is thought to be part of: keeps weights meaningful in a corpus of five.
const BACKGROUND: f64 = 1_000.0;

/// Shares of the four cosines in the similarity: terms, title and lead, names, numbers.
const SHARES: [f64; 4] = [0.40, 0.30, 0.25, 0.05];
const TERM: usize = 0;
const LEAD: usize = 1;
const NAME: usize = 2;
const NUMBER: usize = 3;
/// A word of a name; shares the cosine of [`NAME`].
const NAME_WORD: usize = 4;
const SLOTS: usize = 5;

/// Numbers with a small number each, by number, in six bytes a pair: dimensions with their weights, or
/// what was counted with its count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vector {
    at: Box<[u32]>,
    value: Box<[u16]>,
}

impl Vector {
    fn new(pairs: impl Iterator<Item = (u32, u16)>) -> Vector {
        // One number is compared faster than two.
        let mut joined: Vec<u64> = Vec::with_capacity(pairs.size_hint().1.unwrap_or(0));
        joined.extend(pairs.map(|(at, value)| u64::from(at) << 16 | u64::from(value)));
        joined.sort_unstable();
        Vector { at: joined.iter().map(|p| (p >> 16) as u32).collect(), value: joined.iter().map(|&p| p as u16).collect() }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.at.iter().zip(&self.value).map(|(&at, &value)| (at, value.into()))
    }

    /// The heaviest dimensions, heaviest first.
    pub(crate) fn heaviest(&self, most: usize) -> Vec<(u32, u32)> {
        let mut heavy = first_by(self.iter().collect(), most, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        heavy.shrink_to_fit();
        heavy
    }
}

/// The first of a list in an order, no more than `most`.
pub(super) fn first_by<T>(mut list: Vec<T>, most: usize, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    if list.len() > most {
        list.select_nth_unstable_by(most, &order);
        list.truncate(most);
    }
    list.sort_unstable_by(order);
    list
}

/// The vectors of all documents and the names of their dimensions.
pub(crate) struct Vectors {
    /// One per document.
    pub(crate) of: Vec<Vector>,
    /// The numbers of the terms of each document, in their order.
    pub(crate) terms_of: Vec<Box<[TermId]>>,
    /// The forms, and how common they are as terms.
    pub(crate) terms: TermDocuments,
    /// How the first document wrote what a name is compared by.
    written: HashMap<u32, String>,
    /// Per dimension the form it counts, and in which slot.
    meaning: Vec<(TermId, usize)>,
}

/// In how many documents each term of a corpus stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TermDocuments {
    forms: Vocabulary,
    documents: Vec<u32>,
}

impl TermDocuments {
    /// In how many a term stands.
    pub fn of(&self, term: &str) -> u32 {
        self.id(term).map_or(0, |id| self.documents(id))
    }

    /// How many terms there are; their numbers are below.
    pub(crate) fn len(&self) -> usize {
        self.documents.len()
    }

    pub(crate) fn id(&self, term: &str) -> Option<TermId> {
        self.forms.get(term)
    }

    pub(crate) fn form(&self, id: TermId) -> &str {
        self.forms.form(id)
    }

    pub(crate) fn documents(&self, id: TermId) -> u32 {
        self.documents[id.0 as usize]
    }

    /// The same for each, by number.
    pub(crate) fn each_documents(&self) -> impl Iterator<Item = u32> {
        self.documents.iter().copied()
    }
}

impl Vectors {
    /// Vectors of the documents, in their order.
    pub(crate) fn new(documents: &[SurveyDocument<'_>]) -> Vectors {
        let mut forms = Forms::default();
        let mut room = Vec::new();
        let (mut counted, terms_of): (Vec<Vector>, Vec<Box<[TermId]>>) =
            documents.iter().map(|d| count(d, &mut forms, &mut room)).unzip();
        for (document, counts) in documents.iter().zip(&mut counted).filter(|(d, _)| is_uncased(d.language)) {
            *counts = with_names(counts, document, &mut forms);
        }
        let Forms { forms, written, .. } = forms;
        let mut frequency = vec![0u32; forms.len() * SLOTS];
        counted.iter().flat_map(|c| &c.at).for_each(|&slot| frequency[slot as usize] += 1);
        let (mut meaning, mut dimension_of, mut rarity) = (Vec::new(), vec![u32::MAX; frequency.len()], Vec::new());
        for (slot, &df) in frequency.iter().enumerate() {
            let rare = if df < 2 { 0.0 } else { inverse_frequency(documents.len(), df) };
            if rare > 0.0 {
                dimension_of[slot] = at(meaning.len());
                meaning.push((TermId(at(slot / SLOTS)), slot % SLOTS));
                rarity.push(rare);
            }
        }
        let weigh = Weigh { dimension_of, rarity };
        let of = counted.into_par_iter().map(|counts| weigh.vector(&counts)).collect();
        let documents = frequency.iter().skip(TERM).step_by(SLOTS).copied().collect();
        Vectors { of, terms_of, terms: TermDocuments { forms, documents }, written, meaning }
    }

    /// How many dimensions there are.
    pub(crate) fn n_dimensions(&self) -> usize {
        self.meaning.len()
    }

    /// Terms, names and numbers two documents share, by their part in the similarity, with single spaces.
    pub(crate) fn shared(&self, a: usize, b: usize, most: usize) -> String {
        let mut parts: Vec<(u64, Reverse<u32>)> = Vec::with_capacity(self.of[a].at.len().min(self.of[b].at.len()));
        each_pair(&self.of[a], &self.of[b], |x, y, part| {
            if x == y {
                parts.push((part, Reverse(x)));
            }
        });
        // Few of many are asked for.
        let mut parts = BinaryHeap::from(parts);
        let mut forms: Vec<&str> = Vec::new();
        while forms.len() < most
            && let Some((_, Reverse(dimension))) = parts.pop()
        {
            let (form, slot) = self.meaning[dimension as usize];
            let name = self.written.get(&form.0).filter(|_| matches!(slot, NAME | NAME_WORD));
            let form = name.map_or_else(|| self.terms.forms.form(form), String::as_str);
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        forms.join(" ")
    }
}

/// Inverse document frequency of what `df` of `n` documents have, as if the corpus were a thousand larger.
#[expect(clippy::cast_precision_loss, reason = "corpora are smaller than 2^52 documents")]
pub(crate) fn inverse_frequency(n: usize, df: u32) -> f64 {
    libm::log((BACKGROUND + n as f64) / (1.0 + f64::from(df)))
}

/// The dot product of two vectors; [`ONE`] for equal ones.
pub(crate) fn dot(a: &Vector, b: &Vector) -> u64 {
    let mut sum = 0;
    // No branch: whether two have a dimension in common, nobody can tell beforehand.
    each_pair(a, b, |x, y, product| sum += if x == y { product } else { 0 });
    sum
}

/// The dimensions of two vectors side by side, in order: each pair that could be the same, and the product of its weights.
#[inline]
fn each_pair(a: &Vector, b: &Vector, mut see: impl FnMut(u32, u32, u64)) {
    let (mut i, mut j) = (0, 0);
    while i < a.at.len() && j < b.at.len() {
        let (x, y) = (a.at[i], b.at[j]);
        see(x, y, u64::from(a.value[i]) * u64::from(b.value[j]));
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

fn at(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The forms seen, and how what names are compared by was written first.
#[derive(Default)]
struct Forms {
    forms: Vocabulary,
    written: HashMap<u32, String>,
    /// The words of names seen, and what each is compared by with its number; most are seen many times.
    words: Vocabulary,
    keys: Vec<(String, TermId)>,
}

impl Forms {
    /// The place in `keys` of a word of a name.
    fn word(&mut self, word: &str) -> usize {
        let at = self.words.intern(word).0 as usize;
        if at == self.keys.len() {
            let key = name_key(word);
            let form = self.name(&key, word);
            self.keys.push((key, form));
        }
        at
    }

    /// The name a word of another script is a spelling of; three consonants are the least.
    fn name_like(&self, word: &str) -> Option<TermId> {
        let latin = parts(word).concat();
        let key = skeleton(&latin);
        let form = self.forms.get(&key).filter(|_| key.chars().count() >= 3)?;
        let written = parts(self.written.get(&form.0)?).concat();
        Part::new(latin).alike(&Part::new(written)).then_some(form)
    }

    /// The number of what a name is compared by.
    fn name(&mut self, key: &str, written: &str) -> TermId {
        let form = self.forms.intern(key);
        if key != written {
            self.written.entry(form.0).or_insert_with(|| written.to_lowercase());
        }
        form
    }
}

/// Everything in one document with its count: number of the form times [`SLOTS`] plus the slot. And its terms.
fn count(document: &SurveyDocument<'_>, seen: &mut Forms, counts: &mut Vec<(u32, u16)>) -> (Vector, Box<[TermId]>) {
    let features = document.features;
    let slot = |form: TermId, slot: usize| form.0 * at(SLOTS) + at(slot);
    let mut terms = Vec::with_capacity(features.terms.len());
    for (form, [title, lead, body]) in features.terms.iter() {
        let [title, lead, body] = [title, lead, body].map(u16::from);
        let form = seen.forms.intern(form);
        terms.push(form);
        counts.push((slot(form, TERM), 4 * title + 3 * lead + body));
        if title + lead > 0 {
            counts.push((slot(form, LEAD), 2 * title + lead));
        }
    }
    for (form, [n]) in features.numbers.iter() {
        counts.push((slot(seen.forms.intern(form), NUMBER), n.into()));
    }
    let mut words: Vec<(u32, u16)> = Vec::new();
    let mut of_name: Vec<usize> = Vec::new();
    for (form, [n]) in features.names.iter() {
        of_name.clear();
        of_name.extend(form.split(' ').map(|word| seen.word(word)));
        words.extend(of_name.iter().map(|&word| (slot(seen.keys[word].1, NAME_WORD), n.into())));
        let whole = match of_name[..] {
            [word] => seen.keys[word].1,
            _ => {
                let keys: Vec<&str> = of_name.iter().map(|&word| seen.keys[word].0.as_str()).collect();
                seen.name(&keys.join(" "), form)
            }
        };
        words.push((slot(whole, NAME), n.into()));
    }
    words.sort_unstable();
    counts.extend(words.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().map(|w| w.1).sum())));
    (Vector::new(counts.drain(..)), terms.into())
}

/// Whether the script of a language has no capitals, and its letters can be carried over to Latin ones.
fn is_uncased(language: &str) -> bool {
    matches!(language, "ar" | "fa" | "he")
}

/// Adds to the counts of a document without capitals its words that are written like a name of another one.
fn with_names(counts: &Vector, document: &SurveyDocument<'_>, seen: &mut Forms) -> Vector {
    let mut all: Vec<(u32, u16)> = counts.at.iter().copied().zip(counts.value.iter().copied()).collect();
    let language = language(document.language);
    for (form, [title, lead, body]) in document.features.terms.iter() {
        let shorter = language.without_proclitics(form);
        let name = std::iter::once(form).chain(shorter).find_map(|word| seen.name_like(word));
        if let Some(name) = name {
            let n = u16::from(title) + u16::from(lead) + u16::from(body);
            all.push((name.0 * at(SLOTS) + at(NAME_WORD), n));
        }
    }
    all.sort_unstable();
    let sums = all.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().fold(0u16, |n, w| n.saturating_add(w.1))));
    Vector::new(sums)
}

/// What a word of a name is compared by: the country it names, else its consonants in Latin letters,
/// so that Lavrov, Lawrow and Лавров meet. Short words are compared as they are.
fn name_key(word: &str) -> String {
    if let Some(place) = place(word) {
        return place.country.to_lowercase();
    }
    let latin = parts(word).concat();
    let consonants = skeleton(&latin);
    if consonants.chars().count() >= 3 { consonants } else { latin }
}

/// What turns counts into weights.
struct Weigh {
    /// Dimension of every slot; `u32::MAX` for what only one document has.
    dimension_of: Vec<u32>,
    /// Inverse document frequency per dimension.
    rarity: Vec<f64>,
}

impl Weigh {
    /// tf-idf with logarithmic counts, each cosine scaled to its share of the similarity.
    fn vector(&self, counts: &Vector) -> Vector {
        let mut squares = [0.0; SHARES.len()];
        let mut weights: Vec<(u32, usize, f64)> = Vec::with_capacity(counts.at.len());
        for (slot, n) in counts.iter() {
            let dimension = self.dimension_of[slot as usize];
            if dimension == u32::MAX {
                continue;
            }
            let cosine = match slot as usize % SLOTS {
                NAME_WORD => NAME,
                other => other,
            };
            let weight = (1.0 + libm::log(f64::from(n.max(1)))) * self.rarity[dimension as usize];
            squares[cosine] += weight * weight;
            weights.push((dimension, cosine, weight));
        }
        let factors: [f64; SHARES.len()] =
            std::array::from_fn(|s| if squares[s] > 0.0 { SCALE * libm::sqrt(SHARES[s] / squares[s]) } else { 0.0 });
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "weights lie in 0..=16384")]
        let rounded = weights.iter().map(|&(dimension, cosine, w)| (dimension, libm::round(w * factors[cosine]) as u16));
        Vector::new(rounded.filter(|&(_, weight)| weight > 0))
    }
}
