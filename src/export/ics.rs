//! Deadlines as iCalendar (RFC 5545): an all-day event on the last day, one a deadline and task.
//!
//! | deadline | what we write |
//! |---|---|
//! | 2018年6月30日前 | `DTSTART;VALUE=DATE:20180630`, `DTEND` the day behind, as 3.6.1 wants it |
//! | 每年12月底前 | `RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1`, from the first such day on or after the date of issue |
//! | 每年6月前 | the same with `BYMONTHDAY=-1`: due on the last day that the words allow |
//! | 每季度末, 每季度10日前 | the last months of quarters, the first months of quarters |
//! | 印发之日起30日内 | nothing: no day is said |
//!
//! Events, not to-dos (`VTODO`), since most calendars import nothing else. They leave the day free (`TRANSP`). `UID` comes
//! from the hash of the input and the ids in it, `DTSTAMP` is the date of issue: importing twice changes nothing. A
//! document whose bytes came before is passed over, since its events would have the same `UID`s.

use super::ledger::{self, Entries};
use super::{Document, Writer, plain};
use crate::language::Language;
use crate::model::{Date, Task};
use crate::write::outline::cut;
use icalendar::{Component, Event, Property};
use jiff::ToSpan;
use jiff::civil;
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};

/// How many columns of a task a calendar shows in its grid.
const SUMMARY: usize = 100;
/// How many columns of a text stand in the description of an event: calendars cut longer ones themselves.
const TEXT: usize = 1000;

/// An iCalendar file.
pub struct Calendar<W> {
    out: W,
    language: Language,
    /// Hashes of the documents so far.
    seen: HashSet<String>,
}

impl<W: Write> Calendar<W> {
    /// Begins the calendar.
    pub fn new(mut out: W, language: Language) -> io::Result<Calendar<W>> {
        let product = language.either("-//gongwen//deadlines//EN", "-//gongwen//deadlines//ZH");
        write!(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{product}\r\nCALSCALE:GREGORIAN\r\n")?;
        Ok(Calendar { out, language, seen: HashSet::new() })
    }
}

impl<W: Write> Writer<W> for Calendar<W> {
    fn add(&mut self, document: &Document) -> io::Result<()> {
        let notice = document.notice;
        if !self.seen.insert(notice.source.sha256.to_string()) {
            return Ok(());
        }
        let issued = notice.metadata.issued_on.as_ref().and_then(ledger::last_day);
        let entries = Entries::new(document, 1, self.language);
        let stamp = format!("{}T000000Z", compact(issued.unwrap_or(civil::date(1970, 1, 1))));
        for task in &notice.tasks {
            let (mut deadlines, content) = (entries.deadlines(task).peekable(), entries.content(task));
            if deadlines.peek().is_none() {
                continue;
            }
            let summary = summary(task, &content, self.language);
            let description = description(document, task, &content, self.language);
            for date in deadlines {
                let Some((day, rule)) = due(date, issued) else { continue };
                let Ok(next) = day.checked_add(1.day()) else { continue };
                let (deadline, source) = (plain(&date.text), entries.source(date.span));
                let (deadline, source) = self.language.either(
                    (format!("Deadline: {deadline}"), format!("Source: {source}")),
                    (format!("时限：{deadline}"), format!("来源：{source}")),
                );
                let mut event = Event::new();
                event
                    .uid(&format!("{}-{}-{}@gongwen", notice.source.sha256, date.id, task.id))
                    .add_property("DTSTAMP", &stamp)
                    .append_property(on("DTSTART", day))
                    .append_property(on("DTEND", next))
                    .add_property("TRANSP", "TRANSPARENT")
                    .summary(&summary)
                    .description(&format!("{deadline}\n{description}\n{}", plain(&source)));
                if let Some(rule) = rule {
                    event.add_property("RRULE", rule);
                }
                let shown = event.done().try_into_string().map_err(|_| io::Error::other("an event could not be formatted"))?;
                self.out.write_all(shown.as_bytes())?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<W> {
        self.out.write_all(b"END:VCALENDAR\r\n")?;
        Ok(self.out)
    }
}

fn compact(day: civil::Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn on(name: &str, day: civil::Date) -> Property {
    let mut property = Property::new(name, compact(day));
    property.add_parameter("VALUE", "DATE");
    property.done()
}

/// Who does what, in the width of a calendar's grid.
fn summary(task: &Task, content: &str, language: Language) -> String {
    let leads = ledger::leads(task);
    let all = if leads.is_empty() { ledger::responsible(task) } else { leads };
    let names: Vec<&str> = all.split('、').collect();
    let who = match names.as_slice() {
        [first, rest @ ..] if rest.len() > 1 => {
            let n = rest.len();
            language.either(format!("{first} and {n} more: "), format!("{first}等{}家单位：", n + 1))
        }
        _ if all.is_empty() => String::new(),
        _ => format!("{all}{}", language.either(": ", "：")),
    };
    let content = plain(content);
    cut(&format!("{}{}", plain(&who), content.lines().next().unwrap_or_default()), SUMMARY)
}

/// What is said of a task whatever its deadline.
fn description(document: &Document, task: &Task, content: &str, language: Language) -> String {
    let metadata = &document.notice.metadata;
    let rows = [
        ("Task", "任务", Cow::Borrowed(content)),
        ("Lead", "牵头单位", ledger::leads(task).into()),
        ("Responsible", "责任单位", ledger::responsible(task).into()),
        ("Support", "配合单位", ledger::support(task, language).into()),
        ("Document", "文件", metadata.title.as_ref().map_or("", |t| &t.text).into()),
        ("Document number", "发文字号", metadata.document_number.as_ref().map_or("", |n| &n.text).into()),
    ];
    let lines = rows.into_iter().filter(|(_, _, value)| !value.is_empty()).map(|(english, chinese, value)| {
        let value = cut(&plain(&value), TEXT);
        language.either(format!("{english}: {value}"), format!("{chinese}：{value}"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The day of an event and its rule; nothing where no day is said.
fn due(date: &Date, issued: Option<civil::Date>) -> Option<(civil::Date, Option<String>)> {
    let Some(rule) = date.recurrence.as_deref() else { return Some((ledger::last_day(date)?, None)) };
    let rule = if rule.contains("BYMONTHDAY=") { rule.to_string() } else { format!("{rule};BYMONTHDAY=-1") };
    let day = first(&rule, ledger::first_day(date).or(issued).or(ledger::last_day(date))?)?;
    Some((day, Some(rule)))
}

/// The first day of a rule on or after a day.
fn first(rule: &str, from: civil::Date) -> Option<civil::Date> {
    /// A 29 February comes again within eight years.
    const DAYS: usize = 8 * 366;
    let part = |name: &str| rule.split(';').find_map(|p| p.strip_prefix(name)?.strip_prefix('=')?.parse::<i8>().ok());
    let (month, on, quarterly) = (part("BYMONTH"), part("BYMONTHDAY")?, part("INTERVAL") == Some(3));
    let fits = |day: &civil::Date| {
        let wanted = if on < 0 { day.days_in_month() + on + 1 } else { on };
        let quarter = !quarterly || day.month() % 3 == if on < 0 { 0 } else { 1 };
        day.day() == wanted && month.is_none_or(|m| day.month() == m) && quarter
    };
    from.series(1.day()).take(DAYS).find(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_begins_with_a_day_of_its_own() {
        let issued = civil::date(2024, 4, 8);
        for (rule, day) in [
            ("FREQ=MONTHLY;BYMONTHDAY=28", "2024-04-28"),
            ("FREQ=MONTHLY;BYMONTHDAY=5", "2024-05-05"),
            ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "2024-12-31"),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29"),
            ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "2024-06-30"),
            ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", "2024-04-10"),
            ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5", "2024-07-05"),
        ] {
            assert_eq!(first(rule, issued).map(|d| d.to_string()).as_deref(), Some(day), "{rule}");
        }
        assert_eq!(first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", issued), None);
    }
}
