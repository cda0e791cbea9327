//! Tags the words of a text: closed word classes by list, verbs by the reporting-verb list, the rest
//! by ending and capital letters. Small and without training; the attribution rules need no more.
//!
//! In: tokens of one text. Out: one [`Word`] per token, with the punctuation that stands before it.

use super::verbs::{self, BASE, Forms, PAST, SINGULAR, Verbs};
use crate::token::{Known, Token, Vocabulary, Written};
use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
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
    /// *According to*, before its noun.
    ACCORDING = 20;
    /// *According to*, after its noun.
    ACCORDING_AFTER = 29;
    /// Names a body, medium or document that speaks.
    ORGANISATION = 30;
    /// A verb that leaves it to its object what is done (*make a promise*).
    LIGHT = 31;
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
        #[cfg(test)]
        crate::token::steps::add(1);
        self.tags & tags != 0
    }

    pub(super) fn after(&self, stops: Stops) -> bool {
        #[cfg(test)]
        crate::token::steps::add(1);
        self.stops & stops != 0
    }

    /// Whether it is the name of a day or month.
    pub(super) fn is_date(&self) -> bool {
        self.is(TIME) && self.is(CAPITAL)
    }

    /// Whether it is a verb of the list in a form that has a subject and is no plain form.
    pub(super) fn is_finite_form(&self) -> bool {
        self.verb != NONE && self.forms & (PAST | SINGULAR) != 0 && self.forms & BASE == 0
    }

    /// Whether it may be the verb of a clause, by list or ending.
    pub(super) fn may_be_finite(&self) -> bool {
        self.is(AUXILIARY | FINITE | ED) || self.is_finite_form()
    }
}

/// What the lists and its ending say of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
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
    /// ISO 639-1 code.
    pub(super) code: &'static str,
    pub(super) verbs: Verbs,
    words: HashMap<Box<str>, Lexeme, FixedState>,
}

/// The words of a language; those of English when there are no lists for it.
pub(super) fn lexicon(code: &str) -> &'static Lexicon {
    LEXICONS.iter().find(|(known, _)| *known == code).map_or(&ENGLISH, |(_, lexicon)| lexicon)
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(Lexicon::english);

macro_rules! lexicons {
    ($($code:literal),*) => {
        [$(($code, LazyLock::new(|| Lexicon::foreign($code, include_str!(concat!("verbs/", $code, ".txt")))))),*]
    };
}

static LEXICONS: [(&str, LazyLock<Lexicon>); 15] =
    lexicons!["ar", "de", "es", "fa", "fr", "he", "hi", "it", "ja", "nl", "pt", "ru", "tr", "uk", "zh"];

impl Lexicon {
    fn english() -> Lexicon {
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
        Lexicon { code: "en", verbs, words }
    }

    fn foreign(code: &'static str, list: &'static str) -> Lexicon {
        let (verbs, small) = Verbs::listed(list);
        let mut lower = String::new();
        let mut words: HashMap<Box<str>, Lexeme, FixedState> = HashMap::default();
        for (form, verb, forms) in verbs.forms() {
            fold(form, &mut lower);
            words.insert(lower.as_str().into(), Lexeme { verb, forms, ..Lexeme::of(0) });
        }
        for (kind, word) in small {
            fold(word, &mut lower);
            let tag = match kind {
                "complementizer" => THAT | CLOSED,
                "according" => ACCORDING | CLOSED,
                "according after" => ACCORDING_AFTER | CLOSED,
                "pronoun" => SUBJECT | CLOSED,
                "title" => TITLE,
                _ => DETERMINER | CLOSED,
            };
            words.entry(lower.as_str().into()).or_insert(Lexeme::of(0)).tags |= tag;
        }
        Lexicon { code, verbs, words }
    }
}

/// The tags of a class of the list; `open` says of a word no more than that its ending means nothing.
fn class(name: &str) -> Tags {
    match name {
        "time" => TIME,
        "title" => TITLE,
        "person" => PERSON,
        "organisation" => ORGANISATION,
        "light" => LIGHT,
        "determiner" => CLOSED | DETERMINER,
        "possessive" => CLOSED | POSSESSIVE,
        "subject" => CLOSED | SUBJECT,
        "object" => CLOSED | OBJECT_PRONOUN,
        "preposition" => CLOSED | PREPOSITION,
        "coordinator" => CLOSED | COORDINATOR,
        "subordinator" => CLOSED | SUBORDINATOR,
        "be" => CLOSED | BE,
        "have" => CLOSED | HAVE,
        "modal" => CLOSED | MODAL,
        "negation" => CLOSED | NEGATION,
        "adverb" => CLOSED | ADVERB,
        "relative" => CLOSED | RELATIVE,
        "wh" => CLOSED | WH,
        "number" => CLOSED | NUMBER,
        "finite" => CLOSED | FINITE,
        _ => 0,
    }
}

impl Lexicon {
    /// Tags the tokens of `text`.
    pub(super) fn tag(&self, text: &str, tokens: &[Token], known: (&Vocabulary, &mut Known<Lexeme>)) -> Vec<Word> {
        let (vocabulary, known) = known;
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
            let lexeme = match (self.unspaced(&text[t.start as usize..]), t.lower_case(surface, vocabulary)) {
                (Some(found), _) => found,
                (None, Some(form)) => {
                    let lexeme = known.get(t.term, || self.lexeme(form, 0));
                    let capital = if t.written == Written::Same { 0 } else { capital(surface) };
                    Lexeme { tags: lexeme.tags | capital, ..lexeme }
                }
                (None, None) => {
                    fold(surface, &mut lower);
                    self.lexeme(&lower, capital(surface))
                }
            };
            let Lexeme { mut tags, mut verb, forms, nominal } = lexeme;
            let inside = stops & (FULL_STOP | QUESTION | MARK | COLON | LINE) == 0 || stops == COMMA | MARK;
            if tags & CAPITAL != 0 && inside && !words.is_empty() {
                // Inside a sentence a capital makes a name of what would be an adverb or *may*.
                if tags & CLOSED == 0 {
                    tags &= !ADVERB;
                } else if tags & TIME != 0 {
                    tags &= TIME | CAPITAL;
                    verb = NONE;
                } else if surface == "Will" && words.last().is_some_and(|w| !w.is(CAPITAL)) {
                    tags = CAPITAL;
                }
            }
            words.push(Word { start: t.start, end: t.end, tags, stops, verb, forms, nominal });
        }
        known_names(text, &mut words);
        words
    }

    fn lexeme(&self, lower: &str, capital: Tags) -> Lexeme {
        if let Some(known) = self.words.get(lower) {
            let plural = if self.code == "en" && known.tags & CLOSED == 0 { ending(lower) & (PLURAL | ED | ING) } else { 0 };
            return Lexeme { tags: known.tags | capital | plural, ..*known };
        }
        if self.code != "en" {
            return self.foreign_lexeme(lower, capital);
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

    /// In a script without spaces, the listed word of two to four characters the rest of the text
    /// begins with: segmenters cut verbs from their endings.
    fn unspaced(&self, rest: &str) -> Option<Lexeme> {
        if !matches!(self.code, "ja" | "zh") {
            return None;
        }
        let ends = rest.char_indices().map(|(i, _)| i).chain([rest.len()]).skip(2).take(3);
        ends.filter_map(|end| self.words.get(&rest[..end])).last().copied()
    }

    /// A word of another language that is not listed: perhaps with a conjunction written to it.
    fn foreign_lexeme(&self, lower: &str, capital: Tags) -> Lexeme {
        let joined: &[char] = match self.code {
            "ar" => &['و', 'ف'],
            "he" => &['ו'],
            _ => &[],
        };
        let rest = lower.strip_prefix(joined).and_then(|rest| self.words.get(rest));
        if let Some(known) = rest.filter(|l| l.verb != NONE) {
            return *known;
        }
        let function = crate::language::language(self.code).words.is_function(lower);
        Lexeme::of(capital | if function { CLOSED } else { 0 })
    }

    /// The reporting verb a word is, with its particle if the next word is one.
    pub(super) fn verb(&self, id: u16) -> &verbs::Verb {
        self.verbs.get(id)
    }
}

/// A word in *-ly* that is a name inside a sentence is one where a sentence begins.
fn known_names(text: &str, words: &mut [Word]) {
    let surface = |w: &Word| &text[w.start as usize..w.end as usize];
    let ends = |w: &Word| w.is(CAPITAL) && surface(w).ends_with("ly");
    let names: HashSet<&str, FixedState> = words.iter().filter(|w| ends(w) && !w.is(ADVERB)).map(surface).collect();
    if !names.is_empty() {
        words.iter_mut().filter(|w| ends(w) && names.contains(surface(w))).for_each(|w| w.tags &= !ADVERB);
    }
}

/// A letter as the lists are matched: one apostrophe, Arabic alef and ya each in one form, no vowel signs.
fn letter(c: char) -> Option<char> {
    match c {
        '’' => Some('\''),
        'أ' | 'إ' | 'آ' => Some('ا'),
        'ی' | 'ى' => Some('ي'),
        'ک' => Some('ك'),
        '\u{64B}'..='\u{652}' | '\u{200C}' => None,
        _ => Some(c),
    }
}

/// [`CAPITAL`] for a word written as a name: with a capital, or one after a short prefix (`al-Nono`).
fn capital(surface: &str) -> Tags {
    let upper = |s: &str| s.starts_with(char::is_uppercase);
    let is = upper(surface) || surface.split_once('-').is_some_and(|(prefix, rest)| prefix.len() <= 3 && upper(rest));
    if is { CAPITAL } else { 0 }
}

/// Lower case with straight apostrophes, into a buffer that is used again.
pub(super) fn fold(surface: &str, lower: &mut String) {
    lower.clear();
    if surface.is_ascii() {
        lower.push_str(surface);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(surface.chars().filter_map(letter).flat_map(char::to_lowercase));
    }
}

/// What the ending of an unknown word says.
fn ending(word: &str) -> Tags {
    let n = word.len();
    if n > 4 && word.ends_with("ly") {
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
    for c in gap.chars() {
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
