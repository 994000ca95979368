//! XML that mirrors the JSON element for element.
//!
//! | JSON | XML |
//! |---|---|
//! | `"title": null` | no element |
//! | `"issuers": []` | `<issuers/>` |
//! | `"parts": [{…}]` | `<parts><part>…</part></parts>` |
//! | `"names": ["…"]` | `<names><item>…</item></names>` |
//! | a string with characters that XML 1.0 has not | `<text escaped="json">` and the JSON string's inside |

use crate::error::{Error, ErrorKind};
use crate::model::Notice;
use crate::write::NAMESPACE;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use std::io::{self, Write};

/// Deeper than this no output of ours is.
const DEPTH: usize = 64;

/// Something that stands in an element.
pub trait Shape: Sized {
    /// The element's name inside a list.
    const TAG: &'static str;
    /// Writes it as an element of the given name.
    fn write<W: Write>(&self, name: &str, out: &mut Writer<W>) -> io::Result<()>;
    /// Reads it from an element.
    fn read(element: Element) -> Result<Self, Error>;
    /// What an element that is not there stands for.
    fn absent(name: &str) -> Result<Self, Error> {
        Err(wrong(format!("expected <{name}>, found none")))
    }
}

/// An element that was read: its text or its children.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name without a prefix.
    pub name: String,
    /// The text directly inside.
    pub text: String,
    /// Whether the text is the inside of a JSON string.
    pub escaped: bool,
    /// The elements directly inside.
    pub children: Vec<Element>,
}

/// An error of shape.
pub fn wrong(message: impl Into<String>) -> Error {
    let message = message.into();
    Error::new(ErrorKind::Format, format!("reading XML: {message}"), format!("读取 XML：{message}"))
}

/// Writes one notice as a document, with a newline at the end; indented where asked.
pub fn write(notice: &Notice, pretty: bool, out: impl Write) -> io::Result<()> {
    let mut writer = if pretty { Writer::new_with_indent(out, b' ', 2) } else { Writer::new(out) };
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    if !pretty {
        writer.get_mut().write_all(b"\n")?;
    }
    notice.write("notice", &mut writer)?;
    writer.get_mut().write_all(b"\n")
}

/// Reads a notice back.
///
/// # Errors
/// [`ErrorKind::Format`] where the document is no well-formed XML or not of the model's shape.
pub fn read(xml: &str) -> Result<Notice<'static>, Error> {
    let root = parse(xml)?;
    if root.name != "notice" {
        return Err(wrong(format!("expected <notice>, found <{}>", root.name)));
    }
    Notice::read(root)
}

fn parse(xml: &str) -> Result<Element, Error> {
    let mut reader = Reader::from_str(xml);
    let mut stack: Vec<Element> = vec![Element::default()];
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|e| wrong(format!("{e} at byte {at}")))?;
        match event {
            Event::Start(start) => {
                if stack.len() > DEPTH {
                    return Err(wrong(format!("expected at most {DEPTH} levels of elements at byte {at}")));
                }
                stack.push(open(&start)?);
            }
            Event::Empty(start) => {
                let element = open(&start)?;
                last(&mut stack).children.push(element);
            }
            Event::End(_) => {
                if let Some(element) = stack.pop() {
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return Err(wrong(format!("an element ends before it begins at byte {at}"))),
                    }
                }
            }
            Event::Text(text) => {
                last(&mut stack).text.push_str(&text.xml10_content());
            }
            Event::GeneralRef(reference) => {
                let c = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c,
                    Ok(None) => match &*reference {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "quot" => '"',
                        "apos" => '\'',
                        other => return Err(wrong(format!("unknown entity &{}; at byte {at}", other))),
                    },
                    Err(e) => return Err(wrong(format!("{e} at byte {at}"))),
                };
                last(&mut stack).text.push(c);
            }
            Event::CData(data) => {
                last(&mut stack).text.push_str(&data);
            }
            Event::Eof => break,
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if stack.len() != 1 {
        return Err(wrong("the document ends inside an element"));
    }
    stack.pop().and_then(|mut document| document.children.pop()).ok_or_else(|| wrong("expected an element, found none"))
}

fn last(stack: &mut [Element]) -> &mut Element {
    stack.last_mut().expect("the document itself stays on the stack")
}

fn open(start: &BytesStart) -> Result<Element, Error> {
    let name = start.local_name().as_ref().to_string();
    let escaped = start.try_get_attribute("escaped").map_err(|e| wrong(e.to_string()))?.is_some_and(|a| &*a.value == "json");
    Ok(Element { name, escaped, ..Element::default() })
}

/// Writes `<name>` around what `inside` writes, or `<name/>` where it would be empty.
pub fn container<W: Write>(
    name: &str,
    empty: bool,
    out: &mut Writer<W>,
    inside: impl FnOnce(&mut Writer<W>) -> io::Result<()>,
) -> io::Result<()> {
    let mut start = BytesStart::new(name);
    if name == "notice" {
        start.push_attribute(("xmlns", NAMESPACE));
    }
    if empty {
        return out.write_event(Event::Empty(start));
    }
    out.write_event(Event::Start(start))?;
    inside(out)?;
    out.write_event(Event::End(BytesEnd::new(name)))
}

/// Writes a string as an element's text.
pub fn string<W: Write>(name: &str, value: &str, out: &mut Writer<W>) -> io::Result<()> {
    let mut start = BytesStart::new(name);
    let legal = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    if value.chars().all(legal) {
        out.write_event(Event::Start(start))?;
        out.write_event(Event::Text(BytesText::new(value)))?;
    } else {
        start.push_attribute(("escaped", "json"));
        let json = serde_json::to_string(value)?;
        let inside: String =
            json[1..json.len() - 1].chars().map(|c| if legal(c) { c.to_string() } else { format!("\\u{:04x}", c as u32) }).collect();
        out.write_event(Event::Start(start))?;
        out.write_event(Event::Text(BytesText::new(&inside)))?;
    }
    out.write_event(Event::End(BytesEnd::new(name)))
}

/// The string that an element's text stands for.
pub fn read_string(element: Element) -> Result<String, Error> {
    if !element.children.is_empty() {
        return Err(wrong(format!("expected text in <{}>, found <{}>", element.name, element.children[0].name)));
    }
    if element.escaped {
        return serde_json::from_str(&format!("\"{}\"", element.text)).map_err(|e| wrong(format!("<{}>: {e}", element.name)));
    }
    Ok(element.text)
}
