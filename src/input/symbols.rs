//! Characters of symbol fonts, whose codes stand in the private use area or in the places of letters (ECMA-376 part 1, 17.3.3.30 `w:sym`;
//! [MS-DOC] 2.6.1 sprmCSymbol), and bullets, which are mostly such characters.
//!
//! | the file has | what we give |
//! |---|---|
//! | `Symbol` F0B3, F0A3, F0B4 | ≥ ≤ × |
//! | `Wingdings` F0FE, F0A8, F081 | ☑ □ ① |
//! | a mark that stands for nothing | nothing; • where it is a bullet |
//! | a bullet that is a letter: Courier's o, which looks like a ring | • |

/// What a bullet without a character of its own becomes.
pub const BULLET: char = '•';

/// A font, as far as its characters are not what their codes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// Symbol.
    Symbol,
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Another font of pictures.
    Pictures,
    /// A font of letters: its characters are what they are.
    Letters,
}

impl Font {
    /// A font by its name.
    pub fn named(name: &str) -> Font {
        match name.trim().to_ascii_lowercase().as_str() {
            "symbol" => Font::Symbol,
            "wingdings" => Font::Wingdings,
            "wingdings 2" => Font::Wingdings2,
            "wingdings 3" | "webdings" | "marlett" => Font::Pictures,
            _ => Font::Letters,
        }
    }
}

/// Codes 0x22 to 0x7E of the font Symbol; U+0020 where there is no such character.
const SYMBOL_LOW: &str = "∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// Codes 0xA1 to 0xFE.
const SYMBOL_HIGH: &str = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑         〉∫⌠ ⌡         ";

/// Wingdings that mean something in a text: ticks, boxes, numbers in circles, arrows.
const WINGDINGS: &[(u8, char)] = &[
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x4A, '☺'),
    (0x52, '☼'),
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
    (0x80, '⓪'),
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
pub fn character(font: Font, code: u32) -> Option<char> {
    let low = match code {
        0xF000..=0xF0FF => (code - 0xF000) as u8,
        0..=0xFF => code as u8,
        code => return char::from_u32(code).filter(|c| !is_private(*c)),
    };
    match font {
        Font::Symbol => {
            let (first, series) = if low < 0xA1 { (0x22, SYMBOL_LOW) } else { (0xA1, SYMBOL_HIGH) };
            let at = low.checked_sub(first)?;
            series.chars().nth(usize::from(at)).filter(|c| *c != ' ')
        }
        Font::Wingdings => match low {
            0x81..=0x8A => char::from_u32(0x2460 + u32::from(low - 0x81)),
            0x8C..=0x95 => char::from_u32(0x2776 + u32::from(low - 0x8C)),
            low => of(WINGDINGS, low),
        },
        Font::Wingdings2 => of(WINGDINGS_2, low),
        Font::Pictures => None,
        Font::Letters => char::from_u32(code).filter(|c| !is_private(*c) && !c.is_control()),
    }
}

fn of(table: &[(u8, char)], code: u8) -> Option<char> {
    table.iter().find(|(at, _)| *at == code).map(|(_, c)| *c)
}

/// Whether a character has no meaning without its font.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// A character of a bullet as text has it.
pub fn bullet(c: char, font: Font) -> char {
    match font {
        Font::Letters if is_private(c) || c.is_ascii_alphanumeric() => BULLET,
        Font::Letters => c,
        Font::Wingdings => character(font, c.into()).unwrap_or(BULLET),
        Font::Symbol | Font::Wingdings2 | Font::Pictures => BULLET,
    }
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
            assert_eq!(character(Font::named(font), code), expected, "{font} {code:X}");
        }
    }

    #[test]
    fn bullets_are_what_their_font_shows() {
        for (c, font, expected) in [
            ('\u{F06C}', "Wingdings", '●'),
            ('l', "Wingdings", '●'),
            ('\u{F0FC}', "Wingdings", '✓'),
            ('\u{E123}', "Wingdings", '•'),
            ('\u{F0B7}', "Symbol", '•'),
            ('\u{F06C}', "", '•'),
            ('o', "Courier New", '•'),
            ('※', "", '※'),
        ] {
            assert_eq!(bullet(c, Font::named(font)), expected, "{c:?} {font}");
        }
    }
}
