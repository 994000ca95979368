use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::{Words, class};
use crate::words;

rule!("phone-invalid", WARNING, WARNING, "internal consistency");

const LABELS: &Words = words!["电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "传真"];

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let text = subject.text;
    for block in subject.paragraphs() {
        let mut at = block.body.from();
        while let Some((hit, len)) = text.find_any(Span::new(at, block.body.to()), LABELS) {
            at = hit + len;
            for number in behind(subject, at, block.body.to()) {
                at = number.to();
                let digits: String = subject.text.units(number).iter().filter_map(|u| char::from_u32(*u as u32)).filter(char::is_ascii_digit).collect();
                if is_valid(&digits, subject.text.next(number.from(), number.to(), class::DASH).is_some()) {
                    continue;
                }
                let (here, count) = (subject.quoted(number), digits.len());
                let message = Said::new(
                    format!("{here} is no telephone number: it has {count} digits"),
                    format!("“{here}”不是有效的电话号码：共 {count} 位数字"),
                );
                let help = Said::new(
                    "a mobile number has 11 digits, a line 7 or 8 behind its area code",
                    "手机号码为 11 位，固定电话为区号加 7 位或 8 位号码",
                );
                out.push(Fault::new(number, message, help));
            }
        }
    }
}

/// The numbers behind a label and its colon, parted by 、 ， ； / or blanks.
fn behind(subject: &Subject, at: usize, to: usize) -> Vec<Span> {
    let text = subject.text;
    let colon = text.run(at, to.min(at + 6), |c| matches!(c, class::SPACE | class::HAN | class::OPEN | class::CLOSE));
    let mut out = Vec::new();
    if text.class(colon) != class::COLON {
        return out;
    }
    let mut at = colon + 1;
    loop {
        at = text.run(at, to, |c| class::is_blank(c) || matches!(c, class::ENUM | class::COMMA | class::SEMICOLON));
        if text.unit(at) == '/' as u16 && at < to {
            at += 1;
            continue;
        }
        let end = number(subject, at, to);
        if end == at {
            return out;
        }
        // Digits that go on as something else are no number of a telephone.
        if !matches!(text.class(end), class::LATIN | class::DOT | class::AT | class::PERCENT) {
            out.push(Span::new(at, end));
        }
        at = end;
    }
}

/// The end of the digits, dashes and area code's bracket at a place.
fn number(subject: &Subject, at: usize, to: usize) -> usize {
    let text = subject.text;
    let mut end = at;
    let mut bracket = false;
    while end < to {
        match text.class(end) {
            class::DIGIT => {}
            class::DASH if end > at => {}
            class::OPEN if end == at => bracket = true,
            class::CLOSE if bracket => bracket = false,
            // 0577 88990000: a blank behind an area code.
            class::SPACE if (3..=4).contains(&(end - at)) && text.unit(at) == '0' as u16 && text.class(end + 1) == class::DIGIT => {}
            _ if end == at && text.unit(end) == '+' as u16 => {}
            _ => break,
        }
        end += 1;
    }
    while end > at && !matches!(text.class(end - 1), class::DIGIT) {
        end -= 1;
    }
    if text.next(at, end, class::DIGIT).is_some() { end } else { at }
}

/// Whether so many digits make a number. Short ones are services; long ones behind dashes have extensions.
fn is_valid(digits: &str, dashed: bool) -> bool {
    let own = digits.strip_prefix("86").filter(|d| d.len() >= 10).unwrap_or(digits);
    match own.len() {
        0..=5 => true,
        7 | 8 => true,
        10 => own.starts_with('0') || own.starts_with("400") || own.starts_with("800"),
        11 => own.starts_with('0') || own.starts_with('1'),
        12 => own.starts_with('0'),
        _ => dashed && own.len() > 12,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_told_from_what_is_none() {
        for (digits, dashed, valid) in [
            ("13900000001", false, true),
            ("1390000001", false, false),
            ("139000000011", false, false),
            ("02886600001", true, true),
            ("057788990000", true, true),
            ("028866000", true, false),
            ("0288660000123", false, false),
            ("66000001", false, true),
            ("660000", false, false),
            ("12345", false, true),
            ("4008001234", true, true),
            ("8613900000001", false, true),
        ] {
            assert_eq!(super::is_valid(digits, dashed), valid, "{digits}");
        }
    }
}
