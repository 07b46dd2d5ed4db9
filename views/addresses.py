"""Addresses inside the page: every unit, plan, quote, question and filter has one that opens fresh.

Addresses are relative (``plan?id=…``), so that they also work below a path of a proxy.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from urllib.parse import quote_plus, urlencode

from views.wording import language

HOME = "overview"  # the first page: it is at the root, and only there the menu marks it
WORDS = 24  # characters of a stretch that its address carries


def address(page: str, /, **params: str | int | None) -> str:
    """The relative address of a page with its parameters; None and "" are left out, English is kept.

    >>> address("plan", id="朔州.txt", at=None), address("overview", day="2026-01-01")
    ('plan?id=%E6%9C%94%E5%B7%9E.txt', './?day=2026-01-01')
    """
    if language() == "en":
        params = {**params, "lang": "en"}
    given = (f"{name.rstrip('_')}={_quoted(str(value))}" for name, value in params.items() if value not in (None, ""))
    query = "&".join(given)
    path = "./" if page == HOME else page
    return f"{path}?{query}" if query else path


_quoted = functools.lru_cache(4096)(quote_plus)  # the same documents and days stand in hundreds of links of a page


def place(doc: str, start: int, end: int | None = None, words: str | None = None) -> str:
    """The address of a stretch of a document's text, which opens with that stretch highlighted.

    With its ``words`` it is found again where a new version of the document has moved it.
    """
    stretch = str(start) if end is None else f"{start}-{end}"
    return address("plan", id=doc, at=stretch, words=words[:WORDS] if words else None)


def asking(question: str, changes: Mapping[str, str]) -> str:
    """The address of a question with the parts of its reading that are changed; an empty one is taken away."""
    removed = urlencode({name: value for name, value in changes.items() if not value})
    return "&".join(filter(None, (address("ask", q=question, **changes), removed)))
