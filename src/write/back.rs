//! Reads tables of a result folder back, in whatever dialect they were written.

use super::{AxisNames, csv_unguard};
use crate::corpus::{Date, Problem};
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
    let resource = resource(folder, name);
    let european = resource["dialect"]["delimiter"] == ";";
    let mut reader = csv::ReaderBuilder::new().delimiter(if european { b';' } else { b',' }).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|e| failed(e.to_string()))?.clone();
    let fields = resource["schema"]["fields"].as_array().map_or(&[][..], Vec::as_slice);
    let columns: Vec<Column> = headers.iter().map(|h| described(fields, h)).collect();
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

/// What the folder's data package says of a table, else of any table, else nothing: the codebook has the
/// dialect of the others and only texts.
fn resource(folder: &Path, table: &str) -> Json {
    let package = std::fs::read(folder.join("datapackage.json")).ok().and_then(|b| serde_json::from_slice::<Json>(&b).ok());
    let resources = package.as_ref().and_then(|p| p["resources"].as_array()).map_or(&[][..], Vec::as_slice);
    match resources.iter().find(|r| r["name"] == table) {
        Some(of_table) => of_table.clone(),
        None => serde_json::json!({ "dialect": resources.first().map(|r| &r["dialect"]) }),
    }
}

fn described(fields: &[Json], header: &str) -> Column {
    let field = fields.iter().find(|f| f["name"] == header);
    let kind = match field.and_then(|f| f["type"].as_str()) {
        Some("integer") => ColumnKind::Integer,
        Some("number") => ColumnKind::Number,
        Some("date") => ColumnKind::Day,
        Some("boolean") => ColumnKind::Flag,
        _ => ColumnKind::Text,
    };
    let meaning = field.and_then(|f| f["description"].as_str()).unwrap_or_default().to_owned();
    Column { name: csv_unguard(header).to_owned(), kind, unit: "", meaning, empty: "" }
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
        ColumnKind::Day => day(cell).map_or_else(|| Value::from(cell), Value::Day),
        ColumnKind::Text | ColumnKind::Id => Value::from(csv_unguard(cell)),
    }
}

/// An ISO day.
fn day(cell: &str) -> Option<Date> {
    let mut parts = cell.splitn(3, '-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Date::new(year, month, day)
}
