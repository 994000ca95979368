//! Who is answered: the name that is asked under, the site that a browser asks from, tokens and sessions.

use crate::client::{Answer, ask};
use crate::office::Office;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

const TOKEN: &str = "0123456789abcdef-secret";
const NOTICE: &[u8] = "关于开展检查的通知\n".as_bytes();

#[test]
fn every_answer_has_the_headers_that_keep_a_browser_from_harm() {
    let office = Office::start(&[]);
    let id = office.post("/notices", NOTICE).json()["id"].as_str().expect("an id").to_string();
    let paths = ["/", "/login", "/assets/page.js", "/health", "/openapi.json", "/notices", "/tasks", "/nowhere", "/notices?limit=0"];
    let paths = paths.map(str::to_string).into_iter().chain(["", "/text", "/view"].map(|p| format!("/notices/{id}{p}")));
    for path in paths {
        let answer = office.get(&path);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
    for (path, method, allow) in [("/notices", "PUT", "GET,HEAD,POST"), ("/parse", "GET", "POST"), ("/tasks", "TRACE", "GET,HEAD")] {
        let answer = ask(office.address, method, path, &[], b"");
        answer.problem(405, "method");
        assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
    }
    assert!(ask(office.address, "HEAD", "/notices", &[], b"").body.is_empty());
}

#[test]
fn the_page_holds_nothing_that_its_policy_forbids() {
    let office = Office::start(&[]);
    for (lang, title) in [("en", "Notices and their tasks"), ("zh", "公文与任务分工")] {
        for path in ["/", "/login"] {
            let page = office.get(&format!("{path}?lang={lang}"));
            let html = page.text();
            assert!(path == "/login" || html.contains(title));
            assert!(!html.contains("style=") && !html.contains("onclick") && !html.contains("http:") && !html.contains("https:"), "{html}");
            for asset in html.split('"').filter(|part| part.starts_with("/assets/")) {
                assert_eq!(office.get(asset).status, 200, "{asset}");
            }
        }
    }
    office.get("/assets/none.js").problem(404, "not-found");
    office.get("/assets/..%2Fmod.rs").problem(404, "not-found");
}

#[test]
fn other_names_of_the_machine_are_not_answered() {
    let office = Office::start(&["--host-name", "ducha.example"]);
    let port = office.address.port();
    let with = |host: &str| ask(office.address, "GET", "/notices", &[("Host", host)], b"");
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), "ducha.example".into(), format!("DUCHA.example:{port}")] {
        assert_eq!(with(&host).status, 200, "{host}");
    }
    for host in
        ["evil.example".into(), format!("evil.example:{port}"), "localhost".into(), "".into(), format!("127.0.0.1:{port}@evil.example")]
    {
        with(&host).problem(421, "host");
    }
    // An address in the request itself counts as well; two names are none.
    ask(office.address, "GET", "http://evil.example/notices", &[], b"").problem(421, "host");
    let own = format!("127.0.0.1:{port}");
    ask(office.address, "GET", "/notices", &[("Host", &own), ("Host", "evil.example")], b"").problem(421, "host");
}

#[test]
fn pages_of_other_sites_change_nothing() {
    let office = Office::start(&[]);
    let own = format!("http://{}", office.address);
    let good: &[&[(&str, &str)]] = &[&[], &[("Origin", &own), ("Sec-Fetch-Site", "same-origin")], &[("Sec-Fetch-Site", "none")]];
    let bad: &[&[(&str, &str)]] = &[
        &[("Origin", "http://evil.example")],
        &[("Origin", "null")],
        &[("Origin", "http://127.0.0.1")],
        &[("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Origin", &own), ("Sec-Fetch-Site", "cross-site")],
    ];
    for headers in good {
        assert!(ask(office.address, "POST", "/notices", headers, NOTICE).status < 300, "{headers:?}");
    }
    for headers in bad {
        for (method, path) in [("POST", "/notices"), ("POST", "/parse"), ("POST", "/login"), ("DELETE", "/notices/x")] {
            ask(office.address, method, path, headers, NOTICE).problem(403, "origin");
        }
        // What changes nothing may be looked at; no page of another site can read it.
        assert_eq!(ask(office.address, "GET", "/notices", headers, b"").status, 200);
    }
    // A form around a file is another format; every other type is the file, whatever programs call it.
    let form = [("Content-Type", "multipart/form-data; boundary=x")];
    let words = ask(office.address, "POST", "/notices", &form, b"a=b").problem(415, "media-type");
    assert!(words.contains("expected the bytes of the file as the body"), "{words}");
    for kind in ["application/x-www-form-urlencoded", "application/msword", "x"] {
        assert_eq!(ask(office.address, "POST", "/parse", &[("Content-Type", kind)], NOTICE).status, 200, "{kind}");
    }
    ask(office.address, "POST", "/parse", &[("Content-Encoding", "gzip")], b"x").problem(415, "media-type");
}

#[test]
fn without_the_token_nothing_of_any_notice_is_told() {
    let office = Office::start_with(&["--log"], &[("GONGWEN_TOKEN", TOKEN)]);
    let bearer = format!("Bearer {TOKEN}");
    let with =
        |method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]| -> Answer { ask(office.address, method, path, headers, body) };
    assert_eq!(with("POST", "/notices", &[("Authorization", &bearer)], NOTICE).status, 201);
    for (method, path) in [
        ("GET", "/notices"),
        ("GET", "/tasks"),
        ("GET", "/departments"),
        ("POST", "/parse"),
        ("POST", "/check"),
        ("POST", "/notices"),
        ("GET", "/notices/x"),
        ("GET", "/nowhere"),
        ("DELETE", "/notices/x"),
    ] {
        let answer = with(method, path, &[], b"");
        answer.problem(401, "token");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"gongwen\""), "{path}");
    }
    for path in ["/health", "/openapi.json", "/login", "/assets/page.css"] {
        assert_eq!(with("GET", path, &[], b"").status, 200, "{path}");
    }
    let shown = with("GET", "/", &[], b"");
    assert_eq!((shown.status, shown.header("location")), (303, Some("/login")));
    // What is wrong is slow.
    for wrong in ["Bearer 0123456789abcdef-Secret", "Bearer x"] {
        let begun = Instant::now();
        with("GET", "/notices", &[("Authorization", wrong)], b"").problem(401, "token");
        assert!(begun.elapsed() >= Duration::from_millis(400), "{wrong}");
    }
    for other in ["Basic Og==", TOKEN, ""] {
        with("GET", "/notices", &[("Authorization", other)], b"").problem(401, "token");
    }
    // A browser gets a session for it, whose name is not the token.
    let json = [("Content-Type", "application/json")];
    let log_in = |token: &str| with("POST", "/login", &json, format!("{{\"token\":\"{token}\"}}").as_bytes());
    log_in("0123456789abcdef-wrong").problem(401, "token");
    with("POST", "/login", &[("Content-Type", "text/plain")], b"{}").problem(415, "media-type");
    with("POST", "/login", &json, b"{}").problem(400, "body");
    let answer = log_in(TOKEN);
    let cookie = answer.header("set-cookie").expect("a cookie");
    assert_eq!(answer.status, 204);
    assert!(["HttpOnly", "SameSite=Strict", "Path=/"].iter().all(|a| cookie.contains(a)) && !cookie.contains("secret"), "{cookie}");
    let session = cookie.split(';').next().expect("a session").to_string();
    assert_eq!(with("GET", "/notices", &[("Cookie", &session)], b"").status, 200);
    assert!(with("GET", "/", &[("Cookie", &session)], b"").text().contains("id=\"logout\""));
    // Another server of this machine has another cookie.
    let name = format!("gongwen_session_{}", office.address.port());
    assert!(session.starts_with(&format!("{name}=")), "{session}");
    assert_eq!(with("GET", "/openapi.json", &[], b"").json()["components"]["securitySchemes"]["session"]["name"], *name);
    with("GET", "/notices", &[("Cookie", &format!("{name}=0"))], b"").problem(401, "token");
    with("GET", "/notices", &[("Cookie", &session.replace(&name, "gongwen_session_1"))], b"").problem(401, "token");
    assert_eq!(with("DELETE", "/login", &[("Cookie", &session)], b"").status, 204);
    with("GET", "/notices", &[("Cookie", &session)], b"").problem(401, "token");
    // The log names what was asked for, and neither values nor secrets.
    assert_eq!(with("GET", "/notices?q=%E7%A7%98", &[("Authorization", &bearer)], b"").status, 200);
    let (code, log, _) = office.stop();
    assert_eq!(code, Some(0));
    assert!(log.lines().any(|l| l.starts_with("GET /notices 200 ")), "{log}");
    assert!(!log.contains("secret") && !log.contains("%E7") && !log.contains("检查"), "{log}");
}

#[test]
fn a_refusal_is_heard_by_who_sends_all_before_listening() {
    let office = Office::start_with(&[], &[("GONGWEN_TOKEN", TOKEN)]);
    let bearer = format!("Bearer {TOKEN}");
    let large = vec![b'x'; 3 << 20];
    for (headers, status, code) in [
        (vec![], 401, "token"),
        (vec![("Origin", "http://evil.example")], 403, "origin"),
        (vec![("Authorization", &*bearer), ("Content-Type", "multipart/form-data")], 415, "media-type"),
        (vec![("Authorization", &*bearer), ("Expect", "200-ok")], 417, "expectation"),
    ] {
        let answer = ask(office.address, "POST", "/notices", &headers, &large);
        answer.problem(status, code);
    }
}

#[test]
fn what_frames_a_body_is_known_or_refused() {
    let office = Office::start(&[]);
    let send = |head: &str| {
        let mut stream = crate::client::connect(office.address);
        let head = format!("POST /parse HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{head}\r\n\r\n0\r\n\r\n", office.address);
        stream.write_all(head.as_bytes()).expect("sent");
        crate::client::answer(&mut stream)
    };
    let words = "Transfer-Encoding: expected chunked and nothing else";
    assert_eq!(send("Transfer-Encoding: gzip, chunked").problem(501, "transfer-coding"), words);
    assert_eq!(send("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked").problem(501, "transfer-coding"), words);
    assert_eq!(send("Transfer-Encoding: Chunked").problem(422, "unreadable"), "<body>: the input is empty; expected the text of a notice");
    // A length beside them says nothing, and nothing follows: it could be another request to whoever believes it.
    let mut stream = crate::client::connect(office.address);
    let request = format!("POST /parse HTTP/1.1\r\nHost: {}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n", office.address);
    stream.write_all(format!("{request}0\r\n\r\n{request}0\r\n\r\n").as_bytes()).expect("sent");
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    assert_eq!(String::from_utf8_lossy(&bytes).matches("HTTP/1.1 ").count(), 1);
    // What is not in chunks has no end.
    assert_eq!(send("Transfer-Encoding: gzip").status, 400);
}
