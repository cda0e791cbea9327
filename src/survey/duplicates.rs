//! Texts and passages that several documents print.
//!
//! In: the documents and a way to their shingles. Out: [`Duplicates`]: every pair of texts that share at
//! least half of their shingles, or of which one holds most of the other, or which share one long
//! passage; and per document the passages it has in common with others, as word ranges, so that they can
//! be counted once or not at all. Candidates come from the shingles two documents share, found by sorting
//! them, all up to [`IN_MEMORY`] and above a sample by hash; every candidate is then verified on the
//! complete sets. Jaccard, containment and sampling modulo m after Broder (1997), "On the resemblance and
//! containment of documents".

use super::SurveyDocument;
use super::words::SHINGLE;
use rayon::prelude::*;
use std::borrow::Cow;
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
/// Shingles that are sorted together. In a larger corpus every m-th hash is, so that memory does not
/// follow the corpus; a candidate must then share a little less than it would have to.
const IN_MEMORY: u64 = 8 << 20;
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

/// How passages that several documents print are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeated {
    /// In every document; duplicates.csv reports them.
    #[default]
    Report,
    /// In the first document that prints them.
    Once,
    /// In none.
    Drop,
}

impl Repeated {
    /// The policy of that name.
    pub fn named(name: &str) -> Repeated {
        match name {
            "once" => Repeated::Once,
            "drop" => Repeated::Drop,
            _ => Repeated::Report,
        }
    }

    /// Whether a passage does not count where it stands.
    pub fn leaves_out(self, passage: &Borrowed) -> bool {
        match self {
            Repeated::Report => false,
            Repeated::Once => !passage.first,
            Repeated::Drop => true,
        }
    }
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

/// Finds what is printed more than once. `shingles` gives those of a document, by its index, in text
/// order ([`super::words::shingles`]). The result does not depend on the order of the documents.
///
/// # Errors
/// What `shingles` returns.
pub fn duplicates<E: Send>(
    documents: &[SurveyDocument<'_>],
    shingles: impl Fn(usize) -> Result<Vec<u64>, E> + Sync,
) -> Result<Duplicates, E> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&d| (documents[d].date.is_none(), documents[d].date, documents[d].id));
    let n_words: u64 = documents.iter().map(|d| u64::from(d.features.n_words)).sum();
    let every = u32::try_from(n_words.div_ceil(IN_MEMORY)).unwrap_or(u32::MAX).max(1);
    let texts = order.par_iter().map(|&d| Ok(sampled(shingles(d)?, every))).collect::<Result<Vec<_>, E>>()?;
    let pairs = candidates(&texts, every);
    // All of the shingles, or too few to compare by.
    let distinct = if every == 1 { texts } else { Vec::new() };
    let text = |rank: usize| Ok(Text::new(shingles(order[rank])?, distinct.get(rank)));
    let by_later: Vec<&[(usize, usize)]> = pairs.chunk_by(|a, b| a.0 == b.0).collect();
    let compared = by_later.into_par_iter().map(|of_later| {
        let later = text(of_later[0].0)?;
        let compared = of_later.par_iter().map(|&(rank, earlier)| Ok(compare((rank, &later), (earlier, &text(earlier)?))));
        compared.filter_map(Result::transpose).collect::<Result<Vec<_>, E>>()
    });
    let found = compared.collect::<Result<Vec<_>, E>>()?.into_iter().flatten().collect::<Vec<_>>();
    let mut result =
        Duplicates { borrowed: borrowed(&found, documents.len()), duplicate_of: vec![None; documents.len()], pairs: found };
    name(&mut result, &order, documents);
    Ok(result)
}

/// Every m-th of the distinct shingles, sorted.
fn sampled(mut shingles: Vec<u64>, every: u32) -> Vec<u64> {
    // Most corpora are small, and half of a hash is divided faster.
    shingles.retain(|h| every == 1 || ((h >> 32) as u32).is_multiple_of(every));
    distinct(&shingles)
}

/// The distinct hashes, sorted: dealt by their first eight bits, which leaves few to sort at a time.
fn distinct(hashes: &[u64]) -> Vec<u64> {
    let first_bits = |hash: u64| (hash >> 56) as usize;
    let mut ends = [0; 256];
    hashes.iter().for_each(|&hash| ends[first_bits(hash)] += 1);
    let mut before = 0;
    // Where each part begins; once all are dealt, where it ends.
    ends.iter_mut().for_each(|n| (*n, before) = (before, before + *n));
    let mut sorted = vec![0; hashes.len()];
    for &hash in hashes {
        let place = &mut ends[first_bits(hash)];
        sorted[*place] = hash;
        *place += 1;
    }
    sorted.chunk_by_mut(|&a, &b| first_bits(a) == first_bits(b)).for_each(<[u64]>::sort_unstable);
    sorted.dedup();
    sorted.shrink_to_fit();
    sorted
}

/// The shingles of a text in its order, and the distinct ones sorted.
struct Text<'a> {
    in_order: Vec<u64>,
    distinct: Cow<'a, [u64]>,
}

impl<'a> Text<'a> {
    fn new(in_order: Vec<u64>, distinct: Option<&'a Vec<u64>>) -> Text<'a> {
        let distinct = distinct.map_or_else(|| Cow::Owned(self::distinct(&in_order)), Cow::from);
        Text { in_order, distinct }
    }
}

/// Pairs `(later, earlier)` that share enough shingles to be worth a complete comparison.
fn candidates(texts: &[Vec<u64>], every: u32) -> Vec<(usize, usize)> {
    // A sample holds a little more or less than its part.
    let (every, slack) = (every as usize, if every > 1 { 3 } else { 2 });
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
            let least = texts[later].len().min(texts[earlier].len());
            let possible = (counts[earlier] as usize + unseen) * slack;
            let enough = possible * 500 >= EMBEDDED as usize * least || possible * every / 2 + SHINGLE > PASSAGE as usize;
            if least * every >= SHORTEST && enough {
                pairs.push((later, earlier));
            }
            counts[earlier] = 0;
        }
    }
    pairs
}

/// The texts of every shingle that at least two have, as far as half of its hash tells, and per text its lists.
fn shared_lists(texts: &[Vec<u64>]) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let (mut lists, mut of_text) = (Vec::new(), vec![Vec::new(); texts.len()]);
    for part in 0..1 << PARTS {
        let part_of = |h: u64| h >> (64 - PARTS);
        let mine = |text: &Vec<u64>| text.partition_point(|&h| part_of(h) < part)..text.partition_point(|&h| part_of(h) <= part);
        let mine = || texts.iter().map(|text| &text[mine(text)]);
        // Most shingles stand in one text alone.
        let mut several = Several::new(mine().map(<[u64]>::len).sum());
        mine().flatten().for_each(|&h| several.add(h));
        let mut entries: Vec<u64> = Vec::new();
        for (text, t) in mine().zip(0u64..) {
            entries.extend(text.iter().filter(|&&h| several.may_have(h)).map(|&h| h >> 32 << 32 | t));
        }
        entries.sort_unstable();
        entries.dedup();
        for list in entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|list| list.len() > 1) {
            let id = u32::try_from(lists.len()).unwrap_or(u32::MAX);
            let members: Vec<u32> = list.iter().map(|e| u32::try_from(e & 0xFFFF_FFFF).unwrap_or(u32::MAX)).collect();
            members.iter().for_each(|&t| of_text[t as usize].push(id));
            lists.push(members);
        }
    }
    (lists, of_text)
}

/// First bits of a hash by which shingles are parted: what is known of a part stays in the cache.
const PARTS: u32 = 2;

/// Which of about so many shingles may have come more than once: one bit in the table stands for a few.
struct Several {
    once: Vec<u64>,
    more: Vec<u64>,
    shift: u32,
}

impl Several {
    fn new(n: usize) -> Several {
        let bits = (8 * n).next_power_of_two().clamp(64, 1 << 28);
        // The first bits of a hash are those of its part.
        Several { once: vec![0; bits / 64], more: vec![0; bits / 64], shift: 64 - bits.ilog2() }
    }

    /// Word and bit.
    fn place(&self, hash: u64) -> (usize, u64) {
        let place = hash << PARTS >> self.shift;
        (place as usize / 64, 1 << (place % 64))
    }

    fn add(&mut self, hash: u64) {
        let (word, bit) = self.place(hash);
        self.more[word] |= self.once[word] & bit;
        self.once[word] |= bit;
    }

    fn may_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.more[word] & bit != 0
    }
}

/// Compares two texts completely.
fn compare((later, a): (usize, &Text<'_>), (earlier, b): (usize, &Text<'_>)) -> Option<DuplicatePair> {
    let shared = common(&a.distinct, &b.distinct);
    let (n, all) = (shared.len() as u64, (a.distinct.len() + b.distinct.len() - shared.len()) as u64);
    let shorter = a.distinct.len().min(b.distinct.len()) as u64;
    let runs = runs(&a.in_order, &shared);
    let longest = runs.iter().map(|r| r.1 - r.0).max().unwrap_or(0);
    let kind = if a.in_order == b.in_order {
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
        other_passages: long(self::runs(&b.in_order, &shared)),
        agency: String::new(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of shingles are far below 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

/// What two sorted lists without repetition have in common.
fn common(a: &[u64], b: &[u64]) -> Vec<u64> {
    let (mut i, mut j, mut both) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        // Which is less, nobody can tell beforehand.
        let (x, y) = (a[i], b[j]);
        if x == y {
            both.push(x);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

/// The word ranges of a text that its shared shingles cover, joined where they touch.
fn runs(in_order: &[u64], shared: &[u64]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    // Most shingles are not shared: one bit for a few of them tells.
    let mut may_be = [0u64; 64];
    let bit = |hash: u64| ((hash >> 58) as usize, 1 << (hash % 64));
    for &hash in shared {
        let (word, bit) = bit(hash);
        may_be[word] |= bit;
    }
    for (&hash, start) in in_order.iter().zip(0u32..) {
        let (word, bit) = bit(hash);
        if may_be[word] & bit == 0 || shared.binary_search(&hash).is_err() {
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
