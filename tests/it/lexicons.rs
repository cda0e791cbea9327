//! The embedded lexicons keep their own promises: every sentence that must hit hits, every other does not,
//! and nothing in them is unreachable, shadowed or contradictory.

use framescope::corpus::Severity;
use framescope::lexicon::{Lexicon, check, embedded};

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
