"""Queries that end in time: each runs in a process of its own, which is ended when its time is up.

Oxigraph cannot be told to stop. So the process that holds the store forks for each query (a few milliseconds, no
memory of its own until something is written), and kills what takes too long; the store stays loaded for the next
query. Where a system cannot fork (Windows), each query's process loads the graph first.
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
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from graph.parsed import QueryError
from graph.results import Written, write_result
from graph.store import find

MEMORY = 2 << 30
"""Bytes that a query may need besides the store, where the system can hold it to that (Linux)."""

Start = Literal["fork", "spawn"]
Context = multiprocessing.context.ForkContext | multiprocessing.context.SpawnContext
START: Start = "fork" if hasattr(os, "fork") and sys.platform != "darwin" else "spawn"


class OverTimeError(Exception):
    """The query was ended because its time was up."""


class OverMemoryError(Exception):
    """The query was ended because it needed too much memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A query that was judged, the format of its result, and its limits."""

    sparql: str
    media: str
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
            QueryError: Oxigraph cannot run it.
        """
        try:
            return await self._received()
        finally:
            self._receiving.close()
            self._process.kill()
            while self._process.is_alive():
                await asyncio.sleep(0.001)
            self._process.close()

    async def _received(self) -> Written:
        """What the process sends; looked for often at first, so that a quick query is not held up."""
        begin = time.monotonic()
        while not self._receiving.poll():
            taken = time.monotonic() - begin
            if taken > self._seconds:
                raise OverTimeError
            await asyncio.sleep(min(0.02, max(0.0005, taken / 10)))
        try:
            told = self._receiving.recv()
        except EOFError as error:  # it was ended from outside, or could not have the memory that it asked for
            raise OverMemoryError from error
        if isinstance(told, QueryError):
            raise told
        assert isinstance(told, Written)
        return told


def _answer(sending: Connection, work: Work, held: ox.Store | tuple[Path, ...]) -> None:
    """In the new process: find, write, send, and end."""
    if isinstance(held, ox.Store):
        _cut_off(sending, work.seconds)
        store = held
    else:
        store = ox.Store()
        for path in held:
            store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES, lenient=True)
    told: Written | QueryError
    try:
        told = write_result(find(store, work.sparql), work.media, work.rows)
    except QueryError as error:
        told = error
    except MemoryError:
        return
    with suppress(BrokenPipeError):
        sending.send(told)
    sending.close()
    if isinstance(held, ox.Store):
        os._exit(0)  # nothing of the server that forked may run here, and freeing the store would take time


def _cut_off(sending: Connection, seconds: float) -> None:
    """Let go of the server's signals and sockets, end even if the server is gone, and take only so much memory."""
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


def _load_seconds(files: tuple[Path, ...]) -> float:
    """Time to start a process and load these files: a minute for each gigabyte, and what a start needs."""
    return 15 + 60 * sum(path.stat().st_size for path in files) / 1e9
