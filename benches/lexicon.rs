//! Compiling and matching a lexicon of 200 and of 200,000 entries on the same generated texts.
//!
//! `cargo bench --bench lexicon`. The large lexicon holds the small one; its other entries begin with words
//! of the texts and do not occur whole, so both find the same hits and the difference is the search alone.

#![allow(clippy::print_stdout)]

use framescope::annotate::{AnnotateOptions, Annotated, Annotator};
use framescope::corpus::Document;
use framescope::lexicon::{Lexicon, MatchOptions, Matcher};
use std::time::{Duration, Instant};

/// Words of the generated language.
const WORDS: u64 = 30_000;
/// Documents and words in each.
const DOCUMENTS: u64 = 2_000;
const LENGTH: u64 = 600;

/// The next number of a fixed sequence (Knuth's MMIX generator).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// A word for a number: syllables, so that words share beginnings.
fn word(mut n: u64) -> String {
    let mut out = String::new();
    loop {
        out.push_str(["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"][(n % 10) as usize]);
        n /= 10;
        if n == 0 {
            return out;
        }
    }
}

/// A word as often as words of its rank are.
fn draw(state: &mut u64) -> u64 {
    let x = next(state) % 1_000_000;
    (WORDS * x * x / 1_000_000 / 1_000_000 * x) / 1_000_000
}

fn texts() -> Vec<Document> {
    let mut state = 7;
    let text = |state: &mut u64| {
        (0..LENGTH).map(|i| word(draw(state)) + if i % 20 == 19 { ". A" } else { "" }).collect::<Vec<_>>().join(" ")
    };
    (0..DOCUMENTS)
        .map(|i| Document { id: i.to_string(), text: text(&mut state), language: "en".into(), ..Document::default() })
        .collect()
}

fn lexicon(n: u64) -> Lexicon {
    let pattern = |i: u64| match (i < 200, i % 3) {
        (true, 0) => word(100 + i),
        (true, 1) => format!("{} {}", word(i), word(i + 1)),
        (true, _) => format!("{}*", word(200 + i)),
        (false, 0) => format!("{}q{}", word(i % WORDS), word(i)),
        (false, 1) => format!("{} {}q", word(i % WORDS), word(i)),
        (false, _) => format!("{}q{}*", word(i % WORDS), word(i)),
    };
    let mut text = String::from("category,term\n");
    for i in 0..n {
        text.push_str(&format!("c{},{}\n", i % 50, pattern(i)));
    }
    Lexicon::read("bench.csv", text.as_bytes()).map(|(l, _)| l).unwrap_or_default()
}

/// The shortest of five runs.
fn time<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let once = |run: &mut dyn FnMut() -> T| {
        let start = Instant::now();
        let out = run();
        (start.elapsed(), out)
    };
    (0..5).map(|_| once(&mut run)).min_by_key(|(t, _)| *t).unwrap_or_else(|| once(&mut run))
}

fn main() {
    let mut annotator = Annotator::new(AnnotateOptions::default());
    let documents = texts();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let start = Instant::now();
    let annotated: Vec<Annotated> = documents.into_iter().map(|d| annotator.annotate(d)).collect();
    println!("{bytes} bytes, {} forms, annotated in {:?}", annotator.vocabulary.len(), start.elapsed());
    let mut base = None;
    for n in [200, 20_000, 200_000] {
        let start = Instant::now();
        let lexicon = lexicon(n);
        let read = start.elapsed();
        let lexicons = [lexicon];
        let (compile, matcher) = time(|| Matcher::compile(&lexicons, &MatchOptions::default()));
        let Ok(matcher) = matcher else { continue };
        let mut scanner = matcher.scanner();
        let mut count =
            || annotated.iter().map(|d| scanner.hits(d, &annotator.vocabulary, &annotator.parts).len()).sum::<usize>();
        let first = Instant::now();
        count();
        let first = first.elapsed();
        let (matching, hits) = time(count);
        let rate = bytes as f64 / matching.as_secs_f64() / 1e6;
        let base = *base.get_or_insert(matching);
        let ratio = matching.as_secs_f64() / base.as_secs_f64();
        println!(
            "{n:>7} entries: read {read:?}, compile {compile:?}, first pass {first:?}, match {matching:?} ({rate:.0} MB/s, {ratio:.2} x), {hits} hits"
        );
    }
}
