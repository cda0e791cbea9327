//! Tests that cross modules, one file per theme.

mod command;
mod docs;
mod golden;
mod language;
mod laws;
mod lexicon_files;
mod lexicons;
mod measures;
mod statistics;
mod tidy;
