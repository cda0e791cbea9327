//! The typed workbook: what spreadsheet users open first.
//!
//! Takes finished tables and gives one `.xlsx` package (ECMA-376) written front to back: every sheet
//! streams into the archive, so memory does not grow with the rows and a full disk is an ordinary
//! error. Texts are strings, never formulas; nothing leads outside; the same tables give the same bytes.

mod axes;
mod part;
mod sheet;

use super::About;
use super::codebook;
use super::view::{each, find};
use crate::table::{Cell, Column, ColumnKind, Table, Value};
use part::{Listed, Style};
use sheet::{Anchors, COLUMNS_MAX, Layout, ROWS_MAX, Sheet};
use std::collections::BTreeMap;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// One tab: the table it shows, columns that stay in view, columns that lead to another tab.
struct Tab {
    name: &'static str,
    table: &'static str,
    frozen: usize,
    links: &'static [(&'static str, &'static str)],
}

/// The tabs between the first and the last, in order.
const TABS: [Tab; 9] = [
    Tab { name: "Outlets", table: "outlets", frozen: 2, links: &[] },
    Tab { name: "Axes", table: "axes matrix", frozen: 1, links: &[] },
    Tab { name: "Axis intervals", table: "axes", frozen: 6, links: &[EVENT, OUTLET, AXIS] },
    Tab { name: "Poles", table: "poles_by_outlet", frozen: 3, links: &[AXIS] },
    Tab {
        name: "Contrasts",
        table: "contrasts",
        frozen: 1,
        links: &[AXIS, EVENT, ("outlet_a", "Outlets"), ("outlet_b", "Outlets")],
    },
    Tab { name: "Labels", table: "labels_by_outlet", frozen: 2, links: &[] },
    Tab { name: "Keyness", table: "keyness", frozen: 1, links: &[OUTLET, ("reference", "Outlets")] },
    Tab { name: "Events", table: "events", frozen: 2, links: &[] },
    Tab { name: "Speakers", table: "speakers", frozen: 1, links: &[OUTLET] },
];
const HITS: Tab = Tab { name: "Hits", table: "hits", frozen: 1, links: &[OUTLET, EVENT, AXIS] };
const OUTLET: (&str, &str) = ("outlet_id", "Outlets");
const EVENT: (&str, &str) = ("event_id", "Events");
const AXIS: (&str, &str) = ("axis", "Axes");
/// The tabs others lead to, and the column that identifies a row there.
const TARGETS: [(&str, &str, &str); 3] =
    [("Outlets", "outlets", "outlet_id"), ("Events", "events", "event_id"), ("Axes", "axes matrix", "axis")];

type Package<W> = ZipWriter<StreamWriter<W>>;

/// A workbook of results being written: everything that fits in memory first, then the hits row by row.
pub struct Workbook<W: Write> {
    zip: Package<W>,
    sheets: Vec<Listed>,
    anchors: BTreeMap<&'static str, Anchors>,
}

impl<W: Write> Workbook<W> {
    /// Writes the first page, a sheet for each of the tables that has one, and the codebook.
    ///
    /// The hits follow with [`Workbook::hits`]; a table called `hits` is not looked at.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn new(out: W, tables: &[Table], about: &About) -> io::Result<Workbook<W>> {
        let matrix = find(tables, "axes").map(|t| axes::matrix(t, &about.axes));
        let book = codebook(tables);
        let table = |name: &str| match name {
            "axes matrix" => matrix.as_ref(),
            name => find(tables, name),
        };
        let anchors = TARGETS.iter().map(|(tab, name, id)| (*tab, table(name).map(|t| anchor(t, id)).unwrap_or_default()));
        let mut workbook = Workbook { zip: ZipWriter::new_stream(out), sheets: Vec::new(), anchors: anchors.collect() };
        let shown: Vec<_> = TABS.iter().enumerate().filter_map(|(i, t)| Some((i + 1, t, table(t.table)?))).collect();
        workbook.read_me(about, &shown)?;
        for (place, tab, table) in shown {
            let total = about.totals.get(tab.table).copied().unwrap_or(0);
            workbook.add((place, tab), table, total)?;
        }
        let last = Tab { name: "Codebook", table: "codebook", frozen: 2, links: &[] };
        workbook.add((TABS.len() + 2, &last), &book, 0)?;
        Ok(workbook)
    }

    /// Opens the Hits sheet for `total` rows; when they are more than a worksheet holds, its first line says so.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn hits<'a>(&'a mut self, columns: &'a [Column], total: u64) -> io::Result<HitSheet<'a, W>> {
        let part = worksheet(&mut self.zip, self.sheets.len())?;
        let layout = layout(&HITS, columns, &[], &self.anchors);
        let sheet = Sheet::new(part, Layout { note: too_many(total, columns.len(), "hits"), ..layout })?;
        Ok(HitSheet { sheet, listed: &mut self.sheets })
    }

    /// Writes the list of sheets and closes the package.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn finish(mut self) -> io::Result<W> {
        let n = self.sheets.len();
        for (name, xml) in [
            ("[Content_Types].xml", part::content_types(n)),
            ("_rels/.rels", part::package_relations()),
            ("docProps/app.xml", part::app_properties()),
            ("docProps/core.xml", part::core_properties()),
            ("xl/workbook.xml", part::workbook(&self.sheets)),
            ("xl/_rels/workbook.xml.rels", part::workbook_relations(n)),
            ("xl/styles.xml", part::STYLES.to_owned()),
        ] {
            begin(&mut self.zip, name)?.write_all(xml.as_bytes())?;
        }
        let mut out = self.zip.finish()?.into_inner();
        out.flush()?;
        Ok(out)
    }

    /// Adds a table that has `total` rows elsewhere, when those are more.
    fn add(&mut self, (place, tab): (usize, &Tab), table: &Table, total: u64) -> io::Result<()> {
        let part = worksheet(&mut self.zip, self.sheets.len())?;
        let note = match table.rows.len() as u64 {
            n if n < total => format!("{n} of {total} rows, those that say most; {}.csv has them all.", table.name),
            n => too_many(n, table.columns.len(), &table.name),
        };
        let mut layout = layout(tab, &table.columns, &table.rows, &self.anchors);
        layout.note = note;
        if tab.table == "axes matrix" {
            layout.shaded = axes::shaded(table);
        }
        let mut sheet = Sheet::new(part, layout)?;
        for row in &table.rows {
            sheet.row(row)?;
        }
        let (filter, titles) = sheet.finish()?;
        self.sheets.push(Listed { name: tab.name, place, filter, titles });
        Ok(())
    }

    /// The first page: what this is, what was run, and where to find what.
    fn read_me(&mut self, about: &About, shown: &[(usize, &Tab, &Table)]) -> io::Result<()> {
        let part = worksheet(&mut self.zip, self.sheets.len())?;
        let mut sheet = Sheet::new(part, Layout { widths: vec![24, PROSE], ..Layout::default() })?;
        sheet.cells(&[(Style::Title, about.title.as_str().into())])?;
        for (label, text) in READING {
            sheet.prose((Style::Text, label), text)?;
        }
        sheet.cells(&[])?;
        sheet.cells(&[(Style::Title, "Sheets".into())])?;
        let titles = shown
            .iter()
            .map(|(_, tab, table)| (tab.name, if tab.table == "axes matrix" { axes::TITLE } else { table.title.as_str() }));
        for (name, title) in
            titles.chain([("Hits", "Every hit with its sentence"), ("Codebook", "What every column of every table means")])
        {
            sheet.prose((Style::Link, name), title)?;
            sheet.link(0, name, 1);
        }
        sheet.cells(&[])?;
        sheet.cells(&[(Style::Title, "Run".into())])?;
        for (label, text) in &about.lines {
            sheet.prose((Style::Text, label), text)?;
        }
        sheet.finish()?;
        self.sheets.push(Listed { name: "Read me", place: 0, filter: String::new(), titles: String::new() });
        Ok(())
    }
}

/// Width of the running text on the first page, in characters.
const PROSE: usize = 100;

/// How to read the sheets.
const READING: [(&str, &str); 3] = [
    ("Empty cells", "Not available, with the reason in the column note; never zero."),
    (
        "balance",
        "ln((n_a + 0.5) / (n_b + 0.5)): above 0 the first pole's wording prevails, below 0 the second's; 0.69 is twice as often.",
    ),
    ("Full tables", "The CSV files beside this workbook are the truth; codebook.csv describes every column."),
];

/// The Hits sheet, open for rows.
pub struct HitSheet<'a, W: Write> {
    sheet: Sheet<'a, io::BufWriter<&'a mut Package<W>>>,
    listed: &'a mut Vec<Listed>,
}

impl<W: Write> HitSheet<'_, W> {
    /// Writes one hit; beyond the sheet's limit nothing.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn row(&mut self, values: &[Cell<'_>]) -> io::Result<()> {
        self.sheet.row(values)
    }

    /// Closes the sheet.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn finish(self) -> io::Result<()> {
        let (filter, titles) = self.sheet.finish()?;
        self.listed.push(Listed { name: HITS.name, place: TABS.len() + 1, filter, titles });
        Ok(())
    }
}

/// One table as a workbook with its codebook.
///
/// # Errors
/// Whatever the output reports.
pub(super) fn xlsx_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut workbook = Workbook { zip: ZipWriter::new_stream(out), sheets: Vec::new(), anchors: BTreeMap::new() };
    let tab = |name| Tab { name, table: "", frozen: 0, links: &[] };
    workbook.add((0, &tab("Table")), table, 0)?;
    workbook.add((1, &tab("Codebook")), &codebook(std::slice::from_ref(table)), 0)?;
    workbook.finish()?;
    Ok(())
}

fn begin<'z, W: Write>(zip: &'z mut Package<W>, name: &str) -> io::Result<&'z mut Package<W>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(zip::DateTime::default());
    zip.start_file(name, options)?;
    Ok(zip)
}

/// Opens the next worksheet after `n`.
fn worksheet<W: Write>(zip: &mut Package<W>, n: usize) -> io::Result<io::BufWriter<&mut Package<W>>> {
    Ok(io::BufWriter::with_capacity(1 << 16, begin(zip, &format!("xl/worksheets/sheet{}.xml", n + 1))?))
}

/// What a sheet needs to know before its first row.
fn layout<'a>(tab: &Tab, columns: &'a [Column], rows: &[Vec<Value>], anchors: &'a BTreeMap<&'static str, Anchors>) -> Layout<'a> {
    let links = tab.links.iter().filter_map(|(column, to)| {
        let i = columns.iter().position(|c| c.name == *column)?;
        let (sheet, anchors) = anchors.get_key_value(to)?;
        Some((i, *sheet, anchors))
    });
    Layout { columns, widths: widths(columns, rows), frozen: tab.frozen, links: links.collect(), ..Layout::default() }
}

/// The remark over a table that does not fit.
fn too_many(rows: u64, columns: usize, name: &str) -> String {
    let room = ROWS_MAX - 2;
    match (rows > ROWS_MAX - 1, columns > COLUMNS_MAX) {
        (false, false) => String::new(),
        (true, _) => format!("A worksheet holds the first {room} of {rows} rows; {name}.csv has them all."),
        (_, true) => format!("A worksheet holds the first {COLUMNS_MAX} of {columns} columns; {name}.csv has them all."),
    }
}

/// Sheet rows by identifier; the first of several.
fn anchor(table: &Table, id: &str) -> Anchors {
    let header = if too_many(table.rows.len() as u64, table.columns.len(), "").is_empty() { 1 } else { 2 };
    let mut anchors = Anchors::new();
    for (i, row) in each(table).enumerate() {
        anchors.entry(row.text(id).into_owned()).or_insert(header + 1 + i as u64);
    }
    anchors
}

/// Column widths in characters that show the header and most of the first rows' cells.
fn widths(columns: &[Column], rows: &[Vec<Value>]) -> Vec<usize> {
    let width = |(i, c): (usize, &Column)| {
        let least = match c.kind {
            _ if !rows.is_empty() => 6,
            ColumnKind::Text => 24,
            ColumnKind::Id => 16,
            _ => 10,
        };
        let header = c.name.width().min(20) + 3;
        let cells = rows.iter().take(200).filter_map(|r| match r.get(i)? {
            Value::Text(s) => Some(s.width()),
            Value::Day(_) => Some(10),
            Value::Integer(n) => Some(n.to_string().len() + 2),
            _ => None,
        });
        cells.max().unwrap_or(0).max(least).max(header).min(60)
    };
    columns.iter().enumerate().map(width).collect()
}

#[cfg(test)]
mod tests;
