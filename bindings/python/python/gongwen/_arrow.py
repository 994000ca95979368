"""A column of notices in one record batch of Arrow; what pyarrow is needed for."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Iterator, List, Literal, Optional, Sequence, Tuple

from . import _native
from ._error import Error

if TYPE_CHECKING:
    import pyarrow

#: What a row stands for.
Rows = Literal["notices", "tasks"]


@contextlib.contextmanager
def needs_pyarrow(what: str) -> Iterator[None]:
    """Says what to install where pyarrow is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        said = f"{what} needs pyarrow: pip install 'gongwen[arrow]' ({what} 需要 pyarrow)"
        raise ModuleNotFoundError(said, name="pyarrow") from None


def schema(rows: Rows = "notices") -> pyarrow.Schema:
    """The columns that :func:`gongwen.parse_batch` gives, without those that are kept."""
    with needs_pyarrow("gongwen.schema"):
        return _native.schema(rows)


def parse_cells(
    data: Any,
    column: Optional[str],
    rows: Rows,
    keep: Sequence[str],
    names: Optional[str],
    jobs: Optional[int],
    lang: str,
    reading: _native.Reading,
    has_encoding: bool,
) -> pyarrow.RecordBatch:
    """Parses a column of anything that Arrow can hold."""
    with needs_pyarrow("gongwen.parse_batch"):
        import pyarrow as pa

    if lang not in ("en", "zh"):
        raise Error(f"lang: {lang!r}; expected en or zh", f"lang：{lang!r}，此处应为 en 或 zh", "argument")
    if jobs is not None and jobs < 1:
        raise Error(f"jobs: {jobs}; expected at least 1", f"jobs：{jobs}，至少应为 1", "argument")
    if isinstance(keep, str):
        keep = [keep]
    table = _table(data)
    column = _named(table, column) if column is not None else _only(table)
    cells = _bytes(table, column)
    if cells[1] and has_encoding:
        english = f"encoding: the column {column!r} holds text, which has been decoded; expected a column of binary"
        raise Error(english, f"encoding：列 {column!r} 是已解码的文本，此处应为 binary 列", "argument")
    named = None if names is None else _texts(table, _named(table, names))
    kept = [_named(table, name) for name in keep]
    columns = [name for name in _native.schema(rows).names if name != names or name != "path"]
    for name in kept:
        if name in columns or kept.count(name) > 1:
            english = f"keep: the column {name!r} is there already; rename it first"
            raise Error(english, f"keep：已有列 {name!r}，请先改名", "argument")
    made = _native.parse_batch(cells, named, rows, lang, jobs, reading)
    if not kept:
        return made
    fields = [table.schema.field(name) for name in kept]
    taken = [_taken(table.column(name), None if rows == "notices" else made.column("row")) for name in kept]
    if "path" in kept and "path" in made.schema.names:
        # The column of names, which it is a copy of.
        made = made.select([name for name in made.schema.names if name != "path"])
    return pa.RecordBatch.from_arrays([*taken, *made.columns], schema=pa.schema([*fields, *made.schema]))


def _table(data: Any) -> pyarrow.Table:
    import pyarrow as pa

    if isinstance(data, pa.Table):
        return data
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data])
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        made = pa.table(data)
        if isinstance(made, pa.Table):
            return made
    found = type(data).__name__
    english = f"expected a pyarrow.RecordBatch, a pyarrow.Table or another table of Arrow, found {found}"
    raise Error(english, f"此处应为 pyarrow.RecordBatch、pyarrow.Table 或其他 Arrow 表，实为 {found}", "argument")


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    view = getattr(pa.types, "is_string_view", lambda _: False)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or view(kind))


def _is_bytes(kind: Any) -> bool:
    import pyarrow as pa

    view = getattr(pa.types, "is_binary_view", lambda _: False)
    plain = pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind)
    return bool(plain or view(kind))


def _named(table: pyarrow.Table, name: str) -> str:
    found = table.schema.get_all_field_indices(name)
    if len(found) == 1:
        return name
    there = ", ".join(table.schema.names)
    if found:
        raise Error(f"column {name!r}: there are {len(found)}; expected one", f"列 {name!r}：共有 {len(found)} 列，应只有一列", "argument")
    english = f"column {name!r}: not in the table; expected one of {there}"
    raise Error(english, f"列 {name!r}：表中没有，应为 {there} 之一", "argument")


def _only(table: pyarrow.Table) -> str:
    fitting = [field.name for field in table.schema if _is_text(_values(field.type)) or _is_bytes(_values(field.type))]
    if len(fitting) == 1:
        return str(fitting[0])
    there = ", ".join(fitting) or "none"
    english = f"expected the name of the column of notices: columns of binary or string are: {there}"
    raise Error(english, f"请指明公文所在的列；binary 或 string 列有：{'、'.join(fitting) or '无'}", "argument")


def _values(kind: Any) -> Any:
    import pyarrow as pa

    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _bytes(table: pyarrow.Table, name: str) -> Tuple[List[Any], bool]:
    """The pieces of a column as bytes, and whether they were texts.

    Texts go as bytes, too, for what is no UTF-8 in them is a fault of its row.
    """
    import pyarrow as pa

    cells = table.column(name)
    kind = _values(cells.type)
    if pa.types.is_null(kind):
        return [piece.cast(pa.binary()) for piece in cells.chunks], False
    if not (_is_text(kind) or _is_bytes(kind)):
        english = f"column {name!r}: this is a column of {cells.type}; expected binary (a file's bytes) or string (text)"
        raise Error(english, f"列 {name!r}：类型为 {cells.type}，此处应为 binary（文件字节）或 string（文本）", "argument")
    if cells.type != kind:
        cells = cells.cast(kind)
    if pa.types.is_string(kind):
        pieces = [piece.view(pa.binary()) for piece in cells.chunks]
    elif pa.types.is_large_string(kind):
        pieces = [piece.view(pa.large_binary()) for piece in cells.chunks]
    elif pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        pieces = cells.chunks
    else:
        pieces = cells.cast(pa.large_binary()).chunks
    return pieces, _is_text(kind)


def _texts(table: pyarrow.Table, name: str) -> List[Any]:
    pieces, is_text = _bytes(table, name)
    if not is_text and table.column(name).null_count < len(table):
        kind = table.column(name).type
        raise Error(f"names: the column {name!r} is of {kind}; expected string", f"names：列 {name!r} 类型为 {kind}，此处应为 string", "argument")
    return pieces


def _taken(cells: Any, row: Optional[Any]) -> Any:
    import pyarrow as pa

    taken = cells if row is None else cells.take(row)
    return taken.combine_chunks() if isinstance(taken, pa.ChunkedArray) else taken
