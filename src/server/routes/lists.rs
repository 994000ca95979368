//! Lists, a page at a time.

use super::json;
use crate::server::Office;
use crate::server::asked::Asked;
use crate::server::problem::Problem;
use crate::sink::{NoticesAsked, Organ, Page, TasksAsked};
use axum::extract::{Request, State};
use axum::response::Response;
use hyper::StatusCode;
use std::sync::Arc;

/// What organs can be asked to do.
pub const ROLES: &[&str] = &["lead", "responsible", "support", "joint", "guide", "supervise"];

/// `GET /notices`.
pub async fn notices(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    let asked = Asked::read(request.uri().query(), &["q", "limit", "after"])?;
    let number = |text: &str| text.parse::<i64>().ok().filter(|n| *n > 0 && n.to_string() == text);
    let asked = NoticesAsked { words: asked.words("q")?, after: asked.after(number)?, limit: asked.limit()? };
    let page = office.pool.run(office.max_seconds, move |desk| Ok(desk.ask(|d| d.notices(&asked))?)).await?;
    Ok(json(StatusCode::OK, &page))
}

/// `GET /tasks`.
pub async fn tasks(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    let known = ["department", "role", "due_before", "due_after", "q", "limit", "after"];
    let asked = Asked::read(request.uri().query(), &known)?;
    let asked = TasksAsked {
        department: asked.text("department")?,
        role: asked.one_of("role", ROLES)?,
        due_before: asked.day("due_before")?.map(|d| d.to_string()),
        due_after: asked.day("due_after")?.map(|d| d.to_string()),
        words: asked.words("q")?,
        after: asked.after(|text| text.parse().ok())?,
        limit: asked.limit()?,
    };
    let page = office.pool.run(office.max_seconds, move |desk| Ok(desk.ask(|d| d.tasks(&asked))?)).await?;
    Ok(json(StatusCode::OK, &page))
}

/// `GET /departments`: the organs that have tasks, those with most first.
pub async fn departments(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    let limit = Asked::read(request.uri().query(), &["limit"])?.limit()?;
    let items = office.pool.run(office.max_seconds, move |desk| Ok(desk.ask(|d| d.organs(limit))?)).await?;
    Ok(json(StatusCode::OK, &Page::<Organ> { items, next: None }))
}
