use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::{Words, class};
use crate::words;

rule!("percent-over-100", WARNING, WARNING, "internal consistency");

/// Rates and shares of a whole.
const SHARES: &Words = words![
    "合格率", "达标率", "覆盖率", "普及率", "占比", "比重", "处理率", "满意率", "满意度", "参保率", "入学率", "巩固率", "办结率", "及时率",
    "准确率", "整改率", "落实率", "到位率", "利用率", "治愈率", "登记率", "建档率", "签约率", "接种率", "抽检率", "检测率", "通过率", "优良率",
    "绿化率", "硬化率", "知晓率", "使用率", "回收率", "处置率", "收集率", "受理率", "公开率", "就业率", "上线率", "入园率", "合格比例", "森林覆盖率"
];
/// Rates that may exceed the whole, and changes.
const OTHERS: &Words = words![
    "拨备", "流动性", "准备金", "杠杆", "负债", "资本", "毛", "保障倍数", "增长", "增加了", "增速", "增幅", "偿付", "完成率", "同比",
    "环比", "翻", "倍", "补偿", "赔付", "产能", "资金", "净稳定", "贷款"
];
/// Changes, unless they say up to what: 提高 is one, 提高到 none.
const CHANGES: &Words = words!["提高", "提升", "上升", "增加"];

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let text = subject.text;
    for block in subject.paragraphs() {
        let body = block.body;
        let mut at = body.from();
        while let Some(sign) = text.next(at, body.to(), class::PERCENT) {
            at = sign + 1;
            if text.unit(sign) != '%' as u16 {
                continue;
            }
            let from = text.run_back(sign, body.from(), |c| c == class::DIGIT || c == class::DOT);
            let number = Span::new(from, sign);
            let value = subject.slice(number).parse::<f64>().ok();
            if value.is_none_or(|v| v <= 100.0) || text.class_before(from) == class::DASH && from > body.from() {
                continue;
            }
            // The clause in front of the number says what it is a share of.
            let part = |c: u8| matches!(c, class::STOP | class::SEMICOLON | class::COMMA | class::PERCENT | class::ENUM);
            let clause = Span::new(text.run_back(from, body.from().max(from.saturating_sub(30)), |c| !part(c)), from);
            let changes = text.find_any(clause, CHANGES).is_some_and(|(at, len)| text.longest_at(at + len, words!["到", "至"]).is_none());
            if !text.has_any(clause, SHARES) || text.has_any(clause, OTHERS) || changes {
                continue;
            }
            let span = Span::new(from, sign + 1);
            let here = subject.quoted(span);
            let message = Said::new(format!("a share of {here} is more than the whole"), format!("比率达到“{here}”，超过了 100%"));
            out.push(Fault::new(span, message, Said::new("mend the number, or say what it is a rate of", "核对数字，或说明该比率的含义")));
        }
    }
}
