//! What the fuzz targets share. Each target reads one format: an input that panics, hangs or takes too much memory is a fault.
//!
//! A ZIP package hides its parts from mutation behind deflate and checksums. Inputs of packages are therefore *open*: each part behind a
//! line `%%%% name`; the target packs them.

use gongwen::pipeline::{self, Options};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const MARK: &[u8] = b"\n%%%% ";

/// Reads a file and, where that gives a text, the notice in it.
pub fn read(bytes: &[u8]) {
    if let Ok(source) = gongwen::input::read("fuzz", None, bytes, None) {
        // What no fuzzer waits for: a notice is read in linear time, which is tested elsewhere.
        if source.text.len() < 1 << 16 {
            let notice = pipeline::parse(&source, &Options::default());
            assert_eq!(notice.source.chars as usize, source.text.chars().count());
        }
    }
}

/// Packs an open package and reads it.
pub fn read_open(open: &[u8]) {
    if let Some(packed) = packed(open) {
        read(&packed);
    }
}

/// The package of an open one; `None` where no part is named.
pub fn packed(open: &[u8]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut rest = open.strip_prefix(&MARK[1..])?;
    loop {
        let name_end = rest.iter().position(|b| *b == b'\n')?;
        let name = String::from_utf8_lossy(&rest[..name_end]).into_owned();
        let body = &rest[name_end + 1..];
        let end = body.windows(MARK.len()).position(|w| w == MARK);
        writer.start_file(name, options).ok()?;
        writer.write_all(&body[..end.unwrap_or(body.len())]).ok()?;
        match end {
            Some(end) => rest = &body[end + MARK.len()..],
            None => break,
        }
    }
    Some(writer.finish().ok()?.into_inner())
}

/// The open form of a package; pictures and fonts, which no reader looks into, are left out.
pub fn open(packed: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(packed)).ok()?;
    let mut out = Vec::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).ok()?;
        let name = file.name().ok()?.into_owned();
        if !(name.ends_with(".xml") || name.ends_with(".rels")) || file.size() > 1 << 18 {
            continue;
        }
        out.extend_from_slice(if out.is_empty() { &MARK[1..] } else { MARK });
        out.extend_from_slice(name.as_bytes());
        out.push(b'\n');
        file.read_to_end(&mut out).ok()?;
    }
    Some(out)
}
