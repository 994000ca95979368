//! How fast files of each format are read, beside the fastest other reader that is there.
//!
//! gongwen reads to the source text, and once more to the model; the other reader gives text alone. `pdftotext` and `antiword` are run as
//! programs, as `gongwen text` is beside them; the Python readers count without the start of Python. The fastest of interleaved rounds
//! counts, so that ratios hold on a machine that is shared.

use gongwen::input;
use gongwen::pipeline::{self, Options};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, hint::black_box};

const ROUNDS: usize = 5;

fn main() {
    // `cargo test` builds and starts benches too; there is nothing to measure then.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all: Vec<PathBuf> = Vec::new();
    for folder in ["fixtures/formats", "../shared/corpus/bin", "../shared/corpus/html"] {
        all.extend(fs::read_dir(root.join(folder)).into_iter().flatten().flatten().map(|e| e.path()));
    }
    all.sort();
    println!("{:<5} {:>5} {:>8} {:>8} {:>9} {:>9} {:>9}  beside", "", "files", "kB", "MB/s", "files/s", "to model", "program");
    for (ending, other) in [
        ("html", "html.parser"),
        ("docx", "python-docx"),
        ("pdf", "pdftotext"),
        ("ofd", ""),
        ("doc", "antiword"),
        ("xlsx", "openpyxl"),
        ("xls", "xlrd"),
    ] {
        let is_one = |p: &&PathBuf| p.extension().is_some_and(|e| e == ending) && !p.to_string_lossy().contains("case-encrypted");
        let readable = |p: &PathBuf| fs::read(p).is_ok_and(|bytes| input::read("bench", None, &bytes, None).is_ok());
        let files: Vec<PathBuf> = all.iter().filter(is_one).filter(|p| readable(p)).cloned().collect();
        if !files.is_empty() {
            format(ending, &files, other);
        }
    }
}

fn format(ending: &str, files: &[PathBuf], other: &str) {
    let bytes: Vec<Vec<u8>> = files.iter().map(|f| fs::read(f).expect("it was read before")).collect();
    let size: usize = bytes.iter().map(Vec::len).sum();
    let (mut text, mut model, mut program, mut theirs) = (Duration::MAX, Duration::MAX, Duration::MAX, None::<Duration>);
    for _ in 0..ROUNDS {
        text = text.min(timed(|| {
            for bytes in &bytes {
                black_box(input::read("bench", None, bytes, None).is_ok());
            }
        }));
        model = model.min(timed(|| {
            for bytes in &bytes {
                if let Ok(source) = input::read("bench", None, bytes, None) {
                    black_box(pipeline::parse(&source, &Options::default()).tasks.len());
                }
            }
        }));
        program = program.min(timed(|| files.iter().for_each(|f| run(Command::new(env!("CARGO_BIN_EXE_gongwen")).arg("text").arg(f)))));
        let took = match other {
            "pdftotext" => {
                has(other).then(|| timed(|| files.iter().for_each(|f| run(Command::new(other).args(["-enc", "UTF-8"]).arg(f).arg("-")))))
            }
            "antiword" => {
                has(other).then(|| timed(|| files.iter().for_each(|f| run(Command::new(other).args(["-m", "UTF-8.txt"]).arg(f)))))
            }
            _ => python(files),
        };
        theirs = theirs.into_iter().chain(took).min();
    }
    let per = |d: Duration| 1.0 / d.as_secs_f64();
    print!(
        "{ending:<5} {:>5} {:>8} {:>8.1} {:>9.0} {:>9.0} {:>9.0}",
        files.len(),
        size / 1000,
        size as f64 / 1e6 * per(text),
        files.len() as f64 * per(text),
        files.len() as f64 * per(model),
        files.len() as f64 * per(program)
    );
    let ours = if matches!(other, "pdftotext" | "antiword") { program } else { text };
    match theirs {
        Some(theirs) => {
            println!("  {other}: {:.0} files/s, ours {:.1} x", files.len() as f64 * per(theirs), theirs.as_secs_f64() / ours.as_secs_f64())
        }
        None => println!("  nothing"),
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn run(command: &mut Command) {
    let done = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    black_box(done.is_ok());
}

fn has(program: &str) -> bool {
    Command::new(program).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// One reading of all files by a reader in Python, where it is installed.
fn python(files: &[PathBuf]) -> Option<Duration> {
    let python = std::env::var("GONGWEN_TEST_PYTHON").unwrap_or("python3".into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/files.py");
    let done = Command::new(python).arg(script).args(["--time", "0"]).args(files).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(done.stdout).ok()?.trim().parse().ok().map(Duration::from_secs_f64)
}
