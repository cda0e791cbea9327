//! Throughput of the stages between a document and its annotation, in MB/s of text on one core.
//!
//! `cargo bench --bench token` runs on a corpus made here; `cargo bench --bench token -- FILE.jsonl`
//! on the `text` of each line of a file. Every row is the best of five runs,
//! in processor seconds where the system counts them.

#![allow(clippy::print_stdout, clippy::expect_used)]

use framescope::annotate::{AnnotateOptions, Annotator};
use framescope::clean;
use framescope::corpus::Document;
use framescope::language::{Detector, language};
use framescope::token::{Block, Cut, Tokenizer, Vocabulary};
use std::time::Instant;

/// Words of a made-up newspaper: common ones often, rare ones seldom, with names and figures.
fn corpus() -> Vec<String> {
    let common = "the of to and a in that said for on was with is it as by he at from his be has have not are an but who will they were this had which their or after about more its than been would one she her two new year last people government state president minister also when there out first up over could time what other so into some all them".split(' ').collect::<Vec<_>>();
    let mut seed = 0x2545_F491_4F6C_DD1Du64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let mut word = move |i: usize| -> String {
        let r = next();
        match r % 100 {
            0..50 => common[(r >> 8) as usize % common.len()].to_owned(),
            50..52 => format!("{}", (r >> 8) % 3000),
            52..58 => format!("Name{}", ["ton", "berg", "ville", "man", "ski"][(r >> 8) as usize % 5]),
            58..60 => format!("group’s{}", if i.is_multiple_of(3) { "," } else { "" }),
            60..62 => "U.S.".to_owned(),
            62..64 => "far-right".to_owned(),
            _ => {
                let k = (r >> 8) % ((r >> 40) % 20_000 + 1);
                let syllables = ["ta", "re", "mi", "con", "ver", "sta", "pol", "ing"];
                (0..5).map(|d| syllables[(k >> (3 * d)) as usize % 8]).collect()
            }
        }
    };
    let mut paragraph = |n: usize| -> String {
        let mut out = String::new();
        for s in 0..n {
            let body: Vec<String> = (0..20).map(&mut word).collect();
            let body = body.join(" ");
            out.push_str(&if s % 3 == 1 { format!("“It {body},” he said. ") } else { format!("The {body}. ") });
        }
        out
    };
    (0..4000).map(|_| (0..12).map(|_| paragraph(3)).collect::<Vec<_>>().join("\n\n")).collect()
}

fn read(path: &str) -> Vec<String> {
    let file = std::fs::read_to_string(path).expect("the file named on the command line");
    let rows = file.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
    rows.filter_map(|row| row["text"].as_str().map(str::to_owned)).collect()
}

/// Seconds this thread has run, where the system says (Linux); a shared machine does not disturb it.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(stat.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

fn time(name: &str, bytes: usize, mut run: impl FnMut() -> usize) {
    let mut best = f64::INFINITY;
    let mut seen = 0;
    for _ in 0..5 {
        let (wall, cpu) = (Instant::now(), cpu_seconds());
        seen = run();
        let wall = wall.elapsed().as_secs_f64();
        best = best.min(cpu.and_then(|c| Some(cpu_seconds()? - c)).unwrap_or(wall));
    }
    println!("{name:28} {:8.1} MB/s   {seen} items", bytes as f64 / best / 1e6);
}

fn main() {
    let path = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let texts = path.map_or_else(corpus, |p| read(&p));
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} documents, {:.1} MB", texts.len(), bytes as f64 / 1e6);
    let documents: Vec<Document> = texts.iter().map(|t| Document { text: t.clone(), ..Document::default() }).collect();

    time("tokens and sentences", bytes, || {
        let (mut tokenizer, mut vocabulary) = (Tokenizer::default(), Vocabulary::default());
        let mut n = 0;
        let mut cut = Cut::default();
        for text in &texts {
            cut.tokens.clear();
            cut.sentences.clear();
            let block = Block { text, range: 0..text.len(), paragraph: 0, language: language("en") };
            tokenizer.cut(&block, &mut vocabulary, &mut cut);
            n += cut.tokens.len();
        }
        n
    });
    time("zones", bytes, || documents.iter().map(|d| clean::blocks(d).len()).sum());
    let detector = Detector::new(&[]);
    let head = |t: &str| t.char_indices().nth(1000).map_or(t.len(), |(i, _)| i);
    time("language", bytes, || texts.iter().filter(|t| detector.detect(&t[..head(t)]).code == "en").count());
    for voice in [false, true] {
        let name = if voice { "annotation with voice" } else { "annotation without voice" };
        time(name, bytes, || {
            let options = AnnotateOptions { voice, ..AnnotateOptions::default() };
            let mut annotator = Annotator::new(options);
            documents.iter().map(|d| annotator.annotate(d.clone()).tokens.len()).sum()
        });
    }
}
