//! Many files: `gongwen batch` over generated notices, beside `rg -c 负责` over the same folder and beside the rate of one
//! file times the cores; the peak of its memory; rows a second into SQLite and PostgreSQL beside a bare insert of the same
//! rows.
//!
//! `cargo bench --bench batch`; with `BATCH_FILES=1000` fewer files. PostgreSQL is measured on the server that the tests use.

#[allow(dead_code)] // The tests use more of it.
#[path = "../tests/servers/mod.rs"]
mod servers;

use gongwen::pipeline::{self, Options};
use gongwen::sink::schema::{self, Dialect, TABLES};
use gongwen::source::Source;
use gongwen::write::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const ROUNDS: usize = 3;
/// How often the documents are parsed in memory a round: long enough for the clock and for threads to start.
const REPEAT: usize = 20;

fn main() {
    // `cargo test` builds and starts benches too; there is nothing to measure then.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let files = std::env::var("BATCH_FILES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let documents = documents();
    let bytes = generate(&here.join("in"), &documents, files);
    generate(&here.join("tenth"), &documents, files / 10);
    batch(here, &documents, files, bytes);
    memory(here, files);
    databases(here);
}

/// The seed and the notices of the fixtures, every other one the seed: some 17 kB a notice.
fn documents() -> Vec<Vec<u8>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = |folder: &str| {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(project.join(folder)).expect("it is part of the project").flatten().map(|e| e.path()).collect();
        paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
        paths.sort();
        paths.into_iter().map(|p| fs::read(p).expect("it is read")).collect::<Vec<_>>()
    };
    let seed = texts("seeds").remove(0);
    texts("fixtures/notices").into_iter().flat_map(|fixture| [seed.clone(), fixture]).collect()
}

/// Writes so many files, each with a small edit, in folders of a thousand; how many bytes they have.
fn generate(folder: &Path, documents: &[Vec<u8>], files: usize) -> usize {
    let mut bytes = 0;
    for i in 0..files {
        let inside = folder.join(format!("{:02}", i / 1000));
        fs::create_dir_all(&inside).expect("a folder is made");
        let mut text = documents[i % documents.len()].clone();
        text.extend_from_slice(format!("\n附注：第{i}份。\n").as_bytes());
        bytes += text.len();
        fs::write(inside.join(format!("{i:05}.txt")), text).expect("a file is written");
    }
    bytes
}

/// Runs a program to its end; how long it took and, on Linux, its peak of memory in bytes.
fn timed(command: &mut Command) -> (f64, u64) {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let seen = fs::read_to_string(&status).unwrap_or_default();
        let kilobytes = seen.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0) * 1024);
        if child.try_wait().expect("its state is known").is_some() {
            return (start.elapsed().as_secs_f64(), peak);
        }
        thread::sleep(Duration::from_millis(2));
    }
}

fn gongwen(here: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongwen"));
    command.current_dir(here).args(args);
    command
}

/// Fresh output each time: nothing is unchanged.
fn clear(here: &Path) {
    let _ = fs::remove_dir_all(here.join("out"));
    let _ = fs::remove_file(here.join("all.ndjson"));
    let _ = fs::remove_dir_all(here.join(".all.ndjson.gongwen"));
}

/// Decodes, parses and writes each document to memory, some times over.
fn parse(documents: &[Vec<u8>]) {
    for document in (0..REPEAT).flat_map(|_| documents) {
        let source = Source::read("bench", None, document, None).expect("it is text");
        let notice = pipeline::parse(&source, &Options::default());
        let mut out = Vec::with_capacity(document.len() * 4);
        json::write(&notice, json::Layout::Compact, &mut out).expect("memory takes all");
        std::hint::black_box(out);
    }
}

fn batch(here: &Path, documents: &[Vec<u8>], files: usize, bytes: usize) {
    let cores = thread::available_parallelism().map_or(1, |n| n.get());
    let texts = REPEAT * documents.iter().map(Vec::len).sum::<usize>();
    let mut best = [f64::MAX; 6];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        parse(documents);
        best[0] = best[0].min(start.elapsed().as_secs_f64() / texts as f64 * bytes as f64 / cores as f64);
        let start = Instant::now();
        thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(|| parse(documents)))));
        best[5] = best[5].min(start.elapsed().as_secs_f64() / texts as f64 * bytes as f64 / cores as f64);
        clear(here);
        best[1] = best[1].min(timed(&mut gongwen(here, &["batch", "in", "--ndjson", "all.ndjson"])).0);
        best[2] = best[2].min(timed(&mut gongwen(here, &["batch", "in", "--out", "out"])).0);
        best[3] = best[3].min(timed(&mut gongwen(here, &["batch", "in", "--out", "out"])).0);
        let mut rg = Command::new("rg");
        if rg.arg("--version").stdout(Stdio::null()).status().is_ok() {
            best[4] = best[4].min(timed(Command::new("rg").args(["-c", "负责", "in"]).current_dir(here)).0);
        }
    }
    println!("{files} notices, {:.1} MB, {cores} cores, fastest of {ROUNDS} rounds", bytes as f64 / 1e6);
    println!("{:<40} {:>9} {:>9} {:>22}", "", "files/s", "MB/s", "× parse rate × cores");
    let names = [
        "decode + parse + JSON of one file × cores",
        "batch --ndjson",
        "batch --out",
        "batch --out, nothing changed",
        "rg -c 负责",
        "the same on all cores, nothing written",
    ];
    for (name, seconds) in names.iter().zip(best).filter(|(_, s)| *s < f64::MAX) {
        println!("{name:<40} {:>9.0} {:>9.1} {:>22.2}", files as f64 / seconds, bytes as f64 / seconds / 1e6, best[0] / seconds);
    }
    println!();
}

fn memory(here: &Path, files: usize) {
    for (input, files) in [("tenth", files / 10), ("in", files)] {
        clear(here);
        let stream = timed(&mut gongwen(here, &["batch", input, "--ndjson", "all.ndjson"])).1;
        let folder = timed(&mut gongwen(here, &["batch", input, "--out", "out"])).1;
        println!("{files} files: peak of memory {:.1} MB into a stream, {:.1} MB into a folder", stream as f64 / 1e6, folder as f64 / 1e6);
    }
    println!();
}

/// Loads the smaller folder into each database, then puts the same rows into the same empty tables by hand.
fn databases(here: &Path) {
    println!("{:<40} {:>9} {:>9} {:>22}", "", "rows", "rows/s", "× time of bare insert");
    let _ = fs::remove_file(here.join("a.db"));
    let load = timed(&mut gongwen(here, &["load", "tenth", "--db", "sqlite:a.db"])).0;
    let (rows, bare) = bare_sqlite(&here.join("a.db"), &here.join("b.db"));
    told("load into SQLite", rows, load, bare);
    told("bare insert into SQLite", rows, bare, bare);
    match servers::database() {
        None => println!("skipped: no PostgreSQL"),
        Some(database) => {
            let url = database.url.clone();
            let load = timed(&mut gongwen(here, &["load", "tenth", "--db", &url])).0;
            let (rows, bare) = bare_postgres(&mut database.client());
            told("load into PostgreSQL", rows, load, bare);
            told("bare COPY into PostgreSQL", rows, bare, bare);
        }
    }
}

fn told(name: &str, rows: usize, seconds: f64, bare: f64) {
    println!("{name:<40} {rows:>9} {:>9.0} {:>22.2}", rows as f64 / seconds, seconds / bare);
}

/// The rows of a loaded database, put into another by prepared statements in one transaction.
fn bare_sqlite(from: &Path, to: &Path) -> (usize, f64) {
    use rusqlite::types::Value;
    let from = rusqlite::Connection::open(from).expect("it was loaded");
    let mut tables = Vec::new();
    for table in TABLES.iter().filter(|t| t.name != "gongwen_schema") {
        let mut select = from.prepare(&format!("SELECT * FROM {}", table.name)).expect("the table is there");
        let columns = table.columns.len();
        let row = |row: &rusqlite::Row| (0..columns).map(|i| row.get::<_, Value>(i)).collect::<Result<Vec<_>, _>>();
        let rows = select.query_map([], row).expect("it is read").collect::<Result<Vec<_>, _>>().expect("it is read");
        tables.push((table, rows));
    }
    let _ = fs::remove_file(to);
    let mut to = rusqlite::Connection::open(to).expect("a database is made");
    to.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON").expect("they are settings");
    to.execute_batch(&schema::sql(Dialect::Sqlite)).expect("the tables are made");
    let start = Instant::now();
    let transaction = to.transaction().expect("it begins");
    for (table, rows) in &tables {
        let places = vec!["?"; table.columns.len()].join(", ");
        let mut insert = transaction.prepare(&format!("INSERT INTO {} VALUES ({places})", table.name)).expect("the table is there");
        for row in rows {
            insert.execute(rusqlite::params_from_iter(row)).expect("a row fits");
        }
    }
    transaction.commit().expect("it ends");
    (tables.iter().map(|t| t.1.len()).sum(), start.elapsed().as_secs_f64())
}

/// What COPY gives of a loaded database, put back by COPY into its tables made anew.
fn bare_postgres(client: &mut postgres::Client) -> (usize, f64) {
    use std::io::{Read, Write};
    let mut tables = Vec::new();
    let mut rows = 0;
    for table in TABLES.iter().filter(|t| t.name != "gongwen_schema") {
        let mut bytes = Vec::new();
        client.copy_out(&format!("COPY {} TO STDOUT", table.name)).expect("it begins").read_to_end(&mut bytes).expect("it is read");
        rows += bytes.iter().filter(|b| **b == b'\n').count();
        tables.push((table, bytes));
    }
    let anew = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
    client.batch_execute(anew).and_then(|()| client.batch_execute(&schema::sql(Dialect::Postgres))).expect("the tables are made");
    let start = Instant::now();
    let mut transaction = client.transaction().expect("it begins");
    for (table, bytes) in &tables {
        let mut copy = transaction.copy_in(&format!("COPY {} FROM STDIN", table.name)).expect("it begins");
        copy.write_all(bytes).expect("it is sent");
        copy.finish().expect("it fits");
    }
    transaction.commit().expect("it ends");
    (rows, start.elapsed().as_secs_f64())
}
