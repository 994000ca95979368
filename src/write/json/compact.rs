//! A serde serializer for the model's types: no maps, floats or enums with content.
//!
//! Half the time of a batch goes into writing JSON. This writer looks at a string once, many bytes at a time, for
//! something to escape, and copies it whole; keys are never looked at, since they are names of fields.

use serde::ser::{self, Impossible, Serialize};
use std::fmt::{self, Display};
use std::io::{self, Write};

/// So many bytes are gathered before they go on.
const BUFFER: usize = 1 << 15;

/// Writes a value without white space.
pub fn write(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    let mut json = Json { buffer: Vec::with_capacity(BUFFER + (BUFFER >> 2)), out };
    value.serialize(&mut json).map_err(|e| e.0)?;
    json.out.write_all(&json.buffer)
}

struct Json<'o, W> {
    buffer: Vec<u8>,
    out: &'o mut W,
}

impl<W: Write> Json<'_, W> {
    /// Hands the buffer on where it is full; called where nothing large was just written.
    fn pass_on(&mut self) -> Result<(), Failed> {
        if self.buffer.len() >= BUFFER {
            self.out.write_all(&self.buffer).map_err(Failed)?;
            self.buffer.clear();
        }
        Ok(())
    }

    fn string(&mut self, text: &str) {
        self.buffer.push(b'"');
        let bytes = text.as_bytes();
        if bytes.iter().fold(false, |any, &b| any | (b < 0x20) | (b == b'"') | (b == b'\\')) {
            self.escaped(text);
        } else {
            self.buffer.extend_from_slice(bytes);
        }
        self.buffer.push(b'"');
    }

    #[cold]
    fn escaped(&mut self, text: &str) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        for &byte in text.as_bytes() {
            let short = match byte {
                b'"' => b'"',
                b'\\' => b'\\',
                b'\n' => b'n',
                b'\r' => b'r',
                b'\t' => b't',
                0x08 => b'b',
                0x0C => b'f',
                0..0x20 => {
                    self.buffer.extend_from_slice(&[b'\\', b'u', b'0', b'0', HEX[(byte >> 4) as usize], HEX[(byte & 15) as usize]]);
                    continue;
                }
                _ => {
                    self.buffer.push(byte);
                    continue;
                }
            };
            self.buffer.extend_from_slice(&[b'\\', short]);
        }
    }

    fn number(&mut self, mut value: u64) {
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + (value % 10) as u8;
            value /= 10;
            if value == 0 {
                break;
            }
        }
        self.buffer.extend_from_slice(&digits[at..]);
    }
}

/// What can go wrong: the output, or a type that the model has not.
#[derive(Debug)]
struct Failed(io::Error);

impl Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: Display>(message: T) -> Self {
        Failed(io::Error::other(message.to_string()))
    }
}

/// The inside of an array or object: whether a comma comes first, and the bracket that ends it.
struct Inside<'j, 'o, W> {
    json: &'j mut Json<'o, W>,
    first: bool,
    end: u8,
}

impl<W: Write> Inside<'_, '_, W> {
    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.json.buffer.push(b',');
        }
    }
    fn close(self) -> Result<(), Failed> {
        self.json.buffer.push(self.end);
        self.json.pass_on()
    }
}

macro_rules! unsupported {
    ($($name:ident($($type:ty),*) -> $out:ty;)*) => {$(
        fn $name(self, $(_: $type),*) -> Result<$out, Failed> {
            Err(ser::Error::custom(concat!(stringify!($name), ": no type of the model")))
        }
    )*};
}

impl<'j, 'o, W: Write> ser::Serializer for &'j mut Json<'o, W> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = Inside<'j, 'o, W>;
    type SerializeStruct = Inside<'j, 'o, W>;
    type SerializeTuple = Impossible<(), Failed>;
    type SerializeTupleStruct = Impossible<(), Failed>;
    type SerializeTupleVariant = Impossible<(), Failed>;
    type SerializeMap = Impossible<(), Failed>;
    type SerializeStructVariant = Impossible<(), Failed>;

    fn serialize_bool(self, value: bool) -> Result<(), Failed> {
        self.buffer.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }
    fn serialize_u8(self, value: u8) -> Result<(), Failed> {
        self.serialize_u64(value.into())
    }
    fn serialize_u16(self, value: u16) -> Result<(), Failed> {
        self.serialize_u64(value.into())
    }
    fn serialize_u32(self, value: u32) -> Result<(), Failed> {
        self.serialize_u64(value.into())
    }
    fn serialize_u64(self, value: u64) -> Result<(), Failed> {
        self.number(value);
        Ok(())
    }
    fn serialize_str(self, value: &str) -> Result<(), Failed> {
        self.string(value);
        Ok(())
    }
    fn serialize_none(self) -> Result<(), Failed> {
        self.buffer.extend_from_slice(b"null");
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), Failed> {
        self.serialize_none()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Failed> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'j, 'o, W>, Failed> {
        self.buffer.push(b'[');
        Ok(Inside { json: self, first: true, end: b']' })
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inside<'j, 'o, W>, Failed> {
        self.buffer.push(b'{');
        Ok(Inside { json: self, first: true, end: b'}' })
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Result<(), Failed> {
        Err(ser::Error::custom("an enum with content: no type of the model"))
    }
    unsupported! {
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple(usize) -> Impossible<(), Failed>;
        serialize_tuple_struct(&'static str, usize) -> Impossible<(), Failed>;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Impossible<(), Failed>;
        serialize_map(Option<usize>) -> Impossible<(), Failed>;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Impossible<(), Failed>;
    }
}

impl<W: Write> ser::SerializeSeq for Inside<'_, '_, W> {
    type Ok = ();
    type Error = Failed;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.comma();
        value.serialize(&mut *self.json)
    }
    fn end(self) -> Result<(), Failed> {
        self.close()
    }
}

impl<W: Write> ser::SerializeStruct for Inside<'_, '_, W> {
    type Ok = ();
    type Error = Failed;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Failed> {
        self.comma();
        self.json.buffer.push(b'"');
        self.json.buffer.extend_from_slice(key.as_bytes());
        self.json.buffer.extend_from_slice(b"\":");
        value.serialize(&mut *self.json)
    }
    fn end(self) -> Result<(), Failed> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use crate::pipeline::{self, Options};
    use crate::source::Source;

    #[test]
    fn bytes_are_those_of_serde_json() {
        let text =
            "一、总则\n（一）\"引号\"与\\反斜线\u{0001}\u{0008}\t、制表。（市甲局牵头，市乙局配合）\n二、到2025年，比例达到85%以上。";
        let source = Source::read("x", Some("a\"b.txt".into()), text.as_bytes(), None).expect("text");
        let notice = pipeline::parse(&source, &Options::default());
        let mut own = Vec::new();
        super::write(&notice, &mut own).expect("memory takes all");
        assert_eq!(String::from_utf8(own).expect("UTF-8"), serde_json::to_string(&notice).expect("JSON"));
    }
}
