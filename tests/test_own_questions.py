"""570 further questions on the samples, written without the rules at hand; asked once, looked at from several sides."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.answers import Answer
from graph.asking import Asker
from ingest import sample_library
from tests.figures import keep_answers

QUESTIONS = Path(__file__).parent / "questions"
GOLD = Path(__file__).parent / "gold" / "seeds"


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker.open(sample_library())


@pytest.fixture(scope="module")
def answered(asker: Asker) -> list[tuple[str, Answer]]:
    asked = (json.loads(line) for line in (QUESTIONS / "own.jsonl").read_text("utf-8").splitlines())
    return [(one["id"], asker.ask(one["question"])) for one in asked]


def test_they_keep_their_figures(answered: list[tuple[str, Answer]], tmp_path: Path):
    """Floors only rise: the share of right answers, of wrong ones, and of right ones with their proof."""
    answers = tmp_path / "answers.jsonl"
    said = (json.dumps({"id": name, **answer.plain()}, ensure_ascii=False) for name, answer in answered)
    answers.write_text("\n".join(said), "utf-8")
    score = [sys.executable, str(QUESTIONS / "score.py"), str(QUESTIONS / "own.jsonl"), str(answers), "--json"]
    result = subprocess.run([*score, "--gold", str(GOLD)], capture_output=True, text=True, check=True, encoding="utf-8")
    figures = json.loads(result.stdout)["all"]
    assert figures["n"] == len(answered)
    assert figures["right"] >= 0.94
    assert figures["wrong"] <= 0.025
    assert figures["with_proof"] >= 0.98
    keep_answers("questions.own", figures)


def test_every_quote_is_what_its_document_says(answered: list[tuple[str, Answer]], asker: Asker):
    texts = {doc: plan.text for doc, plan in asker.holdings.plans.items()}
    quotes = [quote for _, answer in answered for quote in answer.evidence]
    assert quotes
    assert [quote for quote in quotes if texts[quote.doc][quote.start : quote.end] != quote.quote] == []


def test_a_refusal_has_its_reason_and_asserts_nothing(answered: list[tuple[str, Answer]]):
    refused = [(name, answer) for name, answer in answered if answer.refused]
    assert refused
    assert [name for name, answer in refused if not answer.reason or answer.answers] == []


def test_readings_are_told_apart(answered: list[tuple[str, Answer]]):
    ambiguous = [(name, answer) for name, answer in answered if answer.ambiguous]
    assert ambiguous
    assert [name for name, answer in ambiguous if len({item.group for item in answer.answers}) < 2] == []


def test_words_taken_for_something_are_those_of_the_question(answered: list[tuple[str, Answer]]):
    for name, answer in answered:
        read, parts = answer.understood.read, answer.understood.parts
        assert all(read[part.start : part.end] == part.words for part in parts), name
        assert all(one.end <= other.start for one, other in itertools.pairwise(parts)), name
