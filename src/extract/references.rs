//! Documents that are cited.
//!
//! | text you may see | found |
//! |---|---|
//! | 《关于…的意见》（中发〔2017〕24号） | title and number |
//! | 《…方案》（川委发〔2018〕6号，以下简称《实施方案》） | two: the second is the first's short name |
//! | 根据国发〔2006〕4号文件 | a bare number |
//! | 《…办法》（财政部令第8号）, 《…标准》（GB 50180-2018） | title and number of an order, a standard |

use super::Stretch;
use crate::span::Span;
use crate::text::{Folded, brackets, class, document_number};
use crate::{w, words};

/// A citation in its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Title and number.
    pub span: Span,
    /// Index of its node.
    pub item: Option<usize>,
    /// The title without 《》.
    pub title: Option<Span>,
    /// The number.
    pub number: Option<Span>,
    /// The mention whose short name this defines, as an index into the list found.
    pub defines: Option<usize>,
}

/// Finds the citations in one stretch; `own` is the document's own number, which is none.
pub fn find(text: &Folded, stretch: Stretch, own: Option<Span>, out: &mut Vec<Mention>) {
    let span = stretch.span;
    let first = out.len();
    let mut at = span.from();
    // The bracket behind a title in which its short name may be defined, and that title.
    let mut defining: Option<(Span, usize)> = None;
    while let Some(hit) = text.next2(at, span.to(), class::TITLE_OPEN, class::OPEN) {
        if text.class(hit) == class::TITLE_OPEN {
            let Some(close) = brackets::title_closing(text, hit, span.to())
                .filter(|c| c - hit <= 300)
                .or_else(|| text.next(hit, span.to().min(hit + 120), class::TITLE_CLOSE))
            else {
                at = hit + 1;
                continue;
            };
            let title = Span::new(hit + 1, close);
            at = close + 1;
            if text.trim(title).is_empty() || is_product(text, title) {
                continue;
            }
            let mut mention =
                Mention { span: Span::new(hit, close + 1), item: stretch.item, title: Some(title), number: None, defines: None };
            if let Some((bracket, of)) = defining.filter(|(b, _)| b.contains(mention.span))
                && text.has_any(Span::new(bracket.from(), hit), words!["简称", "下称"])
            {
                mention.defines = Some(of);
            }
            if let Some((number, end, bracket)) = number_behind(text, close + 1, span.to()) {
                mention.number = Some(number);
                mention.span.end = end as u32;
                at = at.max(number.to());
                defining = bracket.map(|b| (b, out.len()));
            } else if let Some(bracket) = bracket_behind(text, close + 1, span.to()) {
                defining = Some((bracket, out.len()));
            }
            out.push(mention);
            continue;
        }
        match document_number::around(text, hit, Span::new(at, span.to())) {
            Some(found) => {
                at = found.span.to();
                if own.is_none_or(|o| !o.overlaps(found.span)) {
                    out.push(Mention { span: found.span, item: stretch.item, title: None, number: Some(found.span), defines: None });
                }
            }
            None => at = hit + 1,
        }
    }
    orders(text, stretch, own, first, out);
}

/// Orders by their number alone: 省政府令第231号.
fn orders(text: &Folded, stretch: Stretch, own: Option<Span>, first: usize, out: &mut Vec<Mention>) {
    let span = stretch.span;
    let mut found = Vec::new();
    let mut at = span.from();
    while let Some(hit) = text.find(Span::new(at, span.to()), w!("令第")) {
        at = hit + 2;
        let end = text.run(at, span.to(), |c| matches!(c, class::DIGIT | class::NUMERAL));
        if end == at || !text.at(end, w!("号")) || end >= span.to() {
            continue;
        }
        let floor = span.from().max(hit.saturating_sub(14));
        let mut from = text.run_back(hit, floor, class::is_han);
        let joints = words!["根据", "按照", "依据", "依照", "以及", "和", "与", "及", "执行", "废止", "以", "的", "由", "对"];
        if let Some(cut) = (from + 1..hit).rev().find(|&i| text.longest_before(i, joints).is_some() && !text.at(i - 1, w!("和国"))) {
            from = cut;
        }
        let order = Span::new(from, end + 1);
        // Mentions are in source order and apart, so that only the two beside the order's place can overlap it.
        let cited = &out[first..];
        let place = cited.partition_point(|m| m.span.start < order.start);
        let beside = cited[..place].last().into_iter().chain(cited.get(place));
        if order.len() > end - hit + 2 && own.is_none_or(|o| !o.overlaps(order)) && !beside.into_iter().any(|m| m.span.overlaps(order)) {
            found.push(Mention { span: order, item: stretch.item, title: None, number: Some(order), defines: None });
        }
    }
    if found.is_empty() {
        return;
    }
    // The list stays in source order; what it points at moves with it.
    let starts: Vec<u32> = out[first..].iter().map(|m| m.span.start).collect();
    for of in out[first..].iter_mut().filter_map(|m| m.defines.as_mut()) {
        *of += found.partition_point(|order| order.span.start < starts[*of - first]);
    }
    out.append(&mut found);
    out[first..].sort_by_key(|m| m.span.start);
}

/// 《工惠贷》: a short name that ends as products do, and no document.
fn is_product(text: &Folded, title: Span) -> bool {
    title.len() <= 6 && text.longest_before(title.to(), words!["贷", "宝", "卡", "险", "券", "码", "e贷"]).is_some()
}

fn bracket_behind(text: &Folded, at: usize, to: usize) -> Option<Span> {
    let open = text.skip_blank(at, to);
    if text.class(open) != class::OPEN || open >= to {
        return None;
    }
    let close = brackets::closing(text, open, to)?;
    Some(Span::new(open + 1, close))
}

/// The number behind a title, where the citation ends, and the bracket that holds it.
fn number_behind(text: &Folded, at: usize, to: usize) -> Option<(Span, usize, Option<Span>)> {
    let open = text.skip_blank(at, to);
    // 《…》国发〔2006〕4号 without a bracket around.
    if text.class(open) != class::OPEN {
        let inner = text.run(open, to.min(open + 14), class::is_han);
        let found =
            document_number::around(text, inner, Span::new(open, to)).filter(|f| f.agency.from() == open && !f.agency.is_empty())?;
        return Some((found.span, found.span.to(), None));
    }
    if let Some(found) = document_number::around(text, open, Span::new(open, to)) {
        // 《…》〔2018〕6号
        return Some((found.span, found.span.to(), None));
    }
    let bracket = bracket_behind(text, at, to)?;
    let mut from = bracket.from();
    while let Some(inner) = text.next(from, bracket.to(), class::OPEN) {
        if let Some(found) = document_number::around(text, inner, bracket) {
            let before = text.trim(Span::new(bracket.from(), found.span.from()));
            if before.len() <= 6 {
                return Some((found.span, end_of(bracket, found.span), Some(bracket)));
            }
        }
        from = inner + 1;
    }
    let head = Span::new(bracket.from(), text.run(bracket.from(), bracket.to(), |c| !matches!(c, class::COMMA | class::SEMICOLON)));
    let head = text.trim(head);
    let order = text.ends(head.to(), w!("号")) && text.find(head, w!("第")).is_some() && head.len() <= 40;
    let standard = text.class(head.from()) == class::LATIN && head.len() <= 24 && text.next(head.from(), head.to(), class::DIGIT).is_some();
    (order || standard).then(|| (head, end_of(bracket, head), Some(bracket)))
}

/// A bracket that holds a number alone belongs to the citation; one that says more does not.
fn end_of(bracket: Span, number: Span) -> usize {
    if number.to() == bracket.to() { bracket.to() + 1 } else { number.to() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_found_with_their_numbers() {
        for (source, expected) in [
            ("落实《甲意见》（中发〔2017〕24号）和《乙方案》", "甲意见 中发〔2017〕24号; 乙方案 -"),
            ("《甲方案》（川委发〔2018〕6号，以下简称《方案》）", "甲方案 川委发〔2018〕6号; 方案 - = 0"),
            ("《甲方案》（以下简称《方案》）", "甲方案 -; 方案 - = 0"),
            ("根据国发〔2006〕4号文件", "- 国发〔2006〕4号"),
            ("《印发〈甲〉的通知》国发〔2006〕4号", "印发〈甲〉的通知 国发〔2006〕4号"),
            ("《甲办法》（财政部令第8号）", "甲办法 财政部令第8号"),
            ("《甲标准》（GB 50180-2018）", "甲标准 GB 50180-2018"),
            ("《甲办法》（试行）", "甲办法 -"),
        ] {
            let text = Folded::new(source);
            let mut found = Vec::new();
            find(&text, Stretch { span: text.whole(), item: None }, None, &mut found);
            let one = |s: Option<Span>| s.map_or("-", |s| text.slice(s));
            let shown: Vec<String> = found
                .iter()
                .map(|m| format!("{} {}{}", one(m.title), one(m.number), m.defines.map_or(String::new(), |d| format!(" = {d}"))))
                .collect();
            assert_eq!(shown.join("; "), expected, "{source}");
        }
    }
}
