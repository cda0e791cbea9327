//! Opens what was written before: the partials of a study, and a result folder's study and inputs.

use super::partial::Partial;
use super::plan::Plan;
use super::settings::Study;
use crate::corpus::Problem;
use serde_json::Value as Json;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The union of written partials, each with the name it is told by.
///
/// # Errors
/// `not-a-partial` for a part that cannot be read, `other-plan` for one that was counted with another
/// study than the first; there must be one part at least.
pub fn join<R: Read>(parts: impl IntoIterator<Item = (String, R)>) -> Result<Partial, Problem> {
    let unusable = |name: &str, why: &dyn std::fmt::Display| {
        Problem::error("not-a-partial", format!("cannot be used: {why}"))
            .at(name, 0)
            .remedy("Give what framescope count or merge of this release wrote.")
    };
    let mut joined: Option<Partial> = None;
    for (name, mut bytes) in parts {
        let partial = Partial::read(&mut bytes).map_err(|e| unusable(&name, &e))?;
        match &mut joined {
            None => joined = Some(partial),
            Some(all) if all.plan() != partial.plan() => {
                return Err(Problem::error("other-plan", "this partial was counted with another study than the first")
                    .at(&name, 0)
                    .remedy("Merge only partials of one study; count again with the same study and lexicons."));
            }
            Some(all) => all.merge(&partial).map_err(|e| unusable(&name, &e))?,
        }
    }
    joined.ok_or_else(|| unusable("", &"there is no partial"))
}

/// The plan a partial was counted with, compiled again from the study it carries.
///
/// # Errors
/// What is wrong with that study here, or `other-plan` when lexicons or release are not the same.
pub fn plan_of(partial: &Partial) -> Result<Plan, Vec<Problem>> {
    let plan = Study::from_toml("study of the partial", partial.study()).and_then(Plan::new)?;
    if plan.hash() == partial.plan() {
        return Ok(plan);
    }
    Err(vec![
        Problem::error("other-plan", "the partial was counted with other lexicons or another release")
            .remedy("Use the release and the lexicon files it was counted with, or count again."),
    ])
}

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
