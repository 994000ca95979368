//! The number of a list's item, as browsers show it in front.

use super::style::List;
use crate::input::numbering::Format;

/// The number with the mark behind it.
pub fn shown(list: List, n: i64) -> Option<String> {
    match list {
        List::None => None,
        List::Decimal => Some(format!("{n}.")),
        List::Alpha { upper } => Some(alphabetic(n).map_or(format!("{n}."), |s| format!("{}.", cased(s, upper)))),
        List::Roman { upper } => Some(written("lowerRoman", n, 3999).map_or(format!("{n}."), |s| format!("{}.", cased(s, upper)))),
        List::Ideographic => Some(written("chineseCountingThousand", n, 9999).map_or(format!("{n}、"), |s| format!("{s}、"))),
    }
}

fn cased(text: String, upper: bool) -> String {
    if upper { text.to_ascii_uppercase() } else { text }
}

/// a … z, aa …
fn alphabetic(n: i64) -> Option<String> {
    let mut n = u64::try_from(n).ok().filter(|n| *n > 0)?;
    let mut letters = Vec::new();
    while n > 0 {
        n -= 1;
        letters.push((b'a' + (n % 26) as u8) as char);
        n /= 26;
    }
    Some(letters.iter().rev().collect())
}

/// As a word processor writes it, where a number can be written so.
fn written(format: &str, n: i64, most: u32) -> Option<String> {
    let n = u32::try_from(n).ok().filter(|n| (1..=most).contains(n))?;
    Some(Format::named(format, None).written(n))
}

/// Whether a line begins with a number or bullet of its own, which no second one goes in front of.
pub fn begins(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.trim_start_matches(['（', '(', '第']);
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百〇零０１２３４５６７８９".contains(c);
    let after = rest.trim_start_matches(is_number);
    let marked = after.starts_with(['、', '.', '．', '）', ')', '章', '节', '条']) || after.starts_with("是");
    line.starts_with(['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩', '●', '•', '■', '◆', '※', '⒈', '⑴', '㈠'])
        || after.len() < rest.len() && marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_numbered_as_browsers_show_them() {
        for (list, n, expected) in [
            (List::Decimal, 3, "3."),
            (List::Decimal, -1, "-1."),
            (List::Alpha { upper: false }, 28, "ab."),
            (List::Alpha { upper: true }, 0, "0."),
            (List::Roman { upper: true }, 49, "XLIX."),
            (List::Ideographic, 21, "二十一、"),
            (List::Ideographic, 10, "十、"),
            (List::Ideographic, i64::MAX, "9223372036854775807、"),
        ] {
            assert_eq!(shown(list, n).as_deref(), Some(expected));
        }
        assert_eq!(shown(List::None, 1), None);
    }
}
