//! Pages in their order → the source text: indents, lines that run to the edge, tables that go on over pages, and notes of what could not be read.

use super::Page;
use super::cells::{self, Cells, Table};
use super::edges::{Edges, body};
use super::frame::Area;
use super::furniture;
use super::layout::{self, Laid, Line, Part};
use crate::input::draft::Draft;
use crate::input::{CELLS, Stop};
use crate::model::Severity;
use crate::source::provenance::{Place, Row};

/// So many of a hundred characters of a page may be unknown before it counts as garbled: a page of formulas has some in private use.
const GARBLED: usize = 10;
/// A line is full where it ends within so many ems of the edge: a mark of two ems may not have fitted, and marks hang over.
const FULL: f32 = 1.6;
/// However long a Latin word begins the next line, a line that leaves more room than this is not full.
const WORD: f32 = 8.0;
/// The first line of a paragraph is set in by two ems; fonts and rounding take or add half an em.
const SET_IN: f32 = 1.4;
/// What is set in further is centred or at the right.
const DEEP: f32 = 2.9;

/// Writes pages into a draft, document by document.
#[derive(Default)]
pub struct Writer {
    pages: Vec<Laid>,
    /// What stands before a page, by how many were added until then.
    beside: Vec<(usize, Beside)>,
    tables: u32,
    cells: usize,
}

/// What is no page of the document.
#[cfg_attr(not(feature = "ofd"), expect(dead_code, reason = "only OFD has templates, and pages that cannot be read"))]
enum Beside {
    Apart(Box<Laid>),
    Note { code: &'static str, english: String, chinese: String },
}

impl Writer {
    /// Adds the next page of the document.
    pub fn page(&mut self, page: Page) {
        let laid = layout::lay(page, self.pages.last());
        self.pages.push(laid);
    }

    /// Adds what is drawn on a page without being its running text: a template, stamps and remarks.
    #[cfg(feature = "ofd")]
    pub fn apart(&mut self, page: Page) {
        self.beside.push((self.pages.len(), Beside::Apart(Box::new(layout::lay(page, None)))));
    }

    /// Adds a note on the page that comes next: text is missing there.
    #[cfg(feature = "ofd")]
    pub fn note(&mut self, code: &'static str, english: String, chinese: String) {
        self.beside.push((self.pages.len(), Beside::Note { code, english, chinese }));
    }

    /// Writes the pages added so far, which are one document: which lines are full and which repeat only all of them tell.
    ///
    /// # Errors
    /// [`Stop::Full`] where the text or its cells are as many as they may be.
    pub fn write(&mut self, draft: &mut Draft) -> Result<(), Stop> {
        let (mut pages, beside) = (std::mem::take(&mut self.pages), std::mem::take(&mut self.beside));
        furniture::set_apart(&mut pages);
        let all = Edges::of_all(&pages);
        let size = usual_size(&pages);
        let (tables, cells) = (&mut self.tables, &mut self.cells);
        let mut document = Document { draft, size, tables, cells, open: None, goes_on: None, row: None };
        let mut beside = beside.into_iter().peekable();
        for (i, page) in pages.iter().enumerate() {
            while let Some((_, beside)) = beside.next_if(|(at, _)| *at <= i) {
                document.beside(beside)?;
            }
            document.page(page, pages.get(i + 1), &all)?;
        }
        document.flush()?;
        beside.try_for_each(|(_, beside)| document.beside(beside))
    }
}

/// A document while it is written.
struct Document<'d, 't> {
    draft: &'d mut Draft,
    /// The height of most lines' font.
    size: f32,
    tables: &'d mut u32,
    cells: &'d mut usize,
    /// The table that was written last, if nothing but furniture came since, with its first rows.
    open: Option<(u32, &'t Table)>,
    /// Where the line that was written last began, if it is full and its sentence goes on.
    goes_on: Option<f32>,
    /// The last row, which may go on over the page.
    row: Option<(u32, Cells, Place)>,
}

impl<'t> Document<'_, 't> {
    fn beside(&mut self, beside: Beside) -> Result<(), Stop> {
        match beside {
            Beside::Note { code, english, chinese } => self.draft.note(code, Severity::Warning, true, english, chinese),
            Beside::Apart(page) => {
                for part in &page.parts {
                    match part {
                        Part::Line(line) => self.draft.apart(&line.text, place(&page, line.area))?,
                        Part::Table(table) => {
                            for row in &table.rows {
                                self.draft.apart(&row.flat(), place(&page, row.area))?;
                            }
                        }
                    }
                }
                for line in &page.aside {
                    self.draft.apart(&line.text, place(&page, line.area))?;
                }
            }
        }
        Ok(())
    }

    fn page(&mut self, page: &'t Laid, behind: Option<&Laid>, all: &Edges) -> Result<(), Stop> {
        self.note(page);
        let edges = all.on(page);
        let pitch = pitch(page);
        for (i, part) in page.parts.iter().enumerate() {
            match part {
                Part::Line(line) if line.apart => self.draft.apart(&line.text, place(page, line.area))?,
                Part::Line(line) => {
                    let (next, turned) = match running(page, i + 1) {
                        Some(Part::Line(next)) => (Some(next), false),
                        Some(Part::Table(_)) => (None, false),
                        None => match behind.and_then(|page| running(page, 0)) {
                            Some(Part::Line(next)) => (Some(next), true),
                            _ => (None, true),
                        },
                    };
                    let gap = next.is_some_and(|next| {
                        let far = !turned && next.base - line.base > 1.5 * pitch;
                        far || (next.size - line.size).abs() > 0.12 * line.size
                    });
                    self.line(page, line, next.filter(|_| !gap), edges)?;
                }
                Part::Table(table) => self.table(page, table)?,
            }
        }
        for line in &page.aside {
            self.draft.apart(&line.text, place(page, line.area))?;
        }
        Ok(())
    }

    /// Writes a line; `next` is the one that may go on with its paragraph: of the same height, and no wider gap before it than between others.
    fn line(&mut self, page: &Laid, line: &Line, next: Option<&Line>, (left, right): (f32, f32)) -> Result<(), Stop> {
        self.flush()?;
        self.open = None;
        let (left, right) = line.column.unwrap_or((left, right));
        let size = line.size.max(1.0);
        let (before, behind) = ((line.area.left - left) / size, (right - line.area.right) / size);
        // A title may leave no more than two of its own ems at each side.
        let title = size > 1.15 * self.size;
        let aside = |left: f32, right: f32| ((line.area.left - left) - (right - line.area.right)).abs() / size;
        let centred = (before > DEEP || title && before >= SET_IN)
            && (aside(left, right) < if title { 1.0 } else { 1.5 } || line.column.is_none() && aside(0.0, page.frame.dimensions().0) < 1.0);
        // Set in far under a full line whose sentence goes on: 附件：1.… with its rest below the number.
        let hangs = before > DEEP && !centred && self.goes_on.is_some_and(|above| above < line.area.left - 0.5 * size);
        let indent = if before >= SET_IN && !centred && !hangs { "\u{3000}\u{3000}" } else { "" };
        // It is full where the next could not begin on it; what stands at the right goes nowhere.
        let room = next.map_or(0.0, |next| next.first / size * 1.1).clamp(FULL, WORD);
        let full = behind <= room && next.is_some() && (before <= DEEP || hangs || centred);
        let ended = line.text.ends_with(['。', '；', '：', '！', '？', ';', ':']);
        self.goes_on = (full && !ended).then_some(if hangs { line.area.left - size } else { line.area.left });
        self.draft.line(&format!("{indent}{}", line.text.trim()), Some(full), place(page, line.area))
    }

    fn table(&mut self, page: &Laid, table: &'t Table) -> Result<(), Stop> {
        let goes_on = self.open.filter(|(_, before)| cells::same_edges(&before.xs, &table.xs));
        let (id, head) = match goes_on {
            Some((id, before)) => (id, repeated(before, table)),
            None => {
                self.flush()?;
                if self.open.is_some() {
                    self.draft.blank()?;
                }
                *self.tables += 1;
                (*self.tables - 1, 0)
            }
        };
        for again in table.rows.iter().take(head) {
            self.draft.apart(&again.flat(), place(page, again.area))?;
        }
        for (i, cells) in table.rows.iter().enumerate().skip(head) {
            *self.cells += cells.texts.len();
            if *self.cells > CELLS {
                return Err(Stop::Full);
            }
            if i == head
                && goes_on.is_some()
                && let Some(row) = &mut self.row
                && row.1.goes_on_with(cells)
            {
                row.1.append(cells);
                continue;
            }
            self.flush()?;
            self.row = Some((id, cells.clone(), place(page, cells.area)));
        }
        // Further pages repeat the head of the first.
        self.open = Some((id, goes_on.map_or(table, |(_, before)| before)));
        Ok(())
    }

    /// Writes the row that was held back, since it might have gone on over the page.
    fn flush(&mut self) -> Result<(), Stop> {
        let Some((table, Cells { texts, from_above, from_left, .. }, place)) = self.row.take() else { return Ok(()) };
        self.draft.row(&texts, Row { table, header: false, from_above, from_left }, place)
    }

    fn note(&mut self, page: &Laid) {
        let n = page.number;
        let has_text = page.parts.iter().any(|part| !matches!(part, Part::Line(line) if line.apart));
        if !has_text && page.pictured {
            let english = format!("page {n} has no text layer: it seems to be a scan");
            self.draft.note("page-without-text", Severity::Warning, true, english, format!("第 {n} 页没有文本层，似为扫描件"));
        }
        if page.unknown * 100 > page.glyphs * GARBLED {
            let share = (page.unknown * 100 / page.glyphs.max(1)).min(100);
            let english = format!("page {n} is garbled: {share} % of its characters have no Unicode; expected fonts that tell it");
            let chinese = format!("第 {n} 页文字乱码：{share}% 的字符没有对应的 Unicode，此处字体应提供编码");
            self.draft.note("page-garbled", Severity::Warning, true, english, chinese);
        }
    }
}

/// The first part from here on that is no furniture.
fn running(page: &Laid, from: usize) -> Option<&Part> {
    page.parts.iter().skip(from).find(|part| !matches!(part, Part::Line(line) if line.apart))
}

fn place(page: &Laid, area: Area) -> Place {
    Place { part: page.part.clone(), page: Some(page.number), bounds: Some(page.frame.bounds(area)), ..Place::default() }
}

/// The height of most lines' font.
pub(super) fn usual_size(pages: &[Laid]) -> f32 {
    let mut sizes: Vec<f32> = pages.iter().flat_map(body).map(|l| l.size).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() { 1.0 } else { *sizes.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

/// The usual distance of two lines on a page.
fn pitch(page: &Laid) -> f32 {
    let lines: Vec<&Line> =
        page.parts.iter().filter_map(|part| if let Part::Line(line) = part { Some(line) } else { None }).filter(|l| !l.apart).collect();
    let gaps = lines.windows(2).filter(|w| (w[0].size - w[1].size).abs() < 0.1 * w[0].size).map(|w| w[1].base - w[0].base);
    let mut gaps: Vec<f32> = gaps.filter(|gap| *gap > 1.0).collect();
    let middle = gaps.len() / 2;
    if gaps.len() < 4 { f32::MAX / 4.0 } else { *gaps.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

/// How many of the first rows of the table's next part repeat those of its first.
fn repeated(first: &Table, next: &Table) -> usize {
    /// A head has no more rows than this.
    const HEAD: usize = 4;
    let plain = |cells: &Cells| cells.texts.iter().map(|t| t.split_whitespace().collect::<String>()).collect::<Vec<_>>();
    let same = first.rows.iter().zip(&next.rows).take(HEAD).take_while(|(a, b)| plain(a) == plain(b)).count();
    // A part with nothing else is no repeated head.
    if same == next.rows.len() { 0 } else { same }
}
