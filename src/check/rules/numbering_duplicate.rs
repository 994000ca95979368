use super::WARNING;
use crate::check::runs::Kind;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("numbering-duplicate", WARNING, WARNING, "GB/T 9704-2012 7.3.3");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    for slip in subject.slips().iter().filter(|s| s.kind == Kind::Twice) {
        let (here, next) = (subject.quoted(slip.span), slip.ordinal + 1);
        let message = Said::new(format!("{here} stands twice in a row"), format!("“{here}”连续出现两次"));
        let help = Said::new(
            format!("if nothing is doubled, this is number {next} and the rest counts on from it"),
            format!("内容若无重复，此处应为第 {next} 项，其后依次顺延"),
        );
        out.push(Fault::new(slip.span, message, help));
    }
}
