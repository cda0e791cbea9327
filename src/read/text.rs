//! Reads a bare text: one file, one document.
//!
//! In: UTF-8 bytes. Out: a record with the text exactly as it stands. Outlet, date and title come
//! from the file's place, from metadata, or, for the title, from the first lines.

use super::columns::Role;
use super::intake::{Fields, Intake, Place};
use super::item::Halt;
use super::options::OutletFrom;
use super::source::Source;
use super::{Format, Reader, codes, encoding};
use std::borrow::Cow;

/// Reads bare text.
pub(crate) struct PlainText;

impl Reader for PlainText {
    fn format(&self) -> Format {
        Format::Text
    }

    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let Some(bytes) = whole(source, intake)? else { return Ok(()) };
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return undecodable(&bytes, source.decoded, intake);
        };
        let kept = text.trim_end_matches('\0');
        if kept.len() < text.len() {
            intake.note(&codes::NUL_PADDING, START, format!("{} NUL bytes", text.len() - kept.len()))?;
        }
        document(kept, &bytes, intake)
    }
}

/// Where a document that is a whole file stands.
pub(crate) const START: Place = Place { line: 1, byte: 0 };

/// All bytes of a file that is one document; `None` when they are too many and it was left out.
pub(crate) fn whole(source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<Option<Vec<u8>>, Halt> {
    let limit = intake.options.limits.document_bytes;
    match source.stream.read_all(limit, "a document (--max-document-bytes)") {
        Ok(bytes) => Ok(Some(bytes)),
        Err(fault) if fault.0.code.name == codes::TOO_LARGE.name => {
            source.stream.drain()?;
            intake.reject(fault, START, b"")?;
            Ok(None)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Leaves out a text that is not valid in its encoding.
pub(crate) fn undecodable(bytes: &[u8], decoded: bool, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let sample = &bytes[..bytes.len().min(super::delimited::HEAD)];
    let fault = encoding::undecodable(bytes, sample, decoded, START);
    intake.reject(fault, START, bytes)
}

/// Takes in a document that is a whole file.
pub(crate) fn document(text: &str, raw: &[u8], intake: &mut Intake<'_>) -> Result<(), Halt> {
    let mut fields = Fields::default();
    fields.set(Role::Text, Cow::Borrowed(text));
    let folder = intake.naming().folder.clone();
    if matches!(intake.options.outlet_from, OutletFrom::Auto) {
        if !intake.metadata.gives(Role::Outlet) {
            intake.decide("outlet", "name of the folder, else of the file", "default for bare texts")?;
        }
        fields.set(Role::Outlet, Cow::Owned(folder));
    }
    intake.record(fields, START, raw)
}

/// Longest line, in characters, that can be part of a title.
const TITLE_LINE: usize = 200;
/// Most lines a title has.
const TITLE_LINES: usize = 3;

/// Bytes at the start of a text that are its title: the short lines before the first blank line, as
/// far as they are neither sentences nor a byline; 0 when there is no blank line or nothing after it.
pub(crate) fn title_len(text: &str) -> usize {
    let mut len = 0;
    for (i, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        if bare.trim().is_empty() {
            let more = text[len..].chars().any(char::is_alphanumeric);
            return if more { len } else { 0 };
        }
        match (is_title_line(bare, i), i < TITLE_LINES) {
            (false, _) => break,
            (true, false) => return 0,
            (true, true) => {}
        }
        len = line.as_ptr() as usize - text.as_ptr() as usize + bare.len();
    }
    // The block goes on with prose or a byline: what came before is the title if a blank line follows.
    let block_ends = text[len..].split('\n').skip(1).take(TITLE_LINES).any(|line| line.trim().is_empty());
    if block_ends { len } else { 0 }
}

fn is_title_line(line: &str, i: usize) -> bool {
    let short = line.chars().count() <= TITLE_LINE;
    let sentence = line.ends_with('.') && !line.ends_with("..") && line.contains(' ');
    let byline = i > 0
        && ["by ", "from ", "von ", "par ", "por "]
            .iter()
            .any(|by| line.get(..by.len()).is_some_and(|l| l.eq_ignore_ascii_case(by)));
    short && !sentence && !byline
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_the_short_lines_before_the_first_blank_line() {
        for (text, want) in [
            ("Headline\n\nBody text.", "Headline"),
            ("Headline \r\n\r\nBody text.", "Headline"),
            ("Headline\nStandfirst without stop\nBy A Writer - May 1\n\nBody.", "Headline\nStandfirst without stop"),
            ("Headline\nA standfirst that is a sentence.\n\nBody.", "Headline"),
            ("One line only", ""),
            ("A first sentence.\n\nAnother one.", ""),
            ("Line one of prose\nline two of prose\nline three\nline four\nline five\n\nend", ""),
            ("Headline\n\n", ""),
            ("\nBody", ""),
            ("", ""),
        ] {
            assert_eq!(&text[..title_len(text)], want, "{text:?}");
        }
    }
}
