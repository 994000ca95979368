//! What a paragraph and its runs say of themselves (ECMA-376 part 1, 17.3.1 and 17.3.2).
//!
//! | the file has | what we give |
//! |---|---|
//! | `w:pStyle`, `w:numPr` | its style, its list and level |
//! | `w:rPr/w:del`, `w:moveFrom`, `w:vanish` of its mark | a paragraph that the next goes on with |
//! | `w:rPr/w:vanish`, `w:rStyle` of a run | hidden text |
//! | `w:pPrChange`, `w:rPrChange` | nothing: what it was before a tracked change |

use super::flow::Item;
use super::inside;
use super::numbering::Reference;
use super::styles::{Styles, on};
use crate::input::Stop;
use crate::input::xml::Xml;

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Its number in its part, from 1.
    pub number: u32,
    /// Its text.
    pub text: String,
    /// Its style.
    pub style: Option<String>,
    /// Its list and level.
    pub reference: Reference,
    /// Whether its mark was deleted or is hidden, so that the next paragraph goes on in it (17.13.5.15, 17.3.2.41).
    pub endless: bool,
    /// Whether its style hides its text.
    pub hidden: bool,
    /// Text boxes that are anchored in it.
    pub boxes: Vec<Item>,
}

impl Paragraph {
    /// Reads a `w:pPr` that was just begun.
    pub fn properties(&mut self, xml: &mut Xml, styles: &Styles) -> Result<(), Stop> {
        let outside = xml.depth() - 1;
        while let Some(element) = inside(xml, outside)? {
            match element.name() {
                "pStyle" => self.style = element.attribute("val"),
                "numPr" => self.reference = Reference::read(xml)?,
                "rPr" => {
                    let mark = xml.depth() - 1;
                    while let Some(element) = inside(xml, mark)? {
                        match element.name() {
                            "del" | "moveFrom" => self.endless = true,
                            "vanish" => self.endless |= on(&element, "val", true),
                            "rPrChange" => xml.skip()?,
                            _ => {}
                        }
                    }
                }
                _ => xml.skip()?,
            }
        }
        self.hidden = styles.hides(self.style.as_deref());
        Ok(())
    }

    /// Goes on with the text of the paragraph behind it. The list is that of the first of them with text.
    pub fn go_on(&mut self, next: Paragraph) {
        if self.text.trim().is_empty() {
            self.style = next.style;
            self.reference = next.reference;
            self.number = next.number;
        }
        self.text.push_str(&next.text);
        self.boxes.extend(next.boxes);
        self.endless = next.endless;
    }
}

/// So many half points above its line a run is raised.
const RAISED: i32 = 8;

/// How a run looks.
#[derive(Default)]
pub struct Look {
    /// Whether it is hidden, where it says so.
    pub hidden: Option<bool>,
    /// Whether it is raised (17.3.2.42).
    pub raised: bool,
}

/// Reads a run's `w:rPr` that was just begun.
pub fn look(xml: &mut Xml, styles: &Styles) -> Result<Look, Stop> {
    let outside = xml.depth() - 1;
    let (mut own, mut by_style, mut raised) = (None, None, false);
    while let Some(element) = inside(xml, outside)? {
        match element.name() {
            "vanish" => own = Some(on(&element, "val", true)),
            "vertAlign" => raised |= element.attribute("val").is_some_and(|v| v == "superscript"),
            // In half points; less is for the look of a line (17.3.2.24).
            "position" => raised |= element.number::<i32>("val").is_some_and(|height| height >= RAISED),
            "rStyle" => by_style = element.attribute("val").and_then(|id| styles.hides_run(&id)),
            _ => xml.skip()?,
        }
    }
    Ok(Look { hidden: own.or(by_style), raised })
}
