use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::model::Relation;
use crate::resolve::days::Resolved;
use crate::span::Span;
use crate::text::{Words, class};
use crate::words;

rule!("deadline-before-issue", WARNING, WARNING, "internal consistency");

/// What is asked for by a deadline.
const ASKED: &Words = words![
    "完成", "报送", "上报", "报", "提交", "建成", "实现", "达到", "印发", "落实", "出台", "制定", "到位", "启动", "反馈", "送", "整改",
    "办结", "投入使用", "开展", "建立", "形成", "基本", "全面", "全部", "将", "要", "力争", "确保"
];
/// What tells that a sentence speaks of the past, or of other rules' days.
const PAST: &Words = words!["已", "了", "截至", "截止", "以来", "曾", "原", "此前", "规定", "期间", "发布的"];
/// What was done by a day, and is a condition rather than a task, where it stands directly behind.
const CONDITIONS: &Words =
    words!["购买", "签订", "取得", "登记", "注册", "成立", "出生", "发生", "参加", "批准", "受理", "入库", "已", "未"];

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let Some((issued_at, issued)) = subject.findings.layout.issued() else { return };
    let Some(issued_on) = issued.date() else { return };
    let late = |d: &&Resolved| d.relation == Relation::By && d.latest.is_some_and(|l| l < issued_on) && !d.compared && !d.inferred;
    for date in subject.findings.dates.iter().filter(late) {
        if !is_asked(subject, date.span) {
            continue;
        }
        let (here, day) = (subject.quoted(date.span), subject.quoted(issued_at));
        let message =
            Said::new(format!("the deadline {here} lies before the date of issue, {day}"), format!("时限“{here}”早于成文日期“{day}”"));
        out.push(Fault::new(date.span, message, Said::new("mend the year or the day", "改正年份或日期")));
    }
}

/// Whether the clause of a deadline asks for something, and says nothing of the past.
fn is_asked(subject: &Subject, date: Span) -> bool {
    let text = subject.text;
    let part = |c: u8| matches!(c, class::STOP | class::SEMICOLON | class::NEWLINE | class::COMMA);
    let from = text.run_back(date.from(), date.from().saturating_sub(60), |c| !part(c));
    let to = text.run(date.to(), text.len().min(date.to() + 60), |c| !part(c));
    let (before, behind) = (Span::new(from, date.from()), Span::new(date.to(), to));
    // …前形成的档案: what the date tells of, not when it is due.
    let told = text.find(Span::new(date.to(), to.min(date.to() + 6)), crate::w!("的")).is_some();
    let told = told || text.longest_at(date.to(), CONDITIONS).is_some();
    text.has_any(behind, ASKED) && !told && !text.has_any(behind, PAST) && !text.has_any(before, PAST)
}
