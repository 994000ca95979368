//! The tables and views, described once, and the DDL of both dialects printed from that.
//!
//! | here | SQLite (`STRICT`) | PostgreSQL |
//! |---|---|---|
//! | `Int` | `INTEGER` | `bigint` |
//! | `Bool` | `INTEGER`, 0 or 1 | `boolean` |
//! | `Text` | `TEXT` | `text COLLATE "C"`: the order of code points, as in SQLite |
//! | `Date` | `TEXT`, ISO 8601 | `date` |
//! | `Decimal` | `TEXT`, never a float | `numeric` |
//! | `Json` | `TEXT` | `json`: keeps the bytes |
//!
//! Comments stand inside `CREATE TABLE` in SQLite, which keeps them, and as `COMMENT ON` in PostgreSQL.

mod tables;
mod views;

pub use tables::TABLES;
pub use views::VIEWS;

use std::fmt::Write;

/// What takes the tables of version n to n + 1, the first from 1, in SQLite and in PostgreSQL.
const UPGRADES: &[[&str; 2]] = &[];

/// The version of the tables that this program writes.
pub const VERSION: i64 = UPGRADES.len() as i64 + 1;

/// Whose SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite from 3.37 on.
    Sqlite,
    /// PostgreSQL from 13 on.
    Postgres,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Int,
    /// Text in UTF-8, without U+0000.
    Text,
    /// True or false.
    Bool,
    /// A day.
    Date,
    /// An exact decimal.
    Decimal,
    /// JSON as text.
    Json,
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its name, a reserved word in neither dialect.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be null.
    pub null: bool,
    /// What it means.
    pub comment: &'static str,
}

/// Columns that name a row of another table; the row goes when that one goes.
#[derive(Debug)]
pub struct Foreign {
    /// The columns.
    pub columns: &'static [&'static str],
    /// The table; its key is what the columns name.
    pub table: &'static str,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub comment: &'static str,
    /// The columns; the first is the notice's id, but for `files`.
    pub columns: &'static [Column],
    /// The primary key.
    pub key: &'static [&'static str],
    /// What it names.
    pub foreign: &'static [Foreign],
    /// Columns with no two rows alike.
    pub unique: &'static [&'static str],
    /// Columns that people look things up by; those of foreign keys have their index without being named here.
    pub looked_up: &'static [&'static str],
}

/// A view that answers a question without a join.
#[derive(Debug)]
pub struct View {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub comment: &'static str,
    /// Names and meanings of the columns.
    pub columns: &'static [(&'static str, &'static str)],
    /// The query, the same in both dialects.
    pub query: &'static str,
}

/// What brings the tables of a version to this program's; `None` is no tables. Nothing for a version that is not known.
pub fn upgrade(from: Option<i64>, dialect: Dialect) -> Option<String> {
    let Some(from) = from else { return Some(tables(dialect)) };
    let left = UPGRADES.get(usize::try_from(from - 1).ok()?..)?;
    let mut script: String = left.iter().map(|step| step[usize::from(dialect == Dialect::Postgres)]).collect();
    if !left.is_empty() {
        let _ = writeln!(script, "UPDATE gongwen_schema SET version = {VERSION};");
    }
    Some(script)
}

/// All of the schema as a script.
pub fn sql(dialect: Dialect) -> String {
    let mut out = String::from(match dialect {
        Dialect::Sqlite => {
            "-- What gongwen loads into SQLite: the tables of schema version 1, printed by `gongwen schema sql --dialect sqlite`.\n\n"
        }
        Dialect::Postgres => {
            "-- What gongwen loads into PostgreSQL: the tables of schema version 1, printed by `gongwen schema sql --dialect postgres`.\n\n"
        }
    });
    out += &tables(dialect);
    out += "\n";
    out += search(dialect);
    out
}

/// Tables, indexes, views and the version.
pub fn tables(dialect: Dialect) -> String {
    let mut out = String::new();
    for table in TABLES {
        create(table, dialect, &mut out);
        out.push('\n');
    }
    for view in VIEWS {
        create_view(view, dialect, &mut out);
        out.push('\n');
    }
    let _ = writeln!(out, "INSERT INTO gongwen_schema (version) VALUES ({VERSION});");
    out
}

/// What makes search quick. PostgreSQL may have to go without.
pub fn search(dialect: Dialect) -> &'static str {
    match dialect {
        // A row of `task_text` has the number notice * 2^24 + the number in the task's id: rows of `tasks` have none of
        // their own that outlasts VACUUM.
        Dialect::Sqlite => concat!(
            "-- The text of tasks by its trigrams, kept by triggers. A rowid is notice * 16777216 + the number in the task's id.\n",
            "CREATE VIEW task_text_content (rowid_of_task, section, text, departments) AS\n",
            "SELECT notice * 16777216 + CAST(substr(id, 2) AS INTEGER), section, text, departments FROM tasks;\n",
            "CREATE VIRTUAL TABLE task_text USING fts5 (section, text, departments, content = 'task_text_content',\n",
            "  content_rowid = 'rowid_of_task', tokenize = 'trigram');\n",
            "CREATE TRIGGER task_text_insert AFTER INSERT ON tasks BEGIN\n",
            "  INSERT INTO task_text (rowid, section, text, departments)\n",
            "  VALUES (new.notice * 16777216 + CAST(substr(new.id, 2) AS INTEGER), new.section, new.text, new.departments);\n",
            "END;\n",
            "CREATE TRIGGER task_text_delete AFTER DELETE ON tasks BEGIN\n",
            "  INSERT INTO task_text (task_text, rowid, section, text, departments)\n",
            "  VALUES ('delete', old.notice * 16777216 + CAST(substr(old.id, 2) AS INTEGER), old.section, old.text, old.departments);\n",
            "END;\n",
        ),
        Dialect::Postgres => concat!(
            "-- What search is quick with; where pg_trgm cannot be had, search goes without.\n",
            "CREATE EXTENSION IF NOT EXISTS pg_trgm;\n",
            "CREATE INDEX tasks_trigrams ON tasks USING gin (section gin_trgm_ops, text gin_trgm_ops, departments gin_trgm_ops);\n",
            "CREATE INDEX notices_trigrams ON notices USING gin (title gin_trgm_ops);\n",
        ),
    }
}

fn create(table: &Table, dialect: Dialect, out: &mut String) {
    let sqlite = dialect == Dialect::Sqlite;
    let mut lines: Vec<(String, &str)> = Vec::new();
    for column in table.columns {
        let null = if column.null { "" } else { " NOT NULL" };
        // STRICT takes any whole number where a truth value belongs.
        let check = if sqlite && column.kind == Kind::Bool { format!(" CHECK ({} IN (0, 1))", column.name) } else { String::new() };
        lines.push((format!("{} {}{null}{check}", column.name, kind(column.kind, dialect)), column.comment));
    }
    lines.push((format!("PRIMARY KEY ({})", table.key.join(", ")), ""));
    for column in table.unique {
        lines.push((format!("UNIQUE ({column})"), ""));
    }
    for foreign in table.foreign {
        let of = TABLES.iter().find(|t| t.name == foreign.table).map_or(String::new(), |t| t.key.join(", "));
        let columns = foreign.columns.join(", ");
        lines.push((format!("FOREIGN KEY ({columns}) REFERENCES {} ({of}) ON DELETE CASCADE", foreign.table), ""));
    }
    let _ = writeln!(out, "CREATE TABLE {} (", table.name);
    if sqlite {
        let _ = writeln!(out, "  -- {}", table.comment);
    }
    for (i, (line, comment)) in lines.iter().enumerate() {
        let comma = if i + 1 < lines.len() { "," } else { "" };
        let comment = if sqlite && !comment.is_empty() { format!(" -- {comment}") } else { String::new() };
        let _ = writeln!(out, "  {line}{comma}{comment}");
    }
    out.push_str(if sqlite { ") STRICT;\n" } else { ");\n" });
    for foreign in table.foreign.iter().filter(|f| !table.key.starts_with(f.columns)) {
        index(table, foreign.columns, dialect, out);
    }
    for column in table.looked_up {
        index(table, &[column], dialect, out);
    }
    if !sqlite {
        comment("TABLE", table.name, table.comment, out);
        for column in table.columns {
            comment("COLUMN", &format!("{}.{}", table.name, column.name), column.comment, out);
        }
    }
}

fn index(table: &Table, columns: &[&str], dialect: Dialect, out: &mut String) {
    // A B-tree of PostgreSQL refuses text of more than some 2,700 bytes, and a title may be longer.
    let text = columns.len() == 1 && table.columns.iter().any(|c| c.name == columns[0] && c.kind == Kind::Text);
    let method = if dialect == Dialect::Postgres && text { " USING hash" } else { "" };
    let _ = writeln!(out, "CREATE INDEX {0}_{1} ON {0}{method} ({2});", table.name, columns.join("_"), columns.join(", "));
}

fn create_view(view: &View, dialect: Dialect, out: &mut String) {
    let names: Vec<&str> = view.columns.iter().map(|c| c.0).collect();
    let _ = writeln!(out, "CREATE VIEW {} ({}) AS", view.name, names.join(", "));
    if dialect == Dialect::Sqlite {
        let _ = writeln!(out, "-- {}", view.comment);
        for (name, meaning) in view.columns {
            let _ = writeln!(out, "-- {name}: {meaning}");
        }
    }
    let _ = writeln!(out, "{};", view.query);
    if dialect == Dialect::Postgres {
        comment("VIEW", view.name, view.comment, out);
        for (name, meaning) in view.columns {
            comment("COLUMN", &format!("{}.{name}", view.name), meaning, out);
        }
    }
}

fn comment(what: &str, name: &str, text: &str, out: &mut String) {
    let _ = writeln!(out, "COMMENT ON {what} {name} IS '{}';", text.replace('\'', "''"));
}

fn kind(kind: Kind, dialect: Dialect) -> &'static str {
    match (dialect, kind) {
        (Dialect::Sqlite, Kind::Int | Kind::Bool) => "INTEGER",
        (Dialect::Sqlite, _) => "TEXT",
        (Dialect::Postgres, Kind::Int) => "bigint",
        (Dialect::Postgres, Kind::Text) => "text COLLATE \"C\"",
        (Dialect::Postgres, Kind::Bool) => "boolean",
        (Dialect::Postgres, Kind::Date) => "date",
        (Dialect::Postgres, Kind::Decimal) => "numeric",
        (Dialect::Postgres, Kind::Json) => "json",
    }
}
