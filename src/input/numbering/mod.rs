//! Automatic numbers: what word processors count and never write into the text. DOCX and DOC have the same lists under different names; each
//! reader makes [`Lists`] of its own, and all counting and writing is here.
//!
//! | here | ECMA-376 part 1 | [MS-DOC] |
//! |---|---|---|
//! | [`List`], up to nine levels | `w:abstractNum`, 17.9.1 | LSTF with its LVLs, 2.9.147, 2.9.150 |
//! | [`Level`] | `w:lvl`, 17.9.6 | LVLF, 2.9.151 |
//! | [`Piece`] | `w:lvlText`, 17.9.11 | LVL.xst with rgbxchNums |
//! | [`Format`] | `w:numFmt`, 17.9.17; ST_NumberFormat, 17.18.59 | nfc; MSONFC, [MS-OSHARED] 2.2.1.3 |
//! | [`Follow`] | `w:suff`, 17.9.28 | ixchFollow |
//! | [`Use`] with levels and starts of its own | `w:num` with `w:lvlOverride`, 17.9.15, 17.9.8 | LFO with LFOLVLs, 2.9.131, 2.9.133 |
//! | [`Counter`], which gives a paragraph's [`Label`] | 17.9.10, 17.9.25, 17.9.26 | 2.4.6.3 |
//! | [`bullet`](super::symbols::bullet) | `w:numFmt` bullet with its `w:rFonts` | nfc 0x17 |

mod counter;
mod format;
mod script;

pub use counter::Counter;
pub use format::Format;

use std::collections::HashMap;

/// How many levels a list has (17.9.6; LSTF, [MS-DOC] 2.9.147).
pub const LEVELS: usize = 9;

/// The longest text of a level in characters; Word allows thirty. Guards against a page of text in front of every paragraph.
pub const TEXT: usize = 128;

/// What stands between a number and its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Follow {
    /// A tab, where nothing is said.
    #[default]
    Tab,
    /// A space.
    Space,
    /// Nothing.
    Nothing,
}

/// A piece of a level's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters as they are.
    Text(String),
    /// The number of a level, counted from 0.
    Number(usize),
}

/// A level of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// Its first number; 0 where none is given (17.9.25).
    pub start: u32,
    /// How its number is written.
    pub format: Format,
    /// The number's text; a bullet is characters that texts have.
    pub text: Vec<Piece>,
    /// What follows.
    pub follow: Follow,
    /// Whether all numbers in it are decimal (`w:isLgl`, 17.9.4; fLegal).
    pub legal: bool,
    /// It begins again after a paragraph of a level below this one, so never with 0 (`w:lvlRestart`, 17.9.10; ilvlRestartLim); `None`: after
    /// any level above it.
    pub restart: Option<usize>,
    /// Whether it is hidden.
    pub hidden: bool,
}

/// A list: its levels, outermost first.
pub type List = [Option<Level>; LEVELS];

/// A use of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// Which list counts: uses of one list go on with one count.
    pub list: i64,
    /// Levels in place of the list's.
    pub levels: List,
    /// Where a level starts when the use first comes to it, whatever was counted before (17.9.26; fStartAt).
    pub starts: [Option<u32>; LEVELS],
}

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Lists {
    /// Lists by their ids.
    pub lists: HashMap<i64, List>,
    /// Uses by the ids that paragraphs name.
    pub uses: HashMap<i64, Use>,
}

impl Lists {
    /// A level of a use: its own, else that of its list.
    pub fn level<'a>(&'a self, used: &'a Use, level: usize) -> Option<&'a Level> {
        let own = used.levels.get(level)?.as_ref();
        own.or_else(|| self.lists.get(&used.list)?.get(level)?.as_ref())
    }

    /// The first number of a level: that of the use, else that of the level.
    pub fn start(&self, used: &Use, level: usize) -> u32 {
        let own = used.starts.get(level).copied().flatten();
        own.or_else(|| self.level(used, level).map(|l| l.start)).unwrap_or(0)
    }
}
