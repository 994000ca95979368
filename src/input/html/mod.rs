//! Saved pages of the sites of authorities → the article's lines and tables, and what the page's metadata says of it.
//!
//! | in the file | what we give |
//! |---|---|
//! | bytes in any encoding, declared, undeclared or wrongly declared | text ([`decoding`]) |
//! | tags, however ragged | a tree ([`scan`], [`tree`]) |
//! | the tree | lines and rows in order ([`flow`], [`table`]) |
//! | all lines of the page | the article's: title, number, body, attachments ([`article`]) |
//! | tables and lines of labels (索引号、发文字号、成文日期 …) | facts, and lines set apart ([`metadata`]) |
//! | navigation, paths, bars, hints, footers, scripts | nothing ([`furniture`]) |
//!
//! Nothing outside the file is looked up: no style sheet, script, frame or picture. What only a script would put into the page is not there.

mod article;
mod decoding;
mod flow;
mod furniture;
mod labels;
mod metadata;
mod names;
mod numbers;
mod references;
mod scan;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use super::Stop;
use super::draft::Draft;
use crate::model::Severity;
use crate::source::provenance::{Place, Row};
use article::{Article, Parts};
use encoding_rs::Encoding;
use flow::{Flow, Item};
use metadata::Metadata;

/// Reads a page; `encoding` stands over what it declares and what its bytes look like.
///
/// # Errors
/// [`Stop::Full`] where it holds more than may be read; what was read until then is in the draft.
pub fn read(bytes: &[u8], encoding: Option<&'static Encoding>, draft: &mut Draft) -> Result<(), Stop> {
    let (decoded, wrong) = decoding::decode(bytes, encoding);
    draft.encoding(decoded.encoding.name());
    if decoded.lossy {
        draft.lossy();
    }
    if let Some(wrong) = wrong {
        let (declared, found) = (wrong.name(), decoded.encoding.name());
        let english = format!("the page declares {declared} and its bytes are {found}; read as {found}");
        draft.note(
            "encoding-declared-wrong",
            Severity::Info,
            false,
            english,
            format!("网页声明编码为 {declared}，实际为 {found}，已按 {found} 读取"),
        );
    }
    let tree = tree::Tree::new(&decoded.text);
    let sizes = table::Sizes::new(&tree);
    let mut flow = Flow::new(&tree, &sizes, false);
    let mut walked = flow.walk(tree::ROOT);
    if flow.items.is_empty() && walked.is_ok() {
        // A page that its script shows when it is done.
        flow = Flow::new(&tree, &sizes, true);
        walked = flow.walk(tree::ROOT);
    }
    let items = flow.items;
    let is_label: Vec<bool> = items.iter().map(metadata::is_label).collect();
    let is_label = |i: usize| is_label.get(i).copied().unwrap_or(false);
    let parts = article::Parts::new(&tree, &items, &is_label);
    let article = article::choose(&tree, &items, &parts, &is_label);
    let metadata = metadata::gather(&tree, &items, &parts, &article);
    give(&items, &parts, &article, &metadata, draft)?;
    metadata.give(&tree, draft)?;
    if tree.is_cut {
        return Err(Stop::Full);
    }
    walked
}

/// So many lines at the ends of the body may be hints and bars.
const ENDS: (usize, usize) = (8, 12);

/// So many of the body's first lines may be said twice.
const FIRST: usize = 16;

/// Gives the article's lines.
fn give(items: &[Item], parts: &Parts, article: &Article, metadata: &Metadata, draft: &mut Draft) -> Result<(), Stop> {
    if let Some(title) = &article.title {
        draft.line(title, None, Place::default())?;
    }
    let is_furniture = |i: &usize| {
        let is_end = *i < article.body.start + ENDS.0 || *i + ENDS.1 >= article.body.end;
        is_end && items[*i].row.is_none() && !items[*i].is_file && furniture::is_furniture(&items[*i].text)
    };
    // A heading above the body that the body says again.
    let first = article.body.start..article.body.end.min(article.body.start + FIRST);
    let is_again = |i: &usize| {
        let text = article::plain(&items[*i].text);
        text.chars().count() > 8
            && items[*i].row.is_none()
            && article.called.contains(&text)
            && (*i + 1..first.end).any(|j| article::plain(&items[j].text) == text)
    };
    let again: Vec<usize> = first.clone().filter(is_again).collect();
    // Names of parts are weak signs inside the article: word processors and editors use some of them too.
    let is_other = |item: &Item| {
        let len = item.text.chars().count();
        let is_prose = len > 30 && item.text.trim_end().ends_with('。');
        parts.is_part(item) && !item.is_file && (item.linked * 2 > len || !article.is_named && !is_prose)
    };
    let is_out = |i: &usize| metadata.is_taken[*i] || again.contains(i) || is_furniture(i) || is_other(&items[*i]);
    let body = article.body.clone().filter(|i| !is_out(i));
    let mut tables = Tables::default();
    for i in article.head.iter().copied().chain(body).chain(article.tail.iter().copied()) {
        let item = &items[i];
        let place = Place { paragraph: u32::try_from(i + 1).ok(), ..Place::default() };
        match &item.row {
            Some((cells, row)) => {
                if tables.is_another(row) {
                    draft.blank()?;
                }
                draft.row(cells, tables.renumbered(row), place)?;
            }
            None => {
                tables.is_open = false;
                draft.line(&item.text, None, place)?;
            }
        }
    }
    Ok(())
}

/// Tables that are given, counted from 0.
#[derive(Default)]
struct Tables {
    last: Option<u32>,
    count: u32,
    /// Whether the line before is a row.
    is_open: bool,
}

impl Tables {
    /// Whether a row would touch those of another table.
    fn is_another(&self, row: &Row) -> bool {
        self.is_open && self.last != Some(row.table)
    }

    fn renumbered(&mut self, row: &Row) -> Row {
        if self.last != Some(row.table) {
            self.last = Some(row.table);
            self.count += 1;
        }
        self.is_open = true;
        Row { table: self.count - 1, ..row.clone() }
    }
}
