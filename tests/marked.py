"""Marked-up sentences: ``（<lead>市生态环境局</lead>牵头）`` as text and labelled spans."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([a-z]+)>")


@dataclass(frozen=True)
class Marked:
    text: str
    spans: tuple[tuple[str, int, int], ...]

    def named(self) -> list[tuple[str, str]]:
        """(label, words) of each span, in the order of the text."""
        return [(label, self.text[start:end]) for label, start, end in self.spans]


def read_marked(sentence: str) -> Marked:
    """The sentence without its tags, and the spans that they marked, in order of their beginning."""
    parts: list[str] = []
    opened: list[tuple[str, int]] = []
    spans: list[tuple[str, int, int]] = []
    length = done = 0
    for tag in _TAG.finditer(sentence):
        parts.append(sentence[done : tag.start()])
        length += tag.start() - done
        done = tag.end()
        if tag[1]:
            label, start = opened.pop()
            assert label == tag[2], sentence
            spans.append((label, start, length))
        else:
            opened.append((tag[2], length))
    assert not opened, sentence
    parts.append(sentence[done:])
    return Marked("".join(parts), tuple(sorted(spans, key=lambda span: span[1:])))
