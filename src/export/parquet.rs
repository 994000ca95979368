//! Tasks as Parquet: a row a task in the columns of [`super::arrow::tasks`].
//!
//! Compressed with Zstandard; a row group of at most [`GROUP`] rows is held in memory, and the file is a temporary one
//! until it is whole.

use super::arrow::tasks::{batch, schema};
use super::{Document, Writer};
use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use std::fs::File;
use std::io::{self, Seek, Write};

/// How many rows a row group holds.
pub const GROUP: usize = 1 << 14;

/// A Parquet file of tasks.
pub(super) struct Rows<W> {
    out: W,
    writer: ArrowWriter<File>,
}

impl<W: Write> Rows<W> {
    /// Begins the file.
    pub(super) fn new(out: W) -> io::Result<Rows<W>> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let writer = ArrowWriter::try_new(tempfile::tempfile()?, schema(), Some(properties)).map_err(failed)?;
        Ok(Rows { out, writer })
    }
}

impl<W: Write> Writer<W> for Rows<W> {
    fn add(&mut self, document: &Document) -> io::Result<()> {
        let batch = batch(document).map_err(io::Error::other)?;
        self.writer.write(&batch).map_err(failed)
    }

    fn finish(mut self: Box<Self>) -> io::Result<W> {
        let mut file = self.writer.into_inner().map_err(failed)?;
        file.rewind()?;
        io::copy(&mut file, &mut self.out)?;
        Ok(self.out)
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
