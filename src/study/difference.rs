//! What moved between two result folders, and why.

use crate::corpus::Problem;
use crate::table::Table;
use crate::write::{read_table, tables_in};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

/// Tables of passages and faults: their rows follow from the others, or name files.
const NOT_NUMBERS: [&str; 3] = ["codebook", "notes", "rejects"];
/// Moved cells shown per table.
const SHOWN: usize = 10;

/// The difference of two results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// What differs in release, study, lexicons and inputs.
    pub causes: Vec<String>,
    /// Per table, how many cells moved and the first of them.
    pub tables: Vec<(String, u64, Vec<String>)>,
}

impl Difference {
    /// Whether no number moved.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for cause in &self.causes {
            writeln!(f, "why: {cause}")?;
        }
        for (table, n, shown) in &self.tables {
            writeln!(f, "{table}: {n} cells moved")?;
            shown.iter().try_for_each(|s| writeln!(f, "  {s}"))?;
        }
        Ok(())
    }
}

/// Compares two result folders.
///
/// # Errors
/// When one of them is not a result folder.
pub fn diff(before: &Path, after: &Path) -> io::Result<Difference> {
    let causes = causes(&run(before)?, &run(after)?);
    let mut names = tables_in(before);
    names.extend(tables_in(after));
    names.sort();
    names.dedup();
    let mut tables = Vec::new();
    for name in names.iter().filter(|n| !NOT_NUMBERS.contains(&n.as_str())) {
        let moved = match (read(before, name)?, read(after, name)?) {
            (Some(x), Some(y)) => moved(&x, &y),
            (None, _) => vec![format!("new table {name}")],
            (_, None) => vec![format!("no longer a table {name}")],
        };
        if !moved.is_empty() {
            let n = moved.len() as u64;
            tables.push((name.clone(), n, moved.into_iter().take(SHOWN).collect()));
        }
    }
    Ok(Difference { causes, tables })
}

fn read(folder: &Path, name: &str) -> io::Result<Option<Table>> {
    match read_table(folder, name) {
        Ok(table) => Ok(Some(table)),
        Err(Problem { code: "unknown-table", .. }) => Ok(None),
        Err(problem) => Err(io::Error::other(problem.what)),
    }
}

fn run(folder: &Path) -> io::Result<Json> {
    let bytes = std::fs::read(folder.join("run.json"))
        .map_err(|e| io::Error::new(e.kind(), format!("{} is not a result folder: {e}", folder.display())))?;
    serde_json::from_slice(&bytes).map_err(io::Error::from)
}

fn causes(before: &Json, after: &Json) -> Vec<String> {
    let mut causes = Vec::new();
    for (key, what) in [("version", "release"), ("stemmer", "stemmer"), ("seed", "seed")] {
        if before[key] != after[key] {
            causes.push(format!("{what}: {} became {}", before[key], after[key]));
        }
    }
    for (key, name, what) in [("lexicons", "name", "lexicon"), ("inputs", "file", "input")] {
        let (x, y) = (hashes(&before[key], name), hashes(&after[key], name));
        for (item, hash) in &x {
            match y.get(item) {
                None => causes.push(format!("{what} {item} is gone")),
                Some(other) if other != hash => causes.push(format!("{what} {item} has changed")),
                _ => {}
            }
        }
        causes.extend(y.keys().filter(|k| !x.contains_key(*k)).map(|k| format!("{what} {k} is new")));
    }
    if causes.is_empty() && before["plan"] != after["plan"] {
        causes.push("the study has changed: compare the two study.toml".into());
    }
    causes
}

fn hashes(list: &Json, name: &str) -> BTreeMap<String, String> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|i| Some((i[name].as_str()?.to_owned(), i["sha256"].as_str()?.to_owned()))).collect()
}

/// Moved cells as text. Rows are matched by their cells that are not numbers.
fn moved(before: &Table, after: &Table) -> Vec<String> {
    let mut moved = Vec::new();
    let (x, y) = (keyed(before), keyed(after));
    for (key, cells) in &x {
        match y.get(key) {
            None => moved.push(format!("{key}: gone")),
            Some(other) => {
                for (column, value) in cells {
                    let now = other.get(column).cloned().unwrap_or_default();
                    if *value != now {
                        moved.push(format!("{key}: {column} {value} -> {now}"));
                    }
                }
            }
        }
    }
    moved.extend(y.keys().filter(|k| !x.contains_key(*k)).map(|k| format!("{k}: new")));
    moved
}

type Cells = BTreeMap<String, String>;

fn keyed(table: &Table) -> BTreeMap<String, Cells> {
    use crate::table::{ColumnKind, Value};
    let mut rows: BTreeMap<String, Cells> = BTreeMap::new();
    for row in &table.rows {
        let (mut key, mut cells) = (Vec::new(), Cells::new());
        for (column, value) in table.columns.iter().zip(row) {
            let is_number = matches!(column.kind, ColumnKind::Integer | ColumnKind::Number) && !column.name.starts_with("char_");
            let shown = match value {
                Value::Text(s) => s.clone(),
                Value::Integer(n) => n.to_string(),
                Value::Number(x) => crate::write::number(*x),
                Value::Flag(b) => b.to_string(),
                Value::Day(d) => d.to_string(),
                Value::Empty => String::new(),
            };
            if is_number {
                cells.insert(column.name.clone(), shown);
            } else if column.name != "note" {
                key.push(shown);
            }
        }
        let key: String = key.join(" | ");
        let mut unique = key.clone();
        while rows.contains_key(&unique) {
            unique.push('\'');
        }
        rows.insert(unique, cells);
    }
    rows
}
