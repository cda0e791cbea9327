//! The registry of reason codes: what is said has an entry, and every entry an example in the tests.

use framescope::lexicon::{Format, Lexicon};
use framescope::study::{Input, Plan, Study, Watch, codes, count, report};
use framescope::table::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs" || e == "py") {
                found.push(path);
            }
        }
    }
    found
}

fn names() -> BTreeSet<&'static str> {
    codes().iter().map(|c| c.name).collect()
}

#[test]
fn every_note_that_begins_with_a_code_has_an_entry() {
    let begins = regex::Regex::new(r#""([a-z]+(?:-[a-z]+)+): "#).unwrap();
    let mut said = BTreeSet::new();
    for path in ["src/measure", "src/study", "src/survey"].into_iter().flat_map(sources) {
        let text = fs::read_to_string(path).unwrap();
        said.extend(begins.captures_iter(&text).map(|c| c[1].to_owned()));
    }
    assert!(said.len() > 4);
    said.extend(["refused".to_owned(), "hangs-on-entry".to_owned()]);
    let unknown: Vec<&String> = said.iter().filter(|s| !names().contains(s.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_code_has_an_example_in_the_tests() {
    let mut tests = String::new();
    for path in ["tests", "src"].into_iter().flat_map(sources) {
        let text = fs::read_to_string(&path).unwrap();
        let whole = path.ends_with("tests.rs") || !path.starts_with(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        tests += if whole { &text } else { text.split_once("#[cfg(test)]").map_or("", |t| t.1) };
    }
    // As a word of its own in a string, e.g. in "1 | archive-path:0".
    let words: BTreeSet<&str> = tests.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')).collect();
    let shown = |n: &str| if n.contains('-') { words.contains(n) } else { tests.contains(&format!("\"{n}")) };
    let bare: Vec<&str> = names().into_iter().filter(|n| !shown(n)).collect();
    assert!(bare.is_empty(), "{bare:?}");
}

/// A zip of two stored files of one byte, `a.csv` and `b.csv`.
fn zip() -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for name in ["a.csv", "b.csv"] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(b"x").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Places of a signature.
fn places(bytes: &[u8], signature: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|&i| bytes[i..].starts_with(signature)).collect()
}

/// Everything said of one input under a study: codes of problems, notes, rejects, and of notes in tables.
fn said(name: &str, bytes: &[u8], study: &str) -> BTreeSet<String> {
    let problems = |p: Vec<framescope::corpus::Problem>| p.into_iter().map(|p| p.code.to_owned()).collect();
    let study = match Study::from_toml("study.toml", study) {
        Ok(study) => study,
        Err(found) => return problems(found),
    };
    let (lexicon, _) =
        Lexicon::read("l.csv", b"axis,pole,term\nside,a,militant*\nside,b,fighter*\nother,a,zzz\nother,b,yyy\n").unwrap();
    let plan = match Plan::with_lexicons(study, vec![lexicon]) {
        Ok(plan) => plan,
        Err(found) => return problems(found),
    };
    let mut partial = count(&plan, Input::Bytes(name, bytes), 1, &Watch::default()).unwrap();
    let mut codes: BTreeSet<String> = partial.problems().iter().map(|p| p.code.to_owned()).collect();
    let settled = partial.settle();
    for table in report(&plan, &partial, settled).unwrap().all_tables().unwrap() {
        for (i, c) in table.columns.iter().enumerate().filter(|(_, c)| c.name == "note" || c.name == "code") {
            for row in &table.rows {
                if let Value::Text(note) = &row[i] {
                    codes.extend(note.split("; ").map(|n| n.split(':').next().unwrap_or(n).to_owned()));
                }
                assert!(c.name == "note" || row[i] != Value::Empty);
            }
        }
    }
    codes
}

fn check(code: &str, (name, bytes): (&str, &[u8]), study: &str) {
    let said = said(name, bytes, study);
    assert!(said.contains(code), "{code}: {said:?}");
    assert!(names().contains(code), "{code} is not in the registry");
}

#[test]
fn archives_that_cannot_be_trusted() {
    let mut twice = zip();
    for at in places(&twice, b"b.csv") {
        twice[at] = b'a';
    }
    let directory = |zip: &[u8]| places(zip, b"PK\x01\x02");
    let mut overlap = zip();
    let second = directory(&overlap)[1];
    overlap[second + 42..second + 46].fill(0);
    let mut locked = zip();
    for at in directory(&locked) {
        locked[at + 8] |= 1;
    }
    let corpus = "id,outlet,text\na,A,The militants came to the town.\n";
    check("short-text", ("a.html", b"<html><body><p>Three small words.</p></body></html>"), "");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, corpus.as_bytes()).unwrap();
    check("trailing-data", ("c.csv.gz", &[&packed.finish().unwrap()[..], b"and more"].concat()), "");
    check("wrong-extension", ("c.csv", &zip()), "");
    check("encrypted", ("c.zip", &locked), "");
    check("archive-overlap", ("c.zip", &overlap), "");
    check("archive-duplicate", ("c.zip", &twice), "");
}

#[test]
fn what_a_corpus_cannot_show_is_said() {
    let word = "The town was quiet and the harbour lay still under the hills of the north. ";
    let row = |id: usize, outlet: &str, event: &str, text: &str| format!("{id},{outlet},{event},\"{}{text}\"\n", word.repeat(2));
    let corpus = |rows: &[(&str, &str, &str)]| {
        let rows: Vec<String> = rows.iter().enumerate().map(|(i, (o, e, t))| row(i, o, e, t)).collect();
        format!("id,outlet,event,text\n{}", rows.concat())
    };
    let (a, b) = ("The militants came, the militants left. ", "The fighters came, the fighters left. ");
    let few = corpus(&[("A", "", a), ("B", "", "No more.")]);
    for code in ["few-words", "below-floor", "no-dates", "axis-without-hits", "one-unit"] {
        check(code, ("c.csv", few.as_bytes()), "[measures]\nfloor = \"1,1\"");
    }
    let two = corpus(&[("A", "", a), ("A", "", a), ("B", "", "No more."), ("B", "", b)]);
    check("too-few-documents", ("c.csv", two.as_bytes()), "[terms]\nmin_count = 1\n[design]\nevents = \"none\"");
    for (table, lack) in
        [("scores", ("A", "B")), ("bigrams", ("A", "B")), ("clusters", ("A", "A")), ("document_keyness", ("A", "A"))]
    {
        let rows = corpus(&[(lack.0, "", "No."), (lack.1, "", "No.")]);
        check("no-rows", ("c.csv", rows.as_bytes()), &format!("[measures]\ntables = [\"{table}\"]"));
    }
    check("one-outlet", ("c.csv", corpus(&[("A", "", a)]).as_bytes()), "");
    let crowd: Vec<String> = (0..501).map(|i| format!("O{i}")).collect();
    let crowd: Vec<(&str, &str, &str)> = crowd.iter().map(|o| (o.as_str(), "", a)).collect();
    check("too-many-outlets", ("c.csv", corpus(&crowd).as_bytes()), "");
    check("no-hits", ("c.csv", corpus(&[("A", "", "No."), ("B", "", "No.")]).as_bytes()), "");
    check("refused", ("c.csv", few.as_bytes()), "");
    let words = "[measures]\ntables = [\"lss\"]";
    check("few-seeds", ("c.csv", few.as_bytes()), words);
    let hundred: Vec<(&str, &str, &str)> = (0..99).map(|_| ("A", "", "Militants, militant, fighters, fighter.")).collect();
    check("few-documents", ("c.csv", corpus(&hundred).as_bytes()), words);
    let outlets: Vec<String> = (0..21).map(|i| format!("O{i}")).collect();
    let many: Vec<(&str, &str, &str)> = outlets.iter().map(|o| (o.as_str(), "", a)).collect();
    check("one-vs-rest", ("c.csv", corpus(&many).as_bytes()), "");
    let apart = corpus(&[("A", "x", &a.repeat(3)), ("A", "x", a), ("B", "y", &b.repeat(3)), ("B", "y", a)]);
    check("no-shared-event", ("c.csv", apart.as_bytes()), "[measures]\nfloor = \"2,2\"");
    // Inside both events A leans more to a, 8:1 against 3:1 and 1:3 against 1:8; pooled it leans to b, for
    // it covers the second event most.
    let told = |a_times: usize, b_times: usize| format!("{}{}", a.repeat(a_times), b.repeat(b_times));
    let texts = [("A", "x", told(80, 10)), ("B", "x", told(300, 100)), ("A", "y", told(100, 300)), ("B", "y", told(5, 40))];
    let halves = texts.iter().flat_map(|t| [t, t]).map(|(o, e, t)| (*o, *e, t.as_str())).collect::<Vec<_>>();
    let flips = corpus(&halves);
    check("pooling-flips-sign", ("c.csv", flips.as_bytes()), "[measures]\nfloor = \"2,2\"");
}

#[test]
fn studies_and_lexicons_that_do_not_fit_say_so() {
    check("unsupported-version", ("c.csv", b""), "version = 99");
    check("near-without-actors", ("c.csv", b""), "[design]\nnear = [\"Hamas\"]\nvoice = false");
    let (twice, found) = Lexicon::read("l.cat", b"FIRST\n\tONE (1)\nFIRST\n\tTWO (1)\n").unwrap();
    assert!(found.iter().any(|p| p.code == "duplicate-category"), "{found:?}");
    let (poles, _) = Lexicon::read("l.csv", b"axis,pole,term\nside,a,one\nside,b,two\n").unwrap();
    assert_eq!(twice.axes.len(), 1);
    let (_, lost) = poles.write(Format::named("lc3").unwrap());
    assert!(lost.iter().any(|p| p.code == "lexicon-loss"), "{lost:?}");
    let refused = framescope::write::ResultFolder::create(Path::new("/proc/framescope/out"), false).err().unwrap();
    assert_eq!(refused.problem().code, "output-io");
    let found = Lexicon::read("l.csv", b"category,term,language\nx,war,zzzz\n").unwrap_err();
    assert!(found.iter().any(|p| p.code == "unknown-language"), "{found:?}");
}
