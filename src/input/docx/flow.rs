//! What a walk through a part gives, in order: lines, blank lines and tables.

use super::table::Table;
use crate::input::Stop;
use crate::input::draft::Draft;
use crate::source::provenance::{Place, Row};
use std::sync::Arc;

/// A piece of a text.
#[derive(Debug)]
pub enum Item {
    /// A paragraph and its number in its part.
    Line {
        /// Its text with its automatic number; lines in it are parted by `\n`.
        text: String,
        /// Its number from 1.
        paragraph: u32,
    },
    /// An empty paragraph.
    Blank,
    /// A table.
    Table(Table),
}

/// Where the text of a part goes.
pub struct Output<'d> {
    /// The source text.
    pub draft: &'d mut Draft,
    /// The name of the part.
    pub part: Arc<str>,
    /// Whether its text is set apart.
    pub apart: bool,
    /// Tables so far.
    pub tables: u32,
    /// Cells so far.
    pub cells: usize,
    /// Characters so far that are not blank.
    pub characters: usize,
    /// Whether a row of a table stands right above.
    pub below_row: bool,
}

impl<'d> Output<'d> {
    /// The text of a part.
    pub fn new(draft: &'d mut Draft, part: &str, apart: bool) -> Output<'d> {
        Output { draft, part: part.into(), apart, tables: 0, cells: 0, characters: 0, below_row: false }
    }

    fn place(&self, paragraph: u32) -> Place {
        Place { part: Some(self.part.clone()), paragraph: Some(paragraph), ..Place::default() }
    }

    /// Gives a piece.
    pub fn put(&mut self, item: Item) -> Result<(), Stop> {
        // A frame in a frame, as often as they nest.
        let mut waiting = vec![item];
        while let Some(item) = waiting.pop() {
            match item {
                Item::Line { text, paragraph } => {
                    self.characters += text.chars().filter(|c| !c.is_whitespace()).count();
                    let place = self.place(paragraph);
                    if self.apart {
                        self.draft.apart(text.trim(), place)?
                    } else {
                        self.draft.line(&text, None, place)?
                    }
                    self.below_row = false;
                }
                Item::Blank if self.apart => {}
                Item::Blank => {
                    self.draft.blank()?;
                    self.below_row = false;
                }
                Item::Table(mut table) => match table.framed() {
                    Some(items) => waiting.extend(items.into_iter().rev()),
                    None => table.put(self)?,
                },
            }
        }
        Ok(())
    }

    /// Gives a row of a table; `first` of its table.
    pub fn row(&mut self, cells: &[String], mut row: Row, paragraph: u32, first: bool) -> Result<(), Stop> {
        self.characters += cells.iter().flat_map(|c| c.chars()).filter(|c| !c.is_whitespace()).count();
        let place = self.place(paragraph);
        if self.apart {
            let cells: Vec<&str> = cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
            return self.draft.apart(&cells.join(" ").replace(crate::input::draft::INSIDE, " "), place);
        }
        if first {
            if self.below_row {
                self.draft.blank()?;
            }
            self.tables = self.tables.saturating_add(1);
        }
        row.table = self.tables.saturating_sub(1);
        self.draft.row(cells, row, place)?;
        self.below_row = true;
        Ok(())
    }
}

/// A text that is being gathered: a part's own, a cell's, or a text box's.
#[derive(Debug, Default)]
pub struct Flow {
    /// What is finished; empty where it is given at once.
    pub items: Vec<Item>,
    /// A paragraph without an end, which the next goes on with.
    pub open: Option<super::paragraph::Paragraph>,
    /// Whether it is a cell's.
    pub cell: bool,
}

/// The length of a piece's own text.
pub fn length(item: &Item) -> usize {
    match item {
        Item::Line { text, .. } => text.len(),
        _ => 0,
    }
}
