//! Tests that cross modules, one file per theme.

mod docs;
mod language;
mod lexicon_files;
mod lexicons;
