"""The sentences of answers as data: each in both languages, said in that of the question."""

from __future__ import annotations

import functools
from importlib import resources

from graph.answering.request import Request
from graph.wording import load_table


@functools.cache
def load_sentences() -> dict[str, dict[str, str]]:
    """The sentences of all ``rules/answers_*.toml``: id → language → words with the names of what is filled in."""
    files = sorted(file.name for file in resources.files("graph").joinpath("rules").iterdir())
    tables = [name.removesuffix(".toml") for name in files if name.startswith("answers_") and name.endswith(".toml")]
    return {entry["id"]: entry for table in tables for entry in load_table(table).get("sentence", ())}


def say(request: Request, sentence: str, **filled: object) -> str:
    """The sentence in the language of the question."""
    words = load_sentences()[sentence]["en" if request.understood.english else "zh"]
    return words.format(**filled)
