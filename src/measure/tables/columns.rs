//! Every column of every result table, described once; the codebook is made from this list.

use crate::table::ColumnKind::{self, Day, Flag, Id, Integer, Number, Text};
use crate::table::{Column, Table, Value};

type Row = (&'static str, ColumnKind, &'static str, &'static str, &'static str);

/// Name, kind, unit, meaning, what an empty cell means.
pub(crate) const COLUMNS: &[Row] = &[
    ("outlet_id", Id, "", "slug of the outlet, for joining tables", "no outlet was given"),
    ("outlet", Text, "", "the outlet's name: trimmed, NFC, invisible characters removed", "no outlet was given"),
    ("document_id", Id, "", "slug of the document, for joining tables", "concerns a whole file"),
    ("event_id", Text, "", "what documents report on together; `all` = the whole corpus", "no event is known"),
    ("date", Day, "", "day of publication", "not given, not readable, or its order cannot be told"),
    ("title", Text, "", "the headline", "none was found"),
    ("url", Text, "", "address as given", "none was given"),
    ("language", Text, "ISO 639-1", "language given or detected; `und` = the text does not tell", "never"),
    ("n_documents", Integer, "documents", "documents in the cell", "never"),
    ("n_outlets", Integer, "outlets", "outlets in the cell", "never"),
    ("n_sentences", Integer, "sentences", "sentences in scored zones", "never"),
    ("n_tokens", Integer, "words", "word tokens in scored zones (title, lead, body), in the cell's voice", "never"),
    ("n_tokens_own", Integer, "words", "word tokens the outlet narrates", "never"),
    ("n_tokens_reported", Integer, "words", "word tokens of clauses attributed to someone, in the outlet's wording", "never"),
    ("n_tokens_quoted", Integer, "words", "word tokens inside quotation marks, attributed or sentence-long", "never"),
    ("n_tokens_scare", Integer, "words", "word tokens of short quoted fragments nobody is credited with", "never"),
    ("first_date", Day, "", "earliest day in the cell", "no document is dated"),
    ("last_date", Day, "", "latest day in the cell", "no document is dated"),
    ("n_hits", Integer, "hits", "hits in scored zones that no longer hit suppresses", "never"),
    ("note", Text, "", "why a cell of the row is empty or needs care", "nothing to say"),
    (
        "duplicate_of",
        Id,
        "",
        "earliest document with the same text (word 5-shingle Jaccard at least .8)",
        "no other document has this text",
    ),
    ("file", Text, "", "file as named on the command line, `!` before a member of an archive", "never"),
    ("line", Integer, "", "1-based line on which the record starts", "the format has no lines"),
    ("text_sha256", Text, "", "SHA-256 of the text as read", "never"),
    (
        "label",
        Text,
        "",
        "what it is called: an event's most characteristic terms, or the words an outlet uses for an actor",
        "none",
    ),
    ("top_terms", Text, "", "terms that set the event's documents apart, most characteristic first", "none"),
    ("cohesion", Number, "0 to 1", "mean similarity of the event's documents to one another", "one document"),
    ("hit_id", Id, "", "document and position of the hit", "never"),
    ("zone", Text, "", "title, lead, body, caption or furniture", "never"),
    (
        "voice",
        Text,
        "",
        "own, reported, quoted or scare; `outlet` = the voices that count as the outlet's words; `all` = every voice",
        "never",
    ),
    ("speaker", Text, "", "who is credited, by the name the document settles on", "nobody is credited"),
    ("lexicon", Text, "", "name of the lexicon", "never"),
    (
        "axis",
        Text,
        "",
        "key of the axis or category; a category's hits include those of the categories below it, each place once",
        "never",
    ),
    ("pole", Text, "", "a, b, neutral, or category", "never"),
    ("entry", Text, "", "pattern as written in the lexicon", "never"),
    ("entry_line", Integer, "", "line of the entry in its lexicon file", "never"),
    ("text", Text, "", "the words themselves", "texts were left out (--no-text)"),
    ("char_start", Integer, "code points", "0-based start in the document's text (in its title where zone is title)", "never"),
    ("char_end", Integer, "code points", "end, exclusive", "never"),
    ("sentence", Integer, "", "number of the sentence in the document, from 1", "never"),
    ("left", Text, "", "the sentence before the hit", "the hit opens the sentence"),
    ("sentence_text", Text, "", "the whole sentence", "texts were left out (--no-text)"),
    ("right", Text, "", "the sentence after the hit", "the hit ends the sentence"),
    (
        "suppressed_by",
        Id,
        "",
        "why the hit is not counted: the longer hit that takes its place, `repeated-passage` (--duplicates) or `not-near` (--near)",
        "the hit counts",
    ),
    ("negated", Flag, "", "a negating or distancing word stands within three words before the hit; never flipped", "never"),
    ("quote_id", Id, "", "document and position of the attribution", "never"),
    ("kind", Text, "", "of an attribution: direct, mixed, indirect, scare; of a mention: how it names its entity", "never"),
    ("speaker_kind", Text, "", "person, organisation, unnamed or unknown", "never"),
    ("source_start", Integer, "code points", "start of the words that name the source", "no source is named"),
    ("source_end", Integer, "code points", "end, exclusive", "no source is named"),
    ("cue", Text, "", "the reporting word or phrase", "no cue"),
    ("cue_start", Integer, "code points", "start of the cue", "no cue"),
    ("cue_end", Integer, "code points", "end, exclusive", "no cue"),
    ("content_start", Integer, "code points", "start of what is said", "never"),
    ("content_end", Integer, "code points", "end, exclusive", "never"),
    ("mention_id", Id, "", "document and position of the mention", "never"),
    ("entity", Text, "", "the actor, by its most frequent name", "never"),
    ("n_a", Integer, "hits", "hits of pole a", "never"),
    ("n_b", Integer, "hits", "hits of pole b", "never"),
    ("n_neutral", Integer, "hits", "hits of neutral terms", "never"),
    ("n_documents_with", Integer, "documents", "documents with a hit of either pole (or of the category)", "never"),
    ("a_per_1000", Number, "per 1,000 words", "1000 n_a / n_tokens", "no words in the cell"),
    ("b_per_1000", Number, "per 1,000 words", "1000 n_b / n_tokens", "no words in the cell"),
    ("share_a", Number, "0 to 1", "n_a / (n_a + n_b)", "no hit of either pole"),
    ("balance", Number, "log odds", "ln((n_a + 0.5) / (n_b + 0.5)); positive leans to pole a", "below the evidence floor"),
    (
        "ci_low",
        Number,
        "as the estimate",
        "lower bound of the interval at the study's confidence",
        "too little evidence for an interval",
    ),
    (
        "ci_high",
        Number,
        "as the estimate",
        "upper bound of the interval at the study's confidence",
        "too little evidence for an interval",
    ),
    ("share_quoted", Number, "0 to 1", "share of the axis's hits that stand in quotation marks (quoted or scare)", "no hit"),
    ("n_negated", Integer, "hits", "hits with a negating or distancing word within three words before", "never"),
    ("top_entry", Text, "", "entry with most hits of the two poles", "no hit"),
    ("top_entry_share", Number, "0 to 1", "its share of the hits of the two poles", "no hit"),
    ("without_top_entry", Number, "log odds", "the balance without the top entry", "below the evidence floor"),
    (
        "leave_one_entry_low",
        Number,
        "log odds",
        "lowest balance when each entry of the two poles is left out in turn",
        "below the evidence floor",
    ),
    (
        "leave_one_entry_high",
        Number,
        "log odds",
        "highest balance when each entry of the two poles is left out in turn",
        "below the evidence floor",
    ),
    ("design_effect", Number, "ratio", "jackknife variance / naive variance: how bursty the hits are", "too little evidence"),
    ("per_1000", Number, "per 1,000 words", "1000 n / n_tokens", "no words in the cell"),
    ("n", Integer, "occurrences", "occurrences in the cell", "never"),
    ("term", Text, "", "the form that is counted: folded, or its stem", "never"),
    ("tf_idf", Number, "", "n x log10(documents / documents with the term), quanteda's convention", "never"),
    ("dispersion", Number, "0 to 1", "Gries's DP over the outlet's documents: 0 = even, 1 = in one place", "one document"),
    ("reference", Text, "", "what the outlet is compared with; `rest` = all other outlets together", "never"),
    ("n_reference", Integer, "occurrences", "occurrences in the reference", "never"),
    ("per_1000_reference", Number, "per 1,000 words", "rate in the reference", "no words in the reference"),
    ("log_ratio", Number, "log2", "log2 of the rate ratio with 0.5 added to counts and sizes (Walter)", "never"),
    (
        "lrc",
        Number,
        "log2",
        "bound of the log ratio's exact interval nearest to 0, Bonferroni over the table; 0 when it straddles 0 (Evert)",
        "never",
    ),
    (
        "z",
        Number,
        "",
        "difference of the rates over its standard error, clustered on documents (on events when they are known)",
        "the term is in too few documents to test",
    ),
    ("p", Number, "", "two-sided p", "too little evidence to test"),
    ("p_adjusted", Number, "", "p after Benjamini-Hochberg over the table", "too little evidence to test"),
    ("g2", Number, "", "signed log-likelihood, four cells; descriptive: tokens are not independent, so it is no test", "never"),
    (
        "weighted_log_odds_z",
        Number,
        "",
        "z of the weighted log-odds, pooled prior of 500 words, four-term variance; descriptive",
        "never",
    ),
    ("outlet_a", Id, "", "first outlet of the pair", "never"),
    ("outlet_b", Id, "", "second outlet, or `rest`", "never"),
    (
        "difference",
        Number,
        "log odds or log rate ratio",
        "of an axis: balance of a minus balance of b; of a category: ln of the rate ratio",
        "below the evidence floor",
    ),
    ("method", Text, "", "pooled, or within_event (Mantel-Haenszel over the events both cover)", "never"),
    ("n_events_shared", Integer, "events", "events both outlets cover", "events are not known"),
    ("q", Number, "", "Cochran's Q over the shared events", "fewer than two events with hits in both"),
    (
        "i_squared",
        Number,
        "0 to 1",
        "share of the variation between events that is not chance",
        "fewer than two events with hits in both",
    ),
    ("tau_squared", Number, "", "variance between events (DerSimonian-Laird)", "fewer than two events with hits in both"),
    ("n_quotes", Integer, "attributions", "attributions", "never"),
    ("n_tokens_attributed", Integer, "words", "words attributed", "never"),
    ("share", Number, "0 to 1", "share of the outlet's quoted words", "the outlet quotes nobody"),
    ("verb", Text, "", "dictionary form of the reporting word or phrase", "never"),
    ("class", Text, "", "neutral, factive, doubt or stance", "not classed"),
    ("other_document_id", Id, "", "the other document", "never"),
    ("other_outlet_id", Id, "", "its outlet", "no outlet was given"),
    ("n_tokens_shared", Integer, "words", "words of the passages both print", "never"),
    ("containment", Number, "0 to 1", "share of the shorter text's word 5-shingles that the other has", "never"),
    ("jaccard", Number, "0 to 1", "shared word 5-shingles over all word 5-shingles", "never"),
    ("agency", Text, "", "news agency credited in either text", "none is credited"),
    ("similarity", Number, "0 to 1", "similarity of two documents: terms, names, numbers and dates", "never"),
    ("shared_terms", Text, "", "what the two documents share, weightiest first", "nothing"),
    ("distance", Number, "0 to 1", "square root of the Jensen-Shannon divergence (log2) of the outlets' term profiles", "never"),
    ("x", Number, "", "first coordinate of the correspondence analysis of outlets by poles", "the map is refused: see note"),
    ("y", Number, "", "second coordinate", "the map is refused: see note"),
    ("x_se", Number, "", "bootstrap standard error of x, over documents", "one document"),
    ("y_se", Number, "", "bootstrap standard error of y, over documents", "one document"),
    ("inertia_x", Number, "0 to 1", "share of the differences the first coordinate shows", "the map is refused"),
    ("inertia_y", Number, "0 to 1", "share of the differences the second coordinate shows", "the map is refused"),
    ("period", Text, "", "day, ISO week or month", "never"),
    ("changepoint", Flag, "", "the balance before and from this period differs beyond chance", "too little evidence"),
    ("item", Text, "", "an actor, axis, number or term", "never"),
    ("n_outlets_with", Integer, "outlets", "outlets of the event that have the item", "never"),
    ("unit", Text, "", "what is counted, or date", "never"),
    ("value", Text, "", "what the first outlet gives", "never"),
    ("other_value", Text, "", "what the other outlet gives", "never"),
    ("item_kind", Text, "", "entity, axis, number, place or term", "never"),
    ("source", Text, "", "file the record was read from", "never"),
    ("record", Integer, "", "1-based record in the file", "concerns a whole file"),
    ("byte", Integer, "bytes", "offset in the file", "never"),
    ("code", Text, "", "reason code: framescope explain CODE", "never"),
    ("field", Text, "", "column or key concerned", "the whole record"),
    ("detail", Text, "", "what was found", "nothing more to say"),
    ("excerpt", Text, "", "a short piece of the raw record", "none"),
];

/// The column of this name; a name outside the list becomes a count per outlet, as in matrices.
pub(crate) fn column(name: &str) -> Column {
    match COLUMNS.iter().find(|c| c.0 == name) {
        Some(&(name, kind, unit, meaning, empty)) => Column { name: name.into(), kind, unit, meaning: meaning.into(), empty },
        None => outlet_column(name, Integer),
    }
}

/// Every column of the result tables that is not an outlet's.
pub fn described_columns() -> Vec<Column> {
    COLUMNS.iter().map(|c| column(c.0)).collect()
}

/// A matrix column: one outlet.
pub(crate) fn outlet_column(outlet: &str, kind: ColumnKind) -> Column {
    let (meaning, empty) = match kind {
        Integer => (format!("count in the outlet {outlet}"), "never"),
        Text => (format!("whether the outlet {outlet} has it"), "the outlet does not have it"),
        _ => (format!("balance of the outlet {outlet}"), "below the evidence floor; counts stand in the long table"),
    };
    Column { name: outlet.to_owned(), kind, unit: "", meaning, empty }
}

/// A table of these columns.
pub(crate) fn table(name: &str, title: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> Table {
    Table { name: name.into(), title: title.into(), columns: columns.iter().map(|c| column(c)).collect(), rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_described_once() {
        for (i, c) in COLUMNS.iter().enumerate() {
            assert!(!c.3.is_empty() && !c.4.is_empty(), "{}", c.0);
            assert!(COLUMNS[i + 1..].iter().all(|d| d.0 != c.0), "{} twice", c.0);
        }
    }
}
