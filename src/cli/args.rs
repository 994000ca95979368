//! The command line.

use super::settings::Asked;
use super::values::*;
use crate::check::Rule;
use crate::model::Severity;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
#[cfg(feature = "server")]
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

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
    /// Make a page to read and review a notice in a browser: its tasks beside the document; it needs no network
    View(View),
    /// Make a ledger of tasks, departments and deadlines, 督查台账
    Export(Export),
    /// Load notices into a database: SQLite or PostgreSQL
    Load(Load),
    /// Find tasks in a database by words
    Search(Search),
    /// Show notices to browsers and programs of a closed network, and take files from them
    #[cfg(feature = "server")]
    Serve(Serve),
    /// List the rules of check
    Rules(Rules),
    /// Print the manual of a rule
    Explain(Explain),
    /// Print the source text that spans count in: decoded, or extracted from a file
    Text(Text),
    /// Print the schema of the output
    Schema(Schema),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// How bytes are read
#[derive(Args)]
pub struct Decoding {
    /// Read texts and pages in this encoding instead of detecting it (utf-8, gb18030, gbk, big5, utf-16le …)
    #[arg(long, value_name = "NAME", default_value = "auto", hide_default_value = true)]
    pub encoding: WantedEncoding,
    /// Take bytes that are not in the encoding, and pages whose text cannot be read, as an error
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
    /// Files to read: text, HTML, DOCX, PDF, OFD, DOC, WPS, XLSX, XLS; - is standard input
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
    /// Apply what a person decided in the page of view, and name what no longer fits; with one FILE
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
    /// How notices are read
    #[command(flatten)]
    pub reading: Reading,
}

/// Options of `view`
#[derive(Args)]
pub struct View {
    /// File to read: text, HTML, DOCX, PDF, OFD, DOC, WPS, XLSX, XLS; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Decisions that the page starts with
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
    /// Check by these settings instead of the nearest gongwen.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How notices are read
    #[command(flatten)]
    pub reading: Reading,
}

/// Many files
#[derive(Args, Default)]
pub struct Inputs {
    /// Files, folders whose documents (.txt .md .html .docx .pdf .ofd .doc .wps .xlsx …) are read, and patterns such as 'in/**/*.pdf'
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
    /// Files, or folders whose documents (.txt .md .html .docx .pdf .ofd .doc .wps .xlsx …) are checked; - is standard input
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

/// Options of `serve`
#[cfg(feature = "server")]
#[derive(Args)]
pub struct Serve {
    /// Many files, which are loaded first
    #[command(flatten)]
    pub inputs: Inputs,
    /// The database to show and to take files into: sqlite:FILE or postgres://USER@HOST/NAME; passwords from PGPASSWORD or ~/.pgpass
    #[arg(long, value_name = "ADDRESS", conflicts_with = "data")]
    pub db: Option<String>,
    /// Keep the notices in this folder, made if it is absent; a temporary one, removed at the end, if not given
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Where to listen; port 0 is any that is free. Off this machine a token is needed
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Another name that the machine is asked under; may be given several times
    #[arg(long, value_name = "NAME")]
    pub host_name: Vec<String>,
    /// Ask for the token in this file; GONGWEN_TOKEN in the environment does the same
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Only show: take no files in and none out
    #[arg(long)]
    pub read_only: bool,
    /// Check with the settings of this file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Write a line for each request on standard error: method, path, status, milliseconds
    #[arg(long)]
    pub log: bool,
    /// How much one document may take
    #[command(flatten)]
    pub bounds: Bounds,
    /// How notices are read
    #[command(flatten)]
    pub reading: Reading,
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
    /// File to read; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How bytes are read
    #[command(flatten)]
    pub decoding: Decoding,
}

/// Options of `schema`
#[derive(Args)]
pub struct Schema {
    /// json: JSON Schema 2020-12; xml: XML Schema 1.0; sql: the tables of `load`; corrections: JSON Schema of corrections
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
