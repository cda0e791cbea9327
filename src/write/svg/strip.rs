//! Outlets along an axis: points with intervals, own words filled, quoted words hollow.

use super::{INK, Poles, Svg, WIDTH, clipped, odds_ticks, pole_look, text_width};

/// A position with its interval.
#[derive(Clone, Copy, Debug)]
pub(in crate::write) struct Mark {
    /// Log odds.
    pub(in crate::write) x: f64,
    /// Bounds of the interval, when there is one.
    pub(in crate::write) ci: Option<(f64, f64)>,
}

/// One outlet.
#[derive(Clone, Debug, Default)]
pub(in crate::write) struct StripRow {
    /// Its name.
    pub(in crate::write) outlet: String,
    /// In its own words.
    pub(in crate::write) own: Option<Mark>,
    /// In the words it quotes.
    pub(in crate::write) quoted: Option<Mark>,
    /// What to print at the end of the row: counts, or why there is no point.
    pub(in crate::write) remark: String,
    /// Where its passages stand.
    pub(in crate::write) href: Option<String>,
}

const ROW: f64 = 24.0;
const TOP: f64 = 44.0;

/// Draws one axis.
pub(in crate::write) fn strip(title: &str, poles: Poles<'_>, rows: &[StripRow]) -> Svg {
    let names = rows.iter().map(|r| text_width(&clipped(&r.outlet, 28))).fold(60.0, f64::max);
    let remarks = rows.iter().map(|r| text_width(&r.remark)).fold(40.0, f64::max);
    let (left, right) = (names + 14.0, WIDTH - remarks.min(190.0) - 14.0);
    let reach = reach(rows);
    let at = |x: f64| left + (x.clamp(-reach, reach) + reach) / (2.0 * reach) * (right - left);
    let bottom = TOP + rows.len() as f64 * ROW;
    let mut svg = Svg::new(bottom + 28.0, title);
    svg.text((left, 14.0), "start", &format!("← {}", poles.b));
    svg.text((right, 14.0), "end", &format!("{} →", poles.a));
    for (x, name) in odds_ticks(reach) {
        svg.rule((at(x), TOP - 8.0), (at(x), bottom));
        svg.muted((at(x), TOP - 14.0), "middle", name);
    }
    svg.line((at(0.0), TOP - 8.0), (at(0.0), bottom), &format!("class=\"zero\" stroke=\"{INK}\""));
    for (i, row) in rows.iter().enumerate() {
        let y = TOP + (i as f64 + 0.5) * ROW;
        let hover = format!("{}: {}", row.outlet, row.remark);
        svg.group(&hover, row.href.as_deref(), |svg| {
            svg.text((left - 10.0, y + 4.0), "end", &clipped(&row.outlet, 28));
            for (mark, filled) in [(row.quoted, false), (row.own, true)] {
                if let Some(mark) = mark {
                    draw(svg, mark, (y, filled), &at);
                }
            }
            svg.muted((right + 10.0, y + 4.0), "start", &clipped(&row.remark, 28));
        });
    }
    svg.muted(
        (left, bottom + 18.0),
        "start",
        "● own words   ○ words it quotes   lines: interval; a scale of odds, even in the middle",
    );
    svg
}

/// How far the scale goes to both sides: to the farthest bound, within 10 : 1 and 1000 : 1.
fn reach(rows: &[StripRow]) -> f64 {
    let marks = rows.iter().flat_map(|r| [r.own, r.quoted]).flatten();
    let far = marks.flat_map(|m| [m.x, m.ci.map_or(m.x, |c| c.0), m.ci.map_or(m.x, |c| c.1)]).map(f64::abs).fold(0.0, f64::max);
    (far * 1.04).clamp(libm::log(12.0), libm::log(1000.0))
}

fn draw(svg: &mut Svg, mark: Mark, (y, filled): (f64, bool), at: &dyn Fn(f64) -> f64) {
    let look = pole_look(mark.x >= 0.0, filled);
    let y = if filled { y } else { y + 6.0 };
    if let Some((low, high)) = mark.ci {
        let dash = if filled { "stroke-width=\"2\"" } else { "stroke-width=\"1.2\" stroke-dasharray=\"3 2\"" };
        svg.line((at(low), y), (at(high), y), &format!("{look} {dash}"));
    }
    svg.circle((at(mark.x), y), if filled { 5.0 } else { 4.0 }, &look);
}
