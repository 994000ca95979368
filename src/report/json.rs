//! One array of all findings of a run: `file`, `rule`, `severity`, `message`, `help`, `span` in scalar values of the source
//! text, `line` and `column` from 1 (column in scalar values), `location` in a file that is no plain text, or null, and `fix` or null. One finding a line.

use super::{Checked, ends};
use crate::check::Places;
use crate::language::Language;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The findings of one file as they stand in the array.
pub fn values(checked: &Checked, language: Language) -> impl Iterator<Item = Value> {
    let places = Places::new(checked.text);
    checked.findings.iter().map(move |finding| {
        let (start, _) = ends(&places, finding);
        let fault = &finding.fault;
        json!({
            "file": checked.path,
            "rule": finding.rule.name,
            "severity": finding.severity,
            "message": language.of(&fault.message),
            "help": language.of(&fault.help),
            "span": fault.span,
            "line": start.line,
            "column": start.column,
            "location": checked.provenance.place(fault.span.from()).map(|place| json!({
                "entry": place.part.as_deref(),
                "page": place.page,
                "paragraph": place.paragraph,
                "cell": place.cell.as_deref(),
            })),
            "fix": fault.fix.as_ref().map(|fix| json!({ "span": fix.span, "replacement": fix.replacement })),
        })
    })
}

/// Writes the array, file by file.
pub struct Array<W> {
    out: W,
    language: Language,
    any: bool,
}

impl<W: Write> Array<W> {
    /// An empty array; nothing is written before the first finding or the end.
    pub fn new(out: W, language: Language) -> Self {
        Array { out, language, any: false }
    }

    /// Writes the findings of one file.
    pub fn file(&mut self, checked: &Checked) -> io::Result<()> {
        for finding in values(checked, self.language) {
            self.out.write_all(if self.any { b",\n" } else { b"[\n" })?;
            serde_json::to_writer(&mut self.out, &finding)?;
            self.any = true;
        }
        Ok(())
    }

    /// Ends the array.
    pub fn end(mut self) -> io::Result<()> {
        self.out.write_all(if self.any { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()
    }
}
