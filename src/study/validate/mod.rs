//! Measures how right lexicons are, against passages coded by hand.
//!
//! In: coded passages (a CSV of `text`, `axis`, `code` and, where known, `coder`, `outlet`, `passage_id`) and
//! lexicons. Out: tables of precision, recall and F1 per entry, pole, axis and outlet, of their differences
//! between outlets, of the coders' agreement, and of the score's dependence on length.

mod sheet;

pub use sheet::{Passage, Sampler};

use crate::annotate::{AnnotateOptions, Annotator};
use crate::corpus::{Document, Problem};
use crate::lexicon::{Lexicon, Matcher, Pole, read_rows};
use crate::measure::agreement::{Metric, krippendorff_alpha, two_coders};
use crate::measure::share::newcombe;
use crate::measure::tables::PAIRS_UP_TO;
use crate::measure::validation::{Confusion, Draws};
use crate::read::sheet_rows;
use crate::table::{Column, ColumnKind, Table, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Confidence level of every interval.
const LEVEL: f64 = 0.95;
/// Resamples of a bootstrap.
const DRAWS: u32 = 2000;

/// One passage with the codes people gave it for one axis or category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// Identifier; the row number when none is given.
    pub id: String,
    /// The passage.
    pub text: String,
    /// Its language code; empty to detect it.
    pub language: String,
    /// Who published it; empty when the sheet is blind.
    pub outlet: String,
    /// Key of the axis or category that was coded.
    pub axis: String,
    /// For each coder the poles seen in it; none for "nothing of the kind".
    pub codes: BTreeMap<String, BTreeSet<Pole>>,
}

impl Coded {
    /// What most coders say; `None` when they are split evenly.
    fn truth(&self, pole: Pole) -> Option<bool> {
        let yes = self.codes.values().filter(|c| c.contains(&pole)).count();
        (2 * yes != self.codes.len()).then_some(2 * yes > self.codes.len())
    }
}

/// The rows of a table filled in by hand with their lines: delimited text, or the first sheet of an .xlsx.
///
/// # Errors
/// A file that is neither.
pub fn read_table(file: &str, bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Vec<Problem>> {
    if bytes.starts_with(b"PK\x03\x04") { sheet_rows(file, bytes) } else { read_rows(file, bytes) }
}

/// Reads a coded table. Rows with the same passage and axis are one passage coded several times; rows
/// without a code are left out.
///
/// # Errors
/// A missing column or a code that is none, with its line.
pub fn read_coded(file: &str, bytes: &[u8]) -> Result<Vec<Coded>, Vec<Problem>> {
    let rows = read_table(file, bytes)?;
    let Some((_, header)) = rows.first() else { return Ok(Vec::new()) };
    let column = |names: &[&str]| header.iter().position(|h| names.contains(&h.trim().to_lowercase().as_str()));
    let text = column(&["text", "passage", "sentence"]);
    let axis = column(&["axis", "category", "frame"]);
    let code = column(&["code", "pole", "label"]);
    let (Some(text), Some(axis), Some(code)) = (text, axis, code) else {
        let what = format!("the coded table needs the columns text, axis and code; it has: {}", header.join(", "));
        return Err(vec![Problem::error("missing-column", what).at(file, 1).remedy("Name the columns in the first row.")]);
    };
    let others = [column(&["passage_id", "id"]), column(&["coder"]), column(&["outlet"]), column(&["language"])];
    let mut out: Vec<Coded> = Vec::new();
    let mut place: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (line, row) in &rows[1..] {
        let cell = |i: usize| row.get(i).map_or("", |c| c.trim());
        let [id, coder, outlet, language] = others.map(|c| c.map_or("", cell));
        if cell(code).is_empty() {
            continue;
        }
        let Some(poles) = poles(cell(code)) else {
            let what = format!("`{}` is no code", cell(code));
            let p = Problem::error("bad-code", what).at(file, *line).showing(cell(code), (0, cell(code).len()), "");
            faults.push(p.remedy("Write a, b, neutral or several joined by +; 1 or 0 for a category; none for nothing."));
            continue;
        };
        let key = if id.is_empty() { cell(text) } else { id };
        let at = *place.entry((key.to_owned(), cell(axis).to_owned())).or_insert_with(|| {
            out.push(Coded {
                id: if id.is_empty() { line.to_string() } else { id.to_owned() },
                text: cell(text).to_owned(),
                language: language.to_owned(),
                outlet: outlet.to_owned(),
                axis: cell(axis).to_owned(),
                codes: BTreeMap::new(),
            });
            out.len() - 1
        });
        out[at].codes.insert(coder.to_owned(), poles);
    }
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

/// The poles a code names.
fn poles(code: &str) -> Option<BTreeSet<Pole>> {
    let code = code.to_lowercase();
    if matches!(code.as_str(), "none" | "0" | "no" | "false") {
        return Some(BTreeSet::new());
    }
    let one = |c: &str| match c {
        "1" | "yes" | "true" | "x" => Some(Pole::Category),
        name => Pole::named(name).filter(|p| *p != Pole::Exclude),
    };
    code.split(['+', ',', ';', ' ']).filter(|c| !c.is_empty()).map(one).collect()
}

/// What a lexicon finds in a passage: poles, and entries with their pole.
struct Seen {
    poles: BTreeSet<Pole>,
    entries: BTreeSet<(Pole, usize)>,
    n_hits: u64,
    n_words: u64,
}

/// What validation gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Validation {
    /// Precision, recall and F1 per entry, pole, axis and outlet.
    pub validation: Table,
    /// Precision, recall and F1 of one outlet less those of another.
    pub differences: Table,
    /// Agreement of the coders per axis and pole.
    pub agreement: Table,
    /// Correlation of hits with length per axis.
    pub length: Table,
}

/// Compares what lexicons find with what people coded. A passage whose coders are split evenly about a
/// pole is left out for that pole, and counted. Bootstraps are drawn from `seed`.
pub fn validate(coded: &[Coded], lexicons: &[Lexicon], matcher: &Matcher, seed: u64) -> Validation {
    let seen = look(coded, lexicons, matcher);
    let mut axes: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (i, passage) in coded.iter().enumerate() {
        for (l, lexicon) in lexicons.iter().enumerate() {
            if let Some(a) = lexicon.axes.iter().position(|a| a.key == passage.axis) {
                axes.entry((l, a)).or_default().push(i);
            }
        }
    }
    let mut rows = Vec::new();
    let (mut differences, mut agreement, mut length) = (Vec::new(), Vec::new(), Vec::new());
    for (&(l, a), passages) in &axes {
        let axis = &lexicons[l].axes[a];
        let group = Group { coded, seen: &seen, passages, names: (&lexicons[l].name, &axis.key), seed };
        let poles: &[Pole] = if axis.is_category() { &[Pole::Category] } else { &[Pole::A, Pole::B, Pole::Neutral] };
        for &pole in poles.iter().filter(|p| !axis.list(**p).entries.is_empty()) {
            rows.push(group.row("pole", (pole, "", ""), |_| true));
            agreement.push(group.agreement(pole));
            let outlets: BTreeSet<&str> = passages.iter().map(|&i| coded[i].outlet.as_str()).filter(|o| !o.is_empty()).collect();
            differences.extend(group.differences(pole, &outlets.iter().copied().collect::<Vec<_>>()));
            for outlet in outlets {
                rows.push(group.row("outlet", (pole, "", outlet), |c| c.outlet == outlet));
            }
            for (e, entry) in axis.list(pole).entries.iter().enumerate() {
                rows.extend(group.entry_row(pole, (e, &entry.pattern)));
            }
        }
        if !axis.is_category() {
            rows.push(group.axis_row(poles));
        }
        length.push(group.length());
    }
    Validation {
        validation: validation_table(rows),
        differences: differences_table(differences),
        agreement: agreement_table(agreement),
        length: length_table(length),
    }
}

fn look(coded: &[Coded], lexicons: &[Lexicon], matcher: &Matcher) -> Vec<Seen> {
    let mut annotator = Annotator::new(AnnotateOptions::default());
    let mut scanner = matcher.scanner();
    coded
        .iter()
        .map(|passage| {
            let document = Document { text: passage.text.clone(), language: passage.language.clone(), ..Document::default() };
            let annotated = annotator.annotate(document);
            let hits = scanner.hits(&annotated, &annotator.vocabulary, &annotator.parts);
            let mut seen =
                Seen { poles: BTreeSet::new(), entries: BTreeSet::new(), n_hits: 0, n_words: annotated.n_words() as u64 };
            for place in hits.iter().filter(|h| matcher.counts(h)).map(|h| matcher.entry(h.entry)) {
                if lexicons[place.lexicon].axes[place.axis].key == passage.axis {
                    seen.poles.insert(place.pole);
                    seen.entries.insert((place.pole, place.entry));
                    seen.n_hits += 1;
                }
            }
            seen
        })
        .collect()
}

/// The passages coded for one axis.
struct Group<'a> {
    coded: &'a [Coded],
    seen: &'a [Seen],
    passages: &'a [usize],
    names: (&'a str, &'a str),
    seed: u64,
}

impl Group<'_> {
    /// Right and wrong decisions on one pole, and how many passages are disputed.
    fn confusion(&self, pole: Pole, of: impl Fn(&Coded) -> bool) -> (Confusion, u64) {
        let mut c = Confusion { tp: 0, fp: 0, fn_: 0, tn: 0 };
        let mut disputed = 0;
        for &i in self.passages.iter().filter(|i| of(&self.coded[**i])) {
            match (self.coded[i].truth(pole), self.seen[i].poles.contains(&pole)) {
                (Some(true), true) => c.tp += 1,
                (Some(false), true) => c.fp += 1,
                (Some(true), false) => c.fn_ += 1,
                (Some(false), false) => c.tn += 1,
                (None, _) => disputed += 1,
            }
        }
        (c, disputed)
    }

    fn row(&self, level: &str, (pole, entry, outlet): (Pole, &str, &str), of: impl Fn(&Coded) -> bool) -> Vec<Value> {
        let (c, disputed) = self.confusion(pole, of);
        self.cells([level, pole.name(), entry, outlet], c, disputed)
    }

    /// All poles together: every decision about every pole.
    fn axis_row(&self, poles: &[Pole]) -> Vec<Value> {
        let mut all = Confusion { tp: 0, fp: 0, fn_: 0, tn: 0 };
        let mut disputed = 0;
        for &pole in poles {
            let (c, d) = self.confusion(pole, |_| true);
            all = Confusion { tp: all.tp + c.tp, fp: all.fp + c.fp, fn_: all.fn_ + c.fn_, tn: all.tn + c.tn };
            disputed += d;
        }
        self.cells(["axis", "", "", ""], all, disputed)
    }

    /// How often an entry's hits are right; an entry cannot be blamed for what others should find.
    fn entry_row(&self, pole: Pole, (e, pattern): (usize, &str)) -> Option<Vec<Value>> {
        let hit = self.passages.iter().filter(|i| self.seen[**i].entries.contains(&(pole, e)));
        let truths: Vec<Option<bool>> = hit.map(|&i| self.coded[i].truth(pole)).collect();
        let count = |t: Option<bool>| truths.iter().filter(|x| **x == t).count() as u64;
        let c = Confusion { tp: count(Some(true)), fp: count(Some(false)), fn_: 0, tn: 0 };
        let mut row = self.cells(["entry", pole.name(), pattern, ""], c, count(None));
        // What is missed, and all that depends on it, is not an entry's.
        ENTRY_UNKNOWN.into_iter().for_each(|columns| row[columns].fill(Value::Empty));
        (!truths.is_empty()).then_some(row)
    }

    /// Outlets against each other on one pole: an error that is not the same everywhere looks like framing.
    /// Many outlets are each compared with the rest.
    fn differences(&self, pole: Pole, outlets: &[&str]) -> Vec<Vec<Value>> {
        let of = |o: &str| self.confusion(pole, |c| c.outlet == o).0;
        let rest = |o: &str| self.confusion(pole, |c| c.outlet != o && !c.outlet.is_empty()).0;
        if outlets.len() > PAIRS_UP_TO {
            return outlets.iter().map(|o| self.difference(pole, (o, &of(o)), ("rest", &rest(o)))).collect();
        }
        let all: Vec<Confusion> = outlets.iter().map(|o| of(o)).collect();
        let pairs = (0..outlets.len()).flat_map(|x| (x + 1..outlets.len()).map(move |y| (x, y)));
        pairs.map(|(x, y)| self.difference(pole, (outlets[x], &all[x]), (outlets[y], &all[y]))).collect()
    }

    fn difference(&self, pole: Pole, (first, c): (&str, &Confusion), (second, d): (&str, &Confusion)) -> Vec<Value> {
        let cell = ["f1 difference", self.names.0, self.names.1, pole.name(), first, second];
        let precision = newcombe((c.tp, c.tp + c.fp), (d.tp, d.tp + d.fp), LEVEL);
        let recall = newcombe((c.tp, c.tp + c.fn_), (d.tp, d.tp + d.fn_), LEVEL);
        let f1 = c.f1_difference(d, &self.draws(), &cell);
        let mut row: Vec<Value> = [self.names.0, self.names.1, pole.name(), first, second].map(Value::from).to_vec();
        for (difference, interval) in [
            (precision.map(|p| p.0), precision.map(|p| p.1)),
            (recall.map(|r| r.0), recall.map(|r| r.1)),
            (f1.map(|f| f.0), f1.and_then(|f| f.1)),
        ] {
            row.extend([difference, interval.map(|i| i.0), interval.map(|i| i.1)].map(Value::from));
        }
        let note = match (precision, recall) {
            (None, _) => "no hits in one of them",
            (_, None) => "nothing coded so in one of them",
            _ => "",
        };
        row.push(note.into());
        row
    }

    fn draws(&self) -> Draws {
        Draws { level: LEVEL, number: DRAWS, seed: self.seed }
    }

    fn cells(&self, [level, pole, entry, outlet]: [&str; 4], c: Confusion, disputed: u64) -> Vec<Value> {
        let bounds = |i: Option<(f64, f64)>| [Value::from(i.map(|i| i.0)), Value::from(i.map(|i| i.1))];
        let mut row: Vec<Value> = [level, self.names.0, self.names.1, pole, entry, outlet].map(Value::from).to_vec();
        row.extend([c.tp, c.fp, c.fn_, c.tn, disputed].map(Value::from));
        row.push(c.precision().into());
        row.extend(bounds(c.precision_interval(LEVEL)));
        row.push(c.recall().into());
        row.extend(bounds(c.recall_interval(LEVEL)));
        row.push(c.f1().into());
        row.extend(bounds(c.f1_interval(LEVEL)));
        row.extend(bounds(c.f1_bootstrap(&self.draws(), &["f1", self.names.0, self.names.1, level, pole, outlet])));
        row.push(if c.tp + c.fp + c.fn_ + c.tn > 0 { c.mcc().into() } else { Value::Empty });
        row.extend([c.accuracy(), c.balanced_accuracy(), c.cohen_kappa()].map(Value::from));
        row.extend([c.prevalence(), c.apparent_prevalence(), c.rogan_gladen()].map(Value::from));
        row.push(if c.tp + c.fp == 0 { "no hits".into() } else { Value::Empty });
        row
    }

    /// Coders against each other on one pole: 1 seen, 0 not seen.
    fn agreement(&self, pole: Pole) -> Vec<Value> {
        let coders: BTreeSet<&str> = self.passages.iter().flat_map(|&i| self.coded[i].codes.keys().map(String::as_str)).collect();
        let code = |coder: &str, i: usize| self.coded[i].codes.get(coder).map(|c| c.contains(&pole));
        let ratings: Vec<Vec<Option<f64>>> =
            coders.iter().map(|c| self.passages.iter().map(|&i| code(c, i).map(|b| f64::from(u8::from(b)))).collect()).collect();
        let names: Vec<&str> = coders.iter().copied().collect();
        let pair: Vec<(bool, bool)> = match names.as_slice() {
            [x, y] => self.passages.iter().filter_map(|&i| Some((code(x, i)?, code(y, i)?))).collect(),
            _ => Vec::new(),
        };
        let (first, second): (Vec<bool>, Vec<bool>) = pair.into_iter().unzip();
        let two = two_coders(&first, &second);
        let alpha = krippendorff_alpha(&ratings, Metric::Nominal);
        let n = self.passages.iter().filter(|&&i| self.coded[i].codes.len() > 1).count();
        let note = match (n, alpha) {
            (0, _) => Value::from("coded once"),
            (_, None) => Value::from("no variation"),
            _ => Value::Empty,
        };
        let mut row: Vec<Value> = [self.names.0, self.names.1, pole.name()].map(Value::from).to_vec();
        row.extend([Value::from(coders.len()), Value::from(n), alpha.into()]);
        row.extend(
            [two.map(|t| t.percent_agreement), two.and_then(|t| t.cohen_kappa), two.and_then(|t| t.gwet_ac1)].map(Value::from),
        );
        row.push(note);
        row
    }

    /// Pearson's r of hits and words: a score that grows with length measures length.
    fn length(&self) -> Vec<Value> {
        let pairs: Vec<(f64, f64)> =
            self.passages.iter().map(|&i| (self.seen[i].n_hits as f64, self.seen[i].n_words as f64)).collect();
        let r = pearson(&pairs);
        let note = if r.is_none() { Value::from("no variation") } else { Value::Empty };
        vec![self.names.0.into(), self.names.1.into(), pairs.len().into(), r.into(), note]
    }
}

/// Columns of `validation` that an entry's row leaves empty: fn and tn, and recall to Rogan-Gladen.
const ENTRY_UNKNOWN: [std::ops::Range<usize>; 2] = [8..10, 14..29];

/// Product-moment correlation; `None` when one side does not vary.
fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |s, p| (s.0 + p.0, s.1 + p.1));
    let (x, y) = (x / n, y / n);
    let sum = |f: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(f).sum::<f64>();
    let (xx, yy, xy) = (sum(&|p| (p.0 - x) * (p.0 - x)), sum(&|p| (p.1 - y) * (p.1 - y)), sum(&|p| (p.0 - x) * (p.1 - y)));
    (xx > 0.0 && yy > 0.0).then(|| xy / libm::sqrt(xx * yy))
}

fn column(name: &str, kind: ColumnKind, meaning: &str) -> Column {
    Column { name: name.to_owned(), kind, unit: "", meaning: meaning.to_owned(), empty: "not defined: see note" }
}

fn validation_table(rows: Vec<Vec<Value>>) -> Table {
    use ColumnKind::{Integer, Number, Text};
    let columns = [
        ("level", Text, "entry, pole, axis (all poles) or outlet"),
        ("lexicon", Text, "lexicon"),
        ("axis", Text, "axis or category"),
        ("pole", Text, "pole"),
        ("entry", Text, "entry"),
        ("outlet", Text, "outlet"),
        ("tp", Integer, "passages hit and coded so"),
        ("fp", Integer, "passages hit and not coded so"),
        ("fn", Integer, "passages coded so and not hit"),
        ("tn", Integer, "passages neither hit nor coded so"),
        ("n_disputed", Integer, "passages left out because the coders are split evenly"),
        ("precision", Number, "tp / (tp + fp)"),
        ("precision_low", Number, "lower bound, Wilson 95 %"),
        ("precision_high", Number, "upper bound, Wilson 95 %"),
        ("recall", Number, "tp / (tp + fn)"),
        ("recall_low", Number, "lower bound, Wilson 95 %"),
        ("recall_high", Number, "upper bound, Wilson 95 %"),
        ("f1", Number, "2 tp / (2 tp + fp + fn)"),
        ("f1_low", Number, "lower bound, Wilson 95 % through Jaccard"),
        ("f1_high", Number, "upper bound, Wilson 95 % through Jaccard"),
        ("f1_boot_low", Number, "lower bound, bootstrap 95 % over passages, seeded"),
        ("f1_boot_high", Number, "upper bound, bootstrap 95 % over passages, seeded"),
        ("mcc", Number, "Matthews correlation"),
        ("accuracy", Number, "(tp + tn) / passages"),
        ("balanced_accuracy", Number, "mean of recall and tn / (tn + fp)"),
        ("kappa", Number, "Cohen's kappa of lexicon and code"),
        ("prevalence", Number, "share of passages coded so"),
        ("apparent_prevalence", Number, "share of passages hit"),
        ("corrected_prevalence", Number, "Rogan-Gladen estimate from the share of hits"),
        ("note", Text, "why a cell is empty"),
    ];
    table("validation", "How right are the lexicons, against hand codes?", &columns, rows)
}

fn differences_table(rows: Vec<Vec<Value>>) -> Table {
    use ColumnKind::{Number, Text};
    let columns = [
        ("lexicon", Text, "lexicon"),
        ("axis", Text, "axis or category"),
        ("pole", Text, "pole"),
        ("outlet_a", Text, "first outlet"),
        ("outlet_b", Text, "second outlet, or `rest`"),
        ("precision_difference", Number, "precision of the first less that of the second"),
        ("precision_difference_low", Number, "lower bound, Newcombe 95 %"),
        ("precision_difference_high", Number, "upper bound, Newcombe 95 %"),
        ("recall_difference", Number, "recall of the first less that of the second"),
        ("recall_difference_low", Number, "lower bound, Newcombe 95 %"),
        ("recall_difference_high", Number, "upper bound, Newcombe 95 %"),
        ("f1_difference", Number, "F1 of the first less that of the second"),
        ("f1_difference_low", Number, "lower bound, bootstrap 95 % over passages, seeded"),
        ("f1_difference_high", Number, "upper bound, bootstrap 95 % over passages, seeded"),
        ("note", Text, "why a cell is empty"),
    ];
    table("differences", "Is the lexicon as right in one outlet as in another?", &columns, rows)
}

fn agreement_table(rows: Vec<Vec<Value>>) -> Table {
    use ColumnKind::{Integer, Number, Text};
    let columns = [
        ("lexicon", Text, "lexicon"),
        ("axis", Text, "axis or category"),
        ("pole", Text, "pole"),
        ("n_coders", Integer, "people who coded"),
        ("n_passages", Integer, "passages coded more than once"),
        ("alpha", Number, "Krippendorff's alpha, nominal"),
        ("percent_agreement", Number, "share of passages two coders agree on; two coders only"),
        ("kappa", Number, "Cohen's kappa; two coders only"),
        ("ac1", Number, "Gwet's AC1; two coders only"),
        ("note", Text, "why a cell is empty"),
    ];
    table("agreement", "Do the people who coded agree?", &columns, rows)
}

fn length_table(rows: Vec<Vec<Value>>) -> Table {
    use ColumnKind::{Integer, Number, Text};
    let columns = [
        ("lexicon", Text, "lexicon"),
        ("axis", Text, "axis or category"),
        ("n_passages", Integer, "passages coded"),
        ("r", Number, "Pearson correlation of hits and words in a passage"),
        ("note", Text, "why a cell is empty"),
    ];
    table("length", "Does the number of hits follow the length of the passage?", &columns, rows)
}

fn table(name: &str, title: &str, columns: &[(&str, ColumnKind, &str)], rows: Vec<Vec<Value>>) -> Table {
    let columns = columns.iter().map(|(n, k, m)| column(n, *k, m)).collect();
    Table { name: name.to_owned(), title: title.to_owned(), columns, rows }
}

/// Puts the outlets of a key into passages that were coded blind; rows are `passage_id`, `outlet`.
pub fn unblind(coded: &mut [Coded], key: &BTreeMap<String, String>) {
    for passage in coded.iter_mut().filter(|p| p.outlet.is_empty()) {
        if let Some(outlet) = key.get(&passage.id) {
            passage.outlet.clone_from(outlet);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::MatchOptions;

    const LEXICON: &str = "axis,pole,term\nx,a,terrorist*\nx,b,fighter*\nx,b,resistance\n";

    fn value(table: &Table, row: &[&str], column: &str) -> Value {
        let at = |name: &str| table.columns.iter().position(|c| c.name == name).unwrap();
        let found = table.rows.iter().find(|r| row.iter().enumerate().all(|(i, v)| r[i] == Value::from(*v)));
        found.unwrap_or_else(|| panic!("no row {row:?}"))[at(column)].clone()
    }

    fn run(gold: &str) -> Validation {
        let (lexicon, _) = Lexicon::read("l.csv", LEXICON.as_bytes()).unwrap();
        let lexicons = [lexicon];
        let matcher = Matcher::compile(&lexicons, &MatchOptions::default()).unwrap();
        validate(&read_coded("gold.csv", gold.as_bytes()).unwrap(), &lexicons, &matcher, 1)
    }

    #[test]
    fn decisions_are_counted_by_level() {
        let v = run(
            "text,axis,code,outlet\nThe terrorists left.,x,a,P\nThe terrorist film was a hit.,x,none,P\nGunmen called terror cell left.,x,a,Q\nFighters left.,x,b,Q\nNothing here.,x,none,Q\n",
        );
        let pole = ["pole", "l", "x", "a"];
        for (column, want) in [("tp", 1), ("fp", 1), ("fn", 1), ("tn", 2)] {
            assert_eq!(value(&v.validation, &pole, column), Value::Integer(want), "{column}");
        }
        assert_eq!(value(&v.validation, &pole, "precision"), Value::Number(0.5));
        assert_eq!(value(&v.validation, &["outlet", "l", "x", "a", "", "Q"], "recall"), Value::Number(0.0));
        assert_eq!(value(&v.validation, &["entry", "l", "x", "a", "terrorist*"], "precision"), Value::Number(0.5));
        assert_eq!(value(&v.validation, &["entry", "l", "x", "a", "terrorist*"], "recall"), Value::Empty);
        assert_eq!(value(&v.validation, &["axis", "l", "x"], "tp"), Value::Integer(2));
    }

    #[test]
    fn coders_are_compared_and_ties_left_out() {
        let v = run(
            "passage_id,text,axis,code,coder\n1,The terrorists left.,x,a,u\n1,The terrorists left.,x,none,v\n2,Fighters.,x,b,u\n2,Fighters.,x,b,v\n3,None.,x,none,u\n3,None.,x,none,v\n",
        );
        assert_eq!(value(&v.validation, &["pole", "l", "x", "a"], "n_disputed"), Value::Integer(1));
        assert_eq!(value(&v.agreement, &["l", "x", "b"], "alpha"), Value::Number(1.0));
        assert_eq!(value(&v.agreement, &["l", "x", "a"], "percent_agreement"), Value::Number(2.0 / 3.0));
    }

    #[test]
    fn codes_that_are_none_are_named() {
        let faults = read_coded("g.csv", b"text,axis,code\nx,x,perhaps\ny,x,\n").unwrap_err();
        assert_eq!(faults.iter().map(|p| (p.code, p.line)).collect::<Vec<_>>(), [("bad-code", 2)]);
        assert_eq!(read_coded("g.csv", b"text,code\nx,a\n").unwrap_err()[0].code, "missing-column");
    }
}
