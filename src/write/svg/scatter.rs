//! Words of one outlet against the rest: how frequent, and how much more or less than elsewhere.

use super::{INK, Svg, WIDTH, clipped, pole_look, text_width, tick_label, ticks};

/// One word.
#[derive(Clone, Debug)]
pub(in crate::write) struct Word {
    /// The word.
    pub(in crate::write) term: String,
    /// Occurrences per 1,000 words in both together, above 0.
    pub(in crate::write) per_1000: f64,
    /// log2 of the rate ratio.
    pub(in crate::write) log_ratio: f64,
    /// How sure the difference is; larger is surer. Labels go to the surest.
    pub(in crate::write) strength: f64,
    /// Whether it holds after adjustment for the number of words.
    pub(in crate::write) holds: bool,
    /// Hover text.
    pub(in crate::write) hover: String,
}

const HEIGHT: f64 = 440.0;
const LEFT: f64 = 56.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = HEIGHT - 62.0;

/// A rectangle: left, top, right, bottom.
type Box4 = (f64, f64, f64, f64);

/// Draws the words.
pub(in crate::write) fn scatter(title: &str, (above, below): (&str, &str), words: &[Word]) -> Svg {
    let logs = words.iter().map(|w| libm::log10(w.per_1000));
    let (low, high) = logs.clone().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
    let (low, high) = if low > high { (-1.0, 1.0) } else { (low - 0.05, (high + 0.05).max(low + 0.5)) };
    let reach = words.iter().map(|w| w.log_ratio.abs()).fold(2.0, f64::max) * 1.05;
    let x = |v: f64| LEFT + (libm::log10(v) - low) / (high - low) * (WIDTH - LEFT - 16.0);
    let y = |v: f64| TOP + (reach - v) / (2.0 * reach) * (BOTTOM - TOP);
    let mut svg = Svg::new(HEIGHT, title);
    for v in ticks((-reach, reach), 8) {
        svg.rule((LEFT, y(v)), (WIDTH - 8.0, y(v)));
        svg.muted((LEFT - 8.0, y(v) + 4.0), "end", &tick_label(v));
    }
    for v in log_ticks(low, high) {
        svg.rule((x(v), TOP), (x(v), BOTTOM));
        svg.muted((x(v), BOTTOM + 16.0), "middle", &tick_label(v));
    }
    svg.line((LEFT, y(0.0)), (WIDTH - 8.0, y(0.0)), &format!("class=\"zero\" stroke=\"{INK}\""));
    svg.text((LEFT, 14.0), "start", &format!("↑ {above}"));
    svg.text((LEFT, BOTTOM + 32.0), "start", &format!("↓ {below}"));
    svg.muted((WIDTH - 8.0, BOTTOM + 32.0), "end", "uses per 1,000 words, mean of both →");
    svg.muted(
        (LEFT, BOTTOM + 50.0),
        "start",
        "height: log2 of the rate ratio (1 = twice as often)   ● holds after adjustment   ○ may be chance",
    );
    let points: Vec<(f64, f64)> = words.iter().map(|w| (x(w.per_1000), y(w.log_ratio))).collect();
    for (word, at) in words.iter().zip(&points) {
        svg.body += &format!("<g class=\"word\" data-term=\"{}\">", super::escape(&word.term));
        svg.group(&word.hover, None, |svg| {
            svg.circle(*at, if word.holds { 3.6 } else { 2.6 }, &pole_look(word.log_ratio >= 0.0, word.holds))
        });
        svg.body += "</g>";
    }
    for (i, at, anchor) in labels(words, &points) {
        svg.body += &format!("<g class=\"word\" data-term=\"{}\">", super::escape(&words[i].term));
        svg.text(at, anchor, &clipped(&words[i].term, 24));
        svg.body += "</g>";
    }
    svg
}

/// 1, 2 and 5 times powers of ten between two logarithms.
fn log_ticks(low: f64, high: f64) -> impl Iterator<Item = f64> {
    let powers = libm::floor(low) as i32..=libm::floor(high) as i32;
    let values = powers.flat_map(|p| [1.0, 2.0, 5.0].map(|m| m * libm::pow(10.0, f64::from(p))));
    values.filter(move |v| (low..=high).contains(&libm::log10(*v)))
}

/// Places for labels that overlap neither each other nor a point, the surest words first.
fn labels(words: &[Word], points: &[(f64, f64)]) -> Vec<(usize, (f64, f64), &'static str)> {
    const MOST: usize = 60;
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|&i, &j| words[j].strength.total_cmp(&words[i].strength).then_with(|| words[i].term.cmp(&words[j].term)));
    let marks: Vec<Box4> = order
        .iter()
        .take(400)
        .map(|&i| {
            let (x, y) = points[i];
            (x - 3.0, y - 3.0, x + 3.0, y + 3.0)
        })
        .collect();
    let mut taken: Vec<Box4> = Vec::new();
    let mut placed = Vec::new();
    for i in order {
        if placed.len() == MOST {
            break;
        }
        let (px, py) = points[i];
        let w = text_width(&clipped(&words[i].term, 24));
        let places = [
            ((px + 7.0, py + 4.0), "start", (px + 6.0, py - 8.0, px + 7.0 + w, py + 7.0)),
            ((px - 7.0, py + 4.0), "end", (px - 7.0 - w, py - 8.0, px - 6.0, py + 7.0)),
            ((px, py - 7.0), "middle", (px - w / 2.0, py - 18.0, px + w / 2.0, py - 4.0)),
            ((px, py + 16.0), "middle", (px - w / 2.0, py + 5.0, px + w / 2.0, py + 19.0)),
        ];
        let free = |b: &Box4| {
            let inside = b.0 >= LEFT - 4.0 && b.2 <= WIDTH && b.1 >= TOP - 6.0 && b.3 <= BOTTOM + 4.0;
            inside && !taken.iter().chain(&marks).any(|o| overlaps(b, o))
        };
        if let Some((at, anchor, space)) = places.into_iter().find(|(_, _, b)| free(b)) {
            taken.push(space);
            placed.push((i, at, anchor));
        }
    }
    placed
}

fn overlaps(a: &Box4, b: &Box4) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}
