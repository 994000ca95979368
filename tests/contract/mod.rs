//! What the published model promises of any text, checked on the output alone and without the program's own functions:
//!
//! | promise | fault |
//! |---|---|
//! | tiles cover each scalar value once, in order | [`tiles`] |
//! | every span lies in the text | [`notice`] |
//! | a `text` is what its `span` covers, soft breaks joined, white space trimmed | [`notice`] |
//! | ids are unique, and what they refer to is there | [`notice`] |
//! | lists stand in source order | [`notice`] |
//! | `earliest` is not after `latest` | [`notice`] |

#![allow(dead_code)] // Each test program uses the part that it needs.

use serde_json::{Map, Value};
use std::collections::HashSet;

/// What is wrong with the tiles of a text.
pub fn tiles(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut at = 0;
    for (span, kind) in gongwen::pipeline::tiles(text) {
        if span.from() != at || span.to() < span.from() {
            faults.push(format!("a tile {kind:?} at {}..{} follows one that ends at {at}", span.start, span.end));
        }
        at = span.to();
    }
    let chars = text.chars().count();
    if at != chars {
        faults.push(format!("the tiles end at {at}, the text at {chars}"));
    }
    faults
}

/// What is wrong with a notice that was read from a text.
pub fn notice(text: &str, notice: &Value) -> Vec<String> {
    let mut check = Check { text: text.chars().collect(), faults: Vec::new() };
    if notice["source"]["chars"] != check.text.len() {
        check.fault("source.chars", format!("{} for {} scalar values", notice["source"]["chars"], check.text.len()));
    }
    check.spans("", notice);
    if check.faults.is_empty() {
        check.texts("", notice);
        check.ids(notice);
        check.order(notice);
        check.days(notice);
    }
    check.faults
}

struct Check {
    text: Vec<char>,
    faults: Vec<String>,
}

impl Check {
    fn fault(&mut self, at: &str, what: impl std::fmt::Display) {
        self.faults.push(format!("{at}: {what}"));
    }

    fn spans(&mut self, at: &str, value: &Value) {
        if let (2, Some(start), Some(end)) = (value.as_object().map_or(0, Map::len), value["start"].as_u64(), value["end"].as_u64()) {
            if start > end || end > self.text.len() as u64 {
                self.fault(at, format!("{start}..{end} in a text of {}", self.text.len()));
            }
            return;
        }
        each(at, value, &mut |at, inner| self.spans(at, inner));
    }

    fn texts(&mut self, at: &str, value: &Value) {
        if let (Some(text), Some(slice)) = (value["text"].as_str(), self.slice(&value["span"])) {
            if value.get("children").is_some() {
                self.node(at, value, text, slice);
            } else if value.get("assignments").is_some() {
                self.task(at, text, slice);
            } else if let Err(joined) = reads(slice, text) {
                self.faults.push(format!("{at}: {text:?} beside a span of {joined:?}"));
            }
        }
        if let (Some(department), Some(slice)) = (value["department"].as_str(), self.slice(&value["span"])) {
            if let Err(joined) = reads(slice, department) {
                self.faults.push(format!("{at}: department {department:?} beside a span of {joined:?}"));
            }
            if !inside(&value["span"], &value["clause"]) {
                self.fault(at, format!("the name at {} is not in its clause at {}", value["span"], value["clause"]));
            }
        }
        if let (Some(_), Some(slice)) = (value.get("phones"), self.slice(&value["span"])) {
            let there = bare(slice.iter().copied());
            let said = ["names", "phones", "emails"].into_iter().flat_map(|k| value[k].as_array().into_iter().flatten()).filter_map(Value::as_str);
            let lost: Vec<&str> = said.filter(|s| !there.contains(&bare(s.chars()))).collect();
            if !lost.is_empty() {
                self.fault(at, format!("{lost:?} is not in the span of its contact"));
            }
        }
        each(at, value, &mut |at, inner| self.texts(at, inner));
    }

    /// A node's span is its marker and its text; a table's text stands in its cells.
    fn node(&mut self, at: &str, node: &Value, text: &str, slice: &[char]) {
        let marker = node["marker"]["text"].as_str().unwrap_or_default();
        let said = bare(marker.chars().chain(text.chars()));
        let there = bare(slice.iter().copied());
        if node["kind"] != "table" && said != there {
            self.faults.push(format!("{at}: {marker:?} and {text:?} beside a span of {there:?}"));
        }
    }

    /// A task's text leaves out clauses; what it says stands in its span in that order.
    fn task(&mut self, at: &str, text: &str, slice: &[char]) {
        let there = bare(slice.iter().copied());
        let mut rest = there.as_str();
        for line in text.lines().map(|l| bare(l.chars())) {
            match rest.find(&line) {
                Some(place) => rest = &rest[place + line.len()..],
                None => return self.faults.push(format!("{at}: {line:?} is not in the span of its task: {there:?}")),
            }
        }
    }

    fn slice(&self, span: &Value) -> Option<&'static [char]> {
        let (start, end) = (span["start"].as_u64()? as usize, span["end"].as_u64()? as usize);
        self.text.get(start..end)
    }
}
