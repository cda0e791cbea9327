//! What is odd about a text and can be seen without cutting it into tokens.
//!
//! In: a text. Out: at most one [`Oddity`] per reason code, with the number of places and the first
//! of them. One pass over the bytes that are not ASCII and searches for three ASCII bytes, so plain
//! texts cost next to nothing. Texts are never changed.

use super::codes;
use crate::corpus::Code;
use memchr::{memchr, memchr_iter};

/// Something odd in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Oddity {
    /// What it is.
    pub(crate) code: &'static Code,
    /// In how many places.
    pub(crate) count: usize,
    /// Byte of the first of them.
    pub(crate) at: usize,
}

/// Collects oddities in the order of their codes' first occurrence.
#[derive(Default)]
struct Found(Vec<Oddity>);

impl Found {
    fn add(&mut self, code: &'static Code, at: usize) {
        match self.0.iter_mut().find(|odd| std::ptr::eq(odd.code, code)) {
            Some(odd) => odd.count += 1,
            None => self.0.push(Oddity { code, count: 1, at }),
        }
    }
}

/// Everything odd about a text, by code.
pub(crate) fn scan(text: &str) -> Vec<Oddity> {
    let mut found = Found::default();
    let bytes = text.as_bytes();
    for at in memchr_iter(0, bytes) {
        found.add(&codes::NUL_BYTE, at);
    }
    for at in memchr_iter(b'&', bytes).filter(|&at| is_entity(&bytes[at + 1..])) {
        found.add(&codes::HTML_ENTITIES, at);
    }
    for at in memchr_iter(b'<', bytes).filter(|&at| is_tag(&bytes[at + 1..])) {
        found.add(&codes::LOOKS_LIKE_HTML, at);
    }
    if let Some(from) = next_wide(bytes, 0) {
        scan_wide(text, from, &mut found);
    }
    found.0.sort_by_key(|odd| odd.code.name);
    found.0
}

/// `quot;`, `#8217;`, `#x27;` behind an ampersand.
fn is_entity(after: &[u8]) -> bool {
    let after = &after[..after.len().min(12)];
    let Some(end) = memchr(b';', after) else { return false };
    match &after[..end] {
        [b'#', b'x' | b'X', hex @ ..] => !hex.is_empty() && hex.iter().all(u8::is_ascii_hexdigit),
        [b'#', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        name => name.len() >= 2 && name[0].is_ascii_alphabetic() && name.iter().all(u8::is_ascii_alphanumeric),
    }
}

/// Tags that a text taken from a page still has.
const TAGS: [&[u8]; 16] =
    [b"p", b"br", b"div", b"span", b"a", b"b", b"i", b"em", b"strong", b"script", b"style", b"img", b"h1", b"h2", b"li", b"html"];

/// Whether what follows a `<` makes it one of [`TAGS`].
fn is_tag(after: &[u8]) -> bool {
    let after = after.strip_prefix(b"/").unwrap_or(after);
    let name = after.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let ends = match after.get(name) {
        Some(b'>' | b'/') => true,
        Some(b' ') => memchr(b'>', &after[..after.len().min(1024)]).is_some(),
        _ => false,
    };
    ends && TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(&after[..name]))
}

/// The next byte that is not ASCII.
fn next_wide(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    let rest = &bytes[from..];
    for block in rest.chunks_exact(32) {
        if block.iter().fold(0, |seen, b| seen | b) >= 0x80 {
            break;
        }
        at += 32;
    }
    bytes[at..].iter().position(|b| *b >= 0x80).map(|i| at + i)
}

/// The pass over characters that are not ASCII, from the first one.
fn scan_wide(text: &str, from: usize, found: &mut Found) {
    let bytes = text.as_bytes();
    let mut weak_mojibake = None;
    let mut next = Some(from);
    while let Some(start) = next {
        let run = wide_run(bytes, start);
        let piece = &text[start..run];
        for (i, c) in piece.char_indices() {
            let at = start + i;
            match c {
                '\u{fffd}' => found.add(&codes::REPLACEMENT_CHARACTER, at),
                '\u{e0000}'..='\u{e007f}' if !is_flag(&text[..at]) => found.add(&codes::INVISIBLE_TEXT, at),
                _ => {}
            }
        }
        for (at, strong) in mojibake(piece, start) {
            match (strong, weak_mojibake) {
                (true, _) => found.add(&codes::MOJIBAKE_SUSPECT, at),
                (false, Some((first, 3..))) => found.add(&codes::MOJIBAKE_SUSPECT, first),
                (false, seen) => weak_mojibake = Some(seen.map_or((at, 1), |(first, n)| (first, n + 1))),
            }
        }
        next = next_wide(bytes, run);
    }
}

/// The end of the run of bytes that are not ASCII.
fn wide_run(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().position(|b| *b < 0x80).map_or(bytes.len(), |i| start + i)
}

/// Whether tag characters stand where they belong: in the emoji of a flag.
fn is_flag(before: &str) -> bool {
    before.chars().rev().find(|c| !('\u{e0000}'..='\u{e007f}').contains(c)) == Some('\u{1f3f4}')
}

/// Places in a run that are UTF-8 read as windows-1252; `true` when nothing else is likely.
///
/// A pair like `Ã”` also occurs in capitals before a closing quote, so pairs that end in a mark are
/// weak evidence.
fn mojibake(run: &str, start: usize) -> Vec<(usize, bool)> {
    let mut places = Vec::new();
    let mut rest = run;
    while let Some(c) = rest.chars().next() {
        let at = run.len() - rest.len();
        rest = &rest[c.len_utf8()..];
        let Some(lead @ 0xC2..=0xF4) = as_1252(c) else { continue };
        let follow = if lead < 0xE0 {
            1
        } else if lead < 0xF0 {
            2
        } else {
            3
        };
        let tail: Vec<char> = rest.chars().take(follow).collect();
        let continues = |c: &char| as_1252(*c).is_some_and(|b| (0x80..0xC0).contains(&b));
        if tail.len() == follow && tail.iter().all(continues) {
            let weak = follow == 1 && matches!(tail[0], '“' | '”' | '‘' | '’' | '«' | '»' | '–' | '—' | '…' | '\u{a0}');
            places.push((start + at, !weak));
        }
    }
    places
}

/// The byte of a character in windows-1252, the unassigned ones included.
fn as_1252(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“',
        '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match c {
        '\u{80}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        _ => HIGH.iter().position(|h| *h == c).and_then(|i| u8::try_from(0x80 + i).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oddities_are_seen_and_ordinary_texts_pass() {
        for (text, want) in [
            ("Plain AT&T text; R&D; a < b and c > d", ""),
            ("the &quot;armed group&quot; said &#8217;no&#8217;", "html-entities 4"),
            ("terror&nbsp;group <p>x</p> <a href='x'>", "html-entities 1,looks-like-html 3"),
            ("resist\0ance", "nul-byte 1"),
            ("“Quoted” — naïve café, São Paulo, IRMÃ”, « Â »", ""),
            ("dÃ©lÃ©gation lâ€™aÃ©roport", "mojibake-suspect 4"),
            ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "mojibake-suspect 6"),
            ("lost \u{fffd} here", "replacement-character 1"),
            ("group\u{e0069}\u{e0067}", "invisible-text 2"),
            ("flag 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", ""),
            ("Российская газета", ""),
        ] {
            let got: Vec<String> = scan(text).iter().map(|odd| format!("{} {}", odd.code.name, odd.count)).collect();
            assert_eq!(got.join(","), want, "{text}");
        }
    }

    #[test]
    fn wide_bytes_are_found_at_every_place() {
        for at in 0..100 {
            let mut bytes = vec![b'a'; 100];
            bytes[at] = 0xC3;
            assert_eq!(next_wide(&bytes, 0), Some(at));
            assert_eq!(next_wide(&bytes[..at], 0), None);
        }
    }
}
