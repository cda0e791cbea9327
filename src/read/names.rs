//! Outlets' names: cleaned of what cannot be seen, and compared for those that look alike.
//!
//! In: a name as written. Out: the name that is counted (trimmed, NFC, without invisible or control
//! characters), and for a set of names the notes about spellings that a reader would take for one.
//! Nothing is merged here.

use super::codes;
use crate::corpus::{Note, Origin};
use std::borrow::Cow;
use std::collections::BTreeMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Whether a character is never shown (Unicode's Default_Ignorable_Code_Point).
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The outlet's name as it is counted.
pub fn clean(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    if name.bytes().all(|b| (b' '..0x7F).contains(&b)) {
        return Cow::Borrowed(name);
    }
    let drop = |c: char| is_ignorable(c) || c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let kept: String = name.chars().filter(|&c| !drop(c)).nfc().collect();
    Cow::Owned(kept.trim().to_owned())
}

/// Letters of other scripts after case folding, and the Latin ones they pass for.
const LOOKALIKES: [(&str, &str); 3] =
    [("авсеһіјкмнопрѕтухѵԁԛԝ", "abcehijkmhonpstyxvdqw"), ("αβεζηικμνορτυχω", "abezhikmnoptyxw"), ("ıøłđ", "iold")];

/// What is left of a name when case, accents, spaces, marks and the script of look-alike letters are
/// ignored: equal for names that look alike.
pub fn skeleton(name: &str) -> String {
    let folded = caseless::default_case_fold_str(&name.nfkd().filter(|&c| !is_combining_mark(c)).collect::<String>());
    let latin = |c: char| {
        LOOKALIKES.iter().find_map(|(from, to)| from.chars().zip(to.chars()).find(|(f, _)| *f == c)).map_or(c, |(_, t)| t)
    };
    folded.chars().filter(|c| c.is_alphanumeric()).map(latin).collect()
}

/// Whether a word of the name mixes letters of two of the scripts whose letters look alike.
pub(crate) fn is_mixed(name: &str) -> bool {
    let script = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => 1u8,
        '\u{370}'..='\u{3ff}' if c.is_alphabetic() => 2,
        '\u{400}'..='\u{52f}' if c.is_alphabetic() => 4,
        _ => 0,
    };
    let words = name.split(|c: char| !c.is_alphabetic());
    words.into_iter().any(|word| word.chars().fold(0, |seen, c| seen | script(c)).count_ones() > 1)
}

/// A name with the code points of its characters that are not ASCII.
pub(crate) fn with_code_points(name: &str) -> String {
    let points: Vec<String> = name.chars().filter(|c| !c.is_ascii()).take(12).map(|c| format!("U+{:04X}", c as u32)).collect();
    if points.is_empty() { format!("`{name}`") } else { format!("`{name}` ({})", points.join(" ")) }
}

/// One note per set of outlets whose names look alike, in order of their skeletons. To be asked once
/// about all outlets of a corpus.
pub fn lookalikes<'a>(outlets: impl IntoIterator<Item = &'a str>) -> Vec<Note> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for outlet in outlets {
        let group = groups.entry(skeleton(outlet)).or_default();
        if !group.contains(&outlet) {
            group.push(outlet);
        }
    }
    groups.retain(|skeleton, group| group.len() > 1 && !skeleton.is_empty());
    groups
        .into_values()
        .map(|mut group| {
            group.sort_unstable();
            let listed: Vec<String> = group.iter().map(|name| with_code_points(name)).collect();
            Note {
                code: codes::OUTLET_LOOKALIKE.name.to_owned(),
                origin: Origin::default(),
                document_id: String::new(),
                field: "outlet".to_owned(),
                detail: listed.join(" / "),
                excerpt: group.join(" / "),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_only_what_cannot_be_seen() {
        for (name, want) in [
            ("BBC", "BBC"),
            (" bbc ", "bbc"),
            ("B\u{200b}BC", "BBC"),
            ("BBC\u{a0}", "BBC"),
            ("Le Progre\u{300}s", "Le Progrès"),
            ("Beta\0 Wire", "Beta Wire"),
            ("A\nB", "A\nB"),
            ("\u{202e}Wire\u{202c} ", "Wire"),
            ("ВВС", "ВВС"),
        ] {
            assert_eq!(clean(name), want, "{name:?}");
        }
    }

    #[test]
    fn lookalike_letters_pair_up() {
        for (from, to) in LOOKALIKES {
            assert_eq!(from.chars().count(), to.chars().count(), "{from}");
        }
    }

    #[test]
    fn mixed_words_are_told_from_mixed_names() {
        for (name, want) in [("Rеuters", true), ("РИА News", false), ("Ωmega", true), ("Gazeta", false), ("Известия", false)]
        {
            assert_eq!(is_mixed(name), want, "{name}");
        }
    }

    #[test]
    fn names_that_look_alike_are_noted_with_code_points() {
        let notes = lookalikes(["BBC", "bbc", "ВВС", "Le Progrès", "The Post", "Wire"]);
        assert_eq!(notes.len(), 1);
        assert_eq!(notes[0].detail, "`BBC` / `bbc` / `ВВС` (U+0412 U+0412 U+0421)");
        assert_eq!(lookalikes(["A-B News", "AB News"]).len(), 1);
        assert!(lookalikes(["CNN", "CNBC", "صوت", "القلم"]).is_empty());
    }
}
