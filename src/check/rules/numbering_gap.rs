use super::WARNING;
use crate::check::runs::Kind;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;

rule!("numbering-gap", WARNING, WARNING, "GB/T 9704-2012 7.3.3");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    for slip in subject.slips() {
        let Kind::Gap(from, to) = slip.kind else { continue };
        let here = subject.quoted(slip.span);
        let missing = if from == to { from.to_string() } else { format!("{from}–{to}") };
        let message = match slip.before {
            Some(before) => {
                let before = subject.quoted(before);
                Said::new(
                    format!("{here} follows {before}: number {missing} is left out"),
                    format!("“{here}”紧接“{before}”，缺第 {missing} 项"),
                )
            }
            None => Said::new(format!("the count begins with {here}: number {missing} is left out"), format!("编号从“{here}”开始，缺第 {missing} 项")),
        };
        let help = Said::new("number the items one after another, or put back what was dropped", "按顺序重新编号，或补上漏掉的内容");
        out.push(Fault::new(slip.span, message, help));
    }
}
