//! A notice as rows of the tables: plain owned values, without the notice's number, which it gets when it is written.

use super::schema::TABLES;
use super::value::{Value, joined, number_key, title_key};
use crate::check::{Finding, Places};
use crate::model::{Bounds, Date, Id, Node, Notice, Relation, Role, Severity, Str, Text};
use crate::source::{Provenance, Source};
use crate::span::Span;
use crate::write::json::{self, Layout};
use std::borrow::Cow;

/// All rows of a notice. The first column of each table, the notice's number, is left out.
#[derive(Clone, Debug)]
pub struct Rows {
    /// For each table its values, row behind row.
    of: Vec<Vec<Value>>,
    /// SHA-256 of the file, hexadecimal.
    pub(super) sha256: String,
    /// What read it.
    pub(super) reader: String,
}

impl Rows {
    /// The rows of a notice with what it was read from, what `check` found in it, and what it was read with. What has
    /// become rows is let go, since a large notice fills the memory once as it is.
    pub fn of(mut notice: Notice, source: &Source, findings: &[Finding], reader: &str) -> Rows {
        let text = &*source.text;
        let rows = Rows { of: vec![Vec::new(); TABLES.len()], sha256: notice.source.sha256.to_string(), reader: reader.to_string() };
        let mut builder = Builder { rows, places: Places::new(text) };
        builder.notice(&notice, text);
        builder.outline(&notice);
        notice.parts = Vec::new();
        builder.tables(&notice);
        notice.tables = Vec::new();
        builder.mentions(&notice);
        builder.tasks(&notice);
        builder.diagnostics(&notice, &source.provenance, findings);
        builder.rows
    }

    /// The rows of a table by its place in [`TABLES`].
    pub(super) fn table(&self, index: usize) -> impl Iterator<Item = &[Value]> {
        self.of[index].chunks_exact((TABLES[index].columns.len() - 1).max(1))
    }
}

struct Builder<'t> {
    rows: Rows,
    places: Places<'t>,
}

impl Builder<'_> {
    fn row<const N: usize>(&mut self, table: &str, values: [Value; N]) {
        if let Some(index) = TABLES.iter().position(|t| t.name == table) {
            debug_assert_eq!(TABLES[index].columns.len(), N + 1, "{table}");
            self.rows.of[index].extend(values);
        }
    }

    fn line(&self, span: Span) -> Value {
        Value::count(self.places.of(span.from()).line)
    }

    fn notice(&mut self, notice: &Notice, text: &str) {
        let (s, m) = (&notice.source, &notice.metadata);
        let list = |texts: &[Text]| Value::names(texts.iter().map(|t| t.text.as_ref()));
        let one = |text: &Option<Text>| Value::maybe(text.as_ref().map(|t| t.text.as_ref()));
        let day = |date: &Option<Date>| Value::day(date.as_ref().and_then(|d| d.earliest.as_deref()));
        let number = m.document_number.as_ref();
        self.row(
            "notices",
            [
                Value::text(&s.sha256),
                Value::Text(self.rows.reader.clone()),
                Value::maybe(s.name.as_deref()),
                Value::text(&s.media_type),
                Value::text(&s.encoding),
                Value::Int(s.bytes as i64),
                Value::Int(s.chars as i64),
                one(&m.title),
                one(&m.kind),
                Value::maybe(number.map(|n| n.text.as_ref())),
                Value::maybe(number.map(|n| number_key(&n.text)).as_deref()),
                Value::maybe(number.and_then(|n| n.agency.as_deref())),
                Value::number(number.and_then(|n| n.year)),
                Value::number(number.and_then(|n| n.serial)),
                list(&m.issuers),
                list(&m.recipients),
                list(&m.signatories),
                list(&m.copied_to),
                day(&m.issued_on),
                Value::maybe(m.issued_on.as_ref().map(|d| d.text.as_ref())),
                one(&m.printed_by),
                day(&m.printed_on),
                one(&m.classification),
                one(&m.urgency),
                one(&m.copy_number),
                one(&m.disclosure),
                one(&m.index_number),
                one(&m.topic),
                day(&m.published_on),
            ],
        );
        self.locations(notice);
        let mut model = Vec::new();
        // Memory takes all.
        let _ = json::write(notice, Layout::Compact, &mut model);
        model.truncate(model.trim_ascii_end().len());
        let model = String::from_utf8(model).unwrap_or_default();
        self.row("sources", [Value::text(text), Value::Text(model)]);
        for (i, c) in m.contacts.iter().enumerate() {
            let strs = |list: &[Str]| Value::names(list.iter().map(Cow::as_ref));
            let organization = Value::maybe(c.organization.as_deref());
            let [start, end] = ends(c.span);
            self.row("contacts", [Value::count(i + 1), organization, strs(&c.names), strs(&c.phones), strs(&c.emails), start, end]);
        }
    }

    fn locations(&mut self, notice: &Notice) {
        for (i, location) in notice.source.locations.iter().enumerate() {
            let [start, end] = ends(location.span);
            let edge = |edge: fn(Bounds) -> i32| location.bounds.map_or(Value::Null, |b| Value::Int(edge(b).into()));
            self.row(
                "locations",
                [
                    Value::count(i + 1),
                    start,
                    end,
                    Value::Bool(location.apart),
                    Value::maybe(location.entry.as_deref()),
                    Value::number(location.page),
                    edge(|b| b.left),
                    edge(|b| b.top),
                    edge(|b| b.right),
                    edge(|b| b.bottom),
                    Value::number(location.paragraph),
                    Value::number(location.table),
                    Value::maybe(location.cell.as_deref()),
                ],
            );
        }
    }

    fn outline(&mut self, notice: &Notice) {
        for part in &notice.parts {
            let title = part.title.as_ref().map(|t| t.text.as_ref());
            let key = Value::maybe(title.map(title_key).as_deref());
            let [start, end] = ends(part.span);
            let id = Value::id(part.id);
            self.row("parts", [id, Value::word(part.kind), Value::number(part.number), Value::maybe(title), key, start, end]);
            for node in &part.nodes {
                self.node(node, part.id, None);
            }
        }
        for a in &notice.attachments {
            let [start, end] = a.listed.map_or([Value::Null, Value::Null], ends);
            let part = a.part.map_or(Value::Null, Value::id);
            self.row("attachments", [Value::id(a.id), Value::number(a.number), Value::maybe(a.title.as_deref()), part, start, end]);
        }
    }

    /// The tree is as deep as there are families of numbers.
    fn node(&mut self, node: &Node, part: Id, parent: Option<Id>) {
        let marker = node.marker.as_ref();
        let [start, end] = ends(node.span);
        self.row(
            "nodes",
            [
                Value::id(node.id),
                Value::id(part),
                parent.map_or(Value::Null, Value::id),
                Value::word(node.kind),
                Value::Int(node.depth.into()),
                Value::maybe(marker.map(|m| m.text.as_ref())),
                Value::number(marker.map(|m| m.ordinal)),
                marker.map_or(Value::Null, |m| Value::word(m.style)),
                Value::maybe(node.heading.as_ref().map(|h| h.text.as_ref())),
                Value::text(&node.text),
                start,
                end,
            ],
        );
        for child in &node.children {
            self.node(child, part, Some(node.id));
        }
    }

    fn mentions(&mut self, notice: &Notice) {
        let id = |id: Option<Id>| id.map_or(Value::Null, Value::id);
        for d in &notice.dates {
            let ([start, end], line) = (ends(d.span), self.line(d.span));
            let (edtf, recurrence) = (Value::maybe(d.edtf.as_deref()), Value::maybe(d.recurrence.as_deref()));
            let (earliest, latest) = (Value::day(d.earliest.as_deref()), Value::day(d.latest.as_deref()));
            let (relation, inferred) = (Value::word(d.relation), Value::Bool(d.inferred));
            let (own, node, text) = (Value::id(d.id), id(d.node), Value::text(&d.text));
            self.row("dates", [own, node, text, edtf, earliest, latest, relation, recurrence, inferred, start, end, line]);
        }
        for r in &notice.references {
            let ([start, end], line) = (ends(r.span), self.line(r.span));
            self.row(
                "citations",
                [
                    Value::id(r.id),
                    id(r.node),
                    Value::maybe(r.title.as_deref()),
                    Value::maybe(r.title.as_deref().map(title_key).as_deref()),
                    Value::maybe(r.number.as_deref()),
                    Value::maybe(r.number.as_deref().map(number_key).as_deref()),
                    Value::text(&r.text),
                    id(r.alias_of),
                    id(r.attachment_id),
                    start,
                    end,
                    line,
                ],
            );
        }
        for t in &notice.targets {
            let ([start, end], line) = (ends(t.span), self.line(t.span));
            self.row(
                "targets",
                [
                    Value::id(t.id),
                    id(t.node),
                    Value::text(&t.text),
                    Value::maybe(t.indicator.as_ref().map(|i| i.text.as_ref())),
                    Value::word(t.comparator),
                    Value::decimal(&t.value),
                    t.value_high.as_deref().map_or(Value::Null, Value::decimal),
                    Value::text(&t.unit),
                    Value::word(t.change),
                    id(t.baseline),
                    id(t.by),
                    start,
                    end,
                    line,
                ],
            );
        }
    }

    fn tasks(&mut self, notice: &Notice) {
        for t in &notice.tasks {
            let ([start, end], line) = (ends(t.span), self.line(t.span));
            let all = joined(t.assignments.iter().map(|a| a.department.as_ref()));
            let leads = joined(t.assignments.iter().filter(|a| a.leads).map(|a| a.department.as_ref()));
            let responsible = joined(t.assignments.iter().filter(|a| a.role == Role::Responsible).map(|a| a.department.as_ref()));
            self.row(
                "tasks",
                [
                    Value::id(t.id),
                    Value::id(t.node),
                    Value::id(t.part),
                    Value::maybe(t.ordinal.as_deref()),
                    Value::text(&t.section.join(" / ")),
                    Value::text(&t.text),
                    Value::text(&all),
                    Value::text(&leads),
                    Value::text(&responsible),
                    Value::day(due(notice, &t.date_ids)),
                    start,
                    end,
                    line,
                ],
            );
            for (i, a) in t.assignments.iter().enumerate() {
                let ([start, end], [clause_start, clause_end]) = (ends(a.span), ends(a.clause));
                self.row(
                    "assignments",
                    [
                        Value::id(t.id),
                        Value::count(i + 1),
                        Value::text(&a.department),
                        Value::maybe(a.canonical.as_deref()),
                        Value::word(a.role),
                        Value::Bool(a.leads),
                        Value::Bool(a.collective),
                        Value::word(a.basis),
                        start,
                        end,
                        clause_start,
                        clause_end,
                    ],
                );
            }
            for (table, ids) in [("task_targets", &t.target_ids), ("task_dates", &t.date_ids), ("task_citations", &t.reference_ids)] {
                for id in ids {
                    self.row(table, [Value::id(t.id), Value::id(*id)]);
                }
            }
        }
        for (i, d) in notice.departments.iter().enumerate() {
            let variants = Value::names(d.variants.iter().map(Cow::as_ref));
            let c = d.counts;
            let [lead, responsible, support, joint, guide, supervise] =
                [c.lead, c.responsible, c.support, c.joint, c.guide, c.supervise].map(|n| Value::Int(n.into()));
            let (name, canonical) = (Value::text(&d.name), Value::maybe(d.canonical.as_deref()));
            let seq = Value::count(i + 1);
            self.row("departments", [seq, name, canonical, variants, lead, responsible, support, joint, guide, supervise]);
        }
    }

    fn tables(&mut self, notice: &Notice) {
        for t in &notice.tables {
            let caption = Value::maybe(t.caption.as_ref().map(|c| c.text.as_ref()));
            let (rows, columns) = (Value::Int(t.header_rows.into()), Value::Int(t.columns.into()));
            self.row("tables", [Value::id(t.id), Value::id(t.node), caption, rows, columns]);
            for (i, row) in t.rows.iter().enumerate() {
                for (j, cell) in row.iter().enumerate() {
                    let [start, end] = ends(cell.span);
                    let place = (Value::count(i + 1), Value::count(j + 1));
                    self.row("cells", [Value::id(t.id), place.0, place.1, Value::text(&cell.text), start, end]);
                }
            }
        }
    }

    fn diagnostics(&mut self, notice: &Notice, provenance: &Provenance, findings: &[Finding]) {
        let mut seq = 0;
        let mut add = |origin: &str, code: &str, severity: Severity, span: Span, message: [Option<&str>; 2], help: [Option<&str>; 2]| {
            seq += 1;
            let ([start, end], line) = (ends(span), self.line(span));
            let (origin, code, severity) = (Value::text(origin), Value::text(code), Value::word(severity));
            let [english, chinese] = message.map(Value::maybe);
            let [help, help_chinese] = help.map(Value::maybe);
            let seq = Value::Int(seq);
            self.row("diagnostics", [seq, origin, code, severity, english, chinese, start, end, line, help, help_chinese]);
        };
        for d in &notice.diagnostics {
            // What the model holds is in English alone; what it says of the file is known in both.
            let chinese = provenance.chinese(d);
            add("reading", &d.code, d.severity, d.span, [Some(&d.message), chinese.as_deref()], [d.help.as_deref(), None]);
        }
        for f in findings {
            let [message, help] = [&f.fault.message, &f.fault.help].map(|said| [Some(&*said.english), Some(&*said.chinese)]);
            add("check", f.rule.name, f.severity, f.fault.span, message, help);
        }
    }
}

fn ends(span: Span) -> [Value; 2] {
    [Value::Int(span.start.into()), Value::Int(span.end.into())]
}

/// The latest deadline among the dates of a task.
fn due<'n>(notice: &'n Notice, ids: &[Id]) -> Option<&'n str> {
    // Ids are places in the list, in order.
    let date = |id: &Id| notice.dates.binary_search_by_key(id, |d| d.id).ok().map(|i| &notice.dates[i]);
    ids.iter().filter_map(date).filter(|d| d.relation == Relation::By).filter_map(|d| d.latest.as_deref()).max()
}
