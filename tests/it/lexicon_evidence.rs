//! What a result hangs on, and how right lexicons are: whole runs on corpora made so that the answer is
//! known before they are counted.

use framescope::lexicon::{Lexicon, MatchOptions, Matcher};
use framescope::measure::adjust::Method;
use framescope::measure::agreement::{Metric, fleiss_kappa, krippendorff_alpha, two_coders};
use framescope::measure::cluster_evaluation::evaluate;
use framescope::study::validate::{Passage, Sampler, Validation, read_coded, validate};
use framescope::study::{Input, Plan, Study, Watch, count, report};
use framescope::table::{Table, Value};
use std::fmt::Write as _;

const FILE: &str = "label.csv";
const LEXICON: &str = "axis,pole,term\nlabel,a,terrorist*\nlabel,a,extremist*\nlabel,b,fighter*\nlabel,b,gunm?n\n";

fn tables(corpus: &str) -> Vec<Table> {
    tables_with((FILE, LEXICON), corpus)
}

fn tables_with((file, lexicon): (&str, &str), corpus: &str) -> Vec<Table> {
    let (lexicon, _) = Lexicon::read(file, lexicon.as_bytes()).unwrap();
    let plan = Plan::with_lexicons(Study::default(), vec![lexicon]).unwrap();
    let mut partial = count(&plan, Input::Bytes("corpus.csv", corpus.as_bytes()), 1, &Watch::default()).unwrap();
    let settled = partial.settle();
    report(&plan, &partial, settled).unwrap().tables
}

/// The cells of a column, in the rows whose other columns have the values given.
fn cells(tables: &[Table], table: &str, rows: &[(&str, &str)], column: &str) -> Vec<Value> {
    let table = tables.iter().find(|t| t.name == table).unwrap();
    let at = |name: &str| table.columns.iter().position(|c| c.name == name).unwrap();
    let kept = table.rows.iter().filter(|r| rows.iter().all(|(c, v)| r[at(c)] == Value::from(*v)));
    kept.map(|r| r[at(column)].clone()).collect()
}

/// Articles of an outlet: event, and how often each is written with one word.
fn articles(corpus: &mut String, outlet: &str, rows: &[(&str, &str, usize)]) {
    for (event, word, n) in rows {
        for i in 0..*n {
            let _ = writeln!(corpus, "{outlet}-{event}-{word}-{i},{outlet},{event},The {word} left the town in the morning.");
        }
    }
}

fn check(first: &[(&str, &str, usize)], second: &[(&str, &str, usize)], want: &str) {
    let mut corpus = "id,outlet,event,text\n".to_owned();
    articles(&mut corpus, "P", first);
    articles(&mut corpus, "Q", second);
    let found = cells(&tables(&corpus), "contrasts", &[("method", "pooled")], "note");
    let [Value::Text(note)] = &found[..] else { panic!("{found:?}") };
    // What p and interval say of each other is not asked here.
    let said: Vec<&str> = note.split("; ").filter(|n| n.starts_with("hangs-on-")).collect();
    assert_eq!(said.join("; "), want, "{first:?} {second:?}");
}

#[test]
fn a_contrast_says_which_entry_or_event_it_hangs_on() {
    // Q has 12:12, half in each event, and no entry of its own carries a side.
    let even = ["x", "y"].map(|e| [(e, "extremists", 6), (e, "fighters", 3), (e, "gunmen", 3)]).concat();
    // P has 30:11 and stands above; without `terrorist*` it has 0:11.
    check(
        &[("x", "terrorists", 15), ("y", "terrorists", 15), ("x", "gunmen", 6), ("y", "gunmen", 5)],
        &even,
        "hangs-on-entry: the order turns round without `terrorist*`",
    );
    // P has 30:5 in x and 6:12 in y, by two words of pole a in equal parts.
    let twice = |e, n| [(e, "terrorists", n), (e, "extremists", n)];
    check(
        &[&twice("x", 15)[..], &twice("y", 3), &[("x", "fighters", 5), ("y", "fighters", 12)]].concat(),
        &even,
        "hangs-on-event: the order turns round without `x`",
    );
    // Every hit of P is one word.
    check(&[("x", "terrorists", 12), ("y", "terrorists", 12)], &even, "hangs-on-entry: too few hits without `terrorist*`");
    // P has 48:16 by four words in both events: nothing hangs on one.
    let spread = ["x", "y"].map(|e| [&twice(e, 12)[..], &[(e, "fighters", 4), (e, "gunmen", 4)]].concat()).concat();
    check(&spread, &even, "");
}

#[test]
fn the_range_without_each_entry_stands_beside_the_balance() {
    let mut corpus = "id,outlet,event,text\n".to_owned();
    articles(&mut corpus, "P", &[("x", "terrorists", 10), ("x", "extremists", 4), ("x", "fighters", 6), ("x", "gunmen", 1)]);
    let tables = tables(&corpus);
    let value = |column| cells(&tables, "axes", &[("event_id", "all"), ("voice", "outlet")], column)[0].clone();
    // All: 14:7. Without terrorist* 4:7, extremist* 10:7, fighter* 14:1, gunm?n 14:6.
    let balance = |a: f64, b: f64| Value::Number(((a + 0.5) / (b + 0.5)).ln());
    assert_eq!(value("leave_one_entry_low"), balance(4.0, 7.0));
    assert_eq!(value("leave_one_entry_high"), balance(14.0, 1.0));
    assert_eq!(value("without_top_entry"), balance(4.0, 7.0));
}

/// A category counts what stands in it and below it, each place once: as dictionaries with nested
/// categories do.
#[test]
fn parents_count_each_place_once() {
    let rows = [
        // The word stands in the parent and in the child, as LIWC files have it.
        ("n.dic", "%\n1\tall\n\t2\tsome\n\t\t3\tfew\n\t4\tmore\n%\nwar*\t1\t2\npeace\t3\nwarm\t4\n", [4, 4, 1, 1]),
        // Words stand in the leaves alone; two leaves share `war`.
        ("n.yml", "all:\n  some:\n    __: [truce]\n    few: [peace, war]\n  more: [warm, 'wa?']\n", [4, 3, 3, 3]),
    ];
    for (file, lexicon, want) in rows {
        let tables = tables_with((file, lexicon), "id,outlet,text\n1,P,War and peace: a war in warm rooms.\n");
        let found = cells(&tables, "categories", &[("voice", "outlet")], "n_hits");
        assert_eq!(found, want.map(Value::Integer), "{file}");
    }
}

fn score(gold: &[u8]) -> Validation {
    let lexicons = [Lexicon::read("label.csv", LEXICON.as_bytes()).unwrap().0];
    let matcher = Matcher::compile(&lexicons, &MatchOptions::default()).unwrap();
    validate(&read_coded("gold", gold).unwrap(), &lexicons, &matcher, 1)
}

fn near(got: &Value, want: f64, what: &str) {
    let Value::Number(got) = got else { panic!("{what}: {got:?}, not {want}") };
    assert!((got - want).abs() <= 1e-9 * want.abs() + 1e-10, "{what}: {got}, not {want}");
}

/// A coded table with so many passages of each kind.
fn gold(tp: u64, fp: u64, missed: u64, tn: u64) -> String {
    let mut out = "passage_id,text,axis,code,outlet\n".to_owned();
    let mut n = 0;
    for (count, text, code) in [
        (tp, "The terrorists left.", "a"),
        (fp, "The terrorist left.", "none"),
        (missed, "The cell left.", "a"),
        (tn, "They left.", "none"),
    ] {
        for _ in 0..count {
            n += 1;
            let _ = writeln!(out, "{n},{text},label,{code},{}", if n % 2 == 0 { "P" } else { "Q" });
        }
    }
    out
}

/// Worked by hand: 6 right and 2 wrong hits, 4 missed, 8 rightly left alone. Precision 6/8, recall 6/10,
/// F1 12/18; MCC (48 - 8) / sqrt(8 * 10 * 12 * 10); kappa (0.7 - 0.5) / 0.5 with chance
/// (8 * 10 + 12 * 10) / 400; Rogan-Gladen (0.4 + 0.8 - 1) / (0.6 + 0.8 - 1). Wilson for 6 of 8, z = 1.96:
/// centre (6 + z²/2) / (8 + z²), half width z sqrt(6 * 2 / 8 + z²/4) / (8 + z²).
#[test]
fn validation_gives_the_numbers_worked_by_hand() {
    let found = [score(gold(6, 2, 4, 8).as_bytes()).validation];
    let value = |column| cells(&found, "validation", &[("level", "pole"), ("pole", "a")], column)[0].clone();
    let z: f64 = 1.959963984540054;
    let (centre, half) = ((6.0 + z * z / 2.0) / (8.0 + z * z), z * (1.5 + z * z / 4.0).sqrt() / (8.0 + z * z));
    let rows = [
        ("precision", 0.75),
        ("precision_low", centre - half),
        ("precision_high", centre + half),
        ("recall", 0.6),
        ("f1", 12.0 / 18.0),
        ("mcc", 40.0 / 9600f64.sqrt()),
        ("accuracy", 0.7),
        ("balanced_accuracy", 0.7),
        ("kappa", 0.4),
        ("prevalence", 0.5),
        ("apparent_prevalence", 0.4),
        ("corrected_prevalence", 0.5),
    ];
    for (column, want) in rows {
        near(&value(column), want, column);
    }
    let entry = |column| cells(&found, "validation", &[("level", "entry"), ("entry", "terrorist*")], column)[0].clone();
    assert_eq!((entry("precision"), entry("fn"), entry("recall")), (Value::Number(0.75), Value::Empty, Value::Empty));
    assert_eq!(score(gold(6, 2, 4, 8).as_bytes()).validation, found[0], "drawn from the seed alone");
}

/// P finds 9 of 10 and is never wrong, Q finds 3 of 10 and is wrong in half its hits: the difference is
/// told with its interval, and is no chance.
#[test]
fn an_error_that_differs_between_outlets_is_told() {
    let mut gold = "text,axis,code,outlet\n".to_owned();
    for (outlet, tp, fp, missed) in [("P", 9, 0, 1), ("Q", 3, 3, 7)] {
        for (n, text, code) in [(tp, "Terrorists left", "a"), (fp, "Terrorist left", "none"), (missed, "A cell left", "a")] {
            (0..n).for_each(|i| {
                let _ = writeln!(gold, "{text} {outlet}{i}.,label,{code},{outlet}");
            });
        }
    }
    let found = [score(gold.as_bytes()).differences];
    let value = |column| cells(&found, "differences", &[("pole", "a"), ("outlet_a", "P"), ("outlet_b", "Q")], column)[0].clone();
    near(&value("precision_difference"), 0.5, "precision");
    near(&value("recall_difference"), 0.6, "recall");
    near(&value("f1_difference"), 18.0 / 19.0 - 6.0 / 16.0, "F1");
    let above_zero = |column| matches!(value(column), Value::Number(low) if low > 0.0);
    assert!(above_zero("recall_difference_low") && above_zero("f1_difference_low"), "{found:?}");
}

/// A sheet that was written as a workbook and coded there is read as the same table.
#[test]
fn sheets_are_read_back_from_workbooks_and_text() {
    let passage = |i: u32| Passage {
        document: format!("d{i}"),
        sentence: i,
        outlet: "P".into(),
        axis: "label".into(),
        hit: i.is_multiple_of(2),
        text: Default::default(),
    };
    let text = |i: u32| format!("=The \"{}\", left.", if i.is_multiple_of(2) { "terrorists" } else { "men" });
    let mut sampler = Sampler::new(12, 3);
    (0..12).for_each(|i| sampler.see(passage(i), || [String::new(), text(i), "After".into()]));
    let (mut sheet, _) = sampler.draw();
    let coded = |row: &[Value]| if format!("{:?}", row[3]).contains("terrorists") { "a" } else { "none" };
    sheet.rows.iter_mut().for_each(|row| row[5] = coded(row).into());
    let read = |format: &str| {
        let mut bytes = Vec::new();
        framescope::write::writer(format).unwrap().write(&sheet, &mut bytes).unwrap();
        let strip = |mut passages: Vec<framescope::study::validate::Coded>| {
            passages.iter_mut().for_each(|p| p.text = p.text.trim_start_matches('\'').to_owned());
            passages
        };
        (strip(read_coded(&format!("sheet.{format}"), &bytes).unwrap()), score(&bytes).validation)
    };
    let (csv, xlsx) = (read("csv"), read("xlsx"));
    assert_eq!(csv, xlsx);
    let precision = cells(&[csv.1], "validation", &[("level", "pole"), ("pole", "a")], "recall");
    assert_eq!(precision, [Value::Number(1.0)]);
}

/// The file of reference cases, where it stands beside the repository.
#[test]
fn published_agreement_and_validation_are_reproduced() {
    let Some(folder) = crate::lexicon_files::shared("refs/agreement_validation.json") else { return };
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(folder).unwrap()).unwrap();
    let mut n = 0;
    for case in file["cases"].as_array().unwrap() {
        for (name, value) in answer(case) {
            let what = format!("{} {name}", case["id"]);
            let want = case["expected"].pointer(&format!("/{name}")).unwrap_or_else(|| panic!("{what} is not expected"));
            match (want.as_f64(), value) {
                (Some(want), value) => near(&value.map_or(Value::Empty, Value::Number), want, &what),
                (None, value) => assert!(value.is_none_or(f64::is_nan) && want == "NaN", "{what}: {want}"),
            }
            n += 1;
        }
    }
    assert!(n > 60, "{n} numbers compared");
}

type Numbers = Vec<(String, Option<f64>)>;

/// What the product says to one case.
fn answer(case: &serde_json::Value) -> Numbers {
    let input = &case["input"];
    let numbers = |v: &serde_json::Value| v.as_array().unwrap().iter().map(serde_json::Value::as_f64).collect::<Vec<_>>();
    let whole = |v: &serde_json::Value| v.as_array().unwrap().iter().map(|x| x.as_u64().unwrap()).collect::<Vec<_>>();
    let named = |list: &[(&str, Option<f64>)]| list.iter().map(|(n, v)| ((*n).to_owned(), *v)).collect::<Numbers>();
    match case["measure"].as_str().unwrap() {
        "krippendorff_alpha" => {
            let ratings: Vec<Vec<Option<f64>>> = input["ratings"].as_array().unwrap().iter().map(numbers).collect();
            let metric = if input["level"] == "ordinal" { Metric::Ordinal } else { Metric::Nominal };
            named(&[("alpha", krippendorff_alpha(&ratings, metric))])
        }
        "agreement_two_coders" => {
            let two = two_coders(&whole(&input["coder1"]), &whole(&input["coder2"])).unwrap();
            named(&[
                ("percent_agreement", Some(two.percent_agreement)),
                ("cohen_kappa", two.cohen_kappa),
                ("cohen_kappa_se0", two.cohen_kappa_se0),
                ("cohen_kappa_se", two.cohen_kappa_se),
                ("scott_pi", two.scott_pi),
                ("gwet_ac1", two.gwet_ac1),
                ("krippendorff_alpha_nominal", two.krippendorff_alpha),
                ("mcc", two.mcc),
            ])
        }
        "fleiss_kappa" => {
            let counts: Vec<Vec<u64>> = input["counts"].as_array().unwrap().iter().map(whole).collect();
            named(&[("fleiss_kappa", fleiss_kappa(&counts))])
        }
        "dictionary_validation" => dictionary(input),
        "multiple_testing" => {
            let p = numbers(&input["p"]);
            let of = |m: Method| m.adjust(&p).into_iter().enumerate().map(move |(i, q)| (format!("{}/{i}", m.name()), q));
            Method::ALL.into_iter().flat_map(of).collect()
        }
        "cluster_evaluation" => {
            let e = evaluate(&whole(&input["gold"]), &whole(&input["system"])).unwrap();
            named(&[
                ("bcubed_precision", Some(e.bcubed_precision)),
                ("bcubed_recall", Some(e.bcubed_recall)),
                ("bcubed_f1", Some(e.bcubed_f1)),
                ("ari", Some(e.ari)),
                ("nmi_arithmetic", Some(e.nmi_arithmetic)),
                ("ami", Some(e.ami)),
                ("homogeneity", Some(e.homogeneity)),
                ("completeness", Some(e.completeness)),
                ("v_measure", Some(e.v_measure)),
                ("pairwise_precision", e.pairwise_precision),
                ("pairwise_recall", e.pairwise_recall),
            ])
        }
        other => panic!("no answer to {other}"),
    }
}

/// The cells of `lexicon validate` for a coded table with these counts.
fn dictionary(input: &serde_json::Value) -> Numbers {
    let n = |name: &str| input[name].as_u64().unwrap();
    let found = [score(gold(n("tp"), n("fp"), n("fn"), n("tn")).as_bytes()).validation];
    let number = |column: &str| match cells(&found, "validation", &[("level", "pole"), ("pole", "a")], column)[0] {
        Value::Number(x) => Some(x),
        _ => None,
    };
    let columns = [
        ("precision", "precision"),
        ("recall", "recall"),
        ("f1", "f1"),
        ("accuracy", "accuracy"),
        ("balanced_accuracy", "balanced_accuracy"),
        ("mcc", "mcc"),
        ("prevalence", "prevalence"),
        ("cohen_kappa", "kappa"),
        ("recall_wilson95/0", "recall_low"),
        ("recall_wilson95/1", "recall_high"),
        ("f1_wilson_via_jaccard95/0", "f1_low"),
        ("f1_wilson_via_jaccard95/1", "f1_high"),
        ("apparent_prevalence", "apparent_prevalence"),
        ("rogan_gladen_prevalence", "corrected_prevalence"),
    ];
    let precision = [("precision_wilson95/0", "precision_low"), ("precision_wilson95/1", "precision_high")];
    let precision = precision.into_iter().filter(|_| n("tp") + n("fp") > 0);
    columns.into_iter().chain(precision).map(|(name, column)| (name.to_owned(), number(column))).collect()
}
