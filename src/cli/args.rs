//! The command line.

use super::settings::{Asked, nearest};
use crate::check::{self, Rule};
use crate::model::Severity;
use crate::source::encoding_named;
use clap::{Args, Parser, Subcommand, ValueEnum};
use encoding_rs::Encoding;
use jiff::civil::Date;
use serde::Deserialize;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Chinese official documents (公文) as data
#[derive(Parser)]
#[command(name = "gongwen", version, about, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// Language of messages: en or zh; by the locale if not given
    #[arg(long, global = true, value_name = "LANG", value_parser = ["en", "zh"])]
    pub lang: Option<String>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do
#[derive(Subcommand)]
pub enum Command {
    /// Read notices and print what they say as data
    Parse(Parse),
    /// Read many notices in parallel, into a folder or one file; a run that was interrupted is taken up by the next
    Batch(Batch),
    /// Say what is not well formed in notices, and mend what is certain
    Check(Check),
    /// Make a ledger of tasks, departments and deadlines, 督查台账
    Export(Export),
    /// Load notices into a database: SQLite or PostgreSQL
    Load(Load),
    /// Find tasks in a database by words
    Search(Search),
    /// List the rules of check
    Rules(Rules),
    /// Print the manual of a rule
    Explain(Explain),
    /// Print the decoded source text that spans count in
    Text(Text),
    /// Print the schema of the output
    Schema(Schema),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// How bytes are read
#[derive(Args)]
pub struct Decoding {
    /// Read the bytes in this encoding instead of detecting it (utf-8, gb18030, gbk, big5, utf-16le …)
    #[arg(long, value_name = "NAME", default_value = "auto", hide_default_value = true)]
    pub encoding: WantedEncoding,
    /// Take bytes that are not in the encoding as an error
    #[arg(long)]
    pub strict: bool,
}

/// How notices are read
#[derive(Args)]
pub struct Reading {
    /// How bytes are read
    #[command(flatten)]
    pub decoding: Decoding,
    /// Date of issue (YYYY-MM-DD) for deadlines without a year, where the text has none
    #[arg(long, value_name = "DATE")]
    pub issued_on: Option<Date>,
    /// More organs and their names: lines of full name, tab, other names parted by |
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
}

/// Options of `parse`
#[derive(Args)]
pub struct Parse {
    /// Text files to read; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub to: Format,
    /// Indent JSON and XML even when the output is no terminal
    #[arg(long)]
    pub pretty: bool,
    /// Write to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave contacts out
    #[arg(long)]
    pub no_contacts: bool,
    /// How notices are read
    #[command(flatten)]
    pub reading: Reading,
}

/// Many files
#[derive(Args, Default)]
pub struct Inputs {
    /// Files, folders whose .txt and .md files are read, and patterns such as 'in/**/*.txt'
    #[arg(value_name = "FILE|DIR|GLOB")]
    pub inputs: Vec<PathBuf>,
    /// Take more names from a file, one a line or parted by NUL; - is standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// In folders take the files that fit a pattern, whatever they end in
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// In folders leave out what fits a pattern
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
}

/// How much one document may take, and how many are read at once
#[derive(Args)]
pub struct Bounds {
    /// Documents read at once; as many as there are cores if not given
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Fail a file that is larger: a number of bytes, or of K, M, G
    #[arg(long, value_name = "SIZE", default_value = "100M")]
    pub max_bytes: Size,
    /// Fail a file that takes longer
    #[arg(long, value_name = "SECONDS", default_value = "60")]
    pub max_seconds: Seconds,
}

/// Options of `batch`
#[derive(Args)]
#[command(group = clap::ArgGroup::new("where").required(true).args(["out", "ndjson"]))]
pub struct Batch {
    /// Many files
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write a file for each notice into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write all notices into this file, one a line; compressed where it ends in .gz or .zst
    #[arg(long, value_name = "FILE")]
    pub ndjson: Option<PathBuf>,
    /// Format of the files under --out
    #[arg(long, value_enum, default_value_t = BatchFormat::Json, conflicts_with = "ndjson")]
    pub to: BatchFormat,
    /// Indent the files under --out
    #[arg(long, conflicts_with = "ndjson")]
    pub pretty: bool,
    /// The folder that the names of outputs are relative to; the deepest that holds all FILEs and DIRs if not given
    #[arg(long, value_name = "DIR")]
    pub base: Option<PathBuf>,
    /// Where to list what failed; failures.ndjson under --out or NAME.failures.ndjson beside --ndjson if not given
    #[arg(long, value_name = "FILE")]
    pub failures: Option<PathBuf>,
    /// Apply the rules of check too and write the findings beside
    #[arg(long)]
    pub check: bool,
    /// Settings of the rules to use instead of the nearest gongwen.toml
    #[arg(long, value_name = "FILE", requires = "check")]
    pub config: Option<PathBuf>,
    /// Read everything again, even what has not changed
    #[arg(long)]
    pub force: bool,
    /// Leave contacts out
    #[arg(long)]
    pub no_contacts: bool,
    /// How much one document may take
    #[command(flatten)]
    pub bounds: Bounds,
    /// How notices are read
    #[command(flatten)]
    pub reading: Reading,
}

/// Options of `check`
#[derive(Args)]
pub struct Check {
    /// Text files, or folders whose .txt and .md files are checked; - is standard input
    #[arg(required = true, value_name = "FILE|DIR")]
    pub files: Vec<PathBuf>,
    /// Format of the report
    #[arg(long, value_enum, default_value_t = Report::Human)]
    pub format: Report,
    /// Published documents, or drafts with every element that GB/T 9704-2012 asks for
    #[arg(long, value_enum)]
    pub profile: Option<ProfileArg>,
    /// Make a rule quiet
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<RuleArg>,
    /// Make a rule's findings warnings
    #[arg(long, value_name = "RULE")]
    pub warn: Vec<RuleArg>,
    /// Make a rule's findings errors
    #[arg(long, value_name = "RULE")]
    pub deny: Vec<RuleArg>,
    /// Exit with 1 from this severity on
    #[arg(long, value_enum)]
    pub fail_on: Option<FailOn>,
    /// Mend what is certain, in place; with rules named, what they offer: --fix=width-mixed
    #[arg(long, value_name = "RULE", num_args = 0..=1, require_equals = true, value_delimiter = ',', default_missing_value = "")]
    pub fix: Vec<FixArg>,
    /// Show what --fix would change; without --fix nothing is written
    #[arg(long)]
    pub diff: bool,
    /// Settings to use instead of the nearest gongwen.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How notices are read
    #[command(flatten)]
    pub reading: Reading,
}

impl Check {
    /// What is said of rules.
    pub fn asked(&self) -> Asked<'_> {
        // The severest of several counts.
        let of = |names: &[RuleArg], severity| names.iter().map(|n| (n.0.name, severity)).collect::<Vec<_>>();
        let levels = [of(&self.allow, None), of(&self.warn, Some(Severity::Warning)), of(&self.deny, Some(Severity::Error))].concat();
        Asked {
            config: self.config.as_deref(),
            profile: self.profile.map(Into::into),
            levels,
            fail_on: self.fail_on,
            lexicon: self.reading.lexicon.as_deref(),
        }
    }

    /// Whether files are to be mended.
    pub fn mends(&self) -> bool {
        !self.fix.is_empty()
    }

    /// Whether the fixes of a rule are to be applied, or shown.
    pub fn takes(&self, rule: &Rule) -> bool {
        let named = |f: &FixArg| match f {
            FixArg::Certain => rule.certain,
            FixArg::Of(named) => *named == rule,
        };
        if self.fix.is_empty() { rule.certain } else { self.fix.iter().any(named) }
    }
}

/// Options of `export`
#[derive(Args)]
pub struct Export {
    /// Many files
    #[command(flatten)]
    pub inputs: Inputs,
    /// Take the notices of a database instead: sqlite:FILE or postgres://USER@HOST/NAME; findings are those that were loaded
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["inputs", "files_from"])]
    pub db: Option<String>,
    /// Format of the ledger
    #[arg(long, value_enum)]
    pub to: LedgerFormat,
    /// Write to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How notices are read
    #[command(flatten)]
    pub reading: Reading,
}

/// Options of `load`
#[derive(Args)]
pub struct Load {
    /// Many files
    #[command(flatten)]
    pub inputs: Inputs,
    /// The database: sqlite:FILE or postgres://USER@HOST/NAME; passwords from PGPASSWORD or ~/.pgpass
    #[arg(long, value_name = "ADDRESS")]
    pub db: String,
    /// Load what check finds, too
    #[arg(long)]
    pub check: bool,
    /// Know files by their path below this folder instead of their full path
    #[arg(long, value_name = "DIR")]
    pub base: Option<PathBuf>,
    /// Load what check finds with the settings of this file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where to list what failed
    #[arg(long, value_name = "FILE")]
    pub failures: Option<PathBuf>,
    /// How much one document may take
    #[command(flatten)]
    pub bounds: Bounds,
    /// How notices are read
    #[command(flatten)]
    pub reading: Reading,
}

/// Options of `search`
#[derive(Args)]
pub struct Search {
    /// Words that all stand in the task, its sections, departments or the title of its notice
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,
    /// The database: sqlite:FILE or postgres://USER@HOST/NAME; passwords from PGPASSWORD or ~/.pgpass
    #[arg(long, value_name = "ADDRESS")]
    pub db: String,
    /// How many tasks to show at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: u32,
    /// Print JSON, one task a line
    #[arg(long)]
    pub json: bool,
}

/// Options of `rules`
#[derive(Args)]
pub struct Rules {
    /// Print all manuals as one page
    #[arg(long)]
    pub manual: bool,
}

/// Options of `explain`
#[derive(Args)]
pub struct Explain {
    /// The rule
    #[arg(value_name = "RULE")]
    pub rule: RuleArg,
}

/// Options of `text`
#[derive(Args)]
pub struct Text {
    /// Text file to read; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How bytes are read
    #[command(flatten)]
    pub decoding: Decoding,
}

/// Options of `schema`
#[derive(Args)]
pub struct Schema {
    /// json: JSON Schema 2020-12; xml: XML Schema 1.0; sql: the tables of `load`
    #[arg(value_enum)]
    pub kind: SchemaKind,
    /// Whose SQL
    #[arg(long, value_enum, required_if_eq("kind", "sql"))]
    pub dialect: Option<DialectArg>,
}

/// Options of `completions`
#[derive(Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

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
