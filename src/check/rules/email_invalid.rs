use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::{Words, class};
use crate::words;

rule!("email-invalid", WARNING, WARNING, "RFC 5321 4.1.2");

const LABELS: &Words = words!["邮箱", "电子邮件", "邮箱地址", "电子邮箱", "E-mail", "e-mail", "Email", "email"];

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let text = subject.text;
    for block in subject.paragraphs() {
        let mut at = block.body.from();
        while let Some((hit, len)) = text.find_any(Span::new(at, block.body.to()), LABELS) {
            at = hit + len;
            if let Some(address) = behind(subject, at, block.body.to()).filter(|a| !is_valid(subject.slice(*a))) {
                let here = subject.quoted(address);
                let message = Said::new(format!("{here} is no e-mail address"), format!("“{here}”不是有效的电子邮箱地址"));
                out.push(Fault::new(address, message, Said::new("write name@domain.example", "应为“用户名@域名”的形式")));
                at = address.to();
            }
        }
    }
}

/// What a label and its colon say, up to the next blank or mark, where it looks like an address at all.
fn behind(subject: &Subject, at: usize, to: usize) -> Option<Span> {
    let text = subject.text;
    let colon = text.run(at, to.min(at + 4), |c| c == class::SPACE || c == class::HAN);
    if text.class(colon) != class::COLON {
        return None;
    }
    let from = text.skip_blank(colon + 1, to);
    let stops = |c: u8| matches!(c, class::STOP | class::SEMICOLON | class::COMMA | class::ENUM | class::CLOSE | class::OPEN) || class::is_blank(c);
    let mut end = text.run(from, to, |c| !stops(c));
    // A name and a blank and a domain are one address that was typed apart.
    let blank = text.run(end, to, |c| c == class::SPACE);
    if blank > end && (text.class(blank) == class::AT || text.class_before(end) == class::AT) {
        end = text.run(blank, to, |c| !stops(c));
    }
    // name@domain地址：…: what is glued behind a whole address is none of it.
    if let Some(han) = (from..end).find(|&i| class::is_han(text.class(i))) {
        let whole = |to: &usize| text.longest_before(*to, words![".com", ".cn", ".net", ".org"]).is_some() || *to == han;
        let valid = |to: &usize| is_valid(subject.slice(Span::new(from, *to)));
        end = (from..=han).rev().filter(whole).find(valid).unwrap_or(end);
    }
    // A full stop of the sentence is none of the address.
    while end > from && matches!(text.class_before(end), class::DOT | class::COLON) {
        end -= 1;
    }
    let span = Span::new(from, end);
    let latin = text.classes(span).iter().filter(|c| matches!(**c, class::LATIN | class::DIGIT | class::AT)).count();
    (span.len() >= 5 && latin * 2 > span.len()).then_some(span)
}

fn is_valid(address: &str) -> bool {
    let Some((name, domain)) = address.split_once('@') else { return false };
    let plain = |s: &str, more: &str| s.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
    let labels: Vec<&str> = domain.split('.').collect();
    !name.is_empty()
        && plain(name, ".!#$%&'*+-/=?^_`{|}~")
        && labels.len() >= 2
        && labels.iter().all(|l| !l.is_empty() && plain(l, "-"))
        && labels.last().is_some_and(|l| l.len() >= 2 && l.chars().all(|c| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_told_from_what_is_none() {
        for (address, valid) in [
            ("a_1@qq.com", true),
            ("jyzb.2024@mail.example.gov.cn", true),
            ("jyzb2024qq.com", false),
            ("a@b@c.com", false),
            ("a@qqcom", false),
            ("a@qq..com", false),
            ("张三@qq.com", false),
        ] {
            assert_eq!(super::is_valid(address), valid, "{address}");
        }
    }
}
