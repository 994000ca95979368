//! Tasks and what is found in running text.

use super::{Id, Str, Text};
use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an assignment asks of an organ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 牵头, 主办
    Lead,
    /// 负责, 责任单位, 承办, 落实, 按职责分工负责
    Responsible,
    /// 配合, 协办, 参与, 参加
    Support,
    /// 会同, 联合
    Joint,
    /// 指导
    Guide,
    /// 督办, 监督
    Supervise,
}

/// How an assignment is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// In closing brackets: （X牵头，Y配合）
    Clause,
    /// Behind a label: 责任单位：X
    Label,
    /// In a cell of a table.
    Table,
}

/// One organ's share in a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment<'a> {
    /// As written, without 等.
    pub department: Str<'a>,
    /// The organ that the lexicon knows it as.
    pub canonical: Option<Str<'a>>,
    /// What the clause's own label says.
    pub role: Role,
    /// Whether it leads, by its role or because the document says that the first-listed organ leads.
    pub leads: bool,
    /// Whether it names a group: 各市州人民政府, 省级有关部门.
    pub collective: bool,
    /// How it was stated.
    pub basis: Basis,
    /// The name.
    pub span: Span,
    /// The whole responsibility clause.
    pub clause: Span,
}

/// A unit of work to which the document assigns somebody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Task<'a> {
    /// `t1`, `t2` …
    pub id: Id,
    /// The item or table.
    pub node: Id,
    /// The part.
    pub part: Id,
    /// The item's marker or the row's 序号.
    pub ordinal: Option<Str<'a>>,
    /// Markers and headings of the sections above, from the outermost.
    pub section: Vec<Str<'a>>,
    /// The item's own text and that of its unnumbered paragraphs, without marker and responsibility clause.
    pub text: Str<'a>,
    /// From the text's start to its end. Where the text is in several pieces, what stands between them is covered too.
    pub span: Span,
    /// Who does what.
    pub assignments: Vec<Assignment<'a>>,
    /// Targets inside.
    pub target_ids: Vec<Id>,
    /// Dates inside.
    pub date_ids: Vec<Id>,
    /// References inside.
    pub reference_ids: Vec<Id>,
}

/// How a target's value binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// 达到, 为, 达
    Eq,
    /// 以上, 不低于, 至少
    Ge,
    /// 超过, 突破, 高于
    Gt,
    /// 以内, 不超过, 控制在…以内, 前N位
    Le,
    /// 低于, 小于
    Lt,
    /// 左右, 约
    Approx,
    /// 63%～68%
    Range,
}

/// What the value measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A state to reach.
    Level,
    /// A growth.
    Increase,
    /// A reduction.
    Decrease,
}

/// A quantified goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target<'a> {
    /// `g1`, `g2` …
    pub id: Id,
    /// Where in the outline.
    pub node: Option<Id>,
    /// The clause that states it.
    pub text: Str<'a>,
    /// Where it stands.
    pub span: Span,
    /// What is measured.
    pub indicator: Option<Text<'a>>,
    /// How the value binds.
    pub comparator: Comparator,
    /// A decimal, as written but for separators.
    pub value: Str<'a>,
    /// The upper end of a range.
    pub value_high: Option<Str<'a>>,
    /// As written after the number, with the scale in it.
    pub unit: Str<'a>,
    /// Level or change.
    pub change: Change,
    /// The date whose value it is compared with.
    pub baseline: Option<Id>,
    /// The date by which it is due.
    pub by: Option<Id>,
}

/// How a date bounds what stands beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// On the day.
    #[default]
    On,
    /// 前, 底前, 截至, 到…年
    By,
    /// 起, 以来
    From,
    /// Within a period.
    During,
    /// 后, 以后
    After,
}

/// A date, period or deadline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Date<'a> {
    /// `d1`, `d2` …
    pub id: Id,
    /// Where in the outline.
    pub node: Option<Id>,
    /// As written, with the words that bound it.
    pub text: Str<'a>,
    /// Where it stands.
    pub span: Span,
    /// Extended Date/Time Format (ISO 8601-2): 2018-06-30, 2018, 2018/2020, 2018-33, 2018-40; null where nothing
    /// absolute is said.
    pub edtf: Option<Str<'a>>,
    /// The first day that the words allow, ISO 8601.
    pub earliest: Option<Str<'a>>,
    /// The last day that the words allow.
    pub latest: Option<Str<'a>>,
    /// How it bounds.
    pub relation: Relation,
    /// An RFC 5545 RRULE.
    pub recurrence: Option<Str<'a>>,
    /// Whether the year was taken from elsewhere.
    pub inferred: bool,
}

/// A document that is cited.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference<'a> {
    /// `r1`, `r2` …
    pub id: Id,
    /// Where in the outline.
    pub node: Option<Id>,
    /// The title without 《》; null for a bare number.
    pub title: Option<Str<'a>>,
    /// Its number.
    pub number: Option<Str<'a>>,
    /// As written.
    pub text: Str<'a>,
    /// Where it stands.
    pub span: Span,
    /// The reference whose short name this is.
    pub alias_of: Option<Id>,
    /// The attachment that it names.
    pub attachment_id: Option<Id>,
}

/// An attachment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment<'a> {
    /// `a1`, `a2` …
    pub id: Id,
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// Its title: as listed, else its own.
    pub title: Option<Str<'a>>,
    /// Where the note lists it.
    pub listed: Option<Span>,
    /// The part that it is.
    pub part: Option<Id>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table<'a> {
    /// `b1`, `b2` …
    pub id: Id,
    /// Its node in the outline.
    pub node: Id,
    /// The title above it.
    pub caption: Option<Text<'a>>,
    /// How many rows from the top are header.
    pub header_rows: u32,
    /// How many columns the header has.
    pub columns: u32,
    /// Cells as they stand; a row that lacks merged cells is short.
    pub rows: Vec<Vec<Cell<'a>>>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cell<'a> {
    /// What it says.
    pub text: Str<'a>,
    /// Where it stands; empty where the cell is.
    pub span: Span,
}

/// An organ that has tasks in the document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Department<'a> {
    /// Its first name in the document.
    pub name: Str<'a>,
    /// The organ that the lexicon knows it as.
    pub canonical: Option<Str<'a>>,
    /// Its other names in the document.
    pub variants: Vec<Str<'a>>,
    /// In how many tasks it stands, a role.
    pub counts: RoleCounts,
}

/// How often an organ stands in each role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleCounts {
    /// 牵头
    pub lead: u32,
    /// 责任
    pub responsible: u32,
    /// 配合
    pub support: u32,
    /// 会同
    pub joint: u32,
    /// 指导
    pub guide: u32,
    /// 督办
    pub supervise: u32,
}
