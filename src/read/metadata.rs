//! Tables that describe documents from outside, joined by `file` or `id`.
//!
//! In: delimited tables named by `--metadata`. Out: the fields they give a document (theirs win over
//! the document's own, empty cells say nothing), and the rows that described nothing.

use super::columns::{Map, Names, Role};
use super::delimited::{Row, Table};
use super::intake::{Fields, Naming, stem};
use super::item::Fault;
use super::options::{Columns, ReadOptions};
use super::source::Stream;
use super::{codes, encoding, names};
use crate::corpus::{Note, Origin};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

/// One row: its values by role, where it stands, whether it described something.
struct Described {
    values: Vec<(Role, String)>,
    origin: Origin,
    used: bool,
}

/// Every metadata row, by the files and identifiers they describe.
#[derive(Default)]
pub(crate) struct Metadata {
    rows: Vec<Described>,
    by_file: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
}

/// A file name as it is compared: NFC, `/` between folders, no leading `./`.
fn file_key(name: &str) -> String {
    let name = name.trim().replace('\\', "/");
    names::clean(name.trim_start_matches("./")).into_owned()
}

impl Metadata {
    /// Reads a table and adds its rows.
    ///
    /// # Errors
    /// Whatever keeps the table from being read whole: nothing of a faulty table is used.
    pub(crate) fn load(&mut self, path: &Path, options: &ReadOptions) -> Result<(), Fault> {
        let file = File::open(path).map_err(super::source::fault)?;
        let mut stream = Stream::new(Box::new(file));
        let decided = encoding::decide(stream.need(4)?, options.encoding, None);
        stream.skip(decided.mark);
        if decided.encoding != encoding_rs::UTF_8 {
            stream = Stream::new(Box::new(encoding::Decoded::new(stream.into_reader(), decided.encoding)));
        }
        let names = Names::new(&Columns::default());
        let mut table = Table::open(&mut stream, options, &names)?;
        let map = key_columns(&names, &table.header)?;
        let shown = path.display().to_string();
        while let Some(row) = table.next()? {
            let (fields, text, place) = match row {
                Row::Record { fields, text, place, .. } if fields.len() == map.width => (fields, text, place),
                Row::Record { fields, place, .. } => {
                    return Err(super::delimited::field_count(fields.len(), map.width).at(place.line, place.byte));
                }
                Row::Bad { fault, place, .. } => return Err(fault.at(place.line, place.byte)),
                Row::Padding { .. } => continue,
            };
            let value = |(role, column): (Role, usize)| (role, fields[column].text(text).trim().to_owned());
            let values: Vec<(Role, String)> = map.found().map(value).filter(|(_, v)| !v.is_empty()).collect();
            self.add(values, Origin { file: shown.clone(), line: place.line, record: 0, byte: place.byte })?;
        }
        Ok(())
    }

    /// Adds a row under its keys.
    fn add(&mut self, values: Vec<(Role, String)>, origin: Origin) -> Result<(), Fault> {
        let at = self.rows.len();
        let line = origin.line;
        for (role, value) in &values {
            let earlier = match role {
                Role::File => self.by_file.insert(file_key(value), at),
                Role::Id => self.by_id.insert(value.clone(), at),
                _ => None,
            };
            if let Some(earlier) = earlier {
                let what = format!("describes `{value}` a second time; the first is line {}", self.rows[earlier].origin.line);
                return Err(Fault::new(&codes::DUPLICATE_ID, what).field(role.name()).at(line, 0));
            }
        }
        self.rows.push(Described { values, origin, used: false });
        Ok(())
    }

    /// Whether some row gives this field.
    pub(crate) fn gives(&self, role: Role) -> bool {
        self.rows.iter().any(|row| row.values.iter().any(|(r, _)| *r == role))
    }

    /// Gives a record the fields of its row; `false` when rows exist but none is for it.
    pub(crate) fn complete(&mut self, fields: &mut Fields<'_>, naming: &Naming) -> bool {
        if self.rows.is_empty() {
            return true;
        }
        let keys = [naming.relative.as_str(), naming.base(), stem(naming.base())];
        let by_file = keys.iter().find_map(|key| self.by_file.get(&file_key(key)));
        let id = fields.get(Role::Id);
        let id = if id.is_empty() { stem(naming.base()) } else { id };
        let Some(&at) = self.by_id.get(id).or(by_file) else { return false };
        let row = &mut self.rows[at];
        row.used = true;
        for (role, value) in &row.values {
            if *role != Role::File {
                fields.set(*role, Cow::Owned(value.clone()));
            }
        }
        true
    }

    /// Notes about rows that described nothing, in file order.
    pub(crate) fn unmatched(&self) -> Vec<Note> {
        let note = |row: &Described| Note {
            code: codes::METADATA_UNMATCHED.name.to_owned(),
            origin: row.origin.clone(),
            document_id: String::new(),
            field: "file".to_owned(),
            detail: "describes no document".to_owned(),
            excerpt: row.values.iter().map(|(role, value)| format!("{}={value}", role.name())).collect::<Vec<_>>().join(" "),
        };
        self.rows.iter().filter(|row| !row.used).map(note).collect()
    }
}

/// The columns of a metadata table, which needs a key and has no use for a text.
fn key_columns(names: &Names, header: &[String]) -> Result<Map, Fault> {
    let map = names.map(header, &[])?;
    if map.column(Role::File).or(map.column(Role::Id)).is_some() {
        return Ok(map);
    }
    let listed: Vec<String> = header.iter().map(|name| format!("`{}`", name.trim())).collect();
    Err(Fault::new(
        &codes::MISSING_COLUMN,
        format!("has neither a `file` nor an `id` column; its columns: {}", listed.join(", ")),
    )
    .field("file")
    .remedy("Name the column that holds the file names `file`, or the one with identifiers `id`."))
}
