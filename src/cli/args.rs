//! The command line.

use crate::source::encoding_named;
use clap::{Args, Parser, Subcommand, ValueEnum};
use encoding_rs::Encoding;
use jiff::civil::Date;
use std::path::PathBuf;
use std::str::FromStr;

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
    /// Print the decoded source text that spans count in
    Text(Text),
    /// Print the schema of the output
    Schema(Schema),
    /// Print a completion script for a shell
    Completions(Completions),
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
    /// Read the bytes in this encoding instead of detecting it (utf-8, gb18030, gbk, big5, utf-16le …)
    #[arg(long, value_name = "NAME", default_value = "auto", hide_default_value = true)]
    pub encoding: WantedEncoding,
    /// Date of issue (YYYY-MM-DD) for deadlines without a year, where the text has none
    #[arg(long, value_name = "DATE")]
    pub issued_on: Option<Date>,
    /// Take bytes that are not in the encoding as an error
    #[arg(long)]
    pub strict: bool,
    /// Leave contacts out
    #[arg(long)]
    pub no_contacts: bool,
    /// More organs and their names: lines of full name, tab, other names parted by |
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
}

/// Options of `text`
#[derive(Args)]
pub struct Text {
    /// Text file to read; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Read the bytes in this encoding instead of detecting it
    #[arg(long, value_name = "NAME", default_value = "auto", hide_default_value = true)]
    pub encoding: WantedEncoding,
    /// Take bytes that are not in the encoding as an error
    #[arg(long)]
    pub strict: bool,
}

/// Options of `schema`
#[derive(Args)]
pub struct Schema {
    /// json: JSON Schema 2020-12; xml: XML Schema 1.0
    #[arg(value_enum)]
    pub kind: SchemaKind,
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

/// Which schema
#[derive(Clone, Copy, ValueEnum)]
pub enum SchemaKind {
    /// JSON Schema 2020-12
    Json,
    /// XML Schema 1.0
    Xml,
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
