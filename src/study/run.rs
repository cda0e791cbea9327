//! The first four stages over a whole input: documents are read by one thread, annotated, matched and
//! counted by the others, and folded into one partial.

use super::partial::{Chunk, Partial};
use super::plan::Plan;
use crate::actor::Finder;
use crate::annotate::Annotator;
use crate::corpus::{Document, Problem, Reject};
use crate::count::{self, Found, HitRow, TermInterner};
use crate::read::{self, Item};
use crate::survey::{self, EventMode, Surveyor};
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Text bytes that are counted as one chunk.
const CHUNK_BYTES: usize = 512 << 10;

/// What a caller may watch and stop while documents are counted.
#[derive(Debug, Default)]
pub struct Watch {
    /// Documents counted so far.
    pub documents: AtomicU64,
    /// Bytes of text counted so far.
    pub bytes: AtomicU64,
    /// Set to stop: the run ends with [`RunError::Interrupted`].
    pub stop: Arc<AtomicBool>,
}

/// What is read.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// Files, folders, archives, or `-`.
    Paths(&'a [PathBuf]),
    /// One file's name and content.
    Bytes(&'a str, &'a [u8]),
}

/// Why a run ended without a result.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The input or the study cannot be used.
    #[error("{} problems", .0.len())]
    Problems(Vec<Problem>),
    /// The row store could not be written or read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The caller asked to stop.
    #[error("interrupted")]
    Interrupted,
}

/// Counts every document of the inputs on `threads` threads. The result does not depend on their number.
pub fn count(plan: &Plan, input: Input<'_>, threads: usize, watch: &Watch) -> Result<Partial, RunError> {
    let partial = Mutex::new(Partial::new(&plan.hash(), &plan.study.to_toml(false)));
    let failure: Mutex<Option<io::Error>> = Mutex::new(None);
    let threads = threads.max(1);
    let (sender, receiver) = sync_channel::<Vec<Document>>(2 * threads);
    let receiver = Mutex::new(receiver);
    let read = std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                if let Err(error) = work(plan, &receiver, &partial, watch) {
                    watch.stop.store(true, Ordering::Relaxed);
                    lock(&failure).get_or_insert(error);
                    // Keep the reader from waiting for a worker that is gone.
                    while lock(&receiver).recv().is_ok() {}
                }
            });
        }
        feed(plan, input, &sender, (&partial, watch)).inspect(|()| drop(sender))
    });
    if let Some(error) = lock(&failure).take() {
        return Err(RunError::Io(error));
    }
    read?;
    Ok(partial.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Runs `work` with what can be done side by side on so many threads; 0 is one per core.
///
/// # Errors
/// When the threads cannot be started.
pub fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> io::Result<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)?;
    Ok(pool.install(work))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads the inputs: documents to the workers, everything else to the partial.
fn feed(
    plan: &Plan,
    input: Input<'_>,
    sender: &SyncSender<Vec<Document>>,
    (partial, watch): (&Mutex<Partial>, &Watch),
) -> Result<(), RunError> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    let mut sink = |item: Item| {
        match item {
            Item::Document(document) => {
                bytes += document.text.len();
                batch.push(*document);
                if bytes >= CHUNK_BYTES {
                    bytes = 0;
                    let _ = sender.send(std::mem::take(&mut batch));
                }
            }
            other => record(&mut lock(partial), other),
        }
        if watch.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let totals = match input {
        Input::Paths(paths) => read::read(paths, &plan.read, &mut sink),
        Input::Bytes(name, bytes) => read::read_bytes(name, bytes, &plan.read, &mut sink),
    };
    let totals = totals.map_err(RunError::Problems)?;
    lock(partial).end_run(totals.unmatched_metadata);
    let _ = sender.send(batch);
    if watch.stop.load(Ordering::Relaxed) { Err(RunError::Interrupted) } else { Ok(()) }
}

fn record(partial: &mut Partial, item: Item) {
    match item {
        Item::Reject(rejected) => partial.reject(*rejected),
        Item::Note(note) => partial.note(note),
        Item::Notice(problem) => partial.say(*problem),
        Item::FileDone(file) => partial.file(*file),
        Item::FileFault(fault) => partial.fault(*fault),
        Item::Decision(d) => partial.decision((d.file, d.what.to_owned(), format!("{} ({})", d.value, d.why))),
        Item::Document(_) => {}
    }
}

/// Counts batches until there are no more.
fn work(plan: &Plan, receiver: &Mutex<Receiver<Vec<Document>>>, partial: &Mutex<Partial>, watch: &Watch) -> io::Result<()> {
    let mut annotator = Annotator::new(plan.annotate.clone());
    let mut scanner = plan.matcher.scanner();
    let mut finder = Finder::default();
    let mut surveyor = Surveyor::default();
    let mut interner = TermInterner::default();
    let mut n_bytes = 0;
    loop {
        let batch = lock(receiver).recv();
        let Ok(batch) = batch else { return Ok(()) };
        let mut chunk = Chunk::like(n_bytes + n_bytes / 8);
        for document in batch {
            // What is left is taken and dropped, so that the reader never waits for a worker.
            if watch.stop.load(Ordering::Relaxed) {
                break;
            }
            watch.documents.fetch_add(1, Ordering::Relaxed);
            watch.bytes.fetch_add(document.text.len() as u64, Ordering::Relaxed);
            let annotated = annotator.annotate(document);
            if annotated.n_words() == 0 {
                chunk.reject(empty_text(&annotated.document));
                continue;
            }
            let (n_words, shingles) = survey::words::shingles(&annotated.document.text);
            let vocabulary = &annotator.vocabulary;
            let mentions = if plan.annotate.voice { finder.mentions(&annotated, vocabulary) } else { Vec::new() };
            let found = Found {
                hits: &scanner.hits(&annotated, vocabulary, &annotator.parts),
                mentions: &mentions,
                evaluations: &finder.evaluations(&annotated, vocabulary, &mentions),
                actions: &finder.actions(&annotated, vocabulary, &mentions),
                features: surveyor.features(&annotated, vocabulary, (n_words, plan.events != Some(EventMode::None))),
                shingles,
            };
            chunk.document(count::document(&annotated, found, (&mut interner, vocabulary), plan.count))?;
        }
        chunk.forms(&interner.take_forms())?;
        n_bytes = chunk.n_bytes();
        lock(partial).add(chunk)?;
    }
}

fn empty_text(document: &Document) -> Reject {
    Reject {
        origin: document.origin.clone(),
        code: "empty-text".into(),
        document_id: document.id.clone(),
        field: "text".into(),
        detail: "no word in title or text".into(),
        excerpt: document.text.chars().take(40).collect(),
    }
}

/// Calls `see` with the hits in one text, as `hits.csv` would have them.
pub fn hits_in(plan: &Plan, text: &str, see: impl FnMut(HitRow<'_>)) {
    let mut annotator = Annotator::new(plan.annotate.clone());
    let annotated = annotator.annotate(Document { text: text.to_owned(), ..Document::default() });
    let hits = plan.matcher.scanner().hits(&annotated, &annotator.vocabulary, &annotator.parts);
    let found = Found { hits: &hits, ..Found::default() };
    let mut interner = TermInterner::default();
    count::document(&annotated, found, (&mut interner, &annotator.vocabulary), plan.count).rows.hits.into_iter().for_each(see);
}
