//! What a result hangs on, and how right lexicons are: whole runs on corpora made so that the answer is
//! known before they are counted.

use framescope::lexicon::Lexicon;
use framescope::study::{Input, Plan, Study, Watch, count, report};
use framescope::table::{Table, Value};
use std::fmt::Write as _;

const LEXICON: &str = "axis,pole,term\nlabel,a,terrorist*\nlabel,a,extremist*\nlabel,b,fighter*\nlabel,b,gunm?n\n";

fn tables(corpus: &str) -> Vec<Table> {
    let (lexicon, _) = Lexicon::read("label.csv", LEXICON.as_bytes()).unwrap();
    let plan = Plan::with_lexicons(Study::default(), vec![lexicon]).unwrap();
    let partial = count(&plan, Input::Bytes("corpus.csv", corpus.as_bytes()), 1, &Watch::default()).unwrap();
    report(&plan, &partial).unwrap().tables
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
    assert_eq!(found, [Value::from(want)], "{first:?} {second:?}");
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
