"""What names of departments stand for in a province, at a level, in a time: 科工局, 农委, 市交通局 of 重庆."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from extract.lexicons import load_lexicon
from extract.naming.functions import Work, read_work

_TODAY = 9999


def local_work(words: str, kind: str, *, level: str, province: str, year: int | None) -> Work | None:
    """The work of a department by the custom of its place and time; None where the words are read as they are.

    >>> local_work("科工", "局", level="province", province="山西省", year=None).full
    '国防科技工业'
    >>> local_work("交通", "局", level="city", province="重庆市", year=2021).full
    '交通'
    >>> local_work("交通", "局", level="city", province="四川省", year=2021) is None
    True
    """
    full = _first(_by_words().get(words, ()), kind, level, province, year)
    if full is None:
        work = read_work(words, year)
        if work is None or work.whole:
            return None
        full = _first(_by_fields().get(work.fields, ()), kind, level, province, year)
    return _as_named(full, year) if full else None


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


def _as_named(full: str, year: int | None) -> Work | None:
    work = read_work(full, year, letters=False)
    return work and Work(fields=work.fields, full=full, function=work.function, whole=True)


def _first(rows: Iterable[Mapping[str, str]], kind: str, level: str, province: str, year: int | None) -> str | None:
    when = _TODAY if year is None else year
    for row in rows:
        if (
            row["province"] in ("", province)
            and row["level"] in ("", level)
            and row["kind"] in ("", kind)
            and int(row["since"] or 0) <= when <= int(row["until"] or _TODAY)
        ):
            return row["full"]
    return None


@functools.cache
def _rows() -> tuple[Mapping[str, str], ...]:
    """The customs, those of a province before those of a level, and these before those of all places."""
    return tuple(sorted(load_lexicon("local_names"), key=lambda row: (not row["province"], not row["level"])))


@functools.cache
def _by_words() -> dict[str, list[Mapping[str, str]]]:
    table: dict[str, list[Mapping[str, str]]] = {}
    for row in _rows():
        table.setdefault(row["words"], []).append(row)
    return table


@functools.cache
def _by_fields() -> dict[frozenset[str], list[Mapping[str, str]]]:
    table: dict[frozenset[str], list[Mapping[str, str]]] = {}
    for row in _rows():
        work = read_work(row["words"]) if len(row["words"]) > 1 else None
        if work:
            table.setdefault(work.fields, []).append(row)
    return table
