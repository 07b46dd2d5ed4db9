"""What analysis finds, made and kept: gaps and conflicts first, then overlaps, each part whole or not at all.

``python -m graph.analysing HOME`` does it in a process of its own and tells on its output how far it is
(:mod:`graph.apart` starts it for the pages). Everything is made anew where anything has changed: what is rare is
counted over all plans, so that one more plan moves the likeness of every pair.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extract.jsonform import to_json
from extract.records import Document
from graph.analysed import PARTS, Part, current, made_from, made_of, opened
from graph.conflicts import find_conflicts
from graph.errors import GraphError
from graph.findings import Check, Finding, Progress
from graph.gaps import find_gaps
from graph.library import Library
from graph.lines import line_of
from graph.opening import DamagedError
from graph.overlaps import Found, Overlap, compare_all
from graph.parting import end_with_parent

Plans = Sequence[tuple[Document, str]]

_TRIES = 5
_NICE = 5  # how far the process steps back behind the one that draws the pages


def refresh(library: Library, progress: Progress | None = None) -> None:
    """Bring all that is kept up to date. Who comes while another is at it waits, and makes nothing a second time.

    Where the data change meanwhile it is made once more, a few times at most.
    """
    for part in PARTS:
        for _ in range(_TRIES):
            if current(library, part):
                break
            try:
                _keep(library, part, progress)
            except DamagedError:  # what was kept is gone now
                _keep(library, part, progress)


def _keep(library: Library, part: Part, progress: Progress | None) -> None:
    """Make the part of the data as they stand now and swap it in, in one transaction."""
    with opened(library) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")  # holds off all others who would do the same
        made, plans = _state(library)
        if made_from(connection, part) == made:
            return
        if part == "overlaps":
            _write_pairs(connection, made, plans, compare_all(plans, progress=progress))
        else:
            checks = (*find_gaps(plans, progress), *find_conflicts(plans, progress=progress))
            _write_findings(connection, made, checks)


def _state(library: Library) -> tuple[str, Plans]:
    """The plans and the name of their state."""
    while True:
        made, plans = made_of(library), library.plans()
        if made_of(library) == made:
            return made, plans


def _write_pairs(connection: sqlite3.Connection, made: str, plans: Plans, found: Found) -> None:
    documents = {document.doc: document for document, _ in plans}
    connection.execute("DELETE FROM pair")
    connection.executemany(
        "INSERT INTO pair VALUES (:position, :id, :kind, :line, :first, :differs, :score, :a_doc, :a_task, :b_doc,"
        " :b_task, :record)",
        (_pair_row(position, pair, documents) for position, pair in enumerate(found.pairs)),
    )
    _sign(connection, "overlaps", made, found.left_out)


def _pair_row(position: int, pair: Overlap, documents: Mapping[str, Document]) -> dict[str, str | int | float | None]:
    follows = line_of(documents[pair.a.doc], documents[pair.b.doc])
    return {
        "position": position,
        "id": pair.id,
        "kind": pair.kind,
        "line": follows.line if follows else "",
        "first": follows.first if follows else None,
        "differs": " ".join(difference.aspect for difference in pair.differs),
        "score": pair.score,
        "a_doc": pair.a.doc,
        "a_task": pair.a.task,
        "b_doc": pair.b.doc,
        "b_task": pair.b.task,
        "record": _json(pair),
    }


def _write_findings(connection: sqlite3.Connection, made: str, checks: Iterable[Check]) -> None:
    findings = [finding for check in checks for finding in check.findings]
    connection.execute("DELETE FROM finding_side")
    connection.execute("DELETE FROM finding")
    connection.executemany(
        "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_finding_row(position, one) for position, one in enumerate(findings)),
    )
    connection.executemany(
        "INSERT INTO finding_side VALUES (?, ?, ?, ?, ?)",
        ((position, *side) for position, one in enumerate(findings) for side in _sides(one)),
    )
    _sign(connection, "findings", made, 0)


def _finding_row(position: int, one: Finding) -> tuple[str | int | None, ...]:
    words = one.quotes[0].quote if one.quotes else ""
    return position, one.id, one.check, one.kind, one.doc, one.task, one.title, one.start, words, _json(one)


def _sides(finding: Finding) -> Iterator[tuple[str, str | None, int, int]]:
    """The documents and tasks of a finding with the stretch that its words take there."""
    for doc, task, start in ((finding.doc, finding.task, finding.start),
                             *((side.doc, side.task, side.start) for side in finding.others)):  # fmt: skip
        quotes = [quote for quote in finding.quotes if quote.doc == doc]
        yield (
            doc,
            task,
            min((quote.start for quote in quotes), default=start),
            max((quote.end for quote in quotes), default=start),
        )


def _sign(connection: sqlite3.Connection, part: Part, made: str, left_out: int) -> None:
    connection.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", (part, made, left_out))


def _json(record: Overlap | Finding) -> str:
    return json.dumps(to_json(record), ensure_ascii=False, separators=(",", ":"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring what is kept of a library up to date; 1 where that was not possible."""
    (home,) = sys.argv[1:] if arguments is None else arguments
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        refresh(Library(home=Path(home)), _tell)
    except GraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BrokenPipeError:  # who asked has ended; what Python still holds for it goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _tell(stage: str, done: int, total: int) -> None:
    sys.stdout.write(f"{stage} {done} {total}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    end_with_parent()
    sys.exit(main())
