//! Names the things studied and the places in them.
//!
//! Plain data only: a [`Document`] as read, where it came from, the [`Zone`]s of its text, a [`Date`]
//! without a clock, and the two ways odd input is reported: a [`Reject`] (a record left out) and a
//! [`Note`] (a record kept, with something to say about it). Reading, cutting and counting are
//! others' work.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar day; no time, no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Date {
    /// The day if it exists in the Gregorian calendar.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => 0,
        };
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Date { year, month, day })
    }

    /// Days since 1 January of year 1 (which is day 0).
    pub fn day_number(self) -> i64 {
        let (y, m) = (i64::from(self.year), i64::from(self.month));
        let (y, m) = if m <= 2 { (y - 1, m + 9) } else { (y, m - 3) };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * m + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 306
    }
}

impl fmt::Display for Date {
    /// ISO 8601, `2022-09-10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Where in the input something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The file as the user named it, with `!` before the member of an archive.
    pub file: String,
    /// 1-based line on which the record starts; 0 when the format has no lines.
    pub line: u64,
    /// 1-based record in the file.
    pub record: u64,
    /// 0-based byte offset of the fault or the record.
    pub byte: u64,
}

/// One article as read. Texts are exactly the decoded input; offsets into them stay valid for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Identifier as given (text, never a number), or made from file and record.
    pub id: String,
    /// Who publishes it: trimmed, NFC, without invisible characters.
    pub outlet: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// The two readings (day first, month first) of a date like 03/04/2022; the file's verdict picks
    /// one when all of it was read.
    pub date_readings: Option<(Date, Date)>,
    /// Event identifier as given.
    pub event: Option<String>,
    /// Address as given, never followed.
    pub url: String,
    /// Title as given; empty when [`Document::title_len`] marks it inside the text.
    pub title: String,
    /// Bytes at the start of [`Document::text`] that are the title (plain text without metadata); else 0.
    pub title_len: usize,
    /// The article's text.
    pub text: String,
    /// Language code as given, else empty.
    pub language: String,
    /// Where it was read.
    pub origin: Origin,
}

/// A part of an article that is counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Zone {
    /// The headline.
    Title,
    /// The first paragraph of prose.
    Lead,
    /// The rest of the prose.
    #[default]
    Body,
    /// Picture captions and credits; not scored by default.
    Caption,
    /// Menus, bylines, read-more lines, subscription blocks; not scored by default.
    Furniture,
}

impl Zone {
    /// Every zone, in table order.
    pub const ALL: [Zone; 5] = [Zone::Title, Zone::Lead, Zone::Body, Zone::Caption, Zone::Furniture];

    /// The zone's name in tables.
    pub fn name(self) -> &'static str {
        ["title", "lead", "body", "caption", "furniture"][self as usize]
    }

    /// Whether hits and tokens here enter the scores.
    pub fn is_scored(self) -> bool {
        self <= Zone::Body
    }
}

/// A record that was left out, and why: one row of `rejects.csv`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reject {
    /// Where it stands.
    pub origin: Origin,
    /// Reason code, a name in the registry of codes.
    pub code: String,
    /// Identifier of the record if one was read.
    pub document_id: String,
    /// The column or key at fault.
    pub field: String,
    /// What was found and what was expected, e.g. `got=4 want=7`.
    pub detail: String,
    /// A short piece of the raw record.
    pub excerpt: String,
}

/// Something odd in data that was kept: one row of `notes.csv`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// Reason code, a name in the registry of codes.
    pub code: String,
    /// Where it stands.
    pub origin: Origin,
    /// Identifier of the document, empty for a whole file.
    pub document_id: String,
    /// The column or key concerned.
    pub field: String,
    /// What was seen.
    pub detail: String,
    /// A short piece of the text concerned.
    pub excerpt: String,
}

/// What a reason code means: the entry behind `framescope explain CODE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code as printed, e.g. `field-count`.
    pub name: &'static str,
    /// What happened, in one sentence.
    pub meaning: &'static str,
    /// Why it usually happens.
    pub cause: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

/// How bad a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is counted.
    Error,
    /// The run goes on.
    Warning,
    /// Worth knowing.
    Note,
}

/// Something to tell the person at the keyboard: what, where, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad.
    pub severity: Severity,
    /// Reason code, a name in the registry of codes.
    pub code: &'static str,
    /// File as the user named it; empty when no file is concerned.
    pub file: String,
    /// 1-based line; 0 when unknown.
    pub line: u64,
    /// One sentence: what is wrong.
    pub what: String,
    /// The line itself, and the byte range in it to mark; empty when there is nothing to show.
    pub source_line: String,
    /// Byte range of `source_line` to underline.
    pub mark: (usize, usize),
    /// Short text beside the mark.
    pub label: String,
    /// Likely cause; may be empty.
    pub cause: String,
    /// Exact remedy; never empty for an error.
    pub remedy: String,
}

impl Problem {
    /// An error about `what`, to be completed with the place, the cause and the remedy.
    pub fn error(code: &'static str, what: impl Into<String>) -> Problem {
        Problem {
            severity: Severity::Error,
            code,
            file: String::new(),
            line: 0,
            what: what.into(),
            source_line: String::new(),
            mark: (0, 0),
            label: String::new(),
            cause: String::new(),
            remedy: String::new(),
        }
    }

    /// A warning about `what`.
    pub fn warning(code: &'static str, what: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(code, what) }
    }

    /// A note about `what`.
    pub fn note(code: &'static str, what: impl Into<String>) -> Problem {
        Problem { severity: Severity::Note, ..Problem::error(code, what) }
    }

    /// The same, in `file` at 1-based `line`.
    pub fn at(mut self, file: &str, line: u64) -> Problem {
        self.file = file.to_owned();
        self.line = line;
        self
    }

    /// The same, showing `source_line` with the bytes `mark` underlined and `label` beside them.
    pub fn showing(mut self, source_line: &str, mark: (usize, usize), label: &str) -> Problem {
        self.source_line = source_line.to_owned();
        self.mark = mark;
        self.label = label.to_owned();
        self
    }

    /// The same, with its likely cause.
    pub fn because(mut self, cause: impl Into<String>) -> Problem {
        self.cause = cause.into();
        self
    }

    /// The same, with what to do about it.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Problem {
        self.remedy = remedy.into();
        self
    }
}

/// The one of `known` most like `word`, if it is like enough to be what was meant: at most one edit
/// (insertion, deletion, substitution, swap of neighbours) per three characters, case aside.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(64).collect();
    let allowed = (word.len() / 3).max(1);
    known
        .into_iter()
        .map(|k| (edits(&word, &k.to_lowercase().chars().take(64).collect::<Vec<_>>()), k))
        .filter(|(d, _)| *d <= allowed)
        .min_by_key(|(d, _)| *d)
        .map(|(_, k)| k)
}

/// Optimal string alignment distance.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["outlet", "event", "month"];
        for (word, want) in [("oulet", Some("outlet")), ("otulet", Some("outlet")), ("EVENTS", Some("event")), ("zone", None)] {
            assert_eq!(nearest(word, known), want, "{word}");
        }
    }

    #[test]
    fn dates_exist_or_do_not() {
        assert_eq!(Date::new(2022, 9, 10).map(|d| d.to_string()), Some("2022-09-10".into()));
        assert_eq!(Date::new(2023, 2, 29), None);
        assert!(Date::new(2024, 2, 29).is_some());
        assert_eq!(Date::new(1900, 2, 29), None);
    }

    #[test]
    fn day_numbers_count_days() {
        let n = |y, m, d| Date::new(y, m, d).map(Date::day_number).unwrap();
        assert_eq!(n(1, 1, 1), 0);
        assert_eq!(n(2000, 3, 1) - n(2000, 2, 28), 2);
        assert_eq!(n(2022, 9, 12) - n(2022, 5, 10), 125);
    }
}
