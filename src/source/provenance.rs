//! What a container says of its text beside the characters: where each line stood, which lines are rows of a table,
//! what is set apart from the running text. Plain text has none of it.

use crate::language::Language;
use crate::model::{Diagnostic, Severity};
use crate::span::Span;
use std::sync::Arc;

/// What a reader of a container knows beside the text. Empty for plain text.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// Every line of the source text that is not blank, in order.
    pub lines: Vec<Line>,
    /// Characters that stand for others than the file has, in order.
    pub restored: Vec<Restored>,
    /// Signatures and seals, which are named and not verified.
    pub signatures: Vec<Signature>,
    /// Files inside the file.
    pub embedded: Vec<Embedded>,
    /// What a page's own table of metadata says.
    pub facts: Vec<Fact>,
    /// What looked wrong while reading.
    pub notes: Vec<Note>,
}

impl Provenance {
    /// Where the line that holds a place of the source text, in scalar values, stood in the file.
    pub fn place(&self, at: usize) -> Option<&Place> {
        let line = self.lines[..self.lines.partition_point(|l| l.span.from() <= at)].last()?;
        (at <= line.span.to()).then_some(&line.place)
    }

    /// What a diagnostic of the model, which is in English, says in 简体中文; nothing where it is not about the file.
    pub fn chinese(&self, diagnostic: &Diagnostic) -> Option<String> {
        let note = self.notes.iter().find(|n| n.span == diagnostic.span && n.english == diagnostic.message);
        match &*diagnostic.code {
            "signature-unverified" => Some(format!("文件含 {} 个签名或印章，均未验证", self.signatures.len())),
            "decode-lossy" => Some("有字节不属于所用编码，已代以 U+FFFD".into()),
            _ => note.map(|n| n.chinese.clone()),
        }
    }
}

/// A line of the source text.
#[derive(Clone, Debug)]
pub struct Line {
    /// The line without its line end.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// Where it stood.
    pub place: Place,
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A paragraph, a heading, or a line of them.
    Text {
        /// Whether it runs to the right edge of its column, so that the line below may go on with its sentence; `None`
        /// where the file has paragraphs instead of lines on a page.
        full: Option<bool>,
    },
    /// A row of a table, its cells parted by one tab.
    Row(Row),
    /// The name of a part that the file itself is divided into: a sheet of a workbook.
    Part,
    /// Set apart from the running text: headers, footers, page numbers, footnotes, a page's navigation and metadata. Lines of this role stand
    /// behind all others.
    Apart,
}

/// How a row stands in its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Which table of the file, counted from 0. Rows of one table stand one below the other.
    pub table: u32,
    /// Whether the file calls it a row of the head.
    pub header: bool,
    /// Columns, from 0, whose cell is one with the cell above. Their text is empty here.
    pub from_above: Vec<u32>,
    /// Columns, from 0, whose cell is one with the cell at the left. Their text is empty here.
    pub from_left: Vec<u32>,
}

/// Where a line stood in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The part of the container: `word/document.xml`, `Doc_0/Pages/Page_0/Content.xml`, the name of a sheet.
    pub part: Option<Arc<str>>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// The box around it on its page.
    pub bounds: Option<Bounds>,
    /// Paragraph of its part, from 1, those in cells counted.
    pub paragraph: Option<u32>,
    /// The first cell in it, as a spreadsheet names cells: `B3`.
    pub cell: Option<Arc<str>>,
}

impl Place {
    /// The place in words: page, sheet and cell, paragraph. Nothing where the file has none of these.
    pub fn said(&self, language: Language) -> Option<String> {
        let number = |english: &str, chinese: &str, n: u32| language.either(format!("{english} {n}"), format!("第 {n} {chinese}"));
        let sheet = self.part.as_ref().filter(|_| self.cell.is_some()).map(|p| p.to_string());
        let words = [
            self.page.map(|n| number("page", "页", n)),
            sheet,
            self.cell.as_ref().map(|c| c.to_string()),
            self.paragraph.map(|n| number("paragraph", "段", n)),
        ];
        let words: Vec<String> = words.into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(language.either(", ", "，")))
    }
}

/// A box on a page in hundredths of a millimetre from the page's upper left corner, as the page is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Left edge.
    pub left: i32,
    /// Upper edge.
    pub top: i32,
    /// Right edge.
    pub right: i32,
    /// Lower edge.
    pub bottom: i32,
}

/// A character that the file has in another form: `⼯` for `工`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Its place in the source text, in scalar values.
    pub at: u32,
    /// What the file has.
    pub raw: char,
}

/// A signature or seal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Whether it is a seal, 电子印章, rather than a plain signature.
    pub seal: bool,
    /// Whose it is or who made it, as the file has it.
    pub name: Option<String>,
    /// When, as the file has it.
    pub signed_at: Option<String>,
    /// The page that it stands on, from 1.
    pub page: Option<u32>,
}

/// A file inside the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embedded {
    /// Its name.
    pub name: String,
    /// Its length in bytes, unpacked.
    pub bytes: Option<u64>,
}

/// What a page's table of metadata says of one element; it stands in a line set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which element.
    pub field: Field,
    /// Its value in the source text.
    pub span: Span,
}

/// An element that a page's table of metadata may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// 标题, 名称
    Title,
    /// 发文字号, 文号
    DocumentNumber,
    /// 发文机关, 发布机构
    Issuer,
    /// 成文日期
    IssuedOn,
    /// 发布日期
    PublishedOn,
    /// 索引号
    IndexNumber,
    /// 主题分类
    Topic,
}

/// What looked wrong while reading the container.
#[derive(Clone, Debug)]
pub struct Note {
    /// A stable name.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, in English.
    pub english: String,
    /// The same in 简体中文.
    pub chinese: String,
    /// Where in the source text.
    pub span: Span,
    /// Whether text of the document may be missing or wrong: an error under `--strict`.
    pub lost: bool,
}
