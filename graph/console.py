"""Queries that people write on a page: run in a process of its own, which is ended when the time is up.

So neither a query that never ends nor one that wants all memory can do harm to the page; nothing can be written.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from graph.evaluating import MEMORY
from graph.exporting.spreadsheet import safe_cell
from graph.library import Library
from graph.parsed import QueryError
from graph.store import open_store
from graph.values import Value
from graph.workers import ApartError, BrokenOffError, BusyError, TimeUpError, Workers

SECONDS = 10.0
"""Time that a query may take."""

ROWS = 5_000
"""Rows of a result at most; one that has more says so."""

LONGEST = 6_000
"""Characters of a query, which has to fit an address."""

_OPENING = 300.0  # seconds in which the graph has to be there
_NOT_YET = "文件或判断有变动，正在整理图数据，整理好后自动查询。"
_WAIT = 20.0  # seconds to wait for the queries of others
_ID = "urn:zeren:"
_TOO_MUCH = "查询需要的内存太多，已停止。请缩小范围，或加 LIMIT。"

WORKERS = Workers(1)
_turn = threading.Lock()

Reason = Literal["malformed", "refused", "too-long", "over-time", "over-memory", "busy", "failed", "not-yet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a query found; ``cut`` where there is more. ``notices`` say what to know of the server that answered."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    cut: bool
    seconds: float
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Why there is no result; ``message`` is Chinese and says where a query is wrong, ``line`` and ``column`` too."""

    reason: Reason
    message: str
    line: int | None = None
    column: int | None = None


class _Opening:
    """The graph of a library being opened in the worker, made before where documents have changed."""

    def __init__(self, library: Library) -> None:
        self.error: ApartError | None = None
        self.ended = threading.Event()
        threading.Thread(target=self._open, args=(library,), daemon=True).start()

    def _open(self, library: Library) -> None:
        try:
            WORKERS.call(open_graph, library, seconds=_OPENING, wait=_WAIT)
        except ApartError as error:
            self.error = error
        finally:
            self.ended.set()


_openings: dict[Path, _Opening] = {}
_starting = threading.Lock()


def run(library: Library, sparql: str, *, patience: float = _OPENING) -> Rows | Unanswered:
    """What a query finds within the limits; "not-yet" where the graph is not open after so many seconds."""
    if len(sparql) > LONGEST:
        said = f"查询太长：这里最多 {LONGEST} 个字符。请写成文件，用 zeren query --file 查询。"
        return Unanswered(reason="too-long", message=said)
    asked = replace(library, home=library.home.resolve())
    opening = _opened(asked)
    if not opening.ended.wait(patience):
        return Unanswered(reason="not-yet", message=_NOT_YET)
    if opening.error:
        return _why_not(opening.error)
    if not _turn.acquire(timeout=_WAIT):
        return Unanswered(reason="busy", message="别人的查询还没有完成，请稍后重试。")
    try:
        return WORKERS.call(find_rows, asked, sparql, ROWS, seconds=SECONDS, wait=_WAIT)
    except ApartError as error:
        return _why_not(error)
    finally:
        _turn.release()


def is_opening(library: Library) -> bool:
    """Whether the graph is being opened for a query."""
    opening = _openings.get(library.home.resolve())
    return opening is not None and not opening.ended.is_set()


def _opened(library: Library) -> _Opening:
    """The opening under way, or one that failed, told once; else a new one (free if the graph is open)."""
    with _starting:
        opening = _openings.pop(library.home, None)
        if opening is None or (opening.ended.is_set() and not opening.error):
            opening = _Opening(library)
        if not opening.ended.is_set():
            _openings[library.home] = opening
        return opening


def _why_not(error: ApartError) -> Unanswered:
    if isinstance(error, TimeUpError):
        return Unanswered(reason="over-time", message=f"查询超过 {SECONDS:g} 秒，已停止。请缩小范围，或加 LIMIT。")
    if isinstance(error, BrokenOffError):
        return Unanswered(reason="over-memory", message=_TOO_MUCH)
    return Unanswered(reason="busy" if isinstance(error, BusyError) else "failed", message=str(error))


def open_graph(library: Library) -> int:
    """Have the graph at hand, so that opening it costs no query its time (in the worker); 1 where it answers."""
    return len(open_store(library).query("SELECT ?s { ?s ?p ?o } LIMIT 1"))


def find_rows(library: Library, sparql: str, most: int) -> Rows | Unanswered:
    """What a query finds (in the worker)."""
    _limit_memory()
    begin = time.monotonic()
    try:
        store = open_store(library)
        found = store.query(sparql, limit=most + 1)
    except QueryError as error:
        place = re.search(r"第 (\d+) 行第 (\d+) 列", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        return Unanswered(reason=error.reason, message=str(error), line=line, column=column)
    except MemoryError:
        return Unanswered(reason="over-memory", message=_TOO_MUCH)
    columns = tuple(found[0]) if found else ()
    rows = tuple(tuple(row[name] for name in columns) for row in found[:most])
    seconds = time.monotonic() - begin
    return Rows(columns=columns, rows=rows, cut=len(found) > most, seconds=seconds, notices=store.notices())


def record_id(value: Value) -> str | None:
    """The id of the unit, task, plan or other thing that an IRI of the library names; None where it is no such IRI."""
    if not isinstance(value, str) or not value.startswith(_ID) or "#" in value:
        return None
    return unquote(value.removeprefix(_ID))


def csv_of_rows(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The rows for Excel: UTF-8 with a byte-order mark, no cell ever a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


def _limit_memory() -> None:
    """Let a query take so much memory besides what is held, where the system can hold it to that."""
    size = Path("/proc/self/statm")
    if sys.platform == "linux" and size.exists():
        import resource  # noqa: PLC0415 - not on every system

        held = int(size.read_text().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, hard))
