//! A page's table or list of metadata: labels and values in cells, in pairs of lines, or in one line.

use super::article::{self, Article, Parts};
use super::flow::Item;
use super::labels::{self, Label, Pair};
use super::tree::Tree;
use crate::input::Stop;
use crate::input::draft::Draft;
use crate::source::provenance::{Field, Place};

/// So many lines of metadata are kept; a registry has some fifteen.
const MOST: usize = 60;
/// The longest value: a summary is longer and says what the article says.
const LONGEST: usize = 300;
/// So many of the body's first lines may be metadata.
const FIRST: usize = 40;

/// A label and its value stand in one element so many levels up.
const LEVELS: usize = 3;

/// What a page says of its article, and which lines say it.
pub struct Metadata {
    found: Vec<(Pair, usize)>,
    /// Whether an item is metadata.
    pub is_taken: Vec<bool>,
}

/// Whether a line or row looks like metadata, wherever it stands.
pub fn is_label(item: &Item) -> bool {
    match &item.row {
        Some((cells, _)) => !of_cells(cells).is_empty(),
        None => item.text.chars().count() <= LONGEST && labels::begins(&item.text),
    }
}

/// The pairs in a row: a cell with a label and one with its value, or both in one.
fn of_cells(cells: &[String]) -> Vec<Pair> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(cell) = cells.get(at) {
        at += 1;
        match labels::known(cell) {
            Some((label, name)) => {
                // Empty cells belong to a merged one.
                let next = cells.get(at..).unwrap_or_default().iter().position(|c| !c.is_empty());
                let value = next.and_then(|n| cells.get(at + n)).filter(|v| labels::known(v).is_none());
                let Some(value) = value else { continue };
                at += next.unwrap_or(0) + 1;
                // The last value of a row of two columns of labels may be empty.
                out.push(Pair { label, name, value: labels::value(value) });
            }
            None => out.extend(labels::pairs(cell).into_iter().filter(|_| labels::begins(cell))),
        }
    }
    out
}

/// Whether a row's every other cell is a label, whatever it says.
fn is_row_of_labels(cells: &[String]) -> bool {
    let filled: Vec<&String> = cells.iter().filter(|c| !c.trim().is_empty()).collect();
    filled.first().is_some_and(|c| labels::known(c).is_some() || labels::begins(c))
}

/// Finds the metadata in front of the article, at its begin and behind it.
pub fn gather(tree: &Tree, items: &[Item], parts: &Parts, article: &Article) -> Metadata {
    let mut metadata = Metadata { found: Vec::new(), is_taken: vec![false; items.len()] };
    let body = &article.body;
    metadata.read(tree, items, parts, 0..body.start, true);
    let first =
        body.clone().take(FIRST).find(|i| items[*i].row.is_none() && items[*i].text.chars().count() > 60 && items[*i].text.contains('。'));
    metadata.read(tree, items, parts, body.start..first.unwrap_or(body.end.min(body.start + FIRST)), false);
    metadata.read(tree, items, parts, body.end..items.len(), true);
    metadata
}

impl Metadata {
    fn read(&mut self, tree: &Tree, items: &[Item], parts: &Parts, zone: std::ops::Range<usize>, is_outside: bool) {
        let mut found: Vec<(Pair, usize)> = Vec::new();
        let mut taken: Vec<usize> = Vec::new();
        let mut at = zone.start;
        // Whether the label before had its value on the next line.
        let mut was_value = false;
        while at < zone.end {
            let here = at;
            let item = &items[here];
            at += 1;
            if parts.is_part(item) {
                continue;
            }
            if let Some((_, row)) = &item.row {
                let len = items[here..zone.end].iter().take_while(|i| i.row.as_ref().is_some_and(|(_, r)| r.table == row.table)).count();
                at = here + len;
                table(items, here..at, &mut found, &mut taken);
                continue;
            }
            if item.text.chars().count() > LONGEST || !labels::begins(&item.text) {
                continue;
            }
            let mut pairs = labels::pairs(&item.text);
            let mut lines = 1;
            let is_value = |value: usize| {
                let Some(next) = items.get(value).filter(|n| value < zone.end && n.row.is_none() && !labels::begins(&n.text)) else {
                    return false;
                };
                let is_short = next.text.chars().count() <= LONGEST && !next.text.trim_end().ends_with(['：', ':']);
                // Alone with its label, or labels and values take turns.
                let is_turn = was_value || items.get(value + 1).is_some_and(|n| n.row.is_none() && labels::begins(&n.text));
                is_short && parts.around(tree, items, item.at, next.at, LEVELS).is_some_and(|held| held <= 2 || is_turn)
            };
            let is_open = pairs.last().is_some_and(|last| {
                last.value.is_empty() && (item.text.trim_end().ends_with(['：', ':']) || labels::is_telling(&last.name))
            });
            was_value = is_open && is_value(at);
            if was_value && let Some(last) = pairs.last_mut() {
                last.value = labels::value(&items[at].text);
                at += 1;
                lines = 2;
            }
            let is_telling = pairs.len() > 1 || pairs.iter().any(|p| labels::is_telling(&p.name));
            if is_telling || is_outside && pairs.iter().any(|p| !p.value.is_empty()) {
                taken.extend(here..here + lines);
                found.extend(pairs.into_iter().map(|pair| (pair, here)));
            }
        }
        // In the article one label alone is a line of it.
        let telling = found.iter().filter(|(pair, _)| labels::is_telling(&pair.name)).count();
        if is_outside || telling >= 2 {
            for i in taken {
                self.is_taken[i] = true;
            }
            self.found.extend(found);
        }
    }

    fn has(&self, field: Field) -> bool {
        self.found.iter().any(|(pair, _)| pair.label == Label::Element(field) && !labels::is_nothing(&pair.value))
    }

    /// Gives what was found, and what the page's head says where no line does.
    pub fn give(&self, tree: &Tree, draft: &mut Draft) -> Result<(), Stop> {
        let mut seen: Vec<&str> = Vec::new();
        for (pair, at) in &self.found {
            // The first of a name is the article's: lists of others stand behind.
            if labels::is_nothing(&pair.value)
                || pair.value.chars().count() > LONGEST
                || seen.contains(&pair.name.as_str())
                || seen.len() >= MOST
            {
                continue;
            }
            seen.push(&pair.name);
            let place = Place { paragraph: Some(*at as u32 + 1), ..Place::default() };
            match pair.label {
                Label::Element(field) => draft.fact(&pair.name, field, &pair.value, place)?,
                Label::Registry => draft.apart(&format!("{}：{}", pair.name, pair.value), place)?,
                // How often it was looked at is no matter of the document.
                Label::Page if matches!(pair.name.as_str(), "来源" | "信息来源" | "文章来源" | "作者") => {
                    draft.apart(&format!("{}：{}", pair.name, pair.value), place)?;
                }
                Label::Page => {}
            }
        }
        for (name, label, field) in [("ArticleTitle", "标题", Field::Title), ("PubDate", "发布日期", Field::PublishedOn)] {
            if !self.has(field)
                && let Some(value) = article::meta(tree, name)
            {
                let value = labels::value(&value);
                // A time of day may follow, and on some sites another day.
                let value = if field == Field::PublishedOn { value.split_whitespace().next().unwrap_or_default() } else { &value };
                if !labels::is_nothing(value) && value.chars().count() <= LONGEST {
                    draft.fact(label, field, value, Place::default())?;
                }
            }
        }
        Ok(())
    }
}

/// A table of metadata has labels in most of its rows.
fn table(items: &[Item], rows: std::ops::Range<usize>, found: &mut Vec<(Pair, usize)>, taken: &mut Vec<usize>) {
    let mut own = Vec::new();
    let (mut labelled, mut filled) = (0, 0);
    for i in rows.clone() {
        let Some((cells, _)) = &items[i].row else { continue };
        let pairs = of_cells(cells);
        filled += usize::from(cells.iter().any(|c| !c.trim().is_empty()));
        labelled += usize::from(!pairs.is_empty() || is_row_of_labels(cells));
        own.extend(pairs.into_iter().map(|pair| (pair, i)));
    }
    let telling = own.iter().filter(|(pair, _)| labels::is_telling(&pair.name)).count();
    if telling >= 2 && labelled * 2 >= filled {
        taken.extend(rows);
        found.extend(own);
    }
}
