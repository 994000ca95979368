//! The values of a notice as marks on its text, and the sweep that cuts a text where any of them begins or ends.

use super::Remark;
use crate::model::{Metadata, Notice};
use crate::span::Span;

/// What kind of value a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An organ that a task is assigned to.
    Organ,
    /// A target.
    Target,
    /// A date.
    Date,
    /// A document that is cited.
    Reference,
    /// Whom to ask.
    Contact,
    /// An element of the metadata.
    Metadata,
    /// A finding of `check`.
    Finding,
    /// The text of a task.
    Task,
}

impl Kind {
    /// The class of its segments.
    pub fn class(self) -> &'static str {
        match self {
            Kind::Organ => "k-organ",
            Kind::Target => "k-target",
            Kind::Date => "k-date",
            Kind::Reference => "k-reference",
            Kind::Contact => "k-contact",
            Kind::Metadata => "k-metadata",
            Kind::Finding => "k-finding",
            Kind::Task => "k-task",
        }
    }
}

/// A value where it stands.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// Its name in the page: an id, `t5:120-124` for an assignment, `m:issuers-0`, `f1`.
    pub key: String,
    /// What it is.
    pub kind: Kind,
}

/// All marks in the order of the text.
pub fn marks(notice: &Notice, remarks: &[Remark]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut put = |span: Span, key: String, kind: Kind| marks.push(Mark { span, key, kind });
    for task in &notice.tasks {
        put(task.span, task.id.to_string(), Kind::Task);
        for a in &task.assignments {
            put(a.span, format!("{}:{}-{}", task.id, a.span.start, a.span.end), Kind::Organ);
        }
    }
    notice.targets.iter().for_each(|x| put(x.span, x.id.to_string(), Kind::Target));
    notice.dates.iter().for_each(|x| put(x.span, x.id.to_string(), Kind::Date));
    notice.references.iter().for_each(|x| put(x.span, x.id.to_string(), Kind::Reference));
    for (field, i, span) in elements(&notice.metadata) {
        let kind = if field == "contacts" { Kind::Contact } else { Kind::Metadata };
        put(span, format!("m:{field}-{i}"), kind);
    }
    for (i, remark) in remarks.iter().enumerate() {
        put(remark.span, format!("f{}", i + 1), Kind::Finding);
    }
    // Longer ones first where two begin together: the shortest stands last in a segment.
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    marks
}

/// The elements of the metadata: field, place in its list, where it stands.
pub fn elements(m: &Metadata) -> Vec<(&'static str, usize, Span)> {
    let mut found = Vec::new();
    let single = [
        ("title", m.title.as_ref().map(|t| t.span)),
        ("kind", m.kind.as_ref().map(|t| t.span)),
        ("document_number", m.document_number.as_ref().map(|t| t.span)),
        ("issued_on", m.issued_on.as_ref().map(|t| t.span)),
        ("printed_by", m.printed_by.as_ref().map(|t| t.span)),
        ("printed_on", m.printed_on.as_ref().map(|t| t.span)),
        ("classification", m.classification.as_ref().map(|t| t.span)),
        ("urgency", m.urgency.as_ref().map(|t| t.span)),
        ("copy_number", m.copy_number.as_ref().map(|t| t.span)),
        ("disclosure", m.disclosure.as_ref().map(|t| t.span)),
        ("index_number", m.index_number.as_ref().map(|t| t.span)),
        ("topic", m.topic.as_ref().map(|t| t.span)),
        ("published_on", m.published_on.as_ref().map(|t| t.span)),
    ];
    found.extend(single.into_iter().filter_map(|(field, span)| Some((field, 0, span?))));
    let lists = [("issuers", &m.issuers), ("recipients", &m.recipients), ("signatories", &m.signatories), ("copied_to", &m.copied_to)];
    for (field, list) in lists {
        found.extend(list.iter().enumerate().map(|(i, t)| (field, i, t.span)));
    }
    found.extend(m.contacts.iter().enumerate().map(|(i, c)| ("contacts", i, c.span)));
    found
}

/// A segment names at most so many values that cover it: a text made to nest them without end stays linear.
const DEPTH: usize = 24;

/// Goes through the marks with the text.
pub struct Sweep<'m> {
    marks: &'m [Mark],
    next: usize,
    /// Those that cover the place, in the order that they began.
    open: Vec<&'m Mark>,
}

impl<'m> Sweep<'m> {
    /// Marks in the order of the text.
    pub fn new(marks: &'m [Mark]) -> Sweep<'m> {
        Sweep { marks, next: 0, open: Vec::new() }
    }

    /// Moves to a place, which never lies before the last; returns the marks up to there that cover no character of a block.
    pub fn advance(&mut self, at: usize) -> Vec<&'m Mark> {
        let mut empty = Vec::new();
        self.open.retain(|m| m.span.to() > at);
        while let Some(mark) = self.marks.get(self.next).filter(|m| m.span.from() <= at) {
            self.next += 1;
            // What stands between two blocks was passed without being open.
            if mark.span.to() <= at {
                empty.push(mark);
            } else if self.open.len() < DEPTH {
                self.open.push(mark);
            }
        }
        empty
    }

    /// The marks that end up to a place and cover no character of a block; those that go on behind it are left to what follows.
    pub fn rest(&mut self, at: usize) -> Vec<&'m Mark> {
        let from = self.next;
        while self.marks.get(self.next).is_some_and(|m| m.span.from() <= at && m.span.to() <= at) {
            self.next += 1;
        }
        self.marks[from..self.next].iter().collect()
    }

    /// The marks that cover the place.
    pub fn open(&self) -> &[&'m Mark] {
        &self.open
    }

    /// Where the next of them begins or ends, at most `to`.
    pub fn change(&self, to: usize) -> usize {
        let begins = self.marks.get(self.next).map_or(to, |m| m.span.from());
        self.open.iter().map(|m| m.span.to()).fold(begins.min(to), usize::min)
    }
}
