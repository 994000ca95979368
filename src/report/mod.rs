//! Findings of `check` as people and tools want them: on a terminal, as JSON, SARIF, or annotations of GitHub.
//! Renders plain data; knows no rule and opens no file.

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;

use crate::check::{Finding, Place, Places};
use crate::source::Provenance;

/// What was found in one file.
pub struct Checked<'a> {
    /// The path, as messages show it.
    pub path: &'a str,
    /// The text that spans count in.
    pub text: &'a str,
    /// What the file, where it is no plain text, says of the text.
    pub provenance: &'a Provenance,
    /// In the order of the source.
    pub findings: &'a [Finding],
}

/// Where a finding begins and ends.
fn ends(places: &Places, finding: &Finding) -> (Place, Place) {
    (places.of(finding.fault.span.from()), places.of(finding.fault.span.to()))
}
