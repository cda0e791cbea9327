//! What a reader wants to hear first, in sentences with counts.

use crate::lexicon::Pole;
use crate::measure::tables::Corpus;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Axes told, at most.
const AXES: usize = 5;
/// Outlets named in one sentence, at most.
const OUTLETS: usize = 4;

/// Hits of an axis by outlet and pole, and then by entry.
type Told = BTreeMap<(u32, Pole), BTreeMap<u32, u64>>;

/// One sentence per axis with most hits of its poles in the outlets' own words.
pub(super) fn sentences(corpus: Corpus<'_>) -> Vec<String> {
    let Some(voices) = corpus.counts.voices else { return Vec::new() };
    let mut told: BTreeMap<u32, Told> = BTreeMap::new();
    for document in &corpus.counts.documents {
        for (id, voice, n) in &document.entries {
            let entry = corpus.legend.entry(*id);
            if voices.has(*voice) && matches!(entry.pole, Pole::A | Pole::B) {
                *told
                    .entry(entry.axis)
                    .or_default()
                    .entry((document.outlet, entry.pole))
                    .or_default()
                    .entry(id.0)
                    .or_default() += u64::from(*n);
            }
        }
    }
    let total = |cells: &Told| cells.values().flat_map(|e| e.values()).sum::<u64>();
    let mut axes: Vec<_> = told.into_iter().collect();
    axes.sort_by_cached_key(|(axis, cells)| (std::cmp::Reverse(total(cells)), *axis));
    axes.iter().take(AXES).map(|(axis, cells)| sentence(corpus, *axis, cells)).collect()
}

fn sentence(corpus: Corpus<'_>, axis: u32, cells: &Told) -> String {
    let name = &corpus.legend.axes[axis as usize];
    let mut parts: Vec<(u64, String)> = cells
        .iter()
        .map(|((outlet, pole), entries)| {
            let n: u64 = entries.values().sum();
            let words: Vec<String> = top(corpus, entries);
            let label = &name.labels[usize::from(*pole == Pole::B)];
            (n, format!("{} uses the {label} {} ({})", corpus.counts.outlets[*outlet as usize].name, times(n), words.join(", ")))
        })
        .collect();
    parts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let more = parts.len().saturating_sub(OUTLETS);
    let mut out: String = parts.into_iter().take(OUTLETS).map(|p| p.1).collect::<Vec<_>>().join("; ");
    if more > 0 {
        let _ = write!(out, "; {more} more");
    }
    let enough = cells.values().flat_map(|e| e.values()).sum::<u64>() >= corpus.parameters.floor_hits
        && corpus.counts.documents.len() as u64 >= corpus.parameters.floor_documents;
    let caveat = if enough { "" } else { " Too few hits for an interval." };
    format!("{}: in its own words {out}.{caveat}", name.key)
}

fn top(corpus: Corpus<'_>, entries: &BTreeMap<u32, u64>) -> Vec<String> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by_key(|(id, n)| (std::cmp::Reverse(**n), **id));
    sorted.iter().take(3).map(|(id, n)| format!("{} {n}", corpus.legend.entries[**id as usize].pattern)).collect()
}

fn times(n: u64) -> String {
    match n {
        1 => "once".into(),
        2 => "twice".into(),
        n => format!("{n} times"),
    }
}
