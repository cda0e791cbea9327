//! framescope compares framing: who uses which words for the same thing, in whose voice, how often,
//! how surely, and where exactly.
//!
//! The modules stand in the order the data flows; each uses only those before it
//! (`tests/it/tidy.rs` reads the sources and checks it):
//! files become documents ([`corpus`], [`read`]), documents become annotated tokens
//! ([`clean`], [`language`], [`token`], [`voice`], [`annotate`]), lexicons find hits in them
//! ([`lexicon`], [`actor`]), what the corpus holds is surveyed ([`survey`]), everything countable is
//! counted in a mergeable form ([`count`]), measured ([`measure`]) into tables ([`table`]) and written
//! ([`mod@write`]); [`study`] is the design that drives it.

mod parallel;

pub mod corpus;

pub mod read;

pub mod language;

pub mod clean;

pub mod token;

pub mod voice;

pub mod annotate;

pub mod lexicon;

pub mod actor;

pub mod survey;

pub mod count;

pub mod table;

pub mod measure;

pub mod write;

pub mod study;
