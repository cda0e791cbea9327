//! The registry of reason codes: every module's list, and what a reject says on the terminal.

use super::partial::Partial;
use crate::corpus::{Code, Problem, Reject};
use crate::{lexicon, read, write};

/// Codes of the study and of whole runs.
pub const CODES: &[Code] = &[
    Code {
        name: "duplicate-id",
        meaning: "Two records have the same identifier; the first is kept.",
        cause: "The same export was joined twice, or the id column is not unique.",
        remedy: "Remove the copy, or name another column with --id.",
    },
    Code {
        name: "empty-text",
        meaning: "A record has no word in title or text.",
        cause: "The text column is empty, or holds only punctuation or invisible characters.",
        remedy: "Check which column holds the article: --text COLUMN.",
    },
    Code {
        name: "ambiguous-date",
        meaning: "Dates like 03/04/2022 were left empty.",
        cause: "No row of the file shows whether the day or the month comes first, or rows contradict one another.",
        remedy: "Give --date-format dmy or mdy.",
    },
    Code {
        name: "no-hits",
        meaning: "No entry of any lexicon was found.",
        cause: "The lexicon is for another language or topic, or the text column is not the article.",
        remedy: "framescope lexicon check LEXICON shows what each entry matches.",
    },
    Code {
        name: "axis-without-hits",
        meaning: "Some axes or categories found nothing.",
        cause: "The corpus does not speak of them.",
        remedy: "Nothing to do; their counts are zero.",
    },
    Code {
        name: "one-vs-rest",
        meaning: "With many outlets each is compared with all others together.",
        cause: "More than 20 outlets make too many pairs.",
        remedy: "Compare fewer outlets in one study to see every pair.",
    },
    Code {
        name: "one-outlet",
        meaning: "There is nothing to compare the outlet with.",
        cause: "All documents are of one outlet, or the outlet column was not found.",
        remedy: "Read more outlets, or name the column: --outlet COLUMN.",
    },
    Code {
        name: "too-many-outlets",
        meaning: "A table of pairs of outlets, or a scale of outlets, was not made.",
        cause: "Each outlet is compared with each other: beyond 500 there are too many pairs to compute or to read.",
        remedy: "Study fewer outlets, or group them by another column: --outlet COLUMN.",
    },
    Code {
        name: "no-rows",
        meaning: "A table the study asks for has no rows.",
        cause: "The corpus lacks what the table is made of. The note names it.",
        remedy: "Read more articles, or leave the table out of the study.",
    },
    Code {
        name: "hangs-on-entry",
        meaning: "Without one entry of the lexicon two outlets change places, or one has too few hits to be placed.",
        cause: "One word carries the axis. The note names the words, those with most hits first.",
        remedy: "Read that word's passages (framescope explain), and report the comparison as one of this word.",
    },
    Code {
        name: "hangs-on-event",
        meaning: "Without one event two outlets change places, or one has too few hits to be placed.",
        cause: "One story carries the comparison. The note names the events, those with most hits first.",
        remedy: "Compare within events (method within_event), or say which event the result is about.",
    },
    Code {
        name: "below-floor",
        meaning: "Too few hits or documents for a score; the counts are shown.",
        cause: "The outlet uses these words in too few documents.",
        remedy: "Quote the counts, or gather more articles; the floor is set in the study (framescope schema study).",
    },
    Code {
        name: "one-unit",
        meaning: "A score without an interval.",
        cause: "All words come from one document or one event, so nothing shows how much chance moves the score.",
        remedy: "Gather more articles.",
    },
    Code {
        name: "wide",
        meaning: "The interval is a rough guide.",
        cause: "Fewer than 20 documents have hits.",
        remedy: "Read the passages; do not rest a claim on this interval alone.",
    },
    Code {
        name: "no-shared-event",
        meaning: "Two outlets cannot be compared within events.",
        cause: "In no event do both outlets and both wordings occur.",
        remedy: "Use the pooled comparison, and say that the outlets report on different events.",
    },
    Code {
        name: "pooling-flips-sign",
        meaning: "Within events the difference points the other way than over all articles (Simpson's paradox).",
        cause: "The outlets report on different events, which call for different words.",
        remedy: "Believe the comparison within events.",
    },
    Code {
        name: "p-and-interval-disagree",
        meaning: "One of p and interval calls the two outlets different, the other does not.",
        cause: "p comes from exchanging labels, the interval from how much articles or events vary; with little evidence, or a few articles that hold most hits, they differ.",
        remedy: "Take the difference as open; read the passages, or gather more articles.",
    },
    Code {
        name: "no-words",
        meaning: "A rate cannot be given.",
        cause: "The outlet has no words in this voice.",
        remedy: "Nothing to do.",
    },
    Code {
        name: "no-dates",
        meaning: "No document has a date.",
        cause: "There is no date column, or none of its cells is a date.",
        remedy: "Name the column with --date.",
    },
    Code {
        name: "unknown-key",
        meaning: "The study file has a key framescope does not know.",
        cause: "A slip of the finger, or a key of another release.",
        remedy: "See framescope schema study.",
    },
    Code {
        name: "bad-value",
        meaning: "A setting has a value of the wrong type.",
        cause: "Quotes around a number, or none around a text.",
        remedy: "See framescope schema study.",
    },
    Code {
        name: "out-of-range",
        meaning: "A setting's value is outside what it accepts.",
        cause: "A per cent written as a whole number, or a negative count.",
        remedy: "See framescope schema study.",
    },
    Code {
        name: "bad-toml",
        meaning: "The study file is not TOML.",
        cause: "JSON or YAML under a .toml name, or an unclosed quote.",
        remedy: "framescope init writes a file to start from.",
    },
    Code {
        name: "unsupported-version",
        meaning: "The study was written for a newer release.",
        cause: "It was made on another machine.",
        remedy: "Install that release.",
    },
    Code {
        name: "refused",
        meaning: "The map was not drawn.",
        cause: "Fewer than 4 outlets or 50 hits, or outlets that do not differ in two directions.",
        remedy: "Read more outlets; poles_by_outlet.csv has the counts.",
    },
    Code {
        name: "few-words",
        meaning: "Fewer than 5,000 words of an outlet: most of a distance is chance; fewer than 100,000 of all: neighbours are.",
        cause: "Few or short articles.",
        remedy: "Read more articles of the outlet, or leave it out of the map of distances.",
    },
    Code {
        name: "few-seeds",
        meaning: "An axis has no scale or no neighbours made from its words.",
        cause: "Too few single-word entries of its poles occur, or they are rare.",
        remedy: "Add single-word entries to both poles, or read more articles.",
    },
    Code {
        name: "few-documents",
        meaning: "A scale made of all words needs more documents than were read.",
        cause: "Below 100 documents none is made; below 1,000 the words at its ends are mostly the topics of the corpus.",
        remedy: "Read more articles; look at the words at both ends before believing the outlets' places.",
    },
    Code {
        name: "too-few-documents",
        meaning: "The term stands in fewer than 6 documents of both sides together and was not tested.",
        cause: "It is rare, or a single story's.",
        remedy: "Nothing to do: the counts and descriptive columns stand.",
    },
    Code {
        name: "repeated-passage",
        meaning: "The hit stands in a passage that other documents print too, and is not counted.",
        cause: "--duplicates once counts it in the first document that prints it, --duplicates drop in none.",
        remedy: "duplicates.csv names the documents; --duplicates report counts every passage where it stands.",
    },
    Code {
        name: "not-near",
        meaning: "The hit's sentence does not mention the entity, and is not counted.",
        cause: "The study counts only near an entity (--near).",
        remedy: "mentions.csv has every mention that was found.",
    },
    Code {
        name: "near-without-actors",
        meaning: "The study counts only near an entity, and does not look for entities.",
        cause: "--near and --no-voice were given together.",
        remedy: "Leave one of the two out.",
    },
    Code {
        name: "near-nobody",
        meaning: "No text mentions an entity the study counts near; nothing is counted for it.",
        cause: "The name is spelled otherwise in the texts.",
        remedy: "Take the name from the column entity of mentions.csv, or join spellings under [entities.merge].",
    },
    Code {
        name: "unknown-lexicon",
        meaning: "No lexicon of this name or path.",
        cause: "A slip of the finger, or a path relative to another folder.",
        remedy: "framescope lexicon list names the embedded ones.",
    },
    Code {
        name: "no-documents",
        meaning: "Nothing could be counted.",
        cause: "Every record was rejected, or the input is empty.",
        remedy: "framescope check INPUT shows every decision.",
    },
];

/// Every code of every module, by name.
pub fn codes() -> Vec<&'static Code> {
    let mut all: Vec<&Code> = CODES
        .iter()
        .chain(read::CODES.iter().copied())
        .chain(lexicon::CODES)
        .chain(write::CODES)
        .chain(crate::annotate::CODES)
        .collect();
    all.sort_by_key(|c| c.name);
    all.dedup_by_key(|c| c.name);
    all
}

/// What a reject says on the terminal.
pub fn reject_problem(reject: &Reject) -> Problem {
    let code = codes().into_iter().find(|c| c.name == reject.code);
    let meaning = code.map_or("A record was left out.", |c| c.meaning);
    let detail = if reject.detail.is_empty() { String::new() } else { format!(" ({})", reject.detail) };
    Problem::error(code.map_or("rejected", |c| c.name), format!("{}{detail}", meaning.trim_end_matches('.')))
        .at(&reject.origin.file, reject.origin.line)
        .showing(&reject.excerpt, (0, 0), "")
        .because(code.map_or("", |c| c.cause))
        .remedy(code.map_or("See rejects.csv.", |c| c.remedy))
}

/// What is told of everything left out: in full what the reader said of it, the rest from its row.
pub fn faults(partial: &Partial, rejects: &[Reject]) -> Vec<Problem> {
    let read = partial.problems();
    let later = rejects.iter().filter(|r| read.iter().all(|p| p.code != r.code)).map(reject_problem);
    read.iter().cloned().chain(later).collect()
}

/// What is told when nothing can be counted.
pub fn no_documents(rejects: &[Reject]) -> Problem {
    let what = format!("no usable document: {} records were rejected", rejects.len());
    Problem::error("no-documents", what).remedy("See the reasons above; framescope check INPUT shows every decision.")
}
