"""docs/asking.md is true: every example of a kind is answered on the samples, every example of a refusal is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from graph.answers import Kind
from graph.asking import Asker
from ingest import sample_library

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "asking.md").read_text("utf-8")
KINDS = re.findall(r"^\|(?:[^|]+\|)? ([^|]+?) \| `([a-z-]+)` \|$", TEXT, re.MULTILINE)
REFUSED = re.findall(r"^\| [^|]+ \| ([^|]+?) \| [^|]+ \|$", TEXT.split("## 不回答什么")[1], re.MULTILINE)[1:]
REFUSED = [question for question in REFUSED if set(question) != {"-"}]


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker.open(sample_library())


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_an_example_of_a_kind_is_answered_with_its_words(question: str, kind: str, asker: Asker):
    answer = asker.ask(question)
    assert answer.understood.kind == kind
    assert not answer.refused, answer.reason
    assert answer.answers
    assert answer.query or kind == "definition"
    assert answer.evidence or kind in ("compare", "definition")


@pytest.mark.parametrize("question", REFUSED)
def test_an_example_of_a_refusal_is_refused_with_a_reason(question: str, asker: Asker):
    answer = asker.ask(question)
    assert answer.refused
    assert answer.reason
    assert not answer.answers


def test_every_kind_is_described():
    assert not [kind for kind in get_args(Kind) if kind != "out-of-scope" and f"`{kind}`" not in TEXT]
    assert len(KINDS) > 20
    assert len(REFUSED) >= 7
