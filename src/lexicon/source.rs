//! Turns the bytes of a lexicon file into numbered lines, or says why they are not text.
//!
//! In: a file name and its bytes. Out: a [`Source`], the text with the place of every line, and the
//! [`Problem`]s about it that show the line and mark the fault. What the lines mean is for the formats.

use crate::corpus::Problem;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::ops::Range;

/// Largest lexicon file read, in bytes: 200,000 entries with every field filled stay well below it.
const MAX_BYTES: usize = 64 << 20;
/// Longest piece of a line shown in a message, in characters.
const SHOWN: usize = 100;

/// The text of a lexicon file with the place of every line.
pub(super) struct Source<'a> {
    /// The file as the user named it.
    pub(super) file: &'a str,
    /// Its text, without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// Byte offset of the start of every line.
    starts: Vec<usize>,
}

impl<'a> Source<'a> {
    /// Decodes UTF-8, or UTF-16 with a byte order mark. Everything else is refused, with the encoding
    /// it looks like.
    pub(super) fn decode(file: &'a str, bytes: &'a [u8]) -> Result<Source<'a>, Problem> {
        if bytes.len() > MAX_BYTES {
            return Err(Problem::error("too-large", format!("{file} has {} bytes, a lexicon may have {MAX_BYTES}", bytes.len()))
                .at(file, 0)
                .remedy("Split the lexicon into several files and name each with -l."));
        }
        let text = match Encoding::for_bom(bytes) {
            Some((e, n)) if e == UTF_16LE || e == UTF_16BE => e.decode_without_bom_handling(&bytes[n..]).0,
            bom => {
                let body = &bytes[bom.map_or(0, |(_, n)| n)..];
                match std::str::from_utf8(body) {
                    Ok(text) => Cow::Borrowed(text),
                    Err(e) => return Err(not_text(file, body, e.valid_up_to())),
                }
            }
        };
        if let Some(at) = text.bytes().position(|b| b == 0) {
            return Err(not_text(file, text.as_bytes(), at));
        }
        let starts = line_starts(&text);
        Ok(Source { file, text, starts })
    }

    /// 1-based number of the line that holds byte `at`.
    pub(super) fn line_at(&self, at: usize) -> u64 {
        self.starts.partition_point(|&s| s <= at) as u64
    }

    /// Byte range of 1-based line `n`, without its end-of-line.
    pub(super) fn range(&self, n: u64) -> Range<usize> {
        let i = (n.max(1) as usize - 1).min(self.starts.len() - 1);
        let end = self.starts.get(i + 1).copied().unwrap_or(self.text.len());
        let line = &self.text[self.starts[i]..end];
        self.starts[i]..self.starts[i] + line.trim_end_matches(['\r', '\n']).len()
    }

    /// Every line with its 1-based number, without ends-of-line; LF, CRLF and lone CR all end a line.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u64, &str)> {
        (1..=self.starts.len() as u64).map(|n| (n, &self.text[self.range(n)]))
    }

    /// An error about the whole of line `n`.
    pub(super) fn error(&self, code: &'static str, n: u64, what: impl Into<String>) -> Problem {
        self.show(Problem::error(code, what), self.content(n), "")
    }

    /// An error about the bytes `at`.
    pub(super) fn error_at(&self, code: &'static str, at: Range<usize>, what: impl Into<String>) -> Problem {
        self.show(Problem::error(code, what), at, "")
    }

    /// A warning about the whole of line `n`.
    pub(super) fn warning(&self, code: &'static str, n: u64, what: impl Into<String>) -> Problem {
        self.show(Problem::warning(code, what), self.content(n), "")
    }

    /// The bytes of line `n` without the blanks around them.
    fn content(&self, n: u64) -> Range<usize> {
        let r = self.range(n);
        let line = &self.text[r.clone()];
        let start = r.start + line.len() - line.trim_start().len();
        start..start + line.trim().len()
    }

    /// `problem` in its place, showing the line around the bytes `at`.
    pub(super) fn show(&self, problem: Problem, at: Range<usize>, label: &str) -> Problem {
        let n = self.line_at(at.start);
        let line = self.range(n);
        let mark = at.start.min(line.end)..at.end.clamp(at.start.min(line.end), line.end);
        let from =
            self.text[line.start..mark.start].char_indices().rev().nth(SHOWN / 2).map_or(line.start, |(i, _)| line.start + i);
        let to = self.text[from..line.end].char_indices().nth(SHOWN).map_or(line.end, |(i, _)| from + i);
        let (start, end) = (mark.start - from, mark.end.min(to) - from);
        problem.at(self.file, n).showing(&self.text[from..to], (start, end.max(start)), label)
    }
}

/// Where lines start; a CR not followed by LF ends a line too.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if (bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')) && at + 1 < bytes.len() {
            starts.push(at + 1);
        }
    }
    starts
}

/// The bytes are no text in an encoding we read: names the place and what they look like.
fn not_text(file: &str, bytes: &[u8], at: usize) -> Problem {
    let line = line_starts(&(String::from_utf8_lossy(&bytes[..at]) + ".")).len() as u64;
    let controls = bytes.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a)).count();
    if controls * 50 > bytes.len() {
        return Problem::error("bad-lexicon", format!("{file} is a binary or encrypted file, not a list of terms"))
            .at(file, line)
            .because("Some programs store their own dictionaries encrypted.")
            .remedy("Export the dictionary as text (.dic, .dicx or .csv) from the program it came with.");
    }
    let guess = guess(bytes);
    let (shown, _, _) = guess.decode(bytes);
    let before = guess.decode(&bytes[..at]).0.len();
    let start = shown[..before.min(shown.len())].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let end = shown[start..].find(['\n', '\r']).map_or(shown.len(), |i| start + i);
    let mark = before.saturating_sub(start);
    let width = shown[start..end].get(mark..).and_then(|s| s.chars().next()).map_or(0, char::len_utf8);
    Problem::error("bad-encoding", format!("{file}:{line} is not UTF-8 (byte {at})"))
        .at(file, line)
        .showing(&shown[start..end], (mark, mark + width), "first byte that is not UTF-8")
        .because(format!("The file looks like {}, and is shown here as if it were.", guess.name()))
        .remedy(format!("Save it as UTF-8, for instance: iconv -f {} -t UTF-8 {file}", guess.name()))
}

/// The encoding the bytes look like; a hint for the message, never a decision.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // A few kana tell Japanese where statistics of letters have too little to go by.
    let is_kana = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c);
    let narrow = |c: char| ('\u{ff61}'..='\u{ff9f}').contains(&c);
    for japanese in [encoding_rs::EUC_JP, encoding_rs::SHIFT_JIS] {
        let (text, _, broken) = japanese.decode(bytes);
        if !broken && text.chars().any(is_kana) && !text.chars().any(narrow) {
            return japanese;
        }
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    if guess == UTF_8 { encoding_rs::WINDOWS_1252 } else { guess }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_of_line_ends_a_line() {
        let s = Source::decode("f", b"\xef\xbb\xbfa\rb\r\nc\n\nd").unwrap();
        assert_eq!(s.lines().collect::<Vec<_>>(), [(1, "a"), (2, "b"), (3, "c"), (4, ""), (5, "d")]);
        assert_eq!([0, 1, 2, 5, 7].map(|b| s.line_at(b)), [1, 1, 2, 3, 4]);
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        let rows: &[(&[u8], &str, u64)] = &[
            (b"frame,term\na,d\xe9l\xe9gation\n", "bad-encoding", 2),
            (b"\xe9\n", "bad-encoding", 1),
            (b"a\r\xe9", "bad-encoding", 2),
            (b"\x00\x01\x02\x03\xff\xfe", "bad-lexicon", 1),
        ];
        for (bytes, code, line) in rows {
            let p = Source::decode("f", bytes).err().unwrap();
            assert_eq!((p.code, p.line), (*code, *line), "{bytes:?}");
            assert!(p.source_line.get(p.mark.0..p.mark.1).is_some() && !p.remedy.is_empty());
        }
        assert_eq!(&*Source::decode("f", b"\xff\xfea\0b\0").unwrap().text, "ab");
    }

    #[test]
    fn long_lines_are_shown_around_the_mark() {
        let text = "x".repeat(500) + "!" + &"y".repeat(500);
        let s = Source::decode("f", text.as_bytes()).unwrap();
        let p = s.error_at("c", 500..501, "w");
        assert_eq!(&p.source_line[p.mark.0..p.mark.1], "!");
        assert!(p.source_line.len() <= SHOWN);
    }
}
