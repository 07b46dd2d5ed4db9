"""What is made once for one state of a library, when it is first wanted, and goes with that state.

A cache of a module would hold former states for as long as the program runs; what is kept here lives with its owner.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

_Made = TypeVar("_Made")
_Rest = ParamSpec("_Rest")


class Kept:
    """Values by their keys; of more than ``most`` those go that were longest not wanted."""

    def __init__(self, most: int = 4096) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """The value of the key, made now where it is not there.

        >>> kept = Kept()
        >>> kept.get("a", lambda: 1), kept.get("a", lambda: 2)
        (1, 1)
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                found: _Made = self._values[key]
                return found
        made = make()
        with self._lock:
            self._values[key] = made
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return made


class Keeper(Protocol):
    """A state of a library that keeps what is made for it."""

    @property
    def kept(self) -> Kept:
        """What was made for it."""


_Owner = TypeVar("_Owner", bound=Keeper)


def once(make: Callable[Concatenate[_Owner, _Rest], _Made]) -> Callable[Concatenate[_Owner, _Rest], _Made]:
    """The function whose values are kept with the state that is its first argument; the others must be hashable."""

    def found(owner: _Owner, /, *rest: _Rest.args, **named: _Rest.kwargs) -> _Made:
        key = (make, rest, tuple(sorted(named.items())))
        return owner.kept.get(key, lambda: make(owner, *rest, **named))

    functools.update_wrapper(found, make)
    return found
