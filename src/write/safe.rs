//! Makes text from data harmless where it is shown: spreadsheet cells, file and join names, terminals.

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization;

/// Characters that show nothing, so that what follows them is what a spreadsheet sees first.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a spreadsheet could take the text for a formula or a command.
fn looks_like_formula(s: &str) -> bool {
    s.starts_with(['\t', '\r', '\n', '\0'])
        || s.chars().find(|&c| !is_invisible(c)).is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
}

/// Puts one apostrophe before text that a spreadsheet could run as a formula.
///
/// Text that already starts with apostrophes before such a beginning gets one more, so that
/// [`csv_unguard`] gives every text back.
pub fn csv_guard(s: &str) -> Cow<'_, str> {
    if needs_guard(s) { Cow::Owned(format!("'{s}")) } else { Cow::Borrowed(s) }
}

/// Whether [`csv_guard`] changes a text.
#[inline]
pub(super) fn needs_guard(s: &str) -> bool {
    !s.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric) && looks_like_formula(s.trim_start_matches('\''))
}

/// Takes the apostrophe of [`csv_guard`] away again.
pub fn csv_unguard(s: &str) -> &str {
    match s.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest.trim_start_matches('\'')) => rest,
        _ => s,
    }
}

/// Characters that act on a terminal or reorder a line instead of showing something.
fn acts_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Untrusted text for a terminal or a message: controls, direction marks and tag characters are
/// written as escapes (`\n`, `\u{202E}`), everything else stays.
pub fn visible(s: &str) -> Cow<'_, str> {
    if !s.contains(acts_unseen) {
        return Cow::Borrowed(s);
    }
    let mut out = String::with_capacity(s.len() + 16);
    for c in s.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if acts_unseen(c) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{{{:X}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The longest slug before a cut.
const SLUG_MAX: usize = 64;

/// Latin letters that do not decompose into a base letter and marks.
const LATIN: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŋ', "n"),
    ('ŧ', "t"),
    ('ə', "e"),
];

/// A name that is safe as an identifier and as a file name on every system: lower-case ASCII letters
/// and digits joined by `-` (`.` and `_` stay inside words).
///
/// Marks are dropped from Latin letters. A name with letters of another script keeps its ASCII part
/// and gets eight hexadecimal digits of its SHA-256, as does a name over 64 characters; names that a
/// system reserves or that readers take for a missing value get the prefix `id-`.
pub fn slug(name: &str) -> String {
    let (mut out, lost) = ascii_words(name);
    let cut = out.len() > SLUG_MAX;
    out.truncate(SLUG_MAX);
    let base = out.trim_end_matches(['-', '.', '_']);
    if lost || cut || base.is_empty() {
        let digest: String = Sha256::digest(name.as_bytes())[..4].iter().map(|b| format!("{b:02x}")).collect();
        return if base.is_empty() { format!("id-{digest}") } else { format!("{base}-{digest}") };
    }
    if is_reserved(base) { format!("id-{base}") } else { base.to_owned() }
}

/// The ASCII words of a name joined by `-`, and whether letters of other scripts were left out.
fn ascii_words(name: &str) -> (String, bool) {
    let (mut out, mut pending, mut lost) = (String::new(), None, false);
    for c in name.nfkd().flat_map(char::to_lowercase) {
        let word = match LATIN.iter().find(|(l, _)| *l == c) {
            Some((_, w)) => (*w).to_owned(),
            None if c.is_ascii_alphanumeric() => c.to_string(),
            None => {
                lost |= c.is_alphanumeric();
                let is_mark = unicode_normalization::char::is_combining_mark(c) || matches!(c, '\'' | '’');
                if !is_mark {
                    pending = Some(if matches!((pending, c), (None, '.' | '_')) { c } else { '-' });
                }
                continue;
            }
        };
        if let Some(join) = pending.take()
            && !out.is_empty()
        {
            out.push(join);
        }
        out.push_str(&word);
    }
    (out, lost)
}

/// Device names of Windows, and words that table readers turn into something else.
fn is_reserved(slug: &str) -> bool {
    let stem = slug.split('.').next().unwrap_or(slug);
    let device = |p: &str| stem.strip_prefix(p).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || device("com")
        || device("lpt")
        || matches!(slug, "na" | "n-a" | "nan" | "null" | "none" | "nil" | "inf" | "infinity" | "true" | "false")
}

/// One slug per name, no two alike even where case is ignored: a later name with a slug already given
/// gets `-2`, `-3` and so on. Give the names sorted, and the result depends on the set alone.
pub fn unique_slugs<S: AsRef<str>>(names: &[S]) -> Vec<String> {
    let mut given = BTreeSet::new();
    let mut next = std::collections::BTreeMap::new();
    names
        .iter()
        .map(|name| {
            let base = slug(name.as_ref());
            let mut chosen = base.clone();
            let n: &mut u64 = next.entry(base.clone()).or_insert(1);
            while !given.insert(chosen.clone()) {
                *n += 1;
                chosen = format!("{base}-{n}");
            }
            chosen
        })
        .collect()
}

#[cfg(test)]
mod tests;
