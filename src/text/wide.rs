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

/// A list of literals as a [`Words`].
#[macro_export]
#[doc(hidden)]
macro_rules! words {
    ($($s:literal),* $(,)?) => {{
        const LIST: &[&[u16]] = &[$($crate::w!($s)),*];
        const HEADS: &$crate::text::wide::Edge<[u8; LIST.len()]> = &$crate::text::wide::Edge::heads(LIST);
        const TAILS: &$crate::text::wide::Edge<[u8; LIST.len()]> = &$crate::text::wide::Edge::tails(LIST);
        const WORDS: &$crate::text::wide::Words = &$crate::text::wide::Words::new(LIST, HEADS, TAILS);
        WORDS
    }};
}

/// A list of words that is asked about at every place of a text: nearly all places are turned away by one look at a
/// set of first or last characters, and at the others only the words of that character are compared.
#[derive(Debug)]
pub struct Words {
    list: &'static [&'static [u16]],
    heads: &'static Edge<[u8]>,
    tails: &'static Edge<[u8]>,
}

/// The words of a list by their first or last unit.
#[derive(Debug)]
pub struct Edge<T: ?Sized> {
    /// The units by their lowest ten bits: it may say yes to a unit that is not in it, never no to one that is.
    set: [u64; 16],
    /// The first word of the units that share their lowest six bits, counted from one; 0 for none.
    first: [u8; 64],
    /// The next such word behind each word.
    next: T,
}
impl<const N: usize> Edge<[u8; N]> {
    /// The words of a list by their first unit.
    pub const fn heads(list: &[&[u16]]) -> Self {
        Self::of(list, false)
    }

    /// The words of a list by their last unit.
    pub const fn tails(list: &[&[u16]]) -> Self {
        Self::of(list, true)
    }

    const fn of(list: &[&[u16]], last: bool) -> Self {
        assert!(N < 256, "a list of words is counted in one byte");
        let mut edge = Edge { set: [0; 16], first: [0; 64], next: [0; N] };
        let mut i = 0;
        while i < N {
            let unit = if last { list[i][list[i].len() - 1] } else { list[i][0] };
            edge.set[(unit as usize >> 6) & 15] |= 1 << (unit & 63);
            edge.next[i] = edge.first[unit as usize & 63];
            edge.first[unit as usize & 63] = i as u8 + 1;
            i += 1;
        }
        edge
    }
}

impl Edge<[u8]> {
    #[inline]
    fn may_hold(&self, unit: u16) -> bool {
        self.set[(unit as usize >> 6) & 15] >> (unit & 63) & 1 != 0
    }

    /// The places in the list of the words that may have `unit` at this edge.
    #[inline]
    fn words(&self, unit: u16) -> impl Iterator<Item = usize> {
        let mut at = if self.may_hold(unit) { self.first[unit as usize & 63] } else { 0 };
        std::iter::from_fn(move || {
            let found = (at as usize).checked_sub(1)?;
            at = self.next[found];
            Some(found)
        })
    }
}

impl Words {
    /// A list of words, none of them empty, with its edges.
    pub const fn new(list: &'static [&'static [u16]], heads: &'static Edge<[u8]>, tails: &'static Edge<[u8]>) -> Words {
        Words { list, heads, tails }
    }

    /// The length of the longest word that `units` begin with.
    #[inline]
    pub fn longest_at(&self, units: &[u16]) -> Option<usize> {
        let words = self.heads.words(*units.first()?).map(|i| self.list[i]);
        words.filter(|w| begins(units, w)).map(<[u16]>::len).max()
    }

    /// The length of the longest word that `units` end with.
    #[inline]
    pub fn longest_before(&self, units: &[u16]) -> Option<usize> {
        let words = self.tails.words(*units.last()?).map(|i| self.list[i]);
        words.filter(|w| w.len() <= units.len() && begins(&units[units.len() - w.len()..], w)).map(<[u16]>::len).max()
    }

    /// Where the first word in `units` stands, and the longest there.
    pub fn find_in(&self, units: &[u16]) -> Option<(usize, usize)> {
        for (at, &unit) in units.iter().enumerate() {
            if self.heads.may_hold(unit)
                && let Some(len) = self.longest_at(&units[at..])
            {
                return Some((at, len));
            }
        }
        None
    }

    /// Whether `units` are one of the words.
    pub fn contains(&self, units: &[u16]) -> bool {
        self.longest_at(units) == Some(units.len())
    }
}

/// Whether `units` begin with `word`, whose first unit was looked at: words are two or three long, so that a call to
/// compare memory costs more than the comparison.
#[inline]
pub(super) fn begins(units: &[u16], word: &[u16]) -> bool {
    units.len() >= word.len() && units.iter().zip(word).all(|(a, b)| a == b)
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
    const STEP: usize = 16;
    let first = *word.first()?;
    let mut at = 0;
    while at < units.len() {
        // Whole steps without the first unit are left behind by one comparison of all their units.
        let chunk = &units[at..units.len().min(at + STEP)];
        if chunk.iter().fold(false, |any, &u| any | (u == first)) {
            for i in at..at + chunk.len() {
                if units[i] == first && begins(&units[i..], word) {
                    return Some(i);
                }
            }
        }
        at += STEP;
    }
    None
}

/// Folded units of a string made at run time (lexicon rows, options).
pub fn fold(s: &str) -> Vec<u16> {
    let table = super::class::table();
    s.chars().map(|c| table.of(c).0).collect()
}
