"""Clauses that lead out of the data of the library, found in the signs of a query without a grammar.

It stands behind :mod:`graph.parsed`, whose parser is another one than the stores have: where one of them might see
``SERVICE`` or ``FROM``, this does too. A ``<`` begins an IRI or compares; both readings are followed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal

Clause = Literal["SERVICE", "FROM"]

_BLANK = r"(?:[ \t\r\n]|\#[^\r\n]*[\r\n])*"
_IRI = r'<[^<>"{}|^`\\\x00-\x20]*>'
_PREFIX = r"[\w.-]{0,200}"  # as long as any is, so that no text makes the search long
_LOCAL = r"(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*"
_SIGNS = re.compile(
    rf"""[ \t\r\n]+
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
    | (?P<word>[^\W\d]\w*)(?P<local>:{_LOCAL})? | :{_LOCAL}
    """,
    re.VERBOSE | re.DOTALL,
)
_LINE_ENDS = re.compile(r"[\r\n]|\Z")
_READ_AS_IRI = re.compile(_IRI)
_SERVICE = re.compile(
    rf"SERVICE(?:{_BLANK}SILENT)?{_BLANK}(?:[?$]\w+|{_IRI}|{_PREFIX}:{_LOCAL}){_BLANK}\{{", re.IGNORECASE
)
_FROM = re.compile(rf"FROM(?:{_BLANK}NAMED)?{_BLANK}(?:{_IRI}|{_PREFIX}:)", re.IGNORECASE)


def leads_abroad(sparql: str) -> Clause | None:
    r"""The clause that some reader could see in the text, outside strings, comments, IRIs, variables and local names.

    >>> leads_abroad("ASK { # one\r SERVICE <urn:x> { ?a ?b ?c } }")
    'SERVICE'
    >>> leads_abroad("ASK { ?service ?p 'SERVICE <urn:x> {' } # FROM <urn:x>")
    """
    line_ends = [end.start() for end in _LINE_ENDS.finditer(sparql)]
    seen: set[int] = set()
    beginnings = [0]
    while beginnings:
        at = beginnings.pop()
        while at < len(sparql) and at not in seen:
            seen.add(at)
            if sparql[at] == "#":
                at = line_ends[bisect_left(line_ends, at)]
                continue
            iri = _READ_AS_IRI.match(sparql, at)
            if iri:
                beginnings.append(iri.end())
            signs = _SIGNS.match(sparql, at)
            clause = _begun_in(signs) if signs else None
            if clause:
                return clause
            at = signs.end() if signs else at + 1
    return None


def _begun_in(signs: re.Match[str]) -> Clause | None:
    """The clause that begins in a word of the text: wherever a reader could split it, for stores need no blanks."""
    ways = range(*signs.span("word"))
    if any(_SERVICE.match(signs.string, at) for at in ways):
        return "SERVICE"
    if signs["local"] is None and any(_FROM.match(signs.string, at) for at in ways):
        return "FROM"
    return None
