//! Second pass: everything countable about one document, and its fold over a corpus.
//!
//! [`document()`] turns an annotated document and its hits into a [`DocumentCounts`]: integers, and the
//! passages behind them. Nothing in it depends on another document, so partials merge by union, in
//! any order. [`Counts`] is the fold: integers by outlet, event, entry, term and voice, from which
//! every statistic is computed. No statistic is known here.

mod document;
mod fold;
mod legend;
mod speakers;
mod text;

pub use document::{
    ActionRow, CountOptions, DocumentCounts, DocumentMeta, DocumentRows, EntryCounts, EvaluationRow, Found, HitRow, MentionRow,
    MentionWords, Mentions, Place, QuoteRow, TermInterner, document, entry_counts,
};
pub use fold::{AxisUnit, Counts, DocumentTotals, EntryCount, Fold, OutletCounts, TermMoments};

pub use legend::{AxisName, EntryName, Legend};
pub use text::{Span, Text, Word};

use crate::voice::Voice;

/// A set of voices, as in `--voices own,reported`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voices(u8);

impl Voices {
    /// The outlet's own words: own and reported.
    pub const OUTLET: Voices = Voices(0b0011);
    /// Every voice.
    pub const ALL: Voices = Voices(0b1111);

    /// A set of one.
    pub fn only(voice: Voice) -> Voices {
        Voices(1 << voice as u8)
    }

    /// The set of all voices in `list`.
    pub fn from_list(list: &[Voice]) -> Voices {
        Voices(list.iter().fold(0, |set, v| set | 1 << *v as u8))
    }

    /// Whether `voice` is in the set.
    pub fn has(self, voice: Voice) -> bool {
        self.0 & (1 << voice as u8) != 0
    }

    /// The sum over the voices in the set.
    pub fn sum(self, by_voice: &[u32; 4]) -> u64 {
        Voice::ALL.iter().filter(|v| self.has(**v)).map(|v| u64::from(by_voice[*v as usize])).sum()
    }
}
