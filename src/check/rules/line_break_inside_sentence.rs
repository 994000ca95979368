use super::INFO;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;

rule!("line-break-inside-sentence", INFO, INFO, "internal consistency");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let text = subject.text;
    for block in subject.findings.blocks.iter().filter(|b| b.joined && !subject.findings.paged) {
        for at in text.breaks(block.body) {
            // Between Latin words the break stands as a space.
            let kept = text.slice(Span::new(at - 1, at)) == "\n";
            let span = if kept { Span::new(at - 1, at) } else { Span::new(at, at) };
            let message = Said::new("a hard line break inside a sentence", "句子中间有硬换行");
            out.push(Fault::new(span, message, Said::new("join the lines", "将前后两行连成一行")));
        }
    }
}
