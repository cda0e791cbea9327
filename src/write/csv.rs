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
    // All bytes are looked at, many at once: nearly every text ends here.
    if !s.bytes().fold(false, |found, b| found | begins_control(b)) || !s.contains(is_bad) {
        return Cow::Borrowed(s);
    }
    let breaks = s.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(breaks.chars().map(|c| if is_bad(c) { picture(c) } else { c }).collect())
}

/// Whether a control character that is not kept can begin with the byte.
fn begins_control(b: u8) -> bool {
    (b < 0x20 && b != b'\n' && b != b'\t') || b == 0x7f || b == 0xc2
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

/// What a byte of a text asks for when it is written.
const QUOTES: u8 = 1;
const CARE: u8 = 2;

/// Bytes put together before they are handed on.
const HANDED_ON: usize = 1 << 16;

/// Writes rows one at a time; the header is written when it is made.
///
/// Minimal quoting, as RFC 4180 and the csv crate have it: a text with the delimiter, a quotation mark or a line
/// break, and the one empty cell of a row.
pub struct CsvRows<W: io::Write> {
    out: W,
    dialect: Dialect,
    /// What each byte asks for.
    asks: [u8; 256],
    n_columns: usize,
    /// Rows not handed on yet.
    rows: Vec<u8>,
}

impl<W: io::Write> CsvRows<W> {
    /// Starts a table with its header line.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn new(columns: &[Column], dialect: Dialect, out: W) -> io::Result<CsvRows<W>> {
        let mut asks = [0; 256];
        for byte in 0..=u8::MAX {
            let quotes = matches!(byte, b'"' | b'\n' | b'\r') || byte == delimiter(dialect);
            asks[usize::from(byte)] = if quotes { QUOTES } else { 0 } | if begins_control(byte) { CARE } else { 0 };
        }
        let rows = if dialect == Dialect::Plain { Vec::new() } else { "\u{feff}".into() };
        let mut csv = CsvRows { out, dialect, asks, n_columns: columns.len(), rows };
        let begin = csv.rows.len();
        for (i, header) in headers(columns).iter().enumerate() {
            csv.separate(i);
            let quotes = csv.asked(header) & QUOTES > 0;
            csv.text(header, quotes);
        }
        csv.end_row(begin)?;
        Ok(csv)
    }

    /// Writes one row, as long as the header.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn row<T: AsRef<str>>(&mut self, values: &[Value<T>]) -> io::Result<()> {
        if values.len() != self.n_columns {
            return Err(io::Error::other(format!("a row of {} cells under {} columns", values.len(), self.n_columns)));
        }
        let begin = self.rows.len();
        for (i, value) in values.iter().enumerate() {
            self.separate(i);
            match value.as_cell() {
                Value::Text(s) => match self.asked(s) {
                    // Most texts need no care.
                    asked if asked & CARE == 0 && s.len() < CELL_MAX => self.text(&csv_guard(s), asked & QUOTES > 0),
                    _ => {
                        let text = text_cell(s);
                        let quotes = self.asked(&text) & QUOTES > 0;
                        self.text(&text, quotes);
                    }
                },
                Value::Empty => {}
                Value::Integer(n) => push_integer(&mut self.rows, n),
                Value::Number(x) => self.number(x),
                Value::Day(d) => self.rows.extend_from_slice(d.to_string().as_bytes()),
                Value::Flag(b) => self.rows.extend_from_slice(if b { b"true" } else { b"false" }),
            }
        }
        self.end_row(begin)
    }

    /// Puts the delimiter before every cell but the first.
    fn separate(&mut self, column: usize) {
        if column > 0 {
            self.rows.push(delimiter(self.dialect));
        }
    }

    /// All that the bytes of a text ask for.
    fn asked(&self, text: &str) -> u8 {
        text.bytes().fold(0, |asked, b| asked | self.asks[usize::from(b)])
    }

    fn text(&mut self, text: &str, quotes: bool) {
        if !quotes {
            return self.rows.extend_from_slice(text.as_bytes());
        }
        self.rows.push(b'"');
        for piece in text.split_inclusive('"') {
            self.rows.extend_from_slice(piece.as_bytes());
            if piece.ends_with('"') {
                self.rows.push(b'"');
            }
        }
        self.rows.push(b'"');
    }

    fn number(&mut self, x: f64) {
        let begin = self.rows.len();
        push_number(&mut self.rows, x);
        if self.dialect == Dialect::ExcelEu {
            self.rows[begin..].iter_mut().filter(|b| **b == b'.').for_each(|b| *b = b',');
        }
    }

    fn end_row(&mut self, begin: usize) -> io::Result<()> {
        // Readers skip an empty line.
        if self.rows.len() == begin {
            self.rows.extend_from_slice(b"\"\"");
        }
        self.rows.extend_from_slice(if self.dialect == Dialect::Plain { b"\n" } else { b"\r\n" });
        if self.rows.len() < HANDED_ON { Ok(()) } else { self.hand_on() }
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(&self.rows)?;
        self.rows.clear();
        Ok(())
    }

    /// Gives the output back with everything handed over to it.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn finish(mut self) -> io::Result<W> {
        self.hand_on()?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn delimiter(dialect: Dialect) -> u8 {
    if dialect == Dialect::ExcelEu { b';' } else { b',' }
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
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn rows_are_as_the_csv_crate_writes_them(texts in prop::collection::vec("[a,;\"\n\r\t =\u{7f}é]{0,6}", 1..40), width in 1..4usize) {
            let columns: Vec<Column> = (0..width).map(|i| column(&format!("c,{i}"), ColumnKind::Text)).collect();
            for (_, dialect) in Dialect::ALL {
                let mut ours = CsvRows::new(&columns, dialect, Vec::new()).unwrap();
                let ending = if dialect == Dialect::Plain { ::csv::Terminator::Any(b'\n') } else { ::csv::Terminator::CRLF };
                let mut theirs = ::csv::WriterBuilder::new().delimiter(delimiter(dialect)).terminator(ending).from_writer(Vec::new());
                theirs.write_record(headers(&columns)).unwrap();
                for row in texts.chunks_exact(width) {
                    ours.row(&row.iter().map(|t| Value::from(t.as_str())).collect::<Vec<Value>>()).unwrap();
                    theirs.write_record(row.iter().map(|t| text_cell(t).into_owned())).unwrap();
                }
                let (ours, theirs) = (String::from_utf8(ours.finish().unwrap()).unwrap(), String::from_utf8(theirs.into_inner().unwrap()).unwrap());
                prop_assert_eq!(ours.trim_start_matches('\u{feff}'), theirs);
            }
        }
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
