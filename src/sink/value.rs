//! What a column holds, and how names are made comparable.

use crate::model::Id;
use serde::Serialize;

/// A value of a column; the column says of which kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// True or false.
    Bool(bool),
    /// Text, a day in ISO 8601, a decimal, or JSON.
    Text(String),
}

impl Value {
    /// Text as both databases hold it: PostgreSQL refuses U+0000.
    pub(super) fn text(text: &str) -> Value {
        Value::Text(if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text.to_string() })
    }

    pub(super) fn maybe(text: Option<&str>) -> Value {
        text.map_or(Value::Null, Value::text)
    }

    pub(super) fn names<'t>(names: impl IntoIterator<Item = &'t str>) -> Value {
        let joined = joined(names);
        if joined.is_empty() { Value::Null } else { Value::text(&joined) }
    }

    /// The word that the model writes for a variant.
    pub(super) fn word(variant: impl Serialize) -> Value {
        match serde_json::to_value(variant) {
            Ok(serde_json::Value::String(word)) => Value::Text(word),
            _ => Value::Null,
        }
    }

    pub(super) fn id(id: Id) -> Value {
        Value::Text(id.to_string())
    }

    /// A decimal; what is none stays in the text of its target only.
    pub(super) fn decimal(text: &str) -> Value {
        /// Longer numbers are no measure of anything, and PostgreSQL's end somewhere.
        const DIGITS: usize = 200;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all = |s: &str| !s.is_empty() && s.len() <= DIGITS && s.bytes().all(|b| b.is_ascii_digit());
        if all(whole) && all(fraction) { Value::text(text) } else { Value::Null }
    }

    /// A day that both databases take.
    pub(super) fn day(text: Option<&str>) -> Value {
        Value::maybe(text.filter(|t| t.len() == 10 && t.parse::<jiff::civil::Date>().is_ok_and(|d| d.year() > 0)))
    }

    pub(super) fn count(n: usize) -> Value {
        Value::Int(n as i64)
    }

    pub(super) fn number(n: Option<u32>) -> Value {
        n.map_or(Value::Null, |n| Value::Int(n.into()))
    }
}

/// Names once each, joined by 、.
pub(super) fn joined<'t>(names: impl IntoIterator<Item = &'t str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen.join("、")
}

/// A document number for comparing: `国发[2012] 4号`, 国发（2012）4号 and 国发〔2012〕4号 are one.
pub fn number_key(number: &str) -> String {
    let folded = |c| match c {
        '[' | '(' | '（' | '［' | '【' | '〈' | '<' => '〔',
        ']' | ')' | '）' | '］' | '】' | '〉' | '>' => '〕',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    number.chars().filter(|c| !c.is_whitespace()).map(folded).collect()
}

/// A title for comparing: without white space and quotes.
pub fn title_key(title: &str) -> String {
    title.chars().filter(|c| !c.is_whitespace() && !"《》〈〉<>“”‘’\"'".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_without_their_brackets_width_and_spaces() {
        for written in ["国发〔2012〕4号", "国发[2012]4号", "国发（2012）4 号", "国发【２０１２】４号", " 国发(2012)4号"]
        {
            assert_eq!(number_key(written), "国发〔2012〕4号");
        }
        assert_eq!(title_key("《质量发展\n纲要（2011—2020年）》"), "质量发展纲要（2011—2020年）");
    }

    #[test]
    fn what_no_database_takes_as_a_number_or_day_is_null() {
        assert_eq!(Value::decimal("81.60"), Value::text("81.60"));
        for wrong in ["", ".", "1.", ".5", "1,000", "九", "1e5", "--1", "1.2.3"] {
            assert_eq!(Value::decimal(wrong), Value::Null, "{wrong}");
        }
        assert_eq!(Value::day(Some("2018-02-28")), Value::text("2018-02-28"));
        for wrong in ["2018-02-30", "2018", "-000001-01-01", "0000-01-01"] {
            assert_eq!(Value::day(Some(wrong)), Value::Null, "{wrong}");
        }
        assert_eq!(Value::text("一\0二"), Value::text("一\u{FFFD}二"));
    }
}
