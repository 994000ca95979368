//! Notices in SQLite and in PostgreSQL: one driver over both.

#![cfg(all(feature = "sqlite", feature = "postgres"))]

#[path = "../documents/mod.rs"]
mod documents;
#[path = "../program/mod.rs"]
mod program;
#[path = "../servers/mod.rs"]
mod servers;
mod store;

use gongwen::sink::{Address, Purpose, open};
use program::{Run, done, folder, program, run};
use serde_json::Value;
use std::process::Stdio;
use std::time::{Duration, Instant};
use store::{Row, Store, stores};
use tempfile::TempDir;

fn load(folder: &TempDir, store: &Store, args: &[&str]) -> Run {
    done(program(folder).arg("load").args(args).args(["--db", &store.url()]))
}

/// It went well, and counted so many.
fn loaded(run: &Run, [all, loaded, replaced, unchanged, failed]: [usize; 5]) {
    let line = format!("{all} input(s): {loaded} loaded, {replaced} replaced, {unchanged} unchanged, {failed} failed\n");
    assert_eq!((run.out.as_str(), run.code), (line.as_str(), Some(0)), "{}", run.err);
}

fn all_notices() -> [String; 2] {
    ["seeds/*.txt", "fixtures/notices/*.txt"].map(|f| documents::project(f).display().to_string())
}

#[test]
fn both_databases_hold_the_same_and_loading_twice_changes_nothing() {
    let folder = folder(&[]);
    let [seeds, notices] = all_notices();
    // A file of pages fills the table of places.
    let pages = documents::project("fixtures/formats/01-tasks.libreoffice.pdf").display().to_string();
    let n = documents::all().len() + 1;
    let mut dumps = Vec::new();
    for store in stores(&folder) {
        loaded(&load(&folder, &store, &[&seeds, &notices, &pages, "--check"]), [n, n, 0, 0, 0]);
        let dump = store.dump();
        let empty: Vec<&str> = dump.iter().filter(|(_, rows)| rows.is_empty()).map(|(name, _)| *name).collect();
        assert_eq!(empty, Vec::<&str>::new());
        loaded(&load(&folder, &store, &[&seeds, &notices, &pages, "--check"]), [n, 0, 0, n, 0]);
        assert!(dump == store.dump(), "loading twice changed the rows");
        // Other options: everything is read anew under the same numbers.
        loaded(&load(&folder, &store, &[&seeds, &notices, &pages]), [n, 0, n, 0, 0]);
        assert_eq!(store.rows("SELECT DISTINCT origin FROM diagnostics"), [[Some("reading".to_string())]]);
        assert!(dump["files"] == store.dump()["files"], "files changed their notices");
        store.is_sound();
        dumps.push(dump);
    }
    if let [sqlite, postgres] = dumps.as_slice() {
        for (name, rows) in sqlite {
            for (one, other) in rows.iter().zip(&postgres[name]) {
                assert_eq!(one, other, "{name}");
            }
            assert_eq!(rows.len(), postgres[name].len(), "{name}");
        }
    }
}

#[test]
fn spans_cut_their_text_out_of_the_source() {
    let folder = folder(&[]);
    let [seeds, notices] = all_notices();
    let bare = |text: &Option<String>| text.iter().flat_map(|t| t.chars()).filter(|c| !c.is_whitespace()).collect::<String>();
    for store in stores(&folder) {
        load(&folder, &store, &[&seeds, &notices]);
        for (table, text) in
            [("assignments", "department"), ("dates", "text"), ("citations", "text"), ("cells", "text"), ("targets", "text")]
        {
            let query = format!(
                "SELECT x.{text}, substr(s.text, CAST(x.span_start + 1 AS int), CAST(x.span_end - x.span_start AS int))
                 FROM {table} x JOIN sources s ON s.notice = x.notice"
            );
            for row in store.rows(&query) {
                assert_eq!(bare(&row[0]), bare(&row[1]), "{table}");
            }
        }
    }
}

#[test]
fn views_say_what_the_model_says() {
    let folder = folder(&[]);
    let seed = documents::seed_path().display().to_string();
    let model = run(&folder, &["parse", &seed]).json();
    let list = |name: &str| model[name].as_array().expect(name).clone();
    let text = |value: &Value| value.as_str().map(str::to_string);
    let mut shares: Vec<Row> = Vec::new();
    for task in list("tasks") {
        for a in task["assignments"].as_array().expect("assignments") {
            let department = text(&a["canonical"]).or(text(&a["department"]));
            let leads = Some(i32::from(a["leads"] == true).to_string());
            shares.push(vec![department, text(&a["role"]), leads, text(&task["text"]), text(&task["ordinal"]), Some(seed.clone())]);
        }
    }
    shares.sort();
    let by = list("dates").into_iter().filter(|d| d["relation"] == "by");
    let mut due: Vec<Row> = by.map(|d| vec![text(&d["latest"]), text(&d["text"])]).collect();
    due.sort();
    due.dedup();
    let cited = list("references").iter().filter(|r| r["alias_of"].is_null() && r["attachment_id"].is_null()).count();
    for store in stores(&folder) {
        load(&folder, &store, &[&seed]);
        assert!(store.rows("SELECT department, role, leads, task, ordinal, path FROM department_tasks") == shares);
        assert_eq!(store.rows("SELECT DISTINCT due, text FROM deadlines"), due);
        assert_eq!(
            store.rows("SELECT DISTINCT text, value FROM indicator_targets").len(),
            store.rows("SELECT DISTINCT text, value FROM targets").len()
        );
        assert_eq!(store.count("citing"), cited);
    }
}

const NOTICE: &str = "关于开展校园食堂检查的通知\n\n各县（市、区）教育局：\n\n一、检查食堂。2024年6月30日前完成100%_的检查。（责任单位：市教育局、市市场监管局）\n二、公布结果。按照《食堂管理办法》（海教发〔2023〕5号）办理。（市教育局牵头，市卫生健康委配合）\n\n海川市教育局\n2024年3月1日\n";

fn cites(number: &str) -> String {
    NOTICE.replace("海教发〔2023〕5号", number)
}

#[test]
fn a_file_that_changes_is_replaced_and_what_no_file_holds_is_gone() {
    let dir = folder(&[("a.txt", NOTICE.as_bytes()), ("b.txt", NOTICE.as_bytes()), ("c.txt", cites("海教发[2023] 6号").as_bytes())]);
    for store in stores(&dir) {
        std::fs::write(dir.path().join("a.txt"), NOTICE).expect("a.txt");
        std::fs::write(dir.path().join("c.txt"), cites("海教发[2023] 6号")).expect("c.txt");
        loaded(&load(&dir, &store, &["a.txt", "b.txt", "c.txt", "--base", "."]), [3, 3, 0, 0, 0]);
        assert_eq!((store.count("files"), store.count("notices")), (3, 2));
        let named = |name: &str| vec![Some(name.to_string())];
        assert_eq!(store.rows("SELECT path FROM files"), [named("a.txt"), named("b.txt"), named("c.txt")]);
        // The third notice changes: its first content goes, with all that was its.
        std::fs::write(dir.path().join("c.txt"), cites("海教发（2023）7号")).expect("c.txt");
        loaded(&load(&dir, &store, &["a.txt", "b.txt", "c.txt", "--base", "."]), [3, 0, 1, 2, 0]);
        assert_eq!((store.count("files"), store.count("notices"), store.count("tasks")), (3, 2, 4));
        let keys = store.rows("SELECT cited_key FROM citing");
        assert_eq!(keys, [named("海教发〔2023〕5号"), named("海教发〔2023〕7号")]);
        assert_eq!(store.rows("SELECT number, notices FROM missing_documents").len(), 2);
        // One of two files with the same content changes: the other holds it still.
        std::fs::write(dir.path().join("a.txt"), cites("海教发〔2023〕8号")).expect("a.txt");
        loaded(&load(&dir, &store, &["a.txt", "--base", "."]), [1, 0, 1, 0, 0]);
        assert_eq!((store.count("files"), store.count("notices")), (3, 3));
        store.is_sound();
    }
}

#[test]
fn a_bad_file_is_named_and_the_rest_goes_in() {
    let dir = folder(&[("a.txt", NOTICE.as_bytes()), ("empty.txt", b"")]);
    for store in stores(&dir) {
        let run = load(&dir, &store, &["a.txt", "empty.txt", "absent.txt"]);
        assert_eq!((run.code, run.out.as_str()), (Some(1), "3 input(s): 1 loaded, 0 replaced, 0 unchanged, 2 failed\n"));
        assert!(run.err.contains("empty.txt: the input is empty") && run.err.contains("absent.txt: cannot read"), "{}", run.err);
        assert_eq!(load(&dir, &store, &["absent.txt"]).code, Some(2));
    }
}

/// A folder of so many different notices.
fn many(n: usize) -> TempDir {
    let dir = folder(&[]);
    std::fs::create_dir(dir.path().join("in")).expect("a folder");
    for i in 0..n {
        std::fs::write(dir.path().join(format!("in/{i:04}.txt")), cites(&format!("海教发〔2023〕{i}号"))).expect("a notice");
    }
    dir
}

#[test]
fn two_loaders_at_once_load_everything_once() {
    let n = 200;
    let dir = many(n);
    for store in stores(&dir) {
        let start = || program(&dir).args(["load", "in", "--db", &store.url()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let both = [start().expect("a loader"), start().expect("a loader")];
        for loader in both {
            let output = loader.wait_with_output().expect("the loader ends");
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        }
        assert_eq!((store.count("files"), store.count("notices"), store.count("tasks")), (n, n, 2 * n));
        loaded(&load(&dir, &store, &["in"]), [n, 0, 0, n, 0]);
        store.is_sound();
    }
}

#[test]
fn a_connection_that_breaks_leaves_whole_notices_and_a_rerun_completes() {
    let n = 700;
    let dir = many(n);
    let Some(database) = servers::database() else { return };
    let mut client = database.client();
    let store = Store::Postgres(database);
    let mut command = program(&dir);
    let loader =
        command.args(["load", "in", "--db", &store.url()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a loader");
    let until = Instant::now() + Duration::from_secs(60);
    let there = |client: &mut postgres::Client| {
        client.query_one("SELECT to_regclass('files') IS NOT NULL", &[]).is_ok_and(|row| row.get(0))
            && client.query_one("SELECT count(*) FROM files", &[]).is_ok_and(|row| row.get::<_, i64>(0) > 0)
    };
    while !there(&mut client) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(2));
    }
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gongwen' AND datname = current_database()";
    client.batch_execute(kill).expect("the loader's connection ends");
    let output = loader.wait_with_output().expect("the loader ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("safely in, and the same command again completes them"), "{said}");
    let files = store.count("files");
    assert!(0 < files && files < n, "{files}");
    assert_eq!((store.count("notices"), store.count("sources"), store.count("tasks")), (files, files, 2 * files));
    loaded(&load(&dir, &store, &["in"]), [n, n - files, 0, files, 0]);
    assert_eq!((store.count("notices"), store.count("tasks")), (n, 2 * n));
}

#[test]
fn words_find_tasks_whether_short_or_long() {
    let dir = folder(&[("a.txt", NOTICE.as_bytes())]);
    let found = |store: &Store, words: &[&str]| {
        let run = done(program(&dir).arg("search").args(words).args(["--json", "--db", &store.url()]));
        assert_eq!((run.err.as_str(), run.code), ("", Some(i32::from(run.out.is_empty()))), "{words:?}");
        let hits: Vec<Value> = run.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
        hits.iter().map(|h| h["ordinal"].as_str().unwrap_or_default().to_string()).collect::<Vec<_>>()
    };
    for store in stores(&dir) {
        load(&dir, &store, &["a.txt", "--base", "."]);
        let cases: &[(&[&str], &[&str])] = &[
            (&["结果"], &["二、"]),
            (&["市市场监管局"], &["一、"]),
            (&["检查食堂"], &["一、"]),
            (&["市教育局", "公布"], &["二、"]),
            (&["市教育局 公布"], &["二、"]),
            (&["校园食堂"], &["一、", "二、"]),
            (&["100%_的"], &["一、"]),
            (&["%"], &["一、"]),
            (&["检查_的"], &[]),
            (&["食堂\"检"], &[]),
            (&["结果", "市市场监管局"], &[]),
        ];
        for (words, tasks) in cases {
            assert_eq!(found(&store, words), *tasks, "{words:?} in {}", store.url());
        }
        let run = done(program(&dir).args(["search", "市场监管", "--db", &store.url()]));
        let expected = "a.txt:5  关于开展校园食堂检查的通知\n  一、检查食堂。2024年6月30日前完成100%_的检查。\n  responsible  市教育局、市市场监管局\n  due          2024-06-30\n\n";
        assert_eq!((run.out.as_str(), run.code), (expected, Some(0)), "{}", run.err);
        let hits = done(program(&dir).args(["search", "校园食堂", "--limit", "1", "--json", "--db", &store.url()]));
        assert_eq!(hits.out.lines().count(), 1);
    }
}

#[test]
fn without_the_right_to_trigrams_loading_goes_on_and_search_finds() {
    let dir = folder(&[("a.txt", NOTICE.as_bytes())]);
    let Some(database) = servers::database() else { return };
    let Some((port, name)) = database.private() else { return };
    let role = format!("plain_{name}");
    let password = servers::PASSWORD;
    let make = format!("CREATE ROLE {role} LOGIN PASSWORD '{}'; GRANT CREATE ON SCHEMA public TO {role}", password.0);
    database.client().batch_execute(&make).expect("a role");
    let url = format!("postgres://{role}:{}@localhost:{port}/{name}", password.1);
    let run = done(program(&dir).args(["load", "a.txt", "--db", &url]));
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.starts_with("note: search goes through every task: pg_trgm cannot be had: "), "{}", run.err);
    assert_eq!(done(program(&dir).args(["search", "市市场监管局", "--db", &url])).code, Some(0));
    database.client().batch_execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}")).expect("the role goes");
}

#[test]
fn tables_of_a_version_that_is_not_known_are_left_alone() {
    let dir = folder(&[("a.txt", NOTICE.as_bytes())]);
    for store in stores(&dir) {
        let nothing = done(program(&dir).args(["search", "食堂", "--db", &store.url()]));
        assert_eq!(nothing.code, Some(2));
        load(&dir, &store, &["a.txt"]);
        store.execute("UPDATE gongwen_schema SET version = 99");
        for args in [["load", "a.txt"], ["search", "食堂"]] {
            let run = done(program(&dir).args(args).args(["--db", &store.url()]));
            assert_eq!(run.code, Some(2));
            assert!(run.err.contains("the tables are of version 99, this program knows 1; use a newer gongwen"), "{}", run.err);
        }
    }
}

#[test]
fn a_password_is_never_shown() {
    let dir = folder(&[("a.txt", NOTICE.as_bytes())]);
    let never = |run: &Run| {
        for secret in ["hunter2", "hunter%32", servers::PASSWORD.0, servers::PASSWORD.1] {
            assert!(!run.err.contains(secret) && !run.out.contains(secret), "{}{}", run.out, run.err);
        }
    };
    for url in [
        "postgres://u:hunter%32@no-such-host.invalid/d",
        "postgres://u:hunter%32@127.0.0.1:1/d",
        "postgres://u:hunter2/d",
        "postgre://u:hunter2@h/d",
        "postgres://u:hunter2@h/d?colour=hunter2",
        "postgres://u:hunter2@h/d?connect_timeout=hunter2",
    ] {
        for lang in ["en", "zh"] {
            let run = done(program(&dir).args(["load", "a.txt", "--lang", lang, "--db", url]));
            assert_eq!(run.code, Some(2), "{}", run.err);
            never(&run);
        }
    }
    never(&done(program(&dir).args(["load", "postgres://u:hunter2@h/d", "--db", "sqlite:x.db"])));
    let Some(database) = servers::database() else { return };
    let Some((port, name)) = database.private() else { return };
    let wrong = done(program(&dir).args(["load", "a.txt", "--db", &format!("postgres://gongwen:hunter2@localhost:{port}/{name}")]));
    assert!(wrong.code == Some(2) && wrong.err.contains("password authentication failed"), "{}", wrong.err);
    never(&wrong);
    let bare = format!("postgres://gongwen@localhost:{port}/{name}");
    loaded(&done(program(&dir).args(["load", "a.txt", "--db", &bare]).env("PGPASSWORD", servers::PASSWORD.0)), [1, 1, 0, 0, 0]);
    std::fs::write(dir.path().join("pass"), format!("localhost:{port}:*:gongwen:{}\n", servers::PASSWORD.0)).expect("a file");
    let mut with_file = program(&dir);
    with_file.args(["load", "a.txt", "--db", &bare]).env("PGPASSFILE", "pass");
    never(&done(&mut with_file));
    std::process::Command::new("chmod").args(["600", "pass"]).current_dir(&dir).status().expect("chmod");
    loaded(&done(&mut with_file), [1, 0, 0, 1, 0]);
}

#[test]
fn encryption_is_what_sslmode_asks_for() {
    let dir = folder(&[("a.txt", NOTICE.as_bytes())]);
    let Some(database) = servers::database() else { return };
    let (Some((port, _)), Some(certificate)) = (database.private(), database.certificate()) else {
        println!("skipped: encryption is tested on a private server, with openssl");
        return;
    };
    std::fs::copy(certificate, dir.path().join("root.crt")).expect("the certificate");
    let load = |url: &str, parameters: &str| done(program(&dir).args(["load", "a.txt", "--db", &format!("{url}?{parameters}")]));
    let url = &database.url;
    for good in ["sslmode=disable", "sslmode=require", "sslmode=verify-ca&sslrootcert=root.crt", "sslmode=verify-full&sslrootcert=root.crt"]
    {
        let run = load(url, good);
        assert_eq!(run.code, Some(0), "{good}: {}", run.err);
    }
    for bad in
        ["sslmode=verify-ca", "sslmode=verify-full", "sslmode=verify-full&sslrootcert=absent.crt", "sslmode=verify-full&sslrootcert=a.txt"]
    {
        assert_eq!(load(url, bad).code, Some(2), "{bad}");
    }
    // The certificate is of localhost.
    let by_number = url.replace(&format!("@localhost:{port}"), &format!("@127.0.0.1:{port}"));
    assert_eq!(load(&by_number, "sslmode=verify-ca&sslrootcert=root.crt").code, Some(0));
    assert_eq!(load(&by_number, "sslmode=verify-full&sslrootcert=root.crt").code, Some(2));
    let mut client = database.client();
    for (parameters, encrypted) in [("sslmode=disable", false), ("sslmode=prefer", true), ("sslmode=require", true)] {
        let address = Address::read(&format!("{url}?{parameters}")).expect("an address");
        let held = open(&address, Purpose::Look).expect("a database");
        let ask = "SELECT s.ssl FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)
            WHERE a.application_name = 'gongwen' AND a.datname = current_database() ORDER BY a.backend_start DESC";
        let is: Vec<bool> = client.query(ask, &[]).expect("an answer").iter().map(|row| row.get(0)).collect();
        assert_eq!(is.first(), Some(&encrypted), "{parameters}");
        drop(held);
    }
}

#[test]
fn documents_come_back_in_order_as_they_were_loaded() {
    let folder = folder(&[]);
    let [seeds, notices] = all_notices();
    for store in stores(&folder) {
        load(&folder, &store, &[&seeds, &notices, "--check"]);
        let address = Address::read(&store.url()).expect("an address");
        let mut database = open(&address, Purpose::Look).expect("a database");
        let mut paths = Vec::new();
        let mut each = |document: gongwen::sink::Document| {
            let source = documents::read(std::path::Path::new(&document.path));
            let parsed = run(&folder, &["parse", "--to", "ndjson", &document.path]);
            assert_eq!(source.source().text, document.text);
            assert_eq!(parsed.out.trim_end(), document.model);
            paths.push(document.path);
            Ok(())
        };
        database.documents(&mut each).expect("documents");
        assert!(paths.len() == documents::all().len() && paths.is_sorted(), "{paths:?}");
    }
}

#[test]
fn a_ledger_from_a_database_is_that_of_the_files() {
    let folder = folder(&[]);
    for document in documents::all() {
        std::fs::write(folder.path().join(&document.name), &document.bytes).expect("a file is written");
    }
    for store in stores(&folder) {
        let n = documents::all().len();
        let of_files = |to: &str| run(&folder, &["export", "*.txt", "--to", to]).out;
        let of_database = |to: &str| run(&folder, &["export", "--db", &store.url(), "--to", to]);
        assert_eq!(of_database("md").code, Some(2), "there are no tables yet");
        loaded(&load(&folder, &store, &["*.txt", "--check", "--base", "."]), [n, n, 0, 0, 0]);
        for to in ["md", "csv", "ics"] {
            let ledger = of_database(to);
            assert_eq!((ledger.code, ledger.err.as_str()), (Some(0), ""));
            assert!(!ledger.out.is_empty() && ledger.out == of_files(to), "{to}: not the same ledger");
        }
    }
}

#[test]
fn a_file_is_the_same_wherever_one_stands() {
    let folder = folder(&[]);
    std::fs::create_dir_all(folder.path().join("sub")).expect("a folder is made");
    std::fs::write(folder.path().join("a.txt"), "关于甲的通知\n一、乙。（市丙局负责）\n").expect("a file is written");
    for store in stores(&folder) {
        loaded(&load(&folder, &store, &["a.txt"]), [1, 1, 0, 0, 0]);
        let from = |path: &str| done(program(&folder).current_dir(folder.path().join("sub")).args(["load", path, "--db", &store.url()]));
        loaded(&from("../a.txt"), [1, 0, 0, 1, 0]);
        loaded(&from("../sub/../a.txt"), [1, 0, 0, 1, 0]);
        assert_eq!(store.count("files"), 1);
    }
}

#[test]
fn a_file_of_another_program_is_left_as_it_is() {
    let folder = folder(&[("a.txt", "关于甲的通知\n".as_bytes())]);
    let path = folder.path().join("other.db");
    let other = rusqlite::Connection::open(&path).expect("a database is made");
    other.execute_batch("CREATE TABLE notices (a INTEGER)").expect("a table is made");
    let before = std::fs::read(&path).expect("it is there");
    let run = run(&folder, &["load", "a.txt", "--db", "sqlite:other.db"]);
    assert_eq!((run.code, run.err.trim_end()), (Some(2), "error: other.db: SQLite: table notices already exists"));
    assert!(std::fs::read(&path).expect("it is there") == before);
}
