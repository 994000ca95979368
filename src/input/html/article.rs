//! Which of a page's lines are the article.
//!
//! 1. Every line has a weight: characters outside links, most where they read as prose.
//! 2. From the root down, into the one part that holds nearly all of the weight, down to where the paragraphs part it: the body. A part
//!    whose name says that it is the body stops the way.
//! 3. From there up again as long as what joins is no link, bar or path.
//! 4. Around it what belongs to it: the title, number and recipients in front; attachments, prose, signature and date behind.

use super::flow::Item;
use super::furniture::{self, Called};
use super::names::{Attribute, Tag};
use super::tree::{Id, Node, ROOT, Tree};
use crate::lexicon::KINDS;
use std::ops::Range;

/// What is known of every node of a page beside its text.
pub struct Parts {
    /// The place behind all that is in it.
    end: Vec<Id>,
    weight: Vec<u64>,
    called: Vec<Called>,
    /// Whether it is in a part of the page that is no article.
    is_part: Vec<bool>,
}

/// The weight of a line.
fn weight(item: &Item) -> u64 {
    let characters = item.text.chars().filter(|c| c.is_alphanumeric()).count().saturating_sub(item.linked) as u64;
    if item.row.is_some() {
        return characters / 2;
    }
    let is_prose = item.text.contains(['，', '。', '；', '、', '：']) && characters >= 12 || characters >= 25;
    if is_prose && !furniture::is_furniture(&item.text) { characters } else { characters / 10 }
}

impl Parts {
    pub fn new(tree: &Tree, items: &[Item], is_label: &dyn Fn(usize) -> bool) -> Parts {
        let weights: Vec<u64> = items.iter().enumerate().map(|(i, item)| if is_label(i) { 0 } else { weight(item) }).collect();
        let n = tree.nodes.len();
        let mut parts = Parts {
            end: (1..=n as Id).collect(),
            weight: vec![0; n],
            called: tree.nodes.iter().map(|node| furniture::called(tree, node)).collect(),
            is_part: vec![false; n],
        };
        for (item, weight) in items.iter().zip(&weights) {
            if let Some(place) = parts.weight.get_mut(item.at as usize) {
                *place += weight;
            }
        }
        for i in (1..n).rev() {
            let parent = tree.nodes[i].parent as usize;
            parts.weight[parent] += parts.weight[i];
            parts.end[parent] = parts.end[parent].max(parts.end[i]);
        }
        // A part that holds half of the page is what people come for, whatever it is called.
        let most = parts.weight[0] / 2;
        for i in 1..n {
            let parent = tree.nodes[i].parent as usize;
            parts.is_part[i] = parts.is_part[parent] || parts.called[i].part && parts.weight[i] <= most && !parts.called[i].body;
        }
        // What is left once they are out.
        parts.weight.fill(0);
        for (item, weight) in items.iter().zip(&weights) {
            let at = item.at as usize;
            if let Some(place) = parts.weight.get_mut(at)
                && !parts.is_part[at]
            {
                *place += weight;
            }
        }
        for i in (1..n).rev() {
            parts.weight[tree.nodes[i].parent as usize] += parts.weight[i];
        }
        parts
    }

    fn weight(&self, id: Id) -> u64 {
        self.weight.get(id as usize).copied().unwrap_or(0)
    }

    /// Whether an item stands in a part of the page that is no article.
    pub fn is_part(&self, item: &Item) -> bool {
        self.is_part.get(item.at as usize).copied().unwrap_or(false)
    }

    /// How many items stand in the element around two texts, the first of which stands in front, if it is so many levels up at most.
    pub fn around(&self, tree: &Tree, items: &[Item], first: Id, second: Id, levels: usize) -> Option<usize> {
        let mut node = first;
        for _ in 0..levels {
            node = tree.node(node).parent;
            if self.end.get(node as usize).is_some_and(|end| *end > second) {
                return (node != ROOT).then(|| self.items(items, node).len());
            }
        }
        None
    }

    /// The items that stand in a node.
    fn items(&self, items: &[Item], id: Id) -> Range<usize> {
        let end = self.end.get(id as usize).copied().unwrap_or(id);
        items.partition_point(|item| item.at < id)..items.partition_point(|item| item.at < end)
    }

    /// The node that holds the article's body, and whether it is called so.
    fn body(&self, tree: &Tree, items: &[Item]) -> (Id, bool) {
        let all = self.weight(ROOT);
        let is_open = |id: &Id| !self.is_part.get(*id as usize).copied().unwrap_or(false);
        // The outermost that is called so and holds most of the page.
        let called = (1..tree.nodes.len() as Id).filter(|id| self.called[*id as usize].body && is_open(id));
        let named = called.filter(|id| self.weight(*id) * 2 > all).min();
        let mut body = named.unwrap_or_else(|| {
            let mut at = ROOT;
            while let Some(best) = tree.children(at).filter(is_open).max_by_key(|id| (self.weight(*id), std::cmp::Reverse(*id))) {
                let is_container = self.items(items, best).len() > 1 && tree.node(best).tag != Tag::P;
                if self.weight(best) * 4 < self.weight(at) * 3 || !is_container || self.weight(best) == 0 {
                    break;
                }
                at = best;
            }
            self.joined(tree, items, at)
        });
        while body != ROOT && self.weight(body) * 3 < all {
            body = tree.node(body).parent;
        }
        (body, named == Some(body))
    }

    /// Goes up as long as what joins is text of the article too.
    fn joined(&self, tree: &Tree, items: &[Item], from: Id) -> Id {
        let mut at = from;
        while at != ROOT {
            let parent = tree.node(at).parent;
            let (outer, inner) = (self.items(items, parent), self.items(items, at));
            let joining = || items[outer.start..inner.start].iter().chain(&items[inner.end..outer.end]);
            // More lines than the article has are a page's.
            if joining().count() > 2 * inner.len() + 10 {
                break;
            }
            let is_other = |item: &Item| {
                self.is_part(item) || furniture::is_furniture(&item.text) || item.linked * 2 > item.text.chars().count() && !item.is_file
            };
            if joining().any(is_other) {
                break;
            }
            at = parent;
        }
        at
    }
}

/// The article's lines among a page's: places of items.
pub struct Article {
    /// The items of the body.
    pub body: Range<usize>,
    /// Whether the page calls it so.
    pub is_named: bool,
    /// Items in front that belong to it.
    pub head: Vec<usize>,
    /// Items behind that belong to it.
    pub tail: Vec<usize>,
    /// A title that no line has, as the page's metadata gives it.
    pub title: Option<String>,
    /// What the page's head calls it, letters alone.
    pub called: String,
}

/// So many of the body's first lines are searched for the title.
const FIRST: usize = 16;
/// So many lines behind the body are looked at.
const BEHIND: usize = 40;
/// What is so many levels around the body's last line is near.
const NEAR: usize = 5;
/// The longest title.
const LONGEST_TITLE: usize = 200;

/// Letters and numerals alone, so that titles compare however they are spaced.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The value of a page's own metadata.
pub fn meta<'a>(tree: &Tree<'a>, name: &str) -> Option<std::borrow::Cow<'a, str>> {
    let metas = tree.nodes.iter().filter(|node| node.tag == Tag::Meta);
    let named = |node: &&Node| {
        let of = |attribute| tree.attribute(node, attribute).is_some_and(|n| n.trim().eq_ignore_ascii_case(name));
        of(Attribute::Name) || of(Attribute::Property)
    };
    metas.filter(named).filter_map(|node| tree.attribute(node, Attribute::Content)).find(|content| !content.trim().is_empty())
}

/// The text of `<title>`, which most sites end with the names of the column and the site.
fn page_title(tree: &Tree) -> Option<String> {
    let title = tree.nodes.iter().position(|node| node.tag == Tag::Title)?;
    let text = tree.children(title as Id).next()?;
    Some(tree.characters(tree.node(text)).trim().to_string())
}

/// Chooses the article.
pub fn choose(tree: &Tree, items: &[Item], parts: &Parts, is_label: &dyn Fn(usize) -> bool) -> Article {
    let (body, is_named) = parts.body(tree, items);
    let body = parts.items(items, body);
    let mut article = Article { body: body.clone(), head: Vec::new(), tail: Vec::new(), title: None, called: String::new(), is_named };
    let stated = meta(tree, "ArticleTitle").map(|t| t.trim().to_string()).filter(|t| t.chars().count() <= LONGEST_TITLE);
    let of_page = page_title(tree);
    let first: String = items[body.clone()].iter().take(FIRST).map(|item| plain(&item.text)).collect();
    article.called = [&stated, &of_page].into_iter().flatten().map(|title| plain(title)).collect::<Vec<_>>().join("\n");
    let is_free = |i: usize| !parts.is_part(&items[i]) && !is_label(i) && !furniture::is_furniture(&items[i].text);

    let title = title(tree, items, parts, body.start, stated.as_deref(), of_page.as_deref());
    let from = title.as_ref().map_or(body.start, |t| t.end);
    if let Some(title) = title {
        // A number above the title.
        article.head.extend((title.start.saturating_sub(3)..title.start).filter(|i| is_free(*i) && is_number(&items[*i])));
        let text: String = items[title.clone()].iter().map(|item| plain(&item.text)).collect();
        if !first.contains(&text) {
            article.head.extend(title);
        }
    } else if let Some(stated) = stated
        && !first.contains(&plain(&stated))
    {
        article.title = Some(stated);
    }
    let belongs = |i: &usize| {
        let item = &items[*i];
        let text = item.text.trim();
        is_free(*i)
            && item.row.is_none()
            && item.linked == 0
            && (is_number(item) || is_day(text) || text.ends_with('：') && text.chars().count() > 4)
    };
    article.head.extend((from..body.start).filter(belongs));
    article.head.retain(|i| !is_number(&items[*i]) || !first.contains(&plain(&items[*i].text)));
    article.tail = tail(tree, items, parts, body, is_label);
    article
}

/// The items in front of the body that are its title.
fn title(tree: &Tree, items: &[Item], parts: &Parts, before: usize, stated: Option<&str>, of_page: Option<&str>) -> Option<Range<usize>> {
    let (stated, of_page) = (stated.map(plain).unwrap_or_default(), of_page.map(plain).unwrap_or_default());
    let mut best: Option<(u32, Range<usize>)> = None;
    let mut at = before;
    while at > 0 {
        at -= 1;
        if parts.is_part(&items[at]) || items[at].linked * 2 > items[at].text.chars().count() {
            continue;
        }
        // The element that is called a title, three levels up at most.
        let mut node = tree.node(items[at].at).parent;
        let mut found = None;
        for _ in 0..3 {
            if node != ROOT && parts.called.get(node as usize).is_some_and(|c| c.title) {
                found = Some(node);
                break;
            }
            node = tree.node(node).parent;
        }
        let range = found.map_or(at..at + 1, |node| parts.items(items, node));
        let range = range.start.min(at)..range.end.min(before).max(at + 1);
        // A name that calls much more than a title one says nothing.
        let text: String = items[range.clone()].iter().take(5).map(|item| plain(&item.text)).collect();
        let len = text.chars().count();
        if range.len() <= 4 && (5..=LONGEST_TITLE).contains(&len) {
            let equal = if !stated.is_empty() && text == stated {
                4
            } else if of_page.starts_with(&text) {
                3
            } else if of_page.contains(&text) && len > 8 {
                1
            } else {
                0
            };
            let units: Vec<u16> = text.encode_utf16().collect();
            let kind = u32::from(KINDS.longest_before(&units).is_some());
            let score = equal + 2 * kind + u32::from(found.is_some());
            if score >= 3 && best.as_ref().is_none_or(|(s, _)| score > *s) {
                best = Some((score, range.clone()));
            }
        }
        at = range.start.min(at);
    }
    best.map(|(_, range)| range)
}

/// Items behind the body that belong to it.
fn tail(tree: &Tree, items: &[Item], parts: &Parts, body: Range<usize>, is_label: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut out = Vec::new();
    let last = body.end.checked_sub(1).and_then(|i| items.get(i)).map_or(ROOT, |item| item.at);
    for i in body.end..items.len().min(body.end + BEHIND) {
        let item = &items[i];
        let text = item.text.trim();
        let is_attachment = text.starts_with("附件") || text.starts_with("附表") || text.starts_with("附：");
        if furniture::is_furniture(text) && !is_attachment {
            break;
        }
        if parts.is_part(item) || is_label(i) {
            continue;
        }
        let is_near = || parts.around(tree, items, last, item.at, NEAR).is_some();
        let is_prose = || item.linked == 0 && text.chars().count() >= 15 && text.ends_with(['。', '；', '：', '）']);
        if (is_attachment || item.is_file) && item.row.is_none() || is_near() && item.row.is_none() && (is_prose() || is_day(text)) {
            out.push(i);
        }
    }
    out
}

/// Whether a line is a document number alone.
fn is_number(item: &Item) -> bool {
    let text: String = item.text.chars().filter(|c| !c.is_whitespace()).collect();
    let len = text.chars().count();
    let year = || {
        let open = text.find(['〔', '[', '［', '【', '(', '（'])?;
        let mut digits = text.get(open..)?.chars().skip(1);
        (digits.by_ref().take(4).filter(|c| c.is_numeric()).count() == 4).then_some(())
    };
    item.row.is_none() && (6..=40).contains(&len) && text.ends_with('号') && !text.contains(['。', '，', '：', '《']) && year().is_some()
}

/// Whether a line is a day alone.
fn is_day(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 16
        && text.ends_with('日')
        && text.contains('年')
        && text.contains('月')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "年月日〇零一二三四五六七八九十○O０１２３４５６７８９".contains(c))
}
