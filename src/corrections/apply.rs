//! Corrections → the notice as a person left it. All are found in the notice as it was read before anything is changed, so
//! their order does not matter.

use super::change::Ground;
use super::find::{Found, Index, Value, squeezed};
use super::{Action, Correction, Corrections, Kind, change, renumber};
use crate::language::Said;
use crate::model::{Diagnostic, Notice, Severity};
use crate::span::Span;
use crate::text::{Folded, soft};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// The code of the diagnostic that names a correction that does not fit.
pub const MISFIT: &str = "correction-misfit";

/// What became of a file of corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Values that were confirmed.
    pub accepted: usize,
    /// Values that were taken out.
    pub rejected: usize,
    /// Values that were changed.
    pub corrected: usize,
    /// Corrections that no longer fit, and were not applied.
    pub misfits: Vec<Misfit>,
}

/// A correction that was not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Where it was to be applied, as far as the text has that place.
    pub span: Span,
    /// Which it is, and why it does not fit.
    pub message: Said,
}

/// Applies corrections to a notice that was read from `text`. What was rejected or corrected, and what does not fit, is
/// said in the diagnostics `corrected` and `correction-misfit`. Ids are the places in the lists as they are then.
pub fn apply<'a>(notice: &mut Notice<'a>, text: &'a str, corrections: &Corrections<'a>) -> Applied {
    let folded = Folded::new(text);
    let mut applied = Applied::default();
    let ground = Ground::new(&folded, notice);
    let mut decided: HashMap<Value, (usize, &Correction<'a>)> = HashMap::new();
    let index = Index::new(notice, |span| soft::text(&folded, span));
    for (at, correction) in corrections.corrections.iter().enumerate() {
        let number = at + 1;
        let reason = match index.find(correction) {
            Found::One(value) => match decided.entry(value) {
                Entry::Vacant(free) => {
                    free.insert((number, correction));
                    continue;
                }
                Entry::Occupied(taken) => {
                    let first = taken.get().0;
                    Said::new(format!("correction {first} is for the same value"), format!("第 {first} 条更正已针对同一内容"))
                }
            },
            Found::Several => Said::new("several values stand there, and none has this id", "此处有多个同类内容，且编号均不相符"),
            Found::None => missing(&folded, correction),
        };
        applied.misfits.push(misfit(number, correction, &reason));
    }
    let mut decided: Vec<(Value, usize, &Correction<'a>)> = decided.into_iter().map(|(v, (n, c))| (v, n, c)).collect();
    decided.sort_by_key(|d| d.0);
    let rejected: HashSet<Value> = decided.iter().filter(|d| d.2.action == Action::Reject).map(|d| d.0).collect();
    for (value, number, correction) in decided {
        match (correction.action, &correction.set) {
            (Action::Correct, Some(set)) => {
                let gone = matches!(value, Value::Assignment(task, _) if rejected.contains(&Value::Task(task)));
                let changed = if gone {
                    Err(Said::new("its task is rejected", "其任务已被否定"))
                } else {
                    change::change(notice, value, set, &ground)
                };
                if let Err(reason) = changed {
                    applied.misfits.push(misfit(number, correction, &reason));
                    continue;
                }
                applied.corrected += 1;
            }
            (Action::Reject, _) => applied.rejected += 1,
            _ => {
                applied.accepted += 1;
                continue;
            }
        }
        notice.diagnostics.push(said("corrected", Severity::Info, correction.span, format!("by hand: {}", shown(correction).english)));
    }
    renumber::without(notice, &rejected);
    applied.misfits.sort_by_key(|m| m.number);
    for misfit in &mut applied.misfits {
        // A place behind the end of this text is no place in it.
        misfit.span = Span::new(misfit.span.from().min(folded.len()), misfit.span.to().min(folded.len()));
        notice.diagnostics.push(said(MISFIT, Severity::Warning, misfit.span, misfit.message.english.clone()));
    }
    applied
}

fn said<'a>(code: &'static str, severity: Severity, span: Span, message: String) -> Diagnostic<'a> {
    Diagnostic { code: code.into(), severity, message: message.into(), span, help: None }
}

/// Why nothing was found: the text is another one, or is no value any more.
fn missing(text: &Folded, correction: &Correction) -> Said {
    let span = correction.span;
    if let Some(fault) = change::outside(text, span) {
        return fault;
    }
    let there = soft::text(text, span);
    // The text of a task leaves out what stands between its pieces.
    if correction.kind != Kind::Task && squeezed(&there) != squeezed(&correction.text) {
        let there = excerpt(&there);
        return Said::new(format!("the text there is “{there}”"), format!("此处原文为“{there}”"));
    }
    Said::new("no such value was read there", "此处没有读出这一内容")
}

fn misfit(number: usize, correction: &Correction, reason: &Said) -> Misfit {
    let shown = shown(correction);
    let message = Said::new(
        format!("correction {number} ({}) does not fit: {}", shown.english, reason.english),
        format!("第 {number} 条更正（{}）不再相符：{}", shown.chinese, reason.chinese),
    );
    Misfit { number, span: correction.span, message }
}

/// A correction in words: what is done to which value.
fn shown(correction: &Correction) -> Said {
    let (english, chinese) = match correction.action {
        Action::Accept => ("accept", "认可"),
        Action::Reject => ("reject", "否定"),
        Action::Correct => ("correct", "更正"),
    };
    let (kind, kind_chinese) = match correction.kind {
        Kind::Task => ("task", "任务"),
        Kind::Assignment => ("assignment", "分工"),
        Kind::Target => ("target", "目标"),
        Kind::Date => ("date", "日期"),
        Kind::Reference => ("reference", "引用"),
        Kind::Metadata => ("metadata", "要素"),
    };
    let id = correction.id.map(|id| format!(" {id}")).unwrap_or_default();
    let (span, text) = (correction.span, excerpt(&correction.text));
    let place = format!("{}–{}", span.start, span.end);
    Said::new(format!("{english} {kind}{id} “{text}” at {place}"), format!("{chinese}{kind_chinese}{id}“{text}”，位于 {place}"))
}

/// The beginning of a text, on one line.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
