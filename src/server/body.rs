//! Bodies within their bounds: how large, how slow, and how many in memory at once.

use super::Office;
use super::pool::busy;
use super::problem::{Code, Problem};
use axum::body::Body;
use axum::extract::Request;
use http_body_util::BodyExt;
use hyper::HeaderMap;
use hyper::header;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout, timeout_at};

/// How long no byte may arrive.
const STILL: Duration = Duration::from_secs(10);
/// How long a whole body may take, besides a second for each megabyte.
const WHOLE: Duration = Duration::from_secs(60);
/// How much of a body that is too large is taken in and thrown away, so that a sender gets to hear the answer.
const THROWN_AWAY: u64 = 8 << 20;

/// The bytes of a file, with their place among those in memory.
pub struct Received {
    pub bytes: Vec<u8>,
    /// Given back with the bytes.
    _place: OwnedSemaphorePermit,
}

impl Office {
    /// Takes a file in, once there is room for it.
    ///
    /// # Errors
    /// [`Code::MediaType`], [`Code::TooLarge`], [`Code::SlowBody`], [`Code::Body`] and [`Code::Busy`].
    pub(super) async fn file(&self, request: Request) -> Result<Received, Problem> {
        no_form(request.headers())?;
        let place = timeout(self.max_seconds, self.bodies.clone().acquire_owned()).await;
        let Ok(Ok(place)) = place else { return Err(busy()) };
        Ok(Received { bytes: read(request, self.max_bytes).await?, _place: place })
    }
}

/// A file is the body as it is; a form around it is another format.
fn no_form(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).map(|v| v.as_bytes().to_ascii_lowercase()).unwrap_or_default();
    if ["multipart/form-data", "application/x-www-form-urlencoded"].iter().any(|form| kind.starts_with(form.as_bytes())) {
        let english = "Content-Type: a form; expected the bytes of the file as the body, such as curl --data-binary @FILE -H 'Content-Type: application/octet-stream'";
        let chinese =
            "Content-Type：这是表单，请求体应为文件本身的字节，如 curl --data-binary @文件 -H 'Content-Type: application/octet-stream'";
        return Err(Problem::new(Code::MediaType, english, chinese));
    }
    if headers.get(header::CONTENT_ENCODING).is_some_and(|v| !v.as_bytes().eq_ignore_ascii_case(b"identity")) {
        let english = "Content-Encoding: expected the bytes of the file as they are";
        return Err(Problem::new(Code::MediaType, english, "Content-Encoding：请求体应为未经压缩的文件字节"));
    }
    Ok(())
}

/// Reads a body that may have so many bytes.
pub async fn read(request: Request, most: u64) -> Result<Vec<u8>, Problem> {
    let expects = request.headers().contains_key(header::EXPECT);
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    let mut body = request.into_body();
    let too_large = || {
        let english = format!("larger than {most} bytes; expected at most that (--max-bytes)");
        Problem::new(Code::TooLarge, english, format!("超过 {most} 字节，至多可读 {most} 字节（--max-bytes）"))
    };
    if told.is_some_and(|n| n > most) {
        // Who asks first has sent nothing yet.
        if !expects && told.is_some_and(|n| n <= most.saturating_add(THROWN_AWAY)) {
            throw_away(&mut body).await;
        }
        return Err(too_large());
    }
    let slow = || {
        let english = format!("the body did not arrive: no byte within {} s, or too slow as a whole", STILL.as_secs());
        Problem::new(Code::SlowBody, english, format!("内容未及时到达：{} 秒内没有数据，或总体过慢", STILL.as_secs()))
    };
    let end = Instant::now() + WHOLE + Duration::from_secs(told.unwrap_or(most).min(most) >> 20);
    let mut bytes = Vec::new();
    bytes.reserve_exact(told.unwrap_or(0).min(most) as usize);
    loop {
        let frame = match timeout_at(end.min(Instant::now() + STILL), body.frame()).await {
            Err(_) => return Err(slow()),
            Ok(None) => return Ok(bytes),
            Ok(Some(Err(_))) => {
                let english = "the body broke off; expected all of it";
                return Err(Problem::new(Code::Body, english, "请求体不完整"));
            }
            Ok(Some(Ok(frame))) => frame,
        };
        if let Some(data) = frame.data_ref() {
            if bytes.len() as u64 + data.len() as u64 > most {
                drop(bytes);
                throw_away(&mut body).await;
                return Err(too_large());
            }
            bytes.extend_from_slice(data);
        }
    }
}

async fn throw_away(body: &mut Body) {
    let mut left = THROWN_AWAY;
    let end = Instant::now() + Duration::from_secs(2);
    while let Ok(Some(Ok(frame))) = timeout_at(end, body.frame()).await {
        left = left.saturating_sub(frame.data_ref().map_or(0, |d| d.len() as u64));
        if left == 0 {
            return;
        }
    }
}
