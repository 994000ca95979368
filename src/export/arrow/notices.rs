//! Whole notices as Arrow: a row a notice, its lists nested.
//!
//! | column | type |
//! |---|---|
//! | `name`, `media_type`, `encoding`, `sha256` | string, of the source |
//! | `bytes`, `chars` | int32 |
//! | `title`, `kind`, `document_number` | string |
//! | `issued_on`, `printed_on`, `published_on` | date32 |
//! | `issuers`, `recipients`, `signatories`, `copied_to` | list of string |
//! | `printed_by`, `classification`, `urgency`, `copy_number`, `disclosure`, `index_number`, `topic` | string |
//! | `contacts` | list of struct: `organization`, `names`, `phones`, `emails` (lists of string), `span_start`, `span_end` |
//! | `tasks` | list of struct: `id`, `node`, `part`, `ordinal`, `section` (list of string), `text`, `span_start`, `span_end`, `line`, `assignments` (list of struct), `target_ids`, `date_ids`, `reference_ids` (lists of string) |
//! | `targets`, `dates` | list of struct, as in [`super::tasks`] |
//! | `references` | list of struct: `id`, `title`, `number`, `text`, `alias_of`, `attachment_id`, `span_start`, `span_end` |
//! | `attachments` | list of struct: `id`, `number`, `title`, `part` |
//! | `departments` | list of struct: `name`, `canonical`, `variants` (list of string) and the counts of its roles |
//! | `diagnostics` | list of struct: `code`, `severity`, `message`, `help`, `span_start`, `span_end` |
//! | `json` | string: the canonical JSON, without the newline at its end |
//!
//! Outline and tables are as deep as a notice makes them; they stand in `json` alone.

use super::super::Document;
use super::super::ledger::{Entries, last_day};
use super::columns::*;
use super::tasks;
use crate::language::Language;
use crate::model::{Attachment, Contact, Department, Diagnostic, Metadata, Notice, Reference, Task, Text};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use std::sync::{Arc, LazyLock};

fn contact() -> Fields {
    let fields = [optional("organization"), strings("names"), strings("phones"), strings("emails")];
    fields.into_iter().chain(place()).collect()
}

fn task() -> Fields {
    let words = [string("id"), string("node"), string("part"), optional("ordinal"), strings("section"), string("text")];
    let inside = [structs("assignments", tasks::assignment()), strings("target_ids"), strings("date_ids"), strings("reference_ids")];
    words.into_iter().chain(place()).chain([number("line")]).chain(inside).collect()
}

fn reference() -> Fields {
    let fields = [string("id"), optional("title"), optional("number"), string("text"), optional("alias_of"), optional("attachment_id")];
    fields.into_iter().chain(place()).collect()
}

fn attachment() -> Fields {
    [string("id"), optional_number("number"), optional("title"), optional("part")].into_iter().collect()
}

fn department() -> Fields {
    let counts = ["lead", "responsible", "support", "joint", "guide", "supervise"].map(number);
    [string("name"), optional("canonical"), strings("variants")].into_iter().chain(counts).collect()
}

fn diagnostic() -> Fields {
    let fields = [string("code"), string("severity"), string("message"), optional("help")];
    fields.into_iter().chain(place()).collect()
}

fn place() -> [Field; 2] {
    [number("span_start"), number("span_end")]
}

/// The columns.
pub fn schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(columns()));
    SCHEMA.clone()
}

fn columns() -> Schema {
    let source = [optional("name"), string("media_type"), string("encoding"), string("sha256"), number("bytes"), number("chars")];
    let head = [optional("title"), optional("kind"), optional("document_number")];
    let days = [day("issued_on"), day("printed_on"), day("published_on")];
    let lists = [strings("issuers"), strings("recipients"), strings("signatories"), strings("copied_to")];
    let rest = ["printed_by", "classification", "urgency", "copy_number", "disclosure", "index_number", "topic"].map(optional);
    let nested = [
        structs("contacts", contact()),
        structs("tasks", task()),
        structs("targets", tasks::target()),
        structs("dates", tasks::date()),
        structs("references", reference()),
        structs("attachments", attachment()),
        structs("departments", department()),
        structs("diagnostics", diagnostic()),
        string("json"),
    ];
    let fields = source.into_iter().chain(head).chain(days).chain(lists).chain(rest).chain(nested);
    Schema::new(fields.collect::<Fields>())
}

/// Documents as rows of [`schema`]; beside each its canonical JSON.
///
/// # Errors
/// Where the columns outgrow what Arrow counts: 2 GiB of text in one column.
pub fn batch(documents: &[(Document, &str)]) -> Result<RecordBatch, ArrowError> {
    let entries: Vec<Entries> = documents.iter().map(|(d, _)| Entries::new(d, 1, Language::default())).collect();
    let notices = documents.iter().map(|(d, _)| d.notice);
    let metadata = notices.clone().map(|n| &n.metadata);
    let source = notices.clone().map(|n| &n.source);
    let element = |of: for<'m> fn(&'m Metadata<'m>) -> &'m Option<Text<'m>>| {
        texts(metadata.clone().map(move |m| of(m).as_ref().map(|t| t.text.as_ref())))
    };
    let several = |of: for<'m> fn(&'m Metadata<'m>) -> &'m Vec<Text<'m>>| {
        let lengths = metadata.clone().map(move |m| of(m).len());
        list_of_strings(lengths, metadata.clone().flat_map(move |m| of(m)).map(|t| t.text.as_ref()))
    };
    let with = || entries.iter().zip(notices.clone());
    let columns: Vec<ArrayRef> = vec![
        texts(source.clone().map(|s| s.name.as_deref())),
        texts(source.clone().map(|s| Some(s.media_type.as_ref()))),
        texts(source.clone().map(|s| Some(s.encoding.as_ref()))),
        texts(source.clone().map(|s| Some(s.sha256.as_ref()))),
        numbers(source.clone().map(|s| s.bytes as usize)),
        numbers(source.map(|s| s.chars as usize)),
        element(|m| &m.title),
        element(|m| &m.kind),
        texts(metadata.clone().map(|m| m.document_number.as_ref().map(|n| n.text.as_ref()))),
        days(metadata.clone().map(|m| m.issued_on.as_ref().and_then(last_day))),
        days(metadata.clone().map(|m| m.printed_on.as_ref().and_then(last_day))),
        days(metadata.clone().map(|m| m.published_on.as_ref().and_then(last_day))),
        several(|m| &m.issuers)?,
        several(|m| &m.recipients)?,
        several(|m| &m.signatories)?,
        several(|m| &m.copied_to)?,
        element(|m| &m.printed_by),
        element(|m| &m.classification),
        element(|m| &m.urgency),
        element(|m| &m.copy_number),
        element(|m| &m.disclosure),
        element(|m| &m.index_number),
        element(|m| &m.topic),
        list(contact(), metadata.clone().map(|m| m.contacts.len()), contacts(metadata.flat_map(|m| &m.contacts))?)?,
        list(task(), notices.clone().map(|n| n.tasks.len()), self::tasks(with())?)?,
        list(
            tasks::target(),
            notices.clone().map(|n| n.targets.len()),
            tasks::targets(with().flat_map(|(e, n)| n.targets.iter().map(move |t| (e, t)))),
        )?,
        list(tasks::date(), notices.clone().map(|n| n.dates.len()), tasks::dates(notices.clone().flat_map(|n| &n.dates)))?,
        list(reference(), notices.clone().map(|n| n.references.len()), references(notices.clone().flat_map(|n| &n.references)))?,
        list(attachment(), notices.clone().map(|n| n.attachments.len()), attachments(notices.clone().flat_map(|n| &n.attachments)))?,
        list(department(), notices.clone().map(|n| n.departments.len()), departments(notices.clone().flat_map(|n| &n.departments))?)?,
        list(diagnostic(), notices.clone().map(|n| n.diagnostics.len()), diagnostics(notices.flat_map(|n| &n.diagnostics)))?,
        texts(documents.iter().map(|(_, json)| Some(*json))),
    ];
    RecordBatch::try_new(schema(), columns)
}

fn contacts<'a>(all: impl Iterator<Item = &'a Contact<'a>> + Clone) -> Result<Vec<ArrayRef>, ArrowError> {
    let several = |of: fn(&'a Contact<'a>) -> &'a [crate::model::Str<'a>]| {
        list_of_strings(all.clone().map(move |c| of(c).len()), all.clone().flat_map(of).map(AsRef::as_ref))
    };
    let spans = all.clone().map(|c| c.span);
    Ok(vec![
        texts(all.clone().map(|c| c.organization.as_deref())),
        several(|c| &c.names)?,
        several(|c| &c.phones)?,
        several(|c| &c.emails)?,
        starts(spans.clone()),
        ends(spans),
    ])
}

fn tasks<'a>(all: impl Iterator<Item = (&'a Entries<'a>, &'a Notice<'a>)> + Clone) -> Result<Vec<ArrayRef>, ArrowError> {
    let tasks = all.clone().flat_map(|(_, n)| &n.tasks);
    let ids = |of: fn(&'a Task<'a>) -> &'a [crate::model::Id]| {
        list_of(DataType::Utf8, tasks.clone().map(move |t| of(t).len()), words(tasks.clone().flat_map(of)))
    };
    let spans = tasks.clone().map(|t| t.span);
    Ok(vec![
        words(tasks.clone().map(|t| t.id)),
        words(tasks.clone().map(|t| t.node)),
        words(tasks.clone().map(|t| t.part)),
        texts(tasks.clone().map(|t| t.ordinal.as_deref())),
        list_of_strings(tasks.clone().map(|t| t.section.len()), tasks.clone().flat_map(|t| &t.section).map(AsRef::as_ref))?,
        texts(tasks.clone().map(|t| Some(t.text.as_ref()))),
        starts(spans.clone()),
        ends(spans),
        numbers(all.flat_map(|(e, n)| n.tasks.iter().map(move |t| e.line(t.span)))),
        list(
            tasks::assignment(),
            tasks.clone().map(|t| t.assignments.len()),
            tasks::assignments(tasks.clone().flat_map(|t| &t.assignments)),
        )?,
        ids(|t| &t.target_ids)?,
        ids(|t| &t.date_ids)?,
        ids(|t| &t.reference_ids)?,
    ])
}

fn references<'a>(all: impl Iterator<Item = &'a Reference<'a>> + Clone) -> Vec<ArrayRef> {
    let spans = all.clone().map(|r| r.span);
    vec![
        words(all.clone().map(|r| r.id)),
        texts(all.clone().map(|r| r.title.as_deref())),
        texts(all.clone().map(|r| r.number.as_deref())),
        texts(all.clone().map(|r| Some(r.text.as_ref()))),
        words(all.clone().map(|r| r.alias_of)),
        words(all.map(|r| r.attachment_id)),
        starts(spans.clone()),
        ends(spans),
    ]
}

fn attachments<'a>(all: impl Iterator<Item = &'a Attachment<'a>> + Clone) -> Vec<ArrayRef> {
    vec![
        words(all.clone().map(|a| a.id)),
        optional_numbers(all.clone().map(|a| a.number)),
        texts(all.clone().map(|a| a.title.as_deref())),
        words(all.map(|a| a.part)),
    ]
}

fn departments<'a>(all: impl Iterator<Item = &'a Department<'a>> + Clone) -> Result<Vec<ArrayRef>, ArrowError> {
    let counts = all.clone().map(|d| d.counts);
    Ok(vec![
        texts(all.clone().map(|d| Some(d.name.as_ref()))),
        texts(all.clone().map(|d| d.canonical.as_deref())),
        list_of_strings(all.clone().map(|d| d.variants.len()), all.flat_map(|d| &d.variants).map(AsRef::as_ref))?,
        numbers(counts.clone().map(|c| c.lead as usize)),
        numbers(counts.clone().map(|c| c.responsible as usize)),
        numbers(counts.clone().map(|c| c.support as usize)),
        numbers(counts.clone().map(|c| c.joint as usize)),
        numbers(counts.clone().map(|c| c.guide as usize)),
        numbers(counts.map(|c| c.supervise as usize)),
    ])
}

fn diagnostics<'a>(all: impl Iterator<Item = &'a Diagnostic<'a>> + Clone) -> Vec<ArrayRef> {
    let spans = all.clone().map(|d| d.span);
    vec![
        texts(all.clone().map(|d| Some(d.code.as_ref()))),
        words(all.clone().map(|d| d.severity)),
        texts(all.clone().map(|d| Some(d.message.as_ref()))),
        texts(all.map(|d| d.help.as_deref())),
        starts(spans.clone()),
        ends(spans),
    ]
}
