//! Connections: how many at once, how long the head of a request may take, and the orderly end.

use super::stream::Stream;
use super::{Ended, Office, answer, routes};
use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

/// More connections wait in the system's queue. A process may often have no more than 1,024 files open.
const CONNECTIONS: u32 = 512;
/// How long the head of a request may take, and a connection idle.
const HEAD: Duration = Duration::from_secs(10);
/// How much of what arrives and of answers is in memory for a connection, the longest head among it.
const BUFFER: usize = 64 << 10;
/// How long the last answers may take after a signal.
const LAST: Duration = Duration::from_secs(30);
/// How long to wait where no connection can be accepted: no more files can be opened.
const BREATH: Duration = Duration::from_millis(100);

/// The signals that end a server.
pub struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// From here on signals are heard and do not kill.
    pub fn new() -> io::Result<Signals> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Signals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
        }
        #[cfg(not(unix))]
        Ok(Signals {})
    }

    /// Waits for the next.
    pub async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// What a connection is doing.
#[derive(Default)]
struct Doing {
    /// How many of its requests are being worked on.
    requests: AtomicUsize,
    /// Whether an answer waits to be taken.
    waits: Arc<AtomicBool>,
}

impl Doing {
    fn nothing(&self) -> bool {
        self.requests.load(Ordering::SeqCst) == 0 && !self.waits.load(Ordering::SeqCst)
    }
}

/// A request that is being worked on, counted for its connection and for all.
struct Work(Arc<Doing>, Arc<AtomicUsize>);

impl Work {
    fn begin(doing: &Arc<Doing>, all: &Arc<AtomicUsize>) -> Work {
        doing.requests.fetch_add(1, Ordering::SeqCst);
        all.fetch_add(1, Ordering::SeqCst);
        Work(doing.clone(), all.clone())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.requests.fetch_sub(1, Ordering::SeqCst);
        self.1.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Accepts connections until a signal, then lets requests in flight finish.
pub async fn run(listener: TcpListener, office: Arc<Office>, mut signals: Signals) -> Ended {
    let router = routes::router(office.clone());
    let room = Arc::new(Semaphore::new(CONNECTIONS as usize));
    let (stop, stopping) = watch::channel(());
    let working = Arc::new(AtomicUsize::new(0));
    let accepting = async {
        loop {
            let Ok(place) = room.clone().acquire_owned().await else { return };
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                Err(_) => {
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            };
            let Ok(local) = stream.local_addr() else { continue };
            let _ = stream.set_nodelay(true);
            let (office, router, working) = (office.clone(), router.clone(), working.clone());
            let (doing, mut stopping) = (Arc::new(Doing::default()), stopping.clone());
            let stream = Stream::new(stream, doing.waits.clone());
            tokio::spawn(async move {
                connection(stream, local, office, router, doing, working, &mut stopping).await;
                drop(place);
            });
        }
    };
    tokio::select! {
        () = accepting => {}
        () = signals.next() => {}
    }
    drop(listener);
    drop(stop);
    let cut = || if working.load(Ordering::SeqCst) == 0 { Ended::Orderly } else { Ended::Cut };
    tokio::select! {
        _ = room.acquire_many(CONNECTIONS) => Ended::Orderly,
        () = tokio::time::sleep(LAST) => cut(),
        () = signals.next() => cut(),
    }
}

/// Answers what comes over a connection. At the end it goes as soon as none of its requests is being worked on and its
/// answers are taken.
async fn connection(
    stream: Stream,
    local: SocketAddr,
    office: Arc<Office>,
    router: Router,
    doing: Arc<Doing>,
    working: Arc<AtomicUsize>,
    stopping: &mut watch::Receiver<()>,
) {
    let of = doing.clone();
    let service = service_fn(move |request| {
        let (office, router, work) = (office.clone(), router.clone(), Work::begin(&of, &working));
        async move {
            let answer = answer::answer(office, router, local, request).await;
            drop(work);
            Ok::<_, Infallible>(answer)
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(BUFFER);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // A connection that breaks concerns nobody else.
        _ = connection.as_mut() => return,
        _ = stopping.changed() => {}
    }
    connection.as_mut().graceful_shutdown();
    poll_fn(|context| match connection.as_mut().poll(context) {
        Poll::Pending if !doing.nothing() => Poll::Pending,
        _ => Poll::Ready(()),
    })
    .await;
}
