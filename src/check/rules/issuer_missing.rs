use super::{INFO, WARNING};
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("issuer-missing", INFO, WARNING, "GB/T 9704-2012 7.3.5");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let banner = &subject.findings.layout.elements.banner;
    if !subject.notice.metadata.issuers.is_empty() || !banner.is_empty() || !subject.is_notice() {
        return;
    }
    let message = Said::new("no organ signs the document or is named in its title", "公文没有发文机关署名，标题中也没有发文机关");
    let help = Said::new("add the issuer below the text, above the date", "在正文之下、成文日期之上署发文机关名称");
    out.push(Fault::new(subject.head(), message, help));
}
