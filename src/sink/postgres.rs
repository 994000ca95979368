//! PostgreSQL.

use super::address::{Encryption, Server};
use super::listing::Ask;
use super::plan::{self, Held, Transaction};
use super::schema::{self, Dialect, TABLES};
use super::{Database, Document, Each, Entry, Hit, Noted, PAGE, Purpose, Removed, Rows, Share, Value, Written, search, tls, unfit};
use crate::error::{Error, ErrorKind};
use postgres::config::{Host, SslMode};
use postgres::types::{ToSql, Type};
use postgres::{Client, Config, IsolationLevel, Row};
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::time::Duration;

/// The lock that loaders take one after the other: `gongwen` in ASCII.
const LOCK: i64 = 0x67_6f_6e_67_77_65_6e;
/// The oldest server that is asked for anything.
const OLDEST: i32 = 130_000;
/// How long a server may take to answer where the address does not say.
const PATIENCE: Duration = Duration::from_secs(15);
/// How many bytes of rows are sent at a time.
const CHUNK: usize = 1 << 20;

/// A database of PostgreSQL.
pub struct Postgres {
    client: Client,
    server: Server,
    notes: Vec<(String, String)>,
}

impl Postgres {
    /// Connects to a server.
    pub fn open(server: &Server, purpose: Purpose) -> Result<Postgres, Error> {
        let mut server = server.clone();
        let mut config: Config = server.url.parse().map_err(|e| failed(&server, &e))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            config.host("localhost");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("gongwen");
        }
        if config.get_password().is_none()
            && let Some(password) = password(&config, &server)
        {
            server.hide(&password);
            config.password(password);
        }
        // libpq does not encrypt what stays on the machine.
        let local = config.get_hosts().iter().all(|h| !matches!(h, Host::Tcp(_))) && config.get_hostaddrs().is_empty();
        config.ssl_mode(match server.encryption {
            Encryption::Disable => SslMode::Disable,
            _ if local => SslMode::Disable,
            Encryption::Prefer => SslMode::Prefer,
            Encryption::Require | Encryption::VerifyCa | Encryption::VerifyFull => SslMode::Require,
        });
        let client = config.connect(tls::connector(&server)?).map_err(|e| failed(&server, &e))?;
        let mut postgres = Postgres { client, server, notes: Vec::new() };
        postgres.set_up()?;
        match purpose {
            Purpose::Load => postgres.make_tables()?,
            Purpose::Look => match version(&mut postgres.client).map_err(|e| failed(&postgres.server, &e))? {
                Some(schema::VERSION) => {}
                other => return Err(unfit(&postgres.server.shown, other)),
            },
        }
        Ok(postgres)
    }

    fn set_up(&mut self) -> Result<(), Error> {
        let shown = &self.server.shown;
        let ask = "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')";
        let row = self.client.query_one(ask, &[]).map_err(|e| failed(&self.server, &e))?;
        let (number, encoding): (i32, String) = (row.get(0), row.get(1));
        if number < OLDEST {
            let (found, oldest) = (number / 10_000, OLDEST / 10_000);
            let english = format!("{shown}: PostgreSQL {found}; expected {oldest} or newer");
            return Err(Error::new(ErrorKind::Database, english, format!("{shown}：PostgreSQL {found}，应为 {oldest} 或更新版本")));
        }
        if encoding != "UTF8" {
            let english = format!("{shown}: the database is encoded in {encoding}; expected UTF8");
            return Err(Error::new(ErrorKind::Database, english, format!("{shown}：数据库编码为 {encoding}，应为 UTF8")));
        }
        let settings = "SET datestyle TO 'ISO, YMD'; SET standard_conforming_strings TO on; SET client_min_messages TO warning";
        self.client.batch_execute(settings).map_err(|e| failed(&self.server, &e))
    }

    fn make_tables(&mut self) -> Result<(), Error> {
        let server = &self.server;
        let failed = |e: postgres::Error| failed(server, &e);
        let mut transaction = begin(&mut self.client).map_err(failed)?;
        let version = version(&mut transaction).map_err(failed)?;
        let script = schema::upgrade(version, Dialect::Postgres).ok_or_else(|| unfit(&server.shown, version))?;
        transaction.batch_execute(&script).map_err(failed)?;
        let row = transaction.query_one("SELECT to_regclass('tasks_trigrams') IS NOT NULL", &[]).map_err(failed)?;
        if !row.get::<_, bool>(0) {
            let mut attempt = transaction.transaction().map_err(failed)?;
            let made = attempt.batch_execute(schema::search(Dialect::Postgres));
            let blind = "SELECT cardinality(show_trgm('国务院')) = 0";
            match made.and_then(|()| attempt.query_one(blind, &[])) {
                Ok(row) => {
                    attempt.commit().map_err(failed)?;
                    if row.get(0) {
                        self.notes.push((
                            "search goes through every task: the LC_CTYPE of this database knows no Chinese; expected one such as C.UTF-8"
                                .into(),
                            "检索将逐条查找：数据库的 LC_CTYPE 不识别汉字，应为 C.UTF-8 等".into(),
                        ));
                    }
                }
                Err(error) => {
                    attempt.rollback().map_err(failed)?;
                    let said = server.masked(&said(&error));
                    self.notes.push((
                        format!("search goes through every task: pg_trgm cannot be had: {said}"),
                        format!("检索将逐条查找：无法使用 pg_trgm：{said}"),
                    ));
                }
            }
        }
        transaction.commit().map_err(failed)
    }

    fn hits(&mut self, words: &[String], limit: usize) -> Result<Vec<Hit>, postgres::Error> {
        let (query, places) = search::query(Dialect::Postgres, words);
        let limit = limit as i64;
        let places: Vec<&(dyn ToSql + Sync)> =
            places.iter().map(|p| p as &(dyn ToSql + Sync)).chain([&limit as &(dyn ToSql + Sync)]).collect();
        let shares = self.client.prepare(search::SHARES)?;
        let mut hits = Vec::new();
        for row in self.client.query(&query, &places)? {
            let (notice, task): (i64, String) = (row.get(0), row.get(1));
            let departments = self.client.query(&shares, &[&notice, &task])?;
            hits.push(Hit {
                path: row.get(2),
                line: row.get(3),
                number: row.get(4),
                title: row.get(5),
                issued_on: row.get(6),
                section: row.get(7),
                ordinal: row.get(8),
                text: row.get(9),
                departments: departments.iter().map(|r| Share { department: r.get(0), role: r.get(1), leads: r.get(2) }).collect(),
                due: row.get(10),
            });
        }
        Ok(hits)
    }

    /// The documents behind a path, a page of them.
    fn page(transaction: &mut postgres::Transaction, after: &str) -> Result<Vec<Document>, postgres::Error> {
        let page = "SELECT f.path, s.text, s.model::text, f.notice FROM files f JOIN sources s ON s.notice = f.notice
            WHERE f.path > $1 ORDER BY f.path LIMIT $2";
        let noted = "SELECT notice, origin, code, severity, message, message_zh, span_start, span_end, line, help, help_zh FROM diagnostics
            WHERE notice = ANY ($1) ORDER BY notice, seq";
        let rows = transaction.query(page, &[&after, &PAGE])?;
        let notices: Vec<i64> = rows.iter().map(|row| row.get(3)).collect();
        let mut of_notice: HashMap<i64, Vec<Noted>> = HashMap::new();
        for row in transaction.query(noted, &[&notices])? {
            of_notice.entry(row.get(0)).or_default().push(Noted {
                origin: row.get(1),
                code: row.get(2),
                severity: row.get(3),
                message: row.get(4),
                message_zh: row.get(5),
                span: (row.get(6), row.get(7)),
                line: row.get(8),
                help: row.get(9),
                help_zh: row.get(10),
            });
        }
        let document = |row: &Row| {
            let diagnostics = of_notice.get(&row.get::<_, i64>(3)).cloned().unwrap_or_default();
            Document { path: row.get(0), text: row.get(1), model: row.get(2), diagnostics }
        };
        Ok(rows.iter().map(document).collect())
    }
}

impl Database for Postgres {
    fn known(&mut self, reader: &str) -> Result<HashMap<String, String>, Error> {
        let query = "SELECT f.path, n.sha256 FROM files f JOIN notices n ON n.id = f.notice WHERE n.reader = $1";
        let rows = self.client.query(query, &[&reader]).map_err(|e| failed(&self.server, &e))?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    fn write(&mut self, batch: &[Entry]) -> Result<Written, Error> {
        let server = &self.server;
        let failed = |e: postgres::Error| failed(server, &e);
        let mut within = Within { transaction: begin(&mut self.client).map_err(failed)?, server };
        let written = plan::write(&mut within, batch)?;
        within.transaction.commit().map_err(failed)?;
        Ok(written)
    }

    fn search(&mut self, words: &[String], limit: usize) -> Result<Vec<Hit>, Error> {
        self.hits(words, limit).map_err(|e| failed(&self.server, &e))
    }

    fn documents(&mut self, each: &mut Each) -> Result<(), Error> {
        let server = &self.server;
        let failed = |e: postgres::Error| failed(server, &e);
        // One state of the database, however long it takes.
        let reading = self.client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true);
        let mut transaction = reading.start().map_err(failed)?;
        let mut after = String::new();
        loop {
            let page = Postgres::page(&mut transaction, &after).map_err(failed)?;
            let Some(last) = page.last() else { return Ok(()) };
            after.clone_from(&last.path);
            for document in page {
                each(document)?;
            }
        }
    }

    fn remove(&mut self, sha256: &str) -> Result<Removed, Error> {
        let server = &self.server;
        let failed = |e: postgres::Error| failed(server, &e);
        let mut within = Within { transaction: begin(&mut self.client).map_err(failed)?, server };
        let removed = plan::remove(&mut within, sha256)?;
        within.transaction.commit().map_err(failed)?;
        Ok(removed)
    }

    fn notes(&self) -> &[(String, String)] {
        &self.notes
    }
}

impl Ask for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn ask(&mut self, query: &str, places: &[Value]) -> Result<Vec<Vec<Value>>, Error> {
        let places: Vec<&(dyn ToSql + Sync)> = places.iter().map(place).collect();
        let rows = self.client.query(query, &places).map_err(|e| failed(&self.server, &e))?;
        Ok(rows.iter().map(|row| (0..row.len()).map(|i| value(row, i)).collect()).collect())
    }
}

fn place(value: &Value) -> &(dyn ToSql + Sync) {
    match value {
        Value::Null => &None::<&str>,
        Value::Int(n) => n,
        Value::Bool(b) => b,
        Value::Text(text) => text,
    }
}

fn value(row: &Row, column: usize) -> Value {
    match *row.columns()[column].type_() {
        Type::INT8 => row.get::<_, Option<i64>>(column).map_or(Value::Null, Value::Int),
        Type::BOOL => row.get::<_, Option<bool>>(column).map_or(Value::Null, Value::Bool),
        _ => row.try_get::<_, Option<String>>(column).ok().flatten().map_or(Value::Null, Value::Text),
    }
}

/// Begins a transaction once no other loader has one. Each statement has to see what those before committed, whatever
/// the server's default.
fn begin(client: &mut Client) -> Result<postgres::Transaction<'_>, postgres::Error> {
    let mut transaction = client.build_transaction().isolation_level(IsolationLevel::ReadCommitted).read_only(false).start()?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
    Ok(transaction)
}

/// A transaction under the loaders' lock.
struct Within<'c> {
    transaction: postgres::Transaction<'c>,
    server: &'c Server,
}

impl Within<'_> {
    fn query(&mut self, query: &str, places: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, Error> {
        self.transaction.query(query, places).map_err(|e| failed(self.server, &e))
    }

    fn execute(&mut self, statement: &str, places: &[&(dyn ToSql + Sync)]) -> Result<(), Error> {
        self.transaction.execute(statement, places).map(drop).map_err(|e| failed(self.server, &e))
    }

    /// Sends all rows of a table by COPY.
    fn copy(&mut self, index: usize, notices: &[(i64, &Rows)]) -> Result<(), Error> {
        let server = self.server;
        let table = &TABLES[index];
        let mut rows = notices.iter().flat_map(|(id, rows)| rows.table(index).map(move |row| (*id, row))).peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        let columns: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
        let copy = format!("COPY {} ({}) FROM STDIN", table.name, columns.join(", "));
        let mut to = self.transaction.copy_in(&copy).map_err(|e| failed(server, &e))?;
        let mut buffer = String::with_capacity(CHUNK);
        for (id, row) in rows {
            buffer.push_str(&id.to_string());
            for value in row {
                buffer.push('\t');
                field(value, &mut buffer);
            }
            buffer.push('\n');
            if buffer.len() >= CHUNK {
                to.write_all(buffer.as_bytes()).map_err(|e| failed(server, &e))?;
                buffer.clear();
            }
        }
        to.write_all(buffer.as_bytes()).map_err(|e| failed(server, &e))?;
        to.finish().map(drop).map_err(|e| failed(server, &e))
    }
}

/// A value in the text format of COPY.
fn field(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("\\N"),
        Value::Int(n) => out.push_str(&n.to_string()),
        Value::Bool(b) => out.push(if *b { 't' } else { 'f' }),
        Value::Text(text) => {
            let mut rest = text.as_str();
            while let Some(at) = rest.find(['\\', '\n', '\r', '\t']) {
                out.push_str(&rest[..at]);
                out.push_str(match rest.as_bytes()[at] {
                    b'\n' => "\\n",
                    b'\r' => "\\r",
                    b'\t' => "\\t",
                    _ => "\\\\",
                });
                rest = &rest[at + 1..];
            }
            out.push_str(rest);
        }
    }
}

fn held(row: &Row, from: usize) -> Held {
    Held { id: row.get(from), sha256: row.get(from + 1), reader: row.get(from + 2) }
}

impl Transaction for Within<'_> {
    fn of_files(&mut self, paths: &[&str]) -> Result<Vec<(String, Held)>, Error> {
        let query = "SELECT f.path, n.id, n.sha256, n.reader FROM files f JOIN notices n ON n.id = f.notice WHERE f.path = ANY ($1)";
        Ok(self.query(query, &[&paths])?.iter().map(|row| (row.get(0), held(row, 1))).collect())
    }

    fn of_contents(&mut self, hashes: &[&str]) -> Result<Vec<Held>, Error> {
        let query = "SELECT id, sha256, reader FROM notices WHERE sha256 = ANY ($1)";
        Ok(self.query(query, &[&hashes])?.iter().map(|row| held(row, 0)).collect())
    }

    fn files_of(&mut self, notices: &[i64]) -> Result<Vec<(String, i64)>, Error> {
        let query = "SELECT path, notice FROM files WHERE notice = ANY ($1)";
        Ok(self.query(query, &[&notices])?.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    fn last(&mut self) -> Result<i64, Error> {
        Ok(self.query("SELECT coalesce(max(id), 0) FROM notices", &[])?.first().map_or(0, |row| row.get(0)))
    }

    fn delete(&mut self, notices: &[i64]) -> Result<(), Error> {
        self.execute("DELETE FROM notices WHERE id = ANY ($1)", &[&notices])
    }

    fn delete_unheld(&mut self, notices: &[i64]) -> Result<(), Error> {
        let delete = "DELETE FROM notices n WHERE id = ANY ($1) AND NOT EXISTS (SELECT 1 FROM files f WHERE f.notice = n.id)";
        self.execute(delete, &[&notices])
    }

    fn insert(&mut self, notices: &[(i64, &Rows)]) -> Result<(), Error> {
        (0..TABLES.len()).try_for_each(|index| self.copy(index, notices))
    }

    fn point(&mut self, files: &BTreeMap<&str, i64>) -> Result<(), Error> {
        let (paths, notices): (Vec<&str>, Vec<i64>) = files.iter().map(|(path, notice)| (*path, *notice)).unzip();
        let upsert = "INSERT INTO files (path, notice) SELECT * FROM unnest($1::text[], $2::bigint[])
            ON CONFLICT (path) DO UPDATE SET notice = excluded.notice";
        self.execute(upsert, &[&paths, &notices])
    }
}

/// The password that stands outside the address.
fn password(config: &Config, server: &Server) -> Option<String> {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        // psql calls the machine itself so.
        _ => "localhost".to_string(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let user = config.get_user().unwrap_or_default();
    server.passwords.of([&host, &port, config.get_dbname().unwrap_or(user), user])
}

/// The version of the tables, if there are any.
fn version(client: &mut impl postgres::GenericClient) -> Result<Option<i64>, postgres::Error> {
    let row = client.query_one("SELECT to_regclass('gongwen_schema') IS NOT NULL", &[])?;
    if !row.get::<_, bool>(0) {
        return Ok(None);
    }
    Ok(client.query_opt("SELECT version FROM gongwen_schema", &[])?.map(|row| row.get(0)))
}

fn failed(server: &Server, error: &(dyn std::error::Error + 'static)) -> Error {
    let shown = &server.shown;
    let said = server.masked(&said(error));
    Error::new(ErrorKind::Database, format!("{shown}: PostgreSQL: {said}"), format!("{shown}：PostgreSQL：{said}"))
}

/// What an error and those behind it say, in one line.
fn said(error: &(dyn std::error::Error + 'static)) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let words = error.to_string();
        if words != "db error" && said.last().is_none_or(|last| !last.contains(&words)) {
            said.push(words);
        }
        next = error.source();
    }
    said.join(": ").lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
