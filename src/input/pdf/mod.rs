//! PDF with a text layer (ISO 32000-1) → glyphs and rules of its pages, which [`page`](super::page) puts into lines and tables.
//!
//! | the file has | what we give |
//! |---|---|
//! | strings shown | glyphs at their places ([`content`]); in the frame of the page as it is seen, turned by `Rotate` |
//! | codes without `ToUnicode` | their characters by CMap and collection ([`font`]); else U+FFFD |
//! | straight strokes and thin filled boxes | rules, which make tables ([`path`]) |
//! | `Artifact` near the edges of a page | apart |
//! | images, and what is drawn and no rule | counted: a page that has them and no text is a scan |
//! | no end, or fewer pages than it says | the note `file-damaged` |
//! | signatures, stamps, attached files | named ([`marks`]) |
//! | invisible text, as recognition lays it over a scan | read like other text |
//! | hidden layers, clips, colours, images, outlines | not looked at |
//!
//! The library reads objects, cross-references and encryption; content streams are followed here, so that nothing is drawn and every count has its
//! bound.

mod charset;
mod content;
mod font;
mod lexer;
mod marks;
mod path;
mod streams;
#[cfg(test)]
mod tests;

use super::page::{FAR, Matrix, Page, Writer};
use super::{Stop, draft};
use crate::model::Severity;
use content::Painter;
use draft::Draft;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use streams::Budget;

/// So many pages are read: a yearbook has some two thousand.
const PAGES: usize = 20_000;

/// Reads a PDF file.
///
/// # Errors
/// [`Stop::Refused`] where it asks for a password, [`Stop::Damaged`] where no page can be found, [`Stop::Full`] beyond the bounds.
pub fn read(bytes: &[u8], draft: &mut Draft) -> Result<(), Stop> {
    // The library is meant not to panic; where it does on a broken file, the file is to blame and not the program to end.
    catch_unwind(AssertUnwindSafe(|| document(bytes, draft)))
        .unwrap_or_else(|_| Err(Stop::damaged("its objects contradict each other", "文件内部对象自相矛盾")))
}

fn document(bytes: &[u8], draft: &mut Draft) -> Result<(), Stop> {
    draft.restore();
    if !streams::objects_fit(bytes) {
        return Err(Stop::Full);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Stop::refused("the PDF asks for a password; expected one that opens without", "PDF 需要密码才能打开，请提供无需密码的文件")
        }
        LoadPdfError::Decryption(_) => Stop::refused(
            "the PDF is encrypted in a way that is not known; expected one that opens without a password",
            "PDF 采用了未知的加密方式，请提供未加密的文件",
        ),
        LoadPdfError::Invalid => Stop::damaged("no page can be found; expected at least one", "找不到任何页面，此处应至少有一页"),
    })?;
    let budget = Budget::default();
    let mut fonts = font::Fonts::new(&budget);
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
    let off = layers_off(&root);
    tell_missing(bytes, &root, pdf.pages().len(), draft);
    let numbers: HashMap<ObjectIdentifier, u32> =
        pdf.pages().iter().zip(1..).filter_map(|(page, n)| Some((page.raw().obj_id()?, n))).collect();
    let mut writer = Writer::default();
    let (mut glyphs, mut full) = (0, pdf.pages().len() > PAGES);
    for (source, number) in pdf.pages().iter().take(PAGES).zip(1..) {
        let (width, height) = source.render_dimensions();
        let fine = |v: f32| if v.is_finite() { v.clamp(1.0, FAR) } else { 1.0 };
        let mut page = Page { number, width: fine(width), height: fine(height), ..Page::default() };
        let matrix = Matrix(source.initial_transform(true).as_coeffs().map(|v| v as f32));
        let content = content(source, &budget);
        let mut painter = Painter::new(&mut fonts, &budget, &off, &mut page, matrix);
        painter.draw(&content, source.resources());
        full |= painter.overfull;
        let mut painter = Painter::new(&mut fonts, &budget, &off, &mut page, matrix);
        marks::annotations(source, number, &mut painter, draft);
        full |= painter.overfull;
        glyphs += page.glyphs.len();
        full |= budget.spent() || glyphs * 3 > draft::LONGEST;
        writer.page(page);
        if full {
            break;
        }
    }
    writer.write(draft)?;
    marks::of_file(&root, &|id| numbers.get(&id).copied(), draft);
    if full { Err(Stop::Full) } else { Ok(()) }
}

/// Notes that a file was cut off, or has fewer pages than it says: the library mends what it can without a word.
fn tell_missing(bytes: &[u8], root: &Dict<'_>, found: usize, draft: &mut Draft) {
    /// What stands behind the end mark of a file: line ends, and what mail and web servers add.
    const BEHIND: usize = 64 << 10;
    let end = bytes.get(bytes.len().saturating_sub(BEHIND)..).unwrap_or_default();
    let said = root.get::<Dict<'_>>("Pages").and_then(|pages| pages.get::<u32>("Count")).unwrap_or(0);
    if memchr::memmem::find(end, b"startxref").is_none() {
        let english = "the file breaks off before its end; pages may be missing";
        draft.note("file-damaged", Severity::Warning, true, english, "文件不完整，缺少结尾部分，可能缺页");
    } else if said as usize > found {
        let english = format!("the file says that it has {said} pages, and {found} can be found");
        draft.note("file-damaged", Severity::Warning, true, english, format!("文件标明共 {said} 页，仅找到 {found} 页"));
    }
}

/// The content streams of a page, one behind the other.
fn content(page: &hayro_syntax::page::Page<'_>, budget: &Budget) -> Vec<u8> {
    /// A page has at most so many content streams.
    const STREAMS: usize = 10_000;
    match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(stream)) => budget.unpack(&stream).unwrap_or_default(),
        Some(Object::Array(list)) => {
            let mut all = Vec::new();
            for stream in list.iter::<Object<'_>>().take(STREAMS).filter_map(Object::into_stream) {
                all.extend(budget.unpack(&stream).unwrap_or_default());
                all.push(b'\n');
            }
            all
        }
        _ => Vec::new(),
    }
}

/// Layers of optional content that are switched off when the file is opened.
fn layers_off(root: &Dict<'_>) -> HashSet<ObjectIdentifier> {
    /// A drawing has some hundred layers.
    const LAYERS: usize = 10_000;
    let list = root
        .get::<Dict<'_>>("OCProperties")
        .and_then(|all| all.get::<Dict<'_>>("D"))
        .and_then(|usual| usual.get::<Array<'_>>("OFF"))
        .unwrap_or_default();
    list.raw_iter()
        .take(LAYERS)
        .filter_map(|item| match item {
            MaybeRef::Ref(id) => Some(id.into()),
            MaybeRef::NotRef(_) => None,
        })
        .collect()
}
