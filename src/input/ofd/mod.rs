//! OFD, GB/T 33190-2016: a package of XML parts in which every character has a place on its page.
//!
//! | the file has | we give |
//! |---|---|
//! | `TextObject` with `TextCode` | its characters, each at its place: lines and tables are [`page`](super::page)'s |
//! | `CGTransform`, glyphs for characters | the characters |
//! | characters one below the other | a line that runs down |
//! | `PathObject` of straight strokes and thin boxes | rules, which make tables |
//! | `CompositeObject` | what its unit draws |
//! | `Template`, annotations with their stamps and remarks | apart, a template once |
//! | several `DocBody` | one after the other, a blank line between |
//! | `Versions` | the current one |
//! | `Attachments` | embedded files, by name |
//! | `Signatures` | signatures and seals, by who made them and when; nothing is verified |
//! | a page with pictures alone | counted: it is a scan |
//! | `Encryptions.xml` | an error |
//!
//! Parts are named from where they are named or from the root (7.3); names in other case are found. `DocInfo` is not read: it often belongs to a
//! document that the file was made from.

mod attached;
mod content;
mod document;
mod path;
#[cfg(test)]
mod tests;
mod text;

use super::page::Writer;
use super::{Stop, draft::Draft, package, package::Package, xml};
use content::{Drawing, Units};
use document::Document;
use std::collections::{HashMap, HashSet};

/// So many documents of one file are read.
const DOCUMENTS: usize = 1_000;
/// So many pages of one file are read: an entry in the list of pages costs next to nothing, a page does not.
const PAGES: u32 = 20_000;

/// Reads an OFD file.
///
/// # Errors
/// [`Stop::Damaged`] where no document can be read, [`Stop::Full`] at the bounds, [`Stop::Refused`] where it is encrypted.
pub fn read(bytes: &[u8], draft: &mut Draft) -> Result<(), Stop> {
    let package = Package::open(bytes)?;
    if package.names().any(|n| n.rsplit(['/', '\\']).next().is_some_and(|n| n.eq_ignore_ascii_case("encryptions.xml"))) {
        return Err(Stop::refused("the package is encrypted; expected one without encryption", "文件已加密，请提供未加密的文件"));
    }
    draft.restore();
    let mut reader = Reader { package, lossy: false, pages: 0, opened: 0 };
    let Some(root) = reader.text("OFD.xml")? else {
        return Err(Stop::damaged("there is no OFD.xml in the package; expected an OFD file", "包内没有 OFD.xml，此处应为 OFD 文件"));
    };
    let (bodies, broken) = document::bodies(&root);
    let mut writer = Writer::default();
    let mut failed = broken;
    for (i, body) in bodies.iter().take(DOCUMENTS).enumerate() {
        if i > 0 {
            draft.blank()?;
        }
        let result = reader.document(body, &mut writer, draft);
        // What was read of a document stands, whatever stopped it.
        writer.write(draft)?;
        if reader.lossy {
            draft.lossy();
        }
        match result {
            Ok(()) => {}
            Err(Stop::Damaged(english, chinese)) if bodies.len() > 1 => {
                let n = i + 1;
                draft.note(
                    "document-unread",
                    crate::model::Severity::Warning,
                    true,
                    format!("document {n} of the file cannot be read: {english}"),
                    format!("文件中的第 {n} 个文档无法读取：{chinese}"),
                );
                failed.get_or_insert(Stop::Damaged(english, chinese));
            }
            Err(stop) => return Err(stop),
        }
    }
    match failed {
        Some(stop) if draft.is_empty() => Err(stop),
        _ if bodies.is_empty() => {
            Err(Stop::damaged("OFD.xml names no document; expected DocBody/DocRoot", "OFD.xml 中没有 DocBody/DocRoot"))
        }
        _ if bodies.len() > DOCUMENTS => Err(Stop::Full),
        _ => Ok(()),
    }
}

/// A file while it is read.
struct Reader<'a> {
    package: Package<'a>,
    /// Whether bytes of a part were not in their encoding.
    lossy: bool,
    /// Pages so far, over all documents.
    pages: u32,
    /// Those of them that could be opened.
    opened: u32,
}

impl Reader<'_> {
    /// The text of a part.
    fn text(&mut self, name: &str) -> Result<Option<String>, Stop> {
        let Some(bytes) = self.package.part(name)? else { return Ok(None) };
        let (text, lossy) = xml::decoded(&bytes);
        self.lossy |= lossy;
        Ok(Some(text.into_owned()))
    }

    /// The part that a name means: from the part that names it, from its document's folder, or from the root, as some writers do.
    fn locate(&self, from: &str, root: &str, target: &str) -> String {
        let target = target.trim();
        let first = package::resolve(from, target);
        let others = [package::resolve(root, target), package::resolve("", target)];
        if self.package.has(&first) {
            return first;
        }
        others.into_iter().find(|name| self.package.has(name)).unwrap_or(first)
    }

    fn document(&mut self, body: &document::Body, writer: &mut Writer, draft: &mut Draft) -> Result<(), Stop> {
        let root = self.root(body)?;
        let Some(text) = self.text(&root)? else {
            return Err(Stop::damaged(format!("there is no part {root}; expected a document"), format!("包内没有 {root}，此处应为文档")));
        };
        let (document, broken) = document::read(&root, &text);
        if let Some(stop) = broken.filter(|_| document.pages.is_empty()) {
            return Err(stop);
        }
        let first = self.pages;
        let numbers: HashMap<&str, u32> = document.pages.iter().zip(first + 1..).map(|(p, n)| (p.id.as_str(), n)).collect();
        if let Some(signatures) = &body.signatures {
            attached::signatures(self, &root, signatures, &numbers, draft)?;
        }
        if let Some(attachments) = &document.attachments {
            attached::attachments(self, &root, attachments, draft)?;
        }
        let mut parts = Parts { units: Units::default(), units_read: false, templates: HashSet::new(), seen: HashSet::new() };
        let mut failed = None;
        for page in &document.pages {
            if self.pages >= PAGES {
                return Err(Stop::Full);
            }
            self.pages += 1;
            match self.page(&root, &document, &page.location, &mut parts, writer) {
                Err(Stop::Damaged(english, chinese)) => {
                    unread(writer, self.pages, &english, &chinese);
                    failed.get_or_insert(Stop::Damaged(english, chinese));
                }
                other => {
                    other?;
                    self.opened += 1;
                }
            }
        }
        if let Some(annotations) = &document.annotations {
            attached::annotations(self, &root, &document, annotations, &numbers, &mut parts, writer)?;
        }
        // A file of which no page opens is no document.
        match failed {
            Some(stop) if self.opened == 0 => Err(stop),
            _ => Ok(()),
        }
    }

    /// The document's part: the current version's, where there are versions.
    fn root(&mut self, body: &document::Body) -> Result<String, Stop> {
        let root = package::resolve("", body.root.trim());
        let Some(version) = &body.version else { return Ok(root) };
        let version = self.locate("OFD.xml", &root, version);
        let named = match self.text(&version) {
            Ok(Some(text)) => document::version_root(&version, &text),
            Err(stop @ (Stop::Full | Stop::Refused(..))) => return Err(stop),
            _ => None,
        };
        let named = named.map(|target| self.locate(&version, &root, &target));
        Ok(named.filter(|name| self.package.has(name)).unwrap_or(root))
    }

    fn page(&mut self, root: &str, document: &Document, location: &str, parts: &mut Parts, writer: &mut Writer) -> Result<(), Stop> {
        let part = self.locate(root, root, location);
        if !parts.seen.insert(part.to_lowercase()) {
            return Err(Stop::damaged(format!("its part {part} was another page already"), format!("{part} 已是另一页的内容")));
        }
        let Some(text) = self.text(&part)? else {
            return Err(Stop::damaged(format!("there is no part {part}"), format!("包内没有 {part}")));
        };
        let (mut drawing, broken) = content::read(&part, &text);
        if !drawing.inner.is_empty() {
            self.expand(root, document, &mut drawing, parts)?;
        }
        for template in std::mem::take(&mut drawing.templates) {
            self.template(root, document, &template, parts, writer)?;
        }
        let number = self.pages;
        if let Some(Stop::Damaged(english, chinese)) = &broken {
            unread(writer, number, english, chinese);
        } else if let Some(stop) = broken {
            return Err(stop);
        }
        writer.page(drawing.page(number, part, document.area));
        Ok(())
    }

    /// Puts what composite objects draw into a drawing.
    fn expand(&mut self, root: &str, document: &Document, drawing: &mut Drawing, parts: &mut Parts) -> Result<(), Stop> {
        if !parts.units_read {
            parts.units_read = true;
            for resource in &document.resources {
                let part = self.locate(root, root, resource);
                match self.text(&part) {
                    Ok(Some(text)) => content::units(&part, &text, &mut parts.units),
                    Ok(None) | Err(Stop::Damaged(..)) => {}
                    Err(stop) => return Err(stop),
                }
            }
        }
        drawing.expand(&parts.units);
        Ok(())
    }

    /// Sets a template's text apart, once for the first page that it lies under.
    fn template(&mut self, root: &str, document: &Document, id: &str, parts: &mut Parts, writer: &mut Writer) -> Result<(), Stop> {
        let Some(location) = document.templates.get(id) else { return Ok(()) };
        if !parts.templates.insert(id.into()) {
            return Ok(());
        }
        let part = self.locate(root, root, location);
        let text = match self.text(&part) {
            Ok(Some(text)) => text,
            Ok(None) | Err(Stop::Damaged(..)) => return Ok(()),
            Err(stop) => return Err(stop),
        };
        let (mut drawing, _) = content::read(&part, &text);
        // A template that names templates is not followed: the standard knows none, and circles would not end.
        self.expand(root, document, &mut drawing, parts)?;
        drawing.hidden.clear();
        writer.apart(drawing.page(self.pages, part, document.area));
        Ok(())
    }
}

/// What the pages of a document share.
struct Parts {
    units: Units,
    units_read: bool,
    templates: HashSet<String>,
    /// Parts that were read as pages.
    seen: HashSet<String>,
}

fn unread(writer: &mut Writer, page: u32, english: &str, chinese: &str) {
    writer.note("page-unread", format!("page {page} cannot be read as a whole: {english}"), format!("第 {page} 页无法完整读取：{chinese}"));
}
