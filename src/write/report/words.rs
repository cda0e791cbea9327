//! Words: what each outlet uses more or less than the others, whatever the lexicons hold.

use super::html::{Grid, bdi, count, details, figure, measured, p_value};
use super::story::Story;
use crate::write::svg::{Svg, Word, scatter};
use crate::write::view::{Row, rows};
use std::collections::BTreeMap;

/// Outlets with a chart.
const OUTLETS: usize = 6;
/// Points in a chart.
const POINTS: usize = 350;
/// Rows in a table.
const ROWS: usize = 40;

/// Terms of one outlet against a reference.
struct Comparison<'a> {
    outlet: String,
    reference: String,
    /// Every term, the surest first.
    terms: Vec<Row<'a>>,
    /// Terms tested, and those that hold after adjustment.
    known: (u64, u64),
}

/// Comparisons, those with most terms that hold first.
fn comparisons<'a>(story: &Story<'a>) -> Vec<Comparison<'a>> {
    let mut pairs: BTreeMap<(String, String), Vec<Row<'a>>> = BTreeMap::new();
    for r in rows(story.tables, "keyness").filter(|r| r.number("log_ratio").is_some()) {
        pairs.entry((r.text("outlet_id").into_owned(), r.text("reference").into_owned())).or_default().push(r);
    }
    let comparison = |((outlet, reference), mut terms): ((String, String), Vec<Row<'a>>)| {
        terms.sort_by_cached_key(|r| (!holds(r), std::cmp::Reverse((strength(r) * 1e6) as u64), r.text("term").into_owned()));
        let counted = || (terms.len() as u64, terms.iter().filter(|r| holds(r)).count() as u64);
        Comparison { known: story.about.key_terms.get(&outlet).copied().unwrap_or_else(counted), outlet, reference, terms }
    };
    let mut list: Vec<_> = pairs.into_iter().map(comparison).collect();
    list.sort_by_key(|c| std::cmp::Reverse(c.known.1));
    list
}

/// The chart of one outlet, of the one with most to show when `None`.
pub(super) fn chart(story: &Story<'_>, outlet: Option<&str>) -> Option<Svg> {
    let list = comparisons(story);
    list.iter().find(|c| outlet.is_none_or(|o| o == c.outlet)).map(|c| draw(story, c))
}

/// The section; nothing when there is no keyness.
pub(super) fn section(story: &Story<'_>) -> String {
    let pairs = comparisons(story);
    if pairs.is_empty() {
        return String::new();
    }
    let mut out = "<section id=\"words\" aria-labelledby=\"h-words\"><h2 id=\"h-words\">Words</h2><p>Every term of one outlet against the others, tested with articles \
        (or events) as units, so that one article that repeats a word does not count as many. A word in the chart leads to the passages that hold it.</p>"
        .to_owned();
    for (i, c) in pairs.iter().take(OUTLETS).enumerate() {
        let head = format!("{} against {}", bdi(story.name(&c.outlet)), bdi(story.name(&c.reference)));
        let body = one(story, c);
        out += &if i == 0 { format!("<h3>{head}</h3>{body}") } else { details(&head, &body) };
    }
    if pairs.len() > OUTLETS {
        out += &format!("<p>{} more comparisons are in keyness.csv.</p>", count((pairs.len() - OUTLETS) as i64));
    }
    out + "</section>"
}

/// Whether the difference holds after adjustment.
fn holds(r: &Row<'_>) -> bool {
    r.number("p_adjusted").is_some_and(|p| p < 0.05)
}

/// How sure a term's difference is: its clustered z where there is one, else the descriptive one.
fn strength(r: &Row<'_>) -> f64 {
    r.number("z").or_else(|| r.number("weighted_log_odds_z")).unwrap_or(0.0).abs()
}

fn title(story: &Story<'_>, c: &Comparison<'_>) -> String {
    format!("Words of {} against {}", story.name(&c.outlet), story.name(&c.reference))
}

fn draw(story: &Story<'_>, c: &Comparison<'_>) -> Svg {
    let words: Vec<Word> = c.terms.iter().take(POINTS).filter_map(word).collect();
    let (more, less) = (format!("more in {}", story.name(&c.outlet)), format!("more in {}", story.name(&c.reference)));
    scatter(&title(story, c), (&more, &less), &words)
}

fn one(story: &Story<'_>, c: &Comparison<'_>) -> String {
    let caption = format!(
        "The {} surest of {} terms; {} hold after adjustment for the number of terms.",
        count(c.terms.len().min(POINTS) as i64),
        count(c.known.0 as i64),
        count(c.known.1 as i64)
    );
    figure(&draw(story, c).inline(), &caption) + &details("Table", &table(&title(story, c), &c.terms))
}

fn word(r: &Row<'_>) -> Option<Word> {
    let (n, reference) = (r.count("n"), r.count("n_reference"));
    // Equal weight to both sides keeps a word of the smaller one in sight.
    let per_1000 = (r.number("per_1000").unwrap_or(0.0) + r.number("per_1000_reference").unwrap_or(0.0)) / 2.0;
    let p = r.number("p_adjusted");
    let term = r.text("term").into_owned();
    let hover = format!(
        "{term}: {n} against {reference}; {}",
        p.map_or_else(|| "too few articles to test".to_owned(), |p| format!("adjusted {}", p_value(p)))
    );
    (per_1000 > 0.0).then(|| Word {
        term,
        per_1000,
        log_ratio: r.number("log_ratio").unwrap_or(0.0),
        strength: strength(r),
        holds: holds(r),
        hover,
    })
}

fn table(title: &str, sorted: &[Row<'_>]) -> String {
    let heads = [
        "Term",
        "#uses",
        "#in reference",
        "#articles",
        "#per 1,000",
        "#reference per 1,000",
        "#log ratio",
        "#interval",
        "#adjusted p",
    ];
    let mut grid = Grid::plain(&format!("{title}: the {} surest terms", ROWS.min(sorted.len())), &heads);
    for r in sorted.iter().take(ROWS) {
        let number = |c: &str| r.number(c).map_or_else(String::new, measured);
        let interval = r.number("ci_low").zip(r.number("ci_high")).map(|(l, h)| format!("{} to {}", measured(l), measured(h)));
        grid.row(vec![
            bdi(&r.text("term")),
            count(r.count("n")),
            count(r.count("n_reference")),
            count(r.count("n_documents")),
            number("per_1000"),
            number("per_1000_reference"),
            number("log_ratio"),
            interval.unwrap_or_default(),
            r.number("p_adjusted").map_or_else(|| "not tested".to_owned(), measured),
        ]);
    }
    grid.html()
}
