//! `gongwen check`.

use super::args::Check;
use super::output::{Screen, Stop, code_of};
use super::settings::{Finder, Resolved};
use super::values::Report;
use super::{FAILED, SOME_FAILED, Say, input, output, walk};
use crate::check::{Finding, Fix, Rule, fix};
use crate::error::{Error, ErrorKind};
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::model::Severity;
use crate::pipeline;
use crate::report::{Checked, github, human, json, sarif};
use crate::source::{Provenance, Source, encoding_named};
use similar::TextDiff;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Checks each file; one that cannot be read is named, and the others go on.
pub fn run(options: &Check, say: Say) -> ExitCode {
    if options.mends() && options.files.iter().any(|f| f == Path::new("-")) {
        let english = "--fix: standard input cannot be mended in place; expected a file";
        return say.failed(&Error::new(ErrorKind::Input, english, "--fix：标准输入无法就地改正，此处应为文件"));
    }
    // Tools read the same words in every locale; people read their own.
    let language = if options.format == Report::Human { say.language } else { say.chosen.unwrap_or_default() };
    let mut run = Run { options, say, language, finder: Finder::new(options.asked()), tally: Tally::default() };
    match run.all() {
        Ok(code) => code,
        Err(Stop::Input(error)) => say.failed(&error),
        Err(Stop::Output(error)) => code_of(&error, say),
    }
}

/// What a run counts.
#[derive(Default)]
struct Tally {
    files: usize,
    counts: BTreeMap<(Severity, &'static str), (&'static Rule, usize)>,
    /// Whether something is at or above `--fail-on`.
    failing: bool,
    /// What could not be read.
    failed: Vec<String>,
    /// Whether a file failed for more than `--strict` and text that is lost.
    broken: bool,
}

struct Run<'o> {
    options: &'o Check,
    say: Say,
    language: Language,
    finder: Finder<'o>,
    tally: Tally,
}

/// What stands in a file after its fixes.
struct Outcome {
    shown: String,
    text: String,
    provenance: Provenance,
    findings: Vec<Finding>,
    /// What the fixes change, or would.
    diff: Option<String>,
}

impl Run<'_> {
    fn all(&mut self) -> Result<ExitCode, Stop> {
        let mut report = Reporter::open(self.options.format, self.language);
        let mut files: Vec<PathBuf> = Vec::new();
        for path in &self.options.files {
            match walk::files(path) {
                Ok(found) => files.extend(found),
                Err(error) => self.fail(&error),
            }
        }
        for path in &files {
            // Settings that cannot be read say nothing of any file.
            let resolved = self.finder.of(path)?;
            match self.one(path, &resolved) {
                Ok(outcome) => {
                    self.count(&outcome.findings, resolved.fail_on);
                    report.file(&outcome)?;
                }
                Err(Stop::Input(error)) => self.fail(&error),
                Err(stop) => return Err(stop),
            }
        }
        let settings = self.finder.of(Path::new("-"))?;
        report.end(&self.tally, &settings)?;
        Ok(match &self.tally {
            Tally { broken: true, .. } => ExitCode::from(FAILED),
            Tally { failed, .. } if !failed.is_empty() => ExitCode::from(SOME_FAILED),
            Tally { failing: true, .. } => ExitCode::from(SOME_FAILED),
            _ => ExitCode::SUCCESS,
        })
    }

    fn fail(&mut self, error: &Error) {
        self.say.error(error);
        self.tally.broken |= error.kind() != ErrorKind::Lost;
        self.tally.failed.push(self.language.either(error.to_string(), error.chinese().to_string()));
    }

    fn count(&mut self, findings: &[Finding], fail_on: Option<Severity>) {
        self.tally.files += 1;
        for finding in findings {
            self.tally.failing |= fail_on.is_some_and(|least| finding.severity >= least);
            self.tally.counts.entry((finding.severity, finding.rule.name)).or_insert((finding.rule, 0)).1 += 1;
        }
    }

    /// Checks one file, and mends it where that is asked for.
    fn one(&self, path: &Path, resolved: &Resolved) -> Result<Outcome, Stop> {
        let bytes = input::bytes(path)?;
        let outcome = self.look(path, &bytes, resolved)?;
        let fixes = || outcome.findings.iter().filter(|f| self.options.takes(f.rule)).filter_map(|f| f.fault.fix.as_ref());
        let fixes: Vec<&Fix> = if self.options.mends() || self.options.diff { fixes().collect() } else { Vec::new() };
        if fixes.is_empty() {
            return Ok(outcome);
        }
        let source = self.source(path, &bytes)?;
        if source.media_type != "text/plain" {
            let shown = &outcome.shown;
            let english = format!("{shown}: fixes are made in plain text alone; expected the text that gongwen text prints");
            return Err(Error::new(ErrorKind::Input, english, format!("{shown}：只能修改纯文本，请先用 gongwen text 导出文本")).into());
        }
        let mended = fix::apply(&outcome.shown, &bytes, &source, &fixes)?;
        // A fix across a line's end is not applied.
        if mended == bytes {
            return Ok(outcome);
        }
        let diff = self.options.diff.then(|| diff(&outcome, &mended, source.encoding)).transpose()?;
        if !self.options.mends() {
            return Ok(Outcome { diff, ..outcome });
        }
        output::replace(path, &mended)?;
        let (n, shown) = (fixes.len(), &outcome.shown);
        self.say.note(&format!("{shown}: {n} fix(es) applied"), &format!("{shown}：已改 {n} 处"));
        Ok(Outcome { diff, ..self.look(path, &mended, resolved)? })
    }

    fn source<'b>(&self, path: &Path, bytes: &'b [u8]) -> Result<Source<'b>, Error> {
        input::source(path, bytes, &self.options.reading.decoding)
    }

    fn look(&self, path: &Path, bytes: &[u8], resolved: &Resolved) -> Result<Outcome, Error> {
        let source = self.source(path, bytes)?;
        let lexicon = resolved.lexicon.as_ref().unwrap_or(Lexicon::builtin());
        let reading = pipeline::Options { lexicon, issued_on: self.options.reading.issued_on, contacts: true };
        let (_, findings) = crate::check::check(&source, &reading, &resolved.settings);
        self.say.lost(&source.provenance, path);
        Ok(Outcome { shown: input::shown(path), text: source.text.into_owned(), provenance: source.provenance, findings, diff: None })
    }
}

/// The lines that fixes change, as `diff -u` shows them.
fn diff(before: &Outcome, mended: &[u8], encoding: &str) -> Result<String, Error> {
    let after = Source::read(&before.shown, None, mended, encoding_named(encoding))?;
    let diff = TextDiff::from_lines(before.text.as_str(), &after.text);
    Ok(diff.unified_diff().context_radius(1).header(&before.shown, &before.shown).to_string())
}

/// Where the findings of a run go.
enum Reporter {
    Human(human::Style, BufWriter<StdoutLock<'static>>),
    Json(json::Array<BufWriter<StdoutLock<'static>>>),
    Sarif(sarif::Log, BufWriter<StdoutLock<'static>>),
    Github(Language, BufWriter<StdoutLock<'static>>),
}

impl Reporter {
    fn open(format: Report, language: Language) -> Reporter {
        let out = BufWriter::new(io::stdout().lock());
        match format {
            Report::Human => {
                let Screen { width, colour, .. } = Screen::of(true);
                Reporter::Human(human::Style { width, colour, language }, out)
            }
            Report::Json => Reporter::Json(json::Array::new(out, language)),
            Report::Sarif => Reporter::Sarif(sarif::Log::new(language), out),
            Report::Github => Reporter::Github(language, out),
        }
    }

    fn file(&mut self, outcome: &Outcome) -> io::Result<()> {
        let checked = Checked { path: &outcome.shown, text: &outcome.text, provenance: &outcome.provenance, findings: &outcome.findings };
        if let Some(diff) = &outcome.diff {
            match self {
                Reporter::Human(_, out) => out.write_all(diff.as_bytes())?,
                // What tools read holds nothing else.
                _ => io::stderr().write_all(diff.as_bytes())?,
            }
        }
        match self {
            Reporter::Human(style, out) => human::write(&checked, *style, out),
            Reporter::Json(array) => array.file(&checked),
            Reporter::Sarif(log, _) => {
                log.file(&checked);
                Ok(())
            }
            Reporter::Github(language, out) => github::write(&checked, *language, out),
        }
    }

    fn end(self, tally: &Tally, resolved: &Resolved) -> io::Result<()> {
        match self {
            Reporter::Human(style, mut out) => {
                let mut counts: Vec<_> = tally.counts.iter().map(|((severity, _), (rule, n))| (*rule, *severity, *n)).collect();
                counts.sort_by_key(|c| (Reverse(c.1), Reverse(c.2)));
                // One sound file is passed over in silence.
                if tally.files > 1 || !counts.is_empty() {
                    human::summary(&counts, tally.files, style, &mut out)?;
                }
                out.flush()
            }
            Reporter::Json(array) => array.end(),
            Reporter::Sarif(log, mut out) => {
                serde_json::to_writer_pretty(&mut out, &log.finish(&resolved.settings, &tally.failed))?;
                out.write_all(b"\n")?;
                out.flush()
            }
            Reporter::Github(_, mut out) => out.flush(),
        }
    }
}
