"""What questions ask of the graph: a fifth of its statements, which is all of it that a server holds in memory.

The queries of :mod:`graph.answering.question.queries` find ids by few terms. The rest of the graph, above all the
quotes with the words around them, is for those who write queries of their own (:mod:`graph.whole`).
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from graph.vocabulary import PREFIXES

SUFFIX = ".asked.nq"
_TERMS: Mapping[str, tuple[str, ...]] = {
    "assignment": ("rdf:type", "z:statement", "z:unit", "z:role", "z:plan", "z:quote"),  # and the statement it is of
    "deadline": ("rdf:type", "z:plan", "z:words"),
    "plan": ("rdf:type", "z:doc", "dct:title", "dct:identifier", "dct:issued",
             "z:issuer", "z:jurisdiction", "z:year", "z:genre"),
    "target": ("rdf:type", "z:plan", "z:indicator", "z:words"),
    "task": ("rdf:type", "z:plan", "dct:title"),
    "unit": ("z:canonical",),
    "": ("rdfs:label", "skos:notation"),  # places and what the ontology names
}  # fmt: skip
"""What the queries ask of each kind of node, told by the beginning of its id."""
_CLASSES = ("Plan", "Task", "Assignment", "Deadline", "Target")
_STEP = 1 << 20  # bytes that are looked through at once, so that other threads come to their turn

Wanted = Mapping[bytes, frozenset[bytes]]


def read_excerpt(path: Path) -> ox.Store:
    """What questions ask of the statements of a file of ours; the excerpt is kept beside the file.

    Raises:
        SyntaxError: the file is none of N-Triples.
    """
    store = ox.Store()
    store.bulk_load(path=str(keep_excerpt(path)), format=ox.RdfFormat.N_TRIPLES, lenient=True)
    return store


def keep_excerpt(path: Path) -> Path:
    """Keep the excerpt beside the file where it is not there as it should be; where it is.

    Raises:
        SyntaxError: the file is none of N-Triples.
    """
    excerpt = path.with_suffix(SUFFIX)
    if _head(excerpt) != _expected(path):
        _keep(excerpt, path)
    return excerpt


def _keep(excerpt: Path, path: Path) -> None:
    draft = excerpt.with_name(f"{excerpt.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with draft.open("wb") as file:
            file.write(_expected(path))
            for lines in _chosen(path):
                file.write(b"".join(lines))
        draft.replace(excerpt)
    finally:
        draft.unlink(missing_ok=True)


def _expected(path: Path) -> bytes:
    """The first line of the excerpt: that of the file, and what is taken of it."""
    taken = hashlib.sha256(repr((_TERMS, _CLASSES)).encode()).hexdigest()[:16]
    return _head(path).rstrip(b"\n") + f" {taken}\n".encode()


def _head(path: Path) -> bytes:
    with suppress(FileNotFoundError), path.open("rb") as file:
        return file.readline()
    return b""


def _chosen(path: Path) -> Iterator[list[bytes]]:
    wanted, others = _wanted(), frozenset(map(_full, _TERMS[""]))
    kind_of_type = _full("rdf:type")
    classes = frozenset(f"{_full(f'z:{name}').decode()} .\n".encode() for name in _CLASSES)
    with path.open("rb") as file:
        file.readline()
        while lines := file.readlines(_STEP):
            found = []
            for line in lines:
                node, _, rest = line.partition(b" ")
                term, _, said = rest.partition(b" ")
                if not said.endswith(b" .\n"):
                    raise SyntaxError(f"{path.name} is cut off")
                terms = wanted.get(node[11:].partition(b"-")[0], others)
                if term in terms and (term != kind_of_type or said in classes):
                    found.append(line)
            yield found


def _wanted() -> Wanted:
    return {kind.encode(): frozenset(map(_full, terms)) for kind, terms in _TERMS.items() if kind}


def _full(term: str) -> bytes:
    prefix, _, name = term.partition(":")
    return f"<{PREFIXES[prefix]}{name}>".encode()
