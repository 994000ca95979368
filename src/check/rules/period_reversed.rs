use super::ERROR;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::resolve::days;

rule!("period-reversed", ERROR, ERROR, "internal consistency");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    for date in subject.findings.dates.iter().filter(|d| d.fault == Some(days::Fault::Reversed)) {
        let here = subject.quoted(date.span);
        let message = Said::new(format!("the period {here} ends before it begins"), format!("起止时间“{here}”的终点早于起点"));
        out.push(Fault::new(date.span, message, Said::new("put the earlier date first, or mend the year", "先写起点，或改正年份")));
    }
}
