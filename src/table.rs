//! Matrices with named rows, columns, units, empty cells with reasons, provenance.
//!
//! A [`Table`] is the only thing that leaves the measures and the only thing writers see. Numbers are
//! finite or empty; an empty cell says why in the row's `note` column.

use crate::corpus::Date;

/// One cell; its words are its own, or those of whoever holds them ([`Cell`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<T = String> {
    /// Not available.
    Empty,
    /// Words.
    Text(T),
    /// A count.
    Integer(i64),
    /// A measured number, finite.
    Number(f64),
    /// A day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
}

/// A cell that is sent on at once: rows that are never held borrow their words.
pub type Cell<'a> = Value<&'a str>;

impl<T: AsRef<str>> Value<T> {
    /// The cell with its words borrowed.
    pub fn as_cell(&self) -> Cell<'_> {
        match self {
            Value::Empty => Value::Empty,
            Value::Text(s) => Value::Text(s.as_ref()),
            Value::Integer(n) => Value::Integer(*n),
            Value::Number(x) => Value::Number(*x),
            Value::Day(d) => Value::Day(*d),
            Value::Flag(b) => Value::Flag(*b),
        }
    }
}

impl Cell<'_> {
    /// The cell with words of its own.
    pub fn to_value(self) -> Value {
        match self {
            Value::Empty => Value::Empty,
            Value::Text(s) => Value::Text(s.to_owned()),
            Value::Integer(n) => Value::Integer(n),
            Value::Number(x) => Value::Number(x),
            Value::Day(d) => Value::Day(d),
            Value::Flag(b) => Value::Flag(b),
        }
    }
}

/// A row with its words borrowed.
#[cfg(test)]
pub(crate) fn cells(row: &[Value]) -> Vec<Cell<'_>> {
    row.iter().map(Value::as_cell).collect()
}

/// A row with words of its own.
pub fn to_values(row: &[Cell<'_>]) -> Vec<Value> {
    row.iter().map(|cell| cell.to_value()).collect()
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(s: &'a str) -> Cell<'a> {
        if s.is_empty() { Value::Empty } else { Value::Text(s) }
    }
}
impl<'a> From<&'a String> for Cell<'a> {
    fn from(s: &'a String) -> Cell<'a> {
        Cell::from(s.as_str())
    }
}
impl From<&str> for Value {
    fn from(s: &str) -> Value {
        Cell::from(s).to_value()
    }
}
impl From<String> for Value {
    fn from(s: String) -> Value {
        if s.is_empty() { Value::Empty } else { Value::Text(s) }
    }
}
impl<T> From<u64> for Value<T> {
    fn from(n: u64) -> Value<T> {
        i64::try_from(n).map_or(Value::Empty, Value::Integer)
    }
}
impl<T> From<usize> for Value<T> {
    fn from(n: usize) -> Value<T> {
        Value::from(n as u64)
    }
}
impl<T> From<u32> for Value<T> {
    fn from(n: u32) -> Value<T> {
        Value::Integer(i64::from(n))
    }
}
impl<T> From<f64> for Value<T> {
    /// NaN and infinities become empty cells: an undefined number is never printed.
    fn from(x: f64) -> Value<T> {
        if x.is_finite() { Value::Number(x) } else { Value::Empty }
    }
}
impl<T, X: Into<Value<T>>> From<Option<X>> for Value<T> {
    fn from(x: Option<X>) -> Value<T> {
        x.map_or(Value::Empty, Into::into)
    }
}
impl<T> From<Date> for Value<T> {
    fn from(d: Date) -> Value<T> {
        Value::Day(d)
    }
}
impl<T> From<bool> for Value<T> {
    fn from(b: bool) -> Value<T> {
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

impl Table {
    /// How many cells its rows have.
    pub(crate) fn n_cells(&self) -> usize {
        self.rows.len() * self.columns.len()
    }
}
