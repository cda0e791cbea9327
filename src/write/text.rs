//! Tables for people: aligned columns for a terminal, pipe tables for Markdown.

use super::{number, visible};
use crate::table::{ColumnKind, Table, Value};
use std::borrow::Cow;
use std::io;
use unicode_width::UnicodeWidthStr;

/// Widest cell on a terminal; longer text ends in an ellipsis.
const WIDTH_MAX: usize = 48;

/// A number with four significant digits: enough to read, the files hold the rest.
fn short_number(x: f64) -> String {
    let magnitude = if x == 0.0 { 0 } else { libm::floor(libm::log10(x.abs())) as i32 };
    match magnitude {
        -4..4 => {
            let rounded = format!("{x:.*}", (3 - magnitude).clamp(0, 4) as usize);
            if rounded.bytes().all(|b| matches!(b, b'-' | b'0' | b'.')) { "0".to_owned() } else { rounded }
        }
        _ => number(x),
    }
}

fn cell(v: &Value) -> String {
    match v {
        Value::Empty => String::new(),
        Value::Text(s) => visible(s).into_owned(),
        Value::Integer(n) => n.to_string(),
        Value::Number(x) => short_number(*x),
        Value::Day(d) => d.to_string(),
        Value::Flag(b) => (if *b { "yes" } else { "no" }).to_owned(),
    }
}

/// The text cut to a display width.
fn clip(s: String) -> String {
    if s.width() <= WIDTH_MAX {
        return s;
    }
    let mut kept = String::new();
    for c in s.chars() {
        let mut buffer = [0; 4];
        if kept.width() + c.encode_utf8(&mut buffer).width() >= WIDTH_MAX {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

fn is_right_aligned(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Integer | ColumnKind::Number)
}

/// Writes aligned columns: numbers right, text left, control characters shown as escapes.
///
/// # Errors
/// Whatever the output reports.
pub fn aligned_table(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    let header: Vec<String> = table.columns.iter().map(|c| clip(visible(&c.name).into_owned())).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|r| r.iter().map(|v| clip(cell(v))).collect()).collect();
    let mut widths: Vec<usize> = header.iter().map(|h| h.width()).collect();
    for row in &rows {
        for (w, c) in widths.iter_mut().zip(row) {
            *w = (*w).max(c.width());
        }
    }
    for row in std::iter::once(&header).chain(&rows) {
        let mut line = String::new();
        for ((c, w), column) in row.iter().zip(&widths).zip(&table.columns) {
            let gap = " ".repeat(w.saturating_sub(c.width()));
            let (before, after) = if is_right_aligned(column.kind) { (gap.as_str(), "") } else { ("", gap.as_str()) };
            line.extend([before, c, after, "  "]);
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    out.flush()
}

/// Writes a pipe table; pipes, angle brackets and other Markdown marks in text are escaped.
///
/// # Errors
/// Whatever the output reports.
pub fn markdown_table(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", line(table.columns.iter().map(|c| markdown(&c.name).into_owned()).collect()))?;
    let rule = table.columns.iter().map(|c| (if is_right_aligned(c.kind) { "---:" } else { "---" }).to_owned()).collect();
    writeln!(out, "{}", line(rule))?;
    for row in &table.rows {
        writeln!(out, "{}", line(row.iter().map(|v| markdown(&cell(v)).into_owned()).collect()))?;
    }
    out.flush()
}

fn markdown(s: &str) -> Cow<'_, str> {
    const MARKS: &[char] = &['\\', '|', '<', '>', '*', '_', '`', '[', ']', '&', '#', '~'];
    if !s.contains(MARKS) {
        return Cow::Borrowed(s);
    }
    Cow::Owned(s.chars().flat_map(|c| MARKS.contains(&c).then_some('\\').into_iter().chain([c])).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    fn written(write: fn(&Table, &mut dyn io::Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&sample(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_line_up() {
        let want = "outlet_id  outlet      n  balance  first_date  ok\n\
                    alpha      =Alpha <b>  3  -0.5000  2022-09-10  yes\n\
                    beta       الجزيرة     0                       no\n";
        assert_eq!(written(aligned_table), want);
    }

    #[test]
    fn markdown_is_escaped() {
        let text = written(markdown_table);
        assert!(text.contains("| =Alpha \\<b\\> | 3 |"), "{text}");
        assert!(text.contains("| --- | --- | ---: | ---: | --- | --- |"), "{text}");
    }

    #[test]
    fn numbers_are_short() {
        for (x, want) in [
            (0.0, "0"),
            (1.5, "1.500"),
            (-0.00001, "-0.00001"),
            (123.456, "123.5"),
            (9999.4, "9999"),
            (0.01234, "0.0123"),
            (1e6, "1000000.0"),
        ] {
            assert_eq!(short_number(x), want);
        }
    }

    #[test]
    fn long_text_is_clipped() {
        assert_eq!(clip("日".repeat(60)).width(), WIDTH_MAX - 1 + usize::from(WIDTH_MAX % 2 == 1));
        assert!(clip("x".repeat(60)).ends_with('…'));
    }
}
