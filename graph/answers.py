"""The answer to a question: one frozen record that the page, the terminal and other programs share.

Its JSON form is the interface; every answer carries the words that prove it, a refusal its reason.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

from extract.records import Role
from graph.whereabouts import Where, plain_where

Kind = Literal[
    "who-leads",
    "who-cooperates",
    "who-is-responsible",
    "who-supervises",
    "duties",
    "count",
    "ranking",
    "due",
    "deadline-of",
    "targets",
    "no-lead",
    "partners",
    "role-of",
    "where-is",
    "plan-facts",
    "overlaps",
    "lead-differs",
    "compare",
    "multi-constraint",
    "conflicts",
    "changes",
    "definition",
    "out-of-scope",
]
AnswerType = Literal["units", "tasks", "date", "number", "text", "plans", "pairs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words of the question as read, and what they were taken for: the field of :class:`Understood` they fill."""

    field: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was understood of a question; every field can be set by hand and asked again.

    ``unit``, ``plan`` and ``place`` are names as the library holds them (or as asked, where it does not hold them),
    ``topic`` the words to search for, ``after`` and ``before`` inclusive ISO days, ``role`` the role asked for.
    ``aspect`` narrows the kind (which fact of a plan, what is counted); ``units`` and ``places`` hold all that were
    named, ``inside`` the counties inside places of plans that are named and have no plan of their own, ``roles`` the
    role that the question gives each of the units (None where it gives none), ``quoted`` the
    words in quotation marks, ``years`` the years of plans (``year`` the first), ``when`` the words of the time,
    ``sector`` the label of a sector, ``docs`` the documents that are meant. ``excluded`` are the words that the tasks
    must not be about, ``without`` names what the tasks must lack
    (lead, deadline, cooperating, unit, target); ``joint`` is true where several units must share the role, false where
    one must have it alone. ``missing`` says what the library does not hold.

    ``read`` is the question as it was read (one script, one width, misspellings put right), ``parts`` what was taken
    from it, ``unread`` its words of content that no text of the library knows.
    """

    kind: Kind
    unit: str | None = None
    topic: str | None = None
    role: Role | None = None
    plan: str | None = None
    place: str | None = None
    after: str | None = None
    before: str | None = None
    aspect: str | None = None
    units: tuple[str, ...] = ()
    roles: tuple[Role | None, ...] = ()
    places: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    year: int | None = None
    years: tuple[int, ...] = ()
    when: str | None = None
    sector: str | None = None
    excluded: str | None = None
    without: tuple[str, ...] = ()
    joint: bool | None = None
    docs: tuple[str, ...] = ()
    english: bool = False
    rule: str = ""
    signals: tuple[str, ...] = ()
    missing: str | None = None
    read: str = ""
    parts: tuple[Part, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words of a document that prove an answer, and where they stood in its file."""

    doc: str
    start: int
    end: int
    quote: str
    place: Where | None = None

    def plain(self, *, english: bool = False) -> dict[str, Any]:
        """The JSON form; the place is also said in words."""
        place = plain_where(self.place, english=english)
        return {"doc": self.doc, "start": self.start, "end": self.end, "quote": self.quote, "place": place}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One answer. ``label`` is what a person reads; the other fields are filled as the answer's type asks."""

    label: str
    id: str | None = None
    group: str | None = None
    value: str | float | None = None
    surfaces: tuple[str, ...] | None = None
    docs: tuple[str, ...] | None = None
    role: str | None = None
    doc: str | None = None
    number: str | None = None
    title: str | None = None
    start: int | None = None
    measure: str | None = None
    count: int | None = None
    a: dict[str, Any] | None = None
    b: dict[str, Any] | None = None
    kind: str | None = None

    def plain(self) -> dict[str, Any]:
        """The fields that are filled; ``label``, ``id`` and ``group`` always, and ``number`` of every task."""
        values = {entry.name: getattr(self, entry.name) for entry in dataclasses.fields(self)}
        always = ("label", "id", "group", *(("number",) if self.start is not None else ()))
        kept = {name: value for name, value in values.items() if value is not None or name in always}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Question, what was understood, the answers with their proof, and the query that produced them."""

    question: str
    understood: Understood
    answer_type: AnswerType
    answers: tuple[Item, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    query: str = ""
    text: str = ""
    refused: bool = False
    reason: str | None = None
    ambiguous: bool = False
    suggestions: tuple[str, ...] = field(default_factory=tuple)
    sample: bool = False

    def plain(self) -> dict[str, Any]:
        """The JSON form."""
        values = {entry.name: getattr(self, entry.name) for entry in dataclasses.fields(self)}
        understood = dataclasses.asdict(self.understood)
        return {
            **values,
            "understood": {k: list(v) if isinstance(v, tuple) else v for k, v in understood.items()},
            "answers": [item.plain() for item in self.answers],
            "evidence": [quote.plain(english=self.understood.english) for quote in self.evidence],
            "suggestions": list(self.suggestions),
        }
