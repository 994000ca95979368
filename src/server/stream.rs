//! A socket that does not wait for ever until its answer is read.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How long a step of an answer may wait for whoever asked to take it.
const PATIENCE: Duration = Duration::from_secs(15);
/// How many bytes are a step: who takes a byte now and then is not reading.
const STEP: usize = 16 << 10;

/// A socket whose writes end in an error where nobody takes them.
pub struct Stream {
    socket: TcpStream,
    /// Until when the step under way has to be taken; none while writes need not wait.
    end: Option<Pin<Box<Sleep>>>,
    /// How much of it is.
    taken: usize,
    /// Whether an answer waits to be taken.
    waits: Arc<AtomicBool>,
}

impl Stream {
    /// A socket; `waits` tells whether an answer waits on it.
    pub fn new(socket: TcpStream, waits: Arc<AtomicBool>) -> Stream {
        Stream { socket, end: None, taken: 0, waits }
    }

    fn rest(&mut self) {
        (self.end, self.taken) = (None, 0);
    }

    fn written(&mut self, written: Poll<io::Result<usize>>, context: &mut Context) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(n)) => {
                self.taken += n;
                if self.taken >= STEP {
                    self.rest();
                }
                Poll::Ready(Ok(n))
            }
            Poll::Ready(error) => Poll::Ready(error),
            Poll::Pending => {
                if self.end.is_none() {
                    self.taken = 0;
                }
                self.waits.store(true, Ordering::SeqCst);
                let end = self.end.get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
                ready!(end.as_mut().poll(context));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(context, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(context, bytes);
        self.written(written, context)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context, bytes: &[IoSlice]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write_vectored(context, bytes);
        self.written(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    /// What is to be flushed was all written.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        self.rest();
        self.waits.store(false, Ordering::SeqCst);
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
