//! Reads CSV, TSV and their relatives.
//!
//! In: UTF-8 bytes. Out: records whose number of fields is the header's; everything else is left out
//! with its line. The delimiter is the one under which the header makes sense or all records agree,
//! never a guess that changes the number of columns.

use super::columns::{Map, Names, Role, folded};
use super::intake::{Fields, Intake, Place};
use super::item::{Fault, Halt};
use super::options::{OutletFrom, ReadOptions};
use super::source::{Source, Stream};
use super::split::{self, Cut, Field};
use super::{Format, Reader, codes, encoding};

/// Delimiters that are looked for.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Bytes that are looked at to guess the encoding of a record that is not UTF-8.
const SAMPLE: usize = 1 << 10;

/// Bytes that are looked at to find the delimiter.
pub(crate) const HEAD: usize = 64 << 10;

/// Reads delimited text.
pub(crate) struct Delimited;

impl Reader for Delimited {
    fn format(&self) -> Format {
        Format::Csv
    }

    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let decoded = source.decoded;
        let names = intake.columns.clone();
        let mut table = Table::open(&mut source.stream, intake.options, &names)?;
        table.decoded = decoded;
        intake.set_header(&table.header_raw);
        intake.decide("delimiter", table.delimiter_name(), table.why)?;
        let map = names.map(&table.header, &needed(intake))?;
        decide_columns(intake, &map, &table.header)?;
        while let Some(row) = table.next()? {
            match row {
                Row::Record { raw, text, fields, place } if fields.len() == map.width => {
                    let mut record = Fields::default();
                    for (role, column) in map.found() {
                        record.set(role, fields[column].text(text));
                    }
                    intake.record(record, place, raw)?;
                }
                Row::Record { raw, fields, place, .. } => {
                    let label = if fields.len() > map.width { "extra fields start here" } else { "ends here" };
                    let mark = extra(fields, map.width, raw);
                    let fault = field_count(fields.len(), map.width).shown(line_of(raw), mark, label);
                    intake.reject(fault, place, raw)?;
                }
                Row::Bad { fault, place, raw } => intake.reject(fault, place, raw)?,
                Row::Padding { place, bytes } => intake.note(&codes::NUL_PADDING, place, format!("{bytes} NUL bytes"))?,
            }
        }
        Ok(())
    }
}

/// The roles a table must have a column for.
pub(crate) fn needed(intake: &Intake<'_>) -> Vec<Role> {
    let from_column = matches!(intake.options.outlet_from, OutletFrom::Auto) && !intake.metadata.gives(Role::Outlet);
    if from_column { vec![Role::Text, Role::Outlet] } else { vec![Role::Text] }
}

/// Tells which column is what, and which are not used.
pub(crate) fn decide_columns(intake: &mut Intake<'_>, map: &Map, header: &[String]) -> Result<(), Halt> {
    let used: Vec<String> = map.found().map(|(role, column)| format!("{}={}", role.name(), header[column].trim())).collect();
    let unused: Vec<&str> = header
        .iter()
        .enumerate()
        .filter(|(i, _)| map.found().all(|(_, c)| c != *i))
        .map(|(_, name)| name.trim())
        .take(20)
        .collect();
    let why = if unused.is_empty() { "by name".to_owned() } else { format!("by name; not used: {}", unused.join(", ")) };
    intake.decide("columns", used.join(" "), why)
}

/// The reject of a record with the wrong number of fields.
pub(crate) fn field_count(got: usize, want: usize) -> Fault {
    let fields = if got == 1 { "field" } else { "fields" };
    let fault = Fault::new(&codes::FIELD_COUNT, format!("has {got} {fields}, the header has {want}"))
        .detail(format!("got={got} want={want}"));
    match got > want {
        true => fault.cause("A separator inside a text that is not in quotes."),
        false => fault.cause("A line break inside a text that is not in quotes, or a record cut off."),
    }
}

/// The bytes of a record that are more than the header has, within its first line.
fn extra(fields: &[Field], width: usize, raw: &[u8]) -> (usize, usize) {
    let end = line_of(raw).len();
    fields.get(width).map_or((end, end), |field| (field.start.min(end), end))
}

/// The first line of a record.
fn line_of(raw: &[u8]) -> &[u8] {
    &raw[..memchr::memchr2(b'\n', b'\r', raw).unwrap_or(raw.len())]
}

/// What stands next in a table.
pub(crate) enum Row<'t> {
    /// A record, decoded; its fields are ranges of `text`.
    Record { raw: &'t [u8], text: &'t str, fields: &'t [Field], place: Place },
    /// A record that cannot be used.
    Bad { fault: Fault, place: Place, raw: &'t [u8] },
    /// NUL bytes up to the end.
    Padding { place: Place, bytes: usize },
}

/// Whether a record goes on after a lone carriage return.
enum Joined {
    /// More of the file is needed to tell.
    More,
    /// It does: its length, and where the next begins.
    Yes(usize, usize),
    /// It does not.
    No,
}

/// A delimited table being read.
pub(crate) struct Table<'s, 'a> {
    stream: &'s mut Stream<'a>,
    delimiter: u8,
    why: &'static str,
    fields: Vec<Field>,
    pending: usize,
    limit: usize,
    decoded: bool,
    pub(crate) header: Vec<String>,
    pub(crate) header_raw: Vec<u8>,
}

impl<'s, 'a> Table<'s, 'a> {
    /// Finds the delimiter and reads the header.
    ///
    /// # Errors
    /// `empty-file`, `bad-encoding`, `unterminated-quote` or `too-large` in the header, `corrupt`.
    pub(crate) fn open(stream: &'s mut Stream<'a>, options: &ReadOptions, names: &Names) -> Result<Table<'s, 'a>, Fault> {
        stream.need(HEAD)?;
        let (delimiter, why, skip) = match (separator_line(stream.data()), options.delimiter) {
            (Some((_, skip)), Some(told)) => (told, "--delimiter", skip),
            (Some((named, skip)), None) => (named, "named by the file's first line", skip),
            (None, Some(told)) => (told, "--delimiter", 0),
            (None, None) => {
                let (delimiter, why) = sniff(stream.data(), stream.is_last(), names);
                (delimiter, why, 0)
            }
        };
        stream.consume(skip);
        let limit = usize::try_from(options.limits.document_bytes).unwrap_or(usize::MAX).saturating_add(1 << 20);
        let mut table = Table {
            stream,
            delimiter,
            why,
            fields: Vec::new(),
            pending: 0,
            limit,
            decoded: false,
            header: Vec::new(),
            header_raw: Vec::new(),
        };
        let columns = options.limits.header_columns;
        match table.next()? {
            Some(Row::Record { raw, text, fields, .. }) => {
                if fields.len() as u64 > columns {
                    let what = format!("has a header of {} columns; the limit is {columns} (--max-header-columns)", fields.len());
                    return Err(Fault::new(&codes::TOO_LARGE, what).at(1, 0));
                }
                let header = fields.iter().map(|field| field.text(text).into_owned()).collect();
                let raw = raw.to_vec();
                (table.header, table.header_raw) = (header, raw);
                Ok(table)
            }
            Some(Row::Bad { fault, place, .. }) => Err(fault.at(place.line, place.byte)),
            Some(Row::Padding { .. }) | None => Err(Fault::new(&codes::EMPTY_FILE, "is empty")),
        }
    }

    fn delimiter_name(&self) -> String {
        match self.delimiter {
            b'\t' => "tab".to_owned(),
            b => char::from(b).to_string(),
        }
    }

    /// The next record; blank lines are passed over.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, Fault> {
        loop {
            self.stream.consume(self.pending);
            self.pending = 0;
            if self.stream.data().is_empty() && self.stream.is_last() {
                return Ok(None);
            }
            let place = Place { line: self.stream.line(), byte: self.stream.offset() };
            match split::record(self.stream.data(), self.delimiter, self.stream.is_last(), &mut self.fields) {
                Cut::More if self.stream.data().len() > self.limit => return self.overlong(place),
                Cut::More => self.stream.more()?,
                Cut::Open { quote } => return Err(self.open_quote(quote, "")),
                Cut::Record { len, next, .. } if self.is_blank(len) => self.pending = next,
                Cut::Record { len, next, stray } => {
                    let (len, next) = match self.text_after_return(len, next) {
                        Joined::More => {
                            self.stream.more()?;
                            continue;
                        }
                        Joined::Yes(len, next) => (len, next),
                        Joined::No => (len, next),
                    };
                    self.pending = next;
                    return Ok(Some(self.row(len, stray, place)));
                }
            }
        }
    }

    /// A complete record with an empty last field, then a lone carriage return and a line without a
    /// single delimiter: the last field's text began with a carriage return.
    fn text_after_return(&mut self, len: usize, next: usize) -> Joined {
        let data = self.stream.data();
        let lone = data.get(len) == Some(&b'\r') && next == len + 1;
        let empty_last = self.fields.last().is_some_and(|f| f.start == f.end);
        if !lone || !empty_last || self.header.len() < 2 || self.fields.len() != self.header.len() {
            return Joined::No;
        }
        let mut piece = Vec::new();
        match split::record(&data[next..], self.delimiter, self.stream.is_last(), &mut piece) {
            Cut::More if self.stream.data().len() <= self.limit => Joined::More,
            Cut::Record { len: more, next: after, stray: None } if piece.len() == 1 && more > 0 && data[next] != b'"' => {
                if let Some(last) = self.fields.last_mut() {
                    last.end = next + more;
                }
                Joined::Yes(next + more, next + after)
            }
            _ => Joined::No,
        }
    }

    fn is_blank(&self, len: usize) -> bool {
        self.stream.data()[..len].iter().all(|b| *b == b' ')
    }

    /// The record that lies ready.
    fn row(&self, len: usize, stray: Option<usize>, place: Place) -> Row<'_> {
        let raw = &self.stream.data()[..self.pending];
        if raw.first() == Some(&0) && raw.iter().all(|b| matches!(b, 0 | b'\n' | b'\r')) {
            return Row::Padding { place, bytes: len };
        }
        let Ok(text) = std::str::from_utf8(&raw[..len]) else {
            let sample = self.stream.data();
            let sample = &sample[..sample.len().min(len.max(SAMPLE))];
            return Row::Bad { fault: encoding::undecodable(&raw[..len], sample, self.decoded, place), place, raw };
        };
        if let Some(at) = stray {
            return Row::Bad { fault: self.stray_quote(at, &raw[..len], place), place, raw };
        }
        Row::Record { raw, text, fields: &self.fields, place }
    }

    /// Text after the closing quote that ends before byte `at` of a record.
    fn stray_quote(&self, at: usize, record: &[u8], place: Place) -> Fault {
        let opened = self.fields.iter().find(|field| field.end + 1 == at).map_or(0, |field| field.start - 1);
        let (line, closed) = (split::lines(&record[..opened]), split::lines(&record[..at]));
        let start = memchr::memrchr2(b'\n', b'\r', &record[..opened]).map_or(0, |i| i + 1);
        let fault = Fault::new(&codes::STRAY_QUOTE, "has text after a closing quote")
            .at(place.line + line, place.byte + opened as u64)
            .detail(format!("opened on line {}, closed on line {}", place.line + line, place.line + closed));
        let shown = line_of(&record[start..]);
        match closed > line {
            true => {
                let label = format!("opened here, closed on line {}", place.line + closed);
                fault.shown(shown, (opened - start, opened - start + 1), &label).cause("A quote that was never closed.")
            }
            false => fault
                .shown(shown, (at - start - 1, at - start), "this quote ends the field")
                .cause("A quote inside a quoted text that is not doubled."),
        }
    }

    /// A quote that never closes: nothing after it can be told apart.
    fn open_quote(&self, quote: usize, within: &str) -> Fault {
        let data = self.stream.data();
        let line = self.stream.line() + split::lines(&data[..quote]);
        let start = memchr::memrchr2(b'\n', b'\r', &data[..quote]).map_or(0, |i| i + 1);
        let shown = line_of(&data[start..]);
        Fault::new(&codes::UNTERMINATED_QUOTE, format!("has a quote that opens on line {line} and never closes{within}"))
            .at(line, self.stream.offset() + quote as u64)
            .shown(shown, (quote - start, quote - start + 1), "opened here")
    }

    /// A record larger than any document may be: an open quote, or a line to pass over.
    fn overlong(&mut self, place: Place) -> Result<Option<Row<'_>>, Fault> {
        let limit = self.limit;
        if let Cut::Open { quote } = split::record(self.stream.data(), self.delimiter, true, &mut self.fields) {
            return Err(
                self.open_quote(quote, &format!(" within the limit of {limit} bytes for a record (--max-document-bytes)"))
            );
        }
        loop {
            let data = self.stream.data();
            match memchr::memchr2(b'\n', b'\r', data) {
                Some(end) => {
                    self.stream.consume(end + 1);
                    break;
                }
                None if self.stream.is_last() => {
                    self.stream.consume(data.len());
                    break;
                }
                None => {
                    self.stream.consume(data.len());
                    self.stream.more()?;
                }
            }
        }
        let fault = Fault::new(&codes::TOO_LARGE, format!("is a record of more than {limit} bytes (--max-document-bytes)"));
        Ok(Some(Row::Bad { fault, place, raw: &[] }))
    }
}

/// `sep=;` as a first line, as Excel writes and reads it: the delimiter and the bytes of the line.
fn separator_line(data: &[u8]) -> Option<(u8, usize)> {
    let line = line_of(&data[..data.len().min(16)]);
    let bare = line.strip_prefix(b"\"").and_then(|l| l.strip_suffix(b"\"")).unwrap_or(line);
    let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] = bare else { return None };
    let end = match data.get(line.len()..)? {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    Some((*delimiter, line.len() + end))
}

/// The fields of the first records, as far as they lie ready, under one delimiter.
struct Trial {
    delimiter: u8,
    header_has_text: bool,
    /// Columns of the header that have a known name.
    known: usize,
    width: usize,
    agrees: bool,
}

fn trial(data: &[u8], last: bool, delimiter: u8, names: &Names) -> Trial {
    let mut trial = Trial { delimiter, header_has_text: false, known: 0, width: 0, agrees: true };
    let (mut rest, mut fields) = (data, Vec::new());
    while let Cut::Record { len, next, stray } = split::record(rest, delimiter, last, &mut fields) {
        let text = String::from_utf8_lossy(&rest[..len]);
        if len > 0 && trial.width == 0 {
            trial.width = fields.len();
            let valid = matches!(text, std::borrow::Cow::Borrowed(_));
            trial.header_has_text = valid && fields.iter().any(|field| names.is_text(&field.text(&text)));
            trial.known = fields.iter().filter(|field| valid && names.role(&folded(&field.text(&text))).is_some()).count();
        }
        trial.agrees &= len == 0 || (stray.is_none() && fields.len() == trial.width);
        rest = &rest[next..];
        if rest.is_empty() {
            break;
        }
    }
    trial.agrees &= trial.width >= 2;
    trial
}

/// Whether the bytes begin like a table whose header names a text column and another we know.
pub(crate) fn looks_delimited(data: &[u8], last: bool, names: &Names) -> bool {
    let skip = separator_line(data).map_or(0, |(_, skip)| skip);
    DELIMITERS.iter().map(|&d| trial(&data[skip..], last, d, names)).any(|t| t.header_has_text && t.known >= 2)
}

/// The delimiter, and why: the header's names decide, then agreement; else it is the comma.
fn sniff(data: &[u8], last: bool, names: &Names) -> (u8, &'static str) {
    let trials = DELIMITERS.map(|delimiter| trial(data, last, delimiter, names));
    let only = |fits: &dyn Fn(&Trial) -> bool| {
        let mut fitting = trials.iter().filter(|t| fits(t));
        fitting.next().filter(|_| fitting.next().is_none()).map(|t| t.delimiter)
    };
    if let Some(delimiter) = only(&|t| t.header_has_text && t.agrees) {
        return (delimiter, "the header's names, and every record agrees");
    }
    if let Some(delimiter) = only(&|t| t.header_has_text && t.width >= 2) {
        return (delimiter, "the header's names");
    }
    match only(&|t| t.agrees) {
        Some(delimiter) => (delimiter, "every record agrees"),
        None => (b',', "default"),
    }
}
