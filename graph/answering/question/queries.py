"""The SPARQL that answers questions: fixed texts in which only ids and escaped literals are filled in.

A query finds ids, from what is known: units, statements, roles, documents. What else an answer tells of them stands in
the rows of :mod:`graph.answering.question.rows`. No word of a question becomes part of a query as it stands:
literals are written by rdflib's serializer, ids are percent-encoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from rdflib import Literal

from graph.answering.question.rows import Due, Duty, Level, Work
from graph.build import iri
from graph.store import Store

__all__ = [
    "Due", "Duty", "Every", "Level", "Work", "assignments_query", "both", "deadlines_query", "find_ids", "ids",
    "plans_query", "targets_query", "tasks_query", "words",
]  # fmt: skip

FOUND = ("assignment", "deadline", "target", "task")
"""The variables that hold the ids of what a query finds."""
_NAMESPACE = "urn:zeren:"


class Every(tuple[str, ...]):
    """All documents of the library: a query over them needs not name them."""

    __slots__ = ()


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

    ``roles_of`` asks for another role in each document. Statements say by themselves which documents are meant. No
    variable stands in two VALUES: Virtuoso finds nothing then. Of all units of all documents only ids are asked.
    Nothing is OPTIONAL: Oxigraph would look at every assignment for it.
    """
    every = isinstance(docs, Every) and not roles_of
    role = ["?inEffect skos:notation ?role .", "?assignment z:role ?inEffect ."]
    if every and statements is None and units is None:
        lines = [words("role", roles), *role] if roles else []
        return _select("assignment", ["role"] if roles else [], lines)
    lines = [ids("statement", statements)] if statements is not None else []
    lines += [ids("unit", units)] if units is not None else []
    lines += [words("role", roles)] if roles else []
    if roles_of:
        told = " ".join(f"({Literal(doc).n3()} {Literal(role).n3()})" for doc, role in roles_of if doc in docs)
        lines += [f"VALUES (?doc ?role) {{ {told} }}"]
    elif not every and statements is None:
        lines += [words("doc", docs)]
    if roles_of or (not every and statements is None):
        lines += ["?plan z:doc ?doc .", "?statement z:plan ?plan ."]
    lines += ["?assignment z:statement ?statement ; z:unit ?unit .", *role, "?unit z:canonical ?name ."]
    return _select("assignment", ["name", "role", "quote"], [*lines, "?statement z:quote ?quote ."])


def deadlines_query(docs: Sequence[str]) -> str:
    """The query for the deadlines of these documents."""
    return _of_docs("deadline", docs, ["words"], ["?deadline z:words ?words ."])


def targets_query(docs: Sequence[str]) -> str:
    """The query for the targets of these documents."""
    told = ["?target z:indicator ?indicator ; z:words ?words ."]
    return _of_docs("target", docs, ["indicator", "words"], told)


def tasks_query(docs: Sequence[str]) -> str:
    """The query for the tasks of these documents."""
    return _of_docs("task", docs, ["title"], ["?task dct:title ?title ."])


def _of_docs(found: str, docs: Sequence[str], told: Sequence[str], lines: Sequence[str]) -> str:
    """What these documents hold, with words for who reads the rows; of all documents only ids."""
    if isinstance(docs, Every):
        return _select(found, [], [])
    return _select(found, told, [words("doc", docs), "?plan z:doc ?doc .", f"?{found} z:plan ?plan .", *lines])


def _select(found: str, told: Sequence[str], lines: Sequence[str]) -> str:
    """The query for the ids of what is found, of its class, and the words that are told of it."""
    columns = " ".join(f"?{name}" for name in (found, *told))
    of_class = f"?{found} a z:{found.capitalize()} ."
    body = "\n  ".join([*lines, *([] if found == "assignment" and lines else [of_class])])
    return f"SELECT {columns}\nWHERE {{\n  {body}\n}}"


def both(first: str, second: str) -> str:
    """One query for the rows of two, told apart by the variables that only one of them binds."""
    one, other = (part.replace("\n", "\n  ") for part in (first, second))
    return f"SELECT * WHERE {{\n  {{ {one} }}\n  UNION\n  {{ {other} }}\n}}"


def plans_query(docs: Sequence[str]) -> str:
    """The query for what these documents say of themselves."""
    return _PLANS.format(values="" if isinstance(docs, Every) else words("doc", docs))


def find_ids(store: Store, query: str) -> Mapping[str, Sequence[str]]:
    """The ids that a query finds, by the variables that hold them."""
    found = store.columns(query, FOUND)
    return {name: [unquote(value.removeprefix(_NAMESPACE)) for value in values] for name, values in found.items()}
