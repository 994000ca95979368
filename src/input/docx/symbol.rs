//! Characters of symbol fonts, whose codes stand in the private use area (ECMA-376 part 1, 17.3.3.30 `w:sym`).
//!
//! | the file has | what we give |
//! |---|---|
//! | `Symbol` F0B3, F0A3, F0B4 | ≥ ≤ × |
//! | `Wingdings` F0FE, F0A8, F081 | ☑ □ ① |
//! | a mark that stands for nothing | nothing |
//! | a bullet | the character that it looks like ([`bullet`]) |

use crate::input::numbering::{Glyphs, bullet, is_private};

/// Codes 0x22 to 0x7E of the font Symbol; U+0020 where there is no such character.
const SYMBOL_LOW: &str = "∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// Codes 0xA1 to 0xFE.
const SYMBOL_HIGH: &str = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑         〉∫⌠ ⌡         ";

/// Wingdings that mean something in a text: ticks, boxes, numbers in circles, arrows.
const WINGDINGS: &[(u8, char)] = &[
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x4A, '☺'),
    (0x6C, '●'),
    (0x6D, '○'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '□'),
    (0x71, '□'),
    (0x72, '□'),
    (0x74, '◆'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA4, '◉'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '→'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];
/// Wingdings 2 that mean something.
const WINGDINGS_2: &[(u8, char)] =
    &[(0x4F, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '☑'), (0x53, '☒'), (0x54, '☒'), (0x96, '•'), (0x98, '●'), (0xA2, '■'), (0xA3, '□')];

/// The character that a code of a font shows; `None` for a mark that is no character of a text.
pub fn shown(font: &str, code: u32) -> Option<char> {
    let font = font.trim().to_ascii_lowercase();
    let low = match code {
        0xF000..=0xF0FF => (code - 0xF000) as u8,
        0..=0xFF => code as u8,
        code => return char::from_u32(code).filter(|c| !is_private(*c)),
    };
    match font.as_str() {
        "symbol" => {
            let (first, series) = if low < 0xA1 { (0x22, SYMBOL_LOW) } else { (0xA1, SYMBOL_HIGH) };
            let at = low.checked_sub(first)?;
            series.chars().nth(usize::from(at)).filter(|c| *c != ' ')
        }
        "wingdings" => match low {
            0x81..=0x8A => char::from_u32(0x2460 + u32::from(low - 0x81)),
            0x8C..=0x95 => char::from_u32(0x2776 + u32::from(low - 0x8C)),
            low => of(WINGDINGS, low),
        },
        "wingdings 2" => of(WINGDINGS_2, low),
        "wingdings 3" | "webdings" | "marlett" => None,
        _ => char::from_u32(code).filter(|c| !is_private(*c) && !c.is_control()),
    }
}

fn of(table: &[(u8, char)], code: u8) -> Option<char> {
    table.iter().find(|(at, _)| *at == code).map(|(_, c)| *c)
}

/// What the characters of a font look like.
fn glyphs(font: &str) -> Glyphs {
    match font.trim().to_ascii_lowercase().as_str() {
        "wingdings" => Glyphs::Wingdings,
        font if font.starts_with("wingdings") || font == "symbol" || font == "webdings" => Glyphs::Pictures,
        _ => Glyphs::Own,
    }
}

/// Bullets of a font as text has them.
pub fn bullets(text: &str, font: &str) -> String {
    let glyphs = glyphs(font);
    text.trim().chars().map(|c| bullet(c, glyphs)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_become_the_characters_they_show() {
        for (font, code, expected) in [
            ("Symbol", 0xF0B3, Some('≥')),
            ("Symbol", 0xF0A3, Some('≤')),
            ("Symbol", 0xF0B4, Some('×')),
            ("Symbol", 0x61, Some('α')),
            ("Symbol", 0xF0FE, None),
            ("Symbol", 0xF0E5, Some('∑')),
            ("Symbol", 0xF0B7, Some('•')),
            ("Symbol", 0xF07E, Some('∼')),
            ("Wingdings", 0xF0FE, Some('☑')),
            ("Wingdings", 0xF083, Some('③')),
            ("Wingdings", 0xF021, None),
            ("宋体", 0x2014, Some('—')),
            ("宋体", 0xE123, None),
            ("", u32::MAX, None),
        ] {
            assert_eq!(shown(font, code), expected, "{font} {code:X}");
        }
    }
}
