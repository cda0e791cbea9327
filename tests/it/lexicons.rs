//! The embedded lexicons keep their own promises: every sentence that must hit hits, every other does not,
//! and nothing in them is unreachable, shadowed or contradictory.

use framescope::corpus::Severity;
use framescope::lexicon::{Axis, Lexicon, Pole, check, embedded};

#[test]
fn the_catalogue_proves_itself() {
    let mut failed = Vec::new();
    for (name, text) in embedded() {
        let (lexicon, warnings) = Lexicon::read(&format!("lexicons/{name}.toml"), text.as_bytes()).unwrap();
        let found = check(&[lexicon], None);
        let serious = warnings.into_iter().chain(found).filter(|p| p.severity != Severity::Note);
        failed.extend(serious.map(|p| format!("{}:{} [{}] {} | {}", p.file, p.line, p.code, p.what, p.source_line)));
    }
    assert!(failed.is_empty(), "{} problems:\n{}", failed.len(), failed.join("\n"));
}

/// Whether an axis has in a language both poles, the words between them, and sentences of both sorts.
fn speaks(axis: &Axis, language: &str) -> bool {
    let entries = |pole| axis.list(pole).entries.iter().any(|e| e.language == language);
    let said = |pole| axis.examples.iter().any(|e| e.language == language && e.pole == pole);
    [Pole::A, Pole::B, Pole::Neutral].into_iter().all(|pole| entries(pole) && said(Some(pole))) && said(None)
}

/// A whole axis also says what it leaves out, in which context its entries count, and whom it follows.
fn whole(axis: &Axis) -> bool {
    let conditioned = axis.entries().any(|(_, e)| !(e.needs.is_empty() && e.near.is_empty() && e.excludes.is_empty()));
    speaks(axis, "en") && conditioned && !axis.exclude.entries.is_empty() && !axis.sources.is_empty()
}

#[test]
fn the_catalogue_is_whole() {
    let read = |(name, text): &(&str, &str)| Lexicon::read(&format!("{name}.toml"), text.as_bytes()).unwrap().0.axes;
    let axes: Vec<Axis> = embedded().iter().flat_map(read).collect();
    let n = axes.iter().filter(|a| whole(a)).count();
    assert!(n >= 30, "{n} whole axes");
    for key in ["armed_group", "act_label", "ukraine_2022", "territory_status"] {
        let axis = axes.iter().find(|a| a.key == key).unwrap();
        let silent: Vec<&str> = ["en", "ar", "he", "ru", "fr"].into_iter().filter(|l| !speaks(axis, l)).collect();
        assert!(silent.is_empty(), "{key} in {silent:?}");
    }
    assert_eq!(axes.iter().filter(|a| a.is_category()).count(), 5);
    assert!(axes.iter().filter(|a| a.is_category()).all(|a| !a.caveat.is_empty()));
}
