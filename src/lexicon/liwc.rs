//! Reads and writes LIWC `.dic` (2001, 2007, 2015): a block of numbered categories between two lines of
//! `%`, then one term per line with the numbers of its categories.
//!
//! Tabs before a number nest the category (2015). Conditional codes (`<of>131/125`, `(02 134)125/464`) say
//! that the category depends on neighbouring words in a way the format does not describe; the
//! unconditional numbers of such a line are kept and the rest is named.

use super::source::Source;
use super::table::is_emoticon;
use super::tree::{Tree, glob, outline, unglob};
use super::{Entry, Lexicon, PatternKind};
use crate::corpus::Problem;
use hashbrown::HashMap;
use std::fmt::Write;

/// Reads the file; conditional codes are warnings.
pub(super) fn read(source: &Source<'_>) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    let mut reader = Reader { source, tree: Tree::default(), ids: HashMap::new(), faults: Vec::new(), warnings: Vec::new() };
    let mut lines = source.lines().filter(|(_, l)| !l.trim().is_empty());
    let (first, opening) = lines.next().unwrap_or((1, ""));
    if !opening.trim_start().starts_with('%') {
        return Err(vec![
            source
                .error("bad-lexicon", first, "a LIWC dictionary begins with a line of %, this one does not")
                .because("The categories and their numbers stand first, between two lines that hold only %.")
                .remedy("Add the block of categories, for instance:\n%\n1\tviolence\n%"),
        ]);
    }
    let mut closed = false;
    let mut path: Vec<usize> = Vec::new();
    for (n, line) in lines {
        if closed {
            reader.term(n, line);
        } else if line.trim_start().starts_with('%') {
            closed = true;
        } else {
            reader.category(n, line, &mut path);
        }
    }
    if !closed {
        let p = source.error("bad-lexicon", first, "the block of categories that begins here is never closed");
        reader.faults.push(p.remedy("Put a line with only % between the categories and the terms."));
    }
    if reader.faults.is_empty() { Ok((reader.tree.finish(), reader.warnings)) } else { Err(reader.faults) }
}

struct Reader<'s> {
    source: &'s Source<'s>,
    tree: Tree,
    ids: HashMap<String, usize>,
    faults: Vec<Problem>,
    warnings: Vec<Problem>,
}

/// A number without leading zeros, or `None` when the text is no number.
fn id(text: &str) -> Option<String> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.trim_start_matches('0').to_owned())
}

/// What stands after a term on its line.
#[derive(Debug, PartialEq)]
enum Code<'a> {
    Id(&'a str),
    Conditional(&'a str),
    Other(&'a str),
}

/// The codes in `text`; a parenthesis may hold spaces.
fn codes(text: &str) -> Vec<Code<'_>> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let from = if rest.starts_with('(') { rest.find(')').unwrap_or(0) } else { 0 };
        let end = rest[from..].find(char::is_whitespace).map_or(rest.len(), |i| from + i);
        let code = &rest[..end];
        out.push(if id(code).is_some() {
            Code::Id(code)
        } else if code.contains(['/', '<']) || code.starts_with('(') {
            Code::Conditional(code)
        } else {
            Code::Other(code)
        });
        rest = rest[end..].trim_start();
    }
    out
}

impl Reader<'_> {
    fn category(&mut self, n: u64, line: &str, path: &mut Vec<usize>) {
        let depth = line.bytes().take_while(|b| *b == b'\t').count();
        let content = line.trim();
        let (number, name) = content.split_once(char::is_whitespace).unwrap_or((content, ""));
        let number = id(number);
        let name = if number.is_some() { name.trim() } else { content };
        if name.is_empty() {
            let p = self.source.error("bad-lexicon", n, "this category has a number but no name");
            self.faults.push(p.remedy("Write the number, a tab and the name of the category."));
            return;
        }
        let (name, label) = match name.split_once(" (") {
            Some((name, label)) if label.ends_with(')') => (name.trim(), &label[..label.len() - 1]),
            _ => (name, ""),
        };
        path.truncate(depth);
        let (category, _) = self.tree.open(path.last().copied(), name, n);
        self.tree.axes[category].title = label.to_owned();
        path.push(category);
        if let Some(number) = number
            && self.ids.insert(number.clone(), category).is_some()
        {
            let p = self.source.error("duplicate-key", n, format!("category number {number} stands twice"));
            self.faults.push(p.remedy("Give every category its own number."));
        }
    }

    fn term(&mut self, n: u64, line: &str) {
        let (term, codes) = match line.split_once('\t') {
            Some((term, rest)) if !term.trim().is_empty() => (term.trim(), codes(rest)),
            _ => self.split_by_spaces(line.trim()),
        };
        let mut conditional = Vec::new();
        let mut known: Vec<usize> = Vec::new();
        for code in &codes {
            match code {
                Code::Id(text) => match id(text).and_then(|i| self.ids.get(&i)) {
                    Some(&c) if known.contains(&c) => {}
                    Some(&c) => known.push(c),
                    None => self.unknown(n, line, text),
                },
                Code::Conditional(text) => conditional.push(*text),
                Code::Other(text) => self.unknown(n, line, text),
            }
        }
        if codes.is_empty() {
            let p = self.source.error("unknown-category", n, format!("the term `{term}` has no category"));
            self.faults.push(p.remedy("Write the number of its category after the term and a tab."));
        }
        if !conditional.is_empty() {
            let what = format!("`{term}` has conditional categories, which are left out: {}", conditional.join(" "));
            let p = self.source.warning("conditional-code", n, what);
            self.warnings.push(p.because("LIWC2007 counts them only beside certain words.").remedy(
                "Write the condition as an entry with `needs` in a TOML lexicon: framescope lexicon convert FILE --to toml",
            ));
        }
        let kind = if is_emoticon(term) { PatternKind::Literal } else { PatternKind::Glob };
        let pattern = if kind == PatternKind::Literal { term.to_owned() } else { glob(term, "*") };
        for category in known {
            self.tree.add(category, Entry { pattern: pattern.clone(), kind, line: n, ..Entry::default() });
        }
    }

    /// Without a tab: the numbers at the end that are categories, at least one word being the term.
    fn split_by_spaces<'l>(&self, line: &'l str) -> (&'l str, Vec<Code<'l>>) {
        let mut end = line.len();
        while let Some(i) = line[..end].trim_end().rfind(char::is_whitespace) {
            let last = line[i..end].trim();
            let numbered = id(last).is_some_and(|n| self.ids.contains_key(&n));
            let stray = end == line.len() && id(last).is_some();
            if !numbered && !stray {
                break;
            }
            end = i;
            if !numbered {
                break;
            }
        }
        (line[..end].trim(), codes(&line[end..]))
    }

    fn unknown(&mut self, n: u64, line: &str, code: &str) {
        let at = self.source.range(n).start + line.rfind(code).unwrap_or(0);
        let p = self.source.error_at(
            "unknown-category",
            at..at + code.len(),
            format!("the list of categories has no number `{code}`"),
        );
        self.faults.push(p.remedy("Add the category to the block between the lines of %, or remove the number."));
    }
}

/// Writes the file; categories are numbered in order.
pub(super) fn write(lexicon: &Lexicon) -> String {
    let mut out = String::from("%\n");
    let mut terms: Vec<(String, Vec<usize>)> = Vec::new();
    let mut place: HashMap<String, usize> = HashMap::new();
    for (i, branch) in outline(lexicon).iter().enumerate() {
        let label = if branch.axis.title.is_empty() { String::new() } else { format!(" ({})", branch.axis.title) };
        let _ = writeln!(out, "{}{}\t{}{label}", "\t".repeat(branch.depth), i + 1, branch.axis.name());
        for e in &branch.axis.category.entries {
            let term = if e.kind == PatternKind::Literal { Some(e.pattern.clone()) } else { unglob(&e.pattern, "*") };
            let Some(term) = term else { continue };
            let at = *place.entry(term.clone()).or_insert_with(|| {
                terms.push((term, Vec::new()));
                terms.len() - 1
            });
            terms[at].1.push(i + 1);
        }
    }
    out.push_str("%\n");
    for (term, ids) in terms {
        let ids: Vec<String> = ids.iter().map(usize::to_string).collect();
        let _ = writeln!(out, "{term}\t{}", ids.join("\t"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
        read(&Source::decode("f.dic", text.as_bytes()).map_err(|p| vec![p])?)
    }

    fn entries(l: &Lexicon) -> Vec<(String, Vec<String>)> {
        l.axes.iter().map(|a| (a.key.clone(), a.category.entries.iter().map(|e| e.pattern.clone()).collect())).collect()
    }

    #[test]
    fn terms_are_split_from_the_right() {
        let rows = [
            ("october 7\t1", "october 7"),
            ("9 11\t1", "9 11"),
            ("covid 19\t1", "covid 19"),
            ("covid 19 1", "covid 19"),
            ("safe*\t\t\t01  ", "safe*"),
            ("why?\t1", "why\\?"),
            (":)\t1", ":)"),
        ];
        for (line, want) in rows {
            let (l, _) = read_text(&format!("\n\n%\t\t\n1\ta\n%\n\n{line}\n")).unwrap();
            assert_eq!(entries(&l), [("a".to_owned(), vec![want.to_owned()])], "{line}");
        }
    }

    #[test]
    fn categories_nest_after_blank_lines() {
        let (l, _) = read_text("\n\n%\n1\ta\n\t2\tb\n\t\t3 c\nelse\n\t4\td (some label)\n%\nx\t3\t4\n").unwrap();
        let got: Vec<_> = l.axes.iter().map(|a| (a.key.as_str(), a.parent.as_str(), a.title.as_str())).collect();
        assert_eq!(
            got,
            [("a", "", ""), ("a.b", "a", ""), ("a.b.c", "a.b", ""), ("else", "", ""), ("else.d", "else", "some label")]
        );
        assert_eq!(l.n_entries(), 2);
    }

    #[test]
    fn conditional_codes_are_named_and_the_rest_kept() {
        let head = "%\n125\ta\n126\tb\n131\tc\n253\td\n464\te\n%\n";
        let (l, w) = read_text(&format!("{head}like\t(02 134)125/464\t(02 134)126\t253\nkind\t<of>131/125\n")).unwrap();
        assert_eq!(entries(&l)[3], ("d".into(), vec!["like".to_owned()]));
        assert_eq!(w.iter().map(|p| (p.code, p.line)).collect::<Vec<_>>(), [("conditional-code", 8), ("conditional-code", 9)]);
        assert!(w[0].what.contains("(02 134)125/464 (02 134)126"), "{}", w[0].what);
    }

    #[test]
    fn faults_have_their_line() {
        let rows = [
            ("1\tviolence\nterror*\t1\n", "bad-lexicon", 1, "1\tviolence"),
            ("%\n1\ta\nterror\t1", "bad-lexicon", 1, "%"),
            ("%\n1\ta\n%\nx\t1\t9\n", "unknown-category", 4, "9"),
            ("%\n1\ta\n%\nlittle  1  03\n", "unknown-category", 4, "03"),
            ("%\n1\ta\n01\tb\n%\n", "duplicate-key", 3, "01\tb"),
            ("%\n1\ta\n%\nx\n", "unknown-category", 4, "x"),
            ("%\n1\n%\n", "bad-lexicon", 2, "1"),
        ];
        for (text, code, line, marked) in rows {
            let p = &read_text(text).unwrap_err()[0];
            assert_eq!((p.code, p.line, &p.source_line[p.mark.0..p.mark.1]), (code, line, marked), "{text:?}");
        }
    }
}
