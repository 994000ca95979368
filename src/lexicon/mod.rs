//! What the field knows beforehand: organs with their other names, and words that end names and titles. Knows no
//! document, and gates nothing: an organ that is not listed is extracted all the same, without a `canonical`.

mod cues;

pub use cues::*;

use crate::error::{Error, ErrorKind};
use crate::text::{Words, wide};
use crate::{w, words};
use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

/// Whose names a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Scope {
    /// Named without a place.
    State,
    /// Follows a place or level.
    Local,
    /// Follows 省委, 市委 … or stands alone.
    Party,
    /// The user's own row: the whole name as written.
    Own,
}

/// Organs by every name they go by.
#[derive(Debug)]
pub struct Lexicon {
    names: HashMap<Scope, HashMap<Vec<u16>, String>>,
    own: bool,
}

/// The rows that come with the program.
const ORGANS: &str = include_str!("organs.tsv");

impl Lexicon {
    /// The built-in rows, read once.
    pub fn builtin() -> &'static Lexicon {
        static BUILTIN: OnceLock<Lexicon> = OnceLock::new();
        BUILTIN.get_or_init(|| Lexicon::of(ORGANS, "organs.tsv").expect("the rows that come with the program are tested"))
    }

    /// The built-in rows and those of a file of the user's: tab-separated lines of a full name, other names parted by
    /// `|`, and optionally where that is from; or four columns as in the built-in file. `#` begins a comment.
    pub fn with_file(path: &Path) -> Result<Lexicon, Error> {
        let shown = path.display();
        let read = |e: std::io::Error| {
            Error::new(ErrorKind::Read, format!("{shown}: cannot read the lexicon: {e}"), format!("{shown}：无法读取词典：{e}"))
        };
        let text = std::fs::read_to_string(path).map_err(read)?;
        let mut lexicon = Lexicon::of(ORGANS, "organs.tsv")?;
        let own = Lexicon::of(&text, &path.display().to_string())?;
        for (scope, names) in own.names {
            lexicon.names.entry(scope).or_default().extend(names);
        }
        lexicon.own = true;
        Ok(lexicon)
    }

    fn of(text: &str, file: &str) -> Result<Lexicon, Error> {
        let mut names: HashMap<Scope, HashMap<Vec<u16>, String>> = HashMap::new();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
            let (scope, full, others) = match columns[..] {
                ["state", full, others, ..] => (Scope::State, full, others),
                ["local", full, others, ..] => (Scope::Local, full, others),
                ["party", full, others, ..] => (Scope::Party, full, others),
                [full, others, ..] => (Scope::Own, full, others),
                [full] => (Scope::Own, full, ""),
                [] => continue,
            };
            if full.is_empty() {
                let line = number + 1;
                let english = format!("{file}:{line}: expected the full name of an organ, found an empty column");
                return Err(Error::new(ErrorKind::Lexicon, english, format!("{file}:{line}：此处应为机关全称，该列为空")));
            }
            for name in others.split('|').chain([full]).filter(|n| !n.trim().is_empty()) {
                names.entry(scope).or_default().entry(wide::fold(name.trim())).or_insert_with(|| full.to_string());
            }
        }
        Ok(Lexicon { names, own: false })
    }

    fn get(&self, scope: Scope, name: &[u16]) -> Option<&str> {
        self.names.get(&scope)?.get(name).map(String::as_str)
    }

    /// The full name of an organ. `national` tells that the document speaks of organs of the state where no place is
    /// named; `level` is the place or level that an elliptical name shares with its neighbours (省).
    pub fn canonical(&self, name: &[u16], national: bool, level: &[u16]) -> Option<String> {
        if self.own
            && let Some(full) = self.get(Scope::Own, name)
        {
            return Some(full.to_string());
        }
        let place = level_prefix(name);
        let (prefix, rest) = name.split_at(place);
        if prefix.is_empty() {
            if national && let Some(full) = self.get(Scope::State, name) {
                return Some(full.to_string());
            }
            let full = self.get(Scope::Local, name)?;
            return Some(String::from_utf16_lossy(level) + full);
        }
        if let Some(rest) = rest.strip_prefix(w!("委")) {
            let full = self.get(Scope::Party, rest)?;
            return Some(format!("{}委{full}", String::from_utf16_lossy(prefix)));
        }
        let full = self.get(Scope::Local, rest)?;
        Some(String::from_utf16_lossy(prefix) + full)
    }
}

/// Whether a text begins as an organ's name does: with an organ of the state, a place, or a level.
pub fn begins_as_organ(name: &[u16]) -> bool {
    let state = |n: usize| name.len() >= n && Lexicon::builtin().get(Scope::State, &name[..n]).is_some();
    name.starts_with(w!("国务院"))
        || name.starts_with(w!("国家")) && name.len() >= 5
        || name.starts_with(w!("中共"))
        || name.starts_with(w!("中国"))
        || level_prefix(name) > 0
        || (3..=14).any(state)
}

/// The length of the organ of the state whose name begins `units`, the longest.
pub fn state_organ_at(units: &[u16]) -> Option<usize> {
    let lexicon = Lexicon::builtin();
    (2..=units.len().min(18)).rev().find(|&n| lexicon.get(Scope::State, &units[..n]).is_some())
}

/// Words of level that stand in front of a local organ's name.
const LEVELS: &Words = words!["自治区", "自治州", "地区", "示范区", "高新区", "经开区", "省", "市", "州", "县", "区", "盟", "旗", "地"];

/// How long the place or level in front of an organ's name is: 省 in 省质监局, 四川省 in 四川省财政厅.
pub fn level_prefix(name: &[u16]) -> usize {
    if let Some(level) = LEVELS.longest_at(name) {
        let inner = name.starts_with(w!("市市")) || name.starts_with(w!("区区"));
        return if inner { 1 } else { level };
    }
    // A place of two to six characters that ends in its own level, with a name behind it.
    for at in 2..name.len().min(7) {
        let level = words!["自治区", "自治州", "省", "市", "州", "县", "区", "盟"].longest_at(&name[at..]);
        if let Some(level) = level.filter(|n| name.len() > at + n + 1) {
            return at + level;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::wide::fold;

    #[test]
    fn short_and_former_names_resolve() {
        let lexicon = Lexicon::builtin();
        for (name, national, level, full) in [
            ("省质监局", false, "", Some("省质量技术监督局")),
            ("省旅发委", false, "", Some("省旅游发展委员会")),
            ("省旅游发展委", false, "", Some("省旅游发展委员会")),
            ("交通厅", false, "", Some("交通运输厅")),
            ("交通运输厅", false, "省", Some("省交通运输厅")),
            ("市市场监管局", false, "", Some("市市场监督管理局")),
            ("省委督查室", false, "", Some("省委督查室")),
            ("省委编办", false, "", Some("省委机构编制委员会办公室")),
            ("四川省财政厅", false, "", Some("四川省财政厅")),
            ("发展改革委", true, "", Some("国家发展和改革委员会")),
            ("发展改革委", false, "省", Some("省发展和改革委员会")),
            ("某某协会", false, "", None),
        ] {
            assert_eq!(lexicon.canonical(&fold(name), national, &fold(level)).as_deref(), full, "{name}");
        }
    }

    #[test]
    fn every_row_has_a_source() {
        for line in ORGANS.lines().filter(|l| !l.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 4, "{line}");
            assert!(line.split('\t').all(|c| c.trim() == c), "{line}");
            assert!(!line.split('\t').next_back().unwrap_or_default().is_empty(), "{line}");
        }
    }
}
