//! DOCX, Office Open XML of word processors (ECMA-376, ISO/IEC 29500) → the source text. Transitional and strict files, templates, and files
//! with macros are read alike, since only local names count.
//!
//! | the package has | what we give |
//! |---|---|
//! | the main part ([`relations`]) | lines and rows in the order of the document ([`story`]) |
//! | `numbering.xml` | automatic numbers as text in front of their paragraphs ([`numbering`], [`super::numbering`]) |
//! | `styles.xml` | the numbering and hiding that styles give ([`styles`]) |
//! | footnotes, endnotes, headers, footers | lines set apart, in this order |
//! | `_xmlsignatures/` | signatures, not verified ([`signature`]) |
//! | `word/embeddings/` | embedded files by name |
//! | pictures and hardly any text | a note that pictures are not read |
//!
//! Comments, document properties and page layout are no text and are not read. Nothing is followed out of the package.

mod flow;
mod numbering;
mod paragraph;
mod relations;
mod signature;
mod story;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use super::Stop;
use super::draft::Draft;
use super::package::Package;
use super::xml::{Element, Node, Xml, decoded};
use crate::model::Severity;
use crate::source::provenance::Embedded;
use flow::Output;
use relations::Relation;
use std::collections::HashSet;
use story::{Sheets, Story};

/// A body with pictures and fewer characters than this is taken for a scan.
const HARDLY_ANY: usize = 20;
/// So many embedded files are named.
const EMBEDDED: usize = 1000;
/// So many headers and footers are read: a report of a hundred sections has six hundred.
const MARGINS: usize = 2000;

/// Reads a DOCX file.
///
/// # Errors
/// [`Stop::Damaged`] where the package or its main part is broken, [`Stop::Full`] where it holds too much, [`Stop::Refused`] where it is
/// encrypted. What was read so far is in the draft.
pub fn read(bytes: &[u8], draft: &mut Draft) -> Result<(), Stop> {
    let mut package = Package::open(bytes)?;
    let main = relations::main(&mut package)?;
    let relations = relations::of(&mut package, &main).or_else(|stop| tolerable(stop, draft).map(|()| Vec::new()))?;
    let mut sheets = Sheets::default();
    optional(&mut package, target(&relations, "styles").as_deref(), draft, |xml| sheets.styles.read(xml))?;
    optional(&mut package, target(&relations, "numbering").as_deref(), draft, |xml| sheets.numbering.read(xml))?;
    sheets.numbering.link(&sheets.styles);
    signature::read(&mut package, draft)?;
    embedded(&mut package, draft);

    let Some(body) = package.part(&main)? else {
        return Err(Stop::damaged(format!("there is no {main}; expected the document's text"), format!("缺少 {main}，此处应为正文")));
    };
    let text = decoded(&body);
    if text.1 {
        draft.lossy();
    }
    let mut story = Story::new(&sheets, Output::new(draft, &main, false));
    let walked = story.read(&main, &text.0);
    let Story { output, drawings, headers, footers, .. } = story;
    let (characters, cells) = (output.characters, output.cells);
    if drawings > 0 && characters < HARDLY_ANY {
        draft.note(
            "image-unread",
            Severity::Info,
            true,
            format!("the document has {drawings} pictures or objects and {characters} characters of text; text in pictures is not read"),
            format!("文档含 {drawings} 个图片或对象，文字仅 {characters} 个，图片中的文字未读取"),
        );
    }
    walked?;

    let mut parts: Vec<String> = ["footnotes", "endnotes"].iter().filter_map(|kind| target(&relations, kind)).collect();
    parts.extend(margins(&relations, "header", &headers));
    parts.extend(margins(&relations, "footer", &footers));
    let mut read = HashSet::new();
    for name in parts.into_iter().take(MARGINS).filter(|name| read.insert(name.clone())) {
        let bytes = match package.part(&name) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => continue,
            Err(stop) => {
                tolerable(stop, draft)?;
                continue;
            }
        };
        let mut output = Output::new(draft, &name, true);
        output.cells = cells;
        if let Err(stop) = Story::new(&sheets, output).read(&name, &decoded(&bytes).0) {
            tolerable(stop, draft)?;
        }
    }
    Ok(())
}

/// The first part of a kind.
fn target(relations: &[Relation], kind: &str) -> Option<String> {
    relations.iter().find(|r| r.kind == kind).map(|r| r.target.clone())
}

/// Headers or footers in the order of the sections that have them.
fn margins<'r>(relations: &'r [Relation], kind: &'r str, ids: &'r [String]) -> impl Iterator<Item = String> + 'r {
    let by_id: std::collections::HashMap<&str, &Relation> =
        relations.iter().filter(|r| r.kind == kind).map(|r| (r.id.as_str(), r)).collect();
    ids.iter().filter_map(move |id| by_id.get(id.as_str()).map(|r| r.target.clone()))
}

/// Reads a part that a document can do without.
fn optional(
    package: &mut Package,
    name: Option<&str>,
    draft: &mut Draft,
    read: impl FnOnce(&mut Xml) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let Some(name) = name else { return Ok(()) };
    let outcome = match package.part(name) {
        Ok(Some(bytes)) => read(&mut Xml::new(name, &decoded(&bytes).0)),
        Ok(None) => Ok(()),
        Err(stop) => Err(stop),
    };
    outcome.or_else(|stop| tolerable(stop, draft))
}

/// A broken part beside the text is noted and left; what is too large or encrypted ends the reading.
fn tolerable(stop: Stop, draft: &mut Draft) -> Result<(), Stop> {
    let Stop::Damaged(english, chinese) = stop else { return Err(stop) };
    let english = format!("a part of the file is damaged, numbers or notes may be missing: {english}");
    draft.note("part-damaged", Severity::Warning, true, english, format!("文件的一个部件已损坏，编号或注释可能缺失：{chinese}"));
    Ok(())
}

/// Names the files in the file.
fn embedded(package: &mut Package, draft: &mut Draft) {
    let folder = |name: &str| name.to_ascii_lowercase().contains("embeddings/") && !name.ends_with('/');
    let names: Vec<String> = package.names().filter(|n| folder(n)).take(EMBEDDED).map(|n| n.into_owned()).collect();
    for name in names {
        let bytes = package.length(&name);
        draft.embedded(Embedded { name: name.rsplit('/').next().unwrap_or(&name).into(), bytes });
    }
}

/// The next element that begins inside of one, however deep; `None` at its end and at the end of a broken part.
fn inside<'x>(xml: &mut Xml<'x>, outside: usize) -> Result<Option<Element<'x>>, Stop> {
    while xml.depth() > outside {
        match xml.next()? {
            Some(Node::Start(element)) => return Ok(Some(element)),
            Some(_) => {}
            None => break,
        }
    }
    Ok(None)
}
