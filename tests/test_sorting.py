"""The graph of many documents is written sorted and each statement once, and never held as a whole."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from graph import store
from graph.publish import merge
from graph.sorting import each_once
from tests.plans import fill_library


def test_the_order_is_that_of_characters():
    first = '<b> <a> "汉" .\n<b> <a> "𠀀" .\n'
    parts = [first, '<b> <a> "ｚ" .\n<b> <a> "汉" .\n\n', '<a> <b> "\0" .\n']
    assert b"".join(each_once(parts)).decode() == merge(parts)


def test_many_statements_take_little_memory():
    def parts():
        for number in range(400):
            yield "".join(f'<{number:04}-{line:05}> <said> "{"x" * 200}" .\n' for line in range(250))

    tracemalloc.start()
    found = sum(1 for _ in each_once(parts()))
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

    def broken(parts: object) -> object:
        yield b"<a> <b> <c> .\n"
        raise OSError("disk full")

    monkeypatch.setattr(store, "each_once", broken)
    with pytest.raises(OSError, match="disk full"):
        store.refresh(library)
    assert not list(tmp_path.glob("*.nq*"))
