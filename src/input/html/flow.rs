//! The tree → lines as browsers lay them out, and rows of tables, in the page's order.
//!
//! | in the page | what we give |
//! |---|---|
//! | `p`, `div`, `li`, `h1`, `td` of layout … | their text on lines of its own |
//! | `span`, `font`, `a`, `sup` … | pieces of one line |
//! | `br`, a line end in `pre` | an end of the line |
//! | white space | one space; none between two ideographs where the source breaks its line |
//! | U+3000, `&nbsp;`, `&emsp;` | kept at the begin of a line and between ideographs, else one space |
//! | U+200B, U+FEFF, soft hyphens | nothing |
//! | `li` of `ol` | its number in front, unless it bears one |
//! | `rt`, `script`, `template`, `display:none` | nothing |
//! | a table of data | rows ([`table`]) |

use super::names::{Attribute, Tag};
use super::numbers;
use super::style::{self, List};
use super::table;
use super::tree::{Id, ROOT, Tree};
use crate::input::draft::{INSIDE, LONGEST};
use crate::input::raised::raised;
use crate::input::{CELLS, Stop};
use crate::source::provenance::Row;

/// A line or row of a page.
#[derive(Debug)]
pub struct Item {
    /// The first text in it, or the row's element.
    pub at: Id,
    /// Its text; of a row, its cells parted by tabs.
    pub text: String,
    /// Its characters in links.
    pub linked: usize,
    /// Whether a link in it leads to a document or an archive.
    pub is_file: bool,
    /// Its cells, if it is a row.
    pub row: Option<(Vec<String>, Row)>,
}

/// How the walk goes.
pub struct Flow<'t, 'a> {
    pub tree: &'t Tree<'a>,
    sizes: &'t table::Sizes,
    /// Whether what is hidden is read all the same.
    shows_hidden: bool,
    pub items: Vec<Item>,
    line: Line,
    lists: Vec<Option<(List, i64, i64)>>,
    links: usize,
    /// How many elements around raise their text.
    raised: usize,
    files: usize,
    pre: usize,
    markers: usize,
    symbols: usize,
    in_cell: bool,
    bytes: usize,
    tables: u32,
    pub(super) cells: usize,
}

/// The line that is being made.
#[derive(Default)]
struct Line {
    at: Option<Id>,
    text: String,
    number: Option<String>,
    linked: usize,
    is_file: bool,
    /// White space since the last character: whether it has a line end or any, and the wide blanks in it.
    ended: bool,
    spaced: bool,
    wide: String,
}

impl<'t, 'a> Flow<'t, 'a> {
    pub fn new(tree: &'t Tree<'a>, sizes: &'t table::Sizes, shows_hidden: bool) -> Flow<'t, 'a> {
        Flow {
            tree,
            sizes,
            shows_hidden,
            items: Vec::new(),
            line: Line::default(),
            lists: Vec::new(),
            links: 0,
            raised: 0,
            files: 0,
            pre: 0,
            markers: 0,
            symbols: 0,
            in_cell: false,
            bytes: 0,
            tables: 0,
            cells: 0,
        }
    }

    /// Walks over all that is in a node.
    pub fn walk(&mut self, from: Id) -> Result<(), Stop> {
        let mut at = from;
        loop {
            let entered = at == from || self.enter(at)?;
            let first = self.tree.node(at).first;
            if entered && first != ROOT {
                at = first;
                continue;
            }
            if entered && at != from {
                self.leave(at)?;
            }
            while at != from && self.tree.node(at).next == ROOT {
                at = self.tree.node(at).parent;
                if at != from {
                    self.leave(at)?;
                }
            }
            if at == from {
                return self.end_line();
            }
            at = self.tree.node(at).next;
        }
    }

    /// Begins a node; whether to go into it.
    fn enter(&mut self, id: Id) -> Result<bool, Stop> {
        let node = self.tree.node(id);
        if node.tag == Tag::Text {
            self.text(id)?;
            return Ok(false);
        }
        if node.tag.is_unseen() {
            return Ok(false);
        }
        let style = style::of(self.tree, node);
        if style.hidden && !self.shows_hidden {
            return Ok(false);
        }
        self.markers += usize::from(style.is_marker);
        self.symbols += usize::from(style.is_symbols);
        match node.tag {
            Tag::Br => self.end_line()?,
            Tag::Table if !self.in_cell && !self.sizes.is_layout(self.tree, id) => {
                self.end_line()?;
                table::rows(self, id)?;
                self.markers -= usize::from(style.is_marker);
                self.symbols -= usize::from(style.is_symbols);
                return Ok(false);
            }
            Tag::Sup => self.raised += 1,
            Tag::A => {
                if let Some(href) = self.tree.attribute(node, Attribute::Href) {
                    self.links += 1;
                    self.files += usize::from(is_file(&href));
                }
            }
            Tag::Ul | Tag::Dir | Tag::Menu => self.lists.push(None),
            Tag::Ol => {
                let number = |name| self.tree.attribute(node, name).and_then(|v| v.trim().parse::<i64>().ok());
                let reversed = self.tree.attribute(node, Attribute::Reversed).is_some();
                let items = || self.tree.children(id).filter(|c| self.tree.node(*c).tag == Tag::Li).count() as i64;
                let start = number(Attribute::Start).unwrap_or_else(|| if reversed { items() } else { 1 });
                let of_type = self.tree.attribute(node, Attribute::Type).and_then(|t| List::of_type(&t));
                let list = style.list.or(of_type).unwrap_or(List::Decimal);
                self.lists.push(Some((list, start, if reversed { -1 } else { 1 })));
            }
            Tag::Pre | Tag::Listing | Tag::Xmp => self.pre += 1,
            _ => {}
        }
        if style.block.unwrap_or(node.tag.is_block()) {
            self.end_line()?;
        }
        if node.tag == Tag::Li
            && let Some(Some((list, n, step))) = self.lists.last_mut()
        {
            let value = self.tree.attribute(node, Attribute::Value).and_then(|v| v.trim().parse().ok());
            let own = self.tree.attribute(node, Attribute::Type).and_then(|t| List::of_type(&t));
            let shown = value.unwrap_or(*n);
            *n = shown.saturating_add(*step);
            self.line.number = numbers::shown(style.list.or(own).unwrap_or(*list), shown);
        }
        Ok(true)
    }

    /// Ends a node that was gone into.
    fn leave(&mut self, id: Id) -> Result<(), Stop> {
        let node = self.tree.node(id);
        let style = style::of(self.tree, node);
        match node.tag {
            Tag::Sup => self.raised = self.raised.saturating_sub(1),
            Tag::A => {
                if let Some(href) = self.tree.attribute(node, Attribute::Href) {
                    self.links = self.links.saturating_sub(1);
                    self.files = self.files.saturating_sub(usize::from(is_file(&href)));
                }
            }
            Tag::Pre | Tag::Listing | Tag::Xmp => {
                self.end_line()?;
                self.pre = self.pre.saturating_sub(1);
            }
            Tag::Ul | Tag::Dir | Tag::Menu | Tag::Ol => {
                self.lists.pop();
            }
            _ => {}
        }
        if style.is_marker {
            self.markers = self.markers.saturating_sub(1);
            // The blanks that a word processor moves the text with.
            self.line.blanks_end();
        }
        self.symbols = self.symbols.saturating_sub(usize::from(style.is_symbols));
        if style.block.unwrap_or(node.tag.is_block()) {
            self.end_line()?;
            if node.tag == Tag::Li {
                self.line.number = None;
            }
        }
        Ok(())
    }

    fn text(&mut self, id: Id) -> Result<(), Stop> {
        let tree = self.tree;
        for c in tree.characters(tree.node(id)).chars() {
            match c {
                '\n' if self.pre > 0 => self.end_line()?,
                '\n' | '\r' | '\u{C}' => self.line.ended = true,
                ' ' | '\t' if self.pre > 0 => self.line.wide.push(' '),
                ' ' | '\t' => self.line.spaced = true,
                '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => self.line.wide.push(c),
                '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}' | '\u{202A}'..='\u{202E}' => {}
                c if c.is_control() => {}
                c => {
                    let c = if self.symbols > 0 && self.markers > 0 { '●' } else { c };
                    self.line.push(if self.raised > 0 { raised(c) } else { c }, id);
                    if self.links > 0 {
                        self.line.linked += 1;
                        self.line.is_file |= self.files > 0;
                    }
                }
            }
        }
        if self.line.text.len() + self.line.wide.len() + self.bytes > LONGEST {
            return Err(Stop::Full);
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), Stop> {
        self.line.blanks_end();
        let Some(at) = self.line.at.take() else {
            self.line.text.clear();
            return Ok(());
        };
        let mut text = std::mem::take(&mut self.line.text);
        if let Some(number) = self.line.number.take()
            && !numbers::begins(&text)
        {
            text.insert_str(text.len() - text.trim_start().len(), &number);
        }
        let (linked, is_file) = (std::mem::take(&mut self.line.linked), std::mem::take(&mut self.line.is_file));
        self.put(Item { at, text, linked, is_file, row: None })
    }

    fn put(&mut self, item: Item) -> Result<(), Stop> {
        self.bytes += item.text.len() + 1;
        self.items.push(item);
        if self.bytes > LONGEST { Err(Stop::Full) } else { Ok(()) }
    }

    /// Walks over a node and ends its line.
    pub fn walk_into(&mut self, id: Id) -> Result<(), Stop> {
        if self.enter(id)? {
            self.walk(id)?;
            self.leave(id)?;
        }
        self.end_line()
    }

    /// Whether an element is not shown.
    pub fn is_hidden(&self, id: Id) -> bool {
        !self.shows_hidden && style::of(self.tree, self.tree.node(id)).hidden
    }

    /// The lines of a cell, and its characters in links.
    pub fn cell(&mut self, id: Id) -> Result<(String, usize, bool), Stop> {
        let outer = std::mem::take(&mut self.items);
        self.in_cell = true;
        let walked = self.walk(id);
        self.in_cell = false;
        let lines = std::mem::replace(&mut self.items, outer);
        walked?;
        let linked = lines.iter().map(|l| l.linked).sum();
        let is_file = lines.iter().any(|l| l.is_file);
        let texts: Vec<&str> = lines.iter().map(|l| l.text.trim()).collect();
        Ok((texts.join(INSIDE.encode_utf8(&mut [0; 4])), linked, is_file))
    }

    /// The number of the next table of data.
    pub fn next_table(&mut self) -> u32 {
        self.tables += 1;
        self.tables - 1
    }

    /// A row of a table.
    pub fn row(&mut self, at: Id, cells: Vec<String>, row: Row, linked: usize, is_file: bool) -> Result<(), Stop> {
        self.cells += cells.len();
        if self.cells > CELLS {
            return Err(Stop::Full);
        }
        self.put(Item { at, text: cells.join("\t"), linked, is_file, row: Some((cells, row)) })
    }
}

impl Line {
    fn push(&mut self, c: char, at: Id) {
        if self.at.is_none() {
            self.at = Some(at);
            // An indent.
            self.text.push_str(&self.wide);
        } else {
            let is_between = self.text.chars().next_back().is_some_and(is_cjk) && is_cjk(c);
            if is_between && !self.wide.is_empty() {
                self.text.push_str(&self.wide);
            } else if !self.wide.is_empty() || self.spaced || self.ended && !is_between {
                self.text.push(' ');
            }
        }
        self.blanks_end();
        self.text.push(c);
    }

    fn blanks_end(&mut self) {
        self.wide.clear();
        self.spaced = false;
        self.ended = false;
    }
}

/// Ideographs and what stands among them.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '\u{2460}'..='\u{24FF}')
}

/// Whether a link leads to a document or an archive.
fn is_file(href: &str) -> bool {
    const ENDS: [&str; 18] =
        ["doc", "docx", "wps", "pdf", "ofd", "xls", "xlsx", "et", "ppt", "pptx", "zip", "rar", "7z", "ceb", "cebx", "txt", "rtf", "csv"];
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let end = path.rsplit_once('.').map_or("", |(_, end)| end.trim());
    ENDS.iter().any(|e| e.eq_ignore_ascii_case(end))
}
