"""Getting ready for questions beside the pages: one at a time for each library, however many visitors ask.

What takes most, the graph of documents that are new or that a new version of the program reads, is made by
``python -m graph.readying HOME``, a process that gives its memory back when it is done.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from graph.answers import Answer
from graph.asking import Asker
from graph.errors import GraphError
from graph.examples import find_examples
from graph.kept import Kept
from graph.library import Library
from graph.parting import end_with_parent
from graph.store import is_current, make_ready

PATIENCE = 3.0  # seconds that a page waits for a small library
_SOON = 0.3  # seconds that it waits for a large one, which may be ready
_ANSWERS = 32  # that are kept of a state of a library
_MANY = 30  # documents from which on a library is large: its graph is made in a process of its own
_ROOT = Path(__file__).resolve().parent.parent


class _Opening:
    """The asker of one state of a library, opened in a thread of its own."""

    def __init__(self, library: Library, state: tuple[str, ...]) -> None:
        self.state = state
        self.asker: Asker | None = None
        self.error: BaseException | None = None
        self.ended = threading.Event()
        self.answers = Kept(most=_ANSWERS)
        self._library = library
        self.thread = threading.Thread(target=self._open, daemon=True)
        self.thread.start()

    def _open(self) -> None:
        try:
            _make_graph(self._library)
            self.asker = Asker.open(self._library)
        except (GraphError, OSError, MemoryError) as error:
            self.error = error
        finally:
            self.ended.set()
        if self.asker and not self._library.samples:  # which have examples of their own
            for english in (False, True):
                with suppress(GraphError, OSError):  # likely ones are shown as long as none are kept
                    _try_examples(self._library, self.asker, english=english)

    def found(self) -> Asker | None:
        """The asker, None while it is being opened.

        Raises:
            GraphError: it could not be opened.
            OSError: the same.
        """
        if self.ended.is_set() and self.asker is None:
            raise self.error or GraphError("没能读入资料库。请稍后重试。")
        return self.asker


_openings: dict[Path, _Opening] = {}
_starting = threading.Lock()


def opened(library: Library) -> Asker | None:
    """The asker of the library as it is now, or None while it is being opened, which is begun here.

    A small library is waited for.

    Raises:
        GraphError: it could not be opened; the next visitor tries again.
        OSError: the same.
    """
    return _ready(library)[0]


def answered(
    library: Library, question: str, changes: Mapping[str, str] | None = None, *, english: bool | None = None
) -> Answer | None:
    """The answer to a question as :meth:`Asker.ask` gives it, or None while the library is made ready.

    One that was given before is given again, but for what another server holds, which may change at any time.

    Raises:
        UnknownChangeError: a change is no part of a question, or cannot have its value.
        GraphError: the library could not be opened.
        OSError: the same.
    """
    asker, answers = _ready(library)
    if asker is None:
        return None
    if asker.store.remote:
        return asker.ask(question, changes, english=english)
    key = (question, tuple(sorted((changes or {}).items())), english)
    return answers.get(key, lambda: asker.ask(question, changes, english=english))


def _ready(library: Library) -> tuple[Asker | None, Kept]:
    """The asker where it is open, and the answers that it gave; raises as :func:`opened`."""
    opening = _opening(library)
    opening.ended.wait(_patience(library))
    if opening.ended.is_set() and opening.asker is None:
        _openings.pop(library.home, None)
    return opening.found(), opening.answers


def examples(library: Library, *, english: bool) -> tuple[str, ...]:
    """Questions to try, of each kind one, that have an answer; as long as that has not been tried, likely ones."""
    kept = _kept_examples(library, english=english)
    if kept is None:
        _opening(library).thread.join(_patience(library))
        kept = _kept_examples(library, english=english)
    return kept if kept is not None else find_examples(library, lambda _: True, english=english)


def _kept_examples(library: Library, *, english: bool) -> tuple[str, ...] | None:
    stamp, *questions = (library.setting(_name(english)) or "").split("\n")
    return tuple(questions) if stamp == library.stamp() else None


def _try_examples(library: Library, asker: Asker, *, english: bool) -> None:
    """Keep with the library the examples that have an answer now."""
    stamp = library.stamp()

    def answers(question: str) -> bool:
        found = asker.ask(question, english=english or None)
        return not found.refused and bool(found.answers) and not found.understood.unread

    if _kept_examples(library, english=english) is None:
        library.keep_setting(_name(english), "\n".join((stamp, *find_examples(library, answers, english=english))))


def _name(english: bool) -> str:
    return f"examples {'en' if english else 'zh'}"


def _patience(library: Library) -> float:
    return _SOON if len(library.docs()) > _MANY else PATIENCE


def _opening(library: Library) -> _Opening:
    state = (library.stamp(), str(library.samples), datetime.date.today().isoformat())
    with _starting:
        held = _openings.get(library.home)
        if held is None or held.state != state:
            held = _openings[library.home] = _Opening(library, state)
    return held


def _make_graph(library: Library) -> None:
    """Make the graph anew in a process of its own where that takes much memory; failures are told by who reads it."""
    if not is_current(library) and len(library.docs()) > _MANY:
        command = [sys.executable, "-m", "graph.readying", str(library.home.resolve())]
        subprocess.run(command, cwd=_ROOT, check=False, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    """In the process of its own: make the graph of a library, and what questions ask of it."""
    end_with_parent()
    make_ready(Library.open(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
