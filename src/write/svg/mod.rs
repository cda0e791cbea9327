//! Charts as SVG, drawn without a library: shapes with both plain colours (for papers) and class names
//! (for the report, which recolours them in dark mode).
//!
//! Takes plain numbers and names, gives one `<svg>`; knows no table. Meaning is never in colour alone:
//! marks also differ by fill, shape, place or label.

mod bars;
mod heatmap;
mod map;
mod scatter;
mod strip;
mod timeline;

pub(super) use bars::{Bar, bars};
pub(super) use heatmap::{Heat, HeatCell, heatmap};
pub(super) use map::{MapPoint, map};
pub(super) use scatter::{Word, scatter};
pub(super) use strip::{Mark, StripRow, strip};
pub(super) use timeline::{Course, timeline};

use super::csv::without_controls;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// Width of every chart in user units.
const WIDTH: f64 = 760.0;
/// How much larger charts are on a page, whose text is larger than a paper's.
const ENLARGED: f64 = 1.15;
/// Width on a page, in pixels, that a phone shows without making text too small to read.
const PHONE: f64 = 450.0;
/// Width of one character of chart text, in user units (a little more than most fonts need).
const CHARACTER: f64 = 6.7;

/// Ink and paper in light mode; the report's style sheet has their dark twins under the same names.
pub(super) const INK: &str = "#1d2733";
const MUTED: &str = "#55616d";
const RULE: &str = "#c9d1d9";
/// Pole a and pole b: blue and orange keep apart for every kind of colour vision, and in grey.
pub(super) const POLE_A: &str = "#1f6fb2";
pub(super) const POLE_B: &str = "#b4540a";

/// The two ends of an axis as readers should see them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Poles<'a> {
    /// Name of pole a, drawn on the right.
    pub(super) a: &'a str,
    /// Name of pole b, drawn on the left.
    pub(super) b: &'a str,
}

/// A chart under construction.
pub(super) struct Svg {
    width: f64,
    height: f64,
    title: String,
    body: String,
}

/// A coordinate with at most one decimal.
fn c(x: f64) -> String {
    let text = format!("{x:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text for XML and HTML, in content and in quoted attributes; control characters become pictures.
pub(super) fn escape(s: &str) -> Cow<'_, str> {
    let clean = without_controls(s);
    if !clean.contains(['&', '<', '>', '"', '\'', '\u{fffe}', '\u{ffff}']) {
        return clean;
    }
    let mut out = String::with_capacity(clean.len() + 16);
    for ch in clean.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            ch => out.push(ch),
        }
    }
    Cow::Owned(out)
}

/// Estimated width of a text in user units.
fn text_width(s: &str) -> f64 {
    s.width() as f64 * CHARACTER
}

/// The text cut to about `characters`, with an ellipsis.
fn clipped(s: &str, characters: usize) -> Cow<'_, str> {
    if s.width() <= characters {
        return Cow::Borrowed(s);
    }
    let mut kept = String::new();
    for ch in s.chars() {
        if kept.width() + 2 > characters {
            break;
        }
        kept.push(ch);
    }
    Cow::Owned(kept.trim_end().to_owned() + "…")
}

impl Svg {
    fn new(height: f64, title: &str) -> Svg {
        Svg { width: WIDTH, height, title: title.to_owned(), body: String::new() }
    }

    /// The element for a page, described by its title; narrow charts keep their size on any screen, and
    /// those in between theirs on any but a phone's.
    pub(super) fn inline(&self) -> String {
        let class = match self.width {
            w if w >= WIDTH => "class=\"wide\" ",
            w if w * ENLARGED > PHONE => "class=\"middle\" ",
            _ => "",
        };
        let (width, height) = (c(self.width * ENLARGED), c(self.height * ENLARGED));
        format!(
            "<svg {class}width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {w} {h}\" role=\"group\" aria-label=\"{}\" font-family=\"sans-serif\" font-size=\"12\">{}</svg>",
            escape(&self.title),
            self.body,
            w = c(self.width),
            h = c(self.height),
        )
    }

    /// A file of its own, on white.
    pub(super) fn document(&self) -> String {
        let (w, h) = (c(self.width), c(self.height));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"0 0 {w} {h}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\"><title>{}</title>\
             <rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>{}</svg>\n",
            escape(&self.title),
            self.body
        )
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), look: &str) {
        self.body += &format!("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {look}/>", c(from.0), c(from.1), c(to.0), c(to.1));
    }

    fn rule(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.line(from, to, &format!("class=\"rule\" stroke=\"{RULE}\""));
    }

    fn rect(&mut self, at: (f64, f64), size: (f64, f64), look: &str) {
        self.body +=
            &format!("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {look}/>", c(at.0), c(at.1), c(size.0), c(size.1));
    }

    fn circle(&mut self, at: (f64, f64), r: f64, look: &str) {
        self.body += &format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {look}/>", c(at.0), c(at.1), c(r));
    }

    /// Text with its anchor: `start`, `middle` or `end`.
    fn text(&mut self, at: (f64, f64), anchor: &str, text: &str) {
        self.words(at, &format!("text-anchor=\"{anchor}\" class=\"ink\" fill=\"{INK}\""), text);
    }

    fn muted(&mut self, at: (f64, f64), anchor: &str, text: &str) {
        self.words(at, &format!("text-anchor=\"{anchor}\" class=\"muted\" fill=\"{MUTED}\""), text);
    }

    fn words(&mut self, at: (f64, f64), look: &str, text: &str) {
        self.body += &format!("<text x=\"{}\" y=\"{}\" {look}>{}</text>", c(at.0), c(at.1), escape(text));
    }

    /// Groups what `draw` adds under a hover text, as a link when there is somewhere to go.
    fn group(&mut self, hover: &str, href: Option<&str>, draw: impl FnOnce(&mut Svg)) {
        let (open, close) = match href {
            Some(to) => (format!("<a href=\"#{}\">", escape(to)), "</a>"),
            None => ("<g>".to_owned(), "</g>"),
        };
        self.body += &format!("{open}<title>{}</title>", escape(hover));
        draw(self);
        self.body += close;
    }
}

/// How the mark of a pole and voice looks: own words filled, quoted words hollow.
fn pole_look(is_a: bool, filled: bool) -> String {
    let (class, colour) = if is_a { ("pole-a", POLE_A) } else { ("pole-b", POLE_B) };
    if filled {
        format!("class=\"{class} filled\" fill=\"{colour}\" stroke=\"{colour}\"")
    } else {
        format!("class=\"{class} hollow\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"1.5\"")
    }
}

/// Odds as people say them, for the ticks of a log-odds scale.
const ODDS: [(f64, &str); 9] = [
    (0.001, "1 : 1000"),
    (0.01, "1 : 100"),
    (0.1, "1 : 10"),
    (1.0 / 3.0, "1 : 3"),
    (1.0, "even"),
    (3.0, "3 : 1"),
    (10.0, "10 : 1"),
    (100.0, "100 : 1"),
    (1000.0, "1000 : 1"),
];

/// The ticks of a log-odds scale that reaches `reach` to both sides.
fn odds_ticks(reach: f64) -> impl Iterator<Item = (f64, &'static str)> {
    ODDS.iter().map(|(odds, name)| (libm::log(*odds), *name)).filter(move |(x, _)| x.abs() <= reach + 1e-9)
}

/// Round values that cut a scale in about `n` parts.
fn ticks((low, high): (f64, f64), n: usize) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return vec![low];
    }
    let raw = span / n as f64;
    let power = libm::pow(10.0, libm::floor(libm::log10(raw)));
    let step = [1.0, 2.0, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= raw).unwrap_or(raw);
    let first = libm::ceil(low / step) as i64;
    let last = libm::floor(high / step) as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// A tick without needless decimals.
fn tick_label(x: f64) -> String {
    let text = format!("{x:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

#[cfg(test)]
mod tests;
