//! Little-endian numbers of a stream at an offset; `None` outside the stream.

pub fn u8(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

pub fn u16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

pub fn i16(bytes: &[u8], at: usize) -> Option<i16> {
    array(bytes, at).map(i16::from_le_bytes)
}

pub fn u32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

pub fn i32(bytes: &[u8], at: usize) -> Option<i32> {
    array(bytes, at).map(i32::from_le_bytes)
}

/// `length` bytes at an offset.
pub fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    slice(bytes, at, N)?.try_into().ok()
}

/// A PLC, [MS-DOC] 2.2.2: n + 1 positions, then n elements of `size` bytes.
pub struct Plc<'a> {
    bytes: &'a [u8],
    size: usize,
    count: usize,
}

impl<'a> Plc<'a> {
    pub fn new(bytes: &'a [u8], size: usize) -> Plc<'a> {
        Plc { bytes, size, count: bytes.len().saturating_sub(4) / (size + 4) }
    }

    pub fn len(&self) -> usize {
        self.count
    }

    /// A position, of which there is one more than elements.
    pub fn position(&self, i: usize) -> Option<u32> {
        if i > self.count { None } else { u32(self.bytes, i.checked_mul(4)?) }
    }

    pub fn element(&self, i: usize) -> Option<&'a [u8]> {
        if i >= self.count {
            return None;
        }
        slice(self.bytes, (self.count + 1) * 4 + i * self.size, self.size)
    }
}
