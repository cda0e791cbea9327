//! Splits delimited text into records that know their line.
//!
//! In: a [`Source`] and a delimiter. Out: [`Record`]s (RFC 4180 quotes, any end-of-line) or the quote that
//! is never closed. What the columns mean is for the formats that use it.

use super::source::Source;
use crate::corpus::Problem;
use std::ops::Range;

/// One field: its text without quotes, and where it stands in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// The text, doubled quotes undone.
    pub(super) text: String,
    /// Its bytes in the source, quotes included.
    pub(super) at: Range<usize>,
}

/// One record and the line it starts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// 1-based line.
    pub(super) line: u64,
    /// Its fields.
    pub(super) fields: Vec<Field>,
}

impl Record {
    /// The text of field `i`, without blanks around it; empty when the record is too short.
    pub(super) fn text(&self, i: usize) -> &str {
        self.fields.get(i).map_or("", |f| f.text.trim())
    }
}

/// Every record that is not blank.
pub(super) fn split(source: &Source<'_>, delimiter: u8) -> Result<Vec<Record>, Problem> {
    let bytes = source.text.as_bytes();
    let mut records = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let mut record = Record { line: source.line_at(at), fields: Vec::new() };
        loop {
            let (field, next) = field(source, at, delimiter)?;
            at = next;
            record.fields.push(field);
            if bytes.get(at) != Some(&delimiter) {
                break;
            }
            at += 1;
        }
        at += if bytes[at..].starts_with(b"\r\n") { 2 } else { usize::from(at < bytes.len()) };
        if record.fields.iter().any(|f| !f.text.trim().is_empty()) {
            records.push(record);
        }
    }
    Ok(records)
}

/// The rows of a delimited table with their lines, for tables that are no lexicon: codes, keys, forms.
///
/// # Errors
/// Bytes that are no text, or a quotation mark that is never closed.
pub fn read_rows(file: &str, bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Vec<Problem>> {
    let source = Source::decode(file, bytes).map_err(|p| vec![p])?;
    let records = split(&source, super::table::delimiter(&source)).map_err(|p| vec![p])?;
    Ok(records.into_iter().map(|r| (r.line, r.fields.into_iter().map(|f| f.text).collect())).collect())
}

/// The field that starts at `at`, and the byte after it (a delimiter, an end-of-line or the end).
fn field(source: &Source<'_>, at: usize, delimiter: u8) -> Result<(Field, usize), Problem> {
    let bytes = source.text.as_bytes();
    let ends = |i: &usize| matches!(bytes[*i], b'\n' | b'\r') || bytes[*i] == delimiter;
    let stop = |from: usize| (from..bytes.len()).find(ends).unwrap_or(bytes.len());
    if bytes.get(at) != Some(&b'"') {
        let end = stop(at);
        return Ok((Field { text: source.text[at..end].to_owned(), at: at..end }, end));
    }
    let mut text = String::new();
    let mut from = at + 1;
    loop {
        let Some(quote) = memchr::memchr(b'"', &bytes[from..]).map(|i| from + i) else {
            return Err(source
                .error_at("unterminated-quote", at..at + 1, "a quotation mark is opened here and never closed")
                .because("A term begins with a quotation mark, or a closing mark is missing.")
                .remedy("Close it, or double it (\"\") and put the whole field in quotes."));
        };
        text.push_str(&source.text[from..quote]);
        if bytes.get(quote + 1) == Some(&b'"') {
            text.push('"');
            from = quote + 2;
            continue;
        }
        let end = stop(quote + 1);
        text.push_str(&source.text[quote + 1..end]);
        return Ok((Field { text, at: at..end }, end));
    }
}

/// A field as it is written: in quotes only when it has to be.
pub(super) fn quoted(text: &str, delimiter: char) -> String {
    let plain = !text.contains(['"', '\n', '\r', delimiter]) && text.trim() == text && !text.starts_with('#');
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[(u64, &[&str])]) {
        let source = Source::decode("f.csv", text.as_bytes()).unwrap();
        let got = split(&source, b',').unwrap();
        let got: Vec<(u64, Vec<&str>)> =
            got.iter().map(|r| (r.line, r.fields.iter().map(|f| f.text.as_str()).collect())).collect();
        assert_eq!(got, want.iter().map(|(l, f)| (*l, f.to_vec())).collect::<Vec<_>>(), "{text:?}");
    }

    #[test]
    fn records_and_their_lines() {
        check("a,b\nc,d", &[(1, &["a", "b"]), (2, &["c", "d"])]);
        check("a,b\r\n\r\n\"c,\"\"x\ny\",d\re,", &[(1, &["a", "b"]), (3, &["c,\"x\ny", "d"]), (5, &["e", ""])]);
        check("x\"y,z", &[(1, &["x\"y", "z"])]);
        check("", &[]);
        check(",,\n", &[]);
    }

    #[test]
    fn an_open_quote_is_named() {
        let source = Source::decode("f.csv", b"a,b\nc,\"d\ne").unwrap();
        let p = split(&source, b',').err().unwrap();
        assert_eq!((p.code, p.line, p.mark), ("unterminated-quote", 2, (2, 3)));
    }

    proptest::proptest! {
        #[test]
        fn fields_survive(fields in proptest::collection::vec("[a,\"\n\r# ]{0,6}", 1..4)) {
            proptest::prop_assume!(fields.iter().any(|f| !f.trim().is_empty()));
            let line = fields.iter().map(|f| quoted(f, ',')).collect::<Vec<_>>().join(",");
            let source = Source::decode("f.csv", line.as_bytes()).unwrap();
            let records = split(&source, b',').unwrap();
            proptest::prop_assert_eq!(records.len(), 1);
            let got: Vec<_> = records[0].fields.iter().map(|f| f.text.clone()).collect();
            proptest::prop_assert_eq!(got, fields);
        }
    }
}
