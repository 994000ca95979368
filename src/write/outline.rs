//! A readable tree for a terminal: sections, tasks with their departments, targets and deadlines.
//!
//! Columns count as a terminal shows them: an ideograph takes two. Text that does not fit is cut between graphemes.

use crate::language::Language;
use crate::model::{Date, Id, Node, Notice, PartKind, Relation, Role, Target, Task};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How the tree is shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// How many columns a line may take.
    pub width: usize,
    /// Whether headings are bold and marks coloured.
    pub colour: bool,
    /// The language of the labels.
    pub language: Language,
}

/// Writes the tree.
pub fn write(notice: &Notice, style: Style, mut out: impl Write) -> io::Result<()> {
    let mut tree = Tree { style, out: String::new(), tasks: HashMap::new(), targets: HashMap::new(), dates: HashMap::new() };
    for task in &notice.tasks {
        tree.tasks.entry(task.node).or_default().push(task);
    }
    tree.targets.extend(notice.targets.iter().map(|t| (t.id, t)));
    tree.dates.extend(notice.dates.iter().map(|d| (d.id, d)));
    tree.head(notice);
    for part in &notice.parts {
        let title = part.title.as_ref().map_or("", |t| &t.text);
        let kind = tree.part_name(part.kind, part.number);
        tree.line(0, &kind, title, true);
        for node in &part.nodes {
            tree.node(node, 1);
        }
    }
    let counts = tree.counts(notice);
    tree.out.push_str(&counts);
    out.write_all(tree.out.as_bytes())
}

struct Tree<'n> {
    style: Style,
    out: String,
    tasks: HashMap<Id, Vec<&'n Task<'n>>>,
    targets: HashMap<Id, &'n Target<'n>>,
    dates: HashMap<Id, &'n Date<'n>>,
}

impl Tree<'_> {
    fn say<'s>(&self, english: &'s str, chinese: &'s str) -> &'s str {
        if self.style.language == Language::Chinese { chinese } else { english }
    }

    fn head(&mut self, notice: &Notice) {
        let m = &notice.metadata;
        let join = |texts: &[crate::model::Text]| texts.iter().map(|t| t.text.as_ref()).collect::<Vec<_>>().join("、");
        let rows = [
            (self.say("title", "标题"), m.title.as_ref().map_or(String::new(), |t| t.text.to_string())),
            (self.say("number", "文号"), m.document_number.as_ref().map_or(String::new(), |n| n.text.to_string())),
            (self.say("issued by", "发文机关"), join(&m.issuers)),
            (
                self.say("issued on", "成文日期"),
                m.issued_on.as_ref().map_or(String::new(), |d| d.earliest.as_deref().unwrap_or(&d.text).to_string()),
            ),
            (self.say("to", "主送机关"), join(&m.recipients)),
        ];
        let wide = rows.iter().map(|r| r.0.width()).max().unwrap_or(0);
        for (label, value) in rows.iter().filter(|r| !r.1.is_empty()) {
            let pad = " ".repeat(wide - label.width());
            let shown = cut(value, self.style.width.saturating_sub(wide + 2));
            let _ = writeln!(self.out, "{}{pad}  {shown}", self.dim(label));
        }
    }

    fn part_name(&self, kind: PartKind, number: Option<u32>) -> String {
        let name = match kind {
            PartKind::Cover => self.say("notice", "正文"),
            PartKind::Enclosure => self.say("enclosure", "印发文件"),
            PartKind::Attachment => self.say("attachment", "附件"),
        };
        number.map_or(name.to_string(), |n| format!("{name} {n}"))
    }

    fn node(&mut self, node: &Node, depth: usize) {
        let tasks = self.tasks.remove(&node.id).unwrap_or_default();
        // An item's own text ends in its clause, which stands below it; the task's does not.
        let plain = tasks.first().filter(|_| tasks.len() == 1).map_or(node.text.as_ref(), |t| t.text.as_ref());
        let shown = match (&node.marker, &node.heading) {
            (Some(marker), Some(heading)) => format!("{}{}", marker.text, heading.text),
            (Some(marker), None) => format!("{}{plain}", marker.text),
            (None, _) => plain.to_string(),
        };
        if node.marker.is_some() {
            self.line(depth, "", &shown, depth == 1);
        } else if tasks.iter().any(|t| t.ordinal.is_none()) {
            self.line(depth, "", &shown, false);
        }
        for task in tasks {
            if let Some(ordinal) = task.ordinal.as_ref().filter(|_| node.marker.is_none()) {
                self.line(depth, "", &format!("{ordinal} {}", task.text), false);
            }
            self.task(task, depth + 1);
        }
        for child in &node.children {
            self.node(child, depth + 1);
        }
    }

    fn task(&mut self, task: &Task, depth: usize) {
        for (role, english, chinese) in [
            (Role::Lead, "lead", "牵头"),
            (Role::Responsible, "responsible", "责任"),
            (Role::Support, "support", "配合"),
            (Role::Joint, "joint", "会同"),
            (Role::Guide, "guide", "指导"),
            (Role::Supervise, "supervise", "督办"),
        ] {
            let names: Vec<&str> = task.assignments.iter().filter(|a| a.role == role).map(|a| a.department.as_ref()).collect();
            if !names.is_empty() {
                let label = self.say(english, chinese).to_string();
                self.line(depth, &label, &names.join("、"), false);
            }
        }
        let target = self.say("target", "目标").to_string();
        let due = self.say("due", "时限").to_string();
        let targets: Vec<String> = task.target_ids.iter().filter_map(|id| self.targets.get(id)).map(|t| t.text.to_string()).collect();
        for shown in targets {
            self.line(depth, &target, &shown, false);
        }
        let dates: Vec<String> = task
            .date_ids
            .iter()
            .filter_map(|id| self.dates.get(id))
            .filter(|d| d.relation == Relation::By)
            .map(|d| format!("{} ({})", d.text, d.latest.as_deref().or(d.recurrence.as_deref()).unwrap_or("?")))
            .collect();
        for shown in dates {
            self.line(depth, &due, &shown, false);
        }
    }

    /// A line of the tree: labels take the same width, so that what they label stands in one column.
    fn line(&mut self, depth: usize, label: &str, text: &str, bold: bool) {
        let indent = "  ".repeat(depth);
        let column = if self.style.language == Language::Chinese { 4 } else { 11 };
        let lead =
            if label.is_empty() { String::new() } else { format!("{label}{}  ", " ".repeat(column.max(label.width()) - label.width())) };
        let room = self.style.width.saturating_sub(indent.len() + lead.width()).max(8);
        let text = plain(text);
        // What a label names is shown whole, over as many lines as it takes; running text is cut.
        let lines = if label.is_empty() || bold { vec![cut(&text, room)] } else { wrap(&text, room) };
        let hang = " ".repeat(indent.len() + lead.width());
        let text = lines.join(&format!("\n{hang}"));
        let lead = if lead.is_empty() { lead } else { self.dim(&lead) };
        let text = if bold && self.style.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text };
        let _ = writeln!(self.out, "{}", format!("{indent}{lead}{text}").trim_end());
    }

    fn dim(&self, text: &str) -> String {
        if self.style.colour { format!("\u{1b}[36m{text}\u{1b}[0m") } else { text.to_string() }
    }

    fn counts(&self, notice: &Notice) -> String {
        let numbers = [
            (notice.tasks.len(), "tasks", "项任务"),
            (notice.departments.len(), "departments", "个部门"),
            (notice.targets.len(), "targets", "个目标"),
            (notice.dates.iter().filter(|d| d.relation == Relation::By).count(), "deadlines", "个时限"),
            (notice.references.len(), "references", "处引用"),
            (notice.attachments.len(), "attachments", "个附件"),
            (notice.tables.len(), "tables", "张表"),
        ];
        let chinese = self.style.language == Language::Chinese;
        let shown: Vec<String> = numbers.iter().map(|(n, e, c)| if chinese { format!("{n}{c}") } else { format!("{n} {e}") }).collect();
        format!("{}\n", shown.join(if chinese { "，" } else { ", " }))
    }
}

/// A text on one line, without the controls that a terminal would take as orders.
pub fn plain(text: &str) -> String {
    text.replace(|c: char| c.is_control() || c == '\u{2028}', " ")
}

/// A text that takes at most so many columns, cut between graphemes with … at the end.
pub fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_string();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        if used + grapheme.width() + 1 > columns {
            break;
        }
        used += grapheme.width();
        out.push_str(grapheme);
    }
    out.push('…');
    out
}

/// A text in lines of at most so many columns, broken behind 、 where one stands in the line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut start, mut used, mut name) = (0, 0, 0);
    for (i, grapheme) in text.grapheme_indices(true) {
        if used + grapheme.width() > columns && i > start {
            let end = if name > start { name } else { i };
            lines.push(text[start..end].to_string());
            used = text[end..i].width();
            start = end;
        }
        used += grapheme.width();
        if grapheme == "、" {
            name = i + grapheme.len();
        }
    }
    lines.push(text[start..].to_string());
    lines
}

/// Running text in lines of at most so many columns; no line begins with a mark that closes something.
pub fn fill(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let closes = grapheme.contains(['、', '，', '。', '；', '：', '）', '》', '”', ',', '.', ';', ')']);
        if used > 0 && used + grapheme.width() > columns && !closes {
            lines.push(String::new());
            used = 0;
        }
        used += grapheme.width();
        if let Some(line) = lines.last_mut() {
            line.push_str(grapheme);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{cut, fill, wrap};

    #[test]
    fn running_text_fills_its_lines() {
        assert_eq!(fill("甲乙、丙丁。戊", 4), ["甲乙、", "丙丁。", "戊"]);
        assert_eq!(fill("", 4), [""]);
    }

    #[test]
    fn lists_are_wrapped_behind_names() {
        assert_eq!(wrap("省财政厅、省教育厅、省公安厅", 12), ["省财政厅、", "省教育厅、", "省公安厅"]);
        assert_eq!(wrap("甲乙丙丁", 5), ["甲乙", "丙丁"]);
        assert_eq!(wrap("甲乙", 1), ["甲", "乙"]);
    }

    #[test]
    fn text_is_cut_by_columns() {
        assert_eq!(cut("省质监局牵头", 12), "省质监局牵头");
        assert_eq!(cut("省质监局牵头", 11), "省质监局牵…");
        assert_eq!(cut("省质监局牵头", 6), "省质…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }
}
