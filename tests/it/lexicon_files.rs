//! Lexicon files of every format, as they are found in the world: read faithfully or refused with line,
//! mark and remedy; written and read again without loss beyond what is named.

use framescope::corpus::{Problem, Severity};
use framescope::lexicon::{Axis, Entry, Example, FORMATS, Format, Lexicon, PatternKind, Pole};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

/// A lexicon as one line: `category: entry, entry*weight/kind | ...`, each category with its parent in
/// brackets.
fn show(lexicon: &Lexicon) -> String {
    let entry = |(pole, e): (Pole, &Entry)| {
        let pole = if pole == Pole::Category { String::new() } else { format!("{}=", pole.name()) };
        let weight = e.weight.map(|w| format!("^{w}")).unwrap_or_default();
        let kind = if e.kind == PatternKind::Glob { String::new() } else { format!("/{}", e.kind.name()) };
        format!("{pole}{}{weight}{kind}", e.pattern)
    };
    let axis = |a: &Axis| {
        let entries: Vec<String> = a.entries().map(entry).collect();
        let parent = if a.parent.is_empty() { String::new() } else { format!("[{}]", a.parent) };
        format!("{}{parent}: {}", a.name(), entries.join(", "))
    };
    lexicon.axes.iter().map(axis).collect::<Vec<_>>().join(" | ")
}

fn check(file: &str, text: &str, want: &str) {
    match Lexicon::read(file, text.as_bytes()) {
        Ok((lexicon, _)) => assert_eq!(show(&lexicon), want, "{file} {text:?}"),
        Err(p) => panic!("{file} {text:?}: {p:?}"),
    }
}

fn fault(file: &str, bytes: &[u8]) -> Problem {
    match Lexicon::read(file, bytes) {
        Ok((lexicon, _)) => panic!("{file} was read: {}", show(&lexicon)),
        Err(p) => p.into_iter().next().unwrap(),
    }
}

/// What other importers lose or invent.
#[test]
fn files_are_read_faithfully() {
    let ykd = |engine: &str, inner: &str| {
        format!("<?xml version=\"1.0\"?>\n<dictionary style=\"050805\" patternengine=\"{engine}\">\n{inner}\n</dictionary>")
    };
    let siblings = "<cnode name=\"D\"><cnode name=\"A\" desc=\"what\"><cnode name=\"S\"><pnode name=\"more\"/></cnode><pnode name=\"lamb\"/></cnode><cnode name=\"B\"><pnode name=\"had\" score=\"2.0\"/><pnode name=\"why?\"/></cnode></cnode>";
    let old = "<category><name>D</name><category><name>A</name><comment>c</comment><pattern><name>x &amp; y*</name></pattern></category></category>";
    let rows: &[(&str, String, &str)] = &[
        ("a.ykd", ykd("substring", siblings), "D:  | A[D]: lamb | S[A]: more | B[D]: had^2, why\\?"),
        ("a.cat", ykd("regexp", siblings), "D:  | A[D]: lamb/regex | S[A]: more/regex | B[D]: had^2/regex, why?/regex"),
        ("a.ykd", format!("<ykproject><dictionary>{old}</dictionary><documentlist/></ykproject>"), "D:  | A[D]: x & y*"),
        ("a.lc3", "+A CATEGORY\n say \"x\" \n+negative#AA0000\na lie\n".into(), "A CATEGORY: say \"x\" | negative: a lie"),
        ("a.dic", "%\n1\ta\n%\noctober 7\t1\n9 11\t1\ncovid 19\t1\n".into(), "a: october 7, 9 11, covid 19"),
        ("a.dic", "\n\n%\r1\ta\r\t2\tb\r%\rx\t1\t02\r".into(), "a: x | b[a]: x"),
        ("a.dicx", "\u{feff}DicTerm,A,B\n\"say, so\",X,0.5\nno\\*,,x\n".into(), "A: say, so | B: say, so^0.5, no\\*"),
        (
            "a.cat",
            "WAR\n\tWAR_IN_IRAQ (10)\n\tX (-1)\n\tsay \"x\" (0.5)\n\tY\n".into(),
            "WAR: WAR IN IRAQ^10, X^-1, say \"x\"^0.5, Y",
        ),
        (
            "a.yml",
            "a: [no, 2022, 12:30, \"*ism\"]\nb:\n  __: own\n  c:\n  - null\n  d: ~\n".into(),
            "a: no, 2022, 12:30, *ism | b: own | c[b]: null | d[b]: ~/literal",
        ),
        ("a.yml", "x: &w [a, b]\ny: *w\n".into(), "x: a, b | y: a, b"),
        ("a.json", "{\"a\": [\"no\", 2022], \"b\": {\"c\": \"x\"}}".into(), "a: no, 2022 | b:  | c[b]: x"),
        ("a.csv", "word,sentiment\ngood,positive\nbad,negative\n".into(), "positive: good | negative: bad"),
        ("a.csv", "term,economy,war\ngood,0.5,\nbad,,1\n".into(), "economy: good^0.5 | war: bad^1"),
        ("a.csv", "axis,pole,entry\nx,a,terrorist*\nx,b,fighter*\n".into(), "x: a=terrorist*, b=fighter*"),
        ("afinn.txt", "abandon\t-2\ncan't stand\t-3\n".into(), ": abandon^-2, can't stand^-3"),
        ("words.txt", "# said\nsay\nsays\n#MeToo\n".into(), ": say, says, #MeToo"),
        ("a.txt", ">>war<<\ntank\n".into(), "war: tank"),
        ("a.csv", "string;key\nx;a\n".into(), "a: x"),
    ];
    for (file, text, want) in rows {
        check(file, text, want);
    }
}

/// Bad input: the code, the line, what is marked.
#[test]
fn faults_are_named_with_line_and_mark() {
    let rows: &[(&str, &[u8], &str, u64, &str)] = &[
        ("a.dic", b"\x8f\x00\x01\x02\x03\x04\x05\xff", "bad-lexicon", 1, ""),
        ("a.dic", b"1\tviolence\nterror*\t1\n", "bad-lexicon", 1, "1\tviolence"),
        ("a.dic", b"%\n1\ta\n%\nx\t7\n", "unknown-category", 4, "7"),
        ("a.dic", b"%\n1\ta\nx\t1\n", "bad-lexicon", 1, "%"),
        ("a.ykd", b"<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"b\">]><d/>", "xml-entity", 1, "<!DOCTYPE"),
        ("a.ykd", b"<dictionary>\n<cnode name=\"A\">\n</dictionary>", "bad-xml", 3, "<"),
        ("a.ykd", b"<dictionary>\n<cnode name=\"A\">\n", "bad-xml", 2, "<"),
        ("a.cat", b"A\n\td\xe9l\xe9gation (1)\n", "bad-encoding", 2, "\u{e9}"),
        ("a.cat", b"A\n\tx (one)\n\ty (1e999)\n", "bad-number", 3, "y (1e999)"),
        ("a.yml", b"a: [b]\na: [c]\n", "duplicate-key", 2, "a"),
        ("a.yml", b"a:\n - *ism\n", "bad-yaml", 2, "*"),
        ("a.yml", b"a: [b\n", "bad-yaml", 1, "["),
        ("a.json", b"{\"a\": [\"b\",]}", "bad-json", 1, "]"),
        ("a.json", b"{\"a\": [\"b\"],\n \"a\": []}", "duplicate-key", 2, "\"a\": "),
        ("a.dicx", b"DicTerm,A\n,X\n", "empty-term", 2, ",X"),
        ("a.dicx", b"DicTerm,A\nx,maybe\n", "bad-number", 2, "maybe"),
        ("a.csv", b"frame,wort\nv,x\n", "missing-column", 1, "frame,wort"),
        ("a.csv", b"frame,term,weight\nv,x,\"0,5\"\n", "bad-number", 2, "\"0,5\""),
        ("a.csv", b"frame,term\nv,x,y\n", "field-count", 2, "y"),
        ("a.csv", b"frame,term\nv,\"x\n", "unterminated-quote", 2, "\""),
        ("a.csv", b"frame,term,kind\nv,terror(,regex\n", "bad-regex", 2, "("),
        ("a.csv", b"frame,term\nv,*\n", "term-matches-everything", 2, "*"),
        ("a.toml", b"[category.x]\nen = [\"a\"]\n[category.x]\n", "duplicate-key", 3, "x"),
        ("a.toml", b"[category.x]\nen = [\"a\"\ntitel = \"\"\n", "bad-toml", 3, ""),
        ("a.toml", b"[category.x]\ntitel = \"\"\n", "unknown-key", 2, "titel"),
        ("a.toml", b"[category.x]\nen = [{ match = \"a\", weight = nan }]\n", "bad-number", 2, "nan"),
        ("a.toml", b"[axis.x.a]\nen = [\"a\"]\n", "missing-key", 1, "x"),
        ("a.docx", b"x", "unknown-format", 0, ""),
    ];
    for (file, bytes, code, line, marked) in rows {
        let p = fault(file, bytes);
        assert_eq!((p.code, p.line), (*code, *line), "{file} {p:?}");
        assert!(p.source_line[p.mark.0..p.mark.1].contains(marked), "{file}: {p:?}");
        assert!(!p.remedy.is_empty(), "{p:?}");
    }
}

#[test]
fn every_fault_of_a_file_is_said_at_once() {
    let text = "frame,term,weight\nv,a,NaN\nv,b,inf\nv,c,1e309\nv,d,\"0,5\"\n";
    let problems = Lexicon::read("w.csv", text.as_bytes()).unwrap_err();
    assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [2, 3, 4, 5]);
}

#[test]
fn what_is_likely_a_mistake_is_said() {
    let rows = [
        ("frame,term\nv,terror group\nv,militant\nv,Terror  Group\n", "duplicate-term", 4),
        ("frame,term\nv,terror group\nl,terror group\n", "term-in-two-frames", 3),
        ("axis,pole,term\nx,a,y\nx,b,z\nx,exclude,y\n", "excluded-term", 4),
        ("frame,term,colour\nv,x,red\n", "unused-column", 1),
    ];
    for (text, code, line) in rows {
        let (_, warnings) = Lexicon::read("l.csv", text.as_bytes()).unwrap();
        let got: Vec<_> = warnings.iter().map(|p| (p.severity, p.code, p.line)).collect();
        assert_eq!(got, [(Severity::Warning, code, line)], "{text}");
    }
}

#[test]
fn columns_read_by_another_name_are_said() {
    let (_, said) = Lexicon::read("l.csv", b"category,word\nviolence,terror\n").unwrap();
    assert_eq!((said[0].severity, said[0].code), (Severity::Note, "missing-column"));
    assert!(said[0].what.contains("`category` as category, `word` as term"), "{}", said[0].what);
    assert!(Lexicon::read("l.csv", b"frame,term\nviolence,terror\n").unwrap().1.is_empty());
}

#[test]
fn what_a_format_cannot_hold_is_named() {
    let text = "[axis.x]\ncaveat = \"c\"\n[axis.x.a]\nen = [{ match = \"a\", weight = 2.0 }, { match = \"b.*\", kind = \"regex\" }]\n[axis.x.b]\nany = [\"c?\"]\n";
    let (lexicon, _) = Lexicon::read("l.toml", text.as_bytes()).unwrap();
    let (bytes, losses) = lexicon.write(Format::named("liwc").unwrap());
    let said: Vec<&str> = losses.iter().map(|p| p.what.as_str()).collect();
    for part in ["poles", "caveats", "weights (1: a)", "languages", "regular expressions", "wildcard ? "] {
        assert!(said.iter().any(|w| w.contains(part)), "{part} in {said:?}");
    }
    let (back, _) = Lexicon::read("l.dic", &bytes).unwrap();
    assert_eq!(show(&back), "x:  | a[x]: a | b[x]: ");
}

/// The lexicon as another file would hold it: lines, file name and hash are the file's own.
fn bare(mut lexicon: Lexicon) -> Lexicon {
    (lexicon.file, lexicon.sha256) = (String::new(), String::new());
    for axis in &mut lexicon.axes {
        axis.line = 0;
        axis.examples.iter_mut().for_each(|e| e.line = 0);
        for pole in Pole::ALL {
            axis.list_mut(pole).entries.iter_mut().for_each(|e| e.line = 0);
        }
    }
    lexicon
}

fn pattern() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé]{2,5}( [a-z]{2,4}){0,2}\\*?",
        "[a-z]{2,3}\\?[a-z]{2}",
        "[a-z]{2,4}\\\\\\*",
        "[a-z]{2,3}[\"',;:#&<|-][a-z]{2,3}",
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    let context = prop::collection::vec("[a-z]{2,4}", 0..2);
    (pattern(), 0..8u8, prop::option::of(-4..4i8), context, "[a-z \"]{0,4}").prop_map(
        |(pattern, flags, weight, needs, comment)| Entry {
            pattern,
            kind: if flags == 7 { PatternKind::Stem } else { PatternKind::Glob },
            case_sensitive: flags & 1 == 1,
            weight: weight.map(|w| f64::from(w) / 2.0),
            window: (flags & 2 == 2).then_some(7),
            needs,
            comment: comment.trim().to_owned(),
            ..Entry::default()
        },
    )
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(entry(), 1..5).prop_map(|mut all| {
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|e| seen.insert(e.pattern.to_lowercase()));
        all.iter_mut().enumerate().filter(|(i, _)| *i >= 2).for_each(|(_, e)| e.language = "fr".into());
        all
    })
}

fn lexicon() -> impl Strategy<Value = Lexicon> {
    let category = (entries(), any::<bool>(), "[A-Za-z é&\"<]{0,5}").prop_map(|(e, nested, text)| (e, None, nested, text));
    let axis =
        (entries(), entries(), any::<bool>(), "[A-Za-z é&\"<]{0,5}").prop_map(|(a, b, nested, text)| (a, Some(b), nested, text));
    prop::collection::vec(prop_oneof![category, axis], 1..5).prop_map(|parts| {
        let mut axes: Vec<Axis> = Vec::new();
        for (i, (first, second, nested, text)) in parts.into_iter().enumerate() {
            let mut axis = Axis { key: format!("c{i}"), comment: text.trim().to_owned(), ..Axis::default() };
            match second {
                Some(second) => {
                    (axis.a.entries, axis.b.entries) = (first, second);
                    axis.a.label = "one \"label\"".into();
                    axis.examples =
                        vec![Example { text: text.trim().to_owned() + "x", language: "en".into(), pole: Some(Pole::A), line: 0 }];
                }
                None => {
                    axis.category.entries = first;
                    let parent = axes.last().filter(|p| nested && p.is_category()).map(|p| p.key.clone());
                    if let Some(parent) = parent {
                        axis.key = format!("{parent}.c{i}");
                        axis.parent = parent;
                        axis.colour = "#aabbcc".into();
                    }
                }
            }
            axes.push(axis);
        }
        Lexicon {
            name: "l".into(),
            version: "1".into(),
            description: "what".into(),
            sources: vec![("A b".into(), "ref".into())],
            axes,
            ..Lexicon::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// TOML holds everything; every other format holds what it was said to, from the first writing on.
    #[test]
    fn writing_and_reading_gives_the_same_lexicon(lexicon in lexicon()) {
        for format in FORMATS {
            let file = format!("l.{}", format.extensions[0]);
            let (bytes, losses) = lexicon.write(format);
            let read = |bytes: &[u8]| Lexicon::read(&file, bytes).map(|(l, _)| bare(l)).map_err(|p| {
                TestCaseError::fail(format!("{file}: {p:?}\n{}", String::from_utf8_lossy(bytes)))
            });
            let first = read(&bytes)?;
            if format.name == "toml" {
                prop_assert_eq!(&first, &lexicon);
                prop_assert!(losses.is_empty());
            }
            let (again, more) = first.write(format);
            prop_assert_eq!(String::from_utf8_lossy(&again), String::from_utf8_lossy(&bytes), "{}", &file);
            prop_assert!(more.is_empty(), "{} {:?}", &file, more);
            prop_assert_eq!(read(&again)?, first);
        }
    }
}

/// A file or folder of test inputs that is no part of the repository; says so where it is missing.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|a| a.join("shared").join(folder)).find(|p| p.exists());
    if path.is_none() {
        println!("SKIPPED: no shared/{folder} beside the repository");
    }
    path
}

/// File, categories and entries; or the code and the line of the refusal.
type Expected = (&'static str, Result<(usize, usize), (&'static str, u64)>);

/// Every file of the folder is in the list, and every line of the list holds.
#[track_caller]
fn compare(folder: &Path, rows: &[Expected]) {
    for (file, want) in rows {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let got = Lexicon::read(file, &bytes);
        let got = got.map(|(l, _)| (l.axes.len(), l.n_entries())).map_err(|p| (p[0].code, p[0].line));
        assert_eq!(got, *want, "{file}");
    }
}

#[test]
fn published_dictionaries_have_their_counts() {
    let Some(folder) = shared("lexicon-files") else { return };
    compare(
        &folder,
        &[
            ("mfd/mfd2.0.dic", Ok((10, 2103))),
            ("mfd/moral_foundations_dictionary.dic", Ok((11, 359))),
            ("misc/AFINN-111.txt", Ok((1, 2477))),
            ("misc/Laver_and_Garry_2000.cat", Ok((26, 418))),
            ("misc/RID.CAT", Ok((51, 3151))),
            ("misc/stopwords-iso.json", Err(("term-matches-everything", 1))),
            ("misc/toy.dic", Ok((3, 18))),
            ("misc/toy.dicx", Ok((3, 18))),
            ("misc/toybad.dicx", Err(("empty-term", 2))),
            ("misc/vader_lexicon.txt", Ok((1, 7494))),
            ("newsmap/arabic.yml", Ok((268, 745))),
            ("newsmap/chinese_simplified.yml", Ok((268, 562))),
            ("newsmap/chinese_traditional.yml", Ok((268, 760))),
            ("newsmap/english.yml", Ok((268, 819))),
            ("newsmap/french.yml", Ok((268, 865))),
            ("newsmap/german.yml", Ok((268, 929))),
            ("newsmap/hebrew.yml", Ok((268, 728))),
            ("newsmap/italian.yml", Ok((268, 851))),
            ("newsmap/japanese.yml", Ok((268, 504))),
            ("newsmap/portuguese.yml", Ok((268, 1211))),
            ("newsmap/russian.yml", Ok((268, 642))),
            ("newsmap/spanish.yml", Ok((268, 883))),
            ("newsmap/turkish.yml", Ok((268, 803))),
            ("quanteda/LSD2015.lc3", Ok((2, 4567))),
            ("quanteda/RID.cat", Ok((51, 3151))),
            ("quanteda/actually_ykd.cat", Ok((3, 5))),
            ("quanteda/euc-jp.cat", Err(("bad-encoding", 6))),
            ("quanteda/iso-8859-1.cat", Ok((2, 6))),
            ("quanteda/iso-8859-14.cat", Err(("bad-encoding", 6))),
            ("quanteda/shift-jis.cat", Err(("bad-encoding", 6))),
            ("quanteda/windows-1252.cat", Err(("bad-encoding", 6))),
            ("quanteda/iso-8859-2.cat", Err(("bad-encoding", 6))),
            ("quanteda/moral_foundations_dictionary.dic", Ok((11, 359))),
            ("quanteda/issue-459.cat", Ok((6, 20))),
            ("quanteda/issue-819.ykd", Ok((4, 2))),
            ("quanteda/laver-garry.cat", Ok((26, 418))),
            ("quanteda/laver-garry.ykd", Ok((27, 416))),
            ("quanteda/laver_garry.ykd", Ok((27, 416))),
            ("quanteda/liwc_extracodes.dic", Ok((16, 12))),
            ("quanteda/liwc_hierarchical.dic", Err(("unknown-category", 28))),
            ("quanteda/mary.cat", Ok((2, 5))),
            ("quanteda/mary.dic", Ok((2, 5))),
            ("quanteda/mary.lc3", Ok((2, 5))),
            ("quanteda/mary.lcd", Ok((2, 5))),
            ("quanteda/mary.ykd", Ok((2, 5))),
            ("quanteda/mary.yml", Ok((2, 5))),
            ("quanteda/mary_doubleterm.dic", Ok((2, 6))),
            ("quanteda/mary_missingcat.dic", Err(("unknown-category", 9))),
            ("quanteda/mary_multipletabs.dic", Ok((2, 6))),
            ("quanteda/mary_zeropadding.dic", Err(("unknown-category", 9))),
            ("quanteda/yoshi.ykd", Ok((4, 5))),
            ("reporting_verbs/ggt_en.txt", Ok((1, 257))),
            ("reporting_verbs/ggt_fr.txt", Ok((1, 4035))),
            ("reporting_verbs/journalismai_en.txt", Ok((1, 298))),
        ],
    );
}

#[test]
fn hostile_files_are_refused_quickly() {
    let Some(folder) = shared("hostile/files/lex") else { return };
    compare(
        &folder,
        &[
            ("billion_laughs.ykd", Err(("xml-entity", 1))),
            ("alias_bomb.yml", Err(("too-large", 7))),
            ("norway.yml", Ok((1, 11))),
            ("deep_flow.yml", Err(("too-deep", 1))),
            ("missing_column.csv", Ok((1, 1))),
            ("duplicate_term.csv", Ok((3, 4))),
            ("term_in_two_frames.csv", Ok((3, 5))),
            ("star_storm.csv", Err(("term-too-complex", 2))),
            ("regex_catastrophic.csv", Ok((1, 2))),
            ("regex_huge_repeat.csv", Err(("term-too-complex", 2))),
            ("regex_invalid.csv", Err(("bad-regex", 2))),
            ("terms_100k.csv", Ok((50, 100_000))),
            ("weights_bad.csv", Err(("bad-number", 2))),
            ("weights_negative.csv", Ok((1, 2))),
            ("cp1252.csv", Err(("bad-encoding", 2))),
            ("overlap.csv", Ok((3, 3))),
            ("liwc_no_percent.dic", Err(("bad-lexicon", 1))),
            ("toml_duplicate.toml", Err(("duplicate-key", 3))),
            ("json_trailing.json", Err(("bad-json", 1))),
        ],
    );
}
