//! Files that are handed over, and the notices in the database.

use super::{HTML, JSON, TEXT, answer, json};
use crate::check::{self, Settings};
use crate::error::Error;
use crate::input::Input;
use crate::language::{Language, Said};
use crate::model::{Notice, Severity};
use crate::pipeline;
use crate::reading::Reading;
use crate::report::Checked;
use crate::report::json::Array;
use crate::server::Office;
use crate::server::asked::Asked;
use crate::server::body::Received;
use crate::server::pool::Desk;
use crate::server::problem::{Code, Problem};
use crate::sink::{Document, Entry, Noted, Removed, Summary, dropped_path};
use crate::source::sha256;
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

/// The parameters of a file.
const OF_FILE: &[&str] = &["name", "issued_on", "encoding"];
/// How messages call a file without a name.
const NAMELESS: &str = "<body>";

/// A file with how it is to be read.
struct Handed {
    name: Option<String>,
    reading: Reading,
    received: Received,
}

impl Handed {
    async fn new(office: &Office, request: Request) -> Result<Handed, Problem> {
        let asked = Asked::read(request.uri().query(), OF_FILE)?;
        let mut reading = office.reading.clone();
        if let Some(day) = asked.day("issued_on")? {
            reading.issued_on = Some(day);
        }
        if let Some(encoding) = asked.encoding()? {
            reading.encoding = Some(encoding);
        }
        Ok(Handed { name: asked.name(), reading, received: office.file(request).await? })
    }

    fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(NAMELESS)
    }

    fn input(&self) -> Input<'_> {
        Input::new(self.shown(), self.name.clone(), &self.received.bytes)
    }
}

/// `POST /parse`: what `gongwen parse` prints.
pub async fn parse(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    let handed = Handed::new(&office, request).await?;
    let work = move |_: &mut Desk| {
        let source = handed.reading.source(handed.input())?;
        Ok(written(&pipeline::parse(&source, &handed.reading.options())))
    };
    Ok(answer(StatusCode::OK, JSON, office.pool.run(office.max_seconds, work).await?))
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
    let work = move |_: &mut Desk| {
        let source = handed.reading.source(handed.input())?;
        let (_, findings) = crate::check::check(&source, &handed.reading.options(), &rules);
        let checked = Checked { path: handed.shown(), text: &source.text, provenance: &source.provenance, findings: &findings };
        let mut out = Vec::new();
        let mut array = Array::new(&mut out, language);
        // Memory takes all.
        let _ = array.file(&checked).and_then(|()| array.end());
        Ok(out)
    };
    Ok(answer(StatusCode::OK, JSON, office.pool.run(office.max_seconds, work).await?))
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
    let (new, summary) = office.pool.run(office.max_seconds, move |desk| put(desk, &handed, &rules)).await?;
    let place = format!("/notices/{}", summary.id);
    let kept = Kept { view: format!("{place}/view"), summary };
    let mut response = json(if new { StatusCode::CREATED } else { StatusCode::OK }, &kept);
    if let Ok(place) = HeaderValue::try_from(place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// Keeps a file, unless the same content is there and was read the same way; whether it is new.
fn put(desk: &mut Desk, handed: &Handed, rules: &Settings) -> Result<(bool, Summary), Problem> {
    let id = sha256(&handed.received.bytes);
    let reader = handed.reading.name(Some(rules));
    let known = desk.ask(|d| d.summary(&id))?;
    let new = known.is_none();
    let path = match known {
        Some(known) if known.reader == reader => return Ok((false, known)),
        // It is read anew, and stands where it stood.
        Some(Summary { path: Some(path), .. }) => path,
        _ => dropped_path(&id, handed.name.as_deref().unwrap_or("-")),
    };
    let source = handed.reading.source(handed.input())?;
    let entries = [Entry { path, rows: handed.reading.rows(&source, Some(rules), &reader) }];
    desk.ask(|d| d.write(&entries))?;
    match desk.ask(|d| d.summary(&id))? {
        Some(summary) => Ok((new, summary)),
        // Somebody took it out again.
        None => Err(unknown()),
    }
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
    let html = office.pool.run(office.max_seconds, move |_| Ok(page(&document, language)?)).await?;
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
    match office.pool.run(office.max_seconds, move |desk| Ok(desk.ask(|d| d.remove(&id))?)).await? {
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
