use super::WARNING;
use crate::check::runs::Kind;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("numbering-order", WARNING, WARNING, "GB/T 9704-2012 7.3.3");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    for slip in subject.slips().iter().filter(|s| s.kind == Kind::Back) {
        let here = subject.quoted(slip.span);
        let before = slip.before.map(|b| subject.quoted(b)).unwrap_or_default();
        let message = Said::new(format!("{here} stands behind {before}: the count goes back"), format!("“{here}”排在“{before}”之后，编号倒退"));
        out.push(Fault::new(slip.span, message, Said::new("put the items in their order, or number them anew", "调整先后次序，或重新编号")));
    }
}
