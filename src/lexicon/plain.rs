//! Reads and writes the two formats that are a heading and the patterns under it: Lexicoder `.lc3`
//! (`+NAME#RRGGBB`) and VBPro (`>>name<<`).

use super::source::Source;
use super::tree::{Tree, flat_name, glob, unglob};
use super::{Entry, Lexicon, PatternKind, Pole};
use crate::corpus::Problem;

/// Reads Lexicoder 3.
pub(super) fn read_lexicoder(source: &Source<'_>) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    read(source, lexicoder_heading, "+NAME")
}

/// Reads VBPro; a category without a name is called `Entry_` and its number.
pub(super) fn read_vbpro(source: &Source<'_>) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    read(source, vbpro_heading, ">>name<<")
}

/// Name and colour of a line that begins a category.
fn lexicoder_heading(line: &str) -> Option<(&str, &str)> {
    let name = line.strip_prefix('+')?;
    match name.rfind('#') {
        Some(i) if name.len() == i + 7 && name[i + 1..].bytes().all(|b| b.is_ascii_hexdigit()) => {
            Some((name[..i].trim(), &name[i..]))
        }
        _ => Some((name.trim(), "")),
    }
}

/// Name of a line between angle brackets, one or more on each side.
pub(super) fn vbpro_heading(line: &str) -> Option<(&str, &str)> {
    (line.starts_with('>') && line.ends_with('<')).then(|| (line.trim_matches(['>', '<', ' ', '\t']), ""))
}

fn read(
    source: &Source<'_>,
    heading: fn(&str) -> Option<(&str, &str)>,
    form: &str,
) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    let (mut tree, mut warnings, mut category) = (Tree::default(), Vec::new(), None);
    for (n, line) in source.lines() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if let Some((name, colour)) = heading(line) {
            let numbered = format!("Entry_{}", tree.axes.len() + 1);
            let (i, new) = tree.open(None, if name.is_empty() { &numbered } else { name }, n);
            if !new {
                let what = format!("the category `{name}` is opened again; its entries are put together");
                warnings.push(
                    source.warning("duplicate-category", n, what).remedy("Rename one of the two if they are not the same."),
                );
            }
            tree.axes[i].colour = colour.to_lowercase();
            category = Some(i);
        } else if let Some(i) = category {
            tree.add(i, Entry { pattern: glob(line, "*"), line: n, ..Entry::default() });
        } else {
            let p = source.error("bad-lexicon", n, "this pattern stands before the first category");
            return Err(vec![p.remedy(format!("Begin the file with the name of a category: {form}"))]);
        }
    }
    Ok((tree.finish(), warnings))
}

/// Writes Lexicoder 3.
pub(super) fn write_lexicoder(lexicon: &Lexicon) -> String {
    write(lexicon, |name, colour| format!("+{name}{}", colour.to_uppercase()))
}

/// Writes VBPro.
pub(super) fn write_vbpro(lexicon: &Lexicon) -> String {
    write(lexicon, |name, _| format!(">>{name}<<"))
}

fn write(lexicon: &Lexicon, heading: fn(&str, &str) -> String) -> String {
    let mut out = String::new();
    for axis in &lexicon.axes {
        out.push_str(&heading(&flat_name(axis, Pole::Category), &axis.colour));
        out.push('\n');
        for e in &axis.category.entries {
            let text = if e.kind == PatternKind::Literal { Some(e.pattern.clone()) } else { unglob(&e.pattern, "*") };
            if let Some(text) = text {
                out.push_str(&text);
                out.push('\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_not_part_of_the_name() {
        let rows = [("+A CATEGORY", "A CATEGORY", ""), ("+negative#AA0000", "negative", "#aa0000"), ("+C#", "C#", "")];
        for (line, name, colour) in rows {
            let s = Source::decode("f.lc3", line.as_bytes()).unwrap();
            let (l, _) = read_lexicoder(&s).unwrap();
            assert_eq!((l.axes[0].key.as_str(), l.axes[0].colour.as_str()), (name, colour));
        }
    }

    #[test]
    fn patterns_are_kept_as_written() {
        let s = Source::decode("f.lc3", b"+A\n more \n say \"cheese\"\nheckl**\n").unwrap();
        let (l, _) = read_lexicoder(&s).unwrap();
        let got: Vec<_> = l.axes[0].category.entries.iter().map(|e| (e.pattern.as_str(), e.line)).collect();
        assert_eq!(got, [("more", 2), ("say \"cheese\"", 3), ("heckl**", 4)]);
    }

    #[test]
    fn vbpro_names_stand_in_brackets() {
        let s = Source::decode("f.vbp", b">>war<<\ntank\n>><<\nx\n").unwrap();
        let (l, _) = read_vbpro(&s).unwrap();
        assert_eq!(l.axes.iter().map(|a| a.key.as_str()).collect::<Vec<_>>(), ["war", "Entry_2"]);
        let s = Source::decode("f.vbp", b"tank\n>>war<<\n").unwrap();
        assert_eq!(read_vbpro(&s).unwrap_err()[0].line, 1);
    }
}
