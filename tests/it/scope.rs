//! What counts when not everything does: repeated passages once or not at all, hits near an entity.

use crate::golden::text;
use framescope::lexicon::Lexicon;
use framescope::study::{Input, Plan, Study, Watch, count, find_key, report};
use framescope::table::Table;

const LEXICON: &str = "axis,pole,term\nlabel,a,militant*\nlabel,b,fighter*\n";

/// A wire story of 36 words that A and B print; B adds two sentences of its own.
const WIRE: &str = "The harbour of Marala was closed on Saturday after militants from the northern hills attacked two \
    barges near the old bridge and the harbour master said that all the militants had left before the morning came";

fn corpus() -> String {
    format!(
        "id,outlet,date,text\n\
         a1,Alpha,2024-05-01,\"{WIRE}.\"\n\
         b1,Beta,2024-05-02,\"{WIRE}.\n\nBeta's own reporter met three fighters. The town was quiet.\"\n\
         c1,Gamma,2024-05-03,\"Dana Kost met the militants on Sunday. Other fighters stayed away. Kost called the fighters brave.\"\n"
    )
}

fn tables(key: &str, value: &str) -> Vec<Table> {
    let (lexicon, _) = Lexicon::read("label.csv", LEXICON.as_bytes()).unwrap();
    let mut study = Study::from_toml("study.toml", "version = 1\n[terms]\nmin_count = 1\n").unwrap();
    if !key.is_empty() {
        study.set_flag(find_key(key).unwrap(), &[value.to_owned()]).unwrap();
    }
    let plan = Plan::with_lexicons(study, vec![lexicon]).unwrap();
    let mut partial = count(&plan, Input::Bytes("c.csv", corpus().as_bytes()), 1, &Watch::default()).unwrap();
    let settled = partial.settle();
    report(&plan, &partial, settled).unwrap().all_tables().unwrap()
}

/// The cells of a column, in the rows whose other columns have the values given.
pub(crate) fn cells(tables: &[Table], name: &str, wanted: &[(&str, &str)], column: &str) -> Vec<String> {
    let table = tables.iter().find(|t| t.name == name).unwrap();
    let at = |c: &str| table.columns.iter().position(|k| k.name == c).unwrap();
    let fits = |row: &&Vec<framescope::table::Value>| wanted.iter().all(|(c, v)| text(&row[at(c)]) == *v);
    table.rows.iter().filter(fits).map(|r| text(&r[at(column)])).collect()
}

/// Hits of pole a, uses of `harbour` and word tokens of Alpha, Beta and Gamma.
fn check(policy: &str, want: [[&str; 3]; 3], left_out: usize) {
    let tables = tables("design.duplicates", policy);
    for (outlet, [hits, harbour, tokens]) in ["alpha", "beta", "gamma"].iter().zip(want) {
        let axis = [("outlet_id", *outlet), ("axis", "label"), ("voice", "outlet"), ("event_id", "all")];
        assert_eq!(cells(&tables, "axes", &axis, "n_a").join(""), hits, "{policy} {outlet}");
        let term = [("outlet_id", *outlet), ("term", "harbour")];
        assert_eq!(cells(&tables, "terms", &term, "n").join(""), harbour, "{policy} {outlet}");
        assert_eq!(cells(&tables, "outlets", &[("outlet_id", *outlet)], "n_tokens").join(""), tokens, "{policy} {outlet}");
    }
    assert_eq!(cells(&tables, "hits", &[("suppressed_by", "repeated-passage")], "entry").len(), left_out, "{policy}");
}

#[test]
fn repeated_passages_count_as_the_study_says() {
    check("report", [["2", "2", "36"], ["2", "2", "46"], ["1", "", "16"]], 0);
    check("once", [["2", "2", "36"], ["0", "", "10"], ["1", "", "16"]], 2);
    check("drop", [["0", "", "0"], ["0", "", "10"], ["1", "", "16"]], 4);
}

#[test]
fn hits_near_an_entity_stand_in_its_sentences() {
    let near = tables("design.near", "dana kost");
    let axis = |outlet| [("outlet_id", outlet), ("axis", "label"), ("voice", "outlet"), ("event_id", "all")];
    assert_eq!(cells(&near, "axes", &axis("gamma"), "n_a"), ["1"]);
    assert_eq!(cells(&near, "axes", &axis("gamma"), "n_b"), ["1"]);
    assert_eq!(cells(&near, "axes", &axis("alpha"), "n_a"), ["0"]);
    assert_eq!(cells(&near, "hits", &[("outlet_id", "gamma"), ("suppressed_by", "not-near")], "text"), ["fighters"]);
    assert_eq!(cells(&near, "notes", &[("code", "near-nobody")], "detail").len(), 0);
    let nobody = tables("design.near", "Dana Kosta");
    let told = cells(&nobody, "notes", &[("code", "near-nobody")], "detail");
    assert_eq!(told, ["no text mentions Dana Kosta; did you mean Dana Kost?"]);
}
