//! Splits a text into paragraphs.

use super::rules;
use std::ops::Range;

/// Every character that ends a line.
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Splits a range of a text at blank lines, and at single line ends unless the text is wrapped at a
/// fixed width or the next line goes on in lower case. White space around paragraphs is left out.
pub(super) fn paragraphs(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let part = &text[range.clone()];
    let wrapped = is_wrapped(part);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut blank = true;
    for line in lines(part) {
        let raw = &part[line.clone()];
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let start = range.start + line.start + (raw.len() - raw.trim_start().len());
        let end = start + trimmed.len();
        match out.last_mut() {
            Some(last) if !blank && (wrapped || goes_on(&text[last.clone()], trimmed)) => last.end = end,
            _ => out.push(start..end),
        }
        blank = false;
        if let Some((prose, glued)) = out.last().and_then(|last| rules::glued(text, last)) {
            out.pop();
            out.extend([prose, glued]);
            blank = true;
        }
    }
    out
}

/// The lines of a text without their ends; CR LF is one end.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let odd = memchr::memchr3(b'\r', 0x0B, 0x0C, text.as_bytes()).is_some();
    let plain = !odd && !has_wide_line_end(text);
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let start = at?;
        let rest = &text[start..];
        let end = match plain {
            true => memchr::memchr(b'\n', rest.as_bytes()),
            false => rest.find(LINE_ENDS),
        };
        let line = start..end.map_or(text.len(), |e| start + e);
        at = end.map(|e| {
            let mark = rest[e..].chars().next().map_or(1, char::len_utf8);
            start + e + if rest[e..].starts_with("\r\n") { 2 } else { mark }
        });
        Some(line)
    })
}

/// Whether a text holds one of the line ends beyond ASCII.
fn has_wide_line_end(text: &str) -> bool {
    ["\u{85}", "\u{2028}", "\u{2029}"].iter().any(|end| memchr::memmem::find(text.as_bytes(), end.as_bytes()).is_some())
}

/// Whether a line continues the one before: that one has no final mark and this begins in lower case.
fn goes_on(before: &str, line: &str) -> bool {
    let open = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',');
    open && line.chars().next().is_some_and(char::is_lowercase)
}

/// Whether lines are broken at a fixed width: most lines are of nearly the greatest width, and most of
/// those end inside a sentence.
fn is_wrapped(text: &str) -> bool {
    let (mut widths, mut inside) = (Vec::new(), Vec::new());
    for line in lines(text) {
        let line = text[line].trim_end();
        let width = if line.len() > 4 * MAX_WIDTH { line.len() } else { line.chars().count() };
        if width > MAX_WIDTH {
            return false;
        }
        if width > 0 {
            widths.push(width);
            inside.push(!line.ends_with(['.', '!', '?', '"', '”', '»', ':']));
        }
    }
    let longest = widths.iter().copied().max().unwrap_or(0);
    let full = widths.iter().filter(|w| **w + 15 >= longest).count();
    let unended = widths.iter().zip(&inside).filter(|(w, inside)| **w + 15 >= longest && **inside).count();
    widths.len() >= 6 && longest >= MIN_WIDTH && full * 2 > widths.len() && unended * 4 > full * 3
}

/// Widths at which text is wrapped, in characters.
const MIN_WIDTH: usize = 40;
const MAX_WIDTH: usize = 120;
