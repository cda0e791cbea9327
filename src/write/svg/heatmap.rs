//! Events by outlets: counts in every cell, shaded by which pole prevails.

use super::{INK, Poles, Svg, WIDTH, clipped, escape, text_width};

/// One cell: hits of both poles, and the score when there is evidence for one.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::write) struct HeatCell {
    /// Hits of pole a and of pole b; `None` where the outlet has no article on the event.
    pub(in crate::write) counts: Option<(i64, i64)>,
    /// Log odds, when above the evidence floor.
    pub(in crate::write) balance: Option<f64>,
}

impl HeatCell {
    /// Shade from -4 (pole b) to 4 (pole a); at most 1 either way below the evidence floor.
    pub(in crate::write) fn shade(&self) -> i8 {
        match (self.balance, self.counts) {
            (Some(x), _) => (libm::round(x / libm::log(3.0) * 1.5).clamp(-4.0, 4.0)) as i8,
            (None, Some((a, b))) => (a - b).signum() as i8,
            (None, None) => 0,
        }
    }

    /// What is printed in it.
    pub(in crate::write) fn label(&self) -> String {
        self.counts.map_or_else(String::new, |(a, b)| format!("{a} : {b}"))
    }
}

/// The whole matrix.
pub(in crate::write) struct Heat<'a> {
    /// What it shows.
    pub(in crate::write) title: &'a str,
    /// The ends of the axis.
    pub(in crate::write) poles: Poles<'a>,
    /// Column heads.
    pub(in crate::write) outlets: Vec<String>,
    /// Row heads with their cells.
    pub(in crate::write) rows: Vec<(String, Vec<HeatCell>)>,
}

/// Shades for pole b from strong to weak, none, pole a from weak to strong; dark ink stays readable on all.
pub(in crate::write) const SHADES: [&str; 9] =
    ["#f0a35e", "#f5bd8b", "#f9d5b5", "#fcebdc", "#ffffff", "#e1eef8", "#bfdbf0", "#98c5e6", "#6fabd9"];

/// Draws the matrix.
pub(in crate::write) fn heatmap(heat: &Heat<'_>) -> Svg {
    let names = heat.rows.iter().map(|r| text_width(&clipped(&r.0, 30))).fold(60.0, f64::max);
    let left = names + 14.0;
    let cell = ((WIDTH - left) / heat.outlets.len().max(1) as f64).min(90.0);
    let heads = heat.outlets.iter().map(|o| text_width(&clipped(o, 22))).fold(30.0, f64::max);
    let top = heads * 0.75 + 34.0;
    let row = 24.0;
    let bottom = top + heat.rows.len() as f64 * row;
    let mut svg = Svg::new(bottom + 26.0, heat.title);
    for (i, outlet) in heat.outlets.iter().enumerate() {
        let (x, y) = (left + (i as f64 + 0.5) * cell, top - 8.0);
        svg.body += &format!(
            "<text transform=\"translate({:.1} {:.1}) rotate(-45)\" class=\"ink\" fill=\"{INK}\"><title>{}</title>{}</text>",
            x,
            y,
            escape(outlet),
            escape(&clipped(outlet, 22))
        );
    }
    for (j, (event, cells)) in heat.rows.iter().enumerate() {
        let y = top + j as f64 * row;
        svg.text((left - 10.0, y + 16.0), "end", &clipped(event, 30));
        for (i, value) in cells.iter().enumerate() {
            let x = left + i as f64 * cell;
            let colour = SHADES[(value.shade() + 4) as usize];
            svg.rect((x, y), (cell, row), &format!("fill=\"{colour}\" stroke=\"#c9d1d9\""));
            if cell >= 34.0 {
                svg.words((x + cell / 2.0, y + 16.0), "text-anchor=\"middle\" fill=\"#1d2733\"", &value.label());
            }
        }
    }
    let legend = format!(
        "cells: hits of “{}” : hits of “{}” in the outlet's words; blue where the first prevail, orange the second",
        heat.poles.a, heat.poles.b
    );
    svg.muted((4.0, bottom + 18.0), "start", &clipped(&legend, 112));
    svg
}
