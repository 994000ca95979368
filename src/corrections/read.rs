//! A file of corrections → [`Corrections`], held to what each kind of value can be given.

use super::{Action, Correction, Corrections, FORMAT, Field, Kind, Set, VERSION};
use crate::error::{Error, ErrorKind};
use jiff::civil::Date;

/// Reads corrections from JSON.
///
/// # Errors
/// [`ErrorKind::Format`] where it is no JSON of that shape, or sets what its kind of value has not; the message names
/// the place: line and column, or the number of the correction, from 1.
pub fn read(json: &str) -> Result<Corrections<'static>, Error> {
    // Some editors put a byte order mark in front.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let read: Corrections = serde_json::from_str(json).map_err(|e| wrong(format!("reading corrections: {e}"), format!("读取更正：{e}")))?;
    if read.format != FORMAT || read.version != VERSION {
        let (format, version) = (&read.format, &read.version);
        let english = format!("expected corrections of format {FORMAT} {VERSION}, found {format} {version}");
        return Err(wrong(english, format!("此处应为 {FORMAT} {VERSION} 格式的更正，实为 {format} {version}")));
    }
    for (index, correction) in read.corrections.iter().enumerate() {
        sound(correction).map_err(|(english, chinese)| {
            let n = index + 1;
            wrong(format!("correction {n}: {english}"), format!("第 {n} 条更正：{chinese}"))
        })?;
    }
    Ok(read)
}

fn wrong(english: String, chinese: String) -> Error {
    Error::new(ErrorKind::Format, english, chinese)
}

type Wrong = (String, String);

/// Whether a correction says what can be said of its kind.
fn sound(correction: &Correction) -> Result<(), Wrong> {
    if (correction.kind == Kind::Metadata) != correction.field.is_some() {
        return Err(("expected a field with metadata, and only there".into(), "field 应且只应与 metadata 同用".into()));
    }
    if (correction.action == Action::Correct) != correction.set.is_some() {
        return Err(("expected what to set with correct, and only there".into(), "set 应且只应与 correct 同用".into()));
    }
    let Some(set) = &correction.set else { return Ok(()) };
    if *set == Set::default() {
        return Err(("expected something in set".into(), "set 不应为空".into()));
    }
    let known = allowed(correction.kind, correction.field);
    for (name, _) in given(set).into_iter().filter(|(_, given)| *given) {
        if !known.contains(&name) {
            let list = known.join(", ");
            let english = format!("{name} cannot be set here; expected {}", if known.is_empty() { "nothing" } else { &list });
            let chinese = format!("此处不能设 {name}；可设：{}", if known.is_empty() { "无" } else { &list });
            return Err((english, chinese));
        }
    }
    for (name, value) in [("value", &set.value), ("value_high", &set.value_high)] {
        if let Some(value) = value.as_deref().filter(|v| !is_decimal(v)) {
            return Err((
                format!("{name}: expected a decimal such as 84.5, found {value:?}"),
                format!("{name}：应为 84.5 之类的小数，实为“{value}”"),
            ));
        }
    }
    for (name, day) in [("earliest", &set.earliest), ("latest", &set.latest)] {
        // An empty one takes the day away.
        if let Some(day) = day.as_deref().filter(|d| !d.is_empty() && (d.parse::<Date>().is_err() || d.len() != 10)) {
            return Err((
                format!("{name}: expected a day such as 2018-06-30, found {day:?}"),
                format!("{name}：应为 2018-06-30 之类的日期，实为“{day}”"),
            ));
        }
    }
    if let (Some(earliest), Some(latest)) = (&set.earliest, &set.latest)
        && earliest > latest
        && !latest.is_empty()
    {
        return Err((
            format!("expected earliest before latest, found {earliest} and {latest}"),
            format!("earliest 应不晚于 latest，实为 {earliest} 与 {latest}"),
        ));
    }
    Ok(())
}

/// What a kind of value can be given.
fn allowed(kind: Kind, field: Option<Field>) -> &'static [&'static str] {
    match (kind, field) {
        (Kind::Task, _) | (_, Some(Field::Contacts)) => &[],
        (Kind::Assignment, _) => &["span", "role", "leads", "canonical"],
        (Kind::Target, _) => &["span", "comparator", "value", "value_high", "unit", "change"],
        (Kind::Date, _) => &["span", "earliest", "latest", "relation"],
        (Kind::Metadata, Some(Field::IssuedOn | Field::PrintedOn | Field::PublishedOn)) => &["span", "earliest", "latest", "relation"],
        (Kind::Reference, _) => &["span", "title", "number"],
        (Kind::Metadata, _) => &["span"],
    }
}

/// What is given, by name.
fn given(set: &Set) -> [(&'static str, bool); 14] {
    [
        ("span", set.span.is_some()),
        ("role", set.role.is_some()),
        ("leads", set.leads.is_some()),
        ("canonical", set.canonical.is_some()),
        ("comparator", set.comparator.is_some()),
        ("value", set.value.is_some()),
        ("value_high", set.value_high.is_some()),
        ("unit", set.unit.is_some()),
        ("change", set.change.is_some()),
        ("earliest", set.earliest.is_some()),
        ("latest", set.latest.is_some()),
        ("relation", set.relation.is_some()),
        ("title", set.title.is_some()),
        ("number", set.number.is_some()),
    ]
}

/// Whether a string is a decimal as the model writes them: no sign but a minus, no zeros in front.
fn is_decimal(value: &str) -> bool {
    let value = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
    let padded = whole.len() > 1 && whole.starts_with('0');
    !padded && [whole, fraction].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
