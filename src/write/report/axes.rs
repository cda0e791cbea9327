//! Axes: a chart and a table for each of the most used, one line for the others.

use super::html::{Grid, bdi, classed, count, counted, details, escape, figure, measured, outlets_of};
use super::story::{Axis, Score, Story, holds};
use crate::write::svg::{Bar, Mark, StripRow, Svg, bars, strip};
use crate::write::view::rows;
use std::collections::BTreeMap;

/// Axes with a chart of their own.
pub(super) const SHOWN: usize = 12;
/// Outlets in one chart or table of the page.
pub(super) const OUTLETS: usize = 40;
/// Pairs of outlets named whose order hangs on one part.
const HANGING: usize = 6;
/// Axes listed without a chart.
const LISTED: usize = 200;

/// The section.
pub(super) fn section(story: &Story<'_>) -> String {
    let mut out = "<section id=\"axes\" aria-labelledby=\"h-axes\"><h2 id=\"h-axes\">Axes</h2><p>An axis sets two wordings for the same thing against each other. \
        Filled marks are the outlet's own words, narrated or reported; hollow marks are words it quotes. Names and marks lead to the passages.</p>"
        .to_owned();
    if story.axes.is_empty() {
        out += "<p>No entry of any axis was found.</p>";
    }
    for axis in story.axes.iter().take(SHOWN) {
        out += &format!("<h3 id=\"axis-{}\">{}</h3>", axis.index, bdi(&axis.title()));
        out += &figure(&chart(story, axis).inline(), &caption(story, axis));
        out += &hangs(story, axis);
        out += &details("Table", &table(story, axis));
    }
    if story.axes.len() > SHOWN {
        out += &details(
            &format!("{} more", counted((story.axes.len() - SHOWN) as i64, "axis", "axes")),
            &others(&story.axes[SHOWN..]),
        );
    }
    out + &categories(story) + "</section>"
}

/// Pairs of outlets whose order a single entry or event decides: those that differ surely first.
fn hangs(story: &Story<'_>, axis: &Axis<'_>) -> String {
    let mut found: Vec<(bool, f64, String)> = Vec::new();
    for r in rows(story.tables, "contrasts").filter(|r| r.text("axis") == axis.key) {
        let note = r.text("note");
        let clauses = note.split("; ").filter(|c| c.starts_with("hangs-on-")).filter_map(|c| c.split_once(": "));
        let clauses: Vec<String> = clauses
            .map(|(code, what)| format!("{} ({})", bdi(what), if code == "hangs-on-event" { "event" } else { "entry" }))
            .collect();
        let name = |column| story.place(&r.text(column)).map_or("the rest", |o| story.outlets[o].name.as_str());
        if !clauses.is_empty() {
            let text = format!("<li>{} and {}: {}.</li>", bdi(name("outlet_a")), bdi(name("outlet_b")), clauses.join("; "));
            found.push((holds(&r), r.number("difference").unwrap_or(0.0).abs(), text));
        }
    }
    if found.is_empty() {
        return String::new();
    }
    found.sort_by(|x, y| y.0.cmp(&x.0).then(y.1.total_cmp(&x.1)));
    let more = match found.len().saturating_sub(HANGING) {
        0 => String::new(),
        n => format!("<p>{} more in contrasts.csv.</p>", counted(n as i64, "pair", "pairs")),
    };
    let list: String = found.into_iter().take(HANGING).map(|f| f.2).collect();
    details("What the order of outlets hangs on", &format!("<ul>{list}</ul>{more}"))
}

/// Unpaired categories: rates per outlet in its own words; nothing when there are none.
fn categories(story: &Story<'_>) -> String {
    let mut rates: BTreeMap<String, BTreeMap<usize, (i64, f64)>> = BTreeMap::new();
    for r in rows(story.tables, "categories").filter(|r| r.text("voice") == "outlet" && r.count("n_hits") > 0) {
        if let Some(outlet) = story.place(&r.text("outlet_id")) {
            rates
                .entry(r.text("axis").into_owned())
                .or_default()
                .insert(outlet, (r.count("n_hits"), r.number("per_1000").unwrap_or(0.0)));
        }
    }
    if rates.is_empty() {
        return String::new();
    }
    let hits = rates.values().flatten().map(|(&outlet, hits)| (outlet, hits.0));
    let (outlets, others) = outlets_of(hits, "categories.csv");
    let mut heads = vec![("Category".to_owned(), false)];
    heads.extend(outlets.iter().map(|&o| (bdi(&story.outlets[o].name), true)));
    let mut grid = Grid::new("Hits in the outlet's own words, and per 1,000 of them", heads);
    for (key, cells) in &rates {
        let mut row = vec![bdi(&story.axis_title(key))];
        row.extend(outlets.iter().map(|o| match cells.get(o) {
            Some((n, rate)) => format!("{} <small>{}</small>", count(*n), measured(*rate)),
            None => classed("n none", "·"),
        }));
        grid.row(row);
    }
    format!("<h3>Categories without an opposite</h3>{}{others}", grid.html())
}

/// Outlets with hits, from pole a to pole b, at most [`OUTLETS`] of them: those with most hits.
fn shown(axis: &Axis<'_>) -> Vec<usize> {
    let mut with: Vec<usize> = (0..axis.cells.len()).filter(|&i| axis.cells[i].hits() > 0).collect();
    with.sort_by_key(|&i| (axis.cells[i].own.balance.is_none(), std::cmp::Reverse(axis.cells[i].hits()), i));
    with.truncate(OUTLETS);
    let lean = |s: &Score| s.balance.unwrap_or_else(|| libm::log((s.a as f64 + 0.5) / (s.b as f64 + 0.5)));
    with.sort_by(|&i, &j| {
        let (x, y) = (&axis.cells[i], &axis.cells[j]);
        lean(&y.own).total_cmp(&lean(&x.own)).then(lean(&y.quoted).total_cmp(&lean(&x.quoted))).then(i.cmp(&j))
    });
    with
}

/// Points with intervals once any outlet has a score, plain counts before that.
pub(super) fn chart(story: &Story<'_>, axis: &Axis<'_>) -> Svg {
    let rows = shown(axis);
    let title = format!("{}: outlets between “{}” and “{}”", axis.title(), axis.poles().a, axis.poles().b);
    if axis.is_scored() {
        let mark = |s: &Score| s.balance.map(|x| Mark { x, ci: s.ci });
        let row = |&i: &usize| {
            let c = &axis.cells[i];
            let few = if c.own.balance.is_none() { " (too few)" } else { "" };
            StripRow {
                outlet: story.outlets[i].name.clone(),
                own: mark(&c.own),
                quoted: mark(&c.quoted),
                remark: format!("{} : {}{few}", count(c.own.a), count(c.own.b)),
                href: Some(axis.anchor(&story.outlets[i].id)),
            }
        };
        let scored = |i: &&usize| axis.cells[**i].own.balance.or(axis.cells[**i].quoted.balance).is_some();
        return strip(&title, axis.poles(), &rows.iter().filter(scored).map(row).collect::<Vec<_>>());
    }
    let row = |&i: &usize| {
        let c = &axis.cells[i];
        let href = Some(axis.anchor(&story.outlets[i].id));
        Bar { outlet: story.outlets[i].name.clone(), a: (c.own.a, c.quoted.a), b: (c.own.b, c.quoted.b), href }
    };
    bars(&title, axis.poles(), &rows.iter().map(row).collect::<Vec<_>>())
}

fn caption(story: &Story<'_>, axis: &Axis<'_>) -> String {
    let with = axis.cells.iter().filter(|c| c.hits() > 0).count();
    let (own, quoted) = axis.hits();
    let mut text = format!(
        "{} with hits of {}: {} in own words, {} in quoted words.",
        counted(with as i64, "outlet", "outlets"),
        count(story.outlets.len() as i64),
        count(own),
        count(quoted)
    );
    if with > OUTLETS {
        text += &format!(" The {OUTLETS} with most hits are shown; all are in axes.csv.");
    }
    if axis.is_scored() {
        let scored = axis.cells.iter().filter(|c| c.own.balance.or(c.quoted.balance).is_some()).count();
        if scored < with {
            text += &format!(
                " {} too few hits for a score; their counts are in the table.",
                if with - scored == 1 { "1 has".to_owned() } else { format!("{} have", with - scored) }
            );
        }
    } else {
        text += " Below the evidence floor there is no score, only counts.";
    }
    text
}

fn table(story: &Story<'_>, axis: &Axis<'_>) -> String {
    let poles = axis.poles();
    let heads = [
        ("Outlet".to_owned(), false),
        (format!("{}, own", bdi(poles.a)), true),
        (format!("{}, own", bdi(poles.b)), true),
        ("balance".to_owned(), true),
        (format!("{}interval", escape(&story.about.confidence)), true),
        (format!("{}, quoted", bdi(poles.a)), true),
        (format!("{}, quoted", bdi(poles.b)), true),
        ("articles with hits".to_owned(), true),
        ("note".to_owned(), false),
    ];
    let mut grid = Grid::new(&format!("{}: hits and balance per outlet", axis.title()), heads.to_vec());
    for i in shown(axis) {
        let c = &axis.cells[i];
        grid.row(vec![
            format!("<a href=\"#{}\">{}</a>", escape(&axis.anchor(&story.outlets[i].id)), bdi(&story.outlets[i].name)),
            count(c.own.a),
            count(c.own.b),
            c.own.balance.map_or_else(|| classed("n none", "too few"), measured),
            c.own.ci.map_or_else(String::new, |(low, high)| format!("{} to {}", measured(low), measured(high))),
            count(c.quoted.a),
            count(c.quoted.b),
            count(c.articles),
            classed("why", &escape(&c.note)),
        ]);
    }
    grid.html()
}

fn others(axes: &[Axis<'_>]) -> String {
    let mut grid = Grid::plain("Axes with fewer hits", &["Axis", "Pole a", "Pole b", "#own words", "#quoted words", "#outlets"]);
    for axis in axes.iter().take(LISTED) {
        let with = axis.cells.iter().filter(|c| c.hits() > 0).count();
        let (own, quoted) = axis.hits();
        grid.row(vec![
            bdi(&axis.title()),
            bdi(axis.poles().a),
            bdi(axis.poles().b),
            count(own),
            count(quoted),
            count(with as i64),
        ]);
    }
    grid.html()
}
