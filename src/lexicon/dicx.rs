//! Reads and writes LIWC-22 `.dicx`: a table with one row per term and one column per category.
//!
//! A cell is empty or 0 (not in the category), `X` (in it) or a number (in it with that weight). A literal
//! asterisk is written `\*`.

use super::records::{Record, quoted, split};
use super::source::Source;
use super::table::{is_emoticon, number};
use super::{Axis, Entry, Lexicon, PatternKind, Pole};
use crate::corpus::Problem;

/// Reads the file.
pub(super) fn read(source: &Source<'_>) -> Result<Lexicon, Vec<Problem>> {
    from_records(source, &split(source, b',').map_err(|p| vec![p])?)
}

/// Whether every column that is not `known` holds memberships or weights and nothing else.
pub(super) fn is_wide(rows: &[Record], known: &[bool]) -> bool {
    let free: Vec<usize> = (0..known.len()).filter(|i| !known[*i]).collect();
    !free.is_empty() && rows.len() > 1 && rows[1..].iter().all(|r| free.iter().all(|i| member(r.text(*i)).is_ok()))
}

/// The categories of the first row with the entries of the others; the first column holds the terms.
pub(super) fn from_records(source: &Source<'_>, rows: &[Record]) -> Result<Lexicon, Vec<Problem>> {
    let mut problems = Vec::new();
    let Some(header) = rows.first() else { return Ok(Lexicon::default()) };
    let mut axes: Vec<Axis> =
        header.fields[1..].iter().map(|f| Axis { key: f.text.trim().to_owned(), line: header.line, ..Axis::default() }).collect();
    for row in &rows[1..] {
        if row.fields.len() > header.fields.len() {
            let what = format!("this row has {} fields, the first row has {}", row.fields.len(), header.fields.len());
            let p = source.error_at("field-count", row.fields[header.fields.len()].at.clone(), what);
            problems.push(p.because("A comma inside a term that is not in quotes.").remedy("Put the term in quotation marks."));
            continue;
        }
        let term = row.fields[0].text.split_whitespace().collect::<Vec<_>>().join(" ");
        for (axis, field) in axes.iter_mut().zip(&row.fields[1..]) {
            match member(&field.text) {
                Ok(None) => {}
                Ok(Some(weight)) => {
                    let kind = if is_emoticon(&term) { PatternKind::Literal } else { PatternKind::Glob };
                    axis.category.entries.push(Entry { pattern: term.clone(), kind, weight, line: row.line, ..Entry::default() });
                }
                Err(why) => {
                    let what = format!("`{}` is neither X, a number nor empty", field.text.trim());
                    let p = source.error_at("bad-number", field.at.clone(), what);
                    problems.push(p.because(why).remedy("Write X for a member, a number for a weight, or leave it empty."));
                }
            }
        }
    }
    if problems.is_empty() { Ok(Lexicon { axes, ..Lexicon::default() }) } else { Err(problems) }
}

/// Whether a cell says the term is a member, and with which weight.
fn member(text: &str) -> Result<Option<Option<f64>>, &'static str> {
    if text.trim().eq_ignore_ascii_case("x") {
        return Ok(Some(None));
    }
    Ok(number(text)?.filter(|w| *w != 0.0).map(Some))
}

/// Writes one row per pattern, in order of first use.
pub(super) fn write(lexicon: &Lexicon) -> String {
    let lists: Vec<(String, Vec<&Entry>)> = lexicon
        .axes
        .iter()
        .flat_map(|a| Pole::ALL.into_iter().map(move |p| (a, p)))
        .filter(|(a, p)| !a.list(*p).entries.is_empty() || (*p == Pole::Category && a.is_category()))
        .map(|(a, p)| (super::tree::flat_name(a, p), a.list(p).entries.iter().collect()))
        .collect();
    let mut row_of: hashbrown::HashMap<&str, usize> = hashbrown::HashMap::new();
    let mut rows: Vec<(&str, Vec<String>)> = Vec::new();
    for (i, (_, entries)) in lists.iter().enumerate() {
        for e in entries {
            let row = *row_of.entry(e.pattern.as_str()).or_insert_with(|| {
                rows.push((e.pattern.as_str(), vec![String::new(); lists.len()]));
                rows.len() - 1
            });
            rows[row].1[i] = e.weight.map_or("X".into(), |w| w.to_string());
        }
    }
    let mut out = String::from("DicTerm");
    for (name, _) in &lists {
        out.push(',');
        out.push_str(&quoted(name, ','));
    }
    out.push('\n');
    for (pattern, cells) in rows {
        out.push_str(&quoted(pattern, ','));
        out.push(',');
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}
