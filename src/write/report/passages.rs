//! Passages: what stands behind the numbers, by axis and outlet.

use super::html::{bdi, counted, escape, web_address};
use super::story::{Axis, Passage, Story};
use std::collections::BTreeMap;

/// Passages of one outlet on one axis.
const PER_CELL: usize = 12;
/// Passages in the page, and the bytes they may take.
const MOST: usize = 2_000;
const BYTES: usize = 1_600_000;
/// Longest context on either side of a hit, in characters.
const CONTEXT: usize = 400;

/// The section.
pub(super) fn section(story: &Story<'_>) -> String {
    let mut out = "<section id=\"passages\" aria-labelledby=\"h-passages\"><h2 id=\"h-passages\">Passages</h2>\
        <p>Sentences with their hits marked. Blue, solid: the first wording of the heading; orange, dashed: the second. The line under each says who speaks. \
        All hits, with their offsets, are in hits.csv.</p>\
        <div class=\"tools\" hidden><label>Find <input type=\"search\" id=\"find\" autocomplete=\"off\"></label> \
        <label>Voice <select id=\"voice\"><option value=\"\">all</option><option value=\"outlet\">the outlet's words</option><option value=\"quoted\">quoted words</option></select></label> \
        <output id=\"found\"></output></div>"
        .to_owned();
    let mut by_cell: BTreeMap<(&str, usize), Vec<&Passage>> = BTreeMap::new();
    for p in &story.passages {
        if let Some(outlet) = story.place(&p.outlet) {
            by_cell.entry((&p.axis, outlet)).or_default().push(p);
        }
    }
    let mut shown = 0;
    for axis in &story.axes {
        let cells: Vec<(usize, &Vec<&Passage>)> =
            by_cell.range((axis.key.as_str(), 0)..=(axis.key.as_str(), usize::MAX)).map(|(k, v)| (k.1, v)).collect();
        out += &of_axis(story, axis, &cells, (&mut shown, out.len()));
    }
    if story.passages.is_empty() {
        out += "<p>No passage was kept for this page; hits.csv has every hit.</p>";
    }
    out + "</section>"
}

fn of_axis(story: &Story<'_>, axis: &Axis<'_>, cells: &[(usize, &Vec<&Passage>)], (shown, bytes): (&mut usize, usize)) -> String {
    let mut out = format!("<details class=\"group\"><summary>{}</summary><div id=\"p{}\">", bdi(&axis.title()), axis.index);
    for (outlet, list) in cells {
        let o = &story.outlets[*outlet];
        out += &format!("<div class=\"cell\" id=\"{}\"><h4>{}</h4>", escape(&axis.anchor(&o.id)), bdi(&o.name));
        let room = PER_CELL.min(MOST.saturating_sub(*shown));
        let mut kept = 0;
        let mut document = "";
        for sentence in sentences(list.iter().copied()).iter().take(room) {
            if bytes + out.len() > BYTES {
                break;
            }
            if sentence[0].document != document {
                out += &source(story, &sentence[0].document);
                document = &sentence[0].document;
            }
            out += &quotation(story, sentence);
            *shown += 1;
            kept += sentence.len() as i64;
        }
        let more = axis.cells[*outlet].hits() - kept;
        if more > 0 {
            out += &format!("<p>{} more in hits.csv.</p>", counted(more, "hit", "hits"));
        }
        out += "</div>";
    }
    // Outlets whose passages were not kept still need the place that charts and tables lead to.
    for (i, o) in story.outlets.iter().enumerate() {
        let hits = axis.cells[i].hits();
        if hits > 0 && !cells.iter().any(|c| c.0 == i) && axis.index < super::axes::SHOWN {
            out += &format!(
                "<div class=\"cell\" id=\"{}\"><h4>{}</h4><p>{} in hits.csv.</p></div>",
                escape(&axis.anchor(&o.id)),
                bdi(&o.name),
                counted(hits, "hit", "hits")
            );
        }
    }
    out + "</div></details>"
}

/// The article a passage stands in: title, day, link.
pub(super) fn source(story: &Story<'_>, document: &str) -> String {
    let Some(r) = story.document(document) else {
        return format!("<p class=\"source\">{}</p>", bdi(document));
    };
    let title = r.text("title");
    let title = if title.is_empty() { document } else { &title };
    let shown = match web_address(&r.text("url")) {
        Some(url) => format!("<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a>", escape(url), bdi(title)),
        None => bdi(title),
    };
    format!("<p class=\"source\">{shown} <small>{}</small></p>", escape(&r.text("date")))
}

/// Hits in the same sentence of the same article, in text order.
pub(super) type Sentence<'a> = Vec<&'a Passage>;

/// Hits of the two poles by sentence, in the order of their first hits.
pub(super) fn sentences<'a>(hits: impl Iterator<Item = &'a Passage>) -> Vec<Sentence<'a>> {
    let mut places: BTreeMap<(&str, &str, String), usize> = BTreeMap::new();
    let mut list: Vec<Sentence<'a>> = Vec::new();
    for p in hits.filter(|p| matches!(p.pole.as_str(), "a" | "b")) {
        let place = *places.entry((&p.document, &p.zone, p.sentence())).or_insert(list.len());
        if place == list.len() {
            list.push(Vec::new());
        }
        list[place].push(p);
    }
    for hits in &mut list {
        hits.sort_by_key(|p| (p.left.len(), std::cmp::Reverse(p.text.len())));
    }
    list
}

/// One sentence with its hits marked and who speaks.
pub(super) fn quotation(story: &Story<'_>, hits: &Sentence<'_>) -> String {
    let Some(first) = hits.first() else { return String::new() };
    let text = first.sentence();
    let (mut html, mut at) = (String::new(), 0);
    for p in hits {
        let (start, end) = (p.left.len(), p.left.len() + p.text.len());
        // A hit inside another one is named below, not marked again.
        if start >= at && end > start && text.is_char_boundary(start) && text.is_char_boundary(end) {
            let before = if at == 0 { ending(&text[..start]) } else { text[at..start].to_owned() };
            html += &format!("{}<mark class=\"{}\">{}</mark>", escape(&before), p.pole, escape(&text[start..end]));
            at = end;
        }
    }
    html += &escape(&beginning(&text[at..]));
    if text.is_empty() {
        html = "<i>text left out</i>".to_owned();
    }
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for p in hits {
        let (voice, pole) = (voice(p), bdi(story.pole(p)));
        match said.iter_mut().find(|s| s.0 == voice) {
            Some((_, poles)) if poles.contains(&pole) => {}
            Some((_, poles)) => poles.push(pole),
            None => said.push((voice, vec![pole])),
        }
    }
    let said: Vec<String> = said.into_iter().map(|(voice, poles)| format!("{voice} · {}", poles.join(", "))).collect();
    let class = if hits.iter().any(|p| p.is_own()) { "own" } else { "quoted" };
    let both = if hits.iter().any(|p| p.is_own()) && !hits.iter().all(|p| p.is_own()) { " both" } else { "" };
    let zone = if first.zone == "title" { "headline: " } else { "" };
    format!(
        "<blockquote class=\"{class}{both}\" dir=\"auto\"><p>{html}</p><footer dir=\"ltr\">{zone}{}</footer></blockquote>",
        said.join("; ")
    )
}

/// Who speaks, in words.
fn voice(p: &Passage) -> String {
    match (p.voice.as_str(), p.speaker.is_empty()) {
        ("own", _) => "own words".to_owned(),
        ("reported", true) => "reported, in the outlet's wording".to_owned(),
        ("reported", false) => format!("reports {}, in its own wording", bdi(&p.speaker)),
        ("quoted", true) => "quoted".to_owned(),
        ("quoted", false) => format!("quotes {}", bdi(&p.speaker)),
        ("scare", _) => "in quotation marks, nobody credited".to_owned(),
        (other, _) => escape(other).into_owned(),
    }
}

/// The last characters before a hit.
fn ending(s: &str) -> String {
    let n = s.chars().count();
    if n <= CONTEXT { s.to_owned() } else { format!("…{}", s.chars().skip(n - CONTEXT).collect::<String>()) }
}

/// The first characters after a hit.
fn beginning(s: &str) -> String {
    if s.chars().count() <= CONTEXT { s.to_owned() } else { format!("{}…", s.chars().take(CONTEXT).collect::<String>()) }
}
