//! Makes documents or rejects of records, and keeps the account of each file.
//!
//! In: the fields of a record with their place, from any reader. Out: [`Item`]s to the consumer.
//! Every record ends here, in exactly one of the two ways, so documents + rejects = records.

use super::columns::{Names, ROLES, Role};
use super::dates::{self, Proof, Reading};
use super::item::{Decision, Fault, FileFault, FileRecord, Halt, Item, Rejected, excerpt};
use super::metadata::Metadata;
use super::options::{OutletFrom, ReadOptions};
use super::source::Tally;
use super::{codes, names, odd};
use crate::corpus::{Code, Document, Note, Origin, Problem, Severity};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The outlet of records that name none.
pub const NO_OUTLET: &str = "(no outlet)";

/// What the consumer is.
pub type Sink<'a> = dyn FnMut(Item) -> ControlFlow<()> + 'a;

/// The fields of one record, by role.
#[derive(Clone, Debug, Default)]
pub struct Fields<'a> {
    values: [Option<Cow<'a, str>>; ROLES],
}

impl<'a> Fields<'a> {
    /// Fills a role.
    pub fn set(&mut self, role: Role, value: Cow<'a, str>) {
        self.values[role as usize] = Some(value);
    }

    /// Whether a role is filled.
    pub fn has(&self, role: Role) -> bool {
        self.values[role as usize].is_some()
    }

    /// The value of a role, trimmed; empty when there is none.
    pub fn get(&self, role: Role) -> &str {
        self.values[role as usize].as_deref().map_or("", str::trim)
    }

    fn take(&mut self, role: Role) -> String {
        self.values[role as usize].take().map_or_else(String::new, Cow::into_owned)
    }
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// 1-based line; 0 when the format has none.
    pub line: u64,
    /// 0-based byte.
    pub byte: u64,
}

/// How a file is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
    /// As the user named it, with `!` before the member of an archive.
    pub shown: String,
    /// Its path below the input it was found in, with `/`.
    pub relative: String,
    /// The folder it lies in, by name; the file's own stem when it was named without a folder.
    pub folder: String,
    /// What made identifiers start with.
    pub stem: String,
}

impl Naming {
    /// The file's own name.
    pub fn base(&self) -> &str {
        self.relative.rsplit('/').next().unwrap_or(&self.relative)
    }
}

/// The account of the file being read.
#[derive(Default)]
struct Account {
    naming: Naming,
    record: FileRecord,
    header: Arc<[u8]>,
    dates: Proof,
    /// Roles some record filled, one bit each.
    filled: u16,
    without_outlet: (u64, Place),
    without_metadata: (u64, Place),
    mixed_outlets: BTreeSet<String>,
}

/// Takes records in, file by file.
pub struct Intake<'a> {
    /// What the study says.
    pub options: &'a ReadOptions,
    /// The names under which columns are found.
    pub columns: Names,
    pub(crate) metadata: Metadata,
    pub(crate) totals: super::Inputs,
    /// Whether there is but one input file, so that members of an archive need not be told apart.
    pub(crate) alone: bool,
    sink: &'a mut Sink<'a>,
    account: Account,
    last_decisions: Vec<Decision>,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(options: &'a ReadOptions, metadata: Metadata, sink: &'a mut Sink<'a>) -> Intake<'a> {
        Intake {
            options,
            columns: Names::new(&options.columns),
            metadata,
            totals: super::Inputs::default(),
            alone: true,
            sink,
            account: Account::default(),
            last_decisions: Vec::new(),
        }
    }

    fn send(&mut self, item: Item) -> Result<(), Halt> {
        match (self.sink)(item) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => {
                self.totals.stopped = true;
                Err(Halt::Stop)
            }
        }
    }

    /// Starts the account of a file.
    pub(crate) fn open(&mut self, naming: Naming) {
        let record = FileRecord { file: naming.shown.clone(), ..FileRecord::default() };
        self.account = Account { naming, record, ..Account::default() };
    }

    /// How the file being read is called.
    pub fn naming(&self) -> &Naming {
        &self.account.naming
    }

    /// Records seen in this file so far.
    pub(crate) fn records(&self) -> u64 {
        self.account.record.records
    }

    /// Sets the format's name and, for tables, the raw header.
    pub(crate) fn set_format(&mut self, name: &'static str) {
        self.account.record.format = name.to_owned();
    }

    /// Keeps the raw header line for rejects.
    pub fn set_header(&mut self, raw: &[u8]) {
        self.account.header = raw.into();
    }

    /// Tells of a choice, unless the last file made the same one.
    ///
    /// # Errors
    /// [`Halt::Stop`] when the consumer wants no more.
    pub fn decide(&mut self, what: &'static str, value: impl Into<String>, why: impl Into<String>) -> Result<(), Halt> {
        let decision = Decision { file: self.account.naming.shown.clone(), what, value: value.into(), why: why.into() };
        match self.last_decisions.iter_mut().find(|last| last.what == what) {
            Some(last) if last.value == decision.value && last.why == decision.why => return Ok(()),
            Some(last) => last.clone_from(&decision),
            None => self.last_decisions.push(decision.clone()),
        }
        self.send(Item::Decision(decision))
    }

    /// Notes something about the file.
    ///
    /// # Errors
    /// [`Halt::Stop`].
    pub fn note(&mut self, code: &'static Code, place: Place, detail: impl Into<String>) -> Result<(), Halt> {
        let origin = self.origin(place, 0);
        self.send(Item::Note(Note {
            code: code.name.to_owned(),
            origin,
            document_id: String::new(),
            field: String::new(),
            detail: detail.into(),
            excerpt: String::new(),
        }))
    }

    /// Says something about the file that concerns no table: its name, its packing.
    ///
    /// # Errors
    /// [`Halt::Stop`].
    pub fn notice(&mut self, code: &'static Code, what: impl Into<String>) -> Result<(), Halt> {
        let (_, problem) = Fault::new(code, what).into_parts(&self.account.naming.shown);
        self.send(Item::Notice(Box::new(Problem { severity: Severity::Note, ..problem })))
    }

    fn origin(&self, place: Place, record: u64) -> Origin {
        Origin { file: self.account.naming.shown.clone(), line: place.line, record, byte: place.byte }
    }

    /// Leaves a record out.
    ///
    /// # Errors
    /// [`Halt::Stop`].
    pub fn reject(&mut self, fault: Fault, place: Place, raw: &[u8]) -> Result<(), Halt> {
        self.account.record.records += 1;
        self.leave_out(fault, place, raw)
    }

    fn leave_out(&mut self, mut fault: Fault, place: Place, raw: &[u8]) -> Result<(), Halt> {
        self.account.record.rejects += 1;
        fault.0.record = self.account.record.records;
        if fault.0.line == 0 {
            (fault.0.line, fault.0.byte) = (place.line, place.byte);
        }
        let (mut reject, problem) = fault.into_parts(&self.account.naming.shown);
        if reject.excerpt.is_empty() {
            reject.excerpt = excerpt(raw);
        }
        let header = self.account.header.clone();
        self.send(Item::Reject(Box::new(Rejected { reject, problem, raw: raw.to_vec(), header })))
    }

    /// Takes a record in: it becomes a document, or is left out.
    ///
    /// # Errors
    /// [`Halt::Stop`].
    pub fn record(&mut self, mut fields: Fields<'_>, place: Place, raw: &[u8]) -> Result<(), Halt> {
        self.account.record.records += 1;
        for role in self.columns.told().iter().filter(|role| fields.has(**role)) {
            self.account.filled |= 1 << *role as u16;
        }
        if !self.metadata.complete(&mut fields, &self.account.naming) {
            count(&mut self.account.without_metadata, place);
        }
        let id = self.identifier(&fields);
        if let Some(fault) = self.unusable(&fields) {
            return self.leave_out(fault.id(id), place, raw);
        }
        let outlet = self.outlet(&fields, place)?;
        let mut document = Document { id, outlet, ..Document::default() };
        document.origin = self.origin(place, self.account.record.records);
        document.event = Some(fields.get(Role::Event)).filter(|event| !event.is_empty()).map(str::to_owned);
        fields.get(Role::Url).clone_into(&mut document.url);
        fields.get(Role::Language).clone_into(&mut document.language);
        fields.get(Role::Title).clone_into(&mut document.title);
        self.date(&fields, &mut document)?;
        document.text = fields.take(Role::Text);
        self.oddities(&document)?;
        self.emit(document)
    }

    /// Gives a document to the consumer.
    fn emit(&mut self, mut document: Document) -> Result<(), Halt> {
        self.account.record.documents += 1;
        if self.account.record.format == "text" && document.title.is_empty() {
            document.title_len = super::text::title_len(&document.text);
        }
        self.send(Item::Document(Box::new(document)))
    }

    /// The identifier given, or one made from the file's name and the record's number.
    fn identifier(&self, fields: &Fields<'_>) -> String {
        let given = fields.get(Role::Id);
        match given.is_empty() {
            false => given.chars().filter(|c| !c.is_control()).collect(),
            true if super::is_one_document(&self.account.record.format) => self.account.naming.stem.clone(),
            true => format!("{}-{}", self.account.naming.stem, self.account.record.records),
        }
    }

    /// Why a record cannot be used, if so.
    fn unusable(&self, fields: &Fields<'_>) -> Option<Fault> {
        let limit = self.options.limits.document_bytes;
        if !fields.has(Role::Text) {
            return Some(
                Fault::new(&codes::MISSING_FIELD, "has no text")
                    .field("text")
                    .detail("no text; looked for text, body, content, article"),
            );
        }
        let text = fields.get(Role::Text);
        if text.len() as u64 > limit {
            let what = format!("has a text of {} bytes; the limit is {limit} (--max-document-bytes)", text.len());
            return Some(Fault::new(&codes::TOO_LARGE, what).field("text").detail(format!("got={} limit={limit}", text.len())));
        }
        if !has_word(text) {
            let what = match (text.is_empty(), text.chars().all(|c| names::is_ignorable(c) || c.is_whitespace())) {
                (true, _) => "has an empty text",
                (_, true) => "has a text of invisible characters only",
                _ => "has a text without a letter or digit",
            };
            return Some(Fault::new(&codes::EMPTY_TEXT, what).field("text"));
        }
        None
    }

    /// The outlet's name: from the place the study names, cleaned, and merged if the study says so.
    fn outlet(&mut self, fields: &Fields<'_>, place: Place) -> Result<String, Halt> {
        let naming = &self.account.naming;
        let written = match &self.options.outlet_from {
            OutletFrom::Auto => Cow::Borrowed(fields.get(Role::Outlet)),
            OutletFrom::Folder => Cow::Borrowed(naming.folder.as_str()),
            OutletFrom::File => Cow::Borrowed(stem(naming.base())),
            OutletFrom::Regex(pattern) => Cow::Borrowed(captured(pattern, &naming.shown)),
        };
        let cleaned = names::clean(&written);
        if cleaned.is_empty() {
            count(&mut self.account.without_outlet, place);
            return Ok(NO_OUTLET.to_owned());
        }
        let mixed = !cleaned.is_ascii() && names::is_mixed(&cleaned);
        let outlet = match self.options.outlets_merge.get(cleaned.as_ref()) {
            Some(merged) => merged.clone(),
            None => cleaned.into_owned(),
        };
        if mixed && self.account.mixed_outlets.insert(outlet.clone()) {
            self.note(&codes::MIXED_SCRIPT, place, format!("outlet {}", names::with_code_points(&outlet)))?;
        }
        Ok(outlet)
    }

    /// Reads the date, keeping both readings of an open one.
    fn date(&mut self, fields: &Fields<'_>, document: &mut Document) -> Result<(), Halt> {
        let cell = fields.get(Role::Date);
        let proof = &mut self.account.dates;
        let told = self.options.date_format;
        match dates::read(cell, told) {
            Reading::Empty => {}
            Reading::Day(day, order) => {
                document.date = Some(day);
                proof.day_first += u64::from(order == Some(super::DateOrder::DayFirst) && told.is_none());
                proof.month_first += u64::from(order == Some(super::DateOrder::MonthFirst) && told.is_none());
            }
            Reading::Either(day_first, month_first) => {
                document.date_readings = Some((day_first, month_first));
                if proof.either == 0 {
                    proof.first = (document.origin.line, document.origin.record);
                }
                proof.either += 1;
            }
            reading => {
                let why = if reading == Reading::Absurd { "its year cannot be meant" } else { "not a day that can be read" };
                return self.about(document, &codes::BAD_DATE, ["date", why, cell]);
            }
        }
        Ok(())
    }

    /// Notes something about one document: field, detail, the text concerned.
    fn about(&mut self, document: &Document, code: &Code, [field, detail, shown]: [&str; 3]) -> Result<(), Halt> {
        self.send(Item::Note(Note {
            code: code.name.to_owned(),
            origin: document.origin.clone(),
            document_id: document.id.clone(),
            field: field.to_owned(),
            detail: detail.to_owned(),
            excerpt: excerpt(shown.as_bytes()),
        }))
    }

    /// Notes what is odd about a document's title and text.
    fn oddities(&mut self, document: &Document) -> Result<(), Halt> {
        for (field, text) in [("title", &document.title), ("text", &document.text)] {
            for odd in odd::scan(text) {
                let around = text[..odd.at].char_indices().rev().nth(29).map_or(0, |(at, _)| at);
                let detail = format!("{} place{}", odd.count, if odd.count == 1 { "" } else { "s" });
                self.about(document, odd.code, [field, &detail, &text[around..]])?;
            }
        }
        Ok(())
    }

    /// Ends the account of a file that was read to its end.
    pub(crate) fn done(&mut self, tally: Option<&Tally>) -> Result<(), Halt> {
        self.note_unfilled()?;
        let missing = [
            (&codes::MISSING_OUTLET, self.account.without_outlet, "without an outlet"),
            (&codes::METADATA_UNMATCHED, self.account.without_metadata, "without a metadata row"),
        ];
        for (code, (count, first), what) in missing {
            if count > 0 {
                self.note(code, first, format!("{count} record{} {what}", plural(count)))?;
            }
        }
        self.date_verdict()?;
        let mut record = std::mem::take(&mut self.account.record);
        if let Some(tally) = tally {
            (record.bytes, record.sha256) = (tally.bytes(), tally.hex());
        }
        self.totals.files += 1;
        self.add(&record);
        self.send(Item::FileDone(Box::new(record)))
    }

    /// Notes columns the study names and no record of the file has.
    fn note_unfilled(&mut self) -> Result<(), Halt> {
        let unfilled = |role: &&Role| self.account.filled & 1 << **role as u16 == 0;
        let roles: Vec<&str> = self.columns.told().iter().filter(unfilled).map(|role| role.name()).collect();
        if roles.is_empty() || super::is_one_document(&self.account.record.format) || self.account.record.records == 0 {
            return Ok(());
        }
        self.note(&codes::MISSING_COLUMN, Place::default(), format!("no record has the column named for {}", roles.join(", ")))
    }

    fn add(&mut self, record: &FileRecord) {
        self.totals.records += record.records;
        self.totals.documents += record.documents;
        self.totals.rejects += record.rejects;
    }

    /// What the file's dates prove, told once.
    fn date_verdict(&mut self) -> Result<(), Halt> {
        let proof = self.account.dates;
        self.account.record.dates = proof.verdict();
        let place = Place { line: proof.first.0, byte: 0 };
        match (proof.either, proof.verdict()) {
            (0, _) => Ok(()),
            (_, Some(order)) => {
                let (order, rows) = match order {
                    super::DateOrder::DayFirst => ("day first", proof.day_first),
                    super::DateOrder::MonthFirst => ("month first", proof.month_first),
                };
                self.decide("dates", order, format!("proven by {rows} row{}, contradicted by none", plural(rows)))
            }
            (n, None) => {
                let why = match proof.day_first {
                    0 => "no row proves the order".to_owned(),
                    days => format!("{days} prove day first, {} month first", proof.month_first),
                };
                self.note(&codes::AMBIGUOUS_DATE, place, format!("{n} date{} readable both ways; {why}", plural(n)))
            }
        }
    }

    /// Ends the account of a file that cannot be trusted.
    pub(crate) fn fault(&mut self, fault: Fault, tally: Option<&Tally>) -> Result<(), Halt> {
        let kept = self.options.keep_partial && self.account.record.documents > 0;
        if kept {
            self.date_verdict()?;
        }
        let mut record = std::mem::take(&mut self.account.record);
        let before = record.records;
        record.bytes = tally.map_or(0, Tally::bytes);
        if kept {
            record.rejects += 1;
            record.records += 1;
        } else {
            (record.records, record.documents, record.rejects, record.dates) = (1, 0, 1, None);
        }
        let (reject, mut problem) = fault.into_parts(&self.account.naming.shown);
        if before > 0 {
            let fate = if kept { "are used" } else { "are not used" };
            problem.what.push_str(&format!(" ({before} record{} before it {fate})", plural(before)));
        }
        self.totals.faults += 1;
        self.add(&record);
        self.send(Item::FileFault(Box::new(FileFault { record, reject, problem, kept })))
    }
}

/// Counts a place, keeping the first.
fn count((count, first): &mut (u64, Place), place: Place) {
    if *count == 0 {
        *first = place;
    }
    *count += 1;
}

fn plural(n: u64) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Whether a text has a letter or digit.
fn has_word(text: &str) -> bool {
    text.bytes().take(4096).any(|b| b.is_ascii_alphanumeric()) || text.chars().any(char::is_alphanumeric)
}

/// A file name without its extensions.
pub(crate) fn stem(name: &str) -> &str {
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 8 && !extension.contains(' ') => stem,
        _ => name,
    }
}

/// The first group of a pattern, or all that it matches.
fn captured<'t>(pattern: &regex::Regex, text: &'t str) -> &'t str {
    let found = pattern.captures(text);
    found.and_then(|groups| groups.get(1).or_else(|| groups.get(0))).map_or("", |group| group.as_str())
}
