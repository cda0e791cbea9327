//! The JSON Schema of the project's own lexicon form, for editors and for `framescope schema lexicon`.

use super::{PatternKind, Pole};
use serde_json::{Value, json};

/// The JSON Schema (draft 2020-12) of a lexicon in TOML.
///
/// A list of patterns stands under a language code, under `any` (every language) or under `entries` (the
/// lexicon's language).
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "framescope lexicon",
        "description": "Contested wordings: axes with two poles, and unpaired categories.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "name": text("Short name, the key in tables; the file name without."),
            "version": text("Version, e.g. 1.0.0."),
            "language": text("Language code of examples and of lists without one."),
            "licence": text("Licence, e.g. CC0-1.0."),
            "authors": texts("Who wrote it."),
            "description": text("What the axes contrast."),
            "selection": text("How entries were chosen."),
            "sources": {
                "description": "Ids and references of the sources that axes name.",
                "type": "object",
                "additionalProperties": { "type": "string" }
            },
            "axis": { "type": "object", "additionalProperties": { "$ref": "#/$defs/axis" } },
            "category": { "type": "object", "additionalProperties": { "$ref": "#/$defs/category" } }
        },
        "$defs": {
            "axis": axis(),
            "category": category(),
            "pole": {
                "description": "Patterns of one pole, by language code.",
                "type": "object",
                "properties": {
                    "label": text("The pole named by its wording, e.g. terror label."),
                    "entries": patterns("Patterns in the lexicon's language."),
                    "any": patterns("Patterns for every language.")
                },
                "patternProperties": languages(),
                "additionalProperties": false
            },
            "patterns": { "type": "array", "items": { "oneOf": [{ "type": "string" }, { "$ref": "#/$defs/entry" }] } },
            "entry": entry(),
            "example": {
                "type": "object",
                "required": ["text"],
                "additionalProperties": false,
                "properties": {
                    "pole": { "enum": [Pole::A.name(), Pole::B.name(), Pole::Neutral.name()] },
                    "text": text("The sentence."),
                    "language": text("Its language code; the lexicon's without.")
                }
            }
        }
    })
}

fn axis() -> Value {
    let mut properties = head();
    let pole = |what: &str| json!({ "description": what, "$ref": "#/$defs/pole" });
    properties["a"] = pole("First pole.");
    properties["b"] = pole("Second pole.");
    properties["neutral"] = pole("Terms between the poles.");
    properties["exclude"] = pole("Phrases that claim the text and count for nothing.");
    json!({
        "description": "A contrast of two wordings.",
        "type": "object",
        "required": ["a", "b"],
        "additionalProperties": false,
        "properties": properties
    })
}

fn category() -> Value {
    let mut properties = head();
    properties["parent"] = text("Key of the category above it.");
    properties["label"] = text("What the list says.");
    properties["entries"] = patterns("Patterns in the lexicon's language.");
    properties["any"] = patterns("Patterns for every language.");
    properties["exclude"] =
        json!({ "description": "Phrases that claim the text and count for nothing.", "$ref": "#/$defs/pole" });
    json!({
        "description": "An unpaired list; patterns by language code.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "patternProperties": languages()
    })
}

/// Keys of axes and categories alike.
fn head() -> Value {
    json!({
        "title": text("Title for people."),
        "caveat": text("What the numbers do not show."),
        "sources": texts("Ids of sources."),
        "note": text("Comment."),
        "colour": text("Colour, #rrggbb."),
        "must_hit": { "type": "array", "items": { "$ref": "#/$defs/example" } },
        "must_not_hit": { "type": "array", "items": { "$ref": "#/$defs/example" } }
    })
}

fn entry() -> Value {
    json!({
        "description": "A pattern with what its author says about it.",
        "type": "object",
        "required": ["match"],
        "additionalProperties": false,
        "properties": {
            "match": text("Words; * any characters, ? one, a lone * any one word, \\ takes the next sign as written."),
            "kind": { "enum": PatternKind::ALL.map(PatternKind::name), "default": "glob" },
            "case": { "description": "Whether capitals matter.", "type": "boolean", "default": false },
            "weight": { "description": "Weight of a hit.", "type": "number", "default": 1 },
            "needs": texts("A hit counts only with one of these within the window."),
            "excludes": texts("A hit is dropped with one of these within the window."),
            "near": texts("A hit counts only with one of these named things within the window."),
            "window": { "description": "Words on either side; the sentence without.", "type": "integer", "minimum": 1 },
            "note": text("Comment.")
        }
    })
}

fn languages() -> Value {
    json!({ "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": { "$ref": "#/$defs/patterns" } })
}

fn patterns(what: &str) -> Value {
    json!({ "description": what, "$ref": "#/$defs/patterns" })
}

fn text(what: &str) -> Value {
    json!({ "description": what, "type": "string" })
}

fn texts(what: &str) -> Value {
    json!({ "description": what, "type": "array", "items": { "type": "string" } })
}
