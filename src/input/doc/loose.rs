//! A compound file that is cut off or not as [MS-CFB] has it, as far as its chains of sectors lead. Word wrote its streams one behind the other, so
//! that what was lost at the end leaves the text in front.

use super::le;
use std::collections::HashSet;

/// Ends of chains and marks of sectors, [MS-CFB] 2.1: no sector has so high a number.
const HIGHEST: u32 = 0xFFFF_FFF9;

/// The length of a directory entry, 2.6.
const ENTRY: usize = 128;

/// Shorter streams stand in the root's, 2.2; the header's own number would let a cycle of small sectors grow.
const CUTOFF: u64 = 4096;

/// A file read sector by sector.
pub struct Loose<'a> {
    bytes: &'a [u8],
    shift: u32,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    directory: Vec<u8>,
}

impl<'a> Loose<'a> {
    /// Reads the directory, as far as it is there. `None` where the header is none.
    pub fn open(bytes: &'a [u8]) -> Option<Loose<'a>> {
        let shift = u32::from(le::u16(bytes, 30)?);
        if shift != 9 && shift != 12 {
            return None;
        }
        let mut file = Loose { bytes, shift, fat: Vec::new(), mini_fat: Vec::new(), mini: Vec::new(), directory: Vec::new() };
        file.fat = file.table();
        file.directory = file.chain(le::u32(bytes, 48)?, u64::MAX);
        let small = file.chain(le::u32(bytes, 60)?, u64::MAX);
        file.mini_fat = (0..small.len() / 4).filter_map(|i| le::u32(&small, i * 4)).collect();
        // The first entry is the root, which the small streams stand in.
        file.mini = file.chain(le::u32(&file.directory, 116).unwrap_or(u32::MAX), u64::MAX);
        Some(file)
    }

    /// The bytes of a stream in the root, as far as they are there, and whether they all are.
    pub fn stream(&self, name: &str) -> Option<(Vec<u8>, bool)> {
        let in_root = self.root().into_iter().find(|i| self.is(*i, name));
        let entry = in_root.or_else(|| (0..self.directory.len() / ENTRY).find(|i| self.is(*i, name)))? * ENTRY;
        let start = le::u32(&self.directory, entry + 116)?;
        // The upper half is not to be relied on in files of version 3, 2.6.1.
        let length = u64::from(le::u32(&self.directory, entry + 120)?);
        let bytes = if length < CUTOFF { self.mini_chain(start, length) } else { self.chain(start, length) };
        let whole = bytes.len() as u64 == length;
        Some((bytes, whole))
    }

    /// The entries of the root: a tree of siblings, which may be broken.
    fn root(&self) -> Vec<usize> {
        let mut seen = HashSet::new();
        let mut open = vec![le::u32(&self.directory, 76)];
        while let Some(next) = open.pop() {
            let Some(i) = next.map(|n| n as usize).filter(|n| *n < self.directory.len() / ENTRY) else { continue };
            if seen.insert(i) {
                open.extend([le::u32(&self.directory, i * ENTRY + 68), le::u32(&self.directory, i * ENTRY + 72)]);
            }
        }
        let mut out: Vec<usize> = seen.into_iter().collect();
        out.sort_unstable();
        out
    }

    fn is(&self, entry: usize, name: &str) -> bool {
        let at = entry * ENTRY;
        let units = le::slice(&self.directory, at, 64).unwrap_or(&[]).chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]]));
        le::u8(&self.directory, at + 66) == Some(2) && units.take_while(|u| *u != 0).eq(name.encode_utf16())
    }

    fn sector(&self, number: u32) -> &'a [u8] {
        let size = 1usize << self.shift;
        let at = (number as usize).saturating_add(1).saturating_mul(size).min(self.bytes.len());
        self.bytes.get(at..at.saturating_add(size).min(self.bytes.len())).unwrap_or(&[])
    }

    fn sectors(&self) -> usize {
        (self.bytes.len() >> self.shift) + 1
    }

    /// The FAT; sectors of it that are missing end every chain.
    fn table(&self) -> Vec<u32> {
        let each = (1usize << self.shift) / 4;
        let mut places: Vec<u32> = (0..109).filter_map(|i| le::u32(self.bytes, 76 + i * 4)).collect();
        let mut next = le::u32(self.bytes, 68).unwrap_or(u32::MAX);
        let mut seen = HashSet::new();
        while next <= HIGHEST && seen.insert(next) {
            let sector = self.sector(next);
            places.extend((0..each - 1).filter_map(|i| le::u32(sector, i * 4)));
            next = le::u32(sector, (each - 1) * 4).unwrap_or(u32::MAX);
        }
        let mut fat = Vec::new();
        // No more of the FAT is read than there are sectors to tell of.
        for place in places.into_iter().filter(|p| *p <= HIGHEST).take(self.sectors() / each + 1) {
            let sector = self.sector(place);
            fat.extend((0..each).map(|i| le::u32(sector, i * 4).unwrap_or(u32::MAX)));
        }
        fat
    }

    fn chain(&self, start: u32, length: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = start;
        for _ in 0..self.sectors() {
            let sector = self.sector(at);
            out.extend_from_slice(sector);
            let Some(next) = self.fat.get(at as usize) else { break };
            if *next > HIGHEST || sector.is_empty() || out.len() as u64 >= length {
                break;
            }
            at = *next;
        }
        out.truncate(length.min(out.len() as u64) as usize);
        out
    }

    fn mini_chain(&self, start: u32, length: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = start;
        while (out.len() as u64) < length && at <= HIGHEST {
            let Some(sector) = le::slice(&self.mini, (at as usize).saturating_mul(64), 64) else { break };
            out.extend_from_slice(sector);
            let Some(next) = self.mini_fat.get(at as usize) else { break };
            at = *next;
        }
        out.truncate(length.min(out.len() as u64) as usize);
        out
    }
}
