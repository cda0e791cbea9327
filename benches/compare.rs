//! Whole runs on synthetic corpora: megabytes of input per second, and the memory of the process at
//! 10,000 and 100,000 documents.
//!
//! `cargo bench --bench compare` generates its corpora; `-- FILE` runs on a file of yours instead.
//! `plain` counts terms and one lexicon with voices and events off; `whole` is everything on.

#![allow(clippy::print_stdout)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a finished process cost.
struct Cost {
    wall: Duration,
    cpu: f64,
    peak_mb: f64,
}

/// Runs framescope and watches its memory; Linux only, like the `/proc` it reads.
fn run(args: &[&str]) -> Cost {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_framescope"))
        .args(args)
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("the binary was built for this bench");
    let proc = PathBuf::from(format!("/proc/{}", child.id()));
    let (mut peak_mb, mut cpu) = (0.0, 0.0);
    while child.try_wait().expect("the child is ours").is_none() {
        peak_mb = f64::max(peak_mb, field(&proc.join("status"), "RssAnon:") / 1024.0);
        cpu = f64::max(cpu, cpu_seconds(&proc.join("stat")));
        std::thread::sleep(Duration::from_millis(10));
    }
    Cost { wall: start.elapsed(), cpu, peak_mb }
}

fn field(file: &Path, name: &str) -> f64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix(name)).unwrap_or("0");
    line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0.0)
}

/// User and system ticks, a hundredth of a second each.
fn cpu_seconds(file: &Path) -> f64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let after = text.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}

/// A corpus with a Zipf-like vocabulary, sentences, quotations and a few lexicon words.
fn corpus(path: &Path, documents: u64) {
    let mut out = BufWriter::new(File::create(path).expect("the temporary folder can be written"));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for d in 0..documents {
        let mut text = String::new();
        for s in 0..30 {
            let quoted = s % 5 == 2;
            text.push_str(if quoted { "\\u201c" } else { "" });
            for w in 0..18 {
                let r = next();
                let rank = (r % 1_000_000) as f64 / 1_000_000.0;
                let word = (40_000f64.powf(rank)) as u64;
                let _ = match (r >> 40) % 150 {
                    0 => write!(text, "terror group "),
                    1 => write!(text, "resistance group "),
                    2 => write!(text, "armed militants "),
                    _ if w == 0 => write!(text, "The w{word} "),
                    _ => write!(text, "{} ", spell(word)),
                };
            }
            text.push_str(if quoted { "ended,\\u201d officials said.\\n\\n" } else { "ended. " });
        }
        let outlet = d % 40;
        let event = d / 8;
        writeln!(
            out,
            r#"{{"id":"d{d}","outlet":"Outlet {outlet}","date":"2031-{:02}-{:02}","event":"e{event}","text":"{text}"}}"#,
            1 + d / 28 % 12,
            1 + d % 28
        )
        .expect("the temporary folder has space");
    }
}

/// A pronounceable word for a number.
fn spell(mut n: u64) -> String {
    let (consonants, vowels) = (b"bcdfglmnprstv", b"aeiou");
    let mut word = String::new();
    loop {
        word.push(char::from(consonants[(n % 13) as usize]));
        word.push(char::from(vowels[(n / 13 % 5) as usize]));
        n /= 65;
        if n == 0 {
            return word;
        }
    }
}

fn report(name: &str, input: &Path, args: &[&str]) {
    let mb = fs::metadata(input).map_or(0.0, |m| m.len() as f64 / 1e6);
    let cost = run(args);
    println!(
        "{name:<28} {mb:>7.1} MB  {:>6.2} s wall  {:>6.2} s CPU  {:>6.1} MB/s per CPU second  {:>6.0} MB private",
        cost.wall.as_secs_f64(),
        cost.cpu,
        mb / cost.cpu.max(0.01),
        cost.peak_mb
    );
}

fn main() {
    let folder = tempfile::tempdir().expect("there is a temporary folder");
    let out = folder.path().join("out");
    let out = out.to_str().expect("temporary folders have plain names");
    let named = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let inputs: Vec<PathBuf> = match named {
        Some(file) => vec![PathBuf::from(file)],
        None => [10_000, 100_000]
            .into_iter()
            .map(|n| {
                let path = folder.path().join(format!("{n}.jsonl"));
                corpus(&path, n);
                path
            })
            .collect(),
    };
    for input in &inputs {
        let file = input.to_str().expect("temporary folders have plain names");
        let name = input.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        let plain =
            ["compare", file, "-o", out, "-l", "armed-groups", "--no-voice", "--events", "none", "--no-text", "--threads", "1"];
        report(&format!("{name} plain, 1 thread"), input, &plain);
        report(&format!("{name} whole, 2 threads"), input, &["compare", file, "-o", out, "-l", "armed-groups", "--threads", "2"]);
    }
}
