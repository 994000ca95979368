//! Arguments, files, exit codes: the only module that prints, exits, or reads environment, clock or locale.

mod args;
mod batch;
mod check;
mod chinese;
mod corrections;
mod database;
mod export;
mod input;
mod load;
mod manual;
mod many;
mod output;
mod parse;
mod search;
#[cfg(feature = "server")]
mod serve;
mod settings;
mod values;
mod view;
mod walk;

use crate::error::{Error, ErrorKind};
use crate::language::Language;
use crate::sink::schema::{self as tables, Dialect};
use crate::source::Provenance;
use crate::write::schema;
use args::{Cli, Command};
use clap::{CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use values::{DialectArg, SchemaKind};

/// Something could not be done, for some of the inputs.
const SOME_FAILED: u8 = 1;
/// Nothing could be done.
const FAILED: u8 = 2;

/// Runs the program with its arguments.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let chosen = chosen(&args);
    let language = chosen.unwrap_or_else(of_locale);
    let command = match language {
        Language::English => Cli::command(),
        Language::Chinese => chinese::translate(Cli::command()),
    };
    let matches = match command.try_get_matches_from(&args) {
        Ok(matches) => matches,
        Err(error) => {
            let code = if error.use_stderr() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS };
            let _ = error.print();
            return code;
        }
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let say = Say { language, chosen };
    match cli.command {
        Command::Parse(options) => parse::run(&options, say),
        Command::Batch(options) => batch::run(&options, say),
        Command::Check(options) => check::run(&options, say),
        Command::View(options) => view::run(&options, say),
        Command::Export(options) => export::run(&options, say),
        Command::Load(options) => load::run(&options, say),
        Command::Search(options) => search::run(&options, say),
        #[cfg(feature = "server")]
        Command::Serve(options) => serve::run(options, say),
        Command::Rules(options) => print(&if options.manual { manual::page(language) } else { manual::list(language) }, say),
        Command::Explain(options) => print(&manual::explain(options.rule.0, language), say),
        Command::Text(options) => text(&options, say),
        Command::Schema(options) => {
            let shown = match options.kind {
                SchemaKind::Json => format!("{:#}\n", schema::json_schema()),
                SchemaKind::Corrections => format!("{:#}\n", schema::corrections()),
                SchemaKind::Xml => schema::xsd(),
                SchemaKind::Sql => tables::sql(match options.dialect {
                    Some(DialectArg::Postgres) => Dialect::Postgres,
                    _ => Dialect::Sqlite,
                }),
            };
            print(&shown, say)
        }
        Command::Completions(options) => {
            let mut script = Vec::new();
            clap_complete::generate(options.shell, &mut Cli::command(), "gongwen", &mut script);
            print(&String::from_utf8_lossy(&script), say)
        }
    }
}

/// Prints the source text that spans count in.
fn text(options: &args::Text, say: Say) -> ExitCode {
    let bytes = match input::bytes(&options.file) {
        Ok(bytes) => bytes,
        Err(error) => return say.failed(&error),
    };
    match input::source(&options.file, &bytes, &options.decoding) {
        Ok(source) => {
            say.lost(&source.provenance, &options.file);
            print(&source.text, say)
        }
        Err(error) => say.failed(&error),
    }
}

fn print(text: &str, say: Say) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => output::code_of(&error, say),
    }
}

/// The language that `--lang` names.
fn chosen(args: &[OsString]) -> Option<Language> {
    let name = args.iter().enumerate().find_map(|(i, arg)| {
        let arg = arg.to_str()?;
        match arg.strip_prefix("--lang") {
            Some("") => args.get(i + 1)?.to_str().map(str::to_string),
            Some(value) => value.strip_prefix('=').map(str::to_string),
            None => None,
        }
    })?;
    Some(language(&name))
}

/// The language of the locale.
fn of_locale() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    locale.map_or(Language::English, |name| language(&name))
}

fn language(name: &str) -> Language {
    if name.to_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
}

/// Messages on standard error in the user's language.
#[derive(Clone, Copy)]
struct Say {
    language: Language,
    /// The language, where the user named it rather than the locale.
    chosen: Option<Language>,
}

impl Say {
    /// Says what went wrong with one input.
    fn error(self, error: &Error) {
        let (word, message) = self.language.either(("error", error.to_string()), ("错误", error.chinese().to_string()));
        let _ = writeln!(io::stderr(), "{word}: {message}");
    }

    /// Says what was done.
    fn note(self, english: &str, chinese: &str) {
        let _ = writeln!(io::stderr(), "{}", self.language.either(english, chinese));
    }

    /// Says what went wrong and that nothing could be done.
    fn failed(self, error: &Error) -> ExitCode {
        self.error(error);
        ExitCode::from(if error.kind() == ErrorKind::Lost { SOME_FAILED } else { FAILED })
    }

    /// Says which text of a file may be missing or wrong.
    fn lost(self, provenance: &Provenance, path: &Path) {
        let shown = input::shown(path);
        for note in provenance.notes.iter().filter(|n| n.lost) {
            let (word, message, colon) = self.language.either(("warning", &note.english, ": "), ("警告", &note.chinese, "："));
            let _ = writeln!(io::stderr(), "{word}: {shown}{colon}{message}");
        }
    }
}
