//! The server as programs and browsers meet it.

#![cfg(all(feature = "server", unix))]

mod client;
#[path = "../documents/mod.rs"]
mod documents;
mod guards;
mod limits;
mod lists;
mod office;
#[path = "../program/mod.rs"]
mod program;
#[cfg(feature = "postgres")]
#[path = "../servers/mod.rs"]
#[allow(dead_code)] // The part that starts one is used.
mod servers;

use client::{ask, encoded};
use office::Office;
use program::{done, folder, program, run};
use std::fs;
use std::path::{Path, PathBuf};

/// Files of the project that a pattern of one star stands for, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(documents::project(folder)).expect("the folder is there").flatten().map(|e| e.path());
    let mut all: Vec<PathBuf> = all.filter(|p| p.to_string_lossy().ends_with(ending)).collect();
    all.sort();
    all
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn files_give_the_bytes_of_the_command_line() {
    let office = Office::start(&[]);
    let here = folder(&[]);
    let mut all = files("fixtures/notices", ".txt");
    all.extend(
        ["docx", "pdf", "ofd", "doc", "xlsx", "html"].iter().flat_map(|e| files("fixtures/formats", &format!(".{e}")).into_iter().take(1)),
    );
    assert!(all.len() > 20, "{}", all.len());
    for path in &all {
        let (bytes, name) = (fs::read(path).expect("a file"), name(path));
        fs::write(here.path().join(&name), &bytes).expect("a copy");
        let query = format!("name={}&issued_on=2020-01-02&lang=en", encoded(&name));
        let parsed = office.post(&format!("/parse?{query}"), &bytes);
        assert_eq!((parsed.status, parsed.header("content-type")), (200, Some("application/json")), "{name}");
        assert!(parsed.text() == run(&here, &["parse", "--issued-on", "2020-01-02", &name]).out, "{name}");
        for lang in ["en", "zh"] {
            let checked = office.post(&format!("/check?name={}&lang={lang}", encoded(&name)), &bytes);
            assert!(checked.text() == run(&here, &["--lang", lang, "check", "--format", "json", &name]).out, "{name}");
        }
    }
    assert_eq!(office.list("/notices")["items"], serde_json::json!([]), "something was kept");
    // An encoding that is named.
    let (bytes, _, _) = encoding_rs::GB18030.encode("关于开展检查的通知\n");
    let parsed = office.post("/parse?encoding=gbk", &bytes).json();
    assert_eq!((&parsed["source"]["encoding"], &parsed["source"]["name"]), (&"gb18030".into(), &serde_json::Value::Null));
}

#[test]
fn files_that_cannot_be_read_are_told_with_the_words_of_the_command_line() {
    let office = Office::start(&[]);
    let cut = &fs::read(&files("fixtures/formats", ".docx")[0]).expect("a file")[..200];
    let table: &[(&str, &[u8])] = &[
        ("empty.txt", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("binary.txt", b"\x01\x02\x03\x04\x05\x06\x07"),
        ("cut.docx", cut),
        ("nothing.pdf", b"%PDF-1.7\n"),
        ("公文.gz", b"\x1f\x8b\x08\0\0\0\0\0"),
    ];
    let here = folder(table);
    for (name, bytes) in table {
        for (lang, word) in [("en", "error: "), ("zh", "错误: ")] {
            let told = run(&here, &["--lang", lang, "parse", name]).err;
            let told = told.trim_end().strip_prefix(word).unwrap_or_else(|| panic!("{told}"));
            for path in ["parse", "check", "notices"] {
                let answer = office.post(&format!("/{path}?name={}&lang={lang}", encoded(name)), bytes);
                assert_eq!(answer.problem(422, "unreadable"), told, "{path} {name}");
            }
        }
    }
    // The language that a browser asks for.
    let answer = ask(office.address, "POST", "/parse", &[("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")], b"");
    assert_eq!(answer.problem(422, "unreadable"), "<body>：输入为空，此处应为公文正文");
    assert_eq!(answer.header("content-language"), Some("zh-CN"));
}

#[test]
fn notices_are_kept_shown_and_taken_out() {
    let loaded = &files("fixtures/notices", ".txt")[0];
    let office = Office::start(&[&loaded.display().to_string()]);
    let dropped = fs::read(&files("fixtures/notices", ".txt")[1]).expect("a file");
    let first = office.post("/notices?name=%E9%80%9A%E7%9F%A5.txt", &dropped);
    assert_eq!(first.status, 201, "{first:?}");
    let kept = first.json();
    let place = first.header("location").expect("a place").to_string();
    assert_eq!((&kept["name"], &kept["dropped"], &kept["view"]), (&"通知.txt".into(), &true.into(), &format!("{place}/view").into()));
    // The same again, under whatever name, is no other.
    let again = office.post("/notices?name=other.txt", &dropped);
    assert_eq!((again.status, again.json()), (200, kept.clone()));
    // Read another way, it is the same notice, read anew.
    let anew = office.post("/notices?name=other.txt&issued_on=2031-05-06", &dropped);
    assert_eq!((anew.status, &anew.json()["id"], &anew.json()["dropped"]), (200, &kept["id"], &true.into()));
    // Another content of the same name does not replace it.
    assert_eq!(office.post("/notices?name=%E9%80%9A%E7%9F%A5.txt", "关于开展检查的通知\n".as_bytes()).status, 201);
    assert_eq!(office.list("/notices")["items"].as_array().map(Vec::len), Some(3));

    let text = office.get(&format!("{place}/text"));
    assert_eq!((text.status, text.header("content-type")), (200, Some("text/plain; charset=utf-8")));
    assert_eq!(text.body, dropped);
    assert_eq!(office.get(&place).json()["source"]["sha256"], kept["id"]);
    let view = office.get(&format!("{place}/view?lang=zh"));
    assert_eq!((view.status, view.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(!view.header("content-security-policy").unwrap_or_default().contains("default-src"), "it has its own");

    assert_eq!(ask(office.address, "DELETE", &place, &[], b"").status, 204);
    for path in ["", "/text", "/view"] {
        office.get(&format!("{place}{path}")).problem(404, "not-found");
    }
    ask(office.address, "DELETE", &place, &[], b"").problem(404, "not-found");
    for id in ["x", "..", "%2e%2e", &"A".repeat(64), &"0".repeat(63), &"0".repeat(64)] {
        office.get(&format!("/notices/{id}")).problem(404, "not-found");
    }
    // What was loaded from the office's own files stays, also after it was dropped here too.
    let bytes = fs::read(loaded).expect("a file");
    let known = office.post("/notices?name=copy.txt", &bytes);
    assert_eq!((known.status, &known.json()["dropped"]), (200, &false.into()));
    let place = known.header("location").expect("a place");
    ask(office.address, "DELETE", place, &[], b"").problem(403, "kept");
    assert_eq!(office.get(place).status, 200);
}

#[test]
fn names_are_shown_and_lead_nowhere() {
    let office = Office::start(&["--data", "data"]);
    let long = "长".repeat(2000);
    let table = [
        ("../../x", Some("x")),
        ("/etc/passwd", Some("passwd")),
        ("a\0b", Some("ab")),
        ("<script>alert(1)</script>.txt", Some("script>.txt")),
        ("<img src=x onerror=alert(1)>", Some("<img src=x onerror=alert(1)>")),
        (".", None),
        ("", None),
        (long.as_str(), Some(&long[..360])),
    ];
    for (i, (given, shown)) in table.iter().enumerate() {
        let body = format!("关于开展第{i}次检查的通知\n");
        let kept = office.post(&format!("/notices?name={}", encoded(given)), body.as_bytes());
        assert_eq!((kept.status, kept.json()["name"].as_str()), (201, *shown), "{given:?}");
        let view = office.get(kept.json()["view"].as_str().expect("a place"));
        assert!(view.status == 200 && !view.text().contains("<img src=x"), "{given:?}");
    }
    let (code, _, folder) = office.stop();
    assert_eq!(code, Some(0));
    // Nothing but its folder of data is there, and in it nothing but its database, in order.
    assert_eq!(program::names(&folder), ["data", "tmp"]);
    let inside =
        |name: &str| fs::read_dir(folder.path().join(name)).expect("a folder").flatten().map(|e| e.file_name()).collect::<Vec<_>>();
    assert_eq!((inside("data"), inside("tmp")), (vec!["notices.sqlite".into()], vec![]));
    let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(folder.path().join("data")).expect("a folder"));
    assert_eq!(mode & 0o777, 0o700);
    // They are there the next time.
    let db = folder.path().join("data").display().to_string();
    let again = Office::start(&["--data", &db, "--read-only"]);
    assert_eq!(again.list("/notices")["items"].as_array().map(Vec::len), Some(table.len()));
}

#[test]
fn a_server_that_only_shows_takes_nothing() {
    let here = folder(&[("a.txt", "关于开展检查的通知\n".as_bytes())]);
    assert_eq!(run(&here, &["load", "a.txt", "--db", "sqlite:n.db"]).code, Some(0));
    let db = format!("sqlite:{}", here.path().join("n.db").display());
    let office = Office::start(&["--db", &db, "--read-only"]);
    let id = office.list("/notices")["items"][0]["id"].as_str().expect("an id").to_string();
    office.post("/notices", b"x").problem(403, "read-only");
    ask(office.address, "DELETE", &format!("/notices/{id}"), &[], b"").problem(403, "read-only");
    assert_eq!(office.post("/parse", "关于开展检查的通知\n".as_bytes()).status, 200);
    assert!(!office.get("/").text().contains("id=\"drop\""));
}

#[test]
fn a_start_that_cannot_be_is_told_in_one_line() {
    let here = folder(&[("short", b"0123456789"), ("notes.txt", &[b'x'; 4096])]);
    // Databases of somebody else stay as they are.
    fs::create_dir(here.path().join("other")).expect("a folder");
    let others = ["other.db", "other/notices.sqlite"].map(|name| here.path().join(name));
    for other in &others {
        rusqlite::Connection::open(other).and_then(|c| c.execute_batch("CREATE TABLE notes (text TEXT)")).expect("a database");
    }
    let before = others.clone().map(|other| fs::read(other).expect("a file"));
    let table: &[(&[&str], &str)] = &[
        (
            &["--listen", "0.0.0.0:0"],
            "error: 0.0.0.0:0: others than this machine could ask here; expected a token of at least 16 characters in --token-file FILE or GONGWEN_TOKEN",
        ),
        (&["--token-file", "short"], "error: the token: expected 16 to 1000 characters of ASCII without white space"),
        (&["--token-file", "none"], "error: none: cannot read: No such file or directory (os error 2)"),
        (&["--read-only"], "error: --read-only: expected --db or --data with notices to show"),
        (&["--db", "sqlite:notes.txt"], "error: notes.txt: SQLite: file is not a database"),
        (&["--db", "sqlite:none.db"], "error: none.db: SQLite: unable to open database file: none.db"),
        (&["--db", "sqlite:other.db"], "error: other.db: no notices were loaded here; expected a database that `gongwen load` made"),
        (&["--data", "other"], "error: other/notices.sqlite: no notices were loaded here; expected a database that `gongwen load` made"),
        (&["--host-name", "http://x"], "error: --host-name http://x: expected a machine's name or address, such as ducha.example"),
        (&["-"], "error: -: standard input has no path to be known by; expected files, or their names by --files-from -"),
    ];
    for (args, line) in table {
        let listen: &[&str] = if args.contains(&"--listen") { &[] } else { &["--listen", "127.0.0.1:0"] };
        done(program(&here).args(["--lang", "en", "serve"]).args(listen).args(*args).env_remove("GONGWEN_TOKEN")).failed(line);
    }
    assert_eq!(others.map(|other| fs::read(other).expect("a file")), before);
    assert!(!here.path().join("none.db").exists());
    // Nothing to serve is no server.
    let empty = here.path().join("empty.txt");
    fs::write(&empty, b"").expect("a file");
    for input in ["none.txt", "empty.txt"] {
        let run = done(program(&here).args(["--lang", "en", "serve", "--listen", "127.0.0.1:0", input]).env_remove("GONGWEN_TOKEN"));
        assert!(run.code == Some(2) && run.err.ends_with("error: no input could be read; nothing is served\n"), "{}", run.err);
    }
}
