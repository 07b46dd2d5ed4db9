"""Queries that end in time: each is judged and run in a process of its own, which is ended when its time is up.

Neither the parser nor Oxigraph can be told to stop. So the process that holds the store forks for each query (a few
milliseconds, no memory of its own until something is written), and kills what takes too long; the store stays loaded
for the next query. On Linux what is forked can open no file and no connection. Where a system cannot fork (Windows),
each query's process loads the graph first.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import multiprocessing.context
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox

from graph.parsed import QueryError, parse_query
from graph.results import FormatError, Written, media_of, write_result
from graph.store import find

MEMORY = 2 << 30
"""Bytes that a query may need besides the store, where the system can hold it to that (Linux)."""

LARGEST = 64 << 20
"""Bytes that a result may have: the server holds it whole, for each query that runs."""

_PIECE = 1 << 20  # bytes that are read at once; other clients are served between two

Start = Literal["fork", "spawn"]
Context = multiprocessing.context.ForkContext | multiprocessing.context.SpawnContext
START: Start = "fork" if hasattr(os, "fork") and sys.platform != "darwin" else "spawn"


class OverTimeError(Exception):
    """The query was ended because its time was up."""


class OverMemoryError(Exception):
    """The query was ended because it needed too much memory."""


class OverLengthError(Exception):
    """The result is longer than the server may hold."""


_Failed = QueryError | FormatError | OverLengthError


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A query as it came, the formats that are accepted as its result, and its limits."""

    sparql: str
    accepted: str
    rows: int
    seconds: float


class Running:
    """A query that has begun, in a process of its own.

    Nothing else of the program may be loading a store at the moment when this is made.
    """

    def __init__(self, work: Work, store: ox.Store, files: tuple[Path, ...], *, start: Start = START) -> None:
        """Begin: on the store itself, or where no process can be forked, on the files that it was loaded from."""
        forks = start == "fork"
        context: Context = multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
        self._receiving, sending = context.Pipe(duplex=False)
        held = store if forks else files
        self._process = context.Process(target=_answer, args=(sending, work, held), daemon=True)
        self._process.start()
        self._seconds = work.seconds + (0 if forks else _load_seconds(files))
        sending.close()

    async def result(self) -> Written:
        """What it finds; afterwards the process is gone.

        Raises:
            OverTimeError, OverMemoryError: it was ended.
            OverLengthError: it found too much.
            QueryError: it is none that may be run, or Oxigraph cannot run it.
            FormatError: its result has no format that is accepted.
        """
        begin = time.monotonic()
        try:
            told = await self._told(begin)
            if not isinstance(told, Written):
                raise told
            body = bytearray()
            while piece := await self._told(begin):
                body += piece
            return replace(told, body=bytes(body))
        finally:
            self._receiving.close()
            self._process.kill()
            while self._process.is_alive():
                await asyncio.sleep(0.001)
            self._process.close()

    async def _told(self, begin: float) -> Any:  # noqa: ANN401 - whatever the process sends
        """What the process sends next; looked for often at first, so that a quick query is not held up."""
        asked = time.monotonic()
        await asyncio.sleep(0)  # others come between two pieces of a result
        while not self._receiving.poll():
            now = time.monotonic()
            if now - begin > self._seconds:
                raise OverTimeError
            await asyncio.sleep(min(0.02, max(0.0005, (now - asked) / 10)))
        try:
            return self._receiving.recv()
        except EOFError as error:  # it was ended from outside, or could not have the memory that it asked for
            raise OverMemoryError from error


def _answer(sending: Connection, work: Work, held: ox.Store | tuple[Path, ...]) -> None:
    """In the new process: judge, find, write, send, and end."""
    if isinstance(held, ox.Store):
        _cut_off(sending, work.seconds)
    with suppress(BrokenPipeError, MemoryError):
        _send(sending, _found(work, held))
    sending.close()
    if isinstance(held, ox.Store):
        os._exit(0)  # nothing of the server that forked may run here, and freeing the store would take time


def _found(work: Work, held: ox.Store | tuple[Path, ...]) -> Written | _Failed:
    try:
        parsed = parse_query(work.sparql)
        media = media_of(parsed.form, work.accepted)
        store = held if isinstance(held, ox.Store) else _loaded(held)
        written = write_result(find(store, parsed.text), media, work.rows)
    except (QueryError, FormatError) as error:
        return error
    return written if len(written.body) <= LARGEST else OverLengthError()


def _loaded(files: tuple[Path, ...]) -> ox.Store:
    store = ox.Store()
    for path in files:
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES, lenient=True)
    return store


def _send(sending: Connection, told: Written | _Failed) -> None:
    """What was found without its bytes, then these in pieces, and an empty one as the last."""
    if not isinstance(told, Written):
        sending.send(told)
        return
    sending.send(replace(told, body=b""))
    for start in range(0, len(told.body), _PIECE):
        sending.send(told.body[start : start + _PIECE])
    sending.send(b"")


def _cut_off(sending: Connection, seconds: float) -> None:
    """Let go of the server's signals and sockets, open no others; end without the server; take so much memory."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    signal.alarm(int(seconds) + 2)
    keep = sending.fileno()
    os.closerange(3, keep)
    os.closerange(keep + 1, 65_536)
    size = Path("/proc/self/statm")
    if size.exists():
        import resource  # noqa: PLC0415 - not on every system

        held = int(size.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # what is open stays so, and nothing is opened


def _load_seconds(files: tuple[Path, ...]) -> float:
    """Time to start a process and load these files: a minute for each gigabyte, and what a start needs."""
    return 15 + 60 * sum(path.stat().st_size for path in files) / 1e9
