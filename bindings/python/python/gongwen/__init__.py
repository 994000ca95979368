"""Chinese official documents (公文) as data: tasks, responsibility, targets, deadlines, references.

>>> import gongwen
>>> notice = gongwen.parse("关于开展检查的通知\\n各县：\\n1、完成整改。（市甲局牵头，市乙局配合）\\n")
>>> notice
Notice('关于开展检查的通知', 1 tasks)
"""

from __future__ import annotations

import datetime
import json as _json
import os
from typing import TYPE_CHECKING, Any, Iterable, List, Literal, Optional, Sequence, Tuple, Union

from . import _native, model
from ._arrow import Rows, schema
from ._arrow import parse_cells as _parse_cells
from ._error import Error
from ._notice import Finding, Fix, Notice, Place, Rule

if TYPE_CHECKING:
    import pyarrow

__version__ = _native.VERSION

#: What stands for a notice: its text, a file's bytes in any format, or a path.
Given = Union[str, bytes, bytearray, memoryview, "os.PathLike[str]"]

#: The largest cell that is read if nothing else is asked for: 100 MiB, as on the command line.
MAX_BYTES = 100 << 20

#: How many seconds a cell may take if nothing else is asked for, as on the command line.
MAX_SECONDS = 60.0


def parse(
    data: Given,
    *,
    name: Optional[str] = None,
    encoding: Optional[str] = None,
    issued_on: Union[datetime.date, str, None] = None,
    lexicon: Union[str, os.PathLike[str], None] = None,
    contacts: bool = True,
    strict: bool = False,
    max_bytes: Optional[int] = None,
    max_seconds: Optional[float] = None,
) -> Notice:
    """Reads a notice.

    ``data`` is the notice's text (``str``), the bytes of a file in any format that gongwen reads (``bytes``; the format
    is told by content), or a file (``pathlib.Path``).

    :param name: the file's name, as it stands in ``source.name`` and in messages
    :param encoding: read texts and pages in this encoding instead of detecting it
    :param issued_on: date of issue for deadlines without a year, where the text has none
    :param lexicon: a file of more organs and their names
    :param contacts: whether contacts are kept
    :param strict: take bytes that are not in the encoding, and pages whose text cannot be read, as an error
    :param max_bytes: the largest input; 1 GiB if not given
    :param max_seconds: how long it may take
    :raises Error: where it cannot be read. What is wrong with a notice's text is no error, but in ``diagnostics``.

    >>> notice = parse("关于报送情况的通知\\n各县：\\n一、3月底前报送情况。\\n", issued_on="2024-01-05")
    >>> notice.dates[0].edtf, notice.dates[0].inferred
    ('2024-03-31', True)
    >>> parse("关于开展检查的通知".encode("gb18030"), encoding="gb18030").source.encoding
    'gb18030'
    """
    reading = _reading(data, encoding, issued_on, lexicon, contacts, strict, max_bytes, max_seconds)
    return Notice._from(_native.parse(*_given(data), name, reading))


def check(
    data: Given,
    *,
    profile: Literal["published", "draft"] = "published",
    allow: Iterable[str] = (),
    warn: Iterable[str] = (),
    deny: Iterable[str] = (),
    name: Optional[str] = None,
    encoding: Optional[str] = None,
    issued_on: Union[datetime.date, str, None] = None,
    lexicon: Union[str, os.PathLike[str], None] = None,
    strict: bool = False,
    max_bytes: Optional[int] = None,
    max_seconds: Optional[float] = None,
) -> List[Finding]:
    """Says what is not well formed in a notice, in the order of its text.

    :param profile: ``published`` documents, or a ``draft`` with every element that GB/T 9704-2012 asks for
    :param allow: rules that are quiet
    :param warn: rules whose findings are warnings
    :param deny: rules whose findings are errors; the severest of several counts

    The other options are those of :func:`parse`.

    >>> findings = check("关于开展检查的通知\\n各县：\\n一、甲事。\\n三、乙事。\\n")
    >>> [(finding.rule, finding.severity) for finding in findings if finding.line == 4]
    [('numbering-gap', 'warning')]
    """
    levels: List[Tuple[str, Optional[str]]] = []
    for names, level in ((allow, None), (warn, "warning"), (deny, "error")):
        levels.extend((rule, level) for rule in ([names] if isinstance(names, str) else names))
    reading = _reading(data, encoding, issued_on, lexicon, True, strict, max_bytes, max_seconds)
    english, chinese = _native.check(*_given(data), name, reading, profile, levels)
    return [Finding._of(*both) for both in zip(_json.loads(english), _json.loads(chinese))]


def rules() -> List[Rule]:
    """The rules of :func:`check`.

    >>> "numbering-gap" in [rule.name for rule in rules()]
    True
    """
    return [Rule(*row) for row in _native.rules()]


def parse_batch(
    data: Any,
    column: Optional[str] = None,
    *,
    rows: Rows = "notices",
    keep: Sequence[str] = (),
    names: Optional[str] = None,
    jobs: Optional[int] = None,
    lang: Literal["en", "zh"] = "en",
    encoding: Optional[str] = None,
    issued_on: Union[datetime.date, str, None] = None,
    lexicon: Union[str, os.PathLike[str], None] = None,
    contacts: bool = True,
    strict: bool = False,
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
) -> pyarrow.RecordBatch:
    """Reads a column of notices over the cores, without the interpreter's lock.

    ``data`` is a ``pyarrow.RecordBatch``, a ``pyarrow.Table`` or another table of Arrow (a Polars frame, for one). The
    columns of the result are those of :func:`schema` and do not follow from the data: ``row`` is the place in the input,
    and a cell that cannot be read (null, empty, binary, too large, of too many seconds) is a row with its message in
    ``error`` and nothing else. It is never an exception.

    :param column: the column of notices, ``binary`` (a file's bytes) or ``string`` (text); the only one if not given
    :param rows: a row for each of the ``notices``, or for each of their ``tasks`` (the ledger, 督查台账)
    :param keep: columns of the input that stand before the result's, so that rows can be joined; none may have the name of
        one of those, but for a column ``path`` that is ``names`` too
    :param names: a column with the files' names or paths
    :param jobs: notices read at once; as many as there are cores if not given
    :param lang: the language of ``error``
    :param max_bytes: the largest cell
    :param max_seconds: how long a cell may take
    :raises Error: where a column is missing or of another type, and where one batch cannot hold the result

    The other options are those of :func:`parse`.

    >>> import pyarrow
    >>> table = pyarrow.table({"number": [7, 8], "text": ["关于检查的通知\\n1、整改。（市甲局牵头，市乙局配合）\\n", None]})
    >>> made = parse_batch(table, "text", rows="tasks", keep=["number"])
    >>> made.select(["number", "row", "text", "error"]).to_pylist()
    [{'number': 7, 'row': 0, 'text': '整改。', 'error': None}, {'number': 8, 'row': 1, 'text': None, 'error': '<cell>: null; expected a notice'}]
    """
    reading = _reading(b"", encoding, issued_on, lexicon, contacts, strict, max_bytes, max_seconds)
    return _parse_cells(data, column, rows, keep, names, jobs, lang, reading, encoding not in (None, "auto"))


def _reading(
    data: Given,
    encoding: Optional[str],
    issued_on: Union[datetime.date, str, None],
    lexicon: Union[str, os.PathLike[str], None],
    contacts: bool,
    strict: bool,
    max_bytes: Optional[int],
    max_seconds: Optional[float],
) -> _native.Reading:
    if isinstance(data, str) and encoding not in (None, "auto"):
        english = "encoding: a str has been decoded; expected bytes or a path"
        raise Error(english, "encoding：str 是已解码的文本，此处应为 bytes 或路径", "argument")
    if max_bytes is not None and max_bytes < 1:
        raise Error(f"max_bytes: {max_bytes}; expected at least 1", f"max_bytes：{max_bytes}，至少应为 1", "argument")
    if isinstance(issued_on, datetime.datetime):
        issued_on = issued_on.date()
    return _native.Reading(
        encoding=encoding,
        issued_on=issued_on.isoformat() if isinstance(issued_on, datetime.date) else issued_on,
        lexicon=lexicon,
        contacts=contacts,
        strict=strict,
        max_bytes=max_bytes,
        max_seconds=max_seconds,
    )


def _given(data: Given) -> Tuple[Union[str, bytes], bool]:
    """The bytes, or the path as a str, and whether the bytes are those of a text."""
    if isinstance(data, str):
        try:
            return data.encode(), True
        except UnicodeEncodeError as error:
            english = f"<str>: half a character (U+{ord(data[error.start]):04X}) at {error.start}; expected text"
            raise Error(english, f"<str>：第 {error.start} 个字符（U+{ord(data[error.start]):04X}）不完整，此处应为文本", "input") from None
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data), False
    if isinstance(data, os.PathLike):
        return os.fsdecode(data), False
    found = type(data).__name__
    english = f"expected a notice's text (str), a file's bytes (bytes) or a path (pathlib.Path), found {found}"
    raise Error(english, f"此处应为公文文本（str）、文件字节（bytes）或路径（pathlib.Path），实为 {found}", "argument")


__all__ = [
    "MAX_BYTES",
    "MAX_SECONDS",
    "Error",
    "Finding",
    "Fix",
    "Given",
    "Notice",
    "Place",
    "Rows",
    "Rule",
    "check",
    "model",
    "parse",
    "parse_batch",
    "rules",
    "schema",
]
