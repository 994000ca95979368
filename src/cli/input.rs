//! Files and standard input → bytes → source.

use super::args::Decoding;
use super::database;
use crate::error::{Error, ErrorKind};
use crate::input::Input;
use crate::reading;
use crate::source::{LARGEST, Source};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// All bytes of a file, or of standard input for `-`.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    bytes_within(path, LARGEST as u64)
}

/// All bytes of a file that is not larger than a limit.
///
/// # Errors
/// [`ErrorKind::Read`], and [`ErrorKind::Input`] where the file is larger.
pub fn bytes_within(path: &Path, largest: u64) -> Result<Vec<u8>, Error> {
    let shown = shown(path);
    let failed = |e: io::Error| Error::new(ErrorKind::Read, format!("{shown}: cannot read: {e}"), format!("{shown}：无法读取：{e}"));
    let mut bytes = Vec::new();
    let too_large = || {
        let english = format!("{shown}: larger than {largest} bytes; expected at most that");
        Error::new(ErrorKind::Input, english, format!("{shown}：超过 {largest} 字节，至多可读 {largest} 字节"))
    };
    let whole = |bytes: Vec<u8>| if bytes.len() as u64 > largest { Err(too_large()) } else { Ok(bytes) };
    // One byte more than may be read, so that too large an input is told from one of just that size.
    let limit = largest.min(LARGEST as u64) + 1;
    if path == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(failed)?;
        return whole(bytes);
    }
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(Error::new(
            ErrorKind::Read,
            format!("{shown}: this is a directory; expected a file"),
            format!("{shown}：这是目录，此处应为文件"),
        ));
    }
    if metadata.len() > largest {
        return Err(too_large());
    }
    bytes.reserve_exact(metadata.len().min(limit) as usize);
    file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    whole(bytes)
}

/// Reads the bytes of a file; a loss is an error where it should be.
pub fn source<'b>(path: &Path, bytes: &'b [u8], decoding: &Decoding) -> Result<Source<'b>, Error> {
    reading::source(of(path, bytes), decoding.encoding.0, decoding.strict)
}

/// The bytes of a file, under its name.
pub fn of<'b>(path: &Path, bytes: &'b [u8]) -> Input<'b> {
    let name = (path != Path::new("-")).then(|| path.file_name().map(|n| n.to_string_lossy().into_owned())).flatten();
    Input::new(shown(path), name, bytes)
}

/// How a path is shown in messages; what is the address of a database in truth may hold a password.
pub fn shown(path: &Path) -> String {
    match path {
        _ if path == Path::new("-") => "<stdin>".into(),
        _ if database::is_address(path) => "the address of a database".into(),
        _ => path.display().to_string(),
    }
}
