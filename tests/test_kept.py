"""What is kept while a library stays as it is: made once however many want it, and gone with the state it is of."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from graph import facts, readying
from graph.asking import Asker
from graph.kept import Kept, while_it_stays
from graph.library import Library
from tests.plans import fill_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return fill_library(tmp_path)


def test_a_value_is_made_once_for_all_who_want_it_at_a_time():
    kept, made = Kept(), []

    def make() -> str:
        made.append(threading.current_thread())
        time.sleep(0.1)
        return "value"

    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(kept.get("key", make))) for _ in range(5)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == ["value"] * 5
    assert len(made) == 1


def test_what_could_not_be_made_is_tried_again():
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: 1 // 0)
    assert kept.get("key", lambda: 2) == 2


def test_values_go_with_the_state_of_the_library(library: Library):
    made: list[str] = []

    @while_it_stays()
    def plans(held: Library, words: str) -> int:
        made.append(words)
        return len(held.docs())

    before = [plans(library, "a"), plans(library, "a"), plans(library, words="a"), plans(library, "b")]
    assert made == ["a", "a", "b"]
    library.remove(library.docs()[0], who="A", at="2024-01-01")
    assert plans(library, "a") == before[0] - 1
    assert made == ["a", "a", "b", "a"]


def test_lists_that_are_kept_can_be_changed_by_who_gets_them(library: Library):
    whole = facts.plans(library)
    facts.plans(library).clear()
    assert facts.plans(library) == whole


def test_an_answer_is_given_again_until_the_library_changes(library: Library, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    own = Asker.ask

    def ask(asker: Asker, question: str, *rest: object, **named: bool | None) -> object:
        asked.append(question)
        return own(asker, question, *rest, **named)  # type: ignore[arg-type] # as it is called

    monkeypatch.setattr(readying, "PATIENCE", 60)
    readying.examples(library, english=False)
    opened = readying.opened(library)
    assert opened is not None
    readying._openings[library.home].thread.join(60)  # which tries examples
    monkeypatch.setattr(Asker, "ask", ask)
    question = "一共有多少项任务"
    first = readying.answered(library, question)
    assert first is not None
    assert readying.answered(library, question) is first
    assert readying.answered(library, question, {"role": "lead"}) is not first
    assert asked == [question] * 2
    library.remove(library.docs()[0], who="A", at="2024-01-01")
    assert readying.answered(library, question) != first
