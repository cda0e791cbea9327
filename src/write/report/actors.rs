//! Actors: what they are called, who gets to speak, and what is left out.

use super::html::{Grid, bdi, classed, count, counted, details, measured, outlets_of};
use super::story::Story;
use crate::write::view::{find, rows};
use std::collections::BTreeMap;

/// Actors with a matrix of labels, labels in it.
pub(super) const ACTORS: usize = 8;
const LABELS: usize = 15;
/// Speakers in the matrix.
const SPEAKERS: usize = 25;
/// Events with a list of silences, items in it.
const EVENTS: usize = 5;
const ITEMS: usize = 30;

/// Uses by outlet: own words, quoted words.
type Uses = BTreeMap<usize, (i64, i64)>;
/// By outlet: attributions, words, share of the outlet's.
type Credits = BTreeMap<usize, (i64, i64, Option<f64>)>;

/// What each outlet calls each actor; nothing when there are no labels.
pub(super) fn labels(story: &Story<'_>) -> String {
    let mut by_entity: BTreeMap<String, BTreeMap<String, Uses>> = BTreeMap::new();
    for r in rows(story.tables, "labels").filter(|r| !r.text("label").is_empty()) {
        let Some(outlet) = story.place(&r.text("outlet_id")) else { continue };
        let cell = by_entity
            .entry(r.text("entity").into_owned())
            .or_default()
            .entry(r.text("label").into_owned())
            .or_default()
            .entry(outlet)
            .or_default();
        match &*r.text("voice") {
            "quoted" | "scare" => cell.1 += r.count("n"),
            _ => cell.0 += r.count("n"),
        }
    }
    if by_entity.is_empty() {
        return String::new();
    }
    let weight = |labels: &BTreeMap<String, Uses>| labels.values().flat_map(|o| o.values()).map(|c| c.0 + c.1).sum::<i64>();
    let out = "<section id=\"labels\" aria-labelledby=\"h-labels\"><h2 id=\"h-labels\">What they call whom</h2><p>Descriptions each outlet attaches to an actor: \
        titles, appositions, modifiers, and phrases such as “the movement”. Plain numbers: its own words; after a plus sign: words it quotes.</p>"
        .to_owned();
    out + &of_actors(&by_entity, weight, |entity, labels| label_matrix(story, entity, labels)) + "</section>"
}

/// A table for each of the actors with most weight: that of the first open, the others to be opened.
pub(super) fn of_actors<T>(
    actors: &BTreeMap<String, T>,
    weight: impl Fn(&T) -> i64,
    table: impl Fn(&str, &T) -> String,
) -> String {
    let mut sorted: Vec<_> = actors.iter().map(|(name, of)| (std::cmp::Reverse(weight(of)), name, of)).collect();
    sorted.sort_by_key(|&(weight, name, _)| (weight, name));
    let shown = sorted.into_iter().take(ACTORS).enumerate().map(|(i, (_, name, of))| match (bdi(name), table(name, of)) {
        (name, table) if i == 0 => format!("<h3>{name}</h3>{table}"),
        (name, table) => details(&name, &table),
    });
    shown.collect()
}

fn label_matrix(story: &Story<'_>, entity: &str, labels: &BTreeMap<String, Uses>) -> String {
    let uses = labels.values().flatten().map(|(&outlet, n)| (outlet, n.0 + n.1));
    let (outlets, others) = outlets_of(uses, "labels.csv");
    let total = |cells: &Uses| cells.values().map(|c| c.0 + c.1).sum::<i64>();
    let mut sorted: Vec<_> = labels.iter().collect();
    sorted.sort_by_cached_key(|&(label, cells)| (std::cmp::Reverse(total(cells)), label));
    let mut heads = vec![("Label".to_owned(), false)];
    heads.extend(outlets.iter().map(|&o| (bdi(&story.outlets[o].name), true)));
    let mut grid = Grid::new(&format!("Labels of {entity} by outlet"), heads);
    for (label, cells) in sorted.iter().take(LABELS) {
        let cell = |o: &usize| match cells.get(o) {
            None => classed("n none", "·"),
            Some((own, 0)) => count(*own),
            Some((own, quoted)) => format!("{}+{}", count(*own), count(*quoted)),
        };
        let mut row = vec![bdi(label)];
        row.extend(outlets.iter().map(cell));
        grid.row(row);
    }
    let more = sorted.len().saturating_sub(LABELS);
    let rest =
        if more > 0 { format!("<p>{} more in labels.csv.</p>", counted(more as i64, "label", "labels")) } else { String::new() };
    grid.html() + &others + &rest
}

/// Who gets to speak; nothing when nobody is quoted.
pub(super) fn speakers(story: &Story<'_>) -> String {
    let mut by_speaker: BTreeMap<String, Credits> = BTreeMap::new();
    for r in rows(story.tables, "speakers") {
        let Some(outlet) = story.place(&r.text("outlet_id")) else { continue };
        let words = r.count("n_tokens_quoted").max(r.count("n_tokens_attributed"));
        by_speaker
            .entry(r.text("speaker").into_owned())
            .or_default()
            .insert(outlet, (r.count("n_quotes"), words, r.number("share")));
    }
    if by_speaker.is_empty() {
        return String::new();
    }
    let weight = |cells: &Credits| (cells.len() as i64, cells.values().map(|c| c.1).sum::<i64>());
    let mut sorted: Vec<_> = by_speaker.iter().collect();
    sorted.sort_by_cached_key(|&(speaker, cells)| (std::cmp::Reverse(weight(cells).1), speaker));
    let mut heads = vec![("Speaker".to_owned(), false), ("all words".to_owned(), true)];
    let words = sorted.iter().take(SPEAKERS).flat_map(|s| s.1).map(|(&outlet, credits)| (outlet, credits.1));
    let (outlets, others) = outlets_of(words, "speakers.csv");
    heads.extend(outlets.iter().map(|&o| (bdi(&story.outlets[o].name), true)));
    let mut grid = Grid::new(
        "Words credited to each speaker, by outlet, with their share of all words the outlet credits to someone",
        heads,
    );
    for (speaker, cells) in sorted.iter().take(SPEAKERS) {
        let mut row = vec![bdi(speaker), count(weight(cells).1)];
        row.extend(outlets.iter().map(|o| match cells.get(o) {
            None => classed("n none", "·"),
            Some((_, words, share)) => {
                format!("{}{}", count(*words), share.map_or_else(String::new, |s| format!(" <small>{:.0}%</small>", 100.0 * s)))
            }
        }));
        grid.row(row);
    }
    let total = by_speaker.len();
    let shown = if total > SPEAKERS {
        format!("<p>The {SPEAKERS} with most words of {}; all are in speakers.csv.</p>", count(total as i64))
    } else {
        String::new()
    };
    format!(
        "<section id=\"speakers\" aria-labelledby=\"h-speakers\"><h2 id=\"h-speakers\">Who speaks</h2><p>{} are credited with words.</p>{}{others}{shown}</section>",
        counted(total as i64, "speaker", "speakers"),
        grid.html()
    )
}

/// What some outlets report and others leave out, event by event; nothing without coverage.
pub(super) fn silence(story: &Story<'_>) -> String {
    let Some(table) = find(story.tables, "coverage") else { return String::new() };
    let keys = ["event_id", "item", "item_kind", "kind", "n_outlets", "n_outlets_with", "note", "detail", "passages"];
    let outlets: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).filter(|c| !keys.contains(c)).collect();
    let labels: BTreeMap<String, String> =
        rows(story.tables, "events").map(|r| (r.text("event_id").into_owned(), r.text("label").into_owned())).collect();
    let mut by_event: Vec<(String, Grid, usize)> = Vec::new();
    // The outlets with an article on the event.
    let mut columns: Vec<&str> = Vec::new();
    for r in rows(story.tables, "coverage") {
        let event = r.text("event_id").into_owned();
        let label = labels.get(&event).unwrap_or(&event);
        if by_event.last().is_none_or(|e| e.0 != event) {
            let mut heads = vec![("Item".to_owned(), false), ("kind".to_owned(), false)];
            columns = outlets.iter().copied().filter(|c| !r.text(c).is_empty()).collect();
            heads.extend(columns.iter().map(|c| (bdi(story.name(c)), false)));
            by_event.push((event.clone(), Grid::new(&format!("Who mentions what: {label}"), heads), 0));
        }
        let Some((_, grid, n)) = by_event.last_mut() else { continue };
        *n += 1;
        if *n <= ITEMS {
            let kind = if r.text("item_kind").is_empty() { r.text("kind") } else { r.text("item_kind") };
            let mut row = vec![bdi(&r.text("item")), bdi(&kind)];
            row.extend(columns.iter().map(|c| match &*r.text(c) {
                "0" | "false" => classed("none", "not mentioned"),
                "true" => "mentioned".to_owned(),
                text => bdi(text),
            }));
            grid.row(row);
        }
    }
    if by_event.is_empty() {
        return String::new();
    }
    by_event.sort_by_key(|e| std::cmp::Reverse(e.2));
    let mut out = "<section id=\"silence\" aria-labelledby=\"h-silence\"><h2 id=\"h-silence\">Silence</h2><p>What some outlets mention of the same event and others leave out, by outlets with an article on it.</p>".to_owned();
    for (i, (event, grid, n)) in by_event.iter().take(EVENTS).enumerate() {
        let label = labels.get(event).unwrap_or(event);
        let body = if *n > ITEMS {
            format!("{}<p>{} more in coverage.csv.</p>", grid.html(), count((*n - ITEMS) as i64))
        } else {
            grid.html()
        };
        out += &if i == 0 { format!("<h3>{}</h3>{body}", bdi(label)) } else { details(&bdi(label), &body) };
    }
    out + "</section>"
}

/// The table of verbs that report what others say, most used first; nothing without them.
pub(super) fn verbs(story: &Story<'_>) -> String {
    let mut by_class: BTreeMap<usize, BTreeMap<String, i64>> = BTreeMap::new();
    for r in rows(story.tables, "reporting_verbs") {
        let Some(outlet) = story.place(&r.text("outlet_id")) else { continue };
        *by_class.entry(outlet).or_default().entry(r.text("class").into_owned()).or_default() += r.count("n");
    }
    let classes = ["neutral", "factive", "doubt", "stance", ""];
    let mut grid = Grid::plain(
        "Reporting verbs by class, share of each outlet's",
        &["Outlet", "#neutral (said)", "#factive (noted)", "#doubt (claimed)", "#stance (praised)", "#other", "#all"],
    );
    let (outlets, others) = outlets_of(by_class.iter().map(|(&o, counts)| (o, counts.values().sum())), "reporting_verbs.csv");
    for (outlet, counts) in by_class.iter().filter(|(outlet, _)| outlets.contains(outlet)) {
        let all: i64 = counts.values().sum();
        let mut row = vec![bdi(&story.outlets[*outlet].name)];
        row.extend(classes.map(|c| measured(*counts.get(c).unwrap_or(&0) as f64 / all.max(1) as f64)));
        row.push(count(all));
        grid.row(row);
    }
    if grid.is_empty() { String::new() } else { details("With which verbs they report", &(grid.html() + &others)) }
}
