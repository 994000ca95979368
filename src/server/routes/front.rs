//! What browsers get: the page, its parts, where to log in.

use super::{HTML, answer, json};
use crate::language::Language;
use crate::server::Office;
use crate::server::asked::Asked;
use crate::server::problem::{Code, Problem};
use axum::extract::{Extension, Request, State};
use axum::response::Response;
use hyper::StatusCode;
use hyper::header::{self, HeaderValue};
use maud::{DOCTYPE, Markup, html};
use serde_json::json as value;
use std::sync::Arc;

/// What the page may do: run its own parts and ask its own server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
    form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// The parts of the page: name, type and content.
const ASSETS: &[(&str, &str, &str)] = &[
    ("page.js", SCRIPT, include_str!("../page/page.js")),
    ("words.js", SCRIPT, include_str!("../page/words.js")),
    ("ask.js", SCRIPT, include_str!("../page/ask.js")),
    ("upload.js", SCRIPT, include_str!("../page/upload.js")),
    ("list.js", SCRIPT, include_str!("../page/list.js")),
    ("notices.js", SCRIPT, include_str!("../page/notices.js")),
    ("tasks.js", SCRIPT, include_str!("../page/tasks.js")),
    ("tabs.js", SCRIPT, include_str!("../page/tabs.js")),
    ("element.js", SCRIPT, include_str!("../page/element.js")),
    ("login.js", SCRIPT, include_str!("../page/login.js")),
    ("page.css", STYLE, include_str!("../page/page.css")),
    ("icon.svg", "image/svg+xml", include_str!("../page/icon.svg")),
];

/// The names of the parts.
#[cfg(test)]
pub fn assets() -> impl Iterator<Item = &'static str> {
    ASSETS.iter().map(|asset| asset.0)
}

/// `GET /assets/{name}`.
pub async fn asset(request: Request) -> Result<Response, Problem> {
    Asked::read(request.uri().query(), &[])?;
    let name = request.uri().path().trim_start_matches("/assets/");
    let found = ASSETS.iter().find(|asset| asset.0 == name);
    let unknown = || Problem::new(Code::NotFound, "the page has no such part", "页面没有这一部分");
    found.map(|(_, kind, text)| answer(StatusCode::OK, kind, *text)).ok_or_else(unknown)
}

/// `GET /health`.
pub async fn health(State(office): State<Arc<Office>>, request: Request) -> Result<Response, Problem> {
    Asked::read(request.uri().query(), &[])?;
    Ok(json(StatusCode::OK, &value!({ "status": "ok", "version": env!("CARGO_PKG_VERSION"), "read_only": office.read_only })))
}

/// `GET /`.
pub async fn page(
    State(office): State<Arc<Office>>,
    Extension(language): Extension<Language>,
    request: Request,
) -> Result<Response, Problem> {
    Asked::read(request.uri().query(), &[])?;
    let w = |english: &'static str, chinese: &'static str| language.either(english, chinese);
    let body = html! {
        a.skip href="#main" { (w("Skip to the content", "跳到正文")) }
        header.top {
            h1 { (w("Notices and their tasks", "公文与任务分工")) }
            nav aria-label=(w("Language and session", "语言与会话")) {
                a href=(w("/?lang=zh", "/?lang=en")) lang=(w("zh-CN", "en")) hreflang=(w("zh-CN", "en")) { (w("简体中文", "English")) }
                @if office.token.is_some() { button #logout type="button" { (w("Log out", "退出")) } }
            }
        }
        main #main {
            noscript { p { (w("This page needs JavaScript.", "本页需要启用 JavaScript。")) } }
            @if !office.read_only {
                section.drop #drop aria-labelledby="drop-title" data-most=(office.max_bytes) {
                    h2 #drop-title { (w("Add notices", "添加公文")) }
                    p { (w("Drop files here, or choose them. They stay on this server.", "把文件拖到这里，或选择文件。文件只保存在本服务器。")) }
                    label.button for="files" { (w("Choose files", "选择文件")) }
                    input #files type="file" multiple;
                    p.hint { "TXT · HTML · DOCX · PDF · OFD · DOC · WPS · XLSX · XLS" }
                    ul #uploads aria-live="polite" {}
                }
            }
            div.tabs role="tablist" aria-label=(w("Lists", "列表")) {
                button #tab-notices role="tab" type="button" aria-selected="true" aria-controls="panel-notices" { (w("Notices", "公文")) }
                button #tab-tasks role="tab" type="button" aria-selected="false" aria-controls="panel-tasks" tabindex="-1" { (w("Tasks", "任务")) }
            }
            section #panel-notices role="tabpanel" aria-labelledby="tab-notices" tabindex="0" {
                form #find-notices role="search" {
                    label { span { (w("Words in the notice", "公文中的词")) } input name="q" type="search" maxlength="200" autocomplete="off"; }
                    button type="submit" { (w("Search", "检索")) }
                }
                p.status #notices-status role="status" {}
                ol #notices {}
                button.more #notices-more type="button" hidden { (w("More", "更多")) }
            }
            section #panel-tasks role="tabpanel" aria-labelledby="tab-tasks" tabindex="0" hidden {
                form #find-tasks role="search" {
                    label { span { (w("Words", "词")) } input name="q" type="search" maxlength="200" autocomplete="off"; }
                    label { span { (w("Department", "部门")) } input name="department" list="departments" maxlength="200" autocomplete="off"; }
                    datalist #departments {}
                    label {
                        span { (w("Role", "分工")) }
                        select name="role" {
                            option value="" { (w("any", "不限")) }
                            @for (role, english, chinese) in ROLES { option value=(role) { (w(english, chinese)) } }
                        }
                    }
                    label { span { (w("Due from", "时限自")) } input name="due_after" type="date"; }
                    label { span { (w("Due until", "时限至")) } input name="due_before" type="date"; }
                    button type="submit" { (w("Search", "检索")) }
                }
                p.status #tasks-status role="status" {}
                div.table {
                    table aria-label=(w("Tasks in order of their deadlines", "按时限排列的任务")) {
                        thead { tr {
                            th scope="col" { (w("Due", "时限")) }
                            th scope="col" { (w("Task", "任务")) }
                            th scope="col" { (w("Departments", "责任单位")) }
                            th scope="col" { (w("Notice", "公文")) }
                        } }
                        tbody #tasks {}
                    }
                }
                button.more #tasks-more type="button" hidden { (w("More", "更多")) }
            }
        }
    };
    Ok(shown(language, w("Notices and their tasks", "公文与任务分工"), "page.js", &body))
}

const ROLES: &[(&str, &str, &str)] = &[
    ("lead", "leads", "牵头"),
    ("responsible", "responsible", "责任"),
    ("support", "supports", "配合"),
    ("joint", "jointly", "会同"),
    ("guide", "guides", "指导"),
    ("supervise", "supervises", "督办"),
];

/// `GET /login`.
pub async fn login(Extension(language): Extension<Language>, request: Request) -> Result<Response, Problem> {
    Asked::read(request.uri().query(), &[])?;
    let w = |english: &'static str, chinese: &'static str| language.either(english, chinese);
    let body = html! {
        main.login #main {
            h1 { (w("Log in", "登录")) }
            form #login {
                label {
                    span { (w("Token that this server was started with", "服务启动时设置的令牌")) }
                    input name="token" type="password" required autocomplete="current-password" maxlength="1000";
                }
                button type="submit" { (w("Log in", "登录")) }
                p.error #login-error role="alert" {}
            }
            p { a href=(w("/login?lang=zh", "/login?lang=en")) lang=(w("zh-CN", "en")) { (w("简体中文", "English")) } }
        }
    };
    Ok(shown(language, w("Log in", "登录"), "login.js", &body))
}

/// A page around its body.
fn shown(language: Language, title: &str, script: &str, body: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang=(language.either("en", "zh-CN")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/page.css";
                script type="module" src={ "/assets/" (script) } {}
            }
            body { (body) }
        }
    };
    let mut response = answer(StatusCode::OK, HTML, page.into_string());
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}
