//! Bullets as text has them. Most are characters of a symbol font, which mean nothing without it: their codes stand at U+F020 to U+F0FF, or are
//! those of letters.
//!
//! | the bullet is | we give |
//! |---|---|
//! | a code of Wingdings: F06C, F0A7, F0D8, F0FC | ● ▪ ➢ ✓ |
//! | a code of Symbol or another font of pictures | • |
//! | a letter: Courier's o, which looks like a ring | • |
//! | any other character | that character |

/// What a bullet without a character of its own becomes.
pub const BULLET: char = '•';

/// What the characters of a font look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    /// What they are.
    Own,
    /// The pictures of Wingdings.
    Wingdings,
    /// Other pictures.
    Pictures,
}

/// A character of a bullet as text has it.
pub fn bullet(c: char, glyphs: Glyphs) -> char {
    match glyphs {
        Glyphs::Own if is_private(c) || c.is_ascii_alphanumeric() => BULLET,
        Glyphs::Own => c,
        Glyphs::Wingdings => wingdings(c),
        Glyphs::Pictures => BULLET,
    }
}

/// Whether a character has no meaning without its font.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

fn wingdings(c: char) -> char {
    let code = match c {
        '\u{F020}'..='\u{F0FF}' => c as u32 - 0xF000,
        c => c as u32,
    };
    match code {
        0x6C | 0x9F => '●',
        0x6E => '■',
        0xA7 => '▪',
        0x6F | 0x71 | 0xA8 => '□',
        0xD8 => '➢',
        0xFC => '✓',
        0x75 => '◆',
        0x76 => '❖',
        0xAB => '★',
        _ => BULLET,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_what_their_font_shows() {
        for (c, glyphs, expected) in [
            ('\u{F06C}', Glyphs::Wingdings, '●'),
            ('l', Glyphs::Wingdings, '●'),
            ('\u{F0FC}', Glyphs::Wingdings, '✓'),
            ('\u{E123}', Glyphs::Wingdings, '•'),
            ('\u{F0B7}', Glyphs::Pictures, '•'),
            ('\u{F06C}', Glyphs::Own, '•'),
            ('o', Glyphs::Own, '•'),
            ('※', Glyphs::Own, '※'),
        ] {
            assert_eq!(bullet(c, glyphs), expected, "{c:?} {glyphs:?}");
        }
    }
}
