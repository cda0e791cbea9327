//! Reads Parquet and Arrow IPC files, batch by batch.
//!
//! In: a file of columns. Out: one record per row; cells of text, numbers, days and times as text, and
//! an empty cell for what is none of these. Other columns than those of the document are not decoded.

use super::columns::{Map, Role};
use super::delimited::{decide_columns, needed};
use super::intake::{Fields, Intake, Place};
use super::item::{Fault, Halt};
use super::source::Source;
use super::{Format, Reader, codes};
use crate::corpus::Date;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Date64Type, Float64Type, Int32Type, Int64Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema, TimeUnit};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::borrow::Cow;
use std::fs::File;
use std::io::{Seek, SeekFrom};

/// Rows decoded at once.
const BATCH: usize = 256;

/// Reads Parquet.
pub(crate) struct Parquet;

impl Reader for Parquet {
    fn format(&self) -> Format {
        Format::Parquet
    }

    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let builder = ParquetRecordBatchReaderBuilder::try_new(file(source, intake)?).map_err(|e| damaged(&e))?;
        let map = columns(builder.schema(), intake)?;
        let wanted: Vec<usize> = map.found().map(|(_, column)| column).collect();
        let mask = ProjectionMask::roots(builder.parquet_schema(), wanted.iter().copied());
        let batches = builder.with_projection(mask).with_batch_size(BATCH).build().map_err(|e| damaged(&e))?;
        for batch in batches {
            take(&batch.map_err(|e| damaged(&e))?, intake)?;
        }
        Ok(())
    }
}

/// Reads Arrow IPC, files and streams.
pub(crate) struct Arrow;

impl Reader for Arrow {
    fn format(&self) -> Format {
        Format::Arrow
    }

    fn read(&self, source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<(), Halt> {
        let mut file = file(source, intake)?;
        match arrow_ipc::reader::FileReader::try_new(&file, None) {
            Ok(reader) => {
                columns(&reader.schema(), intake)?;
                batches(reader, intake)
            }
            Err(_) => {
                file.seek(SeekFrom::Start(0)).map_err(super::source::fault)?;
                let reader =
                    arrow_ipc::reader::StreamReader::try_new(std::io::BufReader::new(&file), None).map_err(|e| damaged(&e))?;
                columns(&reader.schema(), intake)?;
                batches(reader, intake)
            }
        }
    }
}

fn batches(
    all: impl Iterator<Item = Result<RecordBatch, arrow_schema::ArrowError>>,
    intake: &mut Intake<'_>,
) -> Result<(), Halt> {
    for batch in all {
        take(&batch.map_err(|e| damaged(&e))?, intake)?;
    }
    Ok(())
}

/// The file itself: columns are read at any place, so a pipe or an archive member will not do.
fn file(source: &mut Source<'_>, intake: &Intake<'_>) -> Result<File, Fault> {
    match source.seekable(intake.options.limits.memory_bytes)? {
        super::Seekable::File(file) => {
            let mut file = file.try_clone().map_err(super::source::fault)?;
            file.seek(SeekFrom::Start(0)).map_err(super::source::fault)?;
            Ok(file)
        }
        super::Seekable::Memory(_) => {
            Err(Fault::new(&codes::UNSUPPORTED_FORMAT, "is a file of columns within a pipe or an archive")
                .remedy("Give the file itself."))
        }
    }
}

fn damaged(error: &dyn std::error::Error) -> Fault {
    Fault::new(&codes::CORRUPT, format!("is damaged: {error}"))
}

/// Which column is what.
fn columns(schema: &Schema, intake: &mut Intake<'_>) -> Result<Map, Halt> {
    let header: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
    let map = intake.columns.map(&header, &needed(intake))?;
    decide_columns(intake, &map, &header)?;
    Ok(map)
}

/// Takes the rows of a batch.
fn take(batch: &RecordBatch, intake: &mut Intake<'_>) -> Result<(), Halt> {
    let header: Vec<String> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
    let map = intake.columns.map(&header, &[])?;
    let columns: Vec<(Role, &ArrayRef)> = map.found().map(|(role, column)| (role, batch.column(column))).collect();
    for row in 0..batch.num_rows() {
        let mut fields = Fields::default();
        for (role, column) in &columns {
            if let Some(text) = cell(column, row) {
                fields.set(*role, text);
            }
        }
        let place = Place { line: intake.records() + 1, byte: 0 };
        let raw: Vec<&str> = columns.iter().map(|(role, _)| fields.get(*role)).collect();
        let raw = raw.join("\t").into_bytes();
        intake.record(fields, place, &raw)?;
    }
    Ok(())
}

/// A cell as text; `None` when it is empty.
fn cell(column: &ArrayRef, row: usize) -> Option<Cow<'_, str>> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => Cow::Borrowed(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Cow::Borrowed(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Cow::Borrowed(column.as_string_view().value(row)),
        DataType::Int32 => Cow::Owned(column.as_primitive::<Int32Type>().value(row).to_string()),
        DataType::Int64 => Cow::Owned(column.as_primitive::<Int64Type>().value(row).to_string()),
        DataType::UInt32 => Cow::Owned(column.as_primitive::<UInt32Type>().value(row).to_string()),
        DataType::UInt64 => Cow::Owned(column.as_primitive::<UInt64Type>().value(row).to_string()),
        DataType::Float64 => Cow::Owned(column.as_primitive::<Float64Type>().value(row).to_string()),
        DataType::Date32 => Cow::Owned(day(i64::from(column.as_primitive::<Date32Type>().value(row)))?),
        DataType::Date64 => Cow::Owned(day(column.as_primitive::<Date64Type>().value(row).div_euclid(86_400_000))?),
        DataType::Timestamp(unit, _) => Cow::Owned(day(timestamp(column, *unit, row))?),
        DataType::Dictionary(..) => {
            let dictionary = column.as_any_dictionary_opt()?;
            let key = *dictionary.normalized_keys().get(row)?;
            Cow::Owned(cell(dictionary.values(), key)?.into_owned())
        }
        _ => return None,
    })
}

/// Days since 1970 of a time.
fn timestamp(column: &ArrayRef, unit: TimeUnit, row: usize) -> i64 {
    use arrow_array::types::{TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType};
    match unit {
        TimeUnit::Second => column.as_primitive::<TimestampSecondType>().value(row).div_euclid(86_400),
        TimeUnit::Millisecond => column.as_primitive::<TimestampMillisecondType>().value(row).div_euclid(86_400_000),
        TimeUnit::Microsecond => column.as_primitive::<TimestampMicrosecondType>().value(row).div_euclid(86_400_000_000),
        TimeUnit::Nanosecond => column.as_primitive::<TimestampNanosecondType>().value(row).div_euclid(86_400_000_000_000),
    }
}

/// The ISO day that many days after 1 January 1970.
fn day(days: i64) -> Option<String> {
    let origin = Date::new(1970, 1, 1)?.day_number();
    super::dates::day_of(origin.checked_add(days)?).map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Item, ReadOptions, read};
    use arrow_array::{Int64Array, StringArray, TimestampMillisecondArray};
    use std::ops::ControlFlow;
    use std::path::Path;
    use std::sync::Arc;

    fn batch() -> RecordBatch {
        let columns: [(&str, ArrayRef); 5] = [
            ("id", Arc::new(Int64Array::from(vec![9_007_199_254_740_993, 2]))),
            ("outlet", Arc::new(StringArray::from(vec!["A", "B"]))),
            ("date", Arc::new(TimestampMillisecondArray::from(vec![Some(1_662_768_000_000), None]))),
            ("unused", Arc::new(Int64Array::from(vec![1, 2]))),
            ("text", Arc::new(StringArray::from(vec![Some("one"), None]))),
        ];
        RecordBatch::try_from_iter(columns).unwrap()
    }

    fn check(path: &Path) {
        let (mut documents, mut codes) = (Vec::new(), Vec::new());
        read(&[path.to_owned()], &ReadOptions::default(), &mut |item| {
            match item {
                Item::Document(document) => documents.push(document),
                Item::Reject(rejected) => codes.push(rejected.reject.code),
                Item::FileFault(fault) => codes.push(fault.problem.what),
                _ => {}
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(codes, ["missing-field"]);
        let document = &documents[0];
        let shown = (document.id.as_str(), document.outlet.as_str(), document.date.map(|d| d.to_string()));
        assert_eq!(shown, ("9007199254740993", "A", Some("2022-09-10".to_owned())));
    }

    #[test]
    fn columns_give_records_with_identifiers_and_days_as_text() {
        let dir = tempfile::tempdir().unwrap();
        let batch = batch();
        let path = dir.path().join("a.parquet");
        let mut writer = parquet::arrow::ArrowWriter::try_new(File::create(&path).unwrap(), batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        check(&path);
        let path = dir.path().join("a.arrow");
        let mut writer = arrow_ipc::writer::FileWriter::try_new(File::create(&path).unwrap(), &batch.schema()).unwrap();
        writer.write(&batch).unwrap();
        writer.finish().unwrap();
        drop(writer);
        check(&path);
        let path = dir.path().join("b.arrow");
        let mut writer = arrow_ipc::writer::StreamWriter::try_new(File::create(&path).unwrap(), &batch.schema()).unwrap();
        writer.write(&batch).unwrap();
        writer.finish().unwrap();
        drop(writer);
        check(&path);
    }
}
