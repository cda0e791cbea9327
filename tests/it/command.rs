//! The command line as a user types it: exit statuses, messages, files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of the test's own.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    fn file(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }
    fn name(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_framescope")).args(args).output().unwrap()
}

/// Runs and checks status and what stderr must say.
fn check(args: &[&str], status: i32, says: &[&str]) -> Output {
    let output = run(args);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{args:?}: {err}");
    for word in says {
        assert!(err.contains(word), "{args:?} does not say {word:?}: {err}");
    }
    output
}

const GOOD: &str = "id,outlet,date,event,title,text\n\
    a1,Alpha,2031-03-01,e1,Talks,\"The terror group left, officials said.\"\n\
    b1,Beta,2031-03-01,e1,Talks,The resistance group left the town.\n";

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn compare_writes_every_table_of_the_contract() {
    let folder = Folder::new();
    let (input, out) = (folder.file("in.csv", GOOD), folder.name("out"));
    check(&["compare", &input, "-o", &out], 0, &["2 documents + 0 rejects = 2 records seen"]);
    for table in [
        "outlets",
        "documents",
        "events",
        "hits",
        "quotes",
        "mentions",
        "axes",
        "poles_by_outlet",
        "axes_by_outlet",
        "axes_by_event",
        "categories",
        "categories_by_outlet",
        "entries",
        "terms",
        "terms_by_outlet",
        "keyness",
        "contrasts",
        "labels",
        "labels_by_outlet",
        "actions",
        "roles",
        "portrayal",
        "portrayal_words",
        "speakers",
        "speakers_by_event",
        "sources_by_event",
        "reporting_verbs",
        "coverage",
        "distances",
        "map",
        "timeline",
        "duplicates",
        "rejects",
        "notes",
        "codebook",
    ] {
        assert!(folder.path("out").join(format!("{table}.csv")).is_file(), "{table}.csv is missing");
    }
    for file in ["README.txt", "datapackage.json", "report.html", "results.xlsx", "study.toml", "run.json"] {
        assert!(folder.path("out").join(file).is_file(), "{file} is missing");
    }
    check(&["verify", &out], 0, &[]);
    std::fs::write(folder.path("out").join("axes.csv"), "changed").unwrap();
    check(&["verify", &out], 1, &[]);
}

#[test]
fn charts_are_drawn_from_a_result() {
    let folder = Folder::new();
    let (input, out) = (folder.file("in.csv", GOOD), folder.name("out"));
    check(&["compare", &input, "-o", &out], 0, &[]);
    for (arguments, status, says) in [
        (&["plot", "axes", &out][..], 0, "terror label"),
        (&["plot", "axes", &out, "--axis", "armed_group"], 0, "resistance label"),
        (&["plot", "events", &out], 0, "1 : 0"),
        (&["plot", "axes", &out, "--axis", "no_such"], 1, "nothing-to-draw"),
        (&["plot", "axis", &out], 2, "Did you mean `axes`?"),
        (&["show", "axes", &out, "--json"], 0, "\"axis\":\"armed_group\""),
    ] {
        let output = run(arguments);
        let all = [output.stdout, output.stderr].concat();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        assert!(String::from_utf8_lossy(&all).contains(says), "{arguments:?} does not say {says:?}");
    }
}

#[test]
fn bad_input_gets_its_status_and_its_place() {
    let folder = Folder::new();
    let ragged = folder.file("ragged.csv", &format!("{GOOD}c1,Gamma\n"));
    let open = folder.file("open.csv", &format!("{GOOD}c1,Gamma,2031-03-02,e1,T,\"never closed\n"));
    let twice = folder.file("twice.csv", &format!("{GOOD}a1,Alpha,2031-03-01,e1,Talks,The same again.\n"));
    let empty = folder.file("empty.csv", "");
    let no_text = folder.file("no_text.csv", "outlet,paragraphs\nA,x\n");
    let study = folder.file("bad.toml", "[terms]\nmin_count = -1\nconfidence = 1.5\n[trems]\n");
    let good = folder.file("good.csv", GOOD);
    let rows: &[(&[&str], i32, &[&str])] = &[
        (&["compare", &ragged], 3, &["field-count", "ragged.csv:4"]),
        (&["compare", &open], 4, &["unterminated-quote", "open.csv:4"]),
        (&["compare", &twice], 3, &["duplicate-id", "twice.csv:4"]),
        (&["compare", &empty], 4, &["empty-file"]),
        (&["compare", &no_text], 4, &["missing-column", "paragraphs"]),
        (&["compare", "no/such/file.csv"], 4, &["no/such/file.csv"]),
        (&["compare", &good, "--config", &study], 2, &["out-of-range", "min_count", "confidence", "terms"]),
        (&["compare", &good, "-l", "armed-gruops"], 2, &["unknown-lexicon", "Did you mean `armed-groups`"]),
        (&["comapre"], 2, &["compare"]),
        (&["compare", "--lexcion", "x"], 2, &["--lexicon"]),
        (&["compare", &ragged, "--max-rejects", "1"], 0, &["field-count"]),
    ];
    for (i, (args, status, says)) in rows.iter().enumerate() {
        let out = folder.name(&format!("out{i}"));
        let mut typed = args.to_vec();
        if args[0] == "compare" {
            typed.extend(["-o", &out]);
        }
        check(&typed, *status, says);
        assert_eq!(folder.path(&format!("out{i}")).exists(), matches!(status, 0 | 3), "{args:?}");
    }
}

#[test]
fn foreign_files_are_refused() {
    let folder = Folder::new();
    let input = folder.file("in.csv", GOOD);
    std::fs::create_dir(folder.path("out")).unwrap();
    folder.file("out/thesis.txt", "mine");
    check(&["compare", &input, "-o", &folder.name("out")], 5, &["thesis.txt"]);
    assert_eq!(read(&folder.path("out/thesis.txt")), "mine");
}

#[test]
fn a_study_names_further_tables_distances_and_the_correction() {
    let folder = Folder::new();
    let (input, out) = (folder.file("in.csv", GOOD), folder.name("out"));
    let study = "[measures]\ntables = [\"wordscores\", \"clusters\"]\npositions = { Alpha = \"-1\", Beta = \"1\" }\n";
    let config = folder.file("study.toml", study);
    let asked = ["--config", &config, "--distances", "hellinger,cosine_delta", "--correction", "holm"];
    check(&[&["compare", &input, "-o", &out][..], &asked].concat(), 0, &[]);
    let table = |name: &str| read(&folder.path("out").join(name));
    assert!(table("wordscores.csv").lines().nth(1).unwrap().starts_with("alpha,-1.0,"), "{}", table("wordscores.csv"));
    assert!(table("clusters.csv").lines().nth(1).unwrap().starts_with("#1,alpha,beta,"), "{}", table("clusters.csv"));
    assert!(table("distances.csv").starts_with("outlet_a,outlet_b,distance,hellinger,cosine_delta,note"));
    assert!(table("codebook.csv").contains("wordscores,lbg,number"));
    assert!(table("methods.json").contains("holm over the table"));
    for (flag, wrong, meant) in [("--tables", "cluster", "`clusters`"), ("--distances", "helinger", "`hellinger`")] {
        check(&["compare", &input, "-o", &out, flag, wrong], 2, &["unknown-measure", wrong, "Did you mean", meant]);
    }
    let bad = folder.file("bad.toml", "[measures]\npositions = { Alpha = \"left\" }\n");
    check(&["compare", &input, "-o", &out, "--config", &bad], 2, &["`left` of Alpha is no number"]);
    check(&["compare", &input, "-o", &out, "--correction", "holms"], 2, &["benjamini_hochberg"]);
}

#[test]
fn count_merge_report_give_the_bytes_of_compare() {
    let folder = Folder::new();
    let (header, rows) = GOOD.split_once('\n').unwrap();
    let (first, second) = rows.split_once('\n').unwrap();
    std::fs::create_dir(folder.path("in")).unwrap();
    let a = folder.file("in/a.csv", &format!("{header}\n{first}\n"));
    let b = folder.file("in/b.csv", &format!("{header}\n{second}"));
    // A row of metadata that describes no document of one part may describe one of another.
    let id = |row: &str| row.split(',').next().unwrap().to_owned();
    let metadata = format!("id,url\n{},https://a.example\n{},https://b.example\nnone,https://c.example\n", id(first), id(second));
    let m = folder.file("metadata.csv", &metadata);
    check(&["compare", &a, &b, "--metadata", &m, "-o", &folder.name("whole")], 0, &[]);
    let unmatched = std::fs::read_to_string(folder.path("whole/notes.csv")).unwrap().matches("metadata-unmatched").count();
    assert_eq!(unmatched, 1);
    let [pa, pb, pc] = ["a.partial", "b.partial", "c.partial"].map(|n| folder.name(n));
    check(&["count", &a, "--metadata", &m, "-o", &pa], 0, &[]);
    check(&["count", &b, "--metadata", &m, "-o", &pb], 0, &[]);
    check(&["merge", &pb, &pa, "-o", &pc], 0, &[]);
    check(&["report", &pc, "-o", &folder.name("merged")], 0, &[]);
    for entry in std::fs::read_dir(folder.path("whole")).unwrap().map(|e| e.unwrap().file_name()) {
        if entry != "run.json" {
            let [x, y] = ["whole", "merged"].map(|f| std::fs::read(folder.path(f).join(&entry)).unwrap());
            assert!(x == y, "{entry:?} differs");
        }
    }
}

#[test]
fn numbers_open_into_passages() {
    let folder = Folder::new();
    let (input, out) = (folder.file("in.csv", GOOD), folder.name("out"));
    check(&["compare", &input, "-o", &out, "-q"], 0, &[]);
    let said = |args: &[&str]| String::from_utf8(check(args, 0, &[]).stdout).unwrap();
    assert!(said(&["explain", &out, "--axis", "armed_group", "--outlet", "Alpha"]).contains(">>terror group<<"));
    assert!(said(&["explain", "field-count"]).contains("What to do"));
    assert!(said(&["explain", "balance"]).contains("ln("));
    assert!(said(&["kwic", "resistance *", &input]).contains("resistance group"));
    assert!(said(&["show", "poles_by_outlet", &out]).starts_with("axis,pole,voice,Alpha,Beta"));
    assert!(said(&["show", "outlets", &input]).contains("alpha"));
    check(&["explain", &out, "--axis", "armed_gruop"], 2, &["Did you mean `armed_group`"]);
    check(&["show", "polse_by_outlet", &out], 2, &["Did you mean `poles_by_outlet`"]);
}

#[test]
fn help_fits_one_screen_and_every_command_has_one() {
    let help = String::from_utf8(check(&["compare", "-h"], 0, &[]).stdout).unwrap();
    assert!(help.lines().count() <= 60, "{} lines", help.lines().count());
    assert!(help.starts_with("Examples:"));
    let welcome = String::from_utf8(check(&[], 0, &[]).stdout).unwrap();
    assert!(welcome.lines().count() <= 16 && welcome.matches("framescope ").count() >= 3);
    for command in [
        "demo",
        "init",
        "check",
        "show",
        "plot",
        "kwic",
        "explain",
        "lexicon",
        "measures",
        "count",
        "merge",
        "report",
        "diff",
        "verify",
        "schema",
        "limits",
        "cite",
        "completions",
        "man",
    ] {
        let help = String::from_utf8(check(&[command, "--help"], 0, &[]).stdout).unwrap();
        assert!(help.contains("Example"), "{command}");
    }
}

#[test]
fn init_gives_a_study_that_runs() {
    let folder = Folder::new();
    let dir = folder.name("tour");
    check(&["init", &dir, "--example"], 0, &[]);
    let [study, corpus, lexicon] = ["framescope.toml", "articles.csv", "lexicon.toml"].map(|f| folder.name(&format!("tour/{f}")));
    check(&["compare", &corpus, "--config", &study, "-l", &lexicon, "-o", &folder.name("out")], 0, &["28 documents"]);
    check(&["lexicon", "check", &lexicon], 0, &[]);
    check(&["init", &dir], 5, &["file-exists"]);
}
