"""Files made on demand for a visitor: in a process of its own, in a folder that goes with the visit.

A page can hand out what fits its memory; what is larger is for the command of the same name.
"""

from __future__ import annotations

import shlex
import shutil
import tempfile
import threading
import weakref
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from graph.filters import Filter
from graph.library import Library
from graph.store import files
from graph.workers import ApartError, TimeUpError, Workers

LARGEST = 64 << 20
"""Bytes of a file that a page hands out."""

LARGEST_GRAPH = 150 << 20
"""Bytes of the kept graph from which its forms are left to the command: each is about as long."""

SECONDS = 180.0
"""Time that a file may take."""

WHOLE = ("ttl", "nq", "trig", "jsonld", "graphml", "gexf")
"""Formats that hold the whole graph, whatever the filter."""

PACKED = ("parquet", "graphdb", "vault")
"""Formats that are folders, here packed as .zip."""

WORKERS = Workers(2, idle=60.0)

State = Literal["making", "ready", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A format, and what of the library is to stand in the file."""

    form: str
    where: Filter

    @property
    def suffix(self) -> str:
        """The suffix of the file."""
        return "zip" if self.form in PACKED else self.form

    def command(self, name: str) -> str:
        """The command that writes the same file on this machine."""
        parts = ["zeren", "export", "-o", f"{name}.{self.suffix}"]
        parts += ["--as", self.form] if self.form in PACKED else []
        given = {"--plan": self.where.doc, "--unit": self.where.surface, "--place": self.where.place}
        for option, value in given.items():
            parts += [option, value] if value and self.form not in WHOLE else []
        return " ".join(map(shlex.quote, parts))


class Making:
    """One file that is being made for a visitor."""

    def __init__(self, library: Library, wanted: Wanted) -> None:
        self.wanted = wanted
        self.stamp = library.stamp()
        self.state: State = "making"
        self.message: str | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="zeren-"))
        self.file = self._folder / f"file.{wanted.suffix}"
        self._end = weakref.finalize(self, shutil.rmtree, self._folder, True)
        made = replace(library, home=library.home.resolve())
        threading.Thread(target=self._make, args=(made,), daemon=True).start()

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.file.stat().st_size

    def _make(self, library: Library) -> None:
        where = replace(self.wanted.where, surface=None)
        try:
            WORKERS.call(write, library, self.file, self.wanted.form, where, seconds=SECONDS)
        except TimeUpError:
            self.message, self.state = "too-long", "failed"
        except ApartError as error:
            self.message, self.state = str(error), "failed"
        else:
            if self.size > LARGEST:
                self.file.unlink()
                self.message, self.state = "too-large", "failed"
            else:
                self.state = "ready"


def write(library: Library, file: Path, form: str, where: Filter) -> None:
    """Write the file; the programs of all formats are loaded here, in the process that makes it."""
    from graph.exports import export_library  # noqa: PLC0415

    export_library(library, file, form, where)


def too_large(library: Library, form: str) -> bool:
    """Whether a form of the graph is plainly larger than what a page hands out."""
    said, _ = files(library)
    return form in WHOLE and said.exists() and said.stat().st_size > LARGEST_GRAPH
