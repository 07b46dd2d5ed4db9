"""How far a reader has come: who waits can show it, and a slow reader is told from a stuck one.

A reader calls :func:`tell` after each page; nobody need listen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Progress = Callable[[int, int], None]
"""Called with the pages that are done and the pages there are."""

_listener: ContextVar[Progress | None] = ContextVar("progress of reading", default=None)


def tell(done: int, pages: int) -> None:
    """Say that so many of the pages are done.

    >>> with listening(lambda done, pages: print(f"第{done}页，共{pages}页")):
    ...     tell(3, 12)
    第3页，共12页
    """
    listener = _listener.get()
    if listener is not None:
        listener(done, pages)


@contextmanager
def listening(listener: Progress) -> Iterator[None]:
    """Hear what the readers tell while the block runs."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
