"""The queryable graph: Oxigraph, loaded from files that are derived from the library.

``graph.nq`` holds what the documents say and carries the stamp of the data it was made from; ``decided.nq`` holds what
people decided, which changes far more often, and the stamp of the whole. Where the library has moved on, they are made
again and swapped in whole, so that a reader sees the old state or the new one and nothing between. A small graph is
held in memory; of a large one only what questions ask of (:mod:`graph.excerpt`), while the whole stays on disk
(:mod:`graph.whole`). With ``ZEREN_STORE`` a server answers instead (:mod:`graph.remote`). Write ``MINUS`` instead of
``FILTER NOT EXISTS``: the latter takes quadratic time.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from graph.changes import Lineage
from graph.events import by_province, event_lines
from graph.excerpt import keep_excerpt, read_excerpt
from graph.judged import decision_lines
from graph.library import Library
from graph.parsed import QueryError, parse_query
from graph.publish import form, ontology_lines, publish, republish
from graph.quotes import NotHeldError
from graph.sorting import swap_in
from graph.values import Value, literal_value
from graph.vocabulary import PREFIXES
from graph.whole import LARGE, open_whole

if TYPE_CHECKING:
    from graph.remote import Remote

__all__ = ["FILE", "QueryError", "Store", "Value", "ask", "files", "library_triples", "open_store", "refresh", "token"]

FILE = "graph.nq"
DECIDED = "decided.nq"

_TRIES = 4
_LIBRARIES = 2  # of which the last state is held in memory
_Made = TypeVar("_Made")
Progress = Callable[[int, int, str], None]
"""Called before the graph of a document is made with its number from 1, the number of documents, and its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The graph of a library, always in the state of its documents; with ``remote``, what that server holds."""

    library: Library
    remote: Remote | None = None

    def query(self, sparql: str, *, limit: int | None = None) -> list[dict[str, Value]]:
        """The rows of a query that a person wrote, in its order; every variable is a key, None where it is unbound.

        IRIs and words are strings, days ISO strings. ASK gives one row ``{"ask": …}``, CONSTRUCT rows of subject,
        predicate and object. The prefixes of :data:`graph.vocabulary.PREFIXES` need no declaration. With ``limit``
        only so many rows are given.

        Raises:
            QueryError: the text is no query of SPARQL 1.1, or asks for data outside the library.
        """
        parsed = parse_query(sparql)
        if self.remote:
            return self.remote.ask(parsed)[:limit]
        return ask(self._whole(), parsed.text, limit=limit)

    def rows(self, sparql: str) -> list[dict[str, Value]]:
        """The rows of a SELECT of the program's own, which need not be judged."""
        return self.remote.select(sparql) if self.remote else ask(self._whole(), sparql)

    def columns(self, sparql: str, names: Sequence[str]) -> dict[str, list[str]]:
        """What a query of :mod:`graph.answering.question.queries` binds to these variables; to one it lacks, nothing.

        Many rows are read far faster so than by :meth:`rows`.
        """
        if self.remote:
            rows = self.remote.select(sparql)
            return {name: [str(row[name]) for row in rows if row.get(name) is not None] for name in names}
        return columns(self.asked(), sparql, names)

    def count(self, sparql: str) -> int:
        """How many rows a query of :mod:`graph.answering.question.queries` has."""
        if self.remote:
            return len(self.remote.select(sparql))
        rows: Any = find(self.asked(), sparql)
        return sum(1 for _ in rows)

    def notices(self) -> tuple[str, ...]:
        """What a user has to know of where the answers come from: a server that holds other data than the library."""
        return self.remote.notices(token(self.library)) if self.remote else ()

    def loaded(self) -> ox.Store:
        """The whole graph in the state of the library, in memory."""
        return self._current(_in_memory)

    def asked(self) -> ox.Store:
        """The graph as far as questions ask of it, in memory."""
        return self._current(_excerpt)

    def _whole(self) -> ox.Store:
        """The whole graph: in memory, or where it is large, on disk."""
        return self._current(_on_disk)

    def _current(self, load: Callable[[Path, str, Path], ox.Store]) -> ox.Store:
        def made() -> ox.Store:
            stamp = refresh(self.library)
            said, decided = files(self.library)
            return load(said, stamp, decided)

        try:
            return _again_if_dropped(made)
        except SyntaxError:  # the files are derived: one that was cut off or overwritten is made again
            for path in files(self.library):
                path.unlink(missing_ok=True)
            return _again_if_dropped(made)


def _in_memory(said: Path, stamp: str, decided: Path) -> ox.Store:
    held = _load(said, stamp, _read)
    held.decide(decided.read_text("utf-8"))
    return held.store


def _excerpt(said: Path, stamp: str, decided: Path) -> ox.Store:
    return _load(said, stamp, read_excerpt).store if _is_large(said) else _in_memory(said, stamp, decided)


def _on_disk(said: Path, stamp: str, decided: Path) -> ox.Store:
    return open_whole(said, decided) if _is_large(said) else _in_memory(said, stamp, decided)


def _is_large(said: Path) -> bool:
    return said.stat().st_size > LARGE


class _Held:
    """A store of what documents say, together with the decisions that were last made known to it."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._text = ""
        self._lock = threading.Lock()

    def decide(self, text: str) -> None:
        """Hold these decisions instead of the earlier ones, in one transaction."""
        with self._lock:
            if text == self._text:
                return
            old, new = set(_lines(self._text)), set(_lines(text))
            gone, come = "".join(sorted(old - new)), "".join(sorted(new - old))
            self.store.update(f"DELETE DATA {{ {gone} }} ; INSERT DATA {{ {come} }}")
            self._text = text


def open_store(library: Library) -> Store:
    """The graph of this library, made now where it is missing or out of date; with ZEREN_STORE the one of a server.

    Raises:
        StoreError: ZEREN_STORE is no address of a server.
    """
    address = os.environ.get("ZEREN_STORE")
    if address:
        from graph.remote import Remote  # noqa: PLC0415 - only those who have a server pay for loading HTTP

        return Store(library=library, remote=Remote.at(address))
    refresh(library)
    return Store(library=library)


def token(library: Library) -> str:
    """A name for the state of all that the graph says: the way it is made, the documents, what people decided."""
    ((decided, corrected),) = library.read(
        "SELECT (SELECT COALESCE(MAX(number), 0) FROM decision), (SELECT COALESCE(MAX(number), 0) FROM correction)"
    )
    return f"{form()} {library.stamp()} {decided} {library.judged()} {corrected}"


def refresh(library: Library, progress: Progress | None = None) -> str:
    """Bring the library's graph files up to date where they are missing or the data have changed; the documents' stamp.

    Raises:
        InvalidGraphError: a document's graph breaks the shapes; the files stay as they were.
    """
    return _again_if_dropped(lambda: _refreshed(library, progress))


def _again_if_dropped(make: Callable[[], _Made]) -> _Made:
    """What is made of the graph files; again where another process drops them or a document meanwhile."""
    for _ in range(_TRIES):
        with suppress(FileNotFoundError, NotHeldError):
            return make()
    return make()


def _refreshed(library: Library, progress: Progress | None) -> str:
    stamp, whole = library.stamp(), token(library)
    said, head = _place(library, FILE, f"{form()} {stamp}")
    if _head(said) != head:
        parts = itertools.chain([ontology_lines()], _parts(library, progress), _events(library))
        swap_in(said, head, parts)
    decided, head = _place(library, DECIDED, whole)
    if _head(decided) != head:
        swap_in(decided, head, [_self_lines(whole), decision_lines(library)])
    return stamp


def make_ready(library: Library) -> None:
    """Bring the graph's files up to date, of a large one also that of what questions ask of, without holding it.

    Raises:
        InvalidGraphError: a document's graph breaks the shapes; the files stay as they were.
    """
    refresh(library)
    said = files(library)[0]
    if _is_large(said):
        keep_excerpt(said)


def is_current(library: Library) -> bool:
    """Whether the file of what the documents say is there in the state of the library."""
    said, head = _place(library, FILE, f"{form()} {library.stamp()}")
    return _head(said) == head


def files(library: Library) -> tuple[Path, Path]:
    """Where the graph files are: what the documents say, and what people decided."""
    return _place(library, FILE, f"{form()} {library.stamp()}")[0], _place(library, DECIDED, token(library))[0]


def _place(library: Library, name: str, state: str) -> tuple[Path, str]:
    """A graph file with the first line that it has in this state.

    It stands beside the library, or apart from one that may only be read and has none of this state.
    """
    head = f"# zeren {state}\n"
    beside = library.home / name
    return (beside if not library.read_only or _head(beside) == head else library.derived / name), head


def _self_lines(whole: str) -> str:
    """The dataset itself, by whose stamp one sees what state of which library a server holds."""
    node, terms, types = f"<{PREFIXES['id']}library>", PREFIXES["z"], PREFIXES["rdf"]
    return f'{node} <{types}type> <{terms}Library> .\n{node} <{terms}stamp> "{whole}" .\n'


def library_triples(library: Library) -> str:
    """The whole graph of the library as sorted N-Triples, for the exports.

    Raises:
        InvalidGraphError: a document's graph breaks the shapes.
    """

    def texts() -> list[str]:
        refresh(library)
        return [path.read_text("utf-8") for path in files(library)]

    both = _again_if_dropped(texts)
    return "".join(sorted(itertools.chain.from_iterable(map(_lines, both))))


def _lines(text: str) -> Iterator[str]:
    """The statements of a file of ours, each with its line end."""
    return (f"{line}\n" for line in text.split("\n") if line and not line.startswith("#"))


def ask(store: ox.Store, sparql: str, *, limit: int | None = None) -> list[dict[str, Value]]:
    """The rows of a query on an Oxigraph store, as :meth:`Store.query` gives them; it is not judged here."""
    found = find(store, sparql)
    if isinstance(found, ox.QueryBoolean):
        return [{"ask": bool(found)}]
    if isinstance(found, ox.QueryTriples):
        names = ["subject", "predicate", "object"]
        triples = itertools.islice(found, limit)
        return [{name: plain(getattr(row, name)) for name in names} for row in triples]
    names = [variable.value for variable in found.variables]
    return [dict(zip(names, map(plain, row), strict=True)) for row in itertools.islice(found, limit)]


def columns(store: ox.Store, sparql: str, names: Sequence[str]) -> dict[str, list[str]]:
    """What a SELECT binds to these variables on an Oxigraph store, as :meth:`Store.columns` gives it."""
    found: Any = find(store, sparql)
    bound = {variable.value for variable in found.variables}
    held: dict[str, list[str]] = {name: [] for name in names}
    wanted = [(name, held[name]) for name in names if name in bound]
    for row in found:
        for name, values in wanted:
            term = row[name]
            if term is not None:
                values.append(term.value)
    return held


def find(store: ox.Store, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """What Oxigraph finds, row by row as it is read.

    Raises:
        QueryError: it cannot run the query.
    """
    try:
        return store.query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        place = re.match(r"error at (\d+):(\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列附近" if place else str(error)
        raise QueryError(f"不是可执行的 SPARQL 查询：{where}有误。") from error


def plain(term: Any) -> Value:  # noqa: ANN401 - a term of Oxigraph
    """A term as a plain value of Python."""
    if not isinstance(term, ox.Literal):
        return None if term is None else str(getattr(term, "value", term))
    return literal_value(term.value, term.datatype.value)


def _parts(library: Library, progress: Progress | None) -> Iterator[str]:
    stamp = library.stamp()
    passed = library.published(form())
    missing = [doc for doc in library.docs() if not passed.get(doc)]
    for doc in (doc for doc, kept in passed.items() if kept):
        triples = library.triples(doc, form())
        if triples is None:
            raise NotHeldError(f"“{doc}”已经改变。")
        yield triples
    for number, doc in enumerate(missing, start=1):
        if progress:
            progress(number, len(missing), doc)
        ((document, text),) = library.plans([doc])
        make = republish if doc in passed else publish
        lines = make(document, text)
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


_stores: OrderedDict[Path, tuple[tuple[object, ...], _Held]] = OrderedDict()
_loading = threading.Lock()


def _load(path: Path, stamp: str, read: Callable[[Path], ox.Store]) -> _Held:
    """The store of a file of ours in this state, loaded once; a former state goes before, as each takes much memory."""
    wanted = (stamp, form(), read)
    with _loading:
        state, held = _stores.pop(path, (None, None))
        if held is None or state != wanted:
            held = None
            held = _Held(read(path))
        _stores[path] = wanted, held
        while len(_stores) > _LIBRARIES:
            _stores.popitem(last=False)
    return held


def _read(path: Path) -> ox.Store:
    """The triples of a file of ours, of which only the form is checked, not each IRI: that takes half the time."""
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES, lenient=True)
    return store
