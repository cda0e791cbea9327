//! Reads Excel workbooks, cell by cell.
//!
//! In: the parts of an .xlsx file. Out: rows for [`super::sheet`]. The grid is never laid out, so a
//! stray cell in the last row costs nothing. Cells come as text; those formatted as dates as ISO days.

use super::archive::part;
use super::dates::day_of;
use super::intake::Intake;
use super::item::{Fault, Halt};
use super::metadata::Metadata;
use super::sheet::{Cells, Workbook};
use super::source::{Seekable, Source, Stream};
use super::xml::{Node, Xml, attribute};
use super::zip::{self, Entry};
use super::{Format, ReadOptions, Reader, codes};
use crate::corpus::{Date, Problem};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::ControlFlow;

/// The part that makes a zip file a workbook.
pub(crate) const WORKBOOK: &str = "xl/workbook.xml";

/// Reads Excel workbooks.
pub(crate) struct Xlsx;

impl Reader for Xlsx {
    fn format(&self) -> Format {
        Format::Xlsx
    }

    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let file = source.seekable(intake.options.limits.memory_bytes)?;
        let (entries, sheets, context) = open(file, intake)?;
        let mut workbook = Workbook::default();
        for (Listed { name, hidden, .. }, target) in sheets {
            if hidden {
                intake.note(&codes::SHEET_SKIPPED, super::Place::default(), format!("sheet `{name}` is hidden"))?;
                continue;
            }
            let mut sheet = workbook.sheet(&name);
            read_sheet(
                &target,
                (file, &entries),
                &context,
                (intake, &mut |number, cells, intake| sheet.row(number, cells, intake)),
            )?;
            sheet.finish(intake)?;
        }
        Ok(workbook.finish()?)
    }
}

/// The parts of a workbook, its sheets with the parts they stand in, and what cells refer to.
type Opened = (Vec<Entry>, Vec<(Listed, String)>, Context);

fn open(file: &mut Seekable<'_>, intake: &Intake<'_>) -> Result<Opened, Fault> {
    let limits = intake.options.limits;
    let entries = zip::directory(file, limits)?;
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    let targets = relations(part(file, &entries, "xl/_rels/workbook.xml.rels", intake)?, limits.xml_depth)?;
    let (sheets, from_1904) = listed(part(file, &entries, WORKBOOK, intake)?, limits.xml_depth)?;
    let dates = if has(STYLES) { date_styles(part(file, &entries, STYLES, intake)?, limits.xml_depth)? } else { BTreeSet::new() };
    let shared = if has(SHARED) { shared(part(file, &entries, SHARED, intake)?, intake)? } else { Shared::default() };
    let sheets = sheets.into_iter().filter_map(|sheet| targets.get(&sheet.relation).cloned().map(|target| (sheet, target)));
    let sheets = sheets.collect();
    Ok((entries, sheets, Context { dates, shared, from_1904 }))
}

/// The rows of a workbook's first visible sheet with their numbers, every cell in its column: for tables
/// that people fill in by hand.
///
/// # Errors
/// What is wrong with the workbook.
pub fn sheet_rows(name: &str, bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Vec<Problem>> {
    let options = ReadOptions::default();
    let mut sink = |_| ControlFlow::Continue(());
    let mut intake = Intake::new(&options, Metadata::default(), &mut sink);
    let mut source = Source::new(Stream::new(Box::new(bytes)), None);
    let mut rows = Vec::new();
    let mut cells = 0;
    let mut take = |number: u64, row: Cells, intake: &mut Intake<'_>| {
        let width = row.last().map_or(0, |(last, _)| last + 1);
        cells += width as u64;
        if cells > intake.options.limits.sheet_cells {
            return Err(Fault::new(&codes::SHEET_TOO_LARGE, "is too large for a table filled in by hand").at(number, 0).into());
        }
        let mut dense = vec![String::new(); width];
        row.into_iter().for_each(|(column, text)| dense[column] = text);
        rows.push((number, dense));
        Ok(())
    };
    let mut read = || -> Result<(), Halt> {
        let file = source.seekable(options.limits.memory_bytes)?;
        let (entries, sheets, context) = open(file, &intake)?;
        match sheets.iter().find(|(sheet, _)| !sheet.hidden) {
            Some((_, target)) => read_sheet(target, (file, &entries), &context, (&mut intake, &mut take)),
            None => Ok(()),
        }
    };
    match read() {
        Err(Halt::Fault(fault)) => Err(vec![fault.into_parts(name).1]),
        Ok(()) | Err(Halt::Stop) => Ok(rows),
    }
}

const STYLES: &str = "xl/styles.xml";
const SHARED: &str = "xl/sharedStrings.xml";

/// What cells refer to.
struct Context {
    dates: BTreeSet<usize>,
    shared: Shared,
    from_1904: bool,
}

/// The targets of a workbook's relations to worksheets, as names of parts.
fn relations(xml: impl Read, depth: u64) -> Result<BTreeMap<String, String>, Fault> {
    let (mut xml, mut targets) = (Xml::new(xml, depth), BTreeMap::new());
    loop {
        match xml.next()? {
            Node::Open(element) if element.local_name().as_ref() == "Relationship" => {
                let is_sheet = attribute(&element, "Type").is_some_and(|kind| kind.ends_with("/worksheet"));
                if let (true, Some(id), Some(target)) = (is_sheet, attribute(&element, "Id"), attribute(&element, "Target")) {
                    let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                    targets.insert(id, part);
                }
            }
            Node::End => return Ok(targets),
            _ => {}
        }
    }
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

/// The sheets of a workbook and whether its days count from 1904.
fn listed(xml: impl Read, depth: u64) -> Result<(Vec<Listed>, bool), Fault> {
    let (mut xml, mut sheets, mut from_1904) = (Xml::new(xml, depth), Vec::new(), false);
    loop {
        match xml.next()? {
            Node::Open(element) if element.local_name().as_ref() == "sheet" => {
                let relation = element
                    .attributes()
                    .with_checks(false)
                    .flatten()
                    .find(|a| a.key.local_name().as_ref() == "id" && a.key.as_ref() != "id");
                let hidden = attribute(&element, "state").is_some_and(|state| state != "visible");
                if let (Some(name), Some(relation)) = (attribute(&element, "name"), relation) {
                    sheets.push(Listed { name, relation: relation.value.into_owned(), hidden });
                }
            }
            Node::Open(element) if element.local_name().as_ref() == "workbookPr" => {
                from_1904 = attribute(&element, "date1904").is_some_and(|on| on == "1" || on == "true");
            }
            Node::End => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}

/// The cell styles that show a number as a day.
fn date_styles(xml: impl Read, depth: u64) -> Result<BTreeSet<usize>, Fault> {
    let (mut xml, mut custom, mut styles) = (Xml::new(xml, depth), BTreeSet::new(), BTreeSet::new());
    let (mut in_cells, mut index) = (false, 0);
    loop {
        match xml.next()? {
            Node::Open(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&element, "formatCode").unwrap_or_default();
                    if let (true, Some(id)) = (is_date_format(&code), attribute(&element, "numFmtId")) {
                        custom.insert(id);
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let format = attribute(&element, "numFmtId").unwrap_or_default();
                    if matches!(format.as_str(), "14" | "15" | "16" | "17" | "22") || custom.contains(&format) {
                        styles.insert(index);
                    }
                    index += 1;
                }
                _ => {}
            },
            Node::Close(name) if name == "cellXfs" => in_cells = false,
            Node::End => return Ok(styles),
            _ => {}
        }
    }
}

/// Whether a number format shows days: it has a `d` or `y` outside quotes and brackets.
fn is_date_format(code: &str) -> bool {
    let mut skip = None;
    code.chars().any(|c| match (skip, c) {
        (Some(end), c) => {
            skip = if c == end { None } else { Some(end) };
            false
        }
        (None, '"') => {
            skip = Some('"');
            false
        }
        (None, '[') => {
            skip = Some(']');
            false
        }
        (None, c) => matches!(c, 'd' | 'D' | 'y' | 'Y'),
    })
}

/// The texts that cells share, one after the other.
#[derive(Default)]
struct Shared {
    text: String,
    ends: Vec<usize>,
}

impl Shared {
    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start..end])
    }
}

fn shared(xml: impl Read, intake: &Intake<'_>) -> Result<Shared, Fault> {
    let limits = intake.options.limits;
    let (mut xml, mut shared) = (Xml::new(xml, limits.xml_depth), Shared::default());
    let mut item = RichText::default();
    loop {
        match xml.next()? {
            Node::Open(element) => item.open(element.local_name().as_ref()),
            Node::Close(name) => {
                item.close(&name);
                if name == "si" {
                    shared.text.push_str(&item.take());
                    shared.ends.push(shared.text.len());
                    if (shared.text.len() + shared.ends.len() * 8) as u64 > limits.memory_bytes {
                        let what = format!("has more than {} bytes of shared texts (--max-memory-bytes)", limits.memory_bytes);
                        return Err(Fault::new(&codes::TOO_LARGE, what)
                            .remedy("Save the table as CSV, which is read in any size, or raise the limit."));
                    }
                }
            }
            Node::Text(text) => item.text(&text),
            Node::End => return Ok(shared),
        }
    }
}

/// The text of a cell: its runs without the readings printed above them.
#[derive(Default)]
struct RichText {
    out: String,
    in_text: bool,
    in_reading: bool,
}

impl RichText {
    fn open(&mut self, name: &str) {
        self.in_text |= name == "t";
        self.in_reading |= name == "rPh";
    }

    fn close(&mut self, name: &str) {
        self.in_text &= name != "t";
        self.in_reading &= name != "rPh";
    }

    fn text(&mut self, text: &str) {
        if self.in_text && !self.in_reading {
            self.out.push_str(text);
        }
    }

    fn take(&mut self) -> String {
        unescape(std::mem::take(&mut self.out))
    }
}

/// `_x000D_` and the like, by which Excel writes characters that XML cannot.
fn unescape(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text.as_str());
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        match code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    value: String,
    in_value: bool,
    rich: RichText,
}

impl Cell {
    /// What the cell shows.
    fn text(mut self, context: &Context) -> String {
        let value = std::mem::take(&mut self.value);
        match self.kind.as_str() {
            "s" => value.trim().parse().ok().and_then(|index| context.shared.get(index)).unwrap_or_default().to_owned(),
            "inlineStr" => self.rich.take(),
            "str" => unescape(value),
            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "e" => String::new(),
            _ if context.dates.contains(&self.style) => serial_day(&value, context.from_1904).unwrap_or(value),
            _ => value,
        }
    }
}

/// The ISO day of a serial number.
fn serial_day(value: &str, from_1904: bool) -> Option<String> {
    let serial: f64 = value.trim().parse().ok().filter(|serial| (1.0..3_000_000.0).contains(serial))?;
    let days = serial.floor() as i64;
    // Excel's calendar has a 29 February 1900, so days before it are one further from its origin.
    let origin = match (from_1904, days < 60) {
        (true, _) => Date::new(1904, 1, 1),
        (false, true) => Date::new(1899, 12, 31),
        (false, false) => Date::new(1899, 12, 30),
    }?;
    day_of(origin.day_number() + days).map(|day| day.to_string())
}

/// Column and row of a reference like `XFD1048576`.
fn reference(text: &str) -> Option<(usize, u64)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = text[..letters].bytes().fold(0usize, |n, b| n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    Some((column - 1, text[letters..].parse().ok()?))
}

/// What takes a row with its number.
type Take<'t> = &'t mut dyn FnMut(u64, Cells, &mut Intake<'_>) -> Result<(), Halt>;

/// Hands over the rows of one sheet.
fn read_sheet(
    target: &str,
    (file, entries): (&mut Seekable<'_>, &[Entry]),
    context: &Context,
    (intake, take): (&mut Intake<'_>, Take<'_>),
) -> Result<(), Halt> {
    let mut xml = Xml::new(part(file, entries, target, intake)?, intake.options.limits.xml_depth);
    let (mut number, mut cells, mut cell) = (0, Cells::new(), None::<Cell>);
    loop {
        match xml.next()? {
            Node::Open(element) => match (element.local_name().as_ref(), &mut cell) {
                ("row", _) => number = attribute(&element, "r").and_then(|r| r.parse().ok()).unwrap_or(number + 1),
                ("c", _) => {
                    let next = cells.last().map_or(0, |(column, _)| column + 1);
                    let column = attribute(&element, "r").and_then(|r| reference(&r)).map_or(next, |(column, _)| column);
                    let style = attribute(&element, "s").and_then(|s| s.parse().ok()).unwrap_or(usize::MAX);
                    cell = Some(Cell { column, style, kind: attribute(&element, "t").unwrap_or_default(), ..Cell::default() });
                }
                ("v", Some(cell)) => cell.in_value = true,
                (name, Some(cell)) => cell.rich.open(name),
                _ => {}
            },
            Node::Text(text) => {
                if let Some(cell) = &mut cell {
                    cell.rich.text(&text);
                    if cell.in_value {
                        cell.value.push_str(&text);
                    }
                }
            }
            Node::Close(name) => match (name.as_str(), cell.take()) {
                ("c", Some(done)) => cells.push((done.column, done.text(context))),
                ("row", _) => take(number, ordered(std::mem::take(&mut cells)), intake)?,
                (name, Some(mut open)) => {
                    open.in_value &= name != "v";
                    open.rich.close(name);
                    cell = Some(open);
                }
                _ => {}
            },
            Node::End => return Ok(()),
        }
    }
}

/// Cells by column, whatever order the file has them in.
fn ordered(mut cells: Cells) -> Cells {
    if !cells.is_sorted_by_key(|(column, _)| *column) {
        cells.sort_by_key(|(column, _)| *column);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_days() {
        for (value, from_1904, want) in [
            ("44814", false, Some("2022-09-10")),
            ("44814.75", false, Some("2022-09-10")),
            ("43352", true, Some("2022-09-10")),
            ("1", false, Some("1900-01-01")),
            ("61", false, Some("1900-03-01")),
            ("-4", false, None),
            ("text", false, None),
        ] {
            assert_eq!(serial_day(value, from_1904).as_deref(), want, "{value}");
        }
    }

    #[test]
    fn references_formats_and_escapes() {
        assert_eq!(reference("A1"), Some((0, 1)));
        assert_eq!(reference("XFD1048576"), Some((16_383, 1_048_576)));
        assert_eq!(reference("ABCD1"), None);
        assert!(is_date_format("yyyy\\-mm\\-dd") && is_date_format("[$-409]d-mmm"));
        assert!(!is_date_format("0.00") && !is_date_format("\"day\" 0") && !is_date_format("[Red]0"));
        assert_eq!(unescape("a_x000D_b_xZZ_x0041_".into()), "a\rb_xZZA");
    }
}
