//! Notices in a database: SQLite or PostgreSQL, with the same tables, views and rows in both.
//!
//! A content stands once in `notices`, by its SHA-256; `files` says which files hold it. Batches are written whole or
//! not at all, one after the other: a loader waits for another one. Never parses, never prints, and never says a
//! password.

#[cfg_attr(not(feature = "postgres"), allow(dead_code))]
mod address;
mod listing;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod plan;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg_attr(not(any(feature = "sqlite", feature = "postgres")), allow(dead_code))]
mod rows;
pub mod schema;
mod search;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "postgres")]
mod tls;
mod value;

pub use address::{Address, Passwords};
pub use listing::{Ask, Listed, NoticesAsked, Organ, Page, Summary, TaskCursor, TasksAsked, dropped_path};
pub use rows::Rows;
pub use search::{Hit, Share};
pub use value::{Value, number_key, title_key};

use crate::error::{Error, ErrorKind};
use std::collections::HashMap;

/// A file with what was read in it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The path that it is known by.
    pub path: String,
    /// What was read.
    pub rows: Rows,
}

/// What became of the entries of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that the database did not know.
    pub loaded: usize,
    /// Files whose content, program version or options are others than before.
    pub replaced: usize,
    /// Files that the database knows as they are.
    pub unchanged: usize,
}

/// A notice as it was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The path of its file.
    pub path: String,
    /// The source text; U+0000 stands as U+FFFD.
    pub text: String,
    /// The notice as canonical JSON, without the newline.
    pub model: String,
    /// What reading and `check` said.
    pub diagnostics: Vec<Noted>,
}

/// A diagnostic as it was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// `reading` or `check`.
    pub origin: String,
    /// The rule.
    pub code: String,
    /// `info`, `warning` or `error`.
    pub severity: String,
    /// What is wrong.
    pub message: String,
    /// The same in 简体中文, where it is said so.
    pub message_zh: Option<String>,
    /// First character, in scalar values of the text, and first one behind.
    pub span: (i64, i64),
    /// Line, from 1.
    pub line: i64,
    /// What to do about it.
    pub help: Option<String>,
    /// The same in 简体中文.
    pub help_zh: Option<String>,
}

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To load: tables are made, or brought to this version.
    Load,
    /// To look: nothing is changed, and the tables have to be there.
    Look,
}

/// What became of a notice that was to be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// It is out.
    Gone,
    /// It stays: a file holds it that was not handed to a server.
    Kept,
    /// There is none of this content.
    Unknown,
}

/// What is done with each document of a database.
pub type Each<'f> = dyn FnMut(Document) -> Result<(), Error> + 'f;

/// A database of notices.
pub trait Database: Ask {
    /// The files that hold what this reader read, with the SHA-256 of their content: they need no reading again while
    /// they are the same.
    ///
    /// # Errors
    /// [`ErrorKind::Database`], as of every function here.
    fn known(&mut self, reader: &str) -> Result<HashMap<String, String>, Error>;

    /// Writes a batch, whole or not at all.
    fn write(&mut self, batch: &[Entry]) -> Result<Written, Error>;

    /// The tasks in which each of the words stands: in the section, the text, the departments or the notice's title.
    fn search(&mut self, words: &[String], limit: usize) -> Result<Vec<Hit>, Error>;

    /// Gives every file's notice, in order of path, a page at a time.
    fn documents(&mut self, each: &mut Each) -> Result<(), Error>;

    /// The notices, those that were loaded last first, a page of them.
    fn notices(&mut self, asked: &NoticesAsked) -> Result<Page<Summary>, Error> {
        listing::notices(self, asked)
    }

    /// The tasks in order of their deadlines, a page of them.
    fn tasks(&mut self, asked: &TasksAsked) -> Result<Page<Listed>, Error> {
        listing::tasks(self, asked)
    }

    /// The organs that have tasks, those with most first.
    fn organs(&mut self, limit: usize) -> Result<Vec<Organ>, Error> {
        listing::organs(self, limit)
    }

    /// A notice in short, by the SHA-256 of its content.
    fn summary(&mut self, sha256: &str) -> Result<Option<Summary>, Error> {
        listing::one(self, sha256)
    }

    /// A notice as it was loaded, by the SHA-256 of its content.
    fn document(&mut self, sha256: &str) -> Result<Option<Document>, Error> {
        listing::document(self, sha256)
    }

    /// Takes a notice out that only files hold which were handed to a server.
    fn remove(&mut self, sha256: &str) -> Result<Removed, Error>;

    /// What the database lacks, in English and Chinese.
    fn notes(&self) -> &[(String, String)];
}

/// How many documents a page of [`Database::documents`] has: each is in memory with its text.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
const PAGE: i64 = 16;

/// Opens a database.
///
/// # Errors
/// [`ErrorKind::Database`] where it cannot be reached or used.
pub fn open(address: &Address, purpose: Purpose) -> Result<Box<dyn Database>, Error> {
    match address {
        #[cfg(feature = "sqlite")]
        Address::Sqlite(path) => Ok(Box::new(sqlite::Sqlite::open(path, purpose)?)),
        #[cfg(feature = "postgres")]
        Address::Postgres(server) => Ok(Box::new(postgres::Postgres::open(server, purpose)?)),
        #[allow(unreachable_patterns)] // With both features there is nothing else.
        _ => {
            let _ = purpose;
            let (name, feature) = address.kind();
            let english = format!("{name}: this program was built without it; build with --features {feature}");
            Err(Error::new(ErrorKind::Database, english, format!("{name}：本程序构建时未包含，请用 --features {feature} 构建")))
        }
    }
}

/// What is said of tables of a version that this program cannot use.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn unfit(shown: &str, version: Option<i64>) -> Error {
    let known = schema::VERSION;
    let (english, chinese) = match version {
        Some(version) if version > known => (
            format!("{shown}: the tables are of version {version}, this program knows {known}; use a newer gongwen"),
            format!("{shown}：数据表为第 {version} 版，本程序只识别至第 {known} 版，请使用更新的 gongwen"),
        ),
        Some(version) => (
            format!("{shown}: the tables are of version {version}; `gongwen load` brings them to {known}"),
            format!("{shown}：数据表为第 {version} 版，用 gongwen load 可升级至第 {known} 版"),
        ),
        None => (
            format!("{shown}: no notices were loaded here; expected a database that `gongwen load` made"),
            format!("{shown}：此处没有已载入的公文，应为 gongwen load 建立的数据库"),
        ),
    };
    Error::new(ErrorKind::Database, english, chinese)
}
