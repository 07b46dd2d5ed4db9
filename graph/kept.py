"""What is made once for one state of a library, when it is first wanted, and goes with that state.

A cache of a module would hold former states for as long as the program runs; what is kept here lives with its owner
(:func:`once`), or as long as the library's stamp is the same (:func:`while_it_stays`).
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from graph.library import Library

_LIBRARIES = 4  # of which values are kept

_Made = TypeVar("_Made")
_Rest = ParamSpec("_Rest")


class Kept:
    """Values by their keys; of more than ``most`` those go that were longest not wanted.

    Who wants a value that another thread makes waits for it.
    """

    def __init__(self, most: int = 4096) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
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
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                made_meanwhile = key in self._values
            if made_meanwhile:
                return self.get(key, make)
            try:
                made = make()
                self._keep(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _keep(self, key: Hashable, made: object) -> None:
        with self._lock:
            self._values[key] = made
            if len(self._values) > self._most:
                self._values.popitem(last=False)


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


_Function = Callable[Concatenate[Library, _Rest], _Made]


class _State:
    """What is kept of a library as it is: for each function its values."""

    def __init__(self, stamp: str) -> None:
        self.stamp = stamp
        self.values: dict[Callable[..., Any], Kept] = {}


_states: OrderedDict[Path, _State] = OrderedDict()
_looking = threading.Lock()


def while_it_stays(most: int = 64) -> Callable[[_Function[_Rest, _Made]], _Function[_Rest, _Made]]:
    """For functions whose values are kept, so many of them, while the library that they are of has the same stamp.

    The library is the first argument, the others must be hashable. Values are shared: nobody may change one.
    """

    def keeping(make: _Function[_Rest, _Made]) -> _Function[_Rest, _Made]:
        def found(library: Library, /, *rest: _Rest.args, **named: _Rest.kwargs) -> _Made:
            key = (rest, tuple(sorted(named.items())))
            return _values(library, make, most).get(key, lambda: make(library, *rest, **named))

        functools.update_wrapper(found, make)
        return found

    return keeping


def _values(library: Library, make: Callable[..., Any], most: int) -> Kept:
    """What is kept of this function for the library as it is; what was kept of a former state goes."""
    home, stamp = library.home.absolute(), library.stamp()
    with _looking:
        state = _states.pop(home, None)
        if state is None or state.stamp != stamp:
            state = _State(stamp)
        _states[home] = state
        if len(_states) > _LIBRARIES:
            _states.popitem(last=False)
        return state.values.setdefault(make, Kept(most=most))
