//! Compiles lexicons into one automaton.
//!
//! In: lexicons and [`MatchOptions`]. Out: a [`Matcher`], which can only be right: everything that could be
//! wrong with a pattern was said before. A `Scanner` runs it over documents.

use super::automaton::Automaton;
use super::pattern::{self, Compiler, Piece};
use super::{Entry, EntryId, Hit, Lexicon, Overlap, PatternKind, Pole, Scanner, quanteda};
use crate::corpus::Problem;
use crate::language::Stemmer;
use hashbrown::HashMap;

/// Whose rules of matching are followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// Ours: hyphen, dash and space are alike, possessive endings and the stops of acronyms do not matter,
    /// phrases stay within a sentence, case is folded fully.
    #[default]
    Framescope,
    /// quanteda 4 with its default tokens: compounds and possessives are words of their own, punctuation
    /// marks are tokens, phrases cross line ends, values are lower-cased.
    Quanteda,
    /// quanteda 4 after `remove_punct = TRUE`: phrases cross sentences too.
    QuantedaNoPunctuation,
}

/// How entries are matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchOptions {
    /// What happens when entries overlap.
    pub overlap: Overlap,
    /// Which stems stem patterns use; Snowball when terms are counted unstemmed.
    pub stemmer: Stemmer,
    /// Whether forms are in NFKC instead of NFC.
    pub nfkc: bool,
    /// Whose rules of matching are followed.
    pub reading: Reading,
}

impl MatchOptions {
    /// As `tokens_lookup()` of quanteda 4 with its defaults: its words, keys that do not suppress each other.
    pub fn quanteda() -> MatchOptions {
        MatchOptions { overlap: Overlap::Key, reading: Reading::Quanteda, ..MatchOptions::default() }
    }
}

/// Where an entry stands: indices into the lexicons a matcher was compiled from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRef {
    /// Index of the lexicon.
    pub lexicon: usize,
    /// Index of the axis in it.
    pub axis: usize,
    /// Pole of the axis.
    pub pole: Pole,
    /// Index of the entry in the pole's list.
    pub entry: usize,
}

impl EntryRef {
    /// The entry itself, of the lexicons the matcher was compiled from.
    pub fn of<'l>(&self, lexicons: &'l [Lexicon]) -> &'l Entry {
        &lexicons[self.lexicon].axes[self.axis].list(self.pole).entries[self.entry]
    }
}

/// What a sequence in the automaton stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// An entry.
    Entry(u32),
    /// A pattern that entries need or exclude nearby.
    Context(u32),
}

/// What has to hold beside the words themselves.
pub(super) struct Rule {
    /// Primary language code the entry is for; empty = any.
    pub(super) language: String,
    /// The pattern with its capitals, when they matter.
    pub(super) cased: Option<Cased>,
    /// Lists of context patterns of which one must be near, for each list.
    pub(super) needs: Vec<Vec<u32>>,
    /// Context patterns of which none may be near.
    pub(super) excludes: Vec<u32>,
    /// Window in words; `None` = the sentence.
    pub(super) window: Option<u32>,
}

/// A pattern in which capitals matter.
pub(super) enum Cased {
    Glob(Vec<Piece>),
    Regex(regex::Regex),
}

/// All entries of all lexicons, ready to be found.
pub struct Matcher {
    pub(super) automaton: Automaton,
    pub(super) entries: Vec<EntryRef>,
    pub(super) rules: Vec<Rule>,
    /// Target of each output of the automaton, and the languages whose texts it is for.
    pub(super) readings: Vec<(Target, u32)>,
    pub(super) n_contexts: usize,
    pub(super) options: MatchOptions,
}

impl Matcher {
    /// Compiles lexicons; the number of an entry is its place among all entries in lexicon, axis, pole and
    /// list order.
    pub fn compile(lexicons: &[Lexicon], options: &MatchOptions) -> Result<Matcher, Vec<Problem>> {
        let compiler = Compiler::new(options.nfkc, options.stemmer);
        let automaton = Automaton::new(compiler.stemmer());
        let matcher =
            Matcher { automaton, entries: Vec::new(), rules: Vec::new(), readings: Vec::new(), n_contexts: 0, options: *options };
        let mut builder = Builder { matcher, compiler, contexts: HashMap::new(), problems: Vec::new() };
        for (l, lexicon) in lexicons.iter().enumerate() {
            builder.lexicon(l, lexicon);
        }
        if !builder.problems.is_empty() {
            return Err(builder.problems);
        }
        builder.matcher.automaton.finish();
        Ok(builder.matcher)
    }

    /// Every entry; the index is its [`EntryId`].
    pub fn entries(&self) -> &[EntryRef] {
        &self.entries
    }

    /// The options it was compiled with.
    pub fn options(&self) -> &MatchOptions {
        &self.options
    }

    /// Where an entry stands.
    pub fn entry(&self, id: EntryId) -> EntryRef {
        self.entries[id.0 as usize]
    }

    /// Whether a hit counts: it is not suppressed and not an exclusion.
    pub fn counts(&self, hit: &Hit) -> bool {
        hit.suppressed_by.is_none() && self.entry(hit.entry).pole != Pole::Exclude
    }

    /// A scanner, one per thread: it remembers the forms of one vocabulary.
    pub fn scanner(&self) -> Scanner<'_> {
        Scanner::new(self)
    }
}

struct Builder {
    matcher: Matcher,
    compiler: Compiler,
    contexts: HashMap<(String, String), u32>,
    problems: Vec<Problem>,
}

impl Builder {
    fn lexicon(&mut self, l: usize, lexicon: &Lexicon) {
        let shouting = is_shouting(lexicon);
        for (a, axis) in lexicon.axes.iter().enumerate() {
            for pole in Pole::ALL {
                for (e, entry) in axis.list(pole).entries.iter().enumerate() {
                    self.matcher.entries.push(EntryRef { lexicon: l, axis: a, pole, entry: e });
                    self.entry(entry, &lexicon.file, shouting);
                }
            }
        }
    }

    fn entry(&mut self, entry: &Entry, file: &str, shouting: bool) {
        if let Err(fault) = pattern::check(&entry.pattern, entry.kind) {
            let p = Problem::error(fault.code, fault.what).at(file, entry.line);
            self.problems.push(p.showing(&entry.pattern, (fault.at.start, fault.at.end), fault.label).remedy(fault.remedy));
            return;
        }
        let id = self.matcher.rules.len() as u32;
        let ours = self.matcher.options.reading == Reading::Framescope;
        let language = if ours { entry.language.split('-').next().unwrap_or_default().to_owned() } else { String::new() };
        let lower = shouting && entry.kind != PatternKind::Regex && !entry.case_sensitive;
        let text = if lower { entry.pattern.to_lowercase() } else { entry.pattern.clone() };
        self.sequences((&text, entry.kind), &language, Target::Entry(id));
        // quanteda has neither languages nor context rules.
        let context = |builder: &mut Self, list: &[String]| {
            list.iter().filter(|_| ours).map(|p| builder.context(p, &language)).collect::<Vec<u32>>()
        };
        let needs = [&entry.needs, &entry.near].into_iter().filter(|l| ours && !l.is_empty()).map(|l| context(self, l)).collect();
        let excludes = context(self, &entry.excludes);
        let cased = entry.case_sensitive.then(|| cased(entry, self.matcher.options.reading));
        self.matcher.rules.push(Rule { language, cased, needs, excludes, window: entry.window });
    }

    fn context(&mut self, pattern: &str, language: &str) -> u32 {
        let next = self.matcher.n_contexts as u32;
        let key = (pattern.to_owned(), language.to_owned());
        let id = *self.contexts.entry(key).or_insert(next);
        if id == next {
            self.matcher.n_contexts += 1;
            self.sequences((pattern, PatternKind::Glob), language, Target::Context(id));
        }
        id
    }

    fn sequences(&mut self, (pattern, kind): (&str, PatternKind), language: &str, target: Target) {
        let readings = match self.matcher.options.reading {
            Reading::Framescope => self.compiler.readings(pattern, kind, language),
            _ => quanteda::readings(pattern, kind),
        };
        for reading in readings {
            let output = self.matcher.readings.len() as u32;
            self.matcher.automaton.add(&reading.elements, output);
            self.matcher.readings.push((target, reading.languages));
        }
    }
}

/// Whether no pattern has a small letter, as in formats where capitals are a habit and mean nothing.
fn is_shouting(lexicon: &Lexicon) -> bool {
    let mut entries = lexicon.axes.iter().flat_map(|a| a.entries());
    lexicon.n_entries() > 1 && entries.all(|(_, e)| !e.pattern.chars().any(char::is_lowercase))
}

/// The pattern with its capitals, words one blank apart, as `Scanner` shows the text.
fn cased(entry: &Entry, reading: Reading) -> Cased {
    if entry.kind == PatternKind::Regex {
        let text = format!("^(?:{})$", entry.pattern);
        if let Ok(regex) = regex::Regex::new(&text) {
            return Cased::Regex(regex);
        }
    }
    let literal = entry.kind != PatternKind::Glob;
    // quanteda lower-cases the values of a dictionary whatever the case of the text.
    let text = if reading == Reading::Framescope { entry.pattern.clone() } else { entry.pattern.to_lowercase() };
    Cased::Glob(pattern::cased(&text, literal))
}
