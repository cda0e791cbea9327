//! Reads and writes Yoshikoder `.ykd` (and Lexicoder 2 `.lcd`): XML with nested categories and patterns.
//!
//! Both styles are read (`cnode`/`pnode` with attributes, `category`/`pattern` with child text) and a
//! dictionary inside a project. The single root is a category whose name is no part of the others' keys.
//! A document type is refused: it could make the file grow without bound.

use super::source::Source;
use super::table::number;
use super::tree::{Tree, glob, outline, unglob};
use super::{Entry, Lexicon, PatternKind};
use crate::corpus::Problem;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::fmt::Write;

/// Deepest nesting of categories read.
const MAX_DEPTH: usize = 256;

/// Reads the file.
pub(super) fn read(source: &Source<'_>) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    let mut xml = quick_xml::Reader::from_str(&source.text);
    let mut reader = Reader { source, tree: Tree::default(), kind: PatternKind::Glob, open: Vec::new(), warnings: Vec::new() };
    loop {
        let from = xml.buffer_position() as usize;
        let event = xml.read_event().map_err(|e| vec![bad(source, xml.error_position() as usize, &e.to_string())])?;
        let step = match event {
            Event::Start(tag) => reader.start(&tag, from).map(|()| true),
            Event::Empty(tag) => reader.start(&tag, from).and_then(|()| reader.end()).map(|()| true),
            Event::End(_) => reader.end().map(|()| true),
            Event::Text(text) => Ok(reader.text(&text.xml_content(XmlVersion::Implicit1_0))),
            Event::CData(text) => Ok(reader.text(&text.xml_content(XmlVersion::Implicit1_0))),
            Event::GeneralRef(name) => reader.reference(&name.xml_content(XmlVersion::Implicit1_0), from).map(|()| true),
            Event::DocType(_) => Err(doctype(source, from)),
            Event::Eof => Ok(false),
            _ => Ok(true),
        };
        if !step.map_err(|p| vec![p])? {
            break;
        }
    }
    if let Some(open) = reader.open.last() {
        return Err(vec![bad(source, open.at, "this element is never closed")]);
    }
    reader.finish()
}

/// Malformed XML at byte `at`.
fn bad(source: &Source<'_>, at: usize, why: &str) -> Problem {
    let at = source.text.floor_char_boundary(at.min(source.text.len()));
    source
        .error_at("bad-xml", at..(at + 1).min(source.text.len()), format!("the XML is not well formed: {why}"))
        .remedy("Correct the line, or save the dictionary again from the program it came from.")
}

fn doctype(source: &Source<'_>, at: usize) -> Problem {
    source
        .error_at("xml-entity", at..at + 9, "the file declares a document type, which a dictionary does not need")
        .because("Document types can define entities that expand without bound.")
        .remedy("Remove the <!DOCTYPE ...> declaration.")
}

/// What an open element is.
#[derive(Clone, Copy, PartialEq)]
enum Element {
    Category(Option<usize>),
    Pattern,
    Name,
    Comment,
    Other,
}

/// An element that is not closed yet, with what was read of it.
struct Open {
    element: Element,
    at: usize,
    name: String,
    comment: String,
    weight: Option<f64>,
}

struct Reader<'s> {
    source: &'s Source<'s>,
    tree: Tree,
    kind: PatternKind,
    open: Vec<Open>,
    warnings: Vec<Problem>,
}

impl Reader<'_> {
    fn start(&mut self, tag: &BytesStart<'_>, at: usize) -> Result<(), Problem> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self
                .source
                .error_at("too-deep", at..at + 1, format!("more than {MAX_DEPTH} elements inside each other"))
                .remedy("Write the dictionary with fewer levels."));
        }
        let element = match tag.local_name().as_ref() {
            "dictionary" => {
                self.engine(tag);
                Element::Other
            }
            "cnode" | "category" => Element::Category(None),
            "pnode" | "pattern" => Element::Pattern,
            "name" => Element::Name,
            "comment" | "desc" | "description" => Element::Comment,
            _ => Element::Other,
        };
        let mut open = Open { element, at, name: String::new(), comment: String::new(), weight: None };
        if matches!(element, Element::Category(_) | Element::Pattern) {
            open.name = attribute(tag, "name");
            open.comment = attribute(tag, "desc");
            let score = attribute(tag, "score");
            open.weight = number(&score).map_err(|why| {
                self.source
                    .error_at("bad-number", at..at + 1, format!("score `{score}` is not a finite number"))
                    .because(why)
                    .remedy("Write a number such as 1, -1.5 or 0.25.")
            })?;
            // A category in attribute style is known at once, so that its patterns find it.
            self.settle();
        }
        self.open.push(open);
        Ok(())
    }

    /// `substring` patterns are globs, `regexp` patterns match a whole token.
    fn engine(&mut self, tag: &BytesStart<'_>) {
        let engine = attribute(tag, "patternengine") + &attribute(tag, "patternengineclassname");
        if engine.to_lowercase().contains("regex") {
            self.kind = PatternKind::Regex;
        }
    }

    /// Gives every open category that has its name by now its place in the tree.
    fn settle(&mut self) {
        let mut parent: Option<usize> = None;
        for i in 0..self.open.len() {
            let Element::Category(place) = self.open[i].element else { continue };
            let at = place.unwrap_or_else(|| {
                let line = self.source.line_at(self.open[i].at);
                if self.tree.axes.is_empty() {
                    return self.tree.open_root(self.open[i].name.trim(), line);
                }
                let (at, new) = self.tree.open(parent, self.open[i].name.trim(), line);
                if !new {
                    let what = format!("the category `{}` stands twice; its entries are put together", self.open[i].name.trim());
                    self.warnings.push(
                        self.source
                            .warning("duplicate-category", line, what)
                            .remedy("Rename one of the two if they are not the same."),
                    );
                }
                at
            });
            self.open[i].element = Element::Category(Some(at));
            parent = Some(at);
        }
    }

    fn text(&mut self, text: &str) -> bool {
        let Some(last) = self.open.last() else { return true };
        let (element, n) = (last.element, self.open.len());
        if n >= 2 {
            let owner = &mut self.open[n - 2];
            match element {
                Element::Name => owner.name.push_str(text),
                Element::Comment => owner.comment.push_str(text),
                _ => {}
            }
        }
        true
    }

    /// `&amp;` and character references; other entities are not declared anywhere.
    fn reference(&mut self, name: &str, at: usize) -> Result<(), Problem> {
        let known = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => {
                let hex = name.strip_prefix("#x").map(|d| u32::from_str_radix(d, 16));
                hex.or_else(|| name.strip_prefix('#').map(str::parse)).and_then(Result::ok).and_then(char::from_u32)
            }
        };
        let Some(c) = known else {
            return Err(self
                .source
                .error_at("xml-entity", at..at + name.len() + 2, format!("unknown entity &{name};"))
                .remedy("Write the character itself."));
        };
        self.text(c.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn end(&mut self) -> Result<(), Problem> {
        if matches!(self.open.last().map(|o| o.element), Some(Element::Category(_))) {
            self.settle();
        }
        let Some(open) = self.open.pop() else { return Ok(()) };
        match open.element {
            Element::Category(Some(at)) => {
                self.tree.axes[at].comment = open.comment.trim().to_owned();
                if open.weight.is_some() {
                    let line = self.source.line_at(open.at);
                    let p = self.source.warning("unused-column", line, "the score of a category is not read");
                    self.warnings.push(p.remedy("Give each pattern its score."));
                }
            }
            Element::Pattern => self.pattern(open)?,
            _ => {}
        }
        Ok(())
    }

    fn pattern(&mut self, open: Open) -> Result<(), Problem> {
        let parent = self.open.iter().rev().find_map(|o| match o.element {
            Element::Category(place) => place,
            _ => None,
        });
        let line = self.source.line_at(open.at);
        let Some(category) = parent else {
            let p = self.source.error("bad-lexicon", line, "this pattern stands outside every category");
            return Err(p.remedy("Put it into a <cnode name=\"...\">."));
        };
        let name = open.name.trim();
        let pattern = if self.kind == PatternKind::Regex { name.to_owned() } else { glob(name, "*") };
        let comment = open.comment.trim().to_owned();
        self.tree.add(category, Entry { pattern, kind: self.kind, weight: open.weight, comment, line, ..Entry::default() });
        Ok(())
    }

    fn finish(self) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
        if self.tree.axes.is_empty() {
            let p = self.source.error("bad-lexicon", 1, "the file is XML but holds no dictionary");
            return Err(vec![p.remedy("A Yoshikoder dictionary has <dictionary> with <cnode> and <pnode> in it.")]);
        }
        Ok((self.tree.finish(), self.warnings))
    }
}

/// The value of an attribute, character references undone; empty without it.
fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let value = tag.try_get_attribute(name).ok().flatten();
    value.and_then(|a| a.normalized_value(XmlVersion::Implicit1_0).ok().map(|v| v.into_owned())).unwrap_or_default()
}

/// Writes a lexicon with one root in the newer style.
pub(super) fn write(lexicon: &Lexicon) -> String {
    let regex = lexicon.axes.iter().flat_map(super::Axis::entries).any(|(_, e)| e.kind == PatternKind::Regex);
    let engine = if regex { "regexp" } else { "substring" };
    let mut out =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dictionary style=\"050805\" patternengine=\"{engine}\">\n");
    let mut depth = 0;
    for branch in outline(lexicon) {
        for _ in branch.depth..depth {
            out.push_str("</cnode>\n");
        }
        depth = branch.depth + 1;
        let _ = writeln!(out, "<cnode name=\"{}\" desc=\"{}\">", escape(branch.axis.name()), escape(&branch.axis.comment));
        for e in &branch.axis.category.entries {
            let text = if e.kind == PatternKind::Glob { unglob(&e.pattern, "*") } else { Some(e.pattern.clone()) };
            let Some(text) = text else { continue };
            let score = e.weight.map(|w| format!(" score=\"{w}\"")).unwrap_or_default();
            let comment = if e.comment.is_empty() { String::new() } else { format!(" desc=\"{}\"", escape(&e.comment)) };
            let _ = writeln!(out, "<pnode name=\"{}\"{score}{comment}/>", escape(&text));
        }
    }
    for _ in 0..depth {
        out.push_str("</cnode>\n");
    }
    out.push_str("</dictionary>\n");
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
