//! Fields of an Arrow schema and the columns under them.

use crate::span::Span;
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int32Array, ListArray, StringArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Fields};
use jiff::civil;
use serde::Serialize;
use std::sync::Arc;

pub(super) fn string(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

pub(super) fn optional(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

pub(super) fn number(name: &str) -> Field {
    Field::new(name, DataType::Int32, false)
}

pub(super) fn optional_number(name: &str) -> Field {
    Field::new(name, DataType::Int32, true)
}

pub(super) fn truth(name: &str) -> Field {
    Field::new(name, DataType::Boolean, false)
}

pub(super) fn day(name: &str) -> Field {
    Field::new(name, DataType::Date32, true)
}

pub(super) fn strings(name: &str) -> Field {
    Field::new_list(name, Field::new_list_field(DataType::Utf8, false), false)
}

pub(super) fn structs(name: &str, fields: Fields) -> Field {
    Field::new_list(name, Field::new_list_field(DataType::Struct(fields), false), false)
}

pub(super) fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}

/// Ids and words as the JSON has them.
pub(super) fn words(values: impl Iterator<Item = impl Serialize>) -> ArrayRef {
    let word = |value| match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None,
    };
    Arc::new(values.map(word).collect::<StringArray>())
}

pub(super) fn truths(values: impl Iterator<Item = bool>) -> ArrayRef {
    Arc::new(BooleanArray::from(values.collect::<Vec<bool>>()))
}

pub(super) fn numbers(values: impl Iterator<Item = usize>) -> ArrayRef {
    // The largest input has 2³⁰ bytes.
    Arc::new(values.map(|n| i32::try_from(n).unwrap_or(i32::MAX)).collect::<Int32Array>())
}

pub(super) fn optional_numbers(values: impl Iterator<Item = Option<u32>>) -> ArrayRef {
    Arc::new(values.map(|n| n.map(|n| i32::try_from(n).unwrap_or(i32::MAX))).collect::<Int32Array>())
}

pub(super) fn starts(spans: impl Iterator<Item = Span>) -> ArrayRef {
    numbers(spans.map(Span::from))
}

pub(super) fn ends(spans: impl Iterator<Item = Span>) -> ArrayRef {
    numbers(spans.map(Span::to))
}

pub(super) fn days(values: impl Iterator<Item = Option<civil::Date>>) -> ArrayRef {
    const EPOCH: civil::Date = civil::date(1970, 1, 1);
    Arc::new(values.map(|d| d.map(|d| (d.duration_since(EPOCH).as_hours() / 24) as i32)).collect::<Date32Array>())
}

pub(super) fn list_of_strings<'a>(
    lengths: impl Iterator<Item = usize>,
    values: impl Iterator<Item = &'a str>,
) -> Result<ArrayRef, ArrowError> {
    list_of(DataType::Utf8, lengths, texts(values.map(Some)))
}

pub(super) fn list(fields: Fields, lengths: impl Iterator<Item = usize>, columns: Vec<ArrayRef>) -> Result<ArrayRef, ArrowError> {
    let values = Arc::new(StructArray::try_new(fields.clone(), columns, None)?);
    list_of(DataType::Struct(fields), lengths, values)
}

/// Lists whose items are never null.
pub(super) fn list_of(item: DataType, lengths: impl Iterator<Item = usize>, values: ArrayRef) -> Result<ArrayRef, ArrowError> {
    let item = Arc::new(Field::new_list_field(item, false));
    Ok(Arc::new(ListArray::try_new(item, OffsetBuffer::from_lengths(lengths), values, None)?))
}
