//! Reads OpenDocument spreadsheets, cell by cell.
//!
//! In: the content part of an .ods file. Out: rows for [`super::sheet`]. A cell or row that is said to
//! repeat a million times is passed over when it is empty, and repeated within the limits when not.

use super::archive::part;
use super::intake::Intake;
use super::item::Halt;
use super::sheet::{Cells, Sheet, Workbook};
use super::source::Source;
use super::xml::{Node, Xml, attribute};
use super::{Format, Reader, zip};
use quick_xml::events::BytesStart;

/// The part that holds the sheets.
pub(crate) const CONTENT: &str = "content.xml";

/// Reads OpenDocument spreadsheets.
pub(crate) struct Ods;

/// Most times a cell with content is repeated; the header's limit bounds the columns anyway.
const REPEATS: u64 = 16_384;

/// The row being read.
#[derive(Default)]
struct Row {
    cells: Cells,
    column: usize,
    repeated: u64,
    cell: Option<Cell>,
}

/// The cell being read.
#[derive(Default)]
struct Cell {
    repeated: u64,
    day: Option<String>,
    text: String,
    paragraphs: u32,
    in_paragraph: u32,
    in_note: bool,
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u64 {
    attribute(element, name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

impl Reader for Ods {
    fn format(&self) -> Format {
        Format::Ods
    }

    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let limits = intake.options.limits;
        let file = source.seekable(limits.memory_bytes)?;
        let entries = zip::directory(file, limits)?;
        let mut xml = Xml::new(part(file, &entries, CONTENT, intake)?, limits.xml_depth);
        let mut workbook = Workbook::default();
        loop {
            match xml.next()? {
                Node::Open(element) if element.local_name().as_ref() == "table" => {
                    let name = attribute(&element, "table:name").unwrap_or_default();
                    read_sheet(&mut xml, workbook.sheet(&name), intake)?;
                }
                Node::End => return Ok(workbook.finish()?),
                _ => {}
            }
        }
    }
}

/// Reads the rows of one sheet, up to its end.
fn read_sheet<R: std::io::Read>(xml: &mut Xml<R>, mut sheet: Sheet<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let (mut number, mut row) = (0u64, Row::default());
    loop {
        match xml.next()? {
            Node::Open(element) => row.open(&element),
            Node::Text(text) => row.text(&text),
            Node::Close(name) => match name.as_str() {
                "table" => return sheet.finish(intake),
                "table-row" => {
                    let done = std::mem::take(&mut row);
                    if done.cells.is_empty() {
                        number = number.saturating_add(done.repeated);
                        continue;
                    }
                    for _ in 0..done.repeated {
                        number += 1;
                        sheet.row(number, done.cells.clone(), intake)?;
                    }
                }
                name => row.close(name),
            },
            Node::End => return sheet.finish(intake),
        }
    }
}

impl Row {
    fn open(&mut self, element: &BytesStart<'_>) {
        match (element.local_name().as_ref(), &mut self.cell) {
            ("table-row", _) => *self = Row { repeated: repeats(element, "table:number-rows-repeated"), ..Row::default() },
            ("table-cell" | "covered-table-cell", _) => {
                let day = attribute(element, "office:date-value").map(|day| day.split('T').next().unwrap_or_default().to_owned());
                self.cell = Some(Cell { repeated: repeats(element, "table:number-columns-repeated"), day, ..Cell::default() });
            }
            ("annotation", Some(cell)) => cell.in_note = true,
            ("p", Some(cell)) if !cell.in_note => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
                cell.in_paragraph += 1;
            }
            ("s", Some(cell)) if cell.in_paragraph > 0 => {
                let count = repeats(element, "text:c").min(1000);
                cell.text.extend((0..count).map(|_| ' '));
            }
            ("tab", Some(cell)) if cell.in_paragraph > 0 => cell.text.push('\t'),
            ("line-break", Some(cell)) if cell.in_paragraph > 0 => cell.text.push('\n'),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_paragraph > 0 && !cell.in_note) {
            cell.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) {
        match (name, &mut self.cell) {
            ("annotation", Some(cell)) => cell.in_note = false,
            ("p", Some(cell)) if !cell.in_note => cell.in_paragraph = cell.in_paragraph.saturating_sub(1),
            ("table-cell" | "covered-table-cell", Some(_)) => {
                let cell = self.cell.take().unwrap_or_default();
                let text = cell.day.unwrap_or(cell.text);
                if !text.is_empty() {
                    let count = usize::try_from(cell.repeated.min(REPEATS)).unwrap_or(1);
                    self.cells.extend((0..count).map(|i| (self.column + i, text.clone())));
                }
                self.column = self.column.saturating_add(usize::try_from(cell.repeated).unwrap_or(usize::MAX));
            }
            _ => {}
        }
    }
}
