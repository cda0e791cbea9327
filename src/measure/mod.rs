//! Statistics: pure functions of counts and parameters, one file per measure.
//!
//! Takes integers counted elsewhere and gives numbers with their uncertainty. What cannot be defined
//! (a share of nothing, a ratio to zero) is `None`, never NaN and never 0. Result tables are built from
//! these in the tables submodule; no measure ever sees a document.

pub mod adjust;
pub mod agreement;
pub mod arf;
pub mod axis;
pub mod bic;
pub mod bootstrap;
pub mod brunner_munzel;
pub mod ca;
pub mod changepoint;
pub mod chi2;
pub mod cluster_evaluation;
pub mod clustered;
pub mod collocation;
pub mod delta;
pub mod difference_coefficient;
pub mod dispersion;
pub mod distance;
pub mod ell;
pub mod fisher;
pub mod g2;
pub mod heterogeneity;
pub mod info;
pub mod log_odds;
pub mod log_ratio;
pub mod lrc;
pub mod lss;
pub mod mann_whitney;
pub mod mantel_haenszel;
pub mod map;
pub mod odds_ratio;
pub mod overdispersion;
pub mod pair;
pub mod pca;
pub mod percent_diff;
pub mod permutation;
pub mod pmi;
pub mod poisson_ratio;
pub mod pole;
pub mod ppmi;
pub mod rate;
pub mod share;
pub mod shrinkage;
pub mod similarity;
pub mod simple_maths;
pub mod special;
pub mod svd;
pub mod tables;
pub mod text_dispersion;
pub mod tf_idf;
pub mod tidylo;
pub mod tree;
pub mod unit;
pub mod validation;
pub mod welch;
pub mod window;
pub mod wordfish;
pub mod wordscores;

use info::{MeasureInfo, measure};

/// Every measure, in reading order. One line here gives a measure its study key, its entry in
/// `framescope measures`, its page and its coverage test.
pub const MEASURES: &[MeasureInfo] = &[
    measure!("inference", clustered),
    measure!("inference", axis),
    measure!("inference", permutation),
    measure!("inference", mantel_haenszel),
    measure!("inference", heterogeneity),
    measure!("inference", overdispersion),
    measure!("inference", bootstrap),
    measure!("inference", changepoint),
    measure!("inference", adjust),
    measure!("lexicon", pole),
    measure!("lexicon", rate),
    measure!("lexicon", share),
    measure!("lexicon", shrinkage),
    measure!("keyness", g2, g2::COLUMNS),
    measure!("keyness", chi2, chi2::COLUMNS),
    measure!("keyness", fisher, fisher::COLUMNS),
    measure!("keyness", poisson_ratio, poisson_ratio::COLUMNS),
    measure!("keyness", log_ratio, log_ratio::COLUMNS),
    measure!("keyness", percent_diff, percent_diff::COLUMNS),
    measure!("keyness", odds_ratio, odds_ratio::COLUMNS),
    measure!("keyness", difference_coefficient, difference_coefficient::COLUMNS),
    measure!("keyness", simple_maths, simple_maths::COLUMNS),
    measure!("keyness", pmi, pmi::COLUMNS),
    measure!("keyness", bic, bic::COLUMNS),
    measure!("keyness", ell, ell::COLUMNS),
    measure!("keyness", lrc),
    measure!("keyness", log_odds, log_odds::COLUMNS),
    measure!("keyness", tidylo),
    measure!("keyness", text_dispersion),
    measure!("keyness", mann_whitney),
    measure!("keyness", brunner_munzel),
    measure!("keyness", welch),
    measure!("dispersion", dispersion),
    measure!("dispersion", arf),
    measure!("collocation", window),
    measure!("collocation", collocation),
    measure!("validation", agreement),
    measure!("validation", validation),
    measure!("validation", cluster_evaluation),
    measure!("likeness", similarity),
    measure!("likeness", tf_idf),
    measure!("likeness", distance),
    measure!("likeness", delta),
    measure!("map", tree),
    measure!("map", ca),
    measure!("map", map),
    measure!("map", pca),
    measure!("scaling", wordscores),
    measure!("scaling", wordfish),
    measure!("scaling", lss),
    measure!("scaling", ppmi),
];
