//! What hangs on a document beside its pages: signatures, attachments, annotations (GB/T 33190 15, 18, 20).

use super::content::Drawing;
use super::document::{Document, numbers};
use super::xml::{Node, Xml};
use super::{Parts, Reader, Stop};
use crate::input::draft::Draft;
use crate::input::page::{Matrix, Page, Writer};
use crate::source::provenance::{Embedded, Signature};
use std::collections::HashMap;

/// So many signatures, attachments and parts of annotations of a document are named.
const NAMED: usize = 1_000;

/// A part whose loss is no loss of text: `None` where it is missing or broken.
fn optional(reader: &mut Reader, name: &str) -> Result<Option<String>, Stop> {
    match reader.text(name) {
        Err(Stop::Damaged(..)) => Ok(None),
        other => other,
    }
}

/// Names signatures and seals.
pub fn signatures(reader: &mut Reader, root: &str, list: &str, pages: &HashMap<&str, u32>, draft: &mut Draft) -> Result<(), Stop> {
    let list = reader.locate("OFD.xml", root, list);
    let Some(text) = optional(reader, &list)? else { return Ok(()) };
    let mut found: Vec<(String, bool)> = Vec::new();
    let mut xml = Xml::new(&list, &text);
    while let Ok(Some(node)) = xml.next() {
        if let Node::Start(element) = node
            && element.name() == "Signature"
            && let Some(location) = element.attribute("BaseLoc").filter(|_| found.len() < NAMED)
        {
            found.push((location, element.attribute("Type").is_some_and(|t| t.eq_ignore_ascii_case("seal"))));
        }
    }
    for (location, seal) in found {
        let part = reader.locate(&list, root, &location);
        let Some(text) = optional(reader, &part)? else { continue };
        let mut signature = Signature { seal, ..Signature::default() };
        let mut xml = Xml::new(&part, &text);
        while let Ok(Some(node)) = xml.next() {
            let Node::Start(element) = node else { continue };
            match element.name() {
                "Provider" => signature.name = element.attribute("ProviderName").or(signature.name),
                "SignatureDateTime" => signature.signed_at = xml.text().ok().map(|t| t.trim().to_string()).filter(|t| !t.is_empty()),
                "StampAnnot" if signature.page.is_none() => {
                    signature.page = element.attribute("PageRef").and_then(|id| pages.get(id.as_str()).copied());
                }
                "Seal" => signature.seal = true,
                _ => {}
            }
        }
        draft.signature(signature);
    }
    Ok(())
}

/// Names attached files.
pub fn attachments(reader: &mut Reader, root: &str, list: &str, draft: &mut Draft) -> Result<(), Stop> {
    let list = reader.locate(root, root, list);
    let Some(text) = optional(reader, &list)? else { return Ok(()) };
    let mut xml = Xml::new(&list, &text);
    let (mut name, mut count) = (None, 0);
    while let Ok(Some(node)) = xml.next() {
        let Node::Start(element) = node else { continue };
        match element.name() {
            "Attachment" => name = element.attribute("Name").filter(|n| !n.trim().is_empty()),
            "FileLoc" if count < NAMED => {
                let Ok(location) = xml.text() else { break };
                let part = reader.locate(&list, root, &location);
                let bytes = reader.package.length(&part);
                let file = || part.rsplit('/').next().unwrap_or_default().to_string();
                draft.embedded(Embedded { name: name.take().unwrap_or_else(file), bytes });
                count += 1;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Sets the text of stamps and remarks apart.
pub fn annotations(
    reader: &mut Reader,
    root: &str,
    document: &Document,
    list: &str,
    pages: &HashMap<&str, u32>,
    parts: &mut Parts,
    writer: &mut Writer,
) -> Result<(), Stop> {
    let list = reader.locate(root, root, list);
    let Some(text) = optional(reader, &list)? else { return Ok(()) };
    let mut found: Vec<(Option<u32>, String)> = Vec::new();
    let mut xml = Xml::new(&list, &text);
    let mut page = None;
    while let Ok(Some(node)) = xml.next() {
        let Node::Start(element) = node else { continue };
        match element.name() {
            "Page" => page = element.attribute("PageID").and_then(|id| pages.get(id.as_str()).copied()),
            "FileLoc" if found.len() < NAMED => {
                let Ok(location) = xml.text() else { break };
                found.push((page, location));
            }
            _ => {}
        }
    }
    for (page, location) in found {
        let part = reader.locate(&list, root, &location);
        if !parts.seen.insert(part.to_lowercase()) {
            continue;
        }
        let Some(text) = optional(reader, &part)? else { continue };
        let mut drawing = appearances(&part, &text);
        drawing.hidden.clear();
        reader.expand(root, document, &mut drawing, parts)?;
        let number = page.unwrap_or(reader.pages);
        // Stamps have rules and make no tables.
        writer.apart(Page { rules: Vec::new(), ..drawing.page(number, part, document.area) });
    }
    Ok(())
}

/// What the annotations of a page draw, as far as they can be read.
fn appearances(name: &str, text: &str) -> Drawing {
    let mut xml = Xml::new(name, text);
    let mut drawing = Drawing::default();
    while let Ok(Some(node)) = xml.next() {
        let Node::Start(element) = node else { continue };
        match element.name() {
            "Annot" if element.attribute("Visible").is_some_and(|v| v.trim().eq_ignore_ascii_case("false")) && xml.skip().is_err() => {
                break;
            }
            "Appearance" => {
                let corner: Vec<f32> = element.attribute("Boundary").map(|b| numbers(&b).take(2).collect()).unwrap_or_default();
                let (x, y) = (corner.first().copied().unwrap_or(0.0), corner.get(1).copied().unwrap_or(0.0));
                let depth = xml.depth();
                if drawing.draw(&mut xml, &Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&Matrix::MILLIMETRES), depth).is_err() {
                    break;
                }
            }
            _ => {}
        }
    }
    drawing
}
