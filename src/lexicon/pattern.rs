//! Reads the text of a pattern: into elements, one per word, prepared exactly as text is prepared.
//!
//! In: a pattern, its kind and its language. Out: for each way the words may be cut the sequence of
//! [`Element`]s, or what is wrong with the pattern and where. Finding elements in text is for the automaton.

use super::PatternKind;
use crate::language::{LANGUAGES, Language, Stemmer, language, stem};
use crate::token::{Analyzer, MAX_TOKEN, fold, is_unspaced};
use regex_syntax::hir::{Hir, HirKind, Look};
use std::ops::Range;

/// Most words in a phrase, and most wildcards in a word.
const MAX_WORDS: usize = 32;
/// Largest compiled regular expression, in bytes.
const MAX_REGEX: usize = 1 << 20;

/// One position of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Element {
    /// Any one token.
    Any,
    /// A token of this form.
    Form(String),
    /// A token whose form fits a wildcard pattern.
    Glob(Vec<Piece>),
    /// A token whose form fits a regular expression as a whole.
    Regex(String),
    /// A token with this stem, in the language of that code.
    Stem(&'static str, String),
}

/// A piece of a wildcard pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    /// This character.
    Char(char),
    /// Any one character.
    One,
    /// Any characters, or none.
    Many,
}

/// One way of cutting a pattern into elements, and the languages whose texts are cut that way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The elements in order; empty when the pattern has no word that could stand in a text.
    pub(super) elements: Vec<Element>,
    /// Bit `i` for `LANGUAGES[i]`, bit [`UNDETERMINED`] for all others.
    pub(super) languages: u32,
}

/// The bit of texts whose language has no lists of its own.
pub(super) const UNDETERMINED: u32 = 31;

/// The bit of a language in [`Reading::languages`].
pub(super) fn bit(language: &Language) -> u32 {
    LANGUAGES.iter().position(|l| l.code == language.code).map_or(UNDETERMINED, |i| i as u32)
}

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) what: String,
    pub(super) label: &'static str,
    pub(super) remedy: &'static str,
    /// The bytes of the pattern at fault.
    pub(super) at: Range<usize>,
}

/// A word of a pattern as written, with its place.
struct Word {
    pieces: Vec<Piece>,
    at: Range<usize>,
}

/// The words of a glob; a backslash takes the wildcard after it literally.
fn words(pattern: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut inside = false;
    let mut chars = pattern.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if c.is_whitespace() {
            inside = false;
            continue;
        }
        let piece = match c {
            '*' => Piece::Many,
            '?' => Piece::One,
            '\\' => Piece::Char(chars.next_if(|(_, c)| matches!(c, '*' | '?' | '\\')).map_or('\\', |(_, c)| c)),
            c => Piece::Char(c),
        };
        let end = chars.peek().map_or(pattern.len(), |(j, _)| *j);
        match out.last_mut() {
            Some(word) if inside => {
                // Runs of * say no more than one.
                if !(piece == Piece::Many && word.pieces.last() == Some(&Piece::Many)) {
                    word.pieces.push(piece);
                }
                word.at.end = end;
            }
            _ => out.push(Word { pieces: vec![piece], at: i..end }),
        }
        inside = true;
    }
    out
}

/// The words of a glob as pieces.
pub(super) fn globs(pattern: &str) -> Vec<Vec<Piece>> {
    words(pattern).into_iter().map(|w| w.pieces).collect()
}

fn is_wild(piece: &Piece) -> bool {
    !matches!(piece, Piece::Char(_))
}

/// Whether a pattern can be used at all.
pub(super) fn check(pattern: &str, kind: PatternKind) -> Result<(), Fault> {
    let fault = |code, what: String, at| Fault { code, what, label: "here", remedy: "Write a narrower pattern.", at };
    let all = 0..pattern.len();
    match kind {
        PatternKind::Regex => regexes(pattern).and_then(|parts| {
            if parts.iter().all(|(r, _)| ["a", "the", "zq7", "日本", "#x"].iter().all(|t| r.is_match(t))) {
                return Err(fault("term-matches-everything", format!("`{pattern}` matches every word"), all));
            }
            Ok(())
        }),
        PatternKind::Literal | PatternKind::Stem if pattern.split_whitespace().count() > MAX_WORDS => {
            Err(fault("term-too-complex", format!("a phrase of more than {MAX_WORDS} words"), all))
        }
        PatternKind::Literal | PatternKind::Stem => Ok(()),
        PatternKind::Glob if pattern.len() < MAX_WORDS && !pattern.contains(['*', '?', '\\']) => Ok(()),
        PatternKind::Glob => {
            let words = words(pattern);
            if words.len() > MAX_WORDS {
                return Err(fault(
                    "term-too-complex",
                    format!("a phrase of more than {MAX_WORDS} words"),
                    words[MAX_WORDS].at.clone(),
                ));
            }
            if let Some(word) = words.iter().find(|w| w.pieces.iter().filter(|p| is_wild(p)).count() > MAX_WORDS) {
                return Err(fault("term-too-complex", format!("a word with more than {MAX_WORDS} wildcards"), word.at.clone()));
            }
            if words.iter().all(|w| w.pieces.iter().all(is_wild)) {
                let what = format!("`{pattern}` matches every word");
                return Err(Fault {
                    remedy: "Write a narrower pattern; if the sign itself is meant, put a backslash before it.",
                    ..fault("term-matches-everything", what, all)
                });
            }
            if let Some(word) = words.iter().find(|w| unspaced_gap(&w.pieces)) {
                let what = "a wildcard inside a word of a script without spaces".to_owned();
                return Err(Fault {
                    remedy: "Write the variants as entries of their own.",
                    ..fault("term-too-complex", what, word.at.clone())
                });
            }
            Ok(())
        }
    }
}

/// Whether a wildcard stands between characters of a script that is matched character by character.
fn unspaced_gap(pieces: &[Piece]) -> bool {
    let unspaced = |p: Option<&Piece>| matches!(p, Some(Piece::Char(c)) if is_unspaced(*c));
    let inner = pieces.iter().position(|p| !is_wild(p)).zip(pieces.iter().rposition(|p| !is_wild(p)));
    inner.is_some_and(|(from, to)| {
        (from..to).any(|i| is_wild(&pieces[i]) && unspaced(pieces[..i].iter().rev().find(|p| !is_wild(p))))
    })
}

/// The per-word expressions of a regular expression, each with its place; a space outside groups and
/// classes separates words.
pub(super) fn regexes(pattern: &str) -> Result<Vec<(regex::Regex, Range<usize>)>, Fault> {
    let (mut depth, mut class, mut escaped) = (0usize, false, false);
    let mut cuts = vec![0];
    for (i, c) in pattern.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class => depth = depth.saturating_sub(1),
            ' ' if depth == 0 && !class => cuts.extend([i, i + 1]),
            ' ' if !class => {
                return Err(Fault {
                    code: "bad-regex",
                    what: "a space inside a group".into(),
                    label: "words are matched one by one",
                    remedy: "Write the alternatives as entries of their own.",
                    at: i..i + 1,
                });
            }
            _ => {}
        }
    }
    cuts.push(pattern.len());
    let parts = cuts.chunks(2).map(|c| c[0]..c[1]).filter(|r| !r.is_empty());
    parts.map(|at| regex(&pattern[at.clone()]).map(|r| (r, at.clone())).map_err(|f| shift(f, at.start))).collect()
}

fn shift(fault: Fault, by: usize) -> Fault {
    Fault { at: fault.at.start + by..fault.at.end + by, ..fault }
}

/// Compiles one word's expression, anchored, letters of either case.
pub(super) fn regex(part: &str) -> Result<regex::Regex, Fault> {
    let compile = |text: &str| {
        regex::RegexBuilder::new(text).case_insensitive(true).size_limit(MAX_REGEX).dfa_size_limit(MAX_REGEX).build()
    };
    let fault = |e: regex::Error| match e {
        regex::Error::CompiledTooBig(_) => Fault {
            code: "term-too-complex",
            what: format!("the regular expression `{part}` needs more than {MAX_REGEX} bytes"),
            label: "too large when compiled",
            remedy: "Use smaller repeat counts, or write the words out.",
            at: 0..part.len(),
        },
        e => {
            let message = e.to_string();
            let caret = message.lines().find(|l| l.trim_start().starts_with('^')).and_then(|l| l.find('^'));
            let at = caret.and_then(|c| part.char_indices().nth(c.saturating_sub(4))).map_or(0, |(i, _)| i);
            let why = message.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Fault {
                code: "bad-regex",
                what: format!("the regular expression `{part}` is not valid: {why}"),
                label: "here",
                remedy: "Correct it, or leave out kind = regex: a plain pattern takes every sign as written.",
                at: at..(at + part[at..].chars().next().map_or(1, char::len_utf8)),
            }
        }
    };
    compile(part).map_err(fault)?;
    if regex_syntax::parse(part).is_ok_and(|hir| is_impossible(&hir)) {
        return Err(Fault {
            code: "term-matches-nothing",
            what: format!("the regular expression `{part}` can match no word"),
            label: "matches nothing",
            remedy: "Correct it, or remove the entry.",
            at: 0..part.len(),
        });
    }
    compile(&format!("^(?:{part})$")).map_err(fault)
}

/// Whether an expression matches no text: a class of no letters, a start after letters, an end before them.
fn is_impossible(hir: &Hir) -> bool {
    let length = |h: &Hir| h.properties().minimum_len().unwrap_or(0);
    match hir.kind() {
        HirKind::Capture(c) => is_impossible(&c.sub),
        HirKind::Repetition(r) => r.min > 0 && is_impossible(&r.sub),
        HirKind::Alternation(all) => all.iter().all(is_impossible),
        HirKind::Concat(all) => {
            let (mut before, mut ended) = (0, false);
            all.iter().any(|h| {
                let misplaced = (*h.kind() == HirKind::Look(Look::Start) && before > 0) || (ended && length(h) > 0);
                before += length(h);
                ended |= *h.kind() == HirKind::Look(Look::End);
                misplaced || is_impossible(h)
            })
        }
        _ => hir.properties().minimum_len().is_none(),
    }
}

/// Prepares patterns; one for all lexicons of a study.
pub(super) struct Compiler {
    analyzer: Analyzer,
    stemmer: Stemmer,
}

impl Compiler {
    /// With the study's options; stem patterns need stems even when terms are counted unstemmed.
    pub(super) fn new(nfkc: bool, stemmer: Stemmer) -> Compiler {
        let stemmer = if stemmer == Stemmer::Off { Stemmer::Snowball } else { stemmer };
        Compiler { analyzer: Analyzer::new(nfkc), stemmer }
    }

    /// Which stems it uses.
    pub(super) fn stemmer(&self) -> Stemmer {
        self.stemmer
    }

    /// Every different way the pattern is cut by the rules of the languages it may meet.
    pub(super) fn readings(&mut self, pattern: &str, kind: PatternKind, code: &str) -> Vec<Reading> {
        let mut out: Vec<Reading> = Vec::new();
        if is_plain(pattern) && kind != PatternKind::Stem {
            let elements = self.elements(pattern, kind, language(code));
            return vec![Reading { elements, languages: u32::MAX }];
        }
        let own = code.split('-').next().unwrap_or_default();
        let mut rules: Vec<&'static Language> = if own.is_empty() { LANGUAGES.to_vec() } else { vec![language(own)] };
        rules.push(language("und"));
        for rules in rules {
            let stems = if own.is_empty() || kind != PatternKind::Stem { rules } else { language(own) };
            let elements = self.elements(pattern, kind, stems);
            let languages = 1 << bit(rules);
            match out.iter_mut().find(|r| r.elements == elements) {
                Some(reading) => reading.languages |= languages,
                None => out.push(Reading { elements, languages }),
            }
        }
        out
    }

    fn elements(&mut self, pattern: &str, kind: PatternKind, rules: &'static Language) -> Vec<Element> {
        match kind {
            PatternKind::Glob => self.globs(pattern, rules).unwrap_or_default(),
            PatternKind::Literal => self.forms(pattern, rules).unwrap_or_default(),
            PatternKind::Stem => {
                let forms = self.analyzer.forms(pattern, rules);
                forms.iter().map(|f| Element::Stem(rules.code, stem(self.stemmer, rules.code, f).into_owned())).collect()
            }
            PatternKind::Regex => {
                let parts = regexes(pattern).unwrap_or_default();
                parts.into_iter().map(|(_, at)| Element::Regex(pattern[at].to_owned())).collect()
            }
        }
    }

    /// The forms of words without wildcards; `None` when one of them is a face, which texts are not cut
    /// into and whose letter alone would be another word.
    fn forms(&mut self, text: &str, rules: &'static Language) -> Option<Vec<Element>> {
        if text.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') && text.len() < MAX_TOKEN {
            // What the analyzer gives for plain small letters in every language.
            return Some(text.split(' ').filter(|w| !w.is_empty()).map(|w| Element::Form(w.to_owned())).collect());
        }
        let face = text.split_whitespace().any(is_face);
        (!face).then(|| self.analyzer.forms(text, rules).into_iter().map(Element::Form).collect())
    }

    /// Words without wildcards are cut together as text is; those with wildcards one by one.
    fn globs(&mut self, pattern: &str, rules: &'static Language) -> Option<Vec<Element>> {
        let mut out = Vec::new();
        let mut plain = String::new();
        for word in words(pattern) {
            if !word.pieces.iter().any(is_wild) {
                plain.extend(word.pieces.iter().filter_map(|p| if let Piece::Char(c) = p { Some(*c) } else { None }));
                plain.push(' ');
                continue;
            }
            out.append(&mut self.forms(&std::mem::take(&mut plain), rules)?);
            self.wild(&word.pieces, rules, &mut out)?;
        }
        out.append(&mut self.forms(&plain, rules)?);
        Some(out)
    }

    /// A word with wildcards: its parts between hyphens, or the compound as a whole when a part is
    /// nothing but wildcards.
    fn wild(&mut self, pieces: &[Piece], rules: &'static Language, out: &mut Vec<Element>) -> Option<()> {
        if pieces.iter().all(is_wild) {
            out.push(if pieces == [Piece::Many] { Element::Any } else { Element::Glob(pieces.to_vec()) });
            return Some(());
        }
        let pieces = trimmed(pieces);
        if pieces.iter().all(is_wild) {
            return None;
        }
        let hyphen = |p: &Piece| matches!(p, Piece::Char('-' | '\u{2010}' | '\u{2011}'));
        let parts: Vec<&[Piece]> = pieces.split(hyphen).collect();
        if parts.len() > 1 && parts.iter().any(|p| p.iter().all(is_wild)) {
            out.push(Element::Glob(folded(pieces, rules)));
            return Some(());
        }
        for part in parts {
            let text: String = part.iter().filter_map(|p| if let Piece::Char(c) = p { Some(*c) } else { None }).collect();
            if text.chars().any(is_unspaced) || !part.iter().any(is_wild) {
                // Scripts without spaces are matched character by character, so what follows is free.
                out.append(&mut self.forms(&text, rules)?);
            } else {
                out.push(Element::Glob(folded(part, rules)));
            }
        }
        Some(())
    }
}

/// Whether a word is signs with at most one letter or digit, such as `:D` and `8)`.
fn is_face(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphanumeric()).count() == 1
        && word.contains([':', ';', '=', '<', '>', '|', '^', '\\', '/', '(', ')', '[', ']', '{', '}', '*'])
}

/// Whether every language cuts the pattern the same way: ASCII letters without capitals that could be
/// an acronym or a Turkish letter, without apostrophe or full stop.
fn is_plain(pattern: &str) -> bool {
    pattern.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'*' | b'?' | b'-'))
        && !pattern.contains('I')
        && !pattern
            .split([' ', '-'])
            .any(|w| w.len() > 1 && w.bytes().all(|b| !b.is_ascii_lowercase()) && w.bytes().any(|b| b.is_ascii_uppercase()))
}

/// Without punctuation at the ends, which no token has.
fn trimmed(pieces: &[Piece]) -> &[Piece] {
    let kept = |p: &Piece| match p {
        Piece::Char(c) => c.is_alphanumeric() || matches!(c, '@' | '#' | '$' | '€' | '£' | '%') || !c.is_ascii(),
        _ => true,
    };
    let from = pieces.iter().position(kept).unwrap_or(pieces.len());
    let to = pieces.iter().rposition(kept).map_or(from, |i| i + 1);
    &pieces[from..to]
}

/// The pieces with their letters folded as text is; full stops between single letters go, as in acronyms.
fn folded(pieces: &[Piece], rules: &'static Language) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    for run in pieces.chunk_by(|a, b| !is_wild(a) && !is_wild(b)) {
        let text: String = run.iter().filter_map(|p| if let Piece::Char(c) = p { Some(*c) } else { None }).collect();
        if text.is_empty() {
            out.extend_from_slice(run);
            continue;
        }
        let acronym = text.contains('.') && text.trim_end_matches('.').split('.').all(|l| l.chars().count() == 1);
        let text = if acronym { text.replace('.', "") } else { text };
        out.extend(fold(&text, rules).chars().map(Piece::Char));
    }
    out
}

/// A pattern whose capitals matter, as pieces: words one blank apart, hyphens as blanks, without full
/// stops and possessive endings.
pub(super) fn cased(pattern: &str, literal: bool) -> Vec<Piece> {
    let all = if literal { pattern.split_whitespace().map(literal_pieces).collect() } else { globs(pattern) };
    let mut out = Vec::new();
    for word in &all {
        let word = match word.as_slice() {
            [kept @ .., Piece::Char('\'' | '\u{2019}'), Piece::Char('s')] => kept,
            kept => kept,
        };
        if !out.is_empty() {
            out.push(Piece::Char(' '));
        }
        out.extend(
            word.iter().filter(|p| **p != Piece::Char('.')).map(|p| if *p == Piece::Char('-') { Piece::Char(' ') } else { *p }),
        );
    }
    out
}

fn literal_pieces(word: &str) -> Vec<Piece> {
    word.chars().map(Piece::Char).collect()
}

/// Whether a form fits a wildcard pattern, by backing up to the last `*` only.
pub(super) fn fits(pieces: &[Piece], form: &str) -> bool {
    let form: Vec<char> = form.chars().collect();
    let (mut p, mut f) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while f < form.len() {
        match pieces.get(p) {
            Some(Piece::Many) => {
                back = Some((p, f));
                p += 1;
            }
            Some(Piece::One) => (p, f) = (p + 1, f + 1),
            Some(Piece::Char(c)) if *c == form[f] => (p, f) = (p + 1, f + 1),
            _ => match back {
                Some((star, at)) => {
                    back = Some((star, at + 1));
                    (p, f) = (star + 1, at + 1);
                }
                None => return false,
            },
        }
    }
    pieces[p..].iter().all(|p| *p == Piece::Many)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(elements: &[Element]) -> String {
        let piece = |p: &Piece| match p {
            Piece::Char(c) => *c,
            Piece::One => '?',
            Piece::Many => '*',
        };
        let element = |e: &Element| match e {
            Element::Any => "ANY".into(),
            Element::Form(f) => f.clone(),
            Element::Glob(g) => format!("~{}", g.iter().map(piece).collect::<String>()),
            Element::Regex(r) => format!("/{r}/"),
            Element::Stem(l, s) => format!("{l}:{s}"),
        };
        elements.iter().map(element).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn patterns_are_cut_as_text_is() {
        use PatternKind::{Glob, Literal, Regex, Stem};
        let rows = [
            ("terror group*", Glob, "en", "terror ~group*"),
            ("Terror-Group", Glob, "en", "terror group"),
            ("counter-terror*", Glob, "en", "counter ~terror*"),
            ("*-based", Glob, "en", "~*-based"),
            ("terror * group", Glob, "en", "terror ANY group"),
            ("organi?ation", Glob, "en", "~organi?ation"),
            ("heckl**", Glob, "en", "~heckl*"),
            ("\\*NSYNC", Glob, "en", "nsync"),
            ("US", Glob, "en", "US"),
            ("u.s.", Glob, "en", "u.s."),
            ("U.S. army", Glob, "en", "US army"),
            ("Israel's army", Glob, "en", "israel army"),
            ("what?", Literal, "en", "what"),
            ("terrorists killed", Stem, "en", "en:terrorist en:kill"),
            ("terror(ist)?s? group", Regex, "en", "/terror(ist)?s?/ /group/"),
            ("حركة المقاومة", Glob, "ar", "حركه المقاومه"),
            ("哈马斯*", Glob, "zh", "哈 马 斯"),
            ("", Glob, "en", ""),
            (":)", Literal, "en", ""),
            (":D", Literal, "en", ""),
            ("8-)", Glob, "en", ""),
            ("*:", Glob, "en", ""),
        ];
        for (pattern, kind, code, want) in rows {
            let mut c = Compiler::new(false, Stemmer::Off);
            let got = c.readings(pattern, kind, code);
            assert_eq!(show(&got[0].elements), want, "{pattern}");
        }
    }

    #[test]
    fn languages_that_cut_alike_share_a_reading() {
        let mut c = Compiler::new(false, Stemmer::Off);
        assert_eq!(c.readings("terror group", PatternKind::Glob, "").len(), 1);
        let readings = c.readings("مقاومة", PatternKind::Glob, "");
        assert!(readings.len() > 1);
        assert_eq!(readings.iter().fold(0, |all, r| all | r.languages).count_ones() as usize, LANGUAGES.len() + 1);
    }

    #[test]
    fn expressions_that_match_nothing_are_told() {
        for (text, want) in [
            ("a^", true),
            ("$a", true),
            ("[a&&b]", true),
            ("(a^|b$c)", true),
            ("x(a^)+", true),
            ("^terror.*$", false),
            ("(a^)?b", false),
            ("a^|b", false),
            ("(^|x)a($|y)", false),
        ] {
            let fault = regex(text).err().map(|f| f.code);
            assert_eq!(fault == Some("term-matches-nothing"), want, "{text}");
        }
    }

    #[test]
    fn broken_patterns_are_named_with_their_place() {
        use PatternKind::{Glob, Regex};
        let rows = [
            ("terror(", Regex, "bad-regex", 6..7),
            ("a [b", Regex, "bad-regex", 2..3),
            ("(a b|c)", Regex, "bad-regex", 2..3),
            ("(\\w{1,1000}){1000}", Regex, "term-too-complex", 0..18),
            (".*", Regex, "term-matches-everything", 0..2),
            ("*", Glob, "term-matches-everything", 0..1),
            ("* ?*", Glob, "term-matches-everything", 0..4),
            ("美*国", Glob, "term-too-complex", 0..7),
        ];
        for (pattern, kind, code, at) in rows {
            let fault = check(pattern, kind).unwrap_err();
            assert_eq!((fault.code, fault.at), (code, at), "{pattern}");
        }
        let storm = "a*".repeat(200);
        assert_eq!(check(&storm, Glob).unwrap_err().code, "term-too-complex");
        for (pattern, kind) in [("(a+)+$", Regex), ("(x|x)*y", Regex), ("a * b", Glob), ("美国*", Glob), ("terror?", Glob)] {
            assert_eq!(check(pattern, kind), Ok(()), "{pattern}");
        }
    }

    #[test]
    fn wildcards_fit_whole_forms() {
        let rows = [
            ("terror*", "terror", true),
            ("terror*", "terrorism", true),
            ("*ist", "terrorist", true),
            ("*ist", "terrorists", false),
            ("organi?ation", "organisation", true),
            ("organi?ation", "organiation", false),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
            ("*", "", true),
        ];
        for (pattern, form, want) in rows {
            assert_eq!(fits(&words(pattern)[0].pieces, form), want, "{pattern} {form}");
        }
    }
}
