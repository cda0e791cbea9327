//! The typed workbook: what spreadsheet users open first.
//!
//! Takes finished tables and gives one `.xlsx` package (ECMA-376) written front to back: every sheet
//! is compressed in memory, a large one in an unnamed file, and goes from there into the archive, so memory does not
//! grow with the rows and a full disk is an ordinary error. Texts are strings, never formulas; nothing leads outside; the same tables give the same bytes.

mod axes;
mod output;
mod part;
mod sheet;

use super::codebook;
use super::view::{each, find};
use super::{About, AxisNames};
use crate::parallel::{Job, largest_first};
use crate::table::{Cell, Column, ColumnKind, Table, Value};
use output::Output;
use part::{Listed, Style};
use sheet::{Anchors, COLUMNS_MAX, Layout, ROWS_MAX, Sheet};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use tempfile::{SpooledTempFile, spooled_tempfile_in};
use unicode_width::UnicodeWidthStr;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipArchive, ZipWriter};

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
const CODEBOOK: Tab = Tab { name: "Codebook", table: "codebook", frozen: 2, links: &[] };
const OUTLET: (&str, &str) = ("outlet_id", "Outlets");
const EVENT: (&str, &str) = ("event_id", "Events");
const AXIS: (&str, &str) = ("axis", "Axes");
/// The tabs others lead to, and the column that identifies a row there.
const TARGETS: [(&str, &str, &str); 3] =
    [("Outlets", "outlets", "outlet_id"), ("Events", "events", "event_id"), ("Axes", "axes matrix", "axis")];

/// The anchors of each of [`TARGETS`].
type TabAnchors = BTreeMap<&'static str, Anchors>;

type Package<W> = ZipWriter<Output<W>>;

/// The hits of a result, sent row by row to the sheet that shows them.
pub struct HitRows<'a> {
    /// Their columns.
    pub columns: &'a [Column],
    /// How many there are.
    pub total: u64,
    /// Sends every row to where it is told.
    pub send: &'a (dyn Fn(HitSink<'_>) -> io::Result<()> + Sync),
}

/// Where hits go.
pub type HitSink<'a> = &'a mut dyn FnMut(&[Cell<'_>]) -> io::Result<()>;

/// Makes the sheet of hits of a workbook of these tables, which takes longest, before the rest of it: in an unnamed file
/// in the folder `beside` when it is large.
///
/// # Errors
/// Whatever sends the hits reports.
pub fn hit_sheet((tables, axes): (&[Table], &[AxisNames]), hits: &HitRows<'_>, beside: &Path) -> io::Result<HitSheet> {
    let matrix = find(tables, "axes").map(|t| axes::matrix(t, axes));
    of_hits((0, TABS.len() + 1), hits, (&anchors(tables, matrix.as_ref()), beside)).map(HitSheet)
}

/// The sheet of hits, compressed.
pub struct HitSheet(Made);

/// Writes a workbook of results: a first page, a sheet for each of the tables that has one, the hits and the
/// codebook. Sheets are made side by side, the large ones in unnamed files in the folder `beside`; a table called
/// `hits` is not looked at.
///
/// # Errors
/// Whatever the output reports.
pub fn workbook<W: Write + Send>(out: W, (tables, about): (&[Table], &About), hits: HitSheet, beside: &Path) -> io::Result<W> {
    let positions = find(tables, "axes");
    let (matrix, surest) = (positions.map(|t| axes::matrix(t, &about.axes)), positions.and_then(axes::surest));
    let table = |name: &str| match name {
        "axes matrix" => matrix.as_ref(),
        "axes" => surest.as_ref().or(positions),
        name => find(tables, name),
    };
    let anchors = anchors(tables, matrix.as_ref());
    let shown: Vec<_> = TABS.iter().enumerate().filter_map(|(i, t)| Some((i + 1, t, table(t.table)?))).collect();
    let book = codebook(tables);
    let mut jobs: Vec<(usize, Job<'_, io::Result<Made>>)> = vec![(0, Box::new(|| read_me((1, beside), about, &shown)))];
    for (place, tab, table) in shown.iter().copied().chain([(TABS.len() + 2, &CODEBOOK, &book)]) {
        let (n, around) = (jobs.len() + 1, (&anchors, beside));
        let held = find(tables, tab.table).map_or(0, |t| t.rows.len() as u64);
        let total = about.totals.get(tab.table).copied().unwrap_or(held);
        jobs.push((table.n_cells(), Box::new(move || of_table((n, place), tab, (table, total), around))));
    }
    let mut workbook = Book::of(1 + jobs.len(), out)?;
    let (others, copied) = rayon::join(|| largest_first(jobs), || workbook.add(hits.0));
    copied?;
    others.into_iter().try_for_each(|made| workbook.add(made?))?;
    workbook.finish()
}

/// What other sheets link to.
fn anchors(tables: &[Table], matrix: Option<&Table>) -> TabAnchors {
    let table = |name: &str| if name == "axes matrix" { matrix } else { find(tables, name) };
    TARGETS.iter().map(|(tab, name, id)| (*tab, table(name).map(|t| anchor(t, id)).unwrap_or_default())).collect()
}

/// Bytes of a sheet, compressed, that are kept in memory.
const IN_MEMORY: usize = 32 << 20;

/// A finished sheet in a package of its own.
struct Made {
    part: ZipArchive<io::BufReader<SpooledTempFile>>,
    listed: Listed,
}

/// Where the rows of a sheet are written.
type Out<'z> = io::BufWriter<&'z mut Package<io::BufWriter<SpooledTempFile>>>;

/// What a sheet may lead to, and the folder its bytes may stand in.
type Around<'a> = (&'a TabAnchors, &'a Path);

/// Makes sheet `n`, at `place` among the tabs, with what `fill` writes.
fn make<'a>(
    (n, place, name): (usize, usize, &'static str),
    layout: Layout<'a>,
    beside: &Path,
    fill: impl FnOnce(&mut Sheet<'a, Out<'_>>) -> io::Result<()>,
) -> io::Result<Made> {
    let mut zip = ZipWriter::new(Output::new(io::BufWriter::new(spooled_tempfile_in(IN_MEMORY, beside))));
    let part = begin(&mut zip, &format!("xl/worksheets/sheet{}.xml", n + 1))?;
    let mut sheet = Sheet::new(io::BufWriter::with_capacity(1 << 16, part), layout)?;
    fill(&mut sheet)?;
    let (filter, titles) = sheet.finish()?;
    let file = zip.finish()?.to.into_inner().map_err(|e| e.into_error())?;
    let part = ZipArchive::new(io::BufReader::new(file))?;
    Ok(Made { part, listed: Listed { name, place, filter, titles } })
}

/// A workbook that sheets are put into. All parts are copied as they were compressed: their sizes stand before them,
/// and nothing has to follow.
struct Book<W: Write> {
    zip: Package<StreamWriter<W>>,
    listed: Vec<Listed>,
}

impl<W: Write> Book<W> {
    /// Begins one of `n` sheets.
    fn of(n: usize, out: W) -> io::Result<Book<W>> {
        let mut zip = ZipWriter::new(Output::new(StreamWriter::new(out)));
        let first = [
            // Tells what kind of file this is.
            ("[Content_Types].xml", part::content_types(n)),
            ("_rels/.rels", part::package_relations()),
            ("docProps/app.xml", part::app_properties()),
            ("docProps/core.xml", part::core_properties()),
            ("xl/_rels/workbook.xml.rels", part::workbook_relations(n)),
            ("xl/styles.xml", part::STYLES.to_owned()),
        ];
        copy(&mut zip, parts(&first)?)?;
        Ok(Book { zip, listed: Vec::with_capacity(n) })
    }

    fn add(&mut self, made: Made) -> io::Result<()> {
        self.listed.push(made.listed);
        copy(&mut self.zip, made.part)
    }

    /// Ends with the list of the sheets.
    fn finish(mut self) -> io::Result<W> {
        copy(&mut self.zip, parts(&[("xl/workbook.xml", part::workbook(&self.listed))])?)?;
        let mut out = self.zip.finish()?.to.into_inner();
        out.flush()?;
        Ok(out)
    }
}

fn copy<W: Write + io::Seek, R: io::Read + io::Seek>(zip: &mut Package<W>, mut parts: ZipArchive<R>) -> io::Result<()> {
    for i in 0..parts.len() {
        zip.raw_copy_file(parts.by_index_raw(i)?)?;
    }
    Ok(())
}

/// Parts that are not sheets.
fn parts(parts: &[(&str, String)]) -> io::Result<ZipArchive<io::Cursor<Vec<u8>>>> {
    let mut zip = ZipWriter::new(Output::new(io::Cursor::new(Vec::new())));
    for (name, xml) in parts {
        begin(&mut zip, name)?.write_all(xml.as_bytes())?;
    }
    Ok(ZipArchive::new(zip.finish()?.to)?)
}

/// The sheet of a table that has `total` rows elsewhere, when those are more.
fn of_table((n, place): (usize, usize), tab: &Tab, (table, total): (&Table, u64), around: Around<'_>) -> io::Result<Made> {
    let note = match table.rows.len() as u64 {
        n if n < total => format!("{n} of {total} rows, those that say most; {}.csv has them all.", table.name),
        n => too_many(n, table.columns.len(), &table.name),
    };
    let mut layout = layout(tab, &table.columns, &table.rows, around.0);
    layout.note = note;
    if tab.table == "axes matrix" {
        layout.shaded = axes::shaded(table);
    }
    make((n, place, tab.name), layout, around.1, |sheet| {
        table.rows.iter().try_for_each(|row| sheet.row(row.iter().map(Value::as_cell)))
    })
}

/// The column the sheet of hits goes without: `left`, `text` and `right` side by side are the sentence.
const WHOLE: &str = "sentence_text";

/// The sheet of hits; when they are more than a worksheet holds, its first line says so.
fn of_hits((n, place): (usize, usize), hits: &HitRows<'_>, around: Around<'_>) -> io::Result<Made> {
    let columns: Vec<Column> = hits.columns.iter().filter(|c| c.name != WHOLE).cloned().collect();
    let layout = layout(&HITS, &columns, &[], around.0);
    let note = too_many(hits.total, columns.len(), "hits");
    let whole = hits.columns.iter().position(|c| c.name == WHOLE);
    make((n, place, HITS.name), Layout { note, ..layout }, around.1, |sheet| {
        (hits.send)(&mut |row| {
            let shown = row.iter().enumerate().filter(|(column, _)| Some(*column) != whole);
            sheet.row(shown.map(|(_, cell)| *cell))
        })
    })
}

/// The first page: what this is, what was run, and where to find what.
fn read_me((n, beside): (usize, &Path), about: &About, shown: &[(usize, &Tab, &Table)]) -> io::Result<Made> {
    make((n, 0, "Read me"), Layout { widths: vec![24, PROSE], ..Layout::default() }, beside, |sheet| {
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
            titles.chain([("Hits", "Every hit within its sentence"), ("Codebook", "What every column of every table means")])
        {
            sheet.prose((Style::Link, name), title)?;
            sheet.link(0, name, 1);
        }
        sheet.cells(&[])?;
        sheet.cells(&[(Style::Title, "Run".into())])?;
        about.lines.iter().try_for_each(|(label, text)| sheet.prose((Style::Text, label), text))
    })
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

/// One table as a workbook with its codebook.
///
/// # Errors
/// Whatever the output reports.
pub(super) fn xlsx_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let tab = |name| Tab { name, table: "", frozen: 0, links: &[] };
    let (anchors, beside) = (TabAnchors::new(), tempfile::env::temp_dir());
    let sheet = of_table((0, 0), &tab("Table"), (table, 0), (&anchors, &beside))?;
    let book = of_table((1, 1), &tab("Codebook"), (&codebook(std::slice::from_ref(table)), 0), (&anchors, &beside))?;
    let mut workbook = Book::of(2, out)?;
    workbook.add(sheet)?;
    workbook.add(book)?;
    workbook.finish()?;
    Ok(())
}

fn begin<'z, W: Write + io::Seek>(zip: &'z mut Package<W>, name: &str) -> io::Result<&'z mut Package<W>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(zip::DateTime::default());
    zip.start_file(name, options)?;
    Ok(zip)
}

/// What a sheet needs to know before its first row.
fn layout<'a>(tab: &Tab, columns: &'a [Column], rows: &[Vec<Value>], anchors: &'a TabAnchors) -> Layout<'a> {
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
