"""What the marks 不公开, 依申请公开, 内部 and 秘密★ mean to who works with the document, in words for people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.library import Library
from graph.wording import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """A document held that limits who may read it, and the words by which it does."""

    doc: str
    access: str
    quote: str


def limited(library: Library) -> list[Limited]:
    """The documents of the library that limit who may read them, sorted by name."""
    rows = library.read("SELECT doc, access, access_quote FROM plan WHERE access IS NOT NULL ORDER BY doc")
    return [Limited(doc=doc, access=access, quote=quote) for doc, access, quote in rows]


def access_in_words(kind: str, quote: str, *, english: bool = False) -> str:
    """What the mark of a document means and what to do.

    >>> access_in_words("on-request", "公开方式：依申请公开").partition("。")[0]
    '本文件标有“公开方式：依申请公开”（依申请公开）'
    """
    name, advice = _words("kind", english)[kind], _words("advice", english)[kind]
    return _words("said", english)["document"].format(quote=" ".join(quote.split()), kind=name, advice=advice)


def warning(found: Collection[Limited], *, english: bool = False) -> str | None:
    """What to know before the contents of these documents leave the library; None where none is limited.

    >>> warning([]) is None
    True
    """
    if not found:
        return None
    first = min(found, key=lambda each: each.doc)
    quote = " ".join(first.quote.split())
    return _words("said", english)["warning"].format(n=len(found), doc=first.doc, quote=quote)


def _words(part: str, english: bool) -> dict[str, str]:
    return {name: said["en" if english else "zh"] for name, said in load_table("openness")[part].items()}
