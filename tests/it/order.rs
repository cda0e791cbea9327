//! Tables made of the words of single documents, by hand and whatever the order of counting.

use crate::scope::cells;
use framescope::lexicon::Lexicon;
use framescope::measure::arf::Reduced;
use framescope::measure::brunner_munzel::brunner_munzel;
use framescope::measure::clustered::{RatioUnits, z_and_p};
use framescope::measure::collocation::lambda;
use framescope::measure::dispersion::Dispersion;
use framescope::measure::mann_whitney::mann_whitney;
use framescope::measure::pair::Pair;
use framescope::measure::rate::garwood;
use framescope::measure::share::wilson;
use framescope::measure::text_dispersion::text_dispersion;
use framescope::measure::welch::welch;
use framescope::study::{Input, Partial, Plan, Study, Watch, count, report};
use framescope::table::Table;

const LEXICON: &str = "axis,pole,term\nlabel,a,militant*\nlabel,b,fighter*\n";
const TABLES: &str = "arf bigrams collocations document_dispersion document_keyness log_odds lss neighbours scores";

fn plan() -> Plan {
    let (lexicon, _) = Lexicon::read("label.csv", LEXICON.as_bytes()).unwrap();
    let study = format!(
        "version = 1\n[terms]\nmin_count = 1\n[design]\nevents = \"none\"\n[measures]\nfloor = \"1,1\"\ntables = [{}]\n",
        TABLES.split(' ').map(|t| format!("\"{t}\"")).collect::<Vec<_>>().join(", ")
    );
    Plan::with_lexicons(Study::from_toml("study.toml", &study).unwrap(), vec![lexicon]).unwrap()
}

fn csv(rows: &[(&str, &str, String)]) -> String {
    let row = |(i, (outlet, title, text)): (usize, &(&str, &str, String))| {
        format!("{outlet}{i},{outlet},2024-05-{:02},{title},\"{text}\"\n", i + 1)
    };
    format!("id,outlet,date,title,text\n{}", rows.iter().enumerate().map(row).collect::<String>())
}

fn tables(plan: &Plan, mut partial: Partial) -> Vec<Table> {
    let settled = partial.settle();
    report(plan, &partial, settled).unwrap().all_tables().unwrap()
}

fn counted(plan: &Plan, csv: &str) -> Partial {
    count(plan, Input::Bytes("c.csv", csv.as_bytes()), 1, &Watch::default()).unwrap()
}

/// The only cell of a column in the rows given, as a number.
fn check(tables: &[Table], name: &str, wanted: &[(&str, &str)], numbers: &[(&str, f64)]) {
    for (column, number) in numbers {
        let found = cells(tables, name, wanted, column);
        let [cell] = &found[..] else { panic!("{name} {wanted:?} {column}: {found:?}") };
        assert!((cell.parse::<f64>().unwrap() - number).abs() < 1e-9, "{name} {wanted:?} {column}: {cell}, not {number}");
    }
}

const STILL: &str = " The harbour was quiet and the ships lay still.";

/// Sentences of three words with `militants` in the middle, then nine words apart.
fn story(first: &[&str]) -> String {
    let sentences: Vec<String> = first.iter().map(|f| format!("{f} militants came.")).collect();
    sentences.join(" ") + STILL
}

#[test]
fn collocates_are_those_counted_by_hand() {
    let rows = [
        ("Alpha", "", story(&["Brutal", "Brutal"])),
        ("Alpha", "", story(&["Brutal"])),
        ("Beta", "", story(&["Brave", "Brave"])),
        ("Beta", "Brave militants", story(&["Brave"])),
    ];
    let found = tables(&plan(), counted(&plan(), &csv(&rows)));
    let beside = |outlet, term| [("axis", "label"), ("pole", "a"), ("outlet_id", outlet), ("term", term)];
    // Alpha: 27 words, 3 of them militants; 6 of the other 24 stand beside one.
    let brutal = [("n", 3.0), ("n_documents", 2.0), ("n_hits", 3.0), ("n_windows", 6.0), ("expected", 0.75), ("mi_log2", 2.0)];
    check(&found, "collocations", &beside("alpha", "brutal"), &brutal);
    let g2 = 2.0 * (3.0 * 4f64.ln() + 3.0 * (3.0f64 / 5.25).ln() + 18.0 * (18.0f64 / 15.75).ln());
    check(&found, "collocations", &beside("alpha", "brutal"), &[("log_dice", 14.0), ("g2", g2), ("n_reference", 0.0)]);
    check(&found, "collocations", &beside("alpha", "brutal"), &[("delta_p_term_given_pole", 0.5), ("per_1000_windows", 500.0)]);
    // The headline of Beta adds a hit and a word beside it.
    check(&found, "collocations", &beside("beta", "brave"), &[("n", 4.0), ("n_hits", 4.0), ("n_windows", 7.0)]);
    check(&found, "collocations", &beside("all", "came"), &[("n", 6.0), ("n_windows", 13.0)]);
    assert!(cells(&found, "collocations", &beside("all", "the"), "n").is_empty());
    let note = cells(&found, "collocations", &beside("alpha", "brutal"), "note");
    assert_eq!(note, ["too-few-documents: no test below 6 documents with the term"]);
}

#[test]
fn windows_of_outlets_are_compared_by_documents() {
    let both = |brutal, brave| story(&[vec!["Brutal"; brutal], vec!["Brave"; brave]].concat());
    let rows: Vec<_> = [("Alpha", 2, 0), ("Alpha", 1, 0), ("Alpha", 2, 1), ("Alpha", 1, 1), ("Beta", 1, 1), ("Beta", 0, 1)]
        .into_iter()
        .chain([("Beta", 0, 2), ("Beta", 1, 3)])
        .map(|(outlet, brutal, brave)| (outlet, "", both(brutal, brave)))
        .collect();
    let found = tables(&plan(), counted(&plan(), &csv(&rows)));
    let alpha = RatioUnits::of([(2, 4), (1, 2), (2, 6), (1, 4)]);
    let beta = RatioUnits::of([(1, 4), (0, 2), (0, 4), (1, 8)]);
    let (z, p) = z_and_p(&alpha, &beta).unwrap();
    let brutal = [("axis", "label"), ("outlet_id", "alpha"), ("term", "brutal")];
    check(&found, "collocations", &brutal, &[("z", z), ("p", p), ("n_reference", 2.0)]);
    // The same documents by their rates of the word: sentences of three words and nine more.
    let rates = |uses: [(f64, f64); 4]| uses.map(|(n, sentences)| n / (3.0 * sentences + 9.0));
    let alpha = rates([(2.0, 2.0), (1.0, 1.0), (2.0, 3.0), (1.0, 2.0)]);
    let beta = rates([(1.0, 2.0), (0.0, 1.0), (0.0, 2.0), (1.0, 4.0)]);
    let ranks = mann_whitney(&alpha, &beta).unwrap();
    let brutal = [("outlet_id", "alpha"), ("term", "brutal")];
    check(&found, "document_keyness", &brutal, &[("n_documents", 4.0), ("n_documents_reference", 2.0)]);
    check(&found, "document_keyness", &brutal, &[("cliffs_delta", ranks.cliffs_delta), ("p_mann_whitney", ranks.p.unwrap())]);
    check(&found, "document_keyness", &brutal, &[("welch_t", welch(&alpha, &beta).unwrap().t)]);
    check(&found, "document_keyness", &brutal, &[("brunner_munzel_w", brunner_munzel(&alpha, &beta).unwrap().w)]);
    let articles = text_dispersion(&Pair::new(4, 4, 2, 4).unwrap());
    check(&found, "document_keyness", &brutal, &[("text_dispersion_g2", articles.0), ("p_text_dispersion", articles.1)]);
}

#[test]
fn bursts_and_spread_are_those_of_the_measures() {
    // By date: the document of the second day, read first, holds the words 8 to 12.
    let rows = "id,outlet,date,text\nlate,Alpha,2024-05-02,Tree fog tree fog fog.\n\
        early,Alpha,2024-05-01,Tree fog fog fog tree sky sky.\nundated,Alpha,,Sky tree.\n";
    let found = tables(&plan(), counted(&plan(), rows));
    let tree = [("outlet_id", "alpha"), ("term", "tree")];
    let reduced = Reduced::of(&[1, 5, 8, 10, 14], 14).unwrap();
    check(&found, "arf", &tree, &[("n", 5.0), ("arf", reduced.arf), ("awt", reduced.awt), ("f_awt", reduced.f_awt)]);
    check(&found, "arf", &tree, &[("ald_log10", reduced.ald_log10), ("f_ald", reduced.f_ald)]);
    // Five of fourteen words: 2 in 5, 2 in 7, 1 in 2.
    let spread = Dispersion::of(&[(2, 7), (2, 5), (1, 2)]).unwrap();
    check(&found, "document_dispersion", &tree, &[("n", 5.0), ("range", 3.0), ("dp", 0.1), ("d_a", spread.d_a.unwrap())]);
    check(&found, "document_dispersion", &[("term", "sky")], &[("range", 2.0), ("idf_log2", 1.5f64.log2())]);
}

/// Stories of two kinds, one with the words of pole a and its company, one with those of pole b.
fn two_kinds(n: usize) -> Vec<(&'static str, &'static str, String)> {
    let kinds = ["Militants and one militant shot in the dark valley.", "Fighters and one fighter sang on the bright hill."];
    let story = |i: usize| {
        let kind = if i % 8 < 2 { 1 - i % 2 } else { i % 2 };
        (["Alpha", "Beta"][i % 2], "", format!("{} Then it was over number{}.", kinds[kind], i % 7))
    };
    (0..n).map(story).collect()
}

#[test]
fn scales_run_from_pole_to_pole() {
    let found = tables(&plan(), counted(&plan(), &csv(&two_kinds(120))));
    let of = |kind, point, column| -> f64 {
        cells(&found, "lss", &[("axis", "label"), ("point_kind", kind), ("point", point)], column)[0].parse().unwrap()
    };
    assert!(of("term", "valley", "polarity") > 0.5 && of("term", "hill", "polarity") < -0.5);
    assert!(of("seed", "militants", "polarity") > 0.5 && of("seed", "fighter", "polarity") < -0.5);
    // Alpha tells three in four stories the first way, Beta three in four the second.
    assert!(of("outlet", "alpha", "score") > 0.0 && of("outlet", "beta", "score") < 0.0);
    assert_eq!((of("outlet", "alpha", "n_documents"), of("seed", "militant", "n")), (60.0, 60.0));
    // Documents have mean 0: outlets of one size stand mirrored.
    assert!((of("outlet", "alpha", "score") + of("outlet", "beta", "score")).abs() < 1e-9);
    let neighbours = cells(&found, "neighbours", &[("seed", "militant"), ("neighbour", "militants")], "neighbour_pole");
    assert_eq!(neighbours, ["a"]);
    let cosine = |neighbour| -> f64 {
        let pair = [("seed", "militant"), ("neighbour", neighbour)];
        cells(&found, "neighbours", &pair, "cosine_similarity").first().map_or(-1.0, |c| c.parse().unwrap())
    };
    assert!(cosine("shot") > cosine("sang") && cosine("shot") > cosine("bright"));
}

#[test]
fn scores_are_those_of_the_measures() {
    let found = tables(&plan(), counted(&plan(), &csv(&two_kinds(120))));
    let alpha = [("axis", "label"), ("outlet_id", "alpha")];
    // 45 stories of 14 words with two militants, 15 with two fighters.
    let n = cells(&found, "scores", &alpha, "n_tokens")[0].parse().unwrap();
    let (low, high) = wilson(90, 120, 0.95).unwrap();
    check(&found, "scores", &alpha, &[("n_a", 90.0), ("n_b", 30.0), ("share_a", 0.75), ("net_share", 0.5)]);
    check(&found, "scores", &alpha, &[("share_a_wilson_low", low), ("share_a_wilson_high", high), ("share_neutral", 0.0)]);
    check(&found, "scores", &alpha, &[("share_a_shrunk", 92.5 / 125.0), ("importance", 121f64.ln())]);
    check(&found, "scores", &alpha, &[("a_garwood_low", garwood(90, n, 0.95).unwrap().0), ("balance", (90.5f64 / 30.5).ln())]);
    // The outlets mirror each other: their mean is even, and each is drawn towards it.
    check(&found, "scores", &[("outlet_id", "all")], &[("n_a", 120.0), ("balance_shrunk", 0.0)]);
    let of = |column| -> f64 { cells(&found, "scores", &alpha, column)[0].parse().unwrap() };
    assert!(0.0 < of("balance_shrunk") && of("balance_shrunk") < of("balance") && of("balance_se") > of("balance_se_naive"));
    assert!(of("balance_bootstrap_low") < of("balance") && of("balance") < of("balance_bootstrap_high"));
    let q: f64 = cells(&found, "scores", &[("outlet_id", "all")], "q")[0].parse().unwrap();
    assert!((q - 2.0 * (of("balance") / of("balance_se")).powi(2)).abs() < 1e-6);
}

#[test]
fn pairs_side_by_side_stay_in_sentences() {
    let found = tables(&plan(), counted(&plan(), &csv(&two_kinds(120))));
    // `militants and one militant shot` in 60 stories; a sentence of 9 words and one of 5 have 12 pairs.
    let pair = [("first_term", "one"), ("second_term", "militant")];
    let (lambda, se) = lambda([[60, 60], [0, 120 * 12 - 120]], 0.5).unwrap();
    check(&found, "bigrams", &pair, &[("n", 60.0), ("n_documents", 60.0), ("n_first", 120.0), ("n_second", 60.0)]);
    check(&found, "bigrams", &pair, &[("lambda", lambda), ("lambda_z", lambda / se), ("mi_log2", (1440.0f64 / 120.0).log2())]);
    assert!(cells(&found, "bigrams", &[("first_term", "valley")], "n").is_empty());
}

#[test]
fn the_words_that_negate_a_hit_are_shown() {
    let text = "They weren't really militants. Not the so called fighters left. Militants came.".to_owned();
    let found = tables(&plan(), counted(&plan(), &csv(&[("Alpha", "No militants", text)])));
    assert_eq!(cells(&found, "hits", &[], "trigger"), ["No", "weren't", "so called", ""]);
    assert_eq!(cells(&found, "hits", &[("trigger", "")], "text"), ["Militants"]);
    check(&found, "axes", &[("voice", "outlet"), ("event_id", "all")], &[("n_negated", 3.0)]);
}

#[test]
fn order_threads_and_pieces_change_nothing() {
    let firsts = ["Brutal", "Brave", "Young", "Armed", "Foreign"];
    let rows: Vec<_> =
        (0..24).map(|i| (["Alpha", "Beta", "Gamma", "Delta"][i % 4], "", story(&[firsts[i % 5], firsts[i % 3]]))).collect();
    let (plan, whole) = (plan(), csv(&rows));
    let shown = |partial: Partial| {
        let wanted = tables(&plan, partial).into_iter().filter(|t| TABLES.split(' ').any(|n| n == t.name));
        wanted.map(|t| (t.name, t.rows)).collect::<Vec<_>>()
    };
    let want = shown(counted(&plan, &whole));
    assert_eq!(want.len(), TABLES.split(' ').count());
    let (header, body) = whole.split_once('\n').unwrap();
    let mut lines: Vec<&str> = body.lines().collect();
    lines.reverse();
    let backward = format!("{header}\n{}\n", lines.join("\n"));
    assert!(want == shown(count(&plan, Input::Bytes("c.csv", backward.as_bytes()), 2, &Watch::default()).unwrap()));
    let mut merged = Partial::new(&plan.hash(), &plan.study.to_toml(false));
    for (i, piece) in lines.chunks(7).enumerate() {
        let csv = format!("{header}\n{}\n", piece.join("\n"));
        let part = count(&plan, Input::Bytes(&format!("p{i}.csv"), csv.as_bytes()), 1, &Watch::default()).unwrap();
        let mut bytes = Vec::new();
        part.write(&mut bytes).unwrap();
        merged.merge(&Partial::read(&mut &bytes[..]).unwrap()).unwrap();
    }
    assert!(want == shown(merged));
}
