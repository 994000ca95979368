//! OFD.xml and Document.xml: which documents there are, and where their pages stand (GB/T 33190 7.4, 7.5).

use super::Stop;
use super::xml::{Node, Xml};
use std::collections::HashMap;

/// One `DocBody` of OFD.xml.
#[derive(Default)]
pub struct Body {
    /// `DocRoot`.
    pub root: String,
    /// The current version's part.
    pub version: Option<String>,
    /// `Signatures`.
    pub signatures: Option<String>,
}

/// A page in the list of pages.
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Its `BaseLoc`.
    pub location: String,
}

/// What Document.xml says.
#[derive(Default)]
pub struct Document {
    /// Width and height of pages that do not say theirs.
    pub area: Option<(f32, f32)>,
    /// Its pages.
    pub pages: Vec<Listed>,
    /// `BaseLoc` of templates, by id.
    pub templates: HashMap<String, String>,
    /// Parts with resources.
    pub resources: Vec<String>,
    /// The list of annotations.
    pub annotations: Option<String>,
    /// The list of attachments.
    pub attachments: Option<String>,
}

/// So many parts with resources are read.
const RESOURCES: usize = 64;

/// The documents that OFD.xml names, and what broke it off.
pub fn bodies(text: &str) -> (Vec<Body>, Option<Stop>) {
    let mut xml = Xml::new("OFD.xml", text);
    let mut bodies: Vec<Body> = Vec::new();
    let mut step = || -> Result<bool, Stop> {
        let Some(node) = xml.next()? else { return Ok(false) };
        let Node::Start(element) = node else { return Ok(true) };
        match (element.name(), bodies.last_mut()) {
            ("DocBody", _) => bodies.push(Body::default()),
            ("DocInfo", _) => xml.skip()?,
            ("DocRoot", Some(body)) if body.root.is_empty() => body.root = xml.text()?,
            ("Signatures", Some(body)) => body.signatures = Some(xml.text()?),
            ("Version", Some(body)) if element.attribute("Current").is_some_and(|c| c.eq_ignore_ascii_case("true")) => {
                body.version = element.attribute("BaseLoc");
            }
            _ => {}
        }
        Ok(true)
    };
    let broken = loop {
        match step() {
            Ok(true) => {}
            Ok(false) => break None,
            Err(stop) => break Some(stop),
        }
    };
    bodies.retain(|b| !b.root.trim().is_empty() || b.version.is_some());
    (bodies, broken)
}

/// The document that a version names.
pub fn version_root(name: &str, text: &str) -> Option<String> {
    let mut xml = Xml::new(name, text);
    while let Ok(Some(node)) = xml.next() {
        if let Node::Start(element) = node
            && element.name() == "DocRoot"
        {
            return xml.text().ok();
        }
    }
    None
}

/// Reads Document.xml, and says what broke it off.
pub fn read(name: &str, text: &str) -> (Document, Option<Stop>) {
    let mut xml = Xml::new(name, text);
    let mut document = Document::default();
    let broken = fill(&mut xml, &mut document).err();
    (document, broken)
}

fn fill(xml: &mut Xml, document: &mut Document) -> Result<(), Stop> {
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        match element.name() {
            "PhysicalBox" if document.area.is_none() => document.area = extent(&xml.text()?),
            "PublicRes" | "DocumentRes" if document.resources.len() < RESOURCES => document.resources.push(xml.text()?),
            "TemplatePage" => {
                if let Some((id, location)) = element.attribute("ID").zip(element.attribute("BaseLoc")) {
                    document.templates.entry(id).or_insert(location);
                }
            }
            "Page" => {
                if let Some(location) = element.attribute("BaseLoc") {
                    document.pages.push(Listed { id: element.attribute("ID").unwrap_or_default(), location });
                }
            }
            "Annotations" => document.annotations = Some(xml.text()?),
            "Attachments" => document.attachments = Some(xml.text()?),
            // The outline and bookmarks name pages as well.
            "Outlines" | "Bookmarks" | "Actions" | "Permissions" | "Extensions" => xml.skip()?,
            _ => {}
        }
    }
    Ok(())
}

/// Finite numbers parted by white space.
pub fn numbers(text: &str) -> impl Iterator<Item = f32> {
    text.split_ascii_whitespace().map(|n| n.parse::<f32>().ok().filter(|n| n.is_finite()).unwrap_or(0.0))
}

/// Width and height of a box `x y w h`, if it is a page's.
pub fn extent(text: &str) -> Option<(f32, f32)> {
    let mut numbers = numbers(text).skip(2);
    let (width, height) = (numbers.next()?, numbers.next()?);
    let page = 1.0..10_000.0;
    (page.contains(&width) && page.contains(&height)).then_some((width, height))
}
