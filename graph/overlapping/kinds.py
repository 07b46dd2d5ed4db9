"""What two plans that set the same work are to each other: by place, year and citation."""

from __future__ import annotations

from extract.records import Document
from graph.citing import names_plan
from graph.overlapping.pairs import Kind
from graph.unfold import plan_year

_COUNTRY = "全国"


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
    return next((words for words in lower.meta.cites if names_plan(words, upper)), None)


def _inside(inner: str | None, outer: str | None) -> bool:
    """Whether a place lies in another one and is not the same.

    >>> _inside("山西省大同市", "山西省"), _inside("山西省", "全国"), _inside("全国", "山西省")
    (True, True, False)
    """
    if not inner or not outer or inner in (outer, _COUNTRY):
        return False
    return outer == _COUNTRY or inner.startswith(outer)
