//! Tables as JSON: one array of objects, or one object per line.
//!
//! Texts are given as they are (JSON escapes what it must); numbers as in CSV, empty cells as `null`.

use super::number;
use crate::table::{Table, Value};
use std::io;

fn value(v: &Value, out: &mut dyn io::Write) -> io::Result<()> {
    match v {
        Value::Text(s) => serde_json::to_writer(out, s).map_err(io::Error::from),
        Value::Integer(n) => write!(out, "{n}"),
        Value::Number(x) if x.is_finite() => write!(out, "{}", number(*x)),
        Value::Empty | Value::Number(_) => write!(out, "null"),
        Value::Day(d) => write!(out, "\"{d}\""),
        Value::Flag(b) => write!(out, "{b}"),
    }
}

fn object(table: &Table, row: &[Value], out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{{")?;
    for (i, (column, v)) in table.columns.iter().zip(row).enumerate() {
        if i > 0 {
            write!(out, ",")?;
        }
        serde_json::to_writer(&mut *out, &column.name)?;
        write!(out, ":")?;
        value(v, out)?;
    }
    write!(out, "}}")
}

/// Writes the rows as one array of objects, keys in column order.
///
/// # Errors
/// Whatever the output reports.
pub fn json_table(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "[")?;
    for (i, row) in table.rows.iter().enumerate() {
        write!(out, "{}", if i > 0 { ",\n" } else { "\n" })?;
        object(table, row, out)?;
    }
    writeln!(out, "\n]")?;
    out.flush()
}

/// Writes one object per line, keys in column order.
///
/// # Errors
/// Whatever the output reports.
pub fn json_lines(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    for row in &table.rows {
        object(table, row, out)?;
        writeln!(out)?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn json_is_strict_and_ordered() {
        let mut out = Vec::new();
        json_lines(&sample(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let first = text.lines().next().unwrap();
        assert_eq!(
            first,
            r#"{"outlet_id":"alpha","outlet":"=Alpha <b>","n":3,"balance":-0.5,"first_date":"2022-09-10","ok":true}"#
        );
        let mut out = Vec::new();
        json_table(&sample(), &mut out).unwrap();
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&out).unwrap();
        assert_eq!(rows.len(), 2);
        assert!(rows[1]["balance"].is_null());
    }
}
