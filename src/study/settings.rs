//! The research design as written: settings from a study file and from flags, each with its origin.
//!
//! A [`Study`] is plain data. It is checked here (names, types, ranges) and compiled in `plan`.

use super::keys::{self, KEYS, Key, Kind};
use crate::corpus::{Problem, nearest};
use crate::voice::Voice;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml_edit::{Document, Item, Table, Value as Toml};

/// A setting's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A text or choice.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// A table of text to text.
    Map(BTreeMap<String, String>),
}

/// Who set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetBy {
    /// Nobody.
    Default,
    /// A line of the study file.
    File(String, u64),
    /// A flag.
    Flag(String),
}

/// The design as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    settings: BTreeMap<&'static str, (Setting, SetBy)>,
}

impl Default for Study {
    fn default() -> Study {
        let settings = KEYS.iter().filter(|k| !k.default.is_empty()).filter_map(|k| {
            let value: Toml = k.default.parse().or_else(|_| format!("\"{}\"", k.default).parse()).ok()?;
            read_value(k, &value).ok().map(|v| (k.name, (v, SetBy::Default)))
        });
        Study { settings: settings.collect() }
    }
}

/// The newest version of the study file format.
pub(super) const STUDY_VERSION: i64 = 1;

impl Study {
    /// Reads a study file; every fault in it is reported at once.
    pub fn from_toml(file: &str, text: &str) -> Result<Study, Vec<Problem>> {
        let at = |span: Option<std::ops::Range<usize>>| Place::new(file, text, span);
        let document = Document::parse(text.to_owned()).map_err(|e| {
            vec![at(e.span()).problem("bad-toml", e.message(), "Correct the line; framescope init writes a file to start from.")]
        })?;
        let mut study = Study::default();
        let mut problems = Vec::new();
        for (section, item) in document.as_table() {
            let span = document.as_table().key(section).and_then(|k| k.span());
            if section == "version" {
                problems.extend(check_version(item, &at(item.span())));
            } else if let Some(table) = item.as_table() {
                study.read_section(section, table, &mut problems, &at);
            } else {
                problems.push(unknown(section, &at(span), sections()));
            }
        }
        if problems.is_empty() { Ok(study) } else { Err(problems) }
    }

    fn read_section(
        &mut self,
        section: &str,
        table: &Table,
        problems: &mut Vec<Problem>,
        at: &dyn Fn(Option<std::ops::Range<usize>>) -> Place,
    ) {
        if !sections().contains(&section) {
            let span = table.span();
            problems.push(unknown(section, &at(span), sections()));
            return;
        }
        for (name, item) in table {
            let full = format!("{section}.{name}");
            let place = at(item.span().or_else(|| table.key(name).and_then(|k| k.span())));
            let Some(key) = keys::find(&full) else {
                let known = KEYS.iter().filter_map(|k| k.name.strip_prefix(section)?.strip_prefix('.'));
                problems.push(unknown(name, &at(table.key(name).and_then(|k| k.span())), known.collect()));
                continue;
            };
            match read_item(key, item) {
                Ok(value) => {
                    self.settings.insert(key.name, (value, SetBy::File(place.file.clone(), place.line)));
                }
                Err(fault) => problems.push(place.problem(fault.code(), &fault.message(key), &fault.remedy(key))),
            }
        }
    }

    /// Sets a key from a flag's text.
    pub fn set_flag(&mut self, key: &'static Key, values: &[String]) -> Result<(), Problem> {
        let place = Place { file: String::new(), line: 0, source_line: String::new(), mark: (0, 0) };
        let value = read_flag(key, values).map_err(|f| place.problem(f.code(), &f.message(key), &f.remedy(key)))?;
        self.settings.insert(key.name, (value, SetBy::Flag(format!("--{}", key.flag))));
        Ok(())
    }

    /// Sets a key by its name or its argument's name (see [`Key::argument`]).
    ///
    /// # Errors
    /// `unknown-key` with the name that was probably meant; `bad-value`, `out-of-range`.
    pub fn set(&mut self, name: &str, value: Setting) -> Result<(), Problem> {
        let place = Place::new("", "", None);
        let named = keys::find(name).map(|k| (k, value.clone()));
        let Some((key, value)) = named.or_else(|| Some(as_argument(KEYS.iter().find(|k| k.argument() == name)?, value))) else {
            let known: Vec<String> = KEYS.iter().flat_map(|k| [k.argument(), k.name.to_owned()]).collect();
            return Err(unknown(name, &place, known.iter().map(String::as_str).collect()));
        };
        let value = fitted(key, value).map_err(|f| place.problem(f.code(), &f.message(key), &f.remedy(key)))?;
        self.settings.insert(key.name, (value, SetBy::Flag(format!("{name}="))));
        Ok(())
    }

    /// The value of a key and who set it.
    pub fn get(&self, name: &str) -> Option<&(Setting, SetBy)> {
        self.settings.get(name)
    }

    /// A text setting; empty when not set.
    pub fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some((Setting::Text(s), _)) => s,
            _ => "",
        }
    }

    /// A whole-number setting; 0 when not set.
    pub fn integer(&self, name: &str) -> i64 {
        match self.get(name) {
            Some((Setting::Integer(n), _)) => *n,
            _ => 0,
        }
    }

    /// A number setting; 0 when not set.
    pub fn number(&self, name: &str) -> f64 {
        match self.get(name) {
            Some((Setting::Number(x), _)) => *x,
            Some((Setting::Integer(n), _)) => *n as f64,
            _ => 0.0,
        }
    }

    /// A list setting; empty when not set.
    pub fn list(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some((Setting::List(l), _)) => l,
            _ => &[],
        }
    }

    /// A yes-or-no setting; no when not set.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some((Setting::Flag(true), _)))
    }

    /// A table setting; empty when not set.
    pub fn map(&self, name: &str) -> BTreeMap<String, String> {
        match self.get(name) {
            Some((Setting::Map(m), _)) => m.clone(),
            _ => BTreeMap::new(),
        }
    }

    /// The effective study as a file that gives the same results, each value with its origin.
    pub fn to_toml(&self, origins: bool) -> String {
        let mut out = format!("version = {STUDY_VERSION}\n");
        for section in sections() {
            let of_section = KEYS.iter().filter(|k| k.name.split('.').next() == Some(section));
            let set: Vec<_> = of_section.filter_map(|k| self.get(k.name).map(|s| (k, s))).collect();
            if set.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n[{section}]");
            for (key, (value, by)) in set {
                let name = key.name.split_once('.').map_or("", |p| p.1);
                let origin = match by {
                    _ if !origins => String::new(),
                    SetBy::Default => "  # default".to_owned(),
                    SetBy::File(file, line) => format!("  # {file}:{line}"),
                    SetBy::Flag(flag) => format!("  # {flag}"),
                };
                let _ = writeln!(out, "{name} = {}{origin}", to_toml_value(value));
            }
        }
        out
    }
}

fn sections() -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for name in KEYS.iter().filter_map(|k| k.name.split('.').next()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn to_toml_value(value: &Setting) -> String {
    let quote = |s: &String| Toml::from(s.as_str()).to_string();
    match value {
        Setting::Integer(n) => n.to_string(),
        Setting::Number(x) => format!("{x}"),
        Setting::Text(s) => quote(s),
        Setting::List(l) => format!("[{}]", l.iter().map(quote).collect::<Vec<_>>().join(", ")),
        Setting::Flag(b) => b.to_string(),
        Setting::Map(m) => {
            let pairs: Vec<_> = m.iter().map(|(k, v)| format!("{} = {}", quote(k), quote(v))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}

/// Why a value does not fit its key.
enum Fault {
    Type,
    Range(String),
}

impl Fault {
    fn code(&self) -> &'static str {
        match self {
            Fault::Type => "bad-value",
            Fault::Range(_) => "out-of-range",
        }
    }

    fn message(&self, key: &Key) -> String {
        match self {
            Fault::Type => format!("{} takes {}", key.name, accepted(key.kind)),
            Fault::Range(got) => format!("{} = {got} is out of range: it takes {}", key.name, accepted(key.kind)),
        }
    }

    fn remedy(&self, key: &Key) -> String {
        let default = if key.default.is_empty() { "not set" } else { key.default };
        format!("Give {}, or leave it out (default: {default}).", accepted(key.kind))
    }
}

fn accepted(kind: Kind) -> String {
    match kind {
        Kind::Integer(low, i64::MAX) => format!("a whole number from {low}"),
        Kind::Integer(low, high) => format!("a whole number from {low} to {high}"),
        Kind::Number(low, high) => format!("a number between {low} and {high}"),
        Kind::Choice(words) => format!("one of {}", words.join(", ")),
        Kind::Text => "a text".to_owned(),
        Kind::List => "a list of texts".to_owned(),
        Kind::Voices => "voices: own, reported, quoted, scare".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::Map => "a table of spelling = name".to_owned(),
    }
}

fn read_item(key: &Key, item: &Item) -> Result<Setting, Fault> {
    if let (Kind::Map, Some(table)) = (key.kind, item.as_table_like()) {
        let pairs = table.iter().map(|(k, v)| v.as_str().map(|v| (k.to_owned(), v.to_owned())));
        return pairs.collect::<Option<_>>().map(Setting::Map).ok_or(Fault::Type);
    }
    read_value(key, item.as_value().ok_or(Fault::Type)?)
}

fn read_value(key: &Key, value: &Toml) -> Result<Setting, Fault> {
    let texts = |v: &Toml| -> Option<Vec<String>> {
        if let Some(s) = v.as_str() {
            return Some(vec![s.to_owned()]);
        }
        v.as_array()?.iter().map(|i| i.as_str().map(str::to_owned)).collect()
    };
    let setting = match key.kind {
        Kind::Integer(..) => value.as_integer().map(Setting::Integer),
        Kind::Number(..) => value.as_float().or(value.as_integer().map(|n| n as f64)).map(Setting::Number),
        Kind::Choice(_) | Kind::Text => value.as_str().map(|s| Setting::Text(s.to_owned())),
        Kind::List | Kind::Voices => texts(value).map(Setting::List),
        Kind::Flag => value.as_bool().map(Setting::Flag),
        Kind::Map => None,
    };
    in_range(key, setting.ok_or(Fault::Type)?)
}

fn read_flag(key: &Key, values: &[String]) -> Result<Setting, Fault> {
    let first = values.first().map(String::as_str).unwrap_or_default();
    let setting = match key.kind {
        Kind::Integer(..) => Setting::Integer(first.parse().map_err(|_| Fault::Type)?),
        Kind::Number(..) => Setting::Number(first.parse().map_err(|_| Fault::Type)?),
        Kind::Choice(_) | Kind::Text => Setting::Text(first.to_owned()),
        Kind::List if key.name != "input.languages" && !key.name.starts_with("measures.") => Setting::List(values.to_vec()),
        // Voices, codes and names of measures have no commas of their own.
        Kind::List | Kind::Voices => {
            Setting::List(values.iter().flat_map(|v| v.split(',')).map(|v| v.trim().to_owned()).collect())
        }
        // A flag such as --no-text turns a default around.
        Kind::Flag => Setting::Flag(key.default == "false"),
        Kind::Map => return Err(Fault::Type),
    };
    in_range(key, setting)
}

/// An argument such as `no_text` turns its key around.
fn as_argument(key: &'static Key, value: Setting) -> (&'static Key, Setting) {
    match value {
        Setting::Flag(yes) if key.flag.starts_with("no-") => (key, Setting::Flag(!yes)),
        other => (key, other),
    }
}

/// The value in the form its key takes.
fn fitted(key: &Key, value: Setting) -> Result<Setting, Fault> {
    let value = match (key.kind, value) {
        (Kind::Number(..), Setting::Integer(n)) => Setting::Number(n as f64),
        (Kind::Text, Setting::Integer(n)) => Setting::Text(n.to_string()),
        (Kind::List | Kind::Voices, Setting::Text(text)) => return read_flag(key, &[text]),
        (_, value) => value,
    };
    let fits = match key.kind {
        Kind::Integer(..) => matches!(value, Setting::Integer(_)),
        Kind::Number(..) => matches!(value, Setting::Number(_)),
        Kind::Choice(_) | Kind::Text => matches!(value, Setting::Text(_)),
        Kind::List | Kind::Voices => matches!(value, Setting::List(_)),
        Kind::Flag => matches!(value, Setting::Flag(_)),
        Kind::Map => matches!(value, Setting::Map(_)),
    };
    if fits { in_range(key, value) } else { Err(Fault::Type) }
}

fn in_range(key: &Key, setting: Setting) -> Result<Setting, Fault> {
    let fits = match (key.kind, &setting) {
        (Kind::Integer(low, high), Setting::Integer(n)) => (low..=high).contains(n),
        (Kind::Number(low, high), Setting::Number(x)) => *x > low && *x < high,
        (Kind::Choice(words), Setting::Text(s)) => words.contains(&s.as_str()),
        (Kind::Voices, Setting::List(l)) => !l.is_empty() && l.iter().all(|v| parse_voice(v).is_some()),
        _ => true,
    };
    if fits { Ok(setting) } else { Err(Fault::Range(to_toml_value(&setting))) }
}

/// The voice with this name.
pub(super) fn parse_voice(name: &str) -> Option<Voice> {
    Voice::ALL.into_iter().find(|v| v.name() == name)
}

fn check_version(item: &Item, place: &Place) -> Option<Problem> {
    match item.as_integer() {
        Some(1..=STUDY_VERSION) => None,
        Some(n) => Some(place.problem(
            "unsupported-version",
            &format!(
                "this study has format version {n}; this framescope ({}) reads up to {STUDY_VERSION}",
                env!("CARGO_PKG_VERSION")
            ),
            "Install the framescope release that wrote it, or set version = 1 and check the keys.",
        )),
        None => Some(place.problem("bad-value", "version takes a whole number", "Write version = 1.")),
    }
}

fn unknown(name: &str, place: &Place, known: Vec<&str>) -> Problem {
    let meant = nearest(name, known.iter().copied()).map(|n| format!("Did you mean `{n}`? ")).unwrap_or_default();
    place.problem("unknown-key", &format!("unknown key `{name}`"), &format!("{meant}Known here: {}.", known.join(", ")))
}

/// A place in the study file.
struct Place {
    file: String,
    line: u64,
    source_line: String,
    mark: (usize, usize),
}

impl Place {
    fn new(file: &str, text: &str, span: Option<std::ops::Range<usize>>) -> Place {
        let Some(span) = span else {
            return Place { file: file.to_owned(), line: 0, source_line: String::new(), mark: (0, 0) };
        };
        let start = span.start.min(text.len());
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        Place {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() as u64 + 1,
            source_line: text[line_start..line_end].to_owned(),
            mark: (start - line_start, span.end.clamp(start, line_end) - line_start),
        }
    }

    fn problem(&self, code: &'static str, what: &str, remedy: &str) -> Problem {
        Problem::error(code, what).at(&self.file, self.line).showing(&self.source_line, self.mark, "").remedy(remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_set_what_files_and_flags_set() {
        let text = |s: &str| Setting::Text(s.to_owned());
        let rows = [
            ("min_count", Setting::Integer(3), "min_count = 3"),
            ("terms.min_count", Setting::Integer(3), "min_count = 3"),
            ("confidence", Setting::Number(0.9), "confidence = 0.9"),
            ("max_rejects", Setting::Integer(5), "max_rejects = \"5\""),
            ("voices", text("own, quoted"), "voices = [\"own\", \"quoted\"]"),
            ("lexicon", text("armed-groups"), "files = [\"armed-groups\"]"),
            ("no_text", Setting::Flag(true), "text = false"),
            ("output.text", Setting::Flag(false), "text = false"),
            ("outlets_merge", Setting::Map([("A".to_owned(), "B".to_owned())].into()), "merge = { \"A\" = \"B\" }"),
        ];
        for (name, value, line) in rows {
            let mut study = Study::default();
            study.set(name, value).unwrap();
            let toml = study.to_toml(false);
            assert!(toml.lines().any(|l| l == line), "{name}: {toml}");
            assert_eq!(Study::from_toml("s", &toml).unwrap().to_toml(false), toml);
        }
    }

    #[test]
    fn a_wrong_argument_is_told_with_what_was_meant() {
        let rows = [
            ("min_cuont", Setting::Integer(3), "unknown-key", "Did you mean `min_count`?"),
            ("min_count", Setting::Flag(true), "bad-value", "a whole number"),
            ("confidence", Setting::Integer(2), "out-of-range", "between 0.5 and 1"),
            ("voices", Setting::Text("mine".to_owned()), "out-of-range", "own, reported, quoted, scare"),
        ];
        for (name, value, code, remedy) in rows {
            let problem = Study::default().set(name, value).unwrap_err();
            assert_eq!(problem.code, code, "{name}");
            assert!(problem.remedy.contains(remedy), "{name}: {}", problem.remedy);
        }
    }
}
