//! A notice as one self-contained page for people: the document with every value marked in its place, its tasks as a
//! table. Pure: text, model and findings in, HTML out; opens no file, knows no server.

mod blocks;
mod bundle;
mod data;
mod document;
mod looks;
mod manual;
mod marks;
mod ruler;
#[cfg(test)]
mod tests;
mod verbatim;

use crate::check::{self, Fault, Finding};
use crate::corrections::{self, Corrections, Misfit};
use crate::language::{Language, Said};
use crate::model::{Diagnostic, Notice, Severity};
use crate::source::Provenance;
use crate::span::Span;
use maud::{DOCTYPE, PreEscaped, html};

/// What a page shows.
pub struct View<'v> {
    /// The name that it is shown under: a file's, without its folder.
    pub name: &'v str,
    /// The source text that spans count in.
    pub text: &'v str,
    /// What was read.
    pub notice: &'v Notice<'v>,
    /// What is said of it, in the order of the source.
    pub remarks: &'v [Remark],
    /// Decisions that the page starts with.
    pub corrections: Option<&'v Corrections<'v>>,
}

/// What is said of a place of the notice: a finding of `check`, or what could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The rule's name, or the diagnostic's.
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
    /// What is said of a notice: what `check` found, and what reading said that is no matter of its rules, in the order of the
    /// source.
    pub fn all(notice: &Notice, provenance: &Provenance, findings: &[Finding]) -> Vec<Remark> {
        let read = notice.diagnostics.iter().filter(|d| check::rule(&d.code).is_none());
        let mut all: Vec<Remark> = findings.iter().map(Remark::found).collect();
        all.extend(read.map(|d| Remark::read(d, provenance)));
        all.sort_by_key(|r| (r.span.start, r.span.end));
        all
    }

    /// A correction that does not fit.
    pub fn misfit(misfit: &Misfit) -> Remark {
        let Misfit { span, message, .. } = misfit;
        Remark { code: corrections::MISFIT.into(), severity: Severity::Warning, span: *span, message: message.clone(), help: None }
    }

    fn found(finding: &Finding) -> Remark {
        let Fault { span, message, help, .. } = &finding.fault;
        let code = finding.rule.name.to_string();
        Remark { code, severity: finding.severity, span: *span, message: message.clone(), help: Some(help.clone()) }
    }

    fn read(diagnostic: &Diagnostic, provenance: &Provenance) -> Remark {
        let Diagnostic { code, severity, message, span, .. } = diagnostic;
        let chinese = provenance.chinese(diagnostic).unwrap_or_else(|| message.to_string());
        Remark { code: code.to_string(), severity: *severity, span: *span, message: Said::new(message.clone(), chinese), help: None }
    }
}

/// The page, as HTML; its language can be changed in it, `language` is what it opens in.
pub fn page(view: &View, language: Language) -> String {
    let title = view.notice.metadata.title.as_ref().map_or(view.name, |t| &t.text);
    html! {
        (DOCTYPE)
        html lang=(language.either("en", "zh-CN")) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(*bundle::POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(bundle::STYLE.as_str())) }
            }
            body {
                header #top {}
                (document::noscript())
                nav #switch {}
                main #main {
                    section #document lang="zh-CN" tabindex="0" aria-label=(language.either("Document", "公文")) {
                        div #legend {}
                        article #sheet { (document::html(view)) }
                    }
                    div #splitter {}
                    section #pane hidden {}
                }
                div #panel hidden {}
                div #ledger {}
                div #said.quiet role="status" aria-live="polite" {}
                script type="application/json" id="data" { (PreEscaped(data::json(view, language))) }
                script type="module" { (PreEscaped(bundle::SCRIPT.as_str())) }
            }
        }
    }
    .into_string()
}
