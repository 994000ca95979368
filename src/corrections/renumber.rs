//! A notice without some of its values: lists in source order again, ids their places in them, and what referred to a
//! value that is gone refers to nothing.

use super::Field;
use super::change::{list, single};
use super::find::Value;
use crate::assemble;
use crate::model::{Id, Notice};
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// Takes values out of a notice, and puts its lists in order.
pub fn without(notice: &mut Notice, gone: &HashSet<Value>) {
    let before: HashSet<Id> = notice.dates.iter().map(|d| d.id).collect();
    for (i, task) in notice.tasks.iter_mut().enumerate() {
        keep(&mut task.assignments, |j| !gone.contains(&Value::Assignment(i, j)));
        task.assignments.sort_by_key(|a| (a.span.start, a.span.end));
    }
    keep(&mut notice.tasks, |i| !gone.contains(&Value::Task(i)));
    keep(&mut notice.targets, |i| !gone.contains(&Value::Target(i)));
    keep(&mut notice.dates, |i| !gone.contains(&Value::Date(i)));
    keep(&mut notice.references, |i| !gone.contains(&Value::Reference(i)));
    numbered(&mut notice.tasks, Id::task, |t| t.span, |t| &mut t.id);
    let targets = numbered(&mut notice.targets, Id::target, |t| t.span, |t| &mut t.id);
    let dates = numbered(&mut notice.dates, Id::date, |d| d.span, |d| &mut d.id);
    let references = numbered(&mut notice.references, Id::reference, |r| r.span, |r| &mut r.id);
    for task in &mut notice.tasks {
        renamed(&mut task.target_ids, &targets);
        renamed(&mut task.date_ids, &dates);
        renamed(&mut task.reference_ids, &references);
    }
    for target in &mut notice.targets {
        target.by = target.by.and_then(|id| dates.get(&id).copied());
        target.baseline = target.baseline.and_then(|id| dates.get(&id).copied());
    }
    for reference in &mut notice.references {
        reference.alias_of = reference.alias_of.and_then(|id| references.get(&id).copied());
    }
    metadata(notice, gone, &before, &dates);
    notice.departments = assemble::departments(&notice.tasks);
}

fn metadata(notice: &mut Notice, gone: &HashSet<Value>, before: &HashSet<Id>, names: &HashMap<Id, Id>) {
    let singles: Vec<Field> = gone.iter().filter_map(|v| if let Value::Metadata(field, _) = v { Some(*field) } else { None }).collect();
    for field in singles {
        if let Some(element) = single(notice, field) {
            *element = None;
        }
        if let Some(elements) = list(notice, field) {
            keep(elements, |i| !gone.contains(&Value::Metadata(field, i)));
        }
        let m = &mut notice.metadata;
        match field {
            Field::DocumentNumber => m.document_number = None,
            Field::IssuedOn => m.issued_on = None,
            Field::PrintedOn => m.printed_on = None,
            Field::PublishedOn => m.published_on = None,
            Field::Contacts => keep(&mut m.contacts, |i| !gone.contains(&Value::Metadata(field, i))),
            _ => {}
        }
    }
    // A day of the metadata is one of the dates; only a page's own metadata have days that the text has not.
    let Notice { metadata: m, dates, .. } = notice;
    for day in [&mut m.issued_on, &mut m.printed_on, &mut m.published_on] {
        if let Some(old) = day.as_ref().filter(|d| before.contains(&d.id)) {
            *day = names.get(&old.id).and_then(|new| dates.iter().find(|d| d.id == *new)).cloned();
        }
    }
}

/// Keeps what stands at places that are wanted.
fn keep<T>(list: &mut Vec<T>, wanted: impl Fn(usize) -> bool) {
    let mut at = 0;
    list.retain(|_| {
        at += 1;
        wanted(at - 1)
    });
}

/// Puts a list in source order and gives ids anew: the old ids with their new ones.
fn numbered<T>(items: &mut [T], id: fn(usize) -> Id, place: fn(&T) -> Span, own: fn(&mut T) -> &mut Id) -> HashMap<Id, Id> {
    // What starts at one place stays in its order.
    items.sort_by_key(|item| place(item).start);
    items.iter_mut().enumerate().map(|(i, item)| (std::mem::replace(own(item), id(i)), id(i))).collect()
}

/// The new names of what is left, in their order.
fn renamed(ids: &mut Vec<Id>, names: &HashMap<Id, Id>) {
    *ids = ids.iter().filter_map(|id| names.get(id).copied()).collect();
    ids.sort();
}
