"""Where words stood in the original file: found among the places of a record, and said for a person."""

from __future__ import annotations

import dataclasses
import json
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from extract.jsonform import record_from_json, to_json
from extract.records import Form, Place, Where
from graph.wording import load_table

__all__ = [
    "Form",
    "Where",
    "form_in_words",
    "in_words",
    "plain_where",
    "read_where",
    "recognised_in_words",
    "whereabouts",
    "write_where",
]


def whereabouts(places: Sequence[Place], start: int, end: int) -> Where | None:
    """Where ``text[start:end]`` begins in the original; None where no place holds any of it.

    ``places`` stand in order and apart. The box surrounds all of the words on their first page, the confidence is
    that of the least sure line.

    >>> lines = [Place(start=0, end=4, where=Where(page=1)), Place(start=5, end=9, where=Where(page=2))]
    >>> whereabouts(lines, 4, 7)
    Where(page=2, box=None, paragraph=None, table=None, sheet=None, cell=None, confidence=None)
    """
    first = bisect_right(places, start, key=lambda place: place.end)
    held = []
    for number in range(first, len(places)):  # a slice would copy all that follow, for every fact
        if places[number].start >= end:
            break
        held.append(places[number].where)
    if not held:
        return None
    near = [where for where in held if where.page == held[0].page]
    sure = [where.confidence for where in near if where.confidence is not None]
    return dataclasses.replace(held[0], box=_around(near), confidence=min(sure, default=None))


def _around(held: Sequence[Where]) -> tuple[float, float, float, float] | None:
    boxes = [where.box for where in held if where.box is not None]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def in_words(where: Where, *, english: bool = False) -> str:
    """The place as a person would say it.

    >>> in_words(Where(page=3)), in_words(Where(table=2, cell="B5")), in_words(Where(sheet="分解表", cell="C7"))
    ('第3页', '表2 B5', '工作表「分解表」C7')
    >>> in_words(Where(paragraph=12), english=True)
    'para. 12'
    """
    words = _words("place", english)
    named = {name: words[name].format(value) for name in words if (value := getattr(where, name, None)) is not None}
    grid = [named.pop(name) for name in ("sheet", "table") if name in named]
    if where.cell is not None:
        gap = "" if grid and grid[-1].endswith("」") else " "
        grid = [gap.join([*grid, where.cell])]
    said = " · ".join([*named.values(), *grid])
    return said + words["recognised"] if said and where.confidence is not None else said


def form_in_words(form: Form, pages: int = 0, *, english: bool = False) -> str:
    """The kind of file, how many pages it has, and what it was converted from.

    >>> form_in_words(Form(format="pdf"), 12)
    'PDF · 12页'
    >>> form_in_words(Form(format="word", converted_from=".wps"), english=True)
    'Word · converted from .wps'
    """
    words = _words("form", english)
    parts = [_words("format", english)[form.format]]
    if pages > 1:
        parts.append(words["pages"].format(pages))
    if form.converted_from:
        parts.append(words["converted"].format(form.converted_from))
    return " · ".join(parts)


def recognised_in_words(form: Form, *, english: bool = False) -> str | None:
    """What a reader of recognised words must know; None where the words stood in the file as such.

    >>> recognised_in_words(Form(format="picture", recognised=True, confidence=0.974))
    '文字由图片识别，平均置信度 97%，引用前请核对原件'
    """
    if not form.recognised:
        return None
    words = _words("form", english)
    return words["unsure"] if form.confidence is None else words["recognised"].format(f"{form.confidence:.0%}")


def _words(part: str, english: bool) -> dict[str, str]:
    return {name: said["en" if english else "zh"] for name, said in load_table("whereabouts")[part].items()}


def plain_where(where: Where | None, *, english: bool = False) -> dict[str, Any] | None:
    """The place for other programs: what the format has, and the place in words."""
    if where is None:
        return None
    return {**to_json(where), "words": in_words(where, english=english)}


def write_where(where: Where) -> str:
    """The place as a column of the library holds it."""
    return json.dumps(to_json(where), ensure_ascii=False, separators=(",", ":"))


def read_where(written: str | None) -> Where | None:
    """The place that :func:`write_where` wrote.

    >>> read_where(write_where(Where(page=3, box=(1.0, 2.0, 3.5, 4.0)))).box
    (1.0, 2.0, 3.5, 4.0)
    """
    return None if written is None else record_from_json(Where, json.loads(written))
