"""Whether a document says that it is not for everybody: 此件不公开, 依申请公开, 内部资料, 秘密★1年."""

from __future__ import annotations

from collections.abc import Iterator

from extract.reading.source import SourceText
from extract.records import Access, Openness
from extract.rulebook import load_rules
from extract.text.scripts import simplified

_STRICTEST: tuple[Openness, ...] = ("secret", "internal", "not-public", "on-request")
_HEAD = 600
"""Characters that the marks above a title and beside it stand in."""


def find_access(source: SourceText) -> Access | None:
    """The strictest mark of the document, the first where there are several; None where none limits who may read it.

    A mark that is printed on every page as a running head stands outside the text: it has its words and no place.
    """
    found = [*_in_text(source.text), *(each for head in source.furniture for each in _outside(head.text))]
    return min(found, key=lambda access: _STRICTEST.index(access.kind), default=None)


def _in_text(text: str) -> list[Access]:
    """The marks of a text, in its order."""
    simple = simplified(text)
    found = []
    for rule in load_rules("openness"):
        for match in rule.finditer(simple[:_HEAD] if rule.kind == "head" else simple):
            words = match.group()
            start, end = match.end() - len(words.lstrip()), match.start() + len(words.rstrip())
            found.append(Access(kind=rule.more["access"], text=text[start:end], start=start, end=end, found_by=rule.id))
    return sorted(found, key=lambda access: access.start or 0)


def _outside(words: str) -> Iterator[Access]:
    for access in _in_text(words):
        yield Access(kind=access.kind, text=access.text, start=None, end=None, found_by=access.found_by)
