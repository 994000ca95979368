//! The only place that knows the order of the stages.

use crate::assemble;
use crate::extract::{Stretch, contacts, dates, references, targets};
use crate::findings::Findings;
pub use crate::findings::Options;
use crate::lines::{self, Block, Kind};
use crate::model::{NodeKind, Notice, Relation};
use crate::outline::{Item, tree, zones};
use crate::resolve;
use crate::source::provenance::{Field, Role};
use crate::source::{Provenance, Source};
use crate::span::Span;
use crate::tables;
use crate::tasks;
use crate::text::Folded;

/// A notice with what its reading found, for `check`, which looks closer. Spans count in `text`, which has no line breaks inside
/// paragraphs, until [`Reading::settled`] says where they stand in the source.
pub(crate) struct Reading<'a> {
    source: &'a Source<'a>,
    pub text: Folded<'a>,
    pub findings: Findings,
    pub notice: Notice<'a>,
}

impl<'a> Reading<'a> {
    /// The notice with its spans in the source.
    pub fn settled(self) -> Notice<'a> {
        assemble::settled(self.notice, self.source, &self.text)
    }
}

/// Reads a notice. Never fails: what is wrong with the text is a diagnostic.
pub fn parse<'a>(source: &'a Source<'a>, options: &Options) -> Notice<'a> {
    read(source, options).settled()
}

/// Reads a notice and keeps what its reading found.
pub(crate) fn read<'a>(source: &'a Source<'a>, options: &Options) -> Reading<'a> {
    let text = Folded::new(&source.text);
    let mut read = lines::read(&text, &source.provenance);
    let text = read.unbroken(&text).unwrap_or(text);
    let findings = find(&text, &source.provenance, read.blocks, options);
    let notice = assemble::notice(&source.provenance, &text, &findings, options);
    Reading { source, text, findings, notice }
}

fn find(text: &Folded, provenance: &Provenance, blocks: Vec<Block>, options: &Options) -> Findings {
    let layout = zones::read(text, &blocks);
    let items = tree::read(text, &blocks, &layout);
    let grids = tables::read(text, provenance, &blocks, &layout, &items);
    let units = tasks::read(text, &items, &grids);
    let stretches = stretches(&blocks, &items);
    let mut found_dates = Vec::new();
    let mut found_references = Vec::new();
    let mut found_contacts = Vec::new();
    let own = layout.elements.number.map(|n| n.span).or(layout.elements.order_number);
    let mut above = None;
    for &stretch in &stretches {
        dates::find(text, stretch, &mut found_dates);
        references::find(text, stretch, own, &mut found_references);
        if options.contacts {
            contacts::find(text, stretch.span, above, &mut found_contacts);
        }
        above = Some(stretch.span).filter(|_| stretch.item.is_none_or(|i| items[i].kind != NodeKind::Table));
    }
    let stated = || provenance.facts.iter().find(|f| f.field == Field::IssuedOn).and_then(|f| f.day(text));
    let issued = layout.issued().or_else(stated).and_then(|(_, d)| d.date());
    let context = resolve::days::Context {
        title: layout.parts.iter().take(2).find_map(|p| p.title).and_then(|t| resolve::days::governed(text, t)),
        issued: issued.or(options.issued_on),
    };
    let mut dates = resolve::days::resolve(text, &found_dates, context);
    // What stands in a column of deadlines is one, however it is written.
    for cell in grids.iter().flat_map(tables::due) {
        let from = dates.partition_point(|d| d.span.start < cell.start);
        for date in dates[from..].iter_mut().take_while(|d| d.span.end <= cell.end) {
            if matches!(date.relation, Relation::On | Relation::During) {
                date.relation = Relation::By;
            }
        }
    }
    for date in &mut dates {
        if matches!(date.relation, Relation::On | Relation::During) && resolve::is_labelled_due(text, date.span) {
            date.relation = Relation::By;
        }
        date.compared = resolve::is_compared(text, date.span);
    }
    let mut found_targets = Vec::new();
    let past = tree::looks_back(text, &items);
    for &stretch in &stretches {
        let of_dates = between(&found_dates, stretch, |d| d.span.start);
        let of_references = between(&found_references, stretch, |r| r.span.start);
        if stretch.item.is_some_and(|i| !past[i]) {
            targets::find(text, stretch, of_dates, of_references, &mut found_targets);
        }
    }
    let aliases = resolve::aliases(text, &found_references);
    let attachments = resolve::attachments::join(text, &layout);
    let leading = resolve::leading(text);
    let paged = provenance.lines.iter().any(|l| matches!(l.role, Role::Text { full: Some(_) }));
    Findings {
        paged,
        blocks,
        layout,
        items,
        grids,
        units,
        dates,
        references: found_references,
        aliases,
        targets: found_targets,
        contacts: found_contacts,
        attachments,
        leading,
    }
}

/// The part of a sorted list that stands inside a stretch.
fn between<T>(list: &[T], stretch: Stretch, start: impl Fn(&T) -> u32) -> &[T] {
    let from = list.partition_point(|x| start(x) < stretch.span.start);
    let to = list.partition_point(|x| start(x) < stretch.span.end);
    &list[from..to.max(from)]
}

/// The running text: each block of the document with the node that it belongs to.
fn stretches(blocks: &[Block], items: &[Item]) -> Vec<Stretch> {
    let mut of_block: Vec<Option<usize>> = vec![None; blocks.len()];
    for (i, item) in items.iter().enumerate() {
        of_block[item.blocks.clone()].fill(Some(i));
    }
    let carries = |b: &Block| !matches!(b.kind, Kind::Blank | Kind::Furniture) && !b.body.is_empty();
    blocks
        .iter()
        .zip(&of_block)
        .filter(|(b, _)| carries(b))
        .map(|(b, item)| {
            // The marker is no running text: 2018. in front of an item is no year.
            let from = b.mark.map_or(b.body.from(), |m| m.span.to());
            Stretch { span: Span::new(from, b.body.to()), item: *item }
        })
        .collect()
}

/// The tiles of a text: every scalar value lies in exactly one. For tests of the invariant and for tools that show
/// a document whole.
pub fn tiles(source: &Source) -> Vec<(Span, Kind)> {
    let text = Folded::new(&source.text);
    lines::read(&text, &source.provenance).blocks.iter().map(|b| (b.span, b.kind)).collect()
}
