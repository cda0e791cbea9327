//! One chart of one table as a file of its own, for papers.

use super::axes;
use super::story::Story;
use crate::table::Table;
use crate::write::About;

/// The tables that can be drawn, with what is drawn.
pub const PLOTS: [(&str, &str); 5] = [
    ("axes", "outlets along the axis: scores with intervals, or counts where evidence is thin"),
    ("events", "events by outlets: hits of both poles, shaded by which prevail"),
    ("keyness", "words of one outlet against the others: frequency against log ratio"),
    ("timeline", "the axis over time, one line per outlet"),
    ("map", "outlets by the words they use"),
];

/// Draws the table of that name as an SVG document; `choice` names the axis (or, for `keyness`, the
/// outlet), the one with most to show when `None`. `None` comes back when there is nothing to draw.
pub fn plot(name: &str, choice: Option<&str>, tables: &[Table], about: &About) -> Option<String> {
    let story = Story::new(tables, about);
    let axis = match choice {
        Some(key) => story.axis(key),
        None => story.axes.first(),
    };
    let svg = match name {
        "axes" => axes::chart(&story, axis?),
        "events" => super::events::chart(&story, axis?)?,
        "keyness" => super::words::chart(&story, choice)?,
        "timeline" => super::course::chart(&story, axis?)?,
        "map" => super::course::map_chart(&story)?,
        _ => return None,
    };
    Some(svg.document())
}
