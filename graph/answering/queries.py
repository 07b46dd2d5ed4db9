"""The SPARQL that answers questions: fixed texts in which only ids and escaped literals are filled in.

No word of a question becomes part of a query as it stands: literals are written by rdflib's serializer, ids are
percent-encoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import Literal

from extract.records import Role
from graph.build import iri
from graph.store import Store

_ASSIGNMENTS = """SELECT ?doc ?task ?title ?number ?taskStart ?taskEnd ?statement ?start ?end ?quote ?scopeStart
       ?scopeEnd ?kind ?qualifier ?unit ?name ?surface ?role ?standing ?order ?collective
WHERE {{
  {values}
  ?plan z:doc ?doc .
  ?statement z:plan ?plan ; z:start ?start ; z:end ?end ; z:quote ?quote ; z:kind ?kind .
  OPTIONAL {{ ?statement z:scopeStart ?scopeStart ; z:scopeEnd ?scopeEnd }}
  OPTIONAL {{ ?statement z:qualifier ?qualifier }}
  OPTIONAL {{
    ?statement z:task ?task . ?task dct:title ?title ; z:start ?taskStart ; z:end ?taskEnd .
    OPTIONAL {{ ?task z:number ?number }}
  }}
  ?assignment z:statement ?statement ; z:unit ?unit ; z:role ?inEffect ; z:standing ?standing ;
              z:surface ?surface ; z:order ?order .
  ?inEffect skos:notation ?role .
  ?unit z:canonical ?name ; z:collective ?collective .
}}
ORDER BY ?doc ?start ?order ?name"""

_DEADLINES = """SELECT ?doc ?task ?title ?number ?taskStart ?deadline ?words ?kind ?firstDay ?lastDay ?rrule ?start ?end
WHERE {{
  {values}
  ?plan z:doc ?doc .
  ?deadline a z:Deadline ; z:plan ?plan ; z:words ?words ; z:kind ?kind ; z:start ?start ; z:end ?end .
  OPTIONAL {{ ?deadline z:firstDay ?firstDay }}
  OPTIONAL {{ ?deadline z:lastDay ?lastDay }}
  OPTIONAL {{ ?deadline z:rrule ?rrule }}
  OPTIONAL {{
    ?deadline z:task ?task . ?task dct:title ?title ; z:start ?taskStart .
    OPTIONAL {{ ?task z:number ?number }}
  }}
}}
ORDER BY ?doc ?start ?end"""

_TARGETS = """SELECT ?doc ?task ?title ?target ?words ?indicator ?comparison ?value ?measure ?region ?start ?end
WHERE {{
  {values}
  ?plan z:doc ?doc .
  ?target a z:Target ; z:plan ?plan ; z:words ?words ; z:indicator ?indicator ; z:comparison ?comparison ;
          z:value ?value ; z:start ?start ; z:end ?end .
  OPTIONAL {{ ?target z:measure ?measure }}
  OPTIONAL {{ ?target z:region ?region }}
  OPTIONAL {{ ?target z:task ?task . ?task dct:title ?title }}
}}
ORDER BY ?doc ?start ?indicator"""

_TASKS = """SELECT ?doc ?task ?title ?number ?section ?start ?end
WHERE {{
  {values}
  ?plan z:doc ?doc .
  ?task a z:Task ; z:plan ?plan ; dct:title ?title ; z:start ?start ; z:end ?end .
  OPTIONAL {{ ?task z:number ?number }}
  OPTIONAL {{ ?task z:section ?section }}
}}
ORDER BY ?doc ?start"""

_PLANS = """SELECT ?doc ?title ?number ?issued ?issuer ?place ?year ?genre
WHERE {{
  {values}
  ?plan a z:Plan ; z:doc ?doc .
  OPTIONAL {{ ?plan dct:title ?title }}
  OPTIONAL {{ ?plan dct:identifier ?number }}
  OPTIONAL {{ ?plan dct:issued ?issued }}
  OPTIONAL {{ ?plan z:issuer ?issuer }}
  OPTIONAL {{ ?plan z:jurisdiction/rdfs:label ?place }}
  OPTIONAL {{ ?plan z:year ?year }}
  OPTIONAL {{ ?plan z:genre ?genre }}
}}
ORDER BY ?doc"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A unit in a statement: one row of the query for assignments."""

    doc: str
    task: str | None
    title: str
    number: str | None
    task_start: int
    task_end: int
    statement: str
    start: int
    end: int
    quote: str
    scope_start: int
    scope_end: int
    kind: str
    qualifier: str | None
    unit: str
    name: str
    surface: str
    role: Role
    standing: str
    collective: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline: one row of the query for deadlines."""

    doc: str
    task: str | None
    title: str
    number: str | None
    task_start: int
    words: str
    kind: str
    first_day: str | None
    last_day: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A target: one row of the query for targets."""

    doc: str
    task: str | None
    title: str
    words: str
    indicator: str
    value: float
    measure: str | None
    region: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A task: one row of the query for tasks."""

    doc: str
    task: str
    title: str
    number: str | None
    section: str
    start: int
    end: int


def ids(name: str, values: Iterable[str]) -> str:
    """A VALUES block of record ids."""
    return f"VALUES ?{name} {{ {' '.join(f'<{iri(value)}>' for value in values)} }}"


def words(name: str, values: Iterable[str]) -> str:
    r"""A VALUES block of literals, escaped.

    >>> print(words("doc", ['a"}b']))
    VALUES ?doc { "a\"}b" }
    """
    return f"VALUES ?{name} {{ {' '.join(Literal(value).n3() for value in values)} }}"


def assignments_query(
    docs: Sequence[str],
    *,
    statements: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
    roles: Sequence[str] = (),
    roles_of: Sequence[tuple[str, str]] = (),
) -> str:
    """The query for the units of statements: of these documents, statements, units and roles in effect.

    ``roles_of`` asks for another role in each document. No variable stands in two VALUES: Virtuoso finds nothing then.
    """
    values = [] if roles_of else [words("doc", docs)]
    values += [ids("statement", statements)] if statements is not None else []
    values += [ids("unit", units)] if units is not None else []
    values += [words("role", roles)] if roles else []
    told = " ".join(f"({Literal(doc).n3()} {Literal(role).n3()})" for doc, role in roles_of if doc in docs)
    values += [f"VALUES (?doc ?role) {{ {told} }}"] if roles_of else []
    return _ASSIGNMENTS.format(values="\n  ".join(values))


def both(first: str, second: str) -> str:
    """One query for the rows of two, told apart by the variables that only one of them binds."""
    one, other = (part.replace("\n", "\n  ") for part in (first, second))
    return f"SELECT * WHERE {{\n  {{ {one} }}\n  UNION\n  {{ {other} }}\n}}\nORDER BY ?doc ?start ?end ?order ?name"


def find_duties(store: Store, query: str) -> list[Duty]:
    """The rows of a query for assignments."""
    return [
        Duty(
            doc=str(row["doc"]),
            task=_id(row["task"]),
            title=str(row["title"] or ""),
            number=_text(row["number"]),
            task_start=_number(row["taskStart"]),
            task_end=_number(row["taskEnd"]),
            statement=_id(row["statement"]) or "",
            start=_number(row["start"]),
            end=_number(row["end"]),
            quote=str(row["quote"]),
            scope_start=_number(row["scopeStart"]),
            scope_end=_number(row["scopeEnd"]),
            kind=str(row["kind"]),
            qualifier=_text(row["qualifier"]),
            unit=_id(row["unit"]) or "",
            name=str(row["name"]),
            surface=str(row["surface"]),
            role=str(row["role"]),  # type: ignore[arg-type]
            standing="implied" if str(row["standing"]).endswith("Implied") else "written",
            collective=bool(row["collective"]),
        )
        for row in store.rows(query)
        if row["statement"]
    ]


def deadlines_query(docs: Sequence[str]) -> str:
    """The query for the deadlines of these documents."""
    return _DEADLINES.format(values=words("doc", docs))


def find_dues(store: Store, query: str) -> list[Due]:
    """The rows of a query for deadlines."""
    return [
        Due(
            doc=str(row["doc"]),
            task=_id(row["task"]),
            title=str(row["title"] or ""),
            number=_text(row["number"]),
            task_start=_number(row["taskStart"]),
            words=str(row["words"]),
            kind=str(row["kind"]),
            first_day=_text(row["firstDay"]),
            last_day=_text(row["lastDay"]),
            start=_number(row["start"]),
            end=_number(row["end"]),
        )
        for row in store.rows(query)
        if row["deadline"]
    ]


def targets_query(docs: Sequence[str]) -> str:
    """The query for the targets of these documents."""
    return _TARGETS.format(values=words("doc", docs))


def find_levels(store: Store, query: str) -> list[Level]:
    """The rows of a query for targets."""
    return [
        Level(
            doc=str(row["doc"]),
            task=_id(row["task"]),
            title=str(row["title"] or ""),
            words=str(row["words"]),
            indicator=str(row["indicator"]),
            value=float(row["value"] or 0),
            measure=_text(row["measure"]),
            region=_text(row["region"]),
            start=_number(row["start"]),
            end=_number(row["end"]),
        )
        for row in store.rows(query)
    ]


def tasks_query(docs: Sequence[str]) -> str:
    """The query for the tasks of these documents."""
    return _TASKS.format(values=words("doc", docs))


def find_works(store: Store, query: str) -> list[Work]:
    """The rows of a query for tasks."""
    return [
        Work(
            doc=str(row["doc"]),
            task=_id(row["task"]) or "",
            title=str(row["title"]),
            number=_text(row["number"]),
            section=str(row["section"] or ""),
            start=_number(row["start"]),
            end=_number(row["end"]),
        )
        for row in store.rows(query)
        if not row.get("statement") and not row.get("deadline")
    ]


def plans_query(docs: Sequence[str]) -> str:
    """The query for what these documents say of themselves."""
    return _PLANS.format(values=words("doc", docs))


def _id(value: object) -> str | None:
    return str(value).removeprefix("urn:zeren:") if value is not None else None


def _text(value: object) -> str | None:
    return str(value) if value is not None else None


def _number(value: object) -> int:
    return int(value) if isinstance(value, (int, float)) else 0
