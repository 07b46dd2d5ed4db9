"""The library: the documents as they came, what was read from them, and the fact tables that every page counts on.

One SQLite file in write-ahead mode, so that readers never wait for the writer. A document goes in with one
transaction: all of it or nothing. Connections live as long as one operation, so a library may be shared by threads.
"""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extract.jsonform import from_json
from extract.records import Document, Issue
from graph.amending import append_correction
from graph.correcting import correct_document
from graph.corrections import Applied, Correction, by_document, taking_back
from graph.decisions import Decision, Judgements, Renaming, check_decision, with_units
from graph.deriving import places_for, read_bodies, rejudge
from graph.errors import cause
from graph.journal import (
    Removed,
    read_corrections,
    read_decisions,
    read_removals,
    read_verdicts,
    write_decision,
    write_verdict,
)
from graph.linking import Body
from graph.opening import FILE, Progress, connected, derive, prepare
from graph.quotes import InvalidRecordError, LibraryError, NotHeldError, check_quotes
from graph.readonly import ReadOnlyError, apart, only_read
from graph.removing import erased_before, overwrite, remove_document, remove_held, rewrite
from graph.stamping import restamp
from graph.storing import Added, store_document
from graph.verdicts import Verdict, check_verdict

__all__ = ["Added", "Document", "InvalidRecordError", "Issue", "Library", "LibraryError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library in the folder ``home``; ``samples`` is true of the one that holds only the sample documents.

    A ``guarded`` one is for somebody who may read and not write.
    """

    home: Path
    samples: bool = False
    guarded: bool = False

    @classmethod
    def open(cls, home: Path, *, samples: bool = False) -> Library:
        """The library in this folder, made where there is none.

        Raises:
            LibraryError: the folder cannot be written, or its file is no library or one of a later version.
        """
        library = cls(home=home, samples=samples)
        if library.read_only:
            if not (home / FILE).exists():
                raise LibraryError(f"{home} 里没有资料库，也不能写入。请检查 ZEREN_HOME 和文件夹的权限。")
            prepare(home / FILE)
            return library
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"无法打开资料库 {home}：{cause(error)}。请检查文件夹是否可写。") from error
        prepare(home / FILE)
        return library

    @property
    def read_only(self) -> bool:
        """Whether nobody can write to it."""
        return only_read(self.home)

    @property
    def derived(self) -> Path:
        """The folder for files that are made from the library and can be made again."""
        return apart(self.home) if self.read_only else self.home

    def add(self, document: Document, *, text: str, original: bytes, made_by: str | None = None,
            instead: Sequence[Removed] = ()) -> Added:  # fmt: skip
        """Store a document with its analysed text and the bytes it came from, in one transaction.

        ``made_by`` names the extraction that read the file. What it stands ``instead`` of is taken out with that.
        "unchanged": the same file with the same record is there. "reread": the same file is there with another record,
        which this one replaces. "replaced": another file of this name was there and is kept as a former version.
        "duplicate": the same text stands here under another name; nothing is stored.

        Raises:
            InvalidRecordError: hashes, offsets or quotes do not fit the text; nothing is stored.
            LibraryError: nobody takes out what it stands instead of; nothing is stored.
        """
        check_quotes(document, text=text, original=original)
        with self._writing() as connection:
            added = store_document(connection, document, text=text, original=original, made_by=made_by)
            remove_held(connection, instead if added != "duplicate" else ())
            return added

    def remove(self, doc: str, *, who: str, at: str, erase: bool = False) -> Removed:
        """Take a document out, its former versions too, and note who did it; decisions and verdicts stay.

        Its bytes and records are kept unless ``erase`` is set: then they are overwritten in the library's files, and in
        verdicts and corrections the words that they quote. A document that was removed can be imported again, or be
        erased later.

        Raises:
            LibraryError: there is nothing of it to take out; or its bytes could not be overwritten.
        """
        asked = Removed(number=0, at=at, who=who, doc=doc, sha256=None, versions=0, erased=erase)
        with self._writing() as connection:
            again = erased_before(connection, doc) if erase else None
            removed = again or remove_document(connection, asked)
        if erase:
            overwrite(self.home, doc)
        return removed

    def removals(self) -> list[Removed]:
        """Every removal, in the order they were made."""
        with self._reading() as connection:
            return list(read_removals(connection))

    def holds(self, doc: str) -> bool:
        """Whether a document of this name is held."""
        return bool(self.read("SELECT EXISTS (SELECT 1 FROM version WHERE doc = ? AND current = 1)", (doc,))[0][0])

    def docs(self) -> list[str]:
        """The names of the documents held, sorted."""
        return [doc for (doc,) in self.read("SELECT doc FROM version WHERE current = 1 ORDER BY doc")]

    def documents(self) -> list[Document]:
        """The records of all documents held, sorted by name; as corrected, each unit with its one full name."""
        return [document for document, _ in self.plans()]

    def document(self, doc: str) -> Document:
        """The record of a document; units as people decided, each with its one full name.

        Raises:
            LibraryError: no document has this name.
        """
        return self.plans([doc])[0][0]

    def plans(self, docs: Sequence[str] | None = None) -> list[tuple[Document, str]]:
        """The records of all documents, sorted by name, or of these in their order, each with the text it was read in.

        All are of one state of the library; units as people decided, each with its one full name.

        Raises:
            LibraryError: no document has one of these names.
        """
        among = "" if docs is None else f" AND doc IN ({places_for(docs)})"
        values = () if docs is None else tuple(docs)
        with self._reading() as connection, _no_garbage():
            named = _units_named(connection, docs)
            corrected = by_document(read_corrections(connection))
            rows = connection.execute(  # one after the other: the JSON of all takes as much memory as their records
                f"SELECT doc, record, text FROM version WHERE current = 1{among} ORDER BY doc", values
            )
            held = {
                doc: (with_units(_corrected(from_json(json.loads(record)), text, corrected), named), text)
                for doc, record, text in rows
            }
        return [_of(held, doc) for doc in (held if docs is None else docs)]

    def bodies(self, units: Collection[str] | None = None) -> dict[str, Body]:
        """These units, or all, with all their surfaces, sorted by id."""
        with self._reading() as connection:
            wanted = {unit for (unit,) in connection.execute("SELECT unit FROM body")} if units is None else set(units)
            return read_bodies(connection, wanted, Judgements(read_decisions(connection)))

    def decisions(self) -> list[Decision]:
        """Every decision of people about units, those taken back too, in the order they were made."""
        with self._reading() as connection:
            return list(read_decisions(connection))

    def decide(self, decision: Decision) -> Decision:
        """Append a decision (its number is given here) and bring all that is derived up to date, in one transaction.

        Raises:
            DecisionError: it contradicts one that stands, or takes back one that is not there; nothing is stored.
        """
        with self._writing() as connection:
            before = list(read_decisions(connection))
            check_decision(decision, before)
            numbered = replace(decision, number=write_decision(connection, decision))
            rejudge(connection, Judgements([*before, numbered]))
            restamp(connection)
        return numbered

    def verdicts(self) -> list[Verdict]:
        """Every verdict of people on findings, those taken back too, in the order they were given."""
        with self._reading() as connection:
            return list(read_verdicts(connection))

    def judge(self, verdict: Verdict) -> Verdict:
        """Append a verdict on a finding; its number is given here. The stamp stays, :meth:`judged` moves.

        Raises:
            VerdictError: it means nothing, or takes back one that does not stand; nothing is stored.
        """
        with self._writing() as connection:
            check_verdict(verdict, read_verdicts(connection))
            return replace(verdict, number=write_verdict(connection, verdict))

    def judged(self) -> int:
        """The number of the last verdict, 0 while there is none."""
        return int(self.read("SELECT COALESCE(MAX(number), 0) FROM verdict")[0][0])

    def corrections(self) -> list[Correction]:
        """Every correction of what was read, those taken back too, in the order they were made."""
        with self._reading() as connection:
            return list(read_corrections(connection))

    def applied(self, doc: str | None = None) -> list[Applied]:
        """What became of each correction of the documents held, or of one, that was not taken back; by its number."""
        of_doc = "" if doc is None else " WHERE doc = :doc"
        rows = self.read(f"SELECT doc, number, state, task FROM applied{of_doc} ORDER BY number", {"doc": doc})
        return [Applied(doc=held, number=number, state=state, task=task) for held, number, state, task in rows]

    def correct(self, correction: Correction) -> Correction:
        """Append a correction (its number is given here) and bring all that is derived up to date, in one transaction.

        Raises:
            CorrectionError: it means nothing, or speaks of nothing that is read in the document; nothing is stored.
        """
        with self._writing() as connection:
            return append_correction(connection, correction)

    def take_back(self, number: int, *, who: str, at: str, note: str = "") -> Correction:
        """Take back a correction by a further entry; what was read holds again, or the correction before it.

        Raises:
            CorrectionError: no correction of this number stands, or nobody takes it back.
        """
        return self.correct(taking_back(self.corrections(), number, who=who, at=at, note=note))

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make all that is derived from the records and the decisions again, and the file as small as it can be.

        Readers see the former state until it is done; original files of which no version is left go.
        """
        with self._writing() as connection:
            connection.execute("DELETE FROM original WHERE sha256 NOT IN (SELECT sha256 FROM version)")
            derive(connection, progress)
        rewrite(self.home)

    def text(self, doc: str) -> str:
        """The analysed text of a document, in which all offsets count.

        Raises:
            LibraryError: no document has this name.
        """
        rows = self.read("SELECT text FROM version WHERE doc = ? AND current = 1", (doc,))
        return str(_only(rows, doc)[0])

    def original(self, doc: str) -> bytes:
        """The bytes of the file as it came.

        Raises:
            LibraryError: no document has this name.
        """
        rows = self.read("SELECT bytes FROM original JOIN version USING (sha256) WHERE doc = ? AND current = 1", (doc,))
        return bytes(_only(rows, doc)[0])

    def versions(self, doc: str) -> list[Document]:
        """All versions of a document in the order they came, the current one last; those of a removed one, too."""
        rows = self.read("SELECT record FROM version WHERE doc = ? ORDER BY current, id", (doc,))
        return [from_json(json.loads(record)) for (record,) in rows]

    def stamp(self) -> str:
        """A name for the data's version: equal data, equal stamp."""
        rows = self.read("SELECT value FROM setting WHERE name = 'stamp'")
        return str(rows[0][0])

    def setting(self, name: str) -> str | None:
        """The value kept under this name, or None."""
        rows = self.read("SELECT value FROM setting WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a value that belongs to the library as a whole; nothing where it may only be read."""
        if self.read_only:
            return
        with self._keeping() as connection:
            connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def published(self, form: str) -> dict[str, bool]:
        """The current documents whose graphs passed the shapes in this form, and whether their N-Triples are kept."""
        rows = self.read(
            "SELECT doc, triples IS NOT NULL FROM published JOIN version ON version.id = published.version"
            " WHERE current = 1 AND form = ? ORDER BY doc",
            (form,),
        )
        return {doc: bool(kept) for doc, kept in rows}

    def triples(self, doc: str, form: str) -> str | None:
        """The N-Triples kept for a current document that were made in this form."""
        rows = self.read(
            "SELECT triples FROM published JOIN version ON version.id = published.version"
            " WHERE current = 1 AND doc = ? AND form = ?",
            (doc, form),
        )
        return rows[0][0] if rows else None

    def keep_published(self, doc: str, form: str, triples: str | None, *, stamp: str) -> None:
        """Keep the checked N-Triples of a current document that were made of the data of this stamp, or that it passed.

        Nothing is kept where the data have changed since (documents, or what people decided of units), or where the
        library may only be read.
        """
        if self.read_only:
            return
        with self._keeping() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO published SELECT id, ?, ? FROM version WHERE doc = ? AND current = 1"
                " AND EXISTS (SELECT 1 FROM setting WHERE name = 'stamp' AND value = ?)",
                (form, triples, doc, stamp),
            )

    def read(self, sql: str, values: Mapping[str, Any] | tuple[Any, ...] = ()) -> list[Any]:
        """The rows of one SELECT; nothing can be written through it."""
        with self._reading() as connection:
            return connection.execute(sql, values).fetchall()

    def select(self, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows of one SELECT by the names of their columns; nothing can be written through it."""
        with self._reading() as connection:
            found = connection.execute(sql, values)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with connected(self.home / FILE) as connection:
            connection.execute("PRAGMA query_only = 1")
            connection.execute("BEGIN")  # one state of the data for all that is read
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self.read_only:
            raise ReadOnlyError("资料库只读，不能写入。")
        if self.guarded:
            raise ReadOnlyError("您只能查阅，不能改动资料库。")
        with self._keeping() as connection:
            yield connection

    @contextmanager
    def _keeping(self) -> Iterator[sqlite3.Connection]:
        """For what is made from the library, which a reader may keep in it too."""
        with connected(self.home / FILE) as connection, connection:  # commits, or rolls back what was broken off
            connection.execute("BEGIN IMMEDIATE")
            yield connection


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Nothing is looked for that could be thrown away, which takes a third of the time where many records are made."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _corrected(document: Document, text: str, corrections: Mapping[str, Sequence[Correction]]) -> Document:
    return correct_document(document, text, corrections.get(document.doc, ()))[0]


def _units_named(connection: sqlite3.Connection, docs: Sequence[str] | None) -> Renaming:
    """What the names of these documents, or of all, mean."""
    judgements = Judgements(read_decisions(connection))
    among = "" if docs is None else f" WHERE unit IN (SELECT unit FROM naming WHERE doc IN ({places_for(docs)}))"
    names = dict(connection.execute(f"SELECT unit, canonical FROM body{among}", () if docs is None else tuple(docs)))

    def named(unit: str, surface: str, canonical: str) -> tuple[str, str]:
        meant = judgements.unit_of(unit, surface) if judgements else unit
        return meant, names.get(meant, canonical)

    return named


def _of(rows: Mapping[str, Any], doc: str) -> Any:  # noqa: ANN401 - a row of SQLite
    return _only([rows[doc]] if doc in rows else [], doc)


def _only(rows: list[Any], doc: str) -> Any:  # noqa: ANN401 - a row of SQLite
    if not rows:
        raise NotHeldError(f"资料库中没有“{doc}”。")
    return rows[0]
