//! Tables to bytes, one file per format, and the folder they are kept in.
//!
//! Takes finished [`Table`]s; never sees counts, documents or lexicons. A [`Writer`] turns one table
//! into one format; [`ResultFolder`] keeps a set of files complete or absent; [`csv_guard`], [`slug`]
//! and [`visible`] make names and texts that come from data harmless where they are shown.

mod back;
mod codebook;
mod csv;
mod folder;
mod fs;
mod json;
mod number;
mod png;
mod report;
mod safe;
mod svg;
mod text;
mod view;
mod xlsx;

pub use back::{read_axis_names, read_table, tables_in};
pub use codebook::{codebook, datapackage};
pub use csv::{CsvRows, Dialect, csv_table};
pub use folder::{FileWriter, ResultFolder, RowWriter, Verification, WriteError, verify};
pub use json::{json_lines, json_table};
pub use number::number;
pub use png::png;
pub use report::{PLOTS, Sample, plot, report_html};
pub use safe::{csv_guard, csv_unguard, slug, unique_slugs, visible};
pub use text::{aligned_table, markdown_table};
pub use xlsx::{HitRows, HitSheet, HitSink, hit_sheet, workbook};

use crate::corpus::Code;
use crate::table::Table;
use std::collections::BTreeMap;
use std::io;

/// Turns one table into one format.
pub trait Writer: Sync {
    /// The name after `--to`.
    fn name(&self) -> &'static str;
    /// The usual file extension, without the dot.
    fn extension(&self) -> &'static str;
    /// One line for the help page.
    fn about(&self) -> &'static str;
    /// Writes the table.
    ///
    /// # Errors
    /// Whatever the output reports.
    fn write(&self, table: &Table, out: &mut dyn io::Write) -> io::Result<()>;
}

/// What the workbook and the report say about the run: a title, and labelled lines such as version,
/// study file, seed, lexicons with their versions and hashes, inputs, what was rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Title of the study.
    pub title: String,
    /// Label and text, in the order shown.
    pub lines: Vec<(String, String)>,
    /// Sentences to put under the opening of the report; none is fine.
    pub sentences: Vec<String>,
    /// Names of the axes and their poles.
    pub axes: Vec<AxisNames>,
    /// Rows of the tables that are given in part.
    pub totals: BTreeMap<String, u64>,
    /// Of the outlets by identifier: terms with a row in `keyness.csv`, and those that differ after
    /// adjustment. Empty where the table given has every row.
    pub key_terms: BTreeMap<String, (u64, u64)>,
    /// The study's confidence as it stands before the word "interval", e.g. `95% `; may be empty.
    pub confidence: String,
}

/// What readers see instead of an axis's key and of `a` and `b`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AxisNames {
    /// Key in the tables.
    pub axis: String,
    /// What the axis contrasts; the poles' names stand in when empty.
    pub title: String,
    /// Name of pole a.
    pub pole_a: String,
    /// Name of pole b.
    pub pole_b: String,
}

/// A writer made of plain data and one function.
struct Format {
    name: &'static str,
    extension: &'static str,
    about: &'static str,
    write: fn(&Table, &mut dyn io::Write) -> io::Result<()>,
}

impl Writer for Format {
    fn name(&self) -> &'static str {
        self.name
    }
    fn extension(&self) -> &'static str {
        self.extension
    }
    fn about(&self) -> &'static str {
        self.about
    }
    fn write(&self, table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
        (self.write)(table, out)
    }
}

/// Every format of a single table, in help order.
pub const WRITERS: &[&dyn Writer] = &[
    &Format {
        name: "csv",
        extension: "csv",
        about: "comma-separated UTF-8, one header line",
        write: |t, out| csv_table(t, Dialect::Plain, out),
    },
    &Format {
        name: "excel",
        extension: "csv",
        about: "CSV that Excel opens by double click (BOM, CRLF)",
        write: |t, out| csv_table(t, Dialect::Excel, out),
    },
    &Format {
        name: "excel-eu",
        extension: "csv",
        about: "the same with semicolons and decimal commas",
        write: |t, out| csv_table(t, Dialect::ExcelEu, out),
    },
    &Format { name: "json", extension: "json", about: "one array of objects", write: json_table },
    &Format { name: "jsonl", extension: "jsonl", about: "one object per line", write: json_lines },
    &Format { name: "markdown", extension: "md", about: "a pipe table", write: markdown_table },
    &Format { name: "xlsx", extension: "xlsx", about: "a workbook with typed cells", write: xlsx::xlsx_table },
    &Format { name: "text", extension: "txt", about: "aligned columns for the terminal", write: aligned_table },
];

/// The writer of that name.
pub fn writer(name: &str) -> Option<&'static dyn Writer> {
    WRITERS.iter().copied().find(|w| w.name() == name)
}

/// The reason codes of this module.
pub const CODES: &[Code] = &[
    Code {
        name: "output-foreign",
        meaning: "The output folder holds files that framescope did not write.",
        cause: "The folder is used for something else, or run.json was removed from it.",
        remedy: "Choose another folder with -o, or keep those files beside the results with --force.",
    },
    Code {
        name: "output-busy",
        meaning: "Another run is writing this output folder.",
        cause: "framescope was started twice with the same -o.",
        remedy: "Wait for the other run, or choose another folder with -o.",
    },
    Code {
        name: "output-not-a-folder",
        meaning: "The output path exists and is not a folder.",
        cause: "A file has the name given to -o.",
        remedy: "Choose another name with -o, or move the file away.",
    },
    Code {
        name: "output-full",
        meaning: "There was no room for the results.",
        cause: "The disk is full, or a file-size or quota limit was reached.",
        remedy: "Free some space, raise the limit, or write to another disk with -o. Nothing half-written was left.",
    },
    Code {
        name: "output-io",
        meaning: "The results could not be written.",
        cause: "No permission for the folder that holds the output, a mount point as output, or a failing disk.",
        remedy: "Choose a folder you may write in with -o; when it is a mount point, name a folder inside it.",
    },
    Code {
        name: "interrupted",
        meaning: "The run was stopped before the results were complete.",
        cause: "Ctrl-C, or a request from the system.",
        remedy: "Start it again; an earlier complete result was left as it was.",
    },
    Code {
        name: "nothing-to-draw",
        meaning: "The result has nothing to show in this chart.",
        cause: "Too little evidence for scores, an axis without hits, or a name that is not in the table.",
        remedy: "Look at the table itself with framescope show, or draw another axis or outlet.",
    },
];

#[cfg(test)]
mod tests;
