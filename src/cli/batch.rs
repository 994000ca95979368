//! `gongwen batch`.

use super::args::Batch;
use super::many::{self, Failure, Failures, Lost, Progress, Reader};
use super::output::{self, Place};
use super::settings::{Asked, Finder, Resolved};
use super::values::BatchFormat;
use super::walk::{self, Gathered};
use super::{FAILED, SOME_FAILED, Say, input, print};
use crate::batch::folder::{self, Folder, Held};
use crate::batch::stream::{self, Stream};
use crate::batch::{Key, common_folder};
use crate::check::{self, Finding};
use crate::error::{Error, ErrorKind};
use crate::language::Language;
use crate::model::Notice;
use crate::pipeline;
use crate::report::{Checked, json as report};
use crate::source::Source;
use crate::write::{json, xml};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Behind the name of a document's file of findings.
const FINDINGS: &str = "findings.ndjson";

/// Reads every input and writes it; what fails is listed, and the rest goes on.
pub fn run(options: &Batch, say: Say) -> ExitCode {
    match try_run(options, say) {
        Ok(code) => code,
        Err(error) => say.failed(&error),
    }
}

/// A file to read.
struct Job {
    index: usize,
    input: PathBuf,
    /// What its output is called: a path below the output folder, without the ending that the output gets.
    document: PathBuf,
    settings: Option<Arc<Resolved>>,
}

/// What was made of a file.
enum Made {
    /// The output is there already.
    Kept(Key),
    /// Its files lie unfinished in the output folder: their endings and sizes.
    Files(Key, Vec<(String, u64)>),
    /// Its lines in each output.
    Lines(Key, Vec<Vec<u8>>),
}

/// What all threads share.
struct Shared {
    reader: Reader,
    /// Every option that the output follows from.
    fingerprint: String,
    format: BatchFormat,
    pretty: bool,
    language: Language,
    shelf: Shelf,
}

enum Shelf {
    Folder(folder::Shelf),
    Stream(stream::Shelf),
}

enum Store {
    Folder(Folder),
    Stream(Stream),
}

/// What came of the inputs.
#[derive(Default)]
struct Counts {
    inputs: usize,
    converted: usize,
    unchanged: usize,
    failed: usize,
}

fn try_run(options: &Batch, say: Say) -> Result<ExitCode, Error> {
    if options.inputs.inputs.iter().any(|i| i == Path::new("-")) {
        let english = "-: expected files; --files-from - takes their names from standard input";
        return Err(Error::new(ErrorKind::Input, english, "-：此处应为文件；用 --files-from - 从标准输入读取文件名"));
    }
    let list = options.failures();
    if options.ndjson.as_ref().is_some_and(|file| walk::absolute(file) == walk::absolute(&list)) {
        let shown = list.display();
        let english = format!("{shown}: expected another file for --failures than for --ndjson");
        return Err(Error::new(ErrorKind::Input, english, format!("{shown}：--failures 与 --ndjson 不应是同一文件")));
    }
    let mut gathered = walk::gather(&options.inputs)?;
    let files: Vec<PathBuf> = std::mem::take(&mut gathered.files).iter().map(|f| walk::absolute(f)).collect();
    let folders: Vec<PathBuf> = gathered.folders.iter().map(|f| walk::absolute(f)).collect();
    let base = options.base.as_deref().map_or_else(|| common_folder(folders.iter().map(PathBuf::as_path)), walk::absolute);
    let reader = Reader::new(&options.reading, &options.bounds, !options.no_contacts)?;
    let lost = reader.lost.clone();
    let mut store = Store::open(options)?;
    // Findings are in a language; notices are not.
    let language = if options.check { say.chosen.unwrap_or_default() } else { Language::default() };
    let shared = Shared {
        fingerprint: format!("{} {} {} {language:?}", reader.fingerprint, options.to as u8, options.pretty),
        reader,
        format: options.to,
        pretty: options.pretty,
        language,
        shelf: store.shelf(),
    };
    let mut finder = Finder::new(Asked { config: options.config.as_deref(), ..Asked::default() });
    // Settings that cannot be read say nothing of any file.
    let settings = files.iter().map(|f| options.check.then(|| finder.of(f)).transpose()).collect::<Result<Vec<_>, _>>()?;
    let document = |input: &Path| input.strip_prefix(&base).map(Path::to_path_buf).unwrap_or_default();
    let jobs = files.iter().zip(settings).enumerate().map(|(index, (input, settings))| Job {
        index,
        input: input.clone(),
        document: document(input),
        settings,
    });
    let mut failures = Failures::open(Some(&list), say)?;
    let mut progress = Progress::new(files.len(), say);
    for (path, error) in &gathered.failed {
        failures.add(path, Failure::Error(error.clone()), &progress)?;
    }
    let mut counts = Counts { inputs: files.len() + gathered.failed.len(), ..Counts::default() };
    let work = move |job: Job| shared.make(&job);
    let ended = many::each(jobs, options.bounds.limits(), work, |index, result| {
        let (input, document) = (&files[index], &document(&files[index]));
        let (made, bytes) = match result {
            Ok(made) => made,
            Err(failure) => {
                progress.failed();
                store.forget(document, input)?;
                return failures.add(input, failure, &progress);
            }
        };
        let kept = matches!(made, Made::Kept(_));
        match (store.take(index, document, input, made), &store) {
            (Ok(()), _) if kept => counts.unchanged += 1,
            (Ok(()), _) => counts.converted += 1,
            // A file that cannot be written hinders no other; a stream that cannot be, all.
            (Err(error), Store::Folder(_)) => {
                progress.failed();
                return failures.add(input, Failure::Error(error), &progress);
            }
            (Err(error), Store::Stream(_)) => return Err(error),
        }
        progress.read(bytes);
        Ok(())
    });
    progress.finish();
    counts.failed = failures.count;
    // However the run ends, what failed is told.
    failures.finish()?;
    ended?;
    store.finish()?;
    let printed = print(&counts.said(&gathered, &lost, say.language), say);
    Ok(match counts.failed {
        0 => printed,
        n if n == counts.inputs => ExitCode::from(FAILED),
        _ => ExitCode::from(SOME_FAILED),
    })
}

impl Counts {
    /// One line; the numbers add up to the inputs.
    fn said(&self, gathered: &Gathered, lost: &Lost, language: Language) -> String {
        let Counts { inputs, converted, unchanged, failed } = self;
        let passed = lost.said(language) + &gathered.passed_over(language);
        language.either(
            format!("{inputs} input(s): {converted} converted, {unchanged} unchanged, {failed} failed{passed}\n"),
            format!("输入 {inputs} 个：转换 {converted}，未变 {unchanged}，失败 {failed}{passed}\n"),
        )
    }
}

impl Shared {
    /// Reads a file and makes its output, unless that is there; with the number of its bytes.
    fn make(&self, job: &Job) -> Result<(Made, u64), Error> {
        let inside = |c| matches!(c, Component::Normal(_));
        if job.document.as_os_str().is_empty() || !job.document.components().all(inside) {
            let shown = job.input.display();
            let english = format!("{shown}: outside the folder that names are relative to (--base)");
            return Err(Error::new(ErrorKind::Input, english, format!("{shown}：不在 --base 目录之内")));
        }
        let bytes = self.reader.bytes(&job.input)?;
        let input = input::of(&job.input, &bytes);
        let rules = job.settings.as_ref().map(|s| s.settings.fingerprint()).unwrap_or_default();
        let shown = job.document.to_string_lossy();
        // Findings name the document.
        let named = if job.settings.is_some() { &shown } else { input.name().unwrap_or_default() };
        let key = Key::of(&[input.sha256(), named, &self.fingerprint, &rules]);
        let length = bytes.len() as u64;
        let held = match &self.shelf {
            Shelf::Folder(shelf) => shelf.held(&job.document, &job.input, key),
            Shelf::Stream(shelf) if shelf.holds(key) => Held::Same,
            Shelf::Stream(_) => Held::Other,
        };
        match held {
            Held::Same => return Ok((Made::Kept(key), length)),
            Held::Other => {}
            Held::OfAnother(other) => {
                let (input, other) = (job.input.display(), other.display());
                let english =
                    format!("{input}: its output would replace that of {other}; expected --base, so that they differ, or --force");
                return Err(Error::new(
                    ErrorKind::Write,
                    english,
                    format!("{input}：其输出会取代 {other} 的输出，请用 --base 区分，或用 --force 取代"),
                ));
            }
        }
        let source = self.reader.source(input)?;
        let (notice, findings) = self.read(&source, job.settings.as_deref());
        let checked =
            findings.as_ref().map(|findings| Checked { path: &shown, text: &source.text, provenance: &source.provenance, findings });
        let made = match &self.shelf {
            Shelf::Folder(shelf) => {
                let ending = if self.format == BatchFormat::Json { "json" } else { "xml" };
                let mut files = vec![written(shelf, job.index, ending, |out| match self.format {
                    BatchFormat::Json => json::write(&notice, if self.pretty { json::Layout::Pretty } else { json::Layout::Compact }, out),
                    BatchFormat::Xml => xml::write(&notice, self.pretty, out),
                })?];
                if let Some(checked) = &checked {
                    files.push(written(shelf, job.index, FINDINGS, |out| self.findings(checked, out))?);
                }
                Made::Files(key, files)
            }
            Shelf::Stream(_) => {
                let mut lines = vec![Vec::with_capacity(bytes.len() * 3)];
                let out_of_memory = |e: io::Error| Error::writing(&job.input, &e);
                json::write(&notice, json::Layout::Compact, &mut lines[0]).map_err(out_of_memory)?;
                if let Some(checked) = &checked {
                    let mut findings = Vec::new();
                    self.findings(checked, &mut findings).map_err(out_of_memory)?;
                    lines.push(findings);
                }
                Made::Lines(key, lines)
            }
        };
        Ok((made, length))
    }

    /// Writes findings, one a line.
    fn findings(&self, checked: &Checked, out: &mut impl Write) -> io::Result<()> {
        for finding in report::values(checked, self.language) {
            serde_json::to_writer(&mut *out, &finding)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn read<'a>(&self, source: &'a Source<'a>, settings: Option<&Resolved>) -> (Notice<'a>, Option<Vec<Finding>>) {
        let options = self.reader.options();
        match settings {
            None => (pipeline::parse(source, &options), None),
            Some(resolved) => {
                let (notice, findings) = check::check(source, &options, &resolved.settings);
                (notice, Some(findings))
            }
        }
    }
}

/// Writes a file of a document where unfinished ones lie; its ending and size.
fn written(
    shelf: &folder::Shelf,
    index: usize,
    ending: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(String, u64), Error> {
    let path = shelf.unfinished(index, ending);
    let write = || -> io::Result<u64> {
        let mut out = BufWriter::with_capacity(1 << 16, File::create(&path)?);
        write(&mut out)?;
        out.flush()?;
        out.get_ref().metadata().map(|m| m.len())
    };
    write().map(|size| (ending.to_string(), size)).map_err(|e| Error::writing(&path, &e))
}

impl Store {
    fn open(options: &Batch) -> Result<Store, Error> {
        match (&options.out, &options.ndjson) {
            (Some(root), _) => Folder::open(root, options.force).map(Store::Folder),
            (None, Some(file)) => {
                let place = output::place(file).map_err(|e| Error::writing(file, &e))?;
                let Place::File(file) = &place else {
                    let shown = file.display();
                    let english = format!("{shown}: a device or pipe cannot be taken up again; expected a file (parse --to ndjson prints)");
                    return Err(Error::new(
                        ErrorKind::Write,
                        english,
                        format!("{shown}：设备或管道无法续写，此处应为文件（parse --to ndjson 可直接输出）"),
                    ));
                };
                let mut outputs = vec![file.clone()];
                if options.check {
                    outputs.push(beside(file, "findings"));
                }
                Stream::open(outputs, options.force).map(Store::Stream)
            }
            (None, None) => Err(Error::new(ErrorKind::Input, "expected --out DIR or --ndjson FILE", "请指定 --out 目录或 --ndjson 文件")),
        }
    }

    fn shelf(&self) -> Shelf {
        match self {
            Store::Folder(folder) => Shelf::Folder(folder.shelf()),
            Store::Stream(stream) => Shelf::Stream(stream.shelf()),
        }
    }

    fn take(&mut self, index: usize, document: &Path, input: &Path, made: Made) -> Result<(), Error> {
        match (self, made) {
            (Store::Folder(folder), Made::Files(key, files)) => folder.put(index, document, input, key, files),
            (Store::Stream(stream), Made::Lines(key, lines)) => stream.put(key, &lines),
            (Store::Stream(stream), Made::Kept(key)) => {
                stream.keep(key);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Takes away what an earlier run wrote for a document that fails now.
    fn forget(&mut self, document: &Path, input: &Path) -> Result<(), Error> {
        match self {
            Store::Folder(folder) => folder.remove(document, input),
            Store::Stream(_) => Ok(()),
        }
    }

    fn finish(self) -> Result<(), Error> {
        match self {
            Store::Folder(folder) => {
                folder.finish();
                Ok(())
            }
            Store::Stream(stream) => stream.finish(),
        }
    }
}

/// The file of another kind beside a stream: notices.ndjson.gz → notices.findings.ndjson.gz.
fn beside(file: &Path, kind: &str) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let (stem, endings) = name.split_once('.').unwrap_or((&name, "ndjson"));
    file.with_file_name(format!("{stem}.{kind}.{endings}"))
}

impl Batch {
    /// Where the list of what failed goes.
    fn failures(&self) -> PathBuf {
        let inside = || self.out.as_ref().map(|out| out.join("failures.ndjson"));
        let plain = |file: &PathBuf| match beside(file, "failures") {
            packed if packed.extension().is_some_and(|e| e == "gz" || e == "zst") => packed.with_extension(""),
            plain => plain,
        };
        self.failures.clone().or_else(inside).or_else(|| self.ndjson.as_ref().map(plain)).unwrap_or_default()
    }
}
