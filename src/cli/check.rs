//! `gongwen check`.

use super::args::{Check, Report};
use super::output::code_of;
use super::settings::{Finder, Resolved};
use super::{FAILED, SOME_FAILED, Say, input, output, walk};
use crate::check::{Finding, Fix, Rule, fix};
use crate::error::Error;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::model::Severity;
use crate::pipeline;
use crate::report::{Checked, github, human, json, sarif};
use crate::source::Source;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How wide findings are where no terminal says.
const WIDTH: usize = 100;

/// Checks each file; one that cannot be read is named, and the others go on.
pub fn run(options: &Check, say: Say) -> ExitCode {
    let mut files = Vec::new();
    let mut failures = Vec::new();
    for path in &options.files {
        match walk::files(path) {
            Ok(found) => files.extend(found),
            Err(error) => failures.push(error),
        }
    }
    let mut run = Run::new(options, say);
    let done = run.files(&files, failures);
    match done {
        Ok(code) => code,
        Err(error) => code_of(&error, say),
    }
}

/// Where the findings of a run go.
enum Writer {
    Human(human::Style),
    Json(json::Array<BufWriter<StdoutLock<'static>>>),
    Sarif(sarif::Log),
    Github,
}

struct Run<'o> {
    options: &'o Check,
    say: Say,
    /// Tools read the same words in every locale; people read their own.
    language: Language,
    counts: BTreeMap<(Severity, &'static str), (&'static Rule, usize)>,
    failing: bool,
}

impl<'o> Run<'o> {
    fn new(options: &'o Check, say: Say) -> Self {
        let language = if options.format == Report::Human { say.language } else { say.chosen.unwrap_or_default() };
        Run { options, say, language, counts: BTreeMap::new(), failing: false }
    }

    fn files(&mut self, files: &[PathBuf], failures: Vec<Error>) -> io::Result<ExitCode> {
        let terminal = io::stdout().is_terminal();
        let stdout = || BufWriter::new(io::stdout().lock());
        let width = if terminal { terminal_size::terminal_size().map_or(WIDTH, |(w, _)| w.0 as usize) } else { WIDTH };
        let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        let style = human::Style { width, colour, language: self.language };
        let mut writer = match self.options.format {
            Report::Human => Writer::Human(style),
            Report::Json => Writer::Json(json::Array::new(stdout(), self.language)?),
            Report::Sarif => Writer::Sarif(sarif::Log::new(self.language)),
            Report::Github => Writer::Github,
        };
        let mut failed: Vec<String> = Vec::new();
        let mut fail = |error: &Error| {
            self.say.error(error);
            failed.push(self.language.either(&error.to_string(), &error.chinese().to_string()).clone());
        };
        failures.iter().for_each(&mut fail);
        let mut finder = Finder::new(self.options);
        let mut checked = 0;
        for path in files {
            let resolved = match finder.of(path) {
                Ok(resolved) => resolved,
                // Settings that cannot be read say nothing of any file.
                Err(error) => {
                    self.say.error(&error);
                    return Ok(ExitCode::from(FAILED));
                }
            };
            match one(path, self.options, &resolved, self.say) {
                Ok((shown, source, findings)) => {
                    checked += 1;
                    for finding in &findings {
                        self.failing |= resolved.fail_on.is_some_and(|least| finding.severity >= least);
                        let key = (finding.severity, finding.rule.name);
                        self.counts.entry(key).or_insert((finding.rule, 0)).1 += 1;
                    }
                    let checked = Checked { path: &shown, text: &source, findings: &findings };
                    match &mut writer {
                        Writer::Human(style) => human::write(&checked, *style, io::stdout().lock())?,
                        Writer::Json(array) => array.file(&checked)?,
                        Writer::Sarif(log) => log.file(&checked, "utf-8"),
                        Writer::Github => github::write(&checked, self.language, io::stdout().lock())?,
                    }
                }
                Err(Failure::Input(error)) => fail(&error),
                Err(Failure::Output(error)) => return Err(error),
            }
        }
        match writer {
            Writer::Human(style) if files.len() > 1 || !self.counts.is_empty() => {
                let mut counts: Vec<_> = self.counts.iter().map(|((severity, _), (rule, n))| (*rule, *severity, *n)).collect();
                counts.sort_by_key(|c| (std::cmp::Reverse(c.1), std::cmp::Reverse(c.2)));
                human::summary(&counts, checked, style, io::stdout().lock())?;
            }
            Writer::Human(_) | Writer::Github => {}
            Writer::Json(array) => array.end()?,
            Writer::Sarif(log) => {
                let settings = finder.of(Path::new("-")).map(|r| r.settings.clone()).unwrap_or_default();
                let mut out = stdout();
                serde_json::to_writer_pretty(&mut out, &log.finish(&settings, &failed))?;
                out.write_all(b"\n")?;
                out.flush()?;
            }
        }
        Ok(if checked == 0 || !failed.is_empty() {
            ExitCode::from(FAILED)
        } else if self.failing {
            ExitCode::from(SOME_FAILED)
        } else {
            ExitCode::SUCCESS
        })
    }
}

enum Failure {
    Input(Error),
    Output(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Input(error)
    }
}

/// What stands in a file after its fixes: how it is shown, its text and what is found in it.
fn one(path: &Path, options: &Check, resolved: &Resolved, say: Say) -> Result<(String, String, Vec<Finding>), Failure> {
    let bytes = input::bytes(path)?;
    let shown = input::shown(path);
    let reading = pipeline::Options {
        lexicon: resolved.lexicon.as_ref().unwrap_or(Lexicon::builtin()),
        issued_on: options.issued_on,
        contacts: true,
    };
    let look = |bytes: &[u8]| -> Result<(String, Vec<Finding>), Error> {
        let source = input::source(path, bytes, options.encoding.0, options.strict)?;
        let (_, findings) = crate::check::check(&source, &reading, &resolved.settings);
        Ok((source.text.into_owned(), findings))
    };
    let (text, findings) = look(&bytes)?;
    if !options.mends() && !options.diff {
        return Ok((shown, text, findings));
    }
    let source = input::source(path, &bytes, options.encoding.0, options.strict)?;
    let fixes: Vec<&Fix> = findings.iter().filter(|f| options.takes(f.rule)).filter_map(|f| f.fault.fix.as_ref()).collect();
    if fixes.is_empty() {
        return Ok((shown, text, findings));
    }
    let mended = fix::apply(&shown, &bytes, &source, &fixes)?;
    let after = Source::read(&shown, None, &mended, Some(crate::source::encoding_named(source.encoding).unwrap_or(encoding_rs::UTF_8)))?;
    if options.diff {
        let diff = TextDiff::from_lines(text.as_str(), &after.text);
        let unified = diff.unified_diff().context_radius(1).header(&shown, &shown).to_string();
        let mut out = io::stdout().lock();
        out.write_all(unified.as_bytes()).map_err(Failure::Output)?;
    }
    if !options.mends() {
        return Ok((shown, text, findings));
    }
    if path == Path::new("-") {
        io::stdout().lock().write_all(&mended).map_err(Failure::Output)?;
        return Ok((shown, text, findings));
    }
    output::replace(path, &mended)?;
    say.note(&format!("{shown}: {} fix(es) applied", fixes.len()), &format!("{shown}：已改 {} 处", fixes.len()));
    let (text, findings) = look(&mended)?;
    Ok((shown, text, findings))
}
