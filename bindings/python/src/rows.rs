//! A column of notices → one record batch, read over the cores and kept in order.
//!
//! A cell that cannot be read is a row that says so: its columns are null but for `row`, `error` and `error_kind`.

use crate::cells::{Cells, Pieces, no_text};
use crate::failure::{Failure, settled};
use crate::notice::{file_name, written};
use crate::reading::{Reading, no_thread};
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, new_null_array};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{ArrowError, Field, Fields, Schema};
use arrow_select::concat::concat;
use gongwen::batch::engine::{self, Limits};
use gongwen::export::Document;
use gongwen::export::arrow::{notices, tasks};
use gongwen::language::Language;
use gongwen::pipeline;
use gongwen::write::json::Layout;
use pyo3::prelude::*;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::available_parallelism;

/// How often a run looks whether the user has interrupted it, in rows.
const LOOK: usize = 64;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A notice.
    Notices,
    /// A task; a notice has as many rows as it has tasks.
    Tasks,
}

impl Kind {
    /// # Errors
    /// Where it is the name of none.
    pub fn named(name: &str) -> Result<Kind, Failure> {
        match name {
            "notices" => Ok(Kind::Notices),
            "tasks" => Ok(Kind::Tasks),
            other => {
                let english = format!("rows: {other:?}; expected notices or tasks");
                Err(Failure::argument(english, format!("rows：{other:?}，此处应为 notices 或 tasks")))
            }
        }
    }

    fn schema(self) -> Schema {
        match self {
            Kind::Notices => notices::schema(),
            Kind::Tasks => tasks::schema(),
        }
    }

    /// The rows of one notice.
    ///
    /// # Errors
    /// Where the columns outgrow what Arrow counts.
    pub fn batch(self, document: &Document, json: &str) -> Result<RecordBatch, Failure> {
        let batch = match self {
            Kind::Notices => notices::batch(&[(*document, json)]),
            Kind::Tasks => tasks::batch(document),
        };
        batch.map_err(too_much)
    }

    /// The columns of a batch: where a cell failed, all of the notice's are null.
    fn columns(self) -> Arc<Schema> {
        let ends = [Field::new("error", arrow_schema::DataType::Utf8, true), Field::new("error_kind", arrow_schema::DataType::Utf8, true)];
        let row = Field::new("row", arrow_schema::DataType::Int64, false);
        let own = self.schema();
        let own = own.fields().iter().map(|f| f.as_ref().clone().with_nullable(true));
        Arc::new(Schema::new([row].into_iter().chain(own).chain(ends).collect::<Fields>()))
    }
}

fn too_much(error: ArrowError) -> Failure {
    Failure {
        kind: "argument",
        english: format!("one batch cannot hold so much: {error}; give fewer rows at a time"),
        chinese: format!("一批容纳不下：{error}；请减少每批行数"),
    }
}

/// The columns of [`parse_batch`].
#[pyfunction]
pub fn schema(rows: &str) -> PyResult<PyArrowType<Schema>> {
    Ok(PyArrowType(Kind::named(rows)?.columns().as_ref().clone()))
}

/// Parses the cells of a column.
#[pyfunction]
#[pyo3(signature = (cells, is_text, names, rows, language, jobs, reading))]
pub fn parse_batch(
    py: Python,
    cells: Pieces,
    is_text: bool,
    names: Option<Pieces>,
    rows: &str,
    language: &str,
    jobs: Option<usize>,
    reading: Py<Reading>,
) -> PyResult<PyArrowType<RecordBatch>> {
    let rows = Kind::named(rows)?;
    let language = if language == "zh" { Language::Chinese } else { Language::English };
    let column = Arc::new(Column { cells: Cells::new(cells)?, is_text, names: names.map(Cells::new).transpose()?, rows, reading });
    let jobs = jobs.or_else(|| available_parallelism().ok().map(Into::into)).unwrap_or(1);
    let batch = py.detach(|| {
        // What is put together here may still meet what nobody thought of; no interpreter ends for it.
        catch_unwind(AssertUnwindSafe(|| all(column, jobs, language))).unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
            let said = said.unwrap_or_default();
            Err(Stop::Failed(Failure {
                kind: "panic",
                english: format!("<batch>: a fault of the program: {said}; please report it"),
                chinese: format!("<batch>：程序内部错误：{said}，请报告"),
            }))
        })
    });
    match batch {
        Ok(batch) => Ok(PyArrowType(batch)),
        Err(Stop::Failed(failure)) => Err(failure.into()),
        Err(Stop::Interrupted(error)) => Err(error),
    }
}

/// A column that is read.
struct Column {
    cells: Cells,
    is_text: bool,
    names: Option<Cells>,
    rows: Kind,
    reading: Py<Reading>,
}

enum Stop {
    Failed(Failure),
    Interrupted(PyErr),
}

impl Column {
    fn shown(&self, row: usize) -> String {
        let name = self.names.as_ref().and_then(|names| names.text(row));
        name.map_or_else(|| format!("<row {row}>"), str::to_string)
    }

    fn read(&self, row: usize) -> Result<RecordBatch, Failure> {
        let shown = self.shown(row);
        let Some(bytes) = self.cells.get(row) else {
            let english = format!("{shown}: the cell is null; expected a notice");
            return Err(Failure::input(english, format!("{shown}：单元格为空值，此处应为公文")));
        };
        if self.is_text
            && let Err(error) = std::str::from_utf8(bytes)
        {
            return Err(no_text(&shown, error.valid_up_to()));
        }
        let reading = self.reading.get();
        let name = self.names.as_ref().and_then(|names| names.text(row)).and_then(file_name);
        let source = reading.source(&shown, name, bytes, self.is_text)?;
        let notice = pipeline::parse(&source, &reading.options());
        let json = match self.rows {
            Kind::Notices => written(&notice, Layout::Compact)?,
            Kind::Tasks => String::new(),
        };
        let document = Document { path: &shown, text: &source.text, notice: &notice, remarks: &[] };
        self.rows.batch(&document, json.trim_end())
    }
}

fn all(column: Arc<Column>, jobs: usize, language: Language) -> Result<RecordBatch, Stop> {
    let mut made = Made::new(column.rows, language);
    let mut interrupted = None;
    let limits = Limits { jobs, time: column.reading.get().time };
    let work = {
        let column = column.clone();
        move |row| column.read(row)
    };
    let ran = engine::run(0..column.cells.len(), limits, work, |row, outcome| {
        let result = settled(outcome, &column.shown(row), limits.time);
        made.take(row, result);
        if row % LOOK == LOOK - 1 {
            interrupted = Python::attach(|py| py.check_signals()).err();
        }
        if interrupted.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    match (interrupted, ran) {
        (Some(error), _) => Err(Stop::Interrupted(error)),
        (None, Err(error)) => Err(Stop::Failed(no_thread(&error))),
        (None, Ok(())) => made.whole().map_err(|e| Stop::Failed(too_much(e))),
    }
}

/// What was made so far, in order.
struct Made {
    language: Language,
    columns: Arc<Schema>,
    /// A row that failed.
    nothing: Vec<ArrayRef>,
    batches: Vec<Vec<ArrayRef>>,
    rows: Vec<i64>,
    errors: Vec<Option<String>>,
    kinds: Vec<Option<&'static str>>,
}

impl Made {
    fn new(rows: Kind, language: Language) -> Made {
        let columns = rows.columns();
        let own = &columns.fields()[1..columns.fields().len() - 2];
        let nothing = own.iter().map(|f| new_null_array(f.data_type(), 1)).collect();
        Made { language, columns, nothing, batches: Vec::new(), rows: Vec::new(), errors: Vec::new(), kinds: Vec::new() }
    }

    fn take(&mut self, row: usize, result: Result<RecordBatch, Failure>) {
        let (columns, count, failure) = match result {
            Ok(batch) => (batch.columns().to_vec(), batch.num_rows(), None),
            Err(failure) => (self.nothing.clone(), 1, Some(failure)),
        };
        self.batches.push(columns);
        for _ in 0..count {
            self.rows.push(row as i64);
            self.errors.push(failure.as_ref().map(|f| self.language.either(&f.english, &f.chinese).clone()));
            self.kinds.push(failure.as_ref().map(|f| f.kind));
        }
    }

    fn whole(self) -> Result<RecordBatch, ArrowError> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(Int64Array::from(self.rows))];
        for (i, nothing) in self.nothing.iter().enumerate() {
            let pieces: Vec<_> = self.batches.iter().map(|b| b[i].as_ref()).collect();
            columns.push(if pieces.is_empty() { nothing.slice(0, 0) } else { concat(&pieces)? });
        }
        columns.push(Arc::new(StringArray::from(self.errors)));
        columns.push(Arc::new(StringArray::from(self.kinds)));
        RecordBatch::try_new(self.columns, columns)
    }
}
