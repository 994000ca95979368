//! One notice: its canonical JSON and its source text, from which all else is made when it is asked for.

use crate::failure::Failure;
use crate::reading::{Reading, apart};
use crate::rows::Kind;
use arrow_array::RecordBatch;
use arrow_pyarrow::PyArrowType;
use gongwen::export::Document;
use gongwen::pipeline;
use gongwen::source::Source;
use gongwen::write::json::{self, Layout};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use std::path::{Path, PathBuf};

/// What stands for a notice.
#[derive(FromPyObject)]
pub enum Given {
    /// Its text or a file's bytes.
    Bytes(PyBackedBytes),
    /// A file.
    Path(PathBuf),
}

impl Given {
    /// How messages call it, and the name of the file that it is.
    pub fn names(&self, name: Option<String>, is_text: bool) -> (String, Option<String>) {
        let shown = match (self, &name) {
            (Given::Path(path), _) => path.display().to_string(),
            (_, Some(name)) => name.clone(),
            (Given::Bytes(_), None) if is_text => "<str>".into(),
            (Given::Bytes(_), None) => "<bytes>".into(),
        };
        let own = match (self, name) {
            (_, Some(name)) => Some(name),
            (Given::Path(path), None) => Some(path.to_string_lossy().into_owned()),
            _ => None,
        };
        (shown, own.as_deref().and_then(file_name))
    }

    /// Reads it and does something with its source.
    pub fn with<T>(
        &self,
        reading: &Reading,
        shown: &str,
        name: Option<String>,
        is_text: bool,
        then: impl FnOnce(&Source) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match self {
            Given::Bytes(bytes) => then(&reading.source(shown, name, bytes, is_text)?),
            Given::Path(path) => {
                let bytes = reading.file(path)?;
                then(&reading.source(shown, name, &bytes, false)?)
            }
        }
    }
}

/// The name of a file without its folder.
pub fn file_name(path: &str) -> Option<String> {
    Path::new(path).file_name().map(|n| n.to_string_lossy().into_owned())
}

/// A parsed notice.
#[pyclass(frozen, module = "gongwen._native")]
pub struct Parsed {
    /// The source text that spans count in.
    #[pyo3(get)]
    text: String,
    /// Canonical JSON, compact, with its newline.
    #[pyo3(get)]
    json: String,
    /// How messages and ledgers call it.
    #[pyo3(get)]
    shown: String,
}

#[pymethods]
impl Parsed {
    /// The JSON indented.
    fn pretty(&self) -> PyResult<String> {
        let notice = json::read(&self.json).map_err(Failure::from)?;
        written(&notice, Layout::Pretty).map_err(PyErr::from)
    }

    /// As rows of Arrow.
    fn to_arrow(&self, rows: &str) -> PyResult<PyArrowType<RecordBatch>> {
        let kind = Kind::named(rows)?;
        let notice = json::read(&self.json).map_err(Failure::from)?;
        let document = Document { path: &self.shown, text: &self.text, notice: &notice, remarks: &[] };
        let mut batches = kind.batches(&[(document, self.json.trim_end())])?;
        batches.pop().map(PyArrowType).ok_or_else(|| Failure::input("no rows", "无数据行").into())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, String, String))> {
        let own = slf.get();
        Ok((slf.get_type().getattr("of")?, (own.text.clone(), own.json.clone(), own.shown.clone())))
    }

    /// One that was taken apart, for other processes.
    #[staticmethod]
    fn of(text: String, json: String, shown: String) -> Parsed {
        Parsed { text, json, shown }
    }
}

/// Canonical JSON with its newline.
pub fn written(notice: &gongwen::model::Notice, layout: Layout) -> Result<String, Failure> {
    let mut out = Vec::new();
    let failed = |e: String| Failure::input(format!("writing JSON: {e}"), format!("写出 JSON：{e}"));
    json::write(notice, layout, &mut out).map_err(|e| failed(e.to_string()))?;
    String::from_utf8(out).map_err(|e| failed(e.to_string()))
}

/// Parses a notice.
#[pyfunction]
pub fn parse(py: Python, given: Given, is_text: bool, name: Option<String>, reading: Py<Reading>) -> PyResult<Parsed> {
    let (shown, name) = given.names(name, is_text);
    let time = reading.get().time;
    let called = shown.clone();
    let work = move || {
        let reading = reading.get();
        given.with(reading, &called, name.clone(), is_text, |source| {
            let notice = pipeline::parse(source, &reading.options());
            Ok(Parsed { text: source.text.to_string(), json: written(&notice, Layout::Compact)?, shown: called.clone() })
        })
    };
    Ok(apart(py, &shown, time, work)?)
}

/// JSON Schema of the notice.
#[pyfunction]
pub fn json_schema() -> String {
    gongwen::write::schema::json_schema().to_string()
}
