//! What becomes of files that are handed over, and the notices in the database.

use super::{HTML, JSON, TEXT, answer, json};
use crate::check;
use crate::error::Error;
use crate::language::{Language, Said};
use crate::model::{Notice, Severity};
use crate::pipeline;
use crate::report::Checked;
use crate::report::json::Array;
use crate::server::Office;
use crate::server::asked::Asked;
use crate::server::handed::{Handed, LARGE};
use crate::server::pool::Desk;
use crate::server::problem::{Code, Problem};
use crate::sink::{Document, Entry, Noted, Removed, Summary, dropped_path};
use crate::source::{Source, sha256};
use crate::span::Span;
use crate::view::{self, Remark, View};
use crate::write::json::{self as model, Layout};
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::Response;
use hyper::StatusCode;
use hyper::header::{self, HeaderValue};
use serde::Serialize;
use std::sync::Arc;

/// `POST /parse`: what `gongwen parse` prints.
pub async fn parse(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    let handed = Handed::new(&office, request).await?;
    let read = |handed: &Handed, source: &Source| written(&pipeline::parse(source, &handed.reading.options()));
    Ok(answer(StatusCode::OK, JSON, office.read(handed, read, |_, out| Ok(out)).await?))
}

fn written(notice: &Notice) -> Vec<u8> {
    let mut out = Vec::new();
    // Memory takes all.
    let _ = model::write(notice, Layout::Compact, &mut out);
    out
}

/// `POST /check`: what `gongwen check --format json` prints.
pub async fn check(
    State(office): State<Arc<Office>>,
    Extension(language): Extension<Language>,
    request: Request,
) -> Result<Response, Problem> {
    let handed = Handed::new(&office, request).await?;
    let rules = office.rules.clone();
    let read = move |handed: &Handed, source: &Source| {
        let (_, findings) = crate::check::check(source, &handed.reading.options(), &rules);
        let checked = Checked { path: handed.shown(), text: &source.text, provenance: &source.provenance, findings: &findings };
        let mut out = Vec::new();
        let mut array = Array::new(&mut out, language);
        // Memory takes all.
        let _ = array.file(&checked).and_then(|()| array.end());
        out
    };
    Ok(answer(StatusCode::OK, JSON, office.read(handed, read, |_, out| Ok(out)).await?))
}

/// What is told of a notice that was taken in.
#[derive(Serialize)]
struct Kept {
    #[serde(flatten)]
    summary: Summary,
    /// Where its page is.
    view: String,
}

/// `POST /notices`: a file is read, checked and kept.
pub async fn keep(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    office.writable()?;
    let handed = Handed::new(&office, request).await?;
    let rules = office.rules.clone();
    let reader = handed.reading.name(Some(&rules));
    let wanted = reader.clone();
    let known = move |desk: &mut Desk| {
        let id = sha256(&handed.received.bytes);
        Ok((desk.ask(|d| d.summary(&id))?, id, handed))
    };
    let (known, id, handed) = office.pool.run(office.max_seconds, known).await?;
    let (new, summary) = match known {
        Some(known) if known.reader == reader => (false, known),
        known => {
            let new = known.is_none();
            // What is read anew stands where it stood.
            let path = known.and_then(|known| known.path);
            let path = path.unwrap_or_else(|| dropped_path(&id, handed.name.as_deref().unwrap_or("-")));
            let read = move |handed: &Handed, source: &Source| [Entry { path, rows: handed.reading.rows(source, Some(&rules), &wanted) }];
            (new, office.read(handed, read, move |desk, entries| put(desk, &entries, &id)).await?)
        }
    };
    let place = format!("/notices/{}", summary.id);
    let kept = Kept { view: format!("{place}/view"), summary };
    let mut response = json(if new { StatusCode::CREATED } else { StatusCode::OK }, &kept);
    if let Ok(place) = HeaderValue::try_from(place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

fn put(desk: &mut Desk, entries: &[Entry], id: &str) -> Result<Summary, Problem> {
    desk.writes()?;
    desk.ask(|d| d.write(entries))?;
    // Somebody may have taken it out again.
    desk.ask(|d| d.summary(id))?.ok_or_else(unknown)
}

/// `GET /notices/{id}`: the notice as canonical JSON.
pub async fn model(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    let mut document = document(&office, named(&request)?).await?;
    document.model.push('\n');
    Ok(answer(StatusCode::OK, JSON, document.model))
}

/// `GET /notices/{id}/text`: the source text.
pub async fn text(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    Ok(answer(StatusCode::OK, TEXT, document(&office, named(&request)?).await?.text))
}

/// `GET /notices/{id}/view`: the page of the notice. It says itself which of its parts may run.
pub async fn view(
    State(office): State<Arc<Office>>,
    Extension(language): Extension<Language>,
    request: Request,
) -> Result<Response, Problem> {
    let document = document(&office, named(&request)?).await?;
    let pool = if document.text.len() > LARGE { &office.large } else { &office.pool };
    let html = pool.run(office.max_seconds, move |_| Ok(page(&document, language)?)).await?;
    let mut response = answer(StatusCode::OK, HTML, html);
    let policy = HeaderValue::from_static("frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

fn page(document: &Document, language: Language) -> Result<String, Error> {
    let notice = model::read(&document.model)?;
    let remarks: Vec<Remark> = {
        // What reading and `check` both say is said once.
        let shown = document.diagnostics.iter().filter(|d| d.origin == "check" || check::rule(&d.code).is_none());
        shown.map(remark).collect()
    };
    let name = notice.source.name.as_deref().unwrap_or_default();
    Ok(view::page(&View { name, text: &document.text, notice: &notice, remarks: &remarks, corrections: None }, language))
}

fn remark(noted: &Noted) -> Remark {
    let severity = match noted.severity.as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Info,
    };
    let place = |n: i64| u32::try_from(n).unwrap_or(0) as usize;
    let said = |english: &str, chinese: &Option<String>| Said::new(english, chinese.as_deref().unwrap_or(english));
    Remark {
        code: noted.code.clone(),
        severity,
        span: Span::new(place(noted.span.0), place(noted.span.1)),
        message: said(&noted.message, &noted.message_zh),
        help: noted.help.as_deref().map(|help| said(help, &noted.help_zh)),
    }
}

/// `DELETE /notices/{id}`: a notice that was handed over goes.
pub async fn remove(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    office.writable()?;
    let id = named(&request)?;
    let remove = move |desk: &mut Desk| {
        desk.writes()?;
        Ok(desk.ask(|d| d.remove(&id))?)
    };
    match office.pool.run(office.max_seconds, remove).await? {
        Removed::Gone => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NO_CONTENT;
            Ok(response)
        }
        Removed::Kept => {
            let english = "this notice was loaded from the office's own files; only what was dropped here can be taken out";
            Err(Problem::new(Code::Kept, english, "此公文由本单位文件载入，只能移除在此上传的公文"))
        }
        Removed::Unknown => Err(unknown()),
    }
}

async fn document(office: &Office, id: String) -> Result<Document, Problem> {
    office.pool.run(office.max_seconds, move |desk| desk.ask(|d| d.document(&id))?.ok_or_else(unknown)).await
}

/// The notice that an address without parameters names.
fn named(request: &Request) -> Result<String, Problem> {
    Asked::read(request.uri().query(), &[])?;
    id(request)
}

/// The second part of the address: the SHA-256 of the content.
fn id(request: &Request) -> Result<String, Problem> {
    let id = request.uri().path().split('/').nth(2).unwrap_or_default();
    let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if id.len() == 64 && id.bytes().all(hexadecimal) { Ok(id.to_string()) } else { Err(unknown()) }
}

fn unknown() -> Problem {
    Problem::new(Code::NotFound, "no notice has this id; expected one of /notices", "没有此编号的公文，编号见 /notices")
}

impl Office {
    fn writable(&self) -> Result<(), Problem> {
        if !self.read_only {
            return Ok(());
        }
        let english = "the server was started with --read-only; expected a request that changes nothing";
        Err(Problem::new(Code::ReadOnly, english, "服务以 --read-only 启动，不接受改动"))
    }
}
