"""Reading in a child process with limits, so that no file can take the program down.

What the child may do is in :mod:`extract.reading.guard.limits`. Here is the clock: a child that shows no progress for
:data:`PATIENCE` seconds, or takes longer than its pages allow, is ended and replaced. So is one that crashed or ran out
of memory. On Windows the clock and the refusal of network, programs and writing are the only limits.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import logging
import os
import queue
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path
from typing import Any, BinaryIO, cast

from extract.jsonform import record_from_json
from extract.reading.guard.converted import CONVERTED, convert
from extract.reading.guard.frames import BrokenFrame, pack, read_frame, unpack, write_frame
from extract.reading.guard.screening import screen_name, screen_size, suffix_of
from extract.reading.progress import Progress
from extract.reading.source import SourceText, UnreadableDocument

ROOT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-E", "-s", "-B", "-X", "utf8", "-m", "extract.reading.guard.child")

CHILDREN = 2
"""The most that read at once; a thread that comes while they are busy waits."""

PATIENCE = 120.0
"""Seconds without progress after which a child is ended. Recognising a page takes 3 to 6 on an idle processor."""

PATIENCE_OF_VIEWERS = 10.0
"""Seconds that drawing a page may take; somebody waits for it."""

PATIENCE_PER_PAGE = 60.0
"""Seconds that each page adds to the time that a document may take in all: the clock also counts a busy machine's."""

_MOST_ANSWER = 1 << 29
_DRAWN = {"image": str, "width": float, "height": float}
# What the interpreter and its libraries need from outside; the rest of the environment is nobody's business there.
_PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE")
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

_log = logging.getLogger(__name__)


class ConfinedReader:
    """Reads files in children that stay warm; any number of threads may share one."""

    def __init__(self) -> None:
        self._children: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(CHILDREN):
            self._children.put(None)  # a place for a child that is not there yet
        self._end = weakref.finalize(self, _end_all, self._children)

    def read(self, data: bytes, name: str, progress: Progress | None = None) -> SourceText:
        """The text of a file, read by the suffix of its name; old formats are converted first.

        Raises:
            UnreadableDocument: it is refused, damaged, or takes too much; code and message say what to do.
        """
        screen_name(name)
        screen_size(len(data))
        suffix = suffix_of(name)
        if suffix not in CONVERTED:
            return self._read(data, name, progress)
        self._ask("screen", data, name, None)
        source = self._read(convert(data, suffix), f"converted{CONVERTED[suffix]}", progress)
        return dataclasses.replace(
            source,
            name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            form=dataclasses.replace(source.form, converted_from=suffix),
        )

    def draw(self, data: bytes, name: str, page: int) -> dict[str, Any]:
        """A page of a PDF file or picture: ``image`` (WebP in base64), ``width`` and ``height`` as its boxes count.

        Raises:
            UnreadableDocument: there is no such page, or it cannot be drawn.
        """
        drawn = self._ask("draw", data, name, None, page=page).get("drawn")
        if not isinstance(drawn, dict) or {name: type(value) for name, value in drawn.items()} != _DRAWN:
            lost = _broken()
            raise UnreadableDocument(lost.code, lost.message)
        return drawn

    def close(self) -> None:
        """End the children that wait for work; reading again starts new ones."""
        for _ in range(_end_all(self._children)):
            self._children.put(None)

    def _read(self, data: bytes, name: str, progress: Progress | None) -> SourceText:
        answer = self._ask("read", data, name, progress)
        try:
            return record_from_json(SourceText, answer["source"])
        except (KeyError, ValueError) as error:
            _log.error("a reader gave what is no text: %s", error)
            lost = _broken()
            raise UnreadableDocument(lost.code, lost.message) from error

    def _ask(self, task: str, data: bytes, name: str, progress: Progress | None, **more: int) -> dict[str, Any]:
        """The answer of a child; what broke one that had read before is tried once more in a fresh one."""
        child = self._children.get()
        try:
            try:
                answer = child.ask(task, data, name, progress, **more) if child is not None else None
            except LostChild as lost:
                if lost.code == "timed-out":
                    raise
                answer = None
            if answer is None:
                child = _Child()
                answer = child.ask(task, data, name, progress, **more)
        except LostChild as lost:
            raise UnreadableDocument(lost.code, lost.message) from lost
        finally:
            self._children.put(child if child is not None and child.alive else None)
        if "code" in answer:
            raise UnreadableDocument(answer["code"], answer["message"])
        return answer


class LostChild(Exception):  # noqa: N818 - it names what happened
    """A child that had to be ended or ended by itself, with what its file is refused with."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class _Child:
    """A process that reads one file after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=_ENVIRONMENT | {name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would open one
        )
        self._requests = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._process.poll() is None

    def ask(self, task: str, data: bytes, name: str, progress: Progress | None, **more: int) -> dict[str, Any]:
        """Its answer about a file; a child without an answer is ended.

        Raises:
            LostChild: it crashed, took too long or needed too much.
        """
        watch = _Watch(self._process, PATIENCE_OF_VIEWERS if task == "draw" else PATIENCE)
        try:
            answer = self._converse(pack({"task": task, "name": name, **more}), data, watch, progress)
        except BaseException:
            self.end()
            raise
        finally:
            watch.stop()
        if watch.fired:
            self.end()
        return answer

    def end(self) -> None:
        """End it and leave nothing behind."""
        self._process.kill()
        with contextlib.suppress(OSError):  # what was not yet sent
            self._requests.close()
        self._answers.close()
        self._process.wait()

    def _converse(self, request: bytes, data: bytes, watch: _Watch, progress: Progress | None) -> dict[str, Any]:
        answer = self._exchange((request, data), watch)
        while "done" in answer:
            watch.go_on(answer["pages"])
            if progress:
                progress(answer["done"], answer["pages"])
            answer = self._exchange((), watch)
        if answer.get("broken") == "memory":
            raise LostChild("out-of-memory", "读取这个文件需要的内存超过上限：请拆分文件，或压缩其中的图片后再导入。")
        if "broken" in answer:
            _log.error("a reader failed: %s", answer["broken"])
            raise _broken()
        return answer

    def _exchange(self, frames: tuple[bytes, ...], watch: _Watch) -> dict[str, Any]:
        """Send the frames and wait for the next answer."""
        try:
            for frame in frames:
                write_frame(self._requests, frame)
            answer = _whole(unpack(read_frame(self._answers, _MOST_ANSWER) or b""))
        except (OSError, BrokenFrame, ValueError) as error:
            self._process.kill()
            status = self._process.wait()
            if watch.fired:
                message = "读取这个文件用时过长，已停止：请拆分文件，或用原来的软件打开后另存再导入。"
                raise LostChild("timed-out", message) from error
            _log.error("the reading process ended with status %s", status)
            raise _broken() from error
        return answer


def _whole(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The answer, if it is one that a child gives: its file may have made it say anything.

    Raises:
        BrokenFrame: it is none.
    """
    progress = ("done", "pages")
    if not isinstance(answer, dict) or ("done" in answer and not all(type(answer.get(key)) is int for key in progress)):
        raise BrokenFrame
    if "code" in answer and not all(isinstance(answer.get(key), str) for key in ("code", "message")):
        raise BrokenFrame
    return answer


def _broken() -> LostChild:
    message = "读取这个文件时程序出错，文件可能已损坏：请用原来的软件打开后另存一份再导入。"
    return LostChild("reader-failed", message)


class _Watch:
    """Ends a process that does not go on, or not within the time of its pages."""

    def __init__(self, process: subprocess.Popen[bytes], patience: float) -> None:
        self._process = process
        self._started = time.monotonic()
        self.fired = False
        self._timer = self._start(patience)

    def go_on(self, pages: int) -> None:
        """A page of so many is done."""
        self.stop()
        left = self._started + PATIENCE + PATIENCE_PER_PAGE * pages - time.monotonic()
        self._timer = self._start(min(PATIENCE, left))

    def stop(self) -> None:
        """From here on it does nothing more; it may have ended the process already."""
        self._timer.cancel()
        self._timer.join()

    def _start(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._fire)
        timer.daemon = True
        timer.start()
        return timer

    def _fire(self) -> None:
        self.fired = True
        self._process.kill()


def _end_all(children: queue.LifoQueue[_Child | None]) -> int:
    """End the children that wait; the number of places that became empty."""
    places = 0
    with contextlib.suppress(queue.Empty):
        while True:
            child = children.get_nowait()
            places += 1
            if child is not None:
                child.end()
    return places
