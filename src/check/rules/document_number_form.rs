use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::{class, document_number};
use crate::words;

rule!("document-number-form", WARNING, WARNING, "GB/T 9704-2012 7.2.5", certain: true);

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let findings = subject.findings;
    let own = findings.layout.elements.number.map(|n| n.span);
    let mut numbers: Vec<Span> = findings.references.iter().filter_map(|r| r.number).chain(own).collect();
    numbers.sort();
    numbers.dedup();
    for number in numbers {
        form(subject, number, out);
    }
}

fn form(subject: &Subject, number: Span, out: &mut Vec<Fault>) {
    let text = subject.text;
    let opens = |at: &usize| text.class(*at) == class::OPEN;
    let Some((open, found)) =
        (number.from()..number.to()).filter(opens).find_map(|at| Some((at, document_number::around(text, at, number)?)))
    else {
        return;
    };
    let Some(close) = text.next(open, number.to(), class::CLOSE) else { return };
    let year = text.trim(Span::new(open + 1, close));
    // (85)煤财字第817号 is an older way; （2018）某01民初6号 is a court's.
    if found.agency.from() > open || year.len() != 4 || found.agency.is_empty() {
        return;
    }
    let bracket = Span::new(open, close + 1);
    if !(subject.slice(bracket).starts_with('〔') && subject.slice(bracket).ends_with('〕')) {
        let (here, right) = (subject.slice(bracket), format!("〔{}〕", subject.slice(year)));
        let message = Said::new(format!("the year of a document number stands in 〔〕, not as {here}"), format!("发文字号的年份应当用六角括号，不用“{here}”"));
        let help = Said::new(format!("write {right}"), format!("改为“{right}”"));
        out.push(Fault::new(bracket, message, help).mended(right));
    }
    let mut at = text.run(close + 1, number.to(), class::is_blank);
    // 中国人民银行令〔2024〕第6号: orders and announcements count so.
    let counted = text.longest_before(found.agency.to(), words!["令", "公告", "通告"]).is_some();
    if text.at(at, crate::w!("第")) && !counted {
        let message = Said::new("no 第 stands in front of the serial of a document number", "发文字号的序号前不加“第”");
        out.push(Fault::new(Span::new(at, at + 1), message, Said::new("leave 第 out", "删去“第”")).mended(""));
    }
    if text.at(at, crate::w!("第")) {
        at = text.run(at + 1, number.to(), class::is_blank);
    }
    let zeros = (at..number.to()).take_while(|&i| text.unit(i) == '0' as u16).count();
    if zeros > 0 && text.class(at + zeros) == class::DIGIT {
        let span = Span::new(at, at + zeros);
        let serial = subject.slice(Span::new(at, text.run(at, number.to(), |c| c == class::DIGIT)));
        let message = Said::new(format!("the serial {serial} of a document number has no zeros in front"), format!("发文字号的序号不编虚位，不写作“{serial}”"));
        let right = &serial[zeros * serial.chars().next().map_or(1, char::len_utf8)..];
        out.push(Fault::new(span, message, Said::new(format!("write {right}"), format!("改为“{right}”"))).mended(""));
    }
}
