use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::class;
use crate::words;

rule!("attachment-title-differs", WARNING, WARNING, "GB/T 9704-2012 7.3.7");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let findings = subject.findings;
    for attachment in &findings.attachments {
        let (Some(listed), Some(part)) = (attachment.listed, attachment.part) else { continue };
        let Some(own) = findings.layout.parts[part].title else { continue };
        if same(subject, listed, own) {
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

/// Whether a listed title and an attachment's own are one: marks, white space and a file's ending aside.
fn same(subject: &Subject, listed: Span, own: Span) -> bool {
    let text = subject.text;
    let noted = plain(subject, without_note(subject, listed));
    let said = plain(subject, own);
    if noted == said {
        return true;
    }
    // A title that goes on over the next line, or runs into the attachment's first item, was read too short or too long.
    let goes_on = plain(subject, Span::new(own.from(), text.len().min(own.to() + listed.len() + 8)));
    let digits = |units: &[u16]| units.first().is_some_and(|u| (0x30..0x3A).contains(u));
    goes_on.starts_with(&noted) && (noted.len() > said.len() || digits(&said[noted.len()..]))
}

/// A listed title without what the note says of it: （另附）, （略）.
fn without_note(subject: &Subject, listed: Span) -> Span {
    let text = subject.text;
    let listed = text.trim(listed);
    let Some(open) = text.last(listed.from(), listed.to(), class::OPEN) else { return listed };
    let note = Span::new(open, listed.to());
    if text.class_before(listed.to()) == class::CLOSE && text.has_any(note, words!["另", "略", "单独", "见", "不发", "下载"]) {
        Span::new(listed.from(), open)
    } else {
        listed
    }
}

/// A title as it is compared: letters, ideographs and digits, without the ending of a file's name.
fn plain(subject: &Subject, title: Span) -> Vec<u16> {
    let text = subject.text;
    let title = text.trim(title);
    let ending = text.longest_before(title.to(), words![".docx", ".doc", ".xlsx", ".xls", ".pdf", ".wps", ".et", ".zip", ".rar"]).unwrap_or(0);
    let title = Span::new(title.from(), title.to() - ending);
    text.units(title).iter().zip(text.classes(title)).filter(|(_, c)| class::is_word(**c)).map(|(u, _)| *u).collect()
}
