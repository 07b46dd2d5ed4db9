"""Whether the library is in order: the file, the originals, the records and their quotes, the facts, what is left over.

Everything is looked at again from what it was made of; nothing is changed. What is found says what to do.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from extract.jsonform import from_json
from extract.records import Document
from graph.corrections import STATES, by_document, standing_corrections
from graph.decisions import Judgements
from graph.deriving import insert_facts, name_all
from graph.identity import orphans
from graph.journal import read_corrections, read_decisions
from graph.library import Library
from graph.opening import FILE, DamagedError, Progress, connected, run_script
from graph.quotes import InvalidRecordError, check_quotes
from graph.stamping import stamp_of
from graph.storing import fingerprint_of
from graph.verdicts import standing_verdicts

Code = Literal[
    "file", "references", "original", "record", "quotes", "facts", "names", "stamp", "graph", "stale", "draft", "aside",
    "orphan-original", "orphan-decision", "orphan-verdict", "orphan-correction",
]  # fmt: skip
_ASIDE = "library-before-restore-*.db"
_DRAFTS = ("*.nq.*", f"{FILE}.*.restoring*", "*.part")
_RESTORE = "请用 zeren restore 从备份恢复；没有备份时，把原文件重新导入。"
_REBUILD = "请运行 zeren rebuild 重新生成。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ailment:
    """One thing that is not as it should be (``wrong``), or that one should know; ``advice`` says what to do."""

    code: Code
    wrong: bool
    doc: str | None
    said: str
    advice: str


def examine(library: Library, made_by: str | None = None, progress: Progress | None = None) -> list[Ailment]:
    """What is wrong with the library or worth knowing, worst first.

    ``made_by`` names the extraction that is installed: records of another one are told.

    Raises:
        LibraryError: it cannot be read for another reason than that its file is damaged.
    """
    try:
        found = list(_examined(library, made_by, progress))
    except DamagedError as error:
        return [_wrong("file", str(error), _RESTORE)]
    return sorted(found, key=lambda one: not one.wrong)


def _examined(library: Library, made_by: str | None, progress: Progress | None) -> Iterator[Ailment]:
    with connected(library.home / FILE) as connection:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("BEGIN")  # one state of the data for all checks
        damage = list(_file(connection, progress))
        yield from damage
        if any(one.code == "file" for one in damage):
            return
        yield from _originals(connection, progress)
        records = list(_records(connection, progress))
        yield from records
        if not any(one.code == "record" for one in records):
            yield from _facts(connection, progress)
        yield from _stamp(connection)
        yield from _stale(connection, made_by)
    yield from _orphan_verdicts(library)
    yield from _orphan_decisions(library)
    yield from _orphan_corrections(library)
    yield from _left_over(library)


def _wrong(code: Code, said: str, advice: str, doc: str | None = None) -> Ailment:
    return Ailment(code=code, wrong=True, doc=doc, said=said, advice=advice)


def _notice(code: Code, said: str, advice: str, doc: str | None = None) -> Ailment:
    return Ailment(code=code, wrong=False, doc=doc, said=said, advice=advice)


def _file(connection: sqlite3.Connection, progress: Progress | None) -> Iterator[Ailment]:
    if progress:
        progress("检查文件", 0, 1)
    for (said,) in connection.execute("PRAGMA integrity_check (20)"):
        if said != "ok":
            yield _wrong("file", f"资料库文件已损坏：{said}", _RESTORE)
    broken = {table for table, *_ in connection.execute("PRAGMA foreign_key_check")}
    for table in sorted(broken):
        kept = table == "version"
        yield _wrong("references", f"表 {table} 中有行指向不存在的内容。", _RESTORE if kept else _REBUILD)


def _originals(connection: sqlite3.Connection, progress: Progress | None) -> Iterator[Ailment]:
    (total,) = connection.execute("SELECT COUNT(*) FROM original").fetchone()
    docs = defaultdict(list)
    for sha256, doc in connection.execute("SELECT DISTINCT sha256, doc FROM version"):
        docs[sha256].append(doc)
    for done, (sha256, data) in enumerate(connection.execute("SELECT sha256, bytes FROM original"), start=1):
        if progress:
            progress("核对原件", done, total)
        if sha256 not in docs:
            said = f"有一份原件（sha256 {sha256[:12]}…）不属于任何文件。"
            yield _notice("orphan-original", said, "不影响使用；zeren rebuild 会清理。")
        elif hashlib.sha256(data).hexdigest() != sha256:
            yield _wrong("original", "原件的字节与入库时不同。", _RESTORE, "、".join(docs[sha256]))


def _records(connection: sqlite3.Connection, progress: Progress | None) -> Iterator[Ailment]:
    """Every version's record against its text and its file, former versions too."""
    numbers = [number for (number,) in connection.execute("SELECT id FROM version ORDER BY doc, id")]
    for done, number in enumerate(numbers, start=1):
        if progress:
            progress("核对引文", done, len(numbers))
        doc, fingerprint, record, text, original = connection.execute(
            "SELECT doc, fingerprint, record, text, bytes FROM version LEFT JOIN original USING (sha256) WHERE id = ?",
            (number,),
        ).fetchone()
        try:
            document = from_json(json.loads(record))
        except ValueError as error:
            yield _wrong("record", f"提取记录读不出来：{error}", _RESTORE, doc)
            continue
        if fingerprint_of(document, record) != fingerprint:
            yield _wrong("record", "提取记录与入库时不同。", _RESTORE, doc)
        elif original is not None:
            yield from _quotes(document, text, original)


def _quotes(document: Document, text: str, original: bytes) -> Iterator[Ailment]:
    try:
        check_quotes(document, text=text, original=original)
    except InvalidRecordError as error:
        yield _wrong("quotes", f"提取结果与原文不符：{error.reason}。", _RESTORE, document.doc)


def _facts(connection: sqlite3.Connection, progress: Progress | None) -> Iterator[Ailment]:
    """The fact tables against what the records give when they are laid out once more, beside the library."""
    judgements = Judgements(read_decisions(connection))
    corrections = by_document(read_corrections(connection))
    with closing(sqlite3.connect("", isolation_level=None)) as fresh:  # a file of SQLite's own that nobody sees
        fresh.execute("BEGIN")
        fresh.execute("CREATE TABLE version (id INTEGER PRIMARY KEY)")
        run_script(fresh, "derived.sql")
        docs = [doc for (doc,) in connection.execute("SELECT doc FROM version WHERE current = 1 ORDER BY doc")]
        for done, doc in enumerate(docs, start=1):
            if progress:
                progress("核对事实表", done, len(docs))
            record, text = connection.execute(
                "SELECT record, text FROM version WHERE doc = ? AND current = 1", (doc,)
            ).fetchone()
            insert_facts(fresh, from_json(json.loads(record)), text, judgements, corrections.get(doc, ()))
        name_all(fresh, judgements)
        names = fresh.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for table in [name for (name,) in names if name not in ("version", "published")]:
            yield from _differing(connection, fresh, table)


def _differing(connection: sqlite3.Connection, fresh: sqlite3.Connection, table: str) -> Iterator[Ailment]:
    columns = [row[1] for row in fresh.execute(f"PRAGMA table_info ({table})")]
    by_doc = "doc" in columns
    select = f"SELECT {'doc' if by_doc else 'NULL'}, {', '.join(columns)} FROM {table}"
    here, there = _digests(connection, select), _digests(fresh, select)
    for doc in sorted((key for key in here.keys() | there.keys() if here.get(key) != there.get(key)), key=str):
        code: Code = "facts" if by_doc else "names"
        yield _wrong(code, f"表 {table} 与提取记录不一致。", _REBUILD, doc)


def _digests(connection: sqlite3.Connection, select: str) -> dict[str | None, int]:
    """What a table holds of each document, in whatever order its rows stand."""
    found: dict[str | None, int] = defaultdict(int)
    for doc, *values in connection.execute(select):
        found[doc] += int.from_bytes(hashlib.blake2b(repr(values).encode(), digest_size=16).digest(), "big")
    return found


def _stamp(connection: sqlite3.Connection) -> Iterator[Ailment]:
    row = connection.execute("SELECT value FROM setting WHERE name = 'stamp'").fetchone()
    if row is None or row[0] != stamp_of(connection):
        yield _wrong("stamp", "数据版本的标记与数据不符，页面和图谱可能过期。", _REBUILD)


def _stale(connection: sqlite3.Connection, made_by: str | None) -> Iterator[Ailment]:
    if made_by is None:
        return
    rows = connection.execute("SELECT doc FROM version WHERE current = 1 AND made_by IS NOT ? ORDER BY doc", (made_by,))
    for (doc,) in rows:
        said = "由其他版本的规则读取，现在的规则可能读出更多。"
        yield _notice("stale", said, "可运行 zeren rebuild --reread 用原件重新读取。", doc)


def _orphan_decisions(library: Library) -> Iterator[Ailment]:
    for number in sorted(orphans(library)):
        said = f"单位判断第 {number} 条所说的单位，现有文件中没有。"
        yield _notice(
            "orphan-decision", said, f"文件再次导入后自动生效；不再需要时用 zeren decide --undo {number} 撤销。"
        )


def _orphan_verdicts(library: Library) -> Iterator[Ailment]:
    held = set(library.docs())
    for one in standing_verdicts(library.verdicts()).values():
        missing = sorted(set(one.doc.split("\n")) - held)
        if missing:
            said = f"第 {one.number} 条判断针对的文件不在库中：{'、'.join(missing)}。"
            yield _notice(
                "orphan-verdict", said, f"文件再次导入后自动生效；不再需要时用 zeren judge --undo {one.number} 撤销。"
            )


def _orphan_corrections(library: Library) -> Iterator[Ailment]:
    held, states = set(library.docs()), {one.number: one.state for one in library.applied()}
    for one in standing_corrections(library.corrections()):
        undo = f"不再需要时用 zeren correct --undo {one.number} 撤销。"
        if one.doc not in held:
            said = f"第 {one.number} 条更正针对的文件不在库中：{one.doc}。"
            yield _notice("orphan-correction", said, f"文件再次导入后自动生效；{undo}")
        elif states[one.number] in ("unread", "gone"):
            said = f"第 {one.number} 条更正{STATES[states[one.number]][0]}。"
            yield _notice("orphan-correction", said, f"请对照原文重新更正；{undo}", one.doc)


def _left_over(library: Library) -> Iterator[Ailment]:
    stamp = library.stamp()
    for path in sorted(library.home.glob("*.nq")):
        with path.open(encoding="utf-8", errors="replace") as file:
            if stamp not in file.readline():
                yield _notice("graph", f"图谱文件 {path.name} 不是现有数据的。", "不必处理：下次查询时自动重新生成。")
    for pattern in _DRAFTS:
        for path in sorted(library.home.glob(pattern)):
            said = f"有没写完的文件 {path.name}。"
            yield _notice("draft", said, "没有其他 zeren 程序在运行时，可以删除。")
    for path in sorted(library.home.glob(_ASIDE)):
        said = f"恢复备份前的资料库还留着：{path.name}（{path.stat().st_size / 1e6:.1f} MB）。"
        yield _notice("aside", said, "确认不再需要后可以删除；其中可能有已移除的文件。")
