//! What a corpus shows of a lexicon's entries: those without hits, those only quoted, those that carry an
//! axis alone, and what wildcards swallow.

use super::{Evidence, marked};
use crate::corpus::Problem;
use crate::language::{Stemmer, stem};
use crate::lexicon::meet::is_wild;
use crate::lexicon::pattern::{self, Piece};
use crate::lexicon::{Entry, Lexicon, MatchOptions, Matcher, PatternKind};
use hashbrown::HashMap;
use std::cmp::Reverse;

/// Share of an axis's hits above which one entry carries it alone.
const CONCENTRATION: f64 = 0.5;
/// Fewest hits of an axis for which concentration is worth a word.
const ENOUGH: u64 = 10;
/// Forms of a wildcard that are named.
const NAMED: usize = 8;

/// What the corpus shows; wildcards last, those that swallow most of what is unusual first.
pub(super) fn corpus(lexicons: &[Lexicon], evidence: &Evidence<'_>) -> Vec<Problem> {
    let Ok(matcher) = Matcher::compile(lexicons, &MatchOptions::default()) else { return Vec::new() };
    let mut of_axis: HashMap<(usize, usize), u64> = HashMap::new();
    for (place, (n, _)) in matcher.entries().iter().zip(evidence.hits) {
        *of_axis.entry((place.lexicon, place.axis)).or_default() += n;
    }
    let (mut out, mut broad) = (Vec::new(), Vec::new());
    for (place, &(n, quoted)) in matcher.entries().iter().zip(evidence.hits) {
        let entry = place.of(lexicons);
        let lexicon = &lexicons[place.lexicon];
        let axis = &lexicon.axes[place.axis];
        let at = |p: Problem| marked(lexicon, entry, p);
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
        broad.extend(breadth(entry, lexicon, evidence).map(|(odd, p)| (odd, at(p))));
    }
    broad.sort_by_key(|(odd, _)| Reverse(*odd));
    out.extend(broad.into_iter().map(|(_, p)| p));
    out
}

/// What a wildcard swallows: how many forms, those of another stem than the usual one first, and how many
/// occurrences those others have.
fn breadth(entry: &Entry, lexicon: &Lexicon, evidence: &Evidence<'_>) -> Option<(u64, Problem)> {
    if entry.kind != PatternKind::Glob {
        return None;
    }
    let code = if entry.language.is_empty() { &lexicon.language } else { &entry.language };
    let words = pattern::globs(&entry.pattern.to_lowercase());
    let wild = words.iter().filter(|w| w.len() > 1 && is_wild(w));
    let (odd, word, forms) = wild.filter_map(|w| swallowed(w, code, evidence)).max_by_key(|(odd, ..)| *odd)?;
    let shown: Vec<String> = forms.iter().take(NAMED).map(|(form, n)| format!("{form} {n}")).collect();
    let more = if forms.len() > NAMED { ", ..." } else { "" };
    let of = if words.len() > 1 { format!("`{word}` in `{}`", entry.pattern) } else { format!("`{}`", entry.pattern) };
    let what = format!("{of} fits {} forms of this corpus: {}{more}", forms.len(), shown.join(", "));
    Some((odd, Problem::note("broad-wildcard", what).remedy("Exclude what is not meant, or write the forms out.")))
}

/// Forms with their counts.
type Forms<'e> = Vec<(&'e str, u64)>;

/// Occurrences of forms of an unusual stem, the word as written, and all forms it fits; `None` below two.
fn swallowed<'e>(word: &[Piece], code: &str, evidence: &Evidence<'e>) -> Option<(u64, String, Forms<'e>)> {
    let fitting = evidence.types.iter().filter(|(form, _)| pattern::fits(word, form));
    let mut forms: Vec<(&str, u64, String)> =
        fitting.map(|(form, n)| (*form, *n, stem(Stemmer::Snowball, code, form).into_owned())).collect();
    if forms.len() < 2 {
        return None;
    }
    let usual = usual_stem(&forms)?;
    forms.sort_by(|a, b| (a.2 == usual, b.1, a.0).cmp(&(b.2 == usual, a.1, b.0)));
    let odd = forms.iter().filter(|f| f.2 != usual).map(|f| f.1).sum();
    let piece = |p: &Piece| match p {
        Piece::Char(c) => *c,
        Piece::One => '?',
        Piece::Many => '*',
    };
    Some((odd, word.iter().map(piece).collect(), forms.into_iter().map(|(form, n, _)| (form, n)).collect()))
}

/// The stem with the most occurrences.
fn usual_stem(forms: &[(&str, u64, String)]) -> Option<String> {
    let mut stems: Vec<(&str, u64)> = forms.iter().map(|(_, n, s)| (s.as_str(), *n)).collect();
    stems.sort_unstable();
    let sum = |run: &[(&str, u64)]| (run.iter().map(|(_, n)| n).sum::<u64>(), Reverse(run[0].0.to_owned()));
    stems.chunk_by(|a, b| a.0 == b.0).map(sum).max().map(|(_, Reverse(stem))| stem)
}
