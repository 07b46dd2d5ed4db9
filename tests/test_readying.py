"""Questions are got ready for beside the pages, once for all visitors."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from graph import readying
from graph.asking import Asker
from graph.errors import GraphError
from graph.library import Library
from tests.plans import fill_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return fill_library(tmp_path)


def test_a_large_library_is_not_waited_for(library: Library, monkeypatch: pytest.MonkeyPatch):
    may, begun = threading.Event(), []
    open_asker = Asker.open

    def slow(held: Library) -> Asker:
        begun.append(held)
        may.wait(20)
        return open_asker(held)

    monkeypatch.setattr(readying.Asker, "open", slow)
    monkeypatch.setattr(readying, "PATIENCE", 0.05)
    likely = readying.examples(library, english=False)
    assert likely
    assert [readying.opened(library) for _ in range(3)] == [None] * 3
    may.set()
    monkeypatch.setattr(readying, "PATIENCE", 20)
    asker = readying.opened(library)
    assert asker is not None
    assert not asker.ask("一共有多少项任务").refused
    assert len(begun) == 1


def test_examples_that_have_answers_are_kept_with_the_library(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(readying, "PATIENCE", 20)
    tried = readying.examples(library, english=False)
    asker = readying.opened(library)
    assert asker is not None
    assert tried
    assert not any(asker.ask(question).refused for question in tried)
    monkeypatch.setattr(readying.Asker, "open", lambda _: pytest.fail("opened for examples that are known"))
    readying._openings.clear()
    assert readying.examples(library, english=False) == tried


def test_what_fails_is_told_and_tried_again(library: Library, monkeypatch: pytest.MonkeyPatch):
    def broken(_: Library) -> Asker:
        raise GraphError("图谱损坏")

    monkeypatch.setattr(readying, "PATIENCE", 20)
    with monkeypatch.context() as patch:
        patch.setattr(readying.Asker, "open", broken)
        with pytest.raises(GraphError, match="图谱损坏"):
            readying.opened(library)
    assert readying.opened(library) is not None
