//! A PostgreSQL to test against: the one that `GONGWEN_TEST_POSTGRES` names (a role that may create databases), else a
//! private one that is started from the programs on this machine and stopped with the last test that uses it.

use postgres::{Client, NoTls};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;
use tempfile::TempDir;

/// The password of the private server, as it is meant and as an address has it.
pub const PASSWORD: (&str, &str) = ("geheim/4711@", "geheim%2F4711%40");

pub struct Server {
    /// The address up to the name of a database, and what follows it.
    address: (String, String),
    private: Option<Private>,
}

struct Private {
    folder: TempDir,
    port: u16,
    process: Child,
}

/// A database of one test.
pub struct Database {
    pub server: Arc<Server>,
    name: String,
    pub url: String,
}

/// A new database, or nothing, with a printed line, where no server can be had.
pub fn database() -> Option<Database> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    static SERVER: Mutex<Weak<Server>> = Mutex::new(Weak::new());
    let server = {
        let mut held = SERVER.lock().unwrap_or_else(|e| e.into_inner());
        match held.upgrade() {
            Some(server) => server,
            None => {
                let Some(server) = Server::find() else {
                    let required = std::env::var("CI_POSTGRES").is_ok_and(|v| v == "required");
                    assert!(!required, "CI_POSTGRES=required, and there is no PostgreSQL");
                    println!("skipped: no PostgreSQL; set GONGWEN_TEST_POSTGRES or install its server");
                    return None;
                };
                let server = Arc::new(server);
                *held = Arc::downgrade(&server);
                server
            }
        }
    };
    let name = format!("gongwen_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    server.client("postgres").batch_execute(&format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")).expect("a database");
    Some(Database { url: server.url(&name), server, name })
}

impl Database {
    pub fn client(&self) -> Client {
        self.server.client(&self.name)
    }

    /// The private server's port, and a name of the database to put into an address.
    pub fn private(&self) -> Option<(u16, &str)> {
        self.server.private.as_ref().map(|p| (p.port, self.name.as_str()))
    }

    /// The certificate of the private server, which is its own authority.
    pub fn certificate(&self) -> Option<PathBuf> {
        self.server.private.as_ref().map(|p| p.folder.path().join("server.crt")).filter(|c| c.is_file())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        if let Ok(mut client) = Client::connect(&self.server.url("postgres"), NoTls) {
            let _ = client.batch_execute(&drop);
        }
    }
}

impl Server {
    fn find() -> Option<Server> {
        if let Ok(url) = std::env::var("GONGWEN_TEST_POSTGRES") {
            let (before, query) = url.split_once('?').map_or((url.as_str(), String::new()), |(b, q)| (b, format!("?{q}")));
            let from = before.find("://").map_or(0, |i| i + 3);
            let end = before[from..].find('/').map_or(before.len(), |i| from + i);
            return Some(Server { address: (format!("{}/", &before[..end]), query), private: None });
        }
        let bin = programs()?;
        let private = Private::start(&bin);
        let address = (format!("postgres://gongwen:{}@localhost:{}/", PASSWORD.1, private.port), String::new());
        Some(Server { address, private: Some(private) })
    }

    pub fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.address.0, self.address.1)
    }

    pub fn client(&self, database: &str) -> Client {
        Client::connect(&self.url(database), NoTls).expect("the server answers")
    }
}

/// The folder with `initdb` and `postgres`.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|v| v.path().join("bin")).collect();
    folders.sort();
    folders.reverse();
    folders.extend(std::env::split_paths(&path));
    folders.into_iter().find(|f| ["initdb", "postgres", "pg_ctl"].iter().all(|p| f.join(p).is_file()))
}

impl Private {
    fn start(bin: &Path) -> Private {
        let folder = tempfile::tempdir().expect("a folder for the server");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("password"), PASSWORD.0).expect("a password");
        let mut certificate = Command::new("openssl");
        certificate.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]);
        certificate.args(["-addext", "subjectAltName=DNS:localhost", "-keyout"]).arg(at("server.key")).arg("-out").arg(at("server.crt"));
        let encrypts = certificate.output().is_ok_and(|o| o.status.success());
        if is_root() {
            done(Command::new("chown").args(["-R", "postgres"]).arg(folder.path()));
        }
        if encrypts {
            done(Command::new("chmod").arg("600").arg(at("server.key")));
        }
        let mut make = as_server(&bin.join("initdb"));
        make.args(["-U", "gongwen", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--pwfile"]).arg(at("password"));
        done(make.arg("-D").arg(at("data")));
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let mut serve = as_server(&bin.join("postgres"));
        serve.arg("-D").arg(at("data")).arg("-k").arg(folder.path()).args(["-p", &port.to_string(), "-c", "fsync=off"]);
        serve.args(["-c", "listen_addresses=localhost"]);
        if encrypts {
            serve.arg("-c").arg("ssl=on").arg("-c").arg(format!("ssl_cert_file={}", at("server.crt").display()));
            serve.arg("-c").arg(format!("ssl_key_file={}", at("server.key").display()));
        }
        let process = serve.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the server starts");
        let private = Private { folder, port, process };
        let url = format!("postgres://gongwen:{}@localhost:{port}/postgres", PASSWORD.1);
        for _ in 0..300 {
            if Client::connect(&url, NoTls).is_ok() {
                return private;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the server on port {port} does not answer");
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        // SIGINT is a fast shutdown; the server reaps its own.
        let _ = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        let _ = self.process.wait();
    }
}

/// A command as a user under which the server consents to run.
fn as_server(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.starts_with(b"0\n"))
}

fn done(command: &mut Command) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
