"""Memory that is freed goes back to the system, as far as the C library can be told so."""

from __future__ import annotations

import ctypes
import functools
from contextlib import suppress

_PLACES = -8  # M_ARENA_MAX of glibc


@functools.cache
def share_places() -> None:
    """Let all threads take memory from two places: from one of its own each keeps what it freed, and none uses it."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_PLACES, 2)


def give_back() -> None:
    """Let the system have what was freed: after loading a library a third of all that it took."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
