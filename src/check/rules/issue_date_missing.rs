use super::{INFO, WARNING};
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("issue-date-missing", INFO, WARNING, "GB/T 9704-2012 7.3.5");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    if subject.notice.metadata.issued_on.is_some() || !subject.is_notice() {
        return;
    }
    let message = Said::new("the document has no date of issue", "公文没有成文日期");
    let help = Said::new("add year, month and day below the issuer: 2024年3月5日", "在署名之下写明年、月、日，如 2024年3月5日");
    out.push(Fault::new(subject.head(), message, help));
}
