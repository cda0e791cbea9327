//! Opens a result folder again: its study, its inputs, the plan for one of its terms.

use super::plan::Plan;
use super::settings::Study;
use crate::corpus::Problem;
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

fn unreadable(folder: &Path, what: String) -> Problem {
    Problem::error("io", what).at(&folder.display().to_string(), 0).remedy("Give a result folder written by framescope.")
}

/// The inputs a result was made from, as they were named; members of archives name their archive.
///
/// # Errors
/// When the folder has no readable `run.json`.
pub fn inputs_of(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let bytes = std::fs::read(folder.join("run.json")).map_err(|e| unreadable(folder, e.to_string()))?;
    let run: Json = serde_json::from_slice(&bytes).map_err(|e| unreadable(folder, e.to_string()))?;
    let files = run["inputs"].as_array().into_iter().flatten().filter_map(|i| i["file"].as_str());
    let mut paths: Vec<PathBuf> = files.map(|f| PathBuf::from(f.split('!').next().unwrap_or(f))).collect();
    paths.dedup();
    Ok(paths)
}

/// The result's own design with one pattern in place of its lexicons.
///
/// # Errors
/// When the folder has no readable study, or the term is no pattern.
pub fn plan_for_term(folder: &Path, term: &str) -> Result<Plan, Vec<Problem>> {
    let file = folder.join("study.toml");
    let text = std::fs::read_to_string(&file).map_err(|e| vec![unreadable(folder, e.to_string())])?;
    let study = Study::from_toml(&file.display().to_string(), &text)?;
    Plan::for_pattern(study, term)
}
