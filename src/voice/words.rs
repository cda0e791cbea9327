//! Tags the words of a text: closed word classes by list, verbs by the reporting-verb list, the rest
//! by ending and capital letters. Small and without training; the attribution rules need no more.
//!
//! In: tokens of one text. Out: one [`Word`] per token, with the punctuation that stands before it.

use super::verbs::{self, Forms, Verbs};
use crate::token::Token;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::sync::LazyLock;

/// Word classes, as a set of bits.
pub(super) type Tags = u32;

macro_rules! bits {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => { $($(#[$doc])* pub(super) const $name: Tags = 1 << $bit;)* };
}

bits! {
    DETERMINER = 0;
    POSSESSIVE = 1;
    SUBJECT = 2;
    OBJECT_PRONOUN = 3;
    PREPOSITION = 4;
    COORDINATOR = 5;
    SUBORDINATOR = 6;
    BE = 7;
    HAVE = 8;
    MODAL = 9;
    NEGATION = 10;
    ADVERB = 11;
    TO = 12;
    THAT = 13;
    RELATIVE = 14;
    WH = 15;
    TIME = 16;
    NUMBER = 17;
    TITLE = 18;
    PERSON = 19;
    /// Begins with a capital letter.
    CAPITAL = 21;
    /// A finite verb that reports nothing, by list.
    FINITE = 22;
    /// Ends in -ing.
    ING = 23;
    /// Ends in -ed.
    ED = 24;
    /// Ends in -s.
    PLURAL = 25;
    /// Carries or is a possessive `'s`.
    GENITIVE = 26;
    /// A pronoun with a verb attached (`he's`).
    CONTRACTION = 27;
    /// Known to a list above, so no noun by default.
    CLOSED = 28;
}

/// Auxiliary verbs.
pub(super) const AUXILIARY: Tags = BE | HAVE | MODAL;

/// Punctuation before a word, as a set of bits.
pub(super) type Stops = u16;
pub(super) const COMMA: Stops = 1;
pub(super) const COLON: Stops = 2;
pub(super) const SEMICOLON: Stops = 4;
pub(super) const DASH: Stops = 8;
pub(super) const BRACKET_OPEN: Stops = 16;
pub(super) const BRACKET_CLOSE: Stops = 32;
pub(super) const FULL_STOP: Stops = 64;
pub(super) const QUESTION: Stops = 128;
pub(super) const MARK: Stops = 256;
pub(super) const LINE: Stops = 512;

/// No verb.
pub(super) const NONE: u16 = u16::MAX;

/// A token with what the rules need to know of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) tags: Tags,
    /// Punctuation between the word before and this one.
    pub(super) stops: Stops,
    /// The reporting verb it can be, else [`NONE`].
    pub(super) verb: u16,
    pub(super) forms: Forms,
    /// The reporting noun or adjective it can be, else [`NONE`].
    pub(super) nominal: u16,
}

impl Word {
    pub(super) fn is(&self, tags: Tags) -> bool {
        self.tags & tags != 0
    }

    pub(super) fn after(&self, stops: Stops) -> bool {
        self.stops & stops != 0
    }
}

#[derive(Clone, Copy, Debug)]
struct Lexeme {
    tags: Tags,
    verb: u16,
    forms: Forms,
    nominal: u16,
}

impl Lexeme {
    /// A word of which only the classes are known.
    fn of(tags: Tags) -> Lexeme {
        Lexeme { tags, verb: NONE, forms: 0, nominal: NONE }
    }
}

/// Everything known about the words of a language.
pub(super) struct Lexicon {
    pub(super) verbs: Verbs,
    words: HashMap<Box<str>, Lexeme, FixedState>,
}

/// English.
pub(super) static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    let verbs = Verbs::english(include_str!("verbs/en.txt")).with_nominals(include_str!("verbs/en_nouns.txt"));
    let mut words: HashMap<Box<str>, Lexeme, FixedState> = HashMap::default();
    for (form, verb, forms) in verbs.forms() {
        words.insert(form.into(), Lexeme { verb, forms, ..Lexeme::of(0) });
    }
    for (form, nominal, what) in verbs.nominals() {
        let lexeme = words.entry(form.into()).or_insert(Lexeme::of(0));
        lexeme.nominal = nominal;
        lexeme.forms |= what;
    }
    for line in include_str!("verbs/words_en.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split_ascii_whitespace();
        let tag = fields.next().map_or(0, class);
        for word in fields {
            words.entry(word.into()).or_insert(Lexeme::of(0)).tags |= tag;
        }
    }
    words.entry("to".into()).and_modify(|l| l.tags |= TO);
    words.insert("that".into(), Lexeme::of(THAT | CLOSED));
    Lexicon { verbs, words }
});

fn class(name: &str) -> Tags {
    let open = match name {
        "time" => TIME,
        "title" => TITLE,
        "person" => PERSON,
        _ => 0,
    };
    if open != 0 {
        return open;
    }
    CLOSED
        | match name {
            "determiner" => DETERMINER,
            "possessive" => POSSESSIVE,
            "subject" => SUBJECT,
            "object" => OBJECT_PRONOUN,
            "preposition" => PREPOSITION,
            "coordinator" => COORDINATOR,
            "subordinator" => SUBORDINATOR,
            "be" => BE,
            "have" => HAVE,
            "modal" => MODAL,
            "negation" => NEGATION,
            "adverb" => ADVERB,
            "relative" => RELATIVE,
            "wh" => WH,
            "number" => NUMBER,
            "finite" => FINITE,
            _ => 0,
        }
}

impl Lexicon {
    /// Tags the tokens of `text`.
    pub(super) fn tag(&self, text: &str, tokens: &[Token]) -> Vec<Word> {
        let mut lower = String::with_capacity(32);
        let mut before = 0usize;
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        for t in tokens {
            let surface = &text[t.start as usize..t.end as usize];
            let gap = &text[before.min(t.start as usize)..t.start as usize];
            let stops = stops(gap);
            before = t.end as usize;
            if let Some(last) = words.last_mut()
                && gap.len() > 1
            {
                attach(last, gap, text);
            }
            let lexeme = self.lexeme(surface, &mut lower);
            let Lexeme { mut tags, mut verb, forms, nominal } = lexeme;
            if tags & CAPITAL != 0 && stops & (FULL_STOP | QUESTION | MARK | COLON | LINE) == 0 && !words.is_empty() {
                // Inside a sentence a capital makes a name of what would be an adverb or *may*.
                if tags & CLOSED == 0 {
                    tags &= !ADVERB;
                } else if tags & TIME != 0 {
                    tags &= TIME | CAPITAL;
                    verb = NONE;
                }
            }
            words.push(Word { start: t.start, end: t.end, tags, stops, verb, forms, nominal });
        }
        words
    }

    fn lexeme(&self, surface: &str, lower: &mut String) -> Lexeme {
        fold(surface, lower);
        let capital = if is_capital(surface) { CAPITAL } else { 0 };
        if let Some(known) = self.words.get(lower.as_str()) {
            let plural = if known.tags & CLOSED == 0 { ending(lower) & (PLURAL | ED | ING) } else { 0 };
            return Lexeme { tags: known.tags | capital | plural, ..*known };
        }
        let unknown = Lexeme::of(capital | ending(lower));
        let Some((stem, clitic)) = lower.split_once('\'') else {
            return unknown;
        };
        if clitic == "t" {
            return Lexeme { tags: MODAL | NEGATION | CLOSED, ..unknown };
        }
        if stem.is_empty() {
            let tags = match clitic {
                "s" => GENITIVE,
                _ => AUXILIARY,
            };
            return Lexeme { tags: tags | CLOSED, ..unknown };
        }
        let known = self.words.get(stem).map_or(0, |l| l.tags);
        if clitic == "s" || clitic.is_empty() {
            let pronoun = known & (SUBJECT | RELATIVE | WH) != 0;
            let tags = if pronoun { known | CONTRACTION } else { (known & !CLOSED) | GENITIVE | capital };
            return Lexeme { tags, ..unknown };
        }
        Lexeme { tags: known | CONTRACTION | capital, ..unknown }
    }

    /// The reporting verb a word is, with its particle if the next word is one.
    pub(super) fn verb(&self, id: u16) -> &verbs::Verb {
        self.verbs.get(id)
    }
}

/// Whether a word is written as a name: with a capital, or one after a short prefix (`al-Nono`).
fn is_capital(surface: &str) -> bool {
    let upper = |s: &str| s.starts_with(char::is_uppercase);
    upper(surface) || surface.split_once('-').is_some_and(|(prefix, rest)| prefix.len() <= 3 && upper(rest))
}

/// Lower case with straight apostrophes, into a buffer that is used again.
fn fold(surface: &str, lower: &mut String) {
    lower.clear();
    if surface.is_ascii() {
        lower.push_str(surface);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(surface.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase));
    }
}

/// Names and nouns that end like adverbs.
const NAMES_IN_LY: [&str; 22] = [
    "kelly", "sally", "emily", "italy", "reilly", "o'reilly", "billy", "molly", "kimberly", "beverly", "connolly",
    "donnelly", "reply", "supply", "family", "ally", "rally", "assembly", "bully", "folly", "july", "monopoly",
];

/// What the ending of an unknown word says.
fn ending(word: &str) -> Tags {
    let n = word.len();
    if n > 4 && word.ends_with("ly") && !NAMES_IN_LY.contains(&word) {
        ADVERB
    } else if n > 4 && word.ends_with("ing") {
        ING
    } else if n > 3 && word.ends_with("ed") {
        ED
    } else if n > 2 && word.ends_with('s') && !word.ends_with("ss") {
        PLURAL
    } else if word.starts_with(|c: char| c.is_ascii_digit()) {
        NUMBER
    } else {
        0
    }
}

/// A possessive ending the tokenizer left in the gap belongs to the word before.
fn attach(word: &mut Word, gap: &str, text: &str) {
    let Some(rest) = gap.strip_prefix(['\'', '’']) else {
        return;
    };
    let ending = rest.starts_with(['s', 'S']) && !rest[1..].starts_with(|c: char| c.is_alphanumeric());
    let plural = rest.starts_with(' ') && text[..word.end as usize].ends_with('s');
    if ending {
        word.tags |= if word.is(SUBJECT | RELATIVE | WH | THAT) { CONTRACTION } else { GENITIVE };
    } else if plural {
        word.tags |= GENITIVE;
    }
}

/// The punctuation in the gap between two words.
fn stops(gap: &str) -> Stops {
    if gap == " " || gap.is_empty() {
        return 0;
    }
    let gap = gap.strip_prefix("'s").or_else(|| gap.strip_prefix("’s")).unwrap_or(gap);
    let mut out = 0;
    let mut chars = gap.chars().peekable();
    while let Some(c) = chars.next() {
        out |= match c {
            ',' | '،' | '、' | '，' => COMMA,
            ':' | '：' => COLON,
            ';' | '؛' | '；' => SEMICOLON,
            '—' | '–' | '―' => DASH,
            '-' => DASH,
            '(' | '[' | '（' => BRACKET_OPEN,
            ')' | ']' | '）' => BRACKET_CLOSE,
            '.' | '。' | '।' | '…' => FULL_STOP,
            '?' | '!' | '؟' | '？' | '！' => QUESTION,
            '\n' => LINE,
            '"' | '“' | '”' | '«' | '»' | '„' | '‘' | '’' | '\'' | '「' | '」' => MARK,
            _ => 0,
        };
    }
    out
}
