//! Reads the sources and holds them to the design: module order, module heads, sizes, what may touch
//! the outside world. Each rule is also run on a planted violation, so that a rule that cannot fail
//! does not pass for one.

use std::path::{Path, PathBuf};

/// A source file: path below the package, text.
struct Source {
    path: String,
    text: String,
}

const SECTIONS: [&str; 16] = [
    "corpus", "read", "language", "clean", "token", "voice", "annotate", "lexicon", "actor", "survey", "count", "table",
    "measure", "write", "study", "bin",
];

/// Module, and the modules it may use beyond the rule that a module uses only those before it.
/// `None` = all before it.
const NARROWER: &[(&str, &[&str])] = &[
    ("read", &["corpus"]),
    ("language", &["corpus"]),
    ("clean", &["corpus", "language"]),
    ("token", &["corpus", "language", "clean"]),
    ("voice", &["corpus", "language", "clean", "token"]),
    ("annotate", &["corpus", "language", "clean", "token", "voice"]),
    ("lexicon", &["corpus", "language", "token", "voice", "annotate"]),
    ("actor", &["corpus", "language", "token", "voice", "annotate"]),
    ("survey", &["corpus", "language", "token", "voice", "annotate", "actor"]),
    ("table", &["corpus"]),
    ("measure", &["corpus", "voice", "lexicon", "count", "table", "survey"]),
    ("write", &["corpus", "table"]),
];

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open = vec![root.join("src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.extension().is_some_and(|e| e == "rs") {
                let path: PathBuf = entry.strip_prefix(root).unwrap().into();
                let text = std::fs::read_to_string(&entry).unwrap();
                found.push(Source { path: path.to_string_lossy().replace('\\', "/"), text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The module a file belongs to: the first name below `src`.
fn module(path: &str) -> &str {
    let name = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or("");
    if name == "lib" { "" } else { name }
}

/// The text without its tests and without comments.
fn code(text: &str) -> Vec<&str> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().filter(|l| !l.trim_start().starts_with("//")).collect()
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn used_modules(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").map(|(i, _)| {
        let rest = &line[i + "crate::".len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

fn module_order(s: &Source) -> Vec<String> {
    let me = module(&s.path);
    if me.is_empty() || me == "bin" || is_test_file(&s.path) {
        return Vec::new();
    }
    let place = |name: &str| SECTIONS.iter().position(|m| *m == name);
    let allowed = NARROWER.iter().find(|n| n.0 == me).map(|n| n.1);
    let mut faults = Vec::new();
    for line in code(&s.text) {
        for other in used_modules(line).filter(|o| *o != me && place(o).is_some()) {
            let upward = place(other) < place(me);
            let narrow = allowed.is_none_or(|a| a.contains(&other));
            if !upward || !narrow {
                faults.push(format!("{}: {me} uses {other}", s.path));
            }
        }
    }
    faults
}

fn module_head(s: &Source) -> Vec<String> {
    if is_test_file(&s.path) {
        return Vec::new();
    }
    if s.text.starts_with("//!") { Vec::new() } else { vec![format!("{}: does not open with a //! head", s.path)] }
}

fn file_size(s: &Source) -> Vec<String> {
    let lines = s.text[..s.text.find("#[cfg(test)]").unwrap_or(s.text.len())].lines().count();
    if lines > 800 { vec![format!("{}: {lines} lines, at most 800", s.path)] } else { Vec::new() }
}

fn no_junk_drawer(s: &Source) -> Vec<String> {
    let name = s.path.rsplit('/').next().unwrap_or("");
    let bad = ["util.rs", "utils.rs", "helpers.rs", "misc.rs", "common.rs"].contains(&name);
    if bad { vec![format!("{}: name the file after what it holds", s.path)] } else { Vec::new() }
}

/// Files, clock, environment, terminal and processes only at the ends.
fn no_outside_world(s: &Source) -> Vec<String> {
    let me = module(&s.path);
    if ["read", "write", "study", "bin", ""].contains(&me) || is_test_file(&s.path) {
        return Vec::new();
    }
    let bans = [
        "std::fs",
        "std::env",
        "std::time",
        "std::process",
        "std::net",
        "println!",
        "eprintln!",
        "std::io::stdout",
        "std::io::stdin",
    ];
    let lines = code(&s.text);
    let hits = lines.iter().flat_map(|l| bans.iter().filter(|b| l.contains(**b)));
    hits.map(|b| format!("{}: {me} touches {b}", s.path)).collect()
}

/// The product opens no connection and starts no process.
fn no_network(s: &Source) -> Vec<String> {
    if is_test_file(&s.path) {
        return Vec::new();
    }
    let lines = code(&s.text);
    let bans = ["std::net", "std::process::Command", "process::Command"];
    let hits = lines.iter().flat_map(|l| bans.iter().filter(|b| l.contains(**b)));
    hits.map(|b| format!("{}: {b}", s.path)).collect()
}

/// Numbers that must be the same on every machine go through libm.
fn portable_numbers(s: &Source) -> Vec<String> {
    if !["measure", "survey", "count"].contains(&module(&s.path)) || is_test_file(&s.path) {
        return Vec::new();
    }
    let bans = [".ln()", ".exp()", ".powf(", ".log2()", ".log10()", ".sin()", ".cos()"];
    let lines = code(&s.text);
    let hits = lines.iter().flat_map(|l| bans.iter().filter(|b| l.contains(**b)));
    hits.map(|b| format!("{}: {b} differs between platforms: use libm", s.path)).collect()
}

/// The repository speaks of the product alone.
fn no_machine_paths(s: &Source) -> Vec<String> {
    let bans = ["/home/", "/root/", "/Users/", concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let hits = bans.iter().filter(|b| s.text.contains(**b));
    hits.map(|b| format!("{}: {b}", s.path)).collect()
}

type Rule = (&'static str, fn(&Source) -> Vec<String>, &'static str, &'static str);

/// Rule, what checks it, and a planted violation: path and text.
const RULES: &[Rule] = &[
    ("module order", module_order, "src/token/planted.rs", "//! Head.\nuse crate::count::Counts;\n"),
    ("narrow imports", module_order, "src/write/planted.rs", "//! Head.\nuse crate::count::Counts;\n"),
    ("module heads", module_head, "src/token/planted.rs", "use std::fmt;\n"),
    ("file size", file_size, "src/token/planted.rs", concat!("//! Head.\n", "LINES")),
    ("no junk drawer", no_junk_drawer, "src/token/utils.rs", "//! Head.\n"),
    ("no outside world", no_outside_world, "src/measure/planted.rs", "//! Head.\nfn f() { std::fs::read(\"x\"); }\n"),
    ("no network", no_network, "src/read/planted.rs", "//! Head.\nuse std::net::TcpStream;\n"),
    ("portable numbers", portable_numbers, "src/measure/planted.rs", "//! Head.\nfn f(x: f64) -> f64 { x.ln() }\n"),
    ("no machine paths", no_machine_paths, "src/read/planted.rs", "//! Head.\nconst P: &str = \"/home/me\";\n"),
];

#[test]
fn sources_keep_the_design() {
    let sources = sources();
    assert!(sources.len() > 50, "the sources were not found");
    let faults: Vec<String> = RULES
        .iter()
        .flat_map(|(name, rule, ..)| sources.iter().flat_map(move |s| rule(s).into_iter().map(move |f| format!("{name}: {f}"))))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_catches_its_planted_violation() {
    for (name, rule, path, text) in RULES {
        let planted = Source { path: (*path).into(), text: text.replace("LINES", &"fn f() {}\n".repeat(801)) };
        assert!(!rule(&planted).is_empty(), "{name} lets its violation pass");
        let clean = Source { path: "src/token/clean.rs".into(), text: "//! Head.\nuse crate::corpus::Date;\n".into() };
        assert!(rule(&clean).is_empty(), "{name} rejects a clean file");
    }
}

#[test]
fn modules_are_declared_in_the_order_the_data_flows() {
    let lib = sources().into_iter().find(|s| s.path == "src/lib.rs").unwrap();
    let declared: Vec<&str> = lib.text.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, SECTIONS[..15]);
}

#[test]
fn the_default_build_stays_small() {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let packages = lock.matches("[[package]]").count();
    // All features, all targets and the tests together; the default build is about half of it.
    assert!(packages < 340, "{packages} locked packages");
}
