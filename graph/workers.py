"""Work in a process of its own, so that no visitor of the page waits for what another one has asked for.

A worker calls one function after the other; what it is given and what it finds go through its standard input and
output as pickles. It is started when it is first needed and ended after some minutes without work, when its time is
up, or when the program that started it is gone. Functions are named by their module, so the page's own script is never
run again, as it would be by a process that multiprocessing spawns.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import traceback
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from graph.errors import GraphError
from graph.parting import end_with_parent

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-X", "utf8", "-m", "graph.workers")
IDLE = 300.0
"""Seconds without work after which a worker is ended, and its memory given back."""

_LOG = logging.getLogger(__name__)
_Found = TypeVar("_Found")
Told = Callable[..., None]


class ApartError(GraphError):
    """Work that came to no end; the message is for the user."""


class TimeUpError(ApartError):
    """The work took too long and was stopped."""


class BusyError(ApartError):
    """All workers were busy for as long as one was willing to wait."""


class BrokenOffError(ApartError):
    """The worker died; most likely there was not enough memory."""


class Workers:
    """So many processes at most; any number of threads may share them."""

    def __init__(self, most: int, *, idle: float = IDLE) -> None:
        self._idle = idle
        self._places: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(most):
            self._places.put(None)
        self._clock: threading.Timer | None = None
        self._end = weakref.finalize(self, _end_all, self._places)

    def call(
        self,
        function: Callable[..., _Found],
        *given: Any,  # noqa: ANN401 - whatever the function takes
        seconds: float | None = None,
        wait: float | None = None,
        told: Told | None = None,
    ) -> _Found:
        """What a function of a module finds; with ``told`` its last argument tells how far it has come.

        Raises:
            TimeUpError: it took longer than ``seconds``.
            BusyError: no worker was free within ``wait`` seconds.
            BrokenOffError: the worker died.
            ApartError: it failed; the message of an error of this program is passed on.
        """
        try:
            worker = self._places.get(timeout=wait)
        except queue.Empty as error:
            raise BusyError("正在处理的请求太多，请稍后重试。") from error
        try:
            if worker is None or not worker.alive:
                worker = _Worker()
            return cast(_Found, worker.call(function, given, told, seconds))
        finally:
            self._places.put(worker if worker is not None and worker.alive else None)
            self._wind_up()

    def close(self) -> None:
        """End the workers that wait for work."""
        for _ in range(_end_all(self._places)):
            self._places.put(None)

    def _wind_up(self) -> None:
        """Begin to count the time without work anew."""
        if self._clock is not None:
            self._clock.cancel()
        self._clock = threading.Timer(self._idle, self.close)
        self._clock.daemon = True
        self._clock.start()


class _Worker:
    """One process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would open one
        )
        self._requests = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)

    @property
    def alive(self) -> bool:
        """Whether it can be called again."""
        return self._process.poll() is None

    def call(
        self, function: Callable[..., Any], given: tuple[Any, ...], told: Told | None, seconds: float | None
    ) -> Any:  # noqa: ANN401 - whatever the function finds
        """What the function finds; a worker that comes to no end is ended. Raises as :meth:`Workers.call`."""
        over = threading.Event()
        clock = threading.Timer(seconds or 0, self._stop, (over,))
        if seconds is not None:
            clock.daemon = True
            clock.start()
        try:
            kind, value = self._converse(function, given, told)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.end()
            if over.is_set():
                raise TimeUpError(f"超过 {seconds:g} 秒，已停止。") from error
            raise BrokenOffError("处理进程意外中断（可能是内存不足），请重试。") from error
        except BaseException:
            self.end()
            raise
        finally:
            clock.cancel()
        if kind == "failed":
            raise ApartError(value)
        if kind == "broken":
            _LOG.error("work apart failed: %s", value)
            raise ApartError("程序出错，没有完成。")
        return value

    def _converse(self, function: Callable[..., Any], given: tuple[Any, ...], told: Told | None) -> tuple[str, Any]:
        pickle.dump((function, given, told is not None), self._requests)
        self._requests.flush()
        while True:
            kind, value = pickle.load(self._answers)
            if kind != "told":
                return kind, value
            if told:
                told(*value)

    def _stop(self, over: threading.Event) -> None:
        over.set()
        self._process.kill()

    def end(self) -> None:
        """End it and leave nothing behind."""
        self._process.kill()
        with contextlib.suppress(OSError):
            self._requests.close()
        self._answers.close()
        self._process.wait()


def _end_all(places: queue.LifoQueue[_Worker | None]) -> int:
    """End the workers that wait; how many places were theirs."""
    ended = 0
    with contextlib.suppress(queue.Empty):
        while True:
            worker = places.get_nowait()
            ended += 1
            if worker is not None:
                worker.end()
    return ended


def main() -> None:
    """In the worker: call functions until the input ends."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nowhere, standard)  # whatever a library prints goes nowhere
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    end_with_parent()

    def send(kind: str, value: object) -> None:
        pickle.dump((kind, value), answers)
        answers.flush()

    while True:
        try:
            function, given, tells = pickle.load(requests)
        except EOFError:
            return
        try:
            found = function(*given, *([lambda *told: send("told", told)] if tells else []))
        except GraphError as error:
            send("failed", str(error))
        except BaseException:
            send("broken", traceback.format_exc())
            raise
        else:
            send("found", found)


if __name__ == "__main__":
    main()
