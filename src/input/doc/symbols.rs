//! Characters of symbol fonts, which stand at codes of their own: the fonts of a document (SttbfFfn, [MS-DOC] 2.9.286), and the characters that the
//! codes mean.

use super::le;

/// Fonts without characters of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// Symbol.
    Symbol,
    /// Wingdings.
    Wingdings,
    /// Any other.
    Other,
}

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
        out.push(font(&String::from_utf16_lossy(&name)));
        at += 1 + length;
    }
    out
}

/// A font by its name.
pub fn font(name: &str) -> Font {
    match name.to_ascii_lowercase().as_str() {
        "symbol" => Font::Symbol,
        "wingdings" => Font::Wingdings,
        _ => Font::Other,
    }
}

/// The character that a code of a font means; `None` where it means none that is known.
pub fn character(font: Font, code: u16) -> Option<char> {
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    match font {
        Font::Symbol => symbol(low),
        Font::Wingdings => wingdings(low),
        Font::Other => char::from_u32(code.into()).filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c) && !c.is_control()),
    }
}

fn symbol(code: u16) -> Option<char> {
    // Greek letters stand in the places of Latin ones.
    const UPPER: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const LOWER: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    Some(match code {
        0x41..=0x5A => return UPPER.chars().nth(usize::from(code - 0x41)),
        0x61..=0x7A => return LOWER.chars().nth(usize::from(code - 0x61)),
        0x2D => '−',
        0xA3 => '≤',
        0xA5 => '∞',
        0xAB => '↔',
        0xAC => '←',
        0xAD => '↑',
        0xAE => '→',
        0xAF => '↓',
        0xB0 => '°',
        0xB1 => '±',
        0xB2 => '″',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xD6 => '√',
        0xE5 => '∑',
        0x20..=0x7E => return char::from_u32(code.into()),
        _ => return None,
    })
}

fn wingdings(code: u16) -> Option<char> {
    Some(match code {
        0x28 => '☎',
        0x2A => '✉',
        0x52 => '☼',
        0x6C | 0x9F => '●',
        0x6D => '○',
        0x6E => '■',
        0x6F | 0x71 | 0xA8 => '□',
        0x75 => '◆',
        0x76 => '❖',
        0x80 => '⓪',
        0x81..=0x8A => return char::from_u32(0x2460 + u32::from(code - 0x81)),
        0x8C..=0x95 => return char::from_u32(0x2776 + u32::from(code - 0x8C)),
        0xA1 => '○',
        0xA7 => '▪',
        0xAB => '★',
        0xD8 => '➢',
        0xE0 => '→',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}
