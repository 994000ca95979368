//! Source text and model → the document as HTML: each block with the verbatim characters of its span, so that what
//! `textContent` counts are places in the source, and each value marked where it stands.

use super::blocks::{self, Block, Shape};
use super::looks::{Styled, elements, kind_class, stands_alone, style_class, styles};
use super::marks::{self, Mark, Sweep};
use super::ruler::Ruler;
use super::{View, verbatim::Verbatim};
use crate::model::{Location, NodeKind, PartKind, Table};
use crate::span::Span;
use maud::{Markup, PreEscaped, Render, html};

/// The document.
pub fn html(view: &View) -> Markup {
    let ruler = Ruler::new(view.text);
    let marks = marks::marks(view.notice, view.remarks);
    let mut writer = Writer {
        ruler: &ruler,
        sweep: Sweep::new(&marks),
        elements: elements(view.notice),
        body: view.notice.parts.iter().filter_map(|p| p.nodes.first()).map(|n| n.span.from()).next().unwrap_or(ruler.len()),
        locations: &view.notice.source.locations,
        title: view.notice.metadata.title.as_ref().map_or(0, |t| t.span.from()),
        attachments: view.notice.parts.iter().filter(|p| p.kind == PartKind::Attachment).map(|p| p.span.start).collect(),
        page: None,
        apart: false,
        out: String::with_capacity(view.text.len() * 2),
    };
    for block in blocks::blocks(&ruler, view.notice) {
        writer.block(block);
    }
    let left = writer.sweep.rest(usize::MAX);
    if !left.is_empty() {
        writer.out.push_str("<p class=\"b stub\">");
        writer.points(&left);
        writer.out.push_str("</p>\n");
    }
    PreEscaped(writer.out)
}

struct Writer<'v> {
    ruler: &'v Ruler<'v>,
    sweep: Sweep<'v>,
    /// The classes that elements give to the lines they stand in, in the order of the text.
    elements: Vec<(Span, &'static str)>,
    /// Where the first node begins.
    body: usize,
    locations: &'v [Location<'v>],
    /// Where the title begins: what stands above it is masthead.
    title: usize,
    /// Where attachments begin.
    attachments: Vec<u32>,
    page: Option<u32>,
    apart: bool,
    out: String,
}

impl Writer<'_> {
    fn block(&mut self, block: Block) {
        let start = block.span.from();
        let location = self.location(start + self.ruler.indent(block.span));
        let apart = location.is_some_and(|l| l.apart);
        let turned = location.and_then(|l| l.page).filter(|p| !apart && Some(*p) != self.page);
        // The first page begins where the text does.
        let page = turned.filter(|_| self.page.is_some());
        self.page = turned.or(self.page);
        let mut classes = String::from("b");
        let mut add = |class: &str| {
            classes.push(' ');
            classes.push_str(class);
        };
        if apart {
            add("apart");
            if !self.apart {
                add("apart-first");
            }
        }
        self.apart = apart;
        let mut tag = "p";
        let mut level = None;
        match block.shape {
            Shape::Title => add("title"),
            Shape::Node(node) => {
                add(kind_class(node.kind));
                if let Some(marker) = &node.marker {
                    add(style_class(marker.style));
                }
                if node.kind == NodeKind::Section && stands_alone(node) {
                    tag = "h";
                    level = Some(node.depth.clamp(1, 5) + 1);
                    add("section");
                }
                self.element(block.span).into_iter().for_each(&mut add);
            }
            Shape::Table(table) => {
                self.turn(page);
                return self.table(block.span, table, &classes);
            }
            Shape::Line => self.line(block.span, apart).into_iter().for_each(&mut add),
        }
        self.turn(page);
        self.open(tag, level, &classes, start);
        self.text(block.span, &styles(self.ruler, block));
        let points = self.sweep.rest(block.span.to());
        self.points(&points);
        match level {
            Some(level) => self.out.push_str(&format!("</h{level}>\n")),
            None => self.out.push_str("</p>\n"),
        }
    }

    /// A page of the file begins; its number is no text of the page.
    fn turn(&mut self, page: Option<u32>) {
        if let Some(page) = page {
            self.out.push_str(&format!("<div class=\"turn\" data-page=\"{page}\"></div>\n"));
        }
    }

    fn open(&mut self, tag: &str, level: Option<u32>, classes: &str, start: usize) {
        use std::fmt::Write;
        let level = level.map(|l| l.to_string()).unwrap_or_default();
        let _ = write!(self.out, "<{tag}{level} class=\"{classes}\" data-start=\"{start}\">");
    }

    fn table(&mut self, span: Span, table: &Table, classes: &str) {
        let mut at = span.from();
        let last = (table.rows.len().saturating_sub(1), table.rows.last().map_or(0, |r| r.len().saturating_sub(1)));
        self.out.push_str(&format!("<div class=\"scroll\"><table class=\"{}\">", classes.replacen("b", "grid", 1)));
        for (y, row) in table.rows.iter().enumerate() {
            let header = y < table.header_rows as usize;
            self.out.push_str(match y {
                0 if header => "<thead><tr>",
                0 => "<tbody><tr>",
                _ if y == table.header_rows as usize => "</thead><tbody><tr>",
                _ => "<tr>",
            });
            for (x, cell) in row.iter().enumerate() {
                let tag = if header { "th scope=\"col\"" } else { "td" };
                let turned = Some(cell.span).filter(|s| x == 0 && !s.is_empty()).and_then(|s| self.turned(s.from()));
                let page = turned.map(|p| format!(" data-page=\"{p}\"")).unwrap_or_default();
                self.out.push_str(&format!("<{tag} class=\"b\" data-start=\"{at}\"{page}>"));
                if !cell.span.is_empty() && cell.span.from() >= at && cell.span.to() <= span.to() {
                    self.between(Span::new(at, cell.span.from()));
                    self.text(cell.span, &[]);
                    at = cell.span.to();
                }
                if (y, x) == last {
                    self.between(Span::new(at, span.to()));
                    at = span.to();
                }
                let points = self.sweep.rest(at);
                self.points(&points);
                self.out.push_str(if header { "</th>" } else { "</td>" });
            }
            self.out.push_str("</tr>");
        }
        let closed = if table.rows.len() > table.header_rows as usize { "</tbody>" } else { "</thead>" };
        self.out.push_str(closed);
        self.out.push_str("</table></div>\n");
        // A last row without cells has nowhere to put what is left.
        if at < span.to() && !self.ruler.is_blank(Span::new(at, span.to())) {
            self.open("p", None, "b", at);
            self.text(Span::new(at, span.to()), &[]);
            self.out.push_str("</p>\n");
        }
    }

    /// What stands between two cells: nothing to see where it only parts them.
    fn between(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        let parts =
            |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '-' | '+' | ':' | '=') || ('\u{2500}'..='\u{257f}').contains(&c);
        let style = if self.ruler.slice(span).chars().all(parts) { "ws" } else { "furniture" };
        self.text(span, &[(span.to(), style)]);
    }

    /// The characters of a span, cut where a value or a look begins or ends.
    fn text(&mut self, span: Span, styles: &[Styled]) {
        let mut at = span.from();
        let mut styles = styles.iter().peekable();
        while at < span.to() {
            let points = self.sweep.advance(at);
            self.points(&points);
            while styles.next_if(|s| s.0 <= at).is_some() {}
            let style = styles.peek();
            let to = self.sweep.change(style.map_or(span.to(), |s| s.0.min(span.to()))).max(at + 1);
            self.segment(Span::new(at, to), style.map_or("", |s| s.1));
            at = to;
        }
    }

    fn segment(&mut self, span: Span, style: &str) {
        let open = self.sweep.open();
        if open.is_empty() && style.is_empty() {
            return self.lines(span);
        }
        self.out.push_str("<span");
        let mut shortest: Vec<&Mark> = open.to_vec();
        shortest.sort_by_key(|m| m.span.len());
        let mut classes: Vec<&str> = Vec::from_iter(Some(style).filter(|s| !s.is_empty()));
        for mark in &shortest {
            if !classes.contains(&mark.kind.class()) {
                classes.push(mark.kind.class());
            }
        }
        self.out.push_str(" class=\"");
        self.out.push_str(&classes.join(" "));
        self.out.push('"');
        self.keys(&shortest);
        self.out.push('>');
        self.lines(span);
        self.out.push_str("</span>");
    }

    fn keys(&mut self, marks: &[&Mark]) {
        if marks.is_empty() {
            return;
        }
        self.out.push_str(" data-k=\"");
        for (i, mark) in marks.iter().enumerate() {
            if i > 0 {
                self.out.push(' ');
            }
            self.out.push_str(&mark.key);
        }
        self.out.push('"');
    }

    /// Values that cover nothing, where they stand.
    fn points(&mut self, points: &[&Mark]) {
        for mark in points {
            self.out.push_str("<span class=\"point ");
            self.out.push_str(mark.kind.class());
            self.out.push('"');
            self.keys(&[mark]);
            self.out.push_str("></span>");
        }
    }

    /// The characters of a span; line breaks inside a paragraph are there and not to be seen.
    fn lines(&mut self, span: Span) {
        let text = self.ruler.slice(span);
        if !text.contains('\n') {
            return Verbatim(text).render_to(&mut self.out);
        }
        let mut at = span.from();
        let mut before = None;
        for piece in text.split_inclusive('\n') {
            let line = piece.trim_end_matches(['\n', '\r']);
            Verbatim(line).render_to(&mut self.out);
            before = line.chars().next_back().or(before);
            at += piece.chars().count();
            let end = &piece[line.len()..];
            if end.is_empty() {
                continue;
            }
            let after = self.ruler.slice(Span::new(at, at + 1)).chars().next();
            let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
            match self.turned(at) {
                Some(page) => self.out.push_str(&format!("<span class=\"nl\" data-page=\"{page}\">")),
                None if joins(before) && joins(after) => self.out.push_str("<span>"),
                None => self.out.push_str("<span class=\"nl\">"),
            }
            Verbatim(end).render_to(&mut self.out);
            self.out.push_str("</span>");
        }
    }

    /// Where the line of a place stood in the file.
    fn location(&self, at: usize) -> Option<&Location<'_>> {
        let after = self.locations.partition_point(|l| l.span.from() <= at);
        self.locations.get(after.checked_sub(1)?).filter(|l| l.span.to() >= at)
    }

    /// The page that begins with a line inside a block.
    fn turned(&mut self, at: usize) -> Option<u32> {
        let page = self.location(at).filter(|l| !l.apart).and_then(|l| l.page).filter(|p| self.page.is_some_and(|q| q != *p))?;
        self.page = Some(page);
        Some(page)
    }

    /// The class of a line that is no node.
    fn line(&self, span: Span, apart: bool) -> Option<&'static str> {
        let begins = self.attachments.partition_point(|a| (*a as usize) < span.from());
        let attachment = self.attachments.get(begins).is_some_and(|a| (*a as usize) < span.to());
        let above = span.from() < self.title && !apart;
        self.element(span).or(attachment.then_some("attachment")).or(above.then_some("masthead"))
    }

    /// The class that an element of the metadata gives to a block that it stands in.
    fn element(&self, span: Span) -> Option<&'static str> {
        let after = self.elements.partition_point(|e| e.0.to() <= span.from());
        let (place, class) = self.elements.get(after).filter(|e| e.0.from() < span.to())?;
        // A running paragraph that names its recipients or a date is a paragraph.
        let most = place.len() * 2 >= span.len() || span.len() <= 40;
        match *class {
            "sign" if span.from() < self.body => Some("masthead"),
            "recipients" if span.from() <= self.body => Some("recipients"),
            class => most.then_some(class),
        }
    }
}

/// The document without script: what is inside `noscript` says so.
pub fn noscript() -> Markup {
    html! {
        noscript {
            p.noscript lang="zh-CN" { "未启用脚本：仍可阅读公文全文，任务表、筛选和校正不可用。" }
            p.noscript lang="en" { "Scripts are off: the document can be read, but not its tasks, filters and corrections." }
        }
    }
}
