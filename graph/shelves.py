"""The documents as on a shelf: those that fit a search, by place, year and genre; those with a name like another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from graph import facts
from graph.filters import Filter
from graph.library import Library
from graph.rows import PlanRow

NEAR = 6
_LONGEST = 200  # characters of a name that was asked for; files have no longer ones
_MOST_WORDS = 8
_SEARCHED = "p.title || ' ' || COALESCE(p.number, '') || ' ' || COALESCE(p.issuer, '') || ' ' || p.doc"
_SIDES: Mapping[str, str] = {"place": "p.jurisdiction", "year": "p.year", "genre": "p.genre"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What is looked for: words of title, number, issuer or file name, all of them; the exact place, year and genre."""

    words: str | None = None
    place: str | None = None
    year: str | None = None
    genre: str | None = None

    def parts(self) -> tuple[list[str], dict[str, str]]:
        """The conditions in SQL and their values."""
        sought = (self.words or "")[:_LONGEST].split()[:_MOST_WORDS]
        values = {f"word{number}": word for number, word in enumerate(sought)}
        conditions = [f"instr(lower({_SEARCHED}), lower(:{name})) > 0" for name in values]
        for side, column in _SIDES.items():
            wanted = getattr(self, side)
            if wanted is not None:
                conditions.append(f"CAST({column} AS TEXT) = :{side}")
                values[side] = wanted
        return conditions, values


def find_by_id(library: Library, asked: str) -> PlanRow | None:
    """The document of this file name or of this id."""
    found = library.read("SELECT doc FROM plan WHERE :asked IN (doc, id)", {"asked": asked})
    rows = facts.plans(library, Filter(doc=found[0][0])) if found else []
    return rows[0] if rows else None


def count_plans(library: Library, shelf: Shelf) -> int:
    """How many documents fit."""
    conditions, values = shelf.parts()
    return int(library.read(f"SELECT COUNT(*) FROM plan AS p WHERE {_all(conditions)}", values)[0][0])


def find_plans(library: Library, shelf: Shelf, *, first: int = 0, most: int = 30) -> list[PlanRow]:
    """The documents that fit, the newest first, so many from the first one on."""
    conditions, values = shelf.parts()
    rows = library.read(
        f"SELECT p.doc FROM plan AS p WHERE {_all(conditions)}"
        f" ORDER BY {facts.NEWEST} LIMIT {int(most)} OFFSET {int(first)}",
        values,
    )
    return [row for (doc,) in rows for row in facts.plans(library, Filter(doc=doc))]


def sides(library: Library, shelf: Shelf) -> dict[str, list[tuple[str, int]]]:
    """Of place, year and genre what there is to choose with its count, were the shelf's own choice of it taken away."""
    return {side: list(_choices(library, replace(shelf, **{side: None}), side)) for side in _SIDES}


def _choices(library: Library, shelf: Shelf, side: str) -> Iterator[tuple[str, int]]:
    conditions, values = shelf.parts()
    order = "1 DESC" if side == "year" else "2 DESC, 1"
    sql = (
        f"SELECT CAST({_SIDES[side]} AS TEXT), COUNT(*) FROM plan AS p"
        f" WHERE {_all([*conditions, f'{_SIDES[side]} IS NOT NULL'])} GROUP BY 1 ORDER BY {order}"
    )
    yield from library.read(sql, values)


def near_plans(library: Library, asked: str) -> list[PlanRow]:
    """The documents whose file name, id, title or number is most like what was asked for, the likest first."""
    asked = asked[:_LONGEST]
    scores: dict[str, float] = {}
    for doc, *names in library.read("SELECT doc, doc, id, title, number FROM plan"):
        scores[doc] = max(_likeness(asked, name) for name in names if name)
    likest = sorted(scores, key=lambda doc: (-scores[doc], doc))
    return [row for doc in likest[:NEAR] for row in facts.plans(library, Filter(doc=doc))]


def _likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 100; a part of four characters or more counts nearly as the whole."""
    if min(len(one), len(other)) < 4:
        return fuzz.ratio(one, other)
    return max(fuzz.ratio(one, other), 0.9 * fuzz.partial_ratio(one, other))


def _all(conditions: list[str]) -> str:
    return " AND ".join(conditions) or "1"
