//! What framescope says of itself: templates, schemas, limits, citations, the example.

use super::keys::{KEYS, Kind};
use super::settings::STUDY_VERSION;
use crate::corpus::Problem;
use crate::lexicon::{self, Lexicon};
use crate::measure::tables::described_columns;
use serde_json::{Map, Value as Json, json};
use std::fmt::Write as _;
use std::path::Path;

/// The example corpus: six outlets that do not exist on four events that never happened.
pub const EXAMPLE_CORPUS: &str = include_str!("example/articles.csv");

/// A commented lexicon to start from.
pub const LEXICON_TEMPLATE: &str = include_str!("example/lexicon.toml");

/// Limits that no flag moves: what, value, unit.
pub const FIXED_LIMITS: [(&str, u64, &str); 4] = [
    ("a token; longer ones are counted by their beginning", 128, "chars"),
    ("entries of one lexicon", 200_000, "entries"),
    ("a compiled regular expression", 1 << 20, "bytes"),
    ("nesting of archives", 1, "levels"),
];

/// A commented study with every key and its default.
pub fn study_template() -> String {
    let mut out = String::from(
        "# A framescope study. Every key is optional; what stands here after # is the default.\n\
         # framescope compare articles.csv --config framescope.toml -o out\n",
    );
    let _ = writeln!(out, "version = {STUDY_VERSION}");
    let mut section = "";
    for key in KEYS {
        let (of, name) = key.name.split_once('.').unwrap_or(("", key.name));
        if of != section {
            section = of;
            if !out.contains(&format!("\n[{of}]\n")) {
                let _ = write!(out, "\n[{of}]\n");
            }
        }
        let value = match (key.kind, key.default) {
            (Kind::Choice(_) | Kind::Text, default) => format!("\"{default}\""),
            (Kind::List, "") => "[]".into(),
            (Kind::Map, "") => "{ \"a spelling\" = \"the name\" }".into(),
            (_, default) => default.to_owned(),
        };
        let _ = writeln!(out, "# {}\n# {name} = {value}", key.help);
    }
    out
}

/// JSON Schema of the study file, for editors.
pub fn study_schema() -> Json {
    let mut sections: Map<String, Json> = Map::new();
    sections.insert("version".into(), json!({ "const": STUDY_VERSION, "description": "format of the study file" }));
    for key in KEYS {
        let (section, name) = key.name.split_once('.').unwrap_or(("", key.name));
        let entry = sections
            .entry(section)
            .or_insert_with(|| json!({ "type": "object", "additionalProperties": false, "properties": {} }));
        let mut property = property(key.kind);
        property["description"] = key.help.into();
        entry["properties"][name] = property;
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "framescope study",
        "type": "object",
        "additionalProperties": false,
        "properties": sections,
    })
}

fn property(kind: Kind) -> Json {
    match kind {
        Kind::Integer(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Kind::Number(low, high) => json!({ "type": "number", "exclusiveMinimum": low, "exclusiveMaximum": high }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Text => json!({ "type": "string" }),
        Kind::List => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Voices => json!({ "type": "array", "items": { "enum": ["own", "reported", "quoted", "scare"] } }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Map => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
    }
}

/// Every column of every result table.
pub fn tables_schema() -> Json {
    let columns: Vec<Json> = described_columns()
        .into_iter()
        .map(|c| json!({ "name": c.name, "type": format!("{:?}", c.kind).to_lowercase(), "unit": c.unit, "meaning": c.meaning, "empty": c.empty }))
        .collect();
    json!({ "columns": columns })
}

/// The lexicons that are embedded, as BibTeX.
pub fn embedded_citations() -> String {
    let read = lexicon::embedded().iter().filter_map(|(name, toml)| Lexicon::read(&format!("{name}.toml"), toml.as_bytes()).ok());
    read.map(|(l, _)| citation(&l.name, &l.version, (&l.authors.join(" and "), &l.description))).collect()
}

/// The lexicons a result was made with, as BibTeX.
///
/// # Errors
/// When the folder has no readable `run.json`.
pub fn result_citations(folder: &Path) -> Result<String, Problem> {
    let failed = |what: String| Problem::error("io", what).at(&folder.display().to_string(), 0).remedy("Give a result folder.");
    let bytes = std::fs::read(folder.join("run.json")).map_err(|e| failed(format!("no result folder: {e}")))?;
    let run: Json = serde_json::from_slice(&bytes).map_err(|e| failed(e.to_string()))?;
    let text = |l: &Json, key: &str| l[key].as_str().unwrap_or_default().to_owned();
    let lexicons = run["lexicons"].as_array().into_iter().flatten();
    Ok(lexicons
        .map(|l| citation(&text(l, "name"), &text(l, "version"), ("", &format!("SHA-256 {}", text(l, "sha256")))))
        .collect())
}

fn citation(name: &str, version: &str, (authors, note): (&str, &str)) -> String {
    let authors = if authors.is_empty() { name } else { authors };
    format!(
        "@misc{{lexicon-{name},\n  title = {{Lexicon {name}}},\n  author = {{{{{authors}}}}},\n  version = {{{version}}},\n  note = {{{note}}}\n}}\n"
    )
}
