use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::resolve::attachments::Joined;

rule!("attachment-absent", WARNING, WARNING, "GB/T 9704-2012 7.3.7");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let attachments = &subject.findings.attachments;
    // Bodies without a number beside a note with numbers were parted wrongly, or are not all of the attachments.
    let told = |a: &Joined| a.part.is_some() && (a.listed.is_some() || a.number.is_some());
    if attachments.iter().all(|a| a.part.is_none()) || attachments.iter().any(|a| a.part.is_some() && !told(a)) {
        return;
    }
    for attachment in attachments.iter().filter(|a| a.part.is_none()) {
        let Some(listed) = attachment.listed else { continue };
        let shown = super::shown(subject, attachment.number, attachment.title);
        let message = Said::new(
            format!("the attachment note lists {}, which is not here", shown.english),
            format!("附件说明列有{}，但文中没有该附件", shown.chinese),
        );
        out.push(Fault::new(subject.text.trim(listed), message, Said::new("add the attachment, or take it out of the note", "补上附件，或从附件说明中删去")));
    }
}
