//! Prints how well voices, speakers and languages are told, on corpora that say what is right.
//!
//! `cargo run --release --example attribution -- FOLDER`
//!
//! FOLDER holds `polnear.jsonl.gz` and `polnear_attributions.jsonl.gz` (news articles and who says what in
//! them: spans of source, cue and content by characters, kind direct, mixed or indirect), and
//! `multilingual.jsonl.gz` and `fignews.jsonl.gz` (texts with their language). A file that is not there is
//! left out and named. Articles are shown in two halves, chosen by a hash of their names, because rules
//! may be written looking at the first only.
//!
//! content: words inside the content of any attribution. direct: words of direct speech found as quoted,
//! and quoted words inside any attribution. cue: cues that overlap one of the other side. source: of the
//! cues found whose source is marked, those with a source that overlaps it. speaker: of the direct
//! attributions half of whose words were found, those with the right source or its last word.

#![allow(clippy::print_stdout, clippy::expect_used)]

#[path = "attribution/languages.rs"]
mod languages;
#[path = "attribution/score.rs"]
mod score;

use flate2::read::MultiGzDecoder;
use framescope::annotate::{AnnotateOptions, Annotated, Annotator};
use framescope::corpus::Document;
use score::{Gold, Score};
use serde_json::Value;
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

/// The rows of a file, or nothing when it is not there.
fn rows(folder: &Path, name: &str) -> Option<Vec<Value>> {
    let path = folder.join(name);
    let Ok(file) = std::fs::File::open(&path) else {
        println!("{name}: not there, left out");
        return None;
    };
    let mut text = String::new();
    MultiGzDecoder::new(file).read_to_string(&mut text).expect("gzip of UTF-8 text");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("a JSON object per line")).collect())
}

/// A document of a row.
fn document(row: &Value) -> Document {
    let get = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    Document { title: get("title"), text: get("text"), ..Document::default() }
}

fn annotator() -> Annotator {
    Annotator::new(AnnotateOptions { voice: true, ..AnnotateOptions::default() })
}

/// Whether an article belongs to the half nobody looks at (FNV-1a of its name).
fn kept_aside(id: &str) -> bool {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    hash >> 63 == 1
}

fn attributions(folder: &Path) {
    let (Some(articles), Some(gold)) = (rows(folder, "polnear.jsonl.gz"), rows(folder, "polnear_attributions.jsonl.gz")) else {
        return;
    };
    let mut by_id: HashMap<String, Gold> = HashMap::new();
    for row in &gold {
        // The first annotator of an article.
        by_id.entry(row["id"].as_str().unwrap_or_default().to_owned()).or_insert_with(|| Gold::of(row));
    }
    let mut annotator = annotator();
    let mut scores = [Score::default(), Score::default()];
    for row in &articles {
        let id = row["id"].as_str().unwrap_or_default();
        if let Some(gold) = by_id.get(id) {
            let annotated = annotator.annotate(document(row));
            scores[usize::from(kept_aside(id))].add(&annotated, gold);
        }
    }
    let all = scores[0].plus(&scores[1]);
    for (name, score) in [("half looked at", &scores[0]), ("half kept aside", &scores[1]), ("all", &all)] {
        println!("{name}\n{score}");
    }
}

/// Seconds this thread has run, where the system says (Linux); a shared machine does not disturb it.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(stat.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// Annotates every article of a file and says how fast, in processor seconds where they are known.
fn speed(folder: &Path) {
    let Some(rows) = rows(folder, "news8k.jsonl.gz") else { return };
    let documents: Vec<Document> = rows.iter().map(document).collect();
    let bytes: usize = documents.iter().map(|d| d.text.len() + d.title.len()).sum();
    let mut annotator = annotator();
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let tokens: usize = documents.into_iter().map(|d| annotator.annotate(d)).map(|a: Annotated| a.tokens.len()).sum();
    let wall = start.elapsed().as_secs_f64();
    let seconds = cpu.and_then(|c| Some(cpu_seconds()? - c)).unwrap_or(wall);
    println!("speed    {:.1} MB/s ({tokens} tokens, {:.1} MB, one core)", bytes as f64 / seconds / 1e6, bytes as f64 / 1e6);
}

fn main() {
    let Some(folder) = std::env::args().nth(1) else {
        println!("usage: attribution FOLDER");
        return;
    };
    let folder = Path::new(&folder);
    attributions(folder);
    for name in ["multilingual.jsonl.gz", "fignews.jsonl.gz"] {
        if let Some(rows) = rows(folder, name) {
            languages::print(name, &rows);
        }
    }
    speed(folder);
}
