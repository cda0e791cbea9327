//! Laws of the whole: threads, order and pieces change nothing.

use super::golden::text;
use framescope::study::{self, EXAMPLE_CORPUS, Input, Partial, Plan, Study, Watch};
use framescope::table::Table;

fn plan() -> Plan {
    Plan::new(Study::default()).expect("the default study is sound")
}

fn count(plan: &Plan, name: &str, csv: &str, threads: usize) -> Partial {
    study::count(plan, Input::Bytes(name, csv.as_bytes()), threads, &Watch::default()).unwrap()
}

fn tables(plan: &Plan, mut partial: Partial) -> Vec<Table> {
    let settled = partial.settle();
    study::report(plan, &partial, settled).unwrap().all_tables().unwrap()
}

/// The corpus in files of `n` records each, header repeated.
fn pieces(n: usize) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(EXAMPLE_CORPUS.as_bytes());
    let header = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(|r| r.unwrap()).collect();
    records
        .chunks(n)
        .map(|chunk| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&header).unwrap();
            chunk.iter().for_each(|r| writer.write_record(r).unwrap());
            String::from_utf8(writer.into_inner().unwrap()).unwrap()
        })
        .collect()
}

/// Tables without the columns that say where a record was read.
fn without_places(tables: Vec<Table>) -> Vec<(String, Vec<Vec<String>>)> {
    let places = ["file", "line", "source", "record", "byte"];
    tables
        .into_iter()
        .map(|t| {
            let kept: Vec<usize> = (0..t.columns.len()).filter(|i| !places.contains(&t.columns[*i].name.as_str())).collect();
            let rows = t.rows.iter().map(|r| kept.iter().map(|i| text(&r[*i])).collect()).collect();
            (t.name, rows)
        })
        .collect()
}

#[test]
fn threads_change_nothing() {
    let plan = plan();
    let on = |threads: usize| {
        study::on_threads(threads, || tables(&plan, count(&plan, "articles.csv", EXAMPLE_CORPUS, threads))).unwrap()
    };
    let one = on(1);
    for threads in [2, 8] {
        assert!(one == on(threads), "{threads} threads");
    }
}

#[test]
fn partials_merge_in_any_order_and_through_files() {
    let plan = plan();
    let whole = without_places(tables(&plan, count(&plan, "articles.csv", EXAMPLE_CORPUS, 1)));
    let parts: Vec<Partial> = pieces(5).iter().enumerate().map(|(i, p)| count(&plan, &format!("p{i}.csv"), p, 1)).collect();
    assert!(parts.len() > 4);
    for order in [[0, 1, 2, 3, 4, 5], [5, 3, 1, 0, 2, 4]] {
        let mut merged = Partial::new(&plan.hash(), &plan.study.to_toml(false));
        for i in order {
            let mut bytes = Vec::new();
            parts[i].write(&mut bytes).unwrap();
            merged.merge(&Partial::read(&mut &bytes[..]).unwrap()).unwrap();
        }
        assert!(whole == without_places(tables(&plan, merged)), "order {order:?}");
    }
}

#[test]
fn a_damaged_partial_is_refused() {
    let mut bytes = Vec::new();
    count(&plan(), "p.csv", &pieces(100)[0], 1).write(&mut bytes).unwrap();
    assert!(Partial::read(&mut &bytes[..]).is_ok());
    for at in (0..bytes.len()).step_by(bytes.len() / 40) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 4;
        assert!(Partial::read(&mut &damaged[..]).is_err(), "byte {at}");
    }
    assert!(Partial::read(&mut &bytes[..bytes.len() - 1]).is_err());
    assert!(Partial::read(&mut &[&bytes[..], b"x"].concat()[..]).is_err());
}

#[test]
fn the_order_of_records_changes_nothing() {
    let plan = plan();
    let forward = without_places(tables(&plan, count(&plan, "a.csv", &pieces(100)[0], 1)));
    let mut reversed = pieces(1);
    reversed.reverse();
    let header = EXAMPLE_CORPUS.lines().next().unwrap();
    let bodies: String = reversed.iter().map(|p| p.split_once('\n').unwrap().1).collect();
    let backward = without_places(tables(&plan, count(&plan, "a.csv", &format!("{header}\n{bodies}"), 1)));
    assert!(forward == backward);
}

#[test]
fn the_empty_partial_is_the_identity() {
    let plan = plan();
    let part = count(&plan, "articles.csv", EXAMPLE_CORPUS, 1);
    let mut merged = Partial::new(&plan.hash(), &plan.study.to_toml(false));
    merged.merge(&part).unwrap();
    merged.merge(&Partial::new(&plan.hash(), "")).unwrap();
    assert!(tables(&plan, part) == tables(&plan, merged));
}
