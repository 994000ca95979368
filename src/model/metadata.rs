//! The elements of a document (GB/T 9704-2012, 7).

use super::{Date, Str, Text};
use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The elements of a document; null or empty where the text has none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metadata<'a> {
    /// Title, 标题.
    pub title: Option<Text<'a>>,
    /// Kind of document, 文种: 通知, 意见, 方案 …
    pub kind: Option<Text<'a>>,
    /// Document number, 发文字号.
    pub document_number: Option<DocumentNumber<'a>>,
    /// Issuing organs, 发文机关署名.
    pub issuers: Vec<Text<'a>>,
    /// Main recipients, 主送机关.
    pub recipients: Vec<Text<'a>>,
    /// Date of issue, 成文日期.
    pub issued_on: Option<Date<'a>>,
    /// Signatories, 签发人.
    pub signatories: Vec<Text<'a>>,
    /// Copied to, 抄送机关.
    pub copied_to: Vec<Text<'a>>,
    /// Printer, 印发机关.
    pub printed_by: Option<Text<'a>>,
    /// Print date, 印发日期.
    pub printed_on: Option<Date<'a>>,
    /// Classification and its term, 密级和保密期限.
    pub classification: Option<Text<'a>>,
    /// Urgency, 紧急程度.
    pub urgency: Option<Text<'a>>,
    /// Copy number, 份号.
    pub copy_number: Option<Text<'a>>,
    /// The note on disclosure, 附注: 此件公开发布 …
    pub disclosure: Option<Text<'a>>,
    /// Whom to ask, 联系人.
    pub contacts: Vec<Contact<'a>>,
    /// The number of the document in the register of public information, 索引号; only a page's own table of metadata has it.
    pub index_number: Option<Text<'a>>,
    /// What the document is about, 主题分类; as the number.
    pub topic: Option<Text<'a>>,
    /// When the page was published, 发布日期; as the number.
    pub published_on: Option<Date<'a>>,
}

/// A document number, 发文字号: 川委发〔2018〕6号.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentNumber<'a> {
    /// As written.
    pub text: Str<'a>,
    /// Where it stands.
    pub span: Span,
    /// The issuer's code, 机关代字: 川委发.
    pub agency: Option<Str<'a>>,
    /// The year between the brackets.
    pub year: Option<u32>,
    /// The serial number.
    pub serial: Option<u32>,
}

/// Whom to ask.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact<'a> {
    /// The organ or office that the person works for.
    pub organization: Option<Str<'a>>,
    /// People.
    pub names: Vec<Str<'a>>,
    /// Telephone numbers as written.
    pub phones: Vec<Str<'a>>,
    /// E-mail addresses.
    pub emails: Vec<Str<'a>>,
    /// Where all of it stands.
    pub span: Span,
}
