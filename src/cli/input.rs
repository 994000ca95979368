//! Files and standard input → bytes → source.

use super::args::Decoding;
use super::database;
use crate::error::{Error, ErrorKind};
use crate::input::Input;
use crate::source::{LARGEST, Source};
use encoding_rs::Encoding;
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
    read(of(path, bytes), decoding.encoding.0, decoding.strict)
}

/// The bytes of a file, under its name.
pub fn of<'b>(path: &Path, bytes: &'b [u8]) -> Input<'b> {
    let name = (path != Path::new("-")).then(|| path.file_name().map(|n| n.to_string_lossy().into_owned())).flatten();
    Input::new(shown(path), name, bytes)
}

/// Reads an input in an encoding or the one that its bytes show; under `strict` a loss is an error.
pub fn read<'b>(input: Input<'b>, encoding: Option<&'static Encoding>, strict: bool) -> Result<Source<'b>, Error> {
    let shown = input.shown().to_string();
    let source = input.read(encoding)?;
    if let Some(note) = source.provenance.notes.iter().find(|n| strict && n.lost) {
        let english = format!("{shown}: {} (--strict)", note.english);
        return Err(Error::new(ErrorKind::Lost, english, format!("{shown}：{}（--strict）", note.chinese)));
    }
    if strict && source.lossy {
        let line = source.text.lines().position(|l| l.contains('\u{FFFD}')).map_or(1, |l| l + 1);
        let encoding = source.encoding;
        return Err(Error::new(
            ErrorKind::Encoding,
            format!("{shown}:{line}: bytes that are not {encoding}; expected every byte to decode (--strict)"),
            format!("{shown}:{line}：有不属于 {encoding} 的字节；--strict 要求全部可解码"),
        ));
    }
    Ok(source)
}

/// How a path is shown in messages; what is the address of a database in truth may hold a password.
pub fn shown(path: &Path) -> String {
    match path {
        _ if path == Path::new("-") => "<stdin>".into(),
        _ if database::is_address(path) => "the address of a database".into(),
        _ => path.display().to_string(),
    }
}
