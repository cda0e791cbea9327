//! Hits by axis, outlet, event and voice, from the documents of the fold.

use super::Corpus;
use crate::count::{AxisUnit, EntryCount, Voices};
use crate::lexicon::Pole;
use crate::voice::Voice;

/// Hits by pole (a or category, b, neutral) and voice.
pub(super) type Poles = [[u32; 4]; 3];

/// Documents sorted by event.
pub(super) type ByEvent<T> = Vec<(Option<u32>, T)>;

/// The documents of every outlet, and the hits of every axis by outlet and document.
pub struct Cells {
    by_outlet: Vec<Vec<u32>>,
    /// The places of those documents by event, documents of none first.
    by_event: Vec<Vec<usize>>,
    by_axis: Vec<Vec<(u32, u32, Poles)>>,
}

impl Cells {
    /// Groups documents by outlet and hits by axis.
    pub fn new(corpus: Corpus<'_>) -> Cells {
        let mut by_axis = vec![Vec::new(); corpus.legend.axes.len()];
        let mut by_outlet = vec![Vec::new(); corpus.counts.outlets.len()];
        for (d, document) in corpus.counts.documents.iter().enumerate() {
            by_outlet[document.outlet as usize].push(d as u32);
            for &hit in &document.entries {
                add(&mut by_axis, corpus, (document.outlet, d as u32), hit);
            }
            for &(axis, voice, n) in &document.below {
                poles(&mut by_axis[axis as usize], (document.outlet, d as u32))[0][voice as usize] += n;
            }
        }
        by_axis.iter_mut().for_each(|hits| hits.sort_by_key(|h| (h.0, h.1)));
        let by_event = |documents: &Vec<u32>| {
            let mut places: Vec<usize> = (0..documents.len()).collect();
            places.sort_by_key(|&i| corpus.counts.documents[documents[i] as usize].event);
            places
        };
        Cells { by_event: by_outlet.iter().map(by_event).collect(), by_outlet, by_axis }
    }

    /// Whether any document has a hit of the axis.
    pub fn has_hits(&self, axis: usize) -> bool {
        !self.by_axis[axis].is_empty()
    }

    /// The documents of an outlet.
    pub fn documents(&self, outlet: usize) -> &[u32] {
        &self.by_outlet[outlet]
    }

    /// Hits of an axis in an outlet: outlet, document, hits; by document.
    pub fn hits(&self, axis: usize, outlet: usize) -> &[(u32, u32, Poles)] {
        let hits = &self.by_axis[axis];
        let start = hits.partition_point(|h| (h.0 as usize) < outlet);
        let end = hits.partition_point(|h| h.0 as usize <= outlet);
        &hits[start..end]
    }

    /// One unit per document of an outlet: hits in `voices`, word tokens in them; by event, documents of none first.
    pub fn units(&self, corpus: Corpus<'_>, (axis, outlet, voices): (usize, usize, Voices)) -> Vec<AxisUnit> {
        let mut hits = self.hits(axis, outlet).iter().peekable();
        let unit = |&d: &u32| {
            // Most documents have none.
            let [a, b, neutral] = hits.next_if(|h| h.1 == d).map_or([0; 3], |h| h.2.map(|n| voices.sum(&n)));
            AxisUnit { unit: d, a, b, neutral, n: voices.sum(&corpus.counts.documents[d as usize].n_tokens) }
        };
        let units: Vec<AxisUnit> = self.by_outlet[outlet].iter().map(unit).collect();
        self.by_event[outlet].iter().map(|&i| units[i]).collect()
    }
}

fn add(by_axis: &mut [Vec<(u32, u32, Poles)>], corpus: Corpus<'_>, place: (u32, u32), hit: EntryCount) {
    let (entry, voice, n) = hit;
    let name = corpus.legend.entry(entry);
    let pole = match name.pole {
        Pole::A | Pole::Category => 0,
        Pole::B => 1,
        Pole::Neutral => 2,
        Pole::Exclude => return,
    };
    poles(&mut by_axis[name.axis as usize], place)[pole][voice as usize] += n;
}

/// The hits of an axis in a document.
fn poles(hits: &mut Vec<(u32, u32, Poles)>, (outlet, document): (u32, u32)) -> &mut Poles {
    if hits.last().is_none_or(|h| h.1 != document) {
        hits.push((outlet, document, [[0; 4]; 3]));
    }
    let last = hits.len() - 1;
    &mut hits[last].2
}

/// The voice rows of a table: their name and the voices they add up.
pub(super) fn voice_rows(outlet: Voices) -> [(&'static str, Voices); 6] {
    let only = Voices::only;
    [
        ("outlet", outlet),
        ("own", only(Voice::Own)),
        ("reported", only(Voice::Reported)),
        ("quoted", only(Voice::Quoted)),
        ("scare", only(Voice::Scare)),
        ("all", Voices::ALL),
    ]
}
