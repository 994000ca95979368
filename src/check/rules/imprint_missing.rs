use super::{QUIET, WARNING};
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("imprint-missing", QUIET, WARNING, "GB/T 9704-2012 7.4");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let metadata = &subject.notice.metadata;
    if metadata.printed_by.is_some() || metadata.printed_on.is_some() {
        return;
    }
    let message = Said::new("the colophon does not say who printed the document and when", "版记中没有印发机关和印发日期");
    let help = Said::new("add a last line such as 江源县人民政府办公室　2024年3月5日印发", "在末尾补写，如 江源县人民政府办公室　2024年3月5日印发");
    out.push(Fault::new(subject.head(), message, help));
}
