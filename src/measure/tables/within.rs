//! Balances within events: a row for every event and axis with hits, a column for every outlet. Most cells are
//! empty, so that the rows are sent one by one and never held.

use super::{Corpus, outlet_headers, table};
use crate::table::{Cell, ColumnKind, Table};

const KEYS: [&str; 2] = ["event_id", "axis"];

/// `axes_by_event.csv` without its rows.
pub fn axes_by_event(corpus: Corpus<'_>) -> Table {
    let mut matrix = table("axes_by_event", "Balance of each axis within each event, one column per outlet", &KEYS, Vec::new());
    outlet_headers(&mut matrix, &corpus.counts.outlets, ColumnKind::Number);
    matrix
}

/// The cells of `axes_by_event.csv` with hits.
#[derive(Default)]
pub struct WithinEvents(Vec<Within>);

/// Event and axis, outlet, and the balance where there is enough evidence.
pub(super) type Within = ((u32, usize), usize, Option<f64>);

impl WithinEvents {
    /// Sorts the cells by event and axis; those of one are given in the order of outlets.
    pub(super) fn new(mut cells: Vec<Within>) -> WithinEvents {
        cells.sort_by_key(|cell| cell.0);
        WithinEvents(cells)
    }

    /// Sends the rows, by event and axis.
    ///
    /// # Errors
    /// What the sink returns.
    pub fn rows<E>(&self, corpus: Corpus<'_>, sink: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let mut row = Vec::new();
        for of_row in self.0.chunk_by(|a, b| a.0 == b.0) {
            let (event, axis) = of_row[0].0;
            row.clear();
            row.extend([Cell::from(&corpus.legend.events[event as usize]), Cell::from(&corpus.legend.axes[axis].key)]);
            row.resize(KEYS.len() + corpus.counts.outlets.len(), Cell::Empty);
            of_row.iter().for_each(|&(_, outlet, balance)| row[KEYS.len() + outlet] = balance.into());
            sink(&row)?;
        }
        Ok(())
    }
}
