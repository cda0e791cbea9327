//! Compares the attributions of one document with what its annotator marked, and adds the counts up.

use framescope::annotate::Annotated;
use framescope::voice::{AttributionKind, Voice};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

/// A range of characters.
type Span = (usize, usize);

/// One attribution as marked by hand.
pub(crate) struct Relation {
    pub(crate) source: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Vec<Span>,
    pub(crate) direct: bool,
}

/// The attributions of one article.
pub(crate) struct Gold(pub(crate) Vec<Relation>);

impl Gold {
    /// Reads a row of the file of attributions.
    pub(crate) fn of(row: &Value) -> Gold {
        let number = |v: &Value| v.as_u64().map_or(0, |n| n as usize);
        let spans = |v: &Value| v.as_array().into_iter().flatten().map(|s| (number(&s[0]), number(&s[1]))).collect();
        let relation = |r: &Value| Relation {
            source: spans(&r["source"]),
            cue: spans(&r["cue"]),
            content: spans(&r["content"]),
            direct: r["kind"] == "direct",
        };
        Gold(row["relations"].as_array().into_iter().flatten().map(relation).collect())
    }
}

/// An attribution as found, by characters.
struct Found {
    source: Option<Span>,
    cue: Option<Span>,
    content: Span,
    quoted: bool,
    scare: bool,
    speaker: String,
}

/// A text by characters.
struct Text {
    chars: Vec<char>,
    /// The character each byte belongs to.
    at: Vec<usize>,
}

impl Text {
    fn of(text: &str) -> Text {
        let mut at = Vec::with_capacity(text.len() + 1);
        for (n, c) in text.chars().enumerate() {
            at.extend(std::iter::repeat_n(n, c.len_utf8()));
        }
        at.push(text.chars().count());
        Text { chars: text.chars().collect(), at }
    }

    /// Where the words that lie inside any of the spans begin.
    fn words(&self, spans: &[Span]) -> BTreeSet<usize> {
        let wordy = |i: usize, end: usize| i < end && (self.chars[i].is_alphanumeric() || self.chars[i] == '_');
        let mut out = BTreeSet::new();
        for &(start, end) in spans {
            let end = end.min(self.chars.len());
            let mut i = start;
            while i < end {
                if !wordy(i, end) {
                    i += 1;
                    continue;
                }
                out.insert(i);
                while wordy(i, end) || i < end && matches!(self.chars[i], '\'' | '’') && wordy(i + 1, end) {
                    i += 1;
                }
            }
        }
        out
    }

    fn found(&self, annotated: &Annotated) -> Vec<Found> {
        let span = |s: (u32, u32)| (self.at[s.0 as usize], self.at[s.1 as usize]);
        let body = annotated.attributions.iter().filter(|a| !a.in_title);
        body.map(|a| Found {
            source: a.source.map(span),
            cue: a.cue.map(span),
            content: span(a.content),
            quoted: a.voice == Voice::Quoted,
            scare: a.kind == AttributionKind::Scare,
            speaker: a.speaker.clone(),
        })
        .collect()
    }
}

fn overlap(xs: &[Span], ys: &[Span]) -> bool {
    xs.iter().any(|x| ys.iter().any(|y| x.0 < y.1 && y.0 < x.1))
}

/// How many of a kind were right, found and marked.
#[derive(Clone, Copy, Default)]
struct Counts {
    /// Marked ones that were found.
    met: usize,
    /// Marked ones.
    marked: usize,
    /// Found ones that were marked.
    right: usize,
    /// Found ones.
    found: usize,
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Counts {
    /// One of a kind that was marked and found.
    fn one(right: bool) -> Counts {
        let right = usize::from(right);
        Counts { met: right, marked: 1, right, found: 1 }
    }

    fn recall(&self) -> f64 {
        share(self.met, self.marked)
    }

    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    fn add(&mut self, other: Counts) {
        self.met += other.met;
        self.marked += other.marked;
        self.right += other.right;
        self.found += other.found;
    }
}

/// The counts of many documents.
#[derive(Default)]
pub(crate) struct Score {
    documents: usize,
    content: Counts,
    direct: Counts,
    cue: Counts,
    source: Counts,
    speaker: Counts,
}

impl Score {
    /// Adds one document.
    pub(crate) fn add(&mut self, annotated: &Annotated, gold: &Gold) {
        let text = Text::of(&annotated.document.text);
        let found = text.found(annotated);
        let contents = |keep: fn(&Found) -> bool| -> Vec<Span> { found.iter().filter(|f| keep(f)).map(|f| f.content).collect() };
        let marked = |keep: fn(&Relation) -> bool| -> Vec<Span> {
            gold.0.iter().filter(|r| keep(r)).flat_map(|r| r.content.iter().copied()).collect()
        };
        let all = text.words(&marked(|_| true));
        let mine = text.words(&contents(|f| !f.scare));
        let quoted = text.words(&contents(|f| f.quoted));
        let direct = text.words(&marked(|r| r.direct));
        let both = all.intersection(&mine).count();
        self.documents += 1;
        self.content.add(Counts { met: both, marked: all.len(), right: both, found: mine.len() });
        self.direct.add(Counts {
            met: direct.intersection(&quoted).count(),
            marked: direct.len(),
            right: quoted.intersection(&all).count(),
            found: quoted.len(),
        });
        self.cue.add(cues(&found, gold));
        gold.0.iter().filter_map(|r| source(&found, r)).for_each(|counts| self.source.add(counts));
        for r in gold.0.iter().filter(|r| r.direct && !r.source.is_empty()) {
            self.speaker.add(speaker(&text, &found, r));
        }
    }

    /// Both together.
    pub(crate) fn plus(&self, other: &Score) -> Score {
        let add = |mut a: Counts, b: Counts| {
            a.add(b);
            a
        };
        Score {
            documents: self.documents + other.documents,
            content: add(self.content, other.content),
            direct: add(self.direct, other.direct),
            cue: add(self.cue, other.cue),
            source: add(self.source, other.source),
            speaker: add(self.speaker, other.speaker),
        }
    }
}

fn cues(found: &[Found], gold: &Gold) -> Counts {
    let mine: Vec<Span> = found.iter().filter_map(|f| f.cue).collect();
    let marked: Vec<&[Span]> = gold.0.iter().map(|r| r.cue.as_slice()).filter(|c| !c.is_empty()).collect();
    let every: Vec<Span> = marked.concat();
    Counts {
        met: marked.iter().filter(|c| overlap(c, &mine)).count(),
        marked: marked.len(),
        right: mine.iter().filter(|&&c| overlap(&[c], &every)).count(),
        found: mine.len(),
    }
}

/// Whether a cue that was found has the source marked for it; nothing when none is marked or the cue was missed.
fn source(found: &[Found], relation: &Relation) -> Option<Counts> {
    let cued: Vec<&Found> = found.iter().filter(|f| f.cue.is_some_and(|cue| overlap(&[cue], &relation.cue))).collect();
    let right = cued.iter().any(|f| overlap(&relation.source, f.source.as_slice()));
    (!cued.is_empty() && !relation.source.is_empty()).then(|| Counts::one(right))
}

/// Whether the attribution that covers most of a direct one names its speaker.
fn speaker(text: &Text, found: &[Found], relation: &Relation) -> Counts {
    let want = text.words(&relation.content);
    let covers = |f: &Found| want.intersection(&text.words(&[f.content])).count();
    // The first of those that cover most.
    let Some(best) = found.iter().rev().max_by_key(|f| covers(f)) else { return Counts::default() };
    if 2 * covers(best) < want.len() {
        return Counts::default();
    }
    let bare = |w: &str| w.trim_matches(['.', ',']).to_lowercase();
    let source: String = relation.source.iter().map(|&(a, b)| text.chars[a..b].iter().collect::<String>() + " ").collect();
    let names: Vec<String> = source.split_whitespace().map(bare).collect();
    let last = best.speaker.split_whitespace().last().map(bare);
    let right = overlap(&relation.source, best.source.as_slice()) || last.is_some_and(|last| names.contains(&last));
    Counts::one(right)
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p, r) = (self.content.precision(), self.content.recall());
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        writeln!(f, "  content  precision {p:.3} recall {r:.3} F1 {f1:.3} in {} articles", self.documents)?;
        let (recall, inside) = (self.direct.recall(), self.direct.precision());
        writeln!(f, "  direct   recall {recall:.3}, quoted words inside an attribution {inside:.3}")?;
        writeln!(f, "  cue      recall {:.3} precision {:.3}", self.cue.recall(), self.cue.precision())?;
        writeln!(f, "  source   {:.3} of {} cues found", self.source.recall(), self.source.marked)?;
        write!(f, "  speaker  {:.3} of {} direct attributions found", self.speaker.recall(), self.speaker.marked)
    }
}
