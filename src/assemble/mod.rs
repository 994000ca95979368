//! Everything found → [`Notice`].

mod facts;
mod origin;
mod places;

use crate::findings::{Findings, Options};
use crate::lexicon;
use crate::model::*;
use crate::outline::{Elements, Item, title};
use crate::resolve::days::{Fault, Resolved};
use crate::source::{self, Provenance};
use crate::span::Span;
use crate::tasks::{Clause, Unit, clause::Named, names};
use crate::text::full_date::FullDate;
use crate::text::{Folded, class, soft};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Puts the findings into the model's shape.
pub(crate) fn notice<'a>(provenance: &Provenance, text: &Folded<'a>, findings: &Findings, options: &Options) -> Notice<'a> {
    let assembler = Assembler { text, findings, options, national: national(text, &findings.units) };
    let targets = assembler.targets();
    let dates = assembler.dates();
    let references = assembler.references();
    let tasks = assembler.tasks();
    let departments = departments(&tasks);
    Notice {
        format: FORMAT.into(),
        version: VERSION.into(),
        source: Source::default(),
        metadata: assembler.metadata(provenance),
        parts: assembler.parts(),
        tasks,
        targets,
        dates,
        references,
        attachments: assembler.attachments(),
        tables: assembler.tables(),
        departments,
        diagnostics: assembler.diagnostics(),
    }
}

/// The notice with its spans in the source, and with what is known of the source.
pub(crate) fn settled<'a>(mut notice: Notice<'a>, source: &'a source::Source, text: &Folded) -> Notice<'a> {
    if text.is_unbroken() {
        places::each(&mut notice, &mut |span| *span = text.place(*span));
    }
    notice.source = origin::source(source, text);
    let mut diagnostics = origin::diagnostics(source);
    diagnostics.append(&mut notice.diagnostics);
    notice.diagnostics = diagnostics;
    notice
}

/// What the lexicon said of a name beside its neighbours' level.
type Known<'t, 'a> = HashMap<(&'t [u16], &'t [u16]), Option<Str<'a>>>;

struct Assembler<'t, 'a> {
    text: &'t Folded<'a>,
    findings: &'t Findings,
    options: &'t Options<'t>,
    national: bool,
}

impl<'t, 'a> Assembler<'t, 'a> {
    fn str(&self, span: Span) -> Str<'a> {
        soft::text(self.text, span)
    }

    fn text(&self, span: Span) -> Text<'a> {
        let span = self.text.trim(span);
        Text { text: self.str(span), span }
    }

    fn texts(&self, spans: &[Span]) -> Vec<Text<'a>> {
        spans.iter().map(|s| self.text(*s)).collect()
    }

    /// The ids of what stands inside a span, from a list in source order.
    fn inside<T>(list: &[T], span: Span, place: impl Fn(&T) -> Span, id: fn(usize) -> Id) -> Vec<Id> {
        let from = list.partition_point(|x| place(x).start < span.start);
        (from..list.len()).take_while(|&i| place(&list[i]).start < span.end).filter(|&i| place(&list[i]).end <= span.end).map(id).collect()
    }

    fn metadata(&self, provenance: &Provenance) -> Metadata<'a> {
        let text = self.text;
        let layout = &self.findings.layout;
        let e: &Elements = &layout.elements;
        // An order has no title but that of the rules that it issues.
        let title = e.title.or_else(|| e.order_number.and_then(|_| layout.parts.iter().find_map(|p| p.title)));
        let kind = title.or_else(|| layout.parts.first().and_then(|p| p.title)).and_then(|t| title::kind_of(text, t));
        let number = e.number.map(|n| DocumentNumber {
            text: self.str(n.span),
            span: n.span,
            agency: (!n.agency.is_empty()).then(|| self.str(n.agency)),
            year: Some(n.year),
            serial: Some(n.serial),
        });
        let order = e.order_number.map(|span| DocumentNumber { text: self.str(span), span, ..DocumentNumber::default() });
        let printed = e.printed.map(|span| self.printed(span));
        let mut metadata = Metadata {
            title: title.map(|t| self.text(t)),
            kind: kind.map(|k| self.text(k)),
            document_number: number.or(order),
            issuers: self.issuers(),
            recipients: e.recipients.map_or(Vec::new(), |r| self.texts(&names::list(text, r))),
            issued_on: layout.issued().map(|(span, date)| self.whole_day(span, date)),
            signatories: e.signatory.map_or(Vec::new(), |s| self.texts(&title::organs(text, s))),
            copied_to: e.copied_to.map_or(Vec::new(), |c| self.copied_to(c)),
            printed_by: printed.as_ref().and_then(|p| p.0.clone()),
            printed_on: printed.and_then(|p| p.1),
            classification: e.classification.map(|s| self.text(s)),
            urgency: e.urgency.map(|s| self.text(s)),
            copy_number: e.copy_number.map(|s| self.text(s)),
            disclosure: e.disclosure.map(|s| self.text(s)),
            contacts: self.contacts(),
            ..Metadata::default()
        };
        self.facts(&provenance.facts, &mut metadata);
        metadata
    }

    /// Who issues: those that head an order, else those that sign, else those that the title names.
    fn issuers(&self) -> Vec<Text<'a>> {
        let text = self.text;
        let e = &self.findings.layout.elements;
        if e.order_number.is_some() && !e.banner.is_empty() {
            let organs: Vec<Span> = e.banner.iter().map(|b| order_organ(text, *b)).filter(|b| !b.is_empty()).collect();
            return self.texts(&organs);
        }
        let signed: Vec<Span> = e
            .signature
            .iter()
            .flat_map(|s| title::organs(text, *s))
            .filter(|s| lexicon::ends_as_organ_proper(text.units(*s)) || text.at(s.from(), crate::w!("国务院")))
            .collect();
        if !signed.is_empty() {
            return self.texts(&signed);
        }
        let Some(title) = e.title else { return Vec::new() };
        let Some(about) = text.find(title, crate::w!("关于")) else { return Vec::new() };
        let head = text.trim(Span::new(title.from(), about));
        if head.len() < 3 || !lexicon::ends_as_organ_proper(text.units(head)) && !text.ends(head.to(), crate::w!("国务院")) {
            return Vec::new();
        }
        self.texts(&title::organs(text, head))
    }

    fn copied_to(&self, span: Span) -> Vec<Text<'a>> {
        let text = self.text;
        let mut end = span.to();
        while end > span.from() && matches!(text.class_before(end), class::STOP | class::SPACE) {
            end -= 1;
        }
        self.texts(&names::list(text, Span::new(span.from(), end)))
    }

    /// 某办公室2022年4月20日印发
    fn printed(&self, span: Span) -> (Option<Text<'a>>, Option<Date<'a>>) {
        let Some((date, day)) = crate::text::full_date::next(self.text, span.from(), span.to()) else { return (None, None) };
        let organ = self.text.trim(Span::new(span.from(), date.from()));
        ((!organ.is_empty()).then(|| self.text(organ)), Some(self.whole_day(date, day)))
    }

    /// The date of an element; the same date in the list has the same id.
    fn whole_day(&self, span: Span, day: FullDate) -> Date<'a> {
        if let Some(at) = self.findings.dates.iter().position(|d| d.span.overlaps(span)) {
            return self.date(at, &self.findings.dates[at]);
        }
        let day = day.date().map(|d| Str::Owned(d.to_string()));
        Date { text: self.str(span), span, edtf: day.clone(), earliest: day.clone(), latest: day, ..Date::default() }
    }

    fn contacts(&self) -> Vec<Contact<'a>> {
        let strings = |spans: &[Span]| spans.iter().map(|s| self.str(*s)).collect();
        let found = self.findings.contacts.iter();
        found
            .map(|c| Contact {
                organization: c.organization.map(|o| self.str(o)),
                names: strings(&c.names),
                phones: strings(&c.phones),
                emails: strings(&c.emails),
                span: c.span,
            })
            .collect()
    }

    fn parts(&self) -> Vec<Part<'a>> {
        let items = &self.findings.items;
        let mut next = 0;
        let plans = self.findings.layout.parts.iter().enumerate();
        plans
            .map(|(i, plan)| {
                let mut nodes = Vec::new();
                while next < items.len() && items[next].part == i {
                    nodes.push(self.node(&mut next));
                }
                Part {
                    id: Id::part(i),
                    kind: plan.kind,
                    number: plan.number,
                    title: plan.title.map(|t| self.text(t)),
                    span: plan.span,
                    nodes,
                }
            })
            .collect()
    }

    /// The node at `next` with all below it. The tree is as deep as there are families of markers, no deeper.
    fn node(&self, next: &mut usize) -> Node<'a> {
        let at = *next;
        let item: &Item = &self.findings.items[at];
        *next += 1;
        let mut children = Vec::new();
        while *next < self.findings.items.len() && self.findings.items[*next].parent == Some(at) {
            children.push(self.node(next));
        }
        Node {
            id: Id::node(at),
            kind: item.kind,
            depth: item.depth,
            marker: item.mark.map(|m| Marker { text: self.str(m.span), ordinal: m.ordinal, style: m.style }),
            heading: item.heading.map(|h| self.text(h)),
            text: if item.kind == NodeKind::Table { Str::default() } else { self.str(item.body) },
            span: item.span,
            children,
        }
    }

    fn tasks(&self) -> Vec<Task<'a>> {
        let mut canonical = HashMap::new();
        self.findings.units.iter().enumerate().map(|(i, unit)| self.task(i, unit, &mut canonical)).collect()
    }

    fn task(&self, index: usize, unit: &Unit, canonical: &mut Known<'t, 'a>) -> Task<'a> {
        let f = self.findings;
        let item = &f.items[unit.item];
        let text = match unit.text[..] {
            [one] => self.str(one),
            _ => Str::Owned(unit.text.iter().map(|s| self.str(*s)).collect::<Vec<_>>().join("\n")),
        };
        let mut assignments: Vec<Assignment<'a>> = Vec::new();
        let mut seen = HashSet::new();
        for clause in &unit.clauses {
            let level = clause.named.first().map_or(&[][..], |n| level(self.text.units(n.name)));
            for (place, named) in clause.named.iter().enumerate() {
                let assignment = self.assignment(named, place, clause, level, canonical);
                // Several clauses in one item are one task: each organ and role once, as within each clause.
                if unit.clauses.len() == 1 || seen.insert((named.role, self.text.units(named.name))) {
                    assignments.push(assignment);
                }
            }
        }
        Task {
            id: Id::task(index),
            node: Id::node(unit.item),
            part: Id::part(item.part),
            ordinal: unit.ordinal.map(|o| self.str(o)),
            section: self.section(unit.item, item.kind == NodeKind::Table),
            text,
            span: unit.text.iter().copied().reduce(Span::join).unwrap_or(unit.span),
            assignments,
            target_ids: Self::inside(&f.targets, unit.span, |t| t.quantity.span, Id::target),
            date_ids: unit.shared.iter().chain([&unit.span]).flat_map(|s| Self::inside(&f.dates, *s, |d| d.span, Id::date)).collect(),
            reference_ids: Self::inside(&f.references, unit.span, |r| r.span, Id::reference),
        }
    }

    fn assignment(&self, named: &Named, place: usize, clause: &Clause, level: &'t [u16], canonical: &mut Known<'t, 'a>) -> Assignment<'a> {
        let units = self.text.units(named.name);
        let known = canonical
            .entry((units, level))
            .or_insert_with(|| self.options.lexicon.canonical(units, self.national, level).map(Str::Owned))
            .clone();
        let leading = self.findings.leading;
        let rule = named.role == Role::Responsible
            && (leading.first && place == 0 || leading.before_comma && named.before_comma)
            && !clause.named.iter().any(|n| n.role == Role::Lead);
        Assignment {
            department: self.str(named.name),
            canonical: known,
            role: named.role,
            leads: named.role == Role::Lead || rule,
            collective: lexicon::is_collective(units),
            basis: clause.basis,
            span: named.name,
            clause: clause.span,
        }
    }

    /// What an item is called where others stand below it: its heading, or a short sentence at its start.
    fn name(&self, item: &Item) -> Span {
        /// Longer sentences say what is to be done, and name nothing.
        const LONGEST: usize = 40;
        let body = item.body;
        let end = body.to().min(body.from() + LONGEST);
        let sentence = self.text.next(body.from(), end, class::STOP).or(Some(body.to()).filter(|to| *to <= end));
        item.heading.unwrap_or(Span::new(body.from(), sentence.unwrap_or(body.from())))
    }

    fn section(&self, item: usize, itself: bool) -> Vec<Str<'a>> {
        let items = &self.findings.items;
        let mut out = Vec::new();
        let mut at = if itself { Some(item) } else { items[item].parent };
        while let Some(i) = at {
            if let Some(mark) = items[i].mark {
                out.push(Str::Owned(format!("{}{}", self.str(mark.span), self.str(self.name(&items[i])))));
            }
            at = items[i].parent;
        }
        out.reverse();
        out
    }

    fn targets(&self) -> Vec<Target<'a>> {
        let dates = &self.findings.dates;
        let found = self.findings.targets.iter().enumerate();
        found
            .map(|(i, t)| {
                let near = nearby(dates, t.sentence);
                Target {
                    id: Id::target(i),
                    node: t.item.map(Id::node),
                    text: self.str(t.span),
                    span: self.text.trim(t.span),
                    indicator: t.indicator.map(|s| self.text(s)),
                    comparator: t.comparator,
                    value: Str::Owned(t.quantity.value.clone()),
                    value_high: t.quantity.high.clone().map(Str::Owned),
                    unit: if self.text.at(t.quantity.unit.from(), crate::w!("百分之")) { "%".into() } else { self.str(t.quantity.unit) },
                    change: t.change,
                    baseline: crate::resolve::baseline(t, &dates[near.clone()]).map(|d| Id::date(near.start + d)),
                    by: crate::resolve::due(t, &dates[near.clone()]).map(|d| Id::date(near.start + d)),
                }
            })
            .collect()
    }

    fn dates(&self) -> Vec<Date<'a>> {
        self.findings.dates.iter().enumerate().map(|(i, d)| self.date(i, d)).collect()
    }

    fn date(&self, index: usize, d: &Resolved) -> Date<'a> {
        let day = |d: Option<jiff::civil::Date>| d.map(|d| Str::Owned(d.to_string()));
        Date {
            id: Id::date(index),
            node: d.item.map(Id::node),
            text: self.str(d.span),
            span: d.span,
            edtf: d.edtf.clone().map(Str::Owned),
            earliest: day(d.earliest),
            latest: day(d.latest),
            relation: d.relation,
            recurrence: d.recurrence.clone().map(Str::Owned),
            inferred: d.inferred,
        }
    }

    fn references(&self) -> Vec<Reference<'a>> {
        let text = self.text;
        let plain = |s: Span| soft::squeezed(text, s);
        let titles: HashMap<Cow<[u16]>, usize> =
            self.findings.attachments.iter().enumerate().filter_map(|(i, a)| a.title.map(|t| (plain(t), i))).collect();
        let found = self.findings.references.iter().zip(&self.findings.aliases).enumerate();
        found
            .map(|(i, (r, alias))| Reference {
                id: Id::reference(i),
                node: r.item.map(Id::node),
                title: r.title.map(|t| self.str(t)),
                number: r.number.map(|n| self.str(n)),
                text: self.str(r.span),
                span: r.span,
                alias_of: alias.map(Id::reference),
                attachment_id: r.title.filter(|_| !titles.is_empty()).and_then(|t| titles.get(&plain(t)).copied()).map(Id::attachment),
            })
            .collect()
    }

    fn attachments(&self) -> Vec<Attachment<'a>> {
        let found = self.findings.attachments.iter().enumerate();
        found
            .map(|(i, a)| Attachment {
                id: Id::attachment(i),
                number: a.number,
                title: a.title.map(|t| self.str(t)),
                listed: a.listed,
                part: a.part.map(Id::part),
            })
            .collect()
    }

    fn tables(&self) -> Vec<Table<'a>> {
        let cell = |s: &Span| Cell { text: self.str(*s), span: *s };
        let grids = self.findings.grids.iter().enumerate();
        grids
            .map(|(i, g)| Table {
                id: Id::table(i),
                node: Id::node(g.item),
                caption: g.caption.map(|c| self.text(c)),
                header_rows: g.header_rows as u32,
                columns: g.columns.len() as u32,
                rows: g.rows.iter().map(|r| r.iter().map(cell).collect()).collect(),
            })
            .collect()
    }

    fn diagnostics(&self) -> Vec<Diagnostic<'a>> {
        let mut out = Vec::new();
        for date in self.findings.dates.iter().filter(|d| d.fault.is_some()) {
            let shown = self.text.slice(date.span);
            let (code, message) = match date.fault {
                Some(Fault::Reversed) => ("period-reversed", format!("the period {shown} ends before it begins")),
                _ => ("date-invalid", format!("{shown} is no day of the calendar")),
            };
            out.push(Diagnostic { code: code.into(), severity: Severity::Error, message: message.into(), span: date.span, help: None });
        }
        let joined = self.findings.blocks.iter().filter(|b| b.joined).count();
        if joined > 0 && !self.findings.paged {
            let first = self.findings.blocks.iter().find(|b| b.joined).map_or(Span::default(), |b| b.body);
            let message = format!("hard line breaks inside {joined} paragraph(s) were joined");
            out.push(Diagnostic {
                code: "line-break-inside-sentence".into(),
                severity: Severity::Info,
                message: message.into(),
                span: first,
                help: None,
            });
        }
        out
    }
}

/// Whether a document speaks of the organs of the state: hardly an organ in its clauses has a place or level in front.
fn national(text: &Folded, units: &[Unit]) -> bool {
    let first = units.iter().flat_map(|u| &u.clauses).flat_map(|c| &c.named).take(40);
    let (mut plain, mut placed) = (0, 0);
    for named in first {
        if lexicon::level_prefix(text.units(named.name)) == 0 { plain += 1 } else { placed += 1 }
    }
    placed * 4 < plain
}

/// The dates inside a span, as a range of the list.
fn nearby(dates: &[Resolved], span: Span) -> std::ops::Range<usize> {
    let from = dates.partition_point(|d| d.span.start < span.start);
    let to = dates.partition_point(|d| d.span.start < span.end);
    from..to.max(from)
}

/// The level word in front of an organ's name, shared by elliptical names behind it; a place as long as it is said.
fn level(name: &[u16]) -> &[u16] {
    &name[..lexicon::level_prefix(name)]
}

/// An order's organ without 令.
fn order_organ(text: &Folded, line: Span) -> Span {
    let line = text.trim(line);
    if text.ends(line.to(), crate::w!("令")) { text.trim(Span::new(line.from(), line.to() - 1)) } else { line }
}

/// Every organ with a task, once, in order: those that the lexicon knows as one are one.
pub(crate) fn departments<'a>(tasks: &[Task<'a>]) -> Vec<Department<'a>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut out: Vec<Department<'a>> = Vec::new();
    for assignment in tasks.iter().flat_map(|t| &t.assignments) {
        let key = assignment.canonical.as_deref().unwrap_or(&assignment.department);
        let at = *places.entry(key).or_insert_with(|| {
            out.push(Department { name: assignment.department.clone(), canonical: assignment.canonical.clone(), ..Department::default() });
            out.len() - 1
        });
        let department = &mut out[at];
        if department.name != assignment.department && !department.variants.contains(&assignment.department) {
            department.variants.push(assignment.department.clone());
        }
        let counts = &mut department.counts;
        let count = match assignment.role {
            Role::Lead => &mut counts.lead,
            Role::Responsible => &mut counts.responsible,
            Role::Support => &mut counts.support,
            Role::Joint => &mut counts.joint,
            Role::Guide => &mut counts.guide,
            Role::Supervise => &mut counts.supervise,
        };
        *count += 1;
    }
    out
}
