//! What went wrong, as RFC 9457 has it, with the words of the command line.

use crate::error::{Error, ErrorKind};
use crate::language::{Language, Said};
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use hyper::StatusCode;
use hyper::header::{self, HeaderName, HeaderValue};
use serde::Serialize;

/// The media type of problems.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What programs tell problems apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// A parameter is wrong.
    Parameter,
    /// A body is not what it should be.
    Body,
    /// The token is missing or wrong.
    Token,
    /// The request comes from another site.
    Origin,
    /// Nothing is taken in or out.
    ReadOnly,
    /// The notice was not handed to the server.
    Kept,
    /// There is nothing here.
    NotFound,
    /// The method is none of this address.
    Method,
    /// The body did not arrive in time.
    SlowBody,
    /// The file is too large.
    TooLarge,
    /// The body is of a type that is not taken, or the file of a format that this build leaves out.
    MediaType,
    /// The machine is not asked under this name.
    Host,
    /// Something is expected that the server does not do.
    Expectation,
    /// The body is coded in a way that the server does not know.
    TransferCoding,
    /// The file cannot be read.
    Unreadable,
    /// The program has a fault.
    Internal,
    /// The answer takes too long, or too much is asked at once.
    Busy,
    /// The database cannot be used.
    Database,
}

impl Code {
    /// Its status and title.
    fn of(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Code::Parameter => (StatusCode::BAD_REQUEST, "A parameter is wrong", "参数有误"),
            Code::Body => (StatusCode::BAD_REQUEST, "The body is wrong", "请求内容有误"),
            Code::Token => (StatusCode::UNAUTHORIZED, "The token is missing or wrong", "令牌缺失或有误"),
            Code::Origin => (StatusCode::FORBIDDEN, "The request comes from another site", "请求来自其他网站"),
            Code::ReadOnly => (StatusCode::FORBIDDEN, "The server only shows", "服务只读"),
            Code::Kept => (StatusCode::FORBIDDEN, "The notice stays", "公文不能移除"),
            Code::NotFound => (StatusCode::NOT_FOUND, "There is nothing here", "未找到"),
            Code::Method => (StatusCode::METHOD_NOT_ALLOWED, "The method is none of this address", "此地址不支持该方法"),
            Code::SlowBody => (StatusCode::REQUEST_TIMEOUT, "The body did not arrive in time", "内容未及时到达"),
            Code::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The file is too large", "文件过大"),
            Code::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "The type is not taken", "不支持的类型"),
            Code::Host => (StatusCode::MISDIRECTED_REQUEST, "The server is not asked under this name", "主机名不符"),
            Code::Expectation => (StatusCode::EXPECTATION_FAILED, "The expectation is not met", "无法满足 Expect"),
            Code::TransferCoding => (StatusCode::NOT_IMPLEMENTED, "The transfer coding is not known", "不支持的传输编码"),
            Code::Unreadable => (StatusCode::UNPROCESSABLE_ENTITY, "The file cannot be read", "文件无法读取"),
            Code::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "The program has a fault", "程序内部错误"),
            Code::Busy => (StatusCode::SERVICE_UNAVAILABLE, "The server is busy", "服务繁忙"),
            Code::Database => (StatusCode::SERVICE_UNAVAILABLE, "The database cannot be used", "数据库无法使用"),
        }
    }
}

impl Code {
    /// What an answer has beside the words.
    fn header(self) -> Option<(HeaderName, &'static str)> {
        match self {
            Code::Busy | Code::Database => Some((header::RETRY_AFTER, "5")),
            Code::Token => Some((header::WWW_AUTHENTICATE, "Bearer realm=\"gongwen\"")),
            _ => None,
        }
    }
}

/// What went wrong with a request.
#[derive(Clone, Debug)]
pub struct Problem {
    pub code: Code,
    pub said: Said,
    /// What those who ask are not told.
    pub inside: Option<Said>,
}

#[derive(Serialize)]
struct Shown<'p> {
    r#type: String,
    title: &'p str,
    status: u16,
    detail: &'p str,
    code: Code,
}

impl Problem {
    pub fn new(code: Code, english: impl Into<String>, chinese: impl Into<String>) -> Problem {
        Problem { code, said: Said::new(english, chinese), inside: None }
    }

    /// A parameter that is wrong: its name, and what was expected.
    pub fn parameter(name: &str, english: &str, chinese: &str) -> Problem {
        Problem::new(Code::Parameter, format!("{name}: {english}"), format!("{name}：{chinese}"))
    }

    /// The problem in a language.
    pub fn shown(&self, language: Language) -> Response {
        let (status, english, chinese) = self.code.of();
        let code = serde_json::to_value(self.code).ok().and_then(|c| c.as_str().map(str::to_string)).unwrap_or_default();
        let shown = Shown {
            r#type: format!("urn:gongwen:problem:{code}"),
            title: language.either(english, chinese),
            status: status.as_u16(),
            detail: language.of(&self.said),
            code: self.code,
        };
        let mut body = serde_json::to_vec(&shown).unwrap_or_default();
        body.push(b'\n');
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.either("en", "zh-CN")));
        if let Some((name, value)) = self.code.header() {
            headers.insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        let said = Said::new(error.to_string(), error.chinese());
        match error.kind() {
            // It names places of this machine.
            ErrorKind::Database => Problem {
                inside: Some(said),
                ..Problem::new(
                    Code::Database,
                    "the database cannot be used at the moment; the server's own messages say why",
                    "数据库暂时无法使用，原因见服务端提示",
                )
            },
            ErrorKind::Unsupported => Problem::new(Code::MediaType, said.english, said.chinese),
            ErrorKind::Read | ErrorKind::Write | ErrorKind::Format => Problem {
                inside: Some(said),
                ..Problem::new(Code::Internal, "the server met an error; its own messages say which", "服务端出错，详见服务端提示")
            },
            _ => Problem::new(Code::Unreadable, said.english, said.chinese),
        }
    }
}

/// A problem is put into words at the end of its way, where the language is known.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.code.of().0;
        response.extensions_mut().insert(self);
        response
    }
}
