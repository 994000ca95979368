//! What the attachment note lists, joined with the attachments that are there: by number, else by title.

use crate::model::PartKind;
use crate::outline::{Layout, Listed};
use crate::span::Span;
use crate::text::Folded;

/// One attachment: listed, there, or both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joined {
    /// Its number.
    pub number: Option<u32>,
    /// The name as listed, else its own title.
    pub title: Option<Span>,
    /// Where the note lists it.
    pub listed: Option<Span>,
    /// Index of its part.
    pub part: Option<usize>,
}

/// Joins note and parts, in the note's order; unlisted parts follow.
pub fn join(text: &Folded, layout: &Layout) -> Vec<Joined> {
    let there: Vec<usize> = (0..layout.parts.len()).filter(|&i| layout.parts[i].kind == PartKind::Attachment).collect();
    let only = there.len() == 1 && layout.listed.len() == 1;
    let mut used = vec![false; there.len()];
    let mut out: Vec<Joined> = Vec::new();
    for listed in &layout.listed {
        let fits = |i: &usize| !used[*i] && fits(text, listed, layout, there[*i], only);
        // One name without a number is that of the first attachment without one, whatever else is attached to that.
        let first = |i: &usize| layout.listed.len() == 1 && listed.number.is_none() && layout.parts[there[*i]].number.is_none();
        let found = (0..there.len()).find(fits).or_else(|| (0..there.len()).find(first));
        if let Some(i) = found {
            used[i] = true;
        }
        out.push(Joined { number: listed.number, title: Some(listed.title), listed: Some(listed.title), part: found.map(|i| there[i]) });
    }
    for (i, &part) in there.iter().enumerate() {
        if !used[i] {
            out.push(Joined { number: layout.parts[part].number, title: layout.parts[part].title, listed: None, part: Some(part) });
        }
    }
    out
}

fn fits(text: &Folded, listed: &Listed, layout: &Layout, part: usize, only: bool) -> bool {
    let part = &layout.parts[part];
    match (listed.number, part.number) {
        (Some(a), Some(b)) => a == b,
        (None, None) if only => true,
        (None, Some(1)) | (Some(1), None) if only => true,
        _ => part.title.is_some_and(|t| text.units(t) == text.units(listed.title)),
    }
}
