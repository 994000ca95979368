//! Names of things inside one notice.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A name such as `n12`: a letter for the kind of thing and its place among its kind, from 1. Stable for the same
/// input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    letter: u8,
    number: u32,
}

impl Id {
    /// The part that stands `index`-th, from 0.
    pub fn part(index: usize) -> Id {
        Id { letter: b'p', number: index as u32 + 1 }
    }
    /// The node that stands `index`-th.
    pub fn node(index: usize) -> Id {
        Id { letter: b'n', number: index as u32 + 1 }
    }
    /// The task that stands `index`-th.
    pub fn task(index: usize) -> Id {
        Id { letter: b't', number: index as u32 + 1 }
    }
    /// The target (goal) that stands `index`-th.
    pub fn target(index: usize) -> Id {
        Id { letter: b'g', number: index as u32 + 1 }
    }
    /// The date that stands `index`-th.
    pub fn date(index: usize) -> Id {
        Id { letter: b'd', number: index as u32 + 1 }
    }
    /// The reference that stands `index`-th.
    pub fn reference(index: usize) -> Id {
        Id { letter: b'r', number: index as u32 + 1 }
    }
    /// The attachment that stands `index`-th.
    pub fn attachment(index: usize) -> Id {
        Id { letter: b'a', number: index as u32 + 1 }
    }
    /// The table that stands `index`-th.
    pub fn table(index: usize) -> Id {
        Id { letter: b'b', number: index as u32 + 1 }
    }

    /// Writes the name into `buffer` and returns it.
    fn write(self, buffer: &mut [u8; 11]) -> &str {
        let mut at = buffer.len();
        let mut n = self.number;
        loop {
            at -= 1;
            buffer[at] = b'0' + (n % 10) as u8;
            n /= 10;
            if n == 0 {
                break;
            }
        }
        at -= 1;
        buffer[at] = if self.letter == 0 { b'n' } else { self.letter };
        std::str::from_utf8(&buffer[at..]).unwrap_or_default()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.write(&mut [0; 11]))
    }
}

impl FromStr for Id {
    type Err = String;
    fn from_str(s: &str) -> Result<Id, String> {
        let wrong = || format!("expected an id such as n12, found {s:?}");
        let letter = *s.as_bytes().first().filter(|b| b.is_ascii_lowercase()).ok_or_else(wrong)?;
        let digits = &s[1..];
        if digits.is_empty() || digits.starts_with('0') && digits.len() > 1 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        Ok(Id { letter, number: digits.parse().map_err(|_| wrong())? })
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.write(&mut [0; 11]))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        Cow::<str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[a-z][0-9]+$" })
    }
}
