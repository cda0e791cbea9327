//! The words by which the poles of an axis are found in the corpus.

use super::super::Corpus;
use super::Documents;
use crate::count::Voices;
use crate::lexicon::Pole;
use std::collections::BTreeMap;
use std::io;

/// Of one axis: each term that alone is a hit of pole a or b, never of both, and how often.
pub(super) type Seeds = BTreeMap<u32, (Pole, u64)>;

/// The seeds of every axis that is no category, by axis.
pub(super) fn seeds(corpus: Corpus<'_>, documents: &dyn Documents) -> io::Result<Vec<(usize, Seeds)>> {
    let voices = corpus.counts.voices.unwrap_or(Voices::OUTLET);
    let mut found: Vec<BTreeMap<u32, [u64; 2]>> = vec![BTreeMap::new(); corpus.legend.axes.len()];
    for d in 0..corpus.counts.documents.len() {
        let text = documents.text(d)?;
        for hit in text.hits.iter().filter(|h| h.end - h.first == 1 && voices.has(h.voice)) {
            let entry = corpus.legend.entry(hit.entry);
            let pole = [Pole::A, Pole::B].iter().position(|p| *p == entry.pole);
            if let (Some(pole), Some(term)) = (pole, text.words[hit.first as usize].term) {
                found[entry.axis as usize].entry(term).or_default()[pole] += 1;
            }
        }
    }
    let one_pole = |(term, n): (u32, [u64; 2])| match n {
        [a, 0] => Some((term, (Pole::A, a))),
        [0, b] => Some((term, (Pole::B, b))),
        _ => None,
    };
    let axes = found.into_iter().enumerate().filter(|(axis, _)| !corpus.legend.axes[*axis].is_category);
    Ok(axes.map(|(axis, terms)| (axis, terms.into_iter().filter_map(one_pole).collect())).collect())
}
