//! Reads and writes lexicons that are a nested mapping: YAML as quanteda writes it, and JSON.
//!
//! A key is a category; its value a list of patterns, one pattern, or a mapping of sub-categories; `__`
//! holds a parent's own patterns. Every scalar is the text as written (`no`, `2022` and `12:30` are words), a
//! key that stands twice is an error, and comments are kept.

use super::source::Source;
use super::table::is_emoticon;
use super::tree::{Branch, Tree, outline};
use super::{Entry, Lexicon, PatternKind};
use crate::corpus::Problem;
use granit_parser::{ErrorKind, Event, Parser, Placement, Span};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;

/// Deepest nesting read.
const MAX_DEPTH: usize = 64;
/// Most patterns, written out, that the aliases of one file may stand for.
const MAX_NODES: usize = 1_000_000;
/// Key of a parent's own patterns beside its sub-categories.
const OWN: &str = "__";

/// One node of the file, with its bytes.
#[derive(Clone, Debug)]
enum Node {
    Text(String, Range<usize>),
    List(Vec<Node>, Range<usize>),
    Map(Vec<(String, Range<usize>, Node)>, Range<usize>),
}

/// Reads YAML.
pub(super) fn read_yaml(source: &Source<'_>) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    let mut composer = Composer { source, anchors: Vec::new(), nodes: 0, comments: Vec::new() };
    let root = composer.document().map_err(|p| vec![p])?;
    let comments = composer.comments;
    build(source, root, comments)
}

/// Reads JSON.
pub(super) fn read_json(source: &Source<'_>) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    let raw: &RawValue = serde_json::from_str(&source.text).map_err(|e| {
        let line = source.range(e.line() as u64);
        let at = source.text.floor_char_boundary((line.start + e.column().saturating_sub(1)).min(source.text.len()));
        let deep = e.to_string().contains("recursion limit");
        let (code, remedy) = if deep {
            ("too-deep", "Write the lexicon as {\"category\": [\"pattern\", ...]}.")
        } else {
            ("bad-json", "Correct the place; JSON allows no comma after the last item and no comments.")
        };
        let what = format!("the JSON is not well formed in column {}: {e}", e.column());
        vec![source.error_at(code, at..(at + 1).min(source.text.len()), what).remedy(remedy)]
    })?;
    let root = json(source, raw, 0).map_err(|p| vec![p])?;
    build(source, Some(root), Vec::new())
}

/// A comment with its bytes, and whether something stands before it on its line.
type Comment = (Range<usize>, String, bool);

/// Builds YAML nodes from the parser's events.
struct Composer<'s> {
    source: &'s Source<'s>,
    anchors: Vec<(usize, Node, usize)>,
    nodes: usize,
    comments: Vec<Comment>,
}

/// A collection that is not closed yet, with the anchor it was given and the key that waits for a value.
struct Unfinished {
    node: Node,
    anchor: usize,
    key: Option<(String, Range<usize>)>,
    before: usize,
}

impl Composer<'_> {
    fn document(&mut self) -> Result<Option<Node>, Problem> {
        let mut open: Vec<Unfinished> = Vec::new();
        let mut root = None;
        for next in Parser::new_from_str(&self.source.text) {
            let (event, span) = next.map_err(|e| self.fault(&e))?;
            let at = bytes(&span);
            let before = self.nodes;
            let done = match event {
                Event::Scalar(text, _, anchor, _) => Some((Node::Text(text.into_owned(), at), anchor)),
                Event::Alias(id) => Some((self.alias(id, at)?, 0)),
                Event::SequenceStart(_, anchor, _) => {
                    open.push(Unfinished { node: Node::List(Vec::new(), at), anchor, key: None, before });
                    None
                }
                Event::MappingStart(_, anchor, _) => {
                    open.push(Unfinished { node: Node::Map(Vec::new(), at), anchor, key: None, before });
                    None
                }
                Event::SequenceEnd | Event::MappingEnd => open.pop().map(|u| (u.node, u.anchor, u.before)).map(|(n, a, b)| {
                    self.remember(a, &n, b);
                    (n, 0)
                }),
                Event::Comment(text, placement) => {
                    self.comments.push((at, text.trim().to_owned(), placement == Placement::Right));
                    None
                }
                Event::DocumentStart(..) if root.is_some() => {
                    return Err(self
                        .source
                        .error_at("bad-yaml", at, "a second document begins here")
                        .remedy("Put each lexicon into a file of its own."));
                }
                _ => None,
            };
            if open.len() > MAX_DEPTH {
                return Err(self.deep(bytes(&span)));
            }
            let Some((node, anchor)) = done else { continue };
            if matches!(node, Node::Text(..)) {
                self.nodes += 1;
                self.remember(anchor, &node, before);
            }
            match open.last_mut() {
                None => root = Some(node),
                Some(parent) => self.attach(parent, node)?,
            }
        }
        Ok(root)
    }

    /// Puts a finished node into the collection it stands in.
    fn attach(&self, parent: &mut Unfinished, node: Node) -> Result<(), Problem> {
        match (&mut parent.node, parent.key.take(), node) {
            (Node::List(items, _), _, node) => items.push(node),
            (Node::Map(pairs, _), Some((key, at)), node) => pairs.push((key, at, node)),
            (Node::Map(..), None, Node::Text(key, at)) => parent.key = Some((key, at)),
            (_, _, Node::List(_, at) | Node::Map(_, at) | Node::Text(_, at)) => {
                return Err(self
                    .source
                    .error_at("bad-yaml", at, "a list or mapping cannot name a category")
                    .remedy("Write the category's name as text."));
            }
        }
        Ok(())
    }

    fn remember(&mut self, anchor: usize, node: &Node, before: usize) {
        if anchor > 0 {
            self.anchors.push((anchor, node.clone(), self.nodes - before));
        }
    }

    /// The node an alias stands for; what all aliases stand for together is bounded.
    fn alias(&mut self, id: usize, at: Range<usize>) -> Result<Node, Problem> {
        let found = self.anchors.iter().find(|(a, ..)| *a == id);
        let Some((_, node, size)) = found else {
            return Err(self
                .source
                .error_at("bad-yaml", at, "this alias refers to the list it stands in")
                .remedy("Write the patterns out."));
        };
        self.nodes += size;
        if self.nodes > MAX_NODES {
            let p = self.source.error_at(
                "too-large",
                at,
                format!("the aliases of this file stand for more than {MAX_NODES} patterns"),
            );
            return Err(p.because("Aliases inside aliases multiply.").remedy("Write the patterns out."));
        }
        Ok(node.clone())
    }

    fn deep(&self, at: Range<usize>) -> Problem {
        self.source
            .error_at("too-deep", at, format!("more than {MAX_DEPTH} lists or mappings inside each other"))
            .remedy("Write the lexicon as category: [pattern, ...], with sub-categories at most a few levels deep.")
    }

    fn fault(&self, e: &granit_parser::ScanError) -> Problem {
        let at = e.marker().byte_offset().unwrap_or(0);
        let at = self.source.text.floor_char_boundary(at.min(self.source.text.len()));
        let at = at..(at + 1).min(self.source.text.len());
        match e.kind() {
            ErrorKind::RecursionLimitExceeded => self.deep(at),
            ErrorKind::UnknownAnchor => self
                .source
                .error_at("bad-yaml", at, "a pattern that begins with `*` needs quotation marks here")
                .because("YAML reads an unquoted * at the start as an alias.")
                .remedy("Put the pattern in quotation marks, for instance \"*ism\"."),
            _ => self
                .source
                .error_at("bad-yaml", at, format!("the YAML is not well formed: {}", e.info()))
                .remedy("Correct the place; patterns that begin with a sign or hold `: ` need quotation marks."),
        }
    }
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or(0..0)
}

/// The pairs of a JSON object with the raw text of their values, in file order, doubles included.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairVisitor;
        impl<'de> Visitor<'de> for PairVisitor {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry::<String, &RawValue>()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairVisitor)
    }
}

/// The items of a JSON array with their raw text.
struct Items<'a>(Vec<&'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Items<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ItemVisitor;
        impl<'de> Visitor<'de> for ItemVisitor {
            type Value = Items<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Items<'de>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element::<&RawValue>()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
        }
        deserializer.deserialize_seq(ItemVisitor)
    }
}

fn json(source: &Source<'_>, raw: &RawValue, depth: usize) -> Result<Node, Problem> {
    let text = raw.get();
    // The raw text borrows from the source, so its address tells its place.
    let start = (text.as_ptr() as usize).wrapping_sub(source.text.as_ptr() as usize).min(source.text.len());
    let at = start..(start + text.len()).min(source.text.len());
    if depth > MAX_DEPTH {
        return Err(source
            .error_at("too-deep", at, format!("more than {MAX_DEPTH} lists or objects inside each other"))
            .remedy("Write the lexicon as {\"category\": [\"pattern\", ...]}."));
    }
    let not_read = |_| {
        Problem::error("bad-json", "the JSON is not well formed")
            .at(source.file, source.line_at(start))
            .remedy("Correct the line.")
    };
    match text.as_bytes().first() {
        Some(b'{') => {
            let Pairs(pairs) = serde_json::from_str(text).map_err(not_read)?;
            let mut out = Vec::with_capacity(pairs.len());
            for (key, value) in pairs {
                let end = (value.get().as_ptr() as usize).wrapping_sub(source.text.as_ptr() as usize).min(source.text.len());
                let from = source.text[..end].rfind(':').map_or(end, |colon| {
                    let close = source.text[..colon].rfind('"').unwrap_or(colon);
                    source.text[..close].rfind('"').unwrap_or(close)
                });
                out.push((key, from..end, json(source, value, depth + 1)?));
            }
            Ok(Node::Map(out, at))
        }
        Some(b'[') => {
            let Items(items) = serde_json::from_str(text).map_err(not_read)?;
            Ok(Node::List(items.into_iter().map(|i| json(source, i, depth + 1)).collect::<Result<_, _>>()?, at))
        }
        Some(b'"') => Ok(Node::Text(serde_json::from_str(text).map_err(not_read)?, at)),
        _ => Ok(Node::Text(text.to_owned(), at)),
    }
}

/// Turns the tree of nodes into categories.
fn build(source: &Source<'_>, root: Option<Node>, comments: Vec<Comment>) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    let mut builder = Builder { source, tree: Tree::default(), faults: Vec::new() };
    match root {
        None => {}
        Some(Node::Map(pairs, at)) => builder.map(None, pairs, &at),
        Some(node) => {
            // A list without a key is one category without a name.
            let (category, _) = builder.tree.open(None, "", 1);
            builder.value(category, node);
        }
    }
    if !builder.faults.is_empty() {
        return Err(builder.faults);
    }
    let mut lexicon = builder.tree.finish();
    annotate(source, &mut lexicon, comments);
    Ok((lexicon, Vec::new()))
}

struct Builder<'s> {
    source: &'s Source<'s>,
    tree: Tree,
    faults: Vec<Problem>,
}

impl Builder<'_> {
    fn map(&mut self, parent: Option<usize>, pairs: Vec<(String, Range<usize>, Node)>, at: &Range<usize>) {
        if pairs.is_empty() && parent.is_none() {
            self.faults.push(
                self.source
                    .error_at("bad-lexicon", at.clone(), "the file holds no category")
                    .remedy("Write category: [pattern, ...]."),
            );
        }
        for (key, at, node) in pairs {
            if let (Some(parent), OWN) = (parent, key.as_str()) {
                self.value(parent, node);
                continue;
            }
            let (category, new) = self.tree.open(parent, &key, self.source.line_at(at.start));
            if !new {
                let first = self.tree.axes[category].line;
                let p = self.source.error_at(
                    "duplicate-key",
                    at,
                    format!("the category `{key}` stands twice, first in line {first}"),
                );
                self.faults.push(p.remedy("Merge the two, or rename one."));
            }
            self.value(category, node);
        }
    }

    fn value(&mut self, category: usize, node: Node) {
        match node {
            Node::Text(text, at) => self.pattern(category, &text, &at),
            Node::Map(pairs, at) => self.map(Some(category), pairs, &at),
            Node::List(items, _) => {
                for item in items {
                    match item {
                        Node::Text(text, at) => self.pattern(category, &text, &at),
                        Node::List(_, at) | Node::Map(_, at) => {
                            let p = self.source.error_at("wrong-type", at, "a list of patterns holds a list or mapping");
                            self.faults.push(p.because("A category's list holds patterns only.").remedy("Give the inner list a key of its own, or convert the file to CSV with columns category and term."));
                        }
                    }
                }
            }
        }
    }

    fn pattern(&mut self, category: usize, text: &str, at: &Range<usize>) {
        let kind = if is_emoticon(text) { PatternKind::Literal } else { PatternKind::Glob };
        let line = self.source.line_at(at.start);
        // `key:` with nothing after it is an empty category, not an empty pattern.
        if !(text.is_empty() && at.is_empty()) {
            self.tree.add(category, Entry { pattern: text.trim().to_owned(), kind, line, ..Entry::default() });
        }
    }
}

/// Gives each comment to what it stands beside, or above; those before the first category describe the
/// lexicon.
fn annotate(source: &Source<'_>, lexicon: &mut Lexicon, comments: Vec<Comment>) {
    let first = lexicon.axes.first().map_or(0, |a| a.line);
    for (at, text, beside) in comments {
        let line = source.line_at(at.start);
        let place = if line < first { Some(&mut lexicon.description) } else { target(lexicon, line, beside) };
        if let Some(place) = place {
            if !place.is_empty() {
                place.push('\n');
            }
            place.push_str(&text);
        }
    }
}

/// The comment field of the last entry or category on `line`, or of the first one after it.
fn target(lexicon: &mut Lexicon, line: u64, beside: bool) -> Option<&mut String> {
    let fits = |l: u64| if beside { l == line } else { l > line };
    let entry = lexicon
        .axes
        .iter()
        .enumerate()
        .flat_map(|(a, x)| x.category.entries.iter().enumerate().map(move |(e, y)| (y.line, a, e)));
    let mut entry = entry.filter(|e| fits(e.0));
    let entry = if beside { entry.next_back() } else { entry.min() };
    let axis = lexicon.axes.iter().enumerate().map(|(a, x)| (x.line, a)).filter(|a| fits(a.0)).min();
    match (entry, axis) {
        (Some((at, a, e)), other) if other.is_none_or(|(line, _)| beside || at < line) => {
            Some(&mut lexicon.axes[a].category.entries[e].comment)
        }
        (_, Some((_, a))) => Some(&mut lexicon.axes[a].comment),
        _ => lexicon.axes.last_mut().map(|a| &mut a.comment),
    }
}

/// Writes YAML; every text stands in double quotes, so that none turns into a number or a truth value.
pub(super) fn write_yaml(lexicon: &Lexicon) -> String {
    let mut out = String::new();
    let note = |out: &mut String, indent: &str, text: &str| {
        for line in text.lines() {
            out.push_str(&format!("{indent}# {line}\n"));
        }
    };
    note(&mut out, "", &lexicon.description);
    for_each(lexicon, |branch, parent| {
        let indent = "  ".repeat(branch.depth);
        note(&mut out, &indent, &branch.axis.comment);
        out.push_str(&format!("{indent}{}:\n", json_text(branch.axis.name())));
        let mut indent = format!("{indent}  ");
        if parent && !branch.axis.category.entries.is_empty() {
            out.push_str(&format!("{indent}{OWN}:\n"));
            indent.push_str("  ");
        }
        for e in &branch.axis.category.entries {
            note(&mut out, &indent, &e.comment);
            out.push_str(&format!("{indent}- {}\n", json_text(&e.pattern)));
        }
        if !parent && branch.axis.category.entries.is_empty() {
            out.push_str(&format!("{indent}[]\n"));
        }
    });
    out
}

/// Writes JSON.
pub(super) fn write_json(lexicon: &Lexicon) -> String {
    let mut out = String::from("{");
    let mut depth = 0;
    let mut first = true;
    for_each(lexicon, |branch, parent| {
        for _ in branch.depth..depth {
            out.push('}');
        }
        depth = branch.depth;
        out.push_str(if first { "\n" } else { ",\n" });
        let indent = "  ".repeat(branch.depth + 1);
        out.push_str(&format!("{indent}{}: ", json_text(branch.axis.name())));
        let patterns: Vec<String> = branch.axis.category.entries.iter().map(|e| json_text(&e.pattern)).collect();
        let list = format!("[{}]", patterns.join(", "));
        first = false;
        if !parent {
            out.push_str(&list);
        } else if patterns.is_empty() {
            out.push('{');
            first = true;
        } else {
            out.push_str(&format!("{{\n{indent}  {}: {list}", json_text(OWN)));
        }
        if parent {
            depth += 1;
        }
    });
    for _ in 0..depth {
        out.push('}');
    }
    out.push_str("\n}\n");
    out
}

/// Calls `f` for every category in outline order, saying whether it has sub-categories.
fn for_each<'l>(lexicon: &'l Lexicon, mut f: impl FnMut(&Branch<'l>, bool)) {
    let branches = outline(lexicon);
    for (i, branch) in branches.iter().enumerate() {
        f(branch, branches.get(i + 1).is_some_and(|next| next.depth > branch.depth));
    }
}

fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
