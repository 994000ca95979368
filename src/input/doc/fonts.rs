//! The fonts of a document (SttbfFfn, [MS-DOC] 2.9.286), as far as their characters are not what their codes say.

use super::le;
use crate::input::symbols::Font;

/// The fonts of a document in the order in which runs name them.
pub fn fonts(table: &[u8]) -> Vec<Font> {
    let mut out = Vec::new();
    // cData and cbExtra, then an FFN for each behind its length, 2.9.88.
    let count = le::u16(table, 0).unwrap_or(0);
    let mut at = 4;
    for _ in 0..count {
        let Some(length) = le::u8(table, at).map(usize::from) else { break };
        let name: Vec<u16> = le::slice(table, at + 1, length)
            .and_then(|ffn| ffn.get(39..))
            .unwrap_or(&[])
            .chunks_exact(2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]))
            .take_while(|u| *u != 0)
            .collect();
        out.push(Font::named(&String::from_utf16_lossy(&name)));
        at += 1 + length;
    }
    out
}
