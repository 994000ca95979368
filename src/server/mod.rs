//! The page, the list and the JSON interface over HTTP, for an office that runs the program on one machine of a closed
//! network.
//!
//! | file | what it has |
//! |---|---|
//! | `connections` | how many, how long a head may take, the orderly end; `stream` their sockets |
//! | `answer` | the way of a request: who may ask (`guard`), its route (`routes`), the headers of all answers |
//! | `body` | bodies within their bounds; `handed` files; `asked` parameters; `problem` what went wrong, RFC 9457 |
//! | `pool` | pools of threads for all reading and all of the database |
//! | `routes` | what each address does; `openapi` their description; `page` what browsers get |
//!
//! Everything is read by the same code as on the command line, and gives the same bytes and words. Parses no arguments,
//! prints nothing, and writes nowhere but into its database.

mod answer;
mod asked;
mod body;
mod connections;
mod guard;
mod handed;
mod openapi;
mod pool;
mod problem;
mod routes;
mod stream;

pub use guard::{HostName, LEAST_TOKEN, Token};

use crate::check;
use crate::error::Error;
use crate::language::{Language, Said};
use crate::reading::Reading;
use crate::sink::Database;
use guard::{Hosts, Sessions};
use hyper::body::Bytes;
use pool::Pool;
use std::io;
use std::net::TcpListener;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Opens the database anew, for a thread or after an error.
pub type Open = Arc<dyn Fn() -> Result<Box<dyn Database>, Error> + Send + Sync>;

/// Hears a sentence.
pub type Tell = Arc<dyn Fn(&Said) + Send + Sync>;

/// Hears of a request, a line each.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// What a server is started with.
pub struct Settings {
    /// How documents are read.
    pub reading: Reading,
    /// What they are checked with.
    pub rules: check::Settings,
    /// Its database.
    pub open: Open,
    /// Whether nothing is taken in or out.
    pub read_only: bool,
    /// The language of those who ask for none.
    pub language: Language,
    /// More names that the machine is asked under.
    pub host_names: Vec<HostName>,
    /// What has to be known to be answered.
    pub token: Option<Token>,
    /// How many threads read and ask the database.
    pub jobs: usize,
    /// The largest file.
    pub max_bytes: u64,
    /// How long an answer may take.
    pub max_seconds: Duration,
    /// Hears what goes wrong inside, which those who ask are not told.
    pub tell: Tell,
    /// Hears of each request, if anything.
    pub log: Option<Log>,
}

/// How a server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every request was answered.
    Orderly,
    /// A second signal, or the time for the last answers, cut requests off.
    Cut,
}

/// What all requests share.
struct Office {
    reading: Reading,
    rules: check::Settings,
    read_only: bool,
    language: Language,
    hosts: Hosts,
    token: Option<Token>,
    sessions: Sessions,
    /// The description of the interface, once it was asked for.
    openapi: OnceLock<Bytes>,
    max_bytes: u64,
    max_seconds: Duration,
    pool: Pool,
    /// How many bodies are in memory at once, and how many small ones.
    bodies: Arc<Semaphore>,
    small_bodies: Arc<Semaphore>,
    /// What large texts are worked on in, one after the other.
    large: Pool,
    tell: Tell,
    log: Option<Log>,
}

/// How many bodies a thread of the pool has in memory: one that it reads, and one that is arriving.
const BODIES: usize = 2;
/// How many small bodies are in memory at once: together no more than a large one.
const SMALL_BODIES: usize = 128;

/// Serves until a signal ends it. `before` runs first, in another thread, so that a signal ends it too; then `ready` is
/// told, and the listener is accepted from.
///
/// # Errors
/// What `before` fails with, and what the system refuses.
pub fn serve(
    listener: TcpListener,
    settings: Settings,
    before: impl FnOnce() -> Result<(), Error> + Send + 'static,
    ready: impl FnOnce(),
) -> Result<Ended, Error> {
    let failed = |e: io::Error| Error::new(crate::error::ErrorKind::Read, format!("cannot serve: {e}"), format!("无法提供服务：{e}"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let hosts = Hosts::new(address, &settings.host_names);
    let pool = Pool::start(settings.jobs, settings.open.clone(), settings.tell.clone()).map_err(failed)?;
    let large = Pool::start(1, settings.open.clone(), settings.tell.clone()).map_err(failed)?;
    let office = Arc::new(Office {
        reading: settings.reading,
        rules: settings.rules,
        read_only: settings.read_only,
        language: settings.language,
        hosts,
        token: settings.token,
        sessions: Sessions::new(address.port()),
        openapi: OnceLock::new(),
        max_bytes: settings.max_bytes,
        max_seconds: settings.max_seconds,
        pool,
        bodies: Arc::new(Semaphore::new((settings.jobs * BODIES).max(4))),
        large,
        small_bodies: Arc::new(Semaphore::new(SMALL_BODIES)),
        tell: settings.tell,
        log: settings.log,
    });
    let ended = runtime.block_on(async {
        let mut signals = connections::Signals::new().map_err(failed)?;
        let (done, loaded) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || done.send(before()));
        tokio::select! {
            loaded = loaded => loaded.unwrap_or_else(|_| Err(failed(io::Error::other("loading stopped"))))?,
            () = signals.next() => return Ok(Ended::Orderly),
        }
        listener.set_nonblocking(true).map_err(failed)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        ready();
        Ok(connections::run(listener, office.clone(), signals).await)
    });
    office.pool.end();
    office.large.end();
    // Of connections that close at once, none may see that it is the last one and put the file of SQLite in order.
    if !office.read_only && ended.is_ok() {
        drop((settings.open)());
    }
    ended
}
