//! SARIF 2.1.0 (OASIS). Columns count Unicode code points and say so; regions are of the decoded text.

use super::{Checked, ends};
use crate::check::{Place, Places, RULES, Rule, Settings};
use crate::language::Language;
use crate::model::Severity;
use crate::span::Span;
use serde_json::{Value, json};

/// A log of one run, gathered file by file.
pub struct Log {
    language: Language,
    artifacts: Vec<Value>,
    results: Vec<Value>,
}

impl Log {
    /// An empty log.
    pub fn new(language: Language) -> Log {
        Log { language, artifacts: Vec::new(), results: Vec::new() }
    }

    /// Adds the findings of one file.
    pub fn file(&mut self, checked: &Checked) {
        let places = Places::new(checked.text);
        let artifact = json!({ "uri": uri(checked.path), "index": self.artifacts.len() });
        self.artifacts.push(json!({ "location": { "uri": uri(checked.path) }, "sourceLanguage": "zh-CN" }));
        for finding in checked.findings {
            let fault = &finding.fault;
            let (message, help) = (self.language.of(&fault.message), self.language.of(&fault.help));
            let mut result = json!({
                "ruleId": finding.rule.name,
                "ruleIndex": RULES.iter().position(|r| *r == finding.rule),
                "level": level(Some(finding.severity)),
                "message": { "text": format!("{message}{}{help}", self.language.either("; ", "；")) },
                "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region(ends(&places, finding), fault.span) } }],
            });
            if let Some(fix) = &fault.fix {
                let deleted = region((places.of(fix.span.from()), places.of(fix.span.to())), fix.span);
                result["fixes"] = json!([{
                    "description": { "text": help },
                    "artifactChanges": [{
                        "artifactLocation": artifact,
                        "replacements": [{ "deletedRegion": deleted, "insertedContent": { "text": fix.replacement } }],
                    }],
                }]);
            }
            self.results.push(result);
        }
    }

    /// The whole log. `failures` says which files could not be read.
    pub fn finish(self, settings: &Settings, failures: &[String]) -> Value {
        let notes: Vec<Value> = failures.iter().map(|f| json!({ "level": "error", "message": { "text": f } })).collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {
                    "driver": {
                        "name": "gongwen",
                        "version": env!("CARGO_PKG_VERSION"),
                        "rules": RULES.iter().map(|r| rule(r, settings, self.language)).collect::<Vec<_>>(),
                    },
                },
                "invocations": [{ "executionSuccessful": failures.is_empty(), "toolExecutionNotifications": notes }],
                "columnKind": "unicodeCodePoints",
                "language": self.language.either("en", "zh-CN"),
                "artifacts": self.artifacts,
                "results": self.results,
            }],
        })
    }
}

fn rule(rule: &Rule, settings: &Settings, language: Language) -> Value {
    let [english, chinese] = rule.summary();
    let severity = settings.severity(rule);
    json!({
        "id": rule.name,
        "shortDescription": { "text": language.either(english, chinese) },
        "help": { "text": language.either(rule.english, rule.chinese), "markdown": language.either(rule.english, rule.chinese) },
        "defaultConfiguration": { "enabled": severity.is_some(), "level": level(severity) },
        "properties": { "basis": rule.basis },
    })
}

fn level(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Info) => "note",
        None => "none",
    }
}

fn region((start, end): (Place, Place), span: Span) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": span.len(),
    })
}

/// A path as a relative or file URI (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            b'\\' if cfg!(windows) => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
