//! Finds words a lexicon may have missed, in the corpus it is used on.
//!
//! In: annotated documents with their hits, and the labels found for actors. Out: [`Suggestion`]s, words with
//! the same neighbours as a pole's entries and rival labels of the same entity, each with counts, outlets
//! and passages. Nothing is ever added to a lexicon by itself.

use super::vectors::{Neighbours, dot, unit};
use crate::annotate::{AnnotateOptions, Annotated, Annotator};
use crate::corpus::Document;
use crate::lexicon::{Hit, Lexicon, Matcher, Pole};
use crate::table::{Column, ColumnKind, Table, Value};
use crate::token::{TermId, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};

/// Words given vectors: the most frequent ones.
const WORDS: usize = 20_000;
/// Tokens kept for training; later documents count but do not train.
const TOKENS: usize = 30_000_000;
/// Passages kept per word.
const PASSAGES: usize = 3;

/// A lexicon's pole, by index.
type Place = (usize, usize, Pole);

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct SuggestOptions {
    /// Most suggestions per pole.
    pub per_pole: usize,
    /// Fewest occurrences of a suggestion.
    pub min_count: u64,
    /// Dimensions of the vectors.
    pub dimensions: usize,
    /// The study's seed.
    pub seed: u64,
}

impl Default for SuggestOptions {
    fn default() -> Self {
        SuggestOptions { per_pole: 20, min_count: 5, dimensions: 100, seed: 0 }
    }
}

/// A word or label that may belong to a pole.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Index of the lexicon and of the axis, and the pole.
    pub place: (usize, usize, Pole),
    /// The word or label.
    pub candidate: String,
    /// `neighbour` or `label`.
    pub kind: &'static str,
    /// Cosine with the pole's words; for labels the share of the entity's labels.
    pub score: f64,
    /// Entity a label is for; empty for words.
    pub entity: String,
    /// Occurrences.
    pub n: u64,
    /// Outlets that use it, in order.
    pub outlets: Vec<String>,
    /// Sentences with it, from different outlets first.
    pub passages: Vec<String>,
}

/// What is kept of one word.
#[derive(Default)]
struct Word {
    n: u64,
    outlets: BTreeSet<String>,
    passages: Vec<(String, String)>,
}

/// A corpus as far as suggestions need it. Documents must be added in a fixed order, all annotated with
/// one vocabulary.
#[derive(Default)]
pub struct Usage {
    words: Vec<Word>,
    sentences: Vec<Vec<TermId>>,
    n_tokens: usize,
    /// For each pole the words its hits are made of.
    seeds: BTreeMap<Place, BTreeMap<TermId, u64>>,
    /// Words any hit is made of.
    known: BTreeSet<TermId>,
}

impl Usage {
    /// Adds a document with its hits.
    pub fn add(&mut self, (document, outlet): (&Annotated, &str), vocabulary: &Vocabulary, (matcher, hits): (&Matcher, &[Hit])) {
        self.words.resize_with(vocabulary.len().max(self.words.len()), Word::default);
        for (s, sentence) in document.sentences.iter().enumerate() {
            if !document.zones.get(s).is_some_and(|z| z.is_scored()) {
                continue;
            }
            let range = sentence.first as usize..sentence.end as usize;
            let terms: Vec<TermId> = document.tokens[range.clone()].iter().filter(|t| t.kind.is_word()).map(|t| t.term).collect();
            let text = document.field(range.start.min(document.tokens.len().saturating_sub(1)));
            let text = text.get(sentence.start_byte as usize..sentence.end_byte as usize).unwrap_or_default();
            terms.iter().for_each(|term| self.words[term.0 as usize].meet(outlet, text));
            if self.n_tokens < TOKENS {
                self.n_tokens += terms.len();
                self.sentences.push(terms);
            }
        }
        let rules = document.language.language();
        for hit in hits.iter().filter(|h| matcher.counts(h)) {
            let place = matcher.entry(hit.entry);
            for token in &document.tokens[hit.first as usize..hit.end as usize] {
                self.known.insert(token.term);
                if token.kind.is_word() && !rules.words.is_function(vocabulary.form(token.term)) {
                    *self.seeds.entry((place.lexicon, place.axis, place.pole)).or_default().entry(token.term).or_default() += 1;
                }
            }
        }
    }

    /// Words with the same neighbours as the words of each pole, nearest first.
    pub fn neighbours(&self, vocabulary: &Vocabulary, options: &SuggestOptions) -> Vec<Suggestion> {
        let (ranked, number) = self.ranked();
        let mut near = Neighbours::default();
        for sentence in &self.sentences {
            near.add(&sentence.iter().map(|t| number[t.0 as usize]).collect::<Vec<_>>());
        }
        let vectors = near.vectors(ranked.len(), options.dimensions, options.seed);
        let mut out = Vec::new();
        for (place, seeds) in &self.seeds {
            let mut centre = vec![0.0; vectors.first().map_or(0, Vec::len)];
            for (term, n) in seeds {
                if let Some(i) = number[term.0 as usize] {
                    // Roots, so that one frequent entry does not speak for all.
                    let weight = libm::sqrt(*n as f64);
                    centre.iter_mut().zip(&vectors[i as usize]).for_each(|(c, v)| *c += weight * v);
                }
            }
            unit(&mut centre);
            let mut scored: Vec<(f64, TermId)> = ranked
                .iter()
                .zip(&vectors)
                .filter(|(term, _)| self.is_candidate(**term, vocabulary, options))
                .map(|(term, v)| (dot(&centre, v), *term))
                .filter(|(score, _)| *score > 0.0)
                .collect();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| vocabulary.form(a.1).cmp(vocabulary.form(b.1))));
            out.extend(
                scored.into_iter().take(options.per_pole).map(|(score, term)| self.suggestion(*place, score, (term, vocabulary))),
            );
        }
        out
    }

    /// The most frequent words, and the number of each word among them.
    fn ranked(&self) -> (Vec<TermId>, Vec<Option<u32>>) {
        let mut ranked: Vec<TermId> = (0..self.words.len()).filter(|i| self.words[*i].n > 0).map(|i| TermId(i as u32)).collect();
        ranked.sort_by_key(|t| (std::cmp::Reverse(self.words[t.0 as usize].n), *t));
        ranked.truncate(WORDS);
        let mut number = vec![None; self.words.len()];
        for (i, term) in ranked.iter().enumerate() {
            number[term.0 as usize] = Some(i as u32);
        }
        (ranked, number)
    }

    fn is_candidate(&self, term: TermId, vocabulary: &Vocabulary, options: &SuggestOptions) -> bool {
        let form = vocabulary.form(term);
        let english = crate::language::language("und");
        self.words[term.0 as usize].n >= options.min_count
            && !self.known.contains(&term)
            && form.chars().count() > 2
            && !english.words.is_function(form)
    }

    fn suggestion(&self, place: Place, score: f64, (term, vocabulary): (TermId, &Vocabulary)) -> Suggestion {
        let word = &self.words[term.0 as usize];
        Suggestion {
            place,
            candidate: vocabulary.form(term).to_owned(),
            kind: "neighbour",
            score,
            entity: String::new(),
            n: word.n,
            outlets: word.outlets.iter().cloned().collect(),
            passages: word.passages.iter().map(|(_, p)| p.clone()).collect(),
        }
    }
}

impl Word {
    fn meet(&mut self, outlet: &str, text: &str) {
        self.n += 1;
        if !self.outlets.contains(outlet) {
            self.outlets.insert(outlet.to_owned());
        }
        if self.passages.len() < PASSAGES && !self.passages.iter().any(|(o, p)| o == outlet || p == text) {
            self.passages.push((outlet.to_owned(), text.to_owned()));
        }
    }
}

/// One use of a label for an entity, as the actors' stage finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelUse {
    /// Canonical name of the entity.
    pub entity: String,
    /// What it is called.
    pub label: String,
    /// Who calls it so.
    pub outlet: String,
    /// The sentence.
    pub passage: String,
}

/// Labels used for the entities that an axis's entries are used for, but that the axis does not know.
/// They are offered for the poles whose labels the entity also has.
pub fn rival_labels(uses: &[LabelUse], lexicons: &[Lexicon], matcher: &Matcher, options: &SuggestOptions) -> Vec<Suggestion> {
    let known = label_poles(uses, lexicons, matcher);
    let mut entities: BTreeMap<&str, Vec<&LabelUse>> = BTreeMap::new();
    for u in uses.iter().filter(|u| !u.label.is_empty()) {
        entities.entry(&u.entity).or_default().push(u);
    }
    let mut out: Vec<Suggestion> = Vec::new();
    for (entity, uses) in entities {
        let hit: BTreeSet<(usize, usize)> = uses.iter().flat_map(|u| &known[u.label.as_str()]).map(|p| (p.0, p.1)).collect();
        let mut labels: BTreeMap<&str, Word> = BTreeMap::new();
        for u in &uses {
            labels.entry(&u.label).or_default().meet(&u.outlet, &u.passage);
        }
        for (l, a) in hit {
            let strange = labels
                .iter()
                .filter(|(label, w)| w.n >= options.min_count.min(2) && !known[**label].iter().any(|p| (p.0, p.1) == (l, a)));
            out.extend(strange.map(|(label, word)| Suggestion {
                place: (l, a, Pole::Neutral),
                candidate: (*label).to_owned(),
                kind: "label",
                score: word.n as f64 / uses.len() as f64,
                entity: entity.to_owned(),
                n: word.n,
                outlets: word.outlets.iter().cloned().collect(),
                passages: word.passages.iter().map(|(_, p)| p.clone()).collect(),
            }));
        }
    }
    out.sort_by(|a, b| {
        (a.place, std::cmp::Reverse(a.n), &a.candidate, &a.entity).cmp(&(
            b.place,
            std::cmp::Reverse(b.n),
            &b.candidate,
            &b.entity,
        ))
    });
    let mut taken: BTreeMap<Place, usize> = BTreeMap::new();
    out.retain(|s| {
        let n = taken.entry(s.place).or_default();
        *n += 1;
        *n <= options.per_pole
    });
    out
}

/// The poles each label is hit by.
fn label_poles<'u>(uses: &'u [LabelUse], lexicons: &[Lexicon], matcher: &Matcher) -> BTreeMap<&'u str, BTreeSet<Place>> {
    let mut annotator = Annotator::new(AnnotateOptions::default());
    let mut scanner = matcher.scanner();
    let labels: BTreeSet<&str> = uses.iter().map(|u| u.label.as_str()).collect();
    let poles = |label: &str, annotator: &mut Annotator, scanner: &mut crate::lexicon::Scanner<'_>| -> BTreeSet<Place> {
        let document = annotator.annotate(Document { text: label.to_owned(), language: "en".into(), ..Document::default() });
        let hits = scanner.hits(&document, &annotator.vocabulary, &annotator.parts);
        let counted = hits.iter().filter(|h| matcher.counts(h)).map(|h| matcher.entry(h.entry));
        counted.filter(|r| !lexicons[r.lexicon].axes[r.axis].is_category()).map(|r| (r.lexicon, r.axis, r.pole)).collect()
    };
    labels.into_iter().map(|l| (l, poles(l, &mut annotator, &mut scanner))).collect()
}

/// Suggestions as a table.
pub fn table(suggestions: &[Suggestion], lexicons: &[Lexicon]) -> Table {
    use ColumnKind::{Integer, Number, Text};
    let columns = [
        ("lexicon", Text, "lexicon"),
        ("axis", Text, "axis or category"),
        ("pole", Text, "pole whose words it is like; neutral for labels, whose pole is for you to say"),
        ("candidate", Text, "the word or label"),
        ("kind", Text, "neighbour: stands among the same words; label: is used for the same entity"),
        ("entity", Text, "entity a label is used for"),
        ("score", Number, "cosine with the pole's words, or share of the entity's labels"),
        ("n", Integer, "occurrences"),
        ("n_outlets", Integer, "outlets that use it"),
        ("outlets", Text, "which"),
        ("passage_1", Text, "a sentence with it"),
        ("passage_2", Text, "a sentence with it in another outlet"),
        ("passage_3", Text, "a sentence with it in a third outlet"),
    ];
    let column = |(name, kind, meaning): &(&str, ColumnKind, &str)| Column {
        name: (*name).to_owned(),
        kind: *kind,
        unit: "",
        meaning: (*meaning).to_owned(),
        empty: "not applicable",
    };
    let row = |s: &Suggestion| {
        let (l, a, pole) = s.place;
        let mut row: Vec<Value> =
            vec![lexicons[l].name.as_str().into(), lexicons[l].axes[a].key.as_str().into(), pole.name().into()];
        row.extend([Value::from(s.candidate.as_str()), s.kind.into(), s.entity.as_str().into(), s.score.into(), s.n.into()]);
        row.extend([Value::from(s.outlets.len()), s.outlets.join("; ").into()]);
        row.extend((0..PASSAGES).map(|i| s.passages.get(i).map_or(Value::Empty, |p| p.as_str().into())));
        row
    };
    Table {
        name: "suggestions".to_owned(),
        title: "Which words of this corpus may the lexicons have missed?".to_owned(),
        columns: columns.iter().map(column).collect(),
        rows: suggestions.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::MatchOptions;

    fn lexicon() -> [Lexicon; 1] {
        [Lexicon::read("l.csv", b"axis,pole,term\nx,a,terrorist*\nx,b,fighter*\n").unwrap().0]
    }

    #[test]
    fn words_among_the_same_neighbours_are_suggested() {
        let lexicons = lexicon();
        let matcher = Matcher::compile(&lexicons, &MatchOptions::default()).unwrap();
        let mut annotator = Annotator::new(AnnotateOptions::default());
        let mut scanner = matcher.scanner();
        let mut usage = Usage::default();
        for i in 0..30 {
            let text = "Armed terrorists attacked soldiers. Armed jihadists attacked soldiers. Green gardens bloomed early. Brave fighters defended villages. Brave defenders defended villages.";
            let document = Document { text: text.into(), language: "en".into(), ..Document::default() };
            let document = annotator.annotate(document);
            let hits = scanner.hits(&document, &annotator.vocabulary, &annotator.parts);
            usage.add((&document, ["P", "Q"][i % 2]), &annotator.vocabulary, (&matcher, &hits));
        }
        let options = SuggestOptions { per_pole: 1, dimensions: 6, ..SuggestOptions::default() };
        let found = usage.neighbours(&annotator.vocabulary, &options);
        let shown: Vec<_> =
            found.iter().map(|s| (s.place.2, s.candidate.as_str(), s.n, s.outlets.len(), s.passages.len())).collect();
        assert_eq!(shown, [(Pole::A, "jihadists", 30, 2, 1), (Pole::B, "defenders", 30, 2, 1)]);
        assert_eq!(table(&found, &lexicons).rows.len(), 2);
    }

    #[test]
    fn rival_labels_of_one_entity_are_suggested() {
        let lexicons = lexicon();
        let matcher = Matcher::compile(&lexicons, &MatchOptions::default()).unwrap();
        let one = |entity: &str, label: &str, outlet: &str| LabelUse {
            entity: entity.into(),
            label: label.into(),
            outlet: outlet.into(),
            passage: format!("{entity}, the {label}."),
        };
        let uses = [
            one("Hamas", "terrorist group", "P"),
            one("Hamas", "movement", "Q"),
            one("Hamas", "movement", "P"),
            one("France", "republic", "P"),
            one("France", "republic", "Q"),
        ];
        let found = rival_labels(&uses, &lexicons, &matcher, &SuggestOptions::default());
        let shown: Vec<_> = found.iter().map(|s| (s.candidate.as_str(), s.entity.as_str(), s.n)).collect();
        assert_eq!(shown, [("movement", "Hamas", 2)]);
    }
}
