use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::class;

rule!("attachment-title-differs", WARNING, WARNING, "GB/T 9704-2012 7.3.7");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let findings = subject.findings;
    for attachment in &findings.attachments {
        let (Some(listed), Some(part)) = (attachment.listed, attachment.part) else { continue };
        let Some(own) = findings.layout.parts[part].title else { continue };
        if plain(subject, listed) == plain(subject, own) {
            continue;
        }
        let (listed, said) = (subject.quoted(listed), subject.quoted(own));
        let message = Said::new(
            format!("the attachment calls itself {said}, the attachment note {listed}"),
            format!("附件自身标题“{said}”与附件说明所列“{listed}”不一致"),
        );
        out.push(Fault::new(subject.text.trim(own), message, Said::new("use one title in both places", "两处使用同一标题")));
    }
}

/// A title as it is compared: letters, ideographs and digits.
fn plain(subject: &Subject, title: Span) -> Vec<u16> {
    let text = subject.text;
    text.units(title).iter().zip(text.classes(title)).filter(|(_, c)| class::is_word(**c)).map(|(u, _)| *u).collect()
}
