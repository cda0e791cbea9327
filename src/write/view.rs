//! Reads finished tables by the names of their columns.

use crate::table::{Table, Value};
use std::borrow::Cow;

/// The table of that name, when there is one.
pub(super) fn find<'a>(tables: &'a [Table], name: &str) -> Option<&'a Table> {
    tables.iter().find(|t| t.name == name)
}

/// The rows of the table of that name; none when there is no such table.
pub(super) fn rows<'a>(tables: &'a [Table], name: &str) -> impl Iterator<Item = Row<'a>> + Clone {
    find(tables, name).into_iter().flat_map(each)
}

/// The rows of a table.
pub(super) fn each(table: &Table) -> impl Iterator<Item = Row<'_>> + Clone {
    table.rows.iter().map(move |values| Row { table, values })
}

/// One row whose cells are asked for by column; a column that is not there reads as empty.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table,
    values: &'a [Value],
}

impl<'a> Row<'a> {
    /// The cell itself.
    pub(super) fn value(&self, column: &str) -> &'a Value {
        let i = self.table.columns.iter().position(|c| c.name == column);
        i.and_then(|i| self.values.get(i)).unwrap_or(&Value::Empty)
    }

    /// The cell as text, empty when it is.
    pub(super) fn text(&self, column: &str) -> Cow<'a, str> {
        match self.value(column) {
            Value::Empty => Cow::Borrowed(""),
            Value::Text(s) => Cow::Borrowed(s),
            Value::Integer(n) => Cow::Owned(n.to_string()),
            Value::Number(x) => Cow::Owned(super::number(*x)),
            Value::Day(d) => Cow::Owned(d.to_string()),
            Value::Flag(b) => Cow::Borrowed(if *b { "true" } else { "false" }),
        }
    }

    /// The cell as a number.
    pub(super) fn number(&self, column: &str) -> Option<f64> {
        match self.value(column) {
            Value::Integer(n) => Some(*n as f64),
            Value::Number(x) => Some(*x),
            _ => None,
        }
    }

    /// The cell as a count, 0 when empty.
    pub(super) fn count(&self, column: &str) -> i64 {
        match self.value(column) {
            Value::Integer(n) => *n,
            Value::Number(x) => *x as i64,
            _ => 0,
        }
    }
}
