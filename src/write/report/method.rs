//! How the numbers came about, what they cannot say, what was left out.

use super::html::{Grid, bdi, count, counted, details};
use super::story::Story;
use crate::write::view::rows;
use std::collections::BTreeMap;

/// The sections at the end.
pub(super) fn section(story: &Story<'_>) -> String {
    let mut out = "<section id=\"method\" aria-labelledby=\"h-method\"><h2 id=\"h-method\">Method and limits</h2><dl>".to_owned();
    for (term, text) in METHOD {
        out += &format!("<dt>{term}</dt><dd>{text}</dd>");
    }
    out += "</dl>";
    out += &corpus(story);
    out += &faults(story, "rejects", "Records left out");
    out += &faults(story, "notes", "Records kept, with something to say about them");
    out += "</section><section id=\"provenance\" aria-labelledby=\"h-provenance\"><h2 id=\"h-provenance\">Provenance</h2><dl>";
    for (label, text) in &story.about.lines {
        out += &format!("<dt>{}</dt><dd>{}</dd>", bdi(label), bdi(text));
    }
    out + "</dl><p>run.json beside this page has every input and every file with its SHA-256.</p></section>"
}

/// What a reader must know before quoting a number.
const METHOD: [(&str, &str); 6] = [
    (
        "Hits",
        "An entry of a lexicon found in an article. Where entries overlap, the longest counts; the others are kept in hits.csv as suppressed.",
    ),
    (
        "Voice",
        "Own: the outlet narrates. Reported: the clause is credited to someone, the wording is the outlet's. Quoted: inside quotation marks. Own and reported together are the outlet's words.",
    ),
    (
        "Balance",
        "ln((a + 0.5) / (b + 0.5)): 0 is even, 0.69 twice as often, 2.3 ten times. Its interval takes whole articles as units (jackknife, or the plain variance where that is larger).",
    ),
    ("Evidence floor", "Below it a score is left empty, never set to zero; counts are always shown."),
    (
        "Comparisons",
        "p values take articles or events as units and are adjusted for the number of comparisons in their table (Benjamini and Hochberg).",
    ),
    (
        "Limits",
        "A wording is not an intention: the tool counts words in context and shows the passages; it does not measure bias. Lexicons see what is in them, voices are told by rules that can err: read the passages before quoting a number.",
    ),
];

fn corpus(story: &Story<'_>) -> String {
    let heads = ["Outlet", "#articles", "#words", "#own", "#reported", "#quoted", "#hits", "first", "last", "note"];
    let mut grid = Grid::plain("Outlets as read", &heads);
    for r in rows(story.tables, "outlets") {
        let n = |c: &str| count(r.count(c));
        grid.row(vec![
            bdi(&r.text("outlet")),
            n("n_documents"),
            n("n_tokens"),
            n("n_tokens_own"),
            n("n_tokens_reported"),
            n("n_tokens_quoted"),
            n("n_hits"),
            bdi(&r.text("first_date")),
            bdi(&r.text("last_date")),
            bdi(&r.text("note")),
        ]);
    }
    let more = grid
        .cut(300)
        .map_or_else(String::new, |n| format!("<p>{} more in outlets.csv.</p>", counted(n as i64, "outlet", "outlets")));
    details("The corpus by outlet", &(grid.html() + &more))
}

/// One line per kind of fault, with an example.
fn faults(story: &Story<'_>, table: &str, title: &str) -> String {
    let mut by_code: BTreeMap<String, (i64, String)> = BTreeMap::new();
    for r in rows(story.tables, table) {
        let at = |line: &str| if line.is_empty() { String::new() } else { format!(":{line}") };
        let example = || format!("{}{} {}", r.text("source"), at(&r.text("line")), r.text("detail"));
        by_code.entry(r.text("code").into_owned()).or_insert_with(|| (0, example())).0 += 1;
    }
    if by_code.is_empty() {
        return format!("<p>{title}: none.</p>");
    }
    let all: i64 = by_code.values().map(|c| c.0).sum();
    let mut grid = Grid::plain(&format!("{title}, by reason; all are in {table}.csv"), &["Reason", "#records", "for example"]);
    for (code, (n, example)) in by_code {
        grid.row(vec![bdi(&code), count(n), bdi(&example)]);
    }
    details(&format!("{title}: {}", count(all)), &grid.html())
}
