//! What is in a database, a page at a time: notices, tasks, organs, and one notice by its content.
//!
//! The SQL is the same for both databases but for how words are compared. Pages follow on a cursor, never on a count of
//! rows to pass over, so that what is loaded meanwhile makes nothing appear twice.

mod tasks;

pub(super) use tasks::tasks;
pub use tasks::{Listed, TaskCursor, TasksAsked};

use super::schema::Dialect;
use super::search::like;
use super::{Document, Noted, Value};
use crate::error::Error;
use serde::Serialize;

/// What a list of notices is asked for.
#[derive(Clone, Debug, Default)]
pub struct NoticesAsked {
    /// Words that all stand in the title, the document number, the issuers, the file's name or the text.
    pub words: Vec<String>,
    /// [`Page::next`] of the page before.
    pub after: Option<i64>,
    /// How many notices at most.
    pub limit: usize,
}

/// Part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// What stands on it, in order.
    pub items: Vec<T>,
    /// What to ask for to go on; null at the end.
    pub next: Option<String>,
}

/// A notice in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// SHA-256 of the file, hexadecimal.
    pub id: String,
    /// The file's name without its folder.
    pub name: Option<String>,
    /// Title, 标题.
    pub title: Option<String>,
    /// Kind of document, 文种.
    pub kind: Option<String>,
    /// Document number, 发文字号.
    pub document_number: Option<String>,
    /// Issuing organs, joined by 、.
    pub issuers: Option<String>,
    /// Date of issue, ISO 8601.
    pub issued_on: Option<String>,
    /// Such as `text/plain`.
    pub media_type: String,
    /// Length of the file.
    pub bytes: i64,
    /// Length of the source text in scalar values.
    pub chars: i64,
    /// How many tasks it has.
    pub tasks: i64,
    /// How many organs have tasks.
    pub departments: i64,
    /// How many diagnostics are errors.
    pub errors: i64,
    /// How many are warnings.
    pub warnings: i64,
    /// How many are worth knowing.
    pub infos: i64,
    /// Whether all files that hold it were handed to the server.
    pub dropped: bool,
    /// What read it.
    #[serde(skip)]
    pub reader: String,
    /// The first file that holds it.
    #[serde(skip)]
    pub path: Option<String>,
    /// Its number in the database.
    #[serde(skip)]
    number: i64,
}

/// An organ that has tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Organ {
    /// The organ that the lexicon knows, or the name as written.
    pub name: String,
    /// In how many tasks it stands.
    pub tasks: i64,
}

/// Where files stand that were handed to a server: `dropped/` and the beginning of the content's SHA-256.
const DROPPED: (&str, usize) = ("dropped/", 12);

/// The path of a file that was handed to a server. Two files of one name never stand in one place.
pub fn dropped_path(sha256: &str, name: &str) -> String {
    format!("{}{}/{name}", DROPPED.0, sha256.get(..DROPPED.1).unwrap_or(sha256))
}

/// Whether a path is one of a file with this content that was handed to a server.
#[cfg(any(test, feature = "sqlite", feature = "postgres"))]
pub(super) fn is_dropped(path: &str, sha256: &str) -> bool {
    path.starts_with(&dropped_path(sha256, ""))
}

/// What answers a query with rows of plain values.
pub trait Ask {
    /// Whose SQL it takes.
    fn dialect(&self) -> Dialect;

    /// The rows of a query; its places are `$1`, `$2` … in the order in which they first stand in it.
    ///
    /// # Errors
    /// [`crate::error::ErrorKind::Database`].
    fn ask(&mut self, query: &str, places: &[Value]) -> Result<Vec<Vec<Value>>, Error>;
}

/// A query that is put together; places are numbered as they come, as both databases need it.
#[derive(Default)]
struct Query {
    conditions: Vec<String>,
    places: Vec<Value>,
}

impl Query {
    fn place(&mut self, value: Value) -> String {
        self.places.push(value);
        format!("${}", self.places.len())
    }

    fn rest(&mut self, order: &str, limit: usize) -> String {
        let conditions = match self.conditions.join("\n  AND ") {
            none if none.is_empty() => none,
            some => format!("WHERE {some}\n"),
        };
        // One more than is shown tells whether there is more.
        let limit = self.place(Value::Int(i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)));
        format!("{conditions}ORDER BY {order}\nLIMIT {limit}")
    }
}

const SUMMARY: &str = "SELECT n.id, n.sha256, n.reader, n.name, n.title, n.kind, n.document_number, n.issuers,
  CAST(n.issued_on AS text), n.media_type, n.bytes, n.chars,
  (SELECT count(*) FROM tasks t WHERE t.notice = n.id), (SELECT count(*) FROM departments d WHERE d.notice = n.id),
  (SELECT count(*) FROM diagnostics d WHERE d.notice = n.id AND d.severity = 'error'),
  (SELECT count(*) FROM diagnostics d WHERE d.notice = n.id AND d.severity = 'warning'),
  (SELECT count(*) FROM diagnostics d WHERE d.notice = n.id AND d.severity = 'info'),
  (SELECT count(*) FROM files f WHERE f.notice = n.id AND f.path NOT LIKE 'dropped/' || substr(n.sha256, 1, 12) || '/%'),
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id)
FROM notices n
";

fn summary(row: Vec<Value>) -> Summary {
    let mut row = Row(row.into_iter());
    let number = row.int();
    let (id, reader) = (row.text(), row.text());
    let [name, title, kind, document_number, issuers, issued_on] = std::array::from_fn(|_| row.maybe());
    let media_type = row.text();
    let [bytes, chars, tasks, departments, errors, warnings, infos, others] = std::array::from_fn(|_| row.int());
    let path = row.maybe();
    let dropped = others == 0 && path.is_some();
    Summary {
        id,
        name,
        title,
        kind,
        document_number,
        issuers,
        issued_on,
        media_type,
        bytes,
        chars,
        tasks,
        departments,
        errors,
        warnings,
        infos,
        dropped,
        reader,
        path,
        number,
    }
}

/// Notices, those that were loaded last first.
pub(super) fn notices(database: &mut (impl Ask + ?Sized), asked: &NoticesAsked) -> Result<Page<Summary>, Error> {
    let mut query = Query::default();
    for word in &asked.words {
        let place = query.place(Value::Text(super::search::pattern(word)));
        let like = like(database.dialect(), &place);
        query.conditions.push(format!(
            "(n.title {like} OR n.document_number {like} OR n.issuers {like} OR n.name {like}
    OR EXISTS (SELECT 1 FROM sources s WHERE s.notice = n.id AND s.text {like}))"
        ));
    }
    if let Some(after) = asked.after {
        let place = query.place(Value::Int(after));
        query.conditions.push(format!("n.id < {place}"));
    }
    let rest = query.rest("n.id DESC", asked.limit);
    let rows = database.ask(&format!("{SUMMARY}{rest}"), &query.places)?;
    Ok(page(rows.into_iter().map(summary).collect(), asked.limit, |last: &Summary| last.number.to_string()))
}

/// One notice by its content.
pub(super) fn one(database: &mut (impl Ask + ?Sized), sha256: &str) -> Result<Option<Summary>, Error> {
    let rows = database.ask(&format!("{SUMMARY}WHERE n.sha256 = $1"), &[Value::text(sha256)])?;
    Ok(rows.into_iter().next().map(summary))
}

/// Organs, those with most tasks first.
pub(super) fn organs(database: &mut (impl Ask + ?Sized), limit: usize) -> Result<Vec<Organ>, Error> {
    let query = "SELECT name, count(*) FROM (
  SELECT DISTINCT coalesce(canonical, department) AS name, notice, task FROM assignments
) AS each_task GROUP BY name ORDER BY 2 DESC, 1 LIMIT $1";
    let rows = database.ask(query, &[Value::Int(i64::try_from(limit).unwrap_or(i64::MAX))])?;
    let organ = |row: Vec<Value>| {
        let mut row = Row(row.into_iter());
        Organ { name: row.text(), tasks: row.int() }
    };
    Ok(rows.into_iter().map(organ).collect())
}

/// One notice as it was loaded.
pub(super) fn document(database: &mut (impl Ask + ?Sized), sha256: &str) -> Result<Option<Document>, Error> {
    let query = "SELECT n.id, coalesce((SELECT min(f.path) FROM files f WHERE f.notice = n.id), ''), s.text, CAST(s.model AS text)
FROM notices n JOIN sources s ON s.notice = n.id WHERE n.sha256 = $1";
    let Some(row) = database.ask(query, &[Value::text(sha256)])?.into_iter().next() else { return Ok(None) };
    let mut row = Row(row.into_iter());
    let number = row.int();
    let (path, text, model) = (row.text(), row.text(), row.text());
    let query = "SELECT origin, code, severity, message, message_zh, span_start, span_end, line, help, help_zh
FROM diagnostics WHERE notice = $1 ORDER BY seq";
    let noted = |row: Vec<Value>| {
        let mut row = Row(row.into_iter());
        let [origin, code, severity, message] = std::array::from_fn(|_| row.text());
        let (message_zh, span, line) = (row.maybe(), (row.int(), row.int()), row.int());
        Noted { origin, code, severity, message, message_zh, span, line, help: row.maybe(), help_zh: row.maybe() }
    };
    let diagnostics = database.ask(query, &[Value::Int(number)])?.into_iter().map(noted).collect();
    Ok(Some(Document { path, text, model, diagnostics }))
}

fn page<T>(mut items: Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Page<T> {
    let more = items.len() > limit;
    items.truncate(limit);
    Page { next: items.last().filter(|_| more).map(cursor), items }
}

/// A row that is read from left to right.
struct Row(std::vec::IntoIter<Value>);

impl Row {
    fn int(&mut self) -> i64 {
        match self.0.next() {
            Some(Value::Int(n)) => n,
            Some(Value::Bool(b)) => b.into(),
            _ => 0,
        }
    }

    fn truth(&mut self) -> bool {
        self.int() != 0
    }

    fn maybe(&mut self) -> Option<String> {
        match self.0.next() {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn text(&mut self) -> String {
        self.maybe().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_handed_over_is_known_by_its_own_content() {
        let (one, other) = ("0123456789abcdef", "fedcba9876543210");
        assert!(is_dropped(&dropped_path(one, "a.txt"), one));
        assert!(!is_dropped(&dropped_path(one, "a.txt"), other));
        assert!(!is_dropped("/srv/dropped/0123456789ab/a.txt", one));
    }
}
