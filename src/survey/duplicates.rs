//! Texts and passages that several documents print.
//!
//! In: the documents' features. Out: [`Duplicates`]: every pair of texts that share at least half of
//! their shingles, or of which one holds most of the other, or which share one long passage; and per
//! document the passages it has in common with others, as word ranges, so that they can be counted
//! once or not at all. Candidates come from the shingles two documents share, found by sorting all
//! of them; every candidate is then verified on the complete sets. Jaccard and containment after
//! Broder (1997), "On the resemblance and containment of documents".

use super::words::{SHINGLE, words};
use super::{Features, SurveyDocument};
use std::collections::BTreeMap;

/// Jaccard similarity in thousandths from which two texts are listed.
const LISTED: u64 = 500;
/// Jaccard similarity in thousandths from which two texts are the same text.
const NEAR: u64 = 800;
/// Thousandths of the shorter text that must stand in the longer one.
const EMBEDDED: u64 = 600;
/// Words of a single common passage that make a pair by itself.
const PASSAGE: u32 = 60;
/// Words from which a common passage counts as borrowed within a pair.
const RUN: u32 = 20;
/// Shingles that the shorter of two texts must have: below, everything is a coincidence.
const SHORTEST: usize = 10;
/// Documents that share one shingle and are all compared with each other; beyond, each is compared
/// with the [`NEXT`] following ones.
const LONGEST_LIST: usize = 128;
const NEXT: usize = 8;

/// Why a pair is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DuplicateKind {
    /// The same words in the same order.
    Exact,
    /// Jaccard similarity of at least 0.8.
    Near,
    /// Jaccard similarity of at least 0.5.
    Similar,
    /// At least 0.6 of the shorter text's shingles stand in the longer one.
    Embedded,
    /// One common passage of at least sixty words.
    Passage,
}

impl DuplicateKind {
    /// The kind's name in tables.
    pub fn name(self) -> &'static str {
        ["exact", "near", "similar", "embedded", "passage"][self as usize]
    }
}

/// Two documents that print the same words. Indices refer to the documents given.
#[derive(Clone, Debug, PartialEq)]
pub struct DuplicatePair {
    /// The later document: the one that may have borrowed.
    pub document: usize,
    /// The earlier one (by date, then by id).
    pub other: usize,
    /// Why the pair is listed.
    pub kind: DuplicateKind,
    /// Words of `document` that stand in shared shingles.
    pub n_tokens_shared: u32,
    /// Shared shingles over all distinct shingles of both.
    pub jaccard: f64,
    /// Shared shingles over those of the text with fewer.
    pub containment: f64,
    /// The common passages of at least twenty words, as word ranges of `document`.
    pub passages: Vec<(u32, u32)>,
    /// The same as word ranges of `other`.
    pub other_passages: Vec<(u32, u32)>,
    /// The agency either text credits, the earlier one's first; empty for none.
    pub agency: String,
}

/// A passage a document shares with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Borrowed {
    /// First word, by [`super::words::words`].
    pub start: u32,
    /// Word after the last.
    pub end: u32,
    /// Whether this document is the first to print it; all others borrow it.
    pub first: bool,
    /// The first document to print it.
    pub from: usize,
}

/// What is printed more than once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duplicates {
    /// Pairs, by document and other.
    pub pairs: Vec<DuplicatePair>,
    /// Per document the earliest one with (nearly) the same text.
    pub duplicate_of: Vec<Option<usize>>,
    /// Per document its shared passages in text order, without overlap.
    pub borrowed: Vec<Vec<Borrowed>>,
}

impl Duplicates {
    /// Per outlet, in order of name: words borrowed from an earlier document, and all words.
    pub fn by_outlet<'a>(&self, documents: &[SurveyDocument<'a>]) -> BTreeMap<&'a str, (u64, u64)> {
        let mut share: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (document, passages) in documents.iter().zip(&self.borrowed) {
            let entry = share.entry(document.outlet).or_default();
            entry.0 += passages.iter().filter(|b| !b.first).map(|b| u64::from(b.end - b.start)).sum::<u64>();
            entry.1 += u64::from(document.features.n_words);
        }
        share
    }
}

/// The byte ranges of a text that passages of it stand for.
pub fn borrowed_bytes(text: &str, passages: &[Borrowed]) -> Vec<(u32, u32)> {
    let words = words(text);
    let bytes = |b: &Borrowed| Some((words.get(b.start as usize)?.0, words.get((b.end as usize).checked_sub(1)?)?.1));
    passages.iter().filter_map(bytes).collect()
}

/// Finds what is printed more than once. The result does not depend on the order of the documents.
pub fn duplicates(documents: &[SurveyDocument<'_>]) -> Duplicates {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&d| (documents[d].date.is_none(), documents[d].date, documents[d].id));
    let texts: Vec<Text<'_>> = order.iter().map(|&d| Text::new(documents[d].features)).collect();
    let mut found = Vec::new();
    for (later, earlier) in candidates(&texts) {
        found.extend(compare(&texts, later, earlier));
    }
    let mut result =
        Duplicates { borrowed: borrowed(&found, documents.len()), duplicate_of: vec![None; documents.len()], pairs: found };
    name(&mut result, &order, documents);
    result
}

/// The distinct shingles of a text, sorted.
struct Text<'a> {
    features: &'a Features,
    distinct: Vec<u32>,
}

impl Text<'_> {
    fn new(features: &Features) -> Text<'_> {
        let mut distinct = features.shingles();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.shrink_to_fit();
        Text { features, distinct }
    }
}

/// Pairs `(later, earlier)` that share enough shingles to be worth a complete comparison.
fn candidates(texts: &[Text<'_>]) -> Vec<(usize, usize)> {
    let (lists, of_text) = shared_lists(texts);
    let mut counts = vec![0u32; texts.len()];
    let mut pairs = Vec::new();
    for (later, mine) in of_text.iter().enumerate() {
        let mut touched = Vec::new();
        // A Jaccard similarity of 0.5 implies that two thirds of the shorter text are shared, so the
        // containment decides alone.
        let unseen = mine.iter().filter(|&&list| lists[list as usize].len() > LONGEST_LIST).count();
        for &list in mine {
            let list = &lists[list as usize];
            let at = list.partition_point(|&t| (t as usize) < later);
            let from = if list.len() > LONGEST_LIST { at.saturating_sub(NEXT) } else { 0 };
            for &earlier in &list[from..at] {
                if counts[earlier as usize] == 0 {
                    touched.push(earlier as usize);
                }
                counts[earlier as usize] += 1;
            }
        }
        touched.sort_unstable();
        for earlier in touched {
            let least = texts[later].distinct.len().min(texts[earlier].distinct.len());
            let possible = counts[earlier] as usize + unseen;
            let enough = possible * 1000 >= EMBEDDED as usize * least || possible + SHINGLE > PASSAGE as usize;
            if least >= SHORTEST && enough {
                pairs.push((later, earlier));
            }
            counts[earlier] = 0;
        }
    }
    pairs
}

/// The texts of every shingle that at least two have, and per text its lists.
fn shared_lists(texts: &[Text<'_>]) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let (mut lists, mut of_text) = (Vec::new(), vec![Vec::new(); texts.len()]);
    for quarter in 0..4u32 {
        let mut entries: Vec<u64> = Vec::new();
        for (text, t) in texts.iter().zip(0u64..) {
            let mine =
                text.distinct.partition_point(|&h| h >> 30 < quarter)..text.distinct.partition_point(|&h| h >> 30 <= quarter);
            entries.extend(text.distinct[mine].iter().map(|&h| u64::from(h) << 32 | t));
        }
        entries.sort_unstable();
        for list in entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|list| list.len() > 1) {
            let id = u32::try_from(lists.len()).unwrap_or(u32::MAX);
            let members: Vec<u32> = list.iter().map(|e| u32::try_from(e & 0xFFFF_FFFF).unwrap_or(u32::MAX)).collect();
            members.iter().for_each(|&t| of_text[t as usize].push(id));
            lists.push(members);
        }
    }
    (lists, of_text)
}

/// Compares two texts completely.
fn compare(texts: &[Text<'_>], later: usize, earlier: usize) -> Option<DuplicatePair> {
    let (a, b) = (&texts[later], &texts[earlier]);
    let shared = common(&a.distinct, &b.distinct);
    let (n, all) = (shared.len() as u64, (a.distinct.len() + b.distinct.len() - shared.len()) as u64);
    let shorter = a.distinct.len().min(b.distinct.len()) as u64;
    let (in_order, other_in_order) = (a.features.shingles(), b.features.shingles());
    let runs = runs(&in_order, &shared);
    let longest = runs.iter().map(|r| r.1 - r.0).max().unwrap_or(0);
    let kind = if in_order == other_in_order {
        DuplicateKind::Exact
    } else if n * 1000 >= NEAR * all {
        DuplicateKind::Near
    } else if n * 1000 >= LISTED * all {
        DuplicateKind::Similar
    } else if n * 1000 >= EMBEDDED * shorter {
        DuplicateKind::Embedded
    } else if longest >= PASSAGE {
        DuplicateKind::Passage
    } else {
        return None;
    };
    Some(DuplicatePair {
        document: later,
        other: earlier,
        kind,
        n_tokens_shared: runs.iter().map(|r| r.1 - r.0).sum(),
        jaccard: ratio(n, all),
        containment: ratio(n, shorter),
        passages: long(runs),
        other_passages: long(self::runs(&other_in_order, &shared)),
        agency: String::new(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of shingles are far below 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

/// What two sorted lists without repetition have in common.
fn common(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (mut i, mut j, mut both) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both.push(a[i]);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    both
}

/// The word ranges of a text that its shared shingles cover, joined where they touch.
fn runs(in_order: &[u32], shared: &[u32]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (hash, start) in in_order.iter().zip(0u32..) {
        if shared.binary_search(hash).is_err() {
            continue;
        }
        let end = start + u32::try_from(SHINGLE).unwrap_or(u32::MAX);
        match runs.last_mut() {
            Some(last) if last.1 >= start => last.1 = end,
            _ => runs.push((start, end)),
        }
    }
    runs
}

fn long(mut runs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    runs.retain(|r| r.1 - r.0 >= RUN);
    runs
}

/// Per text (in order of date) the passages it shares, each with the first text that prints it.
fn borrowed(pairs: &[DuplicatePair], n_texts: usize) -> Vec<Vec<Borrowed>> {
    let mut ranges: Vec<Vec<(u32, u32, usize)>> = vec![Vec::new(); n_texts];
    for pair in pairs {
        ranges[pair.document].extend(pair.passages.iter().map(|r| (r.0, r.1, pair.other)));
        ranges[pair.other].extend(pair.other_passages.iter().map(|r| (r.0, r.1, pair.other)));
    }
    ranges.into_iter().enumerate().map(|(text, ranges)| without_overlap(text, &ranges)).collect()
}

/// Gives every word the earliest text that shares it, then joins equal neighbours.
fn without_overlap(text: usize, ranges: &[(u32, u32, usize)]) -> Vec<Borrowed> {
    let mut of_word = vec![usize::MAX; ranges.iter().map(|r| r.1 as usize).max().unwrap_or(0)];
    for &(start, end, from) in ranges {
        for word in &mut of_word[start as usize..end as usize] {
            *word = (*word).min(from);
        }
    }
    let mut start = 0u32;
    let mut passages = Vec::new();
    for run in of_word.chunk_by(|a, b| a == b) {
        let end = start + u32::try_from(run.len()).unwrap_or(u32::MAX);
        if run[0] != usize::MAX {
            passages.push(Borrowed { start, end, first: run[0] == text, from: run[0] });
        }
        start = end;
    }
    passages
}

/// Replaces positions in the order of dates by indices of the documents given, and adds what only
/// the documents know.
fn name(result: &mut Duplicates, order: &[usize], documents: &[SurveyDocument<'_>]) {
    for pair in &mut result.pairs {
        if pair.kind <= DuplicateKind::Near {
            let of = &mut result.duplicate_of[order[pair.document]];
            *of = Some(of.map_or(pair.other, |known| known.min(pair.other)));
        }
        (pair.document, pair.other) = (order[pair.document], order[pair.other]);
        let agencies = [pair.other, pair.document].map(|d| documents[d].features.agency.as_str());
        pair.agency = agencies.into_iter().find(|a| !a.is_empty()).unwrap_or_default().to_string();
    }
    for of in result.duplicate_of.iter_mut().flatten() {
        *of = order[*of];
    }
    let mut by_document = vec![Vec::new(); documents.len()];
    for (text, mut passages) in std::mem::take(&mut result.borrowed).into_iter().enumerate() {
        passages.iter_mut().for_each(|b| b.from = order[b.from]);
        by_document[order[text]] = passages;
    }
    result.borrowed = by_document;
}
