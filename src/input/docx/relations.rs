//! How the parts of a package belong together (ECMA-376 part 2, 6.5; part 1, 11.3).
//!
//! | the package has | what we give |
//! |---|---|
//! | `_rels/.rels` with an `officeDocument` relationship | the main part |
//! | else `[Content_Types].xml` with a main part of a word processor | the main part |
//! | else `word/document.xml` | the main part |
//! | `word/_rels/document.xml.rels` | the parts that the main part names, by kind and by id |
//!
//! Kinds are told by the last step of a relationship's type, which transitional and strict files have alike.

use crate::input::Stop;
use crate::input::package::{Package, resolve};
use crate::input::xml::{Node, Xml, decoded};

/// A relationship from one part to another inside the package.
#[derive(Debug)]
pub struct Relation {
    /// Its id in its part.
    pub id: String,
    /// The last step of its type: `styles`, `header`.
    pub kind: String,
    /// The name of the other part.
    pub target: String,
}

/// So many relationships of one part are kept: a book with a picture on each page has some thousand.
const RELATIONS: usize = 65_536;

/// The relationships of a part; those of the package itself where `part` is empty. Without a list of them there are none.
pub fn of(package: &mut Package, part: &str) -> Result<Vec<Relation>, Stop> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut relations = Vec::new();
    let Some(bytes) = package.part(&list)? else { return Ok(relations) };
    let text = decoded(&bytes).0;
    let mut xml = Xml::new(&list, &text);
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        if element.name() != "Relationship" || element.attribute("TargetMode").is_some_and(|m| m == "External") {
            continue;
        }
        let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target")) else { continue };
        if relations.len() < RELATIONS {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_string();
            relations.push(Relation { id: element.attribute("Id").unwrap_or_default(), kind, target: resolve(part, &target) });
        }
    }
    Ok(relations)
}

/// The name of the main part.
pub fn main(package: &mut Package) -> Result<String, Stop> {
    // A broken list of relationships leaves the other two ways.
    if let Ok(relations) = of(package, "")
        && let Some(main) = relations.into_iter().find(|r| r.kind == "officeDocument" && package.has(&r.target))
    {
        return Ok(main.target);
    }
    if let Ok(Some(main)) = typed(package) {
        return Ok(main);
    }
    if package.has("word/document.xml") {
        return Ok("word/document.xml".into());
    }
    Err(Stop::damaged(
        "the package names no main part; expected word/document.xml or an officeDocument relationship",
        "包中没有正文部件，此处应有 word/document.xml 或 officeDocument 关系",
    ))
}

/// The main part by content types: documents, templates, both with macros too.
fn typed(package: &mut Package) -> Result<Option<String>, Stop> {
    let name = "[Content_Types].xml";
    let Some(bytes) = package.part(name)? else { return Ok(None) };
    let text = decoded(&bytes).0;
    let mut xml = Xml::new(name, &text);
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        if element.name() == "Override"
            && element.attribute("ContentType").is_some_and(|t| {
                let t = t.to_ascii_lowercase();
                t.ends_with(".main+xml") && (t.contains("wordprocessingml") || t.contains("ms-word"))
            })
            && let Some(part) = element.attribute("PartName")
            && package.has(&part)
        {
            return Ok(Some(resolve("", &part)));
        }
    }
    Ok(None)
}
