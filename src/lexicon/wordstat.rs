//! Reads and writes WordStat `.cat`: a tree indented with tabs, patterns with their weight in
//! parentheses among the categories.
//!
//! `_` stands for a space in a pattern. A line without weight is a category when deeper lines follow it,
//! else a pattern. Rule entries are refused: their syntax is not described.

use super::source::Source;
use super::table::number;
use super::tree::{Tree, glob, outline, unglob};
use super::{Entry, Lexicon, PatternKind};
use crate::corpus::Problem;
use std::fmt::Write;

/// Reads the file.
pub(super) fn read(source: &Source<'_>) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    let lines: Vec<(u64, usize, &str)> = source
        .lines()
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(n, l)| (n, l.bytes().take_while(|b| *b == b'\t').count(), l.trim()))
        .collect();
    let (mut tree, mut faults, mut warnings) = (Tree::default(), Vec::new(), Vec::new());
    let mut path: Vec<usize> = Vec::new();
    for (i, &(n, depth, text)) in lines.iter().enumerate() {
        path.truncate(depth);
        let deeper = lines.get(i + 1).is_some_and(|(_, d, _)| *d > depth);
        let weighted = weight(text);
        if text.starts_with('@') {
            let p = source.error("wordstat-rule", n, "a WordStat rule; what it matches cannot be read from the file");
            faults.push(p.remedy("Remove the line, or write the condition with `needs` and `excludes` in a TOML lexicon."));
        } else if depth == 0 && weighted.is_none() || deeper && weighted.is_none() {
            let (category, new) = tree.open(path.last().copied(), text, n);
            if !new {
                let what = format!("the category `{text}` is opened again; its entries are put together");
                warnings.push(
                    source.warning("duplicate-category", n, what).remedy("Rename one of the two if they are not the same."),
                );
            }
            path.push(category);
        } else if let Some(&category) = path.last() {
            let (pattern, w) = weighted.unwrap_or((text, "1"));
            match number(w) {
                Ok(w) => {
                    let pattern = glob(&pattern.replace('_', " "), "*");
                    tree.add(category, Entry { pattern, weight: w.filter(|w| *w != 1.0), line: n, ..Entry::default() });
                }
                Err(why) => {
                    let p = source.error("bad-number", n, format!("weight `{w}` is not a finite number"));
                    faults.push(p.because(why).remedy("Write a number such as (1), (-1.5) or (0.25)."));
                }
            }
        } else {
            let p = source.error("bad-lexicon", n, "this pattern stands outside every category");
            faults.push(p.remedy("Put the name of a category on a line of its own before it."));
        }
    }
    if faults.is_empty() { Ok((tree.finish(), warnings)) } else { Err(faults) }
}

/// A pattern and the number in parentheses after it.
fn weight(text: &str) -> Option<(&str, &str)> {
    let (pattern, w) = text.strip_suffix(')')?.rsplit_once('(')?;
    let numeric = w.bytes().any(|b| b.is_ascii_digit()) && w.bytes().all(|b| b.is_ascii_digit() || b"+-.,eE ".contains(&b));
    (numeric && pattern.ends_with([' ', '\t'])).then(|| (pattern.trim(), w.trim()))
}

/// Writes the file.
pub(super) fn write(lexicon: &Lexicon) -> String {
    let mut out = String::new();
    for branch in outline(lexicon) {
        let tabs = "\t".repeat(branch.depth);
        let _ = writeln!(out, "{tabs}{}", branch.axis.name());
        for e in &branch.axis.category.entries {
            let text = if e.kind == PatternKind::Literal { Some(e.pattern.clone()) } else { unglob(&e.pattern, "*") };
            if let Some(text) = text {
                let _ = writeln!(out, "{tabs}\t{} ({})", text.replace(' ', "_"), e.weight.unwrap_or(1.0));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
        read(&Source::decode("f.cat", text.as_bytes()).map_err(|p| vec![p])?)
    }

    #[test]
    fn weights_and_spaces() {
        let (l, _) =
            read_text("A\r\n\tB\r\n\t\tWAR_IN_IRAQ (10)\r\n\t\tX* (-1)\r\n\t\tY (0.5)\r\n\t\tZ\r\n\tsay \"x\" (1)\r\n").unwrap();
        let got: Vec<_> = l
            .axes
            .iter()
            .flat_map(|a| a.category.entries.iter().map(move |e| (a.key.as_str(), e.pattern.as_str(), e.weight)))
            .collect();
        assert_eq!(
            got,
            [
                ("A", "say \"x\"", None),
                ("A.B", "WAR IN IRAQ", Some(10.0)),
                ("A.B", "X*", Some(-1.0)),
                ("A.B", "Y", Some(0.5)),
                ("A.B", "Z", None)
            ]
        );
    }

    #[test]
    fn names_keep_their_signs() {
        let (l, _) = read_text("NA\n\t+STATE+\n\t\tA (1)\n\tGEN_SENSATION\n\t\tB (1)\n").unwrap();
        assert_eq!(l.axes.iter().map(super::super::Axis::name).collect::<Vec<_>>(), ["NA", "+STATE+", "GEN_SENSATION"]);
    }

    #[test]
    fn rules_are_refused() {
        let p = &read_text("A\n\t@RULE [x near y] (1)\n").unwrap_err()[0];
        assert_eq!((p.code, p.line), ("wordstat-rule", 2));
        let p = &read_text("A (1)\n").unwrap_err()[0];
        assert_eq!((p.code, p.line), ("bad-lexicon", 1));
    }
}
