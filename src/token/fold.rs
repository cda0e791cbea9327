//! Folds a surface to the form that is counted: case, normal form, invisible characters and the
//! letters a language writes in several ways.

use super::chars::{Class, class};
use crate::language::Language;
use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// Appends the folded form of `surface` to `out`.
///
/// Invisible characters are dropped, apostrophes become `'` and hyphens `-`, letters are mapped by the
/// language ([`Language::letter`]), case is folded fully (Unicode CaseFolding, status C and F; for
/// Turkish `I` becomes `ı` and `İ` becomes `i`), and the result is in NFC, or NFKC if `nfkc`.
pub(super) fn fold_into(surface: &str, language: &Language, nfkc: bool, out: &mut String) {
    if surface.is_ascii() && !(language.turkic && surface.contains('I')) {
        let start = out.len();
        out.push_str(surface);
        out[start..].make_ascii_lowercase();
        return;
    }
    let visible = surface.chars().filter_map(|c| match class(c) {
        Class::Ignorable => None,
        Class::Apostrophe => Some('\''),
        Class::Hyphen => Some('-'),
        _ if language.turkic && c == 'I' => Some('ı'),
        _ if language.turkic && c == 'İ' => Some('i'),
        _ => Some(c),
    });
    let letter = language.letter;
    match nfkc {
        true => out.extend(visible.nfkd().default_case_fold().nfkc().filter_map(letter)),
        false => out.extend(visible.nfd().default_case_fold().nfc().filter_map(letter)),
    }
}

/// The folded form of a text by the rules of a language, NFC.
pub fn fold(text: &str, language: &Language) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, language, false, &mut out);
    out
}
