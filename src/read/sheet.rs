//! Makes records of the rows of spreadsheets, which give their cells one by one and only where there
//! is something in them.
//!
//! In: rows as (column, text). Out: records for the intake. The first row with a cell is the header;
//! a sheet without a text column is passed over. Empty cells cost nothing, wherever the last one is.

use super::columns::{Map, Names, Role};
use super::intake::{Fields, Intake, Place};
use super::item::{Fault, Halt};
use super::{codes, delimited, split};
use std::borrow::Cow;

/// The cells of one row, in the order of their columns.
pub(crate) type Cells = Vec<(usize, String)>;

/// A workbook being read.
#[derive(Default)]
pub(crate) struct Workbook {
    cells: u64,
    sheets_read: u32,
    refused: Option<Fault>,
}

/// A sheet being read.
pub(crate) struct Sheet<'w> {
    workbook: &'w mut Workbook,
    name: String,
    header: Vec<String>,
    map: Option<Map>,
    skip: bool,
    extent: (u64, usize),
    filled: u64,
}

impl Workbook {
    /// Starts a sheet.
    pub(crate) fn sheet(&mut self, name: &str) -> Sheet<'_> {
        Sheet { workbook: self, name: name.to_owned(), header: Vec::new(), map: None, skip: false, extent: (0, 0), filled: 0 }
    }

    /// Ends the workbook.
    ///
    /// # Errors
    /// Why no sheet could be read, if none was.
    pub(crate) fn finish(self) -> Result<(), Fault> {
        match self.refused {
            Some(fault) if self.sheets_read == 0 => Err(fault),
            _ => Ok(()),
        }
    }
}

impl Sheet<'_> {
    /// Takes a row; `number` is 1-based.
    ///
    /// # Errors
    /// `sheet-too-large`, `duplicate-column`, [`Halt::Stop`].
    pub(crate) fn row(&mut self, number: u64, mut cells: Cells, intake: &mut Intake<'_>) -> Result<(), Halt> {
        self.workbook.cells += cells.len() as u64;
        let limit = intake.options.limits.sheet_cells;
        if self.workbook.cells > limit {
            let what = format!("has more than {limit} cells (--max-sheet-cells)");
            return Err(Fault::new(&codes::SHEET_TOO_LARGE, what).at(number, 0).into());
        }
        cells.retain(|(_, text)| !text.trim().is_empty());
        let Some(&(last, _)) = cells.last() else { return Ok(()) };
        self.extent = (number, self.extent.1.max(last + 1));
        self.filled += cells.len() as u64;
        match &self.map {
            _ if self.skip => Ok(()),
            None => self.begin(number, cells, intake),
            Some(map) => take(map, &self.header, (number, cells), intake),
        }
    }

    /// Takes the header.
    fn begin(&mut self, number: u64, cells: Cells, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let width = cells.last().map_or(0, |(last, _)| last + 1);
        let columns = intake.options.limits.header_columns;
        if width as u64 > columns {
            let what = format!("has a header of {width} columns; the limit is {columns} (--max-header-columns)");
            return Err(Fault::new(&codes::TOO_LARGE, what).at(number, 0).into());
        }
        let header = spread(&cells, width);
        let names: &Names = &intake.columns;
        match names.map(&header, &delimited::needed(intake)) {
            Ok(map) => {
                intake.decide("sheet", self.name.clone(), "has a text column")?;
                delimited::decide_columns(intake, &map, &header)?;
                intake.set_header(&joined(&header));
                (self.map, self.header) = (Some(map), header);
                self.workbook.sheets_read += 1;
                Ok(())
            }
            Err(fault) if fault.0.code.name == codes::DUPLICATE_COLUMN.name => Err(fault.into()),
            Err(fault) => {
                self.skip = true;
                self.workbook.refused.get_or_insert(fault);
                Ok(())
            }
        }
    }

    /// Ends the sheet.
    ///
    /// # Errors
    /// [`Halt::Stop`].
    pub(crate) fn finish(self, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let (rows, columns) = self.extent;
        if rows.saturating_mul(columns as u64) > intake.options.limits.sheet_cells.max(self.filled) {
            let detail =
                format!("sheet `{}` reaches to row {rows}, column {columns}, with {} cells in use", self.name, self.filled);
            intake.note(&codes::SHEET_TOO_LARGE, Place { line: rows, byte: 0 }, detail)?;
        }
        if self.skip {
            let detail = format!("sheet `{}` has no column for text and outlet", self.name);
            intake.note(&codes::SHEET_SKIPPED, Place::default(), detail)?;
        }
        Ok(())
    }
}

/// Takes a row that is a record.
fn take(map: &Map, header: &[String], (number, cells): (u64, Cells), intake: &mut Intake<'_>) -> Result<(), Halt> {
    let place = Place { line: number, byte: 0 };
    let width = cells.last().map_or(0, |(last, _)| last + 1);
    if width > header.len() {
        let raw = joined(&cells.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>());
        return intake.reject(delimited::field_count(width, header.len()), place, &raw);
    }
    let row = spread(&cells, header.len());
    let raw = joined(&row);
    let mut fields = Fields::default();
    for (role, column) in map.found() {
        fields.set(role, Cow::Borrowed(row[column].as_str()));
    }
    if !fields.has(Role::Text) {
        fields.set(Role::Text, Cow::Borrowed(""));
    }
    intake.record(fields, place, &raw)
}

/// The cells with the empty ones between them.
fn spread(cells: &Cells, width: usize) -> Vec<String> {
    let mut row = vec![String::new(); width];
    for (column, text) in cells {
        if let Some(cell) = row.get_mut(*column) {
            cell.clone_from(text);
        }
    }
    row
}

/// A row as a line of CSV.
fn joined(row: &[String]) -> Vec<u8> {
    let mut out = Vec::new();
    for (i, cell) in row.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        if !cell.is_empty() {
            split::join(&mut out, cell, b',');
        }
    }
    out.push(b'\n');
    out
}
