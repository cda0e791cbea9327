//! Proves of single entries that they can match and count, in every language they may meet.

use super::{Bench, FILL, marked};
use crate::corpus::Problem;
use crate::language::{LANGUAGES, Stemmer, language};
use crate::lexicon::pattern::{self, Compiler, Piece};
use crate::lexicon::tree::flat_name;
use crate::lexicon::{Axis, Entry, Hit, Lexicon, Matcher, PatternKind};

/// Proves of every entry that it can match, by a text made from it, and names the entries that lose that
/// text to another one. The matcher is that of the lexicon without its conditions.
pub(super) fn witnesses(lexicon: &Lexicon, bench: &mut Bench<'_>, matcher: &Matcher) -> Vec<Problem> {
    let mut compiler = Compiler::new(false, Stemmer::Off);
    let mut out = Vec::new();
    for (id, place) in matcher.entries().iter().enumerate() {
        let entry = place.of(std::slice::from_ref(lexicon));
        if entry.kind == PatternKind::Regex {
            continue;
        }
        let codes = tongues(&mut compiler, entry, &lexicon.language);
        let tried: Vec<_> = codes.iter().map(|c| (*c, reach(bench, (entry, id), c))).collect();
        let missing: Vec<&str> = tried.iter().filter(|t| t.1.is_none()).map(|t| t.0).collect();
        if !missing.is_empty() {
            out.push(marked(lexicon, entry, unreachable(entry, &missing, missing.len() == codes.len())));
        }
        let Some((hits, own)) = tried.into_iter().find_map(|t| t.1) else { continue };
        if let Some(winner) = hits[own].suppressed_by.map(|w| matcher.entry(hits[w as usize].entry)) {
            let by = winner.of(std::slice::from_ref(lexicon));
            let what = format!(
                "`{}` never counts: `{}` of `{}` (line {}) takes all it matches",
                entry.pattern,
                by.pattern,
                flat_name(&lexicon.axes[winner.axis], winner.pole),
                by.line
            );
            let p = Problem::warning("shadowed-term", what).remedy("Remove it, or make the other entry narrower.");
            out.push(marked(lexicon, entry, p));
        }
    }
    out
}

/// The languages in which an entry is tried: its own, or one for each way the languages cut it, the
/// lexicon's first.
fn tongues<'l>(compiler: &mut Compiler, entry: &'l Entry, of_lexicon: &'l str) -> Vec<&'l str> {
    if !entry.language.is_empty() {
        return vec![&entry.language];
    }
    let first = if of_lexicon.is_empty() { "en" } else { of_lexicon };
    let covers = |languages: u32, code: &str| languages & 1 << pattern::bit(language(code)) != 0;
    let readings = compiler.readings(&entry.pattern, entry.kind, "");
    let others = readings.iter().filter(|r| !covers(r.languages, first));
    let others = others.filter_map(|r| LANGUAGES.iter().find(|l| covers(r.languages, l.code)).map(|l| l.code));
    std::iter::once(first).chain(others).collect()
}

/// The hits in a text made from the entry, and which of them is its own; `None` when no such text is hit.
fn reach(bench: &mut Bench<'_>, (entry, id): (&Entry, usize), code: &str) -> Option<(Vec<Hit>, usize)> {
    [FILL, ""].into_iter().find_map(|fill| {
        let (_, hits) = bench.hits(&witness(&entry.pattern, entry.kind, fill), code);
        let own = hits.iter().position(|h| h.entry.0 as usize == id)?;
        Some((hits, own))
    })
}

fn unreachable(entry: &Entry, missing: &[&str], everywhere: bool) -> Problem {
    let what = format!("`{}` can never match a text in {}", entry.pattern, missing.join(", "));
    if everywhere {
        Problem::warning("term-unreachable", what)
            .because("It holds no word as texts are cut into words.")
            .remedy("Write it as it stands in texts, or remove it.")
    } else {
        Problem::note("term-unreachable", what)
            .because("These languages cut it into words in another way.")
            .remedy("Nothing to do if the texts are in other languages; else give the entry a language.")
    }
}

/// A text the pattern should match: wildcards filled in, a lone `*` as one word.
fn witness(pattern: &str, kind: PatternKind, fill: &str) -> String {
    if kind != PatternKind::Glob {
        return pattern.to_owned();
    }
    let word = |pieces: Vec<Piece>| -> String {
        if pieces == [Piece::Many] {
            return FILL.to_owned();
        }
        pieces
            .iter()
            .map(|p| match p {
                Piece::Char(c) => c.to_string(),
                Piece::One => "e".to_owned(),
                Piece::Many => fill.to_owned(),
            })
            .collect()
    };
    pattern::globs(pattern).into_iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Words that mix letters of Latin, Greek and Cyrillic, which look alike and do not match.
pub(super) fn look_alikes(lexicon: &Lexicon) -> Vec<Problem> {
    let script = |c: char| match c {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' => 1,
        '\u{370}'..='\u{3FF}' => 2,
        '\u{400}'..='\u{52F}' => 4,
        _ => 0u8,
    };
    let mut out = Vec::new();
    for (_, entry) in lexicon.axes.iter().flat_map(Axis::entries) {
        let Some(word) = entry.pattern.split_whitespace().find(|w| w.chars().fold(0, |s, c| s | script(c)).count_ones() > 1)
        else {
            continue;
        };
        let first = word.chars().map(script).find(|s| *s > 0).unwrap_or(0);
        let odd: Vec<String> =
            word.chars().filter(|c| script(*c) > 0 && script(*c) != first).map(|c| format!("{c} U+{:04X}", c as u32)).collect();
        let at = entry.pattern.find(word).unwrap_or(0);
        let p = Problem::warning("look-alike", format!("`{word}` mixes letters of two scripts: {}", odd.join(", ")))
            .at(&lexicon.file, entry.line);
        out.push(
            p.showing(&entry.pattern, (at, at + word.len()), "looks like one word, is another")
                .remedy("Type the word again in one script."),
        );
    }
    out
}
