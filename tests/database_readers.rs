//! What `load` writes is read by Python's sqlite3 and by psql.

#![cfg(all(feature = "sqlite", feature = "postgres"))]

mod documents;
mod program;
#[allow(dead_code)] // Other tests use more of it.
mod servers;

use program::{done, folder, program};
use std::process::Command;

#[test]
fn python_and_psql_read_what_was_loaded() {
    let python = std::env::var("GONGWEN_TEST_PYTHON").unwrap_or("python3".into());
    let has = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    let folder = folder(&[]);
    let mut addresses = vec![("sqlite", "notices.db".to_string(), "sqlite:notices.db".to_string())];
    let database = servers::database();
    addresses.extend(database.iter().map(|d| ("psql", d.url.clone(), d.url.clone())));
    for (kind, address, url) in addresses {
        if !has(&python) || kind == "psql" && !has("psql") {
            assert!(std::env::var("CI_READERS").as_deref() != Ok("required"), "{python} or psql is not there");
            println!("skipped: {python} or psql is not there");
            continue;
        }
        let inputs = ["seeds/*.txt", "fixtures/notices/*.txt"].map(documents::project);
        let load = done(program(&folder).arg("load").args(inputs).args(["--db", &url]));
        assert_eq!(load.code, Some(0), "{}", load.err);
        let script = documents::project("tests/readers/database.py");
        let read = Command::new(&python).arg(script).args([kind, &address]).current_dir(&folder).output().expect("it runs");
        assert!(read.status.success(), "{kind}: {}", String::from_utf8_lossy(&read.stderr));
        println!("{}", String::from_utf8_lossy(&read.stdout).trim_end());
    }
}
