//! Workflow commands of GitHub Actions: one annotation a finding.

use super::{Checked, ends};
use crate::check::Places;
use crate::language::Language;
use crate::model::Severity;
use std::io::{self, Write};

/// Writes one line a finding: `::warning file=…,line=…,col=…,title=…::message`.
pub fn write(checked: &Checked, language: Language, mut out: impl Write) -> io::Result<()> {
    let places = Places::new(checked.text);
    for finding in checked.findings {
        let (start, end) = ends(&places, finding);
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let file = property(checked.path);
        let rule = finding.rule.name;
        write!(out, "::{command} file={file},line={},endLine={},col={}", start.line, end.line, start.column)?;
        if start.line == end.line {
            write!(out, ",endColumn={}", end.column)?;
        }
        let (message, help) = (language.of(&finding.fault.message), language.of(&finding.fault.help));
        writeln!(out, ",title={rule}::{}", data(&format!("{message}{}{help}", language.either("; ", "；"))))?;
    }
    Ok(())
}

/// What may stand in a command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What may stand in a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
