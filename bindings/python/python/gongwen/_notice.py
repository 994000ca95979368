"""A notice, and what is found wrong with one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

from . import _native
from ._arrow import Rows, needs_pyarrow
from .model import NoticeFields, Severity, Span

if TYPE_CHECKING:
    import pyarrow


class Notice(NoticeFields):
    """Everything that is known about one document.

    Its attributes have the names of the JSON and are made when the first of them is asked for; it cannot be changed.

    >>> import gongwen
    >>> notice = gongwen.parse("关于开展检查的通知\\n各县：\\n1、完成整改，2024年6月底前办结。（市甲局牵头，市乙局配合）\\n")
    >>> notice.metadata.kind.text
    '通知'
    >>> [(a.department, a.role) for a in notice.tasks[0].assignments]
    [('市甲局', 'lead'), ('市乙局', 'support')]
    >>> date = notice.dates[0]
    >>> date.latest, notice.text[date.span.start : date.span.end]
    ('2024-06-30', '2024年6月底前')
    """

    _parsed: _native.Parsed

    @classmethod
    def _from(cls, parsed: _native.Parsed) -> Notice:
        notice = cls.__new__(cls)
        notice.__dict__["_parsed"] = parsed
        return notice

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # Asked for only where the attribute is not there yet.
            if name.startswith("_") or "format" in self.__dict__:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            fields = NoticeFields._of(json.loads(self._parsed.json)).__dict__
            self.__dict__.update(fields)
            return getattr(self, name)

    @property
    def text(self) -> str:
        """The source text that spans count in: ``notice.text[span.start:span.end]``."""
        return self._parsed.text

    def to_json(self, *, pretty: bool = False) -> str:
        """Canonical JSON: the bytes of ``gongwen parse``, with the newline at the end."""
        return self._parsed.pretty() if pretty else self._parsed.json

    def to_dict(self) -> Dict[str, Any]:
        """As plain dictionaries and lists, in the shape and order of the JSON."""
        values: Dict[str, Any] = json.loads(self._parsed.json)
        return values

    def to_arrow(self, rows: Rows = "tasks") -> pyarrow.RecordBatch:
        """Its tasks, a row a task, or with ``"notices"`` one row with all of it."""
        with needs_pyarrow("Notice.to_arrow"):
            return self._parsed.to_arrow(rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Notice) and self._parsed.json == other._parsed.json

    def __hash__(self) -> int:
        return hash(self._parsed.json)

    def __repr__(self) -> str:
        title = self.metadata.title
        shown = "" if title is None else f"{title.text!r}, "
        return f"Notice({shown}{len(self.tasks)} tasks)"

    def __reduce__(self) -> Tuple[Any, ...]:
        return (Notice._from, (self._parsed,))


@dataclass(frozen=True)
class Fix:
    """A replacement that mends a fault."""

    #: What is replaced.
    span: Span
    #: What stands there afterwards.
    replacement: str


@dataclass(frozen=True)
class Place:
    """Where in a file that is no plain text."""

    #: The entry of the container, or the name of a sheet.
    entry: Optional[str]
    #: Page, from 1.
    page: Optional[int]
    #: Paragraph, from 1.
    paragraph: Optional[int]
    #: Cell, as a spreadsheet names it.
    cell: Optional[str]


@dataclass(frozen=True)
class Finding:
    """What a rule of ``check`` says of one place."""

    #: The name of the rule.
    rule: str
    #: How serious it is.
    severity: Severity
    #: What is wrong, in English.
    message: str
    #: How to mend it, in English.
    help: str
    #: What is wrong, in 简体中文.
    chinese: str
    #: How to mend it, in 简体中文.
    help_chinese: str
    #: Where, in characters of the source text.
    span: Span
    #: Line, from 1.
    line: int
    #: Column, from 1, in characters.
    column: int
    #: Where in a file that is no plain text.
    location: Optional[Place]
    #: The replacement, where the mend is certain.
    fix: Optional[Fix]

    @staticmethod
    def _of(english: Dict[str, Any], chinese: Dict[str, Any]) -> Finding:
        fix, place = english["fix"], english["location"]
        return Finding(
            rule=english["rule"],
            severity=english["severity"],
            message=english["message"],
            help=english["help"],
            chinese=chinese["message"],
            help_chinese=chinese["help"],
            span=Span(**english["span"]),
            line=english["line"],
            column=english["column"],
            location=None if place is None else Place(**place),
            fix=None if fix is None else Fix(Span(**fix["span"]), fix["replacement"]),
        )


@dataclass(frozen=True)
class Rule:
    """A rule of ``check``."""

    #: Its name.
    name: str
    #: What it finds, in English.
    summary: str
    #: What it finds, in 简体中文.
    chinese: str
