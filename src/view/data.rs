//! What the page's script knows of a notice: the model without what only the document shows, findings, manuals, decisions.
//! As JSON that cannot end the element it stands in.

use super::manual::{self, Piece};
use super::ruler::Ruler;
use super::{Remark, View};
use crate::check;
use crate::corrections::Corrections;
use crate::language::{Language, Said};
use crate::model::{Date, Department, Metadata, Notice, Reference, Severity, Target, Task};
use crate::span::Span;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Data<'v> {
    language: &'static str,
    name: &'v str,
    notice: Shown<'v>,
    /// Of each contact what its place says.
    contacts: Vec<String>,
    /// The cells of tables that say something, in order, each as its start and its end.
    cells: Vec<u32>,
    remarks: Vec<ShownRemark<'v>>,
    manuals: BTreeMap<&'static str, Both<Vec<Piece>>>,
    corrections: Option<&'v Corrections<'v>>,
}

#[derive(Serialize)]
struct Shown<'v> {
    source: Origin<'v>,
    metadata: &'v Metadata<'v>,
    tasks: &'v [Task<'v>],
    targets: &'v [Target<'v>],
    dates: &'v [Date<'v>],
    references: &'v [Reference<'v>],
    departments: &'v [Department<'v>],
}

#[derive(Serialize)]
struct Origin<'v> {
    name: Option<&'v str>,
    media_type: &'v str,
    chars: u64,
    sha256: &'v str,
}

#[derive(Serialize)]
struct Both<T> {
    en: T,
    zh: T,
}

#[derive(Serialize)]
struct ShownRemark<'v> {
    code: &'v str,
    severity: Severity,
    span: Span,
    line: usize,
    message: Both<&'v str>,
    help: Option<Both<&'v str>>,
}

/// The data of a page, as JSON.
pub fn json(view: &View, language: Language) -> String {
    let notice = view.notice;
    let ruler = Ruler::new(view.text);
    let rules = view.remarks.iter().filter_map(|r| check::rule(&r.code));
    let manuals = rules.map(|r| (r.name, Both { en: manual::pieces(r.english), zh: manual::pieces(r.chinese) })).collect();
    let data = Data {
        language: language.either("en", "zh"),
        name: view.name,
        notice: Shown {
            source: Origin {
                name: notice.source.name.as_deref(),
                media_type: &notice.source.media_type,
                chars: notice.source.chars,
                sha256: &notice.source.sha256,
            },
            metadata: &notice.metadata,
            tasks: &notice.tasks,
            targets: &notice.targets,
            dates: &notice.dates,
            references: &notice.references,
            departments: &notice.departments,
        },
        contacts: notice.metadata.contacts.iter().map(|c| joined(ruler.slice(c.span))).collect(),
        cells: cells(notice),
        remarks: view.remarks.iter().map(|r| remark(r, &ruler)).collect(),
        manuals,
        corrections: view.corrections,
    };
    // The structs have nothing that JSON cannot say.
    serde_json::to_string(&data).unwrap_or_else(|_| "null".into()).replace('<', "\\u003c")
}

fn cells(notice: &Notice) -> Vec<u32> {
    let all = notice.tables.iter().flat_map(|t| &t.rows).flatten().map(|c| c.span);
    let mut cells: Vec<Span> = all.filter(|s| !s.is_empty()).collect();
    cells.sort();
    cells.iter().flat_map(|c| [c.start, c.end]).collect()
}

fn remark<'v>(remark: &'v Remark, ruler: &Ruler) -> ShownRemark<'v> {
    let both = |said: &'v Said| Both { en: said.english.as_str(), zh: said.chinese.as_str() };
    ShownRemark {
        code: &remark.code,
        severity: remark.severity,
        span: remark.span,
        line: ruler.line(remark.span.from()) + 1,
        message: both(&remark.message),
        help: remark.help.as_ref().map(both),
    }
}

/// A text without its line breaks.
fn joined(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect::<String>().trim().to_owned()
}
