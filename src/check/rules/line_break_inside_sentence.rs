use super::INFO;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::class;

rule!("line-break-inside-sentence", INFO, INFO, "internal consistency");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let text = subject.text;
    for block in subject.findings.blocks.iter().filter(|b| b.joined) {
        let mut at = block.body.from();
        while let Some(newline) = text.next(at, block.body.to(), class::NEWLINE) {
            at = text.skip_blank(newline, block.body.to()).max(newline + 1);
            let message = Said::new("a hard line break inside a sentence", "句子中间有硬换行");
            out.push(Fault::new(Span::new(newline, newline + 1), message, Said::new("join the lines", "将前后两行连成一行")));
        }
    }
}
