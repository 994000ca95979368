//! What was read, and what a container says of it → the model.

use crate::model::{Bounds, Diagnostic, Embedded, Location, Restored, Severity, Signature, SignatureKind, Source, Str};
use crate::source::provenance::{self, Role};
use crate::source::{self};
use crate::span::Span;
use crate::text::Folded;
use std::borrow::Cow;

/// So many places of lost characters are named one by one; the rest are counted.
const LOSSES: usize = 20;

/// What was read.
pub fn source<'a>(source: &'a source::Source, text: &Folded) -> Source<'a> {
    let provenance = &source.provenance;
    Source {
        name: source.name.as_deref().map(Cow::Borrowed),
        media_type: source.media_type.into(),
        encoding: source.encoding.into(),
        bytes: source.bytes as u64,
        chars: text.scalars() as u64,
        sha256: Cow::Borrowed(&source.sha256),
        locations: provenance.lines.iter().map(location).collect(),
        restored: restored(&provenance.restored),
        signatures: provenance.signatures.iter().map(signature).collect(),
        embedded: provenance.embedded.iter().map(|e| Embedded { name: Cow::Borrowed(&e.name), bytes: e.bytes }).collect(),
    }
}

fn location(line: &provenance::Line) -> Location<'_> {
    let place = &line.place;
    let table = match &line.role {
        Role::Row(row) => Some(row.table + 1),
        _ => None,
    };
    Location {
        span: line.span,
        apart: line.role == Role::Apart,
        entry: place.part.as_deref().map(Cow::Borrowed),
        page: place.page,
        bounds: place.bounds.map(|b| Bounds { left: b.left, top: b.top, right: b.right, bottom: b.bottom }),
        paragraph: place.paragraph,
        table,
        cell: place.cell.as_deref().map(Cow::Borrowed),
    }
}

/// Neighbouring characters as one.
fn restored<'a>(characters: &[provenance::Restored]) -> Vec<Restored<'a>> {
    let runs = characters.chunk_by(|a, b| a.at + 1 == b.at);
    runs.map(|run| {
        let raw: String = run.iter().map(|r| r.raw).collect();
        let start = run[0].at as usize;
        Restored { span: Span::new(start, start + run.len()), raw: Str::Owned(raw) }
    })
    .collect()
}

fn signature(signature: &provenance::Signature) -> Signature<'_> {
    Signature {
        kind: if signature.seal { SignatureKind::Seal } else { SignatureKind::Signature },
        name: signature.name.as_deref().map(Cow::Borrowed),
        signed_at: signature.signed_at.as_deref().map(Cow::Borrowed),
        page: signature.page,
        verified: false,
    }
}

/// What looked wrong while the source text was made.
pub fn diagnostics<'a>(source: &source::Source) -> Vec<Diagnostic<'a>> {
    let provenance = &source.provenance;
    let notes = provenance.notes.iter();
    let mut out: Vec<Diagnostic> = notes
        .map(|note| Diagnostic {
            code: note.code.into(),
            severity: note.severity,
            message: note.english.clone().into(),
            span: note.span,
            help: None,
        })
        .collect();
    if !provenance.signatures.is_empty() {
        let n = provenance.signatures.len();
        out.push(Diagnostic {
            code: "signature-unverified".into(),
            message: format!("the file has {n} signature(s) or seal(s), which were not verified").into(),
            ..Diagnostic::default()
        });
    }
    if source.lossy {
        losses(&source.text, &mut out);
    }
    out
}

fn losses(text: &str, out: &mut Vec<Diagnostic>) {
    let lost = || text.chars().enumerate().filter(|(_, c)| *c == char::REPLACEMENT_CHARACTER).map(|(at, _)| at);
    let all = lost().count();
    for (i, at) in lost().take(LOSSES).enumerate() {
        let message = if i + 1 == LOSSES && all > LOSSES {
            format!("bytes that are not in the encoding became U+FFFD here and at {} more places", all - LOSSES)
        } else {
            "bytes that are not in the encoding became U+FFFD".to_string()
        };
        out.push(Diagnostic {
            code: "decode-lossy".into(),
            severity: Severity::Warning,
            message: message.into(),
            span: Span::new(at, at + 1),
            help: Some("name the encoding with --encoding".into()),
        });
    }
}
