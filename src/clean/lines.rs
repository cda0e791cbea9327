//! Splits a text into paragraphs.

use super::rules;
use std::ops::Range;

/// Every character that ends a line.
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Splits a range of a text at blank lines, and at single line ends unless the text is wrapped at a
/// fixed width or the next line goes on in lower case. White space around paragraphs is left out.
pub(super) fn paragraphs(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let wrapped = is_wrapped(&text[range.clone()]);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut blank = true;
    let mut at = range.start;
    for line in text[range].split_inclusive(LINE_ENDS) {
        let start = at + (line.len() - line.trim_start().len());
        let after_return = text[..at].ends_with('\r') && line == "\n";
        at += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blank |= !after_return;
            continue;
        }
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

/// Whether a line continues the one before: that one has no final mark and this begins in lower case.
fn goes_on(before: &str, line: &str) -> bool {
    let open = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',');
    open && line.chars().next().is_some_and(char::is_lowercase)
}

/// Whether lines are broken at a fixed width: most lines are of nearly the greatest width, and most of
/// those end inside a sentence.
fn is_wrapped(text: &str) -> bool {
    let lines: Vec<(&str, usize)> = text
        .split(LINE_ENDS)
        .map(str::trim_end)
        .filter(|l| !l.is_empty())
        .map(|l| (l, if l.len() > 4 * MAX_WIDTH { l.len() } else { l.chars().count() }))
        .collect();
    let width = lines.iter().map(|(_, n)| *n).max().unwrap_or(0);
    if lines.len() < 6 || !(MIN_WIDTH..=MAX_WIDTH).contains(&width) {
        return false;
    }
    let full = lines.iter().filter(|(_, n)| n + 15 >= width);
    let inside = full.clone().filter(|(l, _)| !l.ends_with(['.', '!', '?', '"', '”', '»', ':'])).count();
    let full = full.count();
    full * 2 > lines.len() && inside * 4 > full * 3
}

/// Widths at which text is wrapped, in characters.
const MIN_WIDTH: usize = 40;
const MAX_WIDTH: usize = 120;
