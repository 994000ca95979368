//! Texts that are no notices, or were made to hurt: they are read like any other, in time that grows with their length
//! and no faster.

mod contract;
mod documents;

use documents::{parse, source_of, to_json};
use gongwen::write::json::Layout;
use std::hint::black_box;
use std::time::{Duration, Instant};

const MEGABYTE: usize = 1 << 20;

const ENGLISH: &str = "Notice of Public Hearing

The Department of Transportation (the \"Department\") will hold a public hearing on March 13, 2018 at 10:00 a.m.
1. The hearing concerns the proposed rule on vehicle emissions, 83 Fed. Reg. 16077.
2. Comments are due by April 30, 2018; 95% of respondents are expected to file online.
    (a) Written comments: docket@example.org, (202) 555-0143.
    (b) Oral comments, limited to five minutes each.

For further information contact J. Doe.
";

fn is_read(name: &str, text: &str) {
    let source = source_of(text);
    let value = serde_json::to_value(parse(&source)).expect("the model is JSON");
    let validator = jsonschema::draft202012::new(&gongwen::write::schema::json_schema()).expect("the schema is one of draft 2020-12");
    documents::check(&source);
    let mut faults = contract::tiles(&source);
    faults.extend(contract::notice(text, &value));
    faults.extend(validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())));
    faults.truncate(5);
    assert!(faults.is_empty(), "{name}: {faults:#?}");
}

#[test]
fn an_english_page_assigns_nothing_to_anybody() {
    is_read("English", ENGLISH);
    let source = source_of(ENGLISH);
    let notice = parse(&source);
    assert!(notice.tasks.is_empty() && notice.departments.is_empty() && notice.metadata.document_number.is_none());
}

#[test]
fn source_code_is_read() {
    is_read("Rust", include_str!("hostile.rs"));
    is_read("JSON", &to_json(&parse(&documents::seed().source()), Layout::Pretty));
}

#[test]
fn a_megabyte_of_one_character_is_read() {
    for c in [
        '(', '（', ')', '《', '》', '“', '一', '1', '１', '第', '、', '，', '。', '：', '.', '-', '|', '*', '#', ' ', '　', '\t', '\n',
        '\r', 'a', '年', '局', '％', '①', '𠮷', '\u{FFFD}', '\0',
    ] {
        is_read(&format!("{c:?}"), &c.to_string().repeat(MEGABYTE / c.len_utf8()));
    }
}

#[test]
fn a_hundred_thousand_markers_are_read() {
    is_read("one a line", &(1..=100_000).map(|i| format!("{i}、甲\n")).collect::<String>());
    is_read("all on one line", &"一、".repeat(100_000));
    is_read("families in turn", &"一、甲\n（一）乙\n1、丙\n（1）丁\n①戊\n".repeat(20_000));
    is_read("no number in the brackets", &"（）\n".repeat(100_000));
}

#[test]
fn brackets_ten_thousand_deep_are_read() {
    for (open, close) in [("（", "）"), ("(", ")"), ("《", "》"), ("〈", "〉"), ("“", "”"), ("【", "】"), ("（《", "》）")]
    {
        is_read(open, &format!("一、甲{}省甲局牵头负责{}\n", open.repeat(10_000), close.repeat(10_000)));
        is_read(open, &format!("一、甲{}省甲局牵头负责\n", open.repeat(10_000)));
        is_read(close, &format!("一、甲{}省甲局牵头负责）\n", close.repeat(10_000)));
    }
}

#[test]
fn lists_and_labels_without_an_end_are_read() {
    is_read("ten thousand 、", &format!("1、甲。（{}负责）\n", "、".repeat(10_000)));
    is_read("unclosed labels", &"责任单位：省甲局、".repeat(10_000));
    is_read("unclosed clauses", &"1、甲（省甲局、省乙厅牵头\n".repeat(10_000));
    is_read("labels of nothing", &"牵头单位：\n责任单位：\n".repeat(10_000));
}

#[test]
fn very_long_lines_are_read() {
    let seed = documents::seed();
    let line: String = seed.source().text.chars().filter(|c| !c.is_whitespace()).collect();
    is_read("the seed in one line", &line.repeat(10));
    is_read("cells", &format!("{}\n", "|甲".repeat(100_000)));
    is_read("a row of tabs", &format!("{0}\n{0}\n", "甲\t".repeat(50_000)));
    is_read("digits of a date", &format!("{}年{}月{}日", "2".repeat(100_000), "1".repeat(100_000), "3".repeat(100_000)));
}

/// What is repeated to see how cost grows, by name; the count, from 1, makes each repetition another where it is used.
type Repeated = (&'static str, fn(usize) -> String);

const LINEAR: &[Repeated] = &[
    ("seed-like items", |i| format!("{i}、加快建设，到2020年达到{i}%以上。（省甲局牵头，省乙厅配合）\n")),
    ("opening brackets", |_| "（".into()),
    ("closing brackets", |_| "）".into()),
    ("opening titles", |_| "《".into()),
    ("titles in titles", |_| "《甲《".into()),
    ("quotes", |_| "“甲".into()),
    ("brackets that close others", |_| "（甲】".into()),
    ("markers on one line", |_| "一、".into()),
    ("bracketed markers on one line", |_| "（一）".into()),
    ("items glued to one line", |i| format!("{i}、推进甲项工作。")),
    ("weak markers", |i| format!("{i}.5\n")),
    ("enumerated", |_| "一是甲，".into()),
    ("items", |i| format!("{i}、甲\n")),
    ("articles", |i| format!("第{i}条 甲\n")),
    ("parts", |i| format!("附件{i}\n甲方案\n一、甲\n")),
    ("listed attachments", |i| format!("附件：{i}.甲方案\n")),
    ("enumeration commas", |_| "、".into()),
    ("organs one a line", |i| format!("省{i}局\n")),
    ("clauses on one line", |_| "甲。（省甲局牵头负责）".into()),
    ("unclosed clauses", |_| "（省甲局牵头".into()),
    ("unclosed labels", |_| "责任单位：省甲局、".into()),
    ("labels on lines", |_| "责任单位：省甲局\n".into()),
    ("cues", |_| "牵头负责".into()),
    ("years", |_| "2018年".into()),
    ("dates", |_| "2018年6月30日前".into()),
    ("digits", |_| "1".into()),
    ("numerals", |_| "十".into()),
    ("percent signs", |_| "%".into()),
    ("titles", |i| format!("《关于{i}的通知》")),
    ("short names", |i| format!("《关于{i}的通知》（以下简称《通知{i}》）")),
    ("uses of a short name", |i| if i == 1 { "《关于甲的通知》（以下简称《通知》）".into() } else { "《通知》".into() }),
    ("document numbers", |_| "国发〔2018〕6号、".into()),
    ("addresses", |_| "a@b.".into()),
    ("cell lines", |_| "甲 |\n".into()),
    ("columns", |_| "甲|".into()),
    ("soft breaks", |_| "甲，\n".into()),
    ("lines of a wrapped page", |_| "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛\n".into()),
    ("blank lines", |_| "\r\n".into()),
    ("spaces", |_| "　".into()),
    ("page numbers", |i| format!("— {i} —\n")),
    ("titles of documents", |_| "关于印发甲方案的通知\n".into()),
    ("signatures", |_| "四川省人民政府\n2018年3月13日\n".into()),
    ("notices signed below their dates", |_| {
        "各市（州）人民政府：\n现将有关工作事项通知如下，请认真遵照执行并抓好落实。\n2018年3月13日\n四川省人民政府\n".into()
    }),
    ("stars", |_| "**".into()),
];

/// Where one sentence, clause, line or table holds hundreds of them.
const DENSE: &[Repeated] = &[
    ("pipe rows", |i| format!("|{i}|甲|省甲局|\n")),
    ("tab rows", |i| format!("{i}\t甲\t省甲局\n")),
    ("space rows", |_| "甲  乙  丙\n".into()),
    ("organs in one clause", |i| format!("省{i}局、")),
    ("organs in one clause behind a label", |i| if i == 1 { "1、甲。责任单位：省甲局".into() } else { format!("、省{i}局") }),
    ("goals in one sentence", |_| "达到50%、".into()),
    ("goals and dates in one sentence", |i| format!("到2020年达到{i}%，")),
    ("orders in one paragraph", |i| format!("根据省政府令第{i}号，")),
    ("contacts", |_| "联系人：张三，电话：028-86607570；".into()),
];

/// The shortest time that is measured: the clock and the scheduler count for little in it.
const LEAST: Duration = Duration::from_millis(20);
/// What looks at everything before it costs little until there is much of it: the fewest repetitions that are measured,
/// unless so few take long enough to show it.
const FEWEST: usize = 4000;
const LONG: Duration = Duration::from_millis(150);
/// Four times the text may take ten times as long: growth with the square takes sixteen.
const GROWTH: f64 = 4.0 * 2.5;
/// Other work on the machine can only make a run slower, so that the fastest of several counts.
const RUNS: usize = 4;

#[test]
fn cost_grows_with_length_and_no_faster() {
    is_linear(LINEAR);
}

#[test]
fn cost_grows_with_what_one_sentence_or_table_holds_and_no_faster() {
    is_linear(DENSE);
}

fn is_linear(fragments: &[Repeated]) {
    let mut faults = Vec::new();
    for (name, fragment) in fragments {
        let mut n = 500;
        loop {
            let took = time(&repeated(fragment, n));
            if took >= LONG || took >= LEAST && n >= FEWEST {
                break;
            }
            n *= 2;
        }
        let (small, large) = (repeated(fragment, n), repeated(fragment, 4 * n));
        let (mut least_small, mut least_large) = (Duration::MAX, Duration::MAX);
        let mut growth = f64::MAX;
        for _ in 0..RUNS {
            least_small = least_small.min(time(&small));
            least_large = least_large.min(time(&large));
            growth = least_large.as_secs_f64() / least_small.as_secs_f64();
            if growth < GROWTH {
                break;
            }
        }
        if growth >= GROWTH {
            faults.push(format!("{name}: {least_small:?} for {n}, {least_large:?} for {}: {growth:.1} times", 4 * n));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

fn repeated(fragment: &fn(usize) -> String, n: usize) -> String {
    (1..=n).map(fragment).collect()
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    let source = source_of(text);
    black_box(to_json(&parse(&source), Layout::Compact));
    black_box(documents::check(&source));
    start.elapsed()
}
