"""The whole graph of a large library, on disk in Oxigraph's own form: for queries that people write.

It is made when the first such query comes, and again when the library has changed; what people decided goes into a copy
that shares its files with the former state. A state is never written to again, so that any number of processes can read
it; the last two stay, so that a query that runs goes on.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from graph.opening import GRAPH

LARGE = 32 * 2**20  # bytes of a file of statements that are no longer held in memory
_LOAD = """
import sys, pyoxigraph as ox
store = ox.Store(sys.argv[1])
store.bulk_load(path=sys.argv[2], format=ox.RdfFormat.N_TRIPLES, lenient=True)
store.flush()
"""
_STATES = 2  # that stay on disk
_DECIDED, _DATA = "decided.nq", "data"

_open: OrderedDict[Path, ox.Store] = OrderedDict()
_opening = threading.Lock()


def open_whole(said: Path, decided: Path) -> ox.Store:
    """The graph of these two files, to be read alone; made where it is not there.

    Raises:
        SyntaxError: a file is none of N-Triples.
    """
    folder = decided.parent / GRAPH
    with decided.open("rb") as file:
        of_all = _name(file.readline())
    with said.open("rb") as file:
        state = folder / f"{_name(file.readline())}-{of_all}"
    with _opening:
        if state not in _open:
            if not state.is_dir():
                _make(state, said, decided)
            _open[state] = ox.Store.read_only(str(state / _DATA))
            while len(_open) > _STATES:
                _open.popitem(last=False)
        _open.move_to_end(state)
        return _open[state]


def _name(head: bytes) -> str:
    return hashlib.sha256(head).hexdigest()[:16]


def _make(state: Path, said: Path, decided: Path) -> None:
    draft = state.with_name(f"{state.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _fill(draft, _sibling(state), said, decided.read_text("utf-8"))
        with suppress(OSError):  # another process was as fast
            draft.rename(state)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    states = sorted(
        (path for path in state.parent.iterdir() if "." not in path.name), key=lambda path: path.stat().st_mtime
    )
    for former in states[:-_STATES]:
        shutil.rmtree(former, ignore_errors=True)


def _sibling(state: Path) -> Path | None:
    """A state of the same documents, with other decisions."""
    documents = state.name.partition("-")[0]
    return next((path for path in state.parent.glob(f"{documents}-*") if "." not in path.name), None)


def _fill(draft: Path, sibling: Path | None, said: Path, decided: str) -> None:
    held = ""
    if sibling:
        held = (sibling / _DECIDED).read_text("utf-8")
        shutil.copytree(sibling, draft, copy_function=_shared)
    draft.mkdir(parents=True, exist_ok=True)
    if not sibling:  # in a process of its own, with which the memory goes that it takes
        command = [sys.executable, "-c", _LOAD, str(draft / _DATA), str(said)]
        if subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode:
            raise SyntaxError(f"{said.name} cannot be loaded")
    store = ox.Store(str(draft / _DATA))
    old, new = _statements(held), _statements(decided)
    store.update(f"DELETE DATA {{ {_joined(old - new)} }} ; INSERT DATA {{ {_joined(new - old)} }}")
    store.flush()
    _replace(draft / _DECIDED, decided)


def _shared(source: str, target: str) -> None:
    """One file under two names where its content never changes, as that of RocksDB's tables; else a copy."""
    if source.endswith(".sst"):
        with suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target)


def _replace(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.write_text(text, "utf-8")


def _statements(text: str) -> set[str]:
    return {line for line in text.split("\n") if line and not line.startswith("#")}


def _joined(lines: set[str]) -> str:
    return "\n".join(sorted(lines))
