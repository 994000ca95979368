//! Bodies within their bounds: how large, how slow, and how many in memory at once.

use super::Office;
use super::pool::busy;
use super::problem::{Code, Problem};
use axum::extract::Request;
use http_body_util::BodyExt;
use hyper::HeaderMap;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::header;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout, timeout_at};

/// Files up to this size have room of their own, so that large ones that are long in coming keep none of them out.
const SMALL: u64 = 256 << 10;
/// How long no byte of a file may arrive.
const STILL: Duration = Duration::from_secs(10);
/// How many bytes have to arrive each second once some time has passed.
const RATE: u64 = 32 << 10;
const GRACE: Duration = Duration::from_secs(5);
/// How long a whole file may take, besides a second for each megabyte.
const WHOLE: Duration = Duration::from_secs(60);
/// How much of a body that is not taken is read and thrown away, so that its sender gets to hear the answer.
const THROWN_AWAY: (u64, Duration) = (8 << 20, Duration::from_secs(2));

/// The bytes of a file, with their place among those in memory.
pub struct Received {
    pub bytes: Vec<u8>,
    /// Given back with the bytes.
    _place: OwnedSemaphorePermit,
}

/// How large a body may be, and how long in coming.
#[derive(Clone, Copy)]
pub enum Bound {
    /// A file of at most so many bytes.
    File(u64),
    /// A few words, which are there at once: so many bytes within this time.
    Words(u64, Duration),
}

impl Bound {
    fn most(self) -> u64 {
        match self {
            Bound::File(most) | Bound::Words(most, _) => most,
        }
    }

    /// When the next byte has to be there, of a body that has begun to come and of which some is there.
    fn end(self, begun: Instant, told: Option<u64>, there: u64) -> Instant {
        match self {
            Bound::Words(_, time) => begun + time,
            Bound::File(most) => {
                let whole = begun + WHOLE + Duration::from_secs(told.unwrap_or(most).min(most) >> 20);
                let paced = begun + GRACE + Duration::from_millis(there.saturating_mul(1000) / RATE);
                whole.min(paced).min(Instant::now() + STILL)
            }
        }
    }

    fn too_large(self) -> Problem {
        let most = self.most();
        match self {
            Bound::File(_) => {
                let english = format!("larger than {most} bytes; expected at most that (--max-bytes)");
                Problem::new(Code::TooLarge, english, format!("超过 {most} 字节，至多可读 {most} 字节（--max-bytes）"))
            }
            // No file, but words that are none of those that are expected.
            Bound::Words(..) => {
                let english = format!("larger than {most} bytes; expected at most that");
                Problem::new(Code::Body, english, format!("超过 {most} 字节，至多 {most} 字节"))
            }
        }
    }

    fn slow(self) -> Problem {
        let (english, chinese) = match self {
            Bound::Words(_, time) => {
                (format!("expected all of it within {} s", time.as_secs()), format!("应在 {} 秒内全部到达", time.as_secs()))
            }
            Bound::File(_) => {
                let (grace, rate, still) = (GRACE.as_secs(), RATE >> 10, STILL.as_secs());
                (
                    format!("after {grace} s expected at least {rate} KB a second, and never {still} s without a byte"),
                    format!("{grace} 秒之后每秒至少应到达 {rate} KB，且不得 {still} 秒没有数据"),
                )
            }
        };
        Problem::new(Code::SlowBody, format!("the body did not arrive in time; {english}"), format!("内容未及时到达：{chinese}"))
    }
}

impl Office {
    /// Takes a file in, once there is room for it.
    ///
    /// # Errors
    /// [`Code::MediaType`], [`Code::TooLarge`], [`Code::SlowBody`], [`Code::Body`] and [`Code::Busy`].
    pub(super) async fn file(&self, request: Request) -> Result<Received, Problem> {
        no_form(request.headers())?;
        let bound = Bound::File(self.max_bytes);
        let told = request.body().size_hint().exact();
        if told.is_some_and(|n| n > self.max_bytes) {
            return Err(bound.too_large());
        }
        let room = if told.is_some_and(|n| n <= SMALL) { &self.small_bodies } else { &self.bodies };
        let place = timeout(self.max_seconds, room.clone().acquire_owned()).await;
        let Ok(Ok(place)) = place else { return Err(busy()) };
        Ok(Received { bytes: read(request, bound).await?, _place: place })
    }
}

/// A file is the body as it is, of whatever type; a form around it is another format. What programs call a form of
/// names and values is taken too: `curl --data-binary` says so of all that it sends.
fn no_form(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).map(|v| v.as_bytes().to_ascii_lowercase()).unwrap_or_default();
    if kind.trim_ascii_start().starts_with(b"multipart/form-data") {
        let english = "Content-Type: a form; expected the bytes of the file as the body, such as curl --data-binary @FILE";
        let chinese = "Content-Type：这是表单，请求体应为文件本身的字节，如 curl --data-binary @文件";
        return Err(Problem::new(Code::MediaType, english, chinese));
    }
    if headers.get(header::CONTENT_ENCODING).is_some_and(|v| !v.as_bytes().eq_ignore_ascii_case(b"identity")) {
        let english = "Content-Encoding: expected the bytes of the file as they are";
        return Err(Problem::new(Code::MediaType, english, "Content-Encoding：请求体应为未经压缩的文件字节"));
    }
    Ok(())
}

/// Reads a body within its bound.
pub async fn read(request: Request, bound: Bound) -> Result<Vec<u8>, Problem> {
    let mut body = request.into_body();
    let told = body.size_hint().exact();
    let (most, begun) = (bound.most(), Instant::now());
    if told.is_some_and(|n| n > most) {
        return Err(bound.too_large());
    }
    let mut bytes = Vec::new();
    bytes.reserve_exact(told.unwrap_or(0) as usize);
    loop {
        let frame = match timeout_at(bound.end(begun, told, bytes.len() as u64), body.frame()).await {
            Err(_) => return Err(bound.slow()),
            Ok(None) => return Ok(bytes),
            Ok(Some(Err(_))) => {
                let english = "the body broke off; expected all of it";
                return Err(Problem::new(Code::Body, english, "请求体不完整"));
            }
            Ok(Some(Ok(frame))) => frame,
        };
        if let Some(data) = frame.data_ref() {
            if bytes.len() as u64 + data.len() as u64 > most {
                return Err(bound.too_large());
            }
            bytes.extend_from_slice(data);
        }
    }
}

/// A body that is lent to a route, and comes back to [`Rest`] with what is left of it.
pub struct Lent {
    body: Option<Incoming>,
    /// Whether its bytes come: who asks first whether to send waits for that.
    comes: bool,
    back: Rest,
}

/// What a route left of a body.
#[derive(Clone, Default)]
pub struct Rest(Arc<Mutex<Option<(Incoming, bool)>>>);

impl Rest {
    /// Lends the body of a request that will come back here.
    pub fn lend(&self, request: hyper::Request<Incoming>) -> hyper::Request<Lent> {
        let comes = !request.headers().contains_key(header::EXPECT);
        request.map(|body| Lent { body: Some(body), comes, back: self.clone() })
    }

    /// Reads what is left and throws it away, within bounds: who still sends does not see an answer, and a connection
    /// that is closed before all has arrived takes the answer with it. Whether nothing is left.
    pub async fn throw_away(&self) -> bool {
        let rest = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((mut body, comes)) = rest else { return false };
        if body.is_end_stream() {
            return true;
        }
        // What is longer than all that is read is not even begun.
        if !comes || body.size_hint().lower() > THROWN_AWAY.0 {
            return false;
        }
        let (mut left, end) = (THROWN_AWAY.0, Instant::now() + THROWN_AWAY.1);
        loop {
            match timeout_at(end, body.frame()).await {
                Ok(Some(Ok(frame))) => left = left.saturating_sub(frame.data_ref().map_or(0, |d| d.len() as u64)),
                Ok(None) => return true,
                Ok(Some(Err(_))) | Err(_) => return false,
            }
            if left == 0 {
                return false;
            }
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(body) = self.body.take() {
            *self.back.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((body, self.comes));
        }
    }
}

impl Body for Lent {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        self.comes = true;
        match &mut self.body {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(Body::size_hint).unwrap_or_default()
    }
}
