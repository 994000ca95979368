//! Tasks as Parquet: a row a task, what belongs to it nested. [`schema`] and [`batch`] are Arrow's own and serve other
//! code as well.
//!
//! | column | type |
//! |---|---|
//! | `path`, `sha256`, `title`, `kind`, `document_number` | string |
//! | `issuers` | list of string |
//! | `issued_on` | date32 |
//! | `id`, `node`, `part`, `ordinal`, `text` | string |
//! | `section` | list of string |
//! | `span_start`, `span_end` | int32: scalar values of the source text |
//! | `line` | int32, from 1 |
//! | `assignments` | list of struct: `department`, `canonical`, `role`, `leads`, `collective`, `basis`, `span_start`, `span_end` |
//! | `targets` | list of struct: `id`, `text`, `indicator`, `comparator`, `value`, `value_high` (exact decimals as strings), `unit`, `change`, `baseline` (EDTF), `by` (date32), `span_start`, `span_end` |
//! | `deadlines` | list of struct: `id`, `text`, `edtf`, `earliest`, `latest` (date32), `relation`, `recurrence` (RRULE), `inferred`, `span_start`, `span_end` |
//!
//! Words such as those of `role` are those of the JSON. Compressed with Zstandard; a row group of at most [`GROUP`] rows
//! is held in memory, and the file is a temporary one until it is whole.

use super::ledger::{Entries, first_day, last_day};
use super::{Document, Writer};
use crate::language::Language;
use crate::model::{Assignment, Date, Target, Text};
use crate::span::Span;
use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int32Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use jiff::civil;
use serde::Serialize;
use std::fs::File;
use std::io::{self, Seek, Write};
use std::sync::Arc;

/// How many rows a row group holds.
pub const GROUP: usize = 1 << 14;

fn string(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

fn optional(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Int32, false)
}

fn truth(name: &str) -> Field {
    Field::new(name, DataType::Boolean, false)
}

fn day(name: &str) -> Field {
    Field::new(name, DataType::Date32, true)
}

fn strings(name: &str) -> Field {
    Field::new_list(name, Field::new_list_field(DataType::Utf8, false), false)
}

fn structs(name: &str, fields: Fields) -> Field {
    Field::new_list(name, Field::new_list_field(DataType::Struct(fields), false), false)
}

fn assignment() -> Fields {
    let fields = [string("department"), optional("canonical"), string("role"), truth("leads"), truth("collective"), string("basis")];
    fields.into_iter().chain([number("span_start"), number("span_end")]).collect()
}

fn target() -> Fields {
    let words = [string("id"), string("text"), optional("indicator"), string("comparator"), string("value"), optional("value_high")];
    let rest = [string("unit"), string("change"), optional("baseline"), day("by"), number("span_start"), number("span_end")];
    words.into_iter().chain(rest).collect()
}

fn deadline() -> Fields {
    let fields = [string("id"), string("text"), optional("edtf"), day("earliest"), day("latest"), string("relation")];
    fields.into_iter().chain([optional("recurrence"), truth("inferred"), number("span_start"), number("span_end")]).collect()
}

/// The columns.
pub fn schema() -> Schema {
    let notice = [string("path"), string("sha256"), optional("title"), optional("kind"), optional("document_number")];
    let task = [string("id"), string("node"), string("part"), optional("ordinal"), strings("section"), string("text")];
    let place = [number("span_start"), number("span_end"), number("line")];
    let nested = [structs("assignments", assignment()), structs("targets", target()), structs("deadlines", deadline())];
    let fields = notice.into_iter().chain([strings("issuers"), day("issued_on")]).chain(task).chain(place).chain(nested);
    Schema::new(fields.collect::<Fields>())
}

/// The tasks of a document as rows of [`schema`].
///
/// # Errors
/// Where the columns outgrow what Arrow counts: 2 GiB of text in one document.
pub fn batch(document: &Document) -> Result<RecordBatch, ArrowError> {
    let notice = document.notice;
    let (metadata, tasks) = (&notice.metadata, &notice.tasks);
    let entries = Entries::new(document, 1, Language::default());
    let same = |value: Option<&str>| -> ArrayRef { Arc::new(StringArray::from_iter(tasks.iter().map(|_| value))) };
    let text = |text: &Option<Text>| same(text.as_ref().map(|t| t.text.as_ref()));
    let spans = tasks.iter().map(|t| t.span);
    let issuers = || tasks.iter().map(|_| metadata.issuers.iter());
    let deadlines: Vec<Vec<&Date>> = tasks.iter().map(|t| entries.deadlines(t).collect()).collect();
    let targets: Vec<Vec<&Target>> = tasks.iter().map(|t| entries.targets(t).collect()).collect();
    let columns: Vec<ArrayRef> = vec![
        same(Some(document.path)),
        same(Some(&notice.source.sha256)),
        text(&metadata.title),
        text(&metadata.kind),
        same(metadata.document_number.as_ref().map(|n| n.text.as_ref())),
        list_of_strings(issuers().map(|i| i.len()), issuers().flatten().map(|t| t.text.as_ref()))?,
        days(tasks.iter().map(|_| metadata.issued_on.as_ref().and_then(last_day))),
        words(tasks.iter().map(|t| t.id)),
        words(tasks.iter().map(|t| t.node)),
        words(tasks.iter().map(|t| t.part)),
        texts(tasks.iter().map(|t| t.ordinal.as_deref())),
        list_of_strings(tasks.iter().map(|t| t.section.len()), tasks.iter().flat_map(|t| &t.section).map(AsRef::as_ref))?,
        texts(tasks.iter().map(|t| Some(t.text.as_ref()))),
        starts(spans.clone()),
        ends(spans.clone()),
        numbers(spans.map(|s| entries.line(s))),
        list(assignment(), tasks.iter().map(|t| t.assignments.len()), assignments(tasks.iter().flat_map(|t| &t.assignments)))?,
        list(target(), targets.iter().map(Vec::len), self::targets(&entries, targets.iter().flatten().copied()))?,
        list(deadline(), deadlines.iter().map(Vec::len), self::deadlines(deadlines.iter().flatten().copied()))?,
    ];
    RecordBatch::try_new(Arc::new(schema()), columns)
}

fn assignments<'a>(all: impl Iterator<Item = &'a Assignment<'a>> + Clone) -> Vec<ArrayRef> {
    let spans = all.clone().map(|a| a.span);
    vec![
        texts(all.clone().map(|a| Some(a.department.as_ref()))),
        texts(all.clone().map(|a| a.canonical.as_deref())),
        words(all.clone().map(|a| a.role)),
        truths(all.clone().map(|a| a.leads)),
        truths(all.clone().map(|a| a.collective)),
        words(all.map(|a| a.basis)),
        starts(spans.clone()),
        ends(spans),
    ]
}

fn targets<'a>(entries: &Entries<'a>, all: impl Iterator<Item = &'a Target<'a>> + Clone) -> Vec<ArrayRef> {
    let spans = all.clone().map(|t| t.span);
    vec![
        words(all.clone().map(|t| t.id)),
        texts(all.clone().map(|t| Some(t.text.as_ref()))),
        texts(all.clone().map(|t| t.indicator.as_ref().map(|i| i.text.as_ref()))),
        words(all.clone().map(|t| t.comparator)),
        texts(all.clone().map(|t| Some(t.value.as_ref()))),
        texts(all.clone().map(|t| t.value_high.as_deref())),
        texts(all.clone().map(|t| Some(t.unit.as_ref()))),
        words(all.clone().map(|t| t.change)),
        texts(all.clone().map(|t| entries.date(t.baseline).and_then(|d| d.edtf.as_deref()))),
        days(all.map(|t| entries.date(t.by).and_then(last_day))),
        starts(spans.clone()),
        ends(spans),
    ]
}

fn deadlines<'a>(all: impl Iterator<Item = &'a Date<'a>> + Clone) -> Vec<ArrayRef> {
    let spans = all.clone().map(|d| d.span);
    vec![
        words(all.clone().map(|d| d.id)),
        texts(all.clone().map(|d| Some(d.text.as_ref()))),
        texts(all.clone().map(|d| d.edtf.as_deref())),
        days(all.clone().map(first_day)),
        days(all.clone().map(last_day)),
        words(all.clone().map(|d| d.relation)),
        texts(all.clone().map(|d| d.recurrence.as_deref())),
        truths(all.map(|d| d.inferred)),
        starts(spans.clone()),
        ends(spans),
    ]
}

fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}

/// Ids and words as the JSON has them.
fn words(values: impl Iterator<Item = impl Serialize>) -> ArrayRef {
    let word = |value| match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None,
    };
    Arc::new(values.map(word).collect::<StringArray>())
}

fn truths(values: impl Iterator<Item = bool>) -> ArrayRef {
    Arc::new(BooleanArray::from(values.collect::<Vec<bool>>()))
}

fn numbers(values: impl Iterator<Item = usize>) -> ArrayRef {
    // The largest input has 2³⁰ bytes.
    Arc::new(values.map(|n| i32::try_from(n).unwrap_or(i32::MAX)).collect::<Int32Array>())
}

fn starts(spans: impl Iterator<Item = Span>) -> ArrayRef {
    numbers(spans.map(Span::from))
}

fn ends(spans: impl Iterator<Item = Span>) -> ArrayRef {
    numbers(spans.map(Span::to))
}

fn days(values: impl Iterator<Item = Option<civil::Date>>) -> ArrayRef {
    const EPOCH: civil::Date = civil::date(1970, 1, 1);
    Arc::new(values.map(|d| d.map(|d| (d.duration_since(EPOCH).as_hours() / 24) as i32)).collect::<Date32Array>())
}

fn list_of_strings<'a>(lengths: impl Iterator<Item = usize>, values: impl Iterator<Item = &'a str>) -> Result<ArrayRef, ArrowError> {
    let item = Arc::new(Field::new_list_field(DataType::Utf8, false));
    Ok(Arc::new(ListArray::try_new(item, OffsetBuffer::from_lengths(lengths), texts(values.map(Some)), None)?))
}

fn list(fields: Fields, lengths: impl Iterator<Item = usize>, columns: Vec<ArrayRef>) -> Result<ArrayRef, ArrowError> {
    let item = Arc::new(Field::new_list_field(DataType::Struct(fields.clone()), false));
    let values = Arc::new(StructArray::try_new(fields, columns, None)?);
    Ok(Arc::new(ListArray::try_new(item, OffsetBuffer::from_lengths(lengths), values, None)?))
}

/// A Parquet file of tasks.
pub(super) struct Rows<W> {
    out: W,
    writer: ArrowWriter<File>,
}

impl<W: Write> Rows<W> {
    /// Begins the file.
    pub(super) fn new(out: W) -> io::Result<Rows<W>> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let writer = ArrowWriter::try_new(tempfile::tempfile()?, Arc::new(schema()), Some(properties)).map_err(failed)?;
        Ok(Rows { out, writer })
    }
}

impl<W: Write> Writer<W> for Rows<W> {
    fn add(&mut self, document: &Document) -> io::Result<()> {
        let batch = batch(document).map_err(io::Error::other)?;
        self.writer.write(&batch).map_err(failed)
    }

    fn finish(mut self: Box<Self>) -> io::Result<W> {
        let mut file = self.writer.into_inner().map_err(failed)?;
        file.rewind()?;
        io::copy(&mut file, &mut self.out)?;
        Ok(self.out)
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
