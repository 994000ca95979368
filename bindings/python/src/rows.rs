//! A column of notices → one record batch, read over the cores and kept in order.
//!
//! A cell that cannot be read is a row that says so: its columns are null but for `row`, `error` and `error_kind`.

use crate::cells::{Cells, Pieces, no_text};
use crate::failure::{Failure, settled};
use crate::notice::{file_name, written};
use crate::reading::{Reading, no_thread};
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray, UInt64Array, new_empty_array, new_null_array};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields, Schema, SchemaRef};
use arrow_select::concat::concat;
use arrow_select::take::take;
use gongwen::batch::engine::{self, Limits, Outcome};
use gongwen::export::Document;
use gongwen::export::arrow::{notices, tasks};
use gongwen::language::Language;
use gongwen::model::Notice;
use gongwen::pipeline;
use gongwen::source::Source;
use gongwen::write::json::Layout;
use pyo3::prelude::*;
use std::iter;
use std::ops::{ControlFlow, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::available_parallelism;

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

    fn schema(self) -> SchemaRef {
        match self {
            Kind::Notices => notices::schema(),
            Kind::Tasks => tasks::schema(),
        }
    }

    /// The rows of some notices, each with its canonical JSON.
    ///
    /// # Errors
    /// Where the columns outgrow what Arrow counts.
    pub fn batches(self, documents: &[(Document, &str)]) -> Result<Vec<RecordBatch>, Failure> {
        let batches = match self {
            Kind::Notices if documents.is_empty() => Ok(Vec::new()),
            Kind::Notices => notices::batch(documents).map(|batch| vec![batch]),
            Kind::Tasks => documents.iter().map(|(document, _)| tasks::batch(document)).collect(),
        };
        batches.map_err(too_much)
    }

    /// The columns of a batch: where a cell failed, all of the notice's are null.
    fn columns(self) -> SchemaRef {
        let text = |name| Field::new(name, DataType::Utf8, true);
        let own = self.schema();
        let own = own.fields().iter().map(|f| f.as_ref().clone().with_nullable(true));
        let row = Field::new("row", DataType::Int64, false);
        Arc::new(Schema::new([row].into_iter().chain(own).chain([text("error"), text("error_kind")]).collect::<Fields>()))
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

/// Parses the cells of a column; whether they are texts stands beside them.
#[pyfunction]
pub fn parse_batch(
    py: Python,
    cells: (Pieces, bool),
    names: Option<Pieces>,
    rows: &str,
    language: &str,
    jobs: Option<usize>,
    reading: Py<Reading>,
) -> PyResult<PyArrowType<RecordBatch>> {
    let ((cells, is_text), rows) = (cells, Kind::named(rows)?);
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

impl From<ArrowError> for Stop {
    fn from(error: ArrowError) -> Stop {
        Stop::Failed(too_much(error))
    }
}

/// What came of the cells of a range.
struct Piece {
    /// The columns of the cells that could be read.
    columns: Vec<Vec<ArrayRef>>,
    /// What came of each cell: how many rows it has in the columns.
    cells: Vec<Result<usize, Failure>>,
}

impl Column {
    fn name(&self, row: usize) -> Option<&str> {
        self.names.as_ref().and_then(|names| names.text(row))
    }

    /// How messages call a cell. Its place stands beside; it is not told here, since an engine that cuts a column into
    /// batches must get the same words wherever it cuts.
    fn shown(&self, row: usize) -> String {
        self.name(row).unwrap_or("<cell>").to_string()
    }

    /// What panics is a failure of its cell.
    fn guarded<T>(&self, row: usize, work: impl FnOnce(&str) -> Result<T, Failure>) -> Result<T, Failure> {
        let shown = self.shown(row);
        let outcome = engine::caught(|| work(&shown)).map_or_else(Outcome::Panicked, Outcome::Done);
        settled(outcome, &shown, None)
    }

    fn source(&self, row: usize, shown: &str) -> Result<Source<'_>, Failure> {
        let Some(bytes) = self.cells.get(row) else {
            return Err(Failure::input(format!("{shown}: null; expected a notice"), format!("{shown}：空值，此处应为公文")));
        };
        if self.is_text
            && let Err(error) = std::str::from_utf8(bytes)
        {
            return Err(no_text(shown, error.valid_up_to()));
        }
        let name = self.name(row).and_then(file_name);
        self.reading.get().source(shown, name, bytes, self.is_text)
    }

    fn notice<'s>(&self, source: &'s Source<'s>) -> Result<(Notice<'s>, String), Failure> {
        let notice = pipeline::parse(source, &self.reading.get().options());
        let mut json = match self.rows {
            Kind::Notices => written(&notice, Layout::Compact)?,
            Kind::Tasks => String::new(),
        };
        json.truncate(json.trim_end().len());
        Ok((notice, json))
    }

    /// Reads the cells of a range.
    fn read(&self, range: Range<usize>) -> Result<Piece, Failure> {
        let sources: Vec<_> = range.clone().map(|row| (row, self.guarded(row, |shown| self.source(row, shown)))).collect();
        let read = sources.iter().map(|(row, source)| match source {
            Ok(source) => self.guarded(*row, |shown| self.notice(source).map(|(n, json)| (shown.to_string(), &source.text, n, json))),
            Err(failure) => Err(failure.clone()),
        });
        let read: Vec<_> = read.collect();
        let good =
            read.iter().flatten().map(|(shown, text, notice, json)| (Document { path: shown, text, notice, remarks: &[] }, json.as_str()));
        let batches = self.rows.batches(&good.collect::<Vec<_>>())?;
        let mut columns: Vec<Vec<ArrayRef>> = batches.iter().map(|batch| batch.columns().to_vec()).collect();
        if self.rows == Kind::Tasks {
            let named = range.zip(&read).filter(|(_, cell)| cell.is_ok()).map(|(row, _)| self.name(row).is_some());
            for (columns, _) in columns.iter_mut().zip(named).filter(|(_, named)| !named) {
                // A ledger begins with the path.
                columns[0] = new_null_array(&DataType::Utf8, columns[0].len());
            }
        }
        let rows = |notice: &Notice| if self.rows == Kind::Tasks { notice.tasks.len() } else { 1 };
        let cells = read.iter().map(|cell| cell.as_ref().map(|(_, _, notice, _)| rows(notice)).map_err(Clone::clone));
        Ok(Piece { columns, cells: cells.collect() })
    }

    /// Ranges of cells that are read at once: what every batch costs is shared by them.
    fn ranges(&self) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let (mut from, mut bytes) = (0, 0);
        for row in 0..self.cells.len() {
            let cell = self.cells.get(row).map_or(0, <[u8]>::len);
            if row > from && (row - from == CELLS || bytes + cell > BYTES) {
                ranges.push(from..row);
                (from, bytes) = (row, 0);
            }
            bytes += cell;
        }
        if from < self.cells.len() {
            ranges.push(from..self.cells.len());
        }
        ranges
    }

    /// Reads ranges over the cores, and gives what came of each to `take` in order.
    fn pass(
        self: &Arc<Column>,
        ranges: &[Range<usize>],
        jobs: usize,
        mut take: impl FnMut(usize, Outcome<Result<Piece, Failure>>),
    ) -> Result<(), Stop> {
        let mut interrupted = None;
        let limits = Limits { jobs, time: self.reading.get().time };
        let column = self.clone();
        let ran = engine::run(
            ranges.to_vec(),
            limits,
            move |range| column.read(range),
            |index, outcome| {
                take(index, outcome);
                interrupted = Python::attach(|py| py.check_signals()).err();
                if interrupted.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        match (interrupted, ran) {
            (Some(error), _) => Err(Stop::Interrupted(error)),
            (None, Err(error)) => Err(Stop::Failed(no_thread(&error))),
            (None, Ok(())) => Ok(()),
        }
    }
}

/// How many cells are read at once.
const CELLS: usize = 32;

/// How many bytes of cells are read at once, where there are several.
const BYTES: usize = 1 << 18;

fn all(column: Arc<Column>, jobs: usize, language: Language) -> Result<RecordBatch, Stop> {
    let ranges = column.ranges();
    let mut pieces: Vec<Option<Piece>> = Vec::with_capacity(ranges.len());
    column.pass(&ranges, jobs, |_, outcome| {
        pieces.push(match outcome {
            Outcome::Done(Ok(piece)) => Some(piece),
            _ => None,
        });
    })?;
    // Where not every cell of a range was read in time, each has its own time.
    let again: Vec<Range<usize>> =
        ranges.iter().zip(&pieces).filter(|(_, piece)| piece.is_none()).flat_map(|(r, _)| r.clone().map(|row| row..row + 1)).collect();
    let mut alone = Vec::with_capacity(again.len());
    column.pass(&again, jobs, |index, outcome| {
        let shown = column.shown(again[index].start);
        let failed = |failure| Piece { columns: Vec::new(), cells: vec![Err(failure)] };
        alone.push(settled(outcome, &shown, column.reading.get().time).unwrap_or_else(failed));
    })?;
    let mut alone = alone.into_iter();
    let mut made = Made::new(column.rows, language);
    for (range, piece) in ranges.into_iter().zip(pieces) {
        match piece {
            Some(piece) => made.take(range.start, piece)?,
            None => range.zip(&mut alone).try_for_each(|(row, piece)| made.take(row, piece))?,
        }
    }
    Ok(made.whole()?)
}

/// What was made so far, in order.
struct Made {
    language: Language,
    columns: SchemaRef,
    pieces: Vec<Vec<ArrayRef>>,
    rows: Vec<i64>,
    errors: Vec<Option<String>>,
    kinds: Vec<Option<&'static str>>,
}

impl Made {
    fn new(rows: Kind, language: Language) -> Made {
        Made { language, columns: rows.columns(), pieces: Vec::new(), rows: Vec::new(), errors: Vec::new(), kinds: Vec::new() }
    }

    /// The columns of notices and tasks, without those that say what came of them.
    fn own(&self) -> &[FieldRef] {
        let all = self.columns.fields();
        &all[1..all.len() - 2]
    }

    /// Takes what came of the cells from `first` on.
    fn take(&mut self, first: usize, piece: Piece) -> Result<(), ArrowError> {
        let good: usize = piece.columns.iter().map(|columns| columns[0].len()).sum();
        if piece.cells.iter().all(Result::is_ok) {
            self.pieces.extend(piece.columns);
        } else {
            // A row that failed takes from nowhere, which is null.
            let mut next = 0..good as u64;
            let places = piece.cells.iter().flat_map(|cell| match cell {
                Ok(count) => next.by_ref().take(*count).map(Some).collect(),
                Err(_) => vec![None],
            });
            let places = UInt64Array::from(places.collect::<Vec<Option<u64>>>());
            let column = |(i, field): (usize, &FieldRef)| match good {
                0 => Ok(new_null_array(field.data_type(), places.len())),
                _ => take(&concat(&piece.columns.iter().map(|columns| columns[i].as_ref()).collect::<Vec<_>>())?, &places, None),
            };
            let columns = self.own().iter().enumerate().map(column).collect::<Result<_, _>>()?;
            self.pieces.push(columns);
        }
        for (row, cell) in (first..).zip(piece.cells) {
            let (count, failure) = match cell {
                Ok(count) => (count, None),
                Err(failure) => (1, Some(failure)),
            };
            let error = failure.as_ref().map(|f| self.language.either(&f.english, &f.chinese).clone());
            self.rows.extend(iter::repeat_n(row as i64, count));
            self.errors.extend(iter::repeat_n(error, count));
            self.kinds.extend(iter::repeat_n(failure.map(|f| f.kind), count));
        }
        Ok(())
    }

    fn whole(self) -> Result<RecordBatch, ArrowError> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(Int64Array::from(self.rows.clone()))];
        for (i, field) in self.own().iter().enumerate() {
            let pieces: Vec<_> = self.pieces.iter().map(|piece| piece[i].as_ref()).collect();
            columns.push(if pieces.is_empty() { new_empty_array(field.data_type()) } else { concat(&pieces)? });
        }
        columns.push(Arc::new(StringArray::from(self.errors)));
        columns.push(Arc::new(StringArray::from(self.kinds)));
        RecordBatch::try_new(self.columns, columns)
    }
}
