//! Soft line breaks: how a span's text leaves the program.

use super::{Folded, class};
use crate::span::Span;
use memchr::memchr;
use std::borrow::Cow;

/// What a span covers, outer white space trimmed and soft line breaks joined: nothing between two CJK characters, one
/// space between two Latin words. Borrowed where no break is inside.
pub fn text<'a>(text: &Folded<'a>, span: Span) -> Cow<'a, str> {
    let span = text.trim(span);
    let raw = text.slice(span);
    let broken =
        text.next(span.from(), span.to(), class::NEWLINE).is_some() || text.is_unbroken() && memchr(b'\n', raw.as_bytes()).is_some();
    if !broken {
        return Cow::Borrowed(raw);
    }
    let classes = class::table();
    let class_of = |c: Option<char>| c.map_or(class::NONE, |c| classes.of(c).1);
    let blank = |c: char| class::is_blank(classes.of(c).1);
    let mut out = String::with_capacity(raw.len());
    for piece in raw.split(['\n', '\u{2028}']).map(|p| p.trim_matches(blank)).filter(|p| !p.is_empty()) {
        if parts_words(class_of(out.chars().next_back()), class_of(piece.chars().next())) {
            out.push(' ');
        }
        out.push_str(piece);
    }
    Cow::Owned(out)
}

/// Whether a line break between two characters parts two Latin words. The halves of a number are no words.
pub fn parts_words(before: u8, after: u8) -> bool {
    latin(before) && latin(after) && !(before == class::DIGIT && after == class::DIGIT)
}

/// The units of a span without white space: what a title in letters set apart says. Borrowed where there is none.
pub fn squeezed<'t>(text: &'t Folded, span: Span) -> Cow<'t, [u16]> {
    let (units, classes) = (text.units(span), text.classes(span));
    if !classes.iter().fold(false, |any, c| any | class::is_blank(*c)) {
        return Cow::Borrowed(units);
    }
    units.iter().zip(classes).filter(|(_, c)| !class::is_blank(**c)).map(|(u, _)| *u).collect()
}

fn latin(class: u8) -> bool {
    matches!(class, class::LATIN | class::DIGIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_are_joined_by_what_stands_beside_them() {
        for (source, joined) in [
            (" 任务,制\n　定方案 ", "任务,制定方案"),
            ("open\r\nsource", "open source"),
            ("5G\n网络", "5G网络"),
            ("山塘42\n0座", "山塘420座"),
            ("一行", "一行"),
            ("\n\n", ""),
        ] {
            let folded = Folded::new(source);
            assert_eq!(text(&folded, folded.whole()), joined);
        }
    }
}
