"""The queue of a library, kept for its state: who looks while a new one is made sees the former one.

Of a large library it is made in a process of its own, so that no other visitor waits for that. A decision about a name
changes the state and little of the queue; what is judged leaves it at once all the same, as judgements are read with
every look.
"""

from __future__ import annotations

import datetime
import logging
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from graph import analysed, identity
from graph.errors import GraphError
from graph.library import Library
from graph.review_sources import find_queue
from graph.reviewing import Queue
from graph.workers import Workers

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    """What a queue is made of: the documents, the kept analysis, the day; and all of it with the decisions."""

    documents: str | None
    analysis: tuple[str, ...]
    day: datetime.date
    stamp: str

    def close(self, other: _State) -> bool:
        """Whether only judgements lie between the two."""
        return (self.documents, self.analysis, self.day) == (other.documents, other.analysis, other.day)


_MANY = 30  # documents from which on a queue is made apart
_SOON = 1.0  # seconds that a page waits for it
_AGAIN = 60.0  # seconds after which one that could not be made is tried again while a former one is shown

_APART = Workers(1, idle=1.0)
_kept: dict[Path, tuple[_State, Queue]] = {}
_making: dict[Path, _Making] = {}
_lock = threading.Lock()


class _Making:
    """A queue that is being made beside the pages."""

    def __init__(self, library: Library, state: _State) -> None:
        self.state = state
        self.error: GraphError | None = None
        self.again = 0.0
        self.ended = threading.Event()
        self._library = library
        threading.Thread(target=self._make, daemon=True).start()

    def _make(self) -> None:
        held = replace(self._library, home=self._library.home.resolve())
        try:
            _keep(self._library, self.state, _APART.call(made_now, held, self.state.day))
        except GraphError as error:
            _LOG.warning("%s", error)  # a former queue stays
            self.again = time.monotonic() + _AGAIN
            self.error = error
        finally:
            self.ended.set()


def queue_of(library: Library, day: datetime.date) -> Queue | None:
    """Everything that may be checked, as of this day; None while that is being found, which is begun here.

    After a judgement the former queue is given until the new one is made, tried again where that :func:`failed`.

    Raises:
        GraphError: it could not be made and there is no former one; who looks next tries again.
    """
    state, key = _state(library, day), library.home.resolve()
    with _lock:
        before = _kept.get(key)
    if before is not None and before[0] == state:
        return before[1]
    former = before[1] if before is not None and before[0].close(state) else None
    if former is None and len(library.docs()) <= _MANY:
        return _keep(library, state, made_now(library, day))
    making = _begun(library, state)
    if former is not None:
        return former
    making.ended.wait(_SOON)
    with _lock:
        now = _kept.get(key)
        if making.error and making.state == state:
            _making.pop(key, None)
            raise making.error
    return now[1] if now is not None and now[0] == state else None


def failed(library: Library, day: datetime.date) -> bool:
    """Whether the queue could not be made as the library stands, so that the former one is given for a while."""
    with _lock:
        making = _making.get(library.home.resolve())
    return making is not None and making.error is not None and making.state == _state(library, day)


def made_now(library: Library, day: datetime.date) -> Queue:
    """The queue as the library stands."""
    links, names = identity.all_doubts(library)
    return find_queue(library, links, names, day)


def _begun(library: Library, state: _State) -> _Making:
    """What is under way for the library, else begun now."""
    key = library.home.resolve()
    with _lock:
        making = _making.get(key)
        if making is None or (making.ended.is_set() and (making.state != state or time.monotonic() >= making.again)):
            making = _making[key] = _Making(library, state)
    return making


def _keep(library: Library, state: _State, made: Queue) -> Queue:
    with _lock:
        _kept[library.home.resolve()] = (state, made)
    return made


def _state(library: Library, day: datetime.date) -> _State:
    parts = analysed.rows(library, "SELECT name, made_of FROM kept.part WHERE name IN (:a, :b) ORDER BY name",
                          {"a": "findings", "b": "overlaps"})  # fmt: skip
    analysis = tuple(f"{name} {made_of}" for name, made_of in parts)
    return _State(library.setting("held"), analysis, day, library.stamp())
