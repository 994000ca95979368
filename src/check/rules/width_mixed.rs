use super::INFO;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::{brackets, class};

rule!("width-mixed", INFO, INFO, "GB/T 15834-2011 5.1");

/// Punctuation of both widths. Periods stand in decimals and abbreviations too, and are left alone.
const PAIRS: &[(char, char)] = &[('(', '（'), (')', '）'), (',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！')];

/// At least so many times as often as the other a width has to stand to be the document's own.
const OFTEN: usize = 2;

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    // Brackets are of one width and points of another in many a document.
    let (brackets, points) = PAIRS.split_at(2);
    of_group(subject, points, out);
    of_group(subject, brackets, out);
    out.sort_by_key(|f| f.span);
}

fn of_group(subject: &Subject, group: &[(char, char)], out: &mut Vec<Fault>) {
    let text = subject.text;
    let (mut half, mut full) = (Vec::new(), Vec::new());
    for block in subject.paragraphs() {
        for at in block.body.from()..block.body.to() {
            if !matches!(text.class(at), class::COMMA | class::SEMICOLON | class::COLON | class::STOP | class::OPEN | class::CLOSE) {
                continue;
            }
            let Some(c) = subject.slice(Span::new(at, at + 1)).chars().next() else { continue };
            let Some(pair) = group.iter().find(|p| p.0 == c || p.1 == c) else { continue };
            // Brackets are mended in pairs.
            let partner = match text.class(at) {
                class::OPEN => brackets::closing(text, at, block.body.to()),
                class::CLOSE => brackets::opening(text, at, block.body.from()),
                _ => None,
            };
            if [Some(at), partner].into_iter().flatten().any(|place| between_han(subject, place, block.body)) {
                if pair.0 == c { half.push((at, *pair)) } else { full.push((at, *pair)) }
            }
        }
    }
    let (few, wants_full) = if half.len() * OFTEN <= full.len() {
        (half, true)
    } else if full.len() * OFTEN <= half.len() {
        (full, false)
    } else {
        return;
    };
    for (at, pair) in few {
        let span = Span::new(at, at + 1);
        let (here, right) = (subject.slice(span), if wants_full { pair.1 } else { pair.0 });
        let message = Said::new(
            format!("{here} is of another width than the document's other punctuation"),
            format!("“{here}”的全角、半角与全文其他标点不一致"),
        );
        out.push(Fault::new(span, message, Said::new(format!("write {right}"), format!("改为“{right}”"))).mended(right.to_string()));
    }
}

/// Whether an ideograph or other full-width punctuation stands on both sides.
fn between_han(subject: &Subject, at: usize, body: Span) -> bool {
    let text = subject.text;
    let wide = |i: usize| i >= body.from() && i < body.to() && (class::is_han(text.class(i)) || matches!(text.class(i), class::TITLE_OPEN | class::TITLE_CLOSE | class::QUOTE_OPEN | class::QUOTE_CLOSE));
    let before = at.checked_sub(1).is_some_and(wide);
    before && (wide(at + 1) || at + 1 >= body.to()) || wide(at + 1) && at == body.from()
}
