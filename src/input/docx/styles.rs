//! Styles as far as text depends on them (ECMA-376 part 1, 17.7): numbering and hidden text.
//!
//! | the part has | what we give |
//! |---|---|
//! | `w:pPr/w:numPr` of a style or one that it is based on | the list and level of its paragraphs |
//! | `w:rPr/w:vanish` | whether its text is hidden |
//! | a style of the type `numbering` | the list that `w:numStyleLink` means |

use super::inside;
use super::numbering::Reference;
use crate::input::Stop;
use crate::input::xml::{Element, Node, Xml};
use std::collections::HashMap;

/// A style is based on another through at most so many; Word allows ten. Guards against styles based on themselves.
const CHAIN: usize = 32;

/// One style.
#[derive(Debug, Default)]
pub struct Style {
    based_on: Option<String>,
    /// The list that its paragraphs are in.
    pub reference: Reference,
    hidden: Option<bool>,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// What paragraphs have that name no style (17.7.4.17).
    default: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`; what was read before a fault stays.
    pub fn read(&mut self, xml: &mut Xml) -> Result<(), Stop> {
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) if element.name() == "style" => self.style(&element, xml)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn style(&mut self, element: &Element, xml: &mut Xml) -> Result<(), Stop> {
        let outside = xml.depth() - 1;
        let id = element.attribute("styleId").unwrap_or_default();
        let paragraphs = element.attribute("type").is_none_or(|t| t == "paragraph");
        if paragraphs && on(element, "default", false) {
            self.default = Some(id.clone());
        }
        let mut style = Style::default();
        while let Some(element) = inside(xml, outside)? {
            match element.name() {
                "basedOn" => style.based_on = element.attribute("val"),
                "numPr" => style.reference = Reference::read(xml)?,
                "vanish" => style.hidden = Some(on(&element, "val", true)),
                // What the style was before a tracked change, and its parts of tables.
                "pPrChange" | "rPrChange" | "tblStylePr" => xml.skip()?,
                _ => {}
            }
        }
        self.styles.entry(id).or_insert(style);
        Ok(())
    }

    /// A style and those that it is based on; those of paragraphs without a style where there is none of that id.
    pub fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = id.filter(|id| self.styles.contains_key(*id)).or(self.default.as_deref());
        self.from(first)
    }

    fn from<'s>(&'s self, first: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = first;
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(CHAIN)
    }

    /// Whether paragraphs of a style are hidden.
    pub fn hides(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// Whether runs of a character style are hidden, where the style says so.
    pub fn hides_run(&self, id: &str) -> Option<bool> {
        self.from(Some(id)).find_map(|(_, style)| style.hidden)
    }

    /// The list of a numbering style (17.9.21).
    pub fn list(&self, id: &str) -> Option<i64> {
        self.from(Some(id)).find_map(|(_, style)| style.reference.list)
    }
}

/// Whether a property that is on or off is on (17.17.4); `present` is what it means without the attribute.
pub fn on(element: &Element, attribute: &str, present: bool) -> bool {
    match element.attribute(attribute) {
        Some(value) => !matches!(value.as_str(), "0" | "false" | "off"),
        None => present,
    }
}
