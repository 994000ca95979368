use super::INFO;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::model::NodeKind;
use crate::span::Span;
use crate::text::class;

rule!("heading-punctuation", INFO, INFO, "GB/T 15834-2011");

/// What is longer is a sentence rather than a heading.
const HEADING: usize = 30;

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let text = subject.text;
    for item in subject.findings.items.iter().filter(|i| i.kind == NodeKind::Section && !i.body.is_empty() && i.body.len() <= HEADING) {
        let last = item.body.to() - 1;
        let inner = Span::new(item.body.from(), last);
        let sentence = text.classes(inner).iter().any(|c| matches!(*c, class::STOP | class::SEMICOLON | class::COLON));
        let ends = matches!(text.class(last), class::STOP | class::COMMA | class::SEMICOLON | class::COLON) && !sentence;
        if !ends || matches!(text.unit(last), 0x21 | 0x3F) {
            continue;
        }
        // A colon that opens the list below it is a sentence's.
        if text.class(last) == class::COLON && text.has_any(inner, crate::words!["如下", "下列", "以下", "包括", "应当", "条件", "为", "下"]) {
            continue;
        }
        let span = Span::new(last, last + 1);
        let here = subject.slice(span);
        let message = Said::new(format!("a heading on a line of its own ends in {here}"), format!("单独成行的标题末尾用了“{here}”"));
        out.push(Fault::new(span, message, Said::new("leave it out", "删去末尾标点")));
    }
}
