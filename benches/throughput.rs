//! Throughput of the stages on the seed and on 1 MB of it, beside pulldown-cmark on the same bytes.
//!
//! Rounds are interleaved and the fastest counts, so that the ratios within one run hold on a machine that is shared;
//! the figures themselves do not.

use gongwen::check::{self, Settings};
use gongwen::model::Notice;
use gongwen::pipeline::{self, Options};
use gongwen::source::Source;
use gongwen::write::{json, xml};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 15;

type Work<'w> = (&'static str, Box<dyn Fn() -> usize + 'w>);

fn main() {
    // `cargo test` builds and starts benches too; there is nothing to measure then.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let seed = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/四川省开展质量提升行动重点工作任务分工方案.txt"))
        .expect("the seed is part of the project");
    let megabyte = seed.repeat(1_000_000 / seed.len() + 1);
    for (name, bytes) in [("seed", &seed), ("1 MB", &megabyte)] {
        run(name, bytes);
    }
}

fn read(bytes: &[u8]) -> Source<'_> {
    Source::read("bench", None, bytes, None).expect("the seed is text")
}

fn run(name: &str, bytes: &[u8]) {
    let source = read(bytes);
    let notice: Notice = pipeline::parse(&source, &Options::default());
    let text = std::str::from_utf8(bytes).expect("the seed is UTF-8");
    let gb18030 = encoding_rs::GB18030.encode(text).0.into_owned();
    let works: Vec<Work> = vec![
        ("decode (UTF-8, SHA-256)", Box::new(|| read(bytes).text.len())),
        ("decode (GB18030, SHA-256)", Box::new(|| read(&gb18030).text.len())),
        ("parse", Box::new(|| pipeline::parse(&source, &Options::default()).tasks.len())),
        ("parse + check", Box::new(|| check::check(&source, &Options::default(), &Settings::default()).1.len())),
        (
            "decode + parse + JSON",
            Box::new(|| {
                let source = read(bytes);
                let notice = pipeline::parse(&source, &Options::default());
                let mut out = Vec::with_capacity(bytes.len() * 4);
                json::write(&notice, json::Layout::Compact, &mut out).expect("memory takes all");
                out.len()
            }),
        ),
        (
            "decode + parse + XML",
            Box::new(|| {
                let source = read(bytes);
                let notice = pipeline::parse(&source, &Options::default());
                let mut out = Vec::with_capacity(bytes.len() * 8);
                xml::write(&notice, false, &mut out).expect("memory takes all");
                out.len()
            }),
        ),
        (
            "finished model by serde_json",
            Box::new(|| {
                let mut out = Vec::with_capacity(bytes.len() * 4);
                json::write(&notice, json::Layout::Compact, &mut out).expect("memory takes all");
                out.len()
            }),
        ),
        (
            "pulldown-cmark to HTML",
            Box::new(|| {
                let mut out = String::with_capacity(bytes.len() * 2);
                pulldown_cmark::html::push_html(&mut out, pulldown_cmark::Parser::new(text));
                out.len()
            }),
        ),
    ];
    let mut best = vec![f64::MAX; works.len()];
    // Enough repetitions a round that the clock's grain does not count.
    let repeat = (400_000 / bytes.len()).max(1);
    for _ in 0..ROUNDS {
        for (i, (_, work)) in works.iter().enumerate() {
            let start = Instant::now();
            for _ in 0..repeat {
                black_box(work());
            }
            best[i] = best[i].min(start.elapsed().as_secs_f64() / repeat as f64);
        }
    }
    let yardstick = best[works.len() - 1];
    println!("{name}: {} bytes, fastest of {ROUNDS} rounds", bytes.len());
    println!("{:<28} {:>9} {:>22}", "", "MB/s", "× pulldown-cmark HTML");
    for ((what, _), seconds) in works.iter().zip(&best) {
        println!("{what:<28} {:>9.1} {:>22.3}", bytes.len() as f64 / seconds / 1e6, yardstick / seconds);
    }
    let seconds = |what: &str| works.iter().zip(&best).find(|(w, _)| w.0 == what).map_or(f64::NAN, |(_, s)| *s);
    println!("checking adds {:.2} of the time of parsing\n", seconds("parse + check") / seconds("parse") - 1.0);
}
