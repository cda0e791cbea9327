//! The names behind the numbers of the fold: axes, entries, events.

use crate::lexicon::{EntryId, Pole};

/// One axis or category of one lexicon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AxisName {
    /// Name of the lexicon.
    pub lexicon: String,
    /// Key of the axis or category.
    pub key: String,
    /// Title for people.
    pub title: String,
    /// Wording of pole a, pole b and the neutral terms.
    pub labels: [String; 3],
    /// Whether it is an unpaired category.
    pub is_category: bool,
    /// Number of the category it is part of.
    pub parent: Option<u32>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryName {
    /// Number of its axis in [`Legend::axes`].
    pub axis: u32,
    /// Its pole.
    pub pole: Pole,
    /// The pattern as written.
    pub pattern: String,
    /// Line in the lexicon file.
    pub line: u64,
}

/// The names of everything numbered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// Axes and categories in the order of the lexicons.
    pub axes: Vec<AxisName>,
    /// Entries by [`EntryId`].
    pub entries: Vec<EntryName>,
    /// Event identifiers, sorted.
    pub events: Vec<String>,
    /// Document slugs, by document number.
    pub documents: Vec<String>,
}

impl Legend {
    /// The name of an entry.
    pub fn entry(&self, id: EntryId) -> &EntryName {
        &self.entries[id.0 as usize]
    }

    /// The categories an axis is part of, the nearest first.
    pub fn above(&self, axis: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(self.axes[axis as usize].parent, |a| self.axes[*a as usize].parent)
    }

    /// The axis of an entry.
    pub fn axis_of(&self, id: EntryId) -> &AxisName {
        &self.axes[self.entry(id).axis as usize]
    }
}
