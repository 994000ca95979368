//! Tasks by the words in them.
//!
//! A word is found anywhere, as `LIKE '%word%'` finds it. Trigrams find the candidates where there are trigrams: for
//! words of three characters and more in SQLite, and where `pg_trgm` is in PostgreSQL. Shorter words are looked for in
//! every row.

use super::schema::Dialect;
use serde::Serialize;

/// A task that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The file.
    pub path: Option<String>,
    /// The line in the source text.
    pub line: i64,
    /// Document number of the notice.
    pub number: Option<String>,
    /// Title of the notice.
    pub title: Option<String>,
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
}

/// An organ with its role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The organ as written.
    pub department: String,
    /// Its role.
    pub role: String,
    /// Whether it leads.
    pub leads: bool,
}

/// The query for so many words, with what its places stand for; the last place is the limit. Columns: the notice's
/// number and the task's id, then those of [`Hit`] but the departments.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(super) fn query(dialect: Dialect, words: &[String]) -> (String, Vec<String>) {
    let mut places = Vec::new();
    let found = found(dialect, words, &mut places);
    let limit = places.len() + 1;
    let query = format!(
        "SELECT t.notice, t.id, (SELECT min(p.path) FROM files p WHERE p.notice = n.id) AS path, t.line, n.document_number, n.title,
  CAST(n.issued_on AS text), t.section, t.ordinal, t.text, CAST(t.due AS text)
FROM (
  {found}
) AS found
JOIN tasks t ON t.notice = found.notice AND t.id = found.id
JOIN notices n ON n.id = t.notice
ORDER BY n.issued_on DESC NULLS LAST, path, t.line, t.span_start
LIMIT ${limit}"
    );
    (query, places)
}

/// A query of the tasks, by notice and id, that all the words stand in; what its places stand for goes behind `places`.
/// Places are named `$1`, `$2` … in their order: SQLite counts names as they come.
pub(super) fn found(dialect: Dialect, words: &[String], places: &mut Vec<String>) -> String {
    let mut found = Vec::new();
    for word in words {
        let mut from = "tasks x WHERE".to_string();
        if dialect == Dialect::Sqlite && word.chars().count() >= 3 {
            places.push(format!("\"{}\"", word.replace('"', "\"\"")));
            let n = places.len();
            // CROSS JOIN keeps this order: candidates first.
            from = format!(
                "task_text f CROSS JOIN tasks x ON x.notice = f.rowid / 16777216 AND x.id = 't' || (f.rowid % 16777216) WHERE task_text MATCH ${n} AND"
            );
        }
        places.push(pattern(word));
        let n = places.len();
        let like = like(dialect, &format!("${n}"));
        found.push(format!(
            "SELECT * FROM (
    SELECT x.notice, x.id FROM {from} (x.section {like} OR x.text {like} OR x.departments {like})
    UNION SELECT notice, id FROM tasks WHERE notice IN (SELECT id FROM notices WHERE title {like})
  ) AS word{n}"
        ));
    }
    found.join("\n  INTERSECT ")
}

/// The condition that a text holds the pattern of a place.
pub(super) fn like(dialect: Dialect, place: &str) -> String {
    let like = match dialect {
        Dialect::Sqlite => "LIKE",
        Dialect::Postgres => "ILIKE",
    };
    format!(r"{like} {place} ESCAPE '\'")
}

/// Who has a task; the places stand for the notice's number and the task's id.
pub(super) const SHARES: &str = "SELECT department, role, leads FROM assignments WHERE notice = $1 AND task = $2 ORDER BY seq";

/// A word as `LIKE` finds it anywhere: its own wildcards stand for themselves.
pub(super) fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
