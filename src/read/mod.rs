//! Turns files into a stream of documents or precise errors, one file per format.
//!
//! In: files, folders, archives or standard input, and [`ReadOptions`]. Out: [`Item`]s, file after
//! file. Every record becomes a document or is listed with its line and reason; a file that cannot
//! be trusted gives nothing. Nothing loads a corpus: what is held is one record. Tokens, languages and
//! duplicate identifiers are others' work.

mod archive;
pub mod codes;
#[cfg(feature = "parquet")]
mod columnar;
mod columns;
mod dates;
mod delimited;
mod detect;
mod docx;
mod encoding;
mod html;
mod inflate;
mod intake;
mod item;
mod json;
mod metadata;
mod names;
mod odd;
mod ods;
mod options;
mod sheet;
mod source;
mod split;
mod text;
mod walk;
mod xlsx;
mod xml;
mod zip;

pub use codes::CODES;
pub use columns::{Map, Names, ROLES, Role};
pub use intake::{Fields, Intake, NO_OUTLET, Naming, Place, Sink};
pub use item::{DateOrder, Decision, Fault, FaultParts, FileFault, FileRecord, Halt, Inputs, Item, Rejected};
pub use names::{clean, is_ignorable, lookalikes, skeleton};
pub use options::{Columns, DateFormat, LIMITS, LimitRow, Limits, OutletFrom, Progress, ReadOptions};
pub(crate) use source::Tallied;
pub use source::{Seekable, Source, Stream, Tally};
pub use xlsx::sheet_rows;

use crate::corpus::Problem;
use metadata::Metadata;
use std::cell::RefCell;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A format that documents come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// CSV, TSV and other delimited text.
    Csv,
    /// JSON Lines or a JSON array.
    Json,
    /// Bare text.
    Text,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
    /// Parquet.
    Parquet,
    /// Arrow IPC.
    Arrow,
}

impl Format {
    /// Every format, with its name and the other names by which it may be asked for.
    pub const ALL: [(Format, &'static str, &'static [&'static str]); 9] = [
        (Format::Csv, "csv", &["tsv"]),
        (Format::Json, "json", &["jsonl", "ndjson"]),
        (Format::Text, "text", &["txt"]),
        (Format::Html, "html", &["htm"]),
        (Format::Docx, "docx", &[]),
        (Format::Xlsx, "xlsx", &[]),
        (Format::Ods, "ods", &[]),
        (Format::Parquet, "parquet", &[]),
        (Format::Arrow, "arrow", &["feather"]),
    ];

    /// The format's name.
    pub fn name(self) -> &'static str {
        Format::ALL[self as usize].1
    }

    /// The format asked for by that name.
    pub fn parse(name: &str) -> Option<Format> {
        let name = name.to_ascii_lowercase();
        Format::ALL.iter().find(|(_, own, others)| *own == name || others.contains(&name.as_str())).map(|(format, ..)| *format)
    }
}

/// Whether files of a format of that name are one document each.
pub(crate) fn is_one_document(format: &str) -> bool {
    matches!(format, "text" | "html" | "docx")
}

/// Reads one format.
pub trait Reader: Sync {
    /// The format.
    fn format(&self) -> Format;

    /// Hands every record of a source to the intake.
    ///
    /// # Errors
    /// [`Halt::Fault`] when the file cannot be trusted, [`Halt::Stop`] when no more is wanted.
    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt>;
}

/// Every reader; a format is added by one file and one line here.
pub const READERS: &[&dyn Reader] = &[
    &delimited::Delimited,
    &json::Json,
    &text::PlainText,
    &html::Html,
    &docx::Docx,
    &xlsx::Xlsx,
    &ods::Ods,
    #[cfg(feature = "parquet")]
    &columnar::Parquet,
    #[cfg(feature = "parquet")]
    &columnar::Arrow,
];

/// Reads every input and hands what it finds to `sink`, file after file in the order of their names.
///
/// # Errors
/// What is wrong with the request itself, before anything is read or handed over: an input or metadata
/// table that is missing or cannot be used.
pub fn read(
    inputs: &[PathBuf],
    options: &ReadOptions,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<Inputs, Vec<Problem>> {
    let mut metadata = Metadata::default();
    let mut problems = Vec::new();
    for path in &options.metadata {
        if let Err(fault) = metadata.load(path, options) {
            problems.push(fault.into_parts(&path.to_string_lossy()).1);
        }
    }
    let found = match walk::find(inputs, options) {
        Ok(found) if problems.is_empty() => found,
        Ok(_) => return Err(problems),
        Err(more) => return Err([problems, more].concat()),
    };
    check_columns(&found, options)?;
    let sizes = found.entries.iter().map(|e| e.path.as_ref()?.metadata().ok().map(|m| m.len()));
    options.progress.total.store(sizes.sum::<Option<u64>>().unwrap_or(0), Ordering::Relaxed);
    options.progress.read.store(0, Ordering::Relaxed);
    let mut intake = Intake::new(options, metadata, sink);
    intake.alone = found.entries.len() == 1;
    // Only the consumer's wish to stop gets here; it is told in the totals.
    let _ = read_all(found, &mut intake);
    let mut totals = std::mem::take(&mut intake.totals);
    totals.unmatched_metadata = intake.metadata.unmatched();
    Ok(totals)
}

/// Reads bytes as the one file `name`.
///
/// # Errors
/// A metadata table that cannot be used.
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<Inputs, Vec<Problem>> {
    let mut metadata = Metadata::default();
    for path in &options.metadata {
        metadata.load(path, options).map_err(|fault| vec![fault.into_parts(&path.to_string_lossy()).1])?;
    }
    let mut intake = Intake::new(options, metadata, sink);
    intake.alone = true;
    intake.open(Naming { shown: name.to_owned(), relative: name.to_owned(), ..Naming::default() });
    let (reader, tally) = Tallied::new(bytes);
    let mut source = Source::new(Stream::new(Box::new(reader)), None);
    let result = read_source(&mut source, &mut intake);
    // Only the consumer's wish to stop gets here; it is told in the totals.
    let _ = finish(result, &tally, &mut intake);
    let mut totals = std::mem::take(&mut intake.totals);
    totals.unmatched_metadata = intake.metadata.unmatched();
    Ok(totals)
}

/// Whether the first file that gives a document has every column the study names.
fn check_columns(found: &walk::Found, options: &ReadOptions) -> Result<(), Vec<Problem>> {
    if options.columns == Columns::default() {
        return Ok(());
    }
    for entry in &found.entries {
        let Some(Ok(file)) = entry.path.as_ref().map(File::open) else { continue };
        let (mut missing, mut given) = (None, false);
        let mut sink = |item: Item| {
            match item {
                Item::FileFault(fault) if fault.problem.code == codes::MISSING_COLUMN.name => missing = Some(fault.problem),
                Item::Document(_) | Item::Reject(_) => given = true,
                _ => return ControlFlow::Continue(()),
            }
            ControlFlow::Break(())
        };
        let mut probe = Intake::new(options, Metadata::default(), &mut sink);
        probe.open(entry.naming.clone());
        // The probe is stopped on purpose; what it found is in the two variables.
        let _ = read_file(&file, &mut probe);
        drop(probe);
        match missing {
            Some(problem)
                if Names::new(&options.columns)
                    .told()
                    .iter()
                    .any(|role| problem.what.contains(&format!(" {} column", role.name()))) =>
            {
                return Err(vec![problem]);
            }
            _ if given => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}

fn read_all(found: walk::Found, intake: &mut Intake<'_>) -> Result<(), Halt> {
    for (name, code, why) in found.skipped {
        intake.open(Naming { shown: name, ..Naming::default() });
        intake.notice(code, format!("was not read: {why}"))?;
    }
    for (naming, fault) in found.broken {
        intake.open(naming);
        intake.fault(fault, None)?;
    }
    for entry in found.entries {
        intake.open(entry.naming.clone());
        match &entry.path {
            Some(path) => match File::open(path) {
                Ok(file) => read_file(&file, intake)?,
                Err(error) => intake.fault(source::fault(error), None)?,
            },
            None => {
                let (reader, tally) = Tallied::new(std::io::stdin().lock());
                let mut source = Source::new(Stream::new(Box::new(reader)), None);
                let result = read_source(&mut source, intake);
                finish(result, &tally, intake)?;
            }
        }
    }
    Ok(())
}

/// Reads an open file, and makes sure that it did not change meanwhile.
fn read_file(file: &File, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let stamp = || file.metadata().ok().map(|m| (m.len(), m.modified().ok()));
    let before = stamp();
    // A file that grows as fast as it is read would never end.
    let bounded = file.take(before.map_or(u64::MAX, |(len, _)| len));
    let watched = source::Watched { inner: bounded, progress: Arc::clone(&intake.options.progress) };
    let (reader, tally) = Tallied::new(watched);
    let mut source = Source::new(Stream::new(Box::new(reader)), Some(file));
    let mut result = read_source(&mut source, intake);
    if result.is_ok() {
        result = source.stream.drain().map_err(Halt::from);
    }
    drop(source);
    let after = stamp();
    let short = after.is_some_and(|(len, _)| len != tally.borrow().bytes());
    if !matches!(result, Err(Halt::Stop)) && (before != after || result.is_ok() && short) {
        let what = "changed while it was read";
        result = Err(Fault::new(&codes::CHANGED, what).into());
    }
    finish(result, &tally, intake)
}

/// Ends the account of a file.
fn finish(result: Result<(), Halt>, tally: &Rc<RefCell<Tally>>, intake: &mut Intake<'_>) -> Result<(), Halt> {
    match result {
        Ok(()) => intake.done(Some(&tally.borrow())),
        Err(Halt::Fault(fault)) => intake.fault(fault, Some(&tally.borrow())),
        Err(Halt::Stop) => Err(Halt::Stop),
    }
}

/// Unpacks, decodes and reads what a source holds.
fn read_source(source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let extension = extension(intake.naming());
    match detect::raw(source.stream.need(delimited::HEAD)?)? {
        detect::Raw::Gzip => {
            check_name(&extension, &["gz", "gzip", "tgz"], "gzip", intake)?;
            let unpacked = inflate::gzip(taken(source), intake.options.limits);
            read_unpacked(unpacked, intake)
        }
        detect::Raw::Zstd => {
            check_name(&extension, &["zst", "zstd"], "zstd", intake)?;
            let unpacked = inflate::zstd(taken(source), intake.options.limits)?;
            read_unpacked(unpacked, intake)
        }
        detect::Raw::Zip => archive::read(source, &extension, intake),
        detect::Raw::Format(format) => read_format(format, source, intake),
        detect::Raw::Text => read_text(source, &extension, intake),
    }
}

/// The bytes of a source, for another layer.
fn taken<'a>(source: &mut Source<'a>) -> Box<dyn Read + 'a> {
    let empty = Stream::new(Box::new(std::io::empty()));
    std::mem::replace(&mut source.stream, empty).into_reader()
}

/// The extension that says what the bytes are, in lower case; that of the packing once it is gone.
fn extension(naming: &Naming) -> String {
    let base = naming.base();
    base.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// Tells that a name promises something else.
fn check_name(extension: &str, expected: &[&str], is: &str, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let known = [
        "gz", "gzip", "zst", "zstd", "zip", "csv", "tsv", "json", "jsonl", "ndjson", "html", "htm", "xlsx", "ods", "docx",
        "parquet", "arrow", "feather",
    ];
    if known.contains(&extension) && !expected.contains(&extension) {
        intake.notice(&codes::WRONG_EXTENSION, format!("is named .{extension} but is {is}; the content decides"))?;
    }
    Ok(())
}

/// Reads what came out of a compressed file.
fn read_unpacked(unpacked: inflate::Unpacked<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let mut source = Source::new(Stream::new(unpacked.reader), None);
    let naming = intake.naming();
    let inner = stem_of_packed(naming.base());
    let result = match detect::raw(source.stream.need(delimited::HEAD)?)? {
        detect::Raw::Gzip | detect::Raw::Zstd => Err(Fault::new(&codes::NESTED_ARCHIVE, "is compressed twice").into()),
        detect::Raw::Zip => Err(Fault::new(&codes::NESTED_ARCHIVE, "is an archive within a compressed file").into()),
        detect::Raw::Format(format) => read_format(format, &mut source, intake),
        detect::Raw::Text => read_text(&mut source, &inner, intake),
    };
    result?;
    source.stream.drain()?;
    if unpacked.trailing.get() {
        intake.note(&codes::TRAILING_DATA, Place::default(), "bytes after the compressed data were not used")?;
    }
    Ok(())
}

/// The extension before that of the packing: `csv` of `a.csv.gz`.
fn stem_of_packed(base: &str) -> String {
    let inner = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    inner.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// Decodes text and reads it in the format it is in.
fn read_text(source: &mut Source<'_>, extension: &str, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let head = source.stream.need(delimited::HEAD)?;
    let declared = detect::declared(head, extension);
    let decided = encoding::decide(head, intake.options.encoding, declared);
    let known = decided.mark > 0 || intake.options.encoding.is_some() || declared.is_some();
    if !known && intake.options.format.is_none() {
        detect::check_text(head)?;
    }
    source.stream.skip(decided.mark);
    if decided.encoding != encoding_rs::UTF_8 {
        let reader = encoding::Decoded::new(taken(source), decided.encoding);
        source.stream = Stream::new(Box::new(reader));
        source.decoded = true;
    }
    source.stream.need(delimited::HEAD)?;
    let found = detect::text(source.stream.data(), source.stream.is_last(), extension, &intake.columns);
    let format = match (intake.options.format, found) {
        (Some(told), Ok(_)) => told,
        (_, Err(fault)) => return Err(fault.into()),
        (None, Ok(format)) => format,
    };
    if format == Format::Html && !matches!(extension, "html" | "htm" | "xhtml") {
        intake.notice(&codes::LOOKS_LIKE_HTML, "is a web page; its tags were not read")?;
    }
    if format == Format::Json {
        check_name(extension, &["json", "jsonl", "ndjson"], "JSON", intake)?;
    }
    intake.decide("encoding", decided.encoding.name().to_ascii_lowercase(), decided.why)?;
    read_format(format, source, intake)
}

/// Hands a source to the reader of its format.
fn read_format(format: Format, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
    intake.set_format(format.name());
    let why = if intake.options.format == Some(format) { "--format" } else { "content" };
    intake.decide("format", format.name(), why)?;
    let Some(reader) = READERS.iter().find(|reader| reader.format() == format) else {
        let what = format!("is {}, which this build does not read", format.name());
        return Err(Fault::new(&codes::UNSUPPORTED_FORMAT, what)
            .remedy("Build with `--features parquet`, or save it as CSV.")
            .into());
    };
    reader.read(source, intake)?;
    if intake.records() == 0 {
        intake.note(&codes::NO_DOCUMENTS, Place::default(), "holds no record")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
