use super::ERROR;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::resolve::days;

rule!("date-invalid", ERROR, ERROR, "GB/T 15835-2011");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    for date in subject.findings.dates.iter().filter(|d| d.fault == Some(days::Fault::Invalid)) {
        let here = subject.quoted(date.span);
        let message = Said::new(format!("{here} is no day of the calendar"), format!("“{here}”在日历上不存在"));
        out.push(Fault::new(date.span, message, Said::new("write the day that is meant", "改为正确的日期")));
    }
}
