//! What framescope says of itself: templates, schemas, limits, citations, the example.

use super::keys::{KEYS, Key, Kind};
use super::plan::known_names;
use super::settings::STUDY_VERSION;
use crate::corpus::Problem;
use crate::lexicon::{self, Lexicon};
use crate::measure::tables::described_columns;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;
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
    let section = |key: &Key| key.name.split_once('.').map_or("", |name| name.0);
    let mut sections: Vec<&str> = KEYS.iter().map(section).collect();
    let mut seen = BTreeSet::new();
    sections.retain(|s| seen.insert(*s));
    for of in sections {
        let _ = write!(out, "\n[{of}]\n");
        KEYS.iter().filter(|k| section(k) == of).for_each(|key| describe(key, &mut out));
    }
    out
}

/// A key and its default as comments.
fn describe(key: &Key, out: &mut String) {
    let name = key.name.split_once('.').map_or(key.name, |name| name.1);
    let value = match (key.kind, key.default) {
        (Kind::Choice(_) | Kind::Text, default) => format!("\"{default}\""),
        (Kind::List, "") => "[]".into(),
        (Kind::Map, "") if key.name == "measures.positions" => "{ \"an outlet\" = \"-1\" }".into(),
        (Kind::Map, "") => "{ \"a spelling\" = \"the name\" }".into(),
        (Kind::Integer(low, _), "") => {
            let told = key.help.split_once("[default: ").and_then(|(_, rest)| rest.strip_suffix(']'));
            told.map_or_else(|| low.to_string(), str::to_owned)
        }
        (_, default) => default.to_owned(),
    };
    let _ = writeln!(out, "# {}\n# {name} = {value}", key.help);
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
        let mut property = match known_names(key.name) {
            Some(names) => one_or_more(json!({ "enum": names })),
            None => property(key.kind),
        };
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
        Kind::List => one_or_more(json!({ "type": "string" })),
        Kind::Voices => one_or_more(json!({ "enum": ["own", "reported", "quoted", "scare"] })),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Map => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
    }
}

/// A list, or its only member.
fn one_or_more(member: Json) -> Json {
    json!({ "anyOf": [{ "type": "array", "items": member }, member] })
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
        .map(|l| {
            let authors: Vec<&str> = l["authors"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
            let note = format!("SHA-256 {}", text(l, "sha256"));
            citation(&text(l, "name"), &text(l, "version"), (&authors.join(" and "), &note))
        })
        .collect())
}

fn citation(name: &str, version: &str, (authors, note): (&str, &str)) -> String {
    let authors = if authors.is_empty() { name } else { authors };
    format!(
        "@misc{{lexicon-{name},\n  title = {{Lexicon {name}}},\n  author = {{{{{authors}}}}},\n  version = {{{version}}},\n  note = {{{note}}}\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Study;

    #[test]
    fn every_line_of_the_template_may_be_put_in_force() {
        let names: Vec<&str> = KEYS.iter().filter_map(|k| Some(k.name.split_once('.')?.1)).collect();
        let set = |line: &str| {
            let setting = line.strip_prefix("# ").filter(|s| s.split_once(" = ").is_some_and(|(name, _)| names.contains(&name)));
            setting.filter(|s| !s.ends_with("\"\"")).unwrap_or(line).to_owned()
        };
        let template = study_template();
        let toml: Vec<String> = template.lines().map(set).collect();
        assert!(toml.iter().filter(|l| !l.starts_with('#')).count() > 25, "{toml:#?}");
        Study::from_toml("framescope.toml", &toml.join("\n")).unwrap();
    }
}
