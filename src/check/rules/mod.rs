//! The rules, one file each. A rule's name, severity, basis and manual stand at the top of its file.

use super::Rule;
use super::subject::Subject;
use crate::language::Said;
use crate::model::Severity;
use crate::span::Span;

/// A rule whose manual lies under its name, and whose `find` is the function of its file.
macro_rules! rule {
    ($name:literal, $published:expr, $draft:expr, $basis:literal) => {
        rule!($name, $published, $draft, $basis, certain: false);
    };
    ($name:literal, $published:expr, $draft:expr, $basis:literal, certain: $certain:literal) => {
        /// The rule of this file.
        pub static RULE: $crate::check::Rule = $crate::check::Rule {
            name: $name,
            published: $published,
            draft: $draft,
            basis: $basis,
            certain: $certain,
            english: include_str!(concat!("../manual/en/", $name, ".md")),
            chinese: include_str!(concat!("../manual/zh/", $name, ".md")),
            find,
        };
    };
}

const ERROR: Option<Severity> = Some(Severity::Error);
const WARNING: Option<Severity> = Some(Severity::Warning);
const INFO: Option<Severity> = Some(Severity::Info);
const QUIET: Option<Severity> = None;

macro_rules! rules {
    ($($file:ident),* $(,)?) => {
        $(mod $file;)*
        /// Every rule, in the order of the manual.
        pub static ALL: &[&Rule] = &[$(&$file::RULE),*];
    };
}

rules![
    numbering_gap, numbering_duplicate, numbering_order, level_skip, bracket_unbalanced, title_missing, recipients_missing, issuer_missing,
    issue_date_missing, document_number_missing, imprint_missing, document_number_form, date_invalid, period_reversed,
    deadline_before_issue, attachment_unlisted, attachment_absent, attachment_title_differs, task_unassigned, department_duplicate,
    department_variant, lead_multiple, alias_undefined, alias_conflict, table_ragged, table_cell_empty, email_invalid, phone_invalid,
    percent_over_100, width_mixed, heading_punctuation, character_suspect, line_break_inside_sentence,
];

/// An attachment in a message: its number and title.
fn shown(subject: &Subject, number: Option<u32>, title: Option<Span>) -> Said {
    let number = number.map(|n| n.to_string()).unwrap_or_default();
    let title = title.map(|t| format!("《{}》", subject.quoted(t))).unwrap_or_default();
    let english = format!("{number} {title}");
    Said::new(english.trim(), format!("{number}{title}"))
}
