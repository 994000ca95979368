//! What the stages found, before it is put into the model's shape, and what a reader of a notice may set.

use crate::extract::{contacts, references, targets};
use crate::lexicon::Lexicon;
use crate::lines::Block;
use crate::outline::{Item, Layout};
use crate::resolve;
use crate::tables::Grid;
use crate::tasks::Unit;
use jiff::civil::Date;

/// What a reader of a notice may set.
#[derive(Clone, Copy, Debug)]
pub struct Options<'l> {
    /// Organs and their names.
    pub lexicon: &'l Lexicon,
    /// The date that deadlines without a year are read against where the text has none.
    pub issued_on: Option<Date>,
    /// Whether contacts are kept.
    pub contacts: bool,
}

impl Default for Options<'static> {
    fn default() -> Self {
        Options { lexicon: Lexicon::builtin(), issued_on: None, contacts: true }
    }
}

/// Everything that the stages found, before it is put into the model's shape.
pub(crate) struct Findings {
    /// Whether the file has lines as they stand on pages: breaks inside a sentence are no fault there.
    pub paged: bool,
    pub blocks: Vec<Block>,
    pub layout: Layout,
    pub items: Vec<Item>,
    pub grids: Vec<Grid>,
    pub units: Vec<Unit>,
    pub dates: Vec<resolve::days::Resolved>,
    pub references: Vec<references::Mention>,
    pub aliases: Vec<Option<usize>>,
    pub targets: Vec<targets::Mention>,
    pub contacts: Vec<contacts::Mention>,
    pub attachments: Vec<resolve::attachments::Joined>,
    pub leading: resolve::Leading,
}
