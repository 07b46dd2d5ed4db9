"""Taking a document out of the library: out of all that is shown, and if wanted out of the file, byte for byte."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from graph.decisions import Judgements
from graph.deriving import take_out
from graph.journal import Removed, read_decisions, read_removals, write_removal
from graph.opening import FILE, connected, forget_graph
from graph.quotes import LibraryError
from graph.stamping import move_stamp


def remove_document(connection: sqlite3.Connection, asked: Removed) -> Removed:
    """Take a document out within the writer's transaction, and note it; its number and what was held are given here.

    Without ``erased`` its versions stay as former ones. With it they go, the bytes that no other document has, and the
    words that verdicts and corrections quote of it. What people decided stays.

    Raises:
        LibraryError: there is nothing of it to take out, or nobody takes it out.
    """
    if not asked.who.strip():
        raise LibraryError("请写明由谁移除。")
    doc = asked.doc
    held = connection.execute(
        "SELECT sha256, fingerprint, current FROM version WHERE doc = ? ORDER BY current, id", (doc,)
    ).fetchall()
    if not held:
        raise LibraryError(f"资料库中没有“{doc}”。请用 zeren doctor 查看库中有哪些文件。")
    sha256, fingerprint, current = held[-1]
    if not current and not asked.erased:
        raise LibraryError(f"“{doc}”已经移除，原件还在。要连同原件一起清除，请加 --erase。")
    if current:
        take_out(connection, doc, Judgements(read_decisions(connection)))
        connection.execute("DELETE FROM published WHERE version IN (SELECT id FROM version WHERE doc = ?)", (doc,))
        connection.execute("UPDATE version SET current = 0 WHERE doc = ?", (doc,))
        move_stamp(connection, doc, before=fingerprint)
    if asked.erased:
        _forget(connection, doc)
    removed = replace(asked, sha256=sha256 if current else None, versions=len(held))
    return replace(removed, number=write_removal(connection, removed))


def remove_held(connection: sqlite3.Connection, asked: Iterable[Removed]) -> None:
    """Take out those of these documents that are still held."""
    held = {doc for (doc,) in connection.execute("SELECT doc FROM version WHERE current = 1")}
    for one in asked:
        if one.doc in held:
            remove_document(connection, one)


def _forget(connection: sqlite3.Connection, doc: str) -> None:
    connection.execute("PRAGMA secure_delete = 1")
    files = [sha256 for (sha256,) in connection.execute("SELECT DISTINCT sha256 FROM version WHERE doc = ?", (doc,))]
    connection.execute("DELETE FROM version WHERE doc = ?", (doc,))
    for sha256 in files:
        connection.execute(
            "DELETE FROM original WHERE sha256 = :file AND :file NOT IN (SELECT sha256 FROM version)", {"file": sha256}
        )
    words = ", ".join(f"{column} = ''" for column in ("task", "quote", "preceding", "following", "words"))
    gone = ", ".join(f"{column} = NULL" for column in ("read", "rrule", "indicator", "measure"))
    connection.execute(f"UPDATE correction SET {words}, {gone} WHERE doc = ?", (doc,))
    quoting = connection.execute("SELECT number, doc FROM verdict WHERE words != ''").fetchall()
    for number in [number for number, docs in quoting if doc in docs.split("\n")]:
        connection.execute("UPDATE verdict SET words = '' WHERE number = ?", (number,))
    connection.execute("DELETE FROM setting WHERE name LIKE 'events %'")  # made again with the graph


def erased_before(connection: sqlite3.Connection, doc: str) -> Removed | None:
    """The erasure of a document of which nothing is held, None where there was none."""
    held = connection.execute("SELECT 1 FROM version WHERE doc = ?", (doc,)).fetchone()
    found = [one for one in read_removals(connection) if one.doc == doc and one.erased]
    return found[-1] if found and held is None else None


def overwrite(home: Path, doc: str) -> None:
    """Return if nothing of a document that was erased stands in the library's files any more.

    Raises:
        LibraryError: the file could not be written anew; the document is erased in the library, its bytes may be left.
    """
    try:
        why = None if rewrite(home) else "其他程序正在读取"
    except LibraryError as error:
        why = f"没能改写文件（{error.__cause__}）"
    if why:
        raise LibraryError(
            f"“{doc}”已从资料库移除，但{why}，磁盘上的旧字节还没有清除。"
            f"请关闭打开着资料库的页面和程序，并确认磁盘空间足够，再运行一次 zeren remove {doc} --erase。"
        )


def rewrite(home: Path) -> bool:
    """Write the library's file anew without what was deleted; whether nothing of that stands in its files any more.

    It stands there longer where others are reading. The graph is made again when it is next asked.
    """
    forget_graph(home)
    with connected(home / FILE) as connection:
        connection.execute("VACUUM")  # every page is written anew, free ones are left out
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint (TRUNCATE)").fetchone()
    return not busy
