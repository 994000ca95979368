//! Every span of a notice, but for those of its source.

use crate::model::{Contact, Date, DocumentNumber, Node, Notice, Target, Task, Text};
use crate::span::Span;

type Visit<'v> = &'v mut dyn FnMut(&mut Span);

/// Visits each span.
pub fn each(notice: &mut Notice, visit: Visit) {
    metadata(notice, visit);
    for part in &mut notice.parts {
        visit(&mut part.span);
        part.title.iter_mut().for_each(|t| visit(&mut t.span));
        part.nodes.iter_mut().for_each(|n| node(n, visit));
    }
    notice.tasks.iter_mut().for_each(|t| task(t, visit));
    notice.targets.iter_mut().for_each(|t| target(t, visit));
    notice.dates.iter_mut().for_each(|d| date(d, visit));
    notice.references.iter_mut().for_each(|r| visit(&mut r.span));
    notice.attachments.iter_mut().flat_map(|a| &mut a.listed).for_each(&mut *visit);
    for table in &mut notice.tables {
        table.caption.iter_mut().for_each(|c| visit(&mut c.span));
        table.rows.iter_mut().flatten().for_each(|c| visit(&mut c.span));
    }
    notice.diagnostics.iter_mut().for_each(|d| visit(&mut d.span));
}

fn metadata(notice: &mut Notice, visit: Visit) {
    let m = &mut notice.metadata;
    let one = [
        &mut m.title, &mut m.kind, &mut m.printed_by, &mut m.classification, &mut m.urgency, &mut m.copy_number, &mut m.disclosure,
        &mut m.index_number, &mut m.topic,
    ];
    let text = |text: &mut Text, visit: &mut dyn FnMut(&mut Span)| visit(&mut text.span);
    one.into_iter().flatten().for_each(|t| text(t, visit));
    for list in [&mut m.issuers, &mut m.recipients, &mut m.signatories, &mut m.copied_to] {
        list.iter_mut().for_each(|t| text(t, visit));
    }
    if let Some(DocumentNumber { span, .. }) = &mut m.document_number {
        visit(span);
    }
    for d in [&mut m.issued_on, &mut m.printed_on, &mut m.published_on].into_iter().flatten() {
        date(d, visit);
    }
    m.contacts.iter_mut().for_each(|Contact { span, .. }| visit(span));
}

fn node(node: &mut Node, visit: Visit) {
    visit(&mut node.span);
    node.heading.iter_mut().for_each(|h| visit(&mut h.span));
    // As deep as there are families of numbers.
    node.children.iter_mut().for_each(|n| self::node(n, visit));
}

fn task(task: &mut Task, visit: Visit) {
    visit(&mut task.span);
    for assignment in &mut task.assignments {
        visit(&mut assignment.span);
        visit(&mut assignment.clause);
    }
}

fn target(target: &mut Target, visit: Visit) {
    visit(&mut target.span);
    target.indicator.iter_mut().for_each(|i| visit(&mut i.span));
}

fn date(date: &mut Date, visit: Visit) {
    visit(&mut date.span);
}
