//! The values that arguments take.

use super::settings::nearest;
use crate::check::{self, Rule};
use crate::model::Severity;
use crate::source::encoding_named;
use clap::ValueEnum;
use encoding_rs::Encoding;
use serde::Deserialize;
use std::str::FromStr;
use std::time::Duration;

/// Format of the output
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Canonical JSON
    Json,
    /// Canonical JSON, one notice a line
    Ndjson,
    /// XML that mirrors the JSON
    Xml,
    /// A readable tree
    Outline,
}

/// Format of the files of a batch
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BatchFormat {
    /// Canonical JSON
    Json,
    /// XML that mirrors the JSON
    Xml,
}

/// Format of a ledger
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LedgerFormat {
    /// A row a task, as Excel opens it
    Csv,
    /// An Excel workbook: tasks, targets, deadlines and findings
    Xlsx,
    /// A row a task with what belongs to it nested, Apache Parquet
    Parquet,
    /// Deadlines as all-day events of a calendar
    Ics,
    /// A table of tasks a notice, Markdown
    Md,
}

/// Format of a report
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Report {
    /// For people
    Human,
    /// One JSON array
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// What a document is checked as
#[derive(Clone, Copy, ValueEnum)]
pub enum ProfileArg {
    /// A document that was issued
    Published,
    /// A draft
    Draft,
}

impl From<ProfileArg> for check::Profile {
    fn from(profile: ProfileArg) -> Self {
        match profile {
            ProfileArg::Published => check::Profile::Published,
            ProfileArg::Draft => check::Profile::Draft,
        }
    }
}

/// From which severity on a run fails
#[derive(Clone, Copy, Debug, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Any finding
    Info,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
    /// No finding
    Never,
}

impl FailOn {
    /// The least severity that fails.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Info => Some(Severity::Info),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Error => Some(Severity::Error),
            FailOn::Never => None,
        }
    }
}

/// A rule by its name.
#[derive(Clone, Copy)]
pub struct RuleArg(pub &'static Rule);

impl FromStr for RuleArg {
    type Err = String;
    fn from_str(name: &str) -> Result<Self, String> {
        check::rule(name).map(RuleArg).ok_or_else(|| format!("expected a rule of `gongwen rules`, such as {}", nearest(name)))
    }
}

/// What is mended: what is certain, or what a rule offers.
#[derive(Clone, Copy)]
pub enum FixArg {
    /// The fixes of the rules that are certain.
    Certain,
    /// Those of one rule.
    Of(&'static Rule),
}

impl FromStr for FixArg {
    type Err = String;
    fn from_str(name: &str) -> Result<Self, String> {
        if name.is_empty() { Ok(FixArg::Certain) } else { RuleArg::from_str(name).map(|r| FixArg::Of(r.0)) }
    }
}

/// Which schema
#[derive(Clone, Copy, ValueEnum)]
pub enum SchemaKind {
    /// JSON Schema 2020-12
    Json,
    /// XML Schema 1.0
    Xml,
    /// Tables and views
    Sql,
    /// JSON Schema 2020-12 of corrections
    Corrections,
}

/// Whose SQL
#[derive(Clone, Copy, ValueEnum)]
pub enum DialectArg {
    /// SQLite
    Sqlite,
    /// PostgreSQL
    Postgres,
}

/// A number of bytes: 1000, 64K, 100M, 1G.
#[derive(Clone, Copy, Debug)]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = String;
    fn from_str(written: &str) -> Result<Self, String> {
        let digits = written.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit: u64 = match written[digits.len()..].to_ascii_uppercase().as_str() {
            "" | "B" => 1,
            "K" | "KB" => 1 << 10,
            "M" | "MB" => 1 << 20,
            "G" | "GB" => 1 << 30,
            _ => 0,
        };
        let size = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(unit)).filter(|n| *n > 0);
        size.map(Size).ok_or_else(|| "expected a size such as 64K, 100M or 1G".into())
    }
}

/// A time in seconds, with a fraction if need be.
#[derive(Clone, Copy, Debug)]
pub struct Seconds(pub Duration);

impl FromStr for Seconds {
    type Err = String;
    fn from_str(written: &str) -> Result<Self, String> {
        let seconds = written.parse::<f64>().ok().filter(|n| *n > 0.0).and_then(|n| Duration::try_from_secs_f64(n).ok());
        seconds.map(Seconds).ok_or_else(|| "expected a number of seconds over 0, such as 60 or 0.5".into())
    }
}

/// An encoding by its name, or the one that the content shows.
#[derive(Clone, Copy)]
pub struct WantedEncoding(pub Option<&'static Encoding>);

impl FromStr for WantedEncoding {
    type Err = String;
    fn from_str(name: &str) -> Result<Self, String> {
        if name == "auto" {
            return Ok(WantedEncoding(None));
        }
        let found = encoding_named(name);
        found
            .map(|e| WantedEncoding(Some(e)))
            .ok_or_else(|| "expected the name of an encoding, such as utf-8, gb18030, gbk, big5 or utf-16le".into())
    }
}
