//! What is done to a lexicon of any format once it is read: names, limits, broken patterns, duplicates
//! and contradictions.

use super::format::Format;
use super::pattern;
use super::source::Source;
use super::toml::is_language;
use super::{Axis, Entry, Lexicon, PatternKind, Pole};
use crate::corpus::Problem;
use crate::language::language;
use crate::token::fold;
use hashbrown::HashMap;
use sha2::{Digest, Sha256};

/// Most entries a lexicon may have.
const MAX_ENTRIES: usize = 200_000;

/// The lexicon ready for use with warnings, or every fault that keeps it from use.
pub(super) fn finish(source: &Source<'_>, mut lexicon: Lexicon, format: &Format) -> Result<(Lexicon, Vec<Problem>), Vec<Problem>> {
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
    let mut warnings = duplicates(source, &mut lexicon);
    contradictions(source, &lexicon, format, &mut warnings);
    Ok((lexicon, warnings))
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
        faults.push(source.error("empty-term", entry.line, "an entry without a pattern").remedy("Write the pattern, or remove the entry."));
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

/// What makes two entries of one list the same.
fn identity(e: &Entry) -> (String, PatternKind, &str) {
    let text = if e.case_sensitive || e.kind == PatternKind::Regex { format!("\u{1}{}", e.pattern) } else { fold(&e.pattern, language(&e.language)) };
    let mut key = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [&e.needs, &e.excludes, &e.near] {
        key.push('\u{2}');
        key.push_str(&part.join("\u{3}"));
    }
    (format!("{key}\u{2}{:?}", e.window), e.kind, &e.language)
}

/// Removes entries that stand twice in one list, naming both lines.
fn duplicates(source: &Source<'_>, lexicon: &mut Lexicon) -> Vec<Problem> {
    let mut warnings = Vec::new();
    for axis in &mut lexicon.axes {
        let key = axis.key.clone();
        for pole in Pole::ALL {
            let entries = std::mem::take(&mut axis.list_mut(pole).entries);
            let mut first: HashMap<(String, PatternKind, String), u64> = HashMap::with_capacity(entries.len());
            let mut kept = Vec::with_capacity(entries.len());
            for e in entries {
                let (text, kind, language) = identity(&e);
                let id = (text, kind, language.to_owned());
                if let Some(line) = first.get(&id) {
                    let what = format!("`{}` stands twice in `{key}`, in lines {line} and {}; it is counted once", e.pattern, e.line);
                    let p = source.warning("duplicate-term", e.line, what);
                    warnings.push(p.remedy("Remove one of the two lines."));
                } else {
                    first.insert(id, e.line);
                    kept.push(e);
                }
            }
            axis.list_mut(pole).entries = kept;
        }
    }
    warnings.sort_by_key(|p| p.line);
    warnings
}

/// Names entries that stand in opposed poles, in an axis and its exclusions, or in two unrelated categories.
fn contradictions(source: &Source<'_>, lexicon: &Lexicon, format: &Format, warnings: &mut Vec<Problem>) {
    let mut seen: HashMap<(String, PatternKind, &str), Vec<(usize, Pole, u64)>> = HashMap::new();
    let mut found = Vec::new();
    for (i, axis) in lexicon.axes.iter().enumerate() {
        for (pole, e) in axis.entries() {
            let places = seen.entry(identity(e)).or_default();
            for &(other, other_pole, line) in places.iter() {
                let clash = if other == i {
                    Some(())
                } else {
                    let unpaired = pole == Pole::Category && other_pole == Pole::Category;
                    (unpaired && !format.shares && !related(lexicon, i, other)).then_some(())
                };
                if clash.is_some() {
                    found.push((e, (i, pole), (other, other_pole, line)));
                }
            }
            places.push((i, pole, e.line));
        }
    }
    let name = |axis: usize, pole: Pole| super::tree::flat_name(&lexicon.axes[axis], pole);
    for (e, (axis, pole), (other, other_pole, line)) in found {
        let excluded = pole == Pole::Exclude || other_pole == Pole::Exclude;
        let code = if excluded { "excluded-term" } else { "term-in-two-frames" };
        let effect = if excluded { "it never counts" } else { "every hit counts for both" };
        let what = format!("`{}` stands in `{}` (line {line}) and in `{}`; {effect}", e.pattern, name(other, other_pole), name(axis, pole));
        warnings.push(source.warning(code, e.line, what).remedy("Remove it from one of the two, or say with `needs` which context is meant."));
    }
}

/// Whether one category stands above the other.
fn related(lexicon: &Lexicon, a: usize, b: usize) -> bool {
    let (a, b) = (&lexicon.axes[a], &lexicon.axes[b]);
    a.parent == b.key || b.parent == a.key
}
