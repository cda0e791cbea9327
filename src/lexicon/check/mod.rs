//! Proves what can be proved about lexicons before anything is counted, and what a corpus shows of them.
//!
//! In: lexicons, and what was counted with them when there is a corpus. Out: [`Problem`]s; an error for a
//! sentence that does not hold, a warning for what is likely a mistake, a note for what is worth knowing.

mod entries;
mod evidence;
mod pairs;
mod samples;

use super::tree::flat_name;
use super::{Entry, EntryRef, Hit, Lexicon, MatchOptions, Matcher, Pole, Scanner};
use crate::annotate::{AnnotateOptions, Annotated, Annotator};
use crate::corpus::{Document, Problem};
use crate::token::TermId;
use hashbrown::HashMap;

/// What a corpus shows of the entries of a matcher.
pub struct Evidence<'a> {
    /// Hits that count of each entry, by entry number: all of them, and those in quotation marks.
    pub hits: &'a [(u64, u64)],
    /// Every form of the corpus with how often it occurs.
    pub types: &'a [(&'a str, u64)],
}

/// What stands for the letters a wildcard may take: letters no entry is likely to name.
const FILL: &str = "qx";

/// Everything that can be said about `lexicons`, in lexicon and line order.
pub fn check(lexicons: &[Lexicon], evidence: Option<&Evidence<'_>>) -> Vec<Problem> {
    let mut out = Vec::new();
    for lexicon in lexicons {
        out.extend(examples(lexicon));
        out.extend(entries::look_alikes(lexicon));
        let bare = without_context(lexicon);
        if let Ok(matcher) = Matcher::compile(std::slice::from_ref(&bare), &MatchOptions::default()) {
            let mut bench = Bench::new(&matcher);
            out.extend(entries::witnesses(lexicon, &mut bench, &matcher));
            out.extend(pairs::contradictions(lexicon, (&mut bench, &matcher), evidence.map_or(&[], |e| e.types)));
            out.extend(pairs::partial_overlaps(lexicon, &matcher));
        }
    }
    if let Some(evidence) = evidence {
        out.extend(evidence::corpus(lexicons, evidence));
    }
    let order: HashMap<&str, usize> = lexicons.iter().enumerate().map(|(i, l)| (l.file.as_str(), i)).collect();
    // Wildcards come as they are, the surprising ones first.
    let place = |p: &Problem| if p.code == "broad-wildcard" { (true, 0, "") } else { (false, p.line, p.code) };
    out.sort_by_key(|p| (order.get(p.file.as_str()).copied(), place(p)));
    out
}

/// A problem at an entry, its pattern marked.
fn marked(lexicon: &Lexicon, entry: &Entry, problem: Problem) -> Problem {
    problem.at(&lexicon.file, entry.line).showing(&entry.pattern, (0, entry.pattern.len()), "")
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
            ("[axis.x.a]\nen = [\"terror*\"]\n[axis.x.b]\nen = [\"peace\",\n\"*rorist\"]", &[("term-in-two-frames", 5)]),
            (
                "[axis.x.a]\nen = [\"terror*\"]\n[axis.x.b]\nen = [\"peace\"]\n[axis.x.neutral]\nen = [\"terror?st*\"]",
                &[("term-in-two-frames", 6)],
            ),
            ("[axis.x.a]\nen = [\"terror*\"]\n[axis.x.b]\nen = [\"peace\",\n\"*ism\"]", &[]),
            ("[axis.x.a]\nen = [\"the * group\"]\n[axis.x.b]\nen = [\"*he armed group*\"]", &[("term-in-two-frames", 4)]),
            ("[axis.x.a]\nen = [\"terror*\"]\n[axis.x.b]\nen = [{ match = \"terrorist\", excludes = [\"x\"] }]", &[]),
            ("[axis.x.a]\nen = [\"terror*\"]\n[axis.x.b]\nfr = [\"terrorist\"]", &[]),
            ("[axis.x.a]\nen = [{ match = \"US\", case = true }]\n[axis.x.b]\nen = [{ match = \"Us\", case = true }]", &[]),
            ("[axis.x.a]\nen = [{ match = \"March\", case = true }]\n[axis.x.b]\nen = [\"mar?h\"]", &[("term-in-two-frames", 4)]),
            ("[category.x]\nen = [\"armed *oup\"]\n[category.y]\nen = [\"group* talks\"]", &[("partial-overlap", 2)]),
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
    fn stems_and_expressions_are_tried_against_every_kind() {
        let entry = |text: &str| match text.split_once('/') {
            Some((pattern, kind)) => format!("{{ match = \"{pattern}\", kind = \"{kind}\" }}"),
            None => format!("\"{text}\""),
        };
        let rows = [
            ("kill/stem", "killed", true),
            ("killed", "kill/stem", true),
            ("kill/stem", "kill*", true),
            ("kill/stem", "kill(ing|er)s?/regex", true),
            ("terror(ist|ism)/regex", "terrorism", true),
            ("armed group", "armed gr(ou|a)p/regex", true),
            ("*rorist", "terror(ist)?/regex", true),
            ("kill/stem", "killing/stem", true),
            ("terror(ist|ism)/regex", "ter+orist/regex", true),
            ("kill/stem", "killer", false),
            ("terror(ist|ism)/regex", "terror", false),
        ];
        for (a, b, meet) in rows {
            for (a, b) in [(a, b), (b, a)] {
                let toml = format!("[axis.x.a]\nen = [{}]\n[axis.x.b]\nen = [\"peace\",\n{}]", entry(a), entry(b));
                let want: &[(&str, u64)] = if meet { &[("term-in-two-frames", 5)] } else { &[] };
                assert_eq!(said(&toml, None), want, "{toml}");
            }
        }
        let types = [("terrorist", 3)];
        let evidence = Evidence { hits: &[(5, 0), (5, 0), (5, 0)], types: &types };
        let open = "[axis.x.a]\nen = [{ match = \"terr.*\", kind = \"regex\" }]\n[axis.x.b]\nen = [\"peace\",\n\"*ist\"]";
        assert_eq!(said(open, None), []);
        assert!(said(open, Some(&evidence)).contains(&("term-in-two-frames", 5)));
    }

    #[test]
    fn a_corpus_shows_more() {
        let hits = [(12, 0), (2, 2), (0, 0)];
        let types = [("terror", 5), ("terrorism", 9), ("terroir", 2), ("other", 3)];
        let evidence = Evidence { hits: &hits, types: &types };
        let toml = "[category.x]\nen = [\"terro*\",\n\"quoted\",\n\"never\"]";
        let want = [("concentration", 2), ("only-quoted", 3), ("unused-term", 4), ("broad-wildcard", 2)];
        assert_eq!(said(toml, Some(&evidence)), want);
        let (lexicon, _) = Lexicon::read("l.toml", toml.as_bytes()).unwrap();
        let broad = check(&[lexicon], Some(&evidence)).into_iter().find(|p| p.code == "broad-wildcard").unwrap();
        assert_eq!(broad.severity, Severity::Note);
        assert!(broad.what.contains("3 forms") && broad.what.contains("terroir 2"), "{}", broad.what);
    }

    #[test]
    fn a_corpus_shows_wildcards_that_meet_and_the_surprising_ones_first() {
        let hits = [(9, 0), (9, 0), (9, 0)];
        let types = [("prowar", 1), ("prose", 40), ("program", 30), ("terrorism", 9), ("terrorists", 5)];
        let evidence = Evidence { hits: &hits, types: &types };
        let toml = "[axis.x.a]\nen = [\"terror*\",\n\"pro*\"]\n[axis.x.b]\nen = [\"*war\"]";
        let want = [("term-in-two-frames", 5), ("broad-wildcard", 3), ("broad-wildcard", 2)];
        assert_eq!(said(toml, Some(&evidence)), want);
    }

    #[test]
    fn entries_are_tried_in_every_language_they_may_meet() {
        let said = |toml: &str| {
            let (lexicon, _) = Lexicon::read("l.toml", toml.as_bytes()).unwrap();
            check(&[lexicon], None).into_iter().map(|p| (p.severity, p.code)).collect::<Vec<_>>()
        };
        assert_eq!(said("[category.x]\nany = [\"l'armée*\", \"المقاومة\", \"война\", \"c'est\"]"), []);
        assert_eq!(said("[category.x]\nany = [\"war\", \":-D\"]"), [(Severity::Warning, "term-unreachable")]);
    }
}
