//! What comes out of reading: the [`Item`]s a consumer is handed, one file after the other.
//!
//! The items of one file come together and end with exactly one [`Item::FileDone`] or
//! [`Item::FileFault`]. Over all of them, `documents + rejects = records`.

use crate::corpus::{Code, Date, Document, Note, Origin, Problem, Reject, Severity};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// One thing reading has to say.
#[derive(Clone, Debug)]
pub enum Item {
    /// Something was guessed or chosen.
    Decision(Decision),
    /// A document to count.
    Document(Box<Document>),
    /// A record that was left out.
    Reject(Box<Rejected>),
    /// Something odd in what was kept.
    Note(Note),
    /// Worth a line to the person at the keyboard, about a file rather than what it holds; in no table,
    /// so that equal corpora in differently packed files give equal tables.
    Notice(Box<Problem>),
    /// A file was read to its end.
    FileDone(Box<FileRecord>),
    /// A file could not be trusted.
    FileFault(Box<FileFault>),
}

/// A choice the reader made, for `check` to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The file as named.
    pub file: String,
    /// What was decided: format, encoding, delimiter, columns, dates, outlet.
    pub what: &'static str,
    /// The choice.
    pub value: String,
    /// Why.
    pub why: String,
}

/// A record that was left out, with all that is needed to say so and to try again.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// The row of `rejects.csv`.
    pub reject: Reject,
    /// The same for the person at the keyboard.
    pub problem: Problem,
    /// The record as it stood in the file (decoded to UTF-8 where the file was not), with its line
    /// end. A file made of `header` and the `raw` of a file's rejects reads as input again.
    pub raw: Vec<u8>,
    /// The raw header line of a table; empty for formats without one.
    pub header: Arc<[u8]>,
}

/// What a whole file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileRecord {
    /// The file as the user named it, with `!` before the member of an archive.
    pub file: String,
    /// Name of its format; empty when it was not recognised.
    pub format: String,
    /// Size in bytes, before anything was unpacked.
    pub bytes: u64,
    /// SHA-256 of those bytes in hexadecimal; empty when not all of them were read.
    pub sha256: String,
    /// Records seen; always `documents + rejects`.
    pub records: u64,
    /// Records that became documents.
    pub documents: u64,
    /// Records that were left out.
    pub rejects: u64,
    /// What the file proved about dates with slashes: how to resolve
    /// [`Document::date_readings`](crate::corpus::Document::date_readings) of its documents.
    pub dates: Option<DateOrder>,
}

/// The proven order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DateOrder {
    /// The day stands first.
    DayFirst,
    /// The month stands first.
    MonthFirst,
}

impl DateOrder {
    /// The reading of a date that this order selects.
    pub fn choose(self, (day_first, month_first): (Date, Date)) -> Date {
        if self == DateOrder::DayFirst { day_first } else { month_first }
    }
}

/// A file that could not be trusted to its end.
#[derive(Clone, Debug)]
pub struct FileFault {
    /// What is reported for it: without `kept`, one record seen and one reject.
    pub record: FileRecord,
    /// Its row of `rejects.csv`.
    pub reject: Reject,
    /// The same for the person at the keyboard.
    pub problem: Problem,
    /// Whether the documents it gave stay (`--keep-partial`); else all of its items are void,
    /// notes and rejects included.
    pub kept: bool,
}

/// What all inputs together gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Files read, archive members included.
    pub files: u64,
    /// Files at fault.
    pub faults: u64,
    /// Records seen.
    pub records: u64,
    /// Documents given.
    pub documents: u64,
    /// Records left out.
    pub rejects: u64,
    /// Metadata rows that described no file and no document.
    pub unmatched_metadata: Vec<Note>,
    /// Whether the consumer ended the reading early.
    pub stopped: bool,
}

/// A fault while it is on its way up: becomes a [`Reject`] and a [`Problem`].
#[derive(Clone, Debug)]
pub struct Fault(pub Box<FaultParts>);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.0.code.name, self.0.what)
    }
}

impl std::error::Error for Fault {}

/// The parts of a [`Fault`].
#[derive(Clone, Debug)]
pub struct FaultParts {
    /// The registry's entry.
    pub code: &'static Code,
    /// One sentence: what is wrong; for rejects also `detail`.
    pub what: String,
    /// 1-based line; 0 when the fault has none.
    pub line: u64,
    /// 0-based byte of the file.
    pub byte: u64,
    /// 1-based record.
    pub record: u64,
    /// Column or key.
    pub field: String,
    /// Short detail for the table, e.g. `got=4 want=7`; empty = `what`.
    pub detail: String,
    /// Identifier of the record.
    pub id: String,
    /// The line to show and what to underline in it.
    pub shown: (String, usize, usize),
    /// Text beside the mark.
    pub label: String,
    /// Overrides the registry's cause.
    pub cause: String,
    /// Overrides the registry's remedy.
    pub remedy: String,
}

impl Fault {
    /// A fault of that code; what happened in one sentence.
    pub fn new(code: &'static Code, what: impl Into<String>) -> Fault {
        Fault(Box::new(FaultParts {
            code,
            what: what.into(),
            line: 0,
            byte: 0,
            record: 0,
            field: String::new(),
            detail: String::new(),
            id: String::new(),
            shown: (String::new(), 0, 0),
            label: String::new(),
            cause: String::new(),
            remedy: String::new(),
        }))
    }

    /// Where: line and byte.
    pub fn at(mut self, line: u64, byte: u64) -> Fault {
        self.0.line = line;
        self.0.byte = byte;
        self
    }

    /// The column or key at fault.
    pub fn field(mut self, field: impl Into<String>) -> Fault {
        self.0.field = field.into();
        self
    }

    /// The short detail of `rejects.csv`.
    pub fn detail(mut self, detail: impl Into<String>) -> Fault {
        self.0.detail = detail.into();
        self
    }

    /// The identifier of the record at fault.
    pub fn id(mut self, id: impl Into<String>) -> Fault {
        self.0.id = id.into();
        self
    }

    /// The line to show, the bytes to underline and what to say there.
    pub fn shown(mut self, line: &[u8], mark: (usize, usize), label: &str) -> Fault {
        self.0.shown = clip(line, mark);
        label.clone_into(&mut self.0.label);
        self
    }

    /// A cause better than the registry's.
    pub fn cause(mut self, cause: impl Into<String>) -> Fault {
        self.0.cause = cause.into();
        self
    }

    /// A remedy better than the registry's.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Fault {
        self.0.remedy = remedy.into();
        self
    }

    /// The row and the message, for a file of that name.
    pub fn into_parts(self, file: &str) -> (Reject, Problem) {
        let p = *self.0;
        let or = |own: String, registry: &str| if own.is_empty() { registry.to_owned() } else { own };
        let reject = Reject {
            origin: Origin { file: file.to_owned(), line: p.line, record: p.record, byte: p.byte },
            code: p.code.name.to_owned(),
            document_id: p.id,
            field: p.field,
            detail: or(p.detail, &p.what),
            excerpt: p.shown.0.clone(),
        };
        let problem = Problem {
            severity: Severity::Error,
            code: p.code.name,
            file: file.to_owned(),
            line: p.line,
            what: p.what,
            source_line: p.shown.0,
            mark: (p.shown.1, p.shown.2),
            label: p.label,
            cause: or(p.cause, p.code.cause),
            remedy: or(p.remedy, p.code.remedy),
        };
        (reject, problem)
    }
}

/// Longest piece of a raw record that is shown, in bytes.
const SHOWN: usize = 160;

/// At most [`SHOWN`] bytes of the line around the mark, decoded leniently, and the mark in it.
fn clip(line: &[u8], mark: (usize, usize)) -> (String, usize, usize) {
    let (from, to) = (mark.0.min(line.len()), mark.1.clamp(mark.0, line.len().max(mark.0)).min(line.len()));
    let mut start = if from > SHOWN * 3 / 4 { from - SHOWN / 2 } else { 0 };
    while start > 0 && line[start] & 0xC0 == 0x80 {
        start -= 1;
    }
    let mut end = line.len().min(start + SHOWN);
    while end < line.len() && end > start && line[end] & 0xC0 == 0x80 {
        end -= 1;
    }
    let text = |a: usize, b: usize| String::from_utf8_lossy(&line[a.min(end)..b.min(end)]).into_owned();
    let (before, marked, after) = (text(start, from), text(from, to), text(to, end));
    let (a, b) = (before.len(), before.len() + marked.len());
    (before + &marked + &after, a, b)
}

/// A piece of raw input that is fit to be shown.
pub(crate) fn excerpt(raw: &[u8]) -> String {
    clip(raw, (0, 0)).0.trim_end_matches(['\r', '\n']).to_owned()
}

/// Why a reader stops before the end of its file.
#[derive(Debug)]
pub enum Halt {
    /// The consumer wants no more.
    Stop,
    /// The file cannot be trusted.
    Fault(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Halt {
        Halt::Fault(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::codes;

    #[test]
    fn shown_lines_are_short_and_marked_where_the_fault_is() {
        let line = "é".repeat(400) + "XX" + &"y".repeat(400);
        let (text, a, b) = clip(line.as_bytes(), (800, 802));
        assert_eq!(&text[a..b], "XX");
        assert!(text.len() <= SHOWN && !text.contains('\u{fffd}'));
        assert_eq!(clip(b"short", (9, 12)), ("short".into(), 5, 5));
        assert_eq!(excerpt(b"a,b\r\n"), "a,b");
    }

    #[test]
    fn faults_fall_back_on_the_registry() {
        let (reject, problem) = Fault::new(&codes::EMPTY_FILE, "is empty").at(3, 9).into_parts("a.csv");
        assert_eq!((reject.code.as_str(), reject.origin.line), ("empty-file", 3));
        assert_eq!(reject.detail, "is empty");
        assert!(!problem.remedy.is_empty() && !problem.cause.is_empty());
    }
}
