//! What a study says about reading: [`ReadOptions`], and the one table of [`Limits`].
//!
//! Plain data; nothing here touches a file.

use super::Format;
use encoding_rs::Encoding;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Everything the reader may be told; the default guesses and says what it guessed.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Read every file as this format instead of recognising it.
    pub format: Option<Format>,
    /// Decode files without a byte-order mark from this encoding instead of UTF-8.
    pub encoding: Option<&'static Encoding>,
    /// Field separator of delimited files instead of the one their records agree on.
    pub delimiter: Option<u8>,
    /// How dates with slashes are written, instead of what the file proves.
    pub date_format: Option<DateFormat>,
    /// Column names given explicitly.
    pub columns: Columns,
    /// Where the outlet's name comes from.
    pub outlet_from: OutletFrom,
    /// Tables that describe documents by `file` or `id`.
    pub metadata: Vec<PathBuf>,
    /// Spelling to outlet: the only way two spellings become one.
    pub outlets_merge: BTreeMap<String, String>,
    /// Files and folders never read as input (the run's own output).
    pub skip: Vec<PathBuf>,
    /// Whether documents before a file fault are kept.
    pub keep_partial: bool,
    /// Upper bounds.
    pub limits: Limits,
    /// How far reading is; written, never read, by the readers.
    pub progress: Arc<Progress>,
}

/// How far reading is, for whoever watches.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes of all files, packed as they are; 0 while unknown, as on a pipe.
    pub total: AtomicU64,
    /// Bytes read of them.
    pub read: AtomicU64,
}

/// The order of the parts of a written date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateFormat {
    /// Only `2022-09-10` and its variants with the year first.
    Iso,
    /// `10/09/2022` is 10 September.
    DayFirst,
    /// `09/10/2022` is 10 September.
    MonthFirst,
}

impl DateFormat {
    /// Every format with its name on the command line.
    pub const ALL: [(&'static str, DateFormat); 3] =
        [("iso", DateFormat::Iso), ("dmy", DateFormat::DayFirst), ("mdy", DateFormat::MonthFirst)];

    /// The format with that name.
    pub fn parse(name: &str) -> Option<DateFormat> {
        DateFormat::ALL.iter().find(|(n, _)| *n == name).map(|(_, f)| *f)
    }
}

/// Columns named on the command line or in the study; `None` = found by alias.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// `--id`
    pub id: Option<String>,
    /// `--outlet`
    pub outlet: Option<String>,
    /// `--text`
    pub text: Option<String>,
    /// `--title`
    pub title: Option<String>,
    /// `--date`
    pub date: Option<String>,
    /// `--event`
    pub event: Option<String>,
    /// `--url`
    pub url: Option<String>,
}

/// Where the outlet's name comes from.
#[derive(Clone, Debug, Default)]
pub enum OutletFrom {
    /// The column; for bare texts the folder.
    #[default]
    Auto,
    /// The name of the folder a file lies in.
    Folder,
    /// The name of the file without its extension.
    File,
    /// The first group of the pattern (or all of its match) in the file's path.
    Regex(regex::Regex),
}

/// Upper bounds on what input may demand; see [`LIMITS`] for the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document or record.
    pub document_bytes: u64,
    /// Inflated bytes per compressed byte, once [`Limits::inflate_free`] is passed.
    pub inflate_ratio: u64,
    /// Inflated bytes that are never questioned.
    pub inflate_free: u64,
    /// Entries of one archive.
    pub archive_entries: u64,
    /// Bytes of a spreadsheet or columnar file that has to be held in memory because it came through
    /// a pipe or an archive, and of the shared texts of a workbook.
    pub memory_bytes: u64,
    /// Nesting of JSON values.
    pub json_depth: u64,
    /// Nesting of XML elements.
    pub xml_depth: u64,
    /// Nesting of HTML elements.
    pub html_depth: u64,
    /// Columns of a table.
    pub header_columns: u64,
    /// Cells of one workbook.
    pub sheet_cells: u64,
}

/// One row of the table of limits.
#[derive(Clone, Copy, Debug)]
pub struct LimitRow {
    /// Name in the study file.
    pub name: &'static str,
    /// Value unless the study says otherwise.
    pub default: u64,
    /// What is counted.
    pub unit: &'static str,
    /// The flag that moves it.
    pub flag: &'static str,
    /// What it bounds.
    pub meaning: &'static str,
    /// Its place in [`Limits`].
    pub field: fn(&mut Limits) -> &mut u64,
}

/// Every limit of reading, in the order shown.
pub const LIMITS: [LimitRow; 10] = [
    LimitRow {
        name: "document_bytes",
        default: 16 << 20,
        unit: "bytes",
        flag: "--max-document-bytes",
        meaning: "one document or record",
        field: |l| &mut l.document_bytes,
    },
    LimitRow {
        name: "inflate_ratio",
        default: 100,
        unit: "times",
        flag: "--max-inflate-ratio",
        meaning: "inflated bytes per compressed byte",
        field: |l| &mut l.inflate_ratio,
    },
    LimitRow {
        name: "inflate_free",
        default: 64 << 20,
        unit: "bytes",
        flag: "--max-inflate-free",
        meaning: "inflated bytes before the ratio is looked at",
        field: |l| &mut l.inflate_free,
    },
    LimitRow {
        name: "archive_entries",
        default: 100_000,
        unit: "entries",
        flag: "--max-archive-entries",
        meaning: "entries of one archive",
        field: |l| &mut l.archive_entries,
    },
    LimitRow {
        name: "memory_bytes",
        default: 256 << 20,
        unit: "bytes",
        flag: "--max-memory-bytes",
        meaning: "a spreadsheet or columnar file held in memory, or a workbook's shared texts",
        field: |l| &mut l.memory_bytes,
    },
    LimitRow {
        name: "json_depth",
        default: 128,
        unit: "levels",
        flag: "--max-json-depth",
        meaning: "nesting of JSON values",
        field: |l| &mut l.json_depth,
    },
    LimitRow {
        name: "xml_depth",
        default: 256,
        unit: "levels",
        flag: "--max-xml-depth",
        meaning: "nesting of XML elements",
        field: |l| &mut l.xml_depth,
    },
    LimitRow {
        name: "html_depth",
        default: 512,
        unit: "levels",
        flag: "--max-html-depth",
        meaning: "nesting of HTML elements",
        field: |l| &mut l.html_depth,
    },
    LimitRow {
        name: "header_columns",
        default: 16_384,
        unit: "columns",
        flag: "--max-header-columns",
        meaning: "columns of a table",
        field: |l| &mut l.header_columns,
    },
    LimitRow {
        name: "sheet_cells",
        default: 20_000_000,
        unit: "cells",
        flag: "--max-sheet-cells",
        meaning: "cells of one workbook",
        field: |l| &mut l.sheet_cells,
    },
];

impl Default for Limits {
    fn default() -> Limits {
        let mut limits = Limits {
            document_bytes: 0,
            inflate_ratio: 0,
            inflate_free: 0,
            archive_entries: 0,
            memory_bytes: 0,
            json_depth: 0,
            xml_depth: 0,
            html_depth: 0,
            header_columns: 0,
            sheet_cells: 0,
        };
        for row in LIMITS {
            *(row.field)(&mut limits) = row.default;
        }
        limits
    }
}

impl Limits {
    /// Moves the limit of that name; `false` when there is none.
    pub fn set(&mut self, name: &str, value: u64) -> bool {
        let row = LIMITS.iter().find(|row| row.name == name);
        row.map(|row| *(row.field)(self) = value).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_a_default_a_flag_and_a_field_of_its_own() {
        let mut limits = Limits::default();
        assert_eq!(limits.document_bytes, 16 << 20);
        for (i, row) in LIMITS.iter().enumerate() {
            assert!(row.flag.starts_with("--max-") && row.default > 0, "{}", row.name);
            assert!(limits.set(row.name, i as u64));
        }
        for (i, row) in LIMITS.iter().enumerate() {
            assert_eq!(*(row.field)(&mut limits), i as u64, "{}", row.name);
        }
        assert!(!limits.set("no_such", 1));
    }
}
