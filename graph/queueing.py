"""The queue of a library, kept for its state: who looks while a new one is made sees the former one.

A decision about a name changes the state and little of the queue; what is judged leaves it at once all the same, as
judgements are read with every look.
"""

from __future__ import annotations

import datetime
import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from graph import analysed, identity
from graph.errors import GraphError
from graph.library import Library
from graph.review_sources import find_queue
from graph.reviewing import Queue

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


_kept: dict[Path, tuple[_State, Queue]] = {}
_making: set[Path] = set()
_lock = threading.Lock()


def queue_of(library: Library, day: datetime.date) -> Queue:
    """Everything that may be checked, as of this day.

    After a judgement the former queue is given until the new one is made, beside who looks.
    """
    state, key = _state(library, day), library.home.resolve()
    with _lock:
        before = _kept.get(key)
    if before is not None and before[0] == state:
        return before[1]
    if before is not None and before[0].close(state):
        _make_beside(library, state)
        return before[1]
    return _make(library, state)


def _state(library: Library, day: datetime.date) -> _State:
    parts = analysed.rows(library, "SELECT name, made_of FROM kept.part WHERE name IN (:a, :b) ORDER BY name",
                          {"a": "findings", "b": "overlaps"})  # fmt: skip
    analysis = tuple(f"{name} {made_of}" for name, made_of in parts)
    return _State(library.setting("held"), analysis, day, library.stamp())


def _make(library: Library, state: _State) -> Queue:
    links, names = identity.all_doubts(library)
    made = find_queue(library, links, names, state.day)
    with _lock:
        _kept[library.home.resolve()] = (state, made)
    return made


def _make_beside(library: Library, state: _State) -> None:
    key = library.home.resolve()
    with _lock:
        if key in _making:
            return
        _making.add(key)

    def make() -> None:
        try:
            _make(library, state)
        except GraphError as error:
            _LOG.warning("%s", error)  # the former queue stays; the next look tries again
        finally:
            with _lock:
                _making.discard(key)

    threading.Thread(target=make, daemon=True).start()
