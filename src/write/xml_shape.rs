//! How each type of the model stands in XML: structs by a list of their fields, in the model's order.

use super::xml::{Element, Shape, container, read_string, string, wrong};
use crate::error::Error;
use crate::model::*;
use crate::span::Span;
use quick_xml::Writer;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use std::borrow::Cow;
use std::io::{self, Write};

macro_rules! shapes {
    ($($type:ident $(<$life:lifetime>)? as $tag:literal { $($field:ident),* $(,)? })*) => {$(
        impl $(<$life>)? Shape for $type $(<$life>)? {
            const TAG: &'static str = $tag;
            fn write<W: Write>(&self, name: &str, out: &mut Writer<W>) -> io::Result<()> {
                container(name, false, out, |out| {
                    $(self.$field.write(stringify!($field), out)?;)*
                    Ok(())
                })
            }
            fn read(element: Element) -> Result<Self, Error> {
                $(let mut $field = None;)*
                for child in element.children {
                    match child.name.as_str() {
                        $(stringify!($field) => {
                            if $field.replace(Shape::read(child)?).is_some() {
                                return Err(wrong(concat!("two elements <", stringify!($field), ">")));
                            }
                        })*
                        other => return Err(wrong(format!("unknown element <{other}> in <{}>", element.name))),
                    }
                }
                Ok($type { $($field: match $field { Some(value) => value, None => Shape::absent(stringify!($field))? },)* })
            }
        }
    )*};
}

shapes! {
    Notice<'a> as "notice" { format, version, source, metadata, parts, tasks, targets, dates, references, attachments, tables, departments, diagnostics }
    Source<'a> as "source" { name, media_type, encoding, bytes, chars, sha256, locations, restored, signatures, embedded }
    Location<'a> as "location" { span, apart, entry, page, bounds, paragraph, table, cell }
    Bounds as "bounds" { left, top, right, bottom }
    Restored<'a> as "characters" { span, raw }
    Signature<'a> as "signature" { kind, name, signed_at, page, verified }
    Embedded<'a> as "file" { name, bytes }
    Metadata<'a> as "metadata" {
        title, kind, document_number, issuers, recipients, issued_on, signatories, copied_to, printed_by, printed_on, classification, urgency,
        copy_number, disclosure, contacts, index_number, topic, published_on,
    }
    DocumentNumber<'a> as "document_number" { text, span, agency, year, serial }
    Contact<'a> as "contact" { organization, names, phones, emails, span }
    Text<'a> as "item" { text, span }
    Span as "span" { start, end }
    Part<'a> as "part" { id, kind, number, title, span, nodes }
    Node<'a> as "node" { id, kind, depth, marker, heading, text, span, children }
    Marker<'a> as "marker" { text, ordinal, style }
    Task<'a> as "task" { id, node, part, ordinal, section, text, span, assignments, target_ids, date_ids, reference_ids }
    Assignment<'a> as "assignment" { department, canonical, role, leads, collective, basis, span, clause }
    Target<'a> as "target" { id, node, text, span, indicator, comparator, value, value_high, unit, change, baseline, by }
    Date<'a> as "date" { id, node, text, span, edtf, earliest, latest, relation, recurrence, inferred }
    Reference<'a> as "reference" { id, node, title, number, text, span, alias_of, attachment_id }
    Attachment<'a> as "attachment" { id, number, title, listed, part }
    Table<'a> as "table" { id, node, caption, header_rows, columns, rows }
    Cell<'a> as "cell" { text, span }
    Department<'a> as "department" { name, canonical, variants, counts }
    RoleCounts as "counts" { lead, responsible, support, joint, guide, supervise }
    Diagnostic<'a> as "diagnostic" { code, severity, message, span, help }
}

impl<T: Shape> Shape for Option<T> {
    const TAG: &'static str = T::TAG;
    fn write<W: Write>(&self, name: &str, out: &mut Writer<W>) -> io::Result<()> {
        self.as_ref().map_or(Ok(()), |value| value.write(name, out))
    }
    fn read(element: Element) -> Result<Self, Error> {
        T::read(element).map(Some)
    }
    fn absent(_: &str) -> Result<Self, Error> {
        Ok(None)
    }
}

impl<T: Shape> Shape for Vec<T> {
    const TAG: &'static str = "row";
    fn write<W: Write>(&self, name: &str, out: &mut Writer<W>) -> io::Result<()> {
        container(name, self.is_empty(), out, |out| self.iter().try_for_each(|item| item.write(T::TAG, out)))
    }
    fn read(element: Element) -> Result<Self, Error> {
        let item = |child: Element| {
            if child.name == T::TAG { T::read(child) } else { Err(wrong(format!("expected <{}>, found <{}>", T::TAG, child.name))) }
        };
        element.children.into_iter().map(item).collect()
    }
}

impl Shape for Cow<'_, str> {
    const TAG: &'static str = "item";
    fn write<W: Write>(&self, name: &str, out: &mut Writer<W>) -> io::Result<()> {
        string(name, self, out)
    }
    fn read(element: Element) -> Result<Self, Error> {
        read_string(element).map(Cow::Owned)
    }
}

macro_rules! parsed {
    ($($type:ty),*) => {$(
        impl Shape for $type {
            const TAG: &'static str = "item";
            fn write<W: Write>(&self, name: &str, out: &mut Writer<W>) -> io::Result<()> {
                string(name, &self.to_string(), out)
            }
            fn read(element: Element) -> Result<Self, Error> {
                let name = element.name.clone();
                let text = read_string(element)?;
                text.parse().map_err(|_| wrong(format!("<{name}>: expected a value of type {}, found {text:?}", stringify!($type))))
            }
        }
    )*};
}

parsed!(u32, u64, i32, bool, Id);

/// Enumerations stand as the names that serde gives them.
macro_rules! named {
    ($($type:ty),*) => {$(
        impl Shape for $type {
            const TAG: &'static str = "item";
            fn write<W: Write>(&self, name: &str, out: &mut Writer<W>) -> io::Result<()> {
                let value = serde_json::to_value(self)?;
                string(name, value.as_str().unwrap_or_default(), out)
            }
            fn read(element: Element) -> Result<Self, Error> {
                let text = read_string(element)?;
                let name: StrDeserializer<ValueError> = text.as_str().into_deserializer();
                Self::deserialize(name).map_err(|e| wrong(e.to_string()))
            }
        }
    )*};
}

named!(SignatureKind, PartKind, NodeKind, MarkerStyle, Severity, Role, Basis, Comparator, Change, Relation);
