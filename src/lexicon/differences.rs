//! Says hit by hit why our matching differs from quanteda's.
//!
//! In: lexicons and annotated documents. Out: one [`Difference`] for every hit that only one of the two
//! counts, with the reason. It is what `--explain-differences` prints.

use super::matcher::Cased;
use super::pattern::Piece;
use super::{EntryId, Hit, Lexicon, MatchOptions, Matcher, Overlap, Scanner};
use crate::annotate::Annotated;
use crate::corpus::Problem;
use crate::token::{Gap, Parts, TokenKind, Vocabulary};
use std::collections::BTreeMap;

/// A hit that only one of the two counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which entry.
    pub entry: EntryId,
    /// First token and token after the last.
    pub tokens: (u32, u32),
    /// Byte offsets in the field.
    pub bytes: (u32, u32),
    /// Whether we count it; else quanteda does.
    pub ours: bool,
    /// Why, one of [`REASONS`].
    pub reason: &'static str,
}

/// Every reason with what it means.
pub const REASONS: &[(&str, &str)] = &[
    ("longer-match", "a longer entry takes these words; quanteda lets keys overlap"),
    ("own-key", "quanteda counts another match of the same key here"),
    ("exclusion", "an excluded phrase takes these words"),
    ("context", "needs, excludes or near is not met, or the entry is for another language; quanteda has no such rules"),
    ("boundary", "the phrase crosses a line end or sentence, which ours never does"),
    ("possessive", "the word has a possessive ending, which quanteda takes as part of the word"),
    ("compound", "the word is part of a hyphenated compound, which quanteda takes as one word"),
    ("acronym", "stops in an acronym: U.S. and US are one word for us, `us` is another"),
    ("capitals", "the entry minds capitals; quanteda lower-cases its values and finds it in small letters only"),
    ("quotation-mark", "a quotation mark stands inside the phrase; quanteda takes it as a word"),
    ("folding", "letters that are alike when folded or without their prefix, not when lower-cased"),
    ("wildcard", "the wildcard takes letters or signs only one of the two sees as one word"),
];

/// Compares the two ways of matching on documents annotated with one vocabulary.
pub struct Comparison {
    ours: Matcher,
    theirs: Matcher,
}

impl Comparison {
    /// Compiles `lexicons` both ways; `overlap` is our policy.
    ///
    /// # Errors
    /// Patterns that cannot be compiled.
    pub fn new(lexicons: &[Lexicon], overlap: Overlap) -> Result<Comparison, Vec<Problem>> {
        let ours = Matcher::compile(lexicons, &MatchOptions { overlap, ..MatchOptions::default() })?;
        let theirs = Matcher::compile(lexicons, &MatchOptions::quanteda())?;
        Ok(Comparison { ours, theirs })
    }

    /// Our matcher, whose entry numbers the differences use.
    pub fn matcher(&self) -> &Matcher {
        &self.ours
    }

    /// A comparer, one per vocabulary.
    pub fn scanner(&self) -> Comparer<'_> {
        Comparer { comparison: self, ours: self.ours.scanner(), theirs: self.theirs.scanner() }
    }
}

/// Compares document by document.
pub struct Comparer<'c> {
    comparison: &'c Comparison,
    ours: Scanner<'c>,
    theirs: Scanner<'c>,
}

/// Hits by where they are and which entry.
type Places = BTreeMap<(u32, u32, EntryId), Hit>;

impl Comparer<'_> {
    /// The differences of one document, in text order.
    pub fn differences(&mut self, document: &Annotated, vocabulary: &Vocabulary, parts: &Parts) -> Vec<Difference> {
        let place = |hits: Vec<Hit>| hits.into_iter().map(|h| ((h.first, h.end, h.entry), h)).collect::<Places>();
        let all = self.ours.hits(document, vocabulary, parts);
        let theirs = place(self.theirs.hits(document, vocabulary, parts));
        let ours = place(all.clone());
        let counts = |m: &Matcher, h: Option<&Hit>| h.is_some_and(|h| m.counts(h));
        let (a, b) = (&self.comparison.ours, &self.comparison.theirs);
        let mut keys: Vec<(u32, u32, EntryId)> = ours.keys().chain(theirs.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let mut out = Vec::new();
        for key in keys {
            let (mine, other) = (ours.get(&key), theirs.get(&key));
            let (we, they) = (counts(a, mine), counts(b, other));
            let Some(hit) = mine.or(other).filter(|_| we != they) else { continue };
            let reason = match (we, mine, other) {
                (true, _, Some(_)) => "own-key",
                (true, ..) | (false, None, _) if self.minds_capitals(hit) => "capitals",
                (true, ..) => only_ours(document, hit),
                (false, Some(lost), _) => self.lost(lost, &all),
                (false, None, _) => only_theirs(document, hit),
            };
            out.push(Difference {
                entry: hit.entry,
                tokens: (hit.first, hit.end),
                bytes: (hit.start_byte, hit.end_byte),
                ours: we,
                reason,
            });
        }
        out
    }

    /// Whether the entry has capitals that matter to us.
    fn minds_capitals(&self, hit: &Hit) -> bool {
        match &self.comparison.ours.rules[hit.entry.0 as usize].cased {
            Some(Cased::Glob(pieces)) => pieces.iter().any(|p| matches!(p, Piece::Char(c) if c.is_uppercase())),
            Some(Cased::Regex(expression)) => expression.as_str().chars().any(char::is_uppercase),
            None => false,
        }
    }

    /// Why a hit of ours lost its place.
    fn lost(&self, hit: &Hit, all: &[Hit]) -> &'static str {
        let matcher = &self.comparison.ours;
        let winner = hit.suppressed_by.and_then(|w| all.get(w as usize)).map(|w| matcher.entry(w.entry));
        match winner {
            Some(w) if w.pole == super::Pole::Exclude => "exclusion",
            Some(_) => "longer-match",
            None => "exclusion",
        }
    }
}

/// Why quanteda does not see what we count.
fn only_ours(document: &Annotated, hit: &Hit) -> &'static str {
    let tokens = &document.tokens[hit.first as usize..hit.end as usize];
    let field = document.field(hit.first as usize);
    let compound = |i: u32| document.surface(i as usize).contains(['-', '\u{2010}', '\u{2011}']);
    let whole =
        |h: &Hit| tokens.first().is_some_and(|t| t.start == h.start_byte) && tokens.last().is_some_and(|t| t.end == h.end_byte);
    let ending = |end: u32| field[end as usize..].starts_with(['\'', '’']);
    if !whole(hit) || (hit.first..hit.end).any(compound) || tokens[1..].iter().any(|t| t.gap == Gap::Hyphen) {
        "compound"
    } else if tokens.iter().any(|t| ending(t.end)) {
        "possessive"
    } else if tokens.iter().any(|t| t.kind == TokenKind::Acronym) {
        "acronym"
    } else if tokens[1..].iter().any(|t| t.gap == Gap::Quote) {
        "quotation-mark"
    } else {
        "folding"
    }
}

/// Why we do not see what quanteda counts.
fn only_theirs(document: &Annotated, hit: &Hit) -> &'static str {
    let tokens = &document.tokens[hit.first as usize..hit.end as usize];
    let capitals = |t: &str| t.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && t.chars().count() > 1;
    if tokens[1..].iter().any(|t| !t.gap.joins()) {
        "boundary"
    } else if (hit.first..hit.end).any(|i| capitals(document.surface(i as usize))) {
        "acronym"
    } else if (hit.first..hit.end).any(|i| document.surface(i as usize).contains('-'))
        || document.field(hit.first as usize)[hit.end_byte as usize..].starts_with(['\'', '’'])
    {
        "wildcard"
    } else {
        "context"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{AnnotateOptions, Annotator};
    use crate::corpus::Document;

    fn check(csv: &str, text: &str, want: &[(bool, &str)]) {
        let (lexicon, _) =
            Lexicon::read("l.csv", format!("category,term,needs,case\n{}", csv.replace(';', "\n")).as_bytes()).unwrap();
        let comparison = Comparison::new(&[lexicon], Overlap::Longest).unwrap();
        let mut annotator = Annotator::new(AnnotateOptions::default());
        let document = annotator.annotate(Document { text: text.into(), language: "en".into(), ..Document::default() });
        let found = comparison.scanner().differences(&document, &annotator.vocabulary, &annotator.parts);
        let got: Vec<(bool, &str)> = found.iter().map(|d| (d.ours, d.reason)).collect();
        assert_eq!(got, want, "{csv} | {text}");
        assert!(got.iter().all(|(_, r)| REASONS.iter().any(|(name, _)| name == r)));
    }

    #[test]
    fn every_difference_has_its_reason() {
        check("a,new york;b,new york times", "The New York Times.", &[(false, "longer-match")]);
        check("a,israel", "Israel's army.", &[(true, "possessive")]);
        check("a,terror group", "A terror-group.", &[(true, "compound")]);
        check("a,terror group", "On terror\n\nGroup members met.", &[(false, "boundary")]);
        check("a,terror group", "The \"terror\" group.", &[(true, "quotation-mark")]);
        check("a,strasse", "Die Straße.", &[(true, "folding")]);
        check("a,us", "The US left.", &[(false, "acronym")]);
        check("a,IDF,,true", "The IDF and the idf.", &[(true, "capitals"), (false, "capitals")]);
        check("a,settlement,bank", "A settlement.", &[(false, "context")]);
        check("a,terror", "The terror.", &[]);
    }
}
