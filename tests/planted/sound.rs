//! Documents without a warning, and what is planted in them.

use crate::documents;
use gongwen::check::{self, Finding, Profile, Settings};
use gongwen::model::{MarkerStyle, Node, Notice, Severity};
use gongwen::pipeline::{self, Options};
use gongwen::source::Source;
use gongwen::span::Span;
use gongwen::write::json;

/// Longer documents would make the test slow and find nothing else.
const LONGEST: usize = 20_000;

/// Random numbers by SplitMix64 (Steele, Lea and Flood, 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn one<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        if list.is_empty() { None } else { Some(&list[(self.next() % list.len() as u64) as usize]) }
    }
}

/// A document without a warning.
pub struct Sound {
    pub name: String,
    pub chars: Vec<char>,
    pub notice: Notice<'static>,
    /// What is found in it as published, and as a draft.
    pub findings: [Vec<Finding>; 2],
}

/// A document with a fault at a place.
pub struct Plant {
    pub text: String,
    pub place: Span,
}

impl Sound {
    pub fn text(&self, span: Span) -> String {
        self.chars[span.from()..span.to()].iter().collect()
    }

    /// The text with the spans replaced, which stand in order and apart, and the fault at the place of the `at`-th.
    pub fn with(&self, changes: &[(Span, String)], at: usize) -> Plant {
        let mut out: Vec<char> = Vec::new();
        let mut from = 0;
        let mut place = Span::default();
        for (i, (span, new)) in changes.iter().enumerate() {
            out.extend(&self.chars[from..span.from()]);
            let start = out.len();
            out.extend(new.chars());
            if i == at {
                place = Span::new(start, out.len());
            }
            from = span.to();
        }
        out.extend(&self.chars[from..]);
        Plant { text: out.into_iter().collect(), place }
    }

    pub fn replaced(&self, span: Span, new: &str) -> Plant {
        self.with(&[(span, new.to_string())], 0)
    }

    /// The text without a span; the fault shows where it stood.
    pub fn without(&self, span: Span) -> Plant {
        self.replaced(span, "")
    }

    /// The lines that a span stands in, their ends included.
    pub fn lines(&self, span: Span) -> Span {
        let mut span = span;
        while span.start > 0 && self.chars[span.from() - 1] != '\n' {
            span.start -= 1;
        }
        while span.to() < self.chars.len() && self.chars[span.to() - 1] != '\n' {
            span.end += 1;
        }
        span
    }

    /// Runs of numbered siblings: of one family, each a node behind the one before.
    pub fn runs(&self) -> Vec<Vec<&Node<'static>>> {
        fn gather<'n>(nodes: &'n [Node<'static>], out: &mut Vec<Vec<&'n Node<'static>>>) {
            let mut runs: Vec<Vec<&Node>> = Vec::new();
            for node in nodes {
                if let Some(marker) = &node.marker {
                    let counts =
                        |last: &Node| last.marker.as_ref().is_some_and(|m| m.style == marker.style && m.ordinal + 1 == marker.ordinal);
                    match runs.iter_mut().find(|r| counts(r[r.len() - 1])) {
                        Some(run) => run.push(node),
                        None => runs.push(vec![node]),
                    }
                }
                gather(&node.children, out);
            }
            let plain = |r: &Vec<&Node>| {
                !matches!(
                    r[0].marker.as_ref().map(|m| m.style),
                    Some(MarkerStyle::Decimal | MarkerStyle::Letter | MarkerStyle::Enumerated) | None
                )
            };
            out.extend(runs.into_iter().filter(|r| r.len() > 1 && plain(r)));
        }
        let mut out = Vec::new();
        for part in &self.notice.parts {
            gather(&part.nodes, &mut out);
        }
        // What begins in the middle and has no title was cut out of another text, and is left alone.
        let whole = |r: &Vec<&Node>| r[0].depth > 1 || r[0].marker.as_ref().is_some_and(|m| m.ordinal == 1);
        // What stands inside a line of glued text is read by guesses.
        let begins = |n: &&Node| {
            self.chars[..n.span.from()].iter().rev().find(|c| !matches!(c, ' ' | '\t' | '\u{3000}' | '\u{A0}')).is_none_or(|c| *c == '\n')
        };
        out.retain(|r| (self.notice.metadata.title.is_some() || whole(r)) && r.iter().all(begins));
        out
    }

    pub fn nodes(&self) -> Vec<&Node<'static>> {
        fn gather<'n>(nodes: &'n [Node<'static>], out: &mut Vec<&'n Node<'static>>) {
            for node in nodes {
                out.push(node);
                gather(&node.children, out);
            }
        }
        let mut out = Vec::new();
        self.notice.parts.iter().for_each(|p| gather(&p.nodes, &mut out));
        out
    }
}

/// What is found in a text.
pub fn findings(text: &str, draft: bool) -> Vec<Finding> {
    let source = Source::read("planted", None, text.as_bytes(), None).unwrap_or_else(|e| panic!("{e}"));
    let profile = if draft { Profile::Draft } else { Profile::Published };
    check::check(&source, &Options::default(), &Settings { profile, ..Settings::default() }).1
}

/// The parsed notice, on its own feet.
fn notice(text: &str) -> Notice<'static> {
    let source = documents::source_of(text);
    let mut out = Vec::new();
    json::write(&pipeline::parse(&source, &Options::default()), json::Layout::Compact, &mut out).expect("memory takes all");
    json::read(std::str::from_utf8(&out).expect("JSON is UTF-8")).unwrap_or_else(|e| panic!("{e}"))
}

/// The sound ones among the documents of the project and the corpus beside it.
pub fn sound() -> Vec<Sound> {
    let mut all = documents::all();
    all.extend(documents::outside("../shared/corpus/txt"));
    let mut out = Vec::new();
    for document in all {
        let text = document.source().text.into_owned();
        let chars: Vec<char> = text.chars().collect();
        let found = findings(&text, false);
        // Documents whose line breaks were lost are read by guesses.
        let flat = chars.len() > 300 && text.lines().count() < 6;
        if chars.len() > LONGEST || flat || found.iter().any(|f| f.severity >= Severity::Warning) && document.name != documents::seed().name
        {
            continue;
        }
        let notice = notice(&text);
        let findings = [found, self::findings(&text, true)];
        out.push(Sound { name: document.name, chars, notice, findings });
    }
    out
}
