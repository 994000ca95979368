//! The way of a request: its language, who may ask, its route, and the headers of all answers.

use super::Office;
use super::asked::Asked;
use super::body::{Lent, Rest};
use super::problem::{Code, Problem};
use crate::language::Language;
use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::service::Service;
use hyper::{Request, StatusCode};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

/// What stands in every answer, where it does not stand there already.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("vary", "accept-language"),
];

/// Answers a request that came to this address of the machine.
pub async fn answer(office: Arc<Office>, router: Router, local: SocketAddr, request: Request<Incoming>) -> Response {
    let begun = Instant::now();
    let logged = office.log.is_some().then(|| (request.method().clone(), request.uri().path().to_string()));
    let (language, wrong) = match Asked::language(request.uri().query(), request.headers()) {
        Ok(language) => (language.unwrap_or(office.language), None),
        Err(problem) => (office.language, Some(problem)),
    };
    let browser = request.uri().path() == "/" && request.method() == hyper::Method::GET;
    let rest = Rest::default();
    let request = rest.lend(request);
    let admitted = office.admit(&request, local).await.and_then(|()| framed(request.headers()));
    let mut response = match (admitted, wrong) {
        (Err(problem), _) if browser && problem.code == Code::Token => to_log_in(),
        (Err(problem), _) | (Ok(()), Some(problem)) => {
            drop(request);
            problem.into_response()
        }
        (Ok(()), None) => routed(router, language, request).await,
    };
    if let Some(problem) = problem(&mut response) {
        if let Some(inside) = &problem.inside {
            (office.tell)(inside);
        }
        let kept = response.headers().get(header::ALLOW).cloned();
        response = problem.shown(language);
        response.headers_mut().extend(kept.map(|allow| (header::ALLOW, allow)));
        // Behind a body that is not read to its end nothing can follow.
        if problem.code == Code::SlowBody || !rest.throw_away().await {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(*name).or_insert(HeaderValue::from_static(value));
    }
    if let (Some(log), Some((method, path))) = (&office.log, logged) {
        log(&format!("{method} {path} {} {} ms", response.status().as_u16(), begun.elapsed().as_millis()));
    }
    response
}

/// Whether the body comes in a way that is known. Where its length stands beside chunks, hyper takes the chunks, drops the
/// length before it is seen here, and ends the connection behind the answer (RFC 9112, 6.3).
fn framed(headers: &HeaderMap) -> Result<(), Problem> {
    let is = |name: HeaderName, word: &str| headers.get_all(name).iter().all(|v| v.as_bytes().eq_ignore_ascii_case(word.as_bytes()));
    if !is(header::TRANSFER_ENCODING, "chunked") || headers.get_all(header::TRANSFER_ENCODING).iter().count() > 1 {
        let english = "Transfer-Encoding: expected chunked and nothing else";
        return Err(Problem::new(Code::TransferCoding, english, "Transfer-Encoding：只支持 chunked"));
    }
    if !is(header::EXPECT, "100-continue") {
        return Err(Problem::new(Code::Expectation, "Expect: expected 100-continue or none", "Expect：应为 100-continue，或不带此项"));
    }
    Ok(())
}

async fn routed(router: Router, language: Language, mut request: Request<Lent>) -> Response {
    request.extensions_mut().insert(language);
    match TowerToHyperService::new(router).call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// What went wrong, if anything did; what no route answers among it.
fn problem(response: &mut Response) -> Option<Problem> {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return Some(problem);
    }
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => {
            let allowed = response.headers().get(header::ALLOW).and_then(|v| v.to_str().ok()).unwrap_or_default();
            let english = format!("expected one of the methods {allowed}");
            Some(Problem::new(Code::Method, english, format!("此地址支持的方法为 {allowed}")))
        }
        StatusCode::NOT_FOUND => {
            Some(Problem::new(Code::NotFound, "no such address; expected one of /openapi.json", "没有此地址，可用的地址见 /openapi.json"))
        }
        _ => None,
    }
}

/// A browser that is not logged in is shown where.
fn to_log_in() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/login"));
    response
}
