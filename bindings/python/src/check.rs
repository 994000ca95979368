//! What is not well formed in a notice, by the rules of the command line.

use crate::failure::Failure;
use crate::notice::Given;
use crate::reading::{Reading, apart};
use gongwen::check::{self as checks, Profile, Settings};
use gongwen::language::Language;
use gongwen::model::Severity;
use gongwen::report::{Checked, json as report};
use pyo3::prelude::*;

/// Checks a notice: its findings as two arrays of JSON, in English and in 简体中文.
#[pyfunction]
pub fn check(
    py: Python,
    given: Given,
    is_text: bool,
    name: Option<String>,
    reading: Py<Reading>,
    profile: &str,
    levels: Vec<(String, Option<String>)>,
) -> PyResult<(String, String)> {
    let settings = settings(profile, &levels)?;
    let (shown, name) = given.names(name, is_text);
    let time = reading.get().time;
    let called = shown.clone();
    let work = move || {
        let reading = reading.get();
        given.with(reading, &called, name.clone(), is_text, |source| {
            let (_, findings) = checks::check(source, &reading.options(), &settings);
            let checked = Checked { path: &called, text: &source.text, provenance: &source.provenance, findings: &findings };
            let array = |language| serde_json::Value::Array(report::values(&checked, language).collect()).to_string();
            Ok((array(Language::English), array(Language::Chinese)))
        })
    };
    Ok(apart(py, &shown, time, work)?)
}

fn settings(profile: &str, levels: &[(String, Option<String>)]) -> Result<Settings, Failure> {
    let profile = match profile {
        "published" => Profile::Published,
        "draft" => Profile::Draft,
        other => {
            let english = format!("profile: {other:?}; expected published or draft");
            return Err(Failure::argument(english, format!("profile：{other:?}，此处应为 published 或 draft")));
        }
    };
    let mut settings = Settings { profile, ..Settings::default() };
    for (name, level) in levels {
        let rule = checks::rule(name).ok_or_else(|| {
            let english = format!("{name:?}: expected a rule of `gongwen.rules()`");
            Failure::argument(english, format!("{name:?}：此处应为 `gongwen.rules()` 中的规则"))
        })?;
        let severity = match level.as_deref() {
            Some("info") => Some(Severity::Info),
            Some("warning") => Some(Severity::Warning),
            Some("error") => Some(Severity::Error),
            _ => None,
        };
        settings.levels.insert(rule.name, severity);
    }
    Ok(settings)
}

/// The names of the rules of check with what each finds, in English and in 简体中文.
#[pyfunction]
pub fn rules() -> Vec<(&'static str, &'static str, &'static str)> {
    checks::RULES.iter().map(|rule| (rule.name, rule.summary()[0], rule.summary()[1])).collect()
}
