//! `gongwen rules` and `gongwen explain`: the rules' manuals.

use crate::check::{Profile, RULES, Rule};
use crate::language::Language;
use crate::model::Severity;
use unicode_width::UnicodeWidthStr;

fn word(severity: Option<Severity>, language: Language) -> &'static str {
    match severity {
        Some(Severity::Error) => language.either("error", "错误"),
        Some(Severity::Warning) => language.either("warning", "警告"),
        Some(Severity::Info) => language.either("info", "提示"),
        None => language.either("off", "关闭"),
    }
}

/// All rules, a line each: name, severity, in a draft too where that differs, summary.
pub fn list(language: Language) -> String {
    let draft = language.either("in a draft", "草稿");
    let shown = |rule: &Rule| match (word(rule.published, language), word(rule.draft, language)) {
        (published, same) if published == same => published.to_string(),
        (published, other) => format!("{published}, {draft} {other}"),
    };
    let widest_name = RULES.iter().map(|r| r.name.len()).max().unwrap_or(0);
    let widest = RULES.iter().map(|r| shown(r).width()).max().unwrap_or(0);
    let mut out = String::new();
    for rule in RULES {
        let [english, chinese] = rule.summary();
        let severity = shown(rule);
        let blanks = " ".repeat(widest - severity.width());
        out.push_str(&format!("{:<widest_name$}  {severity}{blanks}  {}\n", rule.name, language.either(english, chinese)));
    }
    out
}

/// The manual of one rule.
pub fn explain(rule: &Rule, language: Language) -> String {
    let manual = language.either(rule.english, rule.chinese);
    let (summary, rest) = manual.split_once('\n').unwrap_or((manual, ""));
    let [published, draft] = [Profile::Published, Profile::Draft].map(|p| word(rule.default_severity(p), language));
    let facts = match language {
        Language::English => format!("Severity: {published}; under --profile draft: {draft}. Basis: {}.", rule.basis),
        Language::Chinese => {
            format!("级别：{published}；--profile draft 下：{draft}。依据：{}。", rule.basis.replace("internal consistency", "内部一致性"))
        }
    };
    format!("# {}\n\n{summary}\n\n{facts}\n{rest}", rule.name)
}

/// All manuals as one page.
pub fn page(language: Language) -> String {
    let mut out = String::from(language.either("# The rules of `gongwen check`\n", "# `gongwen check` 的规则\n"));
    for rule in RULES {
        // A rule's title is a section of the page, and its sections stand below it.
        for line in explain(rule, language).lines() {
            out.push('\n');
            if line.starts_with('#') {
                out.push('#');
            }
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}
