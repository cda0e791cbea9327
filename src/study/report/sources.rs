//! Who gets to speak per outlet and event: with how many words, by which reporting verbs, named or not.
//!
//! In: the attributions of each document. Out: `speakers_by_event.csv`, one row per speaker, and
//! `sources_by_event.csv`, the named, the unnamed and nobody side by side.

use super::Report;
use super::passages::Sink;
use crate::actor::ActorKind;
use crate::count::QuoteRow;
use crate::measure::tables::table;
use crate::table::{Cell, Table};
use crate::token::{TermId, Vocabulary};
use crate::voice::SpeakerKind;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

/// Verbs listed per cell.
const VERBS: usize = 8;

/// Event, outlet.
type Place = (u32, u32);

/// How often a speaker is of each kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Kinds([u64; SpeakerKind::ALL.len()]);

impl Kinds {
    /// Adds what one attribution shows.
    pub(super) fn add(&mut self, kind: SpeakerKind) {
        self.0[kind as usize] += 1;
    }

    /// The kind of a speaker: that of the actor, else what most attributions show that show anything.
    pub(super) fn of(&self, speaker: &str, report: &Report<'_>) -> SpeakerKind {
        match report.entities.kind(speaker) {
            ActorKind::Person => SpeakerKind::Person,
            ActorKind::Unknown => {
                let shown = SpeakerKind::ALL.into_iter().filter(|&k| k != SpeakerKind::Unknown && self.0[k as usize] > 0);
                shown.max_by_key(|&k| (self.0[k as usize], std::cmp::Reverse(k))).unwrap_or_default()
            }
            ActorKind::Group | ActorKind::Country | ActorKind::Place | ActorKind::Medium => SpeakerKind::Organisation,
        }
    }
}

/// Words and attributions of a speaker or of a kind of speakers.
#[derive(Default)]
struct Spoken {
    kinds: Kinds,
    quotes: u64,
    tokens: u64,
    verbs: BTreeMap<TermId, u64>,
}

impl Spoken {
    fn add(&mut self, q: &QuoteRow<'_>, verb: Option<TermId>) {
        self.kinds.add(q.speaker_kind);
        self.quotes += 1;
        self.tokens += u64::from(q.n_tokens);
        if let Some(verb) = verb {
            *self.verbs.entry(verb).or_default() += 1;
        }
    }

    /// `say 5, warn 2`, the most frequent first.
    fn verbs(&self, words: &Vocabulary) -> String {
        let mut verbs: Vec<(Reverse<u64>, &str)> = self.verbs.iter().map(|(verb, n)| (Reverse(*n), words.form(*verb))).collect();
        verbs.sort_unstable();
        verbs.truncate(VERBS);
        verbs.iter().map(|(n, verb)| format!("{verb} {}", n.0)).collect::<Vec<_>>().join(", ")
    }

    /// Attributions, words, their share of the outlet's on the event, verbs.
    fn values<'a>(&self, all: u64, verbs: &'a str) -> [Cell<'a>; 4] {
        let share = (all > 0).then(|| self.tokens as f64 / all as f64);
        [self.quotes.into(), self.tokens.into(), share.into(), verbs.into()]
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
    cells: BTreeMap<Place, BTreeMap<TermId, Spoken>>,
}

impl Sources {
    /// Adds an attribution to a speaker with a verb.
    pub(super) fn add(&mut self, cell: Place, (speaker, verb): (TermId, Option<TermId>), q: &QuoteRow<'_>) {
        self.cells.entry(cell).or_default().entry(speaker).or_default().add(q, verb);
    }

    /// Sends the rows of `speakers_by_event.csv`; returns `sources_by_event.csv`. `words` are speakers and verbs.
    pub(super) fn table(&self, report: &Report<'_>, words: &Vocabulary, sink: &mut Sink<'_>) -> io::Result<Table> {
        let mut sources = Vec::new();
        for (&(event, outlet), of_cell) in &self.cells {
            let keys = [report.legend.events[event as usize].as_str(), report.counts.outlets[outlet as usize].id.as_str()]
                .map(Cell::from);
            let all: u64 = of_cell.values().map(|s| s.tokens).sum();
            let mut sorted: Vec<(&str, &Spoken)> = of_cell.iter().map(|(name, s)| (words.form(*name), s)).collect();
            let by_naming = by_naming(&sorted, report);
            sorted.retain(|(name, _)| !name.is_empty());
            sorted.sort_by_key(|(name, s)| (Reverse((s.tokens, s.quotes)), *name));
            for (name, spoken) in sorted {
                let verbs = spoken.verbs(words);
                let [quotes, tokens, share, verbs] = spoken.values(all, &verbs);
                let kind = spoken.kinds.of(name, report).name();
                sink(&[keys[0], keys[1], name.into(), kind.into(), quotes, tokens, share, verbs])?;
            }
            for (naming, (n, sum)) in by_naming {
                let verbs = sum.verbs(words);
                let of = [["named", "unnamed", "nobody"][naming as usize].into(), n.into()];
                sources.push(keys.into_iter().chain(of).chain(sum.values(all, &verbs)).map(Cell::to_value).collect());
            }
        }
        Ok(table("sources_by_event", "Named and unnamed sources on each event", &columns(["naming", "n_speakers"]), sources))
    }
}

/// `speakers_by_event.csv` without its rows.
pub(super) fn speaker_table() -> Table {
    table("speakers_by_event", "Who gets to speak on each event", &columns(["speaker", "speaker_kind"]), Vec::new())
}

/// Columns around those of who speaks.
fn columns([who, what]: [&'static str; 2]) -> [&'static str; 8] {
    ["event_id", "outlet_id", who, what, "n_quotes", "n_tokens_quoted", "event_share", "verbs"]
}

/// How many speakers are named, unnamed or nobody, and what they say.
fn by_naming(of_cell: &[(&str, &Spoken)], report: &Report<'_>) -> BTreeMap<Naming, (u64, Spoken)> {
    let mut sums: BTreeMap<Naming, (u64, Spoken)> = BTreeMap::new();
    for (name, spoken) in of_cell {
        let (n, sum) = sums.entry(naming(name, spoken.kinds.of(name, report))).or_default();
        *n += u64::from(!name.is_empty());
        sum.quotes += spoken.quotes;
        sum.tokens += spoken.tokens;
        spoken.verbs.iter().for_each(|(verb, n)| *sum.verbs.entry(*verb).or_default() += n);
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
