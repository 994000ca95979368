use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::tasks::Clause;
use crate::text::{Words, class, soft};
use crate::words;
use std::borrow::Cow;

rule!("department-duplicate", WARNING, WARNING, "internal consistency");

/// What may stand directly behind a name in a clause besides punctuation.
const BEHIND: &Words = words!["牵头", "负责", "配合", "按", "等", "会同", "参与", "协助", "落实", "分别", "根据", "依", "指导", "督办"];

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    for clause in subject.findings.units.iter().flat_map(|u| &u.clauses) {
        in_clause(subject, clause, out);
    }
    out.sort_by_key(|f| f.span);
    out.dedup_by_key(|f| f.span);
}

/// A clause of more names than this is none that somebody wrote; each is looked for in all of it.
const NAMES: usize = 500;

fn in_clause(subject: &Subject, clause: &Clause, out: &mut Vec<Fault>) {
    let text = subject.text;
    if clause.named.len() > NAMES {
        return;
    }
    // 以下均需甲、乙落实: a sentence about the clauses that follow.
    let end = text.find_any(clause.span, words!["以下均需", "以下任务", "以下各项", "以下工作"]).map_or(clause.span.to(), |(at, _)| at);
    let mut names: Vec<(Cow<[u16]>, Span)> = clause.named.iter().filter(|n| n.name.from() < end).map(|n| (soft::squeezed(text, n.name), n.name)).collect();
    names.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    for same in names.chunk_by(|a, b| a.0 == b.0) {
        let (name, first) = (&same[0].0, same[0].1);
        // Under two roles each is read; under one role the second is not, and is looked for.
        for &(_, again) in same.iter().skip(1) {
            out.push(fault(subject, again));
        }
        if name.len() < 3 {
            continue;
        }
        let known = |at: usize| same.iter().any(|n| n.1.from() == at);
        let mut from = first.to();
        while let Some(at) = text.find(Span::new(from, end.max(from)), name) {
            from = at + name.len();
            if !known(at) && stands_alone(subject, Span::new(at, from)) {
                out.push(fault(subject, Span::new(at, from)));
            }
        }
    }
}

/// Whether a name stands in a list by itself, not inside a longer one.
fn stands_alone(subject: &Subject, name: Span) -> bool {
    let text = subject.text;
    let parts = |c: u8| matches!(c, class::ENUM | class::COMMA | class::SEMICOLON | class::COLON | class::STOP) || class::is_blank(c);
    let before = parts(text.class_before(name.from())) || text.class_before(name.from()) == class::OPEN;
    let behind = text.class(name.to());
    before && (parts(behind) || behind == class::CLOSE || behind == class::NONE || text.longest_at(name.to(), BEHIND).is_some())
}

fn fault(subject: &Subject, name: Span) -> Fault {
    let here = subject.quoted(name);
    let message = Said::new(format!("{here} stands twice in one clause"), format!("“{here}”在同一分工中重复出现"));
    Fault::new(name, message, Said::new("name it once, in one role", "只保留一处，明确一种职责"))
}
