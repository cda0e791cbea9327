//! Tables as CSV in three dialects.
//!
//! Text is made safe on the way out: formula-like beginnings are guarded, control characters become
//! their pictures (U+2400 and on), line breaks inside a cell become LF, and cells end at a spreadsheet's limit.

use super::csv_guard;
use super::number::{push_integer, push_number};
use crate::table::{Column, Table, Value};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

/// Which program the CSV is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Comma, LF, decimal point, no byte-order mark.
    #[default]
    Plain,
    /// Comma, CRLF, byte-order mark.
    Excel,
    /// Semicolon, decimal comma, CRLF, byte-order mark.
    ExcelEu,
}

impl Dialect {
    /// Every dialect with its name after `--csv`.
    pub const ALL: [(&'static str, Dialect); 3] =
        [("plain", Dialect::Plain), ("excel", Dialect::Excel), ("excel-eu", Dialect::ExcelEu)];

    /// The dialect of that name.
    pub fn named(name: &str) -> Option<Dialect> {
        Dialect::ALL.iter().find(|(n, _)| *n == name).map(|(_, d)| *d)
    }
}

/// UTF-16 units in a spreadsheet cell (Excel's published limit).
pub(super) const CELL_MAX: usize = 32_767;
/// What a cut cell ends with.
pub(super) const CUT: &str = " […cut]";

/// The text with line breaks as LF and other control characters as pictures.
pub(super) fn without_controls(s: &str) -> Cow<'_, str> {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !may_have_controls(s.as_bytes()) || !s.contains(is_bad) {
        return Cow::Borrowed(s);
    }
    let breaks = s.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(breaks.chars().map(|c| if is_bad(c) { picture(c) } else { c }).collect())
}

/// Whether a text has bytes that begin a control character; nearly all have none, and all bytes are looked at
/// at once.
fn may_have_controls(bytes: &[u8]) -> bool {
    let begins = |b: u8| (b < 0x20 && b != b'\n' && b != b'\t') || b == 0x7f || b == 0xc2;
    bytes.iter().fold(false, |found, &b| found | begins(b))
}

/// A visible stand-in for a control character.
fn picture(c: char) -> char {
    match u32::from(c) {
        n @ 0..0x20 => char::from_u32(0x2400 + n).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// The text cut to a spreadsheet cell, the cut marked.
pub(super) fn fit_cell(s: Cow<'_, str>) -> Cow<'_, str> {
    if s.len() <= CELL_MAX || s.encode_utf16().count() <= CELL_MAX {
        return s;
    }
    let mut room = CELL_MAX - CUT.encode_utf16().count();
    let kept: String = s.chars().take_while(|c| room.checked_sub(c.len_utf16()).map(|r| room = r).is_some()).collect();
    Cow::Owned(kept + CUT)
}

/// One text cell as it is written.
fn text_cell(s: &str) -> Cow<'_, str> {
    match without_controls(s) {
        Cow::Borrowed(clean) => fit_cell(csv_guard(clean)),
        Cow::Owned(clean) => Cow::Owned(fit_cell(csv_guard(&clean)).into_owned()),
    }
}

/// The header line as it is written: guarded like any text, and no two cells alike (two outlets can
/// differ by nothing but the kind of a line break).
pub(super) fn headers(columns: &[Column]) -> Vec<String> {
    let mut given = BTreeSet::new();
    let distinct = |c: &Column| {
        let name = text_cell(&c.name).into_owned();
        let numbered = std::iter::once(name.clone()).chain((2u64..).map(|n| format!("{name} ({n})")));
        let free = numbered.into_iter().find(|h| given.insert(h.clone()));
        free.unwrap_or(name)
    };
    columns.iter().map(distinct).collect()
}

/// Writes rows one at a time; the header is written when it is made.
pub struct CsvRows<W: io::Write> {
    out: ::csv::Writer<W>,
    dialect: Dialect,
    /// The row as it is put together, and a cell that is no text.
    row: ::csv::ByteRecord,
    scratch: Vec<u8>,
}

impl<W: io::Write> CsvRows<W> {
    /// Starts a table with its header line.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn new(columns: &[Column], dialect: Dialect, mut out: W) -> io::Result<CsvRows<W>> {
        if dialect != Dialect::Plain {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut builder = ::csv::WriterBuilder::new();
        builder.buffer_capacity(1 << 16);
        builder.delimiter(if dialect == Dialect::ExcelEu { b';' } else { b',' });
        builder.terminator(match dialect {
            Dialect::Plain => ::csv::Terminator::Any(b'\n'),
            Dialect::Excel | Dialect::ExcelEu => ::csv::Terminator::CRLF,
        });
        let mut rows = CsvRows { out: builder.from_writer(out), dialect, row: ::csv::ByteRecord::new(), scratch: Vec::new() };
        rows.out.write_record(headers(columns)).map_err(io_error)?;
        Ok(rows)
    }

    /// Writes one row, as long as the header.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn row<T: AsRef<str>>(&mut self, values: &[Value<T>]) -> io::Result<()> {
        // Most rows need no care: their bytes are looked at together.
        if !self.fill(values, false) || may_have_controls(self.row.as_slice()) {
            self.fill(values, true);
        }
        self.out.write_byte_record(&self.row).map_err(io_error)
    }

    /// Puts a row together, its texts with `care` by [`text_cell`], else as they are; whether they need none,
    /// control characters aside.
    fn fill<T: AsRef<str>>(&mut self, values: &[Value<T>], care: bool) -> bool {
        self.row.clear();
        let mut plain = true;
        for value in values {
            self.scratch.clear();
            match value.as_cell() {
                Value::Text(s) => {
                    plain &= s.len() <= CELL_MAX && matches!(csv_guard(s), Cow::Borrowed(_));
                    let text = if care { text_cell(s) } else { Cow::Borrowed(s) };
                    self.row.push_field(text.as_bytes());
                    continue;
                }
                Value::Empty => {}
                Value::Integer(n) => push_integer(&mut self.scratch, n),
                Value::Number(x) => self.number(x),
                Value::Day(d) => self.scratch.extend_from_slice(d.to_string().as_bytes()),
                Value::Flag(b) => self.scratch.extend_from_slice(if b { b"true" } else { b"false" }),
            }
            self.row.push_field(&self.scratch);
        }
        plain
    }

    fn number(&mut self, x: f64) {
        push_number(&mut self.scratch, x);
        if self.dialect == Dialect::ExcelEu {
            self.scratch.iter_mut().filter(|b| **b == b'.').for_each(|b| *b = b',');
        }
    }

    /// Gives the output back with everything handed over to it.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|e| e.into_error())
    }
}

/// The output's own error, so that a full disk stays recognisable.
fn io_error(e: ::csv::Error) -> io::Error {
    match e.into_kind() {
        ::csv::ErrorKind::Io(e) => e,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Writes a whole table.
///
/// # Errors
/// Whatever the output reports.
pub fn csv_table(table: &Table, dialect: Dialect, out: &mut dyn io::Write) -> io::Result<()> {
    let mut rows = CsvRows::new(&table.columns, dialect, out)?;
    for row in &table.rows {
        rows.row(row)?;
    }
    rows.finish()?.flush()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{column, table};
    use super::*;
    use crate::corpus::Date;
    use crate::table::ColumnKind;

    fn check(value: Value, dialect: Dialect, want: &str) {
        let t = table("t", vec![column("x", ColumnKind::Text), column("y", ColumnKind::Text)], vec![vec![value, "z".into()]]);
        let mut out = Vec::new();
        csv_table(&t, dialect, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }

    #[test]
    fn cells_are_plain() {
        for (v, want) in [
            (Value::Empty, "x,y\n,z\n"),
            (Value::from("a \"b\", c"), "x,y\n\"a \"\"b\"\", c\",z\n"),
            (Value::from("=1+1"), "x,y\n'=1+1,z\n"),
            (Value::from("a\r\nb\rc"), "x,y\n\"a\nb\nc\",z\n"),
            (Value::from("a\0b\x1b[0m"), "x,y\na␀b␛[0m,z\n"),
            (Value::from("\0=1"), "x,y\n␀=1,z\n"),
            (Value::Integer(-3), "x,y\n-3,z\n"),
            (Value::Number(-0.5), "x,y\n-0.5,z\n"),
            (Value::Number(f64::NAN), "x,y\n,z\n"),
            (Value::Flag(true), "x,y\ntrue,z\n"),
            (Date::new(2022, 9, 10).into(), "x,y\n2022-09-10,z\n"),
        ] {
            check(v, Dialect::Plain, want);
        }
    }

    #[test]
    fn dialects_differ_where_programs_do() {
        check(Value::Number(0.5), Dialect::Excel, "\u{feff}x,y\r\n0.5,z\r\n");
        check(Value::Number(0.5), Dialect::ExcelEu, "\u{feff}x;y\r\n0,5;z\r\n");
        check(Value::from("a;b"), Dialect::ExcelEu, "\u{feff}x;y\r\n\"a;b\";z\r\n");
        assert!(Dialect::ALL.iter().all(|(n, d)| Dialect::named(n) == Some(*d)));
    }

    #[test]
    fn long_cells_are_cut_and_say_so() {
        for text in ["x".repeat(40_000), "\u{1f600}".repeat(20_000), format!("={}", "y".repeat(32_767))] {
            let cut = text_cell(&text).into_owned();
            assert!(cut.encode_utf16().count() <= CELL_MAX && cut.encode_utf16().count() >= CELL_MAX - 1);
            assert!(cut.ends_with(CUT));
        }
        assert_eq!(text_cell(&"x".repeat(CELL_MAX)).len(), CELL_MAX);
    }

    #[test]
    fn headers_are_guarded_and_distinct() {
        let columns = ["a\nb", "a\r\nb", "=x", "a\nb (2)"].map(|n| column(n, ColumnKind::Integer));
        assert_eq!(headers(&columns), ["a\nb", "a\nb (2)", "'=x", "a\nb (2) (2)"]);
    }

    #[test]
    fn a_row_is_as_long_as_the_header() {
        let mut rows = CsvRows::new(&[column("x", ColumnKind::Text)], Dialect::Plain, Vec::new()).unwrap();
        assert!(rows.row(&[Value::Text("a"), Value::Text("b")]).is_err());
    }

    #[test]
    fn one_empty_column_is_still_a_row() {
        let t = table("t", vec![column("x", ColumnKind::Text)], vec![vec![Value::Empty], vec!["a".into()]]);
        let mut out = Vec::new();
        csv_table(&t, Dialect::Plain, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "x\n\"\"\na\n");
    }
}
