//! A bounded choice of passages while all hits stream by.

use crate::table::{Cell, Column, Table, Value, to_values};
use std::collections::BTreeMap;

/// Hits kept of one outlet, axis, pole and voice, and of all together.
const PER_KEY: u32 = 5;
const MOST: usize = 4_000;

/// Keeps the first few hits of every outlet, axis, pole and voice, in the order given, for the report.
pub struct Sample {
    keys: [Option<usize>; 4],
    suppressed: Option<usize>,
    seen: BTreeMap<String, u32>,
    table: Table,
}

impl Sample {
    /// A sample of the table `name` with these columns.
    pub fn new(name: &str, columns: &[Column]) -> Sample {
        let place = |wanted: &str| columns.iter().position(|c| c.name == wanted);
        Sample {
            keys: ["outlet_id", "axis", "pole", "voice"].map(place),
            suppressed: place("suppressed_by"),
            seen: BTreeMap::new(),
            table: Table { name: name.to_owned(), title: String::new(), columns: columns.to_vec(), rows: Vec::new() },
        }
    }

    /// Keeps the row if there is still room for its kind.
    pub fn offer(&mut self, row: &[Cell<'_>]) {
        let counts = self.suppressed.is_none_or(|i| row.get(i).is_none_or(|v| *v == Value::Empty));
        if self.table.rows.len() >= MOST || !counts {
            return;
        }
        let part = |i: &Option<usize>| match i.and_then(|i| row.get(i)) {
            Some(Value::Text(s)) => *s,
            _ => "",
        };
        let key = self.keys.iter().map(part).collect::<Vec<_>>().join("\u{1f}");
        let n = self.seen.entry(key).or_default();
        *n += 1;
        if *n <= PER_KEY {
            self.table.rows.push(to_values(row));
        }
    }

    /// The rows kept, as a table.
    pub fn into_table(self) -> Table {
        self.table
    }
}
