//! What one machine, thread or file counted: documents that know nothing of each other.
//!
//! Because no document's rows depend on another's, merging is union: associative, commutative, with
//! the empty partial as identity. Order never matters, everything is sorted when it is reported. A
//! partial holds the input's names as given, no machine, user or time.

use super::pairs;
use super::store::{Slot, Store};
use crate::corpus::{Note, Problem, Reject};
use crate::count::{
    ActionRow, DocumentCounts, DocumentMeta, EntryCounts, EvaluationRow, HitRow, MentionWords, Mentions, Place, QuoteRow,
};
use crate::read::{FileFault, FileRecord, Rejected, Tallied, Tally};
use crate::survey::Features;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::mem::take;

const MAGIC: &[u8; 21] = b"framescope partial 12";

/// Parts of a document that are encoded apart, because they are read apart.
const PARTS: usize = 11;
const TERMS: usize = 0;
const HITS: usize = 1;
const QUOTES: usize = 2;
const MENTIONS: usize = 3;
const FEATURES: usize = 4;
const SHINGLES: usize = 5;
const PLACES: usize = 6;
const EVALUATIONS: usize = 7;
const ACTIONS: usize = 8;
const MENTION_WORDS: usize = 9;
const ENTRIES: usize = 10;

/// Rows of documents that were counted together, with the forms their term numbers mean.
#[derive(Debug, Default)]
pub struct Chunk {
    /// All that is encoded; slots are places in it.
    rows: Vec<u8>,
    forms: Slot,
    documents: Vec<(DocumentMeta, [Slot; PARTS])>,
    notes: Vec<Note>,
    rejects: Vec<Reject>,
}

impl Chunk {
    /// An empty chunk with room for about as many bytes as another one has.
    pub fn like(bytes: usize) -> Chunk {
        Chunk { rows: Vec::with_capacity(bytes), ..Chunk::default() }
    }

    /// How many bytes its rows take.
    pub fn n_bytes(&self) -> usize {
        self.rows.len()
    }

    /// Adds a counted document.
    pub fn document(&mut self, counts: DocumentCounts<'_>) -> io::Result<()> {
        let parts = [
            self.put(|rows| {
                pairs::put(rows, &counts.terms);
                Ok(())
            })?,
            self.encode(&counts.rows.hits)?,
            self.encode(&counts.rows.quotes)?,
            self.encode(&counts.rows.mentions)?,
            self.encode(&counts.features)?,
            self.put(|rows| {
                rows.extend(counts.shingles.iter().flat_map(|h| h.to_le_bytes()));
                Ok(())
            })?,
            self.encode(&counts.places)?,
            self.encode(&counts.rows.evaluations)?,
            self.encode(&counts.rows.actions)?,
            self.encode(&counts.rows.mention_words)?,
            self.encode(&counts.entries)?,
        ];
        self.documents.push((counts.meta, parts));
        self.notes.extend(counts.notes);
        Ok(())
    }

    /// Adds a document that could not be used.
    pub fn reject(&mut self, reject: Reject) {
        self.rejects.push(reject);
    }

    /// Ends the chunk with the forms of its terms.
    pub fn forms(&mut self, forms: &[String]) -> io::Result<()> {
        self.forms = self.encode(&forms)?;
        Ok(())
    }

    fn encode<T: Serialize>(&mut self, value: &T) -> io::Result<Slot> {
        self.put(|rows| {
            *rows = postcard::to_extend(value, take(rows)).map_err(io::Error::other)?;
            Ok(())
        })
    }

    /// Where what is put at the end stands.
    fn put(&mut self, put: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<Slot> {
        let offset = self.rows.len();
        put(&mut self.rows)?;
        let len = u32::try_from(self.rows.len() - offset).map_err(|_| io::Error::other("rows of one document above 4 GiB"))?;
        Ok(Slot { offset: offset as u64, len })
    }
}

/// A document in a partial: what it is, and where its rows lie.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Counted {
    /// Who and what it is.
    pub meta: DocumentMeta,
    /// The forms its term numbers mean.
    pub forms: u32,
    parts: [Slot; PARTS],
}

/// The mergeable result of counting.
#[derive(Default)]
pub struct Partial {
    index: Index,
    store: Store,
    problems: Vec<Problem>,
}

/// Faults of each kind that are kept to be told in full.
const SAID: usize = 4;

/// A record that was left out, as it stood in its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RawReject {
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: u64,
    /// The file's header line; empty when the format has none.
    pub header: Vec<u8>,
    /// The record with its line end.
    pub raw: Vec<u8>,
}

#[derive(Default, Serialize, Deserialize)]
struct Index {
    plan: String,
    study: String,
    documents: Vec<Counted>,
    forms: Vec<Slot>,
    lists: Lists,
    /// Runs that counted: a row of metadata is unmatched when no run found its document.
    runs: u64,
    unmatched: Vec<Note>,
}

impl Partial {
    /// An empty partial of a plan, named by its hash and its study file.
    pub fn new(plan: &str, study: &str) -> Partial {
        let index = Index { plan: plan.to_owned(), study: study.to_owned(), ..Index::default() };
        Partial { index, ..Partial::default() }
    }

    /// Adds a chunk.
    pub fn add(&mut self, chunk: Chunk) -> io::Result<()> {
        let forms = self.index.forms.len() as u32;
        let start = self.store.append(&chunk.rows)?;
        let moved = |slot: Slot| Slot { offset: start + slot.offset, ..slot };
        self.index.forms.push(moved(chunk.forms));
        let documents = chunk.documents.into_iter();
        self.index.documents.extend(documents.map(|(meta, parts)| Counted { meta, forms, parts: parts.map(moved) }));
        self.index.lists.notes.extend(chunk.notes);
        self.index.lists.rejects.extend(chunk.rejects);
        Ok(())
    }

    /// Adds a record left out while reading, with the record itself.
    pub fn reject(&mut self, rejected: Rejected) {
        let Rejected { reject, problem, raw, header } = rejected;
        self.say(problem);
        let file = reject.origin.file.clone();
        self.index.lists.raw.push(RawReject { file, line: reject.origin.line, header: header.to_vec(), raw });
        self.index.lists.rejects.push(reject);
    }

    /// Keeps something to say; of one kind only the first few.
    pub fn say(&mut self, problem: Problem) {
        if self.problems.iter().filter(|p| p.code == problem.code).count() < SAID {
            self.problems.push(problem);
        }
    }

    /// What was said of the first few faults of each kind while reading; not part of a written partial.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Adds something odd.
    pub fn note(&mut self, note: Note) {
        self.index.lists.notes.push(note);
    }

    /// Ends a run, which found no document for these rows of metadata.
    pub fn end_run(&mut self, unmatched: Vec<Note>) {
        self.index.runs += 1;
        self.index.unmatched.extend(unmatched);
    }

    /// Adds a file that was read to its end.
    pub fn file(&mut self, file: FileRecord) {
        self.index.lists.files.push(file);
    }

    /// Adds a decision taken while reading: file, what, value.
    pub fn decision(&mut self, decision: (String, String, String)) {
        self.index.lists.decisions.push(decision);
    }

    /// Voids everything a broken file gave, unless it is to be kept.
    pub fn fault(&mut self, fault: FileFault) {
        let FileFault { record, reject, problem, kept } = fault;
        self.say(problem);
        if !kept {
            self.index.lists.faulted.push(record.file.clone());
        }
        self.index.lists.files.push(record);
        self.index.lists.file_rejects.push(reject);
    }

    /// Hash of the plan it was counted with.
    pub fn plan(&self) -> &str {
        &self.index.plan
    }

    /// The study it was counted with, as a study file.
    pub fn study(&self) -> &str {
        &self.index.study
    }

    /// Adds everything `other` holds. Both must come from one plan: see [`Partial::plan`].
    pub fn merge(&mut self, other: &Partial) -> io::Result<()> {
        let first = self.index.forms.len() as u32;
        let mut bytes = Vec::new();
        let mut copy = |slot: Slot| -> io::Result<Slot> {
            other.store.read(slot, &mut bytes)?;
            Ok(Slot { offset: self.store.append(&bytes)?, ..slot })
        };
        for slot in &other.index.forms {
            self.index.forms.push(copy(*slot)?);
        }
        for d in &other.index.documents {
            let mut parts = d.parts;
            for slot in &mut parts {
                *slot = copy(*slot)?;
            }
            self.index.documents.push(Counted { forms: d.forms + first, parts, ..d.clone() });
        }
        self.index.runs += other.index.runs;
        self.index.unmatched.extend_from_slice(&other.index.unmatched);
        self.index.lists.extend(&other.index.lists);
        Ok(())
    }

    /// Writes the partial: a magic line, the lengths of index and rows, the index, the rows, the SHA-256 of all that.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let index = encode(&self.index)?;
        let (mut bytes, mut tally) = (Vec::new(), Tally::default());
        let mut put = |bytes: &[u8]| {
            tally.add(bytes);
            out.write_all(bytes)
        };
        let rows = self.index.documents.iter().flat_map(|d| d.parts);
        let mut slots: Vec<Slot> = self.index.forms.iter().copied().chain(rows).collect();
        slots.sort_unstable_by_key(|s| (s.offset, s.len));
        let n_rows: u64 = slots.iter().map(|slot| u64::from(slot.len)).sum();
        put(MAGIC)?;
        put(&(index.len() as u64).to_le_bytes())?;
        put(&n_rows.to_le_bytes())?;
        put(&index)?;
        for slot in slots {
            self.store.read(slot, &mut bytes)?;
            put(&bytes)?;
        }
        out.write_all(tally.hex().as_bytes())
    }

    /// Reads a partial that [`Partial::write`] wrote.
    pub fn read(input: &mut dyn Read) -> io::Result<Partial> {
        let unusable = |why| io::Error::new(io::ErrorKind::InvalidData, why);
        let (mut input, tally) = Tallied::new(input);
        let mut magic = [0; MAGIC.len()];
        input.read_exact(&mut magic)?;
        if &magic != MAGIC {
            return Err(unusable("not a framescope partial of this version"));
        }
        let mut lengths = [[0; 8]; 2];
        lengths.iter_mut().try_for_each(|length| input.read_exact(length))?;
        let [n_index, n_rows] = lengths.map(u64::from_le_bytes);
        let mut index = Vec::new();
        (&mut input).take(n_index).read_to_end(&mut index)?;
        let mut store = Store::default();
        let (mut piece, mut rows) = (vec![0; 1 << 20], (&mut input).take(n_rows));
        loop {
            let n = rows.read(&mut piece)?;
            if n == 0 {
                break;
            }
            store.append(&piece[..n])?;
        }
        let (sum, mut said) = (tally.borrow().hex(), Vec::new());
        input.take(sum.len() as u64 + 1).read_to_end(&mut said)?;
        if said != sum.as_bytes() {
            return Err(unusable("it is damaged: its content is not what was written"));
        }
        Ok(Partial { index: decode(&index)?, store, problems: Vec::new() })
    }

    /// The terms of a document, by their numbers in the chunk's forms, and how often each is used.
    pub fn terms(&self, document: &Counted) -> io::Result<Vec<(u32, u32)>> {
        let mut bytes = Vec::new();
        self.store.read(document.parts[TERMS], &mut bytes)?;
        pairs::read(&bytes)
    }

    /// The hits of a document that count.
    pub fn entries(&self, document: &Counted) -> io::Result<EntryCounts> {
        self.decode(document.parts[ENTRIES])
    }

    /// The hits of a document.
    pub fn hits<'b>(&self, document: &Counted, bytes: &'b mut Vec<u8>) -> io::Result<Vec<HitRow<'b>>> {
        self.borrowed(document.parts[HITS], bytes)
    }

    /// The attributions of a document.
    pub fn quotes<'b>(&self, document: &Counted, bytes: &'b mut Vec<u8>) -> io::Result<Vec<QuoteRow<'b>>> {
        self.borrowed(document.parts[QUOTES], bytes)
    }

    /// The mentions in a document.
    pub fn mentions<'b>(&self, document: &Counted, bytes: &'b mut Vec<u8>) -> io::Result<Mentions<'b>> {
        self.borrowed(document.parts[MENTIONS], bytes)
    }

    /// The words of the mentions in a document.
    pub fn mention_words<'b>(&self, document: &Counted, bytes: &'b mut Vec<u8>) -> io::Result<Vec<MentionWords<'b>>> {
        self.borrowed(document.parts[MENTION_WORDS], bytes)
    }

    /// The evaluative words near the mentions in a document.
    pub fn evaluations<'b>(&self, document: &Counted, bytes: &'b mut Vec<u8>) -> io::Result<Vec<EvaluationRow<'b>>> {
        self.borrowed(document.parts[EVALUATIONS], bytes)
    }

    /// What the mentioned do to each other in a document.
    pub fn actions<'b>(&self, document: &Counted, bytes: &'b mut Vec<u8>) -> io::Result<Vec<ActionRow<'b>>> {
        self.borrowed(document.parts[ACTIONS], bytes)
    }

    /// What the survey needs of a document.
    pub fn features(&self, document: &Counted) -> io::Result<Features> {
        self.decode(document.parts[FEATURES])
    }

    /// Where a document's words stand; empty unless the plan asks for it.
    pub fn places(&self, document: &Counted) -> io::Result<Vec<Place>> {
        self.decode(document.parts[PLACES])
    }

    /// Hashes of a document's shingles in text order.
    pub fn shingles(&self, document: &Counted) -> io::Result<Vec<u64>> {
        let mut bytes = Vec::new();
        self.store.read(document.parts[SHINGLES], &mut bytes)?;
        Ok(bytes.as_chunks().0.iter().map(|hash| u64::from_le_bytes(*hash)).collect())
    }

    /// Gives the forms of every chunk in turn.
    pub fn each_forms(&self, mut take: impl FnMut(Vec<&str>)) -> io::Result<()> {
        let mut bytes = Vec::new();
        for slot in &self.index.forms {
            take(self.borrowed(*slot, &mut bytes)?);
        }
        Ok(())
    }

    fn decode<T: DeserializeOwned>(&self, slot: Slot) -> io::Result<T> {
        self.borrowed::<T>(slot, &mut Vec::new())
    }

    /// What lies in a slot, its words borrowed from `bytes`.
    fn borrowed<'b, T: Deserialize<'b>>(&self, slot: Slot, bytes: &'b mut Vec<u8>) -> io::Result<T> {
        self.store.read(slot, bytes)?;
        decode(bytes)
    }

    /// Takes everything but the rows out, in an order that does not depend on who counted what first.
    pub fn settle(&mut self) -> Settled {
        let index = &mut self.index;
        index.unmatched.sort();
        let of_all_runs = index.unmatched.chunk_by(|a, b| a == b).filter(|same| same.len() as u64 == index.runs);
        index.lists.notes.extend(of_all_runs.map(|same| same[0].clone()));
        super::settle::settle(take(&mut index.documents), take(&mut index.lists))
    }
}

/// The lists of a partial that are not rows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Lists {
    /// Records left out; once settled, files too.
    pub rejects: Vec<Reject>,
    /// Files left out; once settled, empty.
    pub file_rejects: Vec<Reject>,
    /// Records left out, as they stood in their files.
    pub raw: Vec<RawReject>,
    /// What was odd.
    pub notes: Vec<Note>,
    /// Files read to their end.
    pub files: Vec<FileRecord>,
    /// File, what was decided, the decision.
    pub decisions: Vec<(String, String, String)>,
    /// Files whose records do not count.
    pub faulted: Vec<String>,
}

impl Lists {
    fn extend(&mut self, other: &Lists) {
        self.rejects.extend_from_slice(&other.rejects);
        self.file_rejects.extend_from_slice(&other.file_rejects);
        self.raw.extend_from_slice(&other.raw);
        self.notes.extend_from_slice(&other.notes);
        self.files.extend_from_slice(&other.files);
        self.decisions.extend_from_slice(&other.decisions);
        self.faulted.extend_from_slice(&other.faulted);
    }
}

/// A partial in order: documents by identifier, each identifier once.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// Documents that count.
    pub documents: Vec<Counted>,
    /// The rest, sorted; rejects include repeated identifiers.
    pub lists: Lists,
    /// Records seen: documents and rejects.
    pub n_records: u64,
    /// Rules by which sentences are not scored, and how many sentences.
    pub rules: BTreeMap<String, u64>,
}

fn encode<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}

fn decode<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> io::Result<T> {
    postcard::from_bytes(bytes).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}
