//! What is done to a lexicon of any format once it is read: names, limits, broken patterns, duplicates
//! and contradictions.

use super::format::Format;
use super::pattern::{self, Compiler};
use super::source::Source;
use super::toml::is_language;
use super::{Axis, Entry, Lexicon, PatternKind, Pole};
use crate::corpus::{Problem, Severity};
use crate::language::{Stemmer, language};
use crate::token::fold;
use hashbrown::HashMap;
use sha2::{Digest, Sha256};

/// Most entries a lexicon may have.
const MAX_ENTRIES: usize = 200_000;

/// The lexicon ready for use with warnings, or every fault that keeps it from use.
pub(super) fn finish(
    source: &Source<'_>,
    mut lexicon: Lexicon,
    format: &Format,
) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
    if lexicon.name.is_empty() {
        lexicon.name = stem(source.file).to_owned();
    }
    source.file.clone_into(&mut lexicon.file);
    let n = lexicon.n_entries();
    if n > MAX_ENTRIES {
        let p = Problem::error("too-large", format!("{} has {n} entries, a lexicon may have {MAX_ENTRIES}", source.file));
        return Err(vec![p.at(source.file, 0).remedy("Split it into several files and name each with -l.")]);
    }
    let mut faults = Vec::new();
    keys(source, &lexicon, &mut faults);
    for axis in &mut lexicon.axes {
        for pole in Pole::ALL {
            for entry in &mut axis.list_mut(pole).entries {
                one(source, entry, &mut faults);
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut warnings = repeated(source, &mut lexicon, format);
    let unreachable = unreachable(source, &lexicon);
    if n > 0 && unreachable.len() == lexicon.n_entries() {
        return Err(unreachable.into_iter().map(|p| Problem { severity: Severity::Error, ..p }).collect());
    }
    warnings.extend(unreachable);
    Ok((lexicon, warnings))
}

/// Entries without a letter or digit that no text is ever cut into: signs, faces.
fn unreachable(source: &Source<'_>, lexicon: &Lexicon) -> Vec<Problem> {
    let signs = |e: &&Entry| e.kind != PatternKind::Regex && e.pattern.chars().filter(|c| c.is_alphanumeric()).count() < 2;
    let mut compiler: Option<Compiler> = None;
    let mut out = Vec::new();
    for e in lexicon.axes.iter().flat_map(|a| a.entries().map(|(_, e)| e)).filter(signs) {
        let compiler = compiler.get_or_insert_with(|| Compiler::new(false, Stemmer::Off));
        if compiler.readings(&e.pattern, e.kind, &e.language).iter().all(|r| r.elements.is_empty()) {
            let p = Problem::warning("term-unreachable", format!("`{}` can never match a text", e.pattern));
            let p = source.show(p, place(source, e), "").because("It holds no word as texts are cut into words.");
            out.push(p.remedy("Write it as it stands in texts, or remove it."));
        }
    }
    out
}

/// The file name without folders and extension.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(s, _)| if s.is_empty() { name } else { s })
}

/// SHA-256 of the bytes, hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Keys stand once, parents exist and do not go round in circles.
fn keys(source: &Source<'_>, lexicon: &Lexicon, faults: &mut Vec<Problem>) {
    let mut first: HashMap<&str, &Axis> = HashMap::new();
    for axis in &lexicon.axes {
        if let Some(other) = first.get(axis.key.as_str()) {
            let what = format!("`{}` stands twice, first in line {}", axis.key, other.line);
            faults.push(source.error("duplicate-key", axis.line, what).remedy("Merge the two, or rename one."));
        }
        first.insert(&axis.key, axis);
    }
    for axis in &lexicon.axes {
        let (mut at, mut steps) = (axis, 0);
        while !at.parent.is_empty() {
            steps += 1;
            match first.get(at.parent.as_str()) {
                Some(parent) if steps <= lexicon.axes.len().min(256) => at = parent,
                found => {
                    let why = if found.is_some() { "leads back to itself" } else { "does not exist" };
                    let what = format!("the parent `{}` of `{}` {why}", at.parent, at.key);
                    faults.push(source.error("unknown-category", axis.line, what).remedy("Name a category of this lexicon."));
                    break;
                }
            }
        }
    }
}

/// Checks one entry by itself and brings its language code into its usual form.
fn one(source: &Source<'_>, entry: &mut Entry, faults: &mut Vec<Problem>) {
    if entry.pattern.trim().is_empty() {
        faults.push(
            source
                .error("empty-term", entry.line, "an entry without a pattern")
                .remedy("Write the pattern, or remove the entry."),
        );
        return;
    }
    let language = entry.language.trim().to_lowercase().replace('_', "-");
    if language == "und" || language == "any" || language == "*" {
        entry.language.clear();
    } else if !language.is_empty() && !is_language(&language) {
        let p = source.error("unknown-language", entry.line, format!("`{}` is no language code", entry.language));
        faults.push(p.remedy("Write a code such as en, ar or pt-br, or leave it empty for any language."));
    } else {
        entry.language = language;
    }
    let contexts = entry.needs.iter().chain(&entry.excludes).chain(&entry.near).map(|p| (p.as_str(), PatternKind::Glob));
    for (text, kind) in std::iter::once((entry.pattern.as_str(), entry.kind)).chain(contexts) {
        if let Err(fault) = pattern::check(text, kind) {
            let line = source.range(entry.line);
            let at = source.text[line.clone()].find(text).map(|i| line.start + i);
            let mark = at.map_or(line, |i| i + fault.at.start..i + fault.at.end.max(fault.at.start + 1));
            let p = Problem::error(fault.code, fault.what);
            faults.push(source.show(p, mark, fault.label).remedy(fault.remedy));
        }
    }
}

/// What makes two entries the same: the folded pattern, its kind, language and context.
fn identity(e: &Entry) -> String {
    let mut key = String::with_capacity(e.pattern.len() + e.language.len() + 4);
    key.push_str(e.kind.name());
    key.push_str(&e.language);
    key.push(if e.case_sensitive { '\u{1}' } else { '\u{2}' });
    let folded = if e.case_sensitive || e.kind == PatternKind::Regex {
        e.pattern.clone()
    } else {
        fold(&e.pattern, language(&e.language))
    };
    for word in folded.split_whitespace() {
        key.push_str(word);
        key.push(' ');
    }
    if let Some(window) = e.window {
        key.push_str(&window.to_string());
    }
    for part in [&e.needs, &e.excludes, &e.near].into_iter().filter(|p| !p.is_empty()) {
        key.push('\u{3}');
        key.push_str(&part.join("\u{4}"));
    }
    key
}

/// Where an entry with some identity was seen first in a list.
#[derive(Clone, Copy)]
struct Seen {
    axis: usize,
    pole: Pole,
    line: u64,
}

/// Removes entries that stand twice in one list, and names entries that stand in opposed poles, in an axis
/// and its exclusions, or in two unrelated categories.
fn repeated(source: &Source<'_>, lexicon: &mut Lexicon, format: &Format) -> Vec<Problem> {
    let mut warnings = Vec::new();
    let mut seen: HashMap<String, Vec<Seen>> = HashMap::with_capacity(lexicon.n_entries());
    for axis in 0..lexicon.axes.len() {
        for pole in Pole::ALL {
            let mut entries = std::mem::take(&mut lexicon.axes[axis].list_mut(pole).entries);
            entries.retain(|e| {
                let here = Seen { axis, pole, line: e.line };
                let places = seen.entry(identity(e)).or_default();
                if let Some(first) = places.iter().find(|s| (s.axis, s.pole) == (axis, pole)) {
                    warnings.push(twice(source, &lexicon.axes[axis], (e, first.line)));
                    return false;
                }
                let clashes = places.iter().filter(|s| clash(lexicon, (**s, here), format));
                warnings.extend(clashes.map(|s| contradiction(source, lexicon, e, (*s, here))));
                places.push(here);
                true
            });
            lexicon.axes[axis].list_mut(pole).entries = entries;
        }
    }
    warnings.sort_by_key(|p| p.line);
    warnings
}

fn twice(source: &Source<'_>, axis: &Axis, (e, first): (&Entry, u64)) -> Problem {
    let what = format!("`{}` stands twice in `{}`, in lines {first} and {}; it is counted once", e.pattern, axis.key, e.line);
    let p = Problem::warning("duplicate-term", what);
    source.show(p, place(source, e), "again").remedy("Remove one of the two.")
}

/// Whether the same entry in two places is a contradiction.
fn clash(lexicon: &Lexicon, (a, b): (Seen, Seen), format: &Format) -> bool {
    let unpaired = a.pole == Pole::Category && b.pole == Pole::Category;
    a.axis == b.axis || (unpaired && !format.shares && !related(lexicon, a.axis, b.axis))
}

fn contradiction(source: &Source<'_>, lexicon: &Lexicon, e: &Entry, (first, here): (Seen, Seen)) -> Problem {
    let excluded = first.pole == Pole::Exclude || here.pole == Pole::Exclude;
    let code = if excluded { "excluded-term" } else { "term-in-two-frames" };
    let effect = if excluded { "it never counts" } else { "every hit counts for both" };
    let name = |s: Seen| super::tree::flat_name(&lexicon.axes[s.axis], s.pole);
    let what = format!("`{}` stands in `{}` (line {}) and in `{}`; {effect}", e.pattern, name(first), first.line, name(here));
    source
        .show(Problem::warning(code, what), place(source, e), "again")
        .remedy("Remove it from one of the two, or say with `needs` which context is meant.")
}

/// The bytes of an entry's pattern, or of its line where it is written in another way.
fn place(source: &Source<'_>, e: &Entry) -> std::ops::Range<usize> {
    let line = source.range(e.line);
    let found = source.text[line.clone()].rfind(&e.pattern).map(|i| line.start + i..line.start + i + e.pattern.len());
    found.unwrap_or(line)
}

/// Whether one category stands above the other.
fn related(lexicon: &Lexicon, a: usize, b: usize) -> bool {
    let (a, b) = (&lexicon.axes[a], &lexicon.axes[b]);
    a.parent == b.key || b.parent == a.key
}
