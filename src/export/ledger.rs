//! A notice as the rows of a ledger: what stands in which column, the same in every format.
//!
//! Ledgers hold what an office keeps by hand: 序号, 重点任务, 量化目标, 牵头单位, 责任单位, 配合单位, 完成时限, and empty
//! columns for 工作进展, 存在问题, 下一步, 完成状态, 备注. Says nothing that the notice does not.

use super::Document;
use super::sheet::Sheet;
use crate::check::Places;
use crate::language::Language;
use crate::model::{Assignment, Change, Comparator, Date, Id, Node, NodeKind, Relation, Role, Severity, Target, Task};
use crate::span::Span;
use crate::text::{Folded, soft};
use crate::write::outline::cut;
use jiff::civil;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text.
    Text(Cow<'a, str>),
    /// A running number.
    Number(usize),
    /// A decimal as written.
    Decimal(&'a str),
    /// Days in ascending order; at least one.
    Days(Vec<civil::Date>),
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Text(text) => f.write_str(text),
            Cell::Number(n) => n.fmt(f),
            Cell::Decimal(value) => f.write_str(value),
            Cell::Days(days) => f.write_str(&join(days.iter().map(|d| d.to_string().into()), "；")),
        }
    }
}

fn text<'a>(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

fn join<'a>(texts: impl Iterator<Item = Cow<'a, str>>, between: &str) -> String {
    let mut seen = HashSet::new();
    let once: Vec<Cow<str>> = texts.filter(|t| seen.insert(t.clone())).collect();
    once.join(between)
}

/// A row of a sheet.
pub struct Row<'a> {
    /// A cell a column.
    pub cells: Vec<Cell<'a>>,
    /// Where the row comes from, for a note at its task: file, line, and the source of the responsibility clauses.
    pub note: Option<String>,
}

/// What a notice has for the rows of a ledger.
pub struct Entries<'a> {
    document: &'a Document<'a>,
    language: Language,
    /// The running number of the first task.
    first: usize,
    places: Places<'a>,
    targets: HashMap<Id, &'a Target<'a>>,
    dates: HashMap<Id, &'a Date<'a>>,
    nodes: HashMap<Id, &'a Node<'a>>,
    /// Nodes that are tasks of their own.
    task_nodes: HashSet<Id>,
    /// For each target and date the tasks that it stands in.
    owners: HashMap<Id, Vec<usize>>,
}

impl<'a> Entries<'a> {
    /// `first` is the running number of the document's first task, from 1.
    pub fn new(document: &'a Document<'a>, first: usize, language: Language) -> Entries<'a> {
        let notice = document.notice;
        let mut entries = Entries {
            document,
            language,
            first,
            places: Places::new(document.text),
            targets: notice.targets.iter().map(|t| (t.id, t)).collect(),
            dates: notice.dates.iter().map(|d| (d.id, d)).collect(),
            nodes: HashMap::new(),
            task_nodes: notice.tasks.iter().map(|t| t.node).collect(),
            owners: HashMap::new(),
        };
        notice.parts.iter().for_each(|part| entries.gather(&part.nodes));
        for (i, task) in notice.tasks.iter().enumerate() {
            for &id in task.target_ids.iter().chain(&task.date_ids) {
                entries.owners.entry(id).or_default().push(i);
            }
        }
        entries
    }

    fn gather(&mut self, nodes: &'a [Node<'a>]) {
        for node in nodes {
            self.nodes.insert(node.id, node);
            self.gather(&node.children);
        }
    }

    /// The rows of a sheet.
    pub fn rows(&self, sheet: Sheet) -> Vec<Row<'a>> {
        let notice = self.document.notice;
        match sheet {
            Sheet::Tasks => notice.tasks.iter().enumerate().map(|(i, task)| self.task(self.first + i, task)).collect(),
            Sheet::Targets => notice.targets.iter().flat_map(|t| self.owners(t.id).map(|owner| self.target(owner, t))).collect(),
            Sheet::Deadlines => {
                let deadlines = notice.dates.iter().filter(|d| is_deadline(d));
                deadlines.flat_map(|d| self.owners(d.id).map(|owner| self.deadline(owner, d))).collect()
            }
            Sheet::Findings => self.document.remarks.iter().map(|remark| self.finding(remark)).collect(),
        }
    }

    /// The tasks that something stands in, with their running numbers; `None` once where it stands in none.
    fn owners(&self, id: Id) -> impl Iterator<Item = Option<(usize, &'a Task<'a>)>> {
        let owners = self.owners.get(&id).map_or(&[][..], Vec::as_slice);
        let tasks = owners.iter().map(|&i| self.document.notice.tasks.get(i).map(|task| (self.first + i, task)));
        tasks.chain(owners.is_empty().then_some(None))
    }

    fn task(&self, number: usize, task: &'a Task<'a>) -> Row<'a> {
        let deadlines: Vec<&Date> = self.deadlines(task).collect();
        let mut days: Vec<civil::Date> = deadlines.iter().filter_map(|d| last_day(d)).collect();
        days.sort();
        days.dedup();
        let source = self.source(task.span);
        let note = self.note(&source, task);
        let [title, document_number] = self.notice(task.span);
        let cells = vec![
            Cell::Number(number),
            title,
            document_number,
            text(task.section.join(" / ")),
            text(task.ordinal.as_deref().unwrap_or_default()),
            text(self.content(task)),
            text(join(self.targets(task).map(|t| t.text.as_ref().into()), "；")),
            text(leads(task)),
            text(responsible(task)),
            text(support(task, self.language)),
            text(join(deadlines.iter().map(|d| d.text.as_ref().into()), "；")),
            if days.is_empty() { Cell::Empty } else { Cell::Days(days) },
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            text(source),
        ];
        Row { cells, note: Some(note) }
    }

    fn target(&self, owner: Option<(usize, &'a Task<'a>)>, target: &'a Target<'a>) -> Row<'a> {
        let date = |id: Option<Id>| text(self.date(id).map_or("", |d| d.text.as_ref()));
        let comparator = match target.comparator {
            Comparator::Eq => "=",
            Comparator::Ge => "≥",
            Comparator::Gt => ">",
            Comparator::Le => "≤",
            Comparator::Lt => "<",
            Comparator::Approx => "≈",
            Comparator::Range => "～",
        };
        let change = match target.change {
            Change::Level => ("level", "水平"),
            Change::Increase => ("increase", "增加"),
            Change::Decrease => ("decrease", "减少"),
        };
        let [title, document_number] = self.notice(target.span);
        let [number, lead, responsible] = owned(owner);
        let cells = vec![
            number,
            title,
            document_number,
            text(target.indicator.as_ref().map_or("", |t| t.text.as_ref())),
            text(comparator),
            Cell::Decimal(&target.value),
            target.value_high.as_deref().map_or(Cell::Empty, Cell::Decimal),
            text(target.unit.as_ref()),
            text(self.language.either(change.0, change.1)),
            date(target.baseline),
            date(target.by),
            text(target.text.as_ref()),
            lead,
            responsible,
            text(self.source(target.span)),
        ];
        Row { cells, note: None }
    }

    fn deadline(&self, owner: Option<(usize, &'a Task<'a>)>, date: &'a Date<'a>) -> Row<'a> {
        let [title, document_number] = self.notice(date.span);
        let [number, lead, responsible] = owned(owner);
        let cells = vec![
            number,
            title,
            document_number,
            text(date.text.as_ref()),
            last_day(date).map_or(Cell::Empty, |day| Cell::Days(vec![day])),
            text(date.recurrence.as_deref().unwrap_or_default()),
            text(if date.inferred { self.language.either("yes", "是") } else { "" }),
            text(self.due(owner.map(|o| o.1), date)),
            lead,
            responsible,
            text(self.source(date.span)),
        ];
        Row { cells, note: None }
    }

    fn finding(&self, remark: &'a super::Remark) -> Row<'a> {
        let severity = match remark.severity {
            Severity::Info => ("info", "提示"),
            Severity::Warning => ("warning", "警告"),
            Severity::Error => ("error", "错误"),
        };
        let [title, document_number] = self.notice(remark.span);
        let cells = vec![
            text(self.language.either(severity.0, severity.1)),
            text(remark.code.as_str()),
            text(remark.message.as_str()),
            text(self.covered(remark.span).trim()),
            title,
            document_number,
            text(self.source(remark.span)),
        ];
        Row { cells, note: None }
    }

    /// The title, that of the part around a span where the notice has none, and the document number.
    fn notice(&self, span: Span) -> [Cell<'a>; 2] {
        let metadata = &self.document.notice.metadata;
        let parts = &self.document.notice.parts;
        let part = || parts[..parts.partition_point(|p| p.span.start <= span.start)].last()?.title.as_ref();
        let title = metadata.title.as_ref().or_else(part).map_or("", |t| t.text.as_ref());
        [text(title), text(metadata.document_number.as_ref().map_or("", |n| n.text.as_ref()))]
    }

    /// What is to be done: the task's text and, on lines of their own, the items below it that are no tasks themselves.
    pub fn content(&self, task: &'a Task<'a>) -> Cow<'a, str> {
        let mut content = Cow::Borrowed(task.text.as_ref());
        let items = self.nodes.get(&task.node).filter(|n| n.kind != NodeKind::Table).map_or(&[][..], |n| &n.children);
        // Unnumbered paragraphs right below are in the text already.
        for item in items.iter().filter(|i| i.marker.is_some()) {
            self.append(item, task, content.to_mut());
        }
        content
    }

    fn append(&self, node: &Node, task: &Task, content: &mut String) {
        let is_clause = task.assignments.iter().any(|a| a.clause.overlaps(node.span) && node.marker.is_none());
        if is_clause || self.task_nodes.contains(&node.id) || node.kind == NodeKind::Table {
            return;
        }
        let marker = node.marker.as_ref().map_or("", |m| m.text.as_ref());
        content.extend(["\n", marker, node.text.as_ref()]);
        node.children.iter().for_each(|child| self.append(child, task, content));
    }

    /// The date of an id.
    pub fn date(&self, id: Option<Id>) -> Option<&'a Date<'a>> {
        self.dates.get(&id?).copied()
    }

    /// The targets of a task.
    pub fn targets(&self, task: &'a Task<'a>) -> impl Iterator<Item = &'a Target<'a>> {
        task.target_ids.iter().filter_map(|id| self.targets.get(id).copied())
    }

    /// The deadlines of a task.
    pub fn deadlines(&self, task: &'a Task<'a>) -> impl Iterator<Item = &'a Date<'a>> {
        task.date_ids.iter().filter_map(|id| self.dates.get(id).copied()).filter(|d| is_deadline(d))
    }

    /// The line that a span begins in, from 1.
    pub fn line(&self, span: Span) -> usize {
        self.places.of(span.from()).line
    }

    /// The file and line of a span.
    pub fn source(&self, span: Span) -> String {
        format!("{}:{}", self.document.path, self.line(span))
    }

    /// The source text of a span.
    fn covered(&self, span: Span) -> &'a str {
        self.places.text().get(self.places.bytes(span)).unwrap_or_default()
    }

    /// What is due: the sentence around the deadline, or the task where the deadline has a label or cell of its own.
    fn due(&self, task: Option<&'a Task<'a>>, date: &Date) -> String {
        /// How many columns of a task are shown.
        const WIDTH: usize = 400;
        /// How many scalar values of a sentence beside the deadline say nothing: 完成时限：…前，
        const BARE: usize = 8;
        let sentence = self.sentence(date);
        match task {
            Some(task) if !task.span.contains(date.span) || sentence.chars().count() <= date.text.chars().count() + BARE => {
                cut(&self.content(task), WIDTH)
            }
            _ => sentence,
        }
    }

    /// The sentence or cell that a date stands in.
    fn sentence(&self, date: &Date) -> String {
        /// How far the ends are looked for, so that text without stops stays bounded.
        const FAR: usize = 200;
        let node = date.node.and_then(|id| self.nodes.get(&id));
        let around = node.map_or(date.span, |n| n.span.join(date.span));
        let table = node.is_some_and(|n| n.kind == NodeKind::Table);
        let is_end = |c: char| matches!(c, '。' | '；' | '！') || table && matches!(c, '\n' | '\t' | '|');
        let (from, to) = (date.span.from(), date.span.to());
        let before = self.covered(Span::new(around.from().max(from.saturating_sub(FAR)), from));
        let behind = self.covered(Span::new(to, around.to().min(to + FAR)));
        let before = before.rsplit(is_end).next().unwrap_or_default();
        let behind = behind.split(is_end).next().unwrap_or_default();
        let sentence = [before, self.covered(date.span), behind].concat();
        let folded = Folded::new(&sentence);
        soft::text(&folded, folded.whole()).into_owned()
    }

    /// File and line, and below them the clauses that assign the task as they stand in the source.
    fn note(&self, source: &str, task: &Task) -> String {
        let mut note = source.to_string();
        let mut last = None;
        for clause in task.assignments.iter().map(|a| a.clause) {
            if last.replace(clause) != Some(clause) {
                note.push('\n');
                note.push_str(self.covered(clause).trim());
            }
        }
        note
    }
}

/// The running number and the departments of the task that something stands in.
fn owned<'a>(owner: Option<(usize, &'a Task<'a>)>) -> [Cell<'a>; 3] {
    match owner {
        Some((number, task)) => [Cell::Number(number), text(leads(task)), text(responsible(task))],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

/// Whether a date says by when something is due.
pub fn is_deadline(date: &Date) -> bool {
    date.relation == Relation::By || date.recurrence.is_some()
}

/// The last day that a date allows, where it names one.
pub fn last_day(date: &Date) -> Option<civil::Date> {
    date.latest.as_deref()?.parse().ok()
}

/// The first day that a date allows, where it names one.
pub fn first_day(date: &Date) -> Option<civil::Date> {
    date.earliest.as_deref()?.parse().ok()
}

fn names(task: &Task, wanted: impl Fn(&Assignment) -> bool) -> String {
    join(task.assignments.iter().filter(|a| wanted(a)).map(|a| a.department.as_ref().into()), "、")
}

/// The departments that lead, 牵头单位.
pub fn leads(task: &Task) -> String {
    names(task, |a| a.leads)
}

/// The departments that are responsible and do not lead, 责任单位.
pub fn responsible(task: &Task) -> String {
    let leads: HashSet<&str> = task.assignments.iter().filter(|a| a.leads).map(|a| a.department.as_ref()).collect();
    names(task, |a| a.role == Role::Responsible && !leads.contains(a.department.as_ref()))
}

/// The departments that support, 配合单位, and behind them those that do something else, with their word.
pub fn support(task: &Task, language: Language) -> String {
    let mut shown = Vec::new();
    for (role, english, chinese) in [
        (Role::Support, "", ""),
        (Role::Joint, "jointly: ", "会同："),
        (Role::Guide, "guided by: ", "指导："),
        (Role::Supervise, "supervised by: ", "督办："),
    ] {
        let names = names(task, |a| a.role == role && !a.leads);
        if !names.is_empty() {
            shown.push(format!("{}{names}", language.either(english, chinese)));
        }
    }
    shown.join("；")
}
