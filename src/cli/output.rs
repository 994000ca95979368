//! Standard output or a file that is written whole or not at all.

use super::{FAILED, Say};
use crate::error::{Error, ErrorKind};
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tempfile::NamedTempFile;

/// What standard output shows on.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Whether it is a terminal, and the output goes there.
    pub terminal: bool,
    /// Columns.
    pub width: usize,
    /// Whether to colour; respects `NO_COLOR`.
    pub colour: bool,
}

impl Screen {
    /// `here` tells whether the output goes to standard output at all.
    pub fn of(here: bool) -> Screen {
        /// How wide text is where no terminal says.
        const WIDTH: usize = 100;
        let terminal = here && io::stdout().is_terminal();
        let width = if terminal { terminal_size::terminal_size().map_or(WIDTH, |(w, _)| w.0 as usize) } else { WIDTH };
        Screen { terminal, width, colour: terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) }
    }
}

/// Where output goes.
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A file beside the one that it will replace.
    File(BufWriter<NamedTempFile>, PathBuf),
    /// A device or pipe, which is never replaced.
    Device(BufWriter<File>),
}

/// What a path stands for as an output.
pub enum Place {
    /// A file that is there or will be: links are followed, so that what they point to is replaced.
    File(PathBuf),
    /// A device or pipe.
    Device,
}

/// What a path stands for as an output. `/dev/null` must stay what it is, whoever writes to it.
pub fn place(path: &Path) -> io::Result<Place> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => fs::canonicalize(path).map(Place::File),
        Ok(metadata) if metadata.is_dir() => Err(io::Error::from(io::ErrorKind::IsADirectory)),
        Ok(_) => Ok(Place::Device),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Place::File(path.to_path_buf())),
        Err(error) => Err(error),
    }
}

impl Output {
    /// Opens standard output, a device, or a temporary file in the wanted file's folder.
    pub fn open(path: Option<&Path>) -> Result<Output, Error> {
        let Some(path) = path else { return Ok(Output::Stdout(BufWriter::with_capacity(1 << 16, io::stdout().lock()))) };
        Output::of(path).map_err(|e| Error::writing(path, &e))
    }

    fn of(path: &Path) -> io::Result<Output> {
        match place(path)? {
            Place::Device => Ok(Output::Device(BufWriter::new(File::options().write(true).open(path)?))),
            Place::File(path) => {
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
                Ok(Output::File(BufWriter::with_capacity(1 << 16, NamedTempFile::new_in(folder)?), path))
            }
        }
    }

    /// Flushes; puts the file in its place.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Stdout(mut out) => out.flush(),
            Output::Device(mut out) => out.flush(),
            Output::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                keep_mode(&file, &path)?;
                file.persist(path).map_err(|e| e.error)?;
                Ok(())
            }
        }
    }
}

/// Puts bytes in the place of a file, whole or not at all.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut out = Output::open(Some(path))?;
    out.write_all(bytes).and_then(|()| out.finish()).map_err(|e| Error::writing(path, &e))
}

/// A temporary file is private; the file it becomes has the mode of the one it replaces, or an ordinary one.
#[cfg(unix)]
fn keep_mode(file: &NamedTempFile, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_or(0o644, |m| m.permissions().mode());
    file.as_file().set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_mode(_: &NamedTempFile, _: &Path) -> io::Result<()> {
    Ok(())
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(out) => out.write(bytes),
            Output::File(out, _) => out.write(bytes),
            Output::Device(out) => out.write(bytes),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::File(out, _) => out.flush(),
            Output::Device(out) => out.flush(),
        }
    }
}

/// Why a run, or the work on a file, stops.
pub enum Stop {
    /// A file or setting could not be read.
    Input(Error),
    /// The output could not be written.
    Output(io::Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Input(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Output(error)
    }
}

/// The exit code of a failed write: a closed pipe is no error.
pub fn code_of(error: &io::Error, say: Say) -> ExitCode {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    say.error(&Error::new(ErrorKind::Write, format!("cannot write the output: {error}"), format!("无法写出结果：{error}")));
    ExitCode::from(FAILED)
}
