//! Where the rows of a table begin.

use crate::lines::Block;
use crate::model::MarkerStyle;
use crate::source::provenance::{Provenance, Role, Row};
use crate::span::Span;
use crate::text::{Folded, class, numeral};

/// Cells in rows, before their meaning is known.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    /// A title in the first cell.
    pub caption: Option<Span>,
    /// Header rows from the top.
    pub header_rows: usize,
    /// How many columns.
    pub columns: usize,
    /// The rows.
    pub rows: Vec<Vec<Span>>,
    /// How many cells each row shares with the row above.
    pub shared: Vec<usize>,
    /// Cells that are one with the cell above.
    pub merged: Vec<(usize, usize)>,
}

/// More columns than this no table on paper has.
const COLUMNS: usize = 30;

/// A cell that counts its row: 1, A2, 3.重点人群….
#[derive(Clone, Copy)]
struct Label {
    at: usize,
    /// Nothing but the number stands in the cell.
    bare: bool,
}

/// One cell a line: rows begin where a running number stands.
pub fn arrange(text: &Folded, cells: &[Span]) -> Raw {
    // A heading over several rows is no row: 一、知识产权保护 in front of a row's number.
    let heads_rows = |i: usize| {
        let mark = crate::lines::marker::read(text, cells[i].from(), cells[i].to());
        let hanzi = mark.is_some_and(|m| !m.weak && matches!(m.style, MarkerStyle::Hanzi | MarkerStyle::BracketedHanzi));
        let counts =
            text.longest_before(cells[i].to(), crate::words!["项)", "项"]).is_some() && text.find(cells[i], crate::w!("共")).is_some();
        hanzi && (counts || cells.get(i + 1).is_some_and(|next| label(text, *next).is_some_and(|l| l.2)))
    };
    let kept: Vec<Span> = (0..cells.len()).filter(|&i| !heads_rows(i)).map(|i| cells[i]).collect();
    let cells = &kept[..];
    let labels = labels(text, cells);
    if labels.len() >= 2 {
        return by_labels(text, cells, &labels);
    }
    // A form: header cells, then nothing but empty ones; or any width that divides the cells evenly.
    let head = cells.iter().take_while(|c| !c.is_empty()).count();
    let rest_empty = cells[head..].iter().all(|c| c.is_empty());
    let columns = if head > 1 && head <= COLUMNS && rest_empty && cells.len().is_multiple_of(head) && cells.len() > head {
        head
    } else if labels.len() == 1 && labels[0].at > 0 && cells.len().is_multiple_of(labels[0].at) && labels[0].at <= COLUMNS {
        labels[0].at
    } else {
        even(text, cells)
    };
    let rows: Vec<Vec<Span>> = cells.chunks(columns.max(1)).map(<[Span]>::to_vec).collect();
    let shared = vec![0; rows.len()];
    Raw { caption: None, header_rows: usize::from(rows.len() > 1), columns, rows, shared, merged: Vec::new() }
}

/// The width at which columns look most alike, among those that divide the cells evenly.
fn even(text: &Folded, cells: &[Span]) -> usize {
    let n = cells.len();
    let kind = |c: &Span| if c.is_empty() { 0 } else { text.class(c.from()) };
    let mut best = (0, n.clamp(1, COLUMNS));
    for columns in 2..=n.min(12) {
        if !n.is_multiple_of(columns) || n / columns < 2 {
            continue;
        }
        let header = cells[..columns].iter().all(|c| !c.is_empty() && c.len() <= 20);
        let alike = (columns..n - columns).filter(|&i| kind(&cells[i]) == kind(&cells[i + columns])).count();
        let score = alike * 100 / (n - columns).max(1) + if header { 60 } else { 0 };
        if score > best.0 {
            best = (score, columns);
        }
    }
    best.1
}

/// The cells that count 1, 2, 3 … with one prefix and dress.
fn labels(text: &Folded, cells: &[Span]) -> Vec<Label> {
    let mut best: Vec<Label> = Vec::new();
    for start in 0..cells.len().min(COLUMNS) {
        let Some((prefix, 1, bare)) = label(text, cells[start]) else { continue };
        let mut run = vec![Label { at: start, bare }];
        let mut next = 2;
        for (i, cell) in cells.iter().enumerate().skip(start + 1) {
            let Some((_, number, _)) = label(text, *cell).filter(|l| l.0 == prefix && l.2 == bare) else { continue };
            // Rows may have been cut out of a published table; a number that stands where the next row begins counts on.
            let width = run.get(1).map_or(0, |second| second.at - run[0].at);
            let cut_out = (next + 1..next + 20).contains(&number) && run.last().is_some_and(|last| i - last.at == width);
            if number == next || cut_out {
                run.push(Label { at: i, bare });
                next = number + 1;
            }
        }
        if run.len() > best.len() {
            best = run;
        }
    }
    best
}

/// The prefix, number and dress of a counting cell.
fn label(text: &Folded, cell: Span) -> Option<(u16, u32, bool)> {
    if cell.is_empty() {
        return None;
    }
    let letter = text.class(cell.from()) == class::LATIN;
    let from = cell.from() + usize::from(letter);
    let end = text.run(from, cell.to().min(from + 4), |c| c == class::DIGIT);
    let number = numeral::arabic(text.units(Span::new(from, end)))?;
    let prefix = if letter { text.unit(cell.from()) } else { 0 };
    if end == cell.to() {
        return Some((prefix, number, true));
    }
    let dressed = matches!(text.class(end), class::DOT | class::ENUM) && class::is_han(text.class(end + 1)) && end + 1 < cell.to();
    dressed.then_some((prefix, number, false))
}

fn by_labels(text: &Folded, cells: &[Span], labels: &[Label]) -> Raw {
    let gaps: Vec<usize> = labels.windows(2).map(|w| w[1].at - w[0].at).collect();
    let last = cells.len() - labels[labels.len() - 1].at;
    let most = gaps.iter().copied().max().unwrap_or(1);
    let least = gaps.iter().copied().min().unwrap_or(1);
    let first = labels[0].at;
    // A number with text behind it may stand in the second or third column, whose cells are shared above it.
    let column = if labels[0].bare || most - least > 2 { 0 } else { most - least };
    let column = column.min(first);
    let mut head = first - column;
    let columns = if labels[0].bare && head > 0 && gaps.iter().all(|g| *g >= head) && head <= COLUMNS { head } else { most.min(COLUMNS) };
    let titled =
        text.longest_before(cells[0].to(), crate::words!["表", "清单", "分工", "方案", "台账", ")"]).is_some() && cells[0].len() >= 6;
    let caption = (head == columns + 1 && titled).then(|| cells[0]);
    let start = usize::from(caption.is_some());
    head -= start;
    let mut rows: Vec<Vec<Span>> = Vec::new();
    let mut shared = Vec::new();
    let mut push = |row: &[Span], missing: usize| {
        if !row.is_empty() {
            rows.push(row.to_vec());
            shared.push(missing);
        }
    };
    let header = &cells[start..start + head];
    let header_rows = head.div_ceil(columns).min(4);
    if head <= columns {
        push(header, 0);
    } else {
        // Two rows: the upper one's wide cells stand over several of the lower.
        let upper = head - head / 2;
        push(&header[..upper], 0);
        push(&header[upper..], 0);
    }
    for (i, label) in labels.iter().enumerate() {
        let before = column.min(label.at);
        let from = if i == 0 { label.at - before } else { row_start(label.at, labels[i - 1].at, least, column) };
        let to = labels.get(i + 1).map_or(label.at + last, |next| row_start(next.at, label.at, least, column));
        let group = &cells[from..to];
        if column > 0 {
            push(group, columns.saturating_sub(group.len()));
            continue;
        }
        let (head, rest) = group.split_at(columns.min(group.len()));
        push(head, 0);
        if rest.is_empty() {
            continue;
        }
        // Rows below that share the number and perhaps more.
        let missing = (1..columns.min(4)).find(|j| rest.len().is_multiple_of(columns - j)).unwrap_or(1);
        for row in rest.chunks((columns - missing).max(1)) {
            push(row, if row.len() == columns - missing { missing } else { 0 });
        }
    }
    Raw { caption, header_rows: header_rows.min(rows.len()), columns, rows, shared, merged: Vec::new() }
}

/// Where the row of a label begins: the cells between the last row's end and the label are its own.
fn row_start(label: usize, before: usize, least: usize, column: usize) -> usize {
    if column == 0 { label } else { (before + least).min(label).max(label.saturating_sub(column)) }
}

/// Rows of a table that the file has: cells parted by one tab, merged cells and header rows as it says.
pub fn stated(text: &Folded, provenance: &Provenance, blocks: &[Block]) -> Raw {
    let start = text.place(blocks[0].span).from();
    let first = provenance.lines.partition_point(|l| l.span.from() < start);
    let said = provenance.lines[first..].iter().filter_map(|l| match &l.role {
        Role::Row(row) => Some((text.within(l.span), row)),
        _ => None,
    });
    let mut rows: Vec<(Vec<Span>, &Row)> =
        said.take(blocks.iter().filter(|b| b.table.is_some()).count()).map(|(line, row)| (tabbed(text, line), row)).collect();
    let columns = rows.iter().map(|r| r.0.len()).max().unwrap_or(0);
    // A cell over all columns above the header is the table's title.
    let alone = |row: &(Vec<Span>, &Row)| columns > 1 && row.0.iter().filter(|c| !c.is_empty()).count() == 1 && !row.0[0].is_empty();
    let caption = (rows.len() > 2 && alone(&rows[0])).then(|| rows.remove(0).0[0]);
    let marked = rows.iter().take_while(|r| r.1.header).count();
    let header_rows = if marked > 0 && marked < rows.len() {
        marked
    } else if rows.len() > 1 {
        let split = !rows[0].1.from_left.is_empty() && !alone(&rows[0]);
        let tall = rows[1..].iter().take(3).take_while(|r| !r.1.from_above.is_empty()).count();
        if split && tall > 0 && rows.len() > 1 + tall { 1 + tall } else { 1 }
    } else {
        0
    };
    let merged = rows.iter().enumerate().flat_map(|(r, row)| row.1.from_above.iter().map(move |&c| (r, c as usize))).collect();
    let rows: Vec<Vec<Span>> = rows.into_iter().map(|r| r.0).collect();
    let shared = vec![0; rows.len()];
    Raw { caption, header_rows, columns, rows, shared, merged }
}

fn tabbed(text: &Folded, line: Span) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut from = line.from();
    while let Some(at) = text.next(from, line.to(), class::TAB) {
        cells.push(text.trim(Span::new(from, at)));
        from = at + 1;
    }
    cells.push(text.trim(Span::new(from, line.to())));
    cells
}

/// One line a row: cells parted by `|`, tabs, or runs of spaces.
pub fn rows(text: &Folded, blocks: &[Block]) -> Raw {
    let mut rows: Vec<Vec<Span>> = Vec::new();
    for block in blocks {
        if !matches!(block.kind, crate::lines::Kind::Row) {
            continue;
        }
        // Tabs at a row's ends part empty cells from the rest.
        let line = Span::new(block.span.from(), text.run_back(block.span.to(), block.span.from(), |c| c == class::NEWLINE));
        let tabbed = text.next(line.from(), line.to(), class::TAB).is_some() && text.next(line.from(), line.to(), class::PIPE).is_none();
        let cells = row(text, if tabbed { line } else { block.body });
        let rule = cells.iter().all(|c| !c.is_empty() && text.classes(*c).iter().all(|k| matches!(*k, class::DASH | class::COLON)));
        if !cells.is_empty() && !rule {
            rows.push(cells);
        }
    }
    let columns = usual_length(&rows);
    // A single cell above a table is its title.
    let caption = (rows.len() > 2 && rows[0].iter().filter(|c| !c.is_empty()).count() == 1 && columns > 2)
        .then(|| rows.remove(0).into_iter().find(|c| !c.is_empty()))
        .flatten();
    let header_rows = usize::from(rows.len() > 1);
    let shared = vec![0; rows.len()];
    let columns = rows.first().map_or(columns, |r| r.len().max(columns));
    Raw { caption, header_rows, columns, rows, shared, merged: Vec::new() }
}

/// The length that most rows have; of two, the greater.
fn usual_length(rows: &[Vec<Span>]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for row in rows {
        *counts.entry(row.len()).or_insert(0usize) += 1;
    }
    counts.into_iter().max_by_key(|&(length, count)| (count, length)).map_or(0, |(length, _)| length)
}

fn row(text: &Folded, body: Span) -> Vec<Span> {
    let mut body = body;
    if let Some(wanted) = [class::PIPE, class::TAB].into_iter().find(|c| text.next(body.from(), body.to(), *c).is_some()) {
        if wanted == class::PIPE {
            let from = body.from() + usize::from(text.class(body.from()) == class::PIPE);
            let to = body.to() - usize::from(text.class(body.to() - 1) == class::PIPE && body.len() > 1);
            body = Span::new(from, to);
        }
        let mut cells = Vec::new();
        let mut from = body.from();
        while let Some(at) = text.next(from, body.to(), wanted) {
            cells.push(text.trim(Span::new(from, at)));
            from = at + 1;
        }
        cells.push(text.trim(Span::new(from, body.to())));
        return cells;
    }
    let mut cells = Vec::new();
    let mut from = body.from();
    let mut at = body.from();
    while at < body.to() {
        let end = text.run(at, body.to(), |c| c == class::SPACE);
        if end - at >= 2 {
            cells.push(text.trim(Span::new(from, at)));
            from = end;
        }
        at = end.max(at + 1);
    }
    cells.push(text.trim(Span::new(from, body.to())));
    cells
}
