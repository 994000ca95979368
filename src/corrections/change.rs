//! What a correction sets → a value of the notice.

use super::find::{Value, squeezed};
use super::{Field, Set};
use crate::language::Said;
use crate::model::{Assignment, Comparator, Date, DocumentNumber, Notice, Reference, Relation, Role, Str, Target, Text};
use crate::span::Span;
use crate::text::{Folded, class, document_number, soft};

/// A place with what it covers.
type Placed<'a> = Option<(Span, Str<'a>)>;

/// What places are looked up in.
pub struct Ground<'t, 'a> {
    text: &'t Folded<'a>,
    /// The cells of tables that say something, in order.
    cells: Vec<Span>,
}

impl<'t, 'a> Ground<'t, 'a> {
    /// The text of a notice, and its tables.
    pub fn new(text: &'t Folded<'a>, notice: &Notice) -> Self {
        let cells = notice.tables.iter().flat_map(|t| &t.rows).flatten().map(|c| c.span);
        let mut cells: Vec<Span> = cells.filter(|s| !s.is_empty()).collect();
        cells.sort();
        Ground { text, cells }
    }

    /// What a new place covers.
    fn place(&self, span: Span) -> Result<(Span, Str<'a>), Said> {
        if let Some(fault) = outside(self.text, span) {
            return Err(Said::new(format!("its new place is none: {}", fault.english), format!("新位置有误：{}", fault.chinese)));
        }
        let trimmed = self.text.trim(span);
        if trimmed.is_empty() {
            return Err(Said::new("its new place covers nothing", "新位置没有文字"));
        }
        let first = self.cells.partition_point(|c| c.end <= trimmed.start);
        if self.cells.get(first).is_some_and(|c| c.overlaps(trimmed) && !c.contains(trimmed)) {
            return Err(Said::new("its new place is not inside one cell", "新位置不在同一单元格内"));
        }
        Ok((trimmed, soft::text(self.text, trimmed)))
    }
}

/// Why a span is no place in a text.
pub fn outside(text: &Folded, span: Span) -> Option<Said> {
    let Span { start, end } = span;
    if end < start {
        return Some(Said::new(format!("{end} is before {start}"), format!("终点 {end} 在起点 {start} 之前")));
    }
    let length = text.len();
    (span.to() > length).then(|| Said::new(format!("the text ends at {length}"), format!("原文到 {length} 为止")))
}

/// Changes one value; nothing is changed where that is an error.
///
/// # Errors
/// Where the new place is none, or what is set does not go together with what the value has.
pub fn change<'a>(notice: &mut Notice<'a>, value: Value, set: &Set<'a>, ground: &Ground<'_, 'a>) -> Result<(), Said> {
    let placed = set.span.map(|span| ground.place(span)).transpose()?;
    match value {
        // A task has nothing that can be set, by `read`.
        Value::Task(_) => {}
        Value::Assignment(task, at) => assignment(&mut notice.tasks[task].assignments[at], set, placed),
        Value::Target(at) => target(&mut notice.targets[at], set, placed)?,
        Value::Date(at) => date(&mut notice.dates[at], set, placed)?,
        Value::Reference(at) => reference(&mut notice.references[at], set, placed)?,
        Value::Metadata(field, at) => metadata(notice, field, at, set, placed, ground.text)?,
    }
    Ok(())
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
    let value = set.value.as_ref().unwrap_or(&target.value).clone();
    let high = match (comparator, &set.value_high) {
        (Comparator::Range, high) => high.clone().or(target.value_high.clone()),
        (_, None) => None,
        (_, Some(_)) => return Err(Said::new("only a range has value_high", "只有区间才有上限 value_high")),
    };
    if comparator == Comparator::Range {
        let number = |s: &str| s.parse::<f64>().unwrap_or(f64::NAN);
        let Some(high) = &high else { return Err(Said::new("a range needs value_high too", "区间还须有上限 value_high")) };
        if number(high) < number(&value) {
            return Err(Said::new(format!("{high} is less than {value}"), format!("上限 {high} 小于 {value}")));
        }
    }
    (target.comparator, target.value, target.value_high) = (comparator, value, high);
    if let Some((span, text)) = placed {
        target.indicator.take_if(|i| !span.contains(i.span));
        (target.span, target.text) = (span, text);
    }
    if let Some(unit) = &set.unit {
        target.unit = unit.clone();
    }
    if let Some(change) = set.change {
        target.change = change;
    }
    Ok(())
}

fn date<'a>(date: &mut Date<'a>, set: &Set<'a>, placed: Placed<'a>) -> Result<(), Said> {
    let given = |day: &Option<Str<'a>>, old: &Option<Str<'a>>| match day {
        Some(day) => Some(day.clone()).filter(|d| !d.is_empty()),
        None => old.clone(),
    };
    let (earliest, latest) = (given(&set.earliest, &date.earliest), given(&set.latest, &date.latest));
    // ISO days compare as text.
    if let (Some(first), Some(last)) = (&earliest, &latest)
        && first > last
    {
        return Err(Said::new(format!("its first day {first} is after its last {last}"), format!("最早 {first} 晚于最晚 {last}")));
    }
    if let Some((span, text)) = placed {
        (date.span, date.text) = (span, text);
    }
    if let Some(relation) = set.relation {
        date.relation = relation;
    }
    if set.earliest.is_some() || set.latest.is_some() {
        date.edtf = edtf(&earliest, &latest, date.relation);
        (date.earliest, date.latest, date.inferred) = (earliest, latest, false);
    }
    Ok(())
}

/// Days as Extended Date/Time Format (ISO 8601-2), as reading writes them.
fn edtf<'a>(earliest: &Option<Str<'a>>, latest: &Option<Str<'a>>, relation: Relation) -> Option<Str<'a>> {
    match (earliest, latest) {
        (Some(first), Some(last)) if first == last => Some(first.clone()),
        (Some(first), Some(last)) => Some(format!("{first}/{last}").into()),
        (None, Some(last)) if relation == Relation::By => Some(last.clone()),
        (None, Some(last)) => Some(format!("../{last}").into()),
        (Some(first), None) if matches!(relation, Relation::From | Relation::After) => Some(first.clone()),
        (Some(first), None) => Some(format!("{first}/..").into()),
        (None, None) => None,
    }
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

fn metadata<'a>(
    notice: &mut Notice<'a>,
    field: Field,
    at: usize,
    set: &Set<'a>,
    placed: Placed<'a>,
    text: &Folded<'a>,
) -> Result<(), Said> {
    let m = &mut notice.metadata;
    // Only a day that none of the dates is: one of a page's own metadata.
    let day = match field {
        Field::IssuedOn => m.issued_on.as_mut(),
        Field::PrintedOn => m.printed_on.as_mut(),
        Field::PublishedOn => m.published_on.as_mut(),
        _ => None,
    };
    if let Some(day) = day {
        return date(day, set, placed);
    }
    let Some((span, covered)) = placed else { return Ok(()) };
    if let (Field::DocumentNumber, Some(number)) = (field, &mut m.document_number) {
        *number = document_number_at(text, span, covered);
        return Ok(());
    }
    let new = Text { text: covered, span };
    if let Some(old) = single(notice, field) {
        *old = Some(new);
    } else if let Some(old) = list(notice, field).and_then(|l| l.get_mut(at)) {
        *old = new;
    }
    Ok(())
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
