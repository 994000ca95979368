//! What each address does.

mod documents;
mod front;
mod lists;
mod session;

use super::Office;
use super::openapi;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get, post};
use hyper::StatusCode;
use hyper::header::{self, HeaderValue};
use serde::Serialize;
use std::sync::Arc;

#[cfg(test)]
pub use front::assets;

pub const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// An address with its methods, and what answers them.
pub type Route = (&'static str, &'static [&'static str], MethodRouter<Arc<Office>>);

/// Every address. Those with `get` answer `HEAD` too.
pub fn all() -> Vec<Route> {
    vec![
        ("/", &["get"], get(front::page)),
        ("/assets/{name}", &["get"], get(front::asset)),
        ("/login", &["get", "post", "delete"], get(front::login).post(session::begin).delete(session::end)),
        ("/health", &["get"], get(front::health)),
        ("/openapi.json", &["get"], get(openapi::show)),
        ("/parse", &["post"], post(documents::parse)),
        ("/check", &["post"], post(documents::check)),
        ("/notices", &["get", "post"], get(lists::notices).post(documents::keep)),
        ("/notices/{id}", &["get", "delete"], get(documents::model).merge(delete(documents::remove))),
        ("/notices/{id}/text", &["get"], get(documents::text)),
        ("/notices/{id}/view", &["get"], get(documents::view)),
        ("/tasks", &["get"], get(lists::tasks)),
        ("/departments", &["get"], get(lists::departments)),
    ]
}

/// The router over all of them.
pub fn router(office: Arc<Office>) -> Router {
    let router = all().into_iter().fold(Router::new(), |router, (path, _, methods)| router.route(path, methods));
    router.with_state(office)
}

/// An answer of this type.
pub fn answer(status: StatusCode, media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// A value as JSON, with a newline behind it.
fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let mut body = serde_json::to_vec(value).unwrap_or_default();
    body.push(b'\n');
    answer(status, JSON, body)
}
