//! Tests that cross modules, one file per theme.

mod lexicons;
