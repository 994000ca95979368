//! Definitions of automatic numbers (ECMA-376 part 1, 17.9).
//!
//! | the part has | what we give |
//! |---|---|
//! | `w:abstractNum` with its `w:lvl` | a list of up to nine levels |
//! | `w:num` with `w:lvlOverride` | a use of a list, with other levels or starts |
//! | `w:numStyleLink` | the list of the style that it names |
//! | `w:pStyle` in a level | the level that paragraphs of the style have |

use super::number::Format;
use super::styles::{Styles, on};
use super::{inside, symbol};
use crate::input::Stop;
use crate::input::xml::{Element, Node, Xml};
use std::collections::HashMap;

/// A list has so many levels (17.9.6).
pub const LEVELS: usize = 9;
/// A number's text has at most so many characters; Word allows thirty. Guards against a page of text in front of every paragraph.
const LABEL: usize = 128;
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

/// What stands between a number and its text (17.9.28).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Suffix {
    /// A tab, where nothing is said.
    #[default]
    Tab,
    /// A space.
    Space,
    /// Nothing.
    Nothing,
}

/// A level of a list.
#[derive(Clone, Debug, Default)]
pub struct Level {
    /// Its first number.
    pub start: Option<u32>,
    /// How its numbers are written.
    pub format: Format,
    /// After which level, from 1, it begins again; 0 for never.
    pub restart: Option<u32>,
    /// The style whose paragraphs are of this level.
    pub style: Option<String>,
    /// Whether the numbers of all levels in it are decimal.
    pub legal: bool,
    /// What stands behind it.
    pub suffix: Suffix,
    /// Its text with `%1` for the first level's number; a bullet is a character that texts have.
    pub text: String,
    /// Whether it is hidden.
    pub hidden: bool,
}

#[derive(Debug, Default)]
struct List {
    levels: [Option<Level>; LEVELS],
    style_link: Option<String>,
}

#[derive(Debug, Default)]
struct Use {
    list: i64,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: HashMap<i64, List>,
    uses: HashMap<i64, Use>,
}

impl Numbering {
    /// Reads `numbering.xml`; what was read before a fault stays.
    pub fn read(&mut self, xml: &mut Xml) -> Result<(), Stop> {
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name() {
                "abstractNum" => {
                    let id = element.number("abstractNumId").unwrap_or(-1);
                    let list = list(xml)?;
                    self.lists.entry(id).or_insert(list);
                }
                "num" => {
                    let id = element.number("numId").unwrap_or(-1);
                    let used = used(xml)?;
                    self.uses.entry(id).or_insert(used);
                }
                "numPicBullet" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Lists that only name a style become the list of that style (17.9.21).
    pub fn link(&mut self, styles: &Styles) {
        let targets: Vec<(i64, i64)> = self.uses.iter().map(|(id, used)| (*id, self.linked(used.list, styles))).collect();
        for (id, target) in targets {
            if let Some(used) = self.uses.get_mut(&id) {
                used.list = target;
            }
        }
    }

    fn linked(&self, mut list: i64, styles: &Styles) -> i64 {
        for _ in 0..LINKS {
            let Some(style) = self.lists.get(&list).and_then(|l| l.style_link.as_deref()) else { break };
            let Some(next) = styles.list(style).and_then(|id| self.uses.get(&id)).map(|used| used.list) else { break };
            list = next;
        }
        list
    }

    /// The list and level of a paragraph by what it says itself and what its style says (17.9.18, 17.9.23).
    pub fn place(&self, own: Reference, style: Option<&str>, styles: &Styles) -> Option<(i64, usize)> {
        let within = |level: i64| usize::try_from(level).ok().filter(|l| *l < LEVELS);
        if let Some(list) = own.list {
            return Some((list, within(own.level.unwrap_or(0))?)).filter(|(list, _)| self.uses.contains_key(list));
        }
        let list = styles.chain(style).find_map(|(_, s)| s.reference.list)?;
        let used = self.uses.get(&list)?;
        let level = match own.level {
            Some(level) => within(level)?,
            None => {
                let linked = styles.chain(style).find_map(|(id, _)| self.level_of_style(used, id));
                match linked {
                    Some(level) => level,
                    None => within(styles.chain(style).find_map(|(_, s)| s.reference.level).unwrap_or(0))?,
                }
            }
        };
        Some((list, level))
    }

    fn level_of_style(&self, used: &Use, style: &str) -> Option<usize> {
        let names = |level: &Option<Level>| level.as_ref().is_some_and(|l| l.style.as_deref() == Some(style));
        let own = used.levels.iter().position(names);
        own.or_else(|| self.lists.get(&used.list)?.levels.iter().position(names))
    }

    /// A level of a use of a list.
    pub fn level(&self, list: i64, level: usize) -> Option<&Level> {
        let used = self.uses.get(&list)?;
        let own = used.levels.get(level)?.as_ref();
        own.or_else(|| self.lists.get(&used.list)?.levels.get(level)?.as_ref())
    }

    /// The first number of a level: that of the use, that of its own level, that of the list; 0 where none is given (17.9.25).
    pub fn start(&self, list: i64, level: usize) -> u32 {
        self.own_start(list, level).or_else(|| self.level(list, level)?.start).unwrap_or(0)
    }

    /// The number from which a use of a list begins a level anew (17.9.26).
    pub fn own_start(&self, list: i64, level: usize) -> Option<u32> {
        *self.uses.get(&list)?.starts.get(level)?
    }

    /// The list that a use counts in: those of one list count on.
    pub fn counted_in(&self, list: i64) -> Option<i64> {
        Some(self.uses.get(&list)?.list)
    }
}

fn list(xml: &mut Xml) -> Result<List, Stop> {
    let outside = xml.depth() - 1;
    let mut list = List::default();
    while let Some(element) = inside(xml, outside)? {
        match element.name() {
            "lvl" => put(&mut list.levels, place(&element), level(xml)?),
            "numStyleLink" => list.style_link = element.attribute("val"),
            _ => {}
        }
    }
    Ok(list)
}

fn used(xml: &mut Xml) -> Result<Use, Stop> {
    let outside = xml.depth() - 1;
    let mut used = Use::default();
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
                put(&mut used.levels, at, level(xml)?);
            }
            _ => {}
        }
    }
    Ok(used)
}

fn place(element: &Element) -> Option<usize> {
    element.number("ilvl")
}

/// Puts a level at its place; one that is outside of 0 to 8 is none.
fn put(levels: &mut [Option<Level>; LEVELS], at: Option<usize>, level: Level) {
    if let Some(place) = at.and_then(|at| levels.get_mut(at)) {
        *place = Some(level);
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

fn level(xml: &mut Xml) -> Result<Level, Stop> {
    let outside = xml.depth() - 1;
    let mut level = Level::default();
    let (mut format, mut font) = (None, String::new());
    while let Some(element) = inside(xml, outside)? {
        match element.name() {
            "start" => level.start = Some(count(&element)),
            // A custom format stands in front of the one for readers that do not know it.
            "numFmt" if format.is_none() => {
                let name = element.attribute("val").unwrap_or_default();
                format = Some(Format::named(&name, element.attribute("format").as_deref()));
            }
            "lvlRestart" => level.restart = Some(count(&element)),
            "pStyle" => level.style = element.attribute("val"),
            "isLgl" => level.legal = on(&element, "val", true),
            "suff" => {
                level.suffix = match element.attribute("val").as_deref() {
                    Some("space") => Suffix::Space,
                    Some("nothing") => Suffix::Nothing,
                    _ => Suffix::Tab,
                }
            }
            "lvlText" if !on(&element, "null", false) => {
                level.text = element.attribute("val").unwrap_or_default().chars().take(LABEL).collect();
            }
            "rFonts" => font = element.attribute("ascii").or_else(|| element.attribute("hAnsi")).unwrap_or_default(),
            "vanish" => level.hidden = on(&element, "val", true),
            "lvlPicBulletId" => level.text = symbol::BULLET.into(),
            // Indents and tabs; a tab of theirs is no text.
            "pPr" | "rPrChange" => xml.skip()?,
            _ => {}
        }
    }
    level.format = format.unwrap_or_default();
    if level.format == Format::Bullet {
        level.text = symbol::bullet(&level.text, &font);
    }
    Ok(level)
}
