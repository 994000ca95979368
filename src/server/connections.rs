//! Sockets: how many at once, how long the head of a request may take, and the orderly end.

use super::{Ended, Office, answer, routes};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// More connections wait in the system's queue. A process may often have no more than 1,024 files open.
const CONNECTIONS: usize = 512;
/// How long the head of a request may take, and a connection idle.
const HEAD: Duration = Duration::from_secs(10);
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

/// Accepts connections until a signal, then lets requests in flight finish.
pub async fn run(listener: TcpListener, office: Arc<Office>, mut signals: Signals) -> Ended {
    let router = routes::router(office.clone());
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
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
            let (office, router) = (office.clone(), router.clone());
            let service = service_fn(move |request| {
                let (office, router) = (office.clone(), router.clone());
                async move { Ok::<_, Infallible>(answer::answer(office, router, local, request).await) }
            });
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(HEAD);
            let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
            tokio::spawn(async move {
                // A connection that breaks concerns nobody else.
                let _ = connection.await;
                drop(place);
            });
        }
    };
    tokio::select! {
        () = accepting => {}
        () = signals.next() => {}
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => Ended::Orderly,
        () = tokio::time::sleep(LAST) => Ended::Cut,
        () = signals.next() => Ended::Cut,
    }
}
