use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::{Words, soft, wide};
use crate::words;
use std::borrow::Cow;
use std::collections::HashMap;

rule!("alias-undefined", WARNING, WARNING, "internal consistency");

/// Short names that are no titles: a kind of document and perhaps what it is for.
const BARE: &Words = words![
    "方案", "实施方案", "工作方案", "行动方案", "办法", "暂行办法", "管理办法", "实施办法", "意见", "实施意见", "指导意见", "若干意见",
    "规划", "计划", "行动计划", "通知", "细则", "实施细则", "规定", "若干规定", "暂行规定", "条例", "实施条例", "措施", "若干措施", "纲要",
    "规划纲要", "要点", "工作要点", "决定"
];

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let (text, findings) = (subject.text, subject.findings);
    // What a text means whose own title is not there cannot be told.
    if titles(subject).next().is_none() {
        return;
    }
    let own: Vec<Span> = titles(subject).collect();
    let mut known: Vec<Span> = own.clone();
    known.extend(findings.layout.listed.iter().map(|l| l.title));
    known.extend(findings.references.iter().filter_map(|r| r.title));
    // For each short name from where on a longer title says what it means: the document's own titles govern all of it.
    let mut from: HashMap<Cow<[u16]>, Option<u32>> = HashMap::new();
    for (reference, alias) in findings.references.iter().zip(&findings.aliases) {
        let Some(title) = reference.title.filter(|_| alias.is_none() && reference.number.is_none() && reference.defines.is_none()) else {
            continue;
        };
        let short = soft::squeezed(text, title);
        if !BARE.contains(&short) {
            continue;
        }
        let said = *from.entry(short).or_insert_with_key(|short| {
            let longer = |t: &&Span| t.len() > short.len() && wide::find(&soft::squeezed(text, **t), short).is_some();
            if own.iter().any(|t| longer(&t)) { Some(0) } else { known.iter().filter(longer).map(|t| t.start).min() }
        });
        if said.is_some_and(|at| at < title.start) || itself(subject, reference.span) || defined_in_words(subject, reference.span) {
            continue;
        }
        let here = subject.quoted(reference.span);
        let message = Said::new(
            format!("{here} is a short name that nothing before it defines"),
            format!("简称“{here}”此前没有以“以下简称”说明，也没有出现过全称"),
        );
        out.push(Fault::new(reference.span, message, Said::new("give the full title first, with （以下简称《…》）", "首次出现时写全称，并注明“以下简称”")));
    }
}

/// The titles of the document and its parts.
fn titles(subject: &Subject) -> impl Iterator<Item = Span> {
    let layout = &subject.findings.layout;
    layout.parts.iter().filter_map(|p| p.title).chain(layout.elements.title)
}

/// 本《通知》: the document speaks of itself.
fn itself(subject: &Subject, span: Span) -> bool {
    subject.text.longest_before(span.from(), words!["本", "该", "此", "上述", "以上", "前述"]).is_some()
}

/// 以下简称 in front of it, though no title could be read there.
fn defined_in_words(subject: &Subject, span: Span) -> bool {
    let text = subject.text;
    text.has_any(Span::new(span.from().saturating_sub(8), span.from()), words!["简称", "下称", "称为"])
}
