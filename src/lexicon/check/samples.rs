//! Texts an entry matches, of any kind: what stems and regular expressions, which cannot be compared letter
//! by letter, are tried on.
//!
//! In: an entry, and the forms of a corpus when there is one. Out: a few short texts.

use super::FILL;
use crate::language::{Stemmer, stem};
use crate::lexicon::meet::words;
use crate::lexicon::pattern::{self, Compiler, Piece};
use crate::lexicon::{Entry, PatternKind};
use regex_syntax::hir::{Class, Hir, HirKind};

/// Most texts made from one entry, and most forms of a corpus tried for it.
const MOST: usize = 64;

/// Texts the entry matches, as far as they can be told from its pattern; then the words of the corpus that
/// a stem or a regular expression of one word takes.
pub(super) fn samples(entry: &Entry, (stemmer, code): (Stemmer, &str), types: &[(&str, u64)]) -> Vec<String> {
    match entry.kind {
        PatternKind::Glob | PatternKind::Literal => {
            let words = words(entry).unwrap_or_default();
            let text = |fill: &str| words.iter().map(|w| filled(w, fill)).collect::<Vec<_>>().join(" ");
            let mut both = vec![text(""), text(FILL)];
            both.dedup();
            both
        }
        PatternKind::Stem => {
            let stemmer = Compiler::new(false, stemmer).stemmer();
            let small = entry.pattern.to_lowercase();
            let own = stem(stemmer, code, &small);
            let forms = types.iter().map(|t| t.0).filter(|form| stem(stemmer, code, form) == own).take(MOST);
            std::iter::once(entry.pattern.as_str()).chain(forms).map(str::to_owned).collect()
        }
        PatternKind::Regex => {
            let Ok(parts) = pattern::regexes(&entry.pattern) else { return Vec::new() };
            let words: Vec<Vec<String>> = parts.iter().map(|(r, _)| of_expression(r.as_str())).collect();
            let mut out = joined(&words, " ");
            if let [(only, _)] = &parts[..] {
                out.extend(types.iter().map(|t| t.0).filter(|form| only.is_match(form)).take(MOST).map(str::to_owned));
            }
            out
        }
    }
}

/// A word with its wildcards filled in; one of wildcards alone is any word.
fn filled(word: &[Piece], fill: &str) -> String {
    let piece = |p: &Piece| match p {
        Piece::Char(c) => c.to_string(),
        Piece::One => "e".to_owned(),
        Piece::Many => fill.to_owned(),
    };
    let text: String = word.iter().map(piece).collect();
    if text.is_empty() { FILL.to_owned() } else { text }
}

/// One of each list after the other, in all ways up to the most.
fn joined(lists: &[Vec<String>], between: &str) -> Vec<String> {
    lists.iter().fold(Vec::new(), |done: Vec<String>, list| match done.is_empty() {
        true => list.clone(),
        false => {
            let ways = list.iter().flat_map(|next| done.iter().map(move |d| format!("{d}{between}{next}")));
            ways.take(MOST).collect()
        }
    })
}

fn of_expression(expression: &str) -> Vec<String> {
    regex_syntax::parse(expression).map(|hir| spelled(&hir)).unwrap_or_default()
}

/// Texts of an expression: every alternative, repetitions as short as they may be and once more.
fn spelled(hir: &Hir) -> Vec<String> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => vec![String::new()],
        HirKind::Literal(l) => vec![String::from_utf8_lossy(&l.0).into_owned()],
        HirKind::Class(class) => letters(class),
        HirKind::Capture(c) => spelled(&c.sub),
        HirKind::Alternation(all) => all.iter().flat_map(spelled).take(MOST).collect(),
        HirKind::Concat(all) => joined(&all.iter().map(spelled).collect::<Vec<_>>(), ""),
        HirKind::Repetition(r) => {
            let (once, least) = (spelled(&r.sub), r.min.min(MOST as u32) as usize);
            let more = r.max.is_none_or(|max| max > r.min);
            let times = |n: usize| once.iter().map(move |t| t.repeat(n));
            times(least)
                .take(if least == 0 { 1 } else { MOST })
                .chain(times(least + 1).take(if more { MOST } else { 0 }))
                .collect()
        }
    }
}

/// A few letters of a class: `e` where it may be any, else the ends of its ranges.
fn letters(class: &Class) -> Vec<String> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(c) => c.ranges().iter().map(|r| (r.start(), r.end())).collect(),
        Class::Bytes(c) => c.ranges().iter().map(|r| (char::from(r.start()), char::from(r.end()))).collect(),
    };
    if ranges.iter().any(|(from, to)| ('a'..'e').contains(from) && *to > 'e' || (from < &'a' && to > &'e')) {
        return vec!["e".to_owned()];
    }
    let mut ends: Vec<String> = ranges.iter().take(4).flat_map(|(from, to)| [from.to_string(), to.to_string()]).collect();
    ends.dedup();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: PatternKind, pattern: &str, want: &[&str]) {
        let types = [("terrorist", 3), ("killed", 2), ("kills", 1)];
        let entry = Entry { pattern: pattern.into(), kind, language: "en".into(), ..Entry::default() };
        assert_eq!(samples(&entry, (Stemmer::default(), "en"), &types), want, "{pattern}");
    }

    #[test]
    fn every_kind_has_texts_it_matches() {
        check(PatternKind::Literal, "armed group", &["armed group"]);
        check(PatternKind::Glob, "terror* *", &["terror qx", "terrorqx qx"]);
        check(PatternKind::Stem, "kill", &["kill", "killed", "kills"]);
        check(PatternKind::Regex, "terror(ist|ism)", &["terrorist", "terrorism", "terrorist"]);
        check(
            PatternKind::Regex,
            "(wo)?m[ae]n fights?",
            &["man fight", "woman fight", "men fight", "women fight", "man fights", "woman fights", "men fights", "women fights"],
        );
    }
}
