use super::INFO;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::model::MarkerStyle::{Arabic, BracketedHanzi, Hanzi};
use std::collections::HashSet;

rule!("level-skip", INFO, INFO, "GB/T 9704-2012 7.3.3");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let items = &subject.findings.items;
    let style = |i: usize| items[i].mark.map(|m| m.style);
    let arabic = |i: usize| style(i) == Some(Arabic);
    let above = |i: usize| items[i].parent.and_then(style);
    // 一、 then 1. is legal where the part has no （一） between them anywhere.
    let below = |i: &usize| arabic(*i) && above(*i) == Some(BracketedHanzi);
    let third = |i: &usize| items[*i].parent.and_then(|p| items[p].parent).and_then(style) == Some(Hanzi);
    let three_levels: HashSet<usize> = (0..items.len()).filter(below).filter(third).map(|i| items[i].part).collect();
    let mut reported = None;
    for i in (0..items.len()).filter(|&i| arabic(i) && above(i) == Some(Hanzi)) {
        if items[i].parent == reported || !three_levels.contains(&items[i].part) {
            continue;
        }
        reported = items[i].parent;
        let Some(mark) = items[i].mark else { continue };
        let here = subject.quoted(mark.span);
        let message = Said::new(
            format!("{here} stands directly below 一、, where other sections have （一） between"),
            format!("“{here}”直接位于“一、”一级之下，而其他部分中间有“（一）”一级"),
        );
        out.push(Fault::new(mark.span, message, Said::new("use （一） for the second level throughout", "第二层次统一用“（一）”")));
    }
}
