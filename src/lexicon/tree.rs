//! What formats with nested categories share: building the tree while reading, walking it while writing,
//! and wildcards as the format writes them.

use super::{Axis, Entry, Lexicon, Pole};
use hashbrown::HashMap;

/// Categories of a nested format, in file order, parents before children.
#[derive(Default)]
pub(super) struct Tree {
    /// The categories so far.
    pub(super) axes: Vec<Axis>,
    by_key: HashMap<String, usize>,
    root: Option<usize>,
}

impl Tree {
    /// The category `name` under `parent`, and whether it is new. Its key is the path, joined by dots;
    /// the root is no part of it.
    pub(super) fn open(&mut self, parent: Option<usize>, name: &str, line: u64) -> (usize, bool) {
        let under = parent.map_or_else(String::new, |p| self.axes[p].key.clone());
        let mut key = if parent.is_none() || parent == self.root { name.to_owned() } else { format!("{under}.{name}") };
        if self.root.is_some() && self.root == self.by_key.get(&key).copied() {
            key = format!("{under}.{name}");
        }
        if let Some(&i) = self.by_key.get(&key) {
            return (i, false);
        }
        let parent = under;
        let i = self.axes.len();
        self.by_key.insert(key.clone(), i);
        self.axes.push(Axis { key, parent, line, ..Axis::default() });
        (i, true)
    }

    /// The category that holds all others of a format with one root.
    pub(super) fn open_root(&mut self, name: &str, line: u64) -> usize {
        let (i, _) = self.open(None, name, line);
        self.root = Some(i);
        i
    }

    /// Adds an entry to a category.
    pub(super) fn add(&mut self, category: usize, entry: Entry) {
        self.axes[category].category.entries.push(entry);
    }

    /// The lexicon that holds these categories.
    pub(super) fn finish(self) -> Lexicon {
        Lexicon { axes: self.axes, ..Lexicon::default() }
    }
}

/// A category to be written, with its place in the tree.
pub(super) struct Branch<'a> {
    /// 0 at the top.
    pub(super) depth: usize,
    /// The category.
    pub(super) axis: &'a Axis,
}

/// Categories with parents before children, siblings in lexicon order.
pub(super) fn outline(lexicon: &Lexicon) -> Vec<Branch<'_>> {
    let mut children: HashMap<&str, Vec<&Axis>> = HashMap::new();
    for axis in &lexicon.axes {
        children.entry(&axis.parent).or_default().push(axis);
    }
    let under = |parent: &str, depth| {
        let found = children.get(parent).map_or(&[][..], Vec::as_slice);
        found.iter().rev().map(move |axis| Branch { depth, axis }).collect::<Vec<_>>()
    };
    let mut out = Vec::with_capacity(lexicon.axes.len());
    let mut waiting: Vec<Branch<'_>> = under("", 0);
    while let Some(branch) = waiting.pop() {
        if !branch.axis.key.is_empty() {
            waiting.extend(under(&branch.axis.key, branch.depth + 1));
        }
        out.push(branch);
    }
    out
}

/// The name of one pole's list in a format without poles.
pub(super) fn flat_name(axis: &Axis, pole: Pole) -> String {
    if pole == Pole::Category { axis.key.clone() } else { format!("{}.{}", axis.key, pole.name()) }
}

/// A pattern of a format whose only wildcards are `wild`, as a glob: all else that a glob would read as
/// a wildcard is escaped.
pub(super) fn glob(pattern: &str, wild: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        if matches!(c, '*' | '?' | '\\') && !wild.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A glob as a format writes it that has no escape and the wildcards `wild`; `None` when it cannot.
pub(super) fn unglob(pattern: &str, wild: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push(chars.next().filter(|c| !wild.contains(*c))?),
            '*' | '?' if !wild.contains(c) => return None,
            c => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_of_other_formats_survive() {
        for (theirs, ours) in [("terror*", "terror*"), ("why?", "why\\?"), ("a\\b", "a\\\\b"), ("heckl**", "heckl**")] {
            assert_eq!(glob(theirs, "*"), ours);
            assert_eq!(unglob(ours, "*").as_deref(), Some(theirs));
        }
        assert_eq!(unglob("labo?r", "*"), None);
        assert_eq!(unglob("5\\*", "*"), None);
    }

    #[test]
    fn outlines_put_parents_first() {
        let mut tree = Tree::default();
        let (a, _) = tree.open(None, "A", 1);
        let (b, _) = tree.open(None, "B", 2);
        tree.open(Some(b), "X", 3);
        tree.open(Some(a), "X", 4);
        assert_eq!(tree.open(Some(a), "X", 5), (3, false));
        let l = tree.finish();
        let got: Vec<_> = outline(&l).iter().map(|b| (b.depth, b.axis.key.as_str(), b.axis.name())).collect();
        assert_eq!(got, [(0, "A", "A"), (1, "A.X", "X"), (0, "B", "B"), (1, "B.X", "X")]);
    }
}
