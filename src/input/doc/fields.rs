//! Fields, [MS-DOC] 2.8.25 and 2.9.89: 0x13 instruction 0x14 result 0x15, nested.
//!
//! | field | text |
//! |---|---|
//! | with a result | the result |
//! | `EQ` without | what is drawn: the character in a circle, the base under its reading, a fraction |
//! | `SYMBOL` | its character |
//! | `MACROBUTTON` | the text of the button |
//! | any other without a result | nothing |
//! | that never ends | everything |

use crate::input::numbering::Format;
use crate::input::symbols::{self, Font};
use std::ops::Range;

/// Begin, separator and end of a field.
pub const BEGIN: u16 = 0x13;
const SEPARATOR: u16 = 0x14;
const END: u16 = 0x15;

/// The longest instruction that is read: one of a character in a circle is short.
const INSTRUCTION: usize = 512;

/// What fields do to a text.
#[derive(Debug, Default)]
pub struct Fields {
    /// Instructions, one behind the other.
    pub hidden: Vec<Range<usize>>,
    /// Text in place of fields without a result, at the place of their ends.
    pub shown: Vec<(usize, String)>,
}

impl Fields {
    /// The fields between two characters.
    pub fn read(text: &[u16], within: Range<usize>) -> Fields {
        let mut out = Fields::default();
        let mut open: Vec<(usize, Option<usize>)> = Vec::new();
        let from = within.start;
        for (i, &unit) in text.get(within).unwrap_or(&[]).iter().enumerate() {
            let at = from + i;
            match unit {
                BEGIN => open.push((at, None)),
                SEPARATOR => {
                    if let Some((_, separator @ None)) = open.last_mut() {
                        *separator = Some(at);
                    }
                }
                END => {
                    let Some((begin, separator)) = open.pop() else { continue };
                    let end = separator.unwrap_or(at);
                    out.hidden.push(begin..end + 1);
                    let units = text.get(begin..end.min(begin + INSTRUCTION)).unwrap_or(&[]);
                    if at - end <= 1 && named(units) {
                        let instruction: String =
                            char::decode_utf16(units.iter().copied().filter(|u| *u >= 0x20)).map(|c| c.unwrap_or('\u{FFFD}')).collect();
                        if let Some(shown) = shown(instruction.trim()) {
                            out.shown.push((at, shown));
                        }
                    }
                }
                _ => {}
            }
        }
        out.hidden.sort_by_key(|r| r.start);
        out.hidden = out.hidden.into_iter().fold(Vec::new(), |mut all: Vec<Range<usize>>, next| {
            match all.last_mut() {
                Some(last) if next.start < last.end => last.end = last.end.max(next.end),
                _ => all.push(next),
            }
            all
        });
        // Inside another's instruction nothing is shown.
        let Fields { hidden, shown } = &mut out;
        shown.retain(|(at, _)| {
            let behind = hidden.partition_point(|r| r.start <= *at);
            behind.checked_sub(1).and_then(|i| hidden.get(i)).is_none_or(|r| *at >= r.end || *at + 1 == r.end)
        });
        out
    }
}

/// Whether an instruction may be one that [`shown`] knows: fields nest, and most are none.
fn named(units: &[u16]) -> bool {
    let first = units.iter().find(|u| **u > 0x20).and_then(|u| char::from_u32((*u).into()));
    first.is_some_and(|c| matches!(c, 'E' | 'e' | 'S' | 's' | 'M' | 'm'))
}

/// What a field without a result shows.
fn shown(instruction: &str) -> Option<String> {
    let (name, rest) = instruction.split_once([' ', '\\']).map(|(n, r)| (n, &instruction[instruction.len() - r.len() - 1..]))?;
    match name.to_ascii_uppercase().as_str() {
        "EQ" => equation(rest),
        "SYMBOL" => {
            let mut words = rest.split_whitespace();
            let code = words.next()?;
            let code = match code.strip_prefix("0x").or(code.strip_prefix("0X")) {
                Some(hex) => u16::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            let font = words.skip_while(|w| *w != "\\f").nth(1).map(|name| Font::named(name.trim_matches('"')));
            symbols::character(font.unwrap_or(Font::Letters), u32::from(code)).map(String::from)
        }
        "MACROBUTTON" => rest.trim_start().split_once(' ').map(|(_, text)| text.trim().to_string()),
        _ => None,
    }
}

/// What an EQ field draws: `\o\ac(○,21)` a number in a circle, `\o\ad(\s\up 9(reading),base)` a base, `\f(1,2)` a fraction.
fn equation(rest: &str) -> Option<String> {
    let lower = rest.to_ascii_lowercase();
    let (at, over) = match (lower.find("\\o"), lower.find("\\f(")) {
        (Some(at), _) => (at, true),
        (None, Some(at)) => (at, false),
        (None, None) => return None,
    };
    let inside = &rest[at + rest[at..].find('(')? + 1..];
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    let mut command = false;
    for c in inside.chars() {
        match c {
            '\\' => command = true,
            '(' => {
                depth += 1;
                command = false;
            }
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            ',' | ';' | '，' if depth == 0 => parts.push(String::new()),
            // Letters and digits of a command: `\up 9`.
            c if command && (c.is_ascii_alphanumeric() || c == ' ') => {}
            c => {
                command = false;
                if let Some(last) = parts.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    let parts: Vec<&str> = parts.iter().map(|p| p.trim()).collect();
    match parts.as_slice() {
        [a, b] if !over => Some(format!("{a}/{b}")),
        ["○" | "〇" | "◯" | "О", number] => match number.parse() {
            Ok(n) => Some(Format::CIRCLE.written(n)),
            Err(_) => Some(number.to_string()),
        },
        [.., last] => Some(last.to_string()),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_shown_and_instructions_are_not() {
        for (text, expected) in [
            ("见<HYPERLINK x|附件>。", "见附件。"),
            ("第<PAGE>页", "第页"),
            ("<IF <PAGE|2> = 1 a|乙<REF x|丙>>丁", "乙丙丁"),
            ("<EQ \\o\\ac(○,3)>公开", "③公开"),
            ("<eq \\* jc2 \\o\\ad(\\s\\up 9(tíng),汀)>州", "汀州"),
            ("<EQ \\f(1,2)>以上", "1/2以上"),
            ("<SYMBOL 179 \\f Symbol \\s 12>95%", "≥95%"),
            ("<MACROBUTTON NoMacro [点击输入]>", "[点击输入]"),
            ("一<从不结束", "一从不结束"),
            ("一>二", "一二"),
        ] {
            let units: Vec<u16> = text
                .encode_utf16()
                .map(|u| match u {
                    0x3C => BEGIN,
                    0x7C => SEPARATOR,
                    0x3E => END,
                    u => u,
                })
                .collect();
            let fields = Fields::read(&units, 0..units.len());
            let mut out = String::new();
            for (i, unit) in units.iter().enumerate() {
                out.extend(fields.shown.iter().filter(|(at, _)| *at == i).map(|(_, s)| s.as_str()));
                if *unit >= 0x20 && !fields.hidden.iter().any(|r| r.contains(&i)) {
                    out.extend(char::from_u32((*unit).into()));
                }
            }
            assert_eq!(out, expected, "{text}");
        }
    }
}
