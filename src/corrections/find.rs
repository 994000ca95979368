//! Which value of a notice a correction is for: that of its kind at its span with its text. An id chooses where several
//! stand at one place, as an organ does that has two tasks.

use super::{Action, Correction, Field, Kind};
use crate::model::{Date, Id, Notice, Text};
use crate::span::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// A value of a notice, by its places in the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A task.
    Task(usize),
    /// An assignment of a task.
    Assignment(usize, usize),
    /// A target.
    Target(usize),
    /// A date.
    Date(usize),
    /// A reference.
    Reference(usize),
    /// An element of the metadata; its place, where it is a list.
    Metadata(Field, usize),
}

/// What stands at a correction's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The value.
    One(Value),
    /// None of that kind with that text.
    None,
    /// Several, none of which has the correction's id.
    Several,
}

struct Entry {
    value: Value,
    id: Option<Id>,
    text: String,
}

type Key = (Kind, Option<Field>, Span);

/// Every value of a notice that can be corrected, by its place.
pub struct Index {
    values: HashMap<Key, Vec<Entry>>,
    /// Days of the metadata that are dates.
    days: HashMap<Field, Value>,
}

impl Index {
    /// The values of a notice; `covered` says what a span of the source covers.
    pub fn new<'a>(notice: &Notice, covered: impl Fn(Span) -> Cow<'a, str>) -> Index {
        let mut index = Index { values: HashMap::new(), days: HashMap::new() };
        for (i, t) in notice.tasks.iter().enumerate() {
            index.add((Kind::Task, None, t.span), Value::Task(i), Some(t.id), &t.text);
            for (j, a) in t.assignments.iter().enumerate() {
                index.add((Kind::Assignment, None, a.span), Value::Assignment(i, j), Some(t.id), &a.department);
            }
        }
        for (i, t) in notice.targets.iter().enumerate() {
            index.add((Kind::Target, None, t.span), Value::Target(i), Some(t.id), &t.text);
        }
        let m = &notice.metadata;
        let days = [(Field::IssuedOn, &m.issued_on), (Field::PrintedOn, &m.printed_on), (Field::PublishedOn, &m.published_on)];
        for (i, d) in notice.dates.iter().enumerate() {
            let own = days.iter().filter(|(_, day)| day.as_ref().is_some_and(|day| day.id == d.id && day.span == d.span));
            index.days.extend(own.map(|(field, _)| (*field, Value::Date(i))));
            index.add((Kind::Date, None, d.span), Value::Date(i), Some(d.id), &d.text);
        }
        for (i, r) in notice.references.iter().enumerate() {
            index.add((Kind::Reference, None, r.span), Value::Reference(i), Some(r.id), &r.text);
        }
        index.metadata(notice, covered);
        index
    }

    fn metadata<'a>(&mut self, notice: &Notice, covered: impl Fn(Span) -> Cow<'a, str>) {
        let m = &notice.metadata;
        let mut add = |field: Field, at: usize, span: Span, text: &str| {
            self.add((Kind::Metadata, Some(field), span), Value::Metadata(field, at), None, text);
        };
        let of_text = |t: &Text| (t.span, t.text.to_string());
        let of_date = |d: &Date| (d.span, d.text.to_string());
        let single = [
            (Field::Title, m.title.as_ref().map(of_text)),
            (Field::Kind, m.kind.as_ref().map(of_text)),
            (Field::DocumentNumber, m.document_number.as_ref().map(|n| (n.span, n.text.to_string()))),
            (Field::IssuedOn, m.issued_on.as_ref().map(of_date)),
            (Field::PrintedBy, m.printed_by.as_ref().map(of_text)),
            (Field::PrintedOn, m.printed_on.as_ref().map(of_date)),
            (Field::Classification, m.classification.as_ref().map(of_text)),
            (Field::Urgency, m.urgency.as_ref().map(of_text)),
            (Field::CopyNumber, m.copy_number.as_ref().map(of_text)),
            (Field::Disclosure, m.disclosure.as_ref().map(of_text)),
            (Field::IndexNumber, m.index_number.as_ref().map(of_text)),
            (Field::Topic, m.topic.as_ref().map(of_text)),
            (Field::PublishedOn, m.published_on.as_ref().map(of_date)),
        ];
        for (field, found) in single {
            if let Some((span, text)) = found {
                add(field, 0, span, &text);
            }
        }
        let lists = [
            (Field::Issuers, &m.issuers),
            (Field::Recipients, &m.recipients),
            (Field::Signatories, &m.signatories),
            (Field::CopiedTo, &m.copied_to),
        ];
        for (field, list) in lists {
            list.iter().enumerate().for_each(|(i, t)| add(field, i, t.span, &t.text));
        }
        for (i, c) in m.contacts.iter().enumerate() {
            add(Field::Contacts, i, c.span, &covered(c.span));
        }
    }

    fn add(&mut self, key: Key, value: Value, id: Option<Id>, text: &str) {
        self.values.entry(key).or_default().push(Entry { value, id, text: squeezed(text) });
    }

    /// The value that a correction is for. A day of the metadata that is one of the dates is corrected as that date.
    pub fn find(&self, correction: &Correction) -> Found {
        match self.at(correction) {
            Found::One(Value::Metadata(field, _)) if correction.action == Action::Correct && self.days.contains_key(&field) => {
                Found::One(self.days[&field])
            }
            found => found,
        }
    }

    fn at(&self, correction: &Correction) -> Found {
        let at = self.values.get(&(correction.kind, correction.field, correction.span));
        let text = squeezed(&correction.text);
        let mut fit = at.into_iter().flatten().filter(|e| e.text == text);
        match (fit.next(), fit.next()) {
            (None, _) => Found::None,
            (Some(entry), None) => Found::One(entry.value),
            _ => {
                let own = at.into_iter().flatten().find(|e| e.text == text && e.id == correction.id);
                own.map_or(Found::Several, |entry| Found::One(entry.value))
            }
        }
    }
}

/// A text without white space: whether line breaks in it were joined by a space is no difference.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
