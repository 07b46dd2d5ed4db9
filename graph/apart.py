"""Analysis in a process of its own, started once however many visitors ask, and how far it is."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph import kept_network
from graph.analysed import PARTS, current, made_of
from graph.errors import GraphError
from graph.library import Library

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """Analysis that is not up to date: how far it is (``total`` 0: it begins), or that it has ``failed``."""

    stage: str = ""
    done: int = 0
    total: int = 0
    failed: bool = False


class _Run:
    """One process that was started for one state of the data, and what it told last."""

    def __init__(self, library: Library, made: str) -> None:
        self.made = made
        self._library = library
        self.told = Under()
        command = [sys.executable, "-m", "graph.analysing", str(library.home.resolve())]
        self.process = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with self.process:  # waits for its end, so that nothing of it is left
            for line in self.process.stdout or ():
                stage, done, total = line.split()
                self.told = Under(stage=stage, done=int(done), total=int(total))
        with suppress(GraphError):  # who looks at the network measures it, then
            if self.process.returncode == 0 and not kept_network.current(self._library):
                kept_network.start(self._library)

    @property
    def under_way(self) -> bool:
        return self.process.poll() is None


_runs: dict[Path, _Run] = {}
_starting = threading.Lock()


def ensure(library: Library, *, again: bool = False) -> Under | None:
    """None where all that is kept is up to date; else how far it is. It is begun here where nobody is at it.

    What was tried for these data and failed is tried another time only ``again``. What a newer program than this one
    made of them, which was put in its place while this one runs, counts as up to date.
    """
    if all(current(library, part) for part in PARTS):
        return None
    made = made_of(library)
    with _starting:
        run = _runs.get(library.home)
        if run is None or (not run.under_way and (again or run.made != made)):
            run = _runs[library.home] = _Run(library, made)
        if run.under_way:
            return run.told
    return None if run.process.returncode == 0 else Under(failed=True)
