//! What a title looks like, and whom a line names.

use crate::lexicon;
use crate::lines::{Block, Kind};
use crate::span::Span;
use crate::text::{Folded, class, soft};
use crate::{w, words};

/// A title over more lines than this is none.
pub const LINES: usize = 6;
/// The longest line of a title.
const LINE: usize = 110;

/// Whether a line could be part of a title: no number in front, no stop at the end.
pub fn could_be(text: &Folded, block: &Block) -> bool {
    let last = text.class_before(block.body.to());
    block.kind == Kind::Text
        && (block.mark.is_none() || block.mark.is_some_and(|m| m.weak))
        && block.body.len() <= LINE
        && (class::is_word(last) || matches!(last, class::CLOSE | class::QUOTE_CLOSE | class::TITLE_CLOSE))
        && !text.classes(block.body).iter().any(|c| matches!(*c, class::STOP | class::COMMA))
        && !text.at(block.body.from(), w!("附件"))
}

/// Whether a text ends as a title does: with a kind of document, brackets behind it aside.
pub fn is_complete(text: &Folded, span: Span) -> bool {
    let units = soft::squeezed(text, span);
    let mut units = &units[..];
    while let [head @ .., last] = units
        && matches!(char::from_u32(*last as u32), Some('》' | '”' | '〉' | '〗'))
    {
        units = head;
    }
    let bare = lexicon::strip_brackets(units);
    kind_end(bare).is_some()
}

/// Whether a text ends with a kind of notice: the title that names it is whole.
pub fn is_notice(text: &Folded, span: Span) -> bool {
    kind_of(text, span).is_some_and(|kind| lexicon::NOTICE_KINDS.contains(&soft::squeezed(text, kind)))
}

/// The kind of document that a title ends with; its length.
pub fn kind_end(units: &[u16]) -> Option<usize> {
    lexicon::KINDS.longest_before(units).filter(|n| *n < units.len())
}

/// The kind in a title, as a span: 通知 in 关于印发…的通知（试行）.
pub fn kind_of(text: &Folded, title: Span) -> Option<Span> {
    let places: Vec<usize> = (title.from()..title.to()).filter(|&i| !class::is_blank(text.class(i))).collect();
    let units = soft::squeezed(text, title);
    let mut end = units.len();
    loop {
        let bare = lexicon::strip_brackets(&units[..end]).len();
        let closed = matches!(units[..bare].last().and_then(|&u| char::from_u32(u as u32)), Some('》' | '”' | '〉'));
        let next = bare - usize::from(closed);
        if next == end {
            break;
        }
        end = next;
    }
    let len = kind_end(&units[..end])?;
    Some(Span::new(*places.get(end - len)?, places.get(end - 1)? + 1))
}

/// Whether a word stands in a text, letters set apart or not.
pub fn says(text: &Folded, span: Span, word: &[u16]) -> bool {
    text.find(span, word).is_some() || crate::text::wide::find(&soft::squeezed(text, span), word).is_some()
}

/// Whether a text reads as a title: about something, or with a kind at its end.
pub fn is_title(text: &Folded, span: Span) -> bool {
    // 近日印发《关于…的通知》 tells of a title and is none.
    let quoted = text.next(span.from(), span.to(), class::TITLE_OPEN);
    let outside = Span::new(span.from(), quoted.unwrap_or(span.to()));
    if says(text, outside, w!("关于")) {
        return span.len() >= 4;
    }
    // 优化住房认定标准 is a heading; a title that says no more than a loose kind is longer.
    let loose = words![
        "标准", "政策", "制度", "目录", "清单", "安排", "行动", "建议", "规范", "法", "令", "函", "分工", "举措", "规则", "指南", "条款",
        "公约"
    ];
    let kind = kind_of(text, span).filter(|_| is_complete(text, span));
    kind.is_some_and(|k| span.len() >= if loose.contains(&soft::squeezed(text, k)) { 13 } else { 4 })
}

/// Whether a line names organs and nothing else.
pub fn names_organs(text: &Folded, span: Span) -> bool {
    let pieces = organs(text, span);
    !pieces.is_empty()
        && pieces
            .iter()
            .all(|p| p.len() >= 3 && p.len() <= 40 && (lexicon::ends_as_organ_proper(text.units(*p)) || text.at(p.from(), w!("国务院"))))
}

/// The names in a line of organs, parted by spaces, 、 and line ends, or glued: 某市财政局某市民政局.
pub fn organs(text: &Folded, span: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut from = span.from();
    // Letters set apart (国 务 院) are one name; whether the last name is being spelt so.
    let mut spelling = false;
    for at in span.from()..=span.to() {
        // A line end parts two organs, but not the halves of one.
        let parts = at == span.to()
            || matches!(text.class(at), class::ENUM | class::COMMA)
            || class::is_blank(text.class(at)) && !continues_line(text, from, at);
        if !parts {
            continue;
        }
        let piece = text.trim(Span::new(from, at));
        from = at + 1;
        if piece.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if spelling && piece.len() <= 2 => *last = last.join(piece),
            _ => out.push(piece),
        }
        spelling = piece.len() == 1 || spelling && piece.len() <= 2;
    }
    out.into_iter().flat_map(|name| glued(text, name)).collect()
}

/// The names of organs that stand without anything between them: those that begin with the same place, or with an
/// organ of the state.
fn glued(text: &Folded, name: Span) -> Vec<Span> {
    let units = text.units(name);
    let place = lexicon::level_prefix(units);
    let mut out = Vec::new();
    let mut from = 0;
    for at in 3..units.len().saturating_sub(2) {
        let again = place >= 2 && units[at..].starts_with(&units[..place]);
        let begins = again || lexicon::state_organ_at(&units[at..]).is_some_and(|n| n >= 4);
        if begins && at - from >= 3 && lexicon::ends_as_organ_proper(&units[from..at]) && !units[..at].ends_with(w!("中国")) {
            out.push(Span::new(name.from() + from, name.from() + at));
            from = at;
        }
    }
    out.push(Span::new(name.from() + from, name.to()));
    out
}

/// Whether the blanks at `at` stand around a line end inside a name.
fn continues_line(text: &Folded, from: usize, at: usize) -> bool {
    let start = text.run_back(at, from, class::is_blank);
    let end = text.run(at, text.len(), class::is_blank);
    let newline = text.next(start, end, class::NEWLINE).is_some();
    newline && start > from && !lexicon::ends_as_organ_proper(text.units(text.trim(Span::new(from, start))))
}

/// Whether a line names recipients: organs, and a colon at the end.
pub fn is_recipients(text: &Folded, block: &Block) -> bool {
    let body = block.body;
    if block.mark.is_some() || body.len() < 3 || body.len() > 700 || text.class_before(body.to()) != class::COLON {
        return false;
    }
    let inner = Span::new(body.from(), body.to() - 1);
    if text.classes(inner).iter().any(|c| matches!(*c, class::STOP | class::COLON | class::TITLE_OPEN)) {
        return false;
    }
    if text.has_any(inner, words!["如下", "以下", "通知", "下列", "情况", "内容", "要求", "包括", "附件", "责任", "牵头"])
    {
        return false;
    }
    let ends = text.run_back(inner.to(), inner.from(), |c| !matches!(c, class::ENUM | class::COMMA | class::SEMICOLON));
    let last = Span::new(ends, inner.to());
    let person =
        text.longest_before(inner.to(), words!["委员", "代表", "主席", "总理", "同志", "省长", "市长"]).is_some() && inner.len() <= 30;
    lexicon::ends_as_organ(text.units(last)) || person || text.at(inner.from(), w!("各"))
}
