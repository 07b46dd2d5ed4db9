"""Whether words that a plan cites name another plan that is held: by its number, or by its title."""

from __future__ import annotations

import functools
import re

from extract.records import Document
from graph.wording import letters

_WRAPPER = re.compile(r"^(?:.{0,40}?关于)?(?:印发|转发|批转|发布)|的?通知$|[《》]")
_SHORTEST = 8  # letters of a title that names one document


def names_plan(words: str, document: Document) -> bool:
    """Whether the cited words are the document's number, or its title with or without the notice that issues it."""
    cited, number = letters(words), letters(document.meta.doc_number or "")
    if number and (cited == number or cited.endswith(number)):
        return True
    named, title = bare_title(words), bare_title(document.meta.title or "")
    return min(len(title), len(named)) >= _SHORTEST and (title in named or named in title)


@functools.lru_cache(maxsize=20_000)
def bare_title(words: str) -> str:
    """The letters of a title without the notice that it is issued by.

    >>> bare_title("某省人民政府关于印发《某省扬尘污染防治三年行动计划》的通知")
    '某省扬尘污染防治三年行动计划'
    """
    return letters(inner_title(words))


def inner_title(words: str) -> str:
    """A title without the notice that it is issued by, for places where the whole is too long.

    >>> inner_title("某区政府办公室关于印发某区水、土污染防治2023年行动计划的通知")
    '某区水、土污染防治2023年行动计划'
    """
    return _WRAPPER.sub("", words.strip()) or words
