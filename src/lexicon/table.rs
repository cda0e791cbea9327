//! Reads and writes lexicons that are tables: one entry per row (CSV, TSV, term and weight, one column).
//!
//! In: delimited text, with or without a header. Out: a [`Lexicon`] whose categories stand in order of
//! first use; rows with a pole make axes. A table with one column per category is `dicx`'s.

use super::records::{Field, Record, quoted, split};
use super::source::Source;
use super::{Axis, Entry, Lexicon, PatternKind, Pole, dicx};
use crate::corpus::{Problem, Severity, nearest};
use hashbrown::HashMap;

/// What a column holds, with the headings it is known by.
const COLUMNS: &[(Column, &[&str])] = &[
    (Column::Term, &["term", "entry", "word", "pattern", "string", "phrase", "token", "dicterm", "terms", "words"]),
    (Column::Category, &["category", "frame", "key", "axis", "sentiment", "class", "group", "concept", "categories"]),
    (Column::Pole, &["pole"]),
    (Column::Weight, &["weight", "score", "value", "valence"]),
    (Column::Kind, &["kind", "type", "match"]),
    (Column::Language, &["language", "lang"]),
    (Column::Case, &["case", "case_sensitive"]),
    (Column::Needs, &["needs"]),
    (Column::Excludes, &["excludes"]),
    (Column::Near, &["near"]),
    (Column::Window, &["window"]),
    (Column::Note, &["note", "comment", "description"]),
    (Column::Parent, &["parent"]),
];

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Term,
    Category,
    Pole,
    Weight,
    Kind,
    Language,
    Case,
    Needs,
    Excludes,
    Near,
    Window,
    Note,
    Parent,
}

/// Between the patterns of one cell of `needs`, `excludes` and `near`.
const BETWEEN: char = '|';

/// Reads the table, commas or whatever its first line uses.
pub(super) fn read(source: &Source<'_>) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    let records = split(source, delimiter(source)).map_err(|p| vec![p])?;
    let comments = records.iter().take_while(|r| is_comment(r)).count();
    let description = records[..comments].iter().map(|r| comment(source, r)).collect::<Vec<_>>().join("\n");
    let rows = &records[comments..];
    let Some(header) = rows.first() else { return Ok((Lexicon { description, ..Lexicon::default() }, Vec::new())) };
    let mut table = match columns(source, header)? {
        Some(columns)
            if !columns.contains(&Some(Column::Category))
                && dicx::is_wide(rows, &columns.iter().map(Option::is_some).collect::<Vec<_>>()) =>
        {
            return dicx::from_records(source, rows).map(|l| (Lexicon { description, ..l }, Vec::new()));
        }
        Some(columns) => {
            let mut table = Table::new(source, columns, &rows[1..]);
            table.mapped(header);
            table
        }
        None => {
            let columns = bare_columns(source, header)?;
            Table::new(source, columns, rows)
        }
    };
    table.unused(header);
    for row in table.rows {
        table.row(row);
    }
    if table.problems.iter().any(|p| p.severity == Severity::Error) {
        return Err(table.problems);
    }
    table.lexicon.description = description;
    Ok((table.lexicon, table.problems))
}

/// A line that starts with `# ` before the table is a comment, `#word` is a term.
fn is_comment(record: &Record) -> bool {
    let first = record.fields[0].text.as_str();
    first == "#" || first.starts_with("# ")
}

fn comment(source: &Source<'_>, record: &Record) -> String {
    let end = record.fields.last().map_or(record.fields[0].at.end, |f| f.at.end);
    source.text[record.fields[0].at.start..end].trim_start_matches('#').trim().to_owned()
}

/// The delimiter that the first line which is no comment uses most; a tab decides unless the file is
/// called `.csv`.
pub(super) fn delimiter(source: &Source<'_>) -> u8 {
    let first = source.lines().map(|(_, l)| l).find(|l| !l.trim().is_empty() && !l.starts_with("# ")).unwrap_or_default();
    let mut quoted = false;
    let mut n = [0usize; 4];
    for b in first.bytes() {
        quoted ^= b == b'"';
        if let (false, Some(i)) = (quoted, b"\t,;|".iter().position(|d| *d == b)) {
            n[i] += 1;
        }
    }
    if n[0] > 0 && !source.file.to_lowercase().ends_with(".csv") {
        return b'\t';
    }
    let best = (0..4).max_by_key(|&i| (n[i], 4 - i)).unwrap_or(0);
    b"\t,;|"[best]
}

/// What each column holds, or `None` when the first row is no header.
fn columns(source: &Source<'_>, header: &Record) -> Result<Option<Vec<Option<Column>>>, Vec<Problem>> {
    let known: Vec<Option<Column>> = header.fields.iter().map(|f| column(f.text.trim())).collect();
    if known.contains(&Some(Column::Term)) {
        for (i, c) in known.iter().enumerate() {
            if c.is_some() && known[..i].contains(c) {
                let what = format!("two columns hold the {}", name(*c).unwrap_or_default());
                let p = source.error_at("duplicate-column", header.fields[i].at.clone(), what);
                return Err(vec![p.remedy("Rename or remove one of them.")]);
            }
        }
        return Ok(Some(known));
    }
    if known.iter().any(Option::is_some) {
        return Err(vec![missing(source, header)]);
    }
    Ok(None)
}

fn column(heading: &str) -> Option<Column> {
    let heading = heading.to_lowercase().replace([' ', '-'], "_");
    COLUMNS.iter().find(|(_, names)| names.contains(&heading.as_str())).map(|(c, _)| *c)
}

fn name(column: Option<Column>) -> Option<&'static str> {
    COLUMNS.iter().find(|(c, _)| Some(*c) == column).map(|(_, names)| names[0])
}

/// Columns of a table without a header: terms alone, or terms and weights.
fn bare_columns(source: &Source<'_>, first: &Record) -> Result<Vec<Option<Column>>, Vec<Problem>> {
    let weights = first.fields.len() > 1 && first.text(1).parse::<f64>().is_ok();
    if first.fields.len() > 1 && !weights {
        return Err(vec![missing(source, first)]);
    }
    let mut columns = vec![None; first.fields.len()];
    columns[0] = Some(Column::Term);
    if weights {
        columns[1] = Some(Column::Weight);
    }
    Ok(columns)
}

fn missing(source: &Source<'_>, header: &Record) -> Problem {
    let found: Vec<&str> = header.fields.iter().map(|f| f.text.trim()).collect();
    let names = COLUMNS.iter().flat_map(|(_, names)| names.iter().copied());
    let near = found.iter().find_map(|f| nearest(f, names.clone()).map(|n| format!("Did you mean `{n}` for `{f}`? ")));
    source
        .error("missing-column", header.line, format!("no column of terms; the first row has: {}", found.join(", ")))
        .because("The first row names the columns: category (or frame, key, axis) and term (or entry, word, pattern).")
        .remedy(format!("{}Name the columns `category` and `term` in the first row.", near.unwrap_or_default()))
}

/// The table being read.
struct Table<'s, 'r> {
    source: &'s Source<'s>,
    columns: Vec<Option<Column>>,
    rows: &'r [Record],
    lexicon: Lexicon,
    axis_of: HashMap<&'r str, usize>,
    problems: Vec<Problem>,
}

impl<'s, 'r> Table<'s, 'r> {
    fn new(source: &'s Source<'s>, columns: Vec<Option<Column>>, rows: &'r [Record]) -> Self {
        Table { source, columns, rows, lexicon: Lexicon::default(), axis_of: HashMap::new(), problems: Vec::new() }
    }

    /// Says how the columns are read when the terms stand under another name than `term` or `entry`.
    fn mapped(&mut self, header: &Record) {
        let named = |f: &Field| f.text.trim().to_lowercase();
        if header.fields.iter().any(|f| matches!(named(f).as_str(), "term" | "entry")) {
            return;
        }
        let pairs = self.columns.iter().zip(&header.fields);
        let read: Vec<String> = pairs.filter_map(|(c, f)| Some(format!("`{}` as {}", f.text.trim(), name(*c)?))).collect();
        let p = Problem::note("missing-column", format!("no column is called `term`; read are {}", read.join(", ")));
        self.problems.push(
            p.at(self.source.file, header.line).remedy("Name the columns `category` and `term` if this is not what is meant."),
        );
    }

    /// Says which columns are not read.
    fn unused(&mut self, header: &Record) {
        let unused: Vec<&str> =
            self.columns.iter().zip(&header.fields).filter(|(c, _)| c.is_none()).map(|(_, f)| f.text.trim()).collect();
        if !unused.is_empty() {
            let what = format!(
                "{} not read: {}",
                if unused.len() == 1 { "one column is" } else { "some columns are" },
                unused.join(", ")
            );
            let p = self.source.warning("unused-column", header.line, what);
            self.problems.push(p.remedy("Columns are known by name; see: framescope explain unused-column"));
        }
    }

    fn cell(&self, row: &'r Record, column: Column) -> &'r str {
        self.field(row, column).map_or("", |f| f.text.trim())
    }

    fn field(&self, row: &'r Record, column: Column) -> Option<&'r Field> {
        self.columns.iter().position(|c| *c == Some(column)).and_then(|i| row.fields.get(i))
    }

    fn row(&mut self, row: &'r Record) {
        if row.fields.len() > self.columns.len() {
            let extra = &row.fields[self.columns.len()];
            let what = format!("this row has {} fields, the first row has {}", row.fields.len(), self.columns.len());
            let p = self.source.error_at("field-count", extra.at.clone(), what);
            self.problems
                .push(p.because("A comma inside a term that is not in quotes.").remedy("Put the term in quotation marks."));
            return;
        }
        let term = self.cell(row, Column::Term);
        let entry = Entry {
            pattern: term.to_owned(),
            kind: self.kind(row, term),
            language: self.cell(row, Column::Language).to_owned(),
            case_sensitive: self.flag(row),
            weight: self.weight(row),
            needs: self.patterns(row, Column::Needs),
            excludes: self.patterns(row, Column::Excludes),
            near: self.patterns(row, Column::Near),
            window: self.window(row),
            comment: self.cell(row, Column::Note).to_owned(),
            line: row.line,
        };
        let pole = self.pole(row);
        let axis = self.axis(row);
        self.lexicon.axes[axis].list_mut(pole).entries.push(entry);
    }

    /// Index of the row's axis or category, new when it is the first row of it.
    fn axis(&mut self, row: &'r Record) -> usize {
        let key = self.cell(row, Column::Category);
        let parent = self.cell(row, Column::Parent);
        let axes = &mut self.lexicon.axes;
        if !parent.is_empty() && !self.axis_of.contains_key(parent) {
            // A category without rows of its own exists because another names it.
            self.axis_of.insert(parent, axes.len());
            axes.push(Axis { key: parent.to_owned(), line: row.line, ..Axis::default() });
        }
        *self.axis_of.entry(key).or_insert_with(|| {
            axes.push(Axis { key: key.to_owned(), parent: parent.to_owned(), line: row.line, ..Axis::default() });
            axes.len() - 1
        })
    }

    fn kind(&mut self, row: &'r Record, term: &str) -> PatternKind {
        let name = self.cell(row, Column::Kind).to_lowercase();
        let kind = PatternKind::named(if name == "fixed" { "literal" } else { &name });
        if let (None, false, Some(f)) = (kind, name.is_empty(), self.field(row, Column::Kind)) {
            let known = PatternKind::ALL.map(PatternKind::name).join(", ");
            let p = self.source.error_at("unknown-key", f.at.clone(), format!("unknown kind of pattern `{name}`"));
            self.problems.push(p.remedy(format!("Known: {known}.")));
        }
        kind.unwrap_or(if is_emoticon(term) { PatternKind::Literal } else { PatternKind::Glob })
    }

    fn pole(&mut self, row: &'r Record) -> Pole {
        let name = self.cell(row, Column::Pole).to_lowercase();
        if name.is_empty() {
            return Pole::Category;
        }
        Pole::named(&name).unwrap_or_else(|| {
            let at = self.field(row, Column::Pole).map_or(0..0, |f| f.at.clone());
            let known = Pole::ALL.map(Pole::name).join(", ");
            let p = self.source.error_at("unknown-key", at, format!("unknown pole `{name}`"));
            self.problems.push(p.remedy(format!("Known: {known}.")));
            Pole::Category
        })
    }

    fn flag(&self, row: &'r Record) -> bool {
        matches!(self.cell(row, Column::Case).to_lowercase().as_str(), "true" | "yes" | "1" | "x")
    }

    fn weight(&mut self, row: &'r Record) -> Option<f64> {
        let field = self.field(row, Column::Weight)?;
        match number(&field.text) {
            Ok(weight) => weight,
            Err(why) => {
                let what = format!("weight `{}` is not a finite number", field.text.trim());
                let p = self.source.error_at("bad-number", field.at.clone(), what);
                self.problems.push(p.because(why).remedy("Write a number such as 1, -1.5 or 0.25."));
                None
            }
        }
    }

    fn window(&mut self, row: &'r Record) -> Option<u32> {
        let field = self.field(row, Column::Window).filter(|f| !f.text.trim().is_empty())?;
        let window = field.text.trim().parse::<u32>().ok().filter(|w| *w > 0);
        if window.is_none() {
            let p = self.source.error_at("bad-number", field.at.clone(), "the window is not a whole number of words");
            self.problems.push(p.remedy("Write a number such as 10, or leave it empty for the sentence."));
        }
        window
    }

    fn patterns(&self, row: &'r Record, column: Column) -> Vec<String> {
        self.cell(row, column).split(BETWEEN).map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
    }
}

/// A weight as written in a cell: empty, or a finite number; else why not.
pub(super) fn number(text: &str) -> Result<Option<f64>, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(x) if x.is_finite() => Ok(Some(x)),
        Ok(_) => Err("A weight has to be finite."),
        Err(_) if text.replacen(',', ".", 1).parse::<f64>().is_ok() => Err("It has a decimal comma."),
        Err(_) => Err(""),
    }
}

/// Whether a term has neither letter nor digit but is no lone wildcard: `:)`, `(*`. Wildcards in it are
/// meant as written.
pub(super) fn is_emoticon(term: &str) -> bool {
    !term.chars().any(char::is_alphanumeric) && term.chars().any(|c| !matches!(c, '*' | '?' | ' '))
}

/// Writes one row per entry, with the columns that are needed.
pub(super) fn write(lexicon: &Lexicon, delimiter: char) -> String {
    let rows: Vec<(&Axis, Pole, &Entry)> = lexicon.axes.iter().flat_map(|a| a.entries().map(move |(p, e)| (a, p, e))).collect();
    let cells = |column: Column, (axis, pole, entry): &(&Axis, Pole, &Entry)| cell(column, axis, *pole, entry);
    let order = [
        Column::Category,
        Column::Parent,
        Column::Pole,
        Column::Term,
        Column::Kind,
        Column::Language,
        Column::Case,
        Column::Weight,
        Column::Needs,
        Column::Excludes,
        Column::Near,
        Column::Window,
        Column::Note,
    ];
    let used: Vec<Column> = order
        .into_iter()
        .filter(|c| matches!(c, Column::Category | Column::Term) || rows.iter().any(|r| !cells(*c, r).is_empty()))
        .collect();
    let join = |cells: Vec<String>| cells.iter().map(|c| quoted(c, delimiter)).collect::<Vec<_>>().join(&delimiter.to_string());
    let mut out = String::new();
    for line in lexicon.description.lines() {
        out.push_str(&format!("# {line}\n"));
    }
    out.push_str(&join(used.iter().map(|c| name(Some(*c)).unwrap_or_default().to_owned()).collect()));
    out.push('\n');
    for row in &rows {
        out.push_str(&join(used.iter().map(|c| cells(*c, row)).collect()));
        out.push('\n');
    }
    out
}

fn cell(column: Column, axis: &Axis, pole: Pole, entry: &Entry) -> String {
    let natural = if is_emoticon(&entry.pattern) { PatternKind::Literal } else { PatternKind::Glob };
    match column {
        Column::Category => axis.key.clone(),
        Column::Parent => axis.parent.clone(),
        Column::Pole if pole == Pole::Category => String::new(),
        Column::Pole => pole.name().to_owned(),
        Column::Term => entry.pattern.clone(),
        Column::Kind if entry.kind == natural => String::new(),
        Column::Kind => entry.kind.name().to_owned(),
        Column::Language => entry.language.clone(),
        Column::Case => {
            if entry.case_sensitive {
                "true".into()
            } else {
                String::new()
            }
        }
        Column::Weight => entry.weight.map(|w| w.to_string()).unwrap_or_default(),
        Column::Needs => entry.needs.join("|"),
        Column::Excludes => entry.excludes.join("|"),
        Column::Near => entry.near.join("|"),
        Column::Window => entry.window.map(|w| w.to_string()).unwrap_or_default(),
        Column::Note => entry.comment.clone(),
    }
}
