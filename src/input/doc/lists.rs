//! Lists, [MS-DOC] 2.4.6.3: PlfLst (2.9.192) with the levels behind it, PlfLfo (2.9.191) with what uses change.

use super::fib::{Fib, Table};
use super::le;
use crate::input::numbering::{self, Follow, Format, LEVELS, Level, List, Piece, TEXT, Use};
use crate::input::symbols::{Font, bullet, is_private};
use std::collections::HashMap;

/// The highest use that a paragraph can name.
const MOST: usize = 0x07FE;

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Lists {
    /// What counts.
    pub known: numbering::Lists,
    /// The styles that levels of a list belong to.
    styles: HashMap<i64, [u16; LEVELS]>,
}

impl Lists {
    pub fn read(fib: &Fib, table: &[u8]) -> Lists {
        let mut out = Lists::default();
        out.lists(fib.table_on(table, Table::Lists));
        out.uses(fib.table(table, Table::ListUses));
        out
    }

    /// The use that sprmPIlfo names, 2.6.2: from 1; 0 and what is above 0x07FE for none.
    pub fn used(&self, list: u16) -> Option<&Use> {
        self.known.uses.get(&list.into())
    }

    /// The level of a list that a style belongs to.
    pub fn level_of(&self, list: i64, style: u16) -> Option<usize> {
        self.styles.get(&list)?.iter().position(|s| *s == style)
    }

    fn lists(&mut self, bytes: &[u8]) -> Option<()> {
        let count = usize::try_from(le::i16(bytes, 0)?).ok()?;
        let mut at = 2 + count * 28;
        for i in 0..count {
            let lstf = le::slice(bytes, 2 + i * 28, 28)?;
            let id = le::u32(lstf, 0)?.into();
            let levels = if le::u8(lstf, 26)? & 1 != 0 { 1 } else { LEVELS };
            let mut styles = [0x0FFF; LEVELS];
            for (k, style) in styles.iter_mut().enumerate() {
                *style = le::u16(lstf, 8 + k * 2)?;
            }
            let mut list = List::default();
            for place in list.iter_mut().take(levels) {
                let Some((level, length)) = bytes.get(at..).and_then(level) else { return Some(()) };
                *place = Some(level);
                at += length;
            }
            self.styles.insert(id, styles);
            self.known.lists.insert(id, list);
        }
        Some(())
    }

    fn uses(&mut self, bytes: &[u8]) -> Option<()> {
        let count = le::u32(bytes, 0)? as usize;
        let mut at = 4usize.checked_add(count.checked_mul(16)?)?;
        let mut whole = true;
        // No paragraph can name more of them.
        for i in 0..count.min(MOST) {
            let Some(lfo) = le::slice(bytes, 4 + i * 16, 16) else { break };
            let mut used = Use { list: le::u32(lfo, 0)?.into(), ..Use::default() };
            // LFOData, 2.9.132: a position that means nothing, then the levels that differ.
            at = at.saturating_add(4);
            for _ in 0..usize::from(le::u8(lfo, 12)?).min(LEVELS) {
                whole = whole && change(bytes, &mut at, &mut used).is_some();
            }
            self.known.uses.insert(i as i64 + 1, used);
        }
        Some(())
    }
}

/// An LFOLVL, 2.9.133.
fn change(bytes: &[u8], at: &mut usize, used: &mut Use) -> Option<()> {
    let start = le::i32(bytes, *at)?;
    let flags = le::u32(bytes, at.checked_add(4)?)?;
    *at += 8;
    let place = (flags & 0xF) as usize;
    let (starts, formats) = (flags & 0x10 != 0, flags & 0x20 != 0);
    if formats {
        let (level, length) = bytes.get(*at..).and_then(level)?;
        *at += length;
        if starts {
            *used.starts.get_mut(place)? = Some(level.start);
        }
        *used.levels.get_mut(place)? = Some(level);
    } else if starts {
        *used.starts.get_mut(place)? = Some(u32::try_from(start).unwrap_or(0));
    }
    Some(())
}

/// An LVL, 2.9.150, and its length: LVLF of 28 bytes, operations, text.
fn level(bytes: &[u8]) -> Option<(Level, usize)> {
    let start = u32::try_from(le::i32(bytes, 0)?).unwrap_or(0);
    let format = Format::of_code(le::u8(bytes, 4)?);
    let flags = le::u8(bytes, 5)?;
    let places = le::slice(bytes, 6, LEVELS)?;
    let follow = match le::u8(bytes, 15)? {
        0 => Follow::Tab,
        1 => Follow::Space,
        _ => Follow::Nothing,
    };
    let at = 28 + usize::from(le::u8(bytes, 24)?) + usize::from(le::u8(bytes, 25)?);
    let length = usize::from(le::u16(bytes, at)?);
    let text = le::slice(bytes, at + 2, length * 2)?;
    let units: Vec<u16> = text.chunks_exact(2).take(TEXT).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
    let restart = (flags & 8 != 0).then_some(usize::from(le::u8(bytes, 26)?));
    let text = pieces(&units, places, format);
    let level = Level { start, format, text, follow, legal: flags & 4 != 0, restart, hidden: false };
    Some((level, at + 2 + length * 2))
}

/// The text of a level: characters that rgbxchNums names by place, from 1, stand for the numbers of levels.
fn pieces(units: &[u16], places: &[u8], format: Format) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut plain: Vec<u16> = Vec::new();
    // The fonts of levels are not read; private characters are nearly always those of Wingdings.
    let shown = |c: char| match c {
        c if is_private(c) => bullet(c, Font::Wingdings),
        c if format == Format::Bullet => bullet(c, Font::Letters),
        c => c,
    };
    let flush = |plain: &mut Vec<u16>, out: &mut Vec<Piece>| {
        let text: String = char::decode_utf16(plain.drain(..)).map(|c| shown(c.unwrap_or('\u{FFFD}'))).collect();
        if !text.is_empty() {
            out.push(Piece::Text(text));
        }
    };
    for (i, &unit) in units.iter().enumerate() {
        let named = places.iter().take_while(|p| **p != 0).any(|p| usize::from(*p) == i + 1);
        if format != Format::Bullet && usize::from(unit) < LEVELS && (named || unit != 9) {
            flush(&mut plain, &mut out);
            out.push(Piece::Number(unit.into()));
        } else if unit >= 0x20 {
            plain.push(unit);
        }
    }
    flush(&mut plain, &mut out);
    out
}
