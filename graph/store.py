"""The queryable graph: Oxigraph in memory, loaded from a file that is derived from the library.

The file ``graph.nq`` carries the stamp of the data it was made from. Where the library has moved on, it is made again
and swapped in whole, so that a reader sees the old graph or the new one and nothing between. Write ``MINUS`` instead
of ``FILTER NOT EXISTS``: the latter takes quadratic time.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.changes import Lineage
from graph.errors import GraphError
from graph.events import by_province, event_lines
from graph.library import Library
from graph.publish import form, merge, ontology_lines, publish, republish
from graph.vocabulary import PREFIXES

FILE = "graph.nq"

Value = str | int | float | bool | None

_INTEGER = {f"{PREFIXES['xsd']}{name}" for name in ("integer", "int", "long", "nonNegativeInteger")}
_NUMBER = {f"{PREFIXES['xsd']}{name}" for name in ("decimal", "double", "float")}
_BOOLEAN = f"{PREFIXES['xsd']}boolean"
_TOKENS = re.compile(
    r"""(?P<skip><[^<>"{}|^`\\\s]*>|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*"""
    r"""|[?$]\w+|\w*:[\w.%-]*)|\b(?P<word>SERVICE|FROM)\b""",
    re.IGNORECASE | re.DOTALL,
)


class QueryError(GraphError, ValueError):
    """A query that cannot be answered; the message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The graph of a library, always in the state of its documents."""

    library: Library

    def query(self, sparql: str) -> list[dict[str, Value]]:
        """The rows of a query, in its order; every variable is a key, None where it is unbound.

        IRIs and words are strings, days ISO strings. ASK gives one row ``{"ask": …}``, CONSTRUCT rows of subject,
        predicate and object. The prefixes of :data:`graph.vocabulary.PREFIXES` need no declaration.

        Raises:
            QueryError: the text is no query of SPARQL 1.1, or asks for data outside the library.
        """
        return ask(self.loaded(), sparql)

    def loaded(self) -> ox.Store:
        """The Oxigraph store in the state of the library."""
        path = self.library.home / FILE
        try:
            return _load(path, refresh(self.library), form())
        except SyntaxError:  # the file is derived: one that was cut off or overwritten is made again
            path.unlink(missing_ok=True)
            return _load(path, refresh(self.library), form())


def open_store(library: Library) -> Store:
    """The graph of this library; made now where it is missing or out of date."""
    refresh(library)
    return Store(library=library)


def refresh(library: Library) -> str:
    """Bring the library's graph file up to date where it is missing or the data have changed; the stamp it carries.

    Raises:
        InvalidGraphError: a document's graph breaks the shapes; the file stays as it was.
    """
    path = library.home / FILE
    stamp = library.stamp()
    head = f"# zeren {form()} {stamp}\n"
    if _head(path) == head:
        return stamp
    lines = merge([ontology_lines(), *_parts(library), *_events(library)])
    draft = path.with_name(f"{FILE}.{os.getpid()}-{threading.get_ident()}")
    draft.write_bytes((head + lines).encode("utf-8"))
    draft.replace(path)
    return stamp


def library_triples(library: Library) -> str:
    """The whole graph of the library as sorted N-Triples, for the exports.

    Raises:
        InvalidGraphError: a document's graph breaks the shapes.
    """
    refresh(library)
    return (library.home / FILE).read_text("utf-8").partition("\n")[2]


def ask(store: ox.Store, sparql: str) -> list[dict[str, Value]]:
    """The rows of a query on an Oxigraph store, as :meth:`Store.query` gives them."""
    for token in _TOKENS.finditer(sparql):
        if token["word"]:
            raise QueryError(f"查询不能使用 {token['word'].upper()}：只能查询资料库内的数据。请删去后重试。")
    try:
        found = store.query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        place = re.match(r"error at (\d+):(\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列附近" if place else str(error)
        raise QueryError(f"不是可执行的 SPARQL 查询：{where}有误。") from error
    if isinstance(found, ox.QueryBoolean):
        return [{"ask": bool(found)}]
    if isinstance(found, ox.QueryTriples):
        return [{name: plain(getattr(row, name)) for name in ("subject", "predicate", "object")} for row in found]
    names = [variable.value for variable in found.variables]
    return [dict(zip(names, map(plain, row), strict=True)) for row in found]


def plain(term: Any) -> Value:  # noqa: ANN401 - a term of Oxigraph
    """A term as a plain value of Python."""
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term.value)
    kind = term.datatype.value
    if kind in _INTEGER:
        return int(term.value)
    if kind in _NUMBER:
        return float(term.value)
    return term.value == "true" if kind == _BOOLEAN else term.value


def _parts(library: Library) -> Iterator[str]:
    stamp = library.stamp()
    kept, passed = library.published(form()), library.passed(form())
    for doc in library.docs():
        if doc in kept:
            yield kept[doc]
            continue
        document = library.document(doc)
        make = republish if doc in passed else publish
        lines = make(document, library.text(doc))
        library.keep_published(doc, form(), lines, stamp=stamp)
        yield lines


def _events(library: Library) -> Iterator[str]:
    """What became of the units held, which no single document tells: by province, made where its units changed."""
    years = dict(library.read("SELECT doc, year FROM plan"))
    for province, bodies in by_province(library.bodies().values()).items():
        known = [(b.unit, b.canonical, b.place, b.function, b.kind, b.collective, b.docs) for b in bodies]
        docs = sorted({doc for body in bodies for doc in body.docs})
        stated = json.dumps([form(), known, [(doc, years.get(doc)) for doc in docs]])
        made = hashlib.sha256(stated.encode("utf-8")).hexdigest()
        kept_made, _, kept = (library.setting(f"events {province}") or "").partition("\n")
        if kept_made != made:
            kept = event_lines(Lineage(bodies, years), province or "机构改革")
            library.keep_setting(f"events {province}", f"{made}\n{kept}")
        yield kept


def _head(path: Path) -> str | None:
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline()
    except FileNotFoundError:
        return None


@functools.lru_cache(maxsize=2)  # stamp and form are in the key: another state is another store
def _load(path: Path, stamp: str, made_by: str) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    return store
