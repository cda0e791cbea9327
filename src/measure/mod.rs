//! Statistics: pure functions of counts and parameters, one file per measure.
//!
//! Takes integers counted elsewhere and gives numbers with their uncertainty. What cannot be defined
//! (a share of nothing, a ratio to zero) is `None`, never NaN and never 0. Result tables are built from
//! these in the tables submodule; no measure ever sees a document.

pub mod special;
