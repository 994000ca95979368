//! Files, folders, patterns and lists of the command line → files, in a stable order.

use super::args::Inputs;
use super::{database, input};
use crate::error::{Error, ErrorKind};
use crate::language::Language;
use globset::GlobBuilder;
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// The endings of files that are taken from folders; what format they have is told by content.
const ENDINGS: &[&str] = &["txt", "text", "md", "html", "htm", "docx", "docm", "pdf", "ofd", "doc", "wps", "xlsx", "xlsm", "xls", "et"];

/// The name of files that say what is left out of a folder, in the form of `.gitignore`.
const IGNORE: &str = ".gongwenignore";

/// What the command line stands for.
#[derive(Default)]
pub struct Gathered {
    /// Files, in the order of the command line, those of a folder by name; each once.
    pub files: Vec<PathBuf>,
    /// The folders that were named, and those of the files that were.
    pub folders: Vec<PathBuf>,
    /// How many files of folders were passed over, by their ending.
    pub passed_over: BTreeMap<String, usize>,
    /// Folders and patterns that stand for nothing, and why.
    pub failed: Vec<(PathBuf, Error)>,
}

impl Gathered {
    /// What was passed over, behind a message; nothing where nothing was.
    pub fn passed_over(&self, language: Language) -> String {
        let shown = |(ending, n): (&String, &usize)| if ending.is_empty() { format!("- {n}") } else { format!(".{ending} {n}") };
        let all = self.passed_over.iter().map(shown).collect::<Vec<_>>().join(", ");
        match all.as_str() {
            "" => all,
            _ => language.either(format!("; passed over in folders: {all}"), format!("；目录中略过：{all}")),
        }
    }
}

/// The files that a path stands for: itself, or the documents in a folder and below, by name.
///
/// # Errors
/// [`ErrorKind::Read`] where a folder cannot be gone through or holds no document.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut gathered = Gathered::default();
    one(path, &Inputs::default(), &mut gathered)?;
    Ok(gathered.files)
}

/// All files that the inputs of a command line stand for.
///
/// # Errors
/// [`ErrorKind::Read`] where a list cannot be read, [`ErrorKind::Input`] where a pattern is none.
pub fn gather(inputs: &Inputs) -> Result<Gathered, Error> {
    if inputs.inputs.is_empty() && inputs.files_from.is_none() {
        let english = "expected files, folders or patterns, or their names by --files-from";
        return Err(Error::new(ErrorKind::Input, english, "此处应有文件、目录或模式，或用 --files-from 给出文件名"));
    }
    let mut gathered = Gathered::default();
    let listed = inputs.files_from.as_deref().map(list).transpose()?.unwrap_or_default();
    for path in inputs.inputs.iter().chain(&listed) {
        if database::is_address(path) {
            let english = "the address of a database stands where a file belongs; expected --db in front of it";
            return Err(Error::new(ErrorKind::Input, english, "数据库地址写在了文件的位置，前面应有 --db"));
        }
        let result = match path.to_str().filter(|p| p.contains(['*', '?', '[', '{']) && !path.exists()) {
            Some(pattern) => fitting(pattern, &mut gathered),
            None => one(path, inputs, &mut gathered),
        };
        match result {
            Err(error) if error.kind() == ErrorKind::Input => return Err(error),
            Err(error) => gathered.failed.push((path.clone(), error)),
            Ok(()) => {}
        }
    }
    let mut seen = HashSet::new();
    gathered.files.retain(|file| seen.insert(absolute(file)));
    Ok(gathered)
}

/// A path from the root, without `.` and `..` in it. Links are followed only where `..` stands behind them, which means
/// what they point to.
pub fn absolute(path: &Path) -> PathBuf {
    // The empty path is the folder of the moment.
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let rises = |path: &Path| path.components().any(|c| c == Component::ParentDir);
    if !rises(&path) {
        return path;
    }
    let resolved = match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => folder.canonicalize().map(|folder| folder.join(name)),
        _ => path.canonicalize(),
    };
    // Where nothing is there to ask, the words count.
    resolved.unwrap_or_else(|_| {
        let mut plain = PathBuf::new();
        for component in path.components() {
            match component {
                Component::ParentDir => drop(plain.pop()),
                other => plain.push(other),
            }
        }
        plain
    })
}

/// The names in a list: one a line, or parted by NUL where there is one.
fn list(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let bytes = input::bytes(path)?;
    let parting = if bytes.contains(&0) { 0 } else { b'\n' };
    let names = bytes.split(|b| *b == parting).map(|name| name.strip_suffix(b"\r").filter(|_| parting != 0).unwrap_or(name));
    names.filter(|name| !name.is_empty()).map(|name| named(path, name)).collect()
}

#[cfg(unix)]
fn named(_: &Path, name: &[u8]) -> Result<PathBuf, Error> {
    use std::os::unix::ffi::OsStrExt;
    Ok(OsStr::from_bytes(name).into())
}

#[cfg(not(unix))]
fn named(list: &Path, name: &[u8]) -> Result<PathBuf, Error> {
    std::str::from_utf8(name).map(PathBuf::from).map_err(|_| {
        let shown = input::shown(list);
        Error::new(ErrorKind::Input, format!("{shown}: expected names in UTF-8"), format!("{shown}：文件名应为 UTF-8"))
    })
}

/// The files that a path stands for.
fn one(path: &Path, inputs: &Inputs, gathered: &mut Gathered) -> Result<(), Error> {
    if path == Path::new("-") || !path.is_dir() {
        gathered.files.push(path.to_path_buf());
        gathered.folders.push(path.parent().unwrap_or(path).to_path_buf());
        return Ok(());
    }
    gathered.folders.push(path.to_path_buf());
    let patterns = |sign: &str, patterns: &[String]| -> Result<Override, Error> {
        let mut builder = OverrideBuilder::new(path);
        for pattern in patterns {
            builder.add(&format!("{sign}{pattern}")).map_err(|e| no_pattern(pattern, &e))?;
        }
        builder.build().map_err(|e| no_pattern("--include", &e))
    };
    // What is included is picked from what is not left out.
    let (included, excluded) = (patterns("", &inputs.include)?, patterns("!", &inputs.exclude)?);
    let before = gathered.files.len();
    for entry in walk(path).overrides(excluded).build() {
        let entry = match entry {
            Ok(entry) => entry,
            // A folder that may not be entered does not hide the others.
            Err(error) => {
                gathered.failed.push((path.to_path_buf(), not_gone_through(path, &error)));
                continue;
            }
        };
        // A word processor keeps ~$name beside a file that is open in it.
        let lock = entry.file_name().to_string_lossy().starts_with("~$");
        if lock || !entry.file_type().is_some_and(|t| t.is_file()) {
            continue;
        }
        let ending = entry.path().extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let wanted = match inputs.include.as_slice() {
            [] => ENDINGS.contains(&ending.as_str()),
            _ => included.matched(entry.path(), false).is_whitelist(),
        };
        if wanted {
            gathered.files.push(entry.into_path());
        } else {
            *gathered.passed_over.entry(ending).or_default() += 1;
        }
    }
    if gathered.files.len() == before {
        let (shown, endings) = (path.display(), ENDINGS.join(", "));
        let english = format!("{shown}: no document is in this folder; expected one that ends in {endings}");
        return Err(Error::new(ErrorKind::Read, english, format!("{shown}：目录中没有可读取的文件（{endings}）")));
    }
    Ok(())
}

/// The files that fit a pattern, whatever they end in.
fn fitting(pattern: &str, gathered: &mut Gathered) -> Result<(), Error> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let matcher = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|e| no_pattern(pattern, &e))?.compile_matcher();
    let plain = |c: &std::path::Component| !c.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    let folder: PathBuf = Path::new(pattern).components().take_while(plain).collect();
    let from = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
    gathered.folders.push(folder.clone());
    let before = gathered.files.len();
    for entry in walk(from).build().filter(|_| from.is_dir()) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                gathered.failed.push((from.to_path_buf(), not_gone_through(from, &error)));
                continue;
            }
        };
        let path = entry.path().strip_prefix("./").unwrap_or(entry.path());
        if entry.file_type().is_some_and(|t| t.is_file()) && matcher.is_match(path) {
            gathered.files.push(path.to_path_buf());
        }
    }
    if gathered.files.len() == before {
        let english = format!("{pattern}: no file fits this pattern");
        return Err(Error::new(ErrorKind::Read, english, format!("{pattern}：没有符合此模式的文件")));
    }
    Ok(())
}

/// Goes through a folder by name; hidden files, and what `.gongwenignore` names, are left out.
fn walk(folder: &Path) -> WalkBuilder {
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false).hidden(true).add_custom_ignore_filename(IGNORE).sort_by_file_name(OsStr::cmp);
    walk
}

fn not_gone_through(folder: &Path, error: &ignore::Error) -> Error {
    let shown = folder.display();
    Error::new(ErrorKind::Read, format!("{shown}: cannot go through the folder: {error}"), format!("{shown}：无法遍历目录：{error}"))
}

fn no_pattern(pattern: &str, error: &dyn std::fmt::Display) -> Error {
    let english = format!("{pattern}: expected a pattern such as **/*.txt: {error}");
    Error::new(ErrorKind::Input, english, format!("{pattern}：此处应为 **/*.txt 之类的模式：{error}"))
}
