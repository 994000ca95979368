use super::{INFO, WARNING};
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("recipients-missing", INFO, WARNING, "GB/T 9704-2012 7.3.2");

/// Kinds of document that are addressed to somebody.
const ADDRESSED: &[&str] = &["通知", "通报", "函", "复函", "批复", "请示", "报告"];

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let metadata = &subject.notice.metadata;
    let Some(kind) = metadata.kind.as_ref().filter(|k| ADDRESSED.contains(&k.text.as_ref())) else { return };
    if !metadata.recipients.is_empty() || !subject.is_notice() {
        return;
    }
    let kind = &kind.text;
    let message = Said::new(format!("a {kind} names its recipients; none are here"), format!("“{kind}”应当写明主送机关，此处没有"));
    let help = Said::new("add them on a line of their own below the title, with a colon", "在标题之下单列一行写明，后加冒号");
    out.push(Fault::new(subject.head(), message, help));
}
