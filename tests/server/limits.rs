//! What is too large, too slow or too much, and the orderly end.

use crate::client::{answer, ask, connect};
use crate::office::Office;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

const NOTICE: &[u8] = "关于开展检查的通知\n".as_bytes();

/// A connection with the head of a file sent, its body still to come.
fn begin(office: &Office, length: &str) -> TcpStream {
    let mut stream = connect(office.address);
    let head = format!("POST /notices HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{length}\r\n\r\n", office.address);
    stream.write_all(head.as_bytes()).expect("the head is sent");
    stream
}

#[test]
fn too_large_a_file_is_told_however_it_is_sent() {
    let office = Office::start(&["--max-bytes", "64K"]);
    let words = "larger than 65536 bytes; expected at most that (--max-bytes)";
    let text = |n: usize| "检".repeat(n / 3) + &"x".repeat(n % 3);
    assert_eq!(office.post("/parse", text(65536).as_bytes()).status, 200);
    assert_eq!(office.post("/parse", text(65537).as_bytes()).problem(413, "too-large"), words);
    // A length that is only claimed.
    assert_eq!(answer(&mut begin(&office, "Content-Length: 99999999999")).problem(413, "too-large"), words);
    // Who asks whether to send is told before anything is sent.
    assert_eq!(answer(&mut begin(&office, "Content-Length: 70000\r\nExpect: 100-continue")).problem(413, "too-large"), words);
    // In chunks, without a length.
    let mut stream = begin(&office, "Transfer-Encoding: chunked");
    for _ in 0..70 {
        stream.write_all(format!("400\r\n{}\r\n", "x".repeat(1024)).as_bytes()).expect("a chunk is sent");
    }
    stream.write_all(b"0\r\n\r\n").expect("the end is sent");
    assert_eq!(answer(&mut stream).problem(413, "too-large"), words);
    let mut stream = begin(&office, "Transfer-Encoding: chunked");
    stream.write_all(format!("{:x}\r\n", NOTICE.len()).as_bytes()).expect("sent");
    stream.write_all(&[NOTICE, b"\r\n0\r\n\r\n"].concat()).expect("sent");
    assert_eq!(answer(&mut stream).status, 201);
    // A body that breaks off is none, and a broken chunk is none.
    let mut stream = begin(&office, "Transfer-Encoding: chunked");
    stream.write_all(b"zz\r\n").expect("sent");
    answer(&mut stream).problem(400, "body");
    assert_eq!(office.list("/notices")["items"].as_array().map(Vec::len), Some(1));
}

#[test]
fn slow_senders_are_given_up_and_do_not_keep_others_out() {
    let office = Office::start(&["--jobs", "1"]);
    let begun = Instant::now();
    let mut slow: Vec<TcpStream> = (0..4).map(|_| begin(&office, "Content-Length: 1000000")).collect();
    slow.iter_mut().for_each(|s| s.write_all(b"x").expect("a byte is sent"));
    // A token is there at once, or not.
    let mut token = connect(office.address);
    let head = format!("Host: {}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 100", office.address);
    token.write_all(format!("POST /login HTTP/1.1\r\n{head}\r\n\r\n{{").as_bytes()).expect("sent");
    // A head that never ends.
    let mut headless = connect(office.address);
    headless.write_all(b"GET / HTTP/1.1\r\nHost:").expect("sent");
    // Neither lists nor small files wait for them.
    assert_eq!(office.get("/notices").status, 200);
    assert_eq!(office.post("/parse", NOTICE).status, 200);
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    let words = answer(&mut slow[0]).problem(408, "slow-body");
    assert!(words.starts_with("the body did not arrive in time; after 5 s expected at least 32 KB a second"), "{words}");
    let words = answer(&mut token).problem(408, "slow-body");
    assert_eq!(words, "the body did not arrive in time; expected all of it within 5 s");
    assert!((4..9).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    let mut rest = Vec::new();
    let _ = headless.read_to_end(&mut rest);
    assert!((9..20).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    let long = format!("{{\"token\":\"{}\"}}", "x".repeat(5000));
    let answer = ask(office.address, "POST", "/login", &[("Content-Type", "application/json")], long.as_bytes());
    assert_eq!(answer.problem(400, "body"), "larger than 4096 bytes; expected at most that");
}

/// Asks again and again over one connection, until the server takes no more, and reads nothing.
fn ask_and_not_read(office: &Office) -> TcpStream {
    let mut stream = connect(office.address);
    stream.set_write_timeout(Some(Duration::from_millis(300))).expect("a time-out");
    let request = format!("GET /openapi.json HTTP/1.1\r\nHost: {}\r\n\r\n", office.address);
    let many = request.repeat(1000);
    while stream.write_all(many.as_bytes()).is_ok() {}
    stream
}

#[test]
fn whoever_does_not_read_is_cut_off_and_keeps_no_end_waiting() {
    let office = Office::start(&[]);
    let begun = Instant::now();
    let deaf = ask_and_not_read(&office);
    let idle = connect(office.address);
    let mut headless = connect(office.address);
    headless.write_all(b"GET / HTTP/1.1\r\nHost:").expect("sent");
    thread::sleep(Duration::from_millis(300));
    assert_eq!(office.get("/health").status, 200);
    let (code, _, _) = office.stop();
    // What waits to be read is waited for as long as it would be otherwise.
    assert!(code == Some(0) && begun.elapsed() < Duration::from_secs(19), "{code:?} {:?}", begun.elapsed());
    drop((deaf, idle, headless));
    let office = Office::start(&[]);
    let (idle, mut headless) = (connect(office.address), connect(office.address));
    headless.write_all(b"GET / HTTP/1.1\r\nHost:").expect("sent");
    thread::sleep(Duration::from_millis(300));
    let begun = Instant::now();
    let (code, _, _) = office.stop();
    assert!(code == Some(0) && begun.elapsed() < Duration::from_secs(2), "{code:?} {:?}", begun.elapsed());
    drop((idle, headless));
}

#[test]
fn two_hundred_files_at_once_are_all_answered_within_bounded_memory() {
    let office = Office::start(&["--jobs", "2"]);
    let address = office.address;
    // Half are kept; half are large and none that can be read: together over 400 MB.
    let large = [b"\x89PNG\r\n\x1a\n".as_slice(), &vec![0; 4 << 20]].concat();
    let statuses: Vec<u16> = thread::scope(|scope| {
        let send = |i: usize| {
            let large = &large;
            scope.spawn(move || match i % 2 {
                0 => ask(address, "POST", &format!("/notices?name={i}.txt"), &[], format!("关于开展第{i}次检查的通知\n").as_bytes()).status,
                _ => ask(address, "POST", &format!("/notices?name={i}.png"), &[], large).status,
            })
        };
        let all: Vec<_> = (0..200).map(send).collect();
        all.into_iter().map(|t| t.join().expect("an answer")).collect()
    });
    assert!(statuses.iter().enumerate().all(|(i, s)| *s == [201, 422][i % 2]), "{statuses:?}");
    assert_eq!(office.list("/notices?limit=200")["items"].as_array().map(Vec::len), Some(100));
    let most = office.most_memory();
    println!("at most {} MB", most >> 20);
    assert!(most < 120 << 20, "{} MB", most >> 20);
}

#[test]
fn large_texts_are_read_one_after_the_other_and_small_ones_meanwhile() {
    let office = Office::start(&["--jobs", "2"]);
    let address = office.address;
    let large = format!("关于开展检查的通知\n各市民政局：\n{}", "请认真开展检查，抓好落实。\n".repeat(60_000));
    assert!(large.len() > 2 << 20);
    thread::scope(|scope| {
        let send = |i: usize| {
            let large = &large;
            scope.spawn(move || ask(address, "POST", ["/parse", "/notices", "/check"][i % 3], &[], large.as_bytes()).status)
        };
        let all: Vec<_> = (0..3).map(send).collect();
        assert_eq!(ask(address, "POST", "/parse", &[], NOTICE).status, 200);
        let statuses: Vec<u16> = all.into_iter().map(|t| t.join().expect("an answer")).collect();
        assert_eq!(statuses, [200, 201, 200]);
    });
    let id = office.list("/notices")["items"][0]["id"].as_str().expect("an id").to_string();
    assert_eq!(office.get(&format!("/notices/{id}/text")).text(), large);
    assert_eq!(office.get(&format!("/notices/{id}/view")).status, 200);
}

#[test]
fn a_signal_lets_what_is_under_way_finish_and_leaves_nothing_behind() {
    let office = Office::start(&[]);
    let temporary = || std::fs::read_dir(office.folder.path().join("tmp")).expect("a folder").count();
    assert_eq!(temporary(), 1);
    let mut under_way = begin(&office, &format!("Content-Length: {}", NOTICE.len()));
    under_way.write_all(&NOTICE[..10]).expect("sent");
    // A connection on which nothing is asked keeps nobody.
    let idle = connect(office.address);
    thread::sleep(Duration::from_millis(300));
    office.signal();
    thread::sleep(Duration::from_millis(300));
    assert!(TcpStream::connect(office.address).is_err(), "it still accepts");
    under_way.write_all(&NOTICE[10..]).expect("sent");
    assert_eq!(answer(&mut under_way).status, 201);
    drop(idle);
    let (code, _, folder) = office.ended();
    assert_eq!((code, std::fs::read_dir(folder.path().join("tmp")).expect("a folder").count()), (Some(0), 0));
}

#[test]
fn a_second_signal_ends_at_once() {
    let office = Office::start(&[]);
    let mut under_way = begin(&office, "Content-Length: 100");
    under_way.write_all(b"x").expect("sent");
    thread::sleep(Duration::from_millis(300));
    office.signal();
    thread::sleep(Duration::from_millis(300));
    let begun = Instant::now();
    let (code, _, folder) = office.stop();
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!((code, std::fs::read_dir(folder.path().join("tmp")).expect("a folder").count()), (Some(1), 0));
}

#[test]
fn an_answer_that_takes_too_long_is_given_up_and_the_server_goes_on() {
    let office = Office::start(&["--jobs", "1", "--max-seconds", "0.02"]);
    let long = "一、开展检查。（牵头单位：市民政局；完成时限：2024年6月底前）\n".repeat(5000);
    let answer = office.post("/parse", long.as_bytes());
    assert_eq!(answer.problem(503, "busy"), "not answered within 0.02 s; expected less (--max-seconds)");
    assert_eq!(answer.header("retry-after"), Some("5"));
    // Another thread has taken the place of the one that works on.
    let begun = Instant::now();
    while office.post("/parse", NOTICE).status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(5), "nothing is read any more");
    }
    // What was given up is not kept behind the back of who was told so.
    office.post("/notices", long.as_bytes()).problem(503, "busy");
    thread::sleep(Duration::from_secs(2));
    let begun = Instant::now();
    let kept = loop {
        let answer = office.get("/notices");
        if answer.status == 200 {
            break answer.json();
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "nothing is listed any more");
    };
    assert_eq!(kept["items"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_signal_while_files_are_loaded_leaves_nothing_behind() {
    let files: Vec<(String, String)> = (0..300).map(|i| (format!("{i}.txt"), format!("关于开展第{i}次检查的通知\n"))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = crate::program::folder(&files);
    let temporary = tempfile::tempdir().expect("a folder");
    let mut program = crate::program::program(&folder);
    program.args(["serve", "--listen", "127.0.0.1:0", "."]).env("TMPDIR", temporary.path()).env_remove("GONGWEN_TOKEN");
    let mut process = program.stderr(std::process::Stdio::null()).spawn().expect("the program runs");
    // Its database is there once signals are heard.
    let begun = Instant::now();
    while !temporary.path().read_dir().expect("a folder").flatten().any(|e| e.path().join("notices.sqlite-wal").exists()) {
        assert!(begun.elapsed() < Duration::from_secs(10), "nothing is loaded");
        thread::sleep(Duration::from_millis(5));
    }
    thread::sleep(Duration::from_millis(50));
    let sent = std::process::Command::new("kill").arg(process.id().to_string()).status().expect("kill runs");
    assert!(sent.success());
    assert_eq!(process.wait().expect("it ends").code(), Some(0));
    assert_eq!(temporary.path().read_dir().expect("a folder").count(), 0);
}

#[cfg(feature = "postgres")]
#[test]
fn a_database_that_goes_is_told_and_one_that_is_back_is_used() {
    let Some(database) = crate::servers::database() else { return };
    let here = crate::program::folder(&[("a.txt", "关于开展调研的通知\n".as_bytes())]);
    assert_eq!(crate::program::run(&here, &["load", "a.txt", "--db", &database.url]).code, Some(0));
    let office = Office::start(&["--db", &database.url]);
    assert_eq!(office.post("/notices", NOTICE).status, 201);
    let mut client = database.client();
    // The server of the database was started anew: those who ask do not notice.
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    client.batch_execute(others).expect("connections are cut");
    for _ in 0..4 {
        assert_eq!(office.get("/notices").status, 200);
    }
    client.batch_execute("ALTER TABLE notices RENAME TO away").expect("it goes");
    let answer = office.get("/notices");
    let words = "the database cannot be used at the moment; the server's own messages say why";
    assert_eq!((answer.problem(503, "database").as_str(), answer.header("retry-after")), (words, Some("5")));
    client.batch_execute("ALTER TABLE away RENAME TO notices").expect("it comes back");
    assert_eq!(office.list("/notices")["items"].as_array().map(Vec::len), Some(2));
    let (code, said, _) = office.stop();
    assert_eq!(code, Some(0));
    assert!(said.contains("error: ") && said.contains("does not exist") && !said.contains(crate::servers::PASSWORD.0), "{said}");
}
