//! Proves what can be proved about lexicons before anything is counted, and what a corpus shows of them.
//!
//! In: lexicons, and what was counted with them when there is a corpus. Out: [`Problem`]s; an error for a
//! sentence that does not hold, a warning for what is likely a mistake, a note for what is worth knowing.

use super::pattern::{self, Piece};
use super::tree::flat_name;
use super::{Axis, Entry, EntryRef, Hit, Lexicon, MatchOptions, Matcher, PatternKind, Pole, Scanner};
use crate::annotate::{AnnotateOptions, Annotated, Annotator};
use crate::corpus::{Document, Problem};
use crate::language::{Stemmer, stem};
use crate::token::TermId;
use hashbrown::HashMap;
use std::cmp::Reverse;

/// What a corpus shows of the entries of a matcher.
pub struct Evidence<'a> {
    /// Hits that count of each entry, by entry number: all of them, and those in quotation marks.
    pub hits: &'a [(u64, u64)],
    /// Every form of the corpus with how often it occurs.
    pub types: &'a [(&'a str, u64)],
}

/// Share of an axis's hits above which one entry carries it alone.
const CONCENTRATION: f64 = 0.5;
/// Fewest hits of an axis for which concentration is worth a word.
const ENOUGH: u64 = 10;
/// What stands for the letters a wildcard may take: letters no entry is likely to name.
const FILL: &str = "qx";

/// Everything that can be said about `lexicons`, in lexicon and line order.
pub fn check(lexicons: &[Lexicon], evidence: Option<&Evidence<'_>>) -> Vec<Problem> {
    let mut out = Vec::new();
    for lexicon in lexicons {
        out.extend(examples(lexicon));
        out.extend(witnesses(lexicon));
        out.extend(look_alikes(lexicon));
        out.extend(partial_overlaps(lexicon));
    }
    if let Some(evidence) = evidence {
        out.extend(corpus(lexicons, evidence));
    }
    let order: HashMap<&str, usize> = lexicons.iter().enumerate().map(|(i, l)| (l.file.as_str(), i)).collect();
    out.sort_by_key(|p| (order.get(p.file.as_str()).copied(), p.line, p.code));
    out
}

/// Annotates short texts and finds what they hit.
struct Bench<'m> {
    annotator: Annotator,
    scanner: Scanner<'m>,
}

impl<'m> Bench<'m> {
    fn new(matcher: &'m Matcher) -> Bench<'m> {
        Bench { annotator: Annotator::new(AnnotateOptions::default()), scanner: matcher.scanner() }
    }

    fn hits(&mut self, text: &str, language: &str) -> (Annotated, Vec<Hit>) {
        let document = Document { text: text.to_owned(), language: language.to_owned(), ..Document::default() };
        let annotated = self.annotator.annotate(document);
        let hits = self.scanner.hits(&annotated, &self.annotator.vocabulary, &self.annotator.parts);
        (annotated, hits)
    }
}

/// The sentences that do not do what the lexicon says of them.
pub fn examples(lexicon: &Lexicon) -> Vec<Problem> {
    let matcher = match Matcher::compile(std::slice::from_ref(lexicon), &MatchOptions::default()) {
        Ok(matcher) => matcher,
        Err(problems) => return problems,
    };
    let mut bench = Bench::new(&matcher);
    let mut out = Vec::new();
    for (a, axis) in lexicon.axes.iter().enumerate() {
        for example in &axis.examples {
            let (_, hits) = bench.hits(&example.text, &example.language);
            let found: Vec<EntryRef> =
                hits.iter().filter(|h| matcher.counts(h)).map(|h| matcher.entry(h.entry)).filter(|r| r.axis == a).collect();
            let what = match example.pole {
                Some(pole) if !found.iter().any(|r| r.pole == pole) => {
                    format!("this sentence should hit `{}` and does not", flat_name(axis, pole))
                }
                None if !found.is_empty() => {
                    let by = found[0].of(std::slice::from_ref(lexicon));
                    format!("this sentence should not hit `{}`, but `{}` does", axis.key, by.pattern)
                }
                _ => continue,
            };
            let p = Problem::error("example-failed", what).at(&lexicon.file, example.line);
            out.push(p.showing(&example.text, (0, example.text.len()), "").remedy("Correct the sentence, or the entries."));
        }
    }
    out
}

/// Proves of every entry that it can match, by a text made from it, and names the entries that lose that
/// text to another one.
fn witnesses(lexicon: &Lexicon) -> Vec<Problem> {
    let bare = without_context(lexicon);
    let Ok(matcher) = Matcher::compile(std::slice::from_ref(&bare), &MatchOptions::default()) else { return Vec::new() };
    let mut bench = Bench::new(&matcher);
    let mut out = Vec::new();
    for (id, place) in matcher.entries().iter().enumerate() {
        let entry = place.of(std::slice::from_ref(lexicon));
        if entry.kind == PatternKind::Regex {
            continue;
        }
        let language = if entry.language.is_empty() { &lexicon.language } else { &entry.language };
        let language = if language.is_empty() { "en" } else { language.as_str() };
        let at = |p: Problem| p.at(&lexicon.file, entry.line).showing(&entry.pattern, (0, entry.pattern.len()), "");
        let filled = witness(&entry.pattern, entry.kind, FILL);
        let (_, hits) = bench.hits(&filled, language);
        let Some(own) = hits.iter().find(|h| h.entry.0 as usize == id) else {
            let (_, hits) = bench.hits(&witness(&entry.pattern, entry.kind, ""), language);
            if !hits.iter().any(|h| h.entry.0 as usize == id) {
                let p = Problem::warning("term-unreachable", format!("`{}` can never match a text in {language}", entry.pattern));
                out.push(
                    at(p)
                        .because("It holds no word as texts are cut into words.")
                        .remedy("Write it as it stands in texts, or remove it."),
                );
            }
            continue;
        };
        let axis = &lexicon.axes[place.axis];
        if let Some(winner) = own.suppressed_by.map(|w| matcher.entry(hits[w as usize].entry)) {
            let by = winner.of(std::slice::from_ref(lexicon));
            let above = &lexicon.axes[winner.axis];
            let what = format!(
                "`{}` never counts: `{}` of `{}` (line {}) takes all it matches",
                entry.pattern,
                by.pattern,
                flat_name(above, winner.pole),
                by.line
            );
            out.push(at(Problem::warning("shadowed-term", what)).remedy("Remove it, or make the other entry narrower."));
        } else if let Some(other) = opposed(&hits, own, &matcher, *place) {
            let by = other.of(std::slice::from_ref(lexicon));
            let what = format!(
                "what `{}` matches in `{}` is also matched by `{}` of pole `{}` (line {})",
                entry.pattern,
                axis.key,
                by.pattern,
                other.pole.name(),
                by.line
            );
            out.push(
                at(Problem::warning("term-in-two-frames", what))
                    .remedy("Remove it from one pole, or say with `needs` which context is meant."),
            );
        }
    }
    out
}

/// An entry of another pole of the same axis that counts at the same place.
fn opposed(hits: &[Hit], own: &Hit, matcher: &Matcher, place: EntryRef) -> Option<EntryRef> {
    let same = hits.iter().filter(|h| (h.start_byte, h.end_byte) == (own.start_byte, own.end_byte) && matcher.counts(h));
    same.map(|h| matcher.entry(h.entry)).find(|r| r.axis == place.axis && r.pole != place.pole)
}

/// The same lexicon with no conditions on entries, so that they can be tried one by one.
fn without_context(lexicon: &Lexicon) -> Lexicon {
    let mut bare = lexicon.clone();
    for axis in &mut bare.axes {
        for pole in Pole::ALL {
            for e in &mut axis.list_mut(pole).entries {
                *e = Entry { needs: Vec::new(), excludes: Vec::new(), near: Vec::new(), ..std::mem::take(e) };
            }
        }
    }
    bare
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
fn look_alikes(lexicon: &Lexicon) -> Vec<Problem> {
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

/// Pairs of phrases of different poles or axes of which one ends as the other begins: in a text that holds
/// both, only one counts. Within one pole it makes no difference which.
fn partial_overlaps(lexicon: &Lexicon) -> Vec<Problem> {
    let words =
        |e: &Entry| e.pattern.to_lowercase().split([' ', '-']).filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let phrases: Vec<(&Axis, Pole, &Entry, Vec<String>)> = lexicon
        .axes
        .iter()
        .flat_map(|a| a.entries().map(move |(p, e)| (a, p, e)))
        .filter(|(.., e)| matches!(e.kind, PatternKind::Glob | PatternKind::Literal))
        .map(|(a, p, e)| (a, p, e, words(e)))
        .filter(|(.., words)| words.len() > 1)
        .collect();
    let mut begins: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (i, (.., words)) in phrases.iter().enumerate() {
        for n in 1..words.len() {
            begins.entry(&words[..n]).or_default().push(i);
        }
    }
    let mut out = Vec::new();
    for (axis, pole, entry, words) in &phrases {
        for n in 1..words.len() {
            for (other_axis, other_pole, other, after) in begins.get(&words[n..]).into_iter().flatten().map(|&j| &phrases[j]) {
                if (&axis.key, pole) == (&other_axis.key, other_pole) || entry.language != other.language {
                    continue;
                }
                let joined = [&words[..], &after[words.len() - n..]].concat().join(" ");
                let (here, there) = (flat_name(axis, *pole), flat_name(other_axis, *other_pole));
                let what = format!(
                    "`{}` ({here}) and `{}` ({there}, line {}) overlap in `{joined}`; only one of them counts there",
                    entry.pattern, other.pattern, other.line
                );
                let p = Problem::note("partial-overlap", what).at(&lexicon.file, entry.line);
                out.push(p.remedy("Add the whole phrase where it belongs if it occurs."));
            }
        }
    }
    out
}

/// What the corpus shows.
fn corpus(lexicons: &[Lexicon], evidence: &Evidence<'_>) -> Vec<Problem> {
    let Ok(matcher) = Matcher::compile(lexicons, &MatchOptions::default()) else { return Vec::new() };
    let mut of_axis: HashMap<(usize, usize), u64> = HashMap::new();
    for (place, (n, _)) in matcher.entries().iter().zip(evidence.hits) {
        *of_axis.entry((place.lexicon, place.axis)).or_default() += n;
    }
    let mut out = Vec::new();
    for (place, &(n, quoted)) in matcher.entries().iter().zip(evidence.hits) {
        let entry = place.of(lexicons);
        let lexicon = &lexicons[place.lexicon];
        let axis = &lexicon.axes[place.axis];
        let at = |p: Problem| p.at(&lexicon.file, entry.line).showing(&entry.pattern, (0, entry.pattern.len()), "");
        let total = of_axis.get(&(place.lexicon, place.axis)).copied().unwrap_or(0);
        if n == 0 {
            let p = Problem::note("unused-term", format!("`{}` has no hit in this corpus", entry.pattern));
            out.push(at(p).remedy(
                "Nothing to do if the corpus is small; else see what the texts write instead: framescope lexicon suggest",
            ));
        } else if n == quoted {
            let p = Problem::note("only-quoted", format!("all {n} hits of `{}` are quotations", entry.pattern));
            out.push(at(p).remedy("It says nothing about the outlets' own words here."));
        }
        if total >= ENOUGH && n as f64 > CONCENTRATION * total as f64 && axis.entries().count() > 1 {
            let what = format!("`{}` alone makes {n} of the {total} hits of `{}`", entry.pattern, axis.key);
            out.push(
                at(Problem::warning("concentration", what))
                    .remedy("Read the score as the score of this one word, or report it beside the axis without it."),
            );
        }
        out.extend(breadth(entry, lexicon, evidence).map(at));
    }
    out
}

/// What a wildcard swallows: how many forms, those of another stem than the usual one first.
fn breadth(entry: &Entry, lexicon: &Lexicon, evidence: &Evidence<'_>) -> Option<Problem> {
    let words = pattern::globs(&entry.pattern.to_lowercase());
    let wild = words.iter().find(|w| w.len() > 1 && w.iter().any(|p| !matches!(p, Piece::Char(_))))?;
    if entry.kind != PatternKind::Glob {
        return None;
    }
    let code = if entry.language.is_empty() { &lexicon.language } else { &entry.language };
    let mut forms: Vec<(&str, u64, String)> = evidence
        .types
        .iter()
        .filter(|(form, _)| pattern::fits(wild, form))
        .map(|(form, n)| (*form, *n, stem(Stemmer::Snowball, code, form).into_owned()))
        .collect();
    if forms.len() < 2 {
        return None;
    }
    let usual = usual_stem(&forms)?;
    forms.sort_by(|a, b| (a.2 == usual, b.1, a.0).cmp(&(b.2 == usual, a.1, b.0)));
    let shown: Vec<String> = forms.iter().take(8).map(|(form, n, _)| format!("{form} {n}")).collect();
    let more = if forms.len() > shown.len() { ", ..." } else { "" };
    let what = format!("`{}` takes {} forms of this corpus: {}{more}", entry.pattern, forms.len(), shown.join(", "));
    Some(Problem::note("broad-wildcard", what).remedy("Exclude what is not meant, or write the forms out."))
}

/// The stem with the most occurrences.
fn usual_stem(forms: &[(&str, u64, String)]) -> Option<String> {
    let mut stems: Vec<(&str, u64)> = forms.iter().map(|(_, n, s)| (s.as_str(), *n)).collect();
    stems.sort_unstable();
    let sum = |run: &[(&str, u64)]| (run.iter().map(|(_, n)| n).sum::<u64>(), Reverse(run[0].0.to_owned()));
    stems.chunk_by(|a, b| a.0 == b.0).map(sum).max().map(|(_, Reverse(stem))| stem)
}

/// The forms of a vocabulary with their counts by form number, for [`Evidence::types`].
pub fn types<'v>(vocabulary: &'v crate::token::Vocabulary, counts: &[u64]) -> Vec<(&'v str, u64)> {
    counts.iter().enumerate().filter(|(_, n)| **n > 0).map(|(i, n)| (vocabulary.form(TermId(i as u32)), *n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Severity;

    /// The codes said about a lexicon, with their lines.
    fn said(toml: &str, evidence: Option<&Evidence<'_>>) -> Vec<(&'static str, u64)> {
        let (lexicon, _) = Lexicon::read("l.toml", toml.as_bytes()).unwrap();
        check(&[lexicon], evidence).iter().map(|p| (p.code, p.line)).collect()
    }

    #[test]
    fn what_can_be_proved_is_said() {
        let rows: &[(&str, &[(&str, u64)])] = &[
            ("[category.x]\nen = [\"terror*\",\n\"terrorist*\"]", &[("shadowed-term", 3)]),
            ("[category.x]\nen = [\"terrorist\",\n\"terror*\"]", &[]),
            ("[category.x]\nen = [\"war\",\n\":-D\"]", &[("term-unreachable", 3)]),
            ("[category.x]\nen = [\"t\u{435}rror\"]", &[("look-alike", 2)]),
            ("[axis.x.a]\nen = [\"terror*\"]\n[axis.x.b]\nen = [\"peace\",\n\"terrorist\"]", &[("term-in-two-frames", 5)]),
            ("[category.x]\nen = [\"armed group\"]\n[category.y]\nen = [\"group talks\"]", &[("partial-overlap", 2)]),
            (
                "[category.x]\nen = [\"war\"]\n[[category.x.must_hit]]\ntext = \"Peace.\"\n[[category.x.must_not_hit]]\ntext = \"War.\"",
                &[("example-failed", 3), ("example-failed", 5)],
            ),
            (
                "[axis.x.a]\nen = [\"war\"]\n[axis.x.b]\nen = [\"peace\"]\n[axis.x.exclude]\nen = [\"war*\"]",
                &[("shadowed-term", 2)],
            ),
        ];
        for (toml, want) in rows {
            assert_eq!(&said(toml, None)[..], *want, "{toml}");
        }
    }

    #[test]
    fn a_corpus_shows_more() {
        let hits = [(12, 0), (2, 2), (0, 0)];
        let types = [("terror", 5), ("terrorism", 9), ("terroir", 2), ("other", 3)];
        let evidence = Evidence { hits: &hits, types: &types };
        let toml = "[category.x]\nen = [\"terro*\",\n\"quoted\",\n\"never\"]";
        let want = [("broad-wildcard", 2), ("concentration", 2), ("only-quoted", 3), ("unused-term", 4)];
        assert_eq!(said(toml, Some(&evidence)), want);
        let (lexicon, _) = Lexicon::read("l.toml", toml.as_bytes()).unwrap();
        let broad = check(&[lexicon], Some(&evidence)).into_iter().find(|p| p.code == "broad-wildcard").unwrap();
        assert_eq!(broad.severity, Severity::Note);
        assert!(broad.what.contains("3 forms") && broad.what.contains("terroir 2"), "{}", broad.what);
    }
}
