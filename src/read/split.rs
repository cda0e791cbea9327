//! Cuts delimited text into records and fields, strictly.
//!
//! In: bytes and a delimiter. Out: where the fields of the next record lie, or what is wrong with
//! it. Agrees with `csv-core` on every well-formed input (a property test holds it to that) and
//! differs where that crate guesses: text after a closing quote and a quote that never closes are
//! reported, not absorbed. Decoding and the number of fields are others' work.

use memchr::{memchr, memchr3};
use std::borrow::Cow;

/// A field of a record, as a range of the bytes it was cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// First byte of the content, after an opening quote.
    pub(crate) start: usize,
    /// Byte after the content, before a closing quote.
    pub(crate) end: usize,
    /// Whether the content contains doubled quotes.
    pub(crate) doubled: bool,
}

impl Field {
    /// The content, with doubled quotes made single.
    pub(crate) fn text<'a>(&self, record: &'a str) -> Cow<'a, str> {
        let raw = &record[self.start..self.end];
        if self.doubled { Cow::Owned(raw.replace("\"\"", "\"")) } else { Cow::Borrowed(raw) }
    }
}

/// What stands at the start of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// A whole record.
    Record {
        /// Bytes without the line end.
        len: usize,
        /// Bytes with it.
        next: usize,
        /// Where text follows a closing quote, if it does.
        stray: Option<usize>,
    },
    /// More bytes are needed to tell.
    More,
    /// The input ends inside quotes.
    Open {
        /// Where the quote stands.
        quote: usize,
    },
}

/// How a field ended.
enum End {
    Delimiter(usize),
    Line(usize, usize),
    More,
}

/// Cuts the record at the start of `data` into `fields`; `last` says that no more bytes will come.
pub(crate) fn record(data: &[u8], delimiter: u8, last: bool, fields: &mut Vec<Field>) -> Cut {
    fields.clear();
    let mut at = 0;
    let mut stray = None;
    loop {
        let mut from = at;
        let mut field = Field { start: at, end: at, doubled: false };
        if data.get(at) == Some(&b'"') {
            match quoted(data, at, last) {
                Some((inner, after)) => {
                    field = inner;
                    from = after;
                    if !ends_field(data, after, delimiter) {
                        stray = stray.or(Some(after));
                    }
                }
                None if last => return Cut::Open { quote: at },
                None => return Cut::More,
            }
        }
        let unquoted = from == at;
        let (end, line) = match bare(data, from, delimiter, last) {
            End::More => return Cut::More,
            End::Delimiter(end) => (end, None),
            End::Line(end, next) => (end, Some(next)),
        };
        if unquoted {
            field.end = end;
        }
        fields.push(field);
        match line {
            Some(next) => return Cut::Record { len: end, next, stray },
            None => at = end + 1,
        }
    }
}

/// The content of the quoted field that opens at `at`, and the byte after its closing quote.
fn quoted(data: &[u8], at: usize, last: bool) -> Option<(Field, usize)> {
    let mut doubled = false;
    let mut from = at + 1;
    loop {
        let quote = from + memchr(b'"', data.get(from..)?)?;
        match data.get(quote + 1) {
            Some(b'"') => {
                doubled = true;
                from = quote + 2;
            }
            None if !last => return None,
            _ => return Some((Field { start: at + 1, end: quote, doubled }, quote + 1)),
        }
    }
}

fn ends_field(data: &[u8], at: usize, delimiter: u8) -> bool {
    data.get(at).is_none_or(|&b| b == delimiter || b == b'\n' || b == b'\r')
}

/// Where the bare text that starts at `from` ends.
fn bare(data: &[u8], from: usize, delimiter: u8, last: bool) -> End {
    let Some(found) = memchr3(delimiter, b'\n', b'\r', &data[from..]) else {
        return if last { End::Line(data.len(), data.len()) } else { End::More };
    };
    let end = from + found;
    match (data[end], data.get(end + 1)) {
        (b, _) if b == delimiter => End::Delimiter(end),
        (b'\n', _) => End::Line(end, end + 1),
        (_, Some(b'\n')) => End::Line(end, end + 2),
        (_, None) if !last => End::More,
        _ => End::Line(end, end + 1),
    }
}

/// How many line ends (LF, CRLF or CR) the bytes hold.
pub(crate) fn lines(data: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', data).count() as u64;
    if memchr(b'\r', data).is_none() {
        return feeds;
    }
    feeds + memchr::memchr_iter(b'\r', data).filter(|&i| data.get(i + 1) != Some(&b'\n')).count() as u64
}

/// Writes a field so that [`record`] gives it back.
pub(crate) fn join(out: &mut Vec<u8>, field: &str, delimiter: u8) {
    let special = |b: &u8| *b == delimiter || matches!(b, b'"' | b'\n' | b'\r');
    if field.is_empty() || field.as_bytes().iter().any(special) {
        out.push(b'"');
        out.extend_from_slice(field.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(field.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All records by our splitter; blank lines are left out, as `csv-core` does.
    fn ours(data: &[u8]) -> Option<Vec<Vec<String>>> {
        let (mut rest, mut all, mut fields) = (data, Vec::new(), Vec::new());
        while !rest.is_empty() {
            let Cut::Record { len, next, stray: None } = record(rest, b',', true, &mut fields) else { return None };
            let text = std::str::from_utf8(&rest[..len]).ok()?;
            if len > 0 {
                all.push(fields.iter().map(|f| f.text(text).into_owned()).collect());
            }
            rest = &rest[next..];
        }
        Some(all)
    }

    fn theirs(data: &[u8]) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(data);
        reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn cell() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![Just("a"), Just("\""), Just(","), Just("\n"), Just("\r"), Just("é"), Just(" "), Just("x y")],
            0..6,
        )
        .prop_map(|parts| parts.concat())
    }

    fn written(rows: &[Vec<String>], end: &str) -> Vec<u8> {
        let mut out = Vec::new();
        for row in rows {
            for (i, cell) in row.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                join(&mut out, cell, b',');
            }
            out.extend_from_slice(end.as_bytes());
        }
        out
    }

    proptest! {
        #[test]
        fn splitting_undoes_joining(rows in proptest::collection::vec(proptest::collection::vec(cell(), 1..5), 0..6)) {
            for end in ["\n", "\r\n", "\r"] {
                prop_assert_eq!(ours(&written(&rows, end)), Some(rows.clone()));
            }
        }

        #[test]
        fn agrees_with_csv_core_wherever_the_input_is_well_formed(
            parts in proptest::collection::vec(
                prop_oneof![Just("a"), Just("\""), Just("\"\""), Just(","), Just("\n"), Just("\r\n"), Just("\r"), Just("bé")],
                0..24)
        ) {
            let data = parts.concat();
            if let Some(rows) = ours(data.as_bytes()) {
                prop_assert_eq!(rows, theirs(data.as_bytes()));
            }
        }

        #[test]
        fn a_prefix_never_gives_another_record(rows in proptest::collection::vec(proptest::collection::vec(cell(), 1..4), 1..3), cut in 0usize..40) {
            let data = written(&rows, "\r\n");
            let mut whole = Vec::new();
            let want = record(&data, b',', true, &mut whole);
            let mut part = Vec::new();
            let got = record(&data[..cut.min(data.len())], b',', false, &mut part);
            prop_assert!(got == Cut::More || (got == want && part == whole), "{:?} {:?}", got, want);
        }
    }

    #[test]
    fn faults_are_named_where_they_stand() {
        let mut fields = Vec::new();
        for (data, want) in [
            (&b"a,\"b"[..], Cut::Open { quote: 2 }),
            (b"a,\"b\"c,d\n", Cut::Record { len: 8, next: 9, stray: Some(5) }),
            (b"a\"b,c\n", Cut::Record { len: 5, next: 6, stray: None }),
            (b"\r\nx", Cut::Record { len: 0, next: 2, stray: None }),
        ] {
            assert_eq!(record(data, b',', true, &mut fields), want, "{:?}", String::from_utf8_lossy(data));
        }
        assert_eq!(lines(b"a\nb\r\nc\rd"), 3);
    }
}
