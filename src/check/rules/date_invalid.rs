use super::ERROR;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::resolve::days;
use crate::span::Span;
use crate::text::full_date;

rule!("date-invalid", ERROR, ERROR, "GB/T 15835-2011");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    for date in subject.findings.dates.iter().filter(|d| d.fault == Some(days::Fault::Invalid)) {
        let place = no_day(subject, date.span).unwrap_or(date.span);
        let here = subject.quoted(place);
        let message = Said::new(format!("{here} is no day of the calendar"), format!("“{here}”在日历上不存在"));
        out.push(Fault::new(place, message, Said::new("write the day that is meant", "改为正确的日期")));
    }
}

/// The whole day inside a mention that the calendar does not have.
fn no_day(subject: &Subject, within: Span) -> Option<Span> {
    let mut from = within.from();
    while let Some((span, day)) = full_date::next(subject.text, from, within.to()) {
        if day.date().is_none() {
            return Some(span);
        }
        from = span.to();
    }
    None
}
