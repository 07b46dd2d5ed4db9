"""The graph of many documents is written sorted and each statement once, and never held as a whole."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import pytest

from graph import sorting, store
from graph.publish import merge
from graph.quotes import LibraryError
from graph.sorting import each_once, swap_in
from tests.plans import fill_library


def test_the_order_is_that_of_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first = '<b> <a> "汉" .\n<b> <a> "𠀀" .\n'
    parts = [first, '<b> <a> "ｚ" .\n<b> <a> "汉" .\n\n', '<a> <b> "\0" .\n']
    assert b"".join(each_once(parts, tmp_path)).decode() == merge(parts)
    monkeypatch.setattr(sorting, "_HELD", 1)  # every line in a file of its own
    assert b"".join(each_once(parts, tmp_path)).decode() == merge(parts)
    assert list(each_once([], tmp_path)) == []
    assert not list(tmp_path.iterdir())


def test_many_statements_take_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sorting, "_HELD", sorting._HELD >> 4)

    def parts():
        for number in range(400):
            yield "".join(f'<{number:04}-{line:05}> <said> "{"x" * 200}" .\n' for line in range(250))

    tracemalloc.start()
    found = sum(1 for _ in each_once(parts(), tmp_path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == 100_000
    assert most < 2 * 2**20  # of more than 20 MB


def test_what_questions_ask_of_is_made_without_opening_the_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = fill_library(tmp_path)
    monkeypatch.setattr(store, "LARGE", 1)
    for reader in ("read_excerpt", "_read", "open_whole"):
        monkeypatch.setattr(store, reader, lambda *_: pytest.fail("opened"))
    store.make_ready(library)
    excerpt = store.files(library)[0].with_suffix(".asked.nq")
    assert excerpt.read_text("utf-8").startswith("# zeren ")
    assert not list(tmp_path.glob("*.nq.*"))


def test_a_draft_that_was_broken_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = fill_library(tmp_path)

    def broken(parts: object, folder: object) -> object:
        yield b"<a> <b> <c> .\n"
        raise OSError("disk full")

    monkeypatch.setattr(sorting, "each_once", broken)
    with pytest.raises(OSError, match="disk full"):
        store.refresh(library)
    assert not list(tmp_path.glob("*.nq*"))


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for the files that are open")
def test_it_is_sorted_in_the_folder_of_the_file(tmp_path: Path):
    lines = each_once(["b\n", "a\n"], tmp_path)
    assert next(lines) == b"a\n"
    opened = [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    assert any(place.startswith(f"{tmp_path}/") for place in opened)
    assert not list(tmp_path.iterdir())  # it has no name and ends with the program


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no file that is always full")
def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = fill_library(tmp_path)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Path("/dev/full").open("w+b"))  # noqa: SIM115
    with pytest.raises(LibraryError, match=r"磁盘已满。.*没有改变"):
        store.refresh(library)
    assert not list(tmp_path.glob("*.nq*"))


def test_an_error_of_what_is_sorted_keeps_its_name(tmp_path: Path):
    def parts():
        yield "a\n"
        raise sqlite3.OperationalError("database is locked")

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        swap_in(tmp_path / "graph.nq", "# head\n", parts())
    assert not list(tmp_path.iterdir())


def test_drafts_of_programs_that_died_go_and_those_of_others_stay(tmp_path: Path):
    died = subprocess.Popen([sys.executable, "-c", ""])
    died.wait()
    left, own, old, kept = (
        tmp_path / f"graph.nq.{end}" for end in (f"{died.pid}-1", f"{os.getpid()}-1", f"{os.getpid()}-2", "bak")
    )
    for path in (left, own, old, kept):
        path.write_text("<a>", "utf-8")
    past = time.time() - 25 * 3600
    os.utime(old, (past, past))
    os.utime(kept, (past, past))
    swap_in(tmp_path / "graph.nq", "# head\n", ["b\n", "a\n"])
    assert (tmp_path / "graph.nq").read_bytes() == b"# head\na\nb\n"
    assert [left.exists(), own.exists(), old.exists(), kept.exists()] == [sys.platform == "win32", True, False, True]
