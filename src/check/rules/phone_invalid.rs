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
                let groups = groups(subject, number);
                if is_valid(&groups) {
                    continue;
                }
                let (here, count) = (subject.quoted(number), groups.iter().map(String::len).sum::<usize>());
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

/// The digits of a number, parted where dashes, blanks and brackets part them.
fn groups(subject: &Subject, number: Span) -> Vec<String> {
    let text = subject.text;
    let digits = text.classes(number).chunk_by(|a, b| (*a == class::DIGIT) == (*b == class::DIGIT));
    let mut at = number.from();
    let mut out = Vec::new();
    for group in digits {
        if group[0] == class::DIGIT {
            out.push(text.units(Span::new(at, at + group.len())).iter().filter_map(|u| char::from_u32(*u as u32)).collect());
        }
        at += group.len();
    }
    out
}

/// Whether digits in groups make a number: a line behind its area code, perhaps with an extension, or one number. Short
/// ones are services.
fn is_valid(groups: &[String]) -> bool {
    let groups = if groups.len() > 1 && matches!(groups[0].as_str(), "86" | "0086") { &groups[1..] } else { groups };
    if let [area, line, ..] = groups
        && area.starts_with('0')
        && (3..=4).contains(&area.len())
    {
        // The areas of three digits have lines of eight.
        return line.len() == 8 || line.len() == 7 && area.len() == 4;
    }
    let digits = groups.concat();
    let one = |own: &str| match own.len() {
        0..=5 | 7 | 8 => true,
        10 => own.starts_with("400") || own.starts_with("800"),
        11 => own.starts_with('0') || own.starts_with('1'),
        12 => own.starts_with('0'),
        _ => false,
    };
    // 66000001-8012: an extension behind a whole line. 139-0000-0001: one number in groups.
    one(digits.strip_prefix("86").filter(|d| d.len() == 11).unwrap_or(&digits)) || groups.len() > 1 && one(&groups[0]) && groups[0].len() >= 7
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_told_from_what_is_none() {
        for (number, valid) in [
            ("13900000001", true),
            ("139-0000-0001", true),
            ("1390000001", false),
            ("139000000011", false),
            ("028-86600001", true),
            ("0577-88990000", true),
            ("0577-8899000-8012", true),
            ("028-866000", false),
            ("028-8660000", false),
            ("0600-669087712", false),
            ("0288660000123", false),
            ("66000001", true),
            ("66000001-8012", true),
            ("660000", false),
            ("12345", true),
            ("400-800-1234", true),
            ("86-13900000001", true),
            ("86-028-86600001", true),
        ] {
            let groups: Vec<String> = number.split('-').map(String::from).collect();
            assert_eq!(super::is_valid(&groups), valid, "{number}");
        }
    }
}
