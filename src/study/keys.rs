//! Every setting of a study, once: its key in `framescope.toml`, its flag, its range, its default.
//!
//! The list drives reading of study files, the flags of the command line, `--dry-run`, `init` and the
//! JSON Schema, so that none of them can know a setting the others do not.

use Kind::{Choice, Flag, Integer, List, Map, Number, Text, Voices};

/// What a setting accepts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A whole number from the first to the second.
    Integer(i64, i64),
    /// A number strictly between the two.
    Number(f64, f64),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Any text.
    Text,
    /// A list of texts.
    List,
    /// A list of voices.
    Voices,
    /// Yes or no.
    Flag,
    /// A table of text to text.
    Map,
}

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Key {
    /// `section.name` in the study file.
    pub name: &'static str,
    /// Flag without the dashes; empty when only the study file has it.
    pub flag: &'static str,
    /// What the flag's value is called in help; empty for yes-or-no flags.
    pub value: &'static str,
    /// What it accepts.
    pub kind: Kind,
    /// The default, as written in TOML; empty = not set.
    pub default: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Heading in help: Input, Design, Measures or Output.
    pub group: &'static str,
}

const fn key(
    name: &'static str,
    flag: (&'static str, &'static str),
    kind: Kind,
    text: (&'static str, &'static str, &'static str),
) -> Key {
    Key { name, flag: flag.0, value: flag.1, kind, default: text.0, help: text.1, group: text.2 }
}

const VOICES: &str = "[\"own\", \"reported\"]";

/// Every setting, in the order help shows them.
pub const KEYS: &[Key] = &[
    key(
        "input.metadata",
        ("metadata", "FILE"),
        List,
        ("", "CSV of outlet, date, title ... keyed by a `file` or `id` column", "Input"),
    ),
    key(
        "columns.outlet",
        ("outlet", "COLUMN"),
        Text,
        ("", "column that names the outlet [else: outlet, source, publisher, newspaper]", "Input"),
    ),
    key("columns.text", ("text", "COLUMN"), Text, ("", "column with the article [else: text, body, content, article]", "Input")),
    key("columns.title", ("title", "COLUMN"), Text, ("", "column with the headline [else: title, headline]", "Input")),
    key(
        "columns.date",
        ("date", "COLUMN"),
        Text,
        ("", "column with the day of publication [else: date, published, pubdate]", "Input"),
    ),
    key("columns.id", ("id", "COLUMN"), Text, ("", "column with the document's identifier [else: id]", "Input")),
    key("columns.event", ("event", "COLUMN"), Text, ("", "column with the event [else: event]", "Input")),
    key("columns.url", ("url", "COLUMN"), Text, ("", "column with the address [else: url, link]", "Input")),
    key(
        "input.outlet_from",
        ("outlet-from", "RULE"),
        Text,
        ("", "outlet of a text file: folder, file, or a REGEX with one group", "Input"),
    ),
    key("input.format", ("format", "NAME"), Text, ("", "format of the input [else: told from its first bytes]", "Input")),
    key(
        "input.encoding",
        ("encoding", "NAME"),
        Text,
        ("", "encoding of the input [default: UTF-8, or UTF-16 with a byte-order mark]", "Input"),
    ),
    key(
        "input.delimiter",
        ("delimiter", "CHAR"),
        Text,
        ("", "delimiter of CSV [else: the one on which all records agree]", "Input"),
    ),
    key(
        "input.date_format",
        ("date-format", "ORDER"),
        Choice(&["iso", "dmy", "mdy"]),
        ("", "order of dates that are not ISO", "Input"),
    ),
    key("input.languages", ("lang", "CODES"), List, ("", "languages to choose from, e.g. en,ar", "Input")),
    key("input.max_rejects", ("max-rejects", "N|N%"), Text, ("", "exit 0 while no more records than this are left out", "Input")),
    key("input.keep_partial", ("keep-partial", ""), Flag, ("false", "keep what a broken file gave before it broke", "Input")),
    key("outlets.merge", ("", ""), Map, ("", "spelling = outlet it belongs to", "Input")),
    key(
        "lexicons.files",
        ("lexicon", "FILE|NAME"),
        List,
        ("", "lexicon file, or the name of an embedded one [default: all embedded]", "Design"),
    ),
    key(
        "lexicons.overlap",
        ("overlap", "RULE"),
        Choice(&["longest", "key", "dictionary", "leftmost", "none"]),
        ("longest", "which of overlapping hits count", "Design"),
    ),
    key(
        "design.events",
        ("events", "MODE"),
        Choice(&["given", "auto", "none"]),
        ("", "events: as given, found by us, or none [default: given, else auto]", "Design"),
    ),
    key(
        "design.event_days",
        ("event-days", "DAYS"),
        Integer(0, 365),
        ("", "days beyond which two reports are never one event [default: 9]", "Design"),
    ),
    key(
        "design.by",
        ("by", "CELLS"),
        Choice(&["outlet", "outlet,event", "outlet,day", "outlet,week", "outlet,month"]),
        ("outlet,month", "period of timeline.csv, or event", "Design"),
    ),
    key("design.voices", ("voices", "LIST"), Voices, (VOICES, "voices that count as the outlet's words", "Design")),
    key(
        "design.duplicates",
        ("duplicates", "POLICY"),
        Choice(&["report", "once", "drop"]),
        ("report", "passages printed by several documents: report, count once, or drop", "Design"),
    ),
    key(
        "design.stemmer",
        ("stemmer", "NAME"),
        Choice(&["off", "classic", "snowball"]),
        ("off", "count stems instead of words", "Design"),
    ),
    key(
        "design.voice",
        ("no-voice", ""),
        Flag,
        ("true", "look for no speakers and actors: every word is the outlet's own", "Design"),
    ),
    key("design.near", ("near", "ENTITY"), List, ("", "count hits only in sentences that mention this entity", "Design")),
    key("entities.merge", ("", ""), Map, ("", "spelling = name of the entity it belongs to", "Design")),
    key(
        "terms.min_count",
        ("min-count", "N"),
        Integer(1, 1_000_000_000),
        ("2", "least occurrences of a term in the corpus", "Measures"),
    ),
    key("terms.min_docs", ("min-docs", "N"), Integer(1, 1_000_000_000), ("1", "least documents with a term", "Measures")),
    key("terms.per", ("per", "N"), Integer(1, 1_000_000_000), ("1000", "rates are per this many words", "Measures")),
    key("terms.confidence", ("confidence", "LEVEL"), Number(0.5, 1.0), ("0.95", "level of intervals", "Measures")),
    key("measures.floor", ("floor", "HITS,DOCUMENTS"), Text, ("10,5", "least evidence for a printed score", "Measures")),
    key(
        "measures.keyness",
        ("keyness", "MEASURE"),
        List,
        ("", "further measures as columns of keyness.csv, e.g. chi2", "Measures"),
    ),
    key(
        "measures.tables",
        ("tables", "TABLE"),
        List,
        ("", "further result tables, e.g. clusters; `framescope measures` lists them", "Measures"),
    ),
    key(
        "measures.distances",
        ("distances", "DISTANCE"),
        List,
        ("", "further distances as columns of distances.csv, e.g. hellinger", "Measures"),
    ),
    key(
        "measures.correction",
        ("correction", "METHOD"),
        Choice(&["benjamini_hochberg", "benjamini_yekutieli", "holm", "hochberg", "bonferroni"]),
        ("benjamini_hochberg", "how p is adjusted over a table", "Measures"),
    ),
    key(
        "measures.positions",
        ("", ""),
        Map,
        ("", "positions of outlets, as text, from which the table wordscores starts", "Measures"),
    ),
    key("measures.seed", ("seed", "N"), Integer(0, i64::MAX), ("1", "seed of permutations and bootstraps", "Measures")),
    key(
        "measures.permutations",
        ("permutations", "N"),
        Integer(99, 1_000_000),
        ("999", "permutations where not all can be listed", "Measures"),
    ),
    key(
        "limits.document_bytes",
        ("max-document-bytes", "N"),
        Integer(1, i64::MAX),
        ("", "largest document or record, bytes [default: 16777216]", "Limits"),
    ),
    key(
        "limits.inflate_ratio",
        ("max-inflate-ratio", "N"),
        Integer(1, i64::MAX),
        ("", "inflated bytes per compressed byte [default: 100]", "Limits"),
    ),
    key(
        "limits.inflate_free",
        ("max-inflate-free", "N"),
        Integer(1, i64::MAX),
        ("", "inflated bytes before the ratio is looked at [default: 67108864]", "Limits"),
    ),
    key(
        "limits.archive_entries",
        ("max-archive-entries", "N"),
        Integer(1, i64::MAX),
        ("", "entries of one archive [default: 100000]", "Limits"),
    ),
    key(
        "limits.memory_bytes",
        ("max-memory-bytes", "N"),
        Integer(1, i64::MAX),
        ("", "a workbook's texts or a columnar file in memory, bytes [default: 268435456]", "Limits"),
    ),
    key("limits.json_depth", ("max-json-depth", "N"), Integer(1, i64::MAX), ("", "nesting of JSON [default: 128]", "Limits")),
    key("limits.xml_depth", ("max-xml-depth", "N"), Integer(1, i64::MAX), ("", "nesting of XML [default: 256]", "Limits")),
    key("limits.html_depth", ("max-html-depth", "N"), Integer(1, i64::MAX), ("", "nesting of HTML [default: 512]", "Limits")),
    key(
        "limits.header_columns",
        ("max-header-columns", "N"),
        Integer(1, i64::MAX),
        ("", "columns of a table [default: 16384]", "Limits"),
    ),
    key(
        "limits.sheet_cells",
        ("max-sheet-cells", "N"),
        Integer(1, i64::MAX),
        ("", "cells of one workbook [default: 20000000]", "Limits"),
    ),
    key("output.csv", ("csv", "DIALECT"), Choice(&["plain", "excel", "excel-eu"]), ("plain", "dialect of the tables", "Output")),
    key("output.text", ("no-text", ""), Flag, ("true", "leave the passages out of the tables", "Output")),
];

impl Key {
    /// Its name as an argument of a function: the flag's with underscores, `section_name` without a flag.
    pub fn argument(&self) -> String {
        if self.flag.is_empty() { self.name.replace('.', "_") } else { self.flag.replace('-', "_") }
    }
}

/// The setting with this key.
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|k| k.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_of_reading_has_its_key_and_flag() {
        for limit in crate::read::LIMITS {
            let key = find(&format!("limits.{}", limit.name)).expect(limit.name);
            assert_eq!(format!("--{}", key.flag), limit.flag);
        }
    }

    #[test]
    fn keys_and_flags_are_unique_and_named_alike() {
        for (i, a) in KEYS.iter().enumerate() {
            assert!(a.name.split('.').count() == 2, "{}", a.name);
            assert!(a.help.len() < 90, "{}", a.name);
            for b in &KEYS[i + 1..] {
                assert_ne!(a.name, b.name);
                assert!(a.flag.is_empty() || a.flag != b.flag, "{}", a.flag);
                assert_ne!(a.argument(), b.argument());
            }
        }
    }
}
