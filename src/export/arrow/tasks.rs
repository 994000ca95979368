//! Tasks as Arrow: a row a task, what belongs to it nested.
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

use super::super::Document;
use super::super::ledger::{Entries, first_day, last_day};
use super::columns::*;
use crate::language::Language;
use crate::model::{Assignment, Date, Target, Text};
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{ArrowError, Fields, Schema, SchemaRef};
use std::sync::{Arc, LazyLock};

pub(super) fn assignment() -> Fields {
    let fields = [string("department"), optional("canonical"), string("role"), truth("leads"), truth("collective"), string("basis")];
    fields.into_iter().chain([number("span_start"), number("span_end")]).collect()
}

pub(super) fn target() -> Fields {
    let words = [string("id"), string("text"), optional("indicator"), string("comparator"), string("value"), optional("value_high")];
    let rest = [string("unit"), string("change"), optional("baseline"), day("by"), number("span_start"), number("span_end")];
    words.into_iter().chain(rest).collect()
}

pub(super) fn date() -> Fields {
    let fields = [string("id"), string("text"), optional("edtf"), day("earliest"), day("latest"), string("relation")];
    fields.into_iter().chain([optional("recurrence"), truth("inferred"), number("span_start"), number("span_end")]).collect()
}

/// The columns.
pub fn schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(columns()));
    SCHEMA.clone()
}

fn columns() -> Schema {
    let notice = [string("path"), string("sha256"), optional("title"), optional("kind"), optional("document_number")];
    let task = [string("id"), string("node"), string("part"), optional("ordinal"), strings("section"), string("text")];
    let place = [number("span_start"), number("span_end"), number("line")];
    let nested = [structs("assignments", assignment()), structs("targets", target()), structs("deadlines", date())];
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
        list(target(), targets.iter().map(Vec::len), self::targets(targets.iter().flatten().map(|t| (&entries, *t))))?,
        list(date(), deadlines.iter().map(Vec::len), dates(deadlines.iter().flatten().copied()))?,
    ];
    RecordBatch::try_new(schema(), columns)
}

pub(super) fn assignments<'a>(all: impl Iterator<Item = &'a Assignment<'a>> + Clone) -> Vec<ArrayRef> {
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

/// Targets, each with the entries that have its dates.
pub(super) fn targets<'e, 'a: 'e>(with: impl Iterator<Item = (&'e Entries<'a>, &'a Target<'a>)> + Clone) -> Vec<ArrayRef> {
    let all = with.clone().map(|(_, t)| t);
    let spans = all.clone().map(|t| t.span);
    vec![
        words(all.clone().map(|t| t.id)),
        texts(all.clone().map(|t| Some(t.text.as_ref()))),
        texts(all.clone().map(|t| t.indicator.as_ref().map(|i| i.text.as_ref()))),
        words(all.clone().map(|t| t.comparator)),
        texts(all.clone().map(|t| Some(t.value.as_ref()))),
        texts(all.clone().map(|t| t.value_high.as_deref())),
        texts(all.clone().map(|t| Some(t.unit.as_ref()))),
        words(all.map(|t| t.change)),
        texts(with.clone().map(|(e, t)| e.date(t.baseline).and_then(|d| d.edtf.as_deref()))),
        days(with.map(|(e, t)| e.date(t.by).and_then(last_day))),
        starts(spans.clone()),
        ends(spans),
    ]
}

pub(super) fn dates<'a>(all: impl Iterator<Item = &'a Date<'a>> + Clone) -> Vec<ArrayRef> {
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
