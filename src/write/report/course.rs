//! Outlets over time and on the map.

use super::html::{Grid, bdi, count, details, escape, figure, measured};
use super::story::{Axis, Story};
use crate::write::svg::{Course, MapPoint, Svg, map, timeline};
use crate::write::view::{Row, rows};
use std::collections::{BTreeMap, BTreeSet};

/// Axes with a course.
const AXES: usize = 4;
/// Rows of a table.
const ROWS: usize = 120;
/// Outlets on the map.
const POINTS: usize = 200;

/// Rows of the timeline by axis.
fn by_axis<'a>(story: &Story<'a>) -> BTreeMap<String, Vec<Row<'a>>> {
    let mut by_axis: BTreeMap<String, Vec<Row<'a>>> = BTreeMap::new();
    for r in rows(story.tables, "timeline") {
        by_axis.entry(r.text("axis").into_owned()).or_default().push(r);
    }
    by_axis
}

/// The periods of these rows, in order.
fn periods(list: &[Row<'_>]) -> Vec<String> {
    let periods: BTreeSet<String> = list.iter().map(|r| r.text("period").into_owned()).collect();
    periods.into_iter().collect()
}

/// Outlets with scores, most hits first.
fn courses(story: &Story<'_>, list: &[Row<'_>], periods: &[String]) -> Vec<Course> {
    let mut courses: BTreeMap<usize, (i64, Course)> = BTreeMap::new();
    for r in list {
        let (Some(outlet), Some(x)) = (story.place(&r.text("outlet_id")), r.number("balance")) else { continue };
        let new = || (0, Course { outlet: story.outlets[outlet].name.clone(), points: Vec::new() });
        let (weight, course) = courses.entry(outlet).or_insert_with(new);
        *weight += r.count("n_a") + r.count("n_b");
        let period = periods.binary_search_by(|p| p.as_str().cmp(&r.text("period")));
        course.points.extend(period.ok().map(|i| (i, x, r.number("ci_low").zip(r.number("ci_high")))));
    }
    let mut ranked: Vec<(i64, Course)> = courses.into_values().collect();
    ranked.sort_by_key(|(weight, course)| (std::cmp::Reverse(*weight), course.outlet.clone()));
    let mut courses: Vec<Course> = ranked.into_iter().map(|r| r.1).collect();
    courses.iter_mut().for_each(|c| c.points.sort_by_key(|p| p.0));
    courses
}

fn draw(axis: &Axis<'_>, periods: &[String], courses: &[Course]) -> Svg {
    timeline(&format!("{} by period and outlet", axis.title()), axis.poles(), periods, courses)
}

/// The chart of one axis, when some outlet has a score in two periods or more.
pub(super) fn chart(story: &Story<'_>, axis: &Axis<'_>) -> Option<Svg> {
    let list = by_axis(story).remove(&axis.key)?;
    let periods = periods(&list);
    let courses = courses(story, &list, &periods);
    (!courses.is_empty()).then(|| draw(axis, &periods, &courses))
}

/// Axes over time; nothing when there are fewer than two periods.
pub(super) fn over_time(story: &Story<'_>) -> String {
    let by_axis = by_axis(story);
    let mut parts = Vec::new();
    for axis in &story.axes {
        let Some(list) = by_axis.get(&axis.key) else { continue };
        let periods = periods(list);
        if periods.len() > 1 && parts.len() < AXES {
            parts.push((axis, of_axis(story, axis, list, &periods)));
        }
    }
    if parts.is_empty() {
        return String::new();
    }
    let mut out = "<section id=\"time\" aria-labelledby=\"h-time\"><h2 id=\"h-time\">Over time</h2>".to_owned();
    for (i, (axis, html)) in parts.iter().enumerate() {
        out += &if i == 0 { format!("<h3>{}</h3>{html}", bdi(&axis.title())) } else { details(&bdi(&axis.title()), html) };
    }
    out + "</section>"
}

fn of_axis(story: &Story<'_>, axis: &Axis<'_>, list: &[Row<'_>], periods: &[String]) -> String {
    let mut grid =
        Grid::plain(&format!("{} over time", axis.title()), &["Period", "Outlet", "#pole a", "#pole b", "#balance", "#interval"]);
    for r in list {
        grid.row(vec![
            bdi(&r.text("period")),
            bdi(story.name(&r.text("outlet_id"))),
            count(r.count("n_a")),
            count(r.count("n_b")),
            r.number("balance").map_or_else(|| "too few".to_owned(), measured),
            r.number("ci_low")
                .zip(r.number("ci_high"))
                .map_or_else(String::new, |(l, h)| format!("{} to {}", measured(l), measured(h))),
        ]);
    }
    let more = grid.cut(ROWS).map_or_else(String::new, |n| format!("<p>{} more rows in timeline.csv.</p>", count(n as i64)));
    let table = details("Table", &(grid.html() + &more));
    let courses = courses(story, list, periods);
    if courses.is_empty() {
        return format!("<p>No period has enough evidence for a score; the table has the counts.</p>{table}");
    }
    let shown = if courses.len() > 8 {
        "The eight outlets with most hits; lines differ in dash and colour."
    } else {
        "Lines differ in dash and colour."
    };
    figure(&draw(axis, periods, &courses).inline(), &format!("{shown} Bars: intervals.")) + &table
}

/// The places on the map; none when it was refused.
fn points(story: &Story<'_>) -> Vec<MapPoint> {
    let place = |r: &Row<'_>| Some((r.number("x")?, r.number("y")?));
    rows(story.tables, "map")
        .filter_map(|r| {
            Some(MapPoint {
                outlet: story.name(&r.text("outlet_id")).to_owned(),
                at: place(&r)?,
                se: r.number("x_se").zip(r.number("y_se")),
            })
        })
        .take(POINTS)
        .collect()
}

/// The map as a chart.
pub(super) fn map_chart(story: &Story<'_>) -> Option<Svg> {
    let points = points(story);
    let share = |c: &str| {
        rows(story.tables, "map")
            .find_map(|r| r.number(c))
            .map_or_else(String::new, |s| format!(" ({:.0}% of the differences)", 100.0 * s))
    };
    let (across, up) = (format!("first coordinate{}", share("inertia_x")), format!("second coordinate{}", share("inertia_y")));
    (!points.is_empty()).then(|| map("Outlets by the words they use", (&across, &up), &points))
}

/// The map of outlets, or why there is none.
pub(super) fn plane(story: &Story<'_>) -> String {
    let section =
        |body: String| format!("<section id=\"map\" aria-labelledby=\"h-map\"><h2 id=\"h-map\">Map</h2>{body}</section>");
    let Some(svg) = map_chart(story) else {
        let why = rows(story.tables, "map").map(|r| r.text("note").into_owned()).find(|n| !n.is_empty());
        return why.map_or_else(String::new, |why| section(format!("<p>No map was drawn ({}).</p>", escape(&why))));
    };
    let mut grid = Grid::plain("Coordinates", &["Outlet", "#x", "#y", "#standard error of x", "#standard error of y"]);
    for p in points(story) {
        let se = |s: Option<f64>| s.map_or_else(String::new, measured);
        grid.row(vec![bdi(&p.outlet), measured(p.at.0), measured(p.at.1), se(p.se.map(|s| s.0)), se(p.se.map(|s| s.1))]);
    }
    let more = rows(story.tables, "map").filter(|r| r.number("x").is_some()).count().saturating_sub(POINTS);
    let cut = if more > 0 { format!("<p>{} more outlets in map.csv.</p>", count(more as i64)) } else { String::new() };
    section(format!(
        "{}{}{cut}",
        figure(
            &svg.inline(),
            "Outlets near each other prefer the same wordings (correspondence analysis of hits by pole). Halos: one standard error, over articles drawn anew."
        ),
        details("Table", &grid.html())
    ))
}
