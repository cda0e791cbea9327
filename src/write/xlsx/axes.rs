//! The matrix of axes by outlet, balances with their counts beside them.

use crate::table::{Column, ColumnKind, Table, Value};
use crate::write::AxisNames;
use crate::write::view::each;
use std::collections::BTreeMap;

/// What the sheet shows.
pub(super) const TITLE: &str = "Balance of each axis per outlet in the outlet's own words, with the counts of both poles beside it; \
     empty where there is too little evidence.";

/// What stands before the outlets.
const KEYS: [&str; 4] = ["axis", "lexicon", "pole a (above 0)", "pole b (below 0)"];

/// One row per axis; per outlet its balance, hits of pole a and hits of pole b, for the whole corpus and
/// the outlet's own voice.
pub(super) fn matrix(axes: &Table, names: &[AxisNames]) -> Table {
    let mut outlets: Vec<(String, String)> = Vec::new();
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut cells = BTreeMap::new();
    for r in each(axes).filter(|r| r.text("event_id") == "all" && r.text("voice") == "outlet") {
        let outlet = (r.text("outlet_id").into_owned(), r.text("outlet").into_owned());
        let axis = (r.text("lexicon").into_owned(), r.text("axis").into_owned());
        let numbers = ["balance", "n_a", "n_b"].map(|c| r.value(c).clone());
        cells.insert((place(&mut rows, axis), place(&mut outlets, outlet)), numbers);
    }
    let none = || [Value::Empty, Value::Integer(0), Value::Integer(0)];
    let line = |(i, (lexicon, axis)): (usize, (String, String))| {
        let named = names.iter().find(|n| n.axis == axis);
        let name = |f: fn(&AxisNames) -> &String| Value::from(named.map(|n| f(n).as_str()));
        let mut row = vec![axis.as_str().into(), lexicon.into(), name(|n| &n.pole_a), name(|n| &n.pole_b)];
        row.extend((0..outlets.len()).flat_map(|j| cells.get(&(i, j)).cloned().unwrap_or_else(none)));
        row
    };
    let rows = rows.into_iter().enumerate().map(line).collect();
    Table { name: "axes_by_outlet".to_owned(), title: TITLE.to_owned(), columns: columns(&outlets), rows }
}

/// Rows of positions that people get in full.
const ALL_UP_TO: usize = 20_000;

/// Of more positions than people read, those with enough evidence for a balance.
pub(super) fn surest(axes: &Table) -> Option<Table> {
    let balance = axes.columns.iter().position(|c| c.name == "balance").filter(|_| axes.rows.len() > ALL_UP_TO)?;
    let rows = axes.rows.iter().filter(|row| !matches!(row[balance], Value::Empty)).cloned().collect();
    Some(Table { name: axes.name.clone(), title: axes.title.clone(), columns: axes.columns.clone(), rows })
}

/// The place of an item in the list, at its end when new.
fn place<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|x| *x == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

fn columns(outlets: &[(String, String)]) -> Vec<Column> {
    let column = |name: String, kind| Column { name, kind, unit: "", meaning: String::new(), empty: "" };
    let mut columns: Vec<Column> = KEYS.iter().map(|k| column((*k).to_owned(), ColumnKind::Text)).collect();
    for (_, name) in outlets {
        columns.push(column(name.clone(), ColumnKind::Number));
        columns.push(column(format!("{name}: n_a"), ColumnKind::Integer));
        columns.push(column(format!("{name}: n_b"), ColumnKind::Integer));
    }
    columns
}

/// The columns with balances, and the largest magnitude in them (at least 1).
pub(super) fn shaded(matrix: &Table) -> (Vec<usize>, f64) {
    let columns: Vec<usize> = (KEYS.len()..matrix.columns.len()).step_by(3).collect();
    let value = |row: &Vec<Value>, c: usize| match row.get(c) {
        Some(Value::Number(x)) => x.abs(),
        _ => 0.0,
    };
    let full = matrix.rows.iter().flat_map(|r| columns.iter().map(move |&c| value(r, c))).fold(1.0, f64::max);
    (columns, full)
}
