//! XML of a package's part, as events with local names. A document type is not read, so that no entity is expanded and nothing outside is
//! looked up; nesting is bounded.

use super::Stop;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Elements nest at most so deep: word processors write some thirty levels a nested table.
pub const DEPTH: usize = 512;

/// A part of a package while it is read.
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    name: &'a str,
    depth: usize,
    buffered_end: Option<String>,
}

/// What comes next in a part.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element begins; an empty one is followed by its end.
    Start(Element<'a>),
    /// The element of this local name ends.
    End(String),
    /// Text with its references resolved.
    Text(Cow<'a, str>),
}

/// The begin of an element.
#[derive(Debug)]
pub struct Element<'a> {
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        let name = self.start.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The value of the attribute of this local name, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.start.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name).map(|a| {
            match quick_xml::escape::unescape(&a.value) {
                Ok(value) => value.into_owned(),
                Err(_) => a.value.into_owned(),
            }
        })
    }

    /// The value of an attribute as a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }
}

impl<'a> Xml<'a> {
    /// Reads a part; `name` is what messages call it.
    pub fn new(name: &'a str, text: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        Xml { reader, name, depth: 0, buffered_end: None }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// What comes next; `None` at the end.
    ///
    /// # Errors
    /// [`Stop::Damaged`] for what is no XML, and for nesting deeper than [`DEPTH`].
    #[allow(clippy::should_implement_trait)] // What comes next may fail, and ends the reading then.
    pub fn next(&mut self) -> Result<Option<Node<'a>>, Stop> {
        if let Some(name) = self.buffered_end.take() {
            self.depth -= 1;
            return Ok(Some(Node::End(name)));
        }
        loop {
            let event = self.reader.read_event().map_err(|e| self.broken(&e))?;
            let local = |name: quick_xml::name::QName| name.local_name().as_ref().to_string();
            match event {
                Event::Start(start) | Event::Empty(start) if self.depth >= DEPTH => {
                    let _ = start;
                    let part = self.name;
                    return Err(Stop::damaged(
                        format!("{part} nests deeper than {DEPTH} elements"),
                        format!("{part} 的元素嵌套超过 {DEPTH} 层"),
                    ));
                }
                Event::Start(start) => {
                    self.depth += 1;
                    return Ok(Some(Node::Start(Element { start })));
                }
                Event::Empty(start) => {
                    self.depth += 1;
                    self.buffered_end = Some(local(start.name()));
                    return Ok(Some(Node::Start(Element { start })));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::End(local(end.name()))));
                }
                Event::Text(text) => {
                    return Ok(Some(Node::Text(text.xml10_content())));
                }
                Event::CData(data) => {
                    return Ok(Some(Node::Text(data.xml10_content())));
                }
                Event::GeneralRef(reference) => {
                    // A character or one of the five names; entities of a document type stay unread.
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c.to_string()),
                        _ => quick_xml::escape::resolve_xml_entity(&reference).map(str::to_string),
                    };
                    if let Some(resolved) = resolved {
                        return Ok(Some(Node::Text(Cow::Owned(resolved))));
                    }
                }
                Event::Eof => return Ok(None),
                Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
            }
        }
    }

    /// Passes over all that is inside the element that was just begun, its end included.
    ///
    /// # Errors
    /// As [`next`](Xml::next).
    pub fn skip(&mut self) -> Result<(), Stop> {
        let outer = self.depth - 1;
        while self.depth > outer {
            if self.next()?.is_none() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The text of the element that was just begun, its end included.
    ///
    /// # Errors
    /// As [`next`](Xml::next).
    pub fn text(&mut self) -> Result<String, Stop> {
        let outer = self.depth - 1;
        let mut all = String::new();
        while self.depth > outer {
            match self.next()? {
                Some(Node::Text(text)) => all.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        Ok(all)
    }

    fn broken(&self, error: &dyn std::fmt::Display) -> Stop {
        let (part, at) = (self.name, self.reader.error_position());
        Stop::damaged(format!("{part} is no well-formed XML at byte {at}: {error}"), format!("{part} 第 {at} 字节处 XML 有误：{error}"))
    }
}

/// The text of a part's bytes: UTF-8, or UTF-16 by its BOM; what is broken becomes U+FFFD.
pub fn decoded(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    let (text, _, lossy) = encoding.decode(bytes);
    (text, lossy)
}
