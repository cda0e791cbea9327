//! Terms per outlet. Both tables are as long as the vocabulary times the outlets: they are sent row by
//! row and never held.

use super::keyness::dispersion;
use super::{Corpus, outlet_headers, rate, table};
use crate::table::{Cell, ColumnKind, Table};
use libm::log10;

/// Cells of the term matrix, at most: a spreadsheet opens no more than about a million rows, and no
/// reader looks at more columns.
const MATRIX_CELLS: usize = 4_000_000;

/// `terms.csv` and `terms_by_outlet.csv`, without their rows.
pub fn terms(corpus: Corpus<'_>) -> [Table; 2] {
    let columns = ["term", "outlet_id", "n", "n_documents", "per_1000", "tf_idf", "dispersion"];
    let long = table("terms", "How often each outlet uses each term in its own words", &columns, Vec::new());
    let mut matrix = table("terms_by_outlet", "Terms, most frequent first, one count column per outlet", &["term"], Vec::new());
    outlet_headers(&mut matrix, &corpus.counts.outlets, ColumnKind::Integer);
    [long, matrix]
}

/// Where the terms of the outlets stand in the fold, term by term.
pub struct ByTerm<'a> {
    corpus: Corpus<'a>,
    /// First place of each term; one more than there are terms.
    starts: Vec<usize>,
    /// Outlet and place in its list.
    places: Vec<(u32, u32)>,
}

impl<'a> ByTerm<'a> {
    /// Sorts the places by term, each term's by outlet.
    pub fn new(corpus: Corpus<'a>) -> ByTerm<'a> {
        let counts = corpus.counts;
        let mut starts = vec![0; counts.terms.len() + 1];
        counts.by_outlet.iter().flatten().for_each(|t| starts[t.term as usize + 1] += 1);
        for term in 0..counts.terms.len() {
            starts[term + 1] += starts[term];
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0); next.last().copied().unwrap_or(0)];
        for (outlet, terms) in counts.by_outlet.iter().enumerate() {
            for (place, t) in terms.iter().enumerate() {
                let next = &mut next[t.term as usize];
                places[*next] = (outlet as u32, place as u32);
                *next += 1;
            }
        }
        ByTerm { corpus, starts, places }
    }

    fn of(&self, term: usize) -> &[(u32, u32)] {
        &self.places[self.starts[term]..self.starts[term + 1]]
    }

    /// Sends the rows of `terms.csv`, by term and outlet.
    ///
    /// # Errors
    /// What the sink returns.
    pub fn long<E>(&self, sink: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let counts = self.corpus.counts;
        let n_documents = counts.documents.len() as f64;
        for (term, form) in counts.terms.iter().enumerate() {
            let idf = log10(n_documents / f64::from(counts.term_documents[term]));
            for &(outlet, place) in self.of(term) {
                let (t, outlet) = (&counts.by_outlet[outlet as usize][place as usize], &counts.outlets[outlet as usize]);
                sink(&[
                    Cell::from(form),
                    Cell::from(&outlet.id),
                    t.n.into(),
                    t.n_documents.into(),
                    rate(self.corpus, u64::from(t.n), outlet.sum_n).into(),
                    (f64::from(t.n) * idf).into(),
                    dispersion(outlet, t).into(),
                ])?;
            }
        }
        Ok(())
    }

    /// Sends the rows of `terms_by_outlet.csv`, the most frequent terms first.
    ///
    /// # Errors
    /// What the sink returns.
    pub fn matrix<E>(&self, sink: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let counts = self.corpus.counts;
        let n = |&(outlet, place): &(u32, u32)| counts.by_outlet[outlet as usize][place as usize].n;
        let total = |term: usize| self.of(term).iter().map(|p| u64::from(n(p))).sum::<u64>();
        let mut order: Vec<(std::cmp::Reverse<u64>, usize)> =
            (0..counts.terms.len()).map(|term| (std::cmp::Reverse(total(term)), term)).collect();
        order.sort_unstable();
        order.truncate(MATRIX_CELLS / counts.outlets.len().max(1));
        let mut row = vec![Cell::Empty; counts.outlets.len() + 1];
        for (_, term) in order {
            row.fill(Cell::Integer(0));
            row[0] = Cell::from(&counts.terms[term]);
            self.of(term).iter().for_each(|p| row[p.0 as usize + 1] = n(p).into());
            sink(&row)?;
        }
        Ok(())
    }
}
