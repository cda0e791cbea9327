//! Answers a file of reference cases with this library, so that anyone can score it against R, SciPy or
//! published values.
//!
//! `cargo run --release --example reference -- CASES.json > answers.json`
//!
//! A case has an `id`, the name of a `measure` and its `input`; the answer is `{id: {key: value}}` with
//! every key the measure offers. Nothing is computed here: each function below only carries input fields
//! to a library call and names the results. A value that is not available is written `NaN`, an infinite
//! one `Inf` or `-Inf`.

#[path = "reference/inference.rs"]
mod inference;
#[path = "reference/json.rs"]
mod json;
#[path = "reference/keyness.rs"]
mod keyness;
#[path = "reference/likeness.rs"]
mod likeness;
#[path = "reference/scaling.rs"]
mod scaling;
#[path = "reference/text.rs"]
mod text;
#[path = "reference/validation.rs"]
mod validation;

use serde_json::{Map, Value};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A case as the measures see it.
struct Case<'a> {
    /// Name of the measure.
    measure: &'a str,
    /// Its fields.
    input: &'a Value,
    /// The part of the id after the family's name: distances and deltas are named nowhere else.
    variant: &'a str,
    /// Folder of the file of cases, where text files are looked up.
    folder: &'a Path,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = PathBuf::from(std::env::args().nth(1).ok_or("usage: reference CASES.json")?);
    let file: Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut answers = Map::new();
    for case in file["cases"].as_array().ok_or("no list of cases")? {
        let id = case["id"].as_str().ok_or("a case without id")?;
        let measure = case["measure"].as_str().ok_or("a case without measure")?;
        let variant = id.split_once('.').map_or("", |parts| parts.1);
        if let Some(answer) = answer(&Case { measure, input: &case["input"], variant, folder }) {
            answers.insert(id.to_owned(), answer);
        }
    }
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &answers)?;
    Ok(writeln!(out)?)
}

/// The answer to a case; `None` for a measure this library does not have.
fn answer(case: &Case<'_>) -> Option<Value> {
    keyness::answer(case)
        .or_else(|| inference::answer(case))
        .or_else(|| validation::answer(case))
        .or_else(|| likeness::answer(case))
        .or_else(|| scaling::answer(case))
        .or_else(|| text::answer(case))
}
