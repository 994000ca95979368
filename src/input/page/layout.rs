//! A page's glyphs and rules → its lines and tables in the order in which they are read.

use super::cells::{self, Table};
use super::columns::{self, Piece};
use super::footnotes;
use super::frame::{Area, Frame, Turn};
use super::grid;
use super::lines::{self, Row};
use super::{Glyph, Page};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A printed line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its text, without the spaces before it.
    pub text: String,
    /// The box around it.
    pub area: Area,
    /// Its baseline.
    pub base: f32,
    /// The height of its font.
    pub size: f32,
    /// How much room it needs to begin ([`Row::first_unit`]).
    pub first: f32,
    /// The edges of its column, where that is not the page.
    pub column: Option<(f32, f32)>,
    /// Whether it is no running text: a header, a footer, a page number, a footnote.
    pub apart: bool,
    /// Whether the file itself says so.
    pub artifact: bool,
}

impl Line {
    fn new(row: &Row, column: Option<(f32, f32)>) -> Line {
        let artifact = row.glyphs.iter().all(|g| g.artifact);
        Line { text: row.text(), area: row.area, base: row.base, size: row.size, first: row.first_unit(), column, apart: false, artifact }
    }
}

/// A part of a page.
#[derive(Clone, Debug)]
pub enum Part {
    /// A line.
    Line(Line),
    /// A table, or the part of it on this page.
    Table(Table),
}

/// A page in its order.
#[derive(Clone, Debug)]
pub struct Laid {
    /// Its number, from 1.
    pub number: u32,
    /// The part of its container that it was read from.
    pub part: Option<Arc<str>>,
    /// How it is turned.
    pub frame: Frame,
    /// What stands on it.
    pub parts: Vec<Part>,
    /// Lines that run another way than most, and what is askew.
    pub aside: Vec<Line>,
    /// How many glyphs, and how many of them nobody can tell.
    pub glyphs: usize,
    /// How many of them are unknown: U+FFFD, private use, `(cid:12)`, `/gid00012`.
    pub unknown: usize,
    /// Whether images or drawings stand on it.
    pub pictured: bool,
}

impl Laid {
    /// The last table on the page.
    fn last_table(&self) -> Option<&Table> {
        self.parts.iter().rev().find_map(|part| if let Part::Table(table) = part { Some(table) } else { None })
    }
}

/// Puts a page in order, n log n time for n glyphs; a table at the end of the page before may go on in a single row.
pub fn lay(mut page: Page, before: Option<&Laid>) -> Laid {
    page.glyphs.retain(Glyph::is_sound);
    let glyphs = lines::once(std::mem::take(&mut page.glyphs));
    let mut counts: BTreeMap<Turn, usize> = BTreeMap::new();
    for glyph in &glyphs {
        *counts.entry(glyph.turn).or_default() += 1;
    }
    // The first of the greatest, so that a page with as many of each is upright.
    let turn = counts.iter().filter(|(t, _)| **t != Turn::Askew).rev().max_by_key(|(_, n)| **n).map_or(Turn::Right, |(turn, _)| *turn);
    let frame = Frame::new(&page, turn);
    let count = glyphs.len();

    let rules: Vec<_> = page.rules.iter().map(|r| frame.rule(r)).collect();
    let mut rest = glyphs;
    let mut tables = Vec::new();
    let open = before.and_then(Laid::last_table);
    for grid in grid::grids(&rules) {
        if !grid.is_table() && !open.is_some_and(|table| cells::same_edges(&table.xs, &grid.xs)) {
            continue;
        }
        let (inside, outside): (Vec<Glyph>, Vec<Glyph>) =
            rest.into_iter().partition(|g| g.turn != Turn::Askew && grid.at(frame.glyph(g).middle()).is_some());
        rest = outside;
        if inside.is_empty() {
            continue;
        }
        match cells::fill(&grid, &inside, &page, &frame) {
            Some(table) => tables.push(table),
            None => rest.extend(inside),
        }
    }

    let (along, others): (Vec<Glyph>, Vec<Glyph>) = rest.into_iter().partition(|g| g.turn == turn);
    let along = levelled(along.iter().map(|g| frame.glyph(g)).collect());
    let mut pieces: Vec<Piece> = lines::rows(along).into_iter().map(|row| Piece::Row(row, None)).collect();
    pieces.extend(tables.iter().enumerate().map(|(i, table)| Piece::Table(i, table.area)));
    let mut tables: Vec<Option<Table>> = tables.into_iter().map(Some).collect();
    let mut parts: Vec<Part> = columns::order(pieces, 0)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Row(row, column) => Some(Part::Line(Line::new(&row, column))),
            Piece::Table(i, _) => tables.get_mut(i)?.take().map(Part::Table),
        })
        .collect();
    footnotes::set_apart(&mut parts, &rules, frame.dimensions());
    let unknown = parts.iter().map(unknown_in).sum();
    let aside = aside(others, &page, &frame);
    Laid { number: page.number, part: page.part, frame, parts, aside, glyphs: count, unknown, pictured: page.pictures > 0 }
}

/// Sets lines level that all fall or rise by a little, as those of a scan do.
fn levelled(mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut slopes: Vec<f32> = glyphs.iter().map(|g| g.slope).collect();
    let middle = slopes.len() / 2;
    let slope = if slopes.is_empty() { 0.0 } else { *slopes.select_nth_unstable_by(middle, f32::total_cmp).1 };
    if slope.abs() > 0.001 {
        for glyph in &mut glyphs {
            glyph.y -= slope * glyph.x;
        }
    }
    glyphs
}

/// Lines that run another way, in the frame of the page.
fn aside(others: Vec<Glyph>, page: &Page, frame: &Frame) -> Vec<Line> {
    let mut by_turn: BTreeMap<Turn, Vec<Glyph>> = BTreeMap::new();
    for glyph in others {
        by_turn.entry(glyph.turn).or_default().push(glyph);
    }
    let mut out = Vec::new();
    for (turn, glyphs) in by_turn {
        if turn == Turn::Askew {
            // Askew text has no lines to be found; it is told as it was drawn.
            let text: String = glyphs.iter().map(|g| g.c).collect();
            let area = glyphs.iter().map(|g| Area { left: g.x, top: g.y, right: g.x, bottom: g.y }).reduce(|a, b| a.with(&b));
            let size = glyphs.first().map_or(0.0, |g| g.size);
            let line =
                Line { text, area: area.unwrap_or_default(), base: 0.0, size, first: size, column: None, apart: true, artifact: false };
            out.push(line);
            continue;
        }
        let own = Frame::new(page, turn);
        for row in lines::rows(glyphs.iter().map(|g| own.glyph(g)).collect()) {
            let mut line = Line::new(&row, None);
            line.apart = true;
            line.area = own.to(frame, line.area);
            out.push(line);
        }
    }
    out
}

fn unknown_in(part: &Part) -> usize {
    match part {
        Part::Line(line) => unknown(&line.text),
        Part::Table(table) => table.rows.iter().flat_map(|row| &row.texts).map(|text| unknown(text)).sum(),
    }
}

/// How many characters of a text nobody can tell. What a program wrote for a glyph that it could not read counts with all its characters.
pub fn unknown(text: &str) -> usize {
    let plain = text.chars().filter(|c| is_unknown(*c)).count();
    let written: usize = ["(cid:", "/gid"]
        .iter()
        .map(|start| {
            let behind = text.split(start).skip(1);
            behind
                .map(|rest| rest.chars().take_while(char::is_ascii_digit).count())
                .filter(|n| *n >= 1)
                .map(|n| n + start.len())
                .sum::<usize>()
        })
        .sum();
    plain + written
}

/// U+FFFD, private use, and the `¤` that writers of OFD put for a glyph without a character.
fn is_unknown(c: char) -> bool {
    matches!(c, '\u{FFFD}' | '¤' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}
