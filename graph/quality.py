"""How well it works, as the tests measured it last, what was measured by hand, and what this library shows of it.

The figures of ``quality.json`` are written by the tests and compared in every run of them: they cannot be older than
the rules. ``rules/quality.toml`` says what they mean.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from graph import facts
from graph.filters import Filter
from graph.library import Library
from graph.rows import AssignmentRow
from graph.wording import load_table

FILE = Path(__file__).parent / "quality.json"
LIBRARIES = ("streamlit", "spacy", "pyoxigraph", "rdflib", "pyshacl", "pypdfium2", "python-docx", "openpyxl", "lxml",
             "rapidocr", "networkx", "scikit-learn", "rapidfuzz", "pyahocorasick", "typer", "starlette")  # fmt: skip
_DEFINED = {"gaps": "check", "conflicts": "check", "measures": "measure", "comparing": "kind"}
_SURE = 1.96  # standard deviations of an interval that holds the true share in 95 of 100 cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: a share (0 to 1) of so many cases, and within what it lies with 95 %; of pairs found also precision.

    ``of`` is 0 where the figure is no share of cases.
    """

    id: str
    share: float
    of: int
    low: float | None = None
    high: float | None = None
    precision: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What was measured together, and on which day."""

    id: str
    measured: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a number of the pages means."""

    zh: str
    en: str
    definition_zh: str
    definition_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the documents held was read; ``unread`` are places that look like statements and were not read."""

    documents: int
    statements: int
    unread: int
    doubts: int
    doubtful_documents: int
    by_code: tuple[tuple[str, int], ...]
    most: tuple[tuple[str, str, int], ...]
    outdated: int


def sections() -> tuple[Section, ...]:
    """The figures that the tests measured last, in the order of ``rules/quality.toml``."""
    measured = json.loads(FILE.read_text("utf-8"))
    order = [row["id"] for row in load_table("quality")["section"]]
    return tuple(_section(name, measured[name]) for name in order if name in measured)


def _section(name: str, measured: Mapping[str, Any]) -> Section:
    known = [row["id"] for row in load_table("quality")["figure"]]
    figures = measured["figures"]
    found = [_figure(one, figures[one]) for one in known if one in figures]
    return Section(id=name, measured=measured["measured"], figures=tuple(found))


def _figure(name: str, value: float | Mapping[str, int]) -> Figure:
    if isinstance(value, Mapping):
        right, missed, extra = value["right"], value["missed"], value.get("extra")
        low, high = interval(right, right + missed)
        share = right / (right + missed) if right + missed else 0.0
        precision = right / (right + extra) if extra is not None and right + extra else None
        return Figure(id=name, share=share, of=right + missed, low=low, high=high, precision=precision)
    return Figure(id=name, share=value, of=0)


def interval(right: int, of: int) -> tuple[float, float]:
    """Within what the true share lies with 95 % where so many of so many cases were right (Wilson's interval).

    >>> [round(value, 3) for value in interval(60, 60)]
    [0.94, 1.0]
    >>> [round(value, 3) for value in interval(4, 100)]
    [0.016, 0.098]
    """
    if not of:
        return 0.0, 1.0
    share, spread = right / of, _SURE**2 / of
    middle = (share + spread / 2) / (1 + spread)
    half = _SURE * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def definitions() -> dict[str, tuple[Definition, ...]]:
    """What the numbers and kinds on the pages mean, by the file that says it."""
    names = ("zh", "en", "definition_zh", "definition_en")
    return {
        table: tuple(Definition(**{name: row[name] for name in names}) for row in load_table(table)[rows])
        for table, rows in _DEFINED.items()
    }


def rules() -> tuple[int, int, int]:
    """How many rules read plans, how many examples and counterexamples prove them, and how many names are listed."""
    folder = resources.files("extract")
    texts = [file.read_text("utf-8") for file in folder.joinpath("rules").iterdir() if file.name.endswith(".toml")]
    lists = [file.read_text("utf-8") for file in folder.joinpath("lexicon").iterdir() if file.name.endswith(".csv")]
    ids = sum(len(re.findall(r"^id = ", text, re.MULTILINE)) for text in texts)
    blocks = [block for text in texts for block in re.findall(r"^(?:counter)?examples = \[(.*?)\]$", text, re.M | re.S)]
    examples = sum(len(re.findall(r"\"[^\"\n]*\"|'[^'\n]*'", block)) for block in blocks)
    return ids, examples, sum(max(0, text.count("\n") - 1) for text in lists)


def coverage(library: Library, made_by: str, most: int = 10) -> Coverage:
    """How much of this library was read, and where most is to be looked at."""
    count = library.read(
        "SELECT (SELECT COUNT(*) FROM plan), (SELECT COUNT(*) FROM statement), (SELECT COUNT(*) FROM issue),"
        " (SELECT COUNT(DISTINCT doc) FROM issue),"
        " (SELECT COUNT(*) FROM version WHERE current = 1 AND made_by IS NOT ?)",
        (made_by,),
    )[0]
    codes = library.read("SELECT code, COUNT(*) FROM issue GROUP BY code ORDER BY 2 DESC, 1")
    rows = library.read(
        "SELECT i.doc, p.title, COUNT(*) FROM issue AS i JOIN plan AS p ON p.doc = i.doc GROUP BY i.doc"
        " ORDER BY 3 DESC, 1 LIMIT ?",
        (most,),
    )
    by_code = tuple((str(code), int(n)) for code, n in codes)
    return Coverage(
        documents=count[0],
        statements=count[1],
        unread=dict(by_code).get("statement.unread", 0),
        doubts=count[2],
        doubtful_documents=count[3],
        by_code=by_code,
        most=tuple((str(doc), str(title), int(n)) for doc, title, n in rows),
        outdated=count[4],
    )


def example_statement(library: Library) -> list[AssignmentRow]:
    """A short statement of the library with several roles, to show what is read from one; () where there is none."""
    rows = library.read(
        "SELECT s.doc, s.id, s.task FROM statement AS s JOIN duty AS d ON d.doc = s.doc AND d.statement = s.id"
        " WHERE s.kind = 'parenthetical' AND s.task IS NOT NULL AND LENGTH(s.quote) BETWEEN 20 AND 60"
        " GROUP BY s.doc, s.id HAVING COUNT(DISTINCT d.role) > 1 ORDER BY COUNT(*) DESC, s.doc, s.position LIMIT 1"
    )
    for doc, statement, task in rows:
        found = facts.assignments(library, Filter(doc=doc, task_id=task))
        return [row for row in found if row.statement_id == statement]
    return []


def used_libraries(names: Sequence[str] = LIBRARIES) -> list[tuple[str, str, str]]:
    """The libraries that the program rests on, with version and licence; those that are not installed are left out."""
    found = []
    for name in names:
        try:
            told = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        classed = [line.split("::")[-1].strip() for line in told.get_all("Classifier") or [] if "License ::" in line]
        written = told.get_all("License-Expression") or classed or told.get_all("License") or []
        found.append((name, str(told["Version"]), " / ".join(str(one).split("\n")[0] for one in written)[:60]))
    return found
