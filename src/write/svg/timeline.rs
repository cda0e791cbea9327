//! An axis over time, one line per outlet, told apart by dashes and names at their ends.

use super::{INK, Poles, Svg, WIDTH, clipped, odds_ticks, text_width};

/// Index of the period, log odds, interval.
pub(in crate::write) type Point = (usize, f64, Option<(f64, f64)>);

/// One outlet's course: place of the period and log odds with its interval.
#[derive(Clone, Debug)]
pub(in crate::write) struct Course {
    /// Its name.
    pub(in crate::write) outlet: String,
    /// In order of periods.
    pub(in crate::write) points: Vec<Point>,
}

/// Colours that keep apart for every kind of colour vision (Okabe and Ito 2008), with dashes to match.
const LINES: [(&str, &str); 8] = [
    ("#0072b2", ""),
    ("#b4540a", "6 3"),
    ("#006b4f", "2 3"),
    ("#9b3f74", "8 3 2 3"),
    ("#3f3f3f", "1 2"),
    ("#7a6a00", "10 4"),
    ("#2d7fa8", "4 2 1 2"),
    ("#a33a00", "3 3"),
];
const TOP: f64 = 30.0;
const HEIGHT: f64 = 340.0;
const BOTTOM: f64 = HEIGHT - 44.0;

/// Draws at most eight outlets.
pub(in crate::write) fn timeline(title: &str, poles: Poles<'_>, periods: &[String], courses: &[Course]) -> Svg {
    let courses = &courses[..courses.len().min(LINES.len())];
    let names = courses.iter().map(|c| text_width(&clipped(&c.outlet, 24))).fold(40.0, f64::max);
    let (left, right) = (70.0, WIDTH - names - 20.0);
    let far = courses.iter().flat_map(|c| &c.points).map(|p| p.1.abs()).fold(0.0, f64::max);
    let reach = (far * 1.1).clamp(libm::log(12.0), libm::log(1000.0));
    let x = |i: usize| left + (i as f64 + 0.5) / periods.len().max(1) as f64 * (right - left);
    let y = |v: f64| TOP + (reach - v.clamp(-reach, reach)) / (2.0 * reach) * (BOTTOM - TOP);
    let mut svg = Svg::new(HEIGHT, title);
    svg.text((left, 14.0), "start", &format!("↑ {}", poles.a));
    svg.text((left, HEIGHT - 6.0), "start", &format!("↓ {}", poles.b));
    for (v, name) in odds_ticks(reach) {
        svg.rule((left, y(v)), (right, y(v)));
        svg.muted((left - 8.0, y(v) + 4.0), "end", name);
    }
    svg.line((left, y(0.0)), (right, y(0.0)), &format!("class=\"zero\" stroke=\"{INK}\""));
    let every = periods.len().div_ceil(((right - left) / 76.0) as usize).max(1);
    for (i, period) in periods.iter().enumerate().step_by(every) {
        svg.muted((x(i), BOTTOM + 18.0), "middle", period);
    }
    let mut ends: Vec<(usize, f64)> = Vec::new();
    for (n, course) in courses.iter().enumerate() {
        // Intervals of outlets stand side by side.
        let aside = (n as f64 - (courses.len() - 1) as f64 / 2.0) * 4.0;
        line(&mut svg, course, LINES[n], (&|i| x(i) + aside, &y));
        ends.extend(course.points.last().map(|p| (n, y(p.1))));
    }
    for (n, at) in spread(ends) {
        let (colour, _) = LINES[n];
        svg.words((right + 8.0, at + 4.0), &format!("class=\"line-{n}\" fill=\"{colour}\""), &clipped(&courses[n].outlet, 24));
    }
    svg
}

fn line(svg: &mut Svg, course: &Course, (colour, dash): (&str, &str), (x, y): (&dyn Fn(usize) -> f64, &dyn Fn(f64) -> f64)) {
    let path: Vec<String> = course.points.iter().map(|p| format!("{:.1},{:.1}", x(p.0), y(p.1))).collect();
    svg.group(&course.outlet, None, |svg| {
        svg.body += &format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/>",
            path.join(" "),
            if dash.is_empty() { "none" } else { dash }
        );
        for (i, v, ci) in &course.points {
            if let Some((low, high)) = ci {
                svg.line((x(*i), y(*low)), (x(*i), y(*high)), &format!("stroke=\"{colour}\" stroke-opacity=\"0.5\""));
            }
            svg.circle((x(*i), y(*v)), 3.5, &format!("fill=\"{colour}\""));
        }
    });
}

/// Moves labels apart, top to bottom, by the height of a line.
fn spread(mut ends: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    ends.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    for i in 1..ends.len() {
        ends[i].1 = ends[i].1.max(ends[i - 1].1 + 14.0);
    }
    ends
}
