//! Marks what is not the outlet's prose: bylines, captions and credits, read-more lines, menus,
//! subscription blocks, repeated lines.
//!
//! In: a [`Document`]. Out: its text as [`Block`]s, each with a [`Zone`] and, for captions and
//! furniture, the name of the rule that decided. Prose is never dropped on a guess: a rule needs a
//! wording or a shape that sentences do not have.

mod rules;

use crate::corpus::{Document, Zone};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::ops::Range;

/// A paragraph, a line, or lines that belong together; sentences do not leave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the document's text, without white space at the ends.
    pub range: Range<usize>,
    /// Number in the text, from 0.
    pub paragraph: u32,
    /// What it is.
    pub zone: Zone,
    /// The rule that made it caption or furniture; else empty.
    pub rule: &'static str,
}

/// The blocks of a document's text, in order, without gaps other than white space.
pub fn blocks(document: &Document) -> Vec<Block> {
    let text = document.text.as_str();
    let title_len = document.title_len.min(text.len());
    let mut blocks: Vec<Block> = Vec::new();
    let mut push = |range: Range<usize>, zone| {
        let paragraph = u32::try_from(blocks.len()).unwrap_or(u32::MAX);
        blocks.push(Block { range, paragraph, zone, rule: "" });
    };
    for range in paragraphs(text, 0..title_len) {
        push(range, Zone::Title);
    }
    for range in paragraphs(text, title_len..text.len()) {
        push(range, Zone::Body);
    }
    mark(document, &mut blocks);
    blocks
}

/// Zones of the blocks after the title.
fn mark(document: &Document, blocks: &mut [Block]) {
    let text = document.text.as_str();
    let title = match document.title.is_empty() {
        true => text[..document.title_len.min(text.len())].trim(),
        false => document.title.trim(),
    };
    let shapes: Vec<rules::Shape> = blocks.iter().map(|b| rules::Shape::of(&text[b.range.clone()])).collect();
    let tail = rules::tail_start(&shapes);
    let mut seen: HashMap<String, usize, FixedState> = HashMap::default();
    for i in 0..blocks.len() {
        if blocks[i].zone == Zone::Title {
            continue;
        }
        let line = &text[blocks[i].range.clone()];
        let found = if i >= tail {
            Some((Zone::Furniture, "subscription"))
        } else {
            rules::line(line, &shapes[i], title)
        };
        let key = rules::key(line);
        let earlier = seen.get(&key).copied();
        let repeated = shapes[i].words >= 2 && earlier.is_some();
        let (zone, rule) = match (found, earlier.filter(|_| repeated)) {
            (Some(found), _) => found,
            (None, Some(first)) if blocks[first].zone == Zone::Caption => (Zone::Caption, "caption"),
            (None, Some(_)) => (Zone::Furniture, "repeated-line"),
            (None, None) => (Zone::Body, ""),
        };
        (blocks[i].zone, blocks[i].rule) = (zone, rule);
        seen.entry(key).or_insert(i);
    }
    if let Some(lead) = blocks.iter().position(|b| b.zone == Zone::Body) {
        blocks[lead].zone = Zone::Lead;
    }
}

/// Splits a range of a text at blank lines, and at single line ends unless the text is wrapped at a
/// fixed width or the next line goes on in lower case.
fn paragraphs(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let wrapped = is_wrapped(&text[range.clone()]);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut blank = true;
    let mut at = range.start;
    for line in text[range].split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{0B}', '\u{0C}']) {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blank |= line != "\n" || text[..at - line.len()].ends_with('\n');
            continue;
        }
        let end = start + trimmed.len();
        match out.last_mut() {
            Some(last) if !blank && (wrapped || goes_on(&text[last.clone()], trimmed)) => last.end = end,
            _ => out.push(start..end),
        }
        blank = false;
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
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|l| !l.is_empty()).collect();
    let width = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    if lines.len() < 6 || !(40..=120).contains(&width) {
        return false;
    }
    let full: Vec<&&str> = lines.iter().filter(|l| l.chars().count() + 15 >= width).collect();
    let inside = full.iter().filter(|l| !l.ends_with(['.', '!', '?', '"', '”', '»', ':'])).count();
    full.len() * 2 > lines.len() && inside * 4 > full.len() * 3
}
