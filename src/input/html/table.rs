//! A table of the page → rows with every cell in its column, unless the table only lays out the page.
//!
//! | in the page | what we give |
//! |---|---|
//! | one column, tables inside, a cell that holds nearly all the text, mostly links | no table: what is in its cells stands on lines |
//! | `colspan`, `rowspan` | empty cells that are told to be one with the cell at the left or above |
//! | columns in which no cell begins | none |
//! | `caption`, text between rows | lines in front |
//! | `thead`, rows of `th` | rows of the head |
//! | paragraphs in a cell | parted by [`INSIDE`](crate::input::draft::INSIDE) |

use super::flow::Flow;
use super::names::{Attribute, Tag};
use super::tree::{Id, Tree};
use crate::input::{CELLS, Stop};
use crate::source::provenance::Row;
use std::collections::BTreeMap;

/// As many columns as the HTML standard lets a cell span.
const COLSPAN: usize = 1000;
/// As many rows as the HTML standard lets a cell span.
const ROWSPAN: usize = 65_534;
/// A cell of so many characters may be the page's text.
const LONG: u32 = 300;

/// What is in every node: characters, those in links, tables and paragraphs.
pub struct Sizes {
    pub characters: Vec<u32>,
    linked: Vec<u32>,
    tables: Vec<u32>,
    paragraphs: Vec<u32>,
}

impl Sizes {
    pub fn new(tree: &Tree) -> Sizes {
        let n = tree.nodes.len();
        let mut sizes = Sizes { characters: vec![0; n], linked: vec![0; n], tables: vec![0; n], paragraphs: vec![0; n] };
        // Parents stand in front of their children.
        let mut is_unseen = vec![false; n];
        let mut is_linked = vec![false; n];
        for (i, node) in tree.nodes.iter().enumerate().skip(1) {
            let parent = node.parent as usize;
            is_unseen[i] = is_unseen[parent] || node.tag.is_unseen() && !node.tag.is_void();
            is_linked[i] = is_linked[parent] || node.tag == Tag::A && tree.attribute(node, Attribute::Href).is_some();
            if node.tag == Tag::Text && !is_unseen[i] {
                let characters = tree.characters(node).chars().filter(|c| c.is_alphanumeric()).count() as u32;
                sizes.characters[i] = characters;
                sizes.linked[i] = if is_linked[i] { characters } else { 0 };
            }
            sizes.tables[i] = u32::from(node.tag == Tag::Table);
            sizes.paragraphs[i] = u32::from(matches!(node.tag, Tag::P | Tag::Br | Tag::Div | Tag::Li));
        }
        for i in (1..n).rev() {
            let parent = tree.nodes[i].parent as usize;
            for column in [&mut sizes.characters, &mut sizes.linked, &mut sizes.tables, &mut sizes.paragraphs] {
                column[parent] = column[parent].saturating_add(column[i]);
            }
        }
        sizes
    }

    fn get(column: &[u32], id: Id) -> u32 {
        column.get(id as usize).copied().unwrap_or(0)
    }

    /// Whether a table only lays out what is in it.
    pub fn is_layout(&self, tree: &Tree, table: Id) -> bool {
        if tree.attribute(tree.node(table), Attribute::Role).is_some_and(|role| matches!(&*role, "presentation" | "none")) {
            return true;
        }
        let (mut rows, mut cells, mut widest, mut is_text) = (0, 0, 0, false);
        let all = Self::get(&self.characters, table);
        for (_, row) in rows_of(tree, table) {
            rows += 1;
            let own: Vec<Id> = tree.children(row).filter(|c| tree.node(*c).tag.is_cell()).collect();
            widest = widest.max(own.len());
            cells += own.len();
            is_text |= own.iter().any(|cell| {
                let (characters, paragraphs) = (Self::get(&self.characters, *cell), Self::get(&self.paragraphs, *cell));
                characters > LONG && characters / 4 >= all / 5 && (own.len() == 1 || paragraphs > 5)
            });
        }
        let nested = Self::get(&self.tables, table).saturating_sub(1) as usize;
        widest <= 1
            || rows == 1 && cells <= 2
            || nested * 8 > cells
            || is_text
            || u64::from(Self::get(&self.linked, table)) * 10 > u64::from(all) * 6
    }
}

/// The rows of a table, each with its group of rows.
fn rows_of(tree: &Tree, table: Id) -> impl Iterator<Item = (Id, Id)> {
    tree.children(table).flat_map(move |child| {
        let is_group = tree.node(child).tag.is_row_group();
        let inside = is_group.then(|| tree.children(child)).into_iter().flatten();
        let own = (!is_group).then_some(child);
        let group = if is_group { child } else { table };
        own.into_iter().chain(inside).filter(move |row| tree.node(*row).tag == Tag::Tr).map(move |row| (group, row))
    })
}

/// A cell, with its place in the grid that the file's own spans make.
struct Cell {
    id: Id,
    column: usize,
    width: usize,
    height: usize,
}

/// Gives the rows of a table of data.
pub fn rows(flow: &mut Flow, table: Id) -> Result<(), Stop> {
    let tree = flow.tree;
    // Captions and what stands where no text should.
    let is_part = |id: Id| tree.node(id).tag.is_row_group() || tree.node(id).tag == Tag::Tr || tree.node(id).tag.is_cell();
    let mut strays: Vec<Id> = tree.children(table).collect();
    strays.extend(tree.children(table).filter(|c| tree.node(*c).tag.is_row_group()).flat_map(|group| tree.children(group)));
    strays.extend(rows_of(tree, table).flat_map(|(_, row)| tree.children(row)));
    for stray in strays.into_iter().filter(|id| !is_part(*id)) {
        flow.walk_into(stray)?;
    }
    let all: Vec<(Id, Id)> = rows_of(tree, table).filter(|(_, row)| !flow.is_hidden(*row)).collect();
    let (grid, cut) = grid(tree, &all, CELLS.saturating_sub(flow.cells));
    // Columns in which a cell begins.
    let mut columns: Vec<usize> = grid.iter().flatten().map(|cell| cell.column).collect();
    columns.sort_unstable();
    columns.dedup();
    let number = flow.next_table();
    // The column of each that still reaches down, and how far.
    let mut above: Vec<(usize, bool)> = vec![(0, false); columns.len()];
    let mut group = None;
    let mut is_head = true;
    if columns.is_empty() {
        return Ok(());
    }
    for (r, cells) in grid.iter().enumerate() {
        let Some(&(own_group, row)) = all.get(r) else { break };
        if group.replace(own_group) != Some(own_group) {
            above.fill((0, false));
        }
        let mut texts = vec![String::new(); columns.len()];
        let mut out = Row { table: number, ..Row::default() };
        for (c, (left, is_left)) in above.iter_mut().enumerate() {
            if *left > 0 {
                *left -= 1;
                if *is_left { out.from_left.push(c as u32) } else { out.from_above.push(c as u32) }
            }
        }
        let (mut linked, mut is_file) = (0, false);
        for cell in cells {
            let first = columns.partition_point(|c| *c < cell.column);
            let end = columns.partition_point(|c| *c < cell.column + cell.width);
            let (text, links, file) = if flow.is_hidden(cell.id) { Default::default() } else { flow.cell(cell.id)? };
            linked += links;
            is_file |= file;
            if let Some(place) = texts.get_mut(first) {
                *place = text;
            }
            out.from_left.extend((first + 1..end).map(|c| c as u32));
            for (c, place) in above.iter_mut().enumerate().take(end).skip(first) {
                *place = (cell.height - 1, c > first);
            }
        }
        out.from_left.sort_unstable();
        out.from_left.dedup();
        out.from_above.sort_unstable();
        is_head &= tree.node(own_group).tag == Tag::Thead || !cells.is_empty() && cells.iter().all(|c| tree.node(c.id).tag == Tag::Th);
        out.header = is_head;
        if cells.is_empty() && out.from_above.is_empty() {
            // Rows without cells take their time too.
            flow.cells += columns.len();
        } else {
            flow.row(row, texts, out, linked, is_file)?;
        }
        if flow.cells > CELLS {
            return Err(Stop::Full);
        }
    }
    if cut { Err(Stop::Full) } else { Ok(()) }
}

/// Where every cell stands; whether rows were left out since they hold more cells than may be read.
fn grid(tree: &Tree, rows: &[(Id, Id)], most: usize) -> (Vec<Vec<Cell>>, bool) {
    let mut grid = Vec::new();
    // Columns that cells above take, each with the rows that it still takes.
    let mut taken: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut group = None;
    let mut work = 0;
    for &(own_group, row) in rows {
        if group.replace(own_group) != Some(own_group) {
            taken.clear();
        }
        let mut own = Vec::new();
        let mut column = 0;
        for id in tree.children(row) {
            let node = tree.node(id);
            if !node.tag.is_cell() {
                continue;
            }
            let span = |name, most: usize| {
                let value = tree.attribute(node, name)?;
                let digits: String = value.trim().chars().take_while(char::is_ascii_digit).collect();
                (!digits.is_empty()).then(|| digits.parse::<usize>().unwrap_or(usize::MAX).min(most))
            };
            let width = span(Attribute::Colspan, COLSPAN).unwrap_or(1).max(1);
            // None is all that are left in the group.
            let height = span(Attribute::Rowspan, ROWSPAN).map_or(1, |n| if n == 0 { ROWSPAN } else { n });
            while let Some((start, (width, _))) = taken.range(..=column).next_back()
                && start + width > column
            {
                column = start + width;
            }
            own.push(Cell { id, column, width, height });
            column += width;
        }
        work += own.len() + taken.len();
        if work > most {
            return (grid, true);
        }
        taken.retain(|_, (_, left)| {
            *left -= 1;
            *left > 0
        });
        for cell in own.iter().filter(|c| c.height > 1) {
            taken.insert(cell.column, (cell.width, cell.height - 1));
        }
        grid.push(own);
    }
    (grid, false)
}
