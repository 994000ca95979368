//! Which paragraph and run a byte of the text belongs to: the bin tables PlcBtePapx and PlcBteChpx, [MS-DOC] 2.8.5 and 2.8.6, and their pages of
//! 512 bytes, PapxFkp and ChpxFkp, 2.9.175 and 2.9.33.

use super::fib::{Fib, Table};
use super::le::{self, Plc};
use super::properties::{Paragraph, Run};
use std::collections::{HashMap, HashSet};

const PAGE: usize = 512;

/// Bytes of the Data stream that paragraphs' operations take together, as often as it is long: honest ones take each byte once.
const ELSEWHERE: usize = 4;

/// A stretch of the WordDocument stream with one property.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<T> {
    pub from: u32,
    pub to: u32,
    pub value: T,
}

/// The properties of a document's text by its place in the file.
#[derive(Debug, Default)]
pub struct Formatting {
    /// Of paragraphs: which of `kinds`.
    pub paragraphs: Vec<Stretch<u32>>,
    pub kinds: Vec<Paragraph>,
    pub runs: Vec<Stretch<Run>>,
    /// Whether a page was not to be read.
    pub damaged: bool,
}

impl Formatting {
    pub fn read(fib: &Fib, stream: &[u8], table: &[u8], data: &[u8]) -> Formatting {
        let mut out = Formatting::default();
        let mut elsewhere = Elsewhere { data, left: data.len().saturating_mul(ELSEWHERE), known: HashMap::new() };
        for page in out.pages(stream, fib.table(table, Table::Paragraphs)) {
            out.paragraph_page(page, &mut elsewhere);
        }
        for page in out.pages(stream, fib.table(table, Table::Characters)) {
            out.run_page(page);
        }
        out.paragraphs.sort_by_key(|s| s.from);
        out.runs.sort_by_key(|s| s.from);
        out
    }

    /// The pages of a bin table, each once.
    fn pages<'a>(&mut self, stream: &'a [u8], bins: &[u8]) -> Vec<&'a [u8]> {
        let bins = Plc::new(bins, 4);
        let mut seen = HashSet::new();
        let mut pages = Vec::new();
        for i in 0..bins.len() {
            let Some(number) = bins.element(i).and_then(|e| le::u32(e, 0)) else { break };
            // 22 bits, 2.9.196.
            let number = (number & 0x3F_FFFF) as usize;
            if !seen.insert(number) {
                continue;
            }
            match le::slice(stream, number * PAGE, PAGE) {
                Some(page) => pages.push(page),
                None => self.damaged = true,
            }
        }
        pages
    }

    fn paragraph_page(&mut self, page: &[u8], elsewhere: &mut Elsewhere) {
        let count = usize::from(le::u8(page, PAGE - 1).unwrap_or(0));
        let mut known: Vec<(u8, u32)> = Vec::new();
        for i in 0..count {
            let (Some(from), Some(to)) = (le::u32(page, i * 4), le::u32(page, i * 4 + 4)) else { break };
            let Some(at) = le::u8(page, (count + 1) * 4 + i * 13) else { break };
            let kind = match known.iter().find(|(offset, _)| *offset == at) {
                Some(&(_, kind)) => kind,
                None => {
                    self.kinds.push(papx(page, usize::from(at) * 2, elsewhere));
                    let kind = (self.kinds.len() - 1) as u32;
                    known.push((at, kind));
                    kind
                }
            };
            if from < to {
                self.paragraphs.push(Stretch { from, to, value: kind });
            }
        }
    }

    fn run_page(&mut self, page: &[u8]) {
        let count = usize::from(le::u8(page, PAGE - 1).unwrap_or(0));
        for i in 0..count {
            let (Some(from), Some(to)) = (le::u32(page, i * 4), le::u32(page, i * 4 + 4)) else { break };
            let Some(at) = le::u8(page, (count + 1) * 4 + i) else { break };
            // 2.9.33: offset 0 is a run without operations.
            let grpprl = match usize::from(at) * 2 {
                0 => &[],
                at => le::slice(page, at + 1, le::u8(page, at).unwrap_or(0).into()).unwrap_or(&[]),
            };
            if from < to {
                self.runs.push(Stretch { from, to, value: Run::read(grpprl) });
            }
        }
    }
}

/// A PapxInFkp, 2.9.175: a length in half words, or 0 and a longer one; the style; operations.
fn papx(page: &[u8], at: usize, elsewhere: &mut Elsewhere) -> Paragraph {
    let bytes = match (at, le::u8(page, at)) {
        (0, _) | (_, None) => None,
        (_, Some(0)) => le::u8(page, at + 1).and_then(|n| le::slice(page, at + 2, usize::from(n) * 2)),
        (_, Some(n)) => le::slice(page, at + 1, usize::from(n) * 2 - 1),
    };
    let Some(bytes) = bytes else { return Paragraph { style: Some(0), ..Paragraph::default() } };
    let mut paragraph = Paragraph { style: Some(le::u16(bytes, 0).unwrap_or(0)), ..Paragraph::default() };
    let own = Paragraph::read(bytes.get(2..).unwrap_or(&[]));
    if let Some(more) = own.elsewhere.and_then(|at| elsewhere.read(at)) {
        paragraph.overlay(&more);
    }
    paragraph.overlay(&own);
    paragraph
}

/// Operations in the Data stream, which sprmPHugePapx and sprmPTableProps name by place.
struct Elsewhere<'a> {
    data: &'a [u8],
    left: usize,
    known: HashMap<u32, Paragraph>,
}

impl Elsewhere<'_> {
    /// A PrcData, 2.9.209.
    fn read(&mut self, at: u32) -> Option<Paragraph> {
        if let Some(known) = self.known.get(&at) {
            return Some(known.clone());
        }
        let length = usize::try_from(le::i16(self.data, at as usize)?).ok()?;
        let grpprl = le::slice(self.data, (at as usize).checked_add(2)?, length)?;
        self.left = self.left.checked_sub(length)?;
        let paragraph = Paragraph::read(grpprl);
        self.known.insert(at, paragraph.clone());
        Some(paragraph)
    }
}

/// Looks up stretches one behind the other, mostly the same or the next.
pub struct Cursor<'a, T> {
    all: &'a [Stretch<T>],
    at: usize,
}

impl<'a, T> Cursor<'a, T> {
    pub fn new(all: &'a [Stretch<T>]) -> Cursor<'a, T> {
        Cursor { all, at: 0 }
    }

    /// The stretch that a byte lies in.
    pub fn find(&mut self, at: u32) -> Option<&'a Stretch<T>> {
        let within = |s: &&Stretch<T>| s.from <= at && at < s.to;
        if let Some(found) = self.all.get(self.at..self.all.len().min(self.at + 2)).and_then(|two| two.iter().position(|s| within(&s))) {
            self.at += found;
            return self.all.get(self.at);
        }
        let behind = self.all.partition_point(|s| s.from <= at);
        self.at = behind.checked_sub(1)?;
        self.all.get(self.at).filter(within)
    }
}
