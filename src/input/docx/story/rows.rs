//! Tables while a part is walked through (ECMA-376 part 1, 17.4): their rows and cells open and end, and say what they are.

use super::{Open, Story};
use crate::input::docx::flow::Flow;
use crate::input::docx::inside;
use crate::input::docx::styles::on;
use crate::input::docx::table::{COLUMNS, Cell, Row};
use crate::input::xml::Xml;
use crate::input::{CELLS, Stop};

/// So many columns' widths of one table are kept; rows that run over them are not straightened.
const GRID: usize = 4096;

impl Story<'_, '_> {
    pub(super) fn grid(&mut self, xml: &mut Xml) -> Result<(), Stop> {
        let outside = xml.depth() - 1;
        while let Some(element) = inside(xml, outside)? {
            match element.name() {
                "gridCol" => {
                    if let Some(table) = self.tables.last_mut().filter(|t| t.grid.len() < GRID) {
                        table.grid.push(element.number("w").unwrap_or(u64::MAX));
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    pub(super) fn begin_row(&mut self) -> Open {
        match self.tables.last_mut() {
            Some(table) if table.row.is_none() => {
                table.row = Some(Row { paragraph: self.count.saturating_add(1), ..Row::default() });
                Open::Row
            }
            _ => Open::Plain,
        }
    }

    pub(super) fn row_properties(&mut self, xml: &mut Xml) -> Result<(), Stop> {
        let outside = xml.depth() - 1;
        while let Some(element) = inside(xml, outside)? {
            let Some(row) = self.tables.last_mut().and_then(|t| t.row.as_mut()) else { continue };
            match element.name() {
                "gridBefore" => row.before = element.number::<u32>("val").unwrap_or(0).min(COLUMNS as u32),
                "tblHeader" => row.header = on(&element, "val", true),
                "del" => {
                    self.muted += usize::from(!row.deleted);
                    row.deleted = true;
                }
                "trPrChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn begin_cell(&mut self) -> Result<Open, Stop> {
        let Some(row) = self.tables.last_mut().and_then(|t| t.row.as_mut()).filter(|r| r.cell.is_none()) else {
            return Ok(Open::Plain);
        };
        if self.cells >= CELLS {
            return Err(Stop::Full);
        }
        self.cells += 1;
        row.cell = Some(Cell::default());
        self.flows.push(Flow { cell: true, ..Flow::default() });
        Ok(Open::Cell)
    }

    pub(super) fn cell_properties(&mut self, xml: &mut Xml) -> Result<(), Stop> {
        let outside = xml.depth() - 1;
        while let Some(element) = inside(xml, outside)? {
            let Some(table) = self.tables.last_mut() else { continue };
            let first = table.rows.is_empty();
            let Some(row) = table.row.as_mut() else { continue };
            let leftmost = row.cells.is_empty();
            let Some(cell) = row.cell.as_mut() else { continue };
            let was_out = cell.is_out();
            let goes_on = || element.attribute("val").is_none_or(|v| v == "continue");
            match element.name() {
                "gridSpan" => match element.number::<u32>("val") {
                    Some(span) if span as usize <= COLUMNS => cell.span = span.max(1),
                    _ => table.misfit = true,
                },
                // Without a cell above or at the left a cell is its own.
                "vMerge" => cell.above = !first && goes_on(),
                "hMerge" => cell.left = !leftmost && goes_on(),
                "cellDel" => cell.deleted = true,
                "tcPrChange" => xml.skip()?,
                _ => {}
            }
            self.muted = self.muted + usize::from(cell.is_out()) - usize::from(was_out);
        }
        Ok(())
    }

    pub(super) fn end_cell(&mut self) -> Result<(), Stop> {
        self.settle()?;
        let items = self.flows.pop().unwrap_or_default().items;
        if let Some(row) = self.tables.last_mut().and_then(|t| t.row.as_mut())
            && let Some(mut cell) = row.cell.take()
        {
            self.muted -= usize::from(cell.is_out());
            cell.items = items;
            if !cell.deleted {
                row.cells.push(cell);
            }
        }
        Ok(())
    }

    pub(super) fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some(row) = table.row.take() else { return };
        if row.deleted {
            self.muted -= 1;
        } else {
            table.rows.push(row);
        }
    }
}
