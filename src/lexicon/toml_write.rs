//! Writes a lexicon in the project's own TOML form; it holds everything a [`Lexicon`] holds.

use super::toml::is_language;
use super::{Axis, Entry, EntryList, Example, Lexicon, PatternKind, Pole};
use std::fmt::Write;

/// Longest list kept on one line, in bytes.
const ONE_LINE: usize = 90;

/// The file.
pub(super) fn write(lexicon: &Lexicon) -> String {
    let mut out = String::new();
    for (key, value) in
        [("name", &lexicon.name), ("version", &lexicon.version), ("language", &lexicon.language), ("licence", &lexicon.licence)]
    {
        text(&mut out, key, value);
    }
    texts(&mut out, "authors", &lexicon.authors);
    text(&mut out, "description", &lexicon.description);
    text(&mut out, "selection", &lexicon.selection);
    if !lexicon.sources.is_empty() {
        out.push_str("\n[sources]\n");
        for (id, reference) in &lexicon.sources {
            line(&mut out, &key(id), &string(reference));
        }
    }
    for axis in &lexicon.axes {
        if axis.is_category() { category(&mut out, axis) } else { contrast(&mut out, axis) }
    }
    out
}

fn contrast(out: &mut String, axis: &Axis) {
    let name = format!("axis.{}", key(&axis.key));
    let _ = writeln!(out, "\n[{name}]");
    head(out, axis);
    for pole in [Pole::A, Pole::B, Pole::Neutral, Pole::Exclude] {
        let list = axis.list(pole);
        if list != &EntryList::default() {
            let _ = writeln!(out, "\n[{name}.{}]", pole.name());
            entries(out, list);
        }
    }
    examples(out, &name, &axis.examples);
}

fn category(out: &mut String, axis: &Axis) {
    let name = format!("category.{}", key(&axis.key));
    let _ = writeln!(out, "\n[{name}]");
    head(out, axis);
    text(out, "parent", &axis.parent);
    entries(out, &axis.category);
    if axis.exclude != EntryList::default() {
        let _ = writeln!(out, "\n[{name}.exclude]");
        entries(out, &axis.exclude);
    }
    examples(out, &name, &axis.examples);
}

fn head(out: &mut String, axis: &Axis) {
    text(out, "title", &axis.title);
    text(out, "caveat", &axis.caveat);
    texts(out, "sources", &axis.sources);
    text(out, "note", &axis.comment);
    text(out, "colour", &axis.colour);
}

/// The label, then one list per language in order of first use.
fn entries(out: &mut String, list: &EntryList) {
    text(out, "label", &list.label);
    let mut languages: Vec<&str> = Vec::new();
    for e in &list.entries {
        if !languages.contains(&e.language.as_str()) {
            languages.push(&e.language);
        }
    }
    for language in languages {
        let items: Vec<String> = list.entries.iter().filter(|e| e.language == language).map(entry).collect();
        let name = if is_language(language) { language } else { "any" };
        self::list(out, name, &items);
    }
}

fn entry(e: &Entry) -> String {
    let mut fields = vec![format!("match = {}", string(&e.pattern))];
    if e.kind != PatternKind::Glob {
        fields.push(format!("kind = \"{}\"", e.kind.name()));
    }
    if e.case_sensitive {
        fields.push("case = true".into());
    }
    if let Some(weight) = e.weight {
        fields.push(format!("weight = {weight:?}"));
    }
    for (name, patterns) in [("needs", &e.needs), ("excludes", &e.excludes), ("near", &e.near)] {
        if !patterns.is_empty() {
            fields.push(format!("{name} = [{}]", patterns.iter().map(|p| string(p)).collect::<Vec<_>>().join(", ")));
        }
    }
    if let Some(window) = e.window {
        fields.push(format!("window = {window}"));
    }
    if !e.comment.is_empty() {
        fields.push(format!("note = {}", string(&e.comment)));
    }
    if fields.len() == 1 { string(&e.pattern) } else { format!("{{ {} }}", fields.join(", ")) }
}

fn examples(out: &mut String, axis: &str, examples: &[Example]) {
    for e in examples {
        let _ = writeln!(out, "\n[[{axis}.{}]]", if e.pole.is_some() { "must_hit" } else { "must_not_hit" });
        if let Some(pole) = e.pole.filter(|p| *p != Pole::Category) {
            line(out, "pole", &string(pole.name()));
        }
        line(out, "text", &string(&e.text));
        text(out, "language", &e.language);
    }
}

fn text(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        line(out, key, &string(value));
    }
}

fn texts(out: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        list(out, key, &values.iter().map(|v| string(v)).collect::<Vec<_>>());
    }
}

fn list(out: &mut String, key: &str, items: &[String]) {
    let one = items.join(", ");
    if one.len() <= ONE_LINE {
        line(out, key, &format!("[{one}]"));
    } else {
        line(out, key, &format!("[\n  {},\n]", items.join(",\n  ")));
    }
}

fn line(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

/// A key, in quotation marks unless bare.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { name.to_owned() } else { string(name) }
}

/// A TOML basic string.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
