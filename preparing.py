"""The half of an import that needs no library: file → record → checked triples, in several processes where it pays.

What is prepared comes in the order of the files, the same whatever the number of processes.
"""

from __future__ import annotations

import functools
import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graph.errors import GraphError, cause
from graph.gate import InvalidGraphError
from graph.publish import publish

if TYPE_CHECKING:
    from extract.pipeline import Extractor
    from extract.records import Document

_USUAL_JOBS = 4
_FILES_THAT_PAY = 6
"""With fewer files the start of more processes costs more than they save."""

PageProgress = Callable[[int, int], None]
"""Called while a file is read with the pages that are done and the pages there are."""

Step = Literal["reading", "extracting", "checking"]
StepProgress = Callable[[Step], None]
"""Called at the beginning of each step that a file goes through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document that can go into a library: its record, analysed text, original bytes and checked triples."""

    document: Document
    text: str
    original: bytes
    triples: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """A file that cannot go into a library; ``message`` says why and what to do, ``code`` why in a word."""

    doc: str
    message: str
    code: str


class PreparingError(GraphError):
    """A process that prepares files was ended from outside; what was stored before stays stored."""


Found = tuple[Path | None, str]
"""A file, or None where a folder holds none, and the name of its record."""


def usual_jobs(files: int) -> int:
    """How many processes prepare so many files unless somebody says otherwise."""
    if files < _FILES_THAT_PAY:
        return 1
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(_USUAL_JOBS, able or 1)


def prepare_files(
    found: Sequence[Found], jobs: int = 1, pages: PageProgress | None = None
) -> Generator[Prepared | Unfit]:
    """The files in their order, each prepared or unfit; with several jobs ``pages`` is not told.

    Each job is a process of its own. No more than two files for each are under way, however slowly they are taken.

    Raises:
        PreparingError: one of the processes was ended from outside.
    """
    if min(jobs, len(found)) < 2:
        yield from (prepare_file(file, doc, pages) for file, doc in found)
        return
    spawning = multiprocessing.get_context("spawn")  # a fork would share the reading child of this process
    pool = ProcessPoolExecutor(min(jobs, len(found)), mp_context=spawning, initializer=_end_with_parent)
    waiting: deque[Future[Prepared | Unfit]] = deque()
    rest = iter(found)
    try:
        waiting.extend(pool.submit(prepare_file, *each) for each in itertools.islice(rest, 2 * jobs))
        while waiting:
            prepared = waiting.popleft().result()
            waiting.extend(pool.submit(prepare_file, *each) for each in itertools.islice(rest, 1))
            yield prepared
    except BrokenProcessPool as error:
        raise PreparingError(
            "一个读取进程意外中断（可能是内存不足）。此前的文件已经入库；请用 -j 1 再导入一次，已入库的文件不会重复。"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def prepare_file(
    file: Path | None, doc: str, pages: PageProgress | None = None, step: StepProgress | None = None
) -> Prepared | Unfit:
    """A file prepared, or why it cannot be."""
    from extract.reading.guard.screening import load_file  # noqa: PLC0415 - spaCy is loaded only where files are read
    from extract.reading.source import UnreadableDocument  # noqa: PLC0415

    if file is None:
        return Unfit(doc=doc, message="文件夹里没有可读的文件。", code="no-documents")
    try:
        data = load_file(file)
    except UnreadableDocument as error:
        return Unfit(doc=doc, message=error.message, code=error.code)
    except OSError as error:
        return Unfit(doc=doc, message=f"打不开这个文件：{cause(error)}。请检查路径和权限。", code="cannot-open")
    return prepare(data, doc, pages, step)


def prepare(
    data: bytes, doc: str, pages: PageProgress | None = None, step: StepProgress | None = None
) -> Prepared | Unfit:
    """A document prepared from its bytes, under the name of its file, or why it cannot be."""
    from extract.reading.guard.screening import visible  # noqa: PLC0415 - see prepare_file
    from extract.reading.source import UnreadableDocument  # noqa: PLC0415

    begin: StepProgress = step or (lambda _: None)
    try:
        begin("reading")
        source = extractor().read(data, doc, pages)
        begin("extracting")
        document, text = extractor().analyse(source), source.text
    except UnreadableDocument as error:
        return Unfit(doc=visible(doc), message=error.message, code=error.code)
    if not document.tasks and not document.assignments:
        said = "未发现任务条款，也未发现责任分工，未入库。请确认文件是布置任务的方案、计划或报道。"
        return Unfit(doc=doc, message=said, code="no-tasks")
    begin("checking")
    try:
        return Prepared(document=document, text=text, original=data, triples=publish(document, text))
    except InvalidGraphError as error:
        return Unfit(doc=doc, message=str(error), code="does-not-fit")


@functools.cache
def extractor() -> Extractor:
    """The extractor of this process."""
    from extract.pipeline import Extractor  # noqa: PLC0415 - see prepare_file

    return Extractor()


def _end_with_parent() -> None:
    """Let this process end at Ctrl-C without a word, and when the one that started it is gone, however that ended."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
