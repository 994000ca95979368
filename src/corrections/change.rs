//! What a correction sets → a value of the notice.

use super::find::{Value, squeezed};
use super::{Field, Set};
use crate::language::Said;
use crate::model::{Assignment, Comparator, Date, DocumentNumber, Notice, Reference, Relation, Role, Str, Target, Text};
use crate::span::Span;
use crate::text::{Folded, class, document_number, full_date, soft};

/// A place with what it covers.
type Placed<'a> = Option<(Span, Str<'a>)>;

/// Changes one value; nothing is changed where that is an error.
///
/// # Errors
/// Where the new place is none, or what is set does not go together with what the value has.
pub fn change<'a>(notice: &mut Notice<'a>, value: Value, set: &Set<'a>, text: &Folded<'a>) -> Result<(), Said> {
    let placed = set.span.map(|span| place(text, span)).transpose()?;
    match value {
        // A task has nothing that can be set, by `read`.
        Value::Task(_) => {}
        Value::Assignment(task, at) => assignment(&mut notice.tasks[task].assignments[at], set, placed),
        Value::Target(at) => target(&mut notice.targets[at], set, placed)?,
        Value::Date(at) => date(&mut notice.dates[at], set, placed, text),
        Value::Reference(at) => reference(&mut notice.references[at], set, placed)?,
        Value::Metadata(field, at) => metadata(notice, field, at, set, placed, text),
    }
    Ok(())
}

/// What a new place covers.
fn place<'a>(text: &Folded<'a>, span: Span) -> Result<(Span, Str<'a>), Said> {
    if span.end < span.start || span.to() > text.len() {
        let length = text.len();
        return Err(Said::new(format!("its new place is behind the end of the text, {length}"), format!("新位置超出原文末尾 {length}")));
    }
    let trimmed = text.trim(span);
    if trimmed.is_empty() {
        return Err(Said::new("its new place covers nothing", "新位置没有文字"));
    }
    Ok((trimmed, soft::text(text, trimmed)))
}

fn assignment<'a>(assignment: &mut Assignment<'a>, set: &Set<'a>, placed: Placed<'a>) {
    if let Some((span, text)) = placed {
        assignment.clause = assignment.clause.join(span);
        (assignment.span, assignment.department) = (span, text);
        // The full name was that of another text.
        assignment.canonical = None;
    }
    if let Some(role) = set.role {
        assignment.role = role;
        assignment.leads = role == Role::Lead;
    }
    if let Some(leads) = set.leads {
        assignment.leads = leads;
    }
    if let Some(canonical) = &set.canonical {
        assignment.canonical = Some(canonical.clone()).filter(|c| !c.is_empty());
    }
}

fn target<'a>(target: &mut Target<'a>, set: &Set<'a>, placed: Placed<'a>) -> Result<(), Said> {
    let comparator = set.comparator.unwrap_or(target.comparator);
    let high = set.value_high.as_ref().or(target.value_high.as_ref()).filter(|_| comparator == Comparator::Range).cloned();
    if comparator == Comparator::Range && high.is_none() {
        return Err(Said::new("a range needs value_high too", "区间还须有上限 value_high"));
    }
    (target.comparator, target.value_high) = (comparator, high);
    if let Some((span, text)) = placed {
        target.indicator.take_if(|i| !span.contains(i.span));
        (target.span, target.text) = (span, text);
    }
    if let Some(value) = &set.value {
        target.value = value.clone();
    }
    if let Some(unit) = &set.unit {
        target.unit = unit.clone();
    }
    if let Some(change) = set.change {
        target.change = change;
    }
    Ok(())
}

fn date<'a>(date: &mut Date<'a>, set: &Set<'a>, placed: Placed<'a>, text: &Folded<'a>) {
    if let Some((span, covered)) = placed {
        (date.span, date.text) = (span, covered);
        // A whole day says itself what it is.
        if let Some(day) = full_date::next(text, span.from(), span.to()).and_then(|(_, day)| day.date()) {
            days(date, Some(day.to_string().into()), Some(day.to_string().into()));
        }
    }
    if let Some(relation) = set.relation {
        date.relation = relation;
    }
    if set.earliest.is_some() || set.latest.is_some() {
        days(date, set.earliest.clone(), set.latest.clone());
    }
}

/// Gives a date its days; the one that is not given stays where it can.
fn days<'a>(date: &mut Date<'a>, earliest: Option<Str<'a>>, latest: Option<Str<'a>>) {
    let both = (earliest.is_some(), latest.is_some());
    let (mut earliest, mut latest) = (earliest.or(date.earliest.take()), latest.or(date.latest.take()));
    // ISO days compare as text.
    if let (Some(first), Some(last)) = (&earliest, &latest)
        && first > last
    {
        match both {
            (true, _) => latest = earliest.clone(),
            _ => earliest = latest.clone(),
        }
    }
    date.edtf = match (&earliest, &latest) {
        (Some(first), Some(last)) if first == last => Some(first.clone()),
        (Some(first), Some(last)) => Some(format!("{first}/{last}").into()),
        (None, Some(last)) if date.relation == Relation::By => Some(last.clone()),
        (None, Some(last)) => Some(format!("../{last}").into()),
        (Some(first), None) if matches!(date.relation, Relation::From | Relation::After) => Some(first.clone()),
        (Some(first), None) => Some(format!("{first}/..").into()),
        (None, None) => None,
    };
    (date.earliest, date.latest, date.inferred) = (earliest, latest, false);
}

fn reference<'a>(reference: &mut Reference<'a>, set: &Set<'a>, placed: Placed<'a>) -> Result<(), Said> {
    let (span, text) = placed.unwrap_or_else(|| (reference.span, reference.text.clone()));
    let whole = squeezed(&text);
    let stands = |said: &&Str| whole.contains(&squeezed(said));
    if let Some(said) = set.title.iter().chain(&set.number).find(|said| !stands(said)) {
        return Err(Said::new(format!("{said:?} does not stand in “{text}”"), format!("“{text}”中没有“{said}”")));
    }
    (reference.span, reference.text) = (span, text);
    if let Some(title) = &set.title {
        reference.title = Some(title.clone()).filter(|t| !t.is_empty());
    }
    if let Some(number) = &set.number {
        reference.number = Some(number.clone()).filter(|n| !n.is_empty());
    }
    // What stood in another place says nothing of this one.
    reference.title.take_if(|t| !whole.contains(&squeezed(t)));
    reference.number.take_if(|n| !whole.contains(&squeezed(n)));
    Ok(())
}

fn metadata<'a>(notice: &mut Notice<'a>, field: Field, at: usize, set: &Set<'a>, placed: Placed<'a>, text: &Folded<'a>) {
    let m = &mut notice.metadata;
    let of_date = match field {
        Field::IssuedOn => m.issued_on.as_mut(),
        Field::PrintedOn => m.printed_on.as_mut(),
        Field::PublishedOn => m.published_on.as_mut(),
        _ => None,
    };
    if let Some(of_date) = of_date {
        // It is one of the dates, but where only a page's own metadata has it.
        let own = notice.dates.iter_mut().find(|d| d.id == of_date.id && d.span == of_date.span);
        return date(own.unwrap_or(of_date), set, placed, text);
    }
    let Some((span, covered)) = placed else { return };
    if let (Field::DocumentNumber, Some(number)) = (field, &mut m.document_number) {
        *number = document_number_at(text, span, covered);
        return;
    }
    let new = Text { text: covered, span };
    if let Some(old) = single(notice, field) {
        *old = Some(new);
    } else if let Some(old) = list(notice, field).and_then(|l| l.get_mut(at)) {
        *old = new;
    }
}

fn document_number_at<'a>(text: &Folded<'a>, span: Span, covered: Str<'a>) -> DocumentNumber<'a> {
    let found = text.next(span.from(), span.to(), class::OPEN).and_then(|open| document_number::around(text, open, span));
    let parts = found.map(|f| (Some(f.agency).filter(|a| !a.is_empty()).map(|a| soft::text(text, a)), f.year, f.serial));
    let (agency, year, serial) = parts.map_or((None, None, None), |(agency, year, serial)| (agency, Some(year), Some(serial)));
    DocumentNumber { text: covered, span, agency, year, serial }
}

/// An element that stands once.
pub fn single<'n, 'a>(notice: &'n mut Notice<'a>, field: Field) -> Option<&'n mut Option<Text<'a>>> {
    let m = &mut notice.metadata;
    Some(match field {
        Field::Title => &mut m.title,
        Field::Kind => &mut m.kind,
        Field::PrintedBy => &mut m.printed_by,
        Field::Classification => &mut m.classification,
        Field::Urgency => &mut m.urgency,
        Field::CopyNumber => &mut m.copy_number,
        Field::Disclosure => &mut m.disclosure,
        Field::IndexNumber => &mut m.index_number,
        Field::Topic => &mut m.topic,
        _ => return None,
    })
}

/// An element that is a list.
pub fn list<'n, 'a>(notice: &'n mut Notice<'a>, field: Field) -> Option<&'n mut Vec<Text<'a>>> {
    let m = &mut notice.metadata;
    Some(match field {
        Field::Issuers => &mut m.issuers,
        Field::Recipients => &mut m.recipients,
        Field::Signatories => &mut m.signatories,
        Field::CopiedTo => &mut m.copied_to,
        _ => return None,
    })
}
