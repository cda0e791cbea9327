//! Parses, checks, compiles lexicons and finds their entries in an annotated document.
//!
//! A [`Lexicon`] is what the researcher wrote, every entry with its file and line. A matcher is one
//! automaton over the forms of all entries of all lexicons. Its [`Hit`]s are the primary object of
//! the whole program: every score is a grouping of hits. Outlets and events are not known here.

mod automaton;
mod catalogue;
mod check;
mod codes;
mod dicx;
mod differences;
mod finish;
mod format;
mod liwc;
mod matcher;
mod meet;
mod negation;
mod overlap;
mod pattern;
mod plain;
mod quanteda;
mod records;
mod scan;
mod schema;
mod source;
mod table;
mod toml;
mod toml_write;
mod tree;
mod wordstat;
mod yaml;
mod yoshikoder;

pub use catalogue::embedded;
pub use check::{Evidence, check, examples, types};
pub use codes::CODES;
pub use differences::{Comparer, Comparison, Difference, REASONS};
pub use format::{FORMATS, Format, Holds};
pub use matcher::{EntryRef, MatchOptions, Matcher, Reading};
pub use records::read_rows;
pub use scan::Scanner;
pub use schema::schema;

use serde::{Deserialize, Serialize};

/// Which end of an axis an entry belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Pole {
    /// The first pole.
    A,
    /// The second pole.
    B,
    /// Between the poles.
    Neutral,
    /// Claims the text and counts for nothing.
    Exclude,
    /// An unpaired category has no poles.
    Category,
}

/// How the text of a pattern is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PatternKind {
    /// Words separated by spaces; `*` zero or more characters, `?` one, a lone `*` any one token, `\` escapes.
    #[default]
    Glob,
    /// As written, no wildcards.
    Literal,
    /// Every word matches all forms with the same stem.
    Stem,
    /// A regular expression over one token, or over the words of a phrase when it holds a space; anchored.
    Regex,
}

/// One pattern with everything its author said about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The pattern as written.
    pub pattern: String,
    /// How it is read.
    pub kind: PatternKind,
    /// Language code the entry is for; empty = any.
    pub language: String,
    /// Whether upper and lower case differ.
    pub case_sensitive: bool,
    /// Weight; 1 unless given.
    pub weight: Option<f64>,
    /// A hit needs one of these patterns within the window.
    pub needs: Vec<String>,
    /// A hit is dropped when one of these patterns overlaps or stands within the window.
    pub excludes: Vec<String>,
    /// A hit needs one of these named things within the window.
    pub near: Vec<String>,
    /// Window in tokens for the three above; `None` = the sentence.
    pub window: Option<u32>,
    /// Comment that came with the entry.
    pub comment: String,
    /// 1-based line in the lexicon file.
    pub line: u64,
}

/// The entries of one pole, under its wording.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EntryList {
    /// The pole named by its wording, e.g. `terror label`.
    pub label: String,
    /// Its patterns.
    pub entries: Vec<Entry>,
}

/// A sentence a lexicon must or must not hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Its language.
    pub language: String,
    /// The pole that must be hit; `None` for a sentence that must not be hit.
    pub pole: Option<Pole>,
    /// Line in the file.
    pub line: u64,
}

/// A contrast of two wordings, or an unpaired category (poles empty, `category` filled).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// The key in tables.
    pub key: String,
    /// Title for people.
    pub title: String,
    /// What the numbers do not show.
    pub caveat: String,
    /// Ids of the lexicon's sources.
    pub sources: Vec<String>,
    /// First pole.
    pub a: EntryList,
    /// Second pole.
    pub b: EntryList,
    /// Middle terms.
    pub neutral: EntryList,
    /// Phrases that claim the text and count for nothing.
    pub exclude: EntryList,
    /// The entries of an unpaired category.
    pub category: EntryList,
    /// Key of the parent category in a hierarchy; empty at the top.
    pub parent: String,
    /// Colour given by the file, `#rrggbb`; empty without.
    pub colour: String,
    /// Comment that came with the axis or category.
    pub comment: String,
    /// Sentences that must and must not hit.
    pub examples: Vec<Example>,
    /// Line in the file.
    pub line: u64,
}

impl Pole {
    /// Every pole, in table order.
    pub const ALL: [Pole; 5] = [Pole::A, Pole::B, Pole::Neutral, Pole::Exclude, Pole::Category];

    /// The pole's key in lexicon files and tables.
    pub fn name(self) -> &'static str {
        ["a", "b", "neutral", "exclude", "category"][self as usize]
    }

    /// The pole behind a key.
    pub fn named(name: &str) -> Option<Pole> {
        Pole::ALL.into_iter().find(|p| p.name() == name)
    }
}

impl PatternKind {
    /// Every kind.
    pub const ALL: [PatternKind; 4] = [PatternKind::Glob, PatternKind::Literal, PatternKind::Stem, PatternKind::Regex];

    /// The kind's key in lexicon files.
    pub fn name(self) -> &'static str {
        ["glob", "literal", "stem", "regex"][self as usize]
    }

    /// The kind behind a key.
    pub fn named(name: &str) -> Option<PatternKind> {
        PatternKind::ALL.into_iter().find(|k| k.name() == name)
    }
}

impl Axis {
    /// Whether this is an unpaired category.
    pub fn is_category(&self) -> bool {
        self.a.entries.is_empty() && self.b.entries.is_empty()
    }

    /// The entries of one pole.
    pub fn list(&self, pole: Pole) -> &EntryList {
        match pole {
            Pole::A => &self.a,
            Pole::B => &self.b,
            Pole::Neutral => &self.neutral,
            Pole::Exclude => &self.exclude,
            Pole::Category => &self.category,
        }
    }

    /// The entries of one pole, to add to.
    pub fn list_mut(&mut self, pole: Pole) -> &mut EntryList {
        match pole {
            Pole::A => &mut self.a,
            Pole::B => &mut self.b,
            Pole::Neutral => &mut self.neutral,
            Pole::Exclude => &mut self.exclude,
            Pole::Category => &mut self.category,
        }
    }

    /// Every entry with its pole, in pole order.
    pub fn entries(&self) -> impl Iterator<Item = (Pole, &Entry)> {
        Pole::ALL.into_iter().flat_map(|p| self.list(p).entries.iter().map(move |e| (p, e)))
    }

    /// The category's own name: its key without the parent's.
    pub fn name(&self) -> &str {
        if self.parent.is_empty() {
            return &self.key;
        }
        self.key.strip_prefix(&self.parent).and_then(|n| n.strip_prefix('.')).unwrap_or(&self.key)
    }
}

impl Lexicon {
    /// How many entries it has, excluded phrases included.
    pub fn n_entries(&self) -> usize {
        self.axes.iter().map(|a| a.entries().count()).sum()
    }
}

/// A lexicon as its author wrote it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lexicon {
    /// Short name, the key in tables.
    pub name: String,
    /// Version as given.
    pub version: String,
    /// Language code of examples and of lists without one; empty = any.
    pub language: String,
    /// Licence as given.
    pub licence: String,
    /// Authors as given.
    pub authors: Vec<String>,
    /// What the axes contrast.
    pub description: String,
    /// How entries were chosen.
    pub selection: String,
    /// Source id and reference.
    pub sources: Vec<(String, String)>,
    /// The file it was read from.
    pub file: String,
    /// SHA-256 of the bytes read, hexadecimal.
    pub sha256: String,
    /// Axes and categories in file order.
    pub axes: Vec<Axis>,
}

/// Number of an entry among all entries of all lexicons of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryId(pub u32);

/// An entry found at a span of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which entry.
    pub entry: EntryId,
    /// First token.
    pub first: u32,
    /// Token after the last.
    pub end: u32,
    /// Byte offset into the token's field (title or text) of the first character matched.
    pub start_byte: u32,
    /// Byte offset after the last character matched; a possessive ending is not part of it.
    pub end_byte: u32,
    /// Index of the sentence.
    pub sentence: u32,
    /// The nearest negating or distancing words within three words before: first token and the one after
    /// the last.
    pub negated: Option<(u32, u32)>,
    /// Index, in the same list, of the longer hit that takes this one's place.
    pub suppressed_by: Option<u32>,
}

/// What happens when entries overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Overlap {
    /// The longest match wins across all entries of a lexicon; losers keep `suppressed_by`.
    #[default]
    Longest,
    /// quanteda's `nested_scope = "key"`.
    Key,
    /// quanteda's `nested_scope = "dictionary"`.
    Dictionary,
    /// The leftmost match wins, the longest of those that start there.
    Leftmost,
    /// Every match counts.
    None,
}

#[cfg(test)]
mod tests;
