//! Events: which outlet covers which, how each words the same one, and its passages side by side.

use super::html::{Grid, bdi, classed, counted, details, escape};
use super::passages::{quotation, sentences, source};
use super::story::{Axis, Passage, Story};
use crate::write::svg::{Heat, HeatCell, Svg, heatmap};
use crate::write::view::rows;
use std::collections::{BTreeMap, BTreeSet};

/// Axes with a matrix.
const AXES: usize = 3;
/// Events in a matrix.
const EVENTS: usize = 20;
/// Outlets in a matrix.
const OUTLETS: usize = 14;
/// Events with passages side by side.
const SIDE_BY_SIDE: usize = 4;
/// Columns of passages, and passages in one.
const COLUMNS: usize = 12;
const PASSAGES: usize = 8;

/// One event.
struct Event {
    id: String,
    label: String,
    days: String,
    outlets: i64,
}

/// Events, those of most outlets first.
fn events(story: &Story<'_>) -> Vec<Event> {
    let mut events: Vec<Event> = rows(story.tables, "events")
        .map(|r| Event {
            id: r.text("event_id").into_owned(),
            label: r.text("label").into_owned(),
            days: days(&r.text("first_date"), &r.text("last_date")),
            outlets: r.count("n_outlets"),
        })
        .collect();
    events.sort_by_key(|e| std::cmp::Reverse(e.outlets));
    events
}

/// The matrix of one axis as a chart of its own.
pub(super) fn chart(story: &Story<'_>, axis: &Axis<'_>) -> Option<Svg> {
    let events = events(story);
    let mut heat = heat(story, axis, &events);
    for row in &mut heat.rows {
        if let Some(e) = events.iter().find(|e| e.id == row.0 && !e.label.is_empty()) {
            row.0.clone_from(&e.label);
        }
    }
    (!heat.rows.is_empty()).then(|| heatmap(&heat))
}

/// The section; nothing when no event is known.
pub(super) fn section(story: &Story<'_>) -> String {
    let events = events(story);
    if events.is_empty() {
        return String::new();
    }
    let n = events.len();
    let shared = events.iter().filter(|e| e.outlets > 1).count();
    let mut out = format!(
        "<section id=\"events\" aria-labelledby=\"h-events\"><h2 id=\"h-events\">The same events</h2><p>{}, {} covered by more than one outlet.</p>",
        counted(n as i64, "event", "events"),
        super::html::count(shared as i64)
    );
    for (i, axis) in story.axes.iter().filter(|a| a.hits().0 > 0).take(AXES).enumerate() {
        let grid = matrix(&heat(story, axis, &events), &events);
        out += &if i == 0 { format!("<h3>{}</h3>{grid}", bdi(&axis.title())) } else { details(&bdi(&axis.title()), &grid) };
    }
    out += &side_by_side(story, &events);
    out + "</section>"
}

fn days(first: &str, last: &str) -> String {
    if first == last { first.to_owned() } else { format!("{first} to {last}") }
}

/// The matrix of one axis: events by outlets with hits in own words.
fn heat<'a>(story: &'a Story<'_>, axis: &'a Axis<'_>, events: &[Event]) -> Heat<'a> {
    let mut cells: BTreeMap<(String, usize), HeatCell> = BTreeMap::new();
    // Outlets that word the event, and hits.
    let mut totals: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for r in rows(story.tables, "axes").filter(|r| r.text("axis") == axis.key && r.text("voice") == "outlet") {
        let (event, Some(outlet)) = (r.text("event_id").into_owned(), story.place(&r.text("outlet_id"))) else { continue };
        let (a, b) = (r.count("n_a"), r.count("n_b"));
        if event != "all" {
            let total = totals.entry(event.clone()).or_default();
            *total = (total.0 + i64::from(a + b > 0), total.1 + a + b);
            cells.insert((event, outlet), HeatCell { counts: Some((a, b)), balance: r.number("balance") });
        }
    }
    // Events that most outlets word, then outlets that word most of these events.
    let mut chosen: Vec<&Event> = events.iter().filter(|e| totals.get(&e.id).is_some_and(|t| t.1 > 0)).collect();
    chosen.sort_by_key(|e| std::cmp::Reverse(totals[&e.id]));
    chosen.truncate(EVENTS);
    let of_chosen = rows(story.tables, "documents").map(|r| (r, r.text("event_id")));
    let of_chosen = of_chosen.filter(|(_, event)| chosen.iter().any(|e| e.id == *event));
    let covered: BTreeSet<(String, usize)> =
        of_chosen.filter_map(|(r, event)| Some((event.into_owned(), story.place(&r.text("outlet_id"))?))).collect();
    let cell = |event: &str, outlet: usize| {
        let key = (event.to_owned(), outlet);
        let silent = HeatCell { counts: Some((0, 0)), balance: None };
        cells.get(&key).copied().unwrap_or(if covered.contains(&key) { silent } else { HeatCell::default() })
    };
    let words = |e: &Event, o: usize| cell(&e.id, o).counts.is_some_and(|(a, b)| a + b > 0);
    let weight = |o: usize| chosen.iter().filter(|e| words(e, o)).count();
    let mut outlets: Vec<usize> = (0..story.outlets.len()).filter(|&o| weight(o) > 0).collect();
    outlets.sort_by_cached_key(|&o| (std::cmp::Reverse(weight(o)), o));
    outlets.truncate(OUTLETS);
    outlets.sort_unstable();
    let rows = chosen.iter().map(|e| (e.id.clone(), outlets.iter().map(|&o| cell(&e.id, o)).collect())).collect();
    Heat {
        title: "Events by outlets",
        poles: axis.poles(),
        outlets: outlets.iter().map(|&o| story.outlets[o].name.clone()).collect(),
        rows,
    }
}

/// The matrix as a table that is its own chart: counts in shaded cells.
fn matrix(heat: &Heat<'_>, events: &[Event]) -> String {
    let mut heads = vec![("Event".to_owned(), false)];
    heads.extend(heat.outlets.iter().map(|o| (bdi(o), true)));
    let caption = format!(
        "Uses of “{}” : uses of “{}” in each outlet's own words. Shaded blue where the first prevail, orange the second, deeper with the score; palest below the evidence floor. – no article.",
        heat.poles.a, heat.poles.b
    );
    let mut grid = Grid::new(&caption, heads);
    for (id, cells) in &heat.rows {
        let event = events.iter().find(|e| e.id == *id);
        let label = event.map_or_else(String::new, |e| format!("{} <small>{}</small>", bdi(&e.label), escape(&e.days)));
        let mut row = vec![label];
        row.extend(cells.iter().map(|c| match c.counts {
            None => classed("n heat", "–"),
            Some(_) => classed(&format!("n heat s{}", c.shade() + 4), &c.label()),
        }));
        grid.row(row);
    }
    if grid.is_empty() { "<p>No event has uses in an outlet's own words.</p>".to_owned() } else { grid.html() }
}

/// Passages of the events that most outlets word, one column per outlet.
fn side_by_side(story: &Story<'_>, events: &[Event]) -> String {
    let mut out = String::new();
    let mut shown = 0;
    let mut of_events: BTreeMap<&str, Vec<&Passage>> = BTreeMap::new();
    for p in story.passages.iter().filter(|p| matches!(p.pole.as_str(), "a" | "b")) {
        of_events.entry(&p.event).or_default().push(p);
    }
    for event in events {
        let mut by_outlet: BTreeMap<usize, Vec<&Passage>> = BTreeMap::new();
        for p in of_events.get(event.id.as_str()).into_iter().flatten() {
            by_outlet.entry(story.place(&p.outlet).unwrap_or(usize::MAX)).or_default().push(p);
        }
        if by_outlet.len() < 2 || shown == SIDE_BY_SIDE {
            continue;
        }
        let columns: String = by_outlet.values().take(COLUMNS).map(|list| column(story, list)).collect();
        let more = by_outlet.len().saturating_sub(COLUMNS);
        let more = if more > 0 {
            format!("<p>{} more in hits.csv.</p>", counted(more as i64, "outlet", "outlets"))
        } else {
            String::new()
        };
        let body = format!(
            "<div class=\"scroll columns\" tabindex=\"0\" role=\"region\" aria-label=\"passages side by side\">{columns}</div>{more}"
        );
        let head = format!("{} <small>{}</small>", bdi(&event.label), escape(&event.days));
        out += &if shown == 0 {
            format!("<h3>Side by side: {head}</h3>{body}")
        } else {
            details(&format!("Side by side: {head}"), &body)
        };
        shown += 1;
    }
    out
}

fn column(story: &Story<'_>, list: &[&Passage]) -> String {
    let mut out =
        format!("<div class=\"column\"><h4>{}</h4>", list.first().map_or_else(String::new, |p| bdi(story.name(&p.outlet))));
    let mut last = "";
    let sentences = sentences(list.iter().copied());
    for sentence in sentences.iter().take(PASSAGES) {
        let document = &sentence[0].document;
        if document != last {
            out += &source(story, document);
            last = document;
        }
        out += &quotation(story, sentence);
    }
    if sentences.len() > PASSAGES {
        out += &format!("<p>{} more</p>", counted((sentences.len() - PASSAGES) as i64, "sentence", "sentences"));
    }
    out + "</div>"
}
