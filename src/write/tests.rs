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

/// An output that fails after some bytes.
struct Full(usize);

impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
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
        assert!(w.write(&sample(), &mut Full(10)).is_err(), "{}", w.name());
    }
}
