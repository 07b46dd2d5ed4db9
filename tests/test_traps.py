"""What looks like an assignment and is none, and what does not look like one and is.

The records are in ``data/traps.toml`` and ``data/lookalikes.toml``; each is read as a part of a small plan, inside the
paragraph of a task and on a line of its own.
"""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from extract.pipeline import Extractor
from extract.records import Document
from tests.marked import read_marked

DATA = Path(__file__).resolve().parent / "data"
PLAN = """某某市水环境治理三年行动方案

一、总体要求

为改善全市水环境质量，制定本方案。

二、重点任务

（一）保护水源。推进水源地规范化建设。{inside}
{between}
（二）完善管网。加快雨污分流改造。
"""


@functools.cache
def _extractor() -> Extractor:
    return Extractor()


def _read(text: str, place: str) -> Document:
    plan = PLAN.format(inside=text if place == "inside" else "", between=text if place == "line" else "")
    document, _ = _extractor().extract(plan.encode("utf-8"), "plan.txt")
    return document


def _records(file: str, field: str) -> list[tuple[str, str, str]]:
    """(kind, place, text) of the records of a file, those for any place twice."""
    table = tomllib.loads((DATA / file).read_text("utf-8"))
    places = {"any": ("inside", "line"), "line": ("line",), "inside": ("inside",)}
    return [
        (kind["name"], place, text) for kind in table["kind"] for text in kind[field] for place in places[kind["place"]]
    ]


TRAPS = _records("traps.toml", "traps")
LOOKALIKES = _records("lookalikes.toml", "statements")


@pytest.mark.parametrize(("kind", "place", "text"), TRAPS)
def test_a_trap_gives_no_statement(kind: str, place: str, text: str) -> None:
    given = [(one.kind, one.text, [unit.text for unit in one.units]) for one in _read(text, place).assignments]
    assert given == [], f"{kind}, {place}"


@pytest.mark.parametrize(("kind", "place", "text"), LOOKALIKES)
def test_a_statement_that_looks_like_none_is_read(kind: str, place: str, text: str) -> None:
    marked = read_marked(text)
    document = _read(marked.text, place)
    written = Counter((unit.role, unit.text) for one in document.assignments for unit in one.units)
    assert written == Counter(marked.named()), f"{kind}, {place}"


def test_there_are_enough_of_both_and_none_twice() -> None:
    traps, lookalikes = ({text for _, _, text in records} for records in (TRAPS, LOOKALIKES))
    assert len(traps) >= 287
    assert len(lookalikes) >= 64
    for file, field in (("traps.toml", "traps"), ("lookalikes.toml", "statements")):
        table = tomllib.loads((DATA / file).read_text("utf-8"))
        texts = [text for kind in table["kind"] for text in kind[field]]
        assert [text for text, times in Counter(texts).items() if times > 1] == []
        assert all(kind["why"] for kind in table["kind"])
