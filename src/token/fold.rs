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
    let start = out.len();
    if !language.turkic && fold_simple(surface, language, out) {
        return;
    }
    out.truncate(start);
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

/// Folds letters whose folding is one letter and whose normal form is themselves (most of Latin-1,
/// Cyrillic, Hebrew, Arabic, Devanagari, Chinese, Japanese); false at the first other character.
fn fold_simple(surface: &str, language: &Language, out: &mut String) -> bool {
    for c in surface.chars() {
        let folded = match c {
            '\0'..='\x7F' => c.to_ascii_lowercase(),
            'À'..='Ö' | 'Ø'..='Þ' | 'А'..='Я' => shift(c, 0x20),
            'Ѐ'..='Џ' => shift(c, 0x50),
            'à'..='ö' | 'ø'..='ÿ' | 'а'..='џ' | 'Ґ'..='ґ' => {
                if c == 'Ґ' {
                    'ґ'
                } else {
                    c
                }
            }
            'א'..='ת' | 'ء'..='غ' | 'ف'..='ي' | 'ٱ'..='ۓ' => c,
            'ऄ'..='ह' | 'ा'..='्' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='龥' => c,
            '’' | '‘' => '\'',
            _ => return false,
        };
        out.extend((language.letter)(folded));
    }
    true
}

/// The letter `by` places further on.
fn shift(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

/// The folded form of a text by the rules of a language, NFC.
pub fn fold(text: &str, language: &Language) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, language, false, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn simple_folding_equals_full_folding(
            text in "([À-ÿЀ-џҐґא-תء-يٱ-ۓऄ-्ぁ-ヺ一-龥a-zA-Z’]{1,6}|\\PC){0,8}",
            pick in 0usize..LANGUAGES.len(),
        ) {
            let language = LANGUAGES[pick];
            let mut simple = String::new();
            if fold_simple(&text, language, &mut simple) {
                let visible = text.chars().map(|c| if class(c) == Class::Apostrophe { '\'' } else { c });
                let full: String =
                    visible.nfd().default_case_fold().nfc().filter_map(language.letter).collect();
                prop_assert_eq!(simple, full);
            }
        }
    }
}
