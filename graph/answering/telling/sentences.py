"""The sentences of answers as data: each in both languages, said in that of the question."""

from __future__ import annotations

import functools
from importlib import resources

from graph.answering.question.request import Request
from graph.wording import load_table


@functools.cache
def load_sentences() -> dict[str, dict[str, str]]:
    """The sentences of all ``rules/answers_*.toml``: id → language → words with the names of what is filled in."""
    files = sorted(file.name for file in resources.files("graph").joinpath("rules").iterdir())
    tables = [name.removesuffix(".toml") for name in files if name.startswith("answers_") and name.endswith(".toml")]
    return {entry["id"]: entry for table in tables for entry in load_table(table).get("sentence", ())}


def say(request: Request, sentence: str, **filled: object) -> str:
    """The sentence in the language of the question."""
    return in_words(sentence, english=request.understood.english, **filled)


def in_words(sentence: str, *, english: bool, **filled: object) -> str:
    """The sentence in one of the languages.

    >>> in_words("missing.place", english=False, words="太原市")
    '资料库中没有太原市的方案或文件。'
    """
    return load_sentences()[sentence]["en" if english else "zh"].format(**filled)
