//! The piece table, [MS-DOC] 2.4.1, 2.9.38, 2.9.177: which bytes are which characters.
//!
//! | piece | read as |
//! |---|---|
//! | `fCompressed` | a byte a character, windows-1252 |
//! | else | UTF-16 |
//! | outside the stream | U+0000, which is no text: places behind it keep their numbers |

use super::le::{self, Plc};
use super::properties::{Paragraph, Run};
use encoding_rs::WINDOWS_1252;

/// A piece.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Its first character.
    pub from: usize,
    /// Behind its last.
    pub to: usize,
    /// Its first byte.
    pub at: u32,
    /// Bytes a character.
    pub width: u32,
    prm: u16,
}

impl Piece {
    /// The byte of a character in it.
    pub fn byte(&self, character: usize) -> u32 {
        self.at.saturating_add((character.saturating_sub(self.from) as u32).saturating_mul(self.width))
    }
}

/// The characters of a document with all its sub-documents.
#[derive(Debug, Default)]
pub struct Pieces {
    /// UTF-16 code units, which are what positions count.
    pub text: Vec<u16>,
    pub pieces: Vec<Piece>,
    /// What fast saves left to be done to pieces.
    modifiers: Vec<(Paragraph, Run)>,
    /// Whether pieces were not to be read.
    pub damaged: bool,
}

impl Pieces {
    /// Reads the Clx. `None` where it holds no pieces.
    pub fn read(stream: &[u8], clx: &[u8]) -> Option<Pieces> {
        let mut out = Pieces::default();
        let mut at = 0;
        // 2.9.38: any count of Prc, then one Pcdt.
        while le::u8(clx, at)? == 1 {
            let length = usize::try_from(le::i16(clx, at + 1)?).ok()?;
            let grpprl = le::slice(clx, at + 3, length)?;
            out.modifiers.push((Paragraph::read(grpprl), Run::read(grpprl)));
            at += 3 + length;
        }
        if le::u8(clx, at)? != 2 {
            return None;
        }
        let length = le::u32(clx, at + 1)? as usize;
        let rest = clx.get(at + 5..)?;
        out.damaged = length > rest.len();
        let table = Plc::new(rest.get(..length.min(rest.len()))?, 8);
        for i in 0..table.len() {
            let (Some(from), Some(to), Some(pcd)) = (table.position(i), table.position(i + 1), table.element(i)) else { break };
            let (from, to) = (from as usize, to as usize);
            let (place, prm) = (le::u32(pcd, 2)?, le::u16(pcd, 6)?);
            // Honest pieces share no bytes, so that there are never more characters than bytes.
            if from != out.text.len() || to < from || to > stream.len() {
                out.damaged = true;
                break;
            }
            let compressed = place & 0x4000_0000 != 0;
            let place = place & 0x3FFF_FFFF;
            let (at, width) = if compressed { (place / 2, 1) } else { (place, 2) };
            out.put(stream, Piece { from, to, at, width, prm });
        }
        (!out.pieces.is_empty()).then_some(out)
    }

    /// The text as one piece, where there is no piece table.
    pub fn whole(stream: &[u8], at: u32, width: u32, length: usize) -> Pieces {
        let mut out = Pieces::default();
        out.put(stream, Piece { from: 0, to: length.min(stream.len()), at, width, prm: 0 });
        out
    }

    /// Text that is read already.
    pub fn plain(text: Vec<u16>) -> Pieces {
        Pieces { text, ..Pieces::default() }
    }

    fn put(&mut self, stream: &[u8], piece: Piece) {
        let length = piece.to - piece.from;
        let at = (piece.at as usize).min(stream.len());
        let bytes = stream.get(at..at.saturating_add(length * piece.width as usize).min(stream.len())).unwrap_or(&[]);
        if piece.width == 1 {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            self.text.extend(text.encode_utf16());
        } else {
            self.text.extend(bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])));
        }
        self.damaged |= self.text.len() < piece.to;
        self.text.resize(piece.to, 0);
        self.pieces.push(piece);
    }

    /// The piece that a character lies in.
    pub fn piece(&self, character: usize) -> Option<usize> {
        let behind = self.pieces.partition_point(|p| p.from <= character);
        behind.checked_sub(1).filter(|&i| self.pieces.get(i).is_some_and(|p| character < p.to))
    }

    /// What a fast save left to be done to a piece: a Prm1 names a Prc; a Prm0 is one short operation, 2.9.214.
    pub fn modifier(&self, piece: usize) -> Option<(Paragraph, Run)> {
        let prm = self.pieces.get(piece)?.prm;
        if prm & 1 != 0 {
            return self.modifiers.get(usize::from(prm >> 1)).cloned();
        }
        let (operation, value) = (prm >> 1 & 0x7F, (prm >> 8) as u8);
        let (mut paragraph, mut run) = (Paragraph::default(), Run::default());
        match operation {
            0x0C => paragraph.level = Some(value),
            0x18 => paragraph.in_table = Some(value != 0),
            0x19 => paragraph.row_end = Some(value != 0),
            0x41 => run.deleted = Some(value != 0),
            0x5C => run.hidden = Some(value),
            _ => return None,
        }
        Some((paragraph, run))
    }
}
