//! What each character does at the edges of words and sentences.

use std::sync::LazyLock;

/// What a character does in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// Anything else: punctuation and controls.
    Other,
    /// A letter of a script that puts spaces between words.
    Letter,
    /// A decimal digit or other number.
    Digit,
    /// A combining mark: continues a word, never begins one.
    Mark,
    /// Invisible inside a word (soft hyphen, zero-width characters, direction marks, tags).
    Ignorable,
    /// White space.
    Space,
    /// An end of line.
    Line,
    /// An apostrophe, straight or curly; also a single closing quotation mark.
    Apostrophe,
    /// A hyphen that ties a compound together.
    Hyphen,
    /// A dash.
    Dash,
    /// A quotation mark.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Full stop.
    Stop,
    /// Another mark that ends a sentence.
    End,
    /// The ellipsis sign.
    Ellipsis,
    /// A letter of Chinese or Japanese.
    Ideograph,
    /// A letter of another script without spaces (Thai, Lao, Khmer, Burmese).
    Unspaced,
    /// An emoji or pictograph.
    Symbol,
    /// A currency sign.
    Currency,
}

use Class::*;

/// The class of a character.
#[inline]
pub(super) fn class(c: char) -> Class {
    let n = c as u32;
    if n < 0x80 { ASCII[n as usize] } else { wide(c) }
}

/// The class of an ASCII byte; [`Class::Other`] for every byte of a longer character.
pub(super) static ASCII: [Class; 256] = ascii();

const fn ascii() -> [Class; 256] {
    let mut table = [Other; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = match b as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Letter,
            b'0'..=b'9' => Digit,
            b' ' | b'\t' => Space,
            b'\n' | b'\r' | 0x0B | 0x0C => Line,
            b'\'' => Apostrophe,
            b'-' => Hyphen,
            b'"' | b'`' => Quote,
            b'(' | b'[' | b'{' => Open,
            b')' | b']' | b'}' => Close,
            b'.' => Stop,
            b'!' | b'?' => End,
            b'$' => Currency,
            _ => Other,
        };
        b += 1;
    }
    table
}

/// Classes of the basic plane, worked out on first use so that text in any script costs a load.
static PLANE: LazyLock<Box<[Class]>> =
    LazyLock::new(|| (0..=0xFFFF).map(|n| char::from_u32(n).map_or(Other, classify)).collect());

fn wide(c: char) -> Class {
    match PLANE.get(c as usize) {
        Some(class) => *class,
        None => classify(c),
    }
}

fn classify(c: char) -> Class {
    match c {
        '\0'..='\x7F' => ASCII[c as usize],
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Space,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Line,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Ignorable,
        '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}' => Ignorable,
        '’' | '‘' | 'ʼ' | 'ʻ' | '´' | '′' | '＇' | 'ʹ' | '‛' => Apostrophe,
        '‐' | '‑' | '־' | '⁃' | '﹣' | '－' => Hyphen,
        '‒' | '–' | '—' | '―' | '−' | '﹘' | '⸺' => Dash,
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '″' | '＂' | '「' | '」' | '『' | '』' => {
            Quote
        }
        '〝' | '〞' | '〟' | '﹁' | '﹂' | '﹃' | '﹄' | '｢' | '｣' | '《' | '》' | '〈' | '〉' => Quote,
        '（' | '［' | '｛' | '【' | '〔' | '〖' | '⟨' => Open,
        '）' | '］' | '｝' | '】' | '〕' | '〗' | '⟩' => Close,
        '…' | '‥' => Ellipsis,
        '。' | '！' | '？' | '．' | '｡' | '؟' | '।' | '॥' | '۔' | '‼' | '⁇' | '⁈' | '⁉' | '։' | '።' => End,
        '¢'..='¥' | '₠'..='⃀' | '﷼' | '＄' => Currency,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' => Ideograph,
        '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => Ideograph,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => Ideograph,
        '\u{FF66}'..='\u{FF9F}' | '\u{1B000}'..='\u{1B16F}' | '\u{20000}'..='\u{323AF}' => Ideograph,
        '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E4E}' | '\u{E81}'..='\u{ECE}' | '\u{EDC}'..='\u{EDF}' => Unspaced,
        '\u{1000}'..='\u{1049}' | '\u{1050}'..='\u{109F}' | '\u{1780}'..='\u{17D3}' => Unspaced,
        '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' => Symbol,
        _ if unicode_normalization::char::is_combining_mark(c) => Mark,
        _ if c.is_alphabetic() => Letter,
        _ if c.is_numeric() => Digit,
        _ => Other,
    }
}

/// Whether a character belongs to a script written without spaces between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(class(c), Ideograph | Unspaced)
}
