//! Single property modifiers, [MS-DOC] 2.2.5 and 2.6: lists of them tell how a paragraph or a run differs from its style.

use super::le;

/// An operation and its operand.
pub struct Sprm<'a> {
    pub code: u16,
    pub operand: &'a [u8],
}

impl Sprm<'_> {
    pub fn byte(&self) -> u8 {
        le::u8(self.operand, 0).unwrap_or(0)
    }

    pub fn half(&self) -> u16 {
        le::u16(self.operand, 0).unwrap_or(0)
    }

    pub fn word(&self) -> u32 {
        le::u32(self.operand, 0).unwrap_or(0)
    }
}

/// The operations that matter here.
pub mod code {
    pub const P_ISTD: u16 = 0x4600;
    pub const P_ILVL: u16 = 0x260A;
    pub const P_ILFO: u16 = 0x460B;
    pub const P_IN_TABLE: u16 = 0x2416;
    pub const P_TTP: u16 = 0x2417;
    pub const P_ITAP: u16 = 0x6649;
    pub const P_DTAP: u16 = 0x664A;
    pub const P_INNER_CELL: u16 = 0x244B;
    pub const P_INNER_TTP: u16 = 0x244C;
    pub const P_HUGE_PAPX: u16 = 0x6646;
    pub const P_HUGE_PAPX_OLD: u16 = 0x6645;
    pub const P_TABLE_PROPS: u16 = 0x646B;
    pub const P_CHG_TABS: u16 = 0xC615;
    pub const C_DELETED: u16 = 0x0800;
    pub const C_VANISH: u16 = 0x083C;
    pub const C_SYMBOL: u16 = 0x6A09;
    pub const C_FONT_LATIN: u16 = 0x4A4F;
    pub const C_FONT_OTHER: u16 = 0x4A51;
    pub const C_ISTD: u16 = 0x4A30;
    pub const T_DEF_TABLE: u16 = 0xD608;
    pub const T_VERT_MERGE: u16 = 0xD62B;
    pub const T_MERGE: u16 = 0x5624;
    pub const T_HEADER: u16 = 0x3404;
}

/// The operations of a grpprl, in order, up to the first that is cut off.
pub struct Sprms<'a>(pub &'a [u8]);

impl<'a> Iterator for Sprms<'a> {
    type Item = Sprm<'a>;

    fn next(&mut self) -> Option<Sprm<'a>> {
        let code = le::u16(self.0, 0)?;
        let rest = self.0.get(2..)?;
        // 2.2.5.1: spra tells the size of the operand.
        let (from, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if code == code::T_DEF_TABLE => (2, usize::from(le::u16(rest, 0)?).saturating_sub(1)),
            _ if code == code::P_CHG_TABS && le::u8(rest, 0)? == 255 => (1, tabs(rest)?),
            _ => (1, usize::from(le::u8(rest, 0)?)),
        };
        // A table's definition at the end of a run may be cut off by a byte or two, and all its cells are there.
        let operand =
            if code == code::T_DEF_TABLE { rest.get(from..(from + length).min(rest.len()))? } else { le::slice(rest, from, length)? };
        self.0 = rest.get(from + operand.len()..).unwrap_or(&[]);
        Some(Sprm { code, operand })
    }
}

/// The length of a PChgTabsOperand that is longer than 254 bytes, 2.9.182.
fn tabs(rest: &[u8]) -> Option<usize> {
    let deleted = usize::from(le::u8(rest, 1)?);
    let added = usize::from(le::u8(rest, 2 + deleted * 4)?);
    Some(1 + deleted * 4 + 1 + added * 3)
}
