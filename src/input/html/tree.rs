//! Tags → a tree, by the parts of the HTML standard's tree construction (13.2.6) that move text: what a start tag closes, what an end tag
//! reaches, and the rows and cells of tables. No step looks back through the open elements, so that a page of a hundred thousand open
//! elements costs no more than one of ten; parsers that follow the standard's loops take its square.
//!
//! Different from the standard: `html`, `head` and `body` are no nodes; formatting that is closed in the wrong order ends with the block
//! around it; text between the rows of a table stays in the table.

use super::names::{Attribute, TAGS, Tag};
use super::references;
use super::scan::{Scanner, Token};
use std::borrow::Cow;
use std::ops::Range;

/// So many nodes are kept: 200 MB of them. A page that people read has some ten thousand.
pub const NODES: usize = 6_000_000;

/// The place of a node, in the order in which nodes begin: a parent stands in front of its children.
pub type Id = u32;

/// The root's place, which says "none" where another node is named.
pub const ROOT: Id = 0;

/// An element or a text.
#[derive(Clone, Copy)]
pub struct Node {
    pub tag: Tag,
    pub parent: Id,
    /// The next child of the parent.
    pub next: Id,
    /// The first child.
    pub first: Id,
    last: Id,
    /// Of a text: bytes of the page. Of an element: its attributes.
    from: u32,
    to: u32,
}

/// A page as a tree.
pub struct Tree<'a> {
    text: &'a str,
    pub nodes: Vec<Node>,
    attributes: Vec<(Attribute, u32, u32)>,
    /// Whether the page has more nodes than are kept.
    pub is_cut: bool,
}

impl<'a> Tree<'a> {
    /// The tree of a page's text.
    pub fn new(text: &'a str) -> Tree<'a> {
        let root = Node { tag: Tag::Root, parent: ROOT, next: ROOT, first: ROOT, last: ROOT, from: 0, to: 0 };
        let tree = Tree { text, nodes: vec![root], attributes: Vec::new(), is_cut: false };
        let mut builder = Builder { tree, open: vec![(Tag::Root, ROOT)], places: vec![Vec::new(); TAGS], barriers: vec![], blocks: vec![] };
        let mut scanner = Scanner::new(text);
        while let Some(token) = scanner.token() {
            if builder.tree.nodes.len() >= NODES {
                builder.tree.is_cut = true;
                break;
            }
            match token {
                Token::Text(range) | Token::Raw(range) => builder.text(range),
                Token::Start { tag, closed } => builder.start(tag, closed, &scanner.attributes),
                Token::End(tag) => builder.end(tag),
            }
        }
        builder.tree
    }

    pub fn node(&self, id: Id) -> &Node {
        self.nodes.get(id as usize).unwrap_or(&self.nodes[0])
    }

    /// The characters of a text.
    pub fn characters(&self, node: &Node) -> Cow<'a, str> {
        references::resolved(self.text.get(node.from as usize..node.to as usize).unwrap_or_default())
    }

    /// The value of an element's attribute.
    pub fn attribute(&self, node: &Node, name: Attribute) -> Option<Cow<'a, str>> {
        if node.tag == Tag::Text {
            return None;
        }
        let own = self.attributes.get(node.from as usize..node.to as usize)?;
        let &(_, from, to) = own.iter().find(|(known, ..)| *known == name)?;
        Some(references::resolved(self.text.get(from as usize..to as usize)?))
    }

    /// The children of a node.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let mut child = self.node(id).first;
        std::iter::from_fn(move || {
            let this = child;
            child = self.node(this).next;
            (this != ROOT).then_some(this)
        })
    }
}

struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<(Tag, Id)>,
    /// Where elements of each tag stand among the open ones.
    places: Vec<Vec<usize>>,
    /// Where those stand that an end tag inside does not reach beyond.
    barriers: Vec<usize>,
    /// Where those stand that no piece of a line closes.
    blocks: Vec<usize>,
}

fn is_barrier(tag: Tag) -> bool {
    matches!(tag, Tag::Table | Tag::Caption) || tag.is_cell()
}

impl Builder<'_> {
    /// The place of the last open element of a tag, if it stands behind `floor`.
    fn last(&self, tag: Tag, floor: Option<usize>) -> Option<usize> {
        self.places.get(tag as usize)?.last().copied().filter(|place| floor.is_none_or(|floor| *place > floor))
    }

    fn barrier(&self) -> Option<usize> {
        self.barriers.last().copied()
    }

    fn pop(&mut self) {
        if self.open.len() > 1
            && let Some((tag, _)) = self.open.pop()
        {
            self.places[tag as usize].pop();
            if is_barrier(tag) {
                self.barriers.pop();
            }
            if tag.is_block() {
                self.blocks.pop();
            }
        }
    }

    /// Closes open elements until so many are left.
    fn close_to(&mut self, len: usize) {
        while self.open.len() > len.max(1) {
            self.pop();
        }
    }

    fn append(&mut self, tag: Tag, from: usize, to: usize) -> Id {
        let parent = self.open.last().map_or(ROOT, |(_, id)| *id);
        let id = self.tree.nodes.len() as Id;
        let (from, to) = (from as u32, to as u32);
        self.tree.nodes.push(Node { tag, parent, next: ROOT, first: ROOT, last: ROOT, from, to });
        let before = std::mem::replace(&mut self.tree.nodes[parent as usize].last, id);
        if before == ROOT {
            self.tree.nodes[parent as usize].first = id;
        } else {
            self.tree.nodes[before as usize].next = id;
        }
        id
    }

    fn push(&mut self, tag: Tag, attributes: &[(Attribute, Range<usize>)]) {
        let from = self.tree.attributes.len();
        self.tree.attributes.extend(attributes.iter().map(|(name, range)| (*name, range.start as u32, range.end as u32)));
        let id = self.append(tag, from, from + attributes.len());
        let place = self.open.len();
        self.open.push((tag, id));
        self.places[tag as usize].push(place);
        if is_barrier(tag) {
            self.barriers.push(place);
        }
        if tag.is_block() {
            self.blocks.push(place);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.append(Tag::Text, range.start, range.end);
        }
    }

    fn start(&mut self, tag: Tag, closed: bool, attributes: &[(Attribute, Range<usize>)]) {
        match tag {
            Tag::Html | Tag::Head | Tag::Body => return,
            // A form around rows, which pages with layout tables have, is none of the table's parts.
            Tag::Form if self.current_is_of_rows() => return,
            Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption | Tag::Col | Tag::Colgroup => self.close_to_rows(tag),
            Tag::Td | Tag::Th => self.close_to_row(),
            Tag::Table => {
                self.close(Tag::P, self.barrier());
                // A table between the rows of another ends it.
                if let Some(table) = self.last(Tag::Table, None)
                    && self.barrier() == Some(table)
                {
                    self.close_to(table);
                }
            }
            Tag::Li => {
                let list = [Tag::Ul, Tag::Ol, Tag::Dir, Tag::Menu].into_iter().filter_map(|t| self.last(t, None)).max();
                self.close(Tag::Li, list.max(self.barrier()));
                self.close(Tag::P, self.barrier());
            }
            Tag::Dd | Tag::Dt => {
                let floor = self.last(Tag::Dl, None).max(self.barrier());
                self.close(Tag::Dd, floor);
                self.close(Tag::Dt, floor);
                self.close(Tag::P, self.barrier());
            }
            Tag::A => {
                // A link in a link ends it.
                let floor = self.blocks.last().copied();
                self.close(Tag::A, floor);
            }
            Tag::Option => {
                self.close(Tag::Option, self.last(Tag::Select, None));
            }
            tag if tag.is_heading() => {
                self.close(Tag::P, self.barrier());
                if self.open.last().is_some_and(|(open, _)| open.is_heading()) {
                    self.pop();
                }
            }
            tag if tag.is_block() => {
                self.close(Tag::Select, self.barrier());
                self.close(Tag::P, self.barrier());
            }
            _ => {}
        }
        self.push(tag, attributes);
        if tag.is_void() || closed && (self.last(Tag::Svg, None).is_some() || self.last(Tag::Math, None).is_some()) {
            self.pop();
        }
    }

    /// Closes the last element of a tag and all in it, if it stands behind `floor`.
    fn close(&mut self, tag: Tag, floor: Option<usize>) -> bool {
        match self.last(tag, floor) {
            Some(place) => {
                self.close_to(place);
                true
            }
            None => false,
        }
    }

    fn current_is_of_rows(&self) -> bool {
        self.open.last().is_some_and(|(tag, _)| *tag == Tag::Table || *tag == Tag::Tr || tag.is_row_group())
    }

    /// Closes all in the innermost table but the group of rows that a row goes on with.
    fn close_to_rows(&mut self, tag: Tag) {
        let Some(table) = self.last(Tag::Table, None) else {
            // A piece of a page that begins inside a table.
            self.close(Tag::Tr, None);
            return;
        };
        let is_group = self.open.get(table + 1).is_some_and(|(open, _)| open.is_row_group());
        self.close_to(table + 1 + usize::from(tag == Tag::Tr && is_group));
    }

    fn close_to_row(&mut self) {
        let table = self.last(Tag::Table, None);
        match self.last(Tag::Tr, table) {
            Some(row) => self.close_to(row + 1),
            None if table.is_some() => {
                self.close_to_rows(Tag::Tr);
                self.push(Tag::Tr, &[]);
            }
            None => {
                self.close(Tag::Td, None);
                self.close(Tag::Th, None);
            }
        }
    }

    fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Html | Tag::Head | Tag::Body => {}
            Tag::Form if self.last(Tag::Form, self.barrier()).is_none() => {}
            Tag::Br => self.start(Tag::Br, false, &[]),
            Tag::P => {
                if !self.close(Tag::P, self.barrier()) {
                    self.push(Tag::P, &[]);
                    self.pop();
                }
            }
            Tag::Table => {
                self.close(Tag::Table, None);
            }
            tag if tag.is_of_table() => {
                self.close(tag, self.last(Tag::Table, None));
            }
            Tag::Li => {
                let list = [Tag::Ul, Tag::Ol].into_iter().filter_map(|t| self.last(t, None)).max();
                self.close(Tag::Li, list.max(self.barrier()));
            }
            tag if tag.is_heading() => {
                let levels = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
                if let Some(place) = levels.into_iter().filter_map(|t| self.last(t, self.barrier())).max() {
                    self.close_to(place);
                }
            }
            tag if tag.is_block() || tag.is_raw() || matches!(tag, Tag::Svg | Tag::Math | Tag::Select) => {
                self.close(tag, self.barrier());
            }
            // A piece of a line does not end the block around it.
            tag => {
                self.close(tag, self.blocks.last().copied());
            }
        }
    }
}
