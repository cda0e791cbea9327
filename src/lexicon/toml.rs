//! Reads a lexicon in the project's own TOML form (see [`schema`](super::schema())).
//!
//! In: the text of the file. Out: the [`Lexicon`] with the line of every entry, or every fault found at
//! once, unknown keys with the nearest known one. Duplicates and contradictions are judged later.

use super::source::Source;
use super::{Axis, Entry, EntryList, Example, Lexicon, PatternKind, Pole};
use crate::corpus::{Problem, nearest};
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use std::ops::Range;

/// A value with its place.
type Node<'i> = Spanned<DeValue<'i>>;

/// Keys of a lexicon file.
const LEXICON: &[&str] =
    &["name", "version", "language", "licence", "authors", "description", "selection", "sources", "axis", "category"];
/// Keys of an axis.
const AXIS: &[&str] =
    &["title", "caveat", "sources", "note", "colour", "a", "b", "neutral", "exclude", "must_hit", "must_not_hit"];
/// Keys of a category, beside language codes.
const CATEGORY: &[&str] =
    &["title", "caveat", "sources", "note", "colour", "parent", "label", "entries", "any", "exclude", "must_hit", "must_not_hit"];
/// Keys of a pole, beside language codes.
const POLE: &[&str] = &["label", "entries", "any"];
/// Keys of an entry.
const ENTRY: &[&str] = &["match", "kind", "case", "weight", "needs", "excludes", "near", "window", "note"];
/// Keys of an example.
const EXAMPLE: &[&str] = &["pole", "text", "language"];

/// Reads the file.
pub(super) fn read(source: &Source<'_>) -> Result<Lexicon, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if !errors.is_empty() {
        return Err(errors.iter().map(|e| syntax(source, e)).collect());
    }
    let mut reader = Reader { source, problems: Vec::new(), language: String::new() };
    let lexicon = reader.lexicon(table.get_ref());
    if reader.problems.is_empty() { Ok(lexicon) } else { Err(reader.problems) }
}

/// What the TOML parser found, in our words.
fn syntax(source: &Source<'_>, e: &::toml::de::Error) -> Problem {
    let message = e.message().lines().next().unwrap_or_default();
    let (code, cause, remedy) = if message.contains("duplicate key") {
        ("duplicate-key", "The same table or key stands twice.", "Merge the two, or rename one.")
    } else if message.contains("recursion") {
        ("too-deep", "Tables or lists are nested too deeply for a lexicon.", "Write the lexicon as in: framescope schema lexicon")
    } else {
        ("bad-toml", "", "Correct the line; text needs quotation marks, lists need commas.")
    };
    source.show(Problem::error(code, message), e.span().unwrap_or(0..0), "here").because(cause).remedy(remedy)
}

/// Whether a key can be a language code: `en`, `pt-BR`, `zh-Hant`.
pub(super) fn is_language(key: &str) -> bool {
    let mut parts = key.split('-');
    parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Walks the parsed file and keeps what is wrong with it.
struct Reader<'s> {
    source: &'s Source<'s>,
    problems: Vec<Problem>,
    language: String,
}

impl Reader<'_> {
    fn lexicon(&mut self, table: &DeTable<'_>) -> Lexicon {
        self.known(table, LEXICON, |_| false);
        let mut lexicon = Lexicon {
            name: self.text(table, "name"),
            version: self.text(table, "version"),
            language: self.text(table, "language"),
            licence: self.text(table, "licence"),
            authors: self.texts(table, "authors"),
            description: self.text(table, "description"),
            selection: self.text(table, "selection"),
            ..Lexicon::default()
        };
        self.language.clone_from(&lexicon.language);
        for (key, value) in self.sorted(table, "sources") {
            if let Some(text) = self.string(value, key.get_ref()) {
                lexicon.sources.push((key.get_ref().to_string(), text));
            }
        }
        let mut axes: Vec<(usize, Axis)> = Vec::new();
        for (key, value) in self.sorted(table, "axis") {
            if let Some(t) = self.table(value, key.get_ref()) {
                axes.push((key.span().start, self.axis(key, t)));
            }
        }
        for (key, value) in self.sorted(table, "category") {
            if let Some(t) = self.table(value, key.get_ref()) {
                axes.push((key.span().start, self.category(key, t)));
            }
        }
        axes.sort_by_key(|(at, _)| *at);
        lexicon.axes = axes.into_iter().map(|(_, a)| a).collect();
        lexicon
    }

    fn axis(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, table: &DeTable<'_>) -> Axis {
        self.known(table, AXIS, |_| false);
        let mut axis = self.head(key, table);
        for pole in [Pole::A, Pole::B, Pole::Neutral, Pole::Exclude] {
            if let Some(t) = table.get(pole.name()).and_then(|v| self.table(v, pole.name())) {
                self.known(t, POLE, is_language);
                *axis.list_mut(pole) = self.list(t);
            }
        }
        for pole in [Pole::A, Pole::B] {
            if axis.list(pole).entries.is_empty() {
                let what = format!("axis `{}` has no entries for pole `{}`", axis.key, pole.name());
                let p = self.source.error_at("missing-key", key.span(), what);
                self.problems.push(
                    p.because("An axis contrasts two wordings; a list without a contrast is a category.").remedy(format!(
                        "Add [axis.{0}.{1}] with its entries, or write [category.{0}].",
                        axis.key,
                        pole.name()
                    )),
                );
            }
        }
        axis.examples = self.examples(table, false);
        axis
    }

    fn category(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, table: &DeTable<'_>) -> Axis {
        self.known(table, CATEGORY, is_language);
        let mut axis = self.head(key, table);
        axis.parent = self.text(table, "parent");
        axis.category = self.list(table);
        if let Some(t) = table.get("exclude").and_then(|v| self.table(v, "exclude")) {
            self.known(t, POLE, is_language);
            axis.exclude = self.list(t);
        }
        axis.examples = self.examples(table, true);
        axis
    }

    /// What axes and categories have in common.
    fn head(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, table: &DeTable<'_>) -> Axis {
        Axis {
            key: key.get_ref().to_string(),
            title: self.text(table, "title"),
            caveat: self.text(table, "caveat"),
            sources: self.texts(table, "sources"),
            comment: self.text(table, "note"),
            colour: self.text(table, "colour"),
            line: self.source.line_at(key.span().start),
            ..Axis::default()
        }
    }

    /// The label and the entries of a pole or category, in file order.
    fn list(&mut self, table: &DeTable<'_>) -> EntryList {
        let mut list = EntryList { label: self.text(table, "label"), entries: Vec::new() };
        let mut found: Vec<(usize, Entry)> = Vec::new();
        for (key, value) in table {
            let language = match key.get_ref().as_ref() {
                "any" => String::new(),
                "entries" => self.language.clone(),
                code if is_language(code) => code.to_owned(),
                _ => continue,
            };
            for item in self.items(value, key.get_ref()) {
                let mut entry = self.entry(item);
                entry.language.clone_from(&language);
                found.push((item.span().start, entry));
            }
        }
        found.sort_by_key(|(at, _)| *at);
        list.entries = found.into_iter().map(|(_, e)| e).collect();
        list
    }

    fn entry(&mut self, node: &Node<'_>) -> Entry {
        let line = self.source.line_at(node.span().start);
        let table = match node.get_ref() {
            DeValue::String(pattern) => return Entry { pattern: pattern.to_string(), line, ..Entry::default() },
            DeValue::Table(table) => table,
            _ => {
                self.wrong(node, "an entry", "text or a table with `match`");
                return Entry::default();
            }
        };
        self.known(table, ENTRY, |_| false);
        if !table.contains_key("match") {
            let p = self.source.error_at("missing-key", node.span(), "this entry has no `match`");
            self.problems.push(p.remedy("Write the pattern as match = \"...\"."));
        }
        Entry {
            pattern: self.text(table, "match"),
            kind: self.kind(table),
            case_sensitive: self.flag(table, "case"),
            weight: self.number(table, "weight"),
            needs: self.texts(table, "needs"),
            excludes: self.texts(table, "excludes"),
            near: self.texts(table, "near"),
            window: self.window(table),
            comment: self.text(table, "note"),
            line,
            ..Entry::default()
        }
    }

    fn kind(&mut self, table: &DeTable<'_>) -> PatternKind {
        let name = self.text(table, "kind");
        let kinds = PatternKind::ALL.map(PatternKind::name);
        PatternKind::named(&name).unwrap_or_else(|| {
            if let (Some(value), false) = (table.get("kind"), name.is_empty()) {
                self.unknown(value.span(), ("kind of pattern", &name), &kinds);
            }
            PatternKind::Glob
        })
    }

    fn examples(&mut self, table: &DeTable<'_>, category: bool) -> Vec<Example> {
        let mut found: Vec<(usize, Example)> = Vec::new();
        for (key, hit) in [("must_hit", true), ("must_not_hit", false)] {
            let Some(value) = table.get(key) else { continue };
            for item in self.items(value, key) {
                let Some(t) = self.table(item, key) else { continue };
                self.known(t, EXAMPLE, |_| false);
                let pole = match (hit, category) {
                    (false, _) => None,
                    (true, true) => Some(Pole::Category),
                    (true, false) => Some(self.pole(item, t)),
                };
                let language = self.text(t, "language");
                let language = if language.is_empty() { self.language.clone() } else { language };
                let line = self.source.line_at(item.span().start);
                found.push((item.span().start, Example { text: self.text(t, "text"), language, pole, line }));
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, e)| e).collect()
    }

    fn pole(&mut self, item: &Node<'_>, table: &DeTable<'_>) -> Pole {
        let name = self.text(table, "pole");
        let known = [Pole::A, Pole::B, Pole::Neutral];
        known.into_iter().find(|p| p.name() == name).unwrap_or_else(|| {
            let at = table.get("pole").map_or(item.span(), Spanned::span);
            self.unknown(at, ("pole", &name), &known.map(Pole::name));
            Pole::A
        })
    }

    // Values of one key.

    fn text(&mut self, table: &DeTable<'_>, key: &str) -> String {
        table.get(key).and_then(|v| self.string(v, key)).unwrap_or_default()
    }

    fn string(&mut self, node: &Node<'_>, key: &str) -> Option<String> {
        if let DeValue::String(text) = node.get_ref() {
            return Some(text.to_string());
        }
        self.wrong(node, &format!("`{key}`"), "text in quotation marks");
        None
    }

    fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Vec<String> {
        let Some(value) = table.get(key) else { return Vec::new() };
        self.items(value, key).into_iter().filter_map(|v| self.string(v, key)).collect()
    }

    fn items<'v, 'i>(&mut self, node: &'v Node<'i>, key: &str) -> Vec<&'v Node<'i>> {
        if let DeValue::Array(items) = node.get_ref() {
            return items.iter().collect();
        }
        self.wrong(node, &format!("`{key}`"), "a list [...]");
        Vec::new()
    }

    fn table<'v, 'i>(&mut self, node: &'v Node<'i>, key: &str) -> Option<&'v DeTable<'i>> {
        if let DeValue::Table(table) = node.get_ref() {
            return Some(table);
        }
        self.wrong(node, &format!("`{key}`"), "a table");
        None
    }

    /// The keys and values under a table's key, in file order.
    fn sorted<'v, 'i>(
        &mut self,
        table: &'v DeTable<'i>,
        key: &str,
    ) -> Vec<(&'v Spanned<std::borrow::Cow<'i, str>>, &'v Node<'i>)> {
        let Some(inner) = table.get(key).and_then(|v| self.table(v, key)) else { return Vec::new() };
        let mut pairs: Vec<_> = inner.iter().collect();
        pairs.sort_by_key(|(k, _)| k.span().start);
        pairs
    }

    fn flag(&mut self, table: &DeTable<'_>, key: &str) -> bool {
        let Some(value) = table.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(value, &format!("`{key}`"), "true or false");
            false
        })
    }

    fn number(&mut self, table: &DeTable<'_>, key: &str) -> Option<f64> {
        let value = table.get(key)?;
        let text = match value.get_ref() {
            DeValue::Float(x) => x.as_str(),
            DeValue::Integer(x) => x.as_str(),
            _ => "",
        };
        let number = text.replace('_', "").parse::<f64>().ok().filter(|x| x.is_finite());
        if number.is_none() {
            let p = self.source.error_at("bad-number", value.span(), format!("`{key}` is not a finite number"));
            self.problems.push(p.remedy("Write a number such as 1, -1.5 or 0.25."));
        }
        number
    }

    fn window(&mut self, table: &DeTable<'_>) -> Option<u32> {
        let value = table.get("window")?;
        let window = value.get_ref().as_integer().and_then(|x| x.as_str().parse::<u32>().ok()).filter(|w| *w > 0);
        if window.is_none() {
            self.wrong(value, "`window`", "a whole number of words, 1 or more");
        }
        window
    }

    // Complaints.

    fn known(&mut self, table: &DeTable<'_>, keys: &'static [&'static str], or: fn(&str) -> bool) {
        let mut odd: Vec<_> = table.keys().filter(|k| !keys.contains(&k.get_ref().as_ref()) && !or(k.get_ref())).collect();
        odd.sort_by_key(|k| k.span().start);
        for key in odd {
            self.unknown(key.span(), ("key", key.get_ref()), keys);
        }
    }

    fn unknown(&mut self, at: Range<usize>, (what, word): (&str, &str), known: &[&str]) {
        let near = nearest(word, known.iter().copied()).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
        let p = Problem::error("unknown-key", format!("unknown {what} `{word}`"));
        let p = self.source.show(p, at, "not known here");
        self.problems.push(p.remedy(format!("{near}Known: {}.", known.join(", "))));
    }

    fn wrong(&mut self, node: &Node<'_>, what: &str, want: &str) {
        let got = node.get_ref().type_str();
        let p = self.source.error_at("wrong-type", node.span(), format!("{what} should be {want}, found {got}"));
        self.problems.push(p.remedy("See the form of a lexicon file: framescope schema lexicon"));
    }
}
