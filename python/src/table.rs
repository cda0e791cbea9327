//! Tables of a result folder as Arrow, typed by its data package.

use crate::fault::raised;
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use framescope::table::{self, Column, ColumnKind, Value};
use framescope::write;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDate, PyDict, PyList};
use pyo3_arrow::PyTable;
use std::path::PathBuf;
use std::sync::Arc;

/// Days from 0001-01-01, day 0 of our calendar, to 1970-01-01, day 0 of Arrow's.
const EPOCH: i64 = 719_162;

/// A table of a result folder. Anything that reads the Arrow PyCapsule interface takes it over.
#[pyclass(frozen, module = "framescope")]
pub(crate) struct Table {
    table: table::Table,
    schema: SchemaRef,
    batch: RecordBatch,
}

#[pymethods]
impl Table {
    /// The table's name: the file's without its extension.
    #[getter]
    fn name(&self) -> &str {
        &self.table.name
    }

    /// Column by name to its type: string, integer, number, date or boolean.
    #[getter]
    fn types<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let types = PyDict::new(py);
        self.table.columns.iter().try_for_each(|c| types.set_item(&c.name, kind(c.kind)))?;
        Ok(types)
    }

    /// Column by name to what it means.
    #[getter]
    fn meanings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let meanings = PyDict::new(py);
        self.table.columns.iter().try_for_each(|c| meanings.set_item(&c.name, &c.meaning))?;
        Ok(meanings)
    }

    /// Column by name to its values; `None` where there is none.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for (n, column) in self.table.columns.iter().enumerate() {
            let values: Vec<_> = self.table.rows.iter().map(|r| to_python(py, &r[n])).collect::<PyResult<_>>()?;
            columns.set_item(&column.name, PyList::new(py, values)?)?;
        }
        Ok(columns)
    }

    fn __len__(&self) -> usize {
        self.table.rows.len()
    }

    fn __repr__(&self) -> String {
        format!("<framescope.Table {}: {} rows, {} columns>", self.table.name, self.table.rows.len(), self.table.columns.len())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.arrow(py)?.call_method0("__arrow_c_schema__")
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.arrow(py)?.call_method1("__arrow_c_stream__", (requested_schema,))
    }
}

impl Table {
    fn arrow<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        PyTable::try_new(vec![self.batch.clone()], Arc::clone(&self.schema))?.into_bound_py_any(py)
    }
}

/// A table of a result folder.
#[pyfunction]
pub(crate) fn read_table(py: Python<'_>, folder: PathBuf, name: &str) -> PyResult<Table> {
    let table = py.detach(|| write::read_table(&folder, name)).map_err(|problem| raised(py, &[problem]))?;
    let fields: Vec<Field> = table.columns.iter().map(|c| Field::new(&c.name, data_type(c.kind), true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let arrays: Vec<ArrayRef> = table.columns.iter().enumerate().map(|(n, c)| array(&table, n, c)).collect();
    let batch =
        RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(|e| PyValueError::new_err(format!("table {name}: {e}")))?;
    Ok(Table { table, schema, batch })
}

/// The names of the tables in a result folder, sorted.
#[pyfunction]
pub(crate) fn table_names(folder: PathBuf) -> Vec<String> {
    write::tables_in(&folder)
}

fn kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text | ColumnKind::Id => "string",
        ColumnKind::Integer => "integer",
        ColumnKind::Number => "number",
        ColumnKind::Day => "date",
        ColumnKind::Flag => "boolean",
    }
}

fn data_type(kind: ColumnKind) -> DataType {
    match kind {
        ColumnKind::Text | ColumnKind::Id => DataType::Utf8,
        ColumnKind::Integer => DataType::Int64,
        ColumnKind::Number => DataType::Float64,
        ColumnKind::Day => DataType::Date32,
        ColumnKind::Flag => DataType::Boolean,
    }
}

/// A column's cells; a cell that is not of the column's type is missing.
fn array(table: &table::Table, n: usize, column: &Column) -> ArrayRef {
    let cells = table.rows.iter().map(|r| &r[n]);
    match column.kind {
        ColumnKind::Text | ColumnKind::Id => Arc::new(StringArray::from_iter(cells.map(|v| match v {
            Value::Text(s) => Some(s.as_str()),
            _ => None,
        }))),
        ColumnKind::Integer => Arc::new(Int64Array::from_iter(cells.map(|v| match v {
            Value::Integer(i) => Some(*i),
            _ => None,
        }))),
        ColumnKind::Number => Arc::new(Float64Array::from_iter(cells.map(|v| match v {
            Value::Number(x) => Some(*x),
            _ => None,
        }))),
        ColumnKind::Day => Arc::new(Date32Array::from_iter(cells.map(|v| match v {
            Value::Day(d) => i32::try_from(d.day_number() - EPOCH).ok(),
            _ => None,
        }))),
        ColumnKind::Flag => Arc::new(BooleanArray::from_iter(cells.map(|v| match v {
            Value::Flag(b) => Some(*b),
            _ => None,
        }))),
    }
}

fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Empty => Ok(py.None().into_bound(py)),
        Value::Text(s) => s.into_bound_py_any(py),
        Value::Integer(i) => i.into_bound_py_any(py),
        Value::Number(x) => x.into_bound_py_any(py),
        Value::Day(d) => PyDate::new(py, i32::from(d.year), d.month, d.day)?.into_bound_py_any(py),
        Value::Flag(b) => b.into_bound_py_any(py),
    }
}
