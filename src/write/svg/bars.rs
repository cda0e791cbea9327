//! Plain counts of both poles per outlet: what there is to show when evidence is too thin for a score.
//!
//! Every hit is a dot while they can be counted by eye, then bars.

use super::{INK, Poles, Svg, WIDTH, clipped, pole_look, text_width};

/// One outlet's counts.
#[derive(Clone, Debug, Default)]
pub(in crate::write) struct Bar {
    /// Its name.
    pub(in crate::write) outlet: String,
    /// Hits of pole a: in its own words, in the words it quotes.
    pub(in crate::write) a: (i64, i64),
    /// Hits of pole b: in its own words, in the words it quotes.
    pub(in crate::write) b: (i64, i64),
    /// Where its passages stand.
    pub(in crate::write) href: Option<String>,
}

const ROW: f64 = 24.0;
const TOP: f64 = 30.0;
/// Room for the number at the end of a row.
const NUMBER: f64 = 44.0;

const LEGEND: &str = "● own words   ○ words it quotes";

/// Draws one axis.
pub(in crate::write) fn bars(title: &str, poles: Poles<'_>, rows: &[Bar]) -> Svg {
    let names = rows.iter().map(|r| text_width(&clipped(&r.outlet, 28))).fold(60.0, f64::max);
    let left = names + 14.0;
    let room = (WIDTH - left) / 2.0 - NUMBER;
    let most = |f: fn(&Bar) -> (i64, i64)| rows.iter().map(|r| f(r).0 + f(r).1).max().unwrap_or(0).max(1) as f64;
    let (most_a, most_b) = (most(|r| r.a), most(|r| r.b));
    let unit = (room / most_a.max(most_b)).min(13.0);
    // Each side is as wide as its marks and its heading need, so that small charts fit a phone.
    let side_width = |most: f64, pole: &str| (most * unit + NUMBER).max(text_width(pole) + 30.0).min((WIDTH - left) / 2.0);
    let middle = left + side_width(most_b, poles.b);
    let width = (middle + side_width(most_a, poles.a)).max(left + text_width(LEGEND) + 4.0).min(WIDTH);
    let bottom = TOP + rows.len() as f64 * ROW;
    let mut svg = Svg::new(bottom + 42.0, title);
    svg.width = width;
    svg.text((middle - 12.0, 16.0), "end", &format!("← {}", poles.b));
    svg.text((middle + 12.0, 16.0), "start", &format!("{} →", poles.a));
    svg.line((middle, TOP - 4.0), (middle, bottom), &format!("class=\"zero\" stroke=\"{INK}\""));
    for (i, row) in rows.iter().enumerate() {
        let y = TOP + (i as f64 + 0.5) * ROW;
        let hover = format!(
            "{}: {} {} own, {} quoted; {} {} own, {} quoted",
            row.outlet, poles.a, row.a.0, row.a.1, poles.b, row.b.0, row.b.1
        );
        svg.group(&hover, row.href.as_deref(), |svg| {
            svg.text((left - 10.0, y + 4.0), "end", &clipped(&row.outlet, 28));
            for (counts, is_a) in [(row.a, true), (row.b, false)] {
                side(svg, (middle, y, unit), counts, is_a);
            }
        });
    }
    svg.muted((left, bottom + 18.0), "start", LEGEND);
    svg.muted((left, bottom + 34.0), "start", if unit >= 9.0 { "each mark is one hit" } else { "bars: number of hits" });
    svg
}

/// One side of a row, growing from the middle: own words first, then quoted.
fn side(svg: &mut Svg, (middle, y, unit): (f64, f64, f64), (own, quoted): (i64, i64), is_a: bool) {
    let sign = if is_a { 1.0 } else { -1.0 };
    let x = |n: f64| middle + sign * (4.0 + n * unit);
    if unit >= 9.0 {
        for i in 0..own + quoted {
            svg.circle((x(i as f64 + 0.5), y), 4.2, &pole_look(is_a, i < own));
        }
    } else {
        for (from, to, filled) in [(0, own, true), (own, own + quoted, false)] {
            let (start, end) = (x(from as f64), x(to as f64));
            if to > from {
                svg.rect((start.min(end), y - 6.0), ((end - start).abs(), 12.0), &pole_look(is_a, filled));
            }
        }
    }
    if own + quoted > 0 {
        let text = if quoted > 0 { format!("{own}+{quoted}") } else { own.to_string() };
        svg.muted((x((own + quoted) as f64) + sign * 6.0, y + 4.0), if is_a { "start" } else { "end" }, &text);
    }
}
