"""What a user is told when the library's file cannot be used: why, and what to do about it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from graph import opening
from graph.library import Library, LibraryError
from graph.opening import FILE, connected
from tests.plans import fill_library, load_documents, load_text


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path)


def add(library: Library) -> None:
    text = load_text("plan-a.txt")
    library.add(load_documents()[0], text=text, original=text.encode())


def test_a_writer_that_does_not_end_is_told_as_one(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "WAIT", 0.1)
    with connected(library.home / FILE) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match=r"另一个程序正在写入.*重试"):
            add(library)
        assert library.docs() == []  # readers do not wait


def test_opening_does_not_wait_for_a_writer(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "WAIT", 0.1)
    with connected(library.home / FILE) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert Library.open(library.home).docs() == []


def test_a_writer_waits_for_another(library: Library):
    begun, ended = threading.Event(), threading.Event()

    def write() -> None:
        with connected(library.home / FILE) as writer:
            writer.execute("BEGIN IMMEDIATE")
            begun.set()
            ended.wait(0.5)
            writer.execute("COMMIT")

    other = threading.Thread(target=write)
    other.start()
    begun.wait()
    add(library)
    other.join()
    assert library.docs() == ["plan-a.txt"]


def test_a_full_disk_is_told_as_one(library: Library, monkeypatch: pytest.MonkeyPatch):
    connect = sqlite3.connect

    def cramped(*given: object, **named: object) -> sqlite3.Connection:
        connection = connect(*given, **named)
        connection.execute("PRAGMA max_page_count = 1")  # SQLite then says the same as on a full disk
        return connection

    monkeypatch.setattr(sqlite3, "connect", cramped)
    document = load_documents()[0]
    text = load_text("plan-a.txt")
    with pytest.raises(LibraryError, match=r"磁盘已满.*没有改变"):
        for _ in range(100):
            library.keep_setting(text * 100, "")
            library.add(document, text=text, original=text.encode())
    monkeypatch.undo()
    assert library.docs() in ([], ["plan-a.txt"])


def test_a_column_that_is_missing_is_no_full_disk(library: Library):
    with pytest.raises(LibraryError, match=r"结构与本程序不符.*zeren rebuild") as caught:
        library.read("SELECT nothing FROM plan")
    assert "磁盘" not in str(caught.value)


def test_a_file_that_may_not_be_written_is_told_as_one(library: Library):
    with pytest.raises(LibraryError, match="只读"):
        library.read("DELETE FROM plan")


def test_a_folder_that_went_away_is_told(tmp_path: Path):
    library = Library(home=tmp_path / "missing")
    with pytest.raises(LibraryError, match="打不开资料库文件"):
        library.docs()


def test_a_damaged_file_says_restore(tmp_path: Path):
    library = fill_library(tmp_path)
    path = library.home / FILE
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(LibraryError, match=r"已损坏.*zeren restore"):
        library.documents()


def test_what_is_acknowledged_is_on_the_disk(library: Library):
    with connected(library.home / FILE) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
