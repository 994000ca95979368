//! Cells of a column of bytes, in whatever pieces it comes.

use crate::failure::Failure;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, make_array};
use arrow_pyarrow::PyArrowType;
use arrow_schema::DataType;
use gongwen::error::{Error, ErrorKind};

/// What the pieces of a column come as.
pub type Pieces = Vec<PyArrowType<arrow_data::ArrayData>>;

/// A column of bytes. Texts come as bytes too, so that what is no UTF-8 is a fault of its cell.
pub struct Cells {
    pieces: Vec<ArrayRef>,
    /// Where each piece begins.
    starts: Vec<usize>,
    len: usize,
}

impl Cells {
    /// # Errors
    /// Where a piece holds neither bytes nor nothing.
    pub fn new(pieces: Pieces) -> Result<Cells, Failure> {
        let mut cells = Cells { pieces: Vec::new(), starts: Vec::new(), len: 0 };
        for piece in pieces {
            let piece = make_array(piece.0);
            if !matches!(piece.data_type(), DataType::Binary | DataType::LargeBinary) {
                let found = piece.data_type();
                return Err(Failure::argument(
                    format!("expected a column of binary, found {found}"),
                    format!("此处应为 binary 列，实为 {found}"),
                ));
            }
            cells.starts.push(cells.len);
            cells.len += piece.len();
            cells.pieces.push(piece);
        }
        Ok(cells)
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The bytes of a cell; nothing where it is null.
    pub fn get(&self, row: usize) -> Option<&[u8]> {
        let piece = self.starts.partition_point(|start| *start <= row).checked_sub(1)?;
        let (cells, at) = (self.pieces.get(piece)?, row - self.starts[piece]);
        if at >= cells.len() || cells.is_null(at) {
            return None;
        }
        match cells.data_type() {
            DataType::Binary => Some(cells.as_binary::<i32>().value(at)),
            _ => Some(cells.as_binary::<i64>().value(at)),
        }
    }

    /// The text of a cell; nothing where it is null or no text.
    pub fn text(&self, row: usize) -> Option<&str> {
        std::str::from_utf8(self.get(row)?).ok()
    }
}

/// What stands in a column of texts is no UTF-8.
pub fn no_text(shown: &str, place: usize) -> Failure {
    let english = format!("{shown}: the text is not UTF-8 at byte {place}; expected a column of binary for bytes in another encoding");
    let chinese = format!("{shown}：第 {place} 字节起不是 UTF-8 文本；其他编码的字节请用 binary 列");
    Error::new(ErrorKind::Input, english, chinese).into()
}
