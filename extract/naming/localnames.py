"""What names of departments stand for in a province, at a level, in a time: 科工局, 农委, 市交通局 of 重庆."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from extract.lexicons import load_lexicon
from extract.naming.functions import Work, read_work

_TODAY = 9999
_LIKE = {"separate": "city"}
"""Levels whose departments are named like those of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom:
    """Where and when a department is named, and of what kind it is (局, 委员会)."""

    kind: str
    level: str
    province: str
    year: int | None

    def has(self, row: Mapping[str, str]) -> bool:
        """Whether the custom of the row holds there and then."""
        level = _LIKE.get(self.level, self.level)
        when = _TODAY if self.year is None else self.year
        return (
            row["province"] in ("", self.province)
            and row["level"] in ("", level)
            and row["kind"] in ("", self.kind)
            and int(row["since"] or 0) <= when <= int(row["until"] or _TODAY)
        )


def local_work(words: str, work: Work | None, custom: Custom) -> Work | None:
    """The work of a department by the custom of its place and time; None where ``work``, as it is read, is right.

    >>> there = Custom(kind="局", level="city", province="重庆市", year=2021)
    >>> local_work("交通", read_work("交通"), there).full
    '交通'
    >>> local_work("水利", read_work("水利"), there) is None
    True
    """
    rows = _by_words().get(words, ())
    if work is not None and not work.whole:
        rows = (*rows, *_by_fields().get(work.fields, ()))
    full = next((row["full"] for row in rows if custom.has(row)), None)
    named = read_work(full, custom.year, letters=False) if full else None
    return replace(named, full=full, whole=True) if named and full else None


@functools.cache
def short_departments() -> tuple[str, ...]:
    """The customary names of departments that only these customs explain: 农委, 科委, 科工局."""
    shown = {"委员会": "委"}
    return tuple(
        sorted(
            f"{row['words']}{shown.get(kind, kind)}"
            for row in _rows()
            for kind in ([row["kind"]] if row["kind"] else ("局", "办"))
            if read_work(row["words"]) is None
        )
    )


@functools.cache
def _rows() -> tuple[Mapping[str, str], ...]:
    """The customs, those of a province before those of a level, and these before those of all places."""
    return tuple(sorted(load_lexicon("local_names"), key=lambda row: (not row["province"], not row["level"])))


@functools.cache
def _by_words() -> dict[str, tuple[Mapping[str, str], ...]]:
    table: dict[str, tuple[Mapping[str, str], ...]] = {}
    for row in _rows():
        table[row["words"]] = (*table.get(row["words"], ()), row)
    return table


@functools.cache
def _by_fields() -> dict[frozenset[str], tuple[Mapping[str, str], ...]]:
    table: dict[frozenset[str], tuple[Mapping[str, str], ...]] = {}
    for row in _rows():
        work = read_work(row["words"]) if len(row["words"]) > 1 else None
        if work:
            table[work.fields] = (*table.get(work.fields, ()), row)
    return table
