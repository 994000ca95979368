//! SQLite.

use super::listing::Ask;
use super::plan::{self, Held, Transaction};
use super::schema::{self, Dialect, TABLES};
use super::{Database, Document, Each, Entry, Hit, Noted, PAGE, Purpose, Removed, Rows, Share, Value, Written, search, unfit};
use crate::error::{Error, ErrorKind};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, ToSql, TransactionBehavior, params, params_from_iter};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a loader waits for another one's batch.
const PATIENCE: Duration = Duration::from_secs(300);

/// A file of SQLite.
pub struct Sqlite {
    connection: Connection,
    shown: String,
}

impl Sqlite {
    /// Opens a file.
    pub fn open(path: &Path, purpose: Purpose) -> Result<Sqlite, Error> {
        let shown = path.display().to_string();
        let failed = |e: rusqlite::Error| failed(&shown, &e);
        match purpose {
            Purpose::Load => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
                let mut sqlite = Sqlite { connection: connect(path, flags).map_err(failed)?, shown: shown.clone() };
                // Only a file that is ours is changed otherwise.
                sqlite.make_tables()?;
                sqlite.write_ahead().map_err(failed)?;
                Ok(sqlite)
            }
            Purpose::Look => {
                let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
                let mut version = version(&connection);
                // In a folder that may not be written to, a file with nothing ahead of it is read as one that stays.
                if version.as_ref().is_err_and(|e| matches!(e.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen)))
                    && !beside(path, "-wal").exists()
                {
                    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
                    connection = connect(&unchanging(path), flags).map_err(failed)?;
                    version = self::version(&connection);
                }
                match version.map_err(failed)? {
                    Some(schema::VERSION) => Ok(Sqlite { connection, shown }),
                    other => Err(unfit(&shown, other)),
                }
            }
        }
    }

    fn write_ahead(&mut self) -> rusqlite::Result<()> {
        let connection = &self.connection;
        // Where two open a new file at once, SQLite does not wait for its turn to change the journal.
        for turn in 0.. {
            match connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
                Err(e) if turn < 100 && e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                other => {
                    other?;
                    break;
                }
            }
        }
        connection.pragma_update(None, "synchronous", "normal")
    }

    fn make_tables(&mut self) -> Result<(), Error> {
        let shown = &self.shown;
        let failed = |e: rusqlite::Error| failed(shown, &e);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let version = version(&transaction).map_err(failed)?;
        let script = schema::upgrade(version, Dialect::Sqlite).ok_or_else(|| unfit(shown, version))?;
        transaction.execute_batch(&script).map_err(failed)?;
        if version.is_none() {
            transaction.execute_batch(schema::search(Dialect::Sqlite)).map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }

    fn hits(&self, words: &[String], limit: usize) -> rusqlite::Result<Vec<Hit>> {
        let (query, places) = search::query(Dialect::Sqlite, words);
        let limit = limit as i64;
        let places = places.iter().map(|p| p as &dyn ToSql).chain([&limit as &dyn ToSql]);
        let mut shares = self.connection.prepare(search::SHARES)?;
        let mut tasks = self.connection.prepare(&query)?;
        let mut rows = tasks.query(params_from_iter(places))?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let (notice, task): (i64, String) = (row.get(0)?, row.get(1)?);
            let share = |row: &rusqlite::Row| Ok(Share { department: row.get(0)?, role: row.get(1)?, leads: row.get(2)? });
            hits.push(Hit {
                path: row.get(2)?,
                line: row.get(3)?,
                number: row.get(4)?,
                title: row.get(5)?,
                issued_on: row.get(6)?,
                section: row.get(7)?,
                ordinal: row.get(8)?,
                text: row.get(9)?,
                departments: shares.query_map(params![notice, task], share)?.collect::<rusqlite::Result<_>>()?,
                due: row.get(10)?,
            });
        }
        Ok(hits)
    }

    /// The documents behind a path, a page of them.
    fn page(connection: &Connection, after: &str) -> rusqlite::Result<Vec<Document>> {
        let mut page = connection.prepare_cached(
            "SELECT f.path, s.text, s.model, f.notice FROM files f JOIN sources s ON s.notice = f.notice WHERE f.path > ?1 ORDER BY f.path LIMIT ?2",
        )?;
        let mut noted = connection.prepare_cached(
            "SELECT origin, code, severity, message, message_zh, span_start, span_end, line, help, help_zh FROM diagnostics WHERE notice = ?1 ORDER BY seq",
        )?;
        let diagnostic = |row: &rusqlite::Row| {
            Ok(Noted {
                origin: row.get(0)?,
                code: row.get(1)?,
                severity: row.get(2)?,
                message: row.get(3)?,
                message_zh: row.get(4)?,
                span: (row.get(5)?, row.get(6)?),
                line: row.get(7)?,
                help: row.get(8)?,
                help_zh: row.get(9)?,
            })
        };
        let mut rows = page.query(params![after, PAGE])?;
        let mut documents = Vec::new();
        while let Some(row) = rows.next()? {
            let notice: i64 = row.get(3)?;
            let diagnostics = noted.query_map([notice], diagnostic)?.collect::<rusqlite::Result<_>>()?;
            documents.push(Document { path: row.get(0)?, text: row.get(1)?, model: row.get(2)?, diagnostics });
        }
        Ok(documents)
    }
}

impl Database for Sqlite {
    fn known(&mut self, reader: &str) -> Result<HashMap<String, String>, Error> {
        let query = "SELECT f.path, n.sha256 FROM files f JOIN notices n ON n.id = f.notice WHERE n.reader = ?1";
        let known =
            || self.connection.prepare(query)?.query_map([reader], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>();
        known().map_err(|e| failed(&self.shown, &e))
    }

    fn write(&mut self, batch: &[Entry]) -> Result<Written, Error> {
        let shown = &self.shown;
        let failed = |e: rusqlite::Error| failed(shown, &e);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        // A citation may name a later one.
        transaction.pragma_update(None, "defer_foreign_keys", true).map_err(failed)?;
        let written = plan::write(&mut Within { connection: &transaction, shown }, batch)?;
        transaction.commit().map_err(failed)?;
        Ok(written)
    }

    fn search(&mut self, words: &[String], limit: usize) -> Result<Vec<Hit>, Error> {
        self.hits(words, limit).map_err(|e| failed(&self.shown, &e))
    }

    fn documents(&mut self, each: &mut Each) -> Result<(), Error> {
        let shown = &self.shown;
        // One state of the database, however long it takes.
        let transaction = self.connection.transaction().map_err(|e| failed(shown, &e))?;
        let mut after = String::new();
        loop {
            let page = Sqlite::page(&transaction, &after).map_err(|e| failed(shown, &e))?;
            let Some(last) = page.last() else { return Ok(()) };
            after.clone_from(&last.path);
            for document in page {
                each(document)?;
            }
        }
    }

    fn remove(&mut self, sha256: &str) -> Result<Removed, Error> {
        let shown = &self.shown;
        let failed = |e: rusqlite::Error| failed(shown, &e);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let removed = plan::remove(&mut Within { connection: &transaction, shown }, sha256)?;
        transaction.commit().map_err(failed)?;
        Ok(removed)
    }

    fn notes(&self) -> &[(String, String)] {
        &[]
    }
}

impl Ask for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn ask(&mut self, query: &str, places: &[Value]) -> Result<Vec<Vec<Value>>, Error> {
        let run = || {
            let mut statement = self.connection.prepare_cached(query)?;
            let columns = statement.column_count();
            let row = |row: &rusqlite::Row| (0..columns).map(|i| Ok(value(row.get_ref(i)?))).collect();
            statement.query_map(params_from_iter(places), row)?.collect::<rusqlite::Result<_>>()
        };
        run().map_err(|e: rusqlite::Error| failed(&self.shown, &e))
    }
}

fn value(value: ValueRef) -> Value {
    match value {
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        // No column is a float or a blob.
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Value::Null,
    }
}

/// A transaction under the file's lock.
struct Within<'c> {
    connection: &'c Connection,
    shown: &'c str,
}

impl Within<'_> {
    fn each<P: ToSql>(&self, statement: &str, all: impl IntoIterator<Item = P>) -> Result<(), Error> {
        let run = || {
            let mut statement = self.connection.prepare_cached(statement)?;
            all.into_iter().try_for_each(|p| statement.execute([p]).map(drop))
        };
        run().map_err(|e| failed(self.shown, &e))
    }

    fn insert_into(&self, index: usize, id: i64, rows: &Rows) -> rusqlite::Result<()> {
        let mut rows = rows.table(index).peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        let table = &TABLES[index];
        let columns: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
        let places = vec!["?"; columns.len()].join(", ");
        let insert = format!("INSERT INTO {} ({}) VALUES ({places})", table.name, columns.join(", "));
        let mut insert = self.connection.prepare_cached(&insert)?;
        for row in rows {
            insert.execute(params_from_iter([&id as &dyn ToSql].into_iter().chain(row.iter().map(|v| v as &dyn ToSql))))?;
        }
        Ok(())
    }
}

fn held(row: &rusqlite::Row) -> rusqlite::Result<Held> {
    Ok(Held { id: row.get(0)?, sha256: row.get(1)?, reader: row.get(2)? })
}

impl Transaction for Within<'_> {
    fn of_files(&mut self, paths: &[&str]) -> Result<Vec<(String, Held)>, Error> {
        let run = || {
            let query = "SELECT n.id, n.sha256, n.reader FROM files f JOIN notices n ON n.id = f.notice WHERE f.path = ?1";
            let mut query = self.connection.prepare_cached(query)?;
            let mut found = Vec::new();
            for path in paths {
                found.extend(query.query_row([path], held).optional()?.map(|held| (path.to_string(), held)));
            }
            Ok(found)
        };
        run().map_err(|e| failed(self.shown, &e))
    }

    fn of_contents(&mut self, hashes: &[&str]) -> Result<Vec<Held>, Error> {
        let run = || {
            let mut query = self.connection.prepare_cached("SELECT id, sha256, reader FROM notices WHERE sha256 = ?1")?;
            let mut found = Vec::new();
            for hash in hashes {
                found.extend(query.query_row([hash], held).optional()?);
            }
            Ok(found)
        };
        run().map_err(|e| failed(self.shown, &e))
    }

    fn files_of(&mut self, notices: &[i64]) -> Result<Vec<(String, i64)>, Error> {
        let run = || {
            let mut query = self.connection.prepare_cached("SELECT path, notice FROM files WHERE notice = ?1")?;
            let mut found = Vec::new();
            for notice in notices {
                for file in query.query_map([notice], |row| Ok((row.get(0)?, row.get(1)?)))? {
                    found.push(file?);
                }
            }
            Ok(found)
        };
        run().map_err(|e| failed(self.shown, &e))
    }

    fn last(&mut self) -> Result<i64, Error> {
        let last = self.connection.query_row("SELECT coalesce(max(id), 0) FROM notices", [], |row| row.get(0));
        last.map_err(|e| failed(self.shown, &e))
    }

    fn delete(&mut self, notices: &[i64]) -> Result<(), Error> {
        self.each("DELETE FROM notices WHERE id = ?1", notices)
    }

    fn delete_unheld(&mut self, notices: &[i64]) -> Result<(), Error> {
        self.each("DELETE FROM notices WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM files WHERE notice = ?1)", notices)
    }

    fn insert(&mut self, notices: &[(i64, &Rows)]) -> Result<(), Error> {
        for (id, rows) in notices {
            for index in 0..TABLES.len() {
                self.insert_into(index, *id, rows).map_err(|e| failed(self.shown, &e))?;
            }
        }
        Ok(())
    }

    fn point(&mut self, files: &BTreeMap<&str, i64>) -> Result<(), Error> {
        let run = || {
            let upsert = "INSERT INTO files (path, notice) VALUES (?1, ?2) ON CONFLICT (path) DO UPDATE SET notice = excluded.notice";
            let mut upsert = self.connection.prepare_cached(upsert)?;
            files.iter().try_for_each(|(path, notice)| upsert.execute(params![path, notice]).map(drop))
        };
        run().map_err(|e| failed(self.shown, &e))
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Int(n) => ToSqlOutput::from(*n),
            Value::Bool(b) => ToSqlOutput::from(*b),
            Value::Text(text) => ToSqlOutput::from(text.as_str()),
        })
    }
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// A path with an ending behind what it ends in.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The address of a file that SQLite need not lock (sqlite.org/uri.html, `immutable`).
fn unchanging(path: &Path) -> PathBuf {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1").into()
}

/// The version of the tables, if there are any.
fn version(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    let there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'gongwen_schema'";
    match connection.query_row(there, [], |row| row.get::<_, i64>(0))? {
        0 => Ok(None),
        _ => connection.query_row("SELECT version FROM gongwen_schema", [], |row| row.get(0)).optional(),
    }
}

fn failed(shown: &str, error: &rusqlite::Error) -> Error {
    let error: &dyn std::fmt::Display = match error {
        // With the error itself comes the whole script.
        rusqlite::Error::SqlInputError { msg, .. } => msg,
        error => error,
    };
    Error::new(ErrorKind::Database, format!("{shown}: SQLite: {error}"), format!("{shown}：SQLite：{error}"))
}
