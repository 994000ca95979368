use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::model::PartKind;
use crate::text::soft;
use crate::w;

rule!("attachment-unlisted", WARNING, WARNING, "GB/T 9704-2012 7.3.4");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let findings = subject.findings;
    if findings.layout.listed.is_empty() {
        return;
    }
    // One without a number may belong to what is enclosed; so may a 附表.
    for attachment in findings.attachments.iter().filter(|a| a.listed.is_none() && a.number.is_some()) {
        let Some(part) = attachment.part.map(|p| &findings.layout.parts[p]).filter(|p| p.kind == PartKind::Attachment) else { continue };
        let label = soft::squeezed(subject.text, subject.first_line_of(part.span));
        if !label.starts_with(w!("附件")) {
            continue;
        }
        let place = part.title.map(|t| subject.text.trim(t)).unwrap_or_else(|| subject.first_line_of(part.span));
        let shown = super::shown(subject, attachment.number, part.title);
        let message = Said::new(
            format!("the attachment {} is here, but the attachment note does not list it", shown.english),
            format!("有附件{}，但附件说明没有列出", shown.chinese),
        );
        out.push(Fault::new(place, message, Said::new("list it in the note below the text", "在正文下的附件说明中列出")));
    }
}
