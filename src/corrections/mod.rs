//! What a person decided about the values of a notice: accepted, rejected, corrected. The shape of a file of corrections,
//! and how it is applied to a notice. Never finds a value anew, and never moves a correction to another place.

mod apply;
mod change;
mod find;
mod read;
mod renumber;

pub use apply::{Applied, MISFIT, Misfit, apply};
pub use read::read;

use crate::model::{Change, Comparator, Id, Relation, Role, Str};
use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of [`Corrections::format`].
pub const FORMAT: &str = "gongwen-corrections";
/// The value of [`Corrections::version`].
pub const VERSION: &str = "1.0";

/// A file of corrections to one notice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Corrections<'a> {
    /// Always [`FORMAT`].
    pub format: Str<'a>,
    /// Always [`VERSION`] for this shape.
    pub version: Str<'a>,
    /// The notice that they were made for.
    pub source: Origin<'a>,
    /// In any order; at most one a value.
    pub corrections: Vec<Correction<'a>>,
}

/// The notice that corrections were made for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin<'a> {
    /// The file's name without its folder, where it has one.
    #[serde(default)]
    pub name: Option<Str<'a>>,
    /// SHA-256 of the input bytes, hexadecimal.
    pub sha256: Str<'a>,
}

/// What was decided about one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction<'a> {
    /// What to do with it.
    pub action: Action,
    /// What kind of value it is.
    pub kind: Kind,
    /// Its id in the notice; of an assignment its task's; null for metadata.
    pub id: Option<Id>,
    /// The field of the metadata: `title`, `issued_on`, `recipients` …; null for other kinds.
    #[serde(default)]
    pub field: Option<Field>,
    /// Where the value stands in the source text; of an assignment the name's span. Where this place does not say
    /// `text`, the correction no longer fits and is not applied.
    pub span: Span,
    /// What the notice has there: what the span covers, with soft line breaks joined.
    pub text: Str<'a>,
    /// With `correct`: what is set, by the names of the model; what is left out stays.
    #[serde(default)]
    pub set: Option<Set<'a>>,
}

/// What is done with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It is right as it is.
    Accept,
    /// It is none: it is taken out.
    Reject,
    /// It is changed as `set` says.
    Correct,
}

/// What kind of value a correction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A task; rejected, it goes with its assignments.
    Task,
    /// An organ's share in a task.
    Assignment,
    /// A target.
    Target,
    /// A date.
    Date,
    /// A document that is cited.
    Reference,
    /// An element of the metadata.
    Metadata,
}

/// An element of the metadata that can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names of `model::Metadata`.
pub enum Field {
    Title,
    Kind,
    DocumentNumber,
    Issuers,
    Recipients,
    IssuedOn,
    Signatories,
    CopiedTo,
    PrintedBy,
    PrintedOn,
    Classification,
    Urgency,
    CopyNumber,
    Disclosure,
    Contacts,
    IndexNumber,
    Topic,
    PublishedOn,
}

/// What a correction sets. Which of them a kind of value has is said at each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Set<'a> {
    /// Any kind but a task: where the value stands in truth, inside one cell where it stands in a table. Its text follows, and
    /// nothing else: days and numbers stay as they are unless they are set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Assignment: what the organ is asked to do. `leads` follows, unless it is set too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Assignment: whether it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leads: Option<bool>,
    /// Assignment: the organ's full name; empty where it has none. A name at another place has none unless it is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<Str<'a>>,
    /// Target: how the value binds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparator: Option<Comparator>,
    /// Target: a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Str<'a>>,
    /// Target: the upper end of a range, a decimal; a range needs it, and nothing else has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_high: Option<Str<'a>>,
    /// Target: the unit with its scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Str<'a>>,
    /// Target: level or change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Date: the first day, ISO 8601; empty where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Str<'a>>,
    /// Date: the last day, ISO 8601; empty where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Str<'a>>,
    /// Date: how it bounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// Reference: its title, which stands in its span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Str<'a>>,
    /// Reference: its number, which stands in its span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Str<'a>>,
}
