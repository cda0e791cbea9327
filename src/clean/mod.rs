//! Marks what is not the outlet's prose: bylines, captions and credits, read-more lines, menus,
//! subscription blocks, repeated lines.
//!
//! In: a [`Document`]. Out: its text as [`Block`]s, each with a [`Zone`] and, for captions and
//! furniture, the name of the rule that decided. Prose is never dropped on a guess: a rule needs a
//! wording or a shape that sentences do not have. Repeats across documents are the survey's work.

mod lines;
mod rules;

use crate::corpus::{Document, Zone};
use foldhash::fast::FixedState;
use hashbrown::HashSet;
use rules::Shape;
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

/// Every rule with what it marks, in the order they are tried.
pub const RULES: &[(&str, Zone, &str)] = &[
    ("no-words", Zone::Furniture, "a line without letters or digits"),
    ("skip-link", Zone::Furniture, "\"Skip to main content\" and the like"),
    ("repeated-title", Zone::Furniture, "the title again in the text"),
    ("photo-credit", Zone::Caption, "a line that ends with, or is, the credit of a picture"),
    ("caption", Zone::Caption, "a caption told by its wording, by the credit after it, or by a repeat"),
    ("read-also", Zone::Furniture, "a link to another article"),
    ("most-popular", Zone::Furniture, "a list of other articles and its heading"),
    ("navigation", Zone::Furniture, "a menu entry or page control alone on its line"),
    ("byline", Zone::Furniture, "who wrote it, and when, without a sentence"),
    ("subscription", Zone::Furniture, "offers to subscribe, join or sign in"),
    ("copyright", Zone::Furniture, "a copyright line"),
    ("repeated-line", Zone::Furniture, "a line that stood earlier in the same text"),
];

/// The blocks of a document's text, in order, with nothing but white space between them.
pub fn blocks(document: &Document) -> Vec<Block> {
    let text = document.text.as_str();
    let title_len = document.title_len.min(text.len());
    let mut blocks: Vec<Block> = Vec::new();
    let parts = [(0..title_len, Zone::Title), (title_len..text.len(), Zone::Body)];
    for (part, zone) in parts {
        for range in lines::paragraphs(text, part) {
            let paragraph = u32::try_from(blocks.len()).unwrap_or(u32::MAX);
            blocks.push(Block { range, paragraph, zone, rule: "" });
        }
    }
    let shapes: Vec<Shape> = blocks.iter().map(|b| Shape::of(&text[b.range.clone()])).collect();
    Marker { text, blocks: &mut blocks, shapes: &shapes }.run(document);
    blocks
}

/// Gives blocks their zones, one rule after the other.
struct Marker<'a> {
    text: &'a str,
    blocks: &'a mut [Block],
    shapes: &'a [Shape],
}

impl Marker<'_> {
    fn run(&mut self, document: &Document) {
        let title = match document.title.is_empty() {
            true => self.text[..document.title_len.min(self.text.len())].trim(),
            false => document.title.trim(),
        };
        let title = rules::letters(title);
        for i in 0..self.blocks.len() {
            let block = &self.blocks[i];
            let found = rules::line(self.line(i), &self.shapes[i], &title);
            match found {
                Some("repeated-title") if block.zone == Zone::Title => {}
                Some(rule) => self.set(i, rule),
                None => {}
            }
        }
        self.mark_captions_before_credits();
        self.mark_lists();
        self.mark_offers();
        self.mark_repeats();
        self.mark_lead();
    }

    fn set(&mut self, i: usize, rule: &'static str) {
        let zone = RULES.iter().find(|(name, _, _)| *name == rule).map_or(Zone::Furniture, |r| r.1);
        (self.blocks[i].zone, self.blocks[i].rule) = (zone, rule);
    }

    fn is_free(&self, i: usize) -> bool {
        self.blocks[i].zone == Zone::Body
    }

    fn line(&self, i: usize) -> &str {
        &self.text[self.blocks[i].range.clone()]
    }

    /// The line above a line that is only a credit is the caption, if it does not end like a sentence.
    fn mark_captions_before_credits(&mut self) {
        for i in 1..self.blocks.len() {
            let bare = self.blocks[i].rule == "photo-credit" && self.shapes[i].bracketed;
            let near = self.text[self.blocks[i - 1].range.end..self.blocks[i].range.start].len() <= 1;
            if bare && near && self.is_free(i - 1) && !self.shapes[i - 1].ends {
                self.set(i - 1, "caption");
            }
        }
    }

    /// Headlines listed under "Most popular".
    fn mark_lists(&mut self) {
        let mut inside = false;
        for i in 0..self.blocks.len() {
            let headline = !self.shapes[i].ends && self.shapes[i].words <= 25;
            if self.blocks[i].rule == "most-popular" {
                inside = true;
            } else if inside && self.is_free(i) && headline {
                self.set(i, "most-popular");
            } else if self.is_free(i) {
                inside = false;
            }
        }
    }

    /// Lines of offers: those that are nothing else, and everything after the first of them when the
    /// rest of the text is mostly offers.
    fn mark_offers(&mut self) {
        let tail = rules::tail_start(self.shapes);
        for i in 0..self.blocks.len() {
            let alone = self.shapes[i].offer && !self.shapes[i].quoted && self.shapes[i].words <= 25;
            if (i >= tail || alone) && self.blocks[i].zone != Zone::Title && self.blocks[i].zone != Zone::Caption {
                self.set(i, "subscription");
            }
        }
    }

    /// Lines seen before, and lines beside a caption with which it begins.
    fn mark_repeats(&mut self) {
        let mut seen: HashSet<&str, FixedState> = HashSet::default();
        let text = self.text;
        for i in 0..self.blocks.len() {
            let new = seen.insert(&text[self.blocks[i].range.clone()]);
            if self.is_free(i) && self.begins_caption_near(i) {
                self.set(i, "caption");
            } else if self.is_free(i) && !new && self.shapes[i].words >= 4 {
                self.set(i, "repeated-line");
            }
        }
    }

    /// Whether a line is the beginning of one of the captions up to two blocks away.
    fn begins_caption_near(&self, i: usize) -> bool {
        let near = i.saturating_sub(2)..(i + 3).min(self.blocks.len());
        let mut captions = near.filter(|&j| self.blocks[j].zone == Zone::Caption).peekable();
        if captions.peek().is_none() || self.shapes[i].words > 60 {
            return false;
        }
        let line = rules::letters(self.line(i));
        line.len() >= 20 && captions.any(|j| rules::letters(self.line(j)).starts_with(&line))
    }

    /// The first paragraph of prose: it ends like a sentence and has ten words, or is the first there is.
    fn mark_lead(&mut self) {
        let free: Vec<usize> = (0..self.blocks.len()).filter(|&i| self.is_free(i)).collect();
        let prose = |i: &&usize| self.shapes[**i].ends && self.shapes[**i].words >= 10;
        if let Some(&lead) = free.iter().find(prose).or(free.first()) {
            self.blocks[lead].zone = Zone::Lead;
        }
    }
}

#[cfg(test)]
mod tests;
