//! Matrices with named rows, columns, units, empty cells with reasons, provenance.
//!
//! A [`Table`] is the only thing that leaves the measures and the only thing writers see. Numbers are
//! finite or empty; an empty cell says why in the row's `note` column.

use crate::corpus::Date;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not available.
    Empty,
    /// Words.
    Text(String),
    /// A count.
    Integer(i64),
    /// A measured number, finite.
    Number(f64),
    /// A day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
}

impl From<&str> for Value {
    fn from(s: &str) -> Value {
        if s.is_empty() { Value::Empty } else { Value::Text(s.to_owned()) }
    }
}
impl From<String> for Value {
    fn from(s: String) -> Value {
        if s.is_empty() { Value::Empty } else { Value::Text(s) }
    }
}
impl From<u64> for Value {
    fn from(n: u64) -> Value {
        i64::try_from(n).map_or(Value::Empty, Value::Integer)
    }
}
impl From<usize> for Value {
    fn from(n: usize) -> Value {
        Value::from(n as u64)
    }
}
impl From<u32> for Value {
    fn from(n: u32) -> Value {
        Value::Integer(i64::from(n))
    }
}
impl From<f64> for Value {
    /// NaN and infinities become empty cells: an undefined number is never printed.
    fn from(x: f64) -> Value {
        if x.is_finite() { Value::Number(x) } else { Value::Empty }
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(x: Option<T>) -> Value {
        x.map_or(Value::Empty, Into::into)
    }
}
impl From<Date> for Value {
    fn from(d: Date) -> Value {
        Value::Day(d)
    }
}
impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::Flag(b)
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words; guarded in CSV against being read as a formula.
    Text,
    /// A safe slug for joining tables.
    Id,
    /// Whole numbers.
    Integer,
    /// Measured numbers.
    Number,
    /// ISO days.
    Day,
    /// `true` or `false`.
    Flag,
}

/// A named column; its description is one row of `codebook.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// snake_case name with the unit in it.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Unit, empty when it has none.
    pub unit: &'static str,
    /// What it means, with its formula.
    pub meaning: String,
    /// What an empty cell means.
    pub empty: &'static str,
}

/// A named matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// File stem, e.g. `axes_by_outlet`.
    pub name: String,
    /// What the table answers, one sentence.
    pub title: String,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Rows, sorted with full tie-breaks; each as long as `columns`.
    pub rows: Vec<Vec<Value>>,
}
