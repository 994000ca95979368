use super::{INFO, WARNING};
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("title-missing", INFO, WARNING, "GB/T 9704-2012 7.3.1");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    if !subject.is_notice() || subject.notice.metadata.title.is_some() {
        return;
    }
    let message = Said::new("the notice has no title", "公文没有标题");
    let help = Said::new("add one above the recipients: who issues it, what about, and its kind", "在主送机关之上补写标题：发文机关、事由、文种");
    out.push(Fault::new(subject.first_line(), message, help));
}
