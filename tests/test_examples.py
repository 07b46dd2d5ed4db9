"""Examples of questions: made from what is held, and each of them has an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.asking import Asker
from graph.examples import LONGEST, find_examples
from graph.library import Library
from ingest import SEEDS, ingest_paths

DATA = Path(__file__).parent / "data"


def filled(home: Path, *paths: Path) -> Library:
    library = Library.open(home)
    ingest_paths(paths, library)
    return library


def answered(library: Library):
    asker = Asker.open(library)

    def answers(question: str) -> bool:
        answer = asker.ask(question)
        return not answer.refused and bool(answer.answers) and not answer.understood.unread

    return answers


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("paths", [(SEEDS,), (DATA / "plan-a.txt",), (DATA / "plan-a.txt", DATA / "plan-b.txt")])
def test_every_example_has_an_answer_and_comes_again(paths: tuple[Path, ...], english: bool, tmp_path: Path):
    library = filled(tmp_path, *paths)
    answers = answered(library)
    found = find_examples(library, answers, english=english)
    assert found == find_examples(library, answers, english=english)
    assert len(found) >= 3
    assert all(answers(question) for question in found)
    assert all(question.isascii() or "?" in question for question in found) == english


def test_examples_speak_of_what_is_held(tmp_path: Path):
    library = filled(tmp_path, DATA / "plan-a.txt")
    who, duties, due, *_ = find_examples(library, lambda _: True)
    text = library.text("plan-a.txt")
    assert who.removeprefix("谁牵头") in text
    assert len(who) <= len("谁牵头") + LONGEST
    assert "牵头哪些任务" in duties
    assert due[:4] in text


def test_what_has_no_answer_is_no_example(tmp_path: Path):
    library = filled(tmp_path, DATA / "plan-a.txt")
    assert find_examples(library, lambda _: False) == ()
    first = find_examples(library, lambda _: True)[0]
    assert first not in find_examples(library, lambda question: question != first)


def test_an_empty_library_has_no_examples(tmp_path: Path):
    assert find_examples(Library.open(tmp_path), lambda _: True) == ()
