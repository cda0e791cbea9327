use super::*;
use crate::corpus::Date;
use crate::table::{Column, ColumnKind, Value};

pub(super) fn column(name: &str, kind: ColumnKind) -> Column {
    Column { name: name.to_owned(), kind, unit: "", meaning: format!("the {name}"), empty: "" }
}

pub(super) fn table(name: &str, columns: Vec<Column>, rows: Vec<Vec<Value>>) -> Table {
    Table { name: name.to_owned(), title: format!("About {name}."), columns, rows }
}

/// Every kind of column and cell, with text that no format may take as its own.
pub(super) fn sample() -> Table {
    use ColumnKind::*;
    let kinds = [("outlet_id", Id), ("outlet", Text), ("n", Integer), ("balance", Number), ("first_date", Day), ("ok", Flag)];
    table(
        "sample",
        kinds.map(|(n, k)| column(n, k)).to_vec(),
        vec![
            vec!["alpha".into(), "=Alpha <b>".into(), 3u64.into(), (-0.5).into(), Date::new(2022, 9, 10).into(), true.into()],
            vec!["beta".into(), "الجزيرة".into(), 0u64.into(), Value::Empty, Value::Empty, false.into()],
        ],
    )
}

/// An output that fails after some bytes, and how often it was written to after that.
pub(super) struct Full {
    room: usize,
    failures: usize,
}

impl Full {
    /// An output with room for so many bytes.
    pub(super) fn new(room: usize) -> Full {
        Full { room, failures: 0 }
    }
}

impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.room.checked_sub(bytes.len()).filter(|_| self.failures == 0);
        self.failures += usize::from(room.is_none());
        self.room = room.ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn writers_have_distinct_names_and_write() {
    let names: std::collections::BTreeSet<_> = WRITERS.iter().map(|w| w.name()).collect();
    assert_eq!(names.len(), WRITERS.len());
    for w in WRITERS {
        assert!(writer(w.name()).is_some() && !w.about().is_empty() && !w.extension().is_empty());
        let (mut a, mut b) = (Vec::new(), Vec::new());
        w.write(&sample(), &mut a).unwrap();
        w.write(&sample(), &mut b).unwrap();
        assert!(!a.is_empty() && a == b, "{}", w.name());
    }
}

#[test]
fn a_full_output_is_an_error_in_every_format() {
    for w in WRITERS {
        let mut whole = Vec::new();
        w.write(&sample(), &mut whole).unwrap();
        for room in [0, 10, whole.len() / 4, whole.len() / 2, whole.len() - 1] {
            let mut full = Full::new(room);
            assert!(w.write(&sample(), &mut full).is_err(), "{} {room}", w.name());
            // The csv crate tries once more when it is dropped, and says nothing; the zip crate would.
            assert!(full.failures == 1 || w.name() != "xlsx", "{room}: written to after its failure");
        }
    }
}
