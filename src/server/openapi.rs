//! The description of the interface, OpenAPI 3.1: data in `openapi.json`, with the model's schema put into it.

use super::routes::{JSON, answer};
use axum::response::Response;
use hyper::StatusCode;
use serde_json::Value;
use std::sync::OnceLock;

/// `GET /openapi.json`.
pub async fn show() -> Response {
    static SHOWN: OnceLock<String> = OnceLock::new();
    let shown = SHOWN.get_or_init(|| document().to_string() + "\n");
    answer(StatusCode::OK, JSON, shown.as_str())
}

/// The document.
pub fn document() -> Value {
    let mut document: Value = serde_json::from_str(include_str!("openapi.json")).unwrap_or_default();
    if let Some(info) = document["info"].as_object_mut() {
        info.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    }
    let mut notice = crate::write::schema::json_schema();
    let parts = notice.as_object_mut().and_then(|notice| {
        notice.remove("$schema");
        notice.remove("$id");
        notice.remove("$defs")
    });
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return document };
    schemas.insert("Notice".into(), notice);
    if let Some(Value::Object(parts)) = parts {
        schemas.extend(parts);
    }
    schemas.values_mut().for_each(moved);
    document
}

/// What names a part of the model's schema names it where it stands here.
fn moved(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix("#/$defs/") {
                *text = format!("#/components/schemas/{name}");
            }
        }
        Value::Array(values) => values.iter_mut().for_each(moved),
        Value::Object(values) => values.values_mut().for_each(moved),
        _ => {}
    }
}
