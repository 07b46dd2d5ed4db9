"""The time that repeated words take grows with them, from reading to the audit: what grows squared stops a server."""

from __future__ import annotations

import gc
import time

import pytest

from extract.audit import audit_document
from extract.pipeline import Extractor
from extract.reading.source import SourceText

SHORT, LONG = 10_000, 20_000
TWICE = 2.6
"""What is linear takes twice as long, what is quadratic four times; the rest is for the clock."""
FAST = 0.5
"""Seconds below which the clock says nothing."""
TRIES = 5
"""What is quadratic fails each of them; what is linear only while something else keeps the machine busy."""

RUNS = [
    "（市教育局牵头）",
    "（由",
    "和",
    "（一）推进\n",
    "　",
    "\t",
    "（一）3月底前完成：\n1.推进工作\n",
    "（县教育局牵头。各乡镇政府为各项任务责任单位，不再列出）",
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    made = Extractor()
    _seconds(made, "一、任务\n（一）推进。3月底前完成。（市教育局牵头）\n" * 20)  # the rules and lists are loaded
    return made


def _seconds(extractor: Extractor, text: str) -> float:
    source = SourceText(name="a.txt", sha256="", text=text)
    gc.collect()
    began = time.process_time()
    audit_document(extractor.analyse(source), text)
    return time.process_time() - began


@pytest.mark.parametrize("words", RUNS)
def test_twice_the_text_takes_about_twice_the_time(extractor: Extractor, words: str) -> None:
    short, long = (f"一、工作{words * (size // len(words))}\n完。" for size in (SHORT, LONG))
    measured = ((_seconds(extractor, long), _seconds(extractor, short)) for _ in range(TRIES))
    assert any(twice < FAST or twice < TWICE * once for twice, once in measured)
