//! A walk through a part's text: the body, notes, headers, footers (ECMA-376 part 1, 17.2 to 17.4, 17.13.5, 17.16).
//!
//! | the file has | what we give |
//! |---|---|
//! | `w:sdt`, `w:smartTag`, `w:hyperlink`, `w:fldSimple`, `w:ins`, `w:moveTo` | what is in them |
//! | `w:del`, `w:moveFrom`, `w:delText`, `w:trPr/w:del` | nothing |
//! | `w:fldChar` begin … separate … end | what stands between separate and end |
//! | `mc:AlternateContent` | the first `mc:Choice`, else `mc:Fallback` |
//! | `w:txbxContent` | paragraphs behind the one that it is anchored in |
//! | `w:tab`, `w:ptab` | a tab |
//! | `w:br`, `w:cr` | a line's end |
//! | `w:noBreakHyphen`, `w:softHyphen` | `-`, nothing |
//! | `w:sym` | the character that its font shows ([`symbols`]) |
//! | `w:ruby` | its base |
//!
//! No function calls itself: what is open stands on a stack of its own, so that nesting costs no more than memory, which the reader of XML bounds.

mod rows;

use super::flow::{Flow, Item, Output, length};
use super::inside;
use super::numbering::Numbering;
use super::paragraph::{Look, Paragraph, look};
use super::styles::{Styles, on};
use super::table::Table;
use crate::input::Stop;
use crate::input::draft::LONGEST;
use crate::input::numbering::Counter;
use crate::input::raised::raised;
use crate::input::symbols::{self, Font};
use crate::input::xml::{Element, Node, Xml};

/// Fields nest at most so deep; Word allows twenty. Guards against a page of fields that never end.
const FIELDS: usize = 256;

/// What is known of the whole document.
#[derive(Debug, Default)]
pub struct Sheets {
    /// Its styles.
    pub styles: Styles,
    /// Its lists.
    pub numbering: Numbering,
}

/// An open element.
#[derive(Debug)]
enum Open {
    /// One whose content counts as if it were not there.
    Plain,
    /// `mc:AlternateContent`, and whether one of its choices was read.
    Alternate(bool),
    Paragraph,
    /// A run, and whether text outside of it is hidden.
    Run(bool),
    /// A text box, likewise.
    Box(bool),
    Table,
    Row,
    Cell,
}

/// A walk through one part.
pub struct Story<'s, 'd> {
    sheets: &'s Sheets,
    /// Where the text goes.
    pub output: Output<'d>,
    open: Vec<Open>,
    flows: Vec<Flow>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Open fields, and whether each has come to its result.
    fields: Vec<bool>,
    /// Open fields that have not.
    codes: usize,
    hidden: bool,
    /// Whether the run at hand is raised.
    raised: bool,
    /// Open rows and cells that are out.
    muted: usize,
    /// Paragraphs so far.
    count: u32,
    cells: usize,
    /// Bytes of text that are gathered in flows.
    held: usize,
    counter: Counter,
    /// Text boxes are a text of their own, whose lists count apart.
    box_counter: Counter,
    boxes: usize,
    /// Drawings and other objects so far.
    pub drawings: usize,
    /// Ids of headers and footers in the order of sections.
    pub headers: Vec<String>,
    /// Likewise.
    pub footers: Vec<String>,
}

impl<'s, 'd> Story<'s, 'd> {
    /// A walk that gives its text to `output`.
    pub fn new(sheets: &'s Sheets, output: Output<'d>) -> Story<'s, 'd> {
        Story {
            sheets,
            output,
            open: Vec::new(),
            flows: vec![Flow::default()],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            fields: Vec::new(),
            codes: 0,
            hidden: false,
            raised: false,
            muted: 0,
            count: 0,
            cells: 0,
            held: 0,
            counter: Counter::default(),
            box_counter: Counter::default(),
            boxes: 0,
            drawings: 0,
            headers: Vec::new(),
            footers: Vec::new(),
        }
    }

    /// Walks to the end of the part. Where it is broken off, all that is open ends there.
    pub fn read(&mut self, name: &str, text: &str) -> Result<(), Stop> {
        let mut xml = Xml::new(name, text);
        let walked = self.walk(&mut xml, name);
        let ended = self.finish();
        walked.and(ended)
    }

    fn walk(&mut self, xml: &mut Xml, name: &str) -> Result<(), Stop> {
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => self.start(&element, xml)?,
                Node::End(_) => {
                    if let Some(open) = self.open.pop() {
                        self.end(open)?;
                    }
                }
                // Only w:t has text; its own reader takes it.
                Node::Text(_) => {}
            }
        }
        if xml.depth() > 0 {
            return Err(Stop::damaged(
                format!("{name} ends inside of an element; expected its end"),
                format!("{name} 在元素中间中断，此处应有结束标记"),
            ));
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Stop> {
        while let Some(open) = self.open.pop() {
            self.end(open)?;
        }
        self.settle()
    }

    fn start(&mut self, element: &Element, xml: &mut Xml) -> Result<(), Stop> {
        let open = match element.name() {
            "p" => {
                self.count = self.count.saturating_add(1);
                let hidden = self.sheets.styles.hides(None);
                self.paragraphs.push(Paragraph { number: self.count, hidden, ..Paragraph::default() });
                Open::Paragraph
            }
            "pPr" => {
                return match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.properties(xml, &self.sheets.styles),
                    None => self.pass_over(xml),
                };
            }
            "r" => {
                let outside = self.hidden;
                self.hidden = self.paragraphs.last().is_some_and(|p| p.hidden);
                self.raised = false;
                Open::Run(outside)
            }
            "rPr" => {
                let Look { hidden, raised } = look(xml, &self.sheets.styles)?;
                self.hidden = hidden.unwrap_or(self.hidden);
                self.raised = raised;
                return Ok(());
            }
            "t" => return self.text(element, xml),
            "tab" | "ptab" => self.mark('\t'),
            "br" | "cr" => self.mark('\n'),
            "noBreakHyphen" => self.mark('-'),
            "sym" => {
                let code = element.attribute("char").and_then(|c| u32::from_str_radix(c.trim(), 16).ok());
                let font = element.attribute("font").unwrap_or_default();
                match code.and_then(|code| symbols::character(Font::named(&font), code)) {
                    Some(c) => self.mark(c),
                    None => Open::Plain,
                }
            }
            "fldChar" => {
                self.field(element.attribute("fldCharType").as_deref());
                Open::Plain
            }
            "AlternateContent" => Open::Alternate(false),
            "Choice" | "Fallback" => match self.open.last_mut() {
                Some(Open::Alternate(true)) => return self.pass_over(xml),
                Some(Open::Alternate(read)) => {
                    *read = true;
                    Open::Plain
                }
                _ => Open::Plain,
            },
            "txbxContent" | "txBody" => {
                self.flows.push(Flow::default());
                self.boxes += 1;
                Open::Box(std::mem::take(&mut self.hidden))
            }
            "drawing" | "pict" | "object" => {
                self.drawings += 1;
                Open::Plain
            }
            "tbl" => {
                // A paragraph without an end goes on in no table.
                self.settle()?;
                self.tables.push(Table::default());
                Open::Table
            }
            "tblGrid" => return self.grid(xml),
            "tr" => self.begin_row(),
            "trPr" => return self.row_properties(xml),
            "tc" => self.begin_cell()?,
            "tcPr" => return self.cell_properties(xml),
            "footnote" | "endnote" if element.attribute("type").is_some_and(|t| t != "normal") => return self.pass_over(xml),
            "sectPr" => return self.section(xml),
            "altChunk" | "subDoc" => {
                self.output.draft.note(
                    "part-unread",
                    crate::model::Severity::Warning,
                    true,
                    "another document is set in here, which was not read; expected its text in this file",
                    "此处嵌入了另一文档，未读取；正文应在本文件内",
                );
                return self.pass_over(xml);
            }
            // Deleted text, field codes, readings above characters, and properties with names that text has too.
            "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "fldData" | "ffData" | "rt" | "sdtPr" | "sdtEndPr"
            | "tblPr" | "tblPrEx" | "ctrlPr" | "customXmlPr" | "smartTagPr" | "binData" | "pPrChange" | "rPrChange" => {
                return self.pass_over(xml);
            }
            _ => Open::Plain,
        };
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self, open: Open) -> Result<(), Stop> {
        match open {
            Open::Plain | Open::Alternate(_) => {}
            Open::Run(outside) => {
                self.hidden = outside;
                self.raised = false;
            }
            Open::Paragraph => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(paragraph)?;
                }
            }
            Open::Box(outside) => {
                self.hidden = outside;
                self.settle()?;
                self.boxes = self.boxes.saturating_sub(1);
                let items = self.flows.pop().unwrap_or_default().items;
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.boxes.extend(items),
                    None => items.into_iter().try_for_each(|item| self.put(item))?,
                }
            }
            Open::Cell => self.end_cell()?,
            Open::Row => self.end_row(),
            Open::Table => {
                if let Some(table) = self.tables.pop().filter(|t| !t.rows.is_empty() && self.muted == 0) {
                    self.put(Item::Table(table))?;
                }
            }
        }
        Ok(())
    }

    /// Passes over an element; the paragraphs in it have their numbers all the same.
    fn pass_over(&mut self, xml: &mut Xml) -> Result<(), Stop> {
        let outside = xml.depth() - 1;
        while let Some(element) = inside(xml, outside)? {
            self.count = self.count.saturating_add(u32::from(element.name() == "p"));
        }
        Ok(())
    }

    fn shown(&self) -> bool {
        !self.hidden && self.codes == 0 && self.muted == 0
    }

    fn mark(&mut self, c: char) -> Open {
        let shown = self.shown() && self.open.iter().rev().take(8).any(|o| matches!(o, Open::Run(_)));
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| shown) {
            paragraph.text.push(c);
        }
        Open::Plain
    }

    /// Text in `w:t`, whose outer white space counts only where the file says so (17.3.3.31).
    fn text(&mut self, element: &Element, xml: &mut Xml) -> Result<(), Stop> {
        let kept = element.attribute("space").is_some_and(|s| s == "preserve");
        let text = xml.text()?;
        let shown = self.shown();
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| shown) {
            let text = if kept { &text } else { text.trim_matches(['\u{20}', '\t', '\n', '\r']) };
            let form = if self.raised { raised } else { |c| c };
            // A line's end in the markup is a space on paper.
            paragraph.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { form(c) }));
        }
        Ok(())
    }

    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") if self.fields.len() < FIELDS => {
                self.fields.push(false);
                self.codes += 1;
            }
            Some("separate") => {
                if let Some(result @ false) = self.fields.last_mut() {
                    *result = true;
                    self.codes -= 1;
                }
            }
            Some("end") => {
                if let Some(false) = self.fields.pop() {
                    self.codes -= 1;
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self, mut paragraph: Paragraph) -> Result<(), Stop> {
        // A field that never comes to its result hides no more than its paragraph's rest.
        if self.codes > 0 {
            self.fields.retain(|result| *result);
            self.codes = 0;
        }
        if self.muted > 0 {
            return Ok(());
        }
        let Some(flow) = self.flows.last_mut() else { return Ok(()) };
        if let Some(mut before) = flow.open.take() {
            before.go_on(paragraph);
            paragraph = before;
        }
        if paragraph.endless {
            flow.open = Some(paragraph);
            return Ok(());
        }
        self.give(paragraph)
    }

    /// Ends a paragraph that waits for one to go on with.
    fn settle(&mut self) -> Result<(), Stop> {
        match self.flows.last_mut().and_then(|flow| flow.open.take()) {
            // All of it was deleted or hidden.
            Some(paragraph) if paragraph.text.trim().is_empty() && paragraph.boxes.is_empty() => Ok(()),
            Some(paragraph) => self.give(paragraph),
            None => Ok(()),
        }
    }

    /// Counts a paragraph in its list and gives it with its number.
    fn give(&mut self, paragraph: Paragraph) -> Result<(), Stop> {
        let in_cell = self.flows.last().is_some_and(|f| f.cell);
        let Sheets { styles, numbering } = self.sheets;
        let counter = if self.boxes > 0 { &mut self.box_counter } else { &mut self.counter };
        let label = numbering
            .place(paragraph.reference, paragraph.style.as_deref(), styles)
            .and_then(|(id, level)| counter.next(&numbering.lists, id, level))
            .unwrap_or_default();
        let number = paragraph.number;
        if !paragraph.text.trim().is_empty() {
            let text = match label.text.is_empty() {
                true => paragraph.text,
                false => label.text + paragraph.text.trim_start(),
            };
            self.put(Item::Line { text, paragraph: number })?;
        } else if in_cell && !label.bullet && !label.text.trim().is_empty() {
            // A column of numbers in a table is often nothing but automatic numbers.
            self.put(Item::Line { text: label.text.trim_end().into(), paragraph: number })?;
        } else if !in_cell {
            self.put(Item::Blank)?;
        }
        paragraph.boxes.into_iter().try_for_each(|item| self.put(item))
    }

    /// Gives a piece to the flow that is open.
    fn put(&mut self, item: Item) -> Result<(), Stop> {
        if self.flows.len() <= 1 {
            self.held = 0;
            return self.output.put(item);
        }
        self.held = self.held.saturating_add(length(&item));
        if self.held > LONGEST {
            return Err(Stop::Full);
        }
        if let Some(flow) = self.flows.last_mut() {
            flow.items.push(item);
        }
        Ok(())
    }

    /// Which headers and footers a section has (17.10); one for first pages counts where there are such.
    fn section(&mut self, xml: &mut Xml) -> Result<(), Stop> {
        let outside = xml.depth() - 1;
        let mut references = Vec::new();
        let mut first_pages = false;
        while let Some(element) = inside(xml, outside)? {
            match element.name() {
                name @ ("headerReference" | "footerReference") => {
                    let first = element.attribute("type").is_some_and(|t| t == "first");
                    references.push((name == "headerReference", first, element.attribute("id").unwrap_or_default()));
                }
                "titlePg" => first_pages = on(&element, "val", true),
                "sectPrChange" => xml.skip()?,
                _ => {}
            }
        }
        for (header, _, id) in references.into_iter().filter(|(_, first, _)| first_pages || !first) {
            if header { &mut self.headers } else { &mut self.footers }.push(id);
        }
        Ok(())
    }
}
