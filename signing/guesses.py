"""How often somebody may guess: after a few wrong passwords one waits, longer each time.

It is counted by name and address together, by address, and, far higher, by name alone: so a stranger elsewhere can
hardly keep somebody out, and nobody can try many names or come from many addresses for long.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

FREE = {"both": 5, "address": 20, "name": 50}
_FIRST, _LONGEST, _FORGET = 30.0, 900.0, 3600.0  # seconds
_HELD = 20_000


@dataclass(slots=True)
class _Count:
    wrong: int
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
                count = self._counts.pop(key, _Count(0, now))
                wrong = 0 if now - count.last > _FORGET else count.wrong
                self._counts[key] = _Count(wrong + 1, now)
            while len(self._counts) > _HELD:
                self._counts.popitem(last=False)
        return 0

    def right(self, name: str, address: str) -> None:
        """The guess was right: it and the wrong ones of this name at this address count no more."""
        both, *others = _keys(name, address)
        with self._lock:
            self._counts.pop(both, None)
            for key in others:
                if key in self._counts:
                    self._counts[key].wrong -= 1

    def _wait(self, key: tuple[str, str], now: float) -> float:
        count = self._counts.get(key)
        over = count.wrong - FREE[key[0]] if count else -1
        if count is None or over < 0:
            return 0.0
        return max(0.0, count.last + min(_FIRST * 2.0 ** min(over, 10), _LONGEST) - now)


def _keys(name: str, address: str) -> list[tuple[str, str]]:
    return [("both", f"{address} {name}"), ("address", address), ("name", name)]
