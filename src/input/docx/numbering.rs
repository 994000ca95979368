//! Definitions of automatic numbers (ECMA-376 part 1, 17.9) → [`Lists`].
//!
//! | the part has | what we give |
//! |---|---|
//! | `w:abstractNum` with its `w:lvl` | a list of up to nine levels |
//! | `w:num` with `w:lvlOverride` | a use of a list, with other levels or starts |
//! | `w:numStyleLink` | the list of the style that it names |
//! | `w:pStyle` in a level | the level that paragraphs of the style have |
//! | `w:lvlPicBulletId` | a bullet |

use super::inside;
use super::styles::{Styles, on};
use crate::input::Stop;
use crate::input::numbering::{Follow, Format, LEVELS, Level, List, Lists, Piece, TEXT, Use};
use crate::input::symbols::{BULLET, Font, bullet};
use crate::input::xml::{Element, Node, Xml};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// `w:numStyleLink` is followed through at most so many styles. Guards against two that name each other.
const LINKS: usize = 8;

/// What stands in `w:numPr`: a list and a level, each of which may be left to the style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// `w:numId`; 0 takes a number away.
    pub list: Option<i64>,
    /// `w:ilvl`.
    pub level: Option<i64>,
}

impl Reference {
    /// Reads a `w:numPr` that was just begun.
    pub fn read(xml: &mut Xml) -> Result<Reference, Stop> {
        let outside = xml.depth() - 1;
        let mut reference = Reference::default();
        while let Some(element) = inside(xml, outside)? {
            match element.name() {
                "numId" => reference.list = element.number("val"),
                "ilvl" => reference.level = element.number("val"),
                _ => {}
            }
        }
        Ok(reference)
    }
}

/// The styles whose paragraphs are of the levels of a list (`w:pStyle`, 17.9.23).
type LevelStyles = [Option<String>; LEVELS];

/// The lists of a document, and the styles that they have to do with.
#[derive(Debug, Default)]
pub struct Numbering {
    /// What counts.
    pub lists: Lists,
    /// The styles of the levels of lists, and of those that uses have of their own.
    styles: HashMap<i64, LevelStyles>,
    own_styles: HashMap<i64, LevelStyles>,
    /// The styles that lists only name.
    links: HashMap<i64, String>,
}

impl Numbering {
    /// Reads `numbering.xml`; what was read before a fault stays.
    pub fn read(&mut self, xml: &mut Xml) -> Result<(), Stop> {
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name() {
                "abstractNum" => self.list(element.number("abstractNumId").unwrap_or(-1), xml)?,
                "num" => self.used(element.number("numId").unwrap_or(-1), xml)?,
                "numPicBullet" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A `w:abstractNum`; the first of an id counts.
    fn list(&mut self, id: i64, xml: &mut Xml) -> Result<(), Stop> {
        let outside = xml.depth() - 1;
        let (mut list, mut styles, mut link) = (List::default(), LevelStyles::default(), None);
        while let Some(element) = inside(xml, outside)? {
            match element.name() {
                "lvl" => put(&mut list, &mut styles, place(&element), level(xml)?),
                "numStyleLink" => link = element.attribute("val"),
                _ => {}
            }
        }
        if let Entry::Vacant(entry) = self.lists.lists.entry(id) {
            entry.insert(list);
            keep(&mut self.styles, id, styles);
            self.links.extend(link.map(|link| (id, link)));
        }
        Ok(())
    }

    /// A `w:num`, likewise.
    fn used(&mut self, id: i64, xml: &mut Xml) -> Result<(), Stop> {
        let outside = xml.depth() - 1;
        let (mut used, mut styles) = (Use::default(), LevelStyles::default());
        let mut at = None;
        while let Some(element) = inside(xml, outside)? {
            match element.name() {
                "abstractNumId" => used.list = element.number("val").unwrap_or(-1),
                "lvlOverride" => at = place(&element),
                "startOverride" => {
                    if let Some(start) = at.and_then(|at| used.starts.get_mut(at)) {
                        *start = Some(count(&element));
                    }
                }
                "lvl" => {
                    let at = place(&element).or(at);
                    put(&mut used.levels, &mut styles, at, level(xml)?);
                }
                _ => {}
            }
        }
        if let Entry::Vacant(entry) = self.lists.uses.entry(id) {
            entry.insert(used);
            keep(&mut self.own_styles, id, styles);
        }
        Ok(())
    }

    /// Lists that only name a style become the list of that style (17.9.21).
    pub fn link(&mut self, styles: &Styles) {
        if self.links.is_empty() {
            return;
        }
        let targets: Vec<(i64, i64)> = self.lists.uses.iter().map(|(id, used)| (*id, self.linked(used.list, styles))).collect();
        for (id, target) in targets {
            if let Some(used) = self.lists.uses.get_mut(&id) {
                used.list = target;
            }
        }
    }

    fn linked(&self, mut list: i64, styles: &Styles) -> i64 {
        for _ in 0..LINKS {
            let Some(style) = self.links.get(&list) else { break };
            let Some(next) = styles.list(style).and_then(|id| self.lists.uses.get(&id)).map(|used| used.list) else { break };
            list = next;
        }
        list
    }

    /// The use and level of a paragraph by what it says itself and what its style says (17.9.18, 17.9.23).
    pub fn place(&self, own: Reference, style: Option<&str>, styles: &Styles) -> Option<(i64, usize)> {
        let within = |level: i64| usize::try_from(level).ok().filter(|l| *l < LEVELS);
        if let Some(id) = own.list {
            return Some((id, within(own.level.unwrap_or(0))?)).filter(|(id, _)| self.lists.uses.contains_key(id));
        }
        let id = styles.chain(style).find_map(|(_, s)| s.reference.list)?;
        let used = self.lists.uses.get(&id)?;
        let level = match own.level {
            Some(level) => within(level)?,
            None => {
                let linked = styles.chain(style).find_map(|(style, _)| self.level_of_style(id, used, style));
                match linked {
                    Some(level) => level,
                    None => within(styles.chain(style).find_map(|(_, s)| s.reference.level).unwrap_or(0))?,
                }
            }
        };
        Some((id, level))
    }

    fn level_of_style(&self, id: i64, used: &Use, style: &str) -> Option<usize> {
        let named = |levels: Option<&LevelStyles>| levels?.iter().position(|s| s.as_deref() == Some(style));
        named(self.own_styles.get(&id)).or_else(|| named(self.styles.get(&used.list)))
    }
}

fn keep(styles: &mut HashMap<i64, LevelStyles>, id: i64, of: LevelStyles) {
    if of.iter().any(Option::is_some) {
        styles.insert(id, of);
    }
}

fn place(element: &Element) -> Option<usize> {
    element.number("ilvl")
}

/// Puts a level and its style at its place; one that is outside of 0 to 8 is none.
fn put(levels: &mut List, styles: &mut LevelStyles, at: Option<usize>, (level, style): (Level, Option<String>)) {
    let Some(at) = at else { return };
    if let (Some(place), Some(own)) = (levels.get_mut(at), styles.get_mut(at)) {
        (*place, *own) = (Some(level), style);
    }
}

/// A number that counts; what is negative or too large becomes the nearest.
fn count(element: &Element) -> u32 {
    let value = element.attribute("val").unwrap_or_default();
    let value = value.trim();
    match value.parse::<i64>() {
        Ok(n) => n.clamp(0, i64::from(u32::MAX)) as u32,
        Err(_) if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) => u32::MAX,
        Err(_) => 1,
    }
}

/// A `w:lvl` that was just begun, and its style.
fn level(xml: &mut Xml) -> Result<(Level, Option<String>), Stop> {
    let outside = xml.depth() - 1;
    let mut level = Level::default();
    let (mut format, mut text, mut font, mut style) = (None, String::new(), String::new(), None);
    while let Some(element) = inside(xml, outside)? {
        match element.name() {
            "start" => level.start = count(&element),
            // A custom format stands in front of the one for readers that do not know it.
            "numFmt" if format.is_none() => {
                let name = element.attribute("val").unwrap_or_default();
                format = Some(Format::named(&name, element.attribute("format").as_deref()));
            }
            "lvlRestart" => level.restart = Some(count(&element) as usize),
            "pStyle" => style = element.attribute("val"),
            "isLgl" => level.legal = on(&element, "val", true),
            "suff" => {
                level.follow = match element.attribute("val").as_deref() {
                    Some("space") => Follow::Space,
                    Some("nothing") => Follow::Nothing,
                    _ => Follow::Tab,
                }
            }
            "lvlText" if !on(&element, "null", false) => {
                text = element.attribute("val").unwrap_or_default().chars().take(TEXT).collect();
            }
            "rFonts" => font = element.attribute("ascii").or_else(|| element.attribute("hAnsi")).unwrap_or_default(),
            "vanish" => level.hidden = on(&element, "val", true),
            "lvlPicBulletId" => text = BULLET.into(),
            // Indents and tabs; a tab of theirs is no text.
            "pPr" | "rPrChange" => xml.skip()?,
            _ => {}
        }
    }
    level.format = format.unwrap_or_default();
    level.text = match level.format {
        Format::Bullet => {
            let font = Font::named(&font);
            vec![Piece::Text(text.trim().chars().map(|c| bullet(c, font)).collect())]
        }
        _ => pieces(&text),
    };
    Ok((level, style))
}

/// The text of a level, in which `%1` to `%9` stand for the numbers of levels (17.9.11).
fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let named = characters.peek().and_then(|d| d.to_digit(10)).and_then(|d| d.checked_sub(1)).filter(|_| c == '%');
        let Some(named) = named else {
            plain.push(c);
            continue;
        };
        characters.next();
        if !plain.is_empty() {
            out.push(Piece::Text(std::mem::take(&mut plain)));
        }
        out.push(Piece::Number(named as usize));
    }
    if !plain.is_empty() {
        out.push(Piece::Text(plain));
    }
    out
}
