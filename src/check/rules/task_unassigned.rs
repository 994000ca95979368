use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::lexicon;
use crate::model::{MarkerStyle, NodeKind};
use crate::text::soft;
use std::collections::HashMap;

rule!("task-unassigned", WARNING, WARNING, "internal consistency");

/// So many siblings have to have a clause before one without is an oversight.
const SIBLINGS: usize = 4;
/// At most one in so many may lack one.
const FEW: usize = 5;
/// In a section of fewer, one alone is an oversight where so many of its level in the part have a clause,
const LEVEL: usize = 10;
/// and one in so many at most lacks one.
const RARE: usize = 10;

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let findings = subject.findings;
    let items = &findings.items;
    // Whether a node, or anything below it, has a clause.
    let mut assigned = vec![false; items.len()];
    for unit in &findings.units {
        assigned[unit.item] = true;
    }
    let own = assigned.clone();
    for i in (0..items.len()).rev() {
        if assigned[i] && let Some(parent) = items[i].parent {
            assigned[parent] = true;
        }
    }
    let mut families: HashMap<(usize, Option<usize>, MarkerStyle), Vec<usize>> = HashMap::new();
    for (i, item) in items.iter().enumerate().filter(|(_, item)| item.kind == NodeKind::Item) {
        if let Some(mark) = item.mark {
            families.entry((item.part, item.parent, mark.style)).or_default().push(i);
        }
    }
    // Of each level, how many there are and how many have a clause.
    let level = |i: usize| items[i].mark.map(|m| (items[i].part, m.style, items[i].depth));
    let mut levels: HashMap<_, (usize, usize)> = HashMap::new();
    for &i in families.values().flatten() {
        let (all, with) = levels.entry(level(i)).or_default();
        *all += 1;
        *with += usize::from(assigned[i]);
    }
    let mut lacking: Vec<(usize, usize)> = Vec::new();
    for family in families.values() {
        let (with, without): (Vec<usize>, Vec<usize>) = family.iter().partition(|&&i| assigned[i]);
        if with.len() >= SIBLINGS && !without.is_empty() && without.len() * FEW <= with.len().max(FEW) {
            lacking.extend(without.into_iter().map(|i| (i, with.len())));
        } else if let ([one], true) = (&without[..], !with.is_empty()) {
            let (all, with) = levels[&level(*one)];
            if with >= LEVEL && (all - with) * RARE <= all {
                lacking.push((*one, with));
            }
        }
    }
    lacking.sort_unstable();
    for (i, others) in lacking {
        // 附则, 组织保障: nobody's task.
        let heading = items[i].heading.map(|h| soft::squeezed(subject.text, h));
        if heading.is_some_and(|h| lexicon::HEADINGS.contains(&h)) {
            continue;
        }
        // A clause at the parent's end covers what stands below it.
        if items[i].parent.is_some_and(|p| own[p]) {
            continue;
        }
        let Some(mark) = items[i].mark else { continue };
        let here = subject.quoted(mark.span);
        let message = Said::new(
            format!("nobody is responsible for {here}, though {others} items of its level name who is"),
            format!("“{here}”没有写明责任单位，而同级的 {others} 项都已写明"),
        );
        out.push(Fault::new(mark.span, message, Said::new("add who leads or is responsible", "补写牵头单位或责任单位")));
    }
}
