//! The result folder: complete, or not there.
//!
//! Files are written into a stage folder beside the output, synced, and then take the output's name in
//! one rename; `run.json`, written last, lists every file with its SHA-256. An earlier result keeps its
//! name until the new one is whole. What a killed run left behind is cleared by the next. Files in the
//! output that no earlier run wrote are never removed.

mod error;
mod verify;

pub use error::WriteError;
pub use verify::{Verification, verify};

use super::csv::{CsvRows, Dialect};
use super::fs::{Disk, Fs, Kind, Lock, Sink};
use crate::table::{Column, Table, Value};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// The commit marker.
const RUN: &str = "run.json";
/// Files that file managers drop into any folder; nobody's work.
const DROPPINGS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// How often a held lock is tried: a run that ends, or a child of its process that has not begun yet, holds it
/// for a moment more.
const CLAIMS: u32 = 10;
const BETWEEN_CLAIMS: Duration = Duration::from_millis(20);

/// What is known of a file that was written whole.
#[derive(Clone, Debug)]
struct Written {
    bytes: u64,
    rows: Option<u64>,
    sha256: String,
}

/// Files by name; `None` while one is being written.
type Files = Arc<Mutex<BTreeMap<String, Option<Written>>>>;

fn locked(files: &Files) -> MutexGuard<'_, BTreeMap<String, Option<Written>>> {
    files.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Forces files to the disk on a thread of its own, while others are written.
struct Syncer {
    files: Sender<Box<dyn Sink>>,
    thread: JoinHandle<io::Result<()>>,
}

impl Syncer {
    fn start() -> io::Result<Syncer> {
        let (files, sent) = channel::<Box<dyn Sink>>();
        let thread = Builder::new().spawn(move || sent.into_iter().try_for_each(|mut file| file.sync()))?;
        Ok(Syncer { files, thread })
    }

    /// Returns once every file is on the disk.
    fn end(self) -> io::Result<()> {
        drop(self.files);
        self.thread.join().unwrap_or_else(|_| Err(io::Error::other("the files could not be synced")))
    }
}

/// The names beside OUT that a run uses.
struct Places {
    out: PathBuf,
    stage: PathBuf,
    old: PathBuf,
    lock: PathBuf,
}

impl Places {
    fn beside(out: PathBuf) -> Places {
        let name = out.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let at = |suffix: &str| out.with_file_name(format!(".{name}.framescope-{suffix}"));
        Places { stage: at("stage"), old: at("old"), lock: at("lock"), out }
    }
}

/// A set of files being written; nothing shows under its name before [`ResultFolder::commit`].
pub struct ResultFolder {
    fs: Arc<dyn Fs>,
    places: Places,
    files: Files,
    dialect: Dialect,
    stop: Arc<AtomicBool>,
    /// There until the folder is committed.
    syncer: Option<Syncer>,
    _lock: Lock,
}

impl ResultFolder {
    /// Claims the output folder and opens the stage beside it.
    ///
    /// With `force` files that are not ours stay where they are beside the new results; those named
    /// like one of ours are replaced.
    ///
    /// # Errors
    /// When another run holds the folder, it holds files that are not ours, or it cannot be written.
    pub fn create(out: &Path, force: bool) -> Result<ResultFolder, WriteError> {
        ResultFolder::create_on(Arc::new(Disk), out, force)
    }

    fn create_on(fs: Arc<dyn Fs>, out: &Path, force: bool) -> Result<ResultFolder, WriteError> {
        let places = Places::beside(resolved(out).map_err(|e| WriteError::io(out, e))?);
        let lock = claim(&*fs, &places)?;
        let syncer = Some(Syncer::start().map_err(|e| WriteError::io(out, e))?);
        let (files, stop) = (Files::default(), Arc::default());
        let folder = ResultFolder { fs, places, files, dialect: Dialect::Plain, stop, syncer, _lock: lock };
        folder.prepare(force)?;
        Ok(folder)
    }

    /// Writes CSV in another dialect.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> ResultFolder {
        self.dialect = dialect;
        self
    }

    /// Stops writing with [`WriteError::Interrupted`] once the flag is set.
    #[must_use]
    pub fn interrupt(mut self, stop: Arc<AtomicBool>) -> ResultFolder {
        self.stop = stop;
        self
    }

    /// Clears what a killed run left, refuses folders that are not ours, opens the stage.
    fn prepare(&self, force: bool) -> Result<(), WriteError> {
        let Places { out, stage, old, .. } = &self.places;
        self.step(self.fs.remove(stage))?;
        if self.step(self.fs.kind(old))? == Kind::Folder {
            match self.step(self.fs.kind(out))? {
                Kind::Absent => self.step(self.fs.rename(old, out))?,
                _ => self.step(self.retire())?,
            }
        }
        if !force && self.step(self.fs.kind(out))? == Kind::Folder {
            let strangers = self.step(foreign(&*self.fs, out))?;
            if !strangers.is_empty() {
                let names = strangers.iter().map(|n| n.to_string_lossy().into_owned()).collect();
                return Err(WriteError::Foreign { out: out.clone(), names });
            }
        }
        self.step(self.fs.create_folder(stage))
    }

    /// Writes a whole table as CSV.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn table(&self, table: &Table) -> Result<(), WriteError> {
        let mut rows = self.rows(&table.name, &table.columns)?;
        for row in &table.rows {
            rows.row(row)?;
        }
        rows.finish()
    }

    /// Opens a table that is written row by row; several may be open at once.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn rows(&self, name: &str, columns: &[Column]) -> Result<RowWriter, WriteError> {
        let file = self.open(&format!("{name}.csv"))?;
        let out = file.out.clone();
        let rows = CsvRows::new(columns, self.dialect, file).map_err(|e| WriteError::io(&out, e))?;
        Ok(RowWriter { rows, out, n: 0 })
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn file(&self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let mut file = self.open(name)?;
        self.step(file.write_all(bytes))?;
        file.finish()
    }

    /// Opens a file for writing; it counts once [`FileWriter::finish`] has returned.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn open(&self, name: &str) -> Result<FileWriter, WriteError> {
        let sink = self.step(self.fs.create(&self.places.stage.join(name)))?;
        locked(&self.files).insert(name.to_owned(), None);
        let to_sync = self.syncer.as_ref().map(|s| s.files.clone());
        let hashed = Hashed { sink, hash: Sha256::new(), bytes: 0, stop: Arc::clone(&self.stop), to_sync };
        let (to, out) = (BufWriter::with_capacity(1 << 16, hashed), self.places.out.clone());
        Ok(FileWriter { to, name: name.to_owned(), out, files: Arc::clone(&self.files) })
    }

    /// Writes `run.json` with what `run` holds and every file's rows, bytes and SHA-256, and gives the
    /// stage the output's name.
    ///
    /// # Errors
    /// When the disk refuses or a file was not finished; the earlier result then stays as it was.
    pub fn commit(mut self, mut run: serde_json::Map<String, serde_json::Value>) -> Result<(), WriteError> {
        let unfinished = locked(&self.files).iter().find(|(_, w)| w.is_none()).map(|(n, _)| n.clone());
        if let Some(name) = unfinished {
            return self.step(Err(io::Error::other(format!("{name} was not finished"))));
        }
        let list: Vec<_> = locked(&self.files).iter().filter_map(|(name, w)| w.as_ref().map(|w| entry(name, w))).collect();
        run.insert("generator".to_owned(), "framescope".into());
        run.insert("files".to_owned(), list.into());
        let mut bytes = serde_json::to_vec_pretty(&run).map_err(|e| WriteError::io(&self.places.out, e.into()))?;
        bytes.push(b'\n');
        self.file(RUN, &bytes)?;
        let syncer = self.syncer.take();
        self.step(syncer.map_or(Ok(()), Syncer::end))?;
        self.step(self.fs.sync_folder(&self.places.stage))?;
        self.step(self.swap())
    }

    /// The folder the files are written into first: nothing else that is needed on the way is kept elsewhere.
    pub fn stage(&self) -> &Path {
        &self.places.stage
    }

    /// For work on the results that writes nothing yet.
    ///
    /// # Errors
    /// Once writing is to stop, as [`ResultFolder::interrupt`] says.
    pub fn go_on(&self) -> io::Result<()> {
        go_on(&self.stop)
    }

    /// An error of the caller while this folder was being written.
    pub fn failed(&self, error: io::Error) -> WriteError {
        WriteError::io(&self.places.out, error)
    }

    /// Stage becomes output; the earlier output is put back when that fails.
    fn swap(&self) -> io::Result<()> {
        let Places { out, stage, old, .. } = &self.places;
        let had_old = self.fs.kind(out)? != Kind::Absent;
        if had_old {
            self.fs.rename(out, old)?;
        }
        if let Err(e) = self.fs.rename(stage, out) {
            if had_old {
                self.fs.rename(old, out)?;
            }
            return Err(e);
        }
        self.sync_parent()?;
        if had_old { self.retire() } else { Ok(()) }
    }

    /// Moves files that were never ours from the earlier folder to the new one, then removes the rest.
    fn retire(&self) -> io::Result<()> {
        let Places { out, old, .. } = &self.places;
        for name in foreign(&*self.fs, old)? {
            if self.fs.kind(&out.join(&name))? == Kind::Absent {
                self.fs.rename(&old.join(&name), &out.join(&name))?;
            }
        }
        self.fs.remove(old)?;
        self.sync_parent()
    }

    fn sync_parent(&self) -> io::Result<()> {
        self.places.out.parent().map_or(Ok(()), |p| self.fs.sync_folder(p))
    }

    fn step<T>(&self, result: io::Result<T>) -> Result<T, WriteError> {
        result.map_err(|e| WriteError::io(&self.places.out, e))
    }
}

impl Drop for ResultFolder {
    /// Leaves no stage and no lock behind; what cannot be removed now is removed by the next run.
    fn drop(&mut self) {
        let _ = self.fs.remove(&self.places.stage);
        let _ = self.fs.remove(&self.places.lock);
    }
}

/// The output's real path, links followed.
fn resolved(out: &Path) -> io::Result<PathBuf> {
    match out.canonicalize() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => std::path::absolute(out),
        other => other,
    }
}

/// Takes the lock beside the output.
fn claim(fs: &dyn Fs, places: &Places) -> Result<Lock, WriteError> {
    let out = &places.out;
    let step = |e| WriteError::io(out, e);
    if fs.kind(out).map_err(step)? == Kind::Other {
        return Err(WriteError::NotAFolder { out: out.clone() });
    }
    if let Some(parent) = out.parent() {
        fs.create_folder(parent).map_err(step)?;
    }
    for _ in 0..CLAIMS {
        if let Some(lock) = fs.lock(&places.lock).map_err(step)? {
            return Ok(lock);
        }
        std::thread::sleep(BETWEEN_CLAIMS);
    }
    Err(WriteError::Busy { out: out.clone() })
}

/// Names in the folder that no run of ours wrote.
fn foreign(fs: &dyn Fs, folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    let ours = match fs.read(&folder.join(RUN)) {
        Ok(bytes) => verify::listed(&bytes),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::IsADirectory) => None,
        Err(e) => return Err(e),
    };
    let is_ours = |name: &str| match &ours {
        Some(files) => name == RUN || files.contains_key(name),
        None => false,
    };
    let mut names = fs.list(folder)?;
    names.retain(|n| !n.to_str().is_some_and(|n| DROPPINGS.contains(&n) || is_ours(n)));
    Ok(names)
}

fn entry(name: &str, w: &Written) -> serde_json::Value {
    json!({ "name": name, "rows": w.rows, "bytes": w.bytes, "sha256": w.sha256 })
}

/// An error once the run is to stop.
fn go_on(stop: &AtomicBool) -> io::Result<()> {
    if stop.load(Ordering::Relaxed) { Err(error::stopped()) } else { Ok(()) }
}

/// Bytes of one file after which they are synced while it goes on: the last file of a run is not waited for as a whole.
const SYNCED_TOGETHER: u64 = 8 << 20;

/// Hashes what passes, and stops when asked.
struct Hashed {
    sink: Box<dyn Sink>,
    hash: Sha256,
    bytes: u64,
    stop: Arc<AtomicBool>,
    /// Where files are sent to be synced, until the folder is committed.
    to_sync: Option<Sender<Box<dyn Sink>>>,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        go_on(&self.stop)?;
        let n = self.sink.write(bytes)?;
        self.hash.update(&bytes[..n]);
        let pieces = self.bytes / SYNCED_TOGETHER;
        self.bytes += n as u64;
        if self.bytes / SYNCED_TOGETHER > pieces {
            send(self.to_sync.as_ref(), self.sink.again()?);
        }
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// One file of the stage, open for writing.
pub struct FileWriter {
    to: BufWriter<Hashed>,
    name: String,
    out: PathBuf,
    files: Files,
}

/// Leaves a file to be synced before the result is committed.
fn send(to_sync: Option<&Sender<Box<dyn Sink>>>, file: Box<dyn Sink>) {
    // A sync that failed ends the thread; committing tells why.
    let _ = to_sync.map(|to_sync| to_sync.send(file));
}

impl Write for FileWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl FileWriter {
    /// Flushes the file, enters it into the result, and leaves it to be synced before the result is committed.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(self) -> Result<(), WriteError> {
        self.finish_with(None)
    }

    fn finish_with(self, rows: Option<u64>) -> Result<(), WriteError> {
        let FileWriter { to, name, out, files } = self;
        let written = to.into_inner().map_err(|e| e.into_error()).and_then(|mut file| {
            file.sink.flush()?;
            let sha256 = file.hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
            send(file.to_sync.as_ref(), file.sink);
            Ok(Written { bytes: file.bytes, rows, sha256 })
        });
        locked(&files).insert(name, Some(written.map_err(|e| WriteError::io(&out, e))?));
        Ok(())
    }
}

/// One table of the stage, written row by row.
pub struct RowWriter {
    rows: CsvRows<FileWriter>,
    out: PathBuf,
    n: u64,
}

impl RowWriter {
    /// Writes one row, as long as the columns.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn row<T: AsRef<str>>(&mut self, values: &[Value<T>]) -> Result<(), WriteError> {
        self.n += 1;
        self.rows.row(values).map_err(|e| WriteError::io(&self.out, e))
    }

    /// Rows written so far.
    pub fn n_rows(&self) -> u64 {
        self.n
    }

    /// Flushes the table and enters it into the result, as [`FileWriter::finish`] does.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(self) -> Result<(), WriteError> {
        let file = self.rows.finish().map_err(|e| WriteError::io(&self.out, e))?;
        file.finish_with(Some(self.n))
    }
}

#[cfg(test)]
mod tests;
