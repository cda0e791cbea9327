//! Tables as CSV in three dialects.
//!
//! Text is made safe on the way out: formula-like beginnings are guarded, control characters become
//! their pictures (U+2400 and on), line breaks inside a cell become LF, and cells end at a spreadsheet's limit.

use super::csv_guard;
use super::number::{push_integer, push_number};
use super::safe::needs_guard;
use crate::table::{Cell, Column, Table, Value};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write as _};

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
    if !any(s.as_bytes(), begins_control) || !s.contains(is_bad) {
        return Cow::Borrowed(s);
    }
    let breaks = s.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(breaks.chars().map(|c| if is_bad(c) { picture(c) } else { c }).collect())
}

/// Whether a byte begins a control character that no cell keeps.
pub(super) const fn begins_control(b: u8) -> bool {
    ((b < 0x20) & (b != b'\n') & (b != b'\t')) | (b == 0x7f) | (b == 0xc2)
}

/// Whether a byte may need care in a cell of some dialect.
const fn is_special(b: u8) -> bool {
    begins_control(b) | (b == b'\n') | (b == b'"') | (b == b',') | (b == b';')
}

/// Whether a text has such a byte; nearly all have none, so all bytes are looked at, sixteen at once.
#[inline]
pub(super) fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    let among = |chunk: &[u8; 16]| chunk.iter().fold(false, |found, &b| found | is(b));
    // Beginning and end overlap: most bytes of a short text are looked at twice.
    if let Some(last) = bytes.last_chunk() {
        return bytes.as_chunks().0.iter().fold(among(last), |found, chunk| found | among(chunk));
    }
    let Some(&first) = bytes.first() else { return false };
    let mut all = [first; 16];
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        all[..8].copy_from_slice(first);
        all[8..].copy_from_slice(last);
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        all[..4].copy_from_slice(first);
        all[4..8].copy_from_slice(last);
    } else {
        (all[1], all[2]) = (bytes[bytes.len() / 2], bytes[bytes.len() - 1]);
    }
    among(&all)
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

/// Whether a text is written as it is; most are.
#[inline(always)]
fn is_plain(s: &str) -> bool {
    !any(s.as_bytes(), is_special) && s.len() <= CELL_MAX && !needs_guard(s)
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

/// Bytes that are handed on together.
const BUFFER: usize = 1 << 16;

/// Writes rows one at a time; the header is written when it is made.
pub struct CsvRows<W: io::Write> {
    out: W,
    n_columns: usize,
    delimiter: u8,
    end: &'static [u8],
    decimal_comma: bool,
    buffer: Vec<u8>,
}

impl<W: io::Write> CsvRows<W> {
    /// Starts a table with its header line.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn new(columns: &[Column], dialect: Dialect, out: W) -> io::Result<CsvRows<W>> {
        let (mark, end) = if dialect == Dialect::Plain { ("", "\n") } else { ("\u{feff}", "\r\n") };
        let european = dialect == Dialect::ExcelEu;
        let mut rows = CsvRows {
            out,
            n_columns: columns.len(),
            delimiter: if european { b';' } else { b',' },
            end: end.as_bytes(),
            decimal_comma: european,
            buffer: mark.as_bytes().to_vec(),
        };
        let names = headers(columns);
        rows.line(names.iter(), |rows, name| rows.safe(name))?;
        Ok(rows)
    }

    /// Writes one row, as long as the header.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn row<T: AsRef<str>>(&mut self, values: &[Value<T>]) -> io::Result<()> {
        if values.len() != self.n_columns {
            return Err(io::Error::other(format!("a row of {} cells under {} columns", values.len(), self.n_columns)));
        }
        self.line(values.iter(), |rows, value| rows.cell(value.as_cell()))
    }

    /// Writes one line, its cells by `write`.
    fn line<T>(&mut self, cells: impl ExactSizeIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) -> io::Result<()> {
        let (start, alone) = (self.buffer.len(), cells.len() == 1);
        for (i, cell) in cells.enumerate() {
            if i > 0 {
                self.buffer.push(self.delimiter);
            }
            write(self, cell);
        }
        if alone && self.buffer.len() == start {
            // Nothing at all would be no row.
            self.buffer.extend_from_slice(b"\"\"");
        }
        self.buffer.extend_from_slice(self.end);
        if self.buffer.len() < BUFFER { Ok(()) } else { self.hand_on() }
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    // Most of a run's rows pass here, cell by cell.
    #[inline(always)]
    fn cell(&mut self, cell: Cell<'_>) {
        match cell {
            Value::Text(s) if is_plain(s) => self.buffer.extend_from_slice(s.as_bytes()),
            Value::Text(s) => self.safe(&text_cell(s)),
            Value::Empty => {}
            Value::Integer(n) => push_integer(&mut self.buffer, n),
            Value::Number(x) => self.number(x),
            // Writing to memory cannot fail.
            Value::Day(d) => {
                let _ = write!(self.buffer, "{d}");
            }
            Value::Flag(b) => self.buffer.extend_from_slice(if b { b"true" } else { b"false" }),
        }
    }

    /// Writes a text that is made safe, in quotation marks where it needs them (RFC 4180).
    fn safe(&mut self, s: &str) {
        if !s.bytes().any(|b| matches!(b, b'\n' | b'"') || b == self.delimiter) {
            return self.buffer.extend_from_slice(s.as_bytes());
        }
        self.buffer.push(b'"');
        for (i, part) in s.split('"').enumerate() {
            if i > 0 {
                self.buffer.extend_from_slice(b"\"\"");
            }
            self.buffer.extend_from_slice(part.as_bytes());
        }
        self.buffer.push(b'"');
    }

    fn number(&mut self, x: f64) {
        let start = self.buffer.len();
        push_number(&mut self.buffer, x);
        if self.decimal_comma {
            self.buffer[start..].iter_mut().filter(|b| **b == b'.').for_each(|b| *b = b',');
        }
    }

    /// Gives the output back with everything handed over to it.
    ///
    /// # Errors
    /// Whatever the output reports.
    pub fn finish(mut self) -> io::Result<W> {
        self.hand_on()?;
        Ok(self.out)
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

    proptest::proptest! {
        #[test]
        fn rows_are_as_the_csv_crate_writes_them(cells in proptest::collection::vec("[a-c,;\"'\n\t =é]{0,40}", 1..4), x: f64) {
            for (_, dialect) in Dialect::ALL {
                let texts: Vec<Cow<'_, str>> = cells.iter().map(|c| text_cell(c)).collect();
                let columns: Vec<Column> = (0..=cells.len()).map(|i| column(&format!("c{i}"), ColumnKind::Text)).collect();
                let number = crate::write::number(x);
                let number = if dialect == Dialect::ExcelEu { number.replace('.', ",") } else { number };
                let mut want = ::csv::WriterBuilder::new()
                    .delimiter(if dialect == Dialect::ExcelEu { b';' } else { b',' })
                    .terminator(if dialect == Dialect::Plain { ::csv::Terminator::Any(b'\n') } else { ::csv::Terminator::CRLF })
                    .from_writer(Vec::new());
                want.write_record(columns.iter().map(|c| c.name.as_str())).unwrap();
                want.write_record(texts.iter().map(AsRef::as_ref).chain([number.as_str()])).unwrap();
                let mut rows = CsvRows::new(&columns, dialect, Vec::new()).unwrap();
                let values = cells.iter().map(|c| Value::Text(c.as_str())).chain([Value::Number(x)]);
                rows.row(&values.collect::<Vec<Value<&str>>>()).unwrap();
                let got = String::from_utf8(rows.finish().unwrap()).unwrap();
                let want = String::from_utf8(want.into_inner().unwrap()).unwrap();
                proptest::prop_assert_eq!(got.trim_start_matches('\u{feff}'), want);
            }
        }
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
