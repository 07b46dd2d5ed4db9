"""What two plans that set the same work are to each other: by place, year and citation."""

from __future__ import annotations

import functools
import re

from extract.records import Document
from graph.overlapping.pairs import Kind
from graph.unfold import plan_year
from graph.wording import letters

_COUNTRY = "全国"
_WRAPPER = re.compile(r"^(?:.{0,40}?关于)?(?:印发|转发|批转|发布)|的?通知$|[《》]")
_SHORTEST = 8  # letters of a title that names one document


def kind_of(a: Document, b: Document) -> tuple[Kind, str | None]:
    """What tasks of the two plans are that set the same work, and the words of the citation where one rests on it."""
    places = (a.meta.jurisdiction, b.meta.jurisdiction)
    years = tuple(plan_year(document.meta.title, document.meta.date) for document in (a, b))
    if places[0] and places[0] == places[1] and None not in years and years[0] != years[1]:
        return "carried-on", None
    for upper, lower in ((a, b), (b, a)):
        cited = cites(lower, upper)
        if cited:
            return "handed-down", cited
    return "same", None


def cites(lower: Document, upper: Document) -> str | None:
    """The words by which a plan of a place inside the other's place cites the other plan."""
    if not _inside(lower.meta.jurisdiction, upper.meta.jurisdiction):
        return None
    number = letters(upper.meta.doc_number or "")
    title = _title(upper.meta.title or "")
    for words in lower.meta.cites:
        cited = letters(words)
        named = _title(words)
        if number and (cited == number or cited.endswith(number)):
            return words
        if len(title) >= _SHORTEST and len(named) >= _SHORTEST and (title in named or named in title):
            return words
    return None


def _inside(inner: str | None, outer: str | None) -> bool:
    """Whether a place lies in another one and is not the same.

    >>> _inside("山西省大同市", "山西省"), _inside("山西省", "全国"), _inside("全国", "山西省")
    (True, True, False)
    """
    if not inner or not outer or inner in (outer, _COUNTRY):
        return False
    return outer == _COUNTRY or inner.startswith(outer)


@functools.lru_cache(maxsize=20_000)
def _title(words: str) -> str:
    """The letters of a title without the notice that it is issued by.

    >>> _title("某省人民政府关于印发《某省扬尘污染防治三年行动计划》的通知")
    '某省扬尘污染防治三年行动计划'
    """
    return letters(_WRAPPER.sub("", words.strip()))
