//! One worksheet, written row by row straight into the package.

use super::part::{self, Style};
use crate::corpus::Date;
use crate::table::{Cell, Column, ColumnKind, Value};
use crate::write::csv::{CELL_MAX, any, begins_control, fit_cell, without_controls};
use crate::write::number::{number, push_integer, push_number};
use hashbrown::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Rows of a worksheet (Excel's published limit).
pub(super) const ROWS_MAX: u64 = 1_048_576;
/// Columns of a worksheet (Excel's published limit).
pub(super) const COLUMNS_MAX: usize = 16_384;
/// Links of a worksheet (Excel's published limit).
const LINKS_MAX: usize = 65_530;

/// Where the rows of a sheet stand, by identifier: what other sheets link to.
pub(super) type Anchors = HashMap<String, u64>;

/// How a sheet is laid out before its first row is known.
#[derive(Default)]
pub(super) struct Layout<'a> {
    /// Remark above the header, empty for none.
    pub(super) note: String,
    /// The columns.
    pub(super) columns: &'a [Column],
    /// Width of each column in characters.
    pub(super) widths: Vec<usize>,
    /// Columns that stay in view.
    pub(super) frozen: usize,
    /// Column to the sheet and anchors its texts lead to.
    pub(super) links: Vec<(usize, &'static str, &'a Anchors)>,
    /// Columns shaded by value, and the magnitude that gets the full colour.
    pub(super) shaded: (Vec<usize>, f64),
}

/// A worksheet being written.
pub(super) struct Sheet<'a, W: io::Write> {
    out: W,
    layout: Layout<'a>,
    row: u64,
    header: u64,
    found: Vec<(u64, usize, &'static str, u64)>,
    buffer: Vec<u8>,
    /// Per column how its cells begin, and how they look.
    begin: Vec<(String, Style)>,
    /// How the cells of a row go on.
    go_on: Vec<u8>,
}

impl<'a, W: io::Write> Sheet<'a, W> {
    /// Opens the sheet and writes remark and header.
    pub(super) fn new(mut out: W, mut layout: Layout<'a>) -> io::Result<Sheet<'a, W>> {
        layout.columns = &layout.columns[..layout.columns.len().min(COLUMNS_MAX)];
        let header = if layout.note.is_empty() { 1 } else { 2 };
        let mut head = part::sheet_head();
        head += "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"";
        head += if layout.columns.is_empty() { " showGridLines=\"0\">" } else { ">" };
        if !layout.columns.is_empty() {
            head += &pane(layout.frozen, header);
        }
        head += "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>";
        if !layout.widths.is_empty() {
            head += "<cols>";
            for (i, w) in layout.widths.iter().take(COLUMNS_MAX).enumerate() {
                let _ = write!(head, "<col min=\"{n}\" max=\"{n}\" width=\"{w}.7\" customWidth=\"1\"/>", n = i + 1);
            }
            head += "</cols>";
        }
        head += "<sheetData>";
        out.write_all(head.as_bytes())?;
        let look = |column: usize| layout.columns.get(column).map_or(Style::Text, style);
        let begin = (0..layout.columns.len().max(2)).map(|c| (format!("<c r=\"{}", letters(c)), look(c))).collect();
        let mut sheet = Sheet { out, layout, row: 0, header, found: Vec::new(), buffer: Vec::new(), begin, go_on: Vec::new() };
        if header == 2 {
            let note = sheet.layout.note.clone();
            sheet.cells(&[(Style::Title, Value::Text(note))])?;
        }
        if !sheet.layout.columns.is_empty() {
            let names: Vec<_> = sheet.layout.columns.iter().map(|c| (Style::Header, Value::Text(c.name.clone()))).collect();
            sheet.cells(&names)?;
        }
        Ok(sheet)
    }

    /// Writes one row of the table; rows beyond the limit are left out.
    pub(super) fn row<'c>(&mut self, values: impl Iterator<Item = Cell<'c>>) -> io::Result<()> {
        if self.row >= ROWS_MAX {
            return Ok(());
        }
        let mut xml = self.open_row("");
        for (i, v) in values.take(self.layout.columns.len()).enumerate() {
            let target = self.target(i, v);
            let (begin, style) = &self.begin[i];
            let style = if target.is_some() { Style::Link } else { *style };
            self.found.extend(target.map(|(sheet, row)| (self.row, i, sheet, row)));
            cell(&mut xml, (begin, &self.go_on), style, v);
        }
        self.close_row(xml)
    }

    /// Begins the next row, which may have attributes.
    fn open_row(&mut self, attributes: &str) -> Vec<u8> {
        self.row += 1;
        let mut xml = std::mem::take(&mut self.buffer);
        xml.extend_from_slice(b"<row r=\"");
        push_integer(&mut xml, self.row as i64);
        push_all(&mut xml, [b"\"", attributes.as_bytes(), b">"]);
        self.go_on.clear();
        push_integer(&mut self.go_on, self.row as i64);
        self.go_on.extend_from_slice(b"\" s=\"");
        xml
    }

    /// Where the text in that column leads, while the sheet may have more links.
    fn target(&self, column: usize, v: Cell<'_>) -> Option<(&'static str, u64)> {
        let (Value::Text(id), true) = (v, self.found.len() < LINKS_MAX) else { return None };
        let (_, sheet, anchors) = self.layout.links.iter().find(|(c, _, _)| *c == column)?;
        anchors.get(id).map(|row| (*sheet, *row))
    }

    /// Writes cells of any look, for the pages that are not tables.
    pub(super) fn cells(&mut self, cells: &[(Style, Value)]) -> io::Result<()> {
        let mut xml = self.open_row("");
        for (i, (style, v)) in cells.iter().enumerate() {
            cell(&mut xml, (&self.begin[i].0, &self.go_on), *style, v.as_cell());
        }
        self.close_row(xml)
    }

    /// Writes a label and running text, in a row high enough for the text.
    pub(super) fn prose(&mut self, (style, label): (Style, &str), text: &str) -> io::Result<()> {
        let width = self.layout.widths.get(1).copied().unwrap_or(60);
        let lines = text.chars().count().div_ceil(width).max(1);
        let mut xml = self.open_row(&format!(" ht=\"{}\" customHeight=\"1\"", 15 * lines));
        cell(&mut xml, (&self.begin[0].0, &self.go_on), style, label.into());
        cell(&mut xml, (&self.begin[1].0, &self.go_on), Style::Prose, text.into());
        self.close_row(xml)
    }

    /// Makes a cell of the row written last lead to another sheet.
    pub(super) fn link(&mut self, column: usize, sheet: &'static str, row: u64) {
        self.found.push((self.row, column, sheet, row));
    }

    fn close_row(&mut self, mut xml: Vec<u8>) -> io::Result<()> {
        xml.extend_from_slice(b"</row>");
        self.out.write_all(&xml)?;
        xml.clear();
        self.buffer = xml;
        Ok(())
    }

    /// Closes the sheet; gives the range of the filter and the rows to repeat in print.
    pub(super) fn finish(mut self) -> io::Result<(String, String)> {
        let mut xml = std::mem::take(&mut self.buffer);
        xml.extend_from_slice(b"</sheetData>");
        let (mut filter, mut titles) = (String::new(), String::new());
        if let Some(last) = self.layout.columns.len().checked_sub(1) {
            let (h, end) = (self.header, self.row.max(self.header));
            let _ = write!(xml, "<autoFilter ref=\"A{h}:{}{end}\"/>", letters(last));
            filter = format!("$A${h}:${}${end}", letters(last));
            titles = format!("${h}:${h}");
        }
        xml.extend_from_slice(self.shading().as_bytes());
        if !self.found.is_empty() {
            xml.extend_from_slice(b"<hyperlinks>");
            let columns: Vec<String> = (0..self.begin.len()).map(letters).collect();
            for (row, column, sheet, to) in &self.found {
                push_all(&mut xml, [b"<hyperlink ref=\"", columns[*column].as_bytes()]);
                push_integer(&mut xml, *row as i64);
                push_all(&mut xml, [b"\" location=\"'", sheet.as_bytes(), b"'!A"]);
                push_integer(&mut xml, *to as i64);
                xml.extend_from_slice(b"\"/>");
            }
            xml.extend_from_slice(b"</hyperlinks>");
        }
        let rest = "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
                <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>\
                <headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>";
        xml.extend_from_slice(rest.as_bytes());
        if let Some(last) = self.layout.columns.len().checked_sub(1) {
            let _ = write!(
                xml,
                "<ignoredErrors><ignoredError sqref=\"A1:{}{}\" numberStoredAsText=\"1\"/></ignoredErrors>",
                letters(last),
                self.row
            );
        }
        xml.extend_from_slice(b"</worksheet>");
        self.out.write_all(&xml)?;
        self.out.flush()?;
        Ok((filter, titles))
    }

    /// Three colours around zero, pale enough that black digits stay readable in print.
    fn shading(&self) -> String {
        let (columns, full) = &self.layout.shaded;
        if columns.is_empty() || self.row <= self.header {
            return String::new();
        }
        let ranges: Vec<_> = columns.iter().map(|&c| format!("{l}{}:{l}{}", self.header + 1, self.row, l = letters(c))).collect();
        format!(
            "<conditionalFormatting sqref=\"{}\"><cfRule type=\"colorScale\" priority=\"1\"><colorScale>\
             <cfvo type=\"num\" val=\"{low}\"/><cfvo type=\"num\" val=\"0\"/><cfvo type=\"num\" val=\"{high}\"/>\
             <color rgb=\"FFF5B07A\"/><color rgb=\"FFFFFFFF\"/><color rgb=\"FF8FBFE0\"/></colorScale></cfRule></conditionalFormatting>",
            ranges.join(" "),
            low = number(-full),
            high = number(*full),
        )
    }
}

/// The header, and as many columns, stay in view.
fn pane(frozen: usize, header: u64) -> String {
    let corner = format!("{}{}", letters(frozen), header + 1);
    let (split, name) = match frozen {
        0 => (String::new(), "bottomLeft"),
        n => (format!("xSplit=\"{n}\" "), "bottomRight"),
    };
    format!(
        "<pane {split}ySplit=\"{header}\" topLeftCell=\"{corner}\" activePane=\"{name}\" state=\"frozen\"/>\
         <selection pane=\"{name}\" activeCell=\"{corner}\" sqref=\"{corner}\"/>"
    )
}

/// The letters of a 0-based column.
pub(super) fn letters(column: usize) -> String {
    let (mut n, mut out) = (column + 1, Vec::new());
    while n > 0 {
        out.push(b'A' + ((n - 1) % 26) as u8);
        n = (n - 1) / 26;
    }
    out.iter().rev().map(|&b| char::from(b)).collect()
}

fn style(column: &Column) -> Style {
    match column.kind {
        ColumnKind::Text | ColumnKind::Id => Style::Text,
        ColumnKind::Integer => Style::Integer,
        ColumnKind::Number if matches!(column.name.as_str(), "p" | "p_adjusted") => Style::Probability,
        ColumnKind::Number => Style::Number,
        ColumnKind::Day => Style::Day,
        ColumnKind::Flag => Style::Flag,
    }
}

/// Days since 30 December 1899; `None` where Excel's calendar has a day that never was.
fn serial(d: Date) -> Option<i64> {
    const EPOCH: i64 = 693_593;
    const FIRST_OF_MARCH_1900: i64 = 61;
    Some(d.day_number() - EPOCH).filter(|n| *n >= FIRST_OF_MARCH_1900)
}

fn push_all<const N: usize>(xml: &mut Vec<u8>, parts: [&[u8]; N]) {
    parts.iter().for_each(|part| xml.extend_from_slice(part));
}

fn cell(xml: &mut Vec<u8>, (begin, go_on): (&str, &[u8]), style: Style, value: Cell<'_>) {
    let mut open = |style: Style, rest: &[u8]| {
        xml.extend_from_slice(begin.as_bytes());
        xml.extend_from_slice(go_on);
        push_integer(xml, style as i64);
        xml.extend_from_slice(rest);
    };
    match value {
        Value::Empty => {}
        Value::Text(t) if is_plain(t) => {
            open(style, b"\" t=\"inlineStr\"><is><t>");
            push_all(xml, [t.as_bytes(), b"</t></is></c>"]);
        }
        Value::Text(t) => {
            let t = fit_cell(without_controls(t));
            let kept = has_edge(&t) || t.contains(['\n', '\t']);
            open(style, if kept { b"\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" } else { b"\" t=\"inlineStr\"><is><t>" });
            escape(xml, &t);
            xml.extend_from_slice(b"</t></is></c>");
        }
        Value::Integer(n) => {
            open(style, b"\"><v>");
            push_integer(xml, n);
            xml.extend_from_slice(b"</v></c>");
        }
        Value::Number(x) if x.is_finite() => {
            open(style, b"\"><v>");
            push_number(xml, x);
            xml.extend_from_slice(b"</v></c>");
        }
        Value::Number(_) => {}
        Value::Day(d) => match serial(d) {
            Some(n) => {
                open(style, b"\"><v>");
                push_integer(xml, n);
                xml.extend_from_slice(b"</v></c>");
            }
            None => {
                open(Style::Text, b"\" t=\"inlineStr\"><is><t>");
                let _ = write!(xml, "{d}</t></is></c>");
            }
        },
        Value::Flag(b) => open(style, if b { b"\" t=\"b\"><v>1</v></c>" } else { b"\" t=\"b\"><v>0</v></c>" }),
    }
}

/// Whether a text is written as it is; most are.
fn is_plain(t: &str) -> bool {
    !any(t.as_bytes(), |b| needs_escape(b) | begins_control(b) | (b == b'\n') | (b == b'\t'))
        && t.len() <= CELL_MAX
        && !has_edge(t)
}

/// Whether blanks begin or end a text, which readers drop unless told not to.
fn has_edge(t: &str) -> bool {
    t.starts_with(char::is_whitespace) || t.ends_with(char::is_whitespace)
}

/// Whether a byte may begin what [`escape`] changes.
const fn needs_escape(b: u8) -> bool {
    (b == b'&') | (b == b'<') | (b == b'>') | (b == b'_') | (b == 0xef)
}

/// XML text; an underscore that would start an escape like `_x000D_` is escaped itself, so that the
/// characters stay as they are.
fn escape(xml: &mut Vec<u8>, text: &str) {
    if !any(text.as_bytes(), needs_escape) {
        return xml.extend_from_slice(text.as_bytes());
    }
    let mut utf8 = [0; 4];
    for (i, c) in text.char_indices() {
        match c {
            '&' => xml.extend_from_slice(b"&amp;"),
            '<' => xml.extend_from_slice(b"&lt;"),
            '>' => xml.extend_from_slice(b"&gt;"),
            '_' if starts_escape(&text.as_bytes()[i..]) => xml.extend_from_slice(b"_x005F_"),
            '\u{fffe}' | '\u{ffff}' => xml.extend_from_slice("\u{fffd}".as_bytes()),
            c => xml.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes()),
        }
    }
}

fn starts_escape(bytes: &[u8]) -> bool {
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (n, want) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(n), want);
        }
    }

    #[test]
    fn days_are_excel_days() {
        for (y, m, d, want) in [(1900, 3, 1, Some(61)), (2022, 9, 10, Some(44_814)), (1900, 2, 28, None), (1850, 1, 1, None)] {
            assert_eq!(serial(Date::new(y, m, d).unwrap()), want);
        }
    }

    fn check(value: Value, want: &str) {
        let mut xml = Vec::new();
        cell(&mut xml, ("<c r=\"B", b"3\" s=\""), Style::Number, value.as_cell());
        assert_eq!(String::from_utf8(xml).unwrap(), want);
    }

    #[test]
    fn cells_are_typed() {
        let text = |t: &str| format!("<c r=\"B3\" s=\"3\" t=\"inlineStr\"><is><t>{t}</t></is></c>");
        check(Value::from("=1+1"), &text("=1+1"));
        check(Value::from("a<b>&\u{1}"), &text("a&lt;b&gt;&amp;␁"));
        check(Value::from("_x000D_"), &text("_x005F_x000D_"));
        check(Value::from("_x0 _"), &text("_x0 _"));
        for spaced in [" a", "a\u{a0}", "a\nb", "a\tb"] {
            check(Value::from(spaced), &text(spaced).replace("<t>", "<t xml:space=\"preserve\">"));
        }
        check(Value::Number(-0.5), "<c r=\"B3\" s=\"3\"><v>-0.5</v></c>");
        check(Value::Number(f64::NAN), "");
        check(Value::Empty, "");
        check(Value::Flag(true), "<c r=\"B3\" s=\"3\" t=\"b\"><v>1</v></c>");
    }
}
