//! Who may ask: the name that the machine is asked under, the site that a browser asks from, the token and the sessions
//! of browsers.

use super::Office;
use super::problem::{Code, Problem};
use crate::error::{Error, ErrorKind};
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::http::uri::Authority;
use hyper::{Method, Request};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use subtle::ConstantTimeEq;

/// The fewest characters of a token.
pub const LEAST_TOKEN: usize = 16;
/// The most: no header is as long as one could be.
pub(super) const MOST_TOKEN: usize = 1000;
/// How long the answer to a wrong token takes: who guesses has to wait.
const WRONG: Duration = Duration::from_millis(500);
/// How many browsers are logged in at once; of more, the first to come goes.
const SESSIONS: usize = 256;
/// How long a browser stays logged in, a working day.
const SESSION: Duration = Duration::from_secs(12 * 60 * 60);
/// What the name of a session's cookie begins with. The port follows: browsers give the cookies of a machine to all of
/// its servers.
const COOKIE: &str = "gongwen_session_";

/// The names that the machine is asked under. A page of another site whose name is made to lead here (DNS rebinding)
/// comes with that site's name.
pub struct Hosts {
    port: u16,
    names: Vec<HostName>,
}

impl Hosts {
    /// The names of a listening address, and others.
    pub fn new(listening: SocketAddr, names: &[HostName]) -> Hosts {
        Hosts { port: listening.port(), names: names.to_vec() }
    }

    /// Whether a `Host` is one of the machine, at the address that the connection came to.
    fn has(&self, host: &str, local: IpAddr) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        if authority.as_str().contains('@') {
            return false;
        }
        let name = authority.host().to_ascii_lowercase();
        // A name may be another machine's that hands requests on, with a port of its own.
        if self.names.iter().any(|n| n.0 == name || n.0.eq_ignore_ascii_case(host)) {
            return true;
        }
        let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let ours = match address {
            Ok(address) => address.to_canonical() == local.to_canonical(),
            Err(_) => name == "localhost" && local.to_canonical().is_loopback(),
        };
        ours && authority.port_u16().unwrap_or(80) == self.port
    }
}

/// A name that a machine is asked under, with a port of its own or without.
#[derive(Clone, Debug)]
pub struct HostName(String);

impl HostName {
    /// A name in small letters.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] where it is no machine's name or address.
    pub fn new(text: &str) -> Result<HostName, Error> {
        match text.parse::<Authority>() {
            Ok(authority) if is_name(&authority) => Ok(HostName(text.to_ascii_lowercase())),
            _ => {
                let shown: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
                let english = format!("--host-name {shown}: expected a machine's name or address, such as ducha.example");
                Err(Error::new(ErrorKind::Input, english, format!("--host-name {shown}：应为主机名或地址，如 ducha.example")))
            }
        }
    }
}

fn is_name(authority: &Authority) -> bool {
    let host = authority.host();
    let address = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let is_host = match address {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)),
    };
    let port = authority.as_str().get(host.len()..).unwrap_or_default();
    is_host && (port.is_empty() || authority.port_u16().is_some_and(|n| n > 0))
}

/// What has to be known to be answered; only its SHA-256 is kept.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl Token {
    /// A token without the white space around it.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] where it is shorter than [`LEAST_TOKEN`], very long, or no header can hold it.
    pub fn new(text: &str) -> Result<Token, Error> {
        let text = text.trim();
        if !(LEAST_TOKEN..=MOST_TOKEN).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_graphic()) {
            let english = format!("the token: expected {LEAST_TOKEN} to {MOST_TOKEN} characters of ASCII without white space");
            let chinese = format!("令牌：应为 {LEAST_TOKEN} 至 {MOST_TOKEN} 个 ASCII 字符，不含空白");
            return Err(Error::new(ErrorKind::Input, english, chinese));
        }
        Ok(Token(Sha256::digest(text).into()))
    }

    fn is(&self, text: &str) -> bool {
        let given: [u8; 32] = Sha256::digest(text).into();
        self.0.ct_eq(&given).into()
    }
}

/// Browsers that are logged in: the names of their sessions, and when they came. Kept in memory alone.
pub struct Sessions {
    begun: Mutex<HashMap<String, Instant>>,
    /// The name of their cookie.
    pub cookie: String,
}

impl Sessions {
    /// The sessions of the server at a port.
    pub fn new(port: u16) -> Sessions {
        Sessions { begun: Mutex::default(), cookie: format!("{COOKIE}{port}") }
    }

    /// Begins a session: the cookie to set, or none where the system gives no random bytes.
    fn begin(&self) -> Option<String> {
        let mut random = [0; 32];
        getrandom::fill(&mut random).ok()?;
        let name = crate::source::sha256(&random);
        let now = Instant::now();
        let mut sessions = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, begun| now.duration_since(*begun) < SESSION);
        if sessions.len() >= SESSIONS
            && let Some(first) = sessions.iter().min_by_key(|s| *s.1).map(|s| s.0.clone())
        {
            sessions.remove(&first);
        }
        sessions.insert(name.clone(), now);
        Some(format!("{}={name}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}", self.cookie, SESSION.as_secs()))
    }

    /// Whether a request comes from a browser that is logged in.
    fn has(&self, headers: &HeaderMap) -> bool {
        let sessions = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        self.named(headers).and_then(|name| sessions.get(name)).is_some_and(|begun| begun.elapsed() < SESSION)
    }

    /// Ends the session of a request: the cookie to set.
    pub fn end(&self, headers: &HeaderMap) -> String {
        if let Some(name) = self.named(headers) {
            self.begun.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        }
        format!("{}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0", self.cookie)
    }

    fn named<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|c| c.to_str().ok());
        cookies.flat_map(|c| c.split(';')).find_map(|c| c.trim().strip_prefix(&*self.cookie)?.strip_prefix('='))
    }
}

/// What anybody may have: it says nothing of any notice.
fn is_open(path: &str) -> bool {
    ["/login", "/health", "/openapi.json"].contains(&path) || path.starts_with("/assets/")
}

impl Office {
    /// Whether a request may be answered, that came to this address of the machine.
    ///
    /// # Errors
    /// [`Code::Host`], [`Code::Origin`] and [`Code::Token`].
    pub(super) async fn admit<B>(&self, request: &Request<B>, local: SocketAddr) -> Result<(), Problem> {
        let headers = request.headers();
        let host = one(headers, &header::HOST);
        let absolute = request.uri().authority().map(Authority::as_str);
        if !host.is_some_and(|h| self.hosts.has(h, local.ip())) || absolute.is_some_and(|a| !self.hosts.has(a, local.ip())) {
            return Err(Problem::new(
                Code::Host,
                "Host: expected the address that the server listens at, localhost, or a name given by --host-name",
                "Host：应为服务的监听地址、localhost 或 --host-name 指定的名称",
            ));
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            same_site(headers, host.unwrap_or_default())?;
        }
        let Some(token) = &self.token else { return Ok(()) };
        if is_open(request.uri().path()) || self.sessions.has(headers) {
            return Ok(());
        }
        let given = one(headers, &header::AUTHORIZATION).and_then(bearer);
        match given {
            Some(given) if token.is(given) => Ok(()),
            Some(_) => {
                tokio::time::sleep(WRONG).await;
                Err(wrong())
            }
            None => Err(Problem::new(
                Code::Token,
                "Authorization: expected Bearer and the token, or a browser that is logged in at /login",
                "Authorization：应为 Bearer 加令牌，或先在 /login 登录",
            )),
        }
    }

    /// Logs a browser in: the cookie to set, where there is a token at all.
    ///
    /// # Errors
    /// [`Code::Token`], after a while.
    pub(super) async fn log_in(&self, given: &str) -> Result<Option<String>, Problem> {
        match &self.token {
            None => Ok(None),
            Some(token) if token.is(given.trim()) => match self.sessions.begin() {
                Some(cookie) => Ok(Some(cookie)),
                None => Err(Problem::new(Code::Internal, "the system gives no random bytes", "系统无法提供随机数")),
            },
            Some(_) => {
                tokio::time::sleep(WRONG).await;
                Err(wrong())
            }
        }
    }
}

fn wrong() -> Problem {
    Problem::new(Code::Token, "this is not the token that the server was started with", "令牌与服务启动时设置的不符")
}

/// The token behind `Bearer`, which is written in any case.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The value of a header that stands once.
fn one<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    all.next().filter(|_| all.next().is_none())?.to_str().ok()
}

/// Whether what changes something is not asked by a page of another site (CSRF). What is no browser sends neither.
fn same_site(headers: &HeaderMap, host: &str) -> Result<(), Problem> {
    let site = headers.get("sec-fetch-site");
    let site = site.is_none_or(|site| site == "same-origin" || site == "none");
    let origin = headers.get(header::ORIGIN).is_none_or(|origin| {
        let origin = origin.to_str().unwrap_or_default();
        let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        authority.is_some_and(|a| a.eq_ignore_ascii_case(host))
    });
    if site && origin {
        return Ok(());
    }
    let english = "expected a request from the server's own page, or from a program that sends neither Origin nor Sec-Fetch-Site";
    Err(Problem::new(Code::Origin, english, "请求应来自本服务的页面，或不带 Origin 与 Sec-Fetch-Site 的程序"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_is_asked_under_its_own_names_alone() {
        let hosts = Hosts::new("127.0.0.1:8080".parse().expect("an address"), &[HostName::new("Ducha.example").expect("a name")]);
        let local = "127.0.0.1".parse().expect("an address");
        for host in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "ducha.example", "ducha.example:443"] {
            assert!(hosts.has(host, local), "{host}");
        }
        for host in
            ["", "127.0.0.1", "127.0.0.1:80", "localhost:8081", "evil.example:8080", "127.0.0.2:8080", "a@localhost:8080", "[::1]:8080"]
        {
            assert!(!hosts.has(host, local), "{host}");
        }
        let all = Hosts::new("0.0.0.0:8080".parse().expect("an address"), &[]);
        assert!(all.has("10.0.0.5:8080", "10.0.0.5".parse().expect("an address")));
        assert!(!all.has("localhost:8080", "10.0.0.5".parse().expect("an address")));
        for (name, is) in [
            ("ducha.example", true),
            ("ducha_1:8443", true),
            ("10.0.0.5", true),
            ("[fe80::1]:80", true),
            ("http://x", false),
            ("x/", false),
            ("a@x", false),
            ("", false),
            ("x:", false),
            ("x:0", false),
            ("x:99999", false),
            ("[x]", false),
            ("*.example", false),
            ("督查", false),
        ] {
            assert_eq!(HostName::new(name).is_ok(), is, "{name}");
        }
    }

    #[test]
    fn a_token_is_long_and_fits_a_header() {
        assert!(Token::new(" 0123456789abcdef\n").is_ok_and(|t| t.is("0123456789abcdef") && !t.is("0123456789abcdeg")));
        for wrong in ["", "0123456789abcde", "0123456789 abcdef", "口令口令口令口令口令口令"] {
            assert!(Token::new(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sessions_are_bounded_and_end() {
        let sessions = Sessions::new(8080);
        let mut last = String::new();
        for _ in 0..SESSIONS + 10 {
            last = sessions.begin().unwrap_or_default();
        }
        assert_eq!(sessions.begun.lock().map(|s| s.len()).unwrap_or_default(), SESSIONS);
        let mut headers = HeaderMap::new();
        let sent = last.split(';').next().unwrap_or_default().to_string();
        headers.insert(header::COOKIE, format!("a=b; {sent}").parse().expect("a header"));
        assert!(sessions.has(&headers) && !Sessions::new(8081).has(&headers));
        sessions.end(&headers);
        assert!(!sessions.has(&headers));
    }
}
