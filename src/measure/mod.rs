//! Statistics: pure functions of counts and parameters, one file per measure.
//!
//! Takes integers counted elsewhere and gives numbers with their uncertainty. What cannot be defined
//! (a share of nothing, a ratio to zero) is `None`, never NaN and never 0. Result tables are built from
//! these in the tables submodule; no measure ever sees a document.

pub mod adjust;
pub mod arf;
pub mod axis;
pub mod clustered;
pub mod dispersion;
pub mod g2;
pub mod info;
pub mod log_odds;
pub mod log_ratio;
pub mod lrc;
pub mod pair;
pub mod rate;
pub mod share;
pub mod special;

use info::{MeasureInfo, measure};

/// Every measure, in reading order. One line here gives a measure its study key, its entry in
/// `framescope measures`, its page and its coverage test.
pub const MEASURES: &[MeasureInfo] = &[
    measure!("inference", clustered),
    measure!("inference", axis),
    measure!("inference", adjust),
    measure!("lexicon", rate),
    measure!("lexicon", share),
    measure!("keyness", g2, g2::COLUMNS),
    measure!("keyness", log_ratio, log_ratio::COLUMNS),
    measure!("keyness", lrc),
    measure!("keyness", log_odds),
    measure!("dispersion", dispersion),
    measure!("dispersion", arf),
];
