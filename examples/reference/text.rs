//! Phrase counts and quotations in text files that stand beside the cases, in `../seeds`.

use crate::Case;
use crate::json::words;
use framescope::annotate::{AnnotateOptions, Annotated, Annotator};
use framescope::corpus::Document;
use framescope::voice::{Attribution, AttributionKind};
use regex::Regex;
use serde_json::{Map, Value, json};

/// Answers the measures of this family.
pub(crate) fn answer(case: &Case<'_>) -> Option<Value> {
    match case.measure {
        "term_counts" => term_counts(case),
        "quote_spans" => quote_spans(case),
        _ => None,
    }
}

fn text(case: &Case<'_>) -> Option<String> {
    let name = case.input.get("file")?.as_str()?;
    std::fs::read_to_string(case.folder.join("../seeds").join(name)).ok()
}

/// Byte ranges of double-quoted spans: U+201C or U+0022 opens, U+201D or U+0022 closes, a line ends all.
fn quoted(text: &str) -> Vec<(usize, usize)> {
    let (mut spans, mut open) = (Vec::new(), None);
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('\n', _) => open = None,
            ('\u{201c}', _) | ('"', None) => open = Some(at),
            ('\u{201d}' | '"', Some(start)) => {
                spans.push((start, at + c.len_utf8()));
                open = None;
            }
            _ => {}
        }
    }
    spans
}

fn term_counts(case: &Case<'_>) -> Option<Value> {
    let text = text(case)?;
    let spans = quoted(&text);
    // U+2019 counts as an apostrophe; both are folded to a mark of the same length.
    let folded = text.replace('\u{2019}', "'\u{2060}");
    let spans_folded = quoted(&folded);
    let mut counts = Map::new();
    for term in words(case.input, "terms")? {
        let pattern = term.split(' ').map(regex::escape).collect::<Vec<_>>().join(r"\s+");
        let phrase = Regex::new(&format!("(?i){pattern}")).ok()?;
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let hits: Vec<_> = phrase
            .find_iter(&folded)
            .filter(|m| outside(folded[..m.start()].chars().next_back()) && outside(folded[m.end()..].chars().next()))
            .collect();
        let inside = hits.iter().filter(|m| spans_folded.iter().any(|s| s.0 <= m.start() && m.end() <= s.1)).count();
        if !hits.is_empty() {
            counts.insert(term.to_owned(), json!({"count": hits.len(), "in_quotes": inside}));
        }
    }
    Some(json!({
        "whitespace_tokens": text.split_whitespace().count(), "bytes": text.len(), "quoted_spans": spans.len(),
        "counts": counts, "others": "all listed terms not shown have count 0",
    }))
}

fn quote_spans(case: &Case<'_>) -> Option<Value> {
    let text = text(case)?;
    let mut annotator = Annotator::new(AnnotateOptions { voice: true, ..AnnotateOptions::default() });
    let document = annotator.annotate(Document { text: text.clone(), ..Document::default() });
    let offset = |at: usize| text[..at].chars().count();
    let spans = quoted(&text);
    let described: Vec<Value> = spans.iter().map(|&span| describe(&document, span, &offset)).collect();
    let quoted_chars: usize = spans.iter().map(|s| offset(s.1) - offset(s.0)).sum();
    Some(json!({"chars": text.chars().count(), "quoted_chars": quoted_chars, "spans": described}))
}

/// What the library says about one quoted span.
fn describe(document: &Annotated, (start, end): (usize, usize), offset: &dyn Fn(usize) -> usize) -> Value {
    let overlap = |a: &&Attribution| !a.in_title && (a.content.0 as usize) < end && (a.content.1 as usize) > start;
    let length = |a: &&Attribution| a.content.1 - a.content.0;
    let found = document.attributions.iter().filter(overlap).min_by_key(length);
    let cue = found.and_then(|a| a.cue).map(|(from, to)| document.document.text[from as usize..to as usize].to_owned());
    let kind = found.map(|a| match (a.kind, a.source.or(a.cue)) {
        (AttributionKind::Direct, Some(source)) if source.0 as usize > start => "direct_after",
        (AttributionKind::Direct, _) => "direct_before",
        (AttributionKind::Indirect, _) => "indirect",
        _ => "partial",
    });
    let speaker = found.map(|a| a.speaker.as_str()).filter(|s| !s.is_empty());
    json!({"start": offset(start), "end": offset(end), "speaker": speaker, "cue": cue, "kind": kind})
}
