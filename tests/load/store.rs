//! A database of either kind, and what is in it.

use crate::servers;
use gongwen::sink::schema::{TABLES, VIEWS};
use postgres::SimpleQueryMessage;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tempfile::TempDir;

pub type Row = Vec<Option<String>>;

/// A database of either kind.
pub enum Store {
    Sqlite(PathBuf),
    Postgres(servers::Database),
}

impl Store {
    pub fn url(&self) -> String {
        match self {
            Store::Sqlite(path) => format!("sqlite:{}", path.display()),
            Store::Postgres(database) => database.url.clone(),
        }
    }

    /// The rows of a query as text, truth values as 0 and 1, in an order that does not depend on the database.
    pub fn rows(&self, query: &str) -> Vec<Row> {
        let mut rows: Vec<Row> = match self {
            Store::Sqlite(path) => {
                let connection = rusqlite::Connection::open(path).expect("the file is there");
                let mut statement = connection.prepare(query).unwrap_or_else(|e| panic!("{query}: {e}"));
                let columns = statement.column_count();
                let text = |value| match value {
                    rusqlite::types::Value::Null => None,
                    rusqlite::types::Value::Integer(n) => Some(n.to_string()),
                    rusqlite::types::Value::Text(text) => Some(text),
                    other => panic!("{query}: {other:?}"),
                };
                let row = |row: &rusqlite::Row| (0..columns).map(|i| row.get(i).map(text)).collect();
                statement.query_map([], row).and_then(Iterator::collect).unwrap_or_else(|e| panic!("{query}: {e}"))
            }
            Store::Postgres(database) => {
                let messages = database.client().simple_query(query).unwrap_or_else(|e| panic!("{query}: {e}"));
                let truth = |text: &str| match text {
                    "t" => "1".to_string(),
                    "f" => "0".to_string(),
                    other => other.to_string(),
                };
                let row = |message: &SimpleQueryMessage| match message {
                    SimpleQueryMessage::Row(row) => Some((0..row.len()).map(|i| row.get(i).map(truth)).collect()),
                    _ => None,
                };
                messages.iter().filter_map(row).collect()
            }
        };
        rows.sort();
        rows
    }

    pub fn count(&self, table: &str) -> usize {
        self.rows(&format!("SELECT * FROM {table}")).len()
    }

    pub fn execute(&self, statement: &str) {
        match self {
            Store::Sqlite(path) => rusqlite::Connection::open(path).and_then(|c| c.execute_batch(statement)).expect(statement),
            Store::Postgres(database) => database.client().batch_execute(statement).expect(statement),
        }
    }

    /// All that is in the tables and views.
    pub fn dump(&self) -> BTreeMap<&'static str, Vec<Row>> {
        let names = TABLES.iter().map(|t| t.name).chain(VIEWS.iter().map(|v| v.name));
        names.map(|name| (name, self.rows(&format!("SELECT * FROM {name}")))).collect()
    }

    /// That the index of text, and what rows name, fit the rows.
    pub fn is_sound(&self) {
        if let Store::Sqlite(_) = self {
            self.execute("INSERT INTO task_text (task_text, rank) VALUES ('integrity-check', 1)");
            assert_eq!(self.rows("PRAGMA foreign_key_check"), Vec::<Row>::new());
        }
    }
}

/// An empty database of each kind that can be had.
pub fn stores(folder: &TempDir) -> Vec<Store> {
    let mut stores = vec![Store::Sqlite(folder.path().join("notices.db"))];
    stores.extend(servers::database().map(Store::Postgres));
    stores
}
