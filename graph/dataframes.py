"""The facts as pandas frames for notebooks, with real types: days are dates, roles and places categories.

Every frame is read when it is first asked for. Names of columns are stable; docs/notebooks.md says what each holds.
``doc`` and ``task`` join the frames; offsets count in the analysed text.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from graph.library import Library
from graph.opening import FILE
from graph.quotes import LibraryError

if TYPE_CHECKING:
    import networkx as nx

    from graph.filters import Filter

SAMPLES = "samples"
_DAY, _TEXT, _KIND, _COUNT, _TRUTH, _NUMBER = "day", "string", "category", "Int64", "boolean", "Float64"

_PLACED = {"jurisdiction": _KIND, "year": _COUNT}
_WORDS = {"start": _COUNT, "end": _COUNT, "quote": _TEXT}

_COUNTS = ", ".join(
    f"(SELECT COUNT(*) FROM {table} AS x WHERE x.doc = p.doc)"
    for table in ("task", "statement", "duty", "deadline", "target")
)

_FRAMES: dict[str, tuple[str, dict[str, str]]] = {
    "plans": (
        "SELECT p.doc, p.title, p.number, p.issuer, p.jurisdiction, p.year, p.issued, p.genre, p.format, p.pages,"
        f" p.access, {_COUNTS} FROM plan AS p ORDER BY p.doc",
        {"doc": _TEXT, "title": _TEXT, "number": _TEXT, "issuer": _TEXT, **_PLACED, "issued": _DAY, "genre": _KIND,
         "format": _KIND, "pages": _COUNT, "access": _KIND, "tasks": _COUNT, "statements": _COUNT,
         "assignments": _COUNT, "deadlines": _COUNT, "targets": _COUNT},
    ),
    "tasks": (
        "SELECT t.doc, t.id, t.number, t.title, t.section, p.jurisdiction, p.year, t.start, t.stop, t.words"
        " FROM task AS t JOIN plan AS p ON p.doc = t.doc ORDER BY t.doc, t.position",
        {"doc": _TEXT, "task": _TEXT, "number": _TEXT, "title": _TEXT, "section": _TEXT, **_PLACED, **_WORDS},
    ),
    "statements": (
        "SELECT s.doc, s.id, s.task, s.kind, s.qualifier, s.open_roles, p.jurisdiction, p.year, s.start,"
        " s.stop, s.quote FROM statement AS s JOIN plan AS p ON p.doc = s.doc ORDER BY s.doc, s.position",
        {"doc": _TEXT, "statement": _TEXT, "task": _TEXT, "kind": _KIND, "qualifier": _TEXT, "open_roles": _TEXT,
         **_PLACED, **_WORDS},
    ),
    "assignments": (
        "SELECT f.doc, f.id, f.statement, f.task, f.unit, f.canonical, f.collective, f.surface, f.role, f.written_role,"
        " f.standing, f.position, f.rule, p.jurisdiction, p.year, s.start, s.stop, s.quote FROM duty AS f"
        " JOIN plan AS p ON p.doc = f.doc JOIN statement AS s ON s.doc = f.doc AND s.id = f.statement"
        " ORDER BY f.doc, s.position, f.position",
        {"doc": _TEXT, "assignment": _TEXT, "statement": _TEXT, "task": _TEXT, "unit": _TEXT, "canonical": _TEXT,
         "collective": _TRUTH, "surface": _TEXT, "role": _KIND, "written_role": _KIND, "standing": _KIND,
         "order": _COUNT, "rule": _TEXT, **_PLACED, **_WORDS},
    ),
    "units": (
        "SELECT b.unit, b.canonical, b.collective, b.place, b.function, b.kind,"
        " (SELECT COUNT(DISTINCT x.doc || char(31) || x.task) FROM duty AS x WHERE x.unit = b.unit"
        " AND x.role = 'lead'),"
        " (SELECT COUNT(DISTINCT x.doc || char(31) || x.task) FROM duty AS x WHERE x.unit = b.unit)"
        " FROM body AS b ORDER BY b.canonical, b.unit",
        {"unit": _TEXT, "canonical": _TEXT, "collective": _TRUTH, "place": _KIND, "function": _TEXT, "kind": _KIND,
         "leads": _COUNT, "tasks": _COUNT},
    ),
    "deadlines": (
        "SELECT f.doc, f.id, f.task, f.statement, f.kind, f.first_day, f.last_day, f.rrule, p.jurisdiction, p.year,"
        " f.start, f.stop, f.quote FROM deadline AS f JOIN plan AS p ON p.doc = f.doc ORDER BY f.doc, f.position",
        {"doc": _TEXT, "deadline": _TEXT, "task": _TEXT, "statement": _TEXT, "kind": _KIND, "first_day": _DAY,
         "last_day": _DAY, "rrule": _TEXT, **_PLACED, **_WORDS},
    ),
    "targets": (
        "SELECT f.doc, f.id, f.task, f.statement, f.indicator, f.comparison, f.value, f.measure, f.region,"
        " p.jurisdiction, p.year, f.start, f.stop, f.quote FROM target AS f JOIN plan AS p ON p.doc = f.doc"
        " ORDER BY f.doc, f.position",
        {"doc": _TEXT, "target": _TEXT, "task": _TEXT, "statement": _TEXT, "indicator": _TEXT, "comparison": _KIND,
         "value": _NUMBER, "measure": _KIND, "region": _TEXT, **_PLACED, **_WORDS},
    ),
    "sectors": (
        "SELECT s.doc, s.task, s.id, s.label, s.theme, s.found_in, p.jurisdiction, p.year FROM sector AS s"
        " JOIN plan AS p ON p.doc = s.doc JOIN task AS t ON t.doc = s.doc AND t.id = s.task"
        " ORDER BY s.doc, t.position, s.position",
        {"doc": _TEXT, "task": _TEXT, "sector": _TEXT, "label": _KIND, "theme": _KIND, "found_in": _KIND, **_PLACED},
    ),
    "people": (
        "SELECT x.doc, x.statement, x.task, x.name, x.title, p.jurisdiction, p.year FROM person AS x"
        " JOIN plan AS p ON p.doc = x.doc ORDER BY x.doc, x.statement, x.position",
        {"doc": _TEXT, "statement": _TEXT, "task": _TEXT, "name": _TEXT, "title": _TEXT, **_PLACED},
    ),
}  # fmt: skip
_GAPS = {"finding": _TEXT, "check": _KIND, "kind": _KIND, "doc": _TEXT, "task": _TEXT, "title": _TEXT, "facts": _TEXT,
         "start": _COUNT, "quote": _TEXT}  # fmt: skip


class Frames(Mapping[str, pd.DataFrame]):
    """The frames of a library by their names: ``frames["tasks"]``, or ``frames.tasks``; each is read once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            self._read[name] = _gaps(self.library) if name == "gaps" else _frame(self.library, name)
        return self._read[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in (*_FRAMES, "gaps"):
            return self[name]
        raise AttributeError(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    def __iter__(self) -> Iterator[str]:
        return iter((*_FRAMES, "gaps"))

    def __len__(self) -> int:
        return len(_FRAMES) + 1


def columns(name: str) -> dict[str, str]:
    """The columns of a frame with the kinds of their values."""
    return dict(_GAPS if name == "gaps" else _FRAMES[name][1])


def _frame(library: Library, name: str) -> pd.DataFrame:
    sql, kinds = _FRAMES[name]
    return _typed(pd.DataFrame(library.read(sql), columns=list(kinds)), kinds)


def _gaps(library: Library) -> pd.DataFrame:
    """The gaps of all plans, one row a finding, its first words as the quote."""
    from graph.gaps import find_gaps  # noqa: PLC0415 - only who asks for gaps pays for them

    checks = find_gaps(library.plans())
    rows = [
        (one.id, one.check, one.kind, one.doc, one.task, one.title, "；".join(one.facts), one.start,
         one.quotes[0].quote if one.quotes else None)
        for check in checks
        for one in check.findings
    ]  # fmt: skip
    return _typed(pd.DataFrame(rows, columns=list(_GAPS)), _GAPS)


def _typed(frame: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    days = {name: pd.to_datetime(frame[name], format="%Y-%m-%d") for name, kind in kinds.items() if kind == _DAY}
    others = {name: kind for name, kind in kinds.items() if kind != _DAY}
    return frame.assign(**days).astype(others).astype(dict.fromkeys(days, "datetime64[s]"))


def default_library() -> Library:
    """The library of ``ZEREN_HOME`` or of .zeren in the working directory; while it is empty, its samples.

    Raises:
        LibraryError: there is neither.
    """
    home = Path(os.environ.get("ZEREN_HOME") or ".zeren")
    for folder, samples in ((home, False), (home / SAMPLES, True)):
        if (folder / FILE).is_file():
            library = Library.open(folder, samples=samples)
            if library.docs():
                return library
    raise LibraryError(
        f"{home} 中还没有方案。请用 zeren ingest 导入文件；只想先试一试，请运行 zeren gaps，会准备好示例文件。"
    )


def network(view: str, library: Library, where: Filter) -> nx.Graph[str]:
    """The network of this view; see :func:`graph.network`.

    Raises:
        LibraryError: there is no such view.
    """
    from graph.networks import VIEWS  # noqa: PLC0415 - frames don't need networkx

    if view not in VIEWS:
        raise LibraryError(f"没有“{view}”这种网络。可用：{'、'.join(VIEWS)}。")
    return VIEWS[view](library, where)
