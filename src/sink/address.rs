//! Where a database is: `sqlite:FILE`, or `postgres://USER:PASSWORD@HOST:PORT/NAME?PARAMETER=VALUE&…`.
//!
//! A password never reaches a message: nothing of an address that is not understood is quoted, and what drivers say is
//! searched for the password before it is passed on.

use crate::error::{Error, ErrorKind};
use std::fmt;
use std::path::PathBuf;

/// Where a database is.
#[derive(Clone, Debug)]
pub enum Address {
    /// A file of SQLite.
    Sqlite(PathBuf),
    /// A server of PostgreSQL.
    Postgres(Server),
}

/// A database on a server.
#[derive(Clone)]
pub struct Server {
    /// The address without the parameters that are read here.
    pub(super) url: String,
    /// How messages call it.
    pub(super) shown: String,
    /// `sslmode`.
    pub(super) encryption: Encryption,
    /// `sslrootcert`: certificates to trust instead of the machine's.
    pub(super) roots: Option<PathBuf>,
    /// Where a password is looked for that the address does not have.
    pub(super) passwords: Passwords,
    /// What must not be shown, as it stands in the address and as it is meant.
    secrets: Vec<String>,
}

/// Passwords from outside the address, as `psql` takes them.
#[derive(Clone, Default)]
pub struct Passwords {
    /// `PGPASSWORD`.
    pub given: Option<String>,
    /// The text of `~/.pgpass`.
    pub file: Option<String>,
}

/// How a connection is protected, `sslmode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// Not at all.
    Disable,
    /// Encrypted where the server can.
    Prefer,
    /// Encrypted; the certificate is looked at only where `sslrootcert` is given.
    Require,
    /// Encrypted, to a server whose certificate is trusted.
    VerifyCa,
    /// The same, and the certificate is of that host.
    VerifyFull,
}

/// What `sslmode` may say, with its meaning.
const MODES: &[(&str, Encryption)] = &[
    ("disable", Encryption::Disable),
    ("allow", Encryption::Prefer),
    ("prefer", Encryption::Prefer),
    ("require", Encryption::Require),
    ("verify-ca", Encryption::VerifyCa),
    ("verify-full", Encryption::VerifyFull),
];

/// What the driver takes, besides `sslmode` and `sslrootcert`.
const PARAMETERS: &[&str] = &[
    "user", "password", "dbname", "options", "application_name", "sslnegotiation", "host", "hostaddr", "port", "connect_timeout",
    "tcp_user_timeout", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_retries", "target_session_attrs",
    "channel_binding", "load_balance_hosts",
];

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// [`ErrorKind::Database`] with what was expected, and nothing of what was given but the names of parameters.
    pub fn read(text: &str) -> Result<Address, Error> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path == ":memory:" {
                return Err(wrong("expected a file, as in sqlite:notices.db", "此处应为文件，如 sqlite:notices.db"));
            }
            return Ok(Address::Sqlite(path.into()));
        }
        match ["postgres://", "postgresql://"].iter().find_map(|scheme| text.strip_prefix(scheme)) {
            Some(rest) => Ok(Address::Postgres(server(rest)?)),
            None => {
                Err(wrong("expected sqlite:FILE or postgres://USER@HOST/NAME", "数据库地址应为 sqlite:文件 或 postgres://用户@主机/库名"))
            }
        }
    }

    /// The same address with passwords to look into where it has none.
    pub fn with_passwords(mut self, passwords: Passwords) -> Address {
        if let Address::Postgres(server) = &mut self {
            server.passwords = passwords;
        }
        self
    }

    /// What kind of database it is, and the feature that has it.
    pub(super) fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Address::Sqlite(_) => ("SQLite", "sqlite"),
            Address::Postgres(_) => ("PostgreSQL", "postgres"),
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Server {
    /// Takes a password that is used on, so that it will not be shown.
    pub(super) fn hide(&mut self, password: &str) {
        if !password.is_empty() {
            self.secrets.push(password.to_string());
        }
    }

    /// A message without the password.
    pub(super) fn masked(&self, message: &str) -> String {
        let mut secrets: Vec<&String> = self.secrets.iter().collect();
        // What contains another is put away first.
        secrets.sort_by_key(|s| std::cmp::Reverse(s.len()));
        secrets.into_iter().fold(message.to_string(), |message, secret| message.replace(secret.as_str(), "***"))
    }
}

fn server(rest: &str) -> Result<Server, Error> {
    let (user, rest) = rest.split_once('@').unwrap_or(("", rest));
    if rest.contains('@') || user.contains(['/', '?', '#']) {
        return Err(wrong(
            "inside names and passwords of an address expected %40 for @, %2F for /, %3F for ?, %23 for #",
            "地址中的用户名和密码里，@ / ? # 应写作 %40 %2F %3F %23",
        ));
    }
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let hosts = place.split('/').next().unwrap_or_default();
    if hosts.split(',').filter(|h| !h.contains(']')).filter_map(|h| h.split_once(':')).any(|(_, port)| port.parse::<u16>().is_err()) {
        return Err(wrong("expected a number for the port, as in HOST:5432", "端口应为数字，如 主机:5432"));
    }
    let mut server = Server {
        url: format!("postgres://{}{}{place}", user, if user.is_empty() { "" } else { "@" }),
        shown: format!("postgres://{place}"),
        encryption: Encryption::Prefer,
        roots: None,
        passwords: Passwords::default(),
        secrets: Vec::new(),
    };
    let mut separator = '?';
    let raw = user.split_once(':').map(|u| u.1).into_iter();
    let mut secrets: Vec<&str> = raw.collect();
    for pair in query.split('&').filter(|p| !p.is_empty()) {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(wrong("expected NAME=VALUE behind the ? of an address", "地址 ? 之后应为 名称=值"));
        };
        match name {
            "sslmode" => server.encryption = mode(&decoded(value))?,
            "sslrootcert" => server.roots = Some(decoded(value)).filter(|v| v != "system").map(PathBuf::from),
            _ if PARAMETERS.contains(&name) => {
                server.url.push(separator);
                server.url.push_str(pair);
                separator = '&';
                if name == "password" {
                    secrets.push(value);
                }
            }
            _ => {
                let known = PARAMETERS.join(", ");
                let english = format!("unknown parameter {name}; expected one of sslmode, sslrootcert, {known}");
                return Err(wrong(&english, &format!("未知参数 {name}，应为 sslmode、sslrootcert 或 {known}")));
            }
        }
    }
    for secret in secrets {
        server.hide(secret);
        server.hide(&decoded(secret));
    }
    Ok(server)
}

fn mode(name: &str) -> Result<Encryption, Error> {
    MODES.iter().find(|m| m.0 == name).map(|m| m.1).ok_or_else(|| {
        let known = MODES.iter().map(|m| m.0).collect::<Vec<_>>().join(", ");
        wrong(&format!("sslmode: expected one of {known}"), &format!("sslmode 应为 {known} 之一"))
    })
}

fn wrong(english: &str, chinese: &str) -> Error {
    Error::new(ErrorKind::Database, format!("--db: {english}"), format!("--db：{chinese}"))
}

/// What percent signs stand for.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = || text.get(at + 1..at + 3).and_then(|h| u8::from_str_radix(h, 16).ok());
        match hex().filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

impl Passwords {
    /// The password for a connection: what is given, else the first line of the file whose fields fit.
    pub(super) fn of(&self, connection: [&str; 4]) -> Option<String> {
        self.given.clone().filter(|p| !p.is_empty()).or_else(|| {
            self.file.as_deref()?.lines().filter(|l| !l.starts_with('#')).find_map(|line| {
                let fields = fields(line);
                let fits = connection.iter().zip(&fields).all(|(is, field)| field == "*" || field == is);
                fields.get(4).filter(|_| fits).cloned()
            })
        })
    }
}

/// The fields of a line of `~/.pgpass`: host, port, database, user and password, parted by colons; \ takes what
/// follows as it is.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let last = fields.len() - 1;
        match c {
            '\\' => fields[last].extend(chars.next()),
            ':' if last < 4 => fields.push(String::new()),
            c => fields[last].push(c),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn postgres(text: &str) -> Server {
        match Address::read(text) {
            Ok(Address::Postgres(server)) => server,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn parameters_of_encryption_are_taken_out_of_the_address() {
        let server =
            postgres("postgresql://u@h:5433/d?sslmode=verify-full&connect_timeout=3&sslrootcert=%2Fetc%2Froot.crt&options=-cx%3D1");
        assert_eq!(server.url, "postgres://u@h:5433/d?connect_timeout=3&options=-cx%3D1");
        assert_eq!((server.encryption, server.roots), (Encryption::VerifyFull, Some("/etc/root.crt".into())));
        assert_eq!(postgres("postgres:///d").encryption, Encryption::Prefer);
    }

    #[test]
    fn files_are_named_with_and_without_slashes() {
        for (text, path) in
            [("sqlite:a.db", "a.db"), ("sqlite:/x/a.db", "/x/a.db"), ("sqlite:///x/a.db", "/x/a.db"), ("sqlite://a.db", "a.db")]
        {
            assert!(matches!(Address::read(text), Ok(Address::Sqlite(p)) if p == *path), "{text}");
        }
    }

    #[test]
    fn no_message_shows_a_password() {
        let secret = "hunter2";
        for wrong in [
            "postgre://u:hunter2@h/d",
            "hunter2",
            "postgres://u:hunter2/d",
            "postgres://u:hunt@er2:hunter2@h/d",
            "postgres://u:hun/hunter2@h/d",
            "postgres://u:hunter2@h/d?hunter2",
            "postgres://u:hunter2@h/d?colour=hunter2",
            "postgres://u:hunter2@h/d?sslmode=hunter2",
            "postgres://u@h:hunter2/d",
        ] {
            let error = Address::read(wrong).expect_err(wrong);
            assert!(![error.to_string(), error.chinese().to_string(), format!("{error:?}")].concat().contains(secret), "{wrong}: {error}");
        }
        let server = postgres("postgres://u:hunter%32@h/d?password=se%63ret");
        assert_eq!(format!("{server:?}"), "postgres://h/d");
        assert_eq!(server.masked("a hunter2 b hunter%32 c secret d se%63ret"), "a *** b *** c *** d ***");
    }

    #[test]
    fn the_password_file_is_read_as_psql_reads_it() {
        let file = Some("# a comment\nh:5432:other:u:no\nh:*:d:u:a\\:b:c\n*:*:*:*:last".to_string());
        let passwords = Passwords { given: None, file };
        assert_eq!(passwords.of(["h", "5432", "d", "u"]).as_deref(), Some("a:b:c"));
        assert_eq!(passwords.of(["x", "1", "y", "z"]).as_deref(), Some("last"));
        assert_eq!(Passwords { given: Some("first".into()), ..passwords }.of(["h", "5432", "d", "u"]).as_deref(), Some("first"));
    }
}
