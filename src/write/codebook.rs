//! What every column means: `codebook.csv` for people, `datapackage.json` for programs.

use super::csv::headers;
use super::{Dialect, csv_unguard};
use crate::table::{Column, ColumnKind, Table, Value};
use serde_json::json;

impl ColumnKind {
    /// The type's name in the codebook and in Frictionless Table Schema.
    pub(super) fn schema_type(self) -> &'static str {
        match self {
            ColumnKind::Text | ColumnKind::Id => "string",
            ColumnKind::Integer => "integer",
            ColumnKind::Number => "number",
            ColumnKind::Day => "date",
            ColumnKind::Flag => "boolean",
        }
    }
}

fn column(name: &str, meaning: &str, empty: &'static str) -> Column {
    Column { name: name.to_owned(), kind: ColumnKind::Text, unit: "", meaning: meaning.to_owned(), empty }
}

/// One row per column of every table given, in their order.
pub fn codebook(tables: &[Table]) -> Table {
    let rows =
        tables.iter().flat_map(|t| t.columns.iter().zip(headers(&t.columns)).map(move |(c, h)| describe(t, c, h))).collect();
    Table {
        name: "codebook".to_owned(),
        title: "What every column of every table means.".to_owned(),
        columns: vec![
            column("table", "The table, a file of this name with the extension csv.", "never empty"),
            column("column_name", "The column, as in the header line but for a guarding apostrophe.", "never empty"),
            column("type", "string, integer, number, date or boolean.", "never empty"),
            column("unit", "What one unit of the number is.", "no unit"),
            column("meaning", "What the column holds, with its formula where there is one.", "not described"),
            column("empty", "What an empty cell means.", "the column has no empty cells"),
        ],
        rows,
    }
}

fn describe(table: &Table, c: &Column, header: String) -> Vec<Value> {
    vec![
        table.name.as_str().into(),
        csv_unguard(&header).into(),
        c.kind.schema_type().into(),
        c.unit.into(),
        c.meaning.as_str().into(),
        c.empty.into(),
    ]
}

/// The tables as a Frictionless data package: one resource per CSV file, with a Table Schema in which
/// only the empty cell is missing (so that an outlet called NA stays an outlet).
pub fn datapackage(tables: &[Table], dialect: Dialect) -> serde_json::Value {
    let resources: Vec<_> = tables.iter().map(|t| resource(t, dialect)).collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "framescope-result",
        "title": "Who uses which words for the same thing, in whose voice, how often, how surely, and where.",
        "resources": resources,
    })
}

fn resource(table: &Table, dialect: Dialect) -> serde_json::Value {
    let mut fields: Vec<_> = table.columns.iter().zip(headers(&table.columns)).map(|(c, h)| field(c, &h)).collect();
    if dialect == Dialect::ExcelEu {
        for f in fields.iter_mut().filter(|f| f["type"] == "number") {
            f["decimalChar"] = json!(",");
        }
    }
    let delimiter = if dialect == Dialect::ExcelEu { ";" } else { "," };
    json!({
        "name": table.name.to_lowercase(),
        "type": "table",
        "path": format!("{}.csv", table.name),
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": if dialect == Dialect::Plain { "utf-8" } else { "utf-8-sig" },
        "dialect": { "delimiter": delimiter },
        "schema": { "fields": fields, "missingValues": [""] },
    })
}

fn field(c: &Column, header: &str) -> serde_json::Value {
    let mut field = json!({ "name": header, "type": c.kind.schema_type(), "description": c.meaning });
    if c.kind == ColumnKind::Flag {
        field["trueValues"] = json!(["true"]);
        field["falseValues"] = json!(["false"]);
    }
    if !c.unit.is_empty() {
        field["unit"] = json!(c.unit);
    }
    field
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn every_column_is_described() {
        let book = codebook(&[sample()]);
        assert_eq!(book.rows.len(), 6);
        assert!(book.rows.iter().all(|r| r.len() == book.columns.len()));
        assert_eq!(book.rows[3][2], Value::from("number"));
    }

    #[test]
    fn only_the_empty_cell_is_missing() {
        let package = datapackage(&[sample()], Dialect::Plain);
        let schema = &package["resources"][0]["schema"];
        assert_eq!(schema["missingValues"], json!([""]));
        assert_eq!(schema["fields"][5]["type"], "boolean");
        assert_eq!(package["resources"][0]["path"], "sample.csv");
    }
}
