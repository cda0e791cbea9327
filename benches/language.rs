//! Accuracy of language detection per document, on files that say what each document is in.
//!
//! `cargo bench --bench language -- FILE.jsonl[.gz]...`: every line has `text` and `lang`, and may have
//! `kind`, by which rows are grouped. Prints, for each file, kind and language: documents, how many were
//! right, left undetermined, and wrong (with what they were taken for).

#![allow(clippy::print_stdout, clippy::expect_used)]

use flate2::read::MultiGzDecoder;
use framescope::annotate::{AnnotateOptions, Annotator};
use framescope::corpus::Document;
use framescope::language::code_of;
use std::collections::BTreeMap;
use std::io::Read;
use std::time::Instant;

#[derive(Default)]
struct Score {
    documents: usize,
    right: usize,
    undetermined: usize,
    wrong: BTreeMap<&'static str, usize>,
}

fn read(path: &str) -> String {
    let bytes = std::fs::read(path).expect("a file named on the command line");
    let mut text = String::new();
    let result = match path.ends_with(".gz") {
        true => MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text),
        false => bytes.as_slice().read_to_string(&mut text),
    };
    result.expect("UTF-8 text");
    text
}

fn main() {
    for path in std::env::args().skip(1).filter(|a| !a.starts_with("--")) {
        let mut scores: BTreeMap<(String, String), Score> = BTreeMap::new();
        let file = read(&path);
        let start = Instant::now();
        for line in file.lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a JSON object per line");
            let get = |key: &str| row[key].as_str().unwrap_or_default();
            let document = Document { text: get("text").to_owned(), ..Document::default() };
            let mut annotator = Annotator::new(AnnotateOptions::default());
            let found = annotator.annotate(document).language.code;
            let gold = code_of(get("lang")).unwrap_or("und");
            for language in [get("lang"), "all"] {
                let score = scores.entry((get("kind").to_owned(), language.to_owned())).or_default();
                score.documents += 1;
                match found {
                    _ if found == gold => score.right += 1,
                    "und" => score.undetermined += 1,
                    _ => *score.wrong.entry(found).or_default() += 1,
                }
            }
        }
        println!("{path} ({:.1} s)", start.elapsed().as_secs_f64());
        println!("{:12} {:6} {:>9} {:>7} {:>7} wrong", "kind", "lang", "documents", "right", "und");
        for ((kind, language), s) in scores {
            let share = 100.0 * s.right as f64 / s.documents as f64;
            println!("{kind:12} {language:6} {:>9} {share:>6.1}% {:>7} {:?}", s.documents, s.undetermined, s.wrong);
        }
    }
}
