//! Words as slices of folded units, made at compile time by [`w!`](crate::w).

/// A literal as folded units: `w!("牵头")` is a `&'static [u16]`. Write literals in folded form: half-width
/// punctuation and digits.
#[macro_export]
#[doc(hidden)]
macro_rules! w {
    ($s:literal) => {{
        const LEN: usize = $crate::text::wide::len($s);
        const UNITS: [u16; LEN] = $crate::text::wide::widen($s);
        const SLICE: &[u16] = &UNITS;
        SLICE
    }};
}

/// A list of literals as folded units.
#[macro_export]
#[doc(hidden)]
macro_rules! words {
    ($($s:literal),* $(,)?) => { &[$($crate::w!($s)),*] as &[&[u16]] };
}

/// How many characters of the basic plane a literal has.
pub const fn len(s: &str) -> usize {
    let bytes = s.as_bytes();
    let (mut i, mut n) = (0, 0);
    while i < bytes.len() {
        if bytes[i] & 0xC0 != 0x80 {
            n += 1;
        }
        i += 1;
    }
    n
}

/// The characters of a literal as units. A character outside the basic plane does not compile.
pub const fn widen<const N: usize>(s: &str) -> [u16; N] {
    let b = s.as_bytes();
    let mut out = [0; N];
    let (mut i, mut n) = (0, 0);
    while i < b.len() {
        let c = b[i] as u16;
        if c < 0x80 {
            out[n] = c;
            i += 1;
        } else if c < 0xE0 {
            out[n] = (c & 0x1F) << 6 | (b[i + 1] as u16 & 0x3F);
            i += 2;
        } else if c < 0xF0 {
            out[n] = (c & 0x0F) << 12 | (b[i + 1] as u16 & 0x3F) << 6 | (b[i + 2] as u16 & 0x3F);
            i += 3;
        } else {
            panic!("outside the basic plane");
        }
        n += 1;
    }
    out
}

/// Where `word` first stands in `units`.
pub fn find(units: &[u16], word: &[u16]) -> Option<usize> {
    let (&first, rest) = word.split_first()?;
    let mut from = 0;
    while from + word.len() <= units.len() {
        let at = from + units[from..=units.len() - word.len()].iter().position(|&u| u == first)?;
        if units[at + 1..].starts_with(rest) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Folded units of a string made at run time (lexicon rows, options).
pub fn fold(s: &str) -> Vec<u16> {
    let table = super::class::table();
    s.chars().map(|c| table.of(c).0).collect()
}
