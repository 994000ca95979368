//! Tasks by what they are asked for, in order of their deadlines.

use super::{Ask, Page, Query, Row, page};
use crate::error::Error;
use crate::sink::search::{SHARES, found};
use crate::sink::{Share, Value};
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// What a list of tasks is asked for.
#[derive(Clone, Debug, Default)]
pub struct TasksAsked {
    /// An organ, as written or as the lexicon knows it.
    pub department: Option<String>,
    /// Its role; without an organ any organ's.
    pub role: Option<String>,
    /// The last day that a deadline may be on, ISO 8601; any of a task's deadlines counts.
    pub due_before: Option<String>,
    /// The first one, of the same deadline.
    pub due_after: Option<String>,
    /// Words that all stand in the section, the text, the departments or the notice's title.
    pub words: Vec<String>,
    /// [`Page::next`] of the page before.
    pub after: Option<TaskCursor>,
    /// How many tasks at most.
    pub limit: usize,
}

/// Where a list of tasks goes on: behind this first deadline, notice and number of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskCursor {
    due: String,
    notice: i64,
    number: i64,
}

/// What stands for a deadline where there is none: behind all.
const NEVER: &str = "9999-99-99";

impl fmt::Display for TaskCursor {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}.{}.{}", self.due, self.notice, self.number)
    }
}

impl FromStr for TaskCursor {
    type Err = ();
    fn from_str(written: &str) -> Result<TaskCursor, ()> {
        let [due, notice, number] = *written.split('.').collect::<Vec<_>>() else { return Err(()) };
        let day = due == NEVER || (due.len() == 10 && due.parse::<jiff::civil::Date>().is_ok());
        let count = |text: &str| text.parse::<i64>().ok().filter(|n| *n >= 0 && n.to_string() == text).ok_or(());
        if day { Ok(TaskCursor { due: due.to_string(), notice: count(notice)?, number: count(number)? }) } else { Err(()) }
    }
}

/// A task in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// [`super::Summary::id`] of its notice.
    pub notice: String,
    /// Its id in the notice.
    pub task: String,
    /// Title of the notice.
    pub title: Option<String>,
    /// Document number of the notice.
    pub document_number: Option<String>,
    /// The file's name without its folder.
    pub name: Option<String>,
    /// Date of issue.
    pub issued_on: Option<String>,
    /// Headings above.
    pub section: String,
    /// Number of the item or row.
    pub ordinal: Option<String>,
    /// What is to be done.
    pub text: String,
    /// Who does what.
    pub departments: Vec<Share>,
    /// Latest deadline.
    pub due: Option<String>,
    /// All deadlines, each once, in order.
    pub deadlines: Vec<String>,
    /// The line in the source text.
    pub line: i64,
}

/// The deadlines of tasks, by notice and task.
const DEADLINES: &str = "task_dates l JOIN dates d ON d.notice = l.notice AND d.id = l.date AND d.relation = 'by' AND d.latest IS NOT NULL";

/// Tasks, those that are due first first, by the deadlines that are asked for; those without a deadline last.
pub fn tasks(database: &mut (impl Ask + ?Sized), asked: &TasksAsked) -> Result<Page<Listed>, Error> {
    let mut query = Query::default();
    let mut matching = String::new();
    if !asked.words.is_empty() {
        matching = format!("JOIN (\n  {}\n) AS found ON found.notice = t.notice AND found.id = t.id\n", {
            let mut places = Vec::new();
            let found = found(database.dialect(), &asked.words, &mut places);
            query.places.extend(places.into_iter().map(Value::Text));
            found
        });
    }
    let mut within = String::new();
    for (day, sign) in [(&asked.due_after, ">="), (&asked.due_before, "<=")] {
        if let Some(day) = day {
            let place = query.place(Value::text(day));
            within += &format!("{}CAST(d.latest AS text) {sign} {place}", if within.is_empty() { " WHERE " } else { " AND " });
        }
    }
    let join = if within.is_empty() { "LEFT JOIN" } else { "JOIN" };
    let due = format!(
        "{join} (
  SELECT l.notice, l.task, CAST(min(d.latest) AS text) AS day FROM {DEADLINES}{within} GROUP BY l.notice, l.task
) AS first ON first.notice = t.notice AND first.task = t.id
"
    );
    let order = format!("coalesce(first.day, '{NEVER}'), t.notice, CAST(substr(t.id, 2) AS bigint)");
    if asked.department.is_some() || asked.role.is_some() {
        let mut of = String::from("a.notice = t.notice AND a.task = t.id");
        if let Some(department) = &asked.department {
            let place = query.place(Value::text(department));
            of += &format!(" AND (a.department = {place} OR a.canonical = {place})");
        }
        if let Some(role) = &asked.role {
            let place = query.place(Value::text(role));
            of += &format!(" AND a.role = {place}");
        }
        query.conditions.push(format!("EXISTS (SELECT 1 FROM assignments a WHERE {of})"));
    }
    if let Some(TaskCursor { due, notice, number }) = &asked.after {
        let [due, notice, number] = [Value::text(due), Value::Int(*notice), Value::Int(*number)].map(|v| query.place(v));
        query.conditions.push(format!("({order}) > ({due}, {notice}, {number})"));
    }
    let rest = query.rest(&order, asked.limit);
    let select = format!(
        "SELECT t.notice, n.sha256, t.id, n.title, n.document_number, n.name, CAST(n.issued_on AS text), t.section, t.ordinal, t.text,
  CAST(t.due AS text), t.line, first.day
FROM tasks t JOIN notices n ON n.id = t.notice
{matching}{due}{rest}"
    );
    let deadlines = format!("SELECT DISTINCT CAST(d.latest AS text) FROM {DEADLINES} WHERE l.notice = $1 AND l.task = $2 ORDER BY 1");
    let mut listed = Vec::new();
    for row in database.ask(&select, &query.places)? {
        let mut row = Row(row.into_iter());
        let number = row.int();
        let (notice, task) = (row.text(), row.text());
        let [title, document_number, name, issued_on] = std::array::from_fn(|_| row.maybe());
        let (section, ordinal, text, due, line) = (row.text(), row.maybe(), row.text(), row.maybe(), row.int());
        let first = row.maybe().unwrap_or_else(|| NEVER.into());
        let places = [Value::Int(number), Value::text(&task)];
        let deadlines = database.ask(&deadlines, &places)?.into_iter().map(|row| Row(row.into_iter()).text()).collect();
        let shares = database.ask(SHARES, &places)?;
        let share = |row: Vec<Value>| {
            let mut row = Row(row.into_iter());
            Share { department: row.text(), role: row.text(), leads: row.truth() }
        };
        let departments = shares.into_iter().map(share).collect();
        let cursor = TaskCursor { due: first, notice: number, number: task.get(1..).and_then(|n| n.parse().ok()).unwrap_or_default() };
        let task =
            Listed { notice, task, title, document_number, name, issued_on, section, ordinal, text, departments, due, deadlines, line };
        listed.push((cursor, task));
    }
    let Page { items, next } = page(listed, asked.limit, |(cursor, _)| cursor.to_string());
    Ok(Page { items: items.into_iter().map(|(_, task)| task).collect(), next })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_as_they_are_written_and_nothing_else_is() {
        for cursor in ["2024-06-30.3.12", "9999-99-99.0.1"] {
            assert_eq!(cursor.parse::<TaskCursor>().map(|c| c.to_string()).as_deref(), Ok(cursor));
        }
        for wrong in ["", "1", "2024-06-31.1.1", "2024-06-30.-1.1", "2024-06-30.+1.1", "2024-06-30.1", "2024-06-30.1.1.1"] {
            assert!(wrong.parse::<TaskCursor>().is_err(), "{wrong}");
        }
    }
}
