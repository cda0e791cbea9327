//! Reads tables of a result folder back, in whatever dialect they were written.

use super::{AxisNames, csv_unguard};
use crate::corpus::Problem;
use crate::table::{Column, ColumnKind, Table, Value};
use serde_json::Value as Json;
use std::path::Path;

/// Names of the tables in a result folder, sorted.
pub fn tables_in(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        files.filter_map(|f| f.file_name().to_str().and_then(|n| n.strip_suffix(".csv")).map(str::to_owned)).collect();
    names.sort();
    names
}

/// A table of a result folder, typed by its data package.
///
/// # Errors
/// `unknown-table` when the folder has no such table; `io` when it cannot be read.
pub fn read_table(folder: &Path, name: &str) -> Result<Table, Problem> {
    let path = folder.join(format!("{name}.csv"));
    if !path.is_file() {
        return Err(Problem::error("unknown-table", format!("no table `{name}`")).at(&folder.display().to_string(), 0));
    }
    let failed = |what: String| {
        Problem::error("io", what).at(&path.display().to_string(), 0).remedy("Run framescope verify on the folder.")
    };
    let bytes = std::fs::read(&path).map_err(|e| failed(format!("cannot read: {e}")))?;
    let text = String::from_utf8(bytes).map_err(|e| failed(e.to_string()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let european = text.lines().next().is_some_and(|header| header.contains(';') && !header.contains(','));
    let mut reader = csv::ReaderBuilder::new().delimiter(if european { b';' } else { b',' }).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|e| failed(e.to_string()))?.clone();
    let columns: Vec<Column> = headers.iter().map(|h| described(folder, name, h)).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| failed(e.to_string()))?;
        rows.push(record.iter().zip(&columns).map(|(cell, column)| value(cell, column.kind, european)).collect());
    }
    Ok(Table { name: name.to_owned(), title: String::new(), columns, rows })
}

/// The names of the axes as the result's `run.json` keeps them; none when it keeps none.
pub fn read_axis_names(folder: &Path) -> Vec<AxisNames> {
    let run =
        std::fs::read(folder.join("run.json")).ok().and_then(|b| serde_json::from_slice::<Json>(&b).ok()).unwrap_or_default();
    let text = |axis: &Json, key: &str| axis[key].as_str().unwrap_or_default().to_owned();
    let names = |axis: &Json| AxisNames {
        axis: text(axis, "axis"),
        title: text(axis, "title"),
        pole_a: text(axis, "pole_a"),
        pole_b: text(axis, "pole_b"),
    };
    run["axes"].as_array().into_iter().flatten().map(names).collect()
}

fn described(folder: &Path, table: &str, header: &str) -> Column {
    let field = std::fs::read(folder.join("datapackage.json"))
        .ok()
        .and_then(|b| serde_json::from_slice::<Json>(&b).ok())
        .and_then(|package| field(&package, table, header));
    let kind = match field.as_ref().and_then(|f| f["type"].as_str()) {
        Some("integer") => ColumnKind::Integer,
        Some("number") => ColumnKind::Number,
        Some("date") => ColumnKind::Day,
        Some("boolean") => ColumnKind::Flag,
        _ => ColumnKind::Text,
    };
    let meaning = field.and_then(|f| f["description"].as_str().map(str::to_owned)).unwrap_or_default();
    Column { name: csv_unguard(header).to_owned(), kind, unit: "", meaning, empty: "" }
}

fn field(package: &Json, table: &str, header: &str) -> Option<Json> {
    let resource = package["resources"].as_array()?.iter().find(|r| r["name"] == table)?;
    resource["schema"]["fields"].as_array()?.iter().find(|f| f["name"] == header).cloned()
}

fn value(cell: &str, kind: ColumnKind, european: bool) -> Value {
    if cell.is_empty() {
        return Value::Empty;
    }
    let number = || if european { cell.replace(',', ".") } else { cell.to_owned() };
    match kind {
        ColumnKind::Integer => cell.parse().map_or_else(|_| Value::from(cell), Value::Integer),
        ColumnKind::Number => number().parse::<f64>().map_or_else(|_| Value::from(cell), Value::from),
        ColumnKind::Flag => Value::Flag(cell == "true"),
        ColumnKind::Text | ColumnKind::Id | ColumnKind::Day => Value::from(csv_unguard(cell)),
    }
}
