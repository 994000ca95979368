//! Logging browsers in and out.

use crate::server::Office;
use crate::server::asked::Asked;
use crate::server::body::{self, Bound};
use crate::server::guard::MOST_TOKEN;
use crate::server::problem::{Code, Problem};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use hyper::StatusCode;
use hyper::header::{self, HeaderValue};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// No token in its JSON is longer, and none is longer in coming: who asks here is not known yet.
const BOUND: Bound = Bound::Words(4 << 10, Duration::from_secs(5));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    token: String,
}

/// `POST /login`: a token for a session.
pub async fn begin(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    Asked::read(request.uri().query(), &[])?;
    let kind = request.headers().get(header::CONTENT_TYPE).map(|v| v.as_bytes().to_ascii_lowercase()).unwrap_or_default();
    // Without this a form of another site could log a browser in.
    if kind.split(|b| *b == b';').next().map(<[u8]>::trim_ascii) != Some(b"application/json") {
        let english = "Content-Type: expected application/json";
        return Err(Problem::new(Code::MediaType, english, "Content-Type：应为 application/json"));
    }
    let given: Option<Given> = serde_json::from_slice(&body::read(request, BOUND).await?).ok();
    let given = given
        .filter(|g| g.token.chars().count() <= MOST_TOKEN)
        .ok_or_else(|| Problem::new(Code::Body, "expected {\"token\": \"…\"}", "请求体应为 {\"token\": \"…\"}"))?;
    Ok(done(office.log_in(&given.token).await?))
}

/// `DELETE /login`: the session ends.
pub async fn end(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    Asked::read(request.uri().query(), &[])?;
    Ok(done(Some(office.sessions.end(request.headers()))))
}

fn done(cookie: Option<String>) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    if let Some(cookie) = cookie.and_then(|c| HeaderValue::try_from(c).ok()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
