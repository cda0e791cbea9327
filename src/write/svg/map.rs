//! Outlets on a plane: near ones use words alike.

use super::{POLE_A, Svg, WIDTH, clipped, text_width, tick_label, ticks};

/// One outlet's place with its standard errors.
#[derive(Clone, Debug)]
pub(in crate::write) struct MapPoint {
    /// Its name.
    pub(in crate::write) outlet: String,
    /// Coordinates.
    pub(in crate::write) at: (f64, f64),
    /// Standard errors of both.
    pub(in crate::write) se: Option<(f64, f64)>,
}

const HEIGHT: f64 = 520.0;
const EDGE: f64 = 44.0;

/// Draws the plane; both directions have one scale, so that distances can be read.
pub(in crate::write) fn map(title: &str, (across, up): (&str, &str), points: &[MapPoint]) -> Svg {
    let far = |f: fn(&MapPoint) -> f64| points.iter().map(f).fold(1e-9, f64::max);
    let width = far(|p| p.at.0.abs() + p.se.map_or(0.0, |s| s.0));
    let height = far(|p| p.at.1.abs() + p.se.map_or(0.0, |s| s.1));
    let scale = ((WIDTH / 2.0 - EDGE - 60.0) / width).min((HEIGHT / 2.0 - EDGE) / height);
    let x = |v: f64| WIDTH / 2.0 + v * scale;
    let y = |v: f64| HEIGHT / 2.0 - v * scale;
    let mut svg = Svg::new(HEIGHT, title);
    let reach = ((WIDTH / 2.0 - EDGE) / scale, (HEIGHT / 2.0 - EDGE) / scale);
    for v in ticks((-reach.0, reach.0), 8) {
        svg.rule((x(v), 20.0), (x(v), HEIGHT - 30.0));
        svg.muted((x(v), HEIGHT - 14.0), "middle", &tick_label(v));
    }
    for v in ticks((-reach.1, reach.1), 6) {
        svg.rule((30.0, y(v)), (WIDTH - 10.0, y(v)));
        svg.muted((26.0, y(v) + 4.0), "end", &tick_label(v));
    }
    svg.muted((WIDTH - 10.0, HEIGHT - 34.0), "end", &format!("{across} →"));
    svg.muted((32.0, 16.0), "start", &format!("↑ {up}"));
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for p in points {
        let at = (x(p.at.0), y(p.at.1));
        let hover = format!("{}: {}, {}", p.outlet, tick_label(p.at.0), tick_label(p.at.1));
        svg.group(&hover, None, |svg| {
            if let Some((sx, sy)) = p.se {
                svg.body += &format!(
                    "<ellipse cx=\"{:.1}\" cy=\"{:.1}\" rx=\"{:.1}\" ry=\"{:.1}\" class=\"halo\" fill=\"{POLE_A}\" fill-opacity=\"0.12\"/>",
                    at.0, at.1, sx * scale, sy * scale
                );
            }
            svg.circle(at, 4.0, &format!("class=\"pole-a filled\" fill=\"{POLE_A}\""));
            let name = clipped(&p.outlet, 24);
            let (left, right) = (at.0 + 8.0, at.0 + 8.0 + text_width(&name));
            if !taken.iter().any(|t| (t.2 - at.1).abs() < 13.0 && t.0 < right && left < t.1) {
                taken.push((left, right, at.1));
                svg.text((left, at.1 + 4.0), "start", &name);
            }
        });
    }
    svg
}
