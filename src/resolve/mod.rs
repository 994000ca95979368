//! Second pass: what one mention says by way of another. Years left out, short names, who leads, which attachment.
//!
//! Each policy lives in one function with its order written above it.

pub mod attachments;
pub mod days;

use crate::extract::references;
use crate::extract::targets;
use crate::model::Relation;
use crate::span::Span;
use crate::text::{Folded, Words, class, wide};
use crate::words;
use std::collections::HashMap;

/// For each reference the one whose short name it is. A short name is one that 以下简称 defines; from there on every
/// 《short》 without a number of its own is an alias of the reference that it was defined for.
pub fn aliases(text: &Folded, found: &[references::Mention]) -> Vec<Option<usize>> {
    let mut names: HashMap<&[u16], usize> = HashMap::new();
    let mut out = Vec::with_capacity(found.len());
    for mention in found {
        let title = mention.title.map(|t| text.units(t));
        let alias = match (mention.defines, title) {
            (Some(of), Some(title)) => {
                names.insert(title, of);
                Some(of)
            }
            (None, Some(title)) if mention.number.is_none() => names.get(title).copied(),
            _ => None,
        };
        out.push(alias);
    }
    out
}

/// How a document says once who leads among those listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leading {
    /// 列第一位者为牵头单位
    pub first: bool,
    /// 逗号前面的为牵头单位
    pub before_comma: bool,
}

/// Looks for the sentence that says who leads.
pub fn leading(text: &Folded) -> Leading {
    let mut leading = Leading::default();
    let mut from = 0;
    while let Some((at, len)) = text.find_any(Span::new(from, text.len()), words!["为牵头", "为总牵头"]) {
        let before = Span::new(at.saturating_sub(24), at);
        leading.first |= text.has_any(before, words!["第一", "首位", "排首", "列首", "排名首"]);
        leading.before_comma |= text.has_any(before, words!["逗号前", "分号前"]);
        from = at + len;
    }
    leading
}

/// The date by which a target is due: the last deadline in front of it in its sentence, else the last whole year there.
pub fn due(target: &targets::Mention, dates: &[days::Resolved]) -> Option<usize> {
    let last = |wanted: &dyn Fn(&days::Resolved) -> bool| {
        let inside = |d: &days::Resolved| d.span.start >= target.sentence.start && d.span.end <= target.quantity.span.start;
        dates.iter().rposition(|d| inside(d) && wanted(d))
    };
    last(&|d| d.relation == Relation::By).or_else(|| last(&|d| d.relation == Relation::During && d.latest.is_some() && !d.compared))
}

/// The date that a change is counted from: 比2015年下降.
pub fn baseline(target: &targets::Mention, dates: &[days::Resolved]) -> Option<usize> {
    dates.iter().position(|d| d.compared && target.span.contains(d.span) && d.span.end <= target.quantity.span.start)
}

/// Whether a label in front of a date says that it is a deadline: 完成时限：2025年6月.
pub fn is_labelled_due(text: &Folded, span: Span) -> bool {
    const LABELS: &Words = words!["时限:", "完成时间:", "完成期限:", "办结时间:", "办理期限:", "整改期限:", "截止时间:", "截止日期:"];
    let at = text.run_back(span.from(), 0, |c| c == class::SPACE);
    text.longest_before(at, LABELS).is_some()
}

/// Whether a date stands behind 比 or 较: 比考核基准年2015年.
pub fn is_compared(text: &Folded, date: Span) -> bool {
    let from = text.run_back(date.from(), date.from().saturating_sub(8), class::is_word);
    wide::find(text.units(Span::new(from, date.from())), crate::w!("比")).is_some() || text.ends(date.from(), crate::w!("较"))
}
