"""The JSON form of the records, the interface that other programs read: one way there, one way back."""

from __future__ import annotations

import dataclasses
import functools
import sys
import types
import typing
from collections.abc import Callable
from typing import Any

from extract.records import Document, Where

Record = typing.TypeVar("Record")

_LEFT_OUT = ("analysed_text", "pages", "places", "furniture", "relative", "season", "corrected", "withdrawn")
"""The wholes that are left out of the JSON form where a document has none."""


def to_json(record: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """The JSON form of a record: fields in their order, ``from_`` as ``from``, absent optional wholes left out."""
    if dataclasses.is_dataclass(record):
        pairs = ((field.name, getattr(record, field.name)) for field in dataclasses.fields(record))
        return {
            name.rstrip("_"): to_json(value)
            for name, value in pairs
            if not (name in _LEFT_OUT and not value) and not (isinstance(record, Where) and value is None)
        }
    if isinstance(record, (tuple, list)):
        return [to_json(item) for item in record]
    return record


def from_json(values: dict[str, Any]) -> Document:
    """The document that :func:`to_json` wrote; fields it does not know are passed over.

    Raises:
        ValueError: the values are no extraction record.
    """
    return record_from_json(Document, values)


def record_from_json(kind: type[Record], values: dict[str, Any]) -> Record:
    """The record of this kind that :func:`to_json` wrote.

    >>> from extract.records import Span
    >>> record_from_json(Span, {"start": 0, "end": 3, "more": None})
    Span(start=0, end=3)

    Raises:
        ValueError: the values are no such record.
    """
    try:
        return typing.cast(Record, _reader(typing.cast(Any, kind))(values))
    except (KeyError, TypeError) as error:
        raise ValueError(f"不是提取记录：{error}") from error


def _same(value: Any) -> Any:  # noqa: ANN401 - any value of JSON
    return value


def _words(value: Any) -> Any:  # noqa: ANN401 - any value of JSON
    """Words, of which equal ones are held once: names, rules and titles stand in many records of a library."""
    return sys.intern(value) if type(value) is str else value


@functools.cache
def _reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - any type of a record's field
    """The inverse of to_json for this type; made once, as a long document has thousands of places."""
    origin, arms = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        read = _reader(arms[0])
        return tuple if read is _same else lambda value: tuple(map(read, value))
    if origin in (typing.Union, types.UnionType):
        read = _reader(next(arm for arm in arms if arm is not type(None)))
        return read if read in (_same, _words) else lambda value: None if value is None else read(value)
    if kind is str or origin is typing.Literal:
        return _words
    return _record_reader(kind) if dataclasses.is_dataclass(kind) else _same


def _record_reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - any record type
    hints = typing.get_type_hints(kind)
    fields = [(name.rstrip("_"), name, _reader(hint)) for name, hint in hints.items()]
    return lambda values: kind(**{name: read(values[key]) for key, name, read in fields if key in values})
