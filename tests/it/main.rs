//! Tests that cross modules, one file per theme.

// Tests fail by panicking, and say what they skip.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod codes;
mod command;
mod docs;
mod golden;
mod language;
mod laws;
mod lexicon_evidence;
mod lexicon_files;
mod lexicon_refusals;
mod lexicons;
mod measures;
mod order;
mod scope;
mod statistics;
mod tidy;
