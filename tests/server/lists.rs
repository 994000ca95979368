//! Lists: pages that follow on each other, and what they are filtered by, over both databases.

use crate::client::encoded;
use crate::office::Office;
use crate::{documents, program};
use serde_json::Value;
use std::collections::BTreeSet;

/// Whether a task is one that a filter finds.
type Fits<'f> = Box<dyn Fn(&Value) -> bool + 'f>;

/// All pages of a list, so many at a time.
fn pages(office: &Office, path: &str, limit: usize) -> Vec<Value> {
    let mut all = Vec::new();
    let mut after = String::new();
    loop {
        let page = office.list(&format!("{path}limit={limit}{after}"));
        let items = page["items"].as_array().expect("a list");
        assert!(items.len() <= limit);
        all.extend(items.iter().cloned());
        match page["next"].as_str() {
            Some(next) => {
                assert_eq!(items.len(), limit);
                after = format!("&after={next}");
            }
            None => return all,
        }
    }
}

fn lists(db: &str) -> Vec<Value> {
    let notices = documents::project("fixtures/notices/*.txt").display().to_string();
    // Among them a task with several deadlines.
    let several = "青岩省民政厅关于开展检查的通知\n各市（州）民政局：\n\
        一、2031年3月31日前报送方案，2031年9月30日前报送总结。（牵头单位：省民政厅）\n\
        二、2031年6月30日前开展检查。（牵头单位：省民政厅）\n";
    let here = program::folder(&[("several.txt", several.as_bytes())]);
    assert_eq!(program::run(&here, &["load", &notices, "several.txt", "--db", db]).code, Some(0));
    let office = Office::start(&["--db", db]);
    let mut seen = Vec::new();
    for path in ["/notices?", "/tasks?"] {
        let all = pages(&office, path, 200);
        assert!(all.len() > 15, "{path}");
        assert_eq!(pages(&office, path, 7), all, "{path}");
        let unique: BTreeSet<String> = all.iter().map(|item| format!("{}{}{}", item["id"], item["notice"], item["task"])).collect();
        assert_eq!(unique.len(), all.len(), "{path}");
        seen.extend(all);
    }
    let all = pages(&office, "/tasks?", 200);
    let days = |task: &Value| -> Vec<String> {
        task["deadlines"].as_array().expect("a list").iter().map(|d| d.as_str().expect("a day").to_string()).collect()
    };
    for task in &all {
        let days = days(task);
        assert!(days.is_sorted_by(|a, b| a < b) && days.last().map(String::as_str) == task["due"].as_str(), "{task}");
    }
    let firsts: Vec<String> = all.iter().map(|t| days(t).first().cloned().unwrap_or("~".into())).collect();
    assert!(firsts.is_sorted() && firsts.last().is_some_and(|d| d == "~") && firsts[0] != "~", "{firsts:?}");
    // A task is found by any of its deadlines, and stands where the one that is asked for puts it.
    for (window, ordinals) in [
        ("due_after=2031-01-01&due_before=2031-12-31", vec!["一、", "二、"]),
        ("due_after=2031-04-01&due_before=2031-12-31", vec!["二、", "一、"]),
        ("due_after=2031-01-01&due_before=2031-03-31", vec!["一、"]),
        ("due_after=2031-04-01&due_before=2031-05-31", vec![]),
    ] {
        for limit in [1, 200] {
            let found = pages(&office, &format!("/tasks?{window}&department={}&role=lead&", encoded("省民政厅")), limit);
            let found: Vec<&str> = found.iter().map(|t| t["ordinal"].as_str().expect("a number")).collect();
            assert_eq!(found, ordinals, "{window}");
        }
    }
    // Each filter gives what the whole list has of it, in the same order.
    let some = all.iter().find(|t| t["departments"].as_array().is_some_and(|d| d.len() > 1)).expect("a task of several");
    let share = &some["departments"][1];
    let (organ, role) = (share["department"].as_str().expect("a name"), share["role"].as_str().expect("a role"));
    let has = |task: &Value, organ: &str, role: Option<&str>| {
        let shares = task["departments"].as_array().expect("a list");
        shares.iter().any(|s| s["department"] == organ && role.is_none_or(|role| s["role"] == role))
    };
    let middle = all.iter().flat_map(days).nth(10).expect("a day");
    let filters: Vec<(String, Fits)> = vec![
        (format!("department={}", encoded(organ)), Box::new(|t| has(t, organ, None))),
        (format!("department={}&role={role}", encoded(organ)), Box::new(|t| has(t, organ, Some(role)))),
        ("role=lead".into(), Box::new(|t| t["departments"].as_array().is_some_and(|d| d.iter().any(|s| s["role"] == "lead")))),
        (format!("due_before={middle}"), Box::new(|t| days(t).iter().any(|d| *d <= middle))),
        (format!("due_after={middle}"), Box::new(|t| days(t).iter().any(|d| *d >= middle))),
        (format!("due_after={middle}&due_before={middle}"), Box::new(|t| days(t).contains(&middle))),
        (format!("q={}", encoded("检查 市场监管")), Box::new(|t| ["检查", "市场监管"].iter().all(|w| t.to_string().contains(w)))),
        (format!("q={}", encoded("一百个%_'\"词")), Box::new(|_| false)),
    ];
    for (filter, fits) in &filters {
        let expected: Vec<&Value> = all.iter().filter(|t| fits(t)).collect();
        let mut found = pages(&office, &format!("/tasks?{filter}&"), 3);
        // What is asked for by its deadlines stands in the order of those.
        if filter.contains("due_") {
            let place = |t: &Value| all.iter().position(|a| a == t);
            found.sort_by_key(place);
        }
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter}");
    }
    // The full name finds what was written short.
    let organs = office.list("/departments?limit=200");
    for organ in organs["items"].as_array().expect("a list") {
        let name = organ["name"].as_str().expect("a name");
        assert_eq!(
            Some(pages(&office, &format!("/tasks?department={}&", encoded(name)), 200).len() as u64),
            organ["tasks"].as_u64(),
            "{name}"
        );
    }
    seen.push(organs);
    let found = pages(&office, &format!("/notices?q={}&", encoded("青岩省 养老")), 2);
    assert!(!found.is_empty() && found.len() < 10, "{found:?}");
    seen.extend(found);
    seen
}

#[test]
fn lists_are_the_same_in_both_databases() {
    let here = program::folder(&[]);
    let sqlite = lists(&format!("sqlite:{}", here.path().join("n.db").display()));
    #[cfg(feature = "postgres")]
    if let Some(database) = crate::servers::database() {
        let postgres = lists(&database.url);
        for (one, other) in sqlite.iter().zip(&postgres) {
            assert_eq!(one, other);
        }
        assert_eq!(sqlite.len(), postgres.len());
    }
    assert!(sqlite.len() > 60);
}

#[test]
fn parameters_are_of_their_form_or_named() {
    let office = Office::start(&[]);
    let table = [
        ("/notices?limit=0", "limit: expected a number from 1 to 200"),
        ("/notices?limit=201", "limit: expected a number from 1 to 200"),
        ("/notices?limit=1&limit=2", "limit: expected once"),
        ("/notices?after=x", "after: expected the next of the page before"),
        ("/notices?q=%00", "q: expected no U+0000"),
        ("/notices?q=%FF", "q: expected UTF-8"),
        ("/notices?page=2", "page: unknown parameter; expected one of q, limit, after, lang"),
        ("/notices?lang=fr", "lang: expected en or zh"),
        ("/notices?l%61ng=fr", "lang: expected en or zh"),
        ("/notices?limit=0&l%61ng=z%68", "limit：应为 1 到 200 的整数"),
        ("/notices?%6Cimit=0", "limit: expected a number from 1 to 200"),
        ("/tasks?role=boss", "role: expected one of lead, responsible, support, joint, guide, supervise"),
        ("/tasks?due_before=2024-02-30", "due_before: expected a date such as 2024-06-30"),
        ("/tasks?due_after=tomorrow", "due_after: expected a date such as 2024-06-30"),
        ("/tasks?after=2024-01-01", "after: expected the next of the page before"),
        ("/departments?q=x", "q: unknown parameter; expected one of limit, lang"),
        ("/health?x", "x: unknown parameter; expected one of lang"),
    ];
    for (path, words) in table {
        assert_eq!(office.get(path).problem(400, "parameter"), words, "{path}");
    }
    let encoding = "encoding: expected the name of an encoding, such as utf-8, gb18030, gbk, big5 or utf-16le";
    assert_eq!(office.post("/parse?encoding=klingon", b"x").problem(400, "parameter"), encoding);
    assert_eq!(office.post("/parse?issued_on=1", b"x").problem(400, "parameter"), "issued_on: expected a date such as 2024-06-30");
    let many = "a+".repeat(40);
    assert!(office.get(&format!("/tasks?q={many}")).problem(400, "parameter").starts_with("q: expected at most 32 words"));
}
