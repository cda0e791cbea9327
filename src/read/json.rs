//! Reads JSON Lines, JSON arrays and objects one after the other.
//!
//! In: UTF-8 bytes. Out: one record per object, identifiers as written and never as numbers. Columns
//! and wrappers around the list are recognised and refused. A line that is not JSON is left out by
//! itself; in an array or a run of objects over several lines, only an object whose end is certain is.

use super::columns::{Names, ROLES, Role, folded};
use super::intake::{Fields, Intake, Place};
use super::item::{Fault, Halt};
use super::source::{Source, Stream};
use super::{Format, Reader, codes, encoding};
use memchr::{memchr2, memchr2_iter};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Reads JSON.
pub(crate) struct Json;

impl Reader for Json {
    fn format(&self) -> Format {
        Format::Json
    }

    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let limits = intake.options.limits;
        let mut reading = Reading {
            names: intake.columns.clone(),
            limit: usize::try_from(limits.document_bytes).unwrap_or(usize::MAX).saturating_add(1 << 20),
            depth: usize::try_from(limits.json_depth).unwrap_or(usize::MAX),
            decoded: source.decoded,
            first: true,
        };
        let stream = &mut source.stream;
        let head = stream.need(super::delimited::HEAD)?;
        let start = head.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(head.len());
        if is_columns(&head[start..]) {
            return Err(columns_fault().into());
        }
        let (array, spread) = (head.get(start) == Some(&b'['), is_spread(&head[start..]));
        stream.consume(start);
        match (array, spread) {
            (true, _) => reading.array(stream, intake),
            (_, true) => reading.objects(stream, intake),
            _ => reading.lines(stream, intake),
        }
    }
}

/// Whether an object starts as `{"name": {"0":`, which is how pandas writes columns.
fn is_columns(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&head[..head.len().min(400)]);
    let inner = text.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix('"'));
    let value = inner.and_then(|rest| rest.split_once('"')).and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    let key = value.and_then(|rest| rest.trim_start().strip_prefix('{')).and_then(|rest| rest.trim_start().strip_prefix('"'));
    key.and_then(|rest| rest.split_once('"')).is_some_and(|(key, _)| !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether the first object goes over several lines (and is not one line cut off).
fn is_spread(head: &[u8]) -> bool {
    let mut lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii);
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    first.first() == Some(&b'{') && matches!(first.last(), Some(b'{' | b'[' | b',')) && second.first() != Some(&b'{')
}

fn columns_fault() -> Fault {
    Fault::new(&codes::NOT_RECORDS, "holds columns, not records")
        .at(1, 0)
        .cause("pandas' `to_json` writes columns unless told otherwise.")
}

/// What is known while a file is read.
struct Reading {
    names: Names,
    limit: usize,
    depth: usize,
    decoded: bool,
    first: bool,
}

impl Reading {
    /// One record per line; several on a line are accepted.
    fn lines(&mut self, stream: &mut Stream<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        intake.decide("records", "one per line", "content")?;
        loop {
            let data = stream.data();
            let Some(end) = memchr2(b'\n', b'\r', data).or(stream.is_last().then_some(data.len())) else {
                if data.len() > self.limit {
                    self.overlong(stream, intake)?;
                } else {
                    stream.more()?;
                }
                continue;
            };
            if data.is_empty() {
                return Ok(());
            }
            let place = Place { line: stream.line(), byte: stream.offset() };
            let next = match data[end..] {
                [b'\r'] if !stream.is_last() => {
                    stream.more()?;
                    continue;
                }
                [b'\r', b'\n', ..] => end + 2,
                _ => data.len().min(end + 1),
            };
            self.line((&data[..end], &data[..next]), place, intake)?;
            stream.consume(next);
        }
    }

    /// The records of one line, given without and with its end.
    fn line(&mut self, (line, raw): (&[u8], &[u8]), place: Place, intake: &mut Intake<'_>) -> Result<(), Halt> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        if line.iter().all(|b| *b == 0) {
            return intake.note(&codes::NUL_PADDING, place, format!("{} NUL bytes", line.len()));
        }
        let mut rest = line;
        while let Some(end) = joined(rest) {
            self.value((&rest[..end], &rest[..end]), place, intake)?;
            rest = &rest[end..];
        }
        self.value((rest, if rest.len() == line.len() { raw } else { rest }), place, intake)
    }

    /// A line that is longer than any record may be.
    fn overlong(&self, stream: &mut Stream<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let place = Place { line: stream.line(), byte: stream.offset() };
        let what = format!("is a line of more than {} bytes (--max-document-bytes)", self.limit);
        intake.reject(Fault::new(&codes::TOO_LARGE, what), place, b"")?;
        loop {
            let data = stream.data();
            let end = memchr2(b'\n', b'\r', data);
            let size = end.map_or(data.len(), |end| end + 1);
            stream.consume(size);
            if end.is_some() || stream.is_last() {
                return Ok(());
            }
            stream.more()?;
        }
    }

    /// The objects between `[` and `]`.
    fn array(&mut self, stream: &mut Stream<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        intake.decide("records", "elements of an array", "content")?;
        stream.consume(1);
        let mut comma = false;
        loop {
            match (self.next_byte(stream)?, comma) {
                (Some(b'{'), _) => self.element(stream, intake)?,
                (Some(b']'), false) => break,
                (Some(b'[' | b'"' | b'0'..=b'9' | b'-' | b't' | b'f' | b'n'), _) => {
                    return Err(Fault::new(&codes::NOT_RECORDS, "is a list of values that are not objects")
                        .at(stream.line(), stream.offset())
                        .into());
                }
                (found, comma) => {
                    return Err(misplaced(stream, found, if comma { "an object" } else { "an object or `]`" }).into());
                }
            }
            comma = match self.next_byte(stream)? {
                Some(b',') => true,
                Some(b']') => break,
                found => return Err(misplaced(stream, found, "`,` or `]`").into()),
            };
            stream.consume(1);
        }
        stream.consume(1);
        match self.next_byte(stream)? {
            None => Ok(()),
            found => Err(misplaced(stream, found, "the end of the file").into()),
        }
    }

    /// Objects one after the other, over any number of lines.
    fn objects(&mut self, stream: &mut Stream<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        intake.decide("records", "objects over several lines", "content")?;
        loop {
            match self.next_byte(stream)? {
                None => return Ok(()),
                Some(b'{') => self.element(stream, intake)?,
                found => return Err(misplaced(stream, found, "an object").into()),
            }
        }
    }

    /// The next byte that is not white space, without going past it.
    fn next_byte(&self, stream: &mut Stream<'_>) -> Result<Option<u8>, Fault> {
        loop {
            let data = stream.data();
            // A CR stays until the LF behind it is seen, so that the two count as one line end.
            let blank = data.iter().position(|b| !b.is_ascii_whitespace());
            match blank {
                Some(at) => {
                    stream.consume(at);
                    return Ok(stream.data().first().copied());
                }
                None if stream.is_last() => return Ok(None),
                None => stream.more()?,
            }
        }
    }

    /// The object at the start of the stream.
    fn element(&mut self, stream: &mut Stream<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let end = loop {
            match value_end(stream.data()) {
                Some(end) => break end,
                None if stream.is_last() => {
                    return Err(Fault::new(&codes::BAD_JSON, "ends within an object")
                        .at(stream.line(), stream.offset())
                        .cause("The file was cut off, or a quote or bracket is missing.")
                        .into());
                }
                None if stream.data().len() > self.limit => {
                    let what = format!("has an object of more than {} bytes (--max-document-bytes)", self.limit);
                    return Err(Fault::new(&codes::TOO_LARGE, what).at(stream.line(), stream.offset()).into());
                }
                None => stream.more()?,
            }
        };
        let place = Place { line: stream.line(), byte: stream.offset() };
        let raw = &stream.data()[..end];
        self.value((raw, raw), place, intake)?;
        stream.consume(end);
        Ok(())
    }

    /// One value, which must be an object, and the bytes to give back if it is left out.
    fn value(&mut self, (bytes, raw): (&[u8], &[u8]), place: Place, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            let fault = encoding::undecodable(bytes, raw, self.decoded, place);
            return intake.reject(fault, place, raw);
        };
        if memchr2_iter(b'{', b'[', bytes).take(self.depth + 1).count() > self.depth && depth(bytes) > self.depth {
            let what = format!("is nested deeper than {} levels (--max-json-depth)", self.depth);
            return intake.reject(Fault::new(&codes::TOO_DEEP, what), place, raw);
        }
        let entry = match self.entry(text) {
            Ok(entry) => entry,
            Err(error) => return intake.reject(syntax_fault(&error, text), place, raw),
        };
        if std::mem::take(&mut self.first) {
            entry.check_records()?;
        }
        match entry.fault() {
            Some(fault) => intake.reject(fault, place, raw),
            None => intake.record(entry.fields, place, raw),
        }
    }

    fn entry<'t>(&self, text: &'t str) -> serde_json::Result<Entry<'t>> {
        let mut json = serde_json::Deserializer::from_str(text);
        let entry = json.deserialize_map(EntryVisitor(&self.names))?;
        json.end()?;
        Ok(entry)
    }
}

/// A byte where another was due.
fn misplaced(stream: &Stream<'_>, found: Option<u8>, due: &str) -> Fault {
    let what = match found {
        Some(byte) => format!("has `{}` where {due} is due", char::from(byte).escape_default()),
        None => format!("ends where {due} is due"),
    };
    let data = stream.data();
    let line = &data[..memchr2(b'\n', b'\r', data).unwrap_or(data.len())];
    Fault::new(&codes::BAD_JSON, what).at(stream.line(), stream.offset()).shown(line, (0, 1), "here")
}

/// Where the object or array at the start of the bytes ends; `None` when it does not.
fn value_end(data: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0usize, 0);
    loop {
        match data.get(at)? {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'"' => at = string_end(data, at)?,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The closing quote of the string that opens at `at`.
fn string_end(data: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at += memchr2(b'"', b'\\', data.get(at..)?)?;
        match data[at] {
            b'"' => return Some(at),
            _ => at += 2,
        }
    }
}

/// The end of the first of several objects on one line.
fn joined(line: &[u8]) -> Option<usize> {
    // Objects joined without a line end meet as `}{`, perhaps with blanks between.
    let meets = memchr::memchr_iter(b'}', line).any(|at| line[at + 1..].iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{'));
    if !meets || line.first() != Some(&b'{') {
        return None;
    }
    value_end(line).filter(|&end| line[end..].iter().any(|b| !b.is_ascii_whitespace()))
}

/// How deep values are nested.
fn depth(data: &[u8]) -> usize {
    let (mut depth, mut deepest, mut at) = (0usize, 0, 0);
    while let Some(byte) = data.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => at = string_end(data, at).unwrap_or(data.len()),
            _ => {}
        }
        deepest = deepest.max(depth);
        at += 1;
    }
    deepest
}

/// What is wrong with a text that is not JSON, and what it probably is.
fn syntax_fault(error: &serde_json::Error, text: &str) -> Fault {
    let message = error.to_string();
    let said = message.split(" at line ").next().unwrap_or(&message);
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (line_start + error.column().saturating_sub(1)).min(text.len());
    let shown = (at.saturating_sub(usize::from(error.is_eof())), at + 1);
    if ["surrogate", "escape", "unicode"].iter().any(|word| said.contains(word)) {
        return Fault::new(&codes::BAD_ESCAPE, format!("has an escape that is no character: {said}")).shown(
            text.as_bytes(),
            shown,
            "here",
        );
    }
    let fault = Fault::new(&codes::BAD_JSON, format!("is not JSON: {said}, column {}", error.column())).shown(
        text.as_bytes(),
        shown,
        "here",
    );
    let near = text.get(at.saturating_sub(12)..).unwrap_or(text).trim_start();
    let near: String = near.chars().take(24).collect();
    if text.trim_start().starts_with("{'") {
        return fault.cause("It looks like a Python dict, printed.").remedy("Write it with `json.dumps(record)`.");
    }
    if ["NaN", "Infinity", "nan"].iter().any(|word| near.contains(word)) {
        return fault
            .cause("NaN and Infinity are not JSON; Python and pandas write them.")
            .remedy("Write null instead: `json.dumps(record, allow_nan=False)` finds the places.");
    }
    if error.is_eof() {
        return fault.cause("The record was cut off.");
    }
    fault
}

/// What a value is when it is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    List,
    Object,
    Other,
}

/// One object, as far as it concerns us.
#[derive(Default)]
struct Entry<'t> {
    fields: Fields<'t>,
    ranks: [Option<usize>; ROLES],
    wrong: Vec<(Role, Kind)>,
    twice: Option<Role>,
    list_of_objects: Option<String>,
}

impl Entry<'_> {
    /// Whether the first object is a record at all.
    fn check_records(&self) -> Result<(), Fault> {
        let lists = self.wrong.iter().filter(|(_, kind)| *kind == Kind::List).count();
        if self.wrong.iter().any(|(role, kind)| *role == Role::Text && *kind == Kind::Object) || lists >= 2 {
            return Err(columns_fault());
        }
        match &self.list_of_objects {
            Some(key) if !self.fields.has(Role::Text) => {
                Err(Fault::new(&codes::NOT_RECORDS, format!("wraps its records in `{key}`"))
                    .at(1, 0)
                    .cause("The answer of an interface, saved whole.")
                    .remedy(format!("Save the list alone: `jq -c '.[\"{key}\"][]' FILE > records.jsonl`.")))
            }
            _ => Ok(()),
        }
    }

    /// Why the object cannot be used.
    fn fault(&self) -> Option<Fault> {
        if let Some(role) = self.twice {
            return Some(Fault::new(&codes::DUPLICATE_KEY, format!("has the key `{}` twice", role.name())).field(role.name()));
        }
        let (role, kind) = self.wrong.first()?;
        let found = match kind {
            Kind::List => "a list",
            Kind::Object => "an object",
            Kind::Other => "not text",
        };
        Some(
            Fault::new(&codes::WRONG_TYPE, format!("has {found} as {}", role.name()))
                .field(role.name())
                .detail(format!("got={found} want=text")),
        )
    }
}

struct EntryVisitor<'n>(&'n Names);

impl<'de> Visitor<'de> for EntryVisitor<'_> {
    type Value = Entry<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry<'de>, A::Error> {
        let mut entry = Entry::default();
        while let Some(Text(Some(key))) = map.next_key_seed(TextSeed)? {
            let Some((role, rank)) = self.0.role(&folded(&key)) else {
                let raw: &RawValue = map.next_value()?;
                if raw.get().strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{')) {
                    entry.list_of_objects.get_or_insert_with(|| key.into_owned());
                }
                continue;
            };
            let value = match role {
                Role::Text | Role::Title => map.next_value_seed(TextSeed)?,
                _ => scalar(map.next_value()?).map_err(serde::de::Error::custom)?,
            };
            let held = &mut entry.ranks[role as usize];
            match held.map(|held| held.cmp(&rank)) {
                Some(std::cmp::Ordering::Equal) => entry.twice = Some(role),
                Some(std::cmp::Ordering::Less) => continue,
                _ => {}
            }
            *held = Some(rank);
            match value {
                Text(Some(text)) => entry.fields.set(role, text),
                Wrong(kind) => entry.wrong.push((role, kind)),
                Text(None) => {}
            }
        }
        Ok(entry)
    }
}

/// A value that should be text: the text, nothing, or something else.
enum Value<'t> {
    Text(Option<Cow<'t, str>>),
    Wrong(Kind),
}
use Value::{Text, Wrong};

/// A scalar as text: strings unescaped, numbers digit for digit as written.
fn scalar(raw: &RawValue) -> Result<Value<'_>, serde_json::Error> {
    Ok(match raw.get().as_bytes().first() {
        Some(b'"') => serde_json::Deserializer::from_str(raw.get()).deserialize_str(TextVisitor)?,
        Some(b'n') => Text(None),
        Some(b'[') => Wrong(Kind::List),
        Some(b'{') => Wrong(Kind::Object),
        _ => Text(Some(Cow::Borrowed(raw.get()))),
    })
}

struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value<'de>, D::Error> {
        json.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Text(Some(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Text(Some(Cow::Owned(text.to_owned()))))
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Text(None))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value<'de>, E> {
        Ok(Wrong(Kind::Other))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value<'de>, E> {
        Ok(Wrong(Kind::Other))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value<'de>, E> {
        Ok(Wrong(Kind::Other))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value<'de>, E> {
        Ok(Wrong(Kind::Other))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Wrong(Kind::List))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Wrong(Kind::Object))
    }
}
