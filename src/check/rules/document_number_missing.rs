use super::{QUIET, WARNING};
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("document-number-missing", QUIET, WARNING, "GB/T 9704-2012 7.2.5");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    if subject.notice.metadata.document_number.is_some() {
        return;
    }
    let message = Said::new("the document has no number", "公文没有发文字号");
    let help = Said::new("add the agency's code, the year in 〔〕 and the serial: 江政发〔2024〕6号", "补写机关代字、年份（六角括号）和序号，如 江政发〔2024〕6号");
    out.push(Fault::new(subject.head(), message, help));
}
