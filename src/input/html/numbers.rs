//! The number of a list's item, as browsers show it in front.

use super::style::List;

/// The number with the mark behind it.
pub fn shown(list: List, n: i64) -> Option<String> {
    match list {
        List::None => None,
        List::Decimal => Some(format!("{n}.")),
        List::Alpha { upper } => Some(alphabetic(n).map_or(format!("{n}."), |s| format!("{}.", cased(s, upper)))),
        List::Roman { upper } => Some(roman(n).map_or(format!("{n}."), |s| format!("{}.", cased(s, upper)))),
        List::Ideographic => Some(ideographic(n).map_or(format!("{n}、"), |s| format!("{s}、"))),
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

fn roman(n: i64) -> Option<String> {
    const DIGITS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut n = (1..4000).contains(&n).then_some(n)?;
    let mut out = String::new();
    for (value, digit) in DIGITS {
        while n >= value {
            out.push_str(digit);
            n -= value;
        }
    }
    Some(out)
}

/// 一 to 九十九.
fn ideographic(n: i64) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let n = usize::try_from(n).ok().filter(|n| (1..100).contains(n))?;
    let (tens, ones) = (n / 10, DIGITS[n % 10]);
    Some(match tens {
        0 => ones.to_string(),
        1 => format!("十{ones}"),
        tens => format!("{}十{ones}", DIGITS[tens]),
    })
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
