//! Who gets to speak per outlet and event: with how many words, by which reporting verbs, named or not.
//!
//! In: the attributions of each document. Out: `speakers_by_event.csv`, one row per speaker, and
//! `sources_by_event.csv`, the named, the unnamed and nobody side by side.

use super::Report;
use super::passages::Names;
use crate::count::QuoteRow;
use crate::measure::tables::table;
use crate::table::{Table, Value};
use crate::voice::SpeakerKind;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Verbs listed per cell.
const VERBS: usize = 8;

/// Event, outlet.
type Cell = (u32, u32);

/// Words and attributions of a speaker or of a kind of speakers.
#[derive(Default)]
struct Spoken {
    kind: SpeakerKind,
    quotes: u64,
    tokens: u64,
    verbs: BTreeMap<String, u64>,
}

impl Spoken {
    fn add(&mut self, q: &QuoteRow) {
        self.kind = self.kind.max(q.speaker_kind);
        self.quotes += 1;
        self.tokens += u64::from(q.n_tokens);
        if !q.cue_lemma.is_empty() {
            *self.verbs.entry(q.cue_lemma.clone()).or_default() += 1;
        }
    }

    /// `say 5, warn 2`, the most frequent first.
    fn verbs(&self) -> String {
        let mut verbs: Vec<(&String, &u64)> = self.verbs.iter().collect();
        verbs.sort_by_key(|(verb, n)| (Reverse(**n), *verb));
        verbs.truncate(VERBS);
        verbs.iter().map(|(verb, n)| format!("{verb} {n}")).collect::<Vec<_>>().join(", ")
    }

    /// Attributions, words, their share of the outlet's on the event, verbs.
    fn values(&self, all: u64) -> [Value; 4] {
        let share = (all > 0).then(|| self.tokens as f64 / all as f64);
        [self.quotes.into(), self.tokens.into(), share.into(), self.verbs().into()]
    }
}

/// Whether a speaker is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Naming {
    Named,
    Unnamed,
    Nobody,
}

/// What a speaker's kind and words show: a name has a capital letter, or its script has none.
fn naming(speaker: &str, kind: SpeakerKind) -> Naming {
    let cased = speaker.chars().any(|c| c.is_lowercase());
    let capital = speaker.chars().any(char::is_uppercase);
    match kind {
        _ if speaker.is_empty() => Naming::Nobody,
        SpeakerKind::Person | SpeakerKind::Organisation => Naming::Named,
        SpeakerKind::Unknown if capital || !cased => Naming::Named,
        SpeakerKind::Unknown | SpeakerKind::Unnamed => Naming::Unnamed,
    }
}

/// Sums over the attributions of documents on an event.
#[derive(Default)]
pub(super) struct Sources {
    cells: BTreeMap<Cell, BTreeMap<String, Spoken>>,
}

impl Sources {
    /// Adds the attributions of document `i`.
    pub(super) fn add(&mut self, report: &Report<'_>, i: usize, (quotes, names): (&[QuoteRow], &Names<'_>)) {
        let totals = &report.counts.documents[i];
        let Some(event) = totals.event else { return };
        for q in quotes.iter().filter(|q| q.zone.is_scored()) {
            self.cells.entry((event, totals.outlet)).or_default().entry(names.speaker(&q.speaker)).or_default().add(q);
        }
    }

    /// `speakers_by_event.csv` and `sources_by_event.csv`.
    pub(super) fn tables(&self, report: &Report<'_>) -> [Table; 2] {
        let (mut speakers, mut sources) = (Vec::new(), Vec::new());
        for (&(event, outlet), of_cell) in &self.cells {
            let keys = [
                Value::from(report.legend.events[event as usize].as_str()),
                report.counts.outlets[outlet as usize].id.as_str().into(),
            ];
            let all: u64 = of_cell.values().map(|s| s.tokens).sum();
            let mut sorted: Vec<(&String, &Spoken)> = of_cell.iter().filter(|(name, _)| !name.is_empty()).collect();
            sorted.sort_by_key(|(name, s)| (Reverse((s.tokens, s.quotes)), *name));
            for (name, spoken) in sorted {
                let mut row = keys.to_vec();
                row.extend([name.as_str().into(), spoken.kind.name().into()]);
                row.extend(spoken.values(all));
                speakers.push(row);
            }
            for (naming, (n, sum)) in by_naming(of_cell) {
                let mut row = keys.to_vec();
                row.extend([["named", "unnamed", "nobody"][naming as usize].into(), n.into()]);
                row.extend(sum.values(all));
                sources.push(row);
            }
        }
        let last = ["n_quotes", "n_tokens_quoted", "event_share", "verbs"];
        let columns = |middle: [&'static str; 2]| [&["event_id", "outlet_id"], &middle[..], &last].concat();
        [
            table("speakers_by_event", "Who gets to speak on each event", &columns(["speaker", "speaker_kind"]), speakers),
            table("sources_by_event", "Named and unnamed sources on each event", &columns(["naming", "n_speakers"]), sources),
        ]
    }
}

/// How many speakers are named, unnamed or nobody, and what they say.
fn by_naming(of_cell: &BTreeMap<String, Spoken>) -> BTreeMap<Naming, (u64, Spoken)> {
    let mut sums: BTreeMap<Naming, (u64, Spoken)> = BTreeMap::new();
    for (name, spoken) in of_cell {
        let (n, sum) = sums.entry(naming(name, spoken.kind)).or_default();
        *n += u64::from(!name.is_empty());
        sum.quotes += spoken.quotes;
        sum.tokens += spoken.tokens;
        spoken.verbs.iter().for_each(|(verb, n)| *sum.verbs.entry(verb.clone()).or_default() += n);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_are_named_or_not() {
        let rows = [
            ("Dana Kost", SpeakerKind::Person, Naming::Named),
            ("Hamas", SpeakerKind::Unknown, Naming::Named),
            ("سامي حداد", SpeakerKind::Unknown, Naming::Named),
            ("two drivers", SpeakerKind::Unknown, Naming::Unnamed),
            ("Western officials", SpeakerKind::Unnamed, Naming::Unnamed),
            ("", SpeakerKind::Unknown, Naming::Nobody),
        ];
        for (speaker, kind, expected) in rows {
            assert_eq!(naming(speaker, kind), expected, "{speaker}");
        }
    }
}
