//! How fast files become documents: our readers with all their checks, and beside them `csv-core` and
//! `serde_json` with none, on one corpus made here, in one run.
//!
//! `cargo bench --bench read`; figures are megabytes of input per second of CPU time of one thread (wall
//! time where the system does not tell), best of five.

#![allow(clippy::print_stdout)]

use framescope::read::{Item, ReadOptions, read};
use std::hint::black_box;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Documents of the corpus; about 6 kB each.
const DOCUMENTS: usize = 20_000;

/// A text of everyday words, with a curly quote or an accent in every second sentence.
fn article(seed: usize) -> String {
    let words =
        ["delegation", "talks", "the", "group", "said", "of", "minister", "officials", "in", "capital", "a", "visit", "to"];
    let mut text = String::with_capacity(6_200);
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    while text.len() < 6_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        match (state >> 40) % 40 {
            0 => text.push_str("“now”, he told the café. "),
            1 => text.push_str("\"never\", she wrote.\n\n"),
            n => {
                text.push_str(words[n % words.len()]);
                text.push(' ');
            }
        }
    }
    text
}

/// The corpus as CSV and as JSON Lines.
fn write_corpus(folder: &Path) -> std::io::Result<[PathBuf; 2]> {
    let paths = [folder.join("corpus.csv"), folder.join("corpus.jsonl")];
    let mut csv = csv::Writer::from_path(&paths[0])?;
    csv.write_record(["id", "outlet", "date", "title", "url", "text"])?;
    let mut json = std::io::BufWriter::new(std::fs::File::create(&paths[1])?);
    for i in 0..DOCUMENTS {
        let (id, outlet, text) = (format!("d{i:06}"), format!("Outlet {}", i % 40), article(i));
        csv.write_record([&id, &outlet, "2022-09-10", "Delegation visit", "https://example.org", &text])?;
        let record = serde_json::json!({"id": id, "outlet": outlet, "date": "2022-09-10", "title": "Delegation visit", "url": "https://example.org", "text": text});
        writeln!(json, "{record}")?;
    }
    csv.flush()?;
    json.flush()?;
    Ok(paths)
}

/// Seconds this thread has run.
fn seconds(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next().and_then(|n| n.parse::<f64>().ok()));
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |n| n / 1e9)
}

/// Best throughput of five runs of `run`, in MB/s; `run` gives the number of records.
fn measure(name: &str, bytes: u64, mut run: impl FnMut() -> u64) {
    let mut best = f64::INFINITY;
    let mut records = 0;
    for _ in 0..5 {
        let since = Instant::now();
        let start = seconds(since);
        records = black_box(run());
        best = best.min(seconds(since) - start);
    }
    println!("{name:<36} {:>8.0} MB/s  {records} records", bytes as f64 / 1e6 / best);
}

fn ours(path: &Path) -> u64 {
    let mut documents = 0;
    let mut sink = |item: Item| {
        documents += u64::from(matches!(item, Item::Document(_)));
        ControlFlow::Continue(())
    };
    let _ = black_box(read(&[path.to_owned()], &ReadOptions::default(), &mut sink));
    documents
}

fn csv_core(path: &Path) -> u64 {
    let data = std::fs::read(path).unwrap_or_default();
    let (mut reader, mut rest, mut out, mut ends) = (csv_core::Reader::new(), &data[..], vec![0; 1 << 20], vec![0; 64]);
    let mut records = 0;
    loop {
        let (result, read, ..) = reader.read_record(rest, &mut out, &mut ends);
        rest = &rest[read..];
        match result {
            csv_core::ReadRecordResult::Record => records += 1,
            csv_core::ReadRecordResult::End => return records,
            _ => {}
        }
    }
}

#[derive(serde::Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    outlet: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
}

fn serde(path: &Path) -> u64 {
    let data = std::fs::read(path).unwrap_or_default();
    let lines = data.split(|b| *b == b'\n').filter(|line| !line.is_empty());
    lines
        .filter_map(|line| serde_json::from_slice::<Record<'_>>(line).ok())
        .map(|r| u64::from(!r.text.is_empty() && !r.outlet.is_empty()))
        .sum()
}

fn main() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let [csv, json] = write_corpus(folder.path())?;
    let size = |path: &Path| std::fs::metadata(path).map(|m| m.len());
    let (csv_size, json_size) = (size(&csv)?, size(&json)?);
    measure("CSV, read with every check", csv_size, || ours(&csv));
    measure("CSV, csv-core, fields only", csv_size, || csv_core(&csv));
    measure("JSON Lines, read with every check", json_size, || ours(&json));
    measure("JSON Lines, serde_json, two fields", json_size, || serde(&json));
    Ok(())
}
