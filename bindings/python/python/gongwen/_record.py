"""What all objects of the model share: made from JSON, frozen, and short when they are shown."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, Dict, Mapping, Optional, Tuple, Type, TypeVar

R = TypeVar("R", bound="Record")

#: How much of a text is shown.
_SHOWN = 24


class Record:
    """An object of the model. Lists are tuples, so that it can be compared, hashed and kept in sets."""

    _nested: ClassVar[Mapping[str, Tuple[Optional[Type[Any]], int]]] = {}

    @classmethod
    def _of(cls: Type[R], values: Dict[str, Any]) -> R:
        # Past the frozen `__setattr__`, which would be asked for each field.
        record = cls.__new__(cls)
        fields = record.__dict__
        fields.update(values)
        for name, (inside, depth) in cls._nested.items():
            fields[name] = _made(inside, depth, fields[name])
        return record

    def to_dict(self) -> Dict[str, Any]:
        """As plain dictionaries and lists, in the shape and order of the JSON."""
        return {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}  # type: ignore[arg-type]

    def __repr__(self) -> str:
        told = [getattr(self, name) for name in ("id", "role", "department", "name", "title", "edtf", "text") if hasattr(self, name)]
        shown = [_short(value) for value in told if isinstance(value, (str, Record))][:3]
        if not shown:
            shown = [f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self)][:3]  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(shown)})"


def _made(inside: Optional[Type[Any]], depth: int, value: Any) -> Any:
    if value is None:
        return None
    if depth:
        return tuple(_made(inside, depth - 1, item) for item in value)
    return value if inside is None else inside._of(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else getattr(value, "text", None)
    if not isinstance(text, str):
        return repr(value)
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
