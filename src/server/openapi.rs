//! The description of the interface, OpenAPI 3.1: data in `openapi.json`, with the model's schema put into it.

use super::Office;
use super::asked::Asked;
use super::problem::Problem;
use super::routes::{JSON, answer};
use axum::extract::{Request, State};
use axum::response::Response;
use hyper::StatusCode;
use serde_json::{Value, json};
use std::sync::Arc;

/// `GET /openapi.json`.
pub async fn show(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    Asked::read(request.uri().query(), &[])?;
    let cookie = office.token.as_ref().map(|_| office.sessions.cookie.as_str());
    let shown = office.openapi.get_or_init(|| (document(cookie).to_string() + "\n").into());
    Ok(answer(StatusCode::OK, JSON, shown.clone()))
}

/// The document of a server that asks for a token, or for the cookie of this name; or for none.
pub fn document(cookie: Option<&str>) -> Value {
    let mut document: Value = serde_json::from_str(include_str!("openapi.json")).unwrap_or_default();
    if let Some(info) = document["info"].as_object_mut() {
        info.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    }
    if let Some(cookie) = cookie {
        document["components"]["securitySchemes"]["session"]["name"] = cookie.into();
        if let Some(root) = document.as_object_mut() {
            root.insert("security".into(), json!([{ "bearer": [] }, { "session": [] }]));
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::routes;
    use std::collections::BTreeSet;

    #[test]
    fn every_route_is_described_and_nothing_else_is() {
        let document = document(Some("x"));
        let methods = |path: &Value| path.as_object().into_iter().flat_map(|p| p.keys().cloned()).collect::<Vec<_>>();
        let described: BTreeSet<(String, String)> = document["paths"]
            .as_object()
            .into_iter()
            .flatten()
            .flat_map(|(path, of)| methods(of).into_iter().map(move |method| (path.clone(), method)))
            .collect();
        let routed: BTreeSet<(String, String)> = routes::all()
            .into_iter()
            .flat_map(|(path, methods, _)| methods.iter().map(move |method| (path.to_string(), method.to_string())))
            .collect();
        assert_eq!(described, routed);
        let assets = &document["paths"]["/assets/{name}"]["get"]["parameters"][0]["schema"]["enum"];
        assert_eq!(*assets, json!(routes::assets().collect::<Vec<_>>()));
    }

    #[test]
    fn every_name_in_it_is_one_of_it() {
        fn names(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Array(values) => values.iter().for_each(|v| names(v, found)),
                Value::Object(values) => {
                    found.extend(values.get("$ref").and_then(Value::as_str).map(str::to_string));
                    values.values().for_each(|v| names(v, found));
                }
                _ => {}
            }
        }
        let document = document(None);
        let mut found = Vec::new();
        names(&document, &mut found);
        assert!(found.len() > 100, "{}", found.len());
        for name in found {
            assert!(name.strip_prefix('#').is_some_and(|pointer| document.pointer(pointer).is_some()), "{name}");
        }
    }
}
