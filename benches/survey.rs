//! Accuracy and speed of the survey: events, duplicates, wire copy.
//!
//! `cargo bench --bench survey` times 10,000, 20,000 and 40,000 synthetic articles in processor seconds.
//! `cargo bench --bench survey -- events FILE` prints B-cubed and same-event P@1 of a corpus (JSON
//! Lines, gzipped or not) whose rows have `id, outlet, date, title, text, event`.
//! `cargo bench --bench survey -- wire FILE` scores agencies against a `wire` field.
//! `cargo bench --bench survey -- kinds FILE GOLD` sets what names are said to be against the coded types of
//! NewsWCL50; without GOLD it lists every name of several words with its kind, to be read and judged.
//! `cargo bench --bench survey -- portrayal FILE GOLD` correlates the evaluative words around actors with
//! the properties coded for them in NewsWCL50.
//! `cargo bench --bench survey -- labels FILE LANGUAGE` lists what actors are called in the texts of a
//! language, one label a line with the words around it, to be read and judged.
//! `cargo bench --bench survey -- names FILES` lists the names that are joined over the files, with the evidence.
//! `cargo bench --bench survey -- duplicates FILE PAIRS` compares with every pair of FILE computed
//! by brute force and with the rows `a, b, jaccard5, containment5` of PAIRS.

#![allow(clippy::print_stdout)]

use flate2::read::MultiGzDecoder;
use framescope::actor::{ActorKind, Evaluation, Finder, Mention, evaluative_words};
use framescope::annotate::{AnnotateOptions, Annotated, Annotator};
use framescope::corpus::{Date, Document};
use framescope::survey::{self, CoverageDocument, EventMode, EventOptions, Features, SurveyDocument, Surveyor};
use framescope::token::Vocabulary;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Document, first and last character of the phrases of a key.
type Spans<'a> = BTreeMap<(&'a str, &'a str), Vec<(usize, usize, usize)>>;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["events", files @ ..] => files.iter().for_each(|file| score_events(file)),
        ["wire", file] => score_wire(file),
        ["duplicates", file, pairs] => score_duplicates(file, pairs),
        ["seeds", folder] => show_seeds(folder),
        ["actors", folder] => show_actors(folder),
        ["coverage", folder] => show_coverage(folder),
        ["speed", file] => time_actors(file),
        ["names", files @ ..] => show_names(files),
        ["labels", file, language] => show_labels(file, language),
        ["mentions", file, gold] => score_mentions(file, gold),
        ["kinds", file] => list_kinds(file),
        ["kinds", file, gold] => score_kinds(file, gold),
        ["portrayal", file, gold] => score_portrayal(file, gold),
        ["synthetic", n] => time_synthetic(n.parse().unwrap_or(10_000)),
        _ => [10_000, 20_000, 40_000].into_iter().for_each(time_synthetic),
    }
}

fn rows(path: &str) -> Vec<Value> {
    let bytes = std::fs::read(path).expect("readable file");
    let mut text = String::new();
    if path.ends_with(".gz") {
        MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("gzip");
    } else {
        text = String::from_utf8(bytes).expect("UTF-8");
    }
    text.lines().filter(|l| !l.is_empty()).map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

fn field<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

fn date(row: &Value) -> Option<Date> {
    let mut parts = field(row, "date").splitn(3, '-').map(|p| p.parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).filter(|d| (1900..2040).contains(&d.year))
}

fn survey_features(rows: &[Value]) -> Vec<Features> {
    let mut annotator = Annotator::new(AnnotateOptions { voice: false, ..AnnotateOptions::default() });
    let mut surveyor = Surveyor::default();
    let features = rows.iter().map(|row| {
        let document = Document {
            id: field(row, "id").into(),
            title: field(row, "title").into(),
            text: field(row, "text").into(),
            language: field(row, "lang").into(),
            ..Document::default()
        };
        let annotated = annotator.annotate(document);
        surveyor.features(&annotated, &annotator.vocabulary, (survey::words::words(field(row, "text")).len() as u32, true))
    });
    features.collect()
}

fn documents<'a>(rows: &'a [Value], features: &'a [Features]) -> Vec<SurveyDocument<'a>> {
    let document = |(row, features): (&'a Value, &'a Features)| SurveyDocument {
        id: field(row, "id"),
        outlet: field(row, "outlet"),
        date: date(row),
        event: None,
        language: field(row, "lang"),
        title: field(row, "title"),
        features,
    };
    rows.iter().zip(features).map(document).collect()
}

fn shingles(row: &Value) -> Vec<u64> {
    survey::words::shingles(field(row, "text")).1
}

fn duplicates(rows: &[Value], documents: &[SurveyDocument<'_>]) -> survey::Duplicates {
    let Ok(found) = survey::duplicates(documents, |d| Ok::<_, std::convert::Infallible>(shingles(&rows[d])));
    found
}

fn score_events(path: &str) {
    let rows: Vec<Value> = rows(path).into_iter().filter(|r| r["event"].is_string()).collect();
    let features = survey_features(&rows);
    let documents = documents(&rows, &features);
    for threshold in [0.13, 0.14, 0.15, EventOptions::default().threshold, 0.17, 0.18, 0.20] {
        let options = EventOptions { mode: EventMode::Auto, threshold, ..EventOptions::default() };
        let started = Instant::now();
        let events = survey::events(&documents, &options);
        let seconds = started.elapsed().as_secs_f64();
        let pairs: Vec<(usize, &str)> =
            events.assignment.iter().zip(&rows).map(|(a, r)| (a.unwrap_or_default(), field(r, "event"))).collect();
        let (p, r, f) = b_cubed(&pairs);
        let gold: Vec<&str> = rows.iter().map(|r| field(r, "event")).collect();
        let with_others: Vec<usize> = (0..gold.len()).filter(|&d| gold.iter().filter(|&&g| g == gold[d]).count() > 1).collect();
        let right = |&&d: &&usize| events.why[d].first().is_some_and(|n| gold[n.document] == gold[d]);
        let p1 = with_others.iter().filter(right).count() as f64 / with_others.len().max(1) as f64;
        println!(
            "{path} threshold {threshold:.2}: {} documents, {} events: B-cubed P {p:.3} R {r:.3} F1 {f:.3}, same-event P@1 {p1:.3}, {seconds:.2} s",
            rows.len(),
            events.events.len()
        );
    }
    let bytes: usize = features.iter().map(|f| postcard::to_stdvec(f).map_or(0, |b| b.len())).sum();
    println!("{path}: {} bytes of features per document", bytes / rows.len());
}

fn b_cubed(pairs: &[(usize, &str)]) -> (f64, f64, f64) {
    let (mut both, mut found, mut gold) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for &(a, b) in pairs {
        *both.entry((a, b)).or_insert(0.0) += 1.0;
        *found.entry(a).or_insert(0.0) += 1.0;
        *gold.entry(b).or_insert(0.0) += 1.0;
    }
    let n = pairs.len() as f64;
    let p = both.iter().map(|(k, c): (_, &f64)| c * c / found[&k.0]).sum::<f64>() / n;
    let r = both.iter().map(|(k, c): (_, &f64)| c * c / gold[&k.1]).sum::<f64>() / n;
    (p, r, 2.0 * p * r / (p + r))
}

fn score_wire(path: &str) {
    let rows: Vec<Value> = rows(path).into_iter().filter(|r| field(r, "wire") != "NA").collect();
    let (mut hit, mut found, mut gold, mut named) = (0usize, 0usize, 0usize, 0usize);
    for (row, features) in rows.iter().zip(survey_features(&rows)) {
        let wire = field(row, "wire");
        gold += usize::from(!wire.is_empty());
        found += usize::from(!features.agency.is_empty());
        hit += usize::from(!wire.is_empty() && !features.agency.is_empty());
        named += usize::from(!wire.is_empty() && features.agency.eq_ignore_ascii_case(wire));
        if wire.is_empty() != features.agency.is_empty() {
            println!("  {} gold {wire:?} found {:?}", field(row, "id"), features.agency);
        }
    }
    let (p, r) = (hit as f64 / found as f64, hit as f64 / gold as f64);
    println!(
        "{path}: {gold} wire articles, {found} found, {hit} right ({named} with the right agency): F1 {:.3}",
        2.0 * p * r / (p + r)
    );
}

fn score_duplicates(path: &str, pairs: &str) {
    let rows = rows(path);
    let features = survey_features(&rows);
    let documents = documents(&rows, &features);
    let started = Instant::now();
    let found = duplicates(&rows, &documents);
    println!("{} documents, {} pairs in {:.2} s", rows.len(), found.pairs.len(), started.elapsed().as_secs_f64());
    let id = |d: usize| documents[d].id;
    let key = |a: &str, b: &str| if a < b { (a.to_string(), b.to_string()) } else { (b.to_string(), a.to_string()) };
    let ours: BTreeMap<(String, String), (f64, f64)> =
        found.pairs.iter().map(|p| (key(id(p.document), id(p.other)), (p.jaccard, p.containment))).collect();
    let known: BTreeSet<&str> = documents.iter().map(|d| d.id).collect();
    let gold: BTreeMap<(String, String), (f64, f64)> = self::rows(pairs)
        .iter()
        .filter(|r| known.contains(field(r, "a")) && known.contains(field(r, "b")))
        .map(|r| {
            (
                key(field(r, "a"), field(r, "b")),
                (r["jaccard5"].as_f64().unwrap_or(0.0), r["containment5"].as_f64().unwrap_or(0.0)),
            )
        })
        .collect();
    let all = brute_force(&rows);
    let brute: BTreeMap<(String, String), (f64, f64)> = all.iter().map(|&((a, b), v)| (key(id(a), id(b)), v)).collect();
    for (what, truth) in [("gold", &gold), ("brute force", &brute)] {
        for (name, least, which) in [("Jaccard", 0.5, 0), ("Jaccard", 0.8, 0), ("containment", 0.6, 1)] {
            let at_least = |v: &(f64, f64)| if which == 0 { v.0 >= least } else { v.1 >= least };
            let truth: BTreeSet<_> = truth.iter().filter(|(_, v)| at_least(v)).map(|(k, _)| k).collect();
            let mine: BTreeSet<_> = ours.iter().filter(|(_, v)| at_least(v)).map(|(k, _)| k).collect();
            let right = truth.intersection(&mine).count();
            println!("{what}, {name} >= {least}: {} pairs, {} found, {right} right", truth.len(), mine.len());
        }
    }
    let worst = gold.iter().filter_map(|(k, v)| ours.get(k).map(|o| (o.0 - v.0).abs())).fold(0.0, f64::max);
    println!("largest difference in Jaccard to gold: {worst:.5}");
}

/// Every pair with Jaccard of at least 0.5 or containment of at least 0.6, by comparing all.
fn brute_force(rows: &[Value]) -> Vec<((usize, usize), (f64, f64))> {
    let sets: Vec<Vec<u64>> =
        rows.iter().map(|r| shingles(r).into_iter().collect::<BTreeSet<u64>>().into_iter().collect()).collect();
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (d, set) in sets.iter().enumerate() {
        set.iter().for_each(|&h| holders.entry(h).or_default().push(d));
    }
    let mut found = Vec::new();
    for (a, set) in sets.iter().enumerate() {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for h in set {
            holders[h].iter().filter(|&&b| b < a).for_each(|&b| *counts.entry(b).or_default() += 1);
        }
        for (b, n) in counts {
            let least = set.len().min(sets[b].len());
            let j = n as f64 / (set.len() + sets[b].len() - n) as f64;
            let c = n as f64 / least as f64;
            if least >= 10 && (j >= 0.5 || c >= 0.6) {
                found.push(((b, a), (j, c)));
            }
        }
    }
    found
}

fn seeds(folder: &str) -> Vec<Value> {
    let mut reader = csv::Reader::from_path(format!("{folder}/metadata.csv")).expect("metadata.csv");
    reader
        .records()
        .map(|r| {
            let r = r.expect("record");
            let text = std::fs::read_to_string(format!("{folder}/{}", &r[0])).expect("seed");
            serde_json::json!({"id": &r[0], "outlet": &r[1], "date": &r[2], "title": &r[3], "text": text, "lang": "en"})
        })
        .collect()
}

fn annotated(rows: &[Value]) -> (Vec<Annotated>, Vocabulary) {
    let mut annotator = Annotator::new(AnnotateOptions { voice: true, ..AnnotateOptions::default() });
    let document = |row: &Value| Document {
        id: field(row, "id").into(),
        title: field(row, "title").into(),
        text: field(row, "text").into(),
        language: field(row, "lang").into(),
        ..Document::default()
    };
    (rows.iter().map(|row| annotator.annotate(document(row))).collect(), annotator.vocabulary)
}

fn mentions((documents, vocabulary): &(Vec<Annotated>, Vocabulary)) -> Vec<Vec<Mention>> {
    let mut finder = Finder::default();
    documents.iter().map(|d| finder.mentions(d, vocabulary)).collect()
}

fn show_actors(folder: &str) {
    let corpus = annotated(&seeds(folder));
    for (document, mentions) in corpus.0.iter().zip(mentions(&corpus)) {
        println!("== {}", document.document.id);
        for m in mentions {
            let text = &document.field(m.first as usize)[m.start_byte as usize..m.end_byte as usize];
            println!("{:11} {:8} {:28} {:40} {text:?}", m.kind.name(), m.voice.name(), m.entity, m.label);
        }
    }
}

/// The names of every document, and what they are called over all of them.
fn named(mentions: &[Vec<Mention>]) -> (Vec<Vec<(String, u32)>>, survey::Entities) {
    let local: Vec<Vec<(String, u32)>> = mentions.iter().map(|m| survey::names_of(m)).collect();
    let kinds = |of_document: &Vec<Mention>| -> BTreeMap<String, ActorKind> {
        of_document.iter().map(|m| (m.entity.clone(), m.actor)).collect()
    };
    let kinds: Vec<_> = mentions.iter().map(kinds).collect();
    let votes = survey::kind_votes(kinds.iter().flatten().map(|(name, kind)| (name.as_str(), *kind)));
    let entities = survey::entities(&local, &votes, &[]);
    (local, entities)
}

fn show_names(paths: &[&str]) {
    let rows: Vec<Value> = paths.iter().flat_map(|path| rows(path)).collect();
    let (local, entities) = named(&mentions(&annotated(&rows)));
    entities.joined().iter().for_each(|j| println!("{} = {} ({}, {})", j.form, j.name, j.evidence.name(), j.n_documents));
    println!("{} names, {} joined", local.iter().flatten().map(|n| &n.0).collect::<BTreeSet<_>>().len(), entities.joined().len());
}

fn show_labels(path: &str, language: &str) {
    let rows: Vec<Value> = rows(path).into_iter().filter(|r| field(r, "lang") == language).collect();
    let corpus = annotated(&rows);
    for (document, mentions) in corpus.0.iter().zip(mentions(&corpus)) {
        for m in mentions.iter().filter(|m| !m.label.is_empty()) {
            let text = document.field(m.first as usize);
            let (start, end) = (m.start_byte as usize, m.end_byte as usize);
            let before: Vec<char> = text[..start].chars().rev().take(40).collect();
            let around = [before.into_iter().rev().collect(), " [".into(), text[start..end].into(), "] ".to_string()].concat();
            let after: String = text[end..].chars().take(40).collect();
            let line = format!("{around}{after}").split_whitespace().collect::<Vec<_>>().join(" ");
            println!("{} {:11} {} = {} | {line}", document.document.id, m.kind.name(), m.entity, m.label);
        }
    }
}

/// Megabytes of text per second of one thread, annotation apart.
fn time_actors(path: &str) {
    let rows = rows(path);
    let corpus = annotated(&rows);
    let bytes: usize = corpus.0.iter().map(|d| d.document.text.len()).sum();
    let started = Instant::now();
    let n: usize = mentions(&corpus).iter().map(Vec::len).sum();
    let seconds = started.elapsed().as_secs_f64();
    println!("{path}: {n} mentions in {seconds:.2} s, {:.1} MB/s", bytes as f64 / 1e6 / seconds);
}

fn show_coverage(folder: &str) {
    let rows = seeds(folder);
    let features = survey_features(&rows);
    let surveyed = documents(&rows, &features);
    let events = survey::events(&surveyed, &EventOptions { mode: EventMode::Auto, ..EventOptions::default() });
    let mentions = mentions(&annotated(&rows));
    let (local, entities) = named(&mentions);
    entities.joined().iter().for_each(|j| println!("{} -> {} ({})", j.form, j.name, j.evidence.name()));
    let names: Vec<&str> = surveyed.iter().map(|d| d.outlet).collect::<BTreeSet<_>>().into_iter().collect();
    let covered: Vec<CoverageDocument<'_>> = surveyed
        .iter()
        .enumerate()
        .map(|(d, document)| CoverageDocument {
            outlet: names.binary_search(&document.outlet).expect("an outlet") as u32,
            event: events.assignment[d],
            actors: local[d].iter().map(|(name, _)| entities.name(name)).map(|name| (name, entities.kind(name))).collect(),
            axes: vec![],
            features: document.features,
        })
        .collect();
    survey::coverage(&covered, &events.terms, 1)
        .iter()
        .for_each(|r| println!("{} {:6} {:30} {:?}", r.event, r.kind.name(), r.item, r.outlets));
    survey::differences(&covered).iter().for_each(|d| println!("{d:?}"));
}

fn show_seeds(folder: &str) {
    let rows = seeds(folder);
    let features = survey_features(&rows);
    let documents = documents(&rows, &features);
    let events = survey::events(&documents, &EventOptions { mode: EventMode::Auto, ..EventOptions::default() });
    println!("{:?}", events.assignment);
    events.events.iter().for_each(|e| println!("{e:?}"));
    events.why.iter().for_each(|w| println!("{w:?}"));
    println!("{:?}", duplicates(&rows, &documents).pairs);
}

/// Articles of made-up words: five per event, events spread over days, one in twenty a wire copy.
fn time_synthetic(n: usize) {
    let mut rows = synthetic(n);
    let started = processor_seconds();
    let features = survey_features(&rows);
    // As in a partial: the texts are gone, their shingles wait to be read.
    let Ok(waiting) = Waiting::shingles(&rows) else { return println!("no room for a temporary file") };
    rows.iter_mut().for_each(|row| row["text"] = Value::Null);
    let annotate = processor_seconds() - started;
    let bytes: usize = features.iter().map(|f| postcard::to_stdvec(f).map_or(0, |b| b.len())).sum();
    let documents = documents(&rows, &features);
    let started = processor_seconds();
    let events = survey::events(&documents, &EventOptions { mode: EventMode::Auto, ..EventOptions::default() });
    let clustering = processor_seconds() - started;
    let peak = peak_megabytes();
    let started = processor_seconds();
    let Ok(duplicates) = survey::duplicates(&documents, |d| waiting.read(d)) else {
        return println!("no temporary file any more");
    };
    println!(
        "{n} articles: annotate and features {annotate:.1} s ({} bytes each), events {clustering:.2} s ({} found), duplicates {:.2} s ({} pairs), peak {peak} MB after events, {} MB in all",
        bytes / n,
        events.events.len(),
        processor_seconds() - started,
        duplicates.pairs.len(),
        peak_megabytes()
    );
}

/// The shingles of articles in a temporary file, with the place where those of each end.
struct Waiting {
    file: Mutex<File>,
    ends: Vec<usize>,
}

impl Waiting {
    fn shingles(rows: &[Value]) -> io::Result<Waiting> {
        let (mut file, mut ends) = (BufWriter::new(tempfile::tempfile()?), vec![0]);
        for row in rows {
            let shingles = shingles(row);
            ends.push(ends[ends.len() - 1] + 8 * shingles.len());
            shingles.iter().try_for_each(|hash| file.write_all(&hash.to_le_bytes()))?;
        }
        Ok(Waiting { file: Mutex::new(file.into_inner()?), ends })
    }

    fn read(&self, row: usize) -> io::Result<Vec<u64>> {
        let mut bytes = vec![0; self.ends[row + 1] - self.ends[row]];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.ends[row] as u64))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes.as_chunks().0.iter().map(|hash| u64::from_le_bytes(*hash)).collect())
    }
}

/// Processor seconds of all threads so far, where the system counts them in hundredths; else zero.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = told.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// A number in `0..below` from a counter; the same on every machine.
fn pick(state: &mut u64, below: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % below
}

/// A word by rank: frequent ones are short; every seventh is written with a capital.
fn word(rank: u64) -> String {
    let mut rest = rank + 1;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(["ba", "do", "ke", "mi", "ru", "sa", "to", "vi", "ne", "lo"][(rest % 10) as usize]);
        rest /= 10;
    }
    if rank % 7 == 3 { word[..1].to_uppercase() + &word[1..] } else { word }
}

fn synthetic(n: usize) -> Vec<Value> {
    let mut state = 7;
    let mut rows = Vec::with_capacity(n);
    let mut last = String::new();
    for i in 0..n {
        let event = (i / 5) as u64;
        let mut of_event = event.wrapping_mul(0x9E37_79B9).wrapping_add(11);
        let topic: Vec<u64> = (0..60).map(|_| 200 + pick(&mut of_event, 60_000)).collect();
        let mut text = String::new();
        if i % 20 == 19 {
            text.push_str(&last);
        } else {
            for w in 0..750 {
                let rank = if pick(&mut state, 4) == 0 { topic[pick(&mut state, 60) as usize] } else { zipf(&mut state) };
                text.push_str(&word(rank));
                text.push_str(if w % 20 == 19 {
                    ". "
                } else if w % 100 == 99 {
                    ".\n\n"
                } else {
                    " "
                });
            }
            last.clone_from(&text);
        }
        let day = event / 40;
        let (year, month, dom) = (2000 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
        rows.push(serde_json::json!({"id": format!("d{i:06}"), "outlet": format!("outlet {}", i % 23), "lang": "en",
            "date": format!("{year:04}-{month:02}-{dom:02}"), "title": topic[..6].iter().map(|&r| word(r)).collect::<Vec<_>>().join(" "), "text": text}));
    }
    rows
}

/// A rank with about the frequency of words in a text.
fn zipf(state: &mut u64) -> u64 {
    let scale = 1 << pick(state, 16);
    pick(state, scale.max(2))
}

/// Mentions of actors, groups and countries against the coded phrases of an event: every coded concept
/// takes the entity that fits it best (F1 over mentions that overlap), concepts weighted by size.
fn score_mentions(path: &str, gold: &str) {
    let rows = rows(path);
    let gold = self::rows(gold);
    let kinds: &[&[&str]] = &[&["ACTOR"], &["COUNTRY"], &["GROUP"], &["ACTOR", "COUNTRY", "GROUP", "ACTOR-I"]];
    let corpus = annotated(&rows);
    let started = Instant::now();
    let mentions = mentions(&corpus);
    println!("{} documents in {:.3} s", rows.len(), started.elapsed().as_secs_f64());
    let (_, entities) = named(&mentions);
    let ours = our_spans(&rows, &corpus.0, &mentions, &entities);
    let number: BTreeMap<&str, usize> = rows.iter().enumerate().map(|(i, r)| (field(r, "id"), i)).collect();
    for kinds in kinds {
        let concepts = coded_spans(&gold, &number, kinds);
        let (mut sum, mut weight, mut correct, mut n_found, mut n_gold) = (0.0, 0.0, 0usize, 0usize, 0usize);
        for ((event, concept), spans) in &concepts {
            let ((f, hit, found), name) = best_actor(&ours, event, spans).unwrap_or(((0.0, 0, 0), ""));
            if spans.len() >= 15 {
                println!("  {event} {concept}: {} coded, {name}: {hit} right of {found}, F1 {f:.3}", spans.len());
            }
            sum += f * spans.len() as f64;
            weight += spans.len() as f64;
            (correct, n_found, n_gold) = (correct + hit, n_found + found, n_gold + spans.len());
        }
        let (p, r) = (correct as f64 / n_found.max(1) as f64, correct as f64 / n_gold.max(1) as f64);
        println!("{kinds:?}: weighted F1 {:.3}; pooled P {p:.3} R {r:.3} F1 {:.3}", sum / weight, 2.0 * p * r / (p + r));
    }
}

/// Names of several words with what each document says they are, most frequent first.
fn list_kinds(path: &str) {
    let rows = rows(path);
    let mut kinds: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for m in mentions(&annotated(&rows)).into_iter().flatten().filter(|m| m.entity.contains(' ')) {
        *kinds.entry((m.entity, m.actor.name())).or_default() += 1;
    }
    kinds.iter().for_each(|((name, kind), n)| println!("{kind}\t{n}\t{name}"));
}

/// How often a named mention inside a coded phrase of at most two words more is of which kind, by coded type.
fn score_kinds(path: &str, gold: &str) {
    let rows = rows(path);
    let gold = self::rows(gold);
    let corpus = annotated(&rows);
    let found = mentions(&corpus);
    let number: BTreeMap<&str, usize> = rows.iter().enumerate().map(|(i, r)| (field(r, "id"), i)).collect();
    let (mut table, mut named) = (BTreeMap::new(), BTreeMap::new());
    let at: Vec<Vec<usize>> = rows.iter().map(|r| char_positions(field(r, "text"))).collect();
    for g in gold.iter().filter(|g| ["ACTOR", "GROUP", "COUNTRY"].contains(&field(g, "type"))) {
        let d = number[field(g, "doc")];
        let (start, end) = (g["start"].as_u64().unwrap_or(0) as usize, g["end"].as_u64().unwrap_or(0) as usize);
        let words = field(g, "mention").split_whitespace().count();
        let in_text = |m: &&Mention| m.first >= corpus.0[d].n_title_tokens && m.label.is_empty();
        let fits = |m: &&Mention| {
            let span = (at[d][m.start_byte as usize], at[d][m.end_byte as usize]);
            span.0 >= start && span.1 <= end && (m.end - m.first) as usize + 2 >= words
        };
        for m in found[d].iter().filter(in_text).filter(fits) {
            let cell = (field(g, "type"), m.actor.name());
            *table.entry(cell).or_insert(0) += 1;
            named.entry(cell).or_insert_with(BTreeSet::new).insert((field(g, "event"), m.entity.as_str()));
        }
    }
    for (((coded, kind), n), names) in table.iter().zip(named.values()) {
        println!("{coded} is {kind}: {n} mentions of {} names", names.len());
        if (*coded == "ACTOR") != (*kind == "person") {
            println!("  {names:?}");
        }
    }
}

/// Per event and entity the character spans found.
fn our_spans<'a>(
    rows: &'a [Value],
    documents: &[Annotated],
    mentions: &'a [Vec<Mention>],
    entities: &'a survey::Entities,
) -> Spans<'a> {
    let mut ours: Spans<'_> = BTreeMap::new();
    for (d, document) in documents.iter().enumerate() {
        let index: Vec<usize> = char_positions(&document.document.text);
        for m in &mentions[d] {
            let name = entities.name(&m.entity);
            let span = (d, index[m.start_byte as usize], index[m.end_byte as usize]);
            ours.entry((field(&rows[d], "event"), name)).or_default().push(span);
        }
    }
    ours
}

/// Per event and concept of some kinds the character spans coded.
fn coded_spans<'a>(gold: &'a [Value], number: &BTreeMap<&str, usize>, kinds: &[&str]) -> Spans<'a> {
    let mut concepts: Spans<'_> = BTreeMap::new();
    for g in gold.iter().filter(|g| kinds.contains(&field(g, "type"))) {
        let at = |end: &str| g[end].as_u64().unwrap_or(0) as usize;
        let span = (number[field(g, "doc")], at("start"), at("end"));
        concepts.entry((field(g, "event"), field(g, "concept"))).or_default().push(span);
    }
    concepts
}

/// The actor of an event that fits coded spans best: F1, right, found, name.
fn best_actor<'a>(ours: &Spans<'a>, event: &str, spans: &[(usize, usize, usize)]) -> Option<((f64, usize, usize), &'a str)> {
    let of_event = ours.iter().filter(|((e, _), _)| *e == event);
    of_event.map(|((_, name), found)| (best_f1(found, spans), *name)).max_by(|a, b| a.0.0.total_cmp(&b.0.0))
}

/// Codings of a property: evaluative ones for and against, then those of strength, then victims.
const PROPERTIES: [(&[&str], &[&str]); 3] = [
    (
        &[
            "Affection",
            "Confidence",
            "Good quality",
            "Reason",
            "Trustworthiness",
            "Honor",
            "Lawfulness",
            "Positive",
            "Economy positive",
            "Safety",
            "Easiness",
            "Fairness",
        ],
        &[
            "Aggressor",
            "No trustworthiness",
            "Unreason",
            "Difficulty",
            "Poor quality",
            "Refusal",
            "Unsafety",
            "Unlawfulness",
            "Negative",
            "Dishonor",
            "Economy negative",
        ],
    ),
    (&["Power"], &["Weakness"]),
    (&[], &["Victim"]),
];

/// Spearman correlation, over actors and articles with at least two coded evaluative properties, of favourable
/// minus unfavourable words (each entry once per actor and article) with favourable minus unfavourable
/// properties; 95 % interval from 2,000 resamples of whole articles, and the extremes when an event is left out.
fn score_portrayal(path: &str, gold: &str) {
    let (rows, gold) = (rows(path), self::rows(gold));
    let (documents, vocabulary) = annotated(&rows);
    let (documents, mut finder) = (&documents, Finder::default());
    let mentions: Vec<Vec<Mention>> = documents.iter().map(|d| finder.mentions(d, &vocabulary)).collect();
    let evaluations: Vec<Vec<Evaluation>> =
        documents.iter().zip(&mentions).map(|(d, m)| finder.evaluations(d, &vocabulary, m)).collect();
    let (_, entities) = named(&mentions);
    let number: BTreeMap<&str, usize> = rows.iter().enumerate().map(|(i, r)| (field(r, "id"), i)).collect();
    let ours = our_spans(&rows, documents, &mentions, &entities);
    let concepts = coded_spans(&gold, &number, &["ACTOR", "COUNTRY", "GROUP"]);
    let named: BTreeMap<(&str, &str), &str> =
        concepts.iter().filter_map(|(key, spans)| Some((*key, best_actor(&ours, key.0, spans)?.1))).collect();
    let net = |d: usize, name: &str| {
        let mut words: BTreeSet<(u16, bool)> = BTreeSet::new();
        for e in &evaluations[d] {
            if entities.name(&mentions[d][e.mention as usize].entity) == name {
                words.insert((e.entry, evaluative_words()[e.entry as usize].favourable != e.negated));
            }
        }
        words.iter().map(|w| if w.1 { 1.0 } else { -1.0 }).sum::<f64>()
    };
    for (what, n) in [("evaluative", 1), ("and power, weakness", 2), ("and victims", 3)] {
        let mut coded: BTreeMap<(usize, &str), (f64, u32)> = BTreeMap::new();
        for g in gold.iter().filter(|g| field(g, "type") == "PROPERTY") {
            let of = |list: &[&str]| list.contains(&field(g, "concept"));
            let sign = PROPERTIES[..n].iter().map(|(f, u)| f64::from(of(f)) - f64::from(of(u))).sum::<f64>();
            for target in field(g, "target").split(';').map(str::trim).filter(|_| sign != 0.0) {
                let is = |c: &&(&str, &str)| {
                    c.0 == field(g, "event") && c.1.rsplit('\\').next().is_some_and(|l| l.eq_ignore_ascii_case(target))
                };
                if let Some(concept) = concepts.keys().find(is).and_then(|key| named.get(key)) {
                    let sum = coded.entry((number[field(g, "doc")], concept)).or_default();
                    *sum = (sum.0 + sign, sum.1 + 1);
                }
            }
        }
        let found = |d: usize, name: &str| mentions[d].iter().any(|m| entities.name(&m.entity) == name);
        let pairs: Vec<(usize, f64, f64)> = coded
            .into_iter()
            .filter(|((d, name), (_, coded))| *coded >= 2 && found(*d, name))
            .map(|((d, name), (sum, _))| (d, net(d, name), sum))
            .collect();
        let without = |event: &str| spearman(pairs.iter().copied().filter(|p| field(&rows[p.0], "event") != event));
        let mut left_out: Vec<f64> =
            rows.iter().map(|r| field(r, "event")).collect::<BTreeSet<_>>().into_iter().map(without).collect();
        left_out.sort_by(f64::total_cmp);
        let mut state = 5;
        let mut resampled: Vec<f64> = (0..2_000)
            .map(|_| {
                let drawn: Vec<usize> = (0..rows.len()).map(|_| pick(&mut state, rows.len() as u64) as usize).collect();
                spearman(drawn.iter().flat_map(|d| pairs.iter().copied().filter(move |p| p.0 == *d)))
            })
            .collect();
        resampled.sort_by(f64::total_cmp);
        println!(
            "{what}: {} pairs, Spearman {:.3} [{:.3}, {:.3}]; an event left out {:.3} to {:.3}",
            pairs.len(),
            spearman(pairs.iter().copied()),
            resampled[50],
            resampled[1_949],
            left_out[0],
            left_out[left_out.len() - 1]
        );
    }
}

/// Spearman's rank correlation of the second and third values, mean ranks for ties.
fn spearman(pairs: impl Iterator<Item = (usize, f64, f64)>) -> f64 {
    let pairs: Vec<(usize, f64, f64)> = pairs.collect();
    let ranks = |value: &dyn Fn(&(usize, f64, f64)) -> f64| -> Vec<f64> {
        let below = |p: &(usize, f64, f64)| pairs.iter().filter(|o| value(o) < value(p)).count() as f64;
        let equal = |p: &(usize, f64, f64)| pairs.iter().filter(|o| value(o) == value(p)).count() as f64;
        pairs.iter().map(|p| below(p) + (equal(p) - 1.0) / 2.0).collect()
    };
    let (x, y) = (ranks(&|p| p.1), ranks(&|p| p.2));
    let mean = (pairs.len() as f64 - 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>();
    product(&x, &y) / (product(&x, &x) * product(&y, &y)).sqrt()
}

fn best_f1(found: &[(usize, usize, usize)], gold: &[(usize, usize, usize)]) -> (f64, usize, usize) {
    let overlap = |a: &(usize, usize, usize), b: &(usize, usize, usize)| a.0 == b.0 && a.1 < b.2 && b.1 < a.2;
    let hit = gold.iter().filter(|g| found.iter().any(|f| overlap(f, g))).count();
    let right = found.iter().filter(|f| gold.iter().any(|g| overlap(f, g))).count();
    let (p, r) = (right as f64 / found.len() as f64, hit as f64 / gold.len() as f64);
    (if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }, right.min(hit), found.len())
}

/// Code point number of every byte.
fn char_positions(text: &str) -> Vec<usize> {
    let mut at = vec![0; text.len() + 1];
    let mut n = 0;
    for (i, c) in text.char_indices() {
        at[i..i + c.len_utf8()].fill(n);
        n += 1;
    }
    at[text.len()] = n;
    at
}
