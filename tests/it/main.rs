//! Tests that cross modules, one file per theme.

mod language;
mod lexicon_files;
mod lexicons;
