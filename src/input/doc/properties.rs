//! What paragraphs, runs and rows say of themselves, as far as the text needs it. Each is a difference: what is `None` is as it was before.

use super::le;
use super::sprm::{Sprms, code};
use std::rc::Rc;

/// A row has at most so many cells ([MS-DOC] 2.9.321: 63); more are no row.
pub const ROW: usize = 63;

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    pub style: Option<u16>,
    pub list: Option<u16>,
    pub level: Option<u8>,
    pub in_table: Option<bool>,
    pub row_end: Option<bool>,
    pub depth: Option<u32>,
    pub inner_cell: Option<bool>,
    pub inner_row_end: Option<bool>,
    pub header: Option<bool>,
    pub row: Option<Rc<Cells>>,
    /// Where the Data stream goes on with the operations.
    pub elsewhere: Option<u32>,
}

/// A run of characters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    pub style: Option<u16>,
    /// 0, 1, 0x80: as the style has it, 0x81: not as the style has it (2.9.327).
    pub hidden: Option<u8>,
    pub deleted: Option<bool>,
    /// Font and code of a character of a symbol font.
    pub symbol: Option<(u16, u16)>,
    /// Fonts of Latin characters and of all that are neither Latin nor of the far east.
    pub fonts: [Option<u16>; 2],
}

/// The cells of a row: their edges in twips, and how they are merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    pub edges: Vec<i32>,
    pub merges: Vec<Merge>,
}

/// How a cell is merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// horzMerge, 2.9.317: 0 for none.
    pub across: u8,
    /// Whether it is one with the cell above.
    pub from_above: bool,
}

impl Paragraph {
    /// What a grpprl says.
    pub fn read(grpprl: &[u8]) -> Paragraph {
        let mut out = Paragraph::default();
        let mut cells: Option<Cells> = None;
        let (mut down, mut across) = (Vec::new(), Vec::new());
        for sprm in Sprms(grpprl) {
            let flag = Some(sprm.byte() != 0);
            match sprm.code {
                code::P_ISTD => out.style = Some(sprm.half()),
                code::P_ILVL => out.level = Some(sprm.byte()),
                code::P_ILFO => out.list = Some(sprm.half()),
                code::P_IN_TABLE => out.in_table = flag,
                code::P_TTP => out.row_end = flag,
                code::P_ITAP => out.depth = Some(sprm.word()),
                code::P_DTAP => out.depth = Some(out.depth.unwrap_or(0).saturating_add_signed(sprm.word() as i32)),
                code::P_INNER_CELL => out.inner_cell = flag,
                code::P_INNER_TTP => out.inner_row_end = flag,
                code::P_HUGE_PAPX | code::P_HUGE_PAPX_OLD | code::P_TABLE_PROPS => out.elsewhere = Some(sprm.word()),
                code::T_HEADER => out.header = flag,
                code::T_DEF_TABLE => cells = Some(define(sprm.operand)),
                code::T_VERT_MERGE if down.len() < ROW => {
                    down.push((sprm.byte(), le::u8(sprm.operand, 1).unwrap_or(0)));
                }
                code::T_MERGE if across.len() < ROW => {
                    across.push((sprm.byte(), le::u8(sprm.operand, 1).unwrap_or(0)));
                }
                _ => {}
            }
        }
        if let Some(cells) = &mut cells {
            for (at, flags) in down {
                if let Some(merge) = cells.merges.get_mut(usize::from(at)) {
                    merge.from_above = flags == 1;
                }
            }
            for (first, end) in across {
                for (i, merge) in cells.merges.iter_mut().enumerate().take(end.into()).skip(first.into()) {
                    merge.across = if i == usize::from(first) { 2 } else { 1 };
                }
            }
        }
        out.row = cells.map(Rc::new);
        out
    }

    /// What another says over this.
    pub fn overlay(&mut self, over: &Paragraph) {
        fn put<T: Clone>(own: &mut Option<T>, over: &Option<T>) {
            if over.is_some() {
                *own = over.clone();
            }
        }
        put(&mut self.style, &over.style);
        put(&mut self.list, &over.list);
        put(&mut self.level, &over.level);
        put(&mut self.in_table, &over.in_table);
        put(&mut self.row_end, &over.row_end);
        put(&mut self.depth, &over.depth);
        put(&mut self.inner_cell, &over.inner_cell);
        put(&mut self.inner_row_end, &over.inner_row_end);
        put(&mut self.header, &over.header);
        put(&mut self.row, &over.row);
    }

    /// How deep in tables it stands.
    pub fn depth(&self) -> u32 {
        match self.depth {
            Some(depth) if depth > 0 => depth,
            _ => u32::from(self.in_table == Some(true) || self.row_end == Some(true)),
        }
    }
}

/// A TDefTableOperand without its length, 2.9.321: the count of cells, their edges, and TC80 of 20 bytes for as many as have one.
fn define(operand: &[u8]) -> Cells {
    let count = usize::from(le::u8(operand, 0).unwrap_or(0)).min(ROW);
    let edges: Vec<i32> = (0..=count).map_while(|i| le::i16(operand, 1 + i * 2)).map(i32::from).collect();
    let merges = (0..count)
        .map(|i| {
            let flags = le::u16(operand, 1 + (count + 1) * 2 + i * 20).unwrap_or(0);
            // vertMerge, 2.9.317: 1 is merged with the cell above, 3 the first of its set.
            Merge { across: (flags & 3) as u8, from_above: flags >> 5 & 3 == 1 }
        })
        .collect();
    Cells { edges, merges }
}

impl Run {
    /// What a grpprl says.
    pub fn read(grpprl: &[u8]) -> Run {
        let mut out = Run::default();
        for sprm in Sprms(grpprl) {
            match sprm.code {
                code::C_ISTD => out.style = Some(sprm.half()),
                code::C_VANISH => out.hidden = Some(sprm.byte()),
                code::C_DELETED => out.deleted = Some(sprm.byte() != 0),
                code::C_FONT_LATIN => out.fonts[0] = Some(sprm.half()),
                code::C_FONT_OTHER => out.fonts[1] = Some(sprm.half()),
                code::C_SYMBOL => out.symbol = Some((sprm.half(), le::u16(sprm.operand, 2).unwrap_or(0))),
                _ => {}
            }
        }
        out
    }

    /// What another says over this.
    pub fn overlay(&mut self, over: &Run) {
        self.style = over.style.or(self.style);
        self.deleted = over.deleted.or(self.deleted);
        self.symbol = over.symbol.or(self.symbol);
        self.fonts = [over.fonts[0].or(self.fonts[0]), over.fonts[1].or(self.fonts[1])];
        self.hidden = match over.hidden {
            None | Some(0x80) => self.hidden,
            Some(0x81) => Some(u8::from(!self.hides())),
            other => other,
        };
    }

    /// Whether it is hidden, where its style says nothing.
    pub fn hides(&self) -> bool {
        matches!(self.hidden, Some(1 | 0x81))
    }
}
