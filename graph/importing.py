"""That an import is under way: written beside the library while it runs, so that every page and program can say so.

Each import has a file of its own, which it touches every few seconds. One that is no longer touched is left over from a
program that died, and counts for nothing.
"""

from __future__ import annotations

import json
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph.library import Library

STALE = 20.0
"""Seconds after which a file that nobody touched is left over."""

_BEAT = 4.0
_FILES = "importing-*.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """So many files of an import are in the library, of so many."""

    done: int
    total: int


@contextmanager
def importing(library: Library, total: int) -> Iterator[Callable[[int], None]]:
    """Say to everybody that so many files come into the library; to be told how many are done.

    Where that cannot be written it is not said, and nothing else suffers.
    """
    for old in library.home.glob(_FILES):
        if _age(old) > STALE:
            old.unlink(missing_ok=True)
    file = library.home / f"importing-{os.getpid()}-{uuid.uuid4().hex[:8]}.json"
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(_BEAT):
            with suppress(OSError):
                os.utime(file)

    def tell(done: int) -> None:
        draft = file.with_suffix(".part")
        try:
            draft.write_text(json.dumps({"done": done, "total": total}), "utf-8")
            draft.replace(file)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    tell(0)
    heart = threading.Thread(target=beat, daemon=True)
    heart.start()
    try:
        yield tell
    finally:
        ended.set()
        heart.join()
        with suppress(OSError):
            file.unlink(missing_ok=True)


def under_way(library: Library) -> UnderWay | None:
    """The import that is under way, all of them together where there are several; None where there is none."""
    found = [one for file in library.home.glob(_FILES) if _age(file) <= STALE and (one := _read(file))]
    if not found:
        return None
    return UnderWay(done=sum(one.done for one in found), total=sum(one.total for one in found))


def _read(file: Path) -> UnderWay | None:
    try:
        told = json.loads(file.read_text("utf-8"))
        return UnderWay(done=int(told["done"]), total=int(told["total"]))
    except (OSError, ValueError, KeyError, TypeError):  # it has just ended, or is none of ours
        return None


def _age(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except OSError:
        return float("inf")
