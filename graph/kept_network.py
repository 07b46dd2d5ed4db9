"""The measures of the co-operation network, kept on disk: made in a process of its own, read by SQL.

``python -m graph.kept_network HOME`` makes them. The arithmetic (networkx, scipy) is loaded there only; who shows the
network reads a few rows. The file lies beside what else is derived and is replaced whole.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from graph.errors import GraphError
from graph.library import Library
from graph.opening import NETWORK as FILE
from graph.parting import end_with_parent

_MADE_BY = ("network.sql", "networks.py", "measures.py", "kept_network.py")
_ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 600  # seconds that who needs the measures waits for them
_TRIES = 5  # where the data change while they are measured
_lock = threading.Lock()
_running: dict[Path, subprocess.Popen[bytes]] = {}


class MeasuringError(GraphError, RuntimeError):
    """The network could not be measured; the message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit with its numbers; ``circle`` is None where it works with nobody."""

    id: str
    canonical: str
    place: str | None
    tasks: int
    degree: int
    strength: int
    betweenness: float
    circle: int | None
    articulation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A circle of units; ``head`` is the one that names it, ``inside`` the shared tasks of its pairs added up."""

    number: int
    canonical: str
    head: str
    members: int
    inside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two units that work together."""

    a: str
    b: str
    tasks: int
    bridge: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How large the network is, in all or of one place: units, pairs, circles, and connected parts of the whole."""

    units: int
    ties: int
    circles: int
    components: int


def made_of(library: Library) -> str:
    """A name for all that the measures rest on: the data, the server they are read from, and the program."""
    return f"{_program()} {os.environ.get('ZEREN_STORE', '')} {library.stamp()}"


def held(library: Library) -> bool:
    """Whether any measures are kept, be they of former data."""
    return _made_of(library) is not None


def current(library: Library) -> bool:
    """Whether the kept measures were made of the data as they stand."""
    return _made_of(library) == made_of(library)


def start(library: Library) -> None:
    """Begin to measure in a process of its own, once however many ask."""
    key = library.home.resolve()
    with _lock:
        running = _running.get(key)
        if running is None or running.poll() is not None:
            command = [sys.executable, "-m", "graph.kept_network", str(key)]
            _running[key] = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def under_way(library: Library) -> bool:
    """Whether somebody measures now."""
    running = _running.get(library.home.resolve())
    return running is not None and running.poll() is None


def wait(library: Library, seconds: float = _PATIENCE) -> None:
    """Measure and return when it is done, or when so much time has passed; it goes on then.

    Raises:
        MeasuringError: it could not be done.
    """
    start(library)
    running = _running[library.home.resolve()]
    with suppress(subprocess.TimeoutExpired):
        if running.wait(timeout=seconds) != 0 and not held(library):
            raise MeasuringError("协作网络没有算成。请看启动窗口里的说明，再试一次。")


def totals(library: Library, place: str | None = None) -> Totals:
    """The size of the network, or of its part in a place; all 0 while nothing is kept."""
    where, values = _in_place(place)
    here = f"(SELECT u.id FROM unit AS u WHERE {where})"
    inside = "" if place is None else f" AND a IN {here} AND b IN {here}"
    rows = _rows(
        library,
        f"SELECT (SELECT COUNT(*) FROM unit AS u WHERE {where}), (SELECT COUNT(*) FROM tie WHERE a < b{inside}),"
        f" (SELECT COUNT(DISTINCT u.circle) FROM unit AS u WHERE {where}), (SELECT components FROM made)",
        values,
    )
    row = rows[0] if rows else (0, 0, 0, 0)
    return Totals(units=row[0], ties=row[1], circles=row[2], components=row[3])


def places(library: Library) -> list[str]:
    """The places of the units, sorted."""
    rows = _rows(library, "SELECT DISTINCT place FROM unit WHERE place IS NOT NULL ORDER BY place", {})
    return [place for (place,) in rows]


def units(library: Library, place: str | None = None, *, begin: int = 0, most: int = 50) -> list[Unit]:
    """The units of a place, or all, those with most shared tasks first, from the one at ``begin`` on."""
    where, values = _in_place(place)
    return _units(library, f"{where} ORDER BY u.position LIMIT :most OFFSET :begin",
                  {**values, "most": most, "begin": begin})  # fmt: skip


def units_called(library: Library, ids: Sequence[str]) -> dict[str, Unit]:
    """These units, by id, as far as the network holds them."""
    found = _units(library, "u.id IN (SELECT value FROM json_each(:ids))", {"ids": _json(ids)})
    return {one.id: one for one in found}


def named(library: Library, words: str, most: int = 8) -> list[Unit]:
    """The units whose name holds these words."""
    return _units(library, "instr(u.canonical, :words) > 0 ORDER BY u.position LIMIT :most",
                  {"words": words, "most": most})  # fmt: skip


def names(library: Library) -> dict[str, str]:
    """The full names of all units by id, those with most shared tasks first."""
    return dict(_rows(library, "SELECT id, canonical FROM unit ORDER BY position", {}))


def partners(library: Library, unit: str) -> list[Tie]:
    """The ties of a unit, most shared tasks first; ``b`` is the partner."""
    rows = _rows(
        library,
        "SELECT t.a, t.b, t.tasks, t.bridge FROM tie AS t JOIN unit AS u ON u.id = t.b WHERE t.a = :unit"
        " ORDER BY t.tasks DESC, u.canonical, t.b",
        {"unit": unit},
    )
    return [_tie(row) for row in rows]


def ties_of(library: Library, ids: Sequence[str]) -> list[Tie]:
    """All ties of these units, with whomever."""
    rows = _rows(library, "SELECT a, b, tasks, bridge FROM tie WHERE a IN (SELECT value FROM json_each(:ids))"
                 " ORDER BY a, b", {"ids": _json(ids)})  # fmt: skip
    return [_tie(row) for row in rows]


def ties_among(library: Library, ids: Sequence[str]) -> list[Tie]:
    """The ties between these units, each once, most shared tasks first."""
    rows = _rows(
        library,
        "SELECT a, b, tasks, bridge FROM tie WHERE a < b AND a IN (SELECT value FROM json_each(:ids))"
        " AND b IN (SELECT value FROM json_each(:ids)) ORDER BY tasks DESC, a, b",
        {"ids": _json(ids)},
    )
    return [_tie(row) for row in rows]


def circles(library: Library, place: str | None = None, *, begin: int = 0, most: int = 50) -> list[Circle]:
    """The circles that have units in a place, or all, largest first."""
    where, values = _in_place(place)
    rows = _rows(
        library,
        "SELECT number, canonical, head, members, inside FROM circle"
        f" WHERE number IN (SELECT u.circle FROM unit AS u WHERE {where}) ORDER BY number LIMIT :most OFFSET :begin",
        {**values, "most": most, "begin": begin},
    )
    return [Circle(number=row[0], canonical=row[1], head=row[2], members=row[3], inside=row[4]) for row in rows]


def circles_called(library: Library, numbers: Sequence[int]) -> dict[int, Circle]:
    """These circles by number."""
    rows = _rows(
        library,
        "SELECT number, canonical, head, members, inside FROM circle WHERE number IN"
        " (SELECT value FROM json_each(:numbers))",
        {"numbers": _json(numbers)},
    )
    return {row[0]: Circle(number=row[0], canonical=row[1], head=row[2], members=row[3], inside=row[4]) for row in rows}


def members(library: Library, circle: int) -> list[Unit]:
    """The units of a circle, most shared tasks first."""
    return _units(library, "u.circle = :circle ORDER BY u.position", {"circle": circle})


def make(library: Library) -> None:
    """Measure the network as it stands and put the result in the place of the former one.

    What changes meanwhile is measured once more: nothing stands afterwards of a document that was erased.

    Raises:
        MeasuringError: it changed every time.
    """
    library.derived.mkdir(parents=True, exist_ok=True)
    kept, draft = library.derived / FILE, library.derived / f"{FILE}.{os.getpid()}.part"
    try:
        for _ in range(_TRIES):
            made = made_of(library)
            _measure(library, made, draft)
            if made != made_of(library):
                continue
            with suppress(FileNotFoundError):  # it was erased with what it was made of
                draft.replace(kept)
            if made == made_of(library):
                return
            kept.unlink(missing_ok=True)
    finally:
        draft.unlink(missing_ok=True)
    raise MeasuringError("资料库正在改变，协作网络没有算成。请稍后重试。")


def _measure(library: Library, made: str, draft: Path) -> None:
    """Measure the network and write the result into a file of its own."""
    from graph.measures import measure  # noqa: PLC0415 - networkx and scipy, which readers don't need
    from graph.networks import cooperation  # noqa: PLC0415

    found = measure(cooperation(library))
    place = dict(library.read("SELECT unit, place FROM body"))
    tasks = dict(library.read("SELECT unit, COUNT(DISTINCT doc || char(31) || task) FROM duty GROUP BY unit"))
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    connection.executescript(resources.files("graph").joinpath("network.sql").read_text("utf-8"))
    connection.execute("INSERT INTO made VALUES (?, ?)", (made, found.components))
    connection.executemany(
        "INSERT INTO circle VALUES (?, ?, ?, ?, ?)",
        ((at, one.canonical, one.units[0], len(one.units), one.tasks) for at, one in enumerate(found.communities)),
    )
    connection.executemany(
        "INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (at, one.unit_id, one.canonical, place.get(one.unit_id), tasks.get(one.unit_id, 0), one.degree,
             one.strength, one.betweenness, one.community, one.articulation)
            for at, one in enumerate(found.units)
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO tie VALUES (?, ?, ?, ?)",
        (row for one in found.ties for row in ((one.a, one.b, one.tasks, one.bridge),
                                               (one.b, one.a, one.tasks, one.bridge))),
    )  # fmt: skip
    connection.commit()
    connection.close()


def _in_place(place: str | None) -> tuple[str, dict[str, str]]:
    return ("1", {}) if place is None else ("instr(coalesce(u.place, ''), :place) > 0", {"place": place})


def _units(library: Library, where: str, values: Mapping[str, Any]) -> list[Unit]:
    rows = _rows(
        library,
        "SELECT u.id, u.canonical, u.place, u.tasks, u.degree, u.strength, u.betweenness, u.circle, u.articulation"
        f" FROM unit AS u WHERE {where}",
        values,
    )
    return [
        Unit(id=row[0], canonical=row[1], place=row[2], tasks=row[3], degree=row[4], strength=row[5],
             betweenness=row[6], circle=row[7], articulation=bool(row[8]))
        for row in rows
    ]  # fmt: skip


def _tie(row: Sequence[Any]) -> Tie:
    return Tie(a=row[0], b=row[1], tasks=row[2], bridge=bool(row[3]))


def _json(values: Sequence[str] | Sequence[int]) -> str:
    return json.dumps(list(values))


def _made_of(library: Library) -> str | None:
    try:
        rows = _rows(library, "SELECT made_of FROM made", {})
    except MeasuringError:
        return None  # a damaged file is none: it is made anew
    return str(rows[0][0]) if rows else None


def _rows(library: Library, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one SELECT; none while nothing is kept. Nothing can be written through it.

    Raises:
        MeasuringError: the file is damaged; it is gone now, and the network can be measured anew.
    """
    path = library.derived / FILE
    if not path.exists():
        return []
    try:
        connection = sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if not path.exists():  # taken away just now
            return []
        path.unlink(missing_ok=True)
        raise MeasuringError("协作网络的结果读不出来。请重新打开本页。") from error


@functools.cache
def _program() -> str:
    digest = hashlib.sha256()
    for name in _MADE_BY:
        digest.update(resources.files("graph").joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the network of a library; 1 where that was not possible."""
    (home,) = sys.argv[1:] if arguments is None else arguments
    try:
        make(Library(home=Path(home)))
    except (GraphError, OSError, sqlite3.DatabaseError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    end_with_parent()
    sys.exit(main())
