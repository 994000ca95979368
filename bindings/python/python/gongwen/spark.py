"""Notices over many machines: a column of a Spark data frame is parsed on the executors, by ``mapInArrow``.

Every executor needs this package and pyarrow. One batch of Arrow has as many rows as
``spark.sql.execution.arrow.maxRecordsPerBatch`` says (10,000 if nothing is set): for files of megabytes set it to some
dozens, since a batch is in memory whole.

    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load("notices/")
    tasks = gongwen.spark.parse(files, "content", names="path", keep=["path"], rows="tasks")
    tasks.write.parquet("tasks.parquet")
"""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Any, Dict, Iterator, Literal, Optional, Sequence, Union

from . import MAX_BYTES, MAX_SECONDS, Error, Rows
from . import schema as _schema

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

#: How many rows of a batch are parsed and sent on at a time.
_ROWS = 256


def schema(rows: Rows = "notices") -> StructType:
    """The columns that :func:`parse` gives, behind those that are kept."""
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    # `row` counts within a batch of Arrow, which nobody sees.
    columns = from_arrow_schema(_schema(rows))
    return StructType([field for field in columns if field.name != "row"])


def parse(
    df: DataFrame,
    column: str,
    *,
    rows: Rows = "notices",
    keep: Optional[Sequence[str]] = None,
    names: Optional[str] = None,
    lang: Literal["en", "zh"] = "en",
    encoding: Optional[str] = None,
    issued_on: Union[datetime.date, str, None] = None,
    lexicon: Union[str, os.PathLike[str], None] = None,
    contacts: bool = True,
    strict: bool = False,
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
) -> DataFrame:
    """Parses a column of notices, binary (a file's bytes) or string (text).

    A cell that cannot be read is a row with its message in ``error``; a task that Spark runs again gives the same rows.
    ``keep`` names the columns that stand before the result's: all but ``column`` if not given. ``lexicon`` is a path on
    the executors. The other options are those of :func:`gongwen.parse_batch`.

    :raises gongwen.Error: where a column is missing or of another type, before anything runs
    """
    from pyspark.sql.types import StructType

    kept = [name for name in df.columns if name != column] if keep is None else [keep] if isinstance(keep, str) else list(keep)
    _expect(df, column, "column", ("binary", "string"))
    if names is not None:
        _expect(df, names, "names", ("string",))
    columns = schema(rows)
    if names == "path" and "path" in kept:
        # A ledger has it already.
        columns = StructType([field for field in columns if field.name != "path"])
    for name in kept:
        _expect(df, name, "keep", ())
        if name in columns.names or kept.count(name) > 1:
            english = f"keep: the column {name!r} is there already; rename it first"
            raise Error(english, f"keep：已有列 {name!r}，请先改名", "argument")
    options: Dict[str, Any] = {
        "rows": rows,
        "keep": kept,
        "names": names,
        "lang": lang,
        "encoding": encoding,
        "issued_on": issued_on,
        "lexicon": None if lexicon is None else os.fspath(lexicon),
        "contacts": contacts,
        "strict": strict,
        "max_bytes": max_bytes,
        "max_seconds": max_seconds,
    }
    at_once = _ROWS
    wanted = list(dict.fromkeys([column, *([names] if names else []), *kept]))

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import gongwen
        import pyarrow

        for batch in batches:
            named = pyarrow.RecordBatch.from_arrays(batch.columns, names=wanted)
            for start in range(0, named.num_rows, at_once):
                # A core a task is what Spark gives.
                made = gongwen.parse_batch(named.slice(start, at_once), column, jobs=1, **options)
                yield made.select([name for name in made.schema.names if name != "row"])

    # Spark's own columns have plain names on the way: it takes a dot for a field of a struct.
    plain = df.select(*(_quoted(name) for name in wanted)).toDF(*(f"c{i}" for i in range(len(wanted))))
    return plain.mapInArrow(work, StructType([*(df.schema[name] for name in kept), *columns]))


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _expect(df: DataFrame, name: str, what: str, kinds: Sequence[str]) -> None:
    if name not in df.columns:
        there = ", ".join(df.columns)
        english = f"{what}: {name!r} is not in the data frame; expected one of {there}"
        raise Error(english, f"{what}：数据框中没有列 {name!r}，应为 {there} 之一", "argument")
    found = df.schema[name].dataType.simpleString()
    if kinds and found not in kinds:
        expected = " or ".join(kinds)
        english = f"{what}: {name!r} is a column of {found}; expected {expected}"
        raise Error(english, f"{what}：列 {name!r} 类型为 {found}，此处应为 {' 或 '.join(kinds)}", "argument")


__all__ = ["parse", "schema"]
