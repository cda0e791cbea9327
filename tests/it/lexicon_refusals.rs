//! Lexicons that cannot be used: the program says where, what and what to do, ends with 2 and counts nothing.

use std::path::PathBuf;
use std::process::Command;

/// File, content, reason code, line that is named, what the message shows.
type Row = (&'static str, &'static [u8], &'static str, u64, &'static str);

const ROWS: &[Row] = &[
    ("binary.dic", b"\x8f\x00\x01\x02\x03\x04\x05\xff\x00\x10", "bad-lexicon", 1, "binary or encrypted"),
    (
        "entities.cat",
        b"<?xml version=\"1.0\"?>\n<!DOCTYPE d [<!ENTITY a \"b\">]>\n<dictionary><cnode name=\"&a;\"/></dictionary>",
        "xml-entity",
        2,
        "<!DOCTYPE",
    ),
    ("japanese.cat", b"WAR\n\t\x90\xed\x91\x88 (1)\n\t\x82\xa0\x82\xe9 (1)\n", "bad-encoding", 2, "Shift_JIS"),
    ("kanji.cat", b"WAR\n\t\xc0\xef\xc1\xe8 (1)\n\t\xa4\xa2\xa4\xeb (1)\n", "bad-encoding", 2, "EUC-JP"),
    ("latin.cat", b"WAR\n\td\xe9l\xe9gation (1)\n", "bad-encoding", 2, "windows-1252"),
    ("keys.yml", b"a: [war]\na: [peace]\n", "duplicate-key", 2, "first in line 1"),
    ("keys.toml", b"[category.x]\nen = [\"a\"]\n[category.x]\n", "duplicate-key", 3, "[category.x]"),
    ("number.dic", b"%\n1\tone\n%\nwar\t9\n", "unknown-category", 4, "`9`"),
    ("open.dic", b"%\n1\tone\nwar\t1\n", "bad-lexicon", 1, "never closed"),
    ("open.ykd", b"<dictionary>\n<cnode name=\"a\">\n<pnode name=\"war\"/>\n</dictionary>", "bad-xml", 4, "</cnode>"),
    ("bomb.toml", b"[category.x]\nen = [{ match = \"(a{1000}){1000}\", kind = \"regex\" }]\n", "term-too-complex", 2, "^^^"),
    ("every.toml", b"[category.x]\nen = [{ match = \".*\", kind = \"regex\" }]\n", "term-matches-everything", 2, "`.*`"),
    ("every.csv", b"frame,term\nv,*\n", "term-matches-everything", 2, "`*`"),
    ("stars.csv", b"frame,term\nv,* ?*\n", "term-matches-everything", 2, "`* ?*`"),
    ("never.toml", b"[category.x]\nen = [{ match = \"a^\", kind = \"regex\" }]\n", "term-matches-nothing", 2, "`a^`"),
    ("class.toml", b"[category.x]\nen = [{ match = \"x[a&&b]\", kind = \"regex\" }]\n", "term-matches-nothing", 2, "&&"),
    ("signs.csv", b"frame,term\nv,...\n", "term-unreachable", 2, "`...`"),
    ("blank.csv", b"frame,term\nv,   \n", "empty-term", 2, "without a pattern"),
    ("empty.toml", b"", "bad-lexicon", 1, "no entry"),
    ("lists.toml", b"[category.x]\nen = []\n", "bad-lexicon", 1, "no entry"),
];

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("framescope-refusals-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("corpus.csv"), "id,outlet,text\n1,P,War and peace and a war.\n").unwrap();
    folder
}

fn compare(folder: &PathBuf, lexicon: &str) -> (Option<i32>, String) {
    let args = ["compare", "corpus.csv", "-l", lexicon, "-o", "out"];
    let run = Command::new(env!("CARGO_BIN_EXE_framescope")).args(args).current_dir(folder).output().unwrap();
    (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
}

#[test]
fn lexicons_that_cannot_be_used_count_nothing() {
    let folder = folder();
    for (file, content, code, line, shown) in ROWS {
        std::fs::write(folder.join(file), content).unwrap();
        let (status, said) = compare(&folder, file);
        assert_eq!(status, Some(2), "{file}: {said}");
        assert!(said.starts_with(&format!("error[{code}]: {file}:{line}")), "{file}: {said}");
        assert!(said.contains(shown), "{file}: {said}");
        let remedy = said.lines().filter(|l| l.starts_with("   ") && !l.contains("| ")).count();
        assert!(remedy > 0, "{file}: {said}");
        assert!(!folder.join("out").exists(), "{file} was counted");
    }
    // What looks odd and is meant: words of YAML, old line ends, XML under another name.
    let read: [(&str, &[u8]); 3] = [
        ("no.yml", b"a: [no, yes, on, war, 2022]\n"),
        ("returns.dic", b"%\r1\tone\r2\ttwo\r%\rwar\t1\rpeace\t2\r"),
        ("xml.cat", b"<dictionary style=\"050805\"><cnode name=\"a\"><pnode name=\"war\"/></cnode></dictionary>"),
    ];
    for (file, content) in read {
        std::fs::write(folder.join(file), content).unwrap();
        let (status, said) = compare(&folder, file);
        assert_eq!(status, Some(0), "{file}: {said}");
        assert!(std::fs::read_to_string(folder.join("out/entries.csv")).unwrap().contains(",war,"), "{file}");
        std::fs::remove_dir_all(folder.join("out")).unwrap();
    }
    std::fs::remove_dir_all(folder).unwrap();
}
