//! Lines an outlet prints under many of its articles.
//!
//! In: the hashes of lines in the documents' features. Out: the lines that look like furniture the
//! cleaning did not know: the same line in several documents of one outlet.

use super::SurveyDocument;

/// Documents of one outlet that must hold the line.
const LEAST: usize = 5;
/// Thousandths of the outlet's documents that must.
const SHARE: usize = 20;

/// A line printed again and again by one outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedLine<'a> {
    /// The outlet.
    pub outlet: &'a str,
    /// Hash of the trimmed line.
    pub hash: u64,
    /// How many of its documents hold it.
    pub n_documents: usize,
    /// The documents of the outlet.
    pub of: usize,
    /// Index of the first document by id, to show the line from.
    pub example: usize,
}

impl RepeatedLine<'_> {
    /// Whether this is the line.
    pub fn is(&self, line: &str) -> bool {
        super::words::hash_str(line.trim()) == self.hash
    }
}

/// The lines that at least five documents and two per cent of an outlet's documents have, by outlet
/// and number of documents. Copies of one text count once.
pub fn repeated_lines<'a>(documents: &[SurveyDocument<'a>], duplicate_of: &[Option<usize>]) -> Vec<RepeatedLine<'a>> {
    let mut order: Vec<usize> = (0..documents.len()).filter(|&d| duplicate_of[d].is_none()).collect();
    order.sort_by_key(|&d| (documents[d].outlet, documents[d].id));
    let mut found = Vec::new();
    for outlet in order.chunk_by(|&a, &b| documents[a].outlet == documents[b].outlet) {
        let mut lines: Vec<(u64, usize)> = Vec::new();
        for (rank, &document) in outlet.iter().enumerate() {
            lines.extend(documents[document].features.lines.iter().map(|&hash| (hash, rank)));
        }
        lines.sort_unstable();
        for same in lines.chunk_by(|a, b| a.0 == b.0) {
            if same.len() >= LEAST && same.len() * 1000 >= SHARE * outlet.len() {
                let example = outlet[same[0].1];
                let (outlet_name, of) = (documents[example].outlet, outlet.len());
                found.push(RepeatedLine { outlet: outlet_name, hash: same[0].0, n_documents: same.len(), of, example });
            }
        }
    }
    found.sort_by_key(|line| (line.outlet, std::cmp::Reverse(line.n_documents), line.hash));
    found
}
