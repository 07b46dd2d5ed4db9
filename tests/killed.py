"""Processes that end in the middle of what they do to a library: at a command that is counted, without any tidying."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

STATUS = 9


@contextlib.contextmanager
def counting(at: Callable[[int], None]):
    """Call ``at`` with the number of each command before SQLite gets it."""
    connect = sqlite3.connect

    class Counted(sqlite3.Connection):
        number = 0

        def execute(self, *given: Any):
            self.count()
            return super().execute(*given)

        def executemany(self, *given: Any):
            self.count()
            return super().executemany(*given)

        def count(self) -> None:
            Counted.number += 1
            at(Counted.number)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, factory=Counted, **named))
        yield


def commands_of(act: Callable[[Path], None], home: Path) -> int:
    """How many commands SQLite gets while this is done to the library in the folder."""
    numbers = [0]
    with counting(numbers.append):
        act(home)
    return numbers[-1]


def die_at(act: Callable[[Path], None], home: Path, number: int) -> None:
    """Do this in a process of its own, which ends at the command of this number."""
    process = multiprocessing.get_context("spawn").Process(target=_act_and_die, args=(act, home, number))
    process.start()
    process.join()
    assert process.exitcode == STATUS


def _act_and_die(act: Callable[[Path], None], home: Path, number: int) -> None:
    def end(now: int) -> None:
        if now == number:
            os._exit(STATUS)

    with counting(end):
        act(home)
