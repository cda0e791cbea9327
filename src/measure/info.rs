//! What the user can read about each measure: its page, cut out of the head of its own source file.
//!
//! Takes the `//!` lines that open a measure's file and gives their sections (question, formula, ...)
//! as text, at compile time, so that a measure is described in exactly one place. Which measures exist
//! is the list in the parent module.

use crate::measure::pair::PairColumn;
use crate::measure::tables::{Further, Likeness};

/// A measure as `framescope measures` and the reference page show it. All texts are Markdown.
#[derive(Clone, Copy, Debug)]
pub struct MeasureInfo {
    /// Name in studies and tables, and of the source file.
    pub name: &'static str,
    /// What it belongs to: keyness, inference, dispersion, ...
    pub family: &'static str,
    /// One line: what it is.
    pub title: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// The formula with its symbols.
    pub formula: &'static str,
    /// How to read a value.
    pub reading: &'static str,
    /// When not to use it.
    pub when_not: &'static str,
    /// Where the formula was published.
    pub source: &'static str,
    /// Numbers worked through; they run as a test.
    pub worked: &'static str,
    /// What the measure adds to a keyness table when a study asks for it; empty for measures that are
    /// not functions of one 2 × 2 table.
    pub columns: &'static [PairColumn],
}

impl MeasureInfo {
    /// Cuts the head of a source file into its sections; a missing section stops the build.
    pub const fn new(name: &'static str, family: &'static str, head: &'static str) -> MeasureInfo {
        let title = head.split_at(find(head, "\n")).0;
        MeasureInfo {
            name,
            family,
            title: trim(title),
            question: section(head, "# Question\n"),
            formula: section(head, "# Formula\n"),
            reading: section(head, "# Reading\n"),
            when_not: section(head, "# When not\n"),
            source: section(head, "# Source\n"),
            worked: section(head, "# Worked numbers\n"),
            columns: &[],
        }
    }

    /// The same with the columns it can add to a keyness table.
    pub const fn with_columns(mut self, columns: &'static [PairColumn]) -> MeasureInfo {
        self.columns = columns;
        self
    }
}

/// The reference page of all measures and of the tables made with them on request, Markdown.
pub fn page(measures: &[MeasureInfo], further: &[Further]) -> String {
    let mut out = String::from(
        "<!-- Generated from the heads of src/measure/*.rs. Do not edit. -->\n\n# Measures\n\n| measure | family | question |\n|---|---|---|\n",
    );
    for m in measures {
        let question = m.question.replace('\n', " ");
        out += &format!("| [{}](#{}) | {} | {question} |\n", m.name, m.name, m.family);
    }
    out += "\n## Further tables\n\nOf these a study makes those that `[measures] tables` or `--tables` names. What needs words in their order (such as collocations) must be named when documents are counted: the order is kept for such tables alone.\n\n| table | measure | shows |\n|---|---|---|\n";
    for t in further {
        out += &format!("| {} | [{}](#{}) | {} |\n", t.name, t.measure, t.measure, t.title);
    }
    out += "\nFurther columns: `[measures] keyness` adds those listed under a keyness measure to keyness.csv, `[measures] distances` the distances below to distances.csv. `[measures] correction` chooses how p is adjusted over a table.\n\n";
    let distances: Vec<String> = Likeness::all().map(|d| format!("`{}`", d.name())).collect();
    out += &format!("Distances: {}.\n", distances.join(", "));
    for m in measures {
        out += &format!("\n## {}\n\n{}\n\n", m.name, m.title);
        let sections = [
            ("Question", m.question),
            ("Formula", m.formula),
            ("Reading", m.reading),
            ("When not", m.when_not),
            ("Source", m.source),
            ("Worked numbers", m.worked),
        ];
        for (name, text) in sections {
            out += &format!("**{name}.** {}\n\n", text.replace("```\nuse", "\n```rust\nuse"));
        }
        for column in m.columns {
            out += &format!("- `{}`: {}\n", column.name, column.meaning);
        }
    }
    out
}

/// Bytes of the head of a source file without the `//!` marks.
pub const fn head_len(source: &str) -> usize {
    copy_head(source, &mut [])
}

/// The head of a source file without the `//!` marks, as an array of [`head_len`] bytes.
pub const fn head<const N: usize>(source: &str) -> [u8; N] {
    let mut out = [0; N];
    copy_head(source, &mut out);
    out
}

const fn copy_head(source: &str, out: &mut [u8]) -> usize {
    let bytes = source.as_bytes();
    let (mut i, mut n) = (0, 0);
    while i + 2 < bytes.len() && bytes[i] == b'/' && bytes[i + 1] == b'/' && bytes[i + 2] == b'!' {
        i += 3;
        if bytes[i] == b' ' {
            i += 1;
        }
        let mut at_end = false;
        while !at_end {
            if n < out.len() {
                out[n] = bytes[i];
            }
            at_end = bytes[i] == b'\n';
            n += 1;
            i += 1;
        }
    }
    n
}

const fn section(head: &'static str, heading: &str) -> &'static str {
    let rest = head.split_at(find(head, heading) + heading.len()).1;
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len()
        && !(bytes[end] == b'#' && end + 1 < bytes.len() && bytes[end + 1] == b' ' && end > 0 && bytes[end - 1] == b'\n')
    {
        end += 1;
    }
    trim(rest.split_at(end).0)
}

const fn find(text: &str, what: &str) -> usize {
    let (text, what) = (text.as_bytes(), what.as_bytes());
    let mut at = 0;
    while at + what.len() <= text.len() {
        let mut k = 0;
        while k < what.len() && text[at + k] == what[k] {
            k += 1;
        }
        if k == what.len() {
            return at;
        }
        at += 1;
    }
    panic!("the head of a measure's file lacks a section")
}

const fn trim(text: &'static str) -> &'static str {
    text.trim_ascii()
}

/// The [`MeasureInfo`] of a module in this folder: `measure!("keyness", g2)`.
macro_rules! measure {
    ($family:literal, $name:ident) => {{
        const SOURCE: &str = include_str!(concat!(stringify!($name), ".rs"));
        const HEAD: [u8; $crate::measure::info::head_len(SOURCE)] = $crate::measure::info::head(SOURCE);
        const TEXT: &str = match std::str::from_utf8(&HEAD) {
            Ok(text) => text,
            Err(_) => panic!("source files are UTF-8"),
        };
        $crate::measure::info::MeasureInfo::new(stringify!($name), $family, TEXT)
    }};
    ($family:literal, $name:ident, $columns:expr) => {
        measure!($family, $name).with_columns($columns)
    };
}
pub(super) use measure;
