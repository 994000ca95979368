//! How a block looks: the classes of nodes and of the lines that elements of the metadata stand in, and the stretches inside a block
//! that differ from its text.

use super::blocks::{Block, Shape};
use super::marks;
use super::ruler::Ruler;
use crate::model::{MarkerStyle, Node, NodeKind, Notice};
use crate::span::Span;

/// A stretch of a block with a look of its own.
pub type Styled = (usize, &'static str);

/// The stretches of a block that look different, each by where it ends.
pub fn styles(ruler: &Ruler, block: Block) -> Vec<Styled> {
    let start = block.span.from();
    let mut styles = Vec::new();
    let indent = start + ruler.indent(block.span);
    if indent > start {
        styles.push((indent, "ws"));
    }
    let Shape::Node(node) = block.shape else { return styles };
    let mut at = indent;
    if let Some(marker) = &node.marker {
        let end = node.span.from() + marker.text.chars().count();
        if end > at && ruler.slice(Span::new(node.span.from(), end)) == marker.text {
            styles.push((end, "mk"));
            at = end;
        }
    }
    if let Some(heading) = &node.heading
        && heading.span.from() >= at
        && heading.span.to() <= block.span.to()
    {
        if heading.span.from() > at {
            styles.push((heading.span.from(), ""));
        }
        styles.push((heading.span.to(), "hd"));
        at = heading.span.to();
    }
    for line in furniture(ruler, block.span, node, at) {
        styles.push((line.from(), ""));
        styles.push((line.to(), "furniture"));
        at = line.to();
    }
    let end = block.span.to();
    let trailing = ruler.slice(Span::new(at, end)).chars().rev().take_while(|c| c.is_whitespace()).count();
    if trailing > 0 && end - trailing > at {
        styles.push((end - trailing, ""));
        styles.push((end, "ws"));
    }
    styles
}

/// The lines inside a paragraph that are none of its text: page numbers and the like between lines that were joined.
fn furniture(ruler: &Ruler, span: Span, node: &Node, from: usize) -> Vec<Span> {
    let first = ruler.line(span.from());
    let last = ruler.line(span.to().max(1) - 1);
    if first == last {
        return Vec::new();
    }
    let mut found = Vec::new();
    let marker = node.marker.as_ref().map_or(0, |m| m.text.chars().count());
    let mut text = node.text.chars().filter(|c| !c.is_whitespace());
    for line in &ruler.lines()[first..=last] {
        let own = Span::new(line.from().max(node.span.from() + marker), line.to().min(span.to()));
        let mut after = text.clone();
        if ruler.slice(own).chars().filter(|c| !c.is_whitespace()).all(|c| after.next() == Some(c)) {
            text = after;
        } else {
            found.push(own);
        }
    }
    // Where the text is not what its lines say nothing is known of them.
    if text.next().is_some() {
        found.clear();
    }
    found.retain(|l| l.from() >= from);
    found
}

/// Whether a section is nothing but its heading.
pub fn stands_alone(node: &Node) -> bool {
    let heading = node.heading.as_ref().map_or(0, |h| h.text.chars().count());
    let text = node.text.chars().count();
    text <= heading + 2 || text <= 60
}

/// The lines that elements of the metadata stand in, in the order of the text.
pub fn elements(notice: &Notice) -> Vec<(Span, &'static str)> {
    let class = |field: &str| match field {
        "title" => Some("title"),
        "document_number" => Some("number"),
        "recipients" => Some("recipients"),
        "issuers" | "issued_on" => Some("sign"),
        "signatories" => Some("masthead"),
        "classification" | "urgency" | "copy_number" => Some("corner"),
        "disclosure" => Some("note"),
        "copied_to" | "printed_by" | "printed_on" => Some("colophon"),
        _ => None,
    };
    let mut found: Vec<_> = marks::elements(&notice.metadata).into_iter().filter_map(|(f, _, span)| Some((span, class(f)?))).collect();
    found.extend(notice.attachments.iter().filter_map(|a| Some((a.listed?, "listed"))));
    found.retain(|(span, _)| !span.is_empty());
    found.sort_by_key(|(span, _)| (span.start, span.end));
    found
}

pub fn kind_class(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Section => "n-section",
        NodeKind::Item => "n-item",
        NodeKind::Article => "n-article",
        NodeKind::Paragraph => "n-paragraph",
        NodeKind::Table => "n-table",
    }
}

pub fn style_class(style: MarkerStyle) -> &'static str {
    match style {
        MarkerStyle::Book | MarkerStyle::Chapter | MarkerStyle::Section => "s-chapter",
        MarkerStyle::Hanzi => "s-hanzi",
        MarkerStyle::BracketedHanzi => "s-bracketed",
        _ => "s-other",
    }
}
