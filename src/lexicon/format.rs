//! The registry of lexicon formats: which there are, how a file is recognised, what each can hold.
//!
//! In: a file name and bytes, or a [`Lexicon`] and a format. Out: the [`Lexicon`], or bytes with the list
//! of what the format could not hold. A new format is one file and one line in [`FORMATS`].

use super::source::Source;
use super::tree::{flat_name, unglob};
use super::{
    Axis, Entry, Lexicon, PatternKind, Pole, dicx, finish, liwc, plain, table, toml, toml_write, wordstat, yaml, yoshikoder,
};
use crate::corpus::{Problem, nearest};

/// A lexicon and what to say about it, or why there is none.
type Reading = Result<(Lexicon, Vec<Problem>), Vec<Problem>>;

/// Something a lexicon may hold that not every format can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Axes with two poles, neutral terms and excluded phrases.
    Poles,
    /// Categories inside categories.
    Nesting,
    /// Categories without entries.
    Empty,
    /// Categories that hold nothing but other categories.
    Branches,
    /// One category above all others.
    Root,
    /// Colours of categories.
    Colours,
    /// Labels of LIWC categories.
    Titles,
    /// Comments on categories.
    Comments,
    /// Comments on entries.
    Notes,
    /// The lexicon's description.
    Description,
    /// Name, version, licence, authors, sources, caveats and examples.
    Header,
    /// Weights.
    Weights,
    /// A weight of 0.
    Zero,
    /// The language of entries.
    Languages,
    /// Case-sensitive entries.
    Case,
    /// `needs`, `excludes`, `near` and `window`.
    Context,
    /// Stem patterns.
    Stems,
    /// Regular expressions.
    Regex,
    /// The wildcard `?`, and literal `*` and `?`.
    Escapes,
}

/// A file format for lexicons.
pub struct Format {
    /// Short name, as in `--to NAME`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// File name extensions, without the dot; the first is the usual one.
    pub extensions: &'static [&'static str],
    /// What it holds beside categories and patterns.
    pub holds: &'static [Holds],
    /// Whether a term in several categories is the rule, not an oversight.
    pub(super) shares: bool,
    read: fn(&Source<'_>) -> Reading,
    write: fn(&Lexicon) -> String,
}

/// Every format, in the order of the reference page.
pub const FORMATS: &[Format] = &[
    Format {
        name: "toml",
        title: "framescope lexicon (TOML)",
        extensions: &["toml"],
        holds: &[
            Holds::Poles,
            Holds::Nesting,
            Holds::Branches,
            Holds::Empty,
            Holds::Colours,
            Holds::Titles,
            Holds::Comments,
            Holds::Notes,
            Holds::Description,
            Holds::Header,
            Holds::Weights,
            Holds::Zero,
            Holds::Languages,
            Holds::Case,
            Holds::Context,
            Holds::Stems,
            Holds::Regex,
            Holds::Escapes,
        ],
        shares: false,
        read: |s| Ok((toml::read(s)?, Vec::new())),
        write: toml_write::write,
    },
    Format {
        name: "csv",
        title: "table with commas: category, term and more",
        extensions: &["csv"],
        holds: TABLE,
        shares: false,
        read: table::read,
        write: |l| table::write(l, ','),
    },
    Format {
        name: "tsv",
        title: "table with tabs, term and weight, or one term per line",
        extensions: &["tsv", "tab", "txt"],
        holds: TABLE,
        shares: false,
        read: table::read,
        write: |l| table::write(l, '\t'),
    },
    Format {
        name: "liwc",
        title: "LIWC 2001, 2007 and 2015 dictionary",
        extensions: &["dic"],
        holds: &[Holds::Nesting, Holds::Branches, Holds::Empty, Holds::Titles],
        shares: true,
        read: liwc::read,
        write: liwc::write,
    },
    Format {
        name: "dicx",
        title: "LIWC-22 dictionary",
        extensions: &["dicx"],
        holds: &[Holds::Weights, Holds::Escapes, Holds::Empty],
        shares: true,
        read: |s| Ok((dicx::read(s)?, Vec::new())),
        write: dicx::write,
    },
    Format {
        name: "lc3",
        title: "Lexicoder 3 dictionary",
        extensions: &["lc3"],
        holds: &[Holds::Colours, Holds::Empty],
        shares: false,
        read: plain::read_lexicoder,
        write: plain::write_lexicoder,
    },
    Format {
        name: "yoshikoder",
        title: "Yoshikoder and Lexicoder 2 dictionary (XML)",
        extensions: &["ykd", "lcd", "xml"],
        holds: &[
            Holds::Nesting,
            Holds::Branches,
            Holds::Empty,
            Holds::Root,
            Holds::Weights,
            Holds::Zero,
            Holds::Comments,
            Holds::Notes,
        ],
        shares: false,
        read: yoshikoder::read,
        write: yoshikoder::write,
    },
    Format {
        name: "vbpro",
        title: "VBPro word list",
        extensions: &["vbpro", "vbp"],
        holds: &[Holds::Empty],
        shares: false,
        read: plain::read_vbpro,
        write: plain::write_vbpro,
    },
    Format {
        name: "wordstat",
        title: "WordStat categorisation dictionary",
        extensions: &["cat"],
        holds: &[Holds::Nesting, Holds::Branches, Holds::Weights, Holds::Zero],
        shares: false,
        read: wordstat::read,
        write: wordstat::write,
    },
    Format {
        name: "yaml",
        title: "YAML as quanteda writes it",
        extensions: &["yml", "yaml"],
        holds: &[
            Holds::Nesting,
            Holds::Branches,
            Holds::Empty,
            Holds::Comments,
            Holds::Notes,
            Holds::Description,
            Holds::Escapes,
        ],
        shares: false,
        read: yaml::read_yaml,
        write: yaml::write_yaml,
    },
    Format {
        name: "json",
        title: "JSON: {\"category\": [\"pattern\", ...]}",
        extensions: &["json"],
        holds: &[Holds::Nesting, Holds::Branches, Holds::Empty, Holds::Escapes],
        shares: false,
        read: yaml::read_json,
        write: yaml::write_json,
    },
];

/// What tables hold.
const TABLE: &[Holds] = &[
    Holds::Poles,
    Holds::Nesting,
    Holds::Notes,
    Holds::Description,
    Holds::Weights,
    Holds::Zero,
    Holds::Languages,
    Holds::Case,
    Holds::Context,
    Holds::Stems,
    Holds::Regex,
    Holds::Escapes,
];

impl Format {
    /// The format of that name or extension.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|f| f.name == name).or_else(|| FORMATS.iter().find(|f| f.extensions.contains(&name)))
    }

    fn can(&self, what: Holds) -> bool {
        self.holds.contains(&what)
    }
}

/// Recognises the format by what the file holds, then by its extension.
fn recognise(source: &Source<'_>) -> Result<&'static Format, Problem> {
    let extension = source.file.rsplit_once('.').map_or("", |(_, e)| e).to_lowercase();
    let named = |name| Ok(Format::named(name).unwrap_or(&FORMATS[0]));
    let first = source.lines().map(|(_, l)| l.trim()).find(|l| !l.is_empty()).unwrap_or_default();
    let xml = ["<?xml", "<dictionary", "<!DOCTYPE", "<ykproject", "<!--"];
    if xml.iter().any(|x| first.starts_with(x)) {
        return named("yoshikoder");
    }
    if plain::vbpro_heading(first).is_some() && matches!(extension.as_str(), "txt" | "cat" | "dic" | "vbpro" | "vbp" | "") {
        return named("vbpro");
    }
    if first.starts_with('%') && matches!(extension.as_str(), "txt" | "") {
        return named("liwc");
    }
    if let Some(format) = Format::named(&extension) {
        return Ok(format);
    }
    if first.starts_with('{') {
        return named("json");
    }
    let known: Vec<&str> = FORMATS.iter().flat_map(|f| f.extensions.iter().copied()).collect();
    let near = nearest(&extension, known.iter().copied()).map(|n| format!("Did you mean `.{n}`? ")).unwrap_or_default();
    Err(Problem::error("unknown-format", format!("{} has no extension a lexicon has", source.file))
        .at(source.file, 0)
        .remedy(format!("{near}Known: .{}.", known.join(", ."))))
}

impl Lexicon {
    /// Reads a lexicon of any format; `file` is its name as the user gave it.
    ///
    /// Gives the lexicon and warnings, or everything that is wrong with it.
    pub fn read(file: &str, bytes: &[u8]) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
        let source = Source::decode(file, bytes).map_err(|p| vec![p])?;
        let format = recognise(&source).map_err(|p| vec![p])?;
        let (lexicon, mut warnings) = (format.read)(&source).map_err(|mut faults| {
            faults.sort_by_key(|p| p.severity);
            faults
        })?;
        let (mut lexicon, more) = finish::finish(&source, lexicon, format)?;
        warnings.extend(more);
        lexicon.sha256 = finish::sha256(bytes);
        Ok((lexicon, warnings))
    }

    /// The lexicon in `format`, with one problem for each kind of thing the format cannot hold.
    pub fn write(&self, format: &Format) -> (Vec<u8>, Vec<Problem>) {
        let (reduced, problems) = self.reduce(format);
        ((format.write)(&reduced).into_bytes(), problems)
    }

    /// What `format` can hold of the lexicon, and what it cannot.
    fn reduce(&self, format: &Format) -> (Lexicon, Vec<Problem>) {
        let mut losses = Losses { format, found: Vec::new() };
        let mut out = self.clone();
        if !format.can(Holds::Header) {
            losses.header(&out);
            let description = std::mem::take(&mut out.description);
            out = Lexicon { name: out.name, axes: out.axes, ..Lexicon::default() };
            if format.can(Holds::Description) {
                out.description = description;
            } else if !description.is_empty() {
                losses.add("the description", "");
            }
        }
        if !format.can(Holds::Poles) {
            out.axes = out.axes.into_iter().flat_map(|a| losses.without_poles(a)).collect();
        }
        for axis in &mut out.axes {
            losses.axis(axis);
        }
        losses.empty(&mut out);
        if format.can(Holds::Root) {
            losses.root(&mut out);
        }
        (out, losses.problems(&self.name))
    }
}

/// What a format cannot hold: the kind of thing, and where it stands.
struct Losses<'f> {
    format: &'f Format,
    found: Vec<(&'static str, Vec<String>)>,
}

impl Losses<'_> {
    fn add(&mut self, what: &'static str, place: &str) {
        match self.found.iter_mut().find(|(w, _)| *w == what) {
            Some((_, places)) => places.push(place.to_owned()),
            None => self.found.push((what, vec![place.to_owned()])),
        }
    }

    /// Empties a field the format cannot hold.
    fn clear<T: Default + PartialEq>(&mut self, field: &mut T, held: Holds, (what, place): (&'static str, &str)) {
        if !self.format.can(held) && *field != T::default() {
            *field = T::default();
            self.add(what, place);
        }
    }

    fn header(&mut self, lexicon: &Lexicon) {
        let Lexicon { version, language, licence, authors, selection, sources, .. } = lexicon;
        let texts = [("version", version), ("language", language), ("licence", licence), ("selection", selection)];
        for (name, _) in texts.iter().filter(|(_, t)| !t.is_empty()) {
            self.add("the header", name);
        }
        for (name, empty) in [("authors", authors.is_empty()), ("sources", sources.is_empty())] {
            if !empty {
                self.add("the header", name);
            }
        }
    }

    /// An axis as categories, one per pole that has entries.
    fn without_poles(&mut self, axis: Axis) -> Vec<Axis> {
        if axis.is_category() && axis.exclude.entries.is_empty() && axis.neutral.entries.is_empty() {
            return vec![axis];
        }
        self.add("poles, which become categories of their own", &axis.key);
        let mut out = Vec::new();
        if axis.is_category() {
            out.push(Axis { exclude: Default::default(), neutral: Default::default(), ..axis.clone() });
        } else if self.format.can(Holds::Nesting) {
            out.push(Axis {
                a: Default::default(),
                b: Default::default(),
                exclude: Default::default(),
                neutral: Default::default(),
                ..axis.clone()
            });
        }
        for pole in [Pole::A, Pole::B, Pole::Neutral, Pole::Exclude] {
            if axis.list(pole).entries.is_empty() {
                continue;
            }
            let mut part = Axis { key: flat_name(&axis, pole), line: axis.line, ..Axis::default() };
            part.parent = if self.format.can(Holds::Nesting) { axis.key.clone() } else { String::new() };
            part.category.entries.clone_from(&axis.list(pole).entries);
            out.push(part);
        }
        out
    }

    fn axis(&mut self, axis: &mut Axis) {
        let place = axis.key.clone();
        self.clear(&mut axis.parent, Holds::Nesting, ("nesting, which stays in the names", &place));
        self.clear(&mut axis.colour, Holds::Colours, ("colours", &place));
        self.clear(&mut axis.title, Holds::Titles, ("titles", &place));
        self.clear(&mut axis.comment, Holds::Comments, ("comments", &place));
        self.clear(&mut axis.caveat, Holds::Header, ("caveats", &place));
        self.clear(&mut axis.sources, Holds::Header, ("sources", &place));
        self.clear(&mut axis.examples, Holds::Header, ("examples", &place));
        for pole in Pole::ALL {
            let list = axis.list_mut(pole);
            self.clear(&mut list.label, Holds::Header, ("labels", &place));
            let entries = std::mem::take(&mut list.entries);
            axis.list_mut(pole).entries = entries.into_iter().filter_map(|e| self.entry(e)).collect();
        }
    }

    /// The entry as far as the format can hold it.
    fn entry(&mut self, mut e: Entry) -> Option<Entry> {
        let p = e.pattern.clone();
        self.clear(&mut e.weight, Holds::Weights, ("weights", &p));
        self.clear(&mut e.language, Holds::Languages, ("languages of entries", &p));
        self.clear(&mut e.case_sensitive, Holds::Case, ("case-sensitive entries, which become insensitive", &p));
        self.clear(&mut e.comment, Holds::Notes, ("comments on entries", &p));
        for list in [&mut e.needs, &mut e.excludes, &mut e.near] {
            self.clear(list, Holds::Context, ("context rules, without which the entry matches more", &p));
        }
        self.clear(&mut e.window, Holds::Context, ("context rules, without which the entry matches more", &p));
        if !self.format.can(Holds::Zero) && e.weight == Some(0.0) {
            self.add("entries of weight 0, which are left out", &p);
            return None;
        }
        let lost = match e.kind {
            PatternKind::Stem if !self.format.can(Holds::Stems) => "stem patterns, which are left out",
            PatternKind::Regex if !self.format.can(Holds::Regex) => "regular expressions, which are left out",
            PatternKind::Glob if !self.format.can(Holds::Escapes) && unglob(&e.pattern, "*").is_none() => {
                "the wildcard ? and literal *, whose patterns are left out"
            }
            PatternKind::Literal if !self.format.can(Holds::Escapes) => return self.literal(e),
            _ => return Some(e),
        };
        self.add(lost, &p);
        None
    }

    /// A literal in a format that only has globs.
    fn literal(&mut self, mut e: Entry) -> Option<Entry> {
        if e.pattern.contains('*') && !table::is_emoticon(&e.pattern) {
            self.add("the wildcard ? and literal *, whose patterns are left out", &e.pattern);
            return None;
        }
        if !table::is_emoticon(&e.pattern) {
            e.pattern = super::tree::glob(&e.pattern, "*");
            e.kind = PatternKind::Glob;
        }
        Some(e)
    }

    /// Takes out categories without entries, except those that others stand under.
    fn empty(&mut self, lexicon: &mut Lexicon) {
        if self.format.can(Holds::Empty) {
            return;
        }
        loop {
            let parents: Vec<String> = lexicon.axes.iter().map(|a| a.parent.clone()).collect();
            let before = lexicon.axes.len();
            lexicon.axes.retain(|a| {
                let keep = a.entries().next().is_some() || parents.contains(&a.key);
                if !keep {
                    self.add("categories without entries", &a.key);
                }
                keep
            });
            if lexicon.axes.len() == before {
                break;
            }
        }
        for axis in lexicon.axes.iter_mut().filter(|a| a.entries().next().is_none()) {
            let place = axis.key.clone();
            self.clear(&mut axis.parent, Holds::Branches, ("nesting above categories without entries", &place));
        }
    }

    /// Puts everything under one category if it is not yet.
    fn root(&mut self, lexicon: &mut Lexicon) {
        let tops = lexicon.axes.iter().filter(|a| a.parent.is_empty()).count();
        if tops == 1 {
            return;
        }
        self.add("several top categories, which get a common one", &lexicon.name);
        let mut key = lexicon.name.clone();
        while lexicon.axes.iter().any(|a| a.key == key) {
            key.push('_');
        }
        for axis in lexicon.axes.iter_mut().filter(|a| a.parent.is_empty()) {
            axis.parent.clone_from(&key);
        }
        lexicon.axes.insert(0, Axis { key, ..Axis::default() });
    }

    fn problems(self, name: &str) -> Vec<Problem> {
        let format = self.format.title;
        self.found
            .into_iter()
            .map(|(what, places)| {
                let shown: Vec<&str> = places.iter().map(String::as_str).filter(|p| !p.is_empty()).take(3).collect();
                let more = if places.len() > shown.len() { ", ..." } else { "" };
                let list =
                    if shown.is_empty() { String::new() } else { format!(" ({}: {}{more})", places.len(), shown.join(", ")) };
                Problem::warning("lexicon-loss", format!("{format} cannot hold {what}{list}"))
                    .at(name, 0)
                    .remedy("Keep the lexicon in TOML, which holds everything, beside the converted file.")
            })
            .collect()
    }
}
