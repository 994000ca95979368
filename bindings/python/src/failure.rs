//! What went wrong, in the words of the command line, and as the exception of the package.

use gongwen::batch::engine::Outcome;
use gongwen::error::{Error, ErrorKind};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use std::time::Duration;

/// What went wrong with one input, or with what was asked.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What programs tell failures apart by: the `kind` of the command line's list of failures, `argument` beside.
    pub kind: &'static str,
    /// The message in English.
    pub english: String,
    /// The message in 简体中文.
    pub chinese: String,
}

impl Failure {
    /// What was asked for cannot be done.
    pub fn argument(english: impl Into<String>, chinese: impl Into<String>) -> Failure {
        Failure { kind: "argument", english: english.into(), chinese: chinese.into() }
    }

    /// An input is none.
    pub fn input(english: impl Into<String>, chinese: impl Into<String>) -> Failure {
        Failure { kind: "input", english: english.into(), chinese: chinese.into() }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let kind = match error.kind() {
            ErrorKind::Read => "read",
            ErrorKind::Write => "write",
            ErrorKind::Encoding => "encoding",
            ErrorKind::Lost => "lost",
            ErrorKind::Lexicon => "lexicon",
            _ => "input",
        };
        Failure { kind, english: error.to_string(), chinese: error.chinese().to_string() }
    }
}

/// The result of work on an input that messages call `shown`.
pub fn settled<T>(outcome: Outcome<Result<T, Failure>>, shown: &str, limit: Option<Duration>) -> Result<T, Failure> {
    match outcome {
        Outcome::Done(result) => result,
        Outcome::Panicked(said) => Err(Failure {
            kind: "panic",
            english: format!("{shown}: a fault of the program: {said}; please report it"),
            chinese: format!("{shown}：程序内部错误：{said}，请报告"),
        }),
        Outcome::TimedOut => {
            let seconds = limit.unwrap_or_default().as_secs_f64();
            Err(Failure {
                kind: "time",
                english: format!("{shown}: not read within {seconds} s; expected less (--max-seconds)"),
                chinese: format!("{shown}：{seconds} 秒内未读完（--max-seconds）"),
            })
        }
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> PyErr {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        Python::attach(|py| {
            let raised =
                CLASS.import(py, "gongwen._error", "Error").and_then(|class| class.call1((failure.english, failure.chinese, failure.kind)));
            raised.map_or_else(|error| error, PyErr::from_value)
        })
    }
}
