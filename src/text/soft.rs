//! Soft line breaks: how a span's text leaves the program.

use super::{Folded, class};
use crate::span::Span;
use std::borrow::Cow;

/// What a span covers, outer white space trimmed and soft line breaks joined: nothing between two CJK characters, one
/// space between two Latin words. Borrowed where no break is inside.
pub fn text<'a>(text: &Folded<'a>, span: Span) -> Cow<'a, str> {
    let span = text.trim(span);
    if text.next(span.from(), span.to(), class::NEWLINE).is_none() {
        return Cow::Borrowed(text.slice(span));
    }
    let mut out = String::with_capacity(text.slice(span).len());
    let mut from = span.from();
    while let Some(newline) = text.next(from, span.to(), class::NEWLINE) {
        let end = text.run_back(newline, from, class::is_blank);
        out.push_str(text.slice(Span::new(from, end)));
        let next = text.skip_blank(newline, span.to());
        // The halves of a number are no words.
        let (before, after) = (text.class_before(end), text.class(next));
        if latin(before) && latin(after) && !(before == class::DIGIT && after == class::DIGIT) {
            out.push(' ');
        }
        from = next;
    }
    out.push_str(text.slice(Span::new(from, span.to())));
    Cow::Owned(out)
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
