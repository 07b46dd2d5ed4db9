"""Files on their way into the library: each is read and looked at first, then a person keeps it or leaves it.

All work is done in a process of its own; what it prepares waits in the library's folder, not in memory. Nothing of a
file stands in the library before it is kept, and it is forgotten once it was kept, left, or its visitor has gone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import threading
import time
import uuid
import weakref
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from graph.errors import GraphError, cause
from graph.importing import importing
from graph.journal import Removed
from graph.library import Library
from graph.previews import Preview, preview
from graph.store import refresh
from graph.versions import Foreseen, foresee
from graph.workers import ApartError, Workers
from ingest import Ingested, store
from preparing import Prepared, Unfit, prepare_file

MOST_FILES = 30
"""Files that one visitor may have waiting."""

MOST_BYTES = 200 << 20
"""Bytes of all of them together."""

_FOLDER = "incoming"
_LEFT_OVER = 24 * 3600  # seconds after which a folder is that of a program that died

State = Literal["waiting", "reading", "extracting", "checking", "previewing", "ready", "refused", "storing", "graph",
                "kept"]  # fmt: skip
STEPS: tuple[State, ...] = ("reading", "extracting", "checking", "previewing", "storing", "graph")
"""What every file goes through that is kept, in this order; between the fourth and the fifth a person decides."""

WORKERS = Workers(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Documents that are taken out because another one says the same, by whom and at which ISO time."""

    docs: tuple[str, ...]
    who: str
    at: str

    def removals(self) -> list[Removed]:
        """What is noted of each of them, once it is taken out."""
        noted = Removed(number=0, at=self.at, who=self.who, doc="", sha256=None, versions=0, erased=False)
        return [replace(noted, doc=doc) for doc in self.docs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file: how far it has come, and what is known of it by now. ``pages`` are those done and those there are.

    ``moved``: it was to be kept, but the library had changed since it was looked at; it waits with a new preview.
    ``instead``: what is taken out once it is kept.
    """

    number: int
    name: str
    size: int
    state: State = "waiting"
    pages: tuple[int, int] | None = None
    preview: Preview | None = None
    outcome: Ingested | None = None
    moved: bool = False
    instead: Instead | None = None


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be done with files of these numbers."""

    numbers: Sequence[int]
    do: Callable[[Sequence[int]], None]


class Incoming:
    """The files of one visitor. Work goes on in a thread of its own, whatever page the visitor looks at.

    Where the system refuses (the disk is full), the files that were being worked on are refused with its reason.
    """

    def __init__(self, library: Library) -> None:
        self._library = replace(library, home=library.home.resolve())
        incoming = self._library.home / _FOLDER
        self._folder = incoming / uuid.uuid4().hex
        _living.add(self)
        _sweep(incoming, {one._folder for one in _living})
        self._items: dict[int, Item] = {}
        self._work: deque[_Work] = deque()
        self._lock = threading.Lock()
        self._busy = False
        self._end = weakref.finalize(self, shutil.rmtree, self._folder, True)

    def of(self, library: Library) -> bool:
        """Whether they are on their way into this library."""
        return self._library.home == library.home.resolve()

    @property
    def items(self) -> tuple[Item, ...]:
        """The files in the order in which they came."""
        with self._lock:
            return tuple(self._items.values())

    @property
    def busy(self) -> bool:
        """Whether anything is being read or kept."""
        return self._busy

    def take(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Read files and look at them, one after the other; those beyond the limits are refused."""
        for name, data in files:
            waiting = [item for item in self.items if item.state not in ("refused", "kept")]
            number = max((item.number for item in self.items), default=0) + 1
            item = Item(number=number, name=name, size=len(data))
            if len(waiting) >= MOST_FILES:
                self._set(_refused(item, f"一次最多 {MOST_FILES} 份：请先处理上面的文件，再导入其余的。", "too-many"))
            elif sum(each.size for each in waiting) + len(data) > MOST_BYTES:
                said = f"一次最多 {MOST_BYTES >> 20} MB：请先处理上面的文件，再导入其余的。"
                self._set(_refused(item, said, "too-much"))
            else:
                self._lay_aside(item, data)

    def _lay_aside(self, item: Item, data: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file(item.number).write_bytes(data)
        except OSError as error:
            self._set(_failed(item, error))
        else:
            self._set(item)
            self._begin(_Work([item.number], self._look))

    def keep(self, numbers: Collection[int], instead: Instead | None = None) -> None:
        """Put these files into the library, those of them that wait for it, each in the place of ``instead``."""
        chosen = [item.number for item in self.items if item.number in numbers and item.state == "ready"]
        for number in chosen:
            self._change(number, state="storing", instead=instead)
        if chosen:
            self._begin(_Work(chosen, self._keep))

    def leave(self, numbers: Collection[int]) -> None:
        """Forget these files, but for those that are being read or kept."""
        with self._lock:
            for number in numbers:
                if number in self._items and self._items[number].state in ("ready", "refused", "kept"):
                    del self._items[number]
                    self._forget(number)

    def _begin(self, work: _Work) -> None:
        with self._lock:
            self._work.append(work)
            if self._busy:
                return
            self._busy = True
        threading.Thread(target=self._go_on, daemon=True).start()

    def _go_on(self) -> None:
        while (work := self._next()) is not None:
            try:
                work.do(work.numbers)
            except OSError as error:
                for item in self.items:
                    if item.number in work.numbers and item.state not in ("ready", "refused", "kept"):
                        self._set(_failed(item, error))

    def _next(self) -> _Work | None:
        with self._lock:
            self._busy = bool(self._work)
            return self._work.popleft() if self._work else None

    def _look(self, numbers: Sequence[int]) -> None:
        (number,) = numbers

        def told(state: State, *pages: int) -> None:
            self._change(number, state=state, pages=(pages[0], pages[1]) if pages else None)

        item = self._items[number]
        try:
            found = WORKERS.call(look, self._file(number), item.name, self._prepared(number), self._library, told=told)
        except ApartError as error:
            found = Unfit(doc=item.name, message=str(error), code="broken-off")
        self._file(number).unlink(missing_ok=True)
        if isinstance(found, Unfit):
            self._set(_refused(item, found.message, found.code))
        else:
            self._change(number, state="ready", preview=found, pages=None)

    def _keep(self, numbers: Sequence[int]) -> None:
        with importing(self._library, len(numbers)) as tell:
            outcomes: dict[int, Ingested] = {}
            for done, number in enumerate(numbers, start=1):
                found = self._kept(self._items[number])
                if isinstance(found, Preview):
                    self._change(number, state="ready", preview=found, moved=True)
                else:
                    outcomes[number] = found
                    self._change(number, state="graph")
                    self._forget(number)
                tell(done)
            with contextlib.suppress(ApartError):  # it is derived: who asks it next makes it, or is told why not
                WORKERS.call(refresh, self._library)
        for number, outcome in outcomes.items():
            self._change(number, state="refused" if outcome.status == "refused" else "kept", outcome=outcome)

    def _kept(self, item: Item) -> Ingested | Preview:
        """What became of a file that is to be kept; what it would be now where the library has changed meanwhile."""
        assert item.preview is not None, "only files that were looked at are kept"
        try:
            return WORKERS.call(keep, self._prepared(item.number), self._library, item.preview.foreseen, item.instead)
        except ApartError as error:
            return _refusal(item.name, str(error), "broken-off")

    def _set(self, item: Item) -> None:
        with self._lock:
            self._items[item.number] = item

    def _change(self, number: int, **known: object) -> None:
        with self._lock:
            self._items[number] = replace(self._items[number], **known)  # type: ignore[arg-type]

    def _file(self, number: int) -> Path:
        return self._folder / f"{number}.file"

    def _prepared(self, number: int) -> Path:
        return self._folder / f"{number}.prepared"

    def _forget(self, number: int) -> None:
        self._file(number).unlink(missing_ok=True)
        self._prepared(number).unlink(missing_ok=True)


def look(file: Path, name: str, prepared: Path, library: Library, tell: Callable[..., None]) -> Preview | Unfit:
    """Prepare a file, lay what was prepared aside, and say what came out of it (in a worker)."""
    found = prepare_file(file, name, lambda done, pages: tell("reading", done, pages), tell)
    if isinstance(found, Unfit):
        return found
    tell("previewing")
    draft = prepared.with_suffix(".part")
    with draft.open("wb") as written:
        pickle.dump(found, written)
    draft.replace(prepared)
    return preview(found.document, found.text, library)


def keep(prepared: Path, library: Library, seen: Foreseen, instead: Instead | None = None) -> Ingested | Preview:
    """Put what was prepared into the library; the graph is not yet up to date afterwards (in a worker).

    What it stands ``instead`` of goes with that. Where something else would become of it now than was ``seen``, nothing
    is stored: a new preview says what.
    """
    try:
        with prepared.open("rb") as written:
            found: Prepared = pickle.load(written)
    except FileNotFoundError as error:
        raise GraphError("等得太久，准备好的内容已经清理。请重新导入这份文件。") from error
    now = foresee(library, found.document, found.text)
    if now != seen and now.status not in ("unchanged", "duplicate"):
        return preview(found.document, found.text, library)
    return store(found, library, instead.removals() if instead else ())


def _refused(item: Item, message: str, code: str) -> Item:
    return replace(item, state="refused", pages=None, outcome=_refusal(item.name, message, code))


def _refusal(doc: str, message: str, code: str) -> Ingested:
    return Ingested(doc=doc, status="refused", counts=None, message=message, code=code)


def _failed(item: Item, error: OSError) -> Item:
    return _refused(item, f"{cause(error)}。请联系运行本程序的人，处理好后重新导入。", "system")


def _sweep(folder: Path, living: Collection[Path]) -> None:
    """Forget what programs left that died; nothing of this one's visitors, who touch their folders by this."""
    for one in living:
        with contextlib.suppress(OSError):
            os.utime(one)
    for old in folder.glob("*"):
        with contextlib.suppress(OSError):
            if old not in living and time.time() - old.stat().st_mtime > _LEFT_OVER:
                shutil.rmtree(old, ignore_errors=True)


_living: weakref.WeakSet[Incoming] = weakref.WeakSet()
