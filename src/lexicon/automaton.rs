//! One automaton over the patterns of all lexicons of a study.
//!
//! In: sequences of [`Element`]s, each with an output number. Out: a tree whose edges are elements, and for
//! any form the elements it fits. A form is resolved once, so a word in no pattern costs one look-up.

use super::pattern::{Element, Piece, fits, regex};
use crate::language::{Language, Stemmer, stem};
use crate::token::{TermId, Vocabulary};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// The element that every token fits.
const ANY: u32 = 0;
/// The root of the tree.
const ROOT: u32 = 0;
/// Marks on a packed node: a sequence ends there, goes on, goes on with any token.
const ENDS: u32 = 1 << 31;
const INNER: u32 = 1 << 30;
const OPEN: u32 = 1 << 29;
/// Longest piece of a pattern that candidates are found by, in characters.
const ANCHOR: usize = 4;

type Map<K, V> = HashMap<K, V, FixedState>;

/// The tree and its elements.
pub(super) struct Automaton {
    elements: Elements,
    edges: Map<(u32, u32), u32>,
    nodes: Vec<Node>,
    /// Whether an element stands anywhere but at the beginning of a sequence.
    later: Vec<bool>,
    /// Outputs sorted by node.
    outputs: Vec<(u32, u32)>,
}

/// What is known about a node of the tree.
#[derive(Clone, Copy, Default)]
struct Node {
    /// Where its outputs begin and end.
    outputs: (u32, u32),
    /// Whether an edge leaves it at all, and one for any token.
    inner: bool,
    any: bool,
}

impl Automaton {
    /// An automaton that finds nothing yet.
    pub(super) fn new(stemmer: Stemmer) -> Automaton {
        let elements = Elements { stemmer, ..Elements::default() };
        Automaton { elements, edges: Map::default(), nodes: vec![Node::default()], later: Vec::new(), outputs: Vec::new() }
    }

    /// Adds a sequence; its end gives `output`.
    pub(super) fn add(&mut self, sequence: &[Element], output: u32) {
        let mut node = ROOT;
        for element in sequence {
            let element = self.elements.number(element);
            if node != ROOT {
                let n = self.later.len().max(element as usize + 1);
                self.later.resize(n, false);
                self.later[element as usize] = true;
            }
            let n = self.nodes.len() as u32;
            let next = *self.edges.entry((node, element)).or_insert(n);
            if next == n {
                self.nodes.push(Node::default());
            }
            self.nodes[node as usize].inner = true;
            self.nodes[node as usize].any |= element == ANY;
            node = next;
        }
        if node != ROOT {
            self.outputs.push((node, output));
        }
    }

    /// Call once after the last sequence.
    pub(super) fn finish(&mut self) {
        self.outputs.sort_unstable();
        let mut from = 0;
        for run in self.outputs.chunk_by(|a, b| a.0 == b.0) {
            let to = from + run.len() as u32;
            self.nodes[run[0].0 as usize].outputs = (from, to);
            from = to;
        }
    }

    /// The node after `node` along `element`.
    fn edge(&self, node: u32, element: u32) -> Option<u32> {
        self.edges.get(&(node, element)).copied()
    }

    /// The nodes reached from an inner `node` by a token of this set.
    #[inline]
    pub(super) fn step(&self, node: u32, set: Set<'_>, mut reach: impl FnMut(u32)) {
        for &element in set.later {
            if let Some(next) = self.edge(node, element) {
                reach(next);
            }
        }
        if self.nodes[node as usize].any
            && let Some(next) = self.edge(node, ANY)
        {
            reach(next);
        }
    }

    /// A node with what is known about it, so that most nodes need not be looked at.
    fn packed(&self, node: u32) -> u32 {
        let n = self.nodes[node as usize];
        node | if n.outputs.0 < n.outputs.1 { ENDS } else { 0 } | if n.inner { INNER } else { 0 } | if n.any { OPEN } else { 0 }
    }

    /// Outputs of the sequences that end in `node`.
    pub(super) fn outputs(&self, node: u32) -> impl Iterator<Item = u32> {
        let (from, to) = self.nodes[node as usize].outputs;
        self.outputs[from as usize..to as usize].iter().map(|(_, o)| *o)
    }

    /// Whether a longer sequence goes through `node`.
    pub(super) fn is_inner(&self, node: u32) -> bool {
        self.nodes[node as usize].inner
    }
}

/// Every element once, found by form.
#[derive(Default)]
struct Elements {
    stemmer: Stemmer,
    count: u32,
    forms: Map<String, u32>,
    stems: Map<(&'static str, Box<str>), u32>,
    stem_languages: Vec<&'static str>,
    regexes: Vec<(String, regex::Regex, u32)>,
    glob_numbers: Map<Vec<Piece>, u32>,
    globs: Vec<(Vec<Piece>, u32)>,
    /// Indices of the globs that hold a run of letters, by its first [`ANCHOR`] letters; the empty run for
    /// globs without letters.
    anchors: Map<Box<str>, Vec<u32>>,
    /// Which lengths of run there are.
    lengths: [bool; ANCHOR + 1],
    /// The same for runs at the very beginning of the form, the usual case (`terror*`), any length.
    prefixes: Map<Box<str>, Vec<u32>>,
    longest_prefix: usize,
}

impl Elements {
    fn number(&mut self, element: &Element) -> u32 {
        let next = self.count + 1;
        let number = match element {
            Element::Any => ANY,
            Element::Form(form) => *self.forms.entry_ref(form.as_str()).or_insert(next),
            Element::Stem(code, stem) => {
                if !self.stem_languages.contains(code) {
                    self.stem_languages.push(code);
                }
                *self.stems.entry((code, stem.as_str().into())).or_insert(next)
            }
            Element::Regex(text) => match self.regexes.iter().find(|(t, ..)| t == text) {
                Some((.., number)) => *number,
                None => {
                    self.regexes.extend(regex(text).ok().map(|r| (text.clone(), r, next)));
                    next
                }
            },
            Element::Glob(pieces) => {
                let number = *self.glob_numbers.entry_ref(pieces.as_slice()).or_insert(next);
                if number == next {
                    self.index(pieces, next);
                }
                number
            }
        };
        self.count = self.count.max(number);
        number
    }

    /// Files a glob under the letters it begins with, else under its longest run of letters.
    fn index(&mut self, pieces: &[Piece], number: u32) {
        let at = self.globs.len() as u32;
        self.globs.push((pieces.to_vec(), number));
        let letters =
            |run: &[Piece]| run.iter().filter_map(|p| if let Piece::Char(c) = p { Some(*c) } else { None }).collect::<String>();
        let prefix: String = pieces.iter().map_while(|p| if let Piece::Char(c) = p { Some(*c) } else { None }).collect();
        if !prefix.is_empty() {
            self.longest_prefix = self.longest_prefix.max(prefix.len());
            self.prefixes.entry(prefix.into()).or_default().push(at);
            return;
        }
        let runs = pieces.split(|p| !matches!(p, Piece::Char(_))).map(letters);
        let anchor: String = runs.max_by_key(|r| r.chars().count()).unwrap_or_default().chars().take(ANCHOR).collect();
        self.lengths[anchor.chars().count()] = true;
        self.anchors.entry(anchor.into()).or_default().push(at);
    }

    /// Every element, beside any, that `form` fits.
    fn resolve(&self, form: &str, out: &mut Vec<u32>) {
        out.extend(self.forms.get(form));
        for &code in &self.stem_languages {
            let stem = stem(self.stemmer, code, form);
            // The map is keyed by owned text; stems are looked up once per form and language.
            out.extend(self.stems.get(&(code, Box::from(&*stem))));
        }
        out.extend(self.regexes.iter().filter(|(_, r, _)| r.is_match(form)).map(|(.., n)| *n));
        if self.globs.is_empty() {
            return;
        }
        let test = |found: Option<&Vec<u32>>, out: &mut Vec<u32>| {
            for &i in found.into_iter().flatten() {
                let (pieces, number) = &self.globs[i as usize];
                if fits(pieces, form) {
                    out.push(*number);
                }
            }
        };
        let ends = form.char_indices().map(|(i, c)| i + c.len_utf8());
        for end in ends.clone().take_while(|e| *e <= self.longest_prefix) {
            test(self.prefixes.get(&form[..end]), out);
        }
        let bounds: Vec<usize> = std::iter::once(0).chain(ends).collect();
        for n in (0..=ANCHOR).filter(|n| self.lengths[*n]) {
            for window in bounds.windows(n + 1) {
                test(self.anchors.get(&form[window[0]..window[n]]), out);
            }
        }
    }
}

/// What a packed node says.
pub(super) struct Packed {
    pub(super) node: u32,
    pub(super) ends: bool,
    pub(super) inner: bool,
    pub(super) open: bool,
}

/// Unpacks a node of [`Set::first`].
#[inline]
pub(super) fn unpack(packed: u32) -> Packed {
    let has = |mark| packed & mark != 0;
    Packed { node: packed & !(ENDS | INNER | OPEN), ends: has(ENDS), inner: has(INNER), open: has(OPEN) }
}

/// What a form fits.
#[derive(Clone, Copy)]
pub(super) struct Set<'a> {
    /// Nodes it leads to from the root, packed.
    pub(super) first: &'a [u32],
    /// Elements it fits that stand further on in a sequence.
    pub(super) later: &'a [u32],
}

/// What is known about the forms of one vocabulary, filled as they are met.
pub(super) struct Resolver<'m> {
    automaton: &'m Automaton,
    /// Language whose proclitics are taken off, if it has any.
    language: Option<&'static Language>,
    /// For each form where its first nodes, its later elements, and both end in `arena`; all 0 unknown.
    known: Vec<[u32; 3]>,
    arena: Vec<u32>,
}

impl<'m> Resolver<'m> {
    /// Knows nothing yet.
    pub(super) fn new(automaton: &'m Automaton, language: Option<&'static Language>) -> Resolver<'m> {
        Resolver { automaton, language, known: Vec::new(), arena: vec![0] }
    }

    /// Looks at a form if it is new; call before [`Resolver::set`].
    #[inline]
    pub(super) fn meet(&mut self, term: TermId, vocabulary: &Vocabulary) {
        if self.known.get(term.0 as usize).is_none_or(|k| k[0] == 0) {
            self.learn(term, vocabulary);
        }
    }

    /// What a form fits.
    #[inline]
    pub(super) fn set(&self, term: TermId) -> Set<'_> {
        let [first, later, end] = self.known[term.0 as usize];
        Set { first: &self.arena[first as usize..later as usize], later: &self.arena[later as usize..end as usize] }
    }

    #[cold]
    fn learn(&mut self, term: TermId, vocabulary: &Vocabulary) {
        let form = vocabulary.form(term);
        let mut found = Vec::new();
        self.automaton.elements.resolve(form, &mut found);
        for shorter in self.language.map(|l| l.without_proclitics(form)).unwrap_or_default() {
            self.automaton.elements.resolve(shorter, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        let first = self.arena.len() as u32;
        let any = self.automaton.nodes[ROOT as usize].any.then_some(ANY);
        self.arena
            .extend(any.iter().chain(&found).filter_map(|&e| self.automaton.edge(ROOT, e)).map(|n| self.automaton.packed(n)));
        let later = self.arena.len() as u32;
        self.arena.extend(found.into_iter().filter(|&e| self.automaton.later.get(e as usize) == Some(&true)));
        let known = [first, later, self.arena.len() as u32];
        let i = term.0 as usize;
        if self.known.len() <= i {
            self.known.resize((i + 1).max(vocabulary.len()), [0; 3]);
        }
        self.known[i] = known;
    }
}
