//! Whom to ask: names, telephone numbers, addresses behind their labels.
//!
//! | text you may see | found |
//! |---|---|
//! | 联系人：李某某，电话：028-66000001；杜某、电话：… | two people, two numbers |
//! | 市卫生健康委联系人：孙某某，联系电话：81080000 | with the organ |
//! | 联系人：监测司 滕某电话：（010）65640000传真：… | the organ apart from the name; no fax |

use crate::lexicon;
use crate::span::Span;
use crate::text::{Folded, Words, brackets, class};
use crate::{w, words};

/// One contact in its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mention {
    /// The organ.
    pub organization: Option<Span>,
    /// People.
    pub names: Vec<Span>,
    /// Telephone numbers as written.
    pub phones: Vec<Span>,
    /// E-mail addresses.
    pub emails: Vec<Span>,
    /// All of it.
    pub span: Span,
}

/// Common family names; a name with another is found where its label says that it is one.
const FAMILY: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊甄曲封芮储靳糜松井段富巫乌焦巴弓牧隗山谷车侯宓全郗班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司黎薄印白怀蒲从索赖卓屠蒙池乔阴胥能苍双闻莘党翟谭贡劳姬申扶堵冉宰郦雍桑桂牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎慕连习艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广禄东欧利师巩聂晁勾敖融冷辛阚那简饶曾沙丰关蒯相查游权盖益桓公佟肖闫覃岳代帅缑亢况后有琴";

const LABELS: &Words = words![
    "联系人", "联系电话", "联系方式", "电话", "手机", "咨询电话", "邮箱", "电子邮箱", "电子邮件", "传真", "地址", "通讯地址", "通信地址",
    "邮编", "邮政编码", "E-mail", "e-mail", "Email", "email", "附件", "网址", "Q",
];

/// Finds the contacts in one stretch: what a 联系人 or 电话 label opens, and addresses wherever they stand.
pub fn find(text: &Folded, span: Span, above: Option<Span>, out: &mut Vec<Mention>) {
    let labelled = text.find_any(span, words!["联系人", "电话", "邮箱", "手机", "热线", "联系方式"]);
    let address = text.next(span.from(), span.to(), class::AT);
    if labelled.is_none() && address.is_none() {
        return;
    }
    let mut found = Mention::default();
    let mut parts: Vec<Span> = Vec::new();
    let mut at = span.from();
    // 某司  王某某 沈某某 on the line above 电话：…
    if labelled.is_some_and(|(hit, _)| hit <= span.from() + 2 && !text.at(hit, w!("联系人")))
        && let Some(above) =
            above.filter(|a| a.len() <= 40 && text.classes(*a).iter().all(|c| class::is_han(*c) || *c == class::SPACE || *c == class::ENUM))
    {
        names(text, above.from(), above.to(), &mut found);
        if !found.names.is_empty() {
            parts.push(above);
        }
    }
    while let Some((hit, len)) = text.find_any(Span::new(at, span.to()), words!["联系人", "电话", "手机", "热线", "传真"]) {
        let mut after = hit + len;
        let heads = after;
        // 联系人及电话：, 电话（传真）：, 联系人姓名：
        while after < span.to() && after < heads + 12 && text.class(after) != class::COLON {
            match text.longest_at(
                after,
                words!["*", "及", "和", "联系", "方式", "电话", "姓名", "号码", "手机", "、", "/", "(", ")", "传真", "人"],
            ) {
                Some(n) => after += n,
                None => break,
            }
        }
        let colon = text.class(after) == class::COLON && after < span.to();
        let fax = text.at(hit, w!("传真"));
        at = after.max(hit + len);
        if colon || matches!(text.class(after), class::SPACE | class::DIGIT | class::OPEN) {
            let from = after + usize::from(colon);
            if text.at(hit, w!("联系人")) {
                parts.push(Span::new(hit, from));
                let end = names(text, from, span.to(), &mut found);
                organ_before(text, hit, span.from(), &mut found);
                // Numbers may follow a name without a label of their own.
                at = phones(text, end, span.to(), &mut found, true).max(end);
                parts.push(Span::new(from, at));
            } else if !fax {
                let end = phones(text, from, span.to(), &mut found, false);
                if end > from {
                    parts.push(Span::new(hit, end));
                    at = end;
                    // …；杜某、电话：… : the next person stands before the next label.
                    if !found.names.is_empty() {
                        at = more_names(text, end, span.to(), &mut found).max(end);
                    }
                }
            } else {
                at = from;
            }
        }
    }
    let mut at = span.from();
    while let Some(sign) = text.next(at, span.to(), class::AT) {
        at = sign + 1;
        if let Some(email) = email(text, sign, span) {
            at = email.to();
            parts.push(email);
            found.emails.push(email);
        }
    }
    if found.names.is_empty() && found.phones.is_empty() && found.emails.is_empty() {
        return;
    }
    found.span = parts.into_iter().reduce(Span::join).unwrap_or(span);
    out.push(found);
}

/// An organ in front of its contact's label: 市卫生健康委联系人：
fn organ_before(text: &Folded, label: usize, floor: usize, found: &mut Mention) {
    let from = text.run_back(label, floor.max(label.saturating_sub(24)), class::is_han);
    let organ = Span::new(from, label);
    if found.organization.is_none() && organ.len() >= 3 && lexicon::ends_as_organ(text.units(organ)) {
        found.organization = Some(organ);
    }
}

/// The names from `from` up to the next label or stop; where they end.
fn names(text: &Folded, from: usize, to: usize, found: &mut Mention) -> usize {
    let end = (from..to)
        .find(|&i| {
            matches!(text.class(i), class::STOP | class::DIGIT | class::COLON | class::AT)
                || i > from && text.longest_at(i, LABELS).is_some()
        })
        .unwrap_or(to)
        .min(from + 120);
    let mut start = from;
    for i in from..=end {
        let parts = i == end
            || matches!(text.class(i), class::COMMA | class::ENUM | class::SEMICOLON | class::OPEN)
            || class::is_blank(text.class(i));
        if parts {
            name(text, text.trim(Span::new(start, i)), found);
            start = i + 1;
        }
    }
    end
}

/// Names between two labels of a list of people.
fn more_names(text: &Folded, from: usize, to: usize, found: &mut Mention) -> usize {
    let next = text.find_any(Span::new(from, to.min(from + 24)), words!["电话", "联系电话", "手机"]).map(|h| h.0);
    match next {
        Some(end) if text.next(from, end, class::DIGIT).is_none() => names(text, from, end, found),
        _ => from,
    }
}

/// One piece behind a 联系人 label: a name, an organ, or an organ with a name behind it.
fn name(text: &Folded, piece: Span, found: &mut Mention) {
    if piece.len() < 2 || !text.classes(piece).iter().all(|c| class::is_han(*c)) {
        return;
    }
    let family = |at: usize| char::from_u32(text.unit(at) as u32).is_some_and(|c| FAMILY.contains(c));
    let proper = lexicon::ends_as_organ_proper(text.units(piece));
    // 李会民 and 张中 are people; 科技司 and 办公室 are not.
    let of_three = piece.len() == 3 && family(piece.from()) && !proper && text.longest_before(piece.to(), words!["司", "处"]).is_none();
    let organ = piece.len() >= 3 && lexicon::ends_as_organ(text.units(piece)) && !of_three;
    if !organ && !proper && (piece.len() <= 3 || piece.len() == 4 && family(piece.from())) {
        found.names.push(piece);
        return;
    }
    if organ || proper {
        found.organization = found.organization.or(Some(piece));
        return;
    }
    // 监测司孙娟: the organ ends where a family name begins.
    for len in [3, 2, 4] {
        let at = piece.to().saturating_sub(len);
        if at > piece.from() + 1 && family(at) && lexicon::ends_as_organ(text.units(Span::new(piece.from(), at))) {
            found.organization = found.organization.or(Some(Span::new(piece.from(), at)));
            found.names.push(Span::new(at, piece.to()));
            return;
        }
    }
}

/// The numbers from `from`, parted by 、 ， / or blanks; where they end.
fn phones(text: &Folded, from: usize, to: usize, found: &mut Mention, tentative: bool) -> usize {
    let mut at = from;
    let mut end = from;
    loop {
        at = text.run(at, to, |c| class::is_blank(c) || matches!(c, class::ENUM | class::COMMA) || c == class::SEMICOLON && !tentative);
        if text.unit(at) == '/' as u16 {
            at += 1;
            continue;
        }
        let Some(phone) = phone(text, at, to) else { break };
        // （传真） behind a number says that it is none.
        let open = phone.to();
        let fax = text.class(open) == class::OPEN && text.at(open + 1, w!("传真"));
        if !fax {
            found.phones.push(phone);
        }
        end = phone.to();
        at = end;
        if text.class(at) == class::OPEN
            && let Some(close) = brackets::closing(text, at, to.min(at + 12))
        {
            at = close + 1;
        }
    }
    end
}

/// A telephone number at `at`: 7 to 13 digits with country or area code, bracket, dashes; blanks only behind an area code. Behind
/// a dash up to five more are an extension.
fn phone(text: &Folded, at: usize, to: usize) -> Option<Span> {
    let mut end = at;
    let mut digits = 0;
    let mut before_dash = 0;
    let mut open = false;
    while end < to && end < at + 24 {
        match text.class(end) {
            class::DIGIT => digits += 1,
            class::DASH => before_dash = digits,
            _ if end == at && text.unit(end) == '+' as u16 => {}
            class::OPEN if end == at => open = true,
            class::CLOSE if open => open = false,
            class::SPACE if (3..=4).contains(&digits) && text.unit(at) == '0' as u16 => {}
            _ => break,
        }
        end += 1;
    }
    while end > at && !matches!(text.class(end - 1), class::DIGIT) {
        end -= 1;
    }
    let extended = before_dash >= 7 && digits - before_dash <= 5;
    let own = if extended { before_dash } else { digits };
    (7..=13).contains(&own).then(|| Span::new(at, end))
}

/// The address around an @.
fn email(text: &Folded, sign: usize, within: Span) -> Option<Span> {
    let ascii = |i: usize| {
        matches!(text.class(i), class::DIGIT | class::DOT | class::DASH) && text.unit(i) < 0x80
            || text.class(i) == class::LATIN && text.unit(i) < 0x80
            || text.unit(i) == '_' as u16
            || text.unit(i) == '+' as u16
    };
    let mut start = sign;
    while start > within.from() && ascii(start - 1) {
        start -= 1;
    }
    let mut end = sign + 1;
    while end < within.to() && ascii(end) {
        end += 1;
    }
    while end > sign && matches!(text.class(end - 1), class::DOT | class::DASH) {
        end -= 1;
    }
    while start < sign && matches!(text.class(start), class::DOT | class::DASH) {
        start += 1;
    }
    let dotted = text.next(sign, end, class::DOT).is_some();
    (start < sign && dotted).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_numbers_are_found() {
        for (source, expected) in [
            (
                "联系人:省甲办,李纳云、电话:028-86600001;杜兵、电话:028-86600002;邮箱:a_1@qq.com",
                "省甲办 | 李纳云 杜兵 | 028-86600001 028-86600002 | a_1@qq.com",
            ),
            ("市甲委联系人：孙映吟，联系电话：81080000", "市甲委 | 孙映吟 | 81080000 | "),
            ("联系人：监测司 滕曼电话：（010）65640001、65640002传真：（010）65640003", "监测司 | 滕曼 | （010）65640001 65640002 | "),
            ("联系人：气候司郑文茹、邢佰英电话：（010）66100001", "气候司 | 郑文茹 邢佰英 | （010）66100001 | "),
            ("电话：010-85090001 85090002", " |  | 010-85090001 85090002 | "),
            ("联系电话：010-65980001-8001、+86-13900000001", " |  | 010-65980001-8001 +86-13900000001 | "),
            ("通过电话、短信等方式", ""),
        ] {
            let text = Folded::new(source);
            let mut found = Vec::new();
            find(&text, text.whole(), None, &mut found);
            let list = |spans: &[Span]| spans.iter().map(|s| text.slice(*s)).collect::<Vec<_>>().join(" ");
            let shown: Vec<String> = found
                .iter()
                .map(|m| {
                    format!(
                        "{} | {} | {} | {}",
                        m.organization.map_or("", |o| text.slice(o)),
                        list(&m.names),
                        list(&m.phones),
                        list(&m.emails)
                    )
                })
                .collect();
            assert_eq!(shown.join("; "), expected, "{source}");
        }
    }
}
