"""How often somebody may guess: after a few wrong passwords one waits, longer each time.

It is counted by name and address together, by address, and by name alone, both far higher: so a stranger elsewhere can
hardly keep somebody out, a house full of people behind one address may mistype, and nobody can try many names or come
from many addresses for long. A right password clears what its name got wrong at its address.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

FREE = {"both": 5, "address": 100, "name": 50}
_HOUR = 3600.0
_FADING = {"address": _HOUR / 100, "name": _HOUR / 50}  # seconds in which one wrong guess is forgotten
_FIRST = 30.0  # seconds of the first wait
_LONGEST = {"both": 900.0, "address": 60.0, "name": 900.0}
_HELD = 20_000


@dataclass(slots=True)
class _Count:
    wrong: float
    last: float


class Guesses:
    """The wrong guesses of the last hour, in memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._counts: OrderedDict[tuple[str, str], _Count] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, name: str, address: str) -> int:
        """The seconds to wait before this guess may be made; 0 where it may, and then it counts as a wrong one."""
        now, keys = self._clock(), _keys(name, address)
        with self._lock:
            waits = [self._wait(key, now) for key in keys]
            if any(waits):
                return math.ceil(max(waits))
            for key in keys:
                wrong = self._wrong(key, now)
                self._counts.pop(key, None)
                self._counts[key] = _Count(wrong + 1, now)
            while len(self._counts) > _HELD:
                self._counts.popitem(last=False)
        return 0

    def right(self, name: str, address: str) -> None:
        """The guess was right: it and the wrong ones of this name at this address count no more."""
        both, *others = _keys(name, address)
        with self._lock:
            own = self._counts.pop(both, None)
            for key in others:
                if own is not None and key in self._counts:
                    self._counts[key].wrong = max(0.0, self._counts[key].wrong - own.wrong)

    def _wrong(self, key: tuple[str, str], now: float) -> float:
        """How many wrong guesses count still: those of a pair for an hour after the last, others fade one by one."""
        count = self._counts.get(key)
        if count is None or now - count.last > _HOUR:
            return 0.0
        fading = _FADING.get(key[0])
        return max(0.0, count.wrong - (now - count.last) / fading) if fading else count.wrong

    def _wait(self, key: tuple[str, str], now: float) -> float:
        count = self._counts.get(key)
        over = count.wrong - FREE[key[0]] if count and self._wrong(key, now) else -1.0
        if count is None or over < 0:
            return 0.0
        return max(0.0, count.last + min(_FIRST * 2.0 ** min(math.floor(over), 10), _LONGEST[key[0]]) - now)


def _keys(name: str, address: str) -> list[tuple[str, str]]:
    return [("both", f"{address} {name}"), ("address", address), ("name", name)]
